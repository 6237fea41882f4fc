#include <algorithm>

#include "client/cli/commands.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

base::Error no_conflict(const std::string& path) {
  return {base::ErrorKind::NotFound, "no-conflict", "“" + path + "”没有待决的冲突。", {}};
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

}  // namespace

Result<Json> conflict_list(Vault& vault, const ReportRow& report) {
  auto now = vault.shown(report);
  if (!now) return now.error();
  auto headers = headers_of(vault, report);
  if (!headers) return headers.error();
  Json out{Json::Array{}};
  const auto add = [&](const std::string& path, const report::Conflict& conflict) {
    Json one;
    one["path"] = path;
    one["base"] = conflict.base;
    for (const report::Side& side : conflict.sides) one["sides"].push(side_json(side, *headers));
    out.push(std::move(one));
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
      add(path.text(), *conflict);
    else if (auto segments = report::segments_of(value))
      for (const report::Segment& segment : *segments)
        if (const auto* clash = std::get_if<report::Conflict>(&segment)) add(path.text(), *clash);
  }
  return out;
}

Status conflict_take(Vault& vault, const ReportRow& report, const std::string& text, const std::string& revision) {
  auto path = form::Path::parse(text);
  auto now = path ? vault.shown(report) : Result<Shown>(path.error());
  if (!now) return now.error();
  if (path->name.empty()) {
    const report::Row* row = report::find_row(now->state, *path);
    if (!row || row->removed_by.empty()) return no_conflict(text);
    const bool removes =
        std::ranges::any_of(row->removed_by, [&](const std::string& name) { return name.starts_with(revision); });
    return vault.edit(report, row_edit(removes ? "remove" : "keep", text));
  }
  const Json& value = report::value_at(now->state, *path).json();
  const auto chosen = [&](const report::Conflict& conflict) -> const report::Side* {
    const auto at = std::ranges::find_if(conflict.sides,
                                         [&](const report::Side& side) { return side.revision.starts_with(revision); });
    return at == conflict.sides.end() ? nullptr : &*at;
  };
  if (auto conflict = report::conflict_of(value)) {
    const report::Side* side = chosen(*conflict);
    return side ? vault.edit(report, set_edit(text, side->value)) : Status(no_conflict(text));
  }
  auto segments = report::segments_of(value);
  if (!segments || !report::is_conflict(value)) return no_conflict(text);
  bool taken = false;
  for (report::Segment& segment : *segments) {
    const auto* clash = std::get_if<report::Conflict>(&segment);
    const report::Side* side = clash ? chosen(*clash) : nullptr;
    if (!side) continue;
    segment = std::string(*side->value.as_string());
    taken = true;
  }
  return taken ? vault.edit(report, set_edit(text, report::to_json(*segments))) : Status(no_conflict(text));
}

Status conflict_set(Vault& vault, const ReportRow& report, const std::string& text, const std::string& value) {
  auto path = form::Path::parse(text);
  auto form = path ? vault.form(report.form) : Result<const form::Form*>(path.error());
  if (!form) return form.error();
  if (path->name.empty()) return vault.edit(report, row_edit(value.empty() ? "remove" : "keep", text));
  const form::Field* field = (*form)->find_field(*path);
  if (!field) return base::Error{base::ErrorKind::NotFound, "unknown-field", "表样里没有字段“" + text + "”。", {}};
  auto typed = form::typed(*field, value);
  return typed ? vault.edit(report, set_edit(text, std::move(*typed))) : Status(typed.error());
}

}  // namespace ziping::client
