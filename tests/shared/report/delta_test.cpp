#include "shared/report/delta.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::report;

TEST_CASE("a delta leads from the parents to exactly the sealed state") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    const State root = support::random_state(random);
    const State one = support::edited(root, random, 8), two = support::edited(root, random, 8);
    const State sealed = support::edited(one, random, static_cast<int>(random.below(12)));
    const State* parents[] = {&one, &two};
    for (std::size_t count = 0; count <= 2; ++count) {
      const auto some = std::span<const State* const>(parents).first(count);
      const auto delta = base::parse_json(base::canonical(make_delta(some, sealed)));
      const auto applied = apply_delta(some, *delta);
      REQUIRE(applied.has_value());
      REQUIRE(*applied == sealed);
    }
  }
}

TEST_CASE("a delta of nothing is empty, and one edited sentence costs little") {
  base::SeededRandom random(9);
  const State state = support::random_state(random);
  const State* parent = &state;
  CHECK(base::canonical(make_delta(std::span(&parent, 1), state)) == "{}");
  State edited = state;
  edited.set("story", Value(base::Json(*state.value("story").text() + "新增一句。")));
  CHECK(base::canonical(make_delta(std::span(&parent, 1), edited)).size() < 60);
}

TEST_CASE("what another parent already says is named, not repeated") {
  State one, two;
  two.set("goal", Value(base::Json("另一方写的很长的一段话。")));
  const State* parents[] = {&one, &two};
  CHECK(base::canonical(make_delta(parents, two)) == R"({"from":{"1":["goal"]}})");
}

TEST_CASE("a delta that does not fit its parent is an error, never a crash") {
  State state;
  state.set("goal", Value(base::Json("甲乙")));
  const State* parent = &state;
  for (const char* text :
       {"[]", R"({"text":{"goal":[1]}})", R"({"text":{"goal":[1,1,"x"]}})", R"({"text":{"goal":[99,0,"x"]}})",
        R"({"text":{"goal":[0,99,"x"]}})", R"({"text":{"goal":[-1,0,"x"]}})", R"({"text":{"none":[0,0,"x"]}})",
        R"({"set":{"a[b].c":1}})", R"({"set":{"A":1}})", R"({"unset":[5]})", R"({"from":{"1":["goal"]}})",
        R"({"from":{"x":["goal"]}})", R"({"rows":{"g":{"remove":["a"]}}})",
        R"({"rows":{"g":{"place":[["x",{"id":"a"}]]}}})", R"({"rows":{"g":{"place":[["","a"]]}}})",
        R"({"rows":{"g":{"place":[[""]]}}})", R"({"rows":{"g":{"place":[["",{"id":"a"}],["",{"id":"a"}]]}}})",
        R"({"removed_by":{"g[a]":["x"]}})", R"({"extra":{"g[a]":{"x":1}}})"}) {
    INFO(text);
    const auto applied = apply_delta(std::span(&parent, 1), *base::parse_json(text));
    REQUIRE_FALSE(applied.has_value());
    CHECK((applied.error().code == "bad-delta" || applied.error().code == "bad-state"));
  }
}

TEST_CASE("changed paths name every place that differs and no other") {
  base::SeededRandom random(10);
  State before;
  Row row;
  row.id = "r1";
  row.set("text", Value(base::Json("甲。")));
  before.rows["blocks"].push_back(row);
  before.set("budget", Value(base::Json("1")));
  State after = before;
  after.set("budget", Value());
  after.rows["blocks"].front().set("text", Value(base::Json("乙。")));
  row.id = "r2";
  after.rows["blocks"].push_back(row);
  std::vector<std::string> places;
  for (const form::Path& path : changed_paths(before, after)) places.push_back(path.text());
  CHECK(places == std::vector<std::string>{"budget", "blocks[r1].text", "blocks[r2]"});
}
