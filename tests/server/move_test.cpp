// A report that moves to a form which mends its own, while others go on under the form they know.
#include <catch2/catch_test_macros.hpp>

#include "server/admin/rebuild.h"
#include "shared/merge/heads.h"
#include "tests/server/site.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;

namespace {

// The small form without "spent", and with a field for what was learnt.
form::Form mended(const form::Form& before, const char* fresh = "lesson") {
  Json json = before.json();
  std::erase_if(*json["fields"].as_array(), [](const Json& field) { return field.text_or("name") == "spent"; });
  Json field;
  field["name"] = fresh;
  field["kind"] = "text";
  json["fields"].push(std::move(field));
  json["mends"] = before.name().hex();
  return *form::Form::parse(std::move(json));
}

State begun_state() {
  State state;
  state.set("spent", Value(Json("7.50")));
  state.set("goal", Value(Json("修渠三里。")));
  state.rows["blocks"] = {block("east", "dong", "东。"), block("west", "xi", "西。")};
  return state;
}

// An office and a team with the office's first revision, and a form that mends theirs at the server.
struct Moving {
  Site site;
  Laptop office{site.url(), "办", 1}, east{site.url(), "东", 2}, admin{site.url(), "管", 3};
  form::Form later = mended(small_form());

  Moving() {
    for (Laptop* one : {&office, &east, &admin}) REQUIRE(one->enrol(kPassword).status == 200);
    REQUIRE(refusal(office.push(office.seal(begun_state()))).empty());
    REQUIRE(east.pull().status == 200);
    REQUIRE(add(later).status == 200);
  }

  Reply add(const form::Form& form) {
    Json body;
    body["form"] = form.json();
    return admin.administer("form add", body);
  }
  std::string move(Laptop& who, const form::Form& to) {
    const base::Hash before = std::exchange(who.form, to.name());
    const report::Revision revision = who.seal(who.state());
    const std::string code = refusal(who.push(revision));
    if (!code.empty()) who.form = before;
    return code;
  }
  State with_text(const Laptop& who, std::size_t row, const char* text) const {
    State state = who.state();
    state.rows["blocks"][row].set("text", Value(Json(text)));
    return state;
  }
  std::string form_at_server() {
    site.stop();
    return opened(site.folder())->report(office.report)->form;
  }
};

}  // namespace

TEST_CASE("a report moves to a form that mends its own, with all it says, and who had not heard is merged") {
  Moving work;
  REQUIRE(work.move(work.office, work.later).empty());
  State learnt = work.office.state();
  learnt.set("lesson", Value(Json("早做准备。")));
  REQUIRE(refusal(work.office.push(work.office.seal(learnt))).empty());
  // The east has not heard of it: its words are sealed under the form they were written on.
  const report::Revision late = work.east.seal(work.with_text(work.east, 0, "东改。"));
  REQUIRE(late.header.form == small_form().name());
  REQUIRE(refusal(work.east.push(late)).empty());
  for (Laptop* one : {&work.office, &work.east}) REQUIRE(one->pull().status == 200);
  REQUIRE(work.office.history.heads().size() == 2);
  State both = merge::state_of(work.later, work.office.history, work.office.history.heads()).state;
  CHECK(both.value("lesson").json() == Json("早做准备。"));
  CHECK(both.value("spent").json() == Json("7.50"));
  CHECK(both.group("blocks")[0].value("text").json() == Json("东改。"));
  CHECK(report::conflicts(both).empty());
  // From now on it is the later form for everybody.
  both.rows["blocks"][0].set("text", Value(Json("东又改。")));
  CHECK(refusal(work.east.push(work.east.seal(both))) == "older-form");
  work.east.form = work.later.name();
  CHECK(refusal(work.east.push(work.east.seal_on(work.office.history.heads(), both))).empty());
  CHECK(work.form_at_server() == work.later.name().hex());
}

TEST_CASE("what was written on an earlier form is judged by that form, not by the report's present one") {
  Moving work;
  Laptop second(work.site.url(), "办", 4);
  REQUIRE(second.enrol(kPassword).status == 200);
  REQUIRE(second.pull().status == 200);
  REQUIRE(work.move(work.office, work.later).empty());
  // The present form has no "spent", and would take anything there.
  State wrong = second.state(), right = wrong;
  wrong.set("spent", Value(Json("许多")));
  right.set("spent", Value(Json("8.00")));
  CHECK(refusal(second.push(second.seal(wrong))) == "bad-number");
  CHECK(refusal(second.push(second.seal(right))).empty());
  // And the earlier one knows nothing of "lesson", which the present one wants to be a text.
  State number = work.office.state();
  number.set("lesson", Value(Json(7)));
  CHECK(refusal(work.office.push(work.office.seal(number))) == "not-text");
}

TEST_CASE("only an office moves a report, to what mends its form, and changes nothing else with it") {
  Moving work;
  CHECK(work.move(work.east, work.later) == "denied");
  CHECK(work.move(work.office, department_form()) == "unknown-form");
  const form::Form unheard = mended(work.later, "unheard");
  CHECK(work.move(work.office, unheard) == "unknown-form");
  State more = work.office.state();
  more.set("goal", Value(Json("修渠五里。")));
  work.office.form = work.later.name();
  CHECK(refusal(work.office.push(work.office.seal(more))) == "bad-move");
  work.office.form = small_form().name();
  REQUIRE(work.add(unheard).status == 200);
  CHECK(work.move(work.office, unheard).empty());  // it mends what mends the report's form
  const form::Form sideways = mended(small_form(), "sideways");
  REQUIRE(work.add(sideways).status == 200);
  CHECK(work.move(work.office, sideways) == "unknown-form");
  CHECK(work.move(work.office, work.later) == "older-form");
  CHECK(work.form_at_server() == unheard.name().hex());
}

TEST_CASE("a report that is being reviewed does not move") {
  Moving work;
  work.office.report = std::string(32, 'd');
  work.office.history = {};
  REQUIRE(refusal(work.office.push(work.office.seal(begun_state()))).empty());
  REQUIRE(work.office.submit().status == 200);
  CHECK(work.move(work.office, work.later) == "stage-closed");
}

TEST_CASE("what a rebuild makes anew has the form that each report moved to") {
  Moving work;
  REQUIRE(work.move(work.office, work.later).empty());
  work.site.stop();
  auto ledger = opened(work.site.folder());
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 0);
  CHECK(ledger->report(work.office.report)->form == work.later.name().hex());
}

TEST_CASE("a form that mends what is not here, or asks for another kind of value, is not added") {
  Moving work;
  Json lost = small_form().json(), kind = small_form().json(), odd = small_form().json();
  lost["mends"] = base::sha256("never seen").hex();
  for (Json& field : *kind["fields"].as_array())
    if (field.text_or("name") == "goal") field["kind"] = "line";
  kind["mends"] = small_form().name().hex();
  odd["mends"] = "small";
  const auto code = [&](const Json& form) { return work.add(*form::Form::parse(form)).code(); };
  CHECK(code(lost) == "unknown-form");
  CHECK(code(kind) == "bad-mends");
  CHECK(code(odd) == "bad-mends");
  CHECK(code(work.later.json()).empty());
}
