// Forward search over diagonals k = x − y with the furthest x per diagonal kept for every cost, then walked back:
//   before ABCABBA, after CBABAC: cost 5, the hunks are AB→∅, (C) ∅→B, …
#include "shared/report/sequence_diff.h"

#include <algorithm>

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
  std::vector<std::vector<std::int32_t>> furthest;  // [cost][k + cost]
  const auto x_at = [&](std::ptrdiff_t cost, std::ptrdiff_t k) -> std::ptrdiff_t {
    if (cost < 0 || k < -cost || k > cost) return -1;
    return furthest[static_cast<std::size_t>(cost)][static_cast<std::size_t>(k + cost)];
  };
  for (std::ptrdiff_t cost = 0; cost <= limit; ++cost) {
    furthest.emplace_back(static_cast<std::size_t>(2 * cost + 1), -1);
    for (std::ptrdiff_t k = -cost; k <= cost; k += 2) {
      const std::ptrdiff_t down = x_at(cost - 1, k + 1), right = x_at(cost - 1, k - 1);
      std::ptrdiff_t x = cost == 0 ? 0 : std::max(down, right < 0 ? -1 : right + 1);
      if (x < 0 || x > n || x - k > m || x - k < 0) continue;
      while (x < n && x - k < m && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(x - k)]) ++x;
      furthest[static_cast<std::size_t>(cost)][static_cast<std::size_t>(k + cost)] = static_cast<std::int32_t>(x);
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
  if (inner_before.empty() || inner_after.empty() || !search(inner_before, inner_after, cost_max, hunks))
    hunks.assign(1, {0, inner_before.size(), 0, inner_after.size()});
  for (Hunk& hunk : hunks)
    hunk = {hunk.before_begin + head, hunk.before_end + head, hunk.after_begin + head, hunk.after_end + head};
  return hunks;
}

}  // namespace ziping::report
