// Like git's recursive strategy where two groups have several nearest common ancestors: those are merged first, and
// their merge is the base. Each step goes to strictly older revisions, so it ends; it may go as deep as the history, so
// what is to be merged first waits on a list and not on the stack.
#include "shared/merge/heads.h"

#include <algorithm>
#include <map>
#include <optional>

#include "shared/merge/merge_step.h"

namespace ziping::merge {
namespace {

using report::History;
using report::RevisionSet;
using report::State;

class Fold {
 public:
  Fold(const form::Form& form, const History& history) : form_(form), history_(history) {}

  Merged run(const RevisionSet& heads) {
    std::vector<RevisionSet> open{heads};
    while (!open.empty()) {
      const RevisionSet* missing = nullptr;
      const std::vector<Step>& steps = plan(open.back());
      for (const Step& step : steps)
        if (step.common.size() > 1 && !merged_.contains(step.common)) missing = &step.common;
      if (missing) {
        open.push_back(*missing);
      } else {
        merged_.emplace(open.back(), fold(open.back(), steps));
        open.pop_back();
      }
    }
    Merged out = std::move(merged_.at(heads));
    texts_.write(out.state);
    return out;
  }

 private:
  struct Step {
    std::size_t left, right;  // of the groups that are left; the right one joins the left one
    RevisionSet common;
  };

  // The heads that the history holds, each a group of its own, in the order of their names.
  std::vector<RevisionSet> groups(const RevisionSet& heads) const {
    std::vector<RevisionSet> out;
    for (const report::RevisionId& head : heads)
      if (history_.find(head)) out.push_back({head});
    return out;
  }

  // In which order the heads are merged, and over which bases: the DAG alone decides.
  const std::vector<Step>& plan(const RevisionSet& heads) {
    const auto [at, is_new] = plans_.try_emplace(heads);
    if (!is_new) return at->second;
    std::vector<RevisionSet> left = groups(heads);
    while (left.size() > 1) {
      const auto [i, j] = nearest(left);
      at->second.push_back({i, j, history_.nearest_common(left[i], left[j])});
      left[i].insert(left[j].begin(), left[j].end());
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(j));
    }
    return at->second;
  }

  struct Side {
    std::vector<Contributor> from;
    std::optional<State> merged;  // of several heads

    const State& state() const { return merged ? *merged : *from.front().state; }
  };

  // With drafts in it.
  Merged fold(const RevisionSet& heads, const std::vector<Step>& steps) {
    std::vector<Side> sides;
    for (const RevisionSet& group : groups(heads)) {
      const report::RevisionId& head = *group.begin();
      sides.push_back({{{head, history_.find(head)->state.get()}}, std::nullopt});
    }
    std::vector<Note> notes;
    for (const Step& step : steps) {
      Side &a = sides[step.left], &b = sides[step.right];
      if (!a.merged) a.merged = a.state();
      const std::vector<Note> more =
          merge_step(texts_, form_, base(step.common), *a.merged, a.from, {b.state(), b.from});
      notes.insert(notes.end(), more.begin(), more.end());
      a.from.insert(a.from.end(), b.from.begin(), b.from.end());
      sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(step.right));
    }
    if (sides.empty()) return {};
    return {sides.front().merged ? std::move(*sides.front().merged) : sides.front().state(), std::move(notes)};
  }

  const State& base(const RevisionSet& common) const {
    static const State empty;
    if (common.empty()) return empty;
    return common.size() == 1 ? *history_.find(*common.begin())->state : merged_.at(common).state;
  }

  // How far from the root two groups part; −1 without a common ancestor.
  std::ptrdiff_t closeness(const RevisionSet& a, const RevisionSet& b) {
    const auto key = std::pair(a, b);
    const auto known = closeness_.find(key);
    if (known != closeness_.end()) return known->second;
    std::ptrdiff_t best = -1;
    for (const report::RevisionId& id : history_.nearest_common(a, b))
      best = std::max(best, static_cast<std::ptrdiff_t>(history_.find(id)->generation));
    return closeness_.emplace(key, best).first->second;
  }

  // Groups are sorted by their lowest head, so the first of the best pairs is the one with the lowest names.
  std::pair<std::size_t, std::size_t> nearest(const std::vector<RevisionSet>& groups) {
    std::pair<std::size_t, std::size_t> best{0, 1};
    std::ptrdiff_t best_closeness = -2;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (std::size_t j = i + 1; j < groups.size(); ++j) {
        const std::ptrdiff_t here = closeness(groups[i], groups[j]);
        if (here > best_closeness) best_closeness = here, best = {i, j};
      }
    }
    return best;
  }

  const form::Form& form_;
  const History& history_;
  Texts texts_;
  std::map<RevisionSet, std::vector<Step>> plans_;
  std::map<RevisionSet, Merged> merged_;
  std::map<std::pair<RevisionSet, RevisionSet>, std::ptrdiff_t> closeness_;
};

}  // namespace

Merged state_of(const form::Form& form, const History& history, const RevisionSet& heads) {
  return Fold(form, history).run(heads);
}

}  // namespace ziping::merge
