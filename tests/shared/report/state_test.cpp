#include "shared/report/state.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::report;

TEST_CASE("a state read back from its JSON has the same digest") {
  base::SeededRandom random(7);
  for (int i = 0; i < 200; ++i) {
    const State state = support::random_state(random);
    const auto again = parse_state(*base::parse_json(base::canonical(to_json(state))));
    REQUIRE(again.has_value());
    REQUIRE(*again == state);
    REQUIRE(digest(*again) == digest(state));
  }
}

TEST_CASE("the size of a state is that of its canonical JSON") {
  base::SeededRandom random(9);
  for (int i = 0; i < 200; ++i) {
    State state = support::random_state(random);
    if (i % 2) state.extra["以后"] = base::Json("\"新\"");
    if (i % 3 == 0) state.set("story", Value(base::Json("第一行\n第二行")));
    if (!state.group("blocks").empty()) state.rows["blocks"].front().removed_by = {std::string(64, 'a'), "b"};
    REQUIRE(json_bytes(state) == base::canonical(to_json(state)).size());
  }
  CHECK(json_bytes(State{}) == base::canonical(to_json(State{})).size());
}

TEST_CASE("a digest can be computed with standard tools alone") {
  State state;
  state.set("funds.budget", Value(base::Json("20545.04")));
  const std::string leaf = base::sha256("\"20545.04\"").hex();
  CHECK(digest(state) == base::sha256("{\"fields\":{\"funds.budget\":\"" + leaf + "\"},\"rows\":{}}"));
  Row row;
  row.id = "r1";
  row.set("text", Value(base::Json("甲。")));
  state.rows["blocks"].push_back(row);
  const std::string text_leaf = base::sha256("\"甲。\"").hex();
  const base::Hash row_digest = base::sha256("{\"fields\":{\"text\":\"" + text_leaf + "\"},\"id\":\"r1\",\"rows\":{}}");
  CHECK(digest(row) == row_digest);
  CHECK(digest(state) == base::sha256("{\"fields\":{\"funds.budget\":\"" + leaf + "\"},\"rows\":{\"blocks\":[\"" +
                                      row_digest.hex() + "\"]}}"));
}

TEST_CASE("any edit changes the digest") {
  base::SeededRandom random(8);
  for (int i = 0; i < 300; ++i) {
    const State before = support::random_state(random), after = support::edited(before, random, 1);
    REQUIRE((before == after) == (digest(before) == digest(after)));
  }
}

TEST_CASE("members that this program does not know are carried along and signed for") {
  const auto json = base::parse_json(
      R"({"fields":{},"rows":{"g":[{"id":"a","fields":{},"rows":{},"newer":[1,2]}]},"later":{"x":1}})");
  const auto state = parse_state(*json);
  REQUIRE(state.has_value());
  CHECK(base::canonical(to_json(*state)) == base::canonical(*json));
  State changed = *state;
  changed.extra["later"] = base::Json(2);
  CHECK(digest(changed) != digest(*state));
}

TEST_CASE("malformed states are refused") {
  for (const char* text : {"[]", R"({"fields":[]})", R"({"rows":{"g":{}}})", R"({"rows":{"g":[{"fields":{}}]}})",
                           R"({"rows":{"g":[{"id":"A B"}]}})", R"({"rows":{"g":[{"id":"a"},{"id":"a"}]}})"}) {
    INFO(text);
    CHECK(parse_state(*base::parse_json(text)).error().code == "bad-state");
  }
}

TEST_CASE("paths lead to values in rows and back to their text") {
  const auto path = form::Path::parse("results.blocks[9f3a].figures[07bc].value");
  REQUIRE(path.has_value());
  CHECK(path->text() == "results.blocks[9f3a].figures[07bc].value");
  CHECK(path->generic() == "results.blocks.figures.value");
  for (const char* text : {"", "a[", "a[]", "a[x]b", "a..b", ".a", "a[x].", "A", "a[X].b", "a[x][y]"}) {
    INFO(text);
    CHECK_FALSE(form::Path::parse(text).has_value());
  }
}

TEST_CASE("a state is refused whose values no path leads to, so that none can change unseen") {
  for (const char* text : {R"({"fields":{"Goal":1}})", R"({"fields":{"":1}})", R"({"fields":{"a[b].c":1}})",
                           R"({"rows":{"A":[{"id":"a"}]}})", R"({"rows":{"a":[{"id":"a","fields":{"B":1}}]}})"}) {
    INFO(text);
    const auto state = report::parse_state(*base::parse_json(text));
    REQUIRE_FALSE(state);
    CHECK(state.error().code == "bad-state");
  }
}

TEST_CASE("an unknown member that is null is as absent as a value that is null") {
  const auto with = report::parse_state(*base::parse_json(R"({"fields":{"a":null},"later":null})"));
  REQUIRE(with);
  CHECK(*with == report::State());
}
