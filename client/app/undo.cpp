#include "client/app/undo.h"

#include <algorithm>

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
  const auto text = [](const Json& value) {
    return value.is_null() ? std::optional(merge::Segments{}) : report::segments_of(value);
  };
  const auto base = text(from), ours = text(now), theirs = text(to);
  if (!base || !ours || !theirs) return std::nullopt;
  const Json merged = report::to_json(merge::merge_text(*base, *ours, *theirs, {}, {}).segments);
  if (report::is_conflict(merged)) return std::nullopt;
  return merged.as_string() && merged.as_string()->empty() ? Json() : merged;
}

}  // namespace

Json Undo::to_json(const Step& step) {
  Json out;
  out["path"] = Json(step.path);
  out["before"] = step.before;
  out["after"] = step.after;
  out["before_after"] = Json(step.before_after);
  out["after_after"] = Json(step.after_after);
  return out;
}

std::optional<Undo::Step> Undo::parse(const Json& json) {
  const Json *before = json.find("before"), *after = json.find("after");
  Step step;
  step.path = json.text_or("path");
  const auto path = Path::parse(step.path);
  if (!before || !after || !path) return std::nullopt;
  step.is_row = path->name.empty();
  step.before = *before;
  step.after = *after;
  step.before_after = json.text_or("before_after");
  step.after_after = json.text_or("after_after");
  return step;
}

Undo::Undo(const client::Steps& kept) : first_(kept.first) {
  for (const Json& json : kept.steps) {
    if (auto step = parse(json)) {
      steps_.push_back(std::move(*step));
    } else {
      first_ += std::ssize(steps_) + 1;
      steps_.clear();
    }
  }
  next_ = static_cast<std::size_t>(std::clamp<std::int64_t>(kept.next - first_, 0, std::ssize(steps_)));
}

client::Steps Undo::newest() const {
  client::Steps out = moved();
  out.first = out.next - 1;
  out.steps.push_back(to_json(steps_.back()));
  return out;
}

client::Steps Undo::moved() const { return {0, {}, first_ + static_cast<std::int64_t>(next_)}; }

client::Steps Undo::record(const report::State& before, const report::State& after, const Json& edit,
                           std::int64_t now_ms) {
  const std::string op(edit.text_or("op")), text(edit.text_or("path"));
  auto path = Path::parse(text);
  if (!path || op == "keep") return moved();
  Step step;
  step.path = text;
  step.at_ms = now_ms;
  step.is_row = path->name.empty();
  if (step.is_row) {
    step.before = row_json(before, *path);
    step.after = row_json(after, *path);
    step.before_after = row_before(before, *path);
    step.after_after = row_before(after, *path);
  } else {
    step.before = report::value_at(before, *path).json();
    step.after = report::value_at(after, *path).json();
    step.joins = !report::is_conflict(step.before);
  }
  steps_.resize(next_);
  Step* last = steps_.empty() ? nullptr : &steps_.back();
  if (step.joins && last && last->joins && last->path == step.path && now_ms - last->at_ms < kTypingPauseMs) {
    last->after = std::move(step.after);
    last->at_ms = now_ms;
    return newest();
  }
  if (std::ssize(steps_) == client::kStepsMax) {
    steps_.erase(steps_.begin());
    ++first_;
  }
  steps_.push_back(std::move(step));
  next_ = steps_.size();
  return newest();
}

std::vector<Json> Undo::inverse(const report::State& now, const Step& step, Way way) const {
  const bool back = way == Way::Back;
  const Json &from = back ? step.after : step.before, &to = back ? step.before : step.after;
  const auto path = Path::parse(step.path);
  if (!step.is_row) {
    if (!report::find_node(now, *path)) return {};
    const auto value = changed(from, to, report::value_at(now, *path).json());
    return value ? std::vector<Json>{client::set_edit(step.path, *value)} : std::vector<Json>{};
  }
  const Json present = row_json(now, *path);
  std::string after = back ? step.before_after : step.after_after;
  if (!has_row_beside(now, *path, after)) after.clear();
  if (to.is_null()) {  // it was added: away with it, unless somebody has written in it
    return present == from ? std::vector<Json>{client::row_edit("remove", step.path)} : std::vector<Json>{};
  }
  if (from.is_null())
    return present.is_null() ? std::vector<Json>{client::place_edit(step.path, after, to)} : std::vector<Json>{};
  if (present.is_null()) return {};
  return {client::row_edit("move", step.path, after)};
}

std::vector<Json> Undo::undo(const report::State& now) {
  while (next_ > 0)
    if (auto edits = inverse(now, steps_[--next_], Way::Back); !edits.empty()) return edits;
  return {};
}

std::vector<Json> Undo::redo(const report::State& now) {
  while (next_ < steps_.size())
    if (auto edits = inverse(now, steps_[next_++], Way::Forth); !edits.empty()) return edits;
  return {};
}

}  // namespace ziping::app
