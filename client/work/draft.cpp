#include "client/work/draft.h"

#include <algorithm>

#include "client/text/say.h"

namespace ziping::client {
namespace {

base::Error unknown_row(const std::string& path) {
  return {base::ErrorKind::NotFound, "unknown-row", text::say("edit.unknown_row", {path}), {}};
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

// What cannot be done changes nothing.
Status apply_row_edit(report::Rows& rows, const RowPlace& place, const std::string& op, const Json& edit) {
  const auto find = [&](std::string_view id) { return std::ranges::find(rows, id, &report::Row::id); };
  const auto unknown = [&](std::string_view id) { return unknown_row(place.group + "[" + std::string(id) + "]"); };
  const auto at = find(place.id);
  if (op != "place" && at == rows.end()) return unknown(place.id);
  if (op == "keep") {
    at->removed_by.clear();
    return base::done();
  }
  if (op == "remove") {
    rows.erase(at);
    return base::done();
  }
  const std::string after(edit.text_or("after"));
  if (!after.empty() && (after == place.id || find(after) == rows.end())) return unknown(after);
  report::Row row;
  if (op == "place") {
    const Json* json = edit.find("row");
    auto placed = report::parse_row(json ? *json : Json());
    if (!placed) return placed.error();
    row = std::move(*placed);
  } else {
    row = std::move(*at);
  }
  if (at != rows.end()) rows.erase(at);
  rows.insert(after.empty() ? rows.begin() : std::next(find(after)), std::move(row));
  return base::done();
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
  report::Rows& rows = place.node->rows[place.group];
  const Status status = apply_row_edit(rows, place, op, edit);
  if (rows.empty()) place.node->rows.erase(place.group);
  return status;
}

}  // namespace ziping::client
