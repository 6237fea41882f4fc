#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

void set_stage(Sitting& sitting, sync::Stage stage) {
  client::EditsSaved news;
  news.report = sitting.desk.report().id;
  news.through = sitting.desk.report().typed;
  news.around = sitting.desk.report().around;
  news.around.row.stage = stage;
  news.around.versions = {{1, "", "office", "2023-02-20T03:05:00Z"}};
  sitting.tell(std::move(news));
}

void wish(Sitting& sitting, std::optional<client::Wish> now) {
  client::EditsSaved news;
  news.report = sitting.desk.report().id;
  news.opening = sitting.desk.report().opening;
  news.through = sitting.desk.report().typed;
  news.around = sitting.desk.report().around;
  news.around.wish = std::move(now);
  sitting.tell(std::move(news));
}

struct Bar : Sitting {
  explicit Bar(const std::string& role = "office", ImVec2 size = {1600, 900}) : Sitting(role, "", size) { open(); }
};

}  // namespace

TEST_CASE("the bar tells title, stage and version") {
  Bar bar;
  INFO(bar.gui.picture());
  CHECK(bar.gui.shows("‹ 返回 2022年度"));
  CHECK(bar.gui.shows("填报中"));
  CHECK_FALSE(bar.gui.shows("第1版"));
  set_stage(bar, sync::Stage::Returned);
  CHECK(bar.gui.shows("已退回 第1版"));
}

TEST_CASE("until the vault has answered the report is being opened") {
  Bar bar;
  const std::string id = bar.desk.report().id;
  bar.ask(app::Leave{});
  bar.ask(app::Open{id});
  CHECK(bar.gui.shows("正在打开…"));
  CHECK(bar.gui.find("###action/submit") == nullptr);
  bar.tell(client::Failed{{base::ErrorKind::Corrupt, "corrupt", "这份报告的数据有损坏。", {}}});
  CHECK(bar.gui.shows("这份报告的数据有损坏。"));
  CHECK(bar.gui.shows("打不开这份报告"));
}

TEST_CASE("a report that does not open says so also when its strip was put away, and for no other error's sake") {
  Bar bar;
  const std::string id = bar.desk.report().id;
  bar.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "没有导出。", {}}});
  bar.ask(app::Leave{});
  bar.ask(app::Open{id});
  CHECK(bar.gui.shows("没有导出。"));
  CHECK(bar.gui.shows("正在打开…"));
  CHECK_FALSE(bar.gui.shows("打不开这份报告"));
  bar.tell(client::Failed{{base::ErrorKind::Corrupt, "corrupt", "这份报告的数据有损坏。", {}}});
  CHECK(bar.gui.shows("打不开这份报告"));
  REQUIRE(bar.gui.click("###notice/away"));
  bar.look_again();
  CHECK(bar.gui.shows("打不开这份报告"));
  CHECK(bar.gui.shows("这份报告的数据有损坏。"));
}

TEST_CASE("the tabs change the middle, and count conflicts") {
  Bar bar;
  bar.desk.colleague(tests::Desk::sample(), tests::Desk::clashing());
  bar.look_again();
  CHECK(bar.gui.shows("冲突 2"));
  REQUIRE(bar.gui.click("###middle/conflicts"));
  CHECK(bar.desk.report().middle == app::Middle::Conflicts);
  REQUIRE(bar.gui.click("###middle/reading"));
  CHECK(bar.desk.report().middle == app::Middle::Reading);
  REQUIRE(bar.gui.click("###middle/form"));
  CHECK(bar.desk.report().middle == app::Middle::Form);
}

TEST_CASE("what may be asked depends on the stage and on who asks") {
  const auto buttons = [](const std::string& role, sync::Stage stage) {
    Bar bar(role);
    set_stage(bar, stage);
    std::string out;
    for (const char* action : {"submit", "withdraw", "receive", "return", "accept"})
      if (bar.gui.find(std::string("###action/") + action)) out += std::string(out.empty() ? "" : " ") + action;
    return out;
  };
  CHECK(buttons("office", sync::Stage::Drafting) == "submit");
  CHECK(buttons("office", sync::Stage::Submitted) == "withdraw");
  CHECK(buttons("finance", sync::Stage::Submitted) == "receive return accept");
  CHECK(buttons("finance", sync::Stage::Received) == "return accept");
  CHECK(buttons("office", sync::Stage::Accepted).empty());
}

TEST_CASE("the button for synchronising tells what waits and what came, and stops a running one") {
  Bar bar;
  bar.desk.ask(app::SetField{"funds.executed", "20100.00"});
  bar.desk.save();
  bar.look_again();
  CHECK(bar.gui.shows("同步 ↑1 ↓0"));
  bar.tell(client::SyncEnded{client::SyncResult{1, 4, 1, 0, {}, {}, {}}, 0});
  CHECK(bar.gui.shows("↓4"));
  REQUIRE(bar.gui.click("###sync"));
  CHECK(bar.count<app::SyncNow>() == 1);
  bar.look_again();
  CHECK(bar.gui.shows("停止同步"));
  REQUIRE(bar.gui.click("###sync"));
  CHECK(bar.count<app::SyncStop>() == 1);
}

TEST_CASE("a report can be moved on while it synchronises, and what was asked for stands there until it is done") {
  Bar bar;
  bar.ask(app::SyncNow{});
  bar.gui.click("###action/submit");
  CHECK(bar.desk.model.asking == "submit");
  bar.ask(app::Act{sync::Action::Submit, {}});
  CHECK(bar.gui.find("###action/submit") == nullptr);
  CHECK(bar.gui.shows("报送 · 同步中"));
  bar.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, 0, true});
  CHECK(bar.gui.shows("报送 · 待发送"));
  wish(bar, std::nullopt);
  CHECK_FALSE(bar.gui.shows("报送 · 待发送"));
  bar.gui.click("###action/submit");
  CHECK(bar.desk.model.asking == "submit");
}

TEST_CASE("what waits to be sent is taken back in the bar, also in a narrow window, and asked for once only") {
  for (const ImVec2 size : {ImVec2{1600, 900}, ImVec2{640, 500}}) {
    Bar bar("finance", size);
    set_stage(bar, sync::Stage::Submitted);
    bar.ask(app::Act{sync::Action::Return, "请核对执行率。"});
    const auto* order = bar.last_order<client::Move>();
    REQUIRE(order != nullptr);
    CHECK(order->version == 1);
    CHECK(order->note == "请核对执行率。");
    INFO(bar.gui.picture());
    CHECK(bar.gui.shows("退回 · 待发送"));
    for (const char* gone : {"###action/receive", "###action/return", "###action/accept"})
      CHECK(bar.gui.find(gone) == nullptr);
    const std::size_t orders = bar.desk.orders.size();
    bar.ask(app::Act{sync::Action::Accept, {}});
    CHECK(bar.desk.orders.size() == orders);
    REQUIRE(bar.gui.click("###wish/drop"));
    REQUIRE(bar.last_order<client::DropWish>() != nullptr);
    CHECK(bar.last_order<client::DropWish>()->report == bar.desk.report().id);
    wish(bar, std::nullopt);
    CHECK(bar.gui.find("###action/accept") != nullptr);
  }
}

TEST_CASE("while a submit waits nothing is written, for what goes is what was on the screen") {
  Bar bar;
  const form::Path budget = *form::Path::parse("funds.budget");
  CHECK(app::locked_because(bar.desk.model, budget).empty());
  bar.ask(app::Act{sync::Action::Submit, {}});
  CHECK_FALSE(app::locked_because(bar.desk.model, budget).empty());
  client::Wish refused = *bar.desk.report().around.wish;
  refused.state = client::Wish::State::Refused;
  wish(bar, refused);
  CHECK(app::locked_because(bar.desk.model, budget).empty());
}

TEST_CASE("why it was not done stands over the report until it was seen, and it may be asked for again") {
  Bar bar("finance");
  set_stage(bar, sync::Stage::Submitted);
  client::Wish refused{bar.desk.report().id, sync::Action::Accept, 1};
  refused.state = client::Wish::State::Refused;
  refused.why = "还有 2 处错误没有改正。";
  wish(bar, refused);
  INFO(bar.gui.picture());
  CHECK(bar.gui.shows("通过没有办成：还有 2 处错误没有改正。"));
  CHECK(bar.gui.find("###action/accept") != nullptr);
  bar.tell(client::Told{"已做成保存点。"});
  CHECK(bar.gui.shows("通过没有办成"));
  REQUIRE(bar.gui.click("###wish/seen"));
  CHECK(bar.last_order<client::DropWish>() != nullptr);
}

TEST_CASE("in a narrow window tabs and actions move to a second row, and none is lost") {
  Bar bar("finance", {640, 500});
  set_stage(bar, sync::Stage::Submitted);
  const auto top = [&](const char* label) {
    const auto* item = bar.gui.find(label);
    return item ? item->box.Min.y : -1.0f;
  };
  CHECK(top("###back") == top("###sync"));
  for (const char* label : {"###middle/reading", "###action/return", "###action/accept"}) {
    INFO(label);
    CHECK(top(label) > top("###sync"));
  }
  const auto* last = bar.gui.find("###more");
  REQUIRE(last != nullptr);
  CHECK(last->box.Max.x <= 640);
}

TEST_CASE("the way back leaves the report") {
  Bar bar;
  REQUIRE(bar.gui.click("###back"));
  CHECK(bar.desk.model.screen == app::Screen::Home);
}

TEST_CASE("rarer things are in the menu, what this person may not do is off") {
  Bar office;
  REQUIRE(office.gui.click("###more"));
  REQUIRE(office.gui.click("###more/import"));
  CHECK(office.desk.model.asking == "import");
  Bar finance("finance");
  REQUIRE(finance.gui.click("###more"));
  finance.gui.click("###more/import");
  CHECK_FALSE(finance.desk.model.asking);
  REQUIRE(finance.gui.click("###more/sync"));
  CHECK(finance.desk.model.screen == app::Screen::SyncSteps);
}

TEST_CASE("the panes beside the middle fold to rails with their names") {
  Bar bar("office", {640, 500});
  REQUIRE(bar.gui.click("###panes/left_rail"));
  CHECK(bar.memory.panes.left.folded == view::Folded::No);
}
