#include "shared/merge/suggestion.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "shared/merge/numbering.h"
#include "shared/merge/words.h"

namespace ziping::merge {
namespace {

using Words = std::vector<std::string_view>;
using WordRange = std::span<const std::string_view>;

struct Replacement {
  std::size_t begin, end;  // words of the base
  Words with;
  std::set<std::size_t> sides = {};  // who made it
  bool operator==(const Replacement& other) const {
    return begin == other.begin && end == other.end && with == other.with;
  }
};

std::string joined(WordRange words) {
  std::string out;
  for (const std::string_view word : words) out += word;
  return out;
}

// What a sentence says before the changes of its sides, and those changes in order.
class Changes {
 public:
  explicit Changes(std::string_view base) : base_(words(base)) {
    const auto label = item_label(base);
    for (std::size_t bytes = 0; label && label_end_ < base_.size() && bytes < label->bytes; ++label_end_)
      bytes += base_[label_end_].size();
  }

  void add(std::size_t side, const Words& said);
  bool touch() const;
  bool mix_figures() const;
  std::string all() const;

 private:
  bool in_label(const Replacement& change) const { return change.begin < label_end_ && change.end <= label_end_; }
  bool changes_figure(const Replacement& change) const;
  bool parts_clauses(std::size_t at) const;
  bool in_clause_of(const Replacement& change, const Replacement& figure) const;

  Words base_;
  std::size_t label_end_ = 0;  // 二是 is a number, but no figure
  std::vector<Replacement> changes_;
};

void Changes::add(std::size_t side, const Words& said) {
  for (const report::Hunk& hunk : word_changes(base_, said)) {
    Replacement change{hunk.before_begin, hunk.before_end, {}};
    change.with.assign(said.begin() + static_cast<std::ptrdiff_t>(hunk.after_begin),
                       said.begin() + static_cast<std::ptrdiff_t>(hunk.after_end));
    auto at = std::ranges::find(changes_, change);
    if (at == changes_.end()) at = changes_.insert(at, std::move(change));
    at->sides.insert(side);
  }
  std::ranges::sort(changes_, [](const Replacement& a, const Replacement& b) {
    return std::tie(a.begin, a.end, a.with) < std::tie(b.begin, b.end, b.with);
  });
}

bool Changes::touch() const {
  for (std::size_t i = 1; i < changes_.size(); ++i)
    if (changes_[i].begin <= changes_[i - 1].end) return true;
  return false;
}

bool Changes::changes_figure(const Replacement& change) const {
  if (in_label(change)) return false;
  return std::ranges::any_of(WordRange(base_).subspan(change.begin, change.end - change.begin), is_numeral) ||
         std::ranges::any_of(change.with, is_numeral);
}

// Figures in a row, as 1、2、3亿元, may share what stands behind the last of them.
bool Changes::parts_clauses(std::size_t at) const {
  const bool figures = (at > 0 && is_numeral(base_[at - 1])) || (at + 1 < base_.size() && is_numeral(base_[at + 1]));
  return ends_clause(base_[at]) && !(base_[at] == "、" && figures);
}

// An insertion between two clauses, and a change of the item's label, are in neither clause.
bool Changes::in_clause_of(const Replacement& change, const Replacement& figure) const {
  if (in_label(change)) return false;
  std::size_t begin = figure.begin, end = figure.end;
  while (begin > label_end_ && !parts_clauses(begin - 1)) --begin;
  while (end < base_.size() && !parts_clauses(end)) ++end;
  if (change.begin == change.end) {
    if (change.begin == begin) return !ends_clause(change.with.back());
    if (change.begin == end) return !ends_clause(change.with.front());
  }
  return change.begin < end && change.end > begin;
}

bool Changes::mix_figures() const {
  for (const Replacement& figure : changes_) {
    if (!changes_figure(figure)) continue;
    for (const Replacement& other : changes_)
      if (!std::ranges::includes(figure.sides, other.sides) && in_clause_of(other, figure)) return true;
  }
  return false;
}

std::string Changes::all() const {
  std::string out;
  std::size_t at = 0;
  for (const Replacement& change : changes_) {
    out += joined(WordRange(base_).subspan(at, change.begin - at)) + joined(change.with);
    at = change.end;
  }
  return out + joined(WordRange(base_).subspan(at));
}

// "12" from one side and ".7" from the other may have met.
bool has_new_figure(std::string_view text, const std::vector<Words>& sides) {
  return std::ranges::any_of(words(text), [&](std::string_view word) {
    return !is_plain(word) &&
           std::ranges::none_of(sides, [&](const Words& side) { return std::ranges::find(side, word) != side.end(); });
  });
}

}  // namespace

std::optional<std::string> suggestion(const report::Conflict& conflict) {
  const std::string* base = conflict.base.as_string();
  if (!base || base->empty() || conflict.sides.size() < 2) return std::nullopt;
  Changes changes(*base);
  std::vector<Words> sides;
  for (const report::Side& side : conflict.sides) {
    const std::string* said = side.value.as_string();
    if (!said || said->empty()) return std::nullopt;
    sides.push_back(words(*said));
    changes.add(sides.size() - 1, sides.back());
  }
  if (changes.touch() || changes.mix_figures()) return std::nullopt;
  std::string out = changes.all();
  const bool is_side =
      std::ranges::any_of(conflict.sides, [&](const auto& side) { return *side.value.as_string() == out; });
  if (is_side || has_new_figure(out, sides)) return std::nullopt;
  return out;
}

}  // namespace ziping::merge
