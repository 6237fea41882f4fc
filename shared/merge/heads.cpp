// Like git's recursive strategy where two groups have several nearest common ancestors: those are merged first, and
// their merge is the base. Each step goes to strictly older revisions, so it ends.
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
    Merged out = merged(heads);
    texts_.write(out.state);
    return out;
  }

 private:
  struct Side {
    RevisionSet heads;
    std::vector<Contributor> from;
    std::optional<State> merged;  // of several heads

    const State& state() const { return merged ? *merged : *from.front().state; }
  };

  // With drafts in it.
  Merged merged(const RevisionSet& heads) {
    std::vector<Side> sides;
    for (const report::RevisionId& head : heads)
      if (const History::Entry* entry = history_.find(head))
        sides.push_back({{head}, {{head, entry->state.get()}}, std::nullopt});
    std::vector<Note> notes;
    while (sides.size() > 1) {
      const auto [left, right] = nearest(sides);
      Side &a = sides[left], &b = sides[right];
      if (!a.merged) a.merged = a.state();
      const std::vector<Note> more = merge_step(texts_, form_, base(history_.nearest_common(a.heads, b.heads)),
                                                *a.merged, a.from, {b.state(), b.from});
      notes.insert(notes.end(), more.begin(), more.end());
      a.heads.insert(b.heads.begin(), b.heads.end());
      a.from.insert(a.from.end(), b.from.begin(), b.from.end());
      sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(right));
    }
    if (sides.empty()) return {};
    return {sides.front().merged ? std::move(*sides.front().merged) : sides.front().state(), std::move(notes)};
  }

  const State& base(const RevisionSet& common) {
    if (common.size() == 1) return *history_.find(*common.begin())->state;
    const auto known = bases_.find(common);
    if (known != bases_.end()) return known->second;
    State state = merged(common).state;
    return bases_.emplace(common, std::move(state)).first->second;
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

  // Sides are sorted by their lowest head, so the first of the best pairs is the one with the lowest names.
  std::pair<std::size_t, std::size_t> nearest(const std::vector<Side>& sides) {
    std::pair<std::size_t, std::size_t> best{0, 1};
    std::ptrdiff_t best_closeness = -2;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      for (std::size_t j = i + 1; j < sides.size(); ++j) {
        const std::ptrdiff_t here = closeness(sides[i].heads, sides[j].heads);
        if (here > best_closeness) best_closeness = here, best = {i, j};
      }
    }
    return best;
  }

  const form::Form& form_;
  const History& history_;
  Texts texts_;
  std::map<RevisionSet, State> bases_;
  std::map<std::pair<RevisionSet, RevisionSet>, std::ptrdiff_t> closeness_;
};

}  // namespace

Merged state_of(const form::Form& form, const History& history, const RevisionSet& heads) {
  return Fold(form, history).run(heads);
}

}  // namespace ziping::merge
