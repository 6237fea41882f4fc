#include "shared/sync/authority.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::sync;
using base::Json;
using report::State;
using report::Value;

namespace {

State two_teams() {
  State state;
  state.set("budget", Value(Json("1")));
  for (const char* team : {"east", "west"}) {
    report::Row row;
    row.id = team;
    row.set("team", Value(Json(team)));
    row.set("text", Value(Json("甲。")));
    state.rows["blocks"].push_back(row);
  }
  return state;
}

std::vector<std::string> codes(const Author& author, Stage stage, const State& after) {
  std::vector<std::string> out;
  for (const Refusal& refusal : refusals(support::small_form(), author, stage, two_teams(), after))
    out.push_back(refusal.code);
  return out;
}

const Author kEast{"甲", "member", "d", "east"}, kOffice{"办", "office", "d", ""}, kFinance{"财", "finance", "", ""};
using None = std::vector<std::string>;

}  // namespace

TEST_CASE("a team changes its own rows, and no other team's, and no field of the office") {
  State own = two_teams(), other = two_teams(), amount = two_teams(), taken = two_teams();
  own.rows["blocks"][0].set("text", Value(Json("乙。")));
  other.rows["blocks"][1].set("text", Value(Json("乙。")));
  amount.set("budget", Value(Json("2")));
  taken.rows["blocks"][0].set("team", Value(Json("west")));
  CHECK(codes(kEast, Stage::Drafting, own).empty());
  CHECK(codes(kEast, Stage::Drafting, other) == None{"not-yours"});
  CHECK(codes(kEast, Stage::Drafting, amount) == None{"not-yours"});
  CHECK(codes(kEast, Stage::Drafting, taken) == None{"not-yours"});
}

TEST_CASE("a team adds and removes rows of its own only") {
  State added = two_teams(), foreign = two_teams(), removed = two_teams();
  report::Row row;
  row.id = "new";
  row.set("team", Value(Json("east")));
  added.rows["blocks"].push_back(row);
  row.set("team", Value(Json("west")));
  foreign.rows["blocks"].push_back(row);
  removed.rows["blocks"].erase(removed.rows["blocks"].begin() + 1);
  CHECK(codes(kEast, Stage::Drafting, added).empty());
  CHECK(codes(kEast, Stage::Drafting, foreign) == None{"not-yours"});
  CHECK(codes(kEast, Stage::Drafting, removed) == None{"not-yours"});
}

TEST_CASE("the office changes all that the form gives it; finance changes nothing") {
  State after = two_teams();
  after.set("budget", Value(Json("2")));
  after.rows["blocks"][0].set("team", Value(Json("west")));
  CHECK(codes(kOffice, Stage::Returned, after).empty());
  CHECK(codes(kFinance, Stage::Drafting, after) == None{"not-yours", "not-yours"});
}

TEST_CASE("nothing changes while a report is submitted or accepted") {
  State after = two_teams();
  after.set("budget", Value(Json("2")));
  for (Stage stage : {Stage::Submitted, Stage::Received, Stage::Accepted})
    CHECK(codes(kOffice, stage, after) == None{"stage-closed"});
}

TEST_CASE("a report goes from drafting to accepted only by those who may, step by step") {
  CHECK(*after(Stage::Drafting, Action::Submit, "office") == Stage::Submitted);
  CHECK(*after(Stage::Submitted, Action::Return, "finance") == Stage::Returned);
  CHECK(*after(Stage::Returned, Action::Submit, "chief") == Stage::Submitted);
  CHECK(*after(Stage::Received, Action::Accept, "finance") == Stage::Accepted);
  CHECK(after(Stage::Drafting, Action::Submit, "member").error().code == "denied");
  CHECK(after(Stage::Accepted, Action::Return, "finance").error().code == "wrong-stage");
  CHECK(after(Stage::Received, Action::Withdraw, "office").error().code == "wrong-stage");
  CHECK(actions(Stage::Submitted, "finance").size() == 3);
  CHECK(actions(Stage::Accepted, "finance").empty());
  for (Stage stage : {Stage::Drafting, Stage::Submitted, Stage::Received, Stage::Returned, Stage::Accepted})
    CHECK(*stage_named(name(stage)) == stage);
}
