#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "client/cli/command.h"
#include "shared/form/value.h"
#include "shared/merge/suggestion.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

constexpr std::string_view kSuggestion = "suggestion";

base::Error no_conflict(const std::string& path) {
  return {base::ErrorKind::NotFound, "no-conflict", "“" + path + "”没有待决的冲突。", {}};
}

base::Error no_suggestion(const std::string& path) {
  return {base::ErrorKind::NotFound,
          "no-suggestion",
          "“" + path + "”里各方改的是同一处，合不到一起，请采用一方或自己写。",
          {}};
}

constexpr const char* kKeep = "keep";  // of a row that somebody removed: it stays

// Which of them is meant by the beginning of its name; none for a name of nobody's.
Result<std::optional<std::string>> one_of(const std::set<std::string>& names, const std::string& beginning) {
  std::vector<std::string> meant;
  if (!beginning.empty())
    std::ranges::copy_if(names, std::back_inserter(meant),
                         [&](const std::string& name) { return name.starts_with(beginning); });
  if (meant.size() > 1)
    return base::Error{base::ErrorKind::Invalid,
                       "ambiguous-revision",
                       "“" + beginning + "”对得上几份修订，没有决定。请多写几位。",
                       {}};
  return meant.empty() ? std::optional<std::string>() : std::optional(meant.front());
}

std::set<std::string> sides_of(const report::Conflict& conflict) {
  std::set<std::string> out;
  for (const report::Side& side : conflict.sides) out.insert(side.revision);
  return out;
}

const report::Side* side_of(const report::Conflict& conflict, const std::string& revision) {
  const auto at = std::ranges::find(conflict.sides, revision, &report::Side::revision);
  return at == conflict.sides.end() ? nullptr : &*at;
}

Json side_json(const report::Side& side, const std::map<std::string, Json>& headers) {
  Json out;
  out["revision"] = side.revision;
  out["value"] = side.value;
  const auto header = headers.find(side.revision);
  if (header != headers.end()) {
    out["author"] = header->second.text_or("author");
    out["at"] = header->second.text_or("at");
  }
  return out;
}

Result<std::map<std::string, Json>> headers_of(Vault& vault, const ReportRow& report) {
  auto log = vault.list(Listing::Log, report);
  if (!log) return log.error();
  std::map<std::string, Json> out;
  for (const Json& header : *log->as_array()) out.emplace(header.text_or("revision"), header);
  return out;
}

Result<Json> conflict_list(Vault& vault, const ReportRow& report) {
  auto now = vault.shown(report);
  if (!now) return now.error();
  auto headers = headers_of(vault, report);
  if (!headers) return headers.error();
  Json out{Json::Array{}};
  const auto one_of = [&](const std::string& path, const report::Conflict& conflict) {
    Json one;
    one["path"] = path;
    one["base"] = conflict.base;
    for (const report::Side& side : conflict.sides) one["sides"].push(side_json(side, *headers));
    return one;
  };
  for (const form::Path& path : report::conflicts(now->state)) {
    if (path.name.empty()) {
      Json one;
      one["path"] = path.text();
      for (const std::string& name : report::find_row(now->state, path)->removed_by)
        one["sides"].push(side_json({name, Json()}, *headers));
      out.push(std::move(one));
      continue;
    }
    const Json& value = report::value_at(now->state, path).json();
    if (auto conflict = report::conflict_of(value))
      out.push(one_of(path.text(), *conflict));
    else if (auto segments = report::segments_of(value))
      for (const report::Segment& segment : *segments) {
        const auto* clash = std::get_if<report::Conflict>(&segment);
        if (!clash) continue;
        Json one = one_of(path.text(), *clash);
        if (auto both = merge::suggestion(*clash)) one[kSuggestion] = std::move(*both);
        out.push(std::move(one));
      }
  }
  return out;
}

// What the text conflict comes to with that side taken, or with what is suggested; nothing where it has no such side.
std::optional<std::string> taken_of(const report::Conflict& conflict, const std::string& revision) {
  if (revision == kSuggestion) return merge::suggestion(conflict);
  const report::Side* side = side_of(conflict, revision);
  return side ? std::optional(*side->value.as_string()) : std::nullopt;
}

// For a row that somebody removed: that revision removes it; another one of the report's, or "keep", keeps it.
Status row_conflict_take(Vault& vault, const ReportRow& report, const report::Row* row, const std::string& text,
                         const std::string& revision) {
  if (!row || row->removed_by.empty()) return no_conflict(text);
  if (revision == kKeep) return vault.edit(report, row_edit("keep", text));
  auto headers = headers_of(vault, report);
  if (!headers) return headers.error();
  std::set<std::string> names(row->removed_by.begin(), row->removed_by.end());
  for (const auto& [name, header] : *headers) names.insert(name);
  auto meant = one_of(names, revision);
  if (!meant) return meant.error();
  if (!*meant) return no_conflict(text);
  const bool removes = std::ranges::find(row->removed_by, **meant) != row->removed_by.end();
  return vault.edit(report, row_edit(removes ? "remove" : "keep", text));
}

// Takes one side: a revision's name or its beginning; of a text also what is suggested.
Status conflict_take(Vault& vault, const ReportRow& report, const std::string& text, const std::string& revision) {
  auto path = form::Path::parse(text);
  auto now = path ? vault.shown(report) : Result<Shown>(path.error());
  if (!now) return now.error();
  if (path->name.empty()) return row_conflict_take(vault, report, report::find_row(now->state, *path), text, revision);
  const Json& value = report::value_at(now->state, *path).json();
  const auto conflict = report::conflict_of(value);
  auto segments = report::segments_of(value);
  if (!report::is_conflict(value) || (!conflict && !segments)) return no_conflict(text);
  std::set<std::string> names = conflict ? sides_of(*conflict) : std::set<std::string>();
  if (!conflict)
    for (const report::Segment& segment : *segments)
      if (const auto* clash = std::get_if<report::Conflict>(&segment)) names.merge(sides_of(*clash));
  auto meant = one_of(names, revision);
  if (!meant) return meant.error();
  const std::string name = *meant ? **meant : revision;
  if (conflict) {
    const report::Side* side = side_of(*conflict, name);
    return side ? vault.edit(report, set_edit(text, side->value)) : Status(no_conflict(text));
  }
  bool taken = false;
  for (report::Segment& segment : *segments) {
    const auto* clash = std::get_if<report::Conflict>(&segment);
    auto words = clash ? taken_of(*clash, name) : std::nullopt;
    if (!words) continue;
    segment = std::move(*words);
    taken = true;
  }
  if (taken) return vault.edit(report, set_edit(text, report::to_json(*segments)));
  return revision == kSuggestion ? no_suggestion(text) : no_conflict(text);
}

bool is_open(const report::State& state, const form::Path& path) {
  if (!path.name.empty()) return report::is_conflict(report::value_at(state, path).json());
  const report::Row* row = report::find_row(state, path);
  return row && !row->removed_by.empty();
}

// Decides with a value of one's own; for a row, "" removes it.
Status conflict_set(Vault& vault, const ReportRow& report, const std::string& text, const std::string& value) {
  auto path = form::Path::parse(text);
  auto now = path ? vault.shown(report) : Result<Shown>(path.error());
  if (!now) return now.error();
  const bool open = is_open(now->state, *path);
  if (path->name.empty())
    return open ? vault.edit(report, row_edit(value.empty() ? "remove" : "keep", text)) : no_conflict(text);
  auto place = field_place(vault, report, text);
  if (!place) return place.error();
  if (!open) return no_conflict(text);
  auto typed = form::typed(*place->field, value);
  return typed ? vault.edit(report, set_edit(text, std::move(*typed))) : Status(typed.error());
}

std::string printed(const Json& value) {
  return value.is_null() ? "（空）" : value.as_string() ? *value.as_string() : base::canonical(value);
}

std::string text_of(const Json& list) {
  std::string out;
  for (const Json& one : *list.as_array()) {
    out += std::string(one.text_or("path")) + "\n";
    if (const Json* base = one.find("base")) out += "  原来：" + printed(*base) + "\n";
    for (const Json& side : one.list("sides")) {
      const Json* value = side.find("value");
      out += "  " + std::string(side.text_or("revision").substr(0, 12)) + "  " + std::string(side.text_or("author")) +
             "  " + local_time(side.text_or("at")) + "  " +
             (one.find("base") ? printed(value ? *value : Json()) : "删去了这一行") + "\n";
    }
    if (const Json* both = one.find(kSuggestion)) out += "  建议合成（suggestion）：" + printed(*both) + "\n";
  }
  return out.empty() ? "没有冲突。" : out;
}

Result<Said> list_conflicts(Vault& vault, const ReportRow& report, const Arguments&) {
  auto list = conflict_list(vault, report);
  if (!list) return list.error();
  return Said{*list, text_of(*list), list->as_array()->empty() ? kDone : kLook};
}

Result<Said> take(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  return said(conflict_take(vault, report, arguments.path, arguments.revision), "已采用。");
}

Result<Said> decide(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto text = typed_text(arguments);
  if (!text) return text.error();
  return said(conflict_set(vault, report, arguments.path, *text), "已决定。");
}

}  // namespace

Commands conflict_commands() {
  const Parameter path{"PATH", &Arguments::path, Need::Required, "有冲突的字段或行"};
  return {{"conflict list", "列出冲突", list_conflicts, {kReport}},
          {"conflict take",
           "采用一方",
           take,
           {kReport,
            path,
            {"REVISION", &Arguments::revision, Need::Required,
             "那一方的修订，或它的开头几位；suggestion 是各方改动的合成；keep 留下有人删去的一条"}}},
          {"conflict set",
           "自己写",
           decide,
           {kReport,
            path,
            {"VALUE", &Arguments::value, Need::OneOf, "决定的内容；行写空就是删去"},
            {"--from", &Arguments::from, Need::OneOf, "从文件读入"}}}};
}

}  // namespace ziping::client
