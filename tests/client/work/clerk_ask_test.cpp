// What a synchronisation changed here is told, and where somebody wants it, he is asked before it.
#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/pieces.h"
#include "tests/client/work/counter.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Counter;
using tests::Device;

namespace {

// Everything has gone, and who sits here wants to be asked; the next sync is due.
class Asked : public Counter {
 public:
  Asked() {
    open();
    const sync::SyncRequest first = synchronise();
    pushed = first.push.front();
    answer(first, {});
    clerk().carry_out(client::KeepSetting{"ask_first", "on"});
    clock.advance(client::kPauseMs + 1'000);
  }
  // The look that comes by itself.
  sync::SyncRequest look() {
    clerk().sync_when_due();
    sync::SyncRequest out = request();
    CHECK(out.push.empty());
    return out;
  }
  // A piece of a file that has another one.
  void fetch() {
    const std::string bytes(2 * sqlite::kPieceBytes, 'x');
    clerk().carry_out(
        client::FetchFile{report, "papers", {"一.pdf", std::ssize(bytes), base::sha256(bytes), "application/pdf"}});
    CHECK(piece().offset == 0);
    fetched.body = bytes.substr(0, sqlite::kPieceBytes);
    fetched.bytes = std::ssize(bytes);
  }
  Json change() { return colleague(pushed, "甲句改。乙句。丙句。"); }

  Json pushed;
  client::FileAnswer fetched;
};

std::vector<client::ForeseenReport> changed(Counter& desk) {
  const auto ended = desk.heard<client::SyncEnded>();
  REQUIRE_FALSE(ended.empty());
  REQUIRE(ended.back().result.has_value());
  return ended.back().result->changed;
}

}  // namespace

TEST_CASE("a sync tells which places of which reports it changed, and one's own words are none of them") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  const sync::SyncRequest first = desk.synchronise();
  desk.answer(first, {});
  CHECK(changed(desk).empty());
  const sync::SyncRequest second = desk.synchronise();
  desk.answer(second, {desk.colleague(first.push.front(), "甲句改。乙句。丙句。")});
  const auto told = changed(desk);
  REQUIRE(told.size() == 1);
  CHECK(told.front().report == desk.report);
  CHECK_FALSE(told.front().is_new);
  REQUIRE(told.front().places.size() == 1);
  CHECK(told.front().places.front().path == "goal");
}

TEST_CASE("a place that two answers of one sync change counts once") {
  Counter desk;
  const sync::SyncRequest first = desk.synchronise();
  desk.answer(first, {desk.colleague(first.push.front(), "甲句改。乙句。丙句。")}, Counter::Comes::Part);
  desk.answer(desk.request(), {desk.colleague(first.push.front(), "甲句。乙句。丙句改。")});
  const auto told = changed(desk);
  REQUIRE(told.size() == 1);
  CHECK(told.front().places.size() == 1);
}

TEST_CASE("a report that comes for the first time is told as a new one, without places") {
  Counter desk("finance");
  report::State state;
  state.set("goal", report::Value(Json("一句。")));
  const sync::SyncRequest first = desk.synchronise();
  desk.answer(first, {desk.submitted(std::string(32, '7'), support::small_form(), state)});
  const auto told = changed(desk);
  REQUIRE(told.size() == 1);
  CHECK(told.front().is_new);
  CHECK(told.front().places.empty());
  CHECK(told.front().form == support::small_form().title());
}

TEST_CASE("who wants to be asked first keeps his report as it is while nobody has answered") {
  Asked desk;
  desk.answer(desk.look(), {desk.change()});
  CHECK_FALSE(desk.clerk().errand().has_value());
  const auto told = desk.heard<client::SyncForeseen>();
  REQUIRE(told.size() == 1);
  CHECK(told.front().by_itself);
  REQUIRE(told.front().reports.has_value());
  CHECK(told.front().reports->size() == 1);
  CHECK(desk.goal() == "甲句。乙句。丙句。");
  CHECK(desk.heard<client::SyncEnded>().size() == 1);
  CHECK(desk.clerk().due_in_ms().value() > client::kWaitsMs.front());  // and is not looked for again at once
  desk.answer(desk.synchronise(), {desk.change()});                    // a yes
  CHECK(desk.goal() == "甲句改。乙句。丙句。");
}

TEST_CASE("a sync that would change nothing of what is here goes on by itself also where one wants to be asked") {
  Asked desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.answer(desk.look(), {});
  const sync::SyncRequest text = desk.request();
  CHECK(text.push.size() == 1);
  desk.answer(text, {});
  CHECK(desk.heard<client::SyncEnded>().back().by_itself);
  CHECK(desk.heard<client::SyncForeseen>().empty());
}

TEST_CASE("a look by itself that finds no server is told and tried again as a sync would be") {
  Asked desk;
  (void)desk.look();
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  const client::SyncEnded ended = desk.heard<client::SyncEnded>().back();
  REQUIRE_FALSE(ended.result.has_value());
  CHECK(ended.by_itself);
  CHECK(desk.clerk().due_in_ms().value() <= client::kWaitsMs.front());
}

TEST_CASE("who asks while it is looked by itself gets his sync, or the look that he wants") {
  for (const bool looks : {true, false}) {
    INFO(looks);
    Asked desk;
    const sync::SyncRequest look = desk.look();
    if (looks)
      desk.clerk().carry_out(client::LookAhead{});
    else
      desk.clerk().carry_out(client::Synchronise{});
    desk.answer(look, {desk.change()});
    CHECK(desk.clerk().errand().has_value() != looks);
    REQUIRE(desk.heard<client::SyncForeseen>().size() == (looks ? 1 : 0));
    if (looks) CHECK_FALSE(desk.heard<client::SyncForeseen>().front().by_itself);
  }
}

TEST_CASE("what is wanted of a report waits behind the question as well") {
  Asked desk;
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  const sync::SyncRequest look = desk.request();
  CHECK(look.push.empty());
  desk.answer(look, {desk.change()});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncForeseen>().size() == 1);
  CHECK(desk.heard<client::EditsSaved>().back().around.wish->waits());
}

TEST_CASE("it does so too where it is wanted while a file is fetched, or while somebody looks himself") {
  for (const bool fetches : {true, false}) {
    INFO(fetches);
    Asked desk;
    const Json change = desk.change();
    if (fetches)
      desk.fetch();
    else
      desk.clerk().carry_out(client::LookAhead{});
    desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
    if (fetches)
      desk.clerk().take_file(desk.fetched, {1, 100, 100});
    else
      desk.answer(desk.request(), {change});
    desk.answer(desk.request(), {change});
    CHECK(desk.goal() == "甲句。乙句。丙句。");
    REQUIRE_FALSE(desk.heard<client::SyncForeseen>().empty());
    CHECK(desk.heard<client::SyncForeseen>().back().by_itself);
    CHECK(desk.heard<client::EditsSaved>().back().around.wish->waits());
  }
}

TEST_CASE("a sync that somebody asked for while he looks stays his, whatever else is wanted meanwhile") {
  Asked desk;
  desk.clerk().carry_out(client::LookAhead{});
  const sync::SyncRequest look = desk.request();
  desk.clerk().carry_out(client::Synchronise{});
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  desk.answer(look, {desk.change()});
  desk.answer(desk.request(), {desk.change()});
  CHECK(desk.goal() == "甲句改。乙句。丙句。");
  REQUIRE(desk.heard<client::SyncEnded>().size() == 2);
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().by_itself);
}

TEST_CASE("a look at what would change reads no report of which nothing is told") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  // Who reads a revision now is told that the data is damaged: their table begins where an index does.
  device.change_file(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE type "
      "= 'index' LIMIT 1) WHERE type = 'table' AND name = 'revision'");
  CHECK_FALSE(device.vault().shown(row).has_value());
  CHECK(device.vault().foresee({device.answer({})}).has_value());
  Json department = device.entry("department");
  department["id"] = "d1";
  department["name"] = "某局";
  CHECK(device.vault().foresee({device.answer({department})}).has_value());
}
