#include "shared/report/delta.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/utf8.h"
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

TEST_CASE("no delta brings a row in twice, whether the other one stays, moves or comes") {
  const State* parent = nullptr;
  State state;
  for (const char* id : {"x", "y"}) state.rows["g"].push_back(support::block(id, "", "一句。"));
  parent = &state;
  const std::string copy = base::canonical(to_json(state.group("g").front()));
  const std::vector<std::string> places{R"([["",)" + copy + R"(],["x","x"]])", R"([["y","x"],["y",)" + copy + "]]",
                                        R"([["",)" + copy + "]]", R"([["y","x"],["","x"]])"};
  for (const std::string& place : places) {
    INFO(place);
    const auto applied =
        apply_delta(std::span(&parent, 1), *base::parse_json(R"({"rows":{"g":{"place":)" + place + "}}}"));
    REQUIRE_FALSE(applied.has_value());
    CHECK(applied.error().code == "bad-delta");
  }
}

TEST_CASE("text hunks are taken exactly when they leave whole characters") {
  State state;
  const std::string text = "é甲，a𠀀乙。";
  state.set("goal", Value(base::Json(text)));
  const State* parent = &state;
  const auto apply = [&](base::Json::Array hunks) {
    base::Json delta;
    delta["text"]["goal"] = base::Json(std::move(hunks));
    return apply_delta(std::span(&parent, 1), delta);
  };
  std::size_t taken = 0, refused = 0;
  for (std::size_t skip = 0; skip <= text.size(); ++skip) {
    for (std::size_t remove = 0; skip + remove <= text.size(); ++remove) {
      for (std::size_t more = 0; skip + remove + more <= text.size(); ++more) {
        for (const char* insert : {"", "b", "丙"}) {
          const std::size_t rest = skip + remove + more, last = text.size() - rest < 2 ? 0u : 1u;
          const std::string expected =
              text.substr(0, skip) + insert + text.substr(skip + remove, more) + text.substr(rest + last);
          const auto applied = apply({base::Json(skip), base::Json(remove), base::Json(insert), base::Json(more),
                                      base::Json(last), base::Json("")});
          REQUIRE(applied.has_value() == base::is_utf8(expected));
          if (applied) REQUIRE(*applied->value("goal").text() == expected);
          ++(applied ? taken : refused);
        }
      }
    }
  }
  CHECK(taken > 100);
  CHECK(refused > 100);
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

TEST_CASE("a delta that sets what is no unknown member as one is refused") {
  for (const char* text :
       {R"({"extra":{"":{"fields":1}}})", R"({"extra":{"":{"rows":{}}}})", R"({"extra":{"":{"id":"a"}}})"}) {
    INFO(text);
    const auto state = report::apply_delta({}, *base::parse_json(text));
    REQUIRE_FALSE(state);
    CHECK(state.error().code == "bad-delta");
  }
}
