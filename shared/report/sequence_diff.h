// The shortest way from one sequence to another (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
// 1986).
//
// Limits     Past `cost_max` insertions and removals the differing middle is given as one replacement: correct,
// coarser,
//            and the memory stays below 4 × cost_max² bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ziping::report {

// before[before_begin, before_end) became after[after_begin, after_end). Hunks are in order and never touch.
struct Hunk {
  std::size_t before_begin, before_end, after_begin, after_end;
};

inline constexpr std::size_t kDiffCostMax = 1000;

std::vector<Hunk> diff(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after,
                       std::size_t cost_max = kDiffCostMax);

}  // namespace ziping::report
