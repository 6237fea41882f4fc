#include "shared/merge/changes.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace ziping;
using namespace ziping::merge;

namespace {

using Sequence = std::vector<std::uint32_t>;

constexpr std::uint32_t kBlank = 0;

// As a person would write them down: "-甲+乙" for the hunk that replaces 甲 by 乙, with letters for ids and "_" for
// blank.
std::string told(const std::string& before, const std::string& after) {
  const auto ids = [](const std::string& text) {
    Sequence out;
    for (char c : text) out.push_back(c == '_' ? kBlank : static_cast<std::uint32_t>(c));
    return out;
  };
  std::string out;
  for (const report::Hunk& hunk : changes(ids(before), ids(after), kBlank)) {
    out += out.empty() ? "" : " ";
    out += "-" + before.substr(hunk.before_begin, hunk.before_end - hunk.before_begin);
    out += "+" + after.substr(hunk.after_begin, hunk.after_end - hunk.after_begin);
  }
  return out;
}

}  // namespace

TEST_CASE("what went away stands beside what came in its place") {
  CHECK(told("_a_b", "c_b") == "-_a+c");
  CHECK(told("x_a_y", "x__y") == "-a+");
  CHECK(told("x_a_y", "x___y") == "-a+_");
}

TEST_CASE("what came among its like stands as late as it can") {
  CHECK(told("ab", "aab") == "-+a");
  CHECK(told("xaby", "xababy") == "-+ab");
  CHECK(told("x_a_y", "x_a_b_y") == "-+b_");
}

TEST_CASE("words keep their place before blank lines do") { CHECK(told("1_2_3_4", "1___34") == "-2+_ -_+"); }

TEST_CASE("changes lead from any sequence to any other, each hunk apart from the next") {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    const auto any = [&] {
      Sequence out(random.below(14));
      for (std::uint32_t& id : out) id = static_cast<std::uint32_t>(random.below(4));
      return out;
    };
    const Sequence before = any(), after = any();
    Sequence made;
    std::size_t at = 0, at_after = 0;
    for (const report::Hunk& hunk : changes(before, after, kBlank)) {
      REQUIRE((at == 0 || hunk.before_begin > at));
      REQUIRE(hunk.before_begin - at == hunk.after_begin - at_after);
      made.insert(made.end(), before.begin() + static_cast<std::ptrdiff_t>(at),
                  before.begin() + static_cast<std::ptrdiff_t>(hunk.before_begin));
      made.insert(made.end(), after.begin() + static_cast<std::ptrdiff_t>(hunk.after_begin),
                  after.begin() + static_cast<std::ptrdiff_t>(hunk.after_end));
      at = hunk.before_end, at_after = hunk.after_end;
    }
    made.insert(made.end(), before.begin() + static_cast<std::ptrdiff_t>(at), before.end());
    REQUIRE(made == after);
  }
}
