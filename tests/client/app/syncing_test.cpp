#include "client/app/syncing.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;

namespace {

using Leads = app::Notice::Leads;

template <class Order>
std::size_t times_ordered(const Desk& desk) {
  std::size_t out = 0;
  for (const client::Order& one : desk.orders) out += std::holds_alternative<Order>(one) ? 1u : 0u;
  return out;
}

struct Syncing : Desk {
  Syncing() { open(); }
  [[nodiscard]] std::vector<client::ForeseenReport> changes() {
    return {{"other", false, {{"funds.carry", "结转"}, {"goals.annual", "年度目标"}}},
            {report().id, false, {{"funds.executed", "全年执行数"}}}};
  }
  void end_with(std::vector<client::ForeseenReport> changed, bool by_itself = false) {
    client::SyncResult result;
    result.changed = std::move(changed);
    tell(client::SyncEnded{std::move(result), model.now_ms, by_itself});
  }
  void foresee(client::Result<std::vector<client::ForeseenReport>> reports, bool by_itself = false) {
    tell(client::SyncForeseen{std::move(reports), by_itself});
  }
};

}  // namespace

TEST_CASE("what a sync changed is told with numbers and leads to the place in the open report") {
  Syncing desk;
  desk.ask(app::SyncNow{});
  desk.end_with(desk.changes());
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->sentence == "本次同步修改了 2 份报告中的 3 处。");
  CHECK(desk.model.notice->leads == Leads::Report);
  CHECK(desk.model.notice->report == desk.report().id);
  desk.ask(app::SeeChanges{desk.report().id});
  CHECK(desk.report().go_to == "funds.executed");
  CHECK_FALSE(desk.model.notice.has_value());
}

TEST_CASE("where a merge asks to read places the way leads there, and to a report that is not open it opens it") {
  Syncing desk;
  desk.end_with(desk.changes());
  client::EditsSaved news;
  news.report = desk.report().id;
  news.around = desk.report().around;
  news.around.notes = {{merge::NoteKind{}, *form::Path::parse("goals.annual")}};
  desk.tell(news);
  desk.ask(app::SeeChanges{desk.report().id});
  CHECK(desk.report().go_to == "goals.annual");
  desk.ask(app::SeeChanges{"other"});
  CHECK(desk.report().id == "other");
}

TEST_CASE("a sync by itself, one that changed nothing and one that only brought new reports put up no sentence") {
  Syncing desk;
  desk.end_with(desk.changes(), true);
  CHECK_FALSE(desk.model.notice.has_value());
  desk.end_with({});
  CHECK_FALSE(desk.model.notice.has_value());
  desk.end_with({{"new", true, {}, 2023, "自评"}});
  CHECK_FALSE(desk.model.notice.has_value());
}

TEST_CASE("what a sync changed is told until one changed more, whatever comes to nothing by itself meanwhile") {
  Syncing desk;
  desk.end_with(desk.changes());
  SECTION("without a connection") {
    const base::Error offline{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}};
    desk.tell(client::SyncEnded{offline, desk.model.now_ms, true});
  }
  SECTION("with nothing new") { desk.end_with({}, true); }
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->leads == Leads::Report);
  CHECK(app::count_changes(desk.model.sync.changed).places == 3);
  desk.ask(app::SeeChanges{desk.report().id});
  CHECK(desk.report().go_to == "funds.executed");
  desk.end_with({});  // asked for
  CHECK(desk.model.sync.changed.empty());
}

TEST_CASE("who wants to be asked first is shown what would change, and it begins with his yes") {
  Syncing desk;
  desk.ask(app::SetAskFirst{true});
  CHECK(std::get<client::KeepSetting>(desk.orders.back()).name == "ask_first");
  desk.ask(app::SyncNow{});
  CHECK(times_ordered<client::LookAhead>(desk) == 1);
  CHECK(desk.model.screen == app::Screen::SyncSteps);
  desk.ask(app::SyncNow{});  // once more: it is looked already
  CHECK(times_ordered<client::LookAhead>(desk) == 1);
  desk.foresee(desk.changes());
  CHECK_FALSE(desk.model.sync.running);
  CHECK(desk.model.sync.foreseen.has_value());
  CHECK(times_ordered<client::Synchronise>(desk) == 0);
  desk.ask(app::SyncNow{.seen = true});
  CHECK(times_ordered<client::Synchronise>(desk) == 1);
  CHECK(desk.model.sync.running);
}

TEST_CASE("who says no has no sync, and where nothing would change nobody is asked") {
  Syncing desk;
  desk.ask(app::SetAskFirst{true});
  desk.ask(app::SyncNow{});
  desk.foresee(desk.changes());
  desk.ask(app::SyncNotNow{});
  CHECK_FALSE(desk.model.sync.foreseen.has_value());
  CHECK(times_ordered<client::Synchronise>(desk) == 0);
  desk.ask(app::SyncNow{});
  desk.foresee(std::vector<client::ForeseenReport>{{"new", true, {}, 2023, "自评"}});
  CHECK(times_ordered<client::Synchronise>(desk) == 1);
}

TEST_CASE("a look for a sync that finds no server is told as a sync that failed, one that was stopped is not") {
  Syncing desk;
  desk.ask(app::SetAskFirst{true});
  desk.ask(app::SyncNow{});
  desk.ask(app::SyncStop{});
  CHECK(desk.model.sync.stopping);
  desk.foresee(base::Error{base::ErrorKind::Unavailable, "stopped", "已停下。", {}});
  CHECK_FALSE(desk.model.sync.stopping);
  CHECK_FALSE(desk.model.sync.error.has_value());
  desk.ask(app::SyncNow{});
  desk.foresee(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}});
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->tone == app::Notice::Tone::Bad);
  CHECK(desk.model.sync.error->code == "offline");
}

TEST_CASE("a sync that waits for a word is told once for the same changes, until one went well") {
  Syncing desk;
  desk.ask(app::SetAskFirst{true});
  const auto is_told = [&] {
    desk.foresee(desk.changes(), true);
    const bool out = desk.model.notice.has_value();
    desk.ask(app::PutNoticeAway{});
    return out;
  };
  desk.foresee(desk.changes(), true);
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->sentence == "本次同步将修改 2 份报告中的 3 处。还没有同步，请看过再决定。");
  CHECK(desk.model.notice->leads == Leads::Sync);
  desk.ask(app::PutNoticeAway{});
  CHECK_FALSE(is_told());
  CHECK(desk.model.sync.foreseen.has_value());  // it stands on the page all the same
  desk.end_with({});
  CHECK(is_told());
  CHECK_FALSE(is_told());
  desk.ask(app::SyncNow{});
  desk.foresee(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}});
  desk.ask(app::PutNoticeAway{});
  CHECK(is_told());  // that the server was away stood in its place
}

TEST_CASE("a sync that waits for a word is still told when something went well since") {
  Syncing desk;
  desk.ask(app::SetAskFirst{true});
  desk.foresee(desk.changes(), true);
  desk.tell(client::Told{"已导出。"});
  CHECK(desk.model.notice->sentence == "已导出。");
  REQUIRE(desk.model.earlier_notices.size() == 1);
  CHECK(desk.model.earlier_notices.front().leads == Leads::Sync);
  desk.ask(app::ShowScreen{app::Screen::Settings});
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->leads == Leads::Sync);
  desk.end_with({});
  CHECK_FALSE(desk.model.notice.has_value());
}

TEST_CASE("a registration that finds the line taken leaves a sync running where there is one, and only there") {
  for (const bool syncs : {true, false}) {
    INFO(syncs);
    Syncing desk;
    desk.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "测试"});
    desk.tell(client::EnrolmentEnded{base::Error{base::ErrorKind::Unavailable, "busy", "正在同步。", {}}, syncs});
    CHECK(desk.model.sync.running == syncs);
  }
}

TEST_CASE("a registration is not stopped, and neither is the sync that it leads to") {
  Syncing desk;
  desk.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "测试"});
  desk.ask(app::SyncStop{});
  CHECK_FALSE(desk.model.sync.stopping);
  CHECK(times_ordered<client::StopSynchronising>(desk) == 0);
  desk.tell(client::EnrolmentEnded{});
  desk.tell(client::SyncMoved{});
  CHECK(desk.model.sync.running);
  CHECK_FALSE(desk.model.sync.stopping);
  desk.ask(app::SyncStop{});  // which can be
  CHECK(desk.model.sync.stopping);
}
