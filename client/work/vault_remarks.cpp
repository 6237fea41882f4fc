// Remarks in the vault: made without a connection, sent with the next synchronisation, never dropped.
#include <algorithm>

#include "client/text/say.h"
#include "client/work/vault.h"
#include "shared/base/utf8.h"

namespace ziping::client {
namespace {

base::Error invalid(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

// Bytes before the wanted quote.
Result<std::size_t> offset_of(const std::string& text, const NewRemark& wanted) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(wanted.quote); at != text.npos; at = text.find(wanted.quote, at + 1))
    places.push_back(at);
  if (places.empty() || wanted.nth > static_cast<std::int64_t>(places.size()))
    return invalid("unknown-place", text::say("remark.no_quote", {}));
  if (wanted.nth == 0 && places.size() > 1)
    return invalid("several-places", text::say("remark.several_places", {places.size()}));
  return places[static_cast<std::size_t>(std::max<std::int64_t>(wanted.nth, 1) - 1)];
}

}  // namespace

Status Vault::put_remark(const sync::Remark& remark, std::int64_t seq, std::string_view state, const std::string& why) {
  auto put = database_->prepare(
      "INSERT OR IGNORE INTO remark(name, report, seq, body, state, why) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  put.bind(1, remark.header.name().hex()).bind(2, remark.header.report).bind(3, seq);
  return put.bind(4, base::canonical(remark.json())).bind(5, state).bind(6, why).run();
}

// One that was queued here comes back, or one that was refused until somebody else brought it: it is durable there.
Status Vault::hold_remark(const std::string& name, std::int64_t seq) {
  return database_
      ->prepare("UPDATE remark SET state = 'durable', seq = ?2, why = '' WHERE name = ?1 AND state <> 'durable'")
      .bind(1, name)
      .bind(2, seq)
      .run();
}

Status Vault::refuse_remark(const sync::Refused& refused, Applied& applied) {
  auto find = database_->prepare("SELECT report, body FROM remark WHERE name = ?1 AND state = 'queued'");
  find.bind(1, refused.revision);
  if (!find.step()) return find.status();
  applied.reports.push_back(find.text(0));
  applied.refused[refused.revision] = {find.text(0), {}, true};
  auto json = base::parse_json(find.text(1));
  auto remark = json ? sync::Remark::parse(*json) : Result<sync::Remark>(json.error());
  if (!remark) return remark.error();
  if (auto status = keep_refusal(refused, remark->header.device); !status) return status;
  auto mark = database_->prepare("UPDATE remark SET state = 'quarantined', why = ?2 WHERE name = ?1");
  if (auto status = mark.bind(1, refused.revision).bind(2, refused.message).run(); !status) return status;
  return refuse_return_without(applied.reports.back());
}

// A report is not returned without a point that its reviewer has made; whoever returns it has seen the remark first.
Status Vault::refuse_return_without(const std::string& report) {
  auto kept = wish(report);
  if (!kept) return kept.error();
  if (!*kept || !(*kept)->waits() || (*kept)->action != sync::Action::Return) return base::done();
  return refuse_wish(report, {base::ErrorKind::Invalid, "remark-refused", text::say("wish.remark_refused", {}), {}});
}

Status Vault::take_remark(const Json& entry) {
  const Json* body = entry.find("remark");
  auto remark = sync::Remark::parse(body ? *body : Json());
  if (!remark) return remark.error();
  auto key = key_of(remark->header.device);
  if (!key) return key.error();
  if (!sync::signed_by(*remark, *key))
    return base::Error{base::ErrorKind::Corrupt, "bad-signature", text::say("remark.came_wrong", {}), {}};
  const std::int64_t seq = entry.integer_or("seq", 0);
  const std::string name = remark->header.name().hex();
  if (auto status = put_remark(*remark, seq, "durable", ""); !status) return status;
  if (auto status = hold_remark(name, seq); !status) return status;
  return send_what_waited(remark->header.report, name);
}

Result<std::vector<Json>> Vault::remarks_waiting() {
  if (is_sample()) return std::vector<Json>();
  auto find = database_->prepare("SELECT body FROM remark WHERE state = 'queued' ORDER BY id");
  return bodies(find);
}

Result<std::vector<SaidRemark>> Vault::said(const std::string& report) {
  std::vector<SaidRemark> out;
  auto find = database_->prepare(
      "SELECT name, body, state, why FROM remark WHERE report = ?1 OR ?1 = '' ORDER BY seq = 0, seq, id");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(1));
    auto remark = json ? sync::Remark::parse(*json) : Result<sync::Remark>(json.error());
    if (!remark) return remark.error();
    out.push_back({find.text(0), std::move(remark->header), find.text(2), find.text(3)});
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<SaidRemark> Vault::said_as(const std::string& beginning, const std::function<bool(const SaidRemark&)>& meant) {
  auto all = said("");
  if (!all) return all.error();
  std::optional<SaidRemark> found;
  for (SaidRemark& one : *all) {
    if (beginning.size() < 6 || !one.id.starts_with(beginning) || !meant(one)) continue;
    if (found) return invalid("unknown-remark", text::say("remark.several", {beginning}));
    found = std::move(one);
  }
  if (found) return std::move(*found);
  return base::Error{base::ErrorKind::NotFound, "unknown-remark", text::say("remark.unknown", {beginning}), {}};
}

Result<SaidRemark> Vault::remark(const std::string& beginning) {
  return said_as(beginning, [](const SaidRemark& one) {
    return one.header.kind == sync::RemarkKind::Remark && one.state != "withdrawn";
  });
}

Result<SaidRemark> Vault::withdraw_remark(const std::string& beginning) {
  auto self = identity();
  auto one = self ? said_as(beginning, [](const SaidRemark&) { return true; }) : Result<SaidRemark>(self.error());
  auto around = one ? said(one->header.report) : Result<std::vector<SaidRemark>>(one.error());
  if (!around) return around.error();
  if (one->state != "queued")
    return invalid("not-waiting",
                   text::say(one->state == "durable" ? "remark.at_headquarters" : "remark.not_waiting", {}));
  if (one->header.device != self->device && !was_before(one->header.device))
    return base::Error{base::ErrorKind::Denied, "not-yours", text::say("remark.not_yours", {one->header.author}), {}};
  const auto is_on_it = [&](const SaidRemark& other) {
    return other.counts() && other.header.on && other.header.on->hex() == one->id;
  };
  if (std::ranges::any_of(*around, is_on_it)) return invalid("has-answers", text::say("remark.has_answers", {}));
  auto mark = database_->prepare("UPDATE remark SET state = 'withdrawn' WHERE name = ?1");
  if (auto status = mark.bind(1, one->id).run(); !status) return status.error();
  return one;
}

Result<std::string> Vault::put_said(sync::RemarkHeader header, const std::string& department,
                                    const sync::RemarkHeader* on) {
  auto self = identity();
  auto key = self ? device_key() : Result<base::SecretKey>(self.error());
  auto there = key ? said(header.report) : Result<std::vector<SaidRemark>>(key.error());
  if (!there) return there.error();
  header.text = base::normalised(header.text);
  header.author = self->user.name;
  header.device = self->device;
  header.stamp = base::utc_text(clock_.now_ms());
  if (auto status = sync::check_words(header); !status) return status.error();
  if (auto status = sync::check_speaker(self->user, department, header, on); !status) return status.error();
  if (there->size() >= sync::kRemarksMax) return invalid("too-many-remarks", text::say("remark.too_many", {}));
  const sync::Remark remark = sync::seal(std::move(header), *key);
  if (auto status = put_remark(remark, 0, "queued", ""); !status) return status.error();
  return remark.header.name().hex();
}

Result<std::string> Vault::add_remark(const ReportRow& report, const NewRemark& wanted) {
  auto find = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
  find.bind(1, report.id).bind(2, wanted.version);
  if (!find.step())
    return base::Error{
        base::ErrorKind::NotFound, "unknown-version", text::say("remark.unknown_version", {wanted.version}), {}};
  auto revision = base::Hash::parse(find.text(0));
  auto state = revision ? at(report, find.text(0)) : Result<report::State>(revision.error());
  auto form = state ? form_at(report, find.text(0)) : Result<const form::Form*>(state.error());
  if (!form) return form.error();
  sync::RemarkHeader header;
  header.report = report.id;
  header.version = wanted.version;
  header.revision = *revision;
  header.place = {wanted.at, wanted.quote, 0};
  header.text = wanted.text;
  const auto path = form::Path::parse(wanted.at);
  const std::string* text = path ? report::value_at(*state, *path).text() : nullptr;
  if (!wanted.quote.empty() && text) {
    auto offset = offset_of(*text, wanted);
    if (!offset) return offset.error();
    header.place.offset = *offset;
  }
  if (!report::stands(header.place, **form, *state))
    return invalid("unknown-place", text::say("remark.unknown_place", {wanted.at}));
  return put_said(std::move(header), report.department, nullptr);
}

Result<std::string> Vault::follow_remark(const SaidRemark& on, sync::RemarkKind kind, const std::string& text) {
  auto row = report(on.header.report);
  if (!row) return row.error();
  sync::RemarkHeader header;
  header.report = on.header.report;
  header.version = on.header.version;
  header.revision = on.header.revision;
  header.kind = kind;
  header.on = on.header.name();
  header.text = text;
  return put_said(std::move(header), row->department, &on.header);
}

// The state that remarks are looked for in: a reviewer has no draft, but versions.
Result<report::State> Vault::state_now(const ReportRow& report) {
  auto latest = database_->prepare("SELECT revision FROM version WHERE report = ?1 ORDER BY number DESC LIMIT 1");
  latest.bind(1, report.id);
  auto self = identity();
  if (!self) return self.error();
  if (self->user.department != report.department && latest.step()) return at(report, latest.text(0));
  return at(report, "draft");
}

Result<std::vector<RemarkThread>> Vault::remarks(const ReportRow& report) {
  auto all = said(report.id);
  auto now = all ? state_now(report) : Result<report::State>(all.error());
  if (!now) return now.error();
  std::vector<RemarkThread> out;
  std::map<std::string, report::State> versions;
  std::map<std::string, merge::AnchorMap> maps;
  for (SaidRemark& one : *all) {
    if (one.header.kind != sync::RemarkKind::Remark) continue;
    const std::string revision = one.header.revision.hex();
    if (!versions.contains(revision)) {
      auto state = at(report, revision);
      if (!state) return state.error();
      const auto put = versions.emplace(revision, std::move(*state)).first;
      maps.emplace(revision, merge::AnchorMap(put->second, *now));
    }
    merge::PlaceNow place = maps.at(revision).carry(one.header.place);
    out.push_back({std::move(one), {}, std::move(place), true});
  }
  for (SaidRemark& one : *all) {
    if (!one.header.on) continue;
    const std::string on = one.header.on->hex();
    const auto thread = std::ranges::find_if(out, [&](const RemarkThread& each) { return each.remark.id == on; });
    if (thread == out.end()) continue;
    const bool counts = one.counts();
    if (counts && one.header.kind == sync::RemarkKind::Close) thread->open = false;
    if (counts && one.header.kind == sync::RemarkKind::Reopen) thread->open = true;
    thread->answers.push_back(std::move(one));
  }
  return out;
}

Result<std::int64_t> Vault::verify_remarks() {
  std::int64_t count = 0;
  auto find = database_->prepare("SELECT body FROM remark");
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    auto remark = json ? sync::Remark::parse(*json) : Result<sync::Remark>(json.error());
    auto key = remark ? key_of(remark->header.device) : Result<base::PublicKey>(remark.error());
    if (!key || !sync::signed_by(*remark, *key))
      return base::Error{base::ErrorKind::Corrupt, "bad-signature", text::say("remark.signature", {}), {}};
    ++count;
  }
  if (auto status = find.status(); !status) return status.error();
  return count;
}

}  // namespace ziping::client
