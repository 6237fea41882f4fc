#include <catch2/catch_test_macros.hpp>

#include "client/view/moment.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

client::Summary another(const client::Summary& like, const char* id, std::int64_t year, sync::Stage stage) {
  client::Summary out = like;
  out.row.id = id;
  out.row.year = year;
  out.row.stage = stage;
  out.title = std::to_string(year) + "年度部门整体支出绩效自评报告";
  out.findings = {};
  out.filled = out.asked;
  out.whole = {36, 36};
  out.exchanged.clear();
  return out;
}

// An office with three reports, the first in work.
struct Home : Sitting {
  explicit Home(ImVec2 size = {1366, 768}) : Sitting("office", "", size) {
    relist([](client::ReportsListed& list) {
      const client::Summary like = list.reports.front();
      list.reports.push_back(another(like, "second", 2021, sync::Stage::Returned));
      list.reports.push_back(another(like, "third", 2020, sync::Stage::Accepted));
      client::Summary& first = list.reports.front();
      first.waiting = {2, 3, 1};
      first.draft = true;
      first.conflicts = 1;
    });
  }
};

}  // namespace

TEST_CASE("a line of the list tells stage, progress, findings, conflicts and what is not sent") {
  Home home;
  INFO(home.gui.picture());
  CHECK(home.gui.shows("标题 部门 年度 阶段 我的部分 进度 校验 冲突 待发送 截止"));
  CHECK(home.gui.shows("2022年度部门整体支出绩效自评报告 援建和对外经济合作局 2022 填报中 21/30 75% ✕ 3 ! 2 ⇄ 1 7"));
  CHECK(home.gui.shows("2021年度部门整体支出绩效自评报告 援建和对外经济合作局 2021 已退回 30/30 100% ✓ 无问题 — —"));
}

TEST_CASE("when a report was last exchanged is a column where there is room, else a line about the chosen one") {
  Home narrow({1280, 720});
  INFO(narrow.gui.picture());
  const auto told = [](const Home& home, const std::string& utc) { return view::moment(utc, home.desk.model.now_ms); };
  const std::string last = told(narrow, narrow.desk.model.home.last_sync);
  CHECK(narrow.gui.shows("“2022年度部门整体支出绩效自评报告”最近往来 " + told(narrow, "2023-03-02T06:30:00Z") +
                         "；上次同步 " + last));
  narrow.gui.key(ImGuiKey_DownArrow);
  narrow.look_again();
  CHECK(narrow.gui.shows("“2021年度部门整体支出绩效自评报告”还没有送到过总部；上次同步 " + last));
  Home wide({1920, 900});
  CHECK(wide.gui.shows("截止 最近往来"));
  CHECK(wide.gui.shows(told(wide, "2023-03-02T06:30:00Z")));
  CHECK_FALSE(wide.gui.shows("“2022年度"));
}

TEST_CASE("the line below the list tells what waits by its kind") {
  Home home;
  CHECK(home.gui.shows("待发送 3 份修订、3 条意见、1 个附件"));
  CHECK(home.gui.shows("同步 ↑7 ↓0"));
}

TEST_CASE("what was asked of a report and waits, or was not done, stands in the place of its stage") {
  Home home;
  home.relist([](client::ReportsListed& list) {
    client::Wish refused{"third", sync::Action::Withdraw, 1};
    refused.state = client::Wish::State::Refused;
    list.reports[1].wish = client::Wish{"second", sync::Action::Submit, 1};
    list.reports[1].waiting.wishes = 1;
    list.reports[2].wish = refused;
  });
  INFO(home.gui.picture());
  CHECK(home.gui.shows("2021 报送 · 待发送"));
  CHECK(home.gui.shows("2020 撤回 · 没办成"));
  CHECK(home.gui.shows("1 个附件、1 项报送或审核"));
}

TEST_CASE("tabs tell how many reports they hold, and show those") {
  Home home;
  REQUIRE(home.gui.click("###tab/returned"));
  CHECK(home.desk.model.tab == app::HomeTab::Returned);
  CHECK(home.gui.shows("2021年度"));
  CHECK_FALSE(home.gui.shows("2022年度"));
  CHECK(home.gui.shows("全部 3"));
  REQUIRE(home.gui.click("###tab/waiting"));
  CHECK(home.gui.shows("这一栏现在没有报告"));
}

TEST_CASE("searching leaves what has the words, and can be cleared when nothing has") {
  Home home;
  REQUIRE(home.gui.type("###search", "2020"));
  CHECK(home.gui.shows("2020年度"));
  CHECK_FALSE(home.gui.shows("2021年度"));
  REQUIRE(home.gui.type("###search", "水利局"));
  CHECK(home.gui.shows("没有找到“水利局”"));
  REQUIRE(home.gui.click("###search/clear"));
  home.look_again();
  CHECK(home.gui.shows("2021年度"));
}

TEST_CASE("a press of a title sorts the list by it, the next turns it round, and a mark tells which way it is") {
  Home home;
  const auto stands_before = [&home](const char* one, const char* other) {
    return home.gui.picture().find(one) < home.gui.picture().find(other);
  };
  REQUIRE(home.gui.click("###reports/title/2"));
  home.look_again();
  CHECK(home.gui.shows("部门 年度 ▾"));
  CHECK(stands_before("2022年度", "2020年度"));
  REQUIRE(home.gui.click("###reports/title/2"));
  home.look_again();
  CHECK(home.gui.shows("部门 年度 ▴"));
  CHECK(stands_before("2020年度", "2022年度"));
  CHECK(home.last_order<client::KeepSetting>()->value == "year rising");
  REQUIRE(home.gui.double_click("###reports/0/0"));
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "third");
}

TEST_CASE("a title under the mouse tells what its next press does") {
  Home home;
  const char* title = "###reports/title/2";
  REQUIRE(home.gui.hover(title));
  home.look_again();
  CHECK(home.gui.shows("点一下，按这一列排序。"));
  for (const char* next : {"再点一下，倒过来排。", "再点一下，恢复原来的次序。", "点一下，按这一列排序。"}) {
    INFO(next);
    REQUIRE(home.gui.click(title));
    home.look_again();
    CHECK(home.gui.shows(next));
  }
  REQUIRE(home.gui.click(title));
  REQUIRE(home.gui.hover("###reports/title/0"));
  home.look_again();
  CHECK(home.gui.shows("点一下，按这一列排序。"));  // by another column
  CHECK_FALSE(home.gui.shows("再点一下"));
}

TEST_CASE("the titles of the list are reached by keyboard: Tab to one of them, the arrows to the others") {
  Home home;
  home.gui.key(ImGuiMod_Shift | ImGuiKey_Tab);
  home.gui.key(ImGuiKey_Enter);
  REQUIRE(home.last<app::SortBy>() != nullptr);
  CHECK(home.last<app::SortBy>()->by == app::OrderBy::Title);
  home.gui.key(ImGuiKey_RightArrow);
  home.gui.key(ImGuiKey_Enter);
  CHECK(home.last<app::SortBy>()->by == app::OrderBy::Department);
}

TEST_CASE("Ctrl+F goes to the search, and Enter from there to the list") {
  Home home;
  home.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  home.gui.text("2021");
  CHECK(home.desk.model.search == "2021");
  home.gui.key(ImGuiKey_Enter);
  home.look_again();
  home.gui.key(ImGuiKey_Enter);
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "second");
}

TEST_CASE("a double click opens a report") {
  Home home;
  REQUIRE(home.gui.double_click("###reports/2/0"));
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "third");
}

TEST_CASE("the list has the keyboard from the start: arrows choose, Enter opens") {
  Home home;
  home.gui.key(ImGuiKey_DownArrow);
  CHECK(home.desk.model.chosen == "second");
  home.gui.key(ImGuiKey_Enter);
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "second");
}

TEST_CASE("the chosen report stays chosen when a newer one comes in above it") {
  Home home;
  home.gui.key(ImGuiKey_DownArrow);
  home.relist([](client::ReportsListed& list) {
    list.reports.insert(list.reports.begin(), another(list.reports.front(), "newest", 2023, sync::Stage::Drafting));
  });
  home.gui.key(ImGuiKey_Enter);
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "second");
}

TEST_CASE("back in the list the keyboard is where it was") {
  Home home;
  home.ask(app::Choose{"second"});
  home.open();
  home.ask(app::Leave{});
  home.gui.key(ImGuiKey_Enter);
  REQUIRE(home.last<app::Open>() != nullptr);
  CHECK(home.last<app::Open>()->report == "second");
}

TEST_CASE("a narrow window leaves out what matters least") {
  Home home({640, 500});
  CHECK_FALSE(home.gui.shows("我的部分"));
  for (const char* words : {"2022年度", "填报中", "✕ 3", "截止", "待发送"}) CHECK(home.gui.shows(words));
}

TEST_CASE("until the vault has answered nothing is claimed") {
  Sitting sitting;
  sitting.desk.model = {};
  sitting.look_again();
  CHECK(sitting.gui.shows("正在读取本机的报告"));
  CHECK_FALSE(sitting.gui.shows("还没有登记"));
}

TEST_CASE("a folder that cannot be opened is said, with the reason") {
  Sitting sitting;
  sitting.desk.model = {};
  sitting.tell(client::Failed{{base::ErrorKind::Unavailable, "folder-in-use", "另一个程序正在用这个文件夹。", {}}});
  CHECK(sitting.gui.shows("另一个程序正在用这个文件夹。"));
  CHECK(sitting.gui.shows("打不开本机的报告"));
  CHECK_FALSE(sitting.gui.shows("正在读取"));
}

TEST_CASE("where the data is damaged the page offers its copies, and goes on with the one that is chosen") {
  Sitting sitting;
  sitting.desk.model.listed = false;
  sitting.tell(client::Failed{{base::ErrorKind::Corrupt, "bad-database", "数据库文件已损坏。", {}}});
  CHECK(sitting.gui.shows("打不开本机的报告"));
  CHECK(sitting.gui.find("###copy/restore/0") == nullptr);
  client::CopiesKept copies;
  copies.all = {{"昨天.db", sitting.desk.model.now_ms - 86'400'000, 4'200'000}};
  sitting.tell(client::CopiesSeen{copies});
  CHECK(sitting.gui.shows("可以换上一份备份接着用"));
  REQUIRE(sitting.gui.click("###copy/restore/0"));
  sitting.look_again();
  REQUIRE(sitting.gui.click("###question/yes"));
  REQUIRE(sitting.last_order<client::RestoreCopy>() != nullptr);
  CHECK(sitting.last_order<client::RestoreCopy>()->file == "昨天.db");
  sitting.look_again();
  CHECK(sitting.gui.shows("正在换上备份…"));
  sitting.tell(client::Failed{{base::ErrorKind::Corrupt, "bad-database", "“昨天.db”已损坏。", {}}});
  CHECK(sitting.gui.find("###copy/restore/0") != nullptr);  // another may be whole
  sitting.tell(client::CopyRestored{"原来.db"});
  client::ReportsListed list = sitting.desk.model.home;
  sitting.tell(std::move(list));
  CHECK(sitting.gui.shows("2022年度"));
  CHECK(sitting.gui.shows("“原来.db”"));
  CHECK_FALSE(sitting.gui.shows("数据库文件已损坏。"));
}

TEST_CASE("the copies of damaged data are still offered, and the reason told, when its strip was put away") {
  Sitting sitting;
  sitting.desk.model.listed = false;
  sitting.tell(client::Failed{{base::ErrorKind::Corrupt, "bad-database", "数据库文件已损坏。", {}}});
  CHECK(sitting.gui.shows("原因写在上面"));
  client::CopiesKept copies;
  copies.all = {{"昨天.db", sitting.desk.model.now_ms - 86'400'000, 4'200'000}};
  sitting.tell(client::CopiesSeen{copies});
  REQUIRE(sitting.gui.click("###notice/away"));
  sitting.look_again();
  CHECK(sitting.gui.shows("打不开本机的报告"));
  CHECK(sitting.gui.shows("数据库文件已损坏。"));
  CHECK_FALSE(sitting.gui.shows("正在读取"));
  CHECK(sitting.gui.find("###copy/restore/0") != nullptr);
}

TEST_CASE("a device that nobody enrolled offers that and nothing else") {
  Sitting sitting;
  sitting.tell(client::ReportsListed{});
  CHECK(sitting.gui.find("###new") == nullptr);
  sitting.gui.click("###sync");
  CHECK(sitting.count<app::SyncNow>() == 0);
  REQUIRE(sitting.gui.click("###enrol"));
  CHECK(sitting.desk.model.screen == app::Screen::Enrol);
}

TEST_CASE("without reports the office can make one, and a team member waits for it") {
  Sitting office;
  office.relist([](client::ReportsListed& list) { list.reports.clear(); });
  CHECK(office.gui.find("###new") != nullptr);
  Sitting member("member", "dongpi");
  member.relist([](client::ReportsListed& list) { list.reports.clear(); });
  CHECK(member.gui.find("###new") == nullptr);
  CHECK(member.gui.shows("局办公室建好报告以后"));
  REQUIRE(member.gui.click("###sync_first"));
  CHECK(member.count<app::SyncNow>() == 1);
}

TEST_CASE("the bar tells who is working here") {
  Home home;
  CHECK(home.gui.shows("局办公室 · 援建和对外经济合作局"));
}

TEST_CASE("what happened is told in a strip until it is put away") {
  Home home;
  home.tell(client::Told{"已经封存。"});
  CHECK(home.gui.shows("✓ 已经封存。"));
  REQUIRE(home.gui.click("###notice/away"));
  home.look_again();
  CHECK_FALSE(home.gui.shows("已经封存。"));
  home.tell(client::Failed{{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}});
  CHECK(home.gui.shows("✕ 连不上服务器。"));
}

TEST_CASE("what went wrong stands under what went well since, each with its own cross") {
  Home home;
  home.tell(client::Failed{{base::ErrorKind::Unavailable, "offline", "没有导出。", {}}});
  home.tell(client::Told{"已经封存。"});
  CHECK(home.gui.shows("✓ 已经封存。"));
  CHECK(home.gui.shows("✕ 没有导出。"));
  REQUIRE(home.gui.click("###notice/away/1"));
  home.look_again();
  CHECK_FALSE(home.gui.shows("没有导出。"));
  CHECK(home.gui.shows("✓ 已经封存。"));
}

TEST_CASE(
    "a sentence about what a sync changed has a way there, and one that waits for a word leads to the sync's page") {
  Home home;
  const std::string report = home.desk.model.home.reports.front().row.id;
  client::SyncResult result;
  result.changed = {{report, false, {{"funds.budget", "全年预算数"}}}};
  home.tell(client::SyncEnded{result, 0});
  CHECK(home.gui.shows("✓ 本次同步修改了 1 份报告中的 1 处。"));
  REQUIRE(home.gui.click("###notice/go"));
  REQUIRE(home.last<app::SeeChanges>() != nullptr);
  CHECK(home.last<app::SeeChanges>()->report == report);
  home.ask(app::Leave{});
  home.tell(client::SyncForeseen{result.changed, true});
  CHECK(home.gui.shows("! 本次同步将修改 1 份报告中的 1 处。还没有同步，请看过再决定。"));
  REQUIRE(home.gui.click("###notice/go"));
  CHECK(home.desk.model.screen == app::Screen::SyncSteps);
}

TEST_CASE("what went well is not told on the next page, what did not is") {
  Home home;
  home.tell(client::Told{"本机已登记。"});
  REQUIRE(home.gui.click("###settings"));
  home.look_again();
  CHECK_FALSE(home.gui.shows("本机已登记。"));
  home.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "磁盘满了。", {}}});
  home.gui.click("###back");
  home.look_again();
  CHECK(home.gui.shows("磁盘满了。"));
}

TEST_CASE("work that was found is told above the list with its time, and is accepted or put aside by a click") {
  Home home;
  const std::string report = home.desk.model.home.reports.front().row.id;
  home.relist([&](client::ReportsListed& list) { list.left = {{report, 5, list.last_sync}, {"second", 1, ""}}; });
  INFO(home.gui.picture());
  const std::string at = view::moment(home.desk.model.home.last_sync, home.desk.model.now_ms);
  CHECK(home.gui.shows("恢复了 " + at + " 的 5 处修改：2022年度部门整体支出绩效自评报告"));
  CHECK(home.gui.shows("恢复了 1 处修改：2021年度部门整体支出绩效自评报告"));
  REQUIRE(home.gui.click("###left/accept/second"));
  REQUIRE(home.last_order<client::AcceptDraft>() != nullptr);
  CHECK(home.last_order<client::AcceptDraft>()->report == "second");
  REQUIRE(home.gui.click("###left/aside/" + report));
  REQUIRE(home.last_order<client::PutDraftAside>() != nullptr);
  CHECK(home.last_order<client::PutDraftAside>()->report == report);
}

TEST_CASE("work that was found names the first of the places that it changes") {
  Home home;
  const std::string report = home.desk.model.home.reports.front().row.id;
  const auto found = [&](std::vector<std::string> labels) {
    home.relist([&](client::ReportsListed& list) { list.left = {{report, 5, "", std::move(labels)}}; });
    INFO(home.gui.picture());
    return home.gui.picture();
  };
  CHECK(found({"执行数", "正文"}).find("自评报告。改了执行数、正文。") != std::string::npos);
  CHECK(found({"甲", "乙", "丙", "丁", "戊"}).find("。改了甲、乙、丙、丁等。") != std::string::npos);
  CHECK(found({}).find("改了") == std::string::npos);
}

TEST_CASE("what was put aside is told above the list as kept, for how long it stands there, and is taken back there") {
  Home home;
  const std::string report = home.desk.model.home.reports.front().row.id;
  home.relist([&](client::ReportsListed& list) { list.aside = {{7, 5, list.last_sync, list.last_sync, report}}; });
  INFO(home.gui.picture());
  const std::string at = view::moment(home.desk.model.home.last_sync, home.desk.model.now_ms);
  CHECK(home.gui.shows(at + " 的 5 处修改已放到一边：2022年度部门整体支出绩效自评报告。一直保存在本机"));
  CHECK(home.gui.shows("这里提醒 30 天"));
  REQUIRE(home.gui.click("###left/back/7"));
  REQUIRE(home.last_order<client::TakeDraftBack>() != nullptr);
  CHECK(home.last_order<client::TakeDraftBack>()->report == report);
  CHECK(home.last_order<client::TakeDraftBack>()->id == 7);
}

TEST_CASE("what was put aside is taken back from the history of its report") {
  Sitting desk("office", "", {1600, 900});
  desk.open();
  client::EditsSaved saved;
  saved.report = desk.desk.report().id;
  saved.around = desk.desk.report().around;
  saved.around.aside = {{7, 2, desk.desk.model.home.last_sync, "", saved.report}};
  desk.tell(saved);
  desk.ask(app::ShowSide{app::Side::History});
  CHECK(desk.gui.shows("一直保存在本机，取回以前不会删除"));
  REQUIRE(desk.gui.click("###aside/7"));
  REQUIRE(desk.last_order<client::TakeDraftBack>() != nullptr);
  CHECK(desk.last_order<client::TakeDraftBack>()->id == 7);
}

TEST_CASE(
    "days that are left are counted to the end of the last day in Beijing, by the server's clock, while it can be "
    "submitted") {
  Home home;
  const std::int64_t noon = base::parse_utc_text("2023-03-29T04:00:00Z");  // in Beijing
  home.desk.model.now_ms = noon;
  const auto shows = [&](const char* until, const char* words) {
    home.relist([&](client::ReportsListed& list) { list.reports.front().until = until; });
    INFO(until << "\n" << home.gui.picture());
    CHECK(home.gui.shows(words));
  };
  shows("2023-04-10", "还有 12 天");
  shows("2023-03-29", "今天截止");
  shows("2023-03-28", "逾期 1 天");
  home.relist([&](client::ReportsListed& list) {
    list.reports.front().until = "2023-03-29";
    list.skew_ms = -13LL * 3600 * 1000;  // this device is behind
  });
  CHECK(home.gui.shows("逾期 1 天"));
  home.relist([&](client::ReportsListed& list) { list.reports.front().row.stage = sync::Stage::Submitted; });
  CHECK_FALSE(home.gui.shows("逾期"));
}

TEST_CASE("a reviewer has no tab of his own part, and whoever worked on a report finds it again") {
  Sitting finance("finance", "");
  CHECK(finance.gui.find("###tab/mine") == nullptr);
  CHECK(finance.desk.model.tab == app::HomeTab::Waiting);
  Home home;
  home.relist([](client::ReportsListed& list) { list.reports.back().handled = true; });
  REQUIRE(home.gui.click("###tab/handled"));
  CHECK(home.gui.shows("2020年度"));
  CHECK_FALSE(home.gui.shows("2021年度"));
}
