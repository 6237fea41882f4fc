#include <catch2/catch_test_macros.hpp>

#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;

namespace {

Json version(std::int64_t number, const char* note) {
  Json out;
  out["version"] = number;
  out["note"] = note;
  return out;
}

struct Desk {
  Site site;
  Laptop office{site.url(), "办", 1}, finance{site.url(), "财", 2};

  Desk() {
    REQUIRE(office.enrol(kPassword).status == 200);
    REQUIRE(finance.enrol(kPassword).status == 200);
    write("20545.04");
  }

  void write(const char* budget) {
    State state = office.state();
    state.set("budget", Value(Json(budget)));
    REQUIRE(refusal(office.push(office.seal(state))).empty());
  }
};

}  // namespace

TEST_CASE("a report is submitted, returned with a reason, corrected, submitted again and accepted") {
  Desk desk;
  Reply reply = desk.office.submit();
  REQUIRE(reply.status == 200);
  CHECK(reply.body.text_or("stage") == "submitted");
  CHECK(reply.body.integer_or("version", 0) == 1);
  State late = desk.office.state();
  late.set("budget", Value(Json("1.00")));
  CHECK(refusal(desk.office.push(desk.office.seal(late))) == "stage-closed");
  CHECK(desk.finance.move_on("return", version(1, " ")).code() == "note-needed");
  CHECK(desk.finance.move_on("return", version(1, "执行率不对")).body.text_or("stage") == "returned");
  desk.write("20545.05");
  CHECK(desk.office.submit().body.integer_or("version", 0) == 2);
  CHECK(desk.finance.move_on("accept", version(1, "")).code() == "wrong-version");
  CHECK(desk.finance.move_on("receive", version(2, "")).body.text_or("stage") == "received");
  CHECK(desk.finance.move_on("accept", version(2, "")).body.text_or("stage") == "accepted");
  CHECK(desk.office.submit().code() == "wrong-stage");
  REQUIRE(desk.office.pull().status == 200);
  CHECK(of_kind(desk.office.entries, "stage").size() == 5);
  CHECK(of_kind(desk.office.entries, "stage")[1].text_or("note") == "执行率不对");
}

TEST_CASE("finance sees versions with their whole state, and nothing of the work before them") {
  Desk desk;
  CHECK(desk.finance.move_on("accept", version(0, "")).code() == "unknown-report");
  REQUIRE(desk.finance.pull().status == 200);
  for (const char* kind : {"report", "revision", "version", "stage"})
    CHECK(of_kind(desk.finance.entries, kind).empty());
  REQUIRE(desk.office.submit().status == 200);
  REQUIRE(desk.finance.pull().status == 200);
  CHECK(of_kind(desk.finance.entries, "revision").empty());
  REQUIRE(of_kind(desk.finance.entries, "version").size() == 1);
  CHECK(desk.finance.state() == desk.office.state());
  CHECK(desk.finance.history.heads() == desk.office.history.heads());
  REQUIRE(desk.office.pull().status == 200);
  CHECK(of_kind(desk.office.entries, "version").front().find("snapshot") == nullptr);
}

TEST_CASE("a withdrawn version stays frozen while the department goes on") {
  Desk desk;
  REQUIRE(desk.office.submit().status == 200);
  CHECK(desk.office.move_on("withdraw", Json(Json::Object{})).body.text_or("stage") == "drafting");
  desk.write("1.00");
  REQUIRE(desk.finance.pull().status == 200);
  CHECK(desk.finance.state().value("budget") == Value(Json("20545.04")));
}

TEST_CASE("a submit or a withdrawal that comes again when others have acted in between does nothing") {
  Desk desk;
  const auto asked = [&](std::int64_t seen) {
    Json body;
    body["seen"] = seen;
    body["revision"] = desk.office.history.heads().begin()->hex();
    return body;
  };
  const Json first = asked(0);
  REQUIRE(desk.office.move_on("submit", first).status == 200);
  REQUIRE(desk.finance.move_on("return", version(1, "执行率不对")).status == 200);
  CHECK(desk.office.move_on("submit", first).code() == "wrong-version");
  REQUIRE(desk.office.move_on("submit", asked(1)).body.integer_or("version", 0) == 2);
  CHECK(desk.office.move_on("withdraw", asked(1)).code() == "wrong-version");
  CHECK(desk.office.move_on("withdraw", asked(2)).body.text_or("stage") == "drafting");
}

TEST_CASE("what its author has not seen is not submitted") {
  Desk desk;
  Laptop east(desk.site.url(), "东", 3), second(desk.site.url(), "办", 4);
  REQUIRE(east.enrol(kPassword).status == 200);
  REQUIRE(second.enrol(kPassword).status == 200);
  REQUIRE(second.pull().status == 200);
  CHECK(east.pull().status == 200);
  CHECK(east.submit().code() == "denied");
  State state = second.state();
  state.set("people", Value(Json(8)));
  REQUIRE(refusal(second.push(second.seal(state))).empty());
  CHECK(desk.office.submit().code() == "heads-changed");
  CHECK(second.submit().status == 200);
}

TEST_CASE("a report with an open conflict is not submitted") {
  Desk desk;
  State state = desk.office.state();
  const std::string name(64, 'e'), other(64, 'f');
  state.set("spent",
            Value(*base::parse_json(R"({"conflict":{"base":null,"sides":[{"revision":")" + name +
                                    R"(","value":"1.00"},{"revision":")" + other + R"(","value":"2.00"}]}})")));
  REQUIRE(refusal(desk.office.push(desk.office.seal(state))).empty());
  CHECK(desk.office.submit().code() == "open-conflicts");
  state.set("spent", Value(Json("2.00")));
  REQUIRE(refusal(desk.office.push(desk.office.seal(state))).empty());
  CHECK(desk.office.submit().status == 200);
}

TEST_CASE("a report with findings of level error is not submitted") {
  Desk desk;
  desk.office.report = std::string(32, 'd');
  desk.office.form = department_form().name();
  desk.office.history = {};
  State state;
  state.set("cover.year", Value(Json(2022)));
  REQUIRE(refusal(desk.office.push(desk.office.seal(state))).empty());
  CHECK(desk.office.submit().code() == "findings");
  desk.site.stop();
  const auto reports = server::list_reports(*opened(desk.site.folder()));
  REQUIRE(reports.has_value());
  CHECK(reports->as_array()->at(1).integer_or("year", 0) == 2022);
}

TEST_CASE("the last day for submitting is the server's to judge: what comes after it is taken and marked as late") {
  Desk desk;
  REQUIRE(desk.site.url().size() > 0);
  Laptop admin{desk.site.url(), "管", 3};
  REQUIRE(admin.enrol(kPassword).status == 200);
  const auto set = [&](const char* form, const char* until) {
    Json order;
    order["form"] = form;
    order["year"] = 0;  // the small form asks for none
    order["until"] = until;
    return admin.administer("deadline set", order);
  };
  CHECK(set("no-such-form", "2023-03-31").code() == "unknown-form");
  CHECK(set("small", "2023-02-30").code() == "bad-date");
  REQUIRE(set("small", "2199年12月31日").status == 200);
  REQUIRE(desk.office.submit().status == 200);
  REQUIRE(desk.finance.move_on("return", version(1, "请改")).status == 200);
  REQUIRE(set("small", "2023-03-31").status == 200);
  desk.write("20545.05");
  REQUIRE(desk.office.submit().body.integer_or("version", 0) == 2);
  REQUIRE(desk.office.pull().status == 200);
  const auto deadlines = of_kind(desk.office.entries, "deadline");
  REQUIRE(deadlines.size() == 2);
  CHECK(deadlines[0].text_or("until") == "2199-12-31");
  const auto versions = of_kind(desk.office.entries, "version"), stages = of_kind(desk.office.entries, "stage");
  REQUIRE(versions.size() == 2);
  CHECK_FALSE(versions[0].flag("late"));
  CHECK(versions[1].flag("late"));
  CHECK_FALSE(stages.front().flag("late"));
  CHECK_FALSE(stages[1].flag("late"));
  CHECK(stages.back().flag("late"));
}

TEST_CASE("a year that was corrected before submitting is the one that the report is judged by") {
  Desk desk;
  Laptop admin{desk.site.url(), "管", 3};
  REQUIRE(admin.enrol(kPassword).status == 200);
  for (const auto& [year, until] : {std::pair(2021, "2022-03-31"), std::pair(2150, "2151-03-31")}) {
    Json order;
    order["form"] = "small";
    order["year"] = year;
    order["until"] = until;
    REQUIRE(admin.administer("deadline set", order).status == 200);
  }
  const auto submit = [&](std::int64_t year) {
    State state = desk.office.state();
    state.set("cover.year", Value(Json(year)));
    REQUIRE(refusal(desk.office.push(desk.office.seal(state))).empty());
    REQUIRE(desk.office.submit().status == 200);
    REQUIRE(desk.office.pull().status == 200);
    const Json told = of_kind(desk.office.entries, "version").back();
    CHECK(told.integer_or("year", 0) == year);
    return told.flag("late");
  };
  CHECK(submit(2021));
  REQUIRE(desk.finance.move_on("return", version(1, "年度不对")).status == 200);
  CHECK_FALSE(submit(2150));
  desk.site.stop();
  const auto ledger = opened(desk.site.folder());
  CHECK(ledger->report(desk.office.report)->year == 2150);
  const auto rebuilt = server::rebuild(*ledger);
  REQUIRE(rebuilt.has_value());
  CHECK(rebuilt->integer_or("differences", -1) == 0);
  CHECK(ledger->report(desk.office.report)->year == 2150);
}
