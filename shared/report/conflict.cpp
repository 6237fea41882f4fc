#include "shared/report/conflict.h"

#include <algorithm>

namespace ziping::report {
namespace {

using base::Json;

std::optional<Conflict> parse_conflict(const Json& body) {
  Conflict conflict;
  if (const Json* before = body.find("base")) conflict.base = *before;
  for (const Json& entry : body.list("sides")) {
    const Json* value = entry.find("value");
    conflict.sides.push_back({std::string(entry.text_or("revision")), value ? *value : Json()});
  }
  if (conflict.sides.size() < 2 || conflict.sides.size() > kConflictSidesMax) return std::nullopt;
  return conflict;
}

Json conflict_body(Conflict conflict) {
  Json::Array sides;
  sides.reserve(conflict.sides.size());
  for (Side& side : conflict.sides) {
    Json::Object entry;
    entry.emplace("revision", std::move(side.revision));
    entry.emplace("value", std::move(side.value));
    sides.emplace_back(std::move(entry));
  }
  Json::Object body;
  body.emplace("base", std::move(conflict.base));
  if (!sides.empty()) body.emplace("sides", std::move(sides));
  return Json(std::move(body));
}

void collect(const Node& node, form::Path& at, std::vector<form::Path>& out) {
  for (const auto& [name, value] : node.fields) {
    if (!is_conflict(value.json())) continue;
    out.push_back(at);
    out.back().name = name;
  }
  for (const auto& [group, rows] : node.rows) {
    for (const Row& row : rows) {
      at.rows.push_back({group, row.id});
      if (!row.removed_by.empty()) out.push_back(at);
      collect(row, at, out);
      at.rows.pop_back();
    }
  }
}

}  // namespace

void settle(Conflict& conflict) {
  std::vector<std::pair<std::string, Side>> keyed;  // the bytes to sort by are made once a side, not once a comparison
  keyed.reserve(conflict.sides.size());
  for (Side& side : conflict.sides) {
    std::string bytes = base::canonical(side.value);
    keyed.emplace_back(std::move(bytes), std::move(side));
  }
  std::ranges::sort(keyed, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.revision < b.second.revision;
  });
  conflict.sides.clear();
  for (std::size_t i = 0; i < keyed.size(); ++i)
    if (i == 0 || keyed[i].first != keyed[i - 1].first) conflict.sides.push_back(std::move(keyed[i].second));
}

bool is_conflict(const Json& value) { return value.find("conflict") != nullptr; }

std::optional<Conflict> conflict_of(const Json& value) {
  const Json* body = value.find("conflict");
  if (!body || body->find("text")) return std::nullopt;
  return parse_conflict(*body);
}

std::optional<std::vector<Segment>> segments_of(const Json& value) {
  std::vector<Segment> segments;
  if (value.is_null()) return segments;
  if (const std::string* text = value.as_string()) {
    if (!text->empty()) segments.emplace_back(*text);
    return segments;
  }
  const Json* body = value.find("conflict");
  if (!body || !body->find("text")) return std::nullopt;
  for (const Json& entry : body->list("text")) {
    if (const std::string* text = entry.as_string()) {
      segments.emplace_back(*text);
      continue;
    }
    auto conflict = parse_conflict(entry);
    if (!conflict || !conflict->base.is_string()) return std::nullopt;
    for (const Side& side : conflict->sides)
      if (!side.value.is_string()) return std::nullopt;
    segments.emplace_back(std::move(*conflict));
  }
  return segments;
}

Json to_json(const Conflict& conflict) {
  Json out;
  out["conflict"] = conflict_body(conflict);
  return out;
}

Json to_json(std::vector<Segment> segments) {
  Json::Array list;
  bool plain = true;
  for (Segment& segment : segments) {
    if (std::string* text = std::get_if<std::string>(&segment)) {
      if (text->empty()) continue;
      if (!list.empty() && list.back().is_string())
        list.back() = Json(*list.back().as_string() + *text);
      else
        list.emplace_back(std::move(*text));
    } else {
      list.push_back(conflict_body(std::get<Conflict>(std::move(segment))));
      plain = false;
    }
  }
  if (plain) return list.empty() ? Json() : std::move(list.front());
  Json out;
  out["conflict"]["text"] = Json(std::move(list));
  return out;
}

std::vector<form::Path> conflicts(const State& state) {
  std::vector<form::Path> out;
  form::Path at;
  collect(state, at, out);
  return out;
}

}  // namespace ziping::report
