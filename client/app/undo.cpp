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

Undo::Undo(const client::Steps& kept, std::size_t bytes_max) : bytes_max_(bytes_max) {
  Block block = parse(kept);
  first_ = block.first;
  steps_ = std::move(block.steps);
  for (Step& step : steps_) measure(step);
  next_ = static_cast<std::size_t>(std::clamp<std::int64_t>(kept.next - first_, 0, std::ssize(steps_)));
  end_ = std::max(kept.end, behind());
  drop_farthest();
}

void Undo::measure(Step& step) {
  bytes_ -= step.bytes;
  step.bytes = 0;
  for (const Place& place : step.places) step.bytes += bytes_of(place.before) + bytes_of(place.after);
  bytes_ += step.bytes;
}

// The last one stays, and the one behind it, however much they hold.
void Undo::drop_farthest() {
  std::size_t from = 0, to = steps_.size();
  while (bytes_ > bytes_max_) {
    const bool oldest = next_ - from > to - next_;
    if (oldest ? from + 1 >= next_ : next_ + 1 >= to) break;
    bytes_ -= steps_[oldest ? from++ : --to].bytes;
  }
  if (from > 0 || to < steps_.size()) asked_ = -1;
  steps_.resize(to);
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(from));
  first_ += static_cast<std::int64_t>(from);
  next_ -= from;
}

client::Steps Undo::newest() const {
  client::Steps out = moved();
  out.first = out.next - 1;
  out.steps.push_back(to_json(steps_.back(), leans_on(steps_.size() - 1)));
  return out;
}

client::Steps Undo::moved() const { return {0, {}, first_ + static_cast<std::int64_t>(next_)}; }

std::optional<std::int64_t> Undo::wants() {
  constexpr std::size_t kFew = client::kStepsInBlock / 2;
  const std::size_t left_back = next_, left_forth = steps_.size() - next_;
  const bool back = left_back <= kFew && first_ > 0, forth = left_forth <= kFew && behind() < end_;
  if (!back && !forth) return std::nullopt;
  const bool goes_back = back && (!forth || left_back <= left_forth);
  const std::int64_t block = client::block_of(goes_back ? first_ - 1 : behind());
  if (asked_ == block) return std::nullopt;
  asked_ = block;
  return block;
}

// Of the block what goes on from the steps at hand, before and behind them.
void Undo::put(const client::Steps& kept) {
  Block block = parse(kept);
  const std::int64_t begins = block.first, ends = std::min(begins + std::ssize(block.steps), end_);
  if (begins > behind() || ends < first_) return;
  const auto take = [&](std::int64_t from, std::int64_t to, std::size_t at) {
    if (from >= to) return;
    const auto first = block.steps.begin() + (from - begins), last = block.steps.begin() + (to - begins);
    std::for_each(first, last, [this](Step& step) { measure(step); });
    steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(first),
                  std::make_move_iterator(last));
    asked_ = -1;  // where there is no more it is not asked for again
  };
  take(behind(), ends, steps_.size());
  if (begins >= first_) return drop_farthest();
  take(begins, first_, 0);
  next_ += static_cast<std::size_t>(first_ - begins);
  first_ = begins;
  drop_farthest();
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
    end_ = behind();
    return newest();
  }
  steps_.push_back(std::move(step));
  measure(steps_.back());
  next_ = steps_.size();
  end_ = behind();
  drop_farthest();
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
