#include "client/work/overview.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/work/progress.h"
#include "client/work/skew.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

std::string named(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto at = names.find(id);
  return at == names.end() ? id : at->second;
}

Names names_of(const std::vector<Json>& directory) {
  Names out;
  for (const Json& one : directory) {
    const std::string kind(one.text_or("kind")), id(one.text_or("id", one.text_or("name")));
    const std::string name(one.text_or("title", one.text_or("name", id)));
    if (kind == "user") out.users[id] = name;
    if (kind == "user" && one.text_or("role") == "finance") out.reviewers.insert(id);
    if (kind == "team") out.teams[id] = name;
    if (kind == "department") out.departments[id] = name;
  }
  return out;
}

std::string plain_title(const ReportRow& report, const std::string& form) {
  return std::to_string(report.year) + "年度" + form;
}

std::string title_of(const ReportRow& report, const form::Form& form, const std::map<std::string, Json>& computed) {
  const auto at = computed.find("cover.title");
  const std::string* title = at == computed.end() ? nullptr : at->second.as_string();
  return title && !title->empty() ? *title : plain_title(report, form.title());
}

// Required fields of the whole and of the parts this person writes, and how many of them say something.
void count_filled(const form::Form& form, const report::State& state, const sync::Author& self, Summary& out) {
  const bool office = sync::is_office(self);
  for (const PartProgress& part : progress(form, state)) {
    out.whole.asked += part.asked;
    out.whole.filled += part.filled;
    const bool own = part.row.empty() ? office : part.team == self.team;
    if (!own) continue;
    out.asked += part.asked;
    out.filled += part.filled;
    out.mine = true;
  }
}

std::string text(const Json& one, const char* name) { return std::string(one.text_or(name)); }

// The newest moment of what the server holds of a report, as far as it is known here. What a colleague sealed bears the
// time of his clock, and came before now. UTC texts stand in the order of time.
std::string last_exchange(const Json& log, const Json& versions, const Json& stages,
                          const std::optional<sync::Receipt>& receipt, const std::string& now) {
  std::string out = receipt ? receipt->at : std::string();
  for (const Json* list : {&log, &versions, &stages})
    for (const Json& one : *list->as_array())
      if (list != &log || one.flag("sent")) out = std::max(out, text(one, "at"));
  return std::min(out, now);
}

std::vector<VersionEntry> versions_of(const Json& list) {
  std::vector<VersionEntry> out;
  for (const Json& one : *list.as_array())
    out.push_back({one.integer_or("version", 0), text(one, "revision"), text(one, "by"), text(one, "at")});
  return out;
}

std::vector<StageEntry> stages_of(const Json& list) {
  std::vector<StageEntry> out;
  for (const Json& one : *list.as_array())
    out.push_back({text(one, "stage"), text(one, "action"), text(one, "by"), text(one, "at"), text(one, "note"),
                   one.integer_or("version", 0), one.flag("late")});
  return out;
}

}  // namespace

FindingCounts count(const std::vector<rules::Finding>& findings) {
  FindingCounts out;
  for (const rules::Finding& finding : findings) {
    if (finding.level == rules::Level::Error) ++out.errors;
    if (finding.level == rules::Level::Warning) ++out.warnings;
    if (finding.level == rules::Level::Info) ++out.infos;
  }
  return out;
}

Result<const rules::Rules*> Overview::rules(const std::string& form) {
  auto known = rules_.find(form);
  if (known == rules_.end()) {
    auto parsed = vault_.form(form);
    if (!parsed) return parsed.error();
    known = rules_.emplace(form, rules::Rules::parse(**parsed)).first;
  }
  if (!known->second) return known->second.error();
  return &*known->second;
}

Result<Summary> Overview::summary(const ReportRow& report, const sync::Author& self) {
  auto form = vault_.form(report.form);
  auto now = form ? vault_.shown(report) : Result<Shown>(form.error());
  auto versions = now ? vault_.list(Listing::Versions, report) : Result<Json>(now.error());
  auto suggestions = versions ? vault_.list(Listing::Suggestions, report) : versions;
  auto stages = suggestions ? vault_.list(Listing::Stages, report) : suggestions;
  auto log = stages ? vault_.list(Listing::Log, report) : stages;
  if (!log) return unread(report, self, log.error());
  Summary out;
  if (const std::int64_t* year = now->state.value("cover.year").json().as_integer()) out.row.year = *year;
  const auto rules = this->rules(report.form);
  if (!rules) out.trouble = rules.error();
  out.title = title_of(report, **form, rules ? (*rules)->computed(now->state) : std::map<std::string, Json>());
  out.versions = static_cast<std::int64_t>(versions->as_array()->size());
  out.suggestions = static_cast<std::int64_t>(suggestions->as_array()->size());
  out.conflicts = static_cast<std::int64_t>(report::conflicts(now->state).size());
  out.draft = now->draft;
  if (rules) out.findings = count((*rules)->check(now->state));
  count_filled(**form, now->state, self, out);
  out.exchanged =
      last_exchange(*log, *versions, *stages, vault_.last_receipt(report), base::utc_text(vault_.clock().now_ms()));
  const auto names_self = [&](const char* member) {
    return [&self, member](const Json& one) { return one.text_or(member) == self.name; };
  };
  out.handled = std::ranges::any_of(*stages->as_array(), names_self("by")) ||
                std::ranges::any_of(*log->as_array(), names_self("author"));
  return out;
}

Result<Summary> Overview::unread(const ReportRow& report, const sync::Author& self, const base::Error& why) {
  if (is_of_the_disk(why)) return why;
  auto form = vault_.form(report.form);
  auto aside = form ? Result<std::optional<Vault::UnreadForm>>(std::nullopt) : vault_.unread_form(report.form);
  if (!aside) return aside.error();
  Summary out;
  out.title = plain_title(report, form ? (*form)->title() : *aside ? (*aside)->title : report.form.substr(0, 12));
  out.draft = vault_.has_draft(report.id);
  out.mine = report.department == self.department;  // perhaps: so that it is seen
  out.trouble = why;
  if (*aside)
    out.trouble = base::Error{base::ErrorKind::Outdated, "unread-form",
                              text::say("kept.unread_form", {(*aside)->title, (*aside)->why}), why.message};
  return out;
}

namespace {

// Raised whenever a line of the list tells something else than before of the same report.
constexpr int kSummaryNumber = 4;

std::string maker_of(const sync::Author& self) {
  return std::to_string(kSummaryNumber) + "/" + std::to_string(merge::kMergeNumber) + "/" + self.name + "/" +
         self.role + "/" + self.team;
}

// Thousands are read at a start, so an array: its members have no names.
Json json_of(const Summary& one) {
  const FindingCounts& found = one.findings;
  return Json::Array{one.title,        one.versions,    one.conflicts, one.suggestions, one.draft, found.errors,
                     found.warnings,   found.infos,     one.filled,    one.asked,       one.mine,  one.handled,
                     one.whole.filled, one.whole.asked, one.exchanged, one.row.year};
}

std::optional<Summary> summary_of(const Json& json) {
  const Json::Array* kept = json.as_array();
  if (!kept || kept->size() != 16) return std::nullopt;
  const auto number = [&](std::size_t at) {
    const std::int64_t* integer = (*kept)[at].as_integer();
    return integer ? static_cast<int>(*integer) : 0;
  };
  const auto flag = [&](std::size_t at) { return (*kept)[at] == Json(true); };
  Summary out;
  if (const std::string* title = (*kept)[0].as_string()) out.title = *title;
  out.versions = number(1);
  out.conflicts = number(2);
  out.suggestions = number(3);
  out.draft = flag(4);
  out.findings = {number(5), number(6), number(7)};
  out.filled = number(8);
  out.asked = number(9);
  out.mine = flag(10);
  out.handled = flag(11);
  out.whole = {number(12), number(13)};
  if (const std::string* exchanged = (*kept)[14].as_string()) out.exchanged = *exchanged;
  out.row.year = number(15);
  return out;
}

}  // namespace

// Of every report; what is not known yet is made, and kept for the next start.
Status Overview::know_summaries(const std::vector<ReportRow>& rows, const sync::Author& self) {
  const bool first = summaries_.empty();
  if (summaries_.size() >= rows.size()) return base::done();
  if (first) {
    const Status read = vault_.each_kept_summary(maker_of(self), [&](std::string report, const Json& body) {
      if (auto one = summary_of(body)) summaries_.emplace(std::move(report), std::move(*one));
    });
    if (!read) return read;
  }
  std::map<std::string, Json> made;
  for (const ReportRow& row : rows) {
    if (summaries_.contains(row.id)) continue;
    auto one = summary(row, self);
    if (!one) return one.error();
    if (first) {
      if (!one->trouble) made.emplace(row.id, json_of(*one));  // the next program may know more
      vault_.put_away(row.id);  // thousands of reports are not held in memory for a list of them
    }
    summaries_.emplace(row.id, std::move(*one));
  }
  // A cache: a disk that does not take it has only made the next start slower.
  if (!made.empty()) (void)vault_.keep_summaries(maker_of(self), made);
  return base::done();
}

Result<ReportsListed> Overview::list() {
  ReportsListed out;
  for (const char* name : kSettingsTold)
    if (std::string value = vault_.setting(name); !value.empty()) out.settings[name] = std::move(value);
  auto self = vault_.identity();
  if (!self && self.error().code != "not-enrolled") return self.error();
  if (!self) return out;
  out.sample = vault_.is_sample();
  auto directory = vault_.directory();
  auto forms = directory ? vault_.forms() : directory;
  auto rows = forms ? vault_.reports() : Result<std::vector<ReportRow>>(forms.error());
  if (!rows) return rows.error();
  out.self = self->user;
  out.server_url = self->server_url;
  out.last_sync = vault_.setting("last_sync");
  auto left = vault_.left_drafts();
  if (!left) return left.error();
  out.left = std::move(*left);
  auto aside = vault_.drafts_put_aside_lately();
  if (!aside) return aside.error();
  out.aside = std::move(*aside);
  out.next_try = next_try(vault_);
  out.skew_ms = kept_skew(vault_);
  out.names = names_of(*directory);
  for (const Json& form : *forms) {  // of one id the newest comes first, and new reports are made on it
    const auto same_id = [&](const Json& other) { return other.text_or("id") == form.text_or("id"); };
    if (std::ranges::any_of(out.forms, same_id)) continue;
    Json one;
    one["name"] = base::sha256(base::canonical(form)).hex();
    one["id"] = form.text_or("id");
    one["title"] = form.text_or("title");
    out.forms.push_back(std::move(one));
  }
  const Status known = know_summaries(*rows, self->user);
  auto waiting = known ? vault_.waiting_by_report() : Result<WaitingByReport>(known.error());
  auto wishes = waiting ? vault_.wishes() : Result<std::vector<Wish>>(waiting.error());
  if (!wishes) return wishes.error();
  out.reports.reserve(rows->size());
  std::map<std::pair<std::string, std::int64_t>, std::string> deadlines;
  for (const Json& one : *directory)
    if (one.text_or("kind") == "deadline")
      deadlines[{text(one, "form"), one.integer_or("year", 0)}] = text(one, "until");
  for (ReportRow& row : *rows) {
    Summary& line = out.reports.emplace_back(summaries_.at(row.id));
    if (const auto at = waiting->find(row.id); at != waiting->end()) line.waiting = at->second;
    if (const auto at = std::ranges::find(*wishes, row.id, &Wish::report); at != wishes->end()) line.wish = *at;
    // That of which the report speaks: the server judges by it once it is submitted.
    if (line.row.year > 0) row.year = line.row.year;
    line.department = named(out.names.departments, row.department);
    if (!deadlines.empty())
      if (auto form = vault_.form(row.form))
        if (const auto at = deadlines.find({std::string((*form)->id()), row.year}); at != deadlines.end())
          line.until = at->second;
    line.row = std::move(row);
  }
  return out;
}

Result<Surroundings> Overview::around(const ReportRow& report) {
  auto now = vault_.shown(report);
  auto log = now ? vault_.list(Listing::Log, report) : Result<Json>(now.error());
  auto versions = log ? vault_.list(Listing::Versions, report) : log;
  auto stages = versions ? vault_.list(Listing::Stages, report) : versions;
  auto former_versions = stages ? vault_.list(Listing::FormerVersions, report) : stages;
  auto former_stages = former_versions ? vault_.list(Listing::FormerStages, report) : former_versions;
  auto suggestions = former_stages ? vault_.list(Listing::Suggestions, report) : former_stages;
  auto aside = suggestions ? vault_.drafts_aside(report) : Result<std::vector<AsideDraft>>(suggestions.error());
  auto waiting = aside ? vault_.waiting(report) : Result<Waiting>(aside.error());
  auto wish = waiting ? vault_.wish(report.id) : Result<std::optional<Wish>>(waiting.error());
  auto files = wish ? vault_.files(report) : Result<std::vector<KeptFile>>(wish.error());
  auto newer = files ? vault_.newer_form(report) : Result<const form::Form*>(files.error());
  if (!newer) return newer.error();
  Surroundings out;
  if (*newer) out.newer_form = name_of(**newer);
  out.aside = std::move(*aside);
  out.files = std::move(*files);
  out.row = report;
  out.notes = std::move(now->notes);
  out.seen = vault_.setting(seen_setting(report.id));
  out.heads = now->heads.size();
  out.draft = now->draft;
  out.waiting = *waiting;
  out.wish = std::move(*wish);
  if (auto receipt = vault_.last_receipt(report)) {
    out.last_receipt = receipt->revision;
    out.last_receipt_seq = receipt->seq;
  }
  for (const Json& one : *log->as_array()) {
    LogEntry entry{text(one, "revision"), text(one, "author"), text(one, "at"), text(one, "note"), {},
                   one.flag("sent")};
    for (const Json& parent : one.list("parents")) entry.parents.push_back(*parent.as_string());
    out.log.push_back(std::move(entry));
  }
  out.versions = versions_of(*versions);
  out.stages = stages_of(*stages);
  out.former_versions = versions_of(*former_versions);
  out.former_stages = stages_of(*former_stages);
  for (const Json& one : *suggestions->as_array())
    out.suggestions.push_back(
        {text(one, "path"), text(one, "why"), text(one, "at"), *one.find("value"), text(one, "code")});
  return out;
}

}  // namespace ziping::client
