// Forward search over diagonals k = x − y with the furthest x per diagonal kept for every cost, then walked back:
//   before ABCABBA, after CBABAC: cost 5, the hunks are AB→∅, (C) ∅→B, …
#include "shared/report/sequence_diff.h"

#include <algorithm>
#include <bit>

namespace ziping::report {
namespace {

using Ids = std::span<const std::uint32_t>;

void add_step(std::vector<Hunk>& hunks, Hunk step) {  // steps come from the end towards the beginning
  if (!hunks.empty() && hunks.back().before_begin == step.before_end && hunks.back().after_begin == step.after_end) {
    hunks.back().before_begin = step.before_begin;
    hunks.back().after_begin = step.after_begin;
  } else {
    hunks.push_back(step);
  }
}

// Gives false when the cost would pass cost_max.
bool search(Ids before, Ids after, std::size_t cost_max, std::vector<Hunk>& hunks) {
  const auto n = static_cast<std::ptrdiff_t>(before.size()), m = static_cast<std::ptrdiff_t>(after.size());
  const auto limit = std::min(static_cast<std::ptrdiff_t>(cost_max), n + m);
  std::vector<std::int32_t> furthest;  // the row of a cost begins at its square and goes from k = −cost to cost
  const auto place = [](std::ptrdiff_t cost, std::ptrdiff_t k) {
    return static_cast<std::size_t>(cost * cost + cost + k);
  };
  const auto x_at = [&](std::ptrdiff_t cost, std::ptrdiff_t k) -> std::ptrdiff_t {
    return cost < 0 || k < -cost || k > cost ? -1 : furthest[place(cost, k)];
  };
  for (std::ptrdiff_t cost = 0; cost <= limit; ++cost) {
    furthest.resize(place(cost, cost) + 1, -1);
    for (std::ptrdiff_t k = -cost; k <= cost; k += 2) {
      const std::ptrdiff_t down = x_at(cost - 1, k + 1), right = x_at(cost - 1, k - 1);
      std::ptrdiff_t x = cost == 0 ? 0 : std::max(down, right < 0 ? -1 : right + 1);
      if (x < 0 || x > n || x - k > m || x - k < 0) continue;
      while (x < n && x - k < m && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(x - k)]) ++x;
      furthest[place(cost, k)] = static_cast<std::int32_t>(x);
      if (x < n || x - k < m) continue;
      for (std::ptrdiff_t d = cost, at_k = k; d > 0; --d) {
        const std::ptrdiff_t insert_x = x_at(d - 1, at_k + 1), remove_x = x_at(d - 1, at_k - 1);
        const bool inserted = insert_x >= (remove_x < 0 ? -1 : remove_x + 1);
        const std::ptrdiff_t from_k = inserted ? at_k + 1 : at_k - 1, from_x = inserted ? insert_x : remove_x;
        const auto bx = static_cast<std::size_t>(from_x), by = static_cast<std::size_t>(from_x - from_k);
        add_step(hunks, inserted ? Hunk{bx, bx, by, by + 1} : Hunk{bx, bx + 1, by, by});
        at_k = from_k;
      }
      std::ranges::reverse(hunks);
      return true;
    }
  }
  return false;
}

// Which elements of each sequence stand somewhere in the other one too.
class Shared {
 public:
  Shared(Ids before, Ids after) : slots_(std::bit_ceil(2 * before.size() + 1)) {
    for (std::uint32_t id : before) *find(id) = {id, kBefore};
    for (std::uint32_t id : after)
      if (Slot* const slot = find(id); slot->sides) slot->sides = kBoth;
  }
  bool has(std::uint32_t id) { return find(id)->sides == kBoth; }

 private:
  static constexpr std::uint8_t kBefore = 1, kBoth = 2;
  struct Slot {
    std::uint32_t id = 0;
    std::uint8_t sides = 0;
  };
  Slot* find(std::uint32_t id) {  // its own, or the free one where it would stand
    std::size_t at = (id * 0x9E3779B97F4A7C15u >> 32) & (slots_.size() - 1);
    while (slots_[at].sides && slots_[at].id != id) at = (at + 1) & (slots_.size() - 1);
    return &slots_[at];
  }
  std::vector<Slot> slots_;
};

// Where what both sequences hold stands in the same order in both, there is one shortest way and no search: the case of
// sentences, which hardly ever repeat. Gives false where it is not so.
bool in_same_order(Ids before, Ids after, std::size_t cost_max, std::vector<Hunk>& hunks) {
  Shared shared(before, after);
  Hunk open{0, 0, 0, 0};
  std::size_t cost = 0;
  const auto close = [&] {
    cost += open.before_end - open.before_begin + open.after_end - open.after_begin;
    if (open.before_begin != open.before_end || open.after_begin != open.after_end) hunks.push_back(open);
  };
  for (;;) {
    while (open.before_end < before.size() && !shared.has(before[open.before_end])) ++open.before_end;
    while (open.after_end < after.size() && !shared.has(after[open.after_end])) ++open.after_end;
    close();
    const bool ends = open.before_end == before.size(), ends_too = open.after_end == after.size();
    if (ends && ends_too) break;
    if (ends || ends_too || before[open.before_end] != after[open.after_end]) return hunks.clear(), false;
    open = {open.before_end + 1, open.before_end + 1, open.after_end + 1, open.after_end + 1};
  }
  if (cost > cost_max) hunks.assign(1, {0, before.size(), 0, after.size()});
  return true;
}

}  // namespace

std::vector<Hunk> diff(Ids before, Ids after, std::size_t cost_max) {
  std::size_t head = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const Ids inner_before = before.subspan(head, before.size() - head - tail);
  const Ids inner_after = after.subspan(head, after.size() - head - tail);
  std::vector<Hunk> hunks;
  if (inner_before.empty() && inner_after.empty()) return hunks;
  if (inner_before.empty() || inner_after.empty() ||
      (!in_same_order(inner_before, inner_after, cost_max, hunks) &&
       !search(inner_before, inner_after, cost_max, hunks)))
    hunks.assign(1, {0, inner_before.size(), 0, inner_after.size()});
  for (Hunk& hunk : hunks)
    hunk = {hunk.before_begin + head, hunk.before_end + head, hunk.after_begin + head, hunk.after_end + head};
  return hunks;
}

}  // namespace ziping::report
