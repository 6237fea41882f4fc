#include "client/app/model.h"

namespace ziping::app {

std::vector<ConflictPlace> conflict_places(const report::State& state) {
  std::vector<ConflictPlace> out;
  for (const form::Path& path : report::conflicts(state)) {
    if (path.name.empty()) {
      out.push_back({path, 0, ConflictPlace::Kind::Row});
      continue;
    }
    const base::Json& value = report::value_at(state, path).json();
    if (report::conflict_of(value)) {
      out.push_back({path, 0, ConflictPlace::Kind::Value});
      continue;
    }
    const auto segments = report::segments_of(value);
    for (std::size_t i = 0; segments && i < segments->size(); ++i)
      if (std::holds_alternative<report::Conflict>((*segments)[i]))
        out.push_back({path, i, ConflictPlace::Kind::Sentence});
  }
  return out;
}

std::optional<report::Conflict> conflict_at(const report::State& state, const ConflictPlace& place) {
  if (place.kind == ConflictPlace::Kind::Row) {
    const report::Row* row = report::find_row(state, place.path);
    if (!row || row->removed_by.empty()) return std::nullopt;
    report::Conflict out;
    for (const std::string& revision : row->removed_by) out.sides.push_back({revision, base::Json()});
    return out;
  }
  const base::Json& value = report::value_at(state, place.path).json();
  if (place.kind == ConflictPlace::Kind::Value) return report::conflict_of(value);
  const auto segments = report::segments_of(value);
  if (!segments || place.segment >= segments->size()) return std::nullopt;
  const auto* conflict = std::get_if<report::Conflict>(&(*segments)[place.segment]);
  return conflict ? std::optional(*conflict) : std::nullopt;
}

}  // namespace ziping::app
