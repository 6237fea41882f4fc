#include "client/app/undo.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "shared/merge/files_merge.h"
#include "shared/merge/text_merge.h"

namespace ziping::app {
namespace {

using base::Json;
using form::Path;

// The id of the row that this one stands behind; "" for the first.
std::string row_before(const report::State& state, const Path& row) {
  Path outer = row;
  outer.rows.pop_back();
  const report::Node* node = report::find_node(state, outer);
  std::string previous;
  if (!node) return previous;
  for (const report::Row& one : node->group(row.rows.back().group)) {
    if (one.id == row.rows.back().row) break;
    previous = one.id;
  }
  return previous;
}

Json row_json(const report::State& state, const Path& path) {
  const report::Row* row = report::find_row(state, path);
  return row ? report::to_json(*row) : Json();
}

bool has_row_beside(const report::State& state, Path row, const std::string& id) {
  if (id.empty()) return true;
  row.rows.back().row = id;
  return report::find_row(state, row) != nullptr;
}

// What stands there now with the change from `from` to `to` made in it; none when a colleague's change is in the way.
std::optional<Json> changed(const Json& from, const Json& to, const Json& now) {
  if (now == from) return to;
  if (from.is_array() || to.is_array()) return merge::merge_files(from, now, to);
  const auto text = [](const Json& value) {
    return value.is_null() ? std::optional(merge::Segments{}) : report::segments_of(value);
  };
  const auto base = text(from), ours = text(now), theirs = text(to);
  if (!base || !ours || !theirs) return std::nullopt;
  const Json merged = report::to_json(merge::merge_text(*base, *ours, *theirs, {}, {}).segments);
  if (report::is_conflict(merged)) return std::nullopt;
  return merged.as_string() && merged.as_string()->empty() ? Json() : merged;
}

std::size_t bytes_of(const Json& value) {
  const std::string* text = value.as_string();
  return text ? text->size() : base::canonical(value).size();
}

}  // namespace

Json Undo::to_json(const Place& place) {
  Json out;
  out["path"] = Json(place.path);
  out["before"] = place.before;
  out["after"] = place.after;
  out["before_after"] = Json(place.before_after);
  out["after_after"] = Json(place.after_after);
  return out;
}

Json Undo::to_json(const Step& step) {
  if (step.places.size() == 1) return to_json(step.places[0]);
  Json::Array places;
  for (const Place& place : step.places) places.push_back(to_json(place));
  Json out;
  out["places"] = Json(std::move(places));
  return out;
}

std::optional<Undo::Place> Undo::parse_place(const Json& json) {
  const Json *before = json.find("before"), *after = json.find("after");
  Place place;
  place.path = json.text_or("path");
  const auto path = Path::parse(place.path);
  if (!before || !after || !path) return std::nullopt;
  place.is_row = path->name.empty();
  place.before = *before;
  place.after = *after;
  place.before_after = json.text_or("before_after");
  place.after_after = json.text_or("after_after");
  return place;
}

std::optional<Undo::Step> Undo::parse(const Json& json) {
  const Json* places = json.find("places");
  if (places && !places->is_array()) return std::nullopt;
  const std::span<const Json> all = places ? std::span(*places->as_array()) : std::span(&json, 1);
  Step step;
  for (const Json& one : all) {
    auto place = parse_place(one);
    if (!place) return std::nullopt;
    step.places.push_back(std::move(*place));
  }
  return step.places.empty() ? std::nullopt : std::optional(std::move(step));
}

Undo::Undo(const client::Steps& kept) : first_(kept.first) {
  for (const Json& json : kept.steps) {
    if (auto step = parse(json)) {
      steps_.push_back(std::move(*step));
      measure(steps_.back());
    } else {
      first_ += std::ssize(steps_) + 1;
      steps_.clear();
      bytes_ = 0;
    }
  }
  drop_oldest();
  next_ = static_cast<std::size_t>(std::clamp<std::int64_t>(kept.next - first_, 0, std::ssize(steps_)));
}

void Undo::measure(Step& step) {
  bytes_ -= step.bytes;
  step.bytes = 0;
  for (const Place& place : step.places) step.bytes += bytes_of(place.before) + bytes_of(place.after);
  bytes_ += step.bytes;
}

// The last stays, however much it holds.
void Undo::drop_oldest() {
  std::size_t gone = 0;
  for (; gone + 1 < steps_.size(); ++gone) {
    if (std::ssize(steps_) <= client::kStepsMax + static_cast<std::int64_t>(gone) && bytes_ <= kStepsInMemoryMax) break;
    bytes_ -= steps_[gone].bytes;
  }
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(gone));
  first_ += static_cast<std::int64_t>(gone);
}

client::Steps Undo::newest() const {
  client::Steps out = moved();
  out.first = out.next - 1;
  out.steps.push_back(to_json(steps_.back()));
  return out;
}

client::Steps Undo::moved() const { return {0, {}, first_ + static_cast<std::int64_t>(next_)}; }

std::optional<std::int64_t> Undo::wants_those_before() {
  constexpr std::size_t kFew = client::kStepsAtOnce / 2;
  if (next_ > kFew || first_ == 0 || asked_ == first_) return std::nullopt;
  asked_ = first_;
  return first_;
}

void Undo::put_before(const client::Steps& older) {
  if (older.first + std::ssize(older.steps) != first_) return;
  std::vector<Step> before;
  for (const Json& json : older.steps) {
    if (auto step = parse(json))
      before.push_back(std::move(*step));
    else
      before.clear();  // as above
  }
  for (Step& step : before) measure(step);
  first_ -= std::ssize(before);
  next_ += before.size();
  steps_.insert(steps_.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
}

std::optional<Undo::Place> Undo::place_of(const report::State& before, const report::State& after, const Json& edit) {
  const auto path = Path::parse(edit.text_or("path"));
  if (!path || edit.text_or("op") == "keep") return std::nullopt;
  Place place;
  place.path = edit.text_or("path");
  place.is_row = path->name.empty();
  if (place.is_row) {
    place.before = row_json(before, *path);
    place.after = row_json(after, *path);
    place.before_after = row_before(before, *path);
    place.after_after = row_before(after, *path);
    return place;
  }
  // In a row that came or went with the other edits: the row's own place holds it.
  if (!report::find_node(before, *path) || !report::find_node(after, *path)) return std::nullopt;
  place.before = report::value_at(before, *path).json();
  place.after = report::value_at(after, *path).json();
  return place;
}

client::Steps Undo::record(const report::State& before, const report::State& after, std::span<const Json> edits,
                           std::int64_t now_ms) {
  Step step;
  step.at_ms = now_ms;
  std::set<std::string> seen;
  for (const Json& edit : edits)
    if (auto place = place_of(before, after, edit); place && seen.insert(place->path).second)
      step.places.push_back(std::move(*place));
  if (step.places.empty()) return moved();
  const Place& first = step.places[0];
  step.joins = step.places.size() == 1 && !first.is_row && !report::is_conflict(first.before);
  for (; steps_.size() > next_; steps_.pop_back()) bytes_ -= steps_.back().bytes;
  Step* last = steps_.empty() ? nullptr : &steps_.back();
  // On what one's own last step left there: were a colleague's words to come in between, one step would hold them too.
  if (step.joins && last && last->joins && last->places[0].path == first.path &&
      last->places[0].after == first.before && now_ms - last->at_ms < kTypingPauseMs) {
    last->places[0].after = std::move(step.places[0].after);
    last->at_ms = now_ms;
    measure(*last);
    return newest();
  }
  steps_.push_back(std::move(step));
  measure(steps_.back());
  drop_oldest();
  next_ = steps_.size();
  return newest();
}

std::optional<Json> Undo::inverse(const report::State& now, const Place& place, Way way) {
  const bool back = way == Way::Back;
  const Json &from = back ? place.after : place.before, &to = back ? place.before : place.after;
  const auto path = Path::parse(place.path);
  if (!place.is_row) {
    if (!report::find_node(now, *path)) return std::nullopt;
    const Json& stands = report::value_at(now, *path).json();
    auto value = changed(from, to, stands);
    if (!value || *value == stands) return std::nullopt;
    return client::set_edit(place.path, std::move(*value));
  }
  const Json present = row_json(now, *path);
  std::string after = back ? place.before_after : place.after_after;
  if (!has_row_beside(now, *path, after)) after.clear();
  if (to.is_null()) {  // it was added: away with it, unless somebody has written in it
    return present == from ? std::optional(client::row_edit("remove", place.path)) : std::nullopt;
  }
  if (from.is_null())
    return present.is_null() ? std::optional(client::place_edit(place.path, after, to)) : std::nullopt;
  return present.is_null() ? std::nullopt : std::optional(client::row_edit("move", place.path, after));
}

// Places in the order of their edits, each on what the ones before have made: a row stands behind one that is there
// again.
std::vector<Json> Undo::inverse(const report::State& now, const Step& step, Way way) {
  std::vector<Json> out;
  report::State made = now;
  for (const Place& place : step.places)
    if (auto edit = inverse(made, place, way); edit && client::apply_edit(made, *edit)) out.push_back(std::move(*edit));
  return out;
}

std::string Undo::locked(const Step& step, const Lock& lock) {
  for (const Place& place : step.places)
    if (std::string why = lock(*Path::parse(place.path)); !why.empty()) return why;
  return {};
}

Undo::Taken Undo::undo(const report::State& now, const Lock& lock) {
  for (; next_ > 0; --next_) {
    const Step& step = steps_[next_ - 1];
    Taken out{inverse(now, step, Way::Back), {}};
    if (out.edits.empty()) continue;
    if (std::string why = locked(step, lock); !why.empty()) return {{}, std::move(why)};
    --next_;
    return out;
  }
  return {};
}

Undo::Taken Undo::redo(const report::State& now, const Lock& lock) {
  for (; next_ < steps_.size(); ++next_) {
    const Step& step = steps_[next_];
    Taken out{inverse(now, step, Way::Forth), {}};
    if (out.edits.empty()) continue;
    if (std::string why = locked(step, lock); !why.empty()) return {{}, std::move(why)};
    ++next_;
    return out;
  }
  return {};
}

}  // namespace ziping::app
