#include "client/work/clerk.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"
#include "tests/support/contents.h"
#include "tests/support/faulty_disk/faulty_disk.h"

using namespace ziping;
using base::Json;
using tests::Counter;

TEST_CASE("an edit is told as saved once it is on the disk, and what it means is checked when there is time") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  REQUIRE(desk.heard<client::EditsSaved>().size() == 1);
  CHECK(desk.heard<client::EditsSaved>().back().through == 1);
  CHECK(desk.heard<client::EditsSaved>().back().around.draft);
  CHECK(desk.heard<client::Checked>().empty());
  desk.clerk().rest();
  CHECK(desk.heard<client::Checked>().back().through == 1);
  REQUIRE(desk.heard<client::ReportsListed>().size() == 1);
  CHECK(desk.heard<client::ReportsListed>().back().reports.front().draft);
}

TEST_CASE("a report that is opened, looked at and left is not changed by it") {
  Counter desk;
  const auto kept = [&desk] {
    desk.die();  // so that nobody has the file
    return tests::held_in(desk.home() / "vault.db");
  };
  const std::string before = kept();
  desk.open();
  desk.clerk().rest();
  CHECK_FALSE(desk.shown().around.draft);
  CHECK(desk.shown().around.waiting.revisions == 1);  // the one that was there
  CHECK(desk.heard<client::EditsSaved>().empty());
  desk.clerk().carry_out(client::CloseReport{desk.report});
  desk.clerk().rest();
  CHECK(kept() == before);
}

TEST_CASE("who wrote each sentence of a text is told when it is asked for, what was just typed as the draft's") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "甲句。乙句改了。丙句。");
  desk.clerk().carry_out(client::AskAuthors{desk.report, "goal"});
  desk.clerk().carry_out(client::AskAuthors{desk.report, "no.such.field"});
  const auto told = desk.heard<client::AuthorsTold>();
  REQUIRE(told.size() == 1);
  REQUIRE(told[0].pieces.size() == 3);
  CHECK(told[0].pieces[0].words == "甲句。");
  CHECK(told[0].pieces[0].header.text_or("author") == "office");
  CHECK(told[0].pieces[1].header.is_null());
  CHECK(told[0].pieces[2].header.text_or("author") == "office");
}

TEST_CASE("a value of nobody's shape is refused by itself; the edits that waited with it are saved") {
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  desk.clerk().save({{desk.report, 1, epoch, client::set_edit("title", Json("标题"))},
                     {desk.report, 2, epoch, client::set_edit("budget", Json("1.2.3"))},
                     {desk.report, 3, epoch, client::set_edit("goal", Json("目标。"))}});
  const auto failed = desk.heard<client::EditFailed>();
  REQUIRE(failed.size() == 1);
  CHECK(failed.front().path == "budget");
  REQUIRE(failed.front().stands);
  CHECK(failed.front().stands->is_null());
  CHECK(desk.heard<client::EditsSaved>().back().through == 3);
  const auto suggestions = desk.heard<client::EditsSaved>().back().around.suggestions;
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions.front().value == Json("1.2.3"));
  CHECK(suggestions.front().code == "bad-number");
  CHECK(suggestions.front().why == failed.front().error.message);
  desk.open();
  CHECK(desk.goal() == "目标。");
}

TEST_CASE("after a row was refused the window is told all anew, and what was made beside it is where it is kept") {
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  const auto placed = [](const std::string& id, const std::string& after) {
    return client::place_edit("blocks[" + id + "]", after, report::to_json(support::block(id, "", "一句。")));
  };
  desk.clerk().save({{desk.report, 1, epoch, placed("b1", "")}, {desk.report, 2, epoch, placed("b2", "b1")}});
  CHECK(desk.shown().epoch == epoch);
  // The refused one stands in the window, and what came after it was put behind it.
  desk.clerk().save({{desk.report, 3, epoch, placed("b9", "nowhere")},
                     {desk.report, 4, epoch, client::row_edit("remove", "blocks[b1]")}});
  REQUIRE(desk.heard<client::EditFailed>().size() == 1);
  const client::ReportShown shown = desk.shown();
  CHECK(shown.epoch == epoch + 1);
  CHECK(shown.saved_through == 4);
  REQUIRE(shown.state->group("blocks").size() == 1);
  CHECK(shown.state->group("blocks").front().id == "b2");
  CHECK(*shown.before == *shown.state);  // what is refused in the vault cannot be placed by the window either
  desk.clerk().save({{desk.report, 5, shown.epoch, client::set_edit("goal", Json("目标。"))}});
  CHECK(desk.shown().epoch == shown.epoch);
  desk.open();
  CHECK(desk.goal() == "目标。");
}

TEST_CASE("a cell of a row that was refused leaves no row that only the window has") {
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  const Json row = report::to_json(support::block("b9", "", "一句。"));
  desk.clerk().save({{desk.report, 1, epoch, client::place_edit("blocks[b9]", "nowhere", row)}});
  CHECK(desk.shown().epoch == epoch + 1);
  // Typed before the window heard of it.
  desk.clerk().save({{desk.report, 2, epoch, client::set_edit("blocks[b9].text", Json("另一句。"))}});
  REQUIRE(desk.heard<client::EditFailed>().size() == 2);
  const client::ReportShown shown = desk.shown();
  CHECK(shown.epoch == epoch + 2);
  CHECK(shown.saved_through == 2);
  CHECK(shown.state->group("blocks").empty());
}

TEST_CASE("a report is opened with the newest steps of writing, and the others are read when they are asked for") {
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  constexpr std::int64_t kAll = 2 * client::kStepsInBlock + 5;
  std::vector<client::SaveEdit> edits;
  for (std::int64_t i = 0; i < kAll; ++i)
    edits.push_back({desk.report,
                     static_cast<client::EditNumber>(i + 1),
                     epoch,
                     client::set_edit("goal", Json("第" + std::to_string(i) + "稿。")),
                     {i, {Json(std::to_string(i))}, i + 1}});
  desk.clerk().save(edits);
  desk.die();
  desk.open();
  const client::Steps told = desk.shown().steps;
  CHECK(told.first == client::kStepsInBlock);
  CHECK(std::ssize(told.steps) == client::kStepsInBlock + 5);
  CHECK(told.next == kAll);
  CHECK(told.end == kAll);
  desk.clerk().carry_out(client::ReadSteps{desk.report, 0});
  const auto read = desk.heard<client::StepsRead>();
  REQUIRE(read.size() == 1);
  CHECK(read.front().steps.first == 0);
  CHECK(std::ssize(read.front().steps.steps) == client::kStepsInBlock);
}

TEST_CASE("a sync that failed begins again by itself when its time has come, and one that went well after a pause") {
  Counter desk;
  desk.open();
  desk.clerk().sync_when_due();  // never before: at once
  REQUIRE(desk.request().push.size() == 1);
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());  // it is under way
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.heard<client::SyncEnded>().back().by_itself);
  CHECK_FALSE(desk.clerk().errand().has_value());
  const std::int64_t wait = desk.clerk().due_in_ms().value();
  REQUIRE(wait > 0);
  desk.clock.advance(wait - 1);
  desk.clerk().sync_when_due();
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.clock.advance(1);
  desk.clerk().sync_when_due();
  desk.answer(desk.request(), {});
  REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.clerk().due_in_ms().value() > wait);
  // Left with something written: it goes soon.
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::CloseReport{desk.report});
  CHECK(desk.clerk().due_in_ms().value() <= client::kSoonMs);
}

TEST_CASE("what was found of an earlier program is told with the list, put aside and taken back") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "断电前的一句。");
  desk.die();
  desk.clerk().carry_out(client::ListReports{});
  desk.clerk().rest();
  const auto left = [&] { return desk.heard<client::ReportsListed>().back().left; };
  REQUIRE(left().size() == 1);
  CHECK(left().front().report == desk.report);
  desk.clerk().carry_out(client::PutDraftAside{desk.report});
  desk.clerk().rest();
  CHECK(left().empty());
  CHECK(desk.clerk().due_in_ms().has_value());
  desk.open();
  CHECK(desk.goal() == "甲句。乙句。丙句。");
  REQUIRE(desk.shown().around.aside.size() == 1);
  desk.clerk().carry_out(client::TakeDraftBack{desk.report, desk.shown().around.aside.front().id});
  CHECK(desk.goal() == "断电前的一句。");
  CHECK(desk.shown().around.aside.empty());
}

TEST_CASE("a sync that nobody asked for passes over a draft that was found, and all else goes") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "断电前的一句。");
  desk.die();
  const auto list = [&] {
    desk.clerk().carry_out(client::ListReports{});
    desk.clerk().rest();
    return desk.heard<client::ReportsListed>().back();
  };
  REQUIRE(list().left.size() == 1);
  desk.clerk().sync_when_due();
  const sync::SyncRequest request = desk.request();
  REQUIRE(request.push.size() == 1);  // what was sealed before, and no more
  SECTION("nothing comes in for its report: it is where it was, and waits while somebody looks at it") {
    desk.answer(request, {});
    REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
    CHECK(list().left.size() == 1);
    CHECK(desk.clerk().due_in_ms().has_value());
    desk.open();
    CHECK(desk.goal() == "断电前的一句。");
    CHECK_FALSE(desk.clerk().due_in_ms().has_value());
  }
  SECTION("somebody opens it while the answer is on its way: it is looked at, and not sealed") {
    desk.open();
    desk.answer(request, {});
    REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
    CHECK(desk.goal() == "断电前的一句。");
    CHECK(list().left.size() == 1);
  }
  SECTION("a colleague's words come in for its report: it is put aside whole, and overwrites none of them") {
    desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句。他的句。")});
    CHECK(list().left.empty());
    REQUIRE(list().aside.size() == 1);
    desk.open();
    CHECK(desk.goal() == "甲句。乙句。丙句。他的句。");
    desk.clerk().carry_out(client::TakeDraftBack{desk.report, desk.shown().around.aside.front().id});
    CHECK(desk.shown().around.aside.empty());
  }
  SECTION("somebody asks for it: then it goes as well") {
    desk.clerk().carry_out(client::Synchronise{});
    desk.answer(request, {});
    CHECK(desk.request().push.size() == 1);
    CHECK(list().left.empty());
  }
}

TEST_CASE("what was put aside is told with the list for thirty days, and is there to be taken back after them") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "断电前的一句。");
  desk.die();
  desk.clerk().carry_out(client::PutDraftAside{desk.report});
  const auto told = [&desk] {
    desk.clerk().carry_out(client::ListReports{});
    desk.clerk().rest();
    return desk.heard<client::ReportsListed>().back().aside;
  };
  REQUIRE(told().size() == 1);
  CHECK(told().front().report == desk.report);
  constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;
  desk.clock.advance(30 * kDay);
  CHECK(told().size() == 1);
  desk.clock.advance(kDay);
  CHECK(told().empty());
  desk.open();
  REQUIRE(desk.shown().around.aside.size() == 1);
  desk.clerk().carry_out(client::TakeDraftBack{desk.report, desk.shown().around.aside.front().id});
  CHECK(desk.goal() == "断电前的一句。");
}

TEST_CASE("what is set in the window is told to the next program") {
  Counter desk;
  for (const char* name : client::kSettingsTold) desk.clerk().carry_out(client::KeepSetting{name, name});
  desk.die();
  desk.clerk().carry_out(client::ListReports{});
  desk.clerk().rest();
  auto settings = desk.heard<client::ReportsListed>().back().settings;
  for (const char* name : client::kSettingsTold) CHECK(settings[name] == name);
}

TEST_CASE("what a sync would change is told by places before it, and nothing is changed by looking") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest pushed = desk.request();
  desk.answer(pushed, {});
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::LookAhead{});
  const sync::SyncRequest asked = desk.request();
  CHECK(asked.push.empty());
  CHECK(asked.cursor > 0);
  desk.answer(asked, {desk.colleague(pushed.push.front(), "甲句改。乙句。丙句。")});
  const auto told = desk.heard<client::SyncForeseen>();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().reports.has_value());
  REQUIRE(told.front().reports->size() == 1);
  CHECK(told.front().reports->front().report == desk.report);
  REQUIRE(told.front().reports->front().places.size() == 1);
  CHECK(told.front().reports->front().places.front().path == "goal");
  desk.open();
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  CHECK(desk.shown().around.draft);
  // The next sync asks from the same place on, and a look that finds no server says so and leaves the way free.
  desk.clerk().carry_out(client::LookAhead{});
  CHECK(desk.request().cursor == asked.cursor);
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK_FALSE(desk.heard<client::SyncForeseen>().back().reports.has_value());
  // One that is asked for meanwhile follows the look.
  desk.clerk().carry_out(client::LookAhead{});
  (void)desk.request();
  desk.clerk().carry_out(client::Synchronise{});
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.request().cursor == asked.cursor);
}

TEST_CASE("who stopped a sync is not asked to wait for the next one at once, and a refusal waits for a person") {
  Counter desk;
  desk.clerk().carry_out(client::Synchronise{});
  (void)desk.request();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.clerk().due_in_ms().value() > client::kWaitsMs.front());
  desk.clerk().carry_out(client::Synchronise{});
  (void)desk.request();
  desk.clerk().take(base::Error{base::ErrorKind::Denied, "not-signed-in", "请重新登记。", {}}, {1, 10, 0});
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().by_itself);
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());
}

TEST_CASE("a sync that finds no server leaves everything and says so, and the next one sends it") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::Synchronise{});
  REQUIRE(desk.request().push.size() == 2);
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  REQUIRE(desk.heard<client::SyncEnded>().size() == 1);
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest again = desk.request();
  CHECK(again.push.size() == 2);
  desk.answer(again, {});
  REQUIRE(desk.heard<client::SyncEnded>().size() == 2);
  CHECK(desk.heard<client::SyncEnded>().back().result->receipts == 2);
  CHECK(desk.heard<client::EditsSaved>().back().around.waiting.revisions == 0);
}

TEST_CASE("a server that was set back stops the sync; after a yes the clerk listens first and sends what is missing") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest first = desk.request();
  desk.answer(first, {desk.colleague(first.push.front(), "甲句。乙句。丙句改了。")});
  const base::Error set_back{base::ErrorKind::Denied, "restored-server", "服务器可能用旧备份恢复过。", {}};
  desk.clerk().carry_out(client::Synchronise{});
  CHECK(desk.request().cursor > 0);
  desk.clerk().take(set_back, {1, 10, 0});
  REQUIRE_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "restored-server");
  CHECK_FALSE(desk.clerk().errand().has_value());

  desk.clerk().carry_out(client::Synchronise{client::Restored::Accept});
  (void)desk.request();
  desk.clerk().take(set_back, {1, 10, 0});
  const sync::SyncRequest listening = desk.request();
  CHECK(listening.cursor == 0);
  CHECK(listening.chain.empty());
  CHECK(listening.push.empty());
  desk.answer(listening, {});
  const sync::SyncRequest sending = desk.request();
  REQUIRE(sending.push.size() == 2);  // one's own and the colleague's, parents first
  CHECK(sending.push.front() == first.push.front());
  desk.answer(sending, {});
  REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result->restored == client::Restored::Accept);
  CHECK(desk.goal() == "甲句。乙句。丙句改了。");
}

TEST_CASE("a server that says again and again that it was set back is asked about each time") {
  Counter desk;
  const base::Error set_back{base::ErrorKind::Denied, "restored-server", "服务器可能用旧备份恢复过。", {}};
  desk.clerk().carry_out(client::Synchronise{client::Restored::Accept});
  for (int i = 0; i < 2; ++i) {
    (void)desk.request();
    desk.clerk().take(set_back, {1, 10, 0});
  }
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.heard<client::SyncEnded>().size() == 1);
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "restored-server");
}

TEST_CASE("submitting seals, sends and asks") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, "首次报送"});
  const sync::SyncRequest request = desk.request();
  REQUIRE(request.push.size() == 2);
  desk.answer(request, {});
  const auto errand = desk.clerk().errand();
  REQUIRE(errand.has_value());
  CHECK(errand->path == "/v1/transition");
  CHECK(errand->body.text_or("revision") == report::Revision::parse(request.push.back())->header.name().hex());
}

TEST_CASE("what came in while submitting is read first: nothing is asked for") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, "首次报送"});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.heard<client::Failed>().size() == 1);
  CHECK(desk.heard<client::Failed>().back().error.code == "heads-changed");
}

TEST_CASE("what the disk would not take waits in memory and is saved in order, each once, when there is room") {
  test::FaultyDisk disk;
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  const auto add_row = [&](client::EditNumber number, const std::string& row) {
    Json body;
    body["id"] = row;
    desk.clerk().carry_out(
        client::SaveEdit{desk.report, number, epoch, client::place_edit("blocks[" + row + "]", "", std::move(body))});
  };
  disk.fail_at(1, test::Fault::Full);
  add_row(1, "r1");
  add_row(2, "r2");
  desk.clerk().rest();
  add_row(3, "r3");
  desk.clerk().carry_out(client::CloseReport{desk.report});  // is no reason to forget them
  REQUIRE(desk.clerk().has_waiting());
  CHECK(desk.heard<client::EditsSaved>().empty());
  CHECK(desk.heard<client::EditFailed>().empty());
  REQUIRE(desk.heard<client::DiskWaits>().size() == 1);  // not again for each
  CHECK(desk.heard<client::DiskWaits>().front().error->kind == base::ErrorKind::Full);
  disk.repair();
  desk.clerk().rest();
  CHECK_FALSE(desk.clerk().has_waiting());
  REQUIRE_FALSE(desk.heard<client::EditsSaved>().empty());
  CHECK(desk.heard<client::EditsSaved>().back().through == 3);
  CHECK_FALSE(desk.heard<client::DiskWaits>().back().error);
  desk.open();
  std::string rows;
  for (const report::Row& row : desk.shown().state->group("blocks")) rows += row.id + " ";
  CHECK(rows == "r3 r2 r1 ");  // each was put before those that were there
}

TEST_CASE("what somebody has begun to say is there after the program was killed, until it is said or thrown away") {
  Counter desk;
  desk.open();
  const auto keep = [&](const char* place, const char* words) {
    desk.clerk().carry_out(client::KeepUnsaid{desk.report, place, words});
  };
  keep("answer", "已");
  keep("answer", "已改。");
  keep("note", "请核对。");
  desk.die();
  desk.open();
  CHECK(desk.shown().unsaid == std::map<std::string, std::string>{{"answer", "已改。"}, {"note", "请核对。"}});
  keep("note", "");
  desk.die();
  desk.open();
  CHECK(desk.shown().unsaid == std::map<std::string, std::string>{{"answer", "已改。"}});
}

TEST_CASE("what somebody has begun to say waits in memory while the disk is full, and the window is told so") {
  test::FaultyDisk disk;
  Counter desk;
  desk.open();
  disk.fail_at(1, test::Fault::Full);
  const auto keep = [&](const char* words) {
    desk.clerk().carry_out(client::KeepUnsaid{desk.report, "answer", words});
  };
  keep("已");
  keep("已改。");
  CHECK(desk.clerk().has_waiting());
  REQUIRE(desk.heard<client::DiskWaits>().size() == 1);
  CHECK(desk.heard<client::DiskWaits>().back().error->kind == base::ErrorKind::Full);
  desk.clerk().carry_out(client::CloseReport{desk.report});
  desk.open();
  CHECK(desk.shown().unsaid == std::map<std::string, std::string>{{"answer", "已改。"}});
  disk.repair();
  desk.clerk().rest();
  CHECK_FALSE(desk.clerk().has_waiting());
  REQUIRE(desk.heard<client::DiskWaits>().size() == 2);
  CHECK_FALSE(desk.heard<client::DiskWaits>().back().error);
  desk.die();
  desk.open();
  CHECK(desk.shown().unsaid == std::map<std::string, std::string>{{"answer", "已改。"}});
}

TEST_CASE("what is refused while the disk is full waits in memory, and is told once it is kept aside") {
  bool full = true;
  for (int nth = 1; full; ++nth) {
    INFO("write " << nth);
    test::FaultyDisk disk;
    Counter desk;
    desk.open();
    const client::Epoch epoch = desk.shown().epoch;
    disk.fail_at(nth, test::Fault::Full);
    desk.clerk().save({{desk.report, 1, epoch, client::set_edit("budget", Json("1.2.3"))}});
    desk.clerk().save({{desk.report, 2, epoch, client::set_edit("goal", Json("目标。"))}});
    full = disk.has_failed();
    // Words that are in neither the report nor beside it stand where they were typed.
    const bool told = !desk.heard<client::EditFailed>().empty();
    disk.repair();
    const auto kept = [&] {
      desk.open();
      return desk.shown().around.suggestions;
    };
    if (told) CHECK(kept().size() == 1);
    CHECK(desk.heard<client::DiskWaits>().size() == (full ? 1 : 0));
    desk.clerk().rest();
    CHECK_FALSE(desk.clerk().has_waiting());
    REQUIRE(desk.heard<client::EditFailed>().size() == 1);
    CHECK(desk.heard<client::EditFailed>().front().error.code == "bad-number");
    const auto suggestions = kept();
    REQUIRE(suggestions.size() == 1);
    CHECK(suggestions.front().value == Json("1.2.3"));
    CHECK(desk.goal() == "目标。");
  }
}
