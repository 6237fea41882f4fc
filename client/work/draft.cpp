#include "client/work/draft.h"

#include <algorithm>

namespace ziping::client {
namespace {

base::Error unknown_row(const std::string& path) {
  return {base::ErrorKind::NotFound, "unknown-row", "报告里没有“" + path + "”这一行。", {}};
}

// Where a row stands: the node that holds its group, the group's name and the row's id.
struct RowPlace {
  report::Node* node = nullptr;
  std::string group, id;
};

RowPlace place_of(report::State& state, form::Path path) {
  if (path.rows.empty()) return {};
  RowPlace out{nullptr, path.rows.back().group, path.rows.back().row};
  path.rows.pop_back();
  path.name.clear();
  out.node = report::find_node(state, path);
  return out;
}

// The id of the row that this one stands behind; "" for the first.
std::string row_before(const report::State& state, const form::Path& path) {
  form::Path outer = path;
  outer.rows.pop_back();
  std::string previous;
  const report::Node* node = report::find_node(state, outer);
  if (!node) return previous;
  for (const report::Row& row : node->group(path.rows.back().group)) {
    if (row.id == path.rows.back().row) break;
    previous = row.id;
  }
  return previous;
}

Status put_row(report::Rows& rows, report::Row row, const std::string& after, const std::string& group) {
  auto where = after.empty() ? rows.begin() : std::ranges::find(rows, after, &report::Row::id);
  if (!after.empty() && where == rows.end()) return unknown_row(group + "[" + after + "]");
  rows.insert(after.empty() ? where : std::next(where), std::move(row));
  return base::done();
}

Status apply_row_edit(report::Rows& rows, const RowPlace& place, const std::string& op, const Json& edit) {
  auto at = std::ranges::find(rows, place.id, &report::Row::id);
  if (op == "place") {
    const Json* json = edit.find("row");
    auto row = report::parse_row(json ? *json : Json());
    if (!row) return row.error();
    if (at != rows.end()) rows.erase(at);
    return put_row(rows, std::move(*row), std::string(edit.text_or("after")), place.group);
  }
  if (at == rows.end()) return unknown_row(place.group + "[" + place.id + "]");
  if (op == "keep") {
    at->removed_by.clear();
    return base::done();
  }
  report::Row row = std::move(*at);
  rows.erase(at);
  if (op == "remove") return base::done();
  return put_row(rows, std::move(row), std::string(edit.text_or("after")), place.group);
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
  const RowPlace place = place_of(state, *path);
  if (!place.node) return unknown_row(text);
  report::Rows rows = place.node->group(place.group);
  if (auto status = apply_row_edit(rows, place, op, edit); !status) return status;
  if (rows.empty())
    place.node->rows.erase(place.group);
  else
    place.node->rows[place.group] = std::move(rows);
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
    if (!new_row) continue;
    const std::string previous = row_before(after, path);
    if (!old_row)
      out.push_back(place_edit(path.text(), previous, report::to_json(*new_row)));
    else if (previous != row_before(before, path))
      out.push_back(row_edit("move", path.text(), previous));
    if (old_row && !old_row->removed_by.empty() && new_row->removed_by.empty())
      out.push_back(row_edit("keep", path.text()));
  }
  return out;
}

}  // namespace ziping::client
