#include "shared/merge/texts.h"

#include <algorithm>

namespace ziping::merge {

using report::Node;
using report::Row;
using report::Rows;
using report::Value;

const Prose* Texts::find(const Value& value, const Prose* like) {
  static const Prose none;
  const auto [at, is_new] = entries_.try_emplace(&value.json());
  Entry& entry = at->second;
  if (is_new) {
    entry.value = value;
    if (const std::string* text = value.text()) {
      entry.prose = to_prose(lexicon_, *text, like ? *like : none);
    } else {
      const auto segments = report::segments_of(value.json());
      entry.is_text = segments.has_value();
      if (segments) entry.prose = to_prose(lexicon_, *segments, like ? *like : none);
    }
  }
  return entry.is_text ? &entry.prose : nullptr;
}

Value Texts::draft(Prose prose) {
  if (!prose.as_given.empty()) return Value(report::to_json(prose.as_given));
  if (prose.units.empty()) return Value();
  Value value(base::Json(base::Json::Array{}));
  entries_.emplace(&value.json(), Entry{value, std::move(prose), true, true, {}});
  return value;
}

Texts::Entry* Texts::draft_of(const Value& value) {
  if (!value.json().is_array()) return nullptr;
  const auto at = entries_.find(&value.json());
  return at != entries_.end() && at->second.is_draft ? &at->second : nullptr;
}

Value Texts::written(const Value& value) {
  Entry* const draft = draft_of(value);
  if (!draft) return value;
  if (draft->written.absent()) draft->written = Value(report::to_json(to_segments(lexicon_, draft->prose)));
  return draft->written;
}

void Texts::write(Node& node) {
  for (auto& entry : node.fields)
    if (draft_of(entry.second)) entry.second = written(entry.second);
  for (auto& group : node.rows)
    for (Row& row : group.second) write(row);
}

bool Texts::same(const Value& a, const Value& b) {
  if (&a.json() == &b.json()) return true;
  const Entry *left = draft_of(a), *right = draft_of(b);
  if (!left && !right) return a == b;
  const Prose *x = find(a), *y = find(b);
  if (!x || !y || !same_prose(lexicon_, *x, *y)) return false;
  return (left && right) || written(a) == written(b);  // the same text can stand in other JSON than ours
}

bool Texts::same(const Node& a, const Node& b) {
  const auto same_fields = [&](const auto& x, const auto& y) { return x.first == y.first && same(x.second, y.second); };
  const auto same_groups = [&](const auto& x, const auto& y) {
    return x.first == y.first &&
           std::ranges::equal(x.second, y.second, [&](const Row& left, const Row& right) { return same(left, right); });
  };
  return std::ranges::equal(a.fields, b.fields, same_fields) && std::ranges::equal(a.rows, b.rows, same_groups) &&
         a.extra == b.extra;
}

bool Texts::same(const Row& a, const Row& b) {
  return a.id == b.id && a.removed_by == b.removed_by && same(static_cast<const Node&>(a), static_cast<const Node&>(b));
}

}  // namespace ziping::merge
