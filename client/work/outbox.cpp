#include "client/work/outbox.h"

#include <algorithm>

#include "client/text/say.h"
#include "shared/report/attachments.h"

namespace ziping::client {
namespace {

constexpr const char* kTrouble = "trouble";

Json problem(std::string_view code, std::string_view message) {
  Json out;
  out["code"] = code;
  out["message"] = message;
  return out;
}

// Why the last synchronisation left things here: {"all", "revisions", "remarks", "files"}, each a problem; those of
// "revisions" are the skipped ones, by name.
class Trouble {
 public:
  explicit Trouble(Vault& vault) {
    if (auto kept = base::parse_json(vault.setting(kTrouble))) kept_ = std::move(*kept);
  }
  void tell(OutboxEntry& one) const {
    const Json* of_all = kept_.find("all");
    const Json* own = kept_.find(one.kind == Sent::Remark ? "remarks" : one.kind == Sent::File ? "files" : "revisions");
    if (own && one.kind == Sent::Revision) own = own->find(one.name);
    const Json* why = own ? own : of_all;
    if (!why) return;
    one.code = why->text_or("code");
    one.why = why->text_or("message");
  }

 private:
  Json kept_{Json::Object{}};
};

void add_words(std::string& out, std::int64_t number, std::string_view key) {
  if (number <= 0) return;
  if (!out.empty()) out += text::say("common.comma");
  out += text::say(key, {number});
}

struct NextStep {
  std::string_view code, key;
};

constexpr NextStep kNextSteps[] = {{"not-yours", "outbox.not_yours"},
                                   {"denied", "outbox.not_yours"},
                                   {"stage-closed", "outbox.closed"},
                                   {"bad-number", "outbox.number"},
                                   {"bad-date", "outbox.date"},
                                   {"older-form", "outbox.older_form"},
                                   {"too-large", "outbox.too_large"},
                                   {"bad-move", "outbox.move"},
                                   {"unknown-device", "outbox.device"},
                                   {"device-revoked", "outbox.device"},
                                   {"device-waiting", "outbox.device_waits"},
                                   {"unknown-version", "outbox.version"},
                                   {"unknown-place", "outbox.version"},
                                   {"unknown-remark", "outbox.remark"},
                                   {"too-many-remarks", "outbox.remarks_full"},
                                   {"over-quota", "outbox.quota"},
                                   {"bad-file-type", "outbox.file_type"},
                                   {"note-too-long", "outbox.note_shorter"},
                                   {"note-needed", "outbox.note_needed"},
                                   {"overtaken", "outbox.look_again"},
                                   {"heads-changed", "outbox.look_again"},
                                   {"wrong-stage", "outbox.look_again"},
                                   {"wrong-version", "outbox.look_again"},
                                   {"open-conflicts", "outbox.look_again"},
                                   {"findings", "outbox.look_again"},
                                   {"remark-refused", "outbox.look_again"}};

}  // namespace

std::string_view next_step(std::string_view code) {
  const auto* known = std::ranges::find(kNextSteps, code, &NextStep::code);
  return text::say(known == std::end(kNextSteps) ? "outbox.ask" : known->key);
}

std::string waiting_words(const Waiting& waiting) {
  std::string out;
  add_words(out, waiting.revisions, "outbox.revisions");
  add_words(out, waiting.remarks, "outbox.remarks");
  add_words(out, waiting.files, "outbox.files");
  add_words(out, waiting.wishes, "outbox.wishes");
  return out;
}

Status keep_trouble(Vault& vault, const Exchange& exchange, const FilesResult& files, const Status& end) {
  Json out{Json::Object{}};
  const Status outcome = exchange.outcome();
  for (const auto& [name, why] : exchange.skipped()) out["revisions"][name] = problem(why.code, why.message);
  if (exchange.result().remarks_waiting > 0)
    out["remarks"] = problem("server-outdated", std::string(remarks_wait_sentence()));
  if (const auto& why = exchange.why_no_remarks()) out["remarks"] = problem(why->code, why->message);
  if (!files.waits.empty()) out["files"] = problem("files-wait", files.waits);
  if (!end && (outcome || end.error().code != outcome.error().code))
    out["all"] = problem(end.error().code, end.error().message);
  return vault.set(kTrouble, base::canonical(out));
}

Status Outbox::add_revisions(std::vector<OutboxEntry>& out) {
  auto find =
      vault_.database_->prepare("SELECT name, report, body FROM revision WHERE state = 'queued' ORDER BY revision.id");
  while (find.step()) {
    const std::string text = find.text(2);
    auto body = base::parse_json(text);
    if (!body) return body.error();
    const Json* header = body->find("header");
    if (!header) continue;
    out.push_back({Sent::Revision,
                   find.text(0),
                   find.text(1),
                   std::string(header->text_or("note")),
                   {},
                   std::string(header->text_or("author")),
                   std::string(header->text_or("at")),
                   static_cast<std::int64_t>(text.size()),
                   {},
                   {}});
  }
  return find.status();
}

Status Outbox::add_remarks(std::vector<OutboxEntry>& out) {
  auto find = vault_.database_->prepare("SELECT body FROM remark WHERE state = 'queued' ORDER BY id");
  while (find.step()) {
    const std::string text = find.text(0);
    auto body = base::parse_json(text);
    auto remark = body ? sync::Remark::parse(*body) : Result<sync::Remark>(body.error());
    if (!remark) return remark.error();
    const sync::RemarkHeader& header = remark->header;
    out.push_back({Sent::Remark,
                   header.name().hex(),
                   header.report,
                   header.text,
                   {},
                   header.author,
                   header.stamp,
                   static_cast<std::int64_t>(text.size()),
                   {},
                   {}});
  }
  return find.status();
}

// What reports say now comes before what only an earlier revision says.
Result<std::vector<OutboxEntry>> Outbox::named_files() {
  std::map<std::string, OutboxEntry> known;
  std::vector<OutboxEntry> out;
  auto rows = vault_.reports();
  if (!rows) return rows.error();
  for (const ReportRow& row : *rows) {
    auto form = vault_.form(row.form);
    auto now = form ? vault_.shown(row) : Result<Shown>(form.error());
    auto history = now ? vault_.revisions(row) : Result<const report::History*>(now.error());
    if (!history && !is_of_the_disk(history.error())) continue;  // as of Vault::unsent_files()
    if (!history) return history.error();
    const auto add = [&](const report::State& state) {
      for (const report::PlacedAttachment& one : report::attachments(**form, state)) {
        const std::string file = one.attachment.sha256.hex();
        known.try_emplace(
            file,
            OutboxEntry{
                Sent::File, file, row.id, one.attachment.name, one.path.text(), {}, {}, one.attachment.bytes, {}, {}});
      }
    };
    add(now->state);
    std::map<std::string, std::size_t> earliest;
    for (const auto& [id, entry] : (*history)->all()) {
      add(*entry.state);
      for (const report::PlacedAttachment& one : report::attachments(**form, *entry.state)) {
        const std::string file = one.attachment.sha256.hex();
        OutboxEntry& found = known.at(file);
        const auto before = earliest.find(file);
        if (found.report != row.id || (before != earliest.end() && before->second <= entry.generation)) continue;
        earliest[file] = entry.generation;
        found.author = entry.header.author;
        found.since = entry.header.at;
      }
    }
  }
  out.reserve(known.size());
  for (auto& [file, one] : known) out.push_back(std::move(one));
  return out;
}

Status Outbox::add_files(std::vector<OutboxEntry>& out) {
  auto unsent = vault_.unsent_files();
  if (!unsent) return unsent.error();
  if (unsent->empty()) return base::done();
  auto named = named_files();
  if (!named) return named.error();
  for (const UnsentFile& one : *unsent) {
    const auto at = std::ranges::find(*named, one.file, &OutboxEntry::name);
    if (at != named->end()) out.push_back(*at);
  }
  return base::done();
}

Status Outbox::add_wishes(std::vector<OutboxEntry>& out, Waits waits) {
  auto all = vault_.wishes();
  auto self = all ? vault_.identity() : Result<Identity>(all.error());
  if (!self) return all && all->empty() ? base::done() : Status(self.error());
  for (const Wish& one : *all)
    if (one.waits() == (waits == Waits::Yes))
      out.push_back({Sent::Wish,
                     std::string(sync::name(one.action)),
                     one.report,
                     one.note,
                     {},
                     self->user.name,
                     one.at,
                     std::ssize(one.note),
                     one.code,
                     one.why});
  return base::done();
}

Result<std::vector<OutboxEntry>> Outbox::waiting() {
  std::vector<OutboxEntry> out;
  if (auto status = add_revisions(out); !status) return status.error();
  if (auto status = add_remarks(out); !status) return status.error();
  if (auto status = add_wishes(out, Waits::Yes); !status) return status.error();
  if (auto status = add_files(out); !status) return status.error();
  const Trouble trouble(vault_);
  for (OutboxEntry& one : out) trouble.tell(one);
  return out;
}

Result<std::vector<OutboxEntry>> Outbox::refused() {
  std::vector<OutboxEntry> out;
  auto files = named_files();
  if (!files) return files.error();
  auto find = vault_.database_->prepare(
      "SELECT refusal.body, 0, report, revision.body FROM refusal JOIN revision ON name = refusal.revision WHERE state "
      "= 'quarantined' UNION ALL SELECT refusal.body, 1, report, remark.body FROM refusal JOIN remark ON name = "
      "refusal.revision WHERE state = 'quarantined' UNION ALL SELECT refusal.body, 2, '', '{}' FROM refusal JOIN file "
      "ON sha256 = refusal.revision WHERE state = 'refused'");
  while (find.step()) {
    auto json = base::parse_json(find.text(0)), body = base::parse_json(find.text(3));
    auto word = json && body ? sync::Refused::parse(*json) : Result<sync::Refused>(json ? body.error() : json.error());
    if (!word) return word.error();
    OutboxEntry one;
    one.kind = static_cast<Sent>(find.integer(1));
    one.name = word->revision;
    one.report = find.text(2);
    if (const Json* header = body->find("header")) {
      one.title = header->text_or(one.kind == Sent::Remark ? "text" : "note");
      one.author = header->text_or("author");
    }
    const auto file = std::ranges::find(*files, one.name, &OutboxEntry::name);
    if (one.kind == Sent::File && file != files->end()) one = *file;
    one.code = word->code;
    one.why = word->message;
    out.push_back(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  if (auto status = add_wishes(out, Waits::No); !status) return status.error();
  return out;
}

}  // namespace ziping::client
