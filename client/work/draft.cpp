#include "client/work/draft.h"

#include <algorithm>

namespace ziping::client {
namespace {

base::Error unknown_row(const std::string& path) {
  return {base::ErrorKind::NotFound, "unknown-row", "报告里没有“" + path + "”这一行。", {}};
}

// The group that a row path leads to, and the row's id; null where an outer row is missing.
report::Rows* group_of(report::State& state, form::Path path, std::string& group, std::string& id,
                       report::Node** node) {
  if (path.rows.empty()) return nullptr;
  group = path.rows.back().group;
  id = path.rows.back().row;
  path.rows.pop_back();
  path.name.clear();
  *node = report::find_node(state, path);
  return *node ? &(*node)->rows[group] : nullptr;
}

}  // namespace

Json set_edit(const std::string& path, Json value) {
  Json out;
  out["op"] = "set";
  out["path"] = path;
  out["value"] = std::move(value);
  return out;
}

Json place_edit(const std::string& row_path, const std::string& after, Json row) {
  Json out = row_edit("place", row_path, after);
  out["row"] = std::move(row);
  return out;
}

Json row_edit(const std::string& op, const std::string& row_path, const std::string& after) {
  Json out;
  out["op"] = op;
  out["path"] = row_path;
  out["after"] = after;
  return out;
}

Status apply_edit(report::State& state, const Json& edit) {
  const std::string text(edit.text_or("path")), op(edit.text_or("op"));
  auto path = form::Path::parse(text);
  if (!path) return path.error();
  if (op == "set") {
    report::Node* node = report::find_node(state, *path);
    if (!node) return unknown_row(text);
    const Json* value = edit.find("value");
    node->set(path->name, report::Value(value ? *value : Json()));
    return base::done();
  }
  std::string group, id;
  report::Node* node = nullptr;
  report::Rows* rows = group_of(state, *path, group, id, &node);
  if (!rows) return unknown_row(text);
  auto at = std::ranges::find(*rows, id, &report::Row::id);
  if (op != "place" && at == rows->end()) return unknown_row(text);
  if (op == "keep") {
    at->removed_by.clear();
  } else if (op == "remove") {
    rows->erase(at);
  } else {
    report::Row row;
    if (op == "move") {
      row = std::move(*at);
    } else {
      const Json* json = edit.find("row");
      auto parsed = report::parse_row(json ? *json : Json());
      if (!parsed) return parsed.error();
      row = std::move(*parsed);
    }
    if (at != rows->end()) rows->erase(at);
    const std::string after(edit.text_or("after"));
    auto where = after.empty() ? rows->begin() : std::ranges::find(*rows, after, &report::Row::id);
    if (!after.empty() && where == rows->end()) return unknown_row(group + "[" + after + "]");
    rows->insert(after.empty() ? where : std::next(where), std::move(row));
  }
  if (rows->empty()) node->rows.erase(group);
  return base::done();
}

std::vector<Json> edits_between(const report::State& before, const report::State& after,
                                const std::vector<form::Path>& places) {
  std::vector<Json> out;
  for (const form::Path& path : places) {
    if (!path.name.empty()) {
      if (report::find_node(before, path) && report::find_node(after, path))
        out.push_back(set_edit(path.text(), report::value_at(after, path).json()));
      continue;
    }
    const report::Row *old_row = report::find_row(before, path), *new_row = report::find_row(after, path);
    if (old_row && !new_row) out.push_back(row_edit("remove", path.text()));
    if (old_row || !new_row) continue;
    form::Path outer = path;
    outer.rows.pop_back();
    const report::Node* node = report::find_node(after, outer);
    std::string previous;
    for (const report::Row& row : node->group(path.rows.back().group)) {
      if (row.id == new_row->id) break;
      previous = row.id;
    }
    out.push_back(place_edit(path.text(), previous, report::to_json(*new_row)));
  }
  return out;
}

}  // namespace ziping::client
