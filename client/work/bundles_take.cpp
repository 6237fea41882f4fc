// Taking a bundle: first all of it is looked at, against copies of the histories; then it is stored in one transaction.
#include <algorithm>
#include <set>

#include "client/text/say.h"
#include "client/work/bundles.h"

namespace ziping::client {
namespace {

base::Error refuse(std::string code, std::string_view key, std::initializer_list<text::Part> parts = {}) {
  return {base::ErrorKind::Invalid, std::move(code), text::say(key, parts), {}};
}

base::Error missing(const std::set<std::string>& names) {
  return {base::ErrorKind::NotFound, "missing-revisions",
          text::say("bundle.revisions_missing", {names.size(), names.begin()->substr(0, 12)}), *names.begin()};
}

std::int64_t year_of(const report::State& state) {
  const std::int64_t* year = state.value("cover.year").json().as_integer();
  return year ? *year : 0;
}

}  // namespace

std::string Bundles::state_here(const std::string& revision) {
  auto find = vault_.database_->prepare("SELECT state FROM revision WHERE name = ?1");
  find.bind(1, revision);
  return find.step() ? find.text(0) : std::string();
}

Result<report::History*> Bundles::history(const std::string& report, Histories& histories) {
  if (const auto known = histories.find(report); known != histories.end()) return &known->second;
  auto desk = vault_.desk(report);
  if (!desk) return desk.error();
  return &histories.emplace(report, (*desk)->history).first->second;
}

Status Bundles::check_maker(const sync::BundlePreface& preface, const Identity& self) {
  if (preface.server != self.server_id) return refuse("foreign-bundle", "bundle.other_server");
  if (preface.device.empty()) {
    if (preface.key != self.server_key) return refuse("foreign-bundle", "bundle.not_by_server");
    if (preface.reader == self.user.name) return base::done();
    return refuse("foreign-bundle", "bundle.other_reader", {preface.reader});
  }
  if (preface.department != self.user.department) return refuse("foreign-bundle", "bundle.other_department");
  auto devices = vault_.colleagues(self);
  auto key = devices ? vault_.key_of(preface.device) : Result<base::PublicKey>(devices.error());
  if (!key || *key != preface.key || !devices->contains(preface.device))
    return refuse("unknown-maker", "bundle.unknown_maker");
  return base::done();
}

Status Bundles::check_seal(const report::Revision& revision, const Vault::Devices& devices) {
  auto key = vault_.key_of(revision.header.device);
  const auto device = devices.find(revision.header.device);
  if (!key || device == devices.end()) return refuse("unknown-device", "bundle.revision_device");
  if (device->second != revision.header.author || !report::signed_by(revision, *key))
    return refuse("bad-signature", "bundle.revision_signature");
  if (revision.is_snapshot()) return refuse("bad-revision", "bundle.no_changes");
  return base::done();
}

// Adds the revision to the copy of its report's history, or tells that it stands on what the server refused.
Status Bundles::place(Arrived arrived, Histories& histories, Checked& out) {
  const report::Header& header = arrived.revision.header;
  const auto is_refused = [&](const report::RevisionId& parent) {
    const std::string name = parent.hex();
    return state_here(name) == "quarantined" || std::ranges::any_of(out.revisions, [&](const Arrived& one) {
             return !one.why.empty() && one.revision.header.name() == parent;
           });
  };
  if (std::ranges::any_of(header.parents, is_refused)) {
    arrived.why = text::say("bundle.on_refused");
  } else {
    auto all = history(header.report, histories);
    if (!all) return all.error();
    if (auto added = (*all)->add(arrived.revision); !added) return added.error();
  }
  out.revisions.push_back(std::move(arrived));
  return base::done();
}

Status Bundles::check_revisions(const Identity& self, Checked& out) {
  auto devices = vault_.colleagues(self);
  if (!devices) return devices.error();
  Histories histories;
  std::set<std::string> inside, lacking;
  for (const std::string& need : out.content.needs)
    if (state_here(need).empty()) lacking.insert(need);
  if (!lacking.empty()) return missing(lacking);
  for (const Json& body : out.content.revisions) {
    auto revision = report::Revision::parse(body);
    if (!revision) return refuse("bad-revision", "bundle.bad_revision");
    const report::Header header = revision->header;
    const std::string name = header.name().hex();
    if (!inside.insert(name).second || !state_here(name).empty()) continue;
    if (auto status = check_seal(*revision, *devices); !status) return status;
    for (const report::RevisionId& parent : header.parents)
      if (!inside.contains(parent.hex()) && state_here(parent.hex()).empty()) lacking.insert(parent.hex());
    if (!lacking.empty()) return missing(lacking);
    auto form = vault_.form(header.form.hex());
    if (!form) return refuse("unknown-form", "bundle.unknown_form");
    if (auto status = place({std::move(*revision), {}}, histories, out); !status) return status;
    const bool is_new = !vault_.report(header.report) &&
                        std::ranges::find(out.reports, header.report, &ReportRow::id) == out.reports.end();
    const report::History::Entry* entry = is_new ? histories[header.report].find(header.name()) : nullptr;
    if (entry) out.reports.push_back({header.report, header.form.hex(), self.user.department, year_of(*entry->state)});
  }
  return base::done();
}

// Receipts and refusals that are new here, each with the server's signature; entries that only the server may tell.
Status Bundles::check_words(const Identity& self, Checked& out) {
  const bool by_server = out.seen.preface.device.empty();
  if (!by_server && out.content.to > 0) return refuse("bad-message", "bundle.servers_words");
  if (out.content.from > vault_.cursor())
    return base::Error{base::ErrorKind::NotFound,
                       "missing-entries",
                       text::say("bundle.entries_missing", {out.content.from, vault_.cursor()}),
                       {}};
  if (out.content.from == vault_.cursor() && !out.content.from_chain.empty() && !vault_.chain().empty() &&
      out.content.from_chain != vault_.chain())
    return base::Error{
        base::ErrorKind::Denied, "restored-server", text::say("bundle.other_log", {out.content.from}), {}};
  out.answer.entries = out.content.entries;
  out.answer.cursor = out.content.to;
  out.answer.chain = out.content.to_chain;
  out.answer.more = true;  // a file does not know what came after it
  // Nobody looks again at what is told of up to the cursor, so here it must agree with what was confirmed.
  if (by_server)
    if (auto status = vault_.check_receipts(out.answer, out.content.from); !status) return status;
  std::erase_if(out.answer.entries,
                [this](const Json& entry) { return entry.integer_or("seq", 0) <= vault_.cursor(); });
  for (const sync::Receipt& receipt : out.content.receipts) {
    if (!base::verify(self.server_key, receipt.signed_bytes(self.server_id), receipt.signature))
      return refuse("bad-receipt", "bundle.bad_receipt");
    auto known = names("SELECT revision FROM receipt WHERE revision = ?1", receipt.revision);
    auto former = known ? names("SELECT body FROM former WHERE body = ?1", base::canonical(receipt.json())) : known;
    if (!former) return former.error();
    // One from before the server was set back proves nothing any more: what it is for was told of up to the cursor, or
    // is not there; and behind the cursor check_receipts() will see.
    const bool is_news = known->empty() && former->empty() && receipt.seq > vault_.cursor();
    if (is_news) out.answer.receipts.push_back(receipt);
  }
  for (const sync::Refused& refused : out.content.refused) {
    if (!refused.signature || !base::verify(self.server_key, refused.signed_bytes(self.server_id), *refused.signature))
      return refuse("bad-receipt", "bundle.bad_refusal");
    auto file = vault_.file_state(refused.revision);
    if (!file) return file.error();
    if (state_here(refused.revision) == "queued" || remark_here(refused.revision) == "queued" || *file == "queued")
      out.answer.refused.push_back(refused);
  }
  return base::done();
}

Result<Bundles::Checked> Bundles::check(std::string_view file, const std::string& passphrase) {
  auto self = vault_.identity();
  auto key = self ? vault_.device_key() : Result<base::SecretKey>(self.error());
  auto packed = key ? sync::PackedBundle::parse(file) : Result<sync::PackedBundle>(key.error());
  if (!packed) return packed.error();
  if (auto status = check_maker(packed->preface(), *self); !status) return status.error();
  auto content = packed->open({*key, passphrase});
  if (!content) return content.error();
  Checked out{{packed->preface(), counts_of(*content), 0}, std::move(*content), {}, {}, {}, {}, {}};
  if (auto status = check_revisions(*self, out); !status) return status.error();
  if (auto status = check_remarks(out); !status) return status.error();
  if (auto status = check_files(out); !status) return status.error();
  if (auto status = check_words(*self, out); !status) return status.error();
  out.seen.fresh =
      static_cast<std::int64_t>(out.revisions.size() + out.remarks.size() + out.files.size() +
                                out.answer.receipts.size() + out.answer.refused.size() + out.answer.entries.size());
  return out;
}

Result<SeenBundle> Bundles::look(std::string_view file, const std::string& passphrase) {
  auto checked = check(file, passphrase);
  if (!checked) return checked.error();
  return std::move(checked->seen);
}

// Drafts of the reports whose heads move are sealed first, on the heads they were written on, or put aside.
Status Bundles::store(const Checked& checked, const Identity& self, Applied& applied) {
  for (const ReportRow& row : checked.reports) {
    auto put = vault_.database_->prepare("INSERT OR IGNORE INTO report VALUES(?1, ?2, ?3, ?4, 'drafting')");
    put.bind(1, row.id).bind(2, row.form).bind(3, row.department).bind(4, row.year);
    if (auto status = put.run(); !status) return status;
  }
  for (const Arrived& arrived : checked.revisions) {
    const std::string& report = arrived.revision.header.report;
    if (vault_.has_draft(report)) {
      auto row = vault_.report(report);
      const Status moved = row ? vault_.seal_or_lay_aside(*row) : Status(row.error());
      if (!moved) return moved;
    }
    const bool is_refused = !arrived.why.empty();
    if (auto status = vault_.put_revision(arrived.revision, is_refused ? "quarantined" : "queued", arrived.why);
        !status)
      return status;
    applied.reports.push_back(report);
    auto desk = vault_.desk(report);
    if (!desk) return desk.error();
    if (is_refused) continue;
    if (auto added = (*desk)->history.add(arrived.revision); !added) return added.error();
    (*desk)->merged.reset();
    if (auto status = vault_.settle_form(report); !status) return status;
  }
  if (auto status = store_remarks(checked, applied); !status) return status;
  if (auto status = store_files(checked); !status) return status;
  if (checked.content.has) {
    auto put = vault_.database_->prepare("INSERT OR REPLACE INTO peer VALUES(?1, ?2, ?3)");
    put.bind(1, checked.seen.preface.device).bind(2, checked.seen.preface.user);
    if (auto status = put.bind(3, base::canonical(checked.content.has->json())).run(); !status) return status;
  }
  return vault_.take_answer(checked.answer, self, applied);
}

Result<TakenBundle> Bundles::take(std::string_view file, const std::string& passphrase) {
  auto self = vault_.identity();
  auto checked = self ? check(file, passphrase) : Result<Checked>(self.error());
  if (!checked) return checked.error();
  Applied applied;
  const Status committed = vault_.in_transaction("", [&] { return store(*checked, *self, applied); });
  if (!committed) return committed.error();
  return TakenBundle{std::move(checked->seen), std::move(applied.reports)};
}

}  // namespace ziping::client
