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

}  // namespace ziping::client
