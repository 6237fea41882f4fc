#include "shared/merge/row_merge.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace ziping::merge;

namespace {

std::set<std::string> all(const Order& a, const Order& b) {
  std::set<std::string> out(a.begin(), a.end());
  out.insert(b.begin(), b.end());
  return out;
}

Order shuffled(Order order, ziping::base::SeededRandom& random, std::uint64_t moves, const std::string& fresh) {
  for (; moves > 0 && !order.empty(); --moves) {
    const std::size_t from = random.below(order.size());
    const std::string id = order[from];
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(random.below(order.size() + 1)), id);
  }
  if (random.below(2)) order.insert(order.begin() + static_cast<std::ptrdiff_t>(random.below(order.size() + 1)), fresh);
  return order;
}

}  // namespace

TEST_CASE("rows that both sides added stand where each put them") {
  CHECK(merge_order({"a", "b"}, {"a", "x", "b"}, {"a", "b", "y"}, all({"a", "x", "b"}, {"y"})) ==
        Order{"a", "x", "b", "y"});
  CHECK(merge_order({"a"}, {"a", "y"}, {"a", "x"}, {"a", "x", "y"}) == Order{"a", "x", "y"});
}

TEST_CASE("a row that one side moved is where that side put it, also when the other moved another") {
  CHECK(merge_order({"a", "b", "c"}, {"c", "a", "b"}, {"a", "b", "c"}, {"a", "b", "c"}) == Order{"c", "a", "b"});
  CHECK(merge_order({"a", "b", "c", "d"}, {"d", "a", "b", "c"}, {"b", "a", "c", "d"}, {"a", "b", "c", "d"}).front() ==
        "d");
}

TEST_CASE("orders merge the same way round, one side alone wins, and no row is lost") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    INFO("seed " << seed);
    ziping::base::SeededRandom random(seed);
    Order base;
    for (std::uint64_t i = random.below(7); i > 0; --i) base.push_back("r" + std::to_string(i));
    const Order ours = shuffled(base, random, random.below(3), "x"),
                theirs = shuffled(base, random, random.below(3), "y");
    const auto stay = all(ours, theirs);
    const Order merged = merge_order(base, ours, theirs, stay);
    REQUIRE(merged == merge_order(base, theirs, ours, stay));
    REQUIRE(merge_order(base, ours, ours, all(ours, ours)) == ours);
    REQUIRE(merge_order(base, base, theirs, all(base, theirs)) == theirs);
    Order sorted = merged;
    std::ranges::sort(sorted);
    REQUIRE(sorted == Order(stay.begin(), stay.end()));
  }
}
