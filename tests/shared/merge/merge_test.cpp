#include "shared/merge/merge.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::merge;
using base::Json;
using report::State;
using report::Value;

namespace {

State with(std::string_view field, Json value, State state = {}) {
  state.set(field, Value(std::move(value)));
  return state;
}

Merged merged(const State& base, const State& ours, const State& theirs) {
  return merge::merge(support::small_form(), base, {ours, {}}, {theirs, {}});
}

State with_row(const std::string& id, const std::string& text) {
  State state;
  report::Row row;
  row.id = id;
  row.set("text", Value(Json(text)));
  state.rows["blocks"].push_back(row);
  return state;
}

}  // namespace

TEST_CASE("amounts are taken whole: one side's change wins, two different ones are a conflict with both") {
  const State base = with("budget", "90.00"), ours = with("budget", "98.00"), theirs = with("budget", "90.50");
  CHECK(merged(base, ours, base).state == ours);
  CHECK(merged(base, ours, ours).state == ours);
  const auto conflict = report::conflict_of(merged(base, ours, theirs).state.value("budget").json());
  REQUIRE(conflict.has_value());
  CHECK(conflict->base == Json("90.00"));
  CHECK(conflict->sides.size() == 2);
}

TEST_CASE("a conflict names the revision that each side came from") {
  const State base = with("budget", "1"), ours = with("budget", "2"), theirs = with("budget", "3");
  const Contributor mine{base::sha256("mine"), &ours}, other{base::sha256("other"), &theirs};
  const State state = merge::merge(support::small_form(), base, {ours, {&mine, 1}}, {theirs, {&other, 1}}).state;
  const auto conflict = report::conflict_of(state.value("budget").json());
  REQUIRE(conflict.has_value());
  CHECK(conflict->sides[0] == report::Side{mine.revision.hex(), Json("2")});
  CHECK(conflict->sides[1] == report::Side{other.revision.hex(), Json("3")});
}

TEST_CASE("what a person should read is told with its place, and when it is for the numbers of items") {
  const auto notes = [](const char* ours, const char* theirs) {
    const State base = with("goal", Json("一是甲。二是乙。中间有话。又有话。还有话。结尾。"));
    return merged(base, with("goal", Json(ours)), with("goal", Json(theirs))).notes;
  };
  const auto far = notes("一是甲。结尾前。二是乙。三是丙。中间有话。又有话。还有话。结尾。",
                         "一是甲。二是乙。中间有话。又有话。还有话。三是丁。结尾。");
  REQUIRE(far.size() == 1);
  CHECK(far.front().path.text() == "goal");
  CHECK(far.front().kind == NoteKind::Numbers);
  const auto near =
      notes("一是甲了。二是乙。中间有话。又有话。还有话。结尾。", "一是甲。二是乙了。中间有话。又有话。还有话。结尾。");
  REQUIRE(near.size() == 1);
  CHECK(near.front().kind == NoteKind::PleaseRead);
}

TEST_CASE("a row removed here and edited there stays, marked, until somebody decides") {
  const State base = with_row("r1", "甲。"), edited = with_row("r1", "乙。"), removed;
  const State state = merged(base, removed, edited).state;
  REQUIRE(state.group("blocks").size() == 1);
  CHECK(state.group("blocks").front().removed_by.size() == 1);
  CHECK(report::conflicts(state).size() == 1);
  CHECK(merged(base, removed, base).state.group("blocks").empty());
  CHECK(merged(state, edited, state).state == edited);    // decided: it stays
  CHECK(merged(state, removed, state).state == removed);  // decided: it goes
}

TEST_CASE("two people editing different rows and fields disturb nobody") {
  State base = with_row("r1", "甲。");
  base.rows["blocks"].push_back(with_row("r2", "乙。").rows["blocks"].front());
  State ours = base, theirs = base;
  ours.rows["blocks"][0].set("text", Value(Json("甲一。")));
  theirs.rows["blocks"][1].set("text", Value(Json("乙二。")));
  theirs.set("budget", Value(Json("5")));
  const State state = merged(base, ours, theirs).state;
  CHECK(report::conflicts(state).empty());
  CHECK(state.group("blocks")[0].value("text").json() == Json("甲一。"));
  CHECK(state.group("blocks")[1].value("text").json() == Json("乙二。"));
  CHECK(state.value("budget").json() == Json("5"));
}

TEST_CASE("fields that the form does not know are merged as wholes and never lost") {
  State base, ours = with("later.field", "甲。乙。"), theirs;
  theirs.extra["newer"] = Json(3);
  const State state = merged(base, ours, theirs).state;
  CHECK(state.value("later.field").json() == Json("甲。乙。"));
  CHECK(state.extra.at("newer") == Json(3));
}
