#include "shared/report/sequence_diff.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace ziping::report;
using Ids = std::vector<std::uint32_t>;

namespace {

Ids applied(const Ids& before, const Ids& after, const std::vector<Hunk>& hunks) {
  Ids out;
  std::size_t at = 0;
  for (const Hunk& hunk : hunks) {
    out.insert(out.end(), before.begin() + static_cast<std::ptrdiff_t>(at),
               before.begin() + static_cast<std::ptrdiff_t>(hunk.before_begin));
    out.insert(out.end(), after.begin() + static_cast<std::ptrdiff_t>(hunk.after_begin),
               after.begin() + static_cast<std::ptrdiff_t>(hunk.after_end));
    at = hunk.before_end;
  }
  out.insert(out.end(), before.begin() + static_cast<std::ptrdiff_t>(at), before.end());
  return out;
}

// The classic quadratic recurrence, as the plain model.
std::size_t shortest_cost(const Ids& a, const Ids& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = a[i - 1] == b[j - 1] ? diagonal : std::min(above, row[j - 1]) + 1;
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

TEST_CASE("a difference leads from one sequence to the other by the fewest steps") {
  ziping::base::SeededRandom random(6);
  for (int round = 0; round < 3000; ++round) {
    Ids before(random.below(14)), after(random.below(14));
    for (auto& id : before) id = static_cast<std::uint32_t>(random.below(4));
    for (auto& id : after) id = static_cast<std::uint32_t>(random.below(4));
    const auto hunks = diff(before, after);
    REQUIRE(applied(before, after, hunks) == after);
    std::size_t cost = 0;
    for (std::size_t i = 0; i < hunks.size(); ++i) {
      cost += hunks[i].before_end - hunks[i].before_begin + hunks[i].after_end - hunks[i].after_begin;
      if (i) REQUIRE(hunks[i].before_begin > hunks[i - 1].before_end);
    }
    REQUIRE(cost == shortest_cost(before, after));
  }
}

TEST_CASE("past the cost limit the difference is coarse but still right") {
  Ids before, after;
  for (std::uint32_t i = 0; i < 400; ++i) before.push_back(i), after.push_back(i % 2 ? i : i + 1000);
  const auto hunks = diff(before, after, 10);
  CHECK(hunks.size() == 1);
  CHECK(applied(before, after, hunks) == after);
}
