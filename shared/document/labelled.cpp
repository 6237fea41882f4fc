#include "shared/document/labelled.h"

#include <algorithm>

#include "shared/base/date.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::document {
namespace {

constexpr std::string_view kBetween = "；";
constexpr std::string_view kColon = "：";

std::string printed_plain(const form::Field* field, const base::Json& value) {
  if (const std::int64_t* integer = value.as_integer()) return std::to_string(*integer);  // a year has no separators
  const std::string* text = value.as_string();
  if (field && text && field->kind == form::Kind::Date)
    if (const auto date = base::Date::parse_stored(*text)) return date->chinese();
  if (field) return form::shown(*field, value);
  return text ? *text : std::string();
}

std::string printed_conflict(const form::Field* field, const report::Conflict& conflict) {
  std::string out = "【冲突：";
  for (std::size_t i = 0; i < conflict.sides.size(); ++i) {
    const std::string side = printed_plain(field, conflict.sides[i].value);
    out += (i == 0 ? "" : "｜") + (side.empty() ? std::string("（空）") : side);
  }
  return out + "】";
}

}  // namespace

std::string printed(const form::Field* field, const report::Value& value) {
  if (value.absent()) return {};
  if (!report::is_conflict(value.json())) return printed_plain(field, value.json());
  if (const auto conflict = report::conflict_of(value.json())) return printed_conflict(field, *conflict);
  std::string out;
  if (const auto segments = report::segments_of(value.json()))
    for (const report::Segment& segment : *segments) {
      if (const auto* plain = std::get_if<std::string>(&segment))
        out += *plain;
      else
        out += printed_conflict(field, std::get<report::Conflict>(segment));
    }
  return out;
}

std::string labelled(const form::Group& group, const report::Node& row,
                     const std::function<bool(const form::Field&)>& passes, const BesideWords& beside) {
  std::string out;
  for (const form::Field& field : group.fields) {
    const bool is_beside = field.computed() || field.kind == form::Kind::Reference;
    if (field.kind == form::Kind::Files || (is_beside && !beside) || !passes(field)) continue;
    std::string value = is_beside ? beside(field) : printed(&field, row.value(field.name));
    if (value.empty()) continue;
    std::ranges::replace(value, '\n', ' ');
    out += (out.empty() ? "" : std::string(kBetween)) + field.label + std::string(kColon) + value + field.unit;
  }
  return out;
}

std::optional<report::Fields> read_labelled(const form::Group& group, std::string_view text) {
  report::Fields fields;
  while (!text.empty()) {
    const std::size_t colon = text.find(kColon);
    if (colon == text.npos) return std::nullopt;
    const auto field = std::ranges::find(group.fields, base::trimmed(text.substr(0, colon)), &form::Field::label);
    if (field == group.fields.end() || fields.contains(field->name)) return std::nullopt;
    text.remove_prefix(colon + kColon.size());
    // A value may hold a semicolon: it ends only where the next label begins.
    std::size_t end = text.find(kBetween);
    while (end != text.npos && std::ranges::none_of(group.fields, [&](const form::Field& next) {
             return text.substr(end + kBetween.size()).starts_with(next.label + std::string(kColon));
           }))
      end = text.find(kBetween, end + kBetween.size());
    std::string_view words = text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + kBetween.size());
    if (!field->unit.empty() && words.ends_with(field->unit)) words.remove_suffix(field->unit.size());
    auto value = form::typed(*field, words);
    if (!value || value->is_null()) return std::nullopt;
    fields.emplace(field->name, report::Value(std::move(*value)));
  }
  return fields.empty() ? std::nullopt : std::optional(std::move(fields));
}

}  // namespace ziping::document
