#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <set>

#include "shared/merge/merge.h"
#include "shared/merge/sentence.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::merge;
using report::Node;
using report::State;

namespace {

State merged_state(const State& base, const State& ours, const State& theirs) {
  return merge::merge(support::small_form(), base, {ours, {}}, {theirs, {}}).state;
}

// Every sentence of every text, and every other value, that a state holds, conflict sides included.
void collect(const base::Json& value, std::set<std::string>& out) {
  if (const std::string* text = value.as_string()) {
    for (std::string_view piece : sentences(*text)) out.insert(std::string(piece));
  } else if (value.is_object()) {
    for (const auto& entry : *value.as_object())
      if (entry.first != "base" && entry.first != "revision") collect(entry.second, out);
  } else if (value.is_array()) {
    for (const base::Json& element : *value.as_array()) collect(element, out);
  } else if (!value.is_null()) {
    out.insert(base::canonical(value));
  }
}

std::set<std::string> said(const State& state) {
  std::set<std::string> out;
  std::function<void(const Node&)> walk = [&](const Node& node) {
    for (const auto& entry : node.fields) collect(entry.second.json(), out);
    for (const auto& group : node.rows)
      for (const report::Row& row : group.second) walk(row);
  };
  walk(state);
  return out;
}

}  // namespace

TEST_CASE("merging follows its laws on any three reports") {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    const State base = support::random_state(random);
    const State ours = support::edited(base, random, static_cast<int>(random.below(8)));
    const State theirs = support::edited(base, random, static_cast<int>(random.below(8)));
    const State both = merged_state(base, ours, theirs);
    REQUIRE(both == merged_state(base, theirs, ours));
    REQUIRE(merged_state(base, ours, ours) == ours);
    REQUIRE(merged_state(base, base, theirs) == theirs);
    REQUIRE(merged_state(base, ours, base) == ours);

    const std::set<std::string> before = said(base), mine = said(ours), other = said(theirs), now = said(both);
    for (const std::string& one : now) {
      INFO(one);
      REQUIRE((mine.contains(one) || other.contains(one)));
    }
    // What one side added and the other did not have to lose is there.
    for (const std::set<std::string>* side : {&mine, &other}) {
      for (const std::string& one : *side) {
        if (before.contains(one)) continue;
        INFO(one);
        REQUIRE(now.contains(one));
      }
    }
  }
}
