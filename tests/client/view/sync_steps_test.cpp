#include "client/view/sync_steps.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/view/moment.h"
#include "client/view/status_line.h"
#include "client/view/wording.h"
#include "shared/merge/merge.h"
#include "tests/client/view/sitting.h"
#include "tests/support/speaking.h"

using namespace ziping;
using tests::Sitting;

namespace {

const view::SyncStep* step(const std::vector<view::SyncStep>& steps, std::string_view name) {
  const auto at = std::ranges::find(steps, name, &view::SyncStep::step);
  return at == steps.end() ? nullptr : &*at;
}

struct Steps : Sitting {
  Steps() {
    open();
    ask(app::ShowScreen{app::Screen::SyncSteps});
  }
  [[nodiscard]] std::vector<view::SyncStep> steps() const { return view::sync_steps(desk.model); }
  void end(client::SyncResult result) { tell(client::SyncEnded{std::move(result), desk.model.now_ms}); }
};

}  // namespace

TEST_CASE("a synchronisation that went well is told step by step, with sizes") {
  Steps page;
  page.end({2, 5, 2, 0, {}, {}, {2, 3'418, 20'966}});
  INFO(page.gui.picture());
  for (const char* words : {"✓ 保存到本机 全部已保存", "✓ 连接服务器 通了，https://zp.example.cn",
                            "✓ 发送修订 2 份 3.4 KB", "✓ 总部回执 2 份", "✓ 接收修订 5 份 21.0 KB"})
    CHECK(page.gui.shows(words));
}

TEST_CASE(
    "each step says when it was and how long it took, in the table and in what is copied; else that it is unknown") {
  Steps page;
  const std::int64_t at = page.desk.model.now_ms - 20'000;
  client::SyncResult result{2, 5, 2, 0, {}, {}, {2, 3'418, 20'966}};
  result.times = {{at, 40}, {at + 400, 1'250}, {at + 1'650}, {at, 12'500}, {}};
  page.end(std::move(result));
  const auto steps = page.steps();
  const auto time = [&](const char* name) { return step(steps, name) ? step(steps, name)->time : "no such step"; };
  const auto day = [&](std::int64_t ms) { return view::time_of_day(ms); };
  CHECK(time("连接服务器") == day(at) + " · 不到 0.1 秒");
  CHECK(time("发送修订") == day(at + 400) + " · 1.2 秒");
  CHECK(time("总部回执") == day(at + 1'650));
  CHECK(time("接收修订") == day(at) + " · 12 秒");
  CHECK(time("待发送") == "—");
  INFO(page.gui.picture());
  CHECK(page.gui.shows(day(at + 400) + " · 1.2 秒"));
  CHECK(view::support_text(page.desk.model).find("2 份，3.4 KB（时间 " + day(at + 400) + " · 1.2 秒）") !=
        std::string::npos);
}

TEST_CASE("while a sync runs its steps say when they began, and a failed one how long the server was looked for") {
  Steps page;
  page.ask(app::SyncNow{});
  const std::int64_t at = page.desk.model.now_ms;
  client::SyncProgress progress{3, 7, 0, {}};
  progress.times.sending = {at};
  page.tell(client::SyncMoved{progress});
  CHECK(step(page.steps(), "发送修订")->time == view::time_of_day(at));
  client::SyncEnded news{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, 0};
  news.so_far.times.connection = {at, 10'000};
  page.tell(news);
  CHECK(step(page.steps(), "连接服务器")->time == view::time_of_day(at) + " · 10 秒");
}

TEST_CASE("spans are told as people count them") {
  CHECK(view::span_words(0) == "不到 0.1 秒");
  CHECK(view::span_words(9'999) == "9.9 秒");
  CHECK(view::span_words(59'999) == "59 秒");
  CHECK(view::span_words(125'000) == "2 分 5 秒");
  CHECK(view::span_words(7'500'000) == "2 小时 5 分");
}

TEST_CASE("a clock that is wrong is a step with a sentence, a right one is none") {
  Steps page;
  CHECK(step(page.steps(), "本机时钟") == nullptr);
  client::ReportsListed list = page.desk.model.home;
  list.skew_ms = 3 * 3'600'000 + 5 * 60'000;
  page.tell(list);
  CHECK(page.gui.shows("! 本机时钟 本机时钟比服务器快 3 小时 5 分钟，不影响合并与先后"));
}

TEST_CASE("a missing receipt is a warning that says where the work is") {
  Steps page;
  page.end({3, 0, 2, 0, {}, {}, {}});
  const auto steps = page.steps();
  REQUIRE(step(steps, "总部回执") != nullptr);
  CHECK(step(steps, "总部回执")->level == view::Level::Warn);
  CHECK(page.gui.shows("仍在本机"));
}

TEST_CASE("what was refused and what was set aside is told one by one") {
  Steps page;
  client::SyncResult result{2, 0, 1, 1, {}, {}, {}};
  result.refused.push_back({"name", "not-yours", "东陂镇工作队的内容由东陂镇工作队填写。", {}});
  page.end(std::move(result));
  CHECK(page.gui.shows("! 没有收下 东陂镇工作队的内容由东陂镇工作队填写。"));
  CHECK(page.gui.shows("内容没有丢"));
}

TEST_CASE("what was refused names its report and place, leads to the history there, and tells support neither") {
  Steps page;
  const std::string report = page.desk.model.home.reports.front().row.id;
  client::SyncResult result{2, 0, 1, 0, {}, {}, {}};
  result.refused.push_back({"name", "not-yours", "由财务岗填写。", {}});
  result.refused.push_back({"another", "not-yours", "由财务岗填写。", {}});
  result.refused_at["name"] = {report, {{"funds.executed", "执行数"}, {"a[1].text", "正文"}, {"a[2].text", "正文"}}};
  page.end(std::move(result));
  INFO(page.gui.picture());
  CHECK(page.gui.shows("! 没有收下 2022年度部门整体支出绩效自评报告：执行数、正文"));
  CHECK(page.gui.shows("由财务岗填写。"));
  CHECK(view::support_text(page.desk.model).find("执行数") == std::string::npos);
  CHECK_FALSE(page.gui.find("###step/look/0"));
  std::size_t at = 0;
  for (const view::SyncStep& one : page.steps()) {
    if (!one.report.empty()) break;
    ++at;
  }
  REQUIRE(page.gui.click("###step/look/" + std::to_string(at)));
  CHECK(page.desk.model.screen == app::Screen::Report);
  CHECK(page.desk.report().side == app::Side::History);
  CHECK(page.desk.report().form);  // the one that was open, as it was
  CHECK(page.last<app::Open>()->report == report);
}

TEST_CASE(
    "a remark that was refused is no suggestion: what was said under an earlier registration is to be said again") {
  Steps page;
  const std::string report = page.desk.model.home.reports.front().row.id;
  client::SyncResult result{1, 0, 0, 0, {}, {}, {}};
  const char* code = "unknown-version";
  SECTION("under an earlier registration") { code = "device-revoked"; }
  SECTION("for another reason") {}
  result.refused.push_back({"name", code, "没有采用。", {}});
  result.refused_at["name"] = {report, {}, true};
  page.end(std::move(result));
  const auto steps = page.steps();
  REQUIRE(step(steps, "没有收下") != nullptr);
  CHECK(step(steps, "没有收下")->advice.find("建议") == std::string::npos);
  const bool again = step(steps, "没有收下")->advice.ends_with("请再说一次。");
  CHECK(again == (code == std::string_view("device-revoked")));
}

TEST_CASE("what was asked of reports is a step each: what waits, and what was not done with its reason") {
  Steps page;
  CHECK(step(page.steps(), "报送与审核") == nullptr);
  page.relist([](client::ReportsListed& list) {
    client::Summary other = list.reports.front();
    other.row.id = "other";
    other.wish = client::Wish{"other", sync::Action::Accept, 1};
    list.reports.push_back(other);
  });
  REQUIRE(step(page.steps(), "报送与审核") != nullptr);
  CHECK(step(page.steps(), "报送与审核")->result.ends_with("：通过 · 待发送"));
  page.relist([](client::ReportsListed& list) {
    list.reports.back().wish->state = client::Wish::State::Refused;
    list.reports.back().wish->why = "还有 2 处冲突没有决定，不能报送。";
  });
  CHECK(step(page.steps(), "报送与审核")->level == view::Level::Warn);
  CHECK(page.gui.shows("还有 2 处冲突没有决定，不能报送。"));
}

TEST_CASE("what the server refused in Chinese is told in English where English is spoken") {
  Steps page;
  client::SyncResult result{2, 0, 1, 0, {}, {}, {}};
  result.refused.push_back({"name", "denied", "这份报告属于另一个部门，没有采用。内容仍在您的电脑上。", {}});
  page.end(std::move(result));
  const tests::Speaking english(text::Language::English);
  const auto steps = page.steps();
  const auto told = std::ranges::find_if(steps, [](const view::SyncStep& one) {
    return one.result.starts_with("This report belongs to another department");
  });
  CHECK(told != steps.end());
}

TEST_CASE("a server that merges by other rules is a step with both numbers and which program to update") {
  Steps page;
  page.end({2, 0, 2, 0, {}, {}, {}});
  CHECK(step(page.steps(), "合并规则") == nullptr);
  const std::int64_t ours = merge::kMergeNumber;
  client::SyncResult result{2, 0, 2, 0, {}, {}, {}};
  for (const auto& [theirs, advice] :
       {std::pair(ours + 1, "请更新本机的程序。"), {ours - 1, "请联系管理员更新服务器。"}}) {
    result.server_merge = theirs;
    page.end(result);
    INFO(page.gui.picture());
    CHECK(page.gui.shows("! 合并规则 服务器用第 " + std::to_string(theirs) + " 号合并规则，本机用第 " +
                         std::to_string(ours) + " 号：两边都保留全部内容"));
    CHECK(page.gui.shows(advice));
  }
}

TEST_CASE("attachments and remarks are told beside the revisions: gone, waiting and refused") {
  Steps page;
  page.relist([](client::ReportsListed& list) {
    client::Summary other = list.reports.front();
    other.row.id = "other";
    other.waiting = {0, 2, 1};
    list.reports.push_back(other);
  });
  CHECK(page.gui.shows("待发送 2 条意见、1 个附件等待发送"));
  client::SyncResult result{2, 0, 2, 0, {}, {}, {}};
  result.files = {1, 2, {"附件超过限额。"}, "服务器磁盘快满了。"};
  result.remarks_waiting = 1;
  page.end(std::move(result));
  CHECK(page.gui.shows("✓ 附件 送出 1 个，取回 2 个"));
  CHECK(page.gui.shows("! 附件在等 服务器磁盘快满了。"));
  CHECK(page.gui.shows("! 附件没有收下 附件超过限额。"));
  CHECK(page.gui.shows("! 意见没有送出 服务器还不认识意见"));
}

TEST_CASE("a server that cannot be reached is said once, with what to do") {
  Steps page;
  page.tell(client::SyncEnded{
      base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器，没有发送。", "refused"}, 0});
  const std::string& picture = page.gui.picture();
  const std::size_t first = picture.find("连不上服务器，没有发送。");
  REQUIRE(first != std::string::npos);
  CHECK(picture.find("连不上服务器，没有发送。", first + 1) == std::string::npos);
  CHECK(page.gui.shows("请检查网线或无线网"));
}

TEST_CASE("what to do about a failed synchronisation is one sentence, with the time where a next try is set") {
  Steps page;
  const auto fail = [&](const char* code) {
    page.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, code, "没有发送。", {}}, 0});
  };
  const auto plan = [&](std::optional<client::NextTry> when) {
    page.relist([&](client::ReportsListed& list) { list.next_try = when; });
  };
  const auto advice = [&] { return step(page.steps(), "连接服务器")->advice; };
  page.relist([](client::ReportsListed& list) { list.reports.front().waiting.revisions = 2; });
  const std::int64_t at = page.desk.model.now_ms + 480'000;
  plan(client::NextTry{at, 2});
  fail("offline");
  CHECK(advice() == "服务器是 https://zp.example.cn，请检查网线或无线网；" + view::moment(at, page.desk.model.now_ms) +
                        " 自动再试（已试 2 次），连上以后也可以马上点“同步”。");
  CHECK(step(page.steps(), "下次同步") == nullptr);
  CHECK(step(page.steps(), "待发送")->advice.empty());
  fail("too-slow");
  CHECK(advice().starts_with(view::moment(at, page.desk.model.now_ms) + " 自动再试（已试 2 次），也可以马上点“同步”"));
  plan(client::NextTry{page.desk.model.now_ms, 2});
  CHECK(advice().starts_with("马上自动再试，"));
  plan(std::nullopt);
  CHECK(advice().starts_with("程序不会自己再试"));
  page.ask(app::SetAutoSync{false});
  CHECK(advice().starts_with("请点“同步”再试一次"));
  CHECK(view::support_text(page.desk.model).find("下次同步") != std::string::npos);
}

TEST_CASE("the last step says when the next synchronisation comes, or what it waits for") {
  Steps page;
  const auto next = [&] { return step(page.steps(), "下次同步")->result; };
  const auto plan = [&](std::optional<client::NextTry> when) {
    page.relist([&](client::ReportsListed& list) { list.next_try = when; });
  };
  CHECK(next().ends_with("，自动"));
  plan(client::NextTry{page.desk.model.now_ms + 60'000, 3});
  CHECK(next().ends_with("，自动再试（已试 3 次）"));
  plan(client::NextTry{page.desk.model.now_ms - 1, 0});
  CHECK(next() == "马上，自动");
  plan(std::nullopt);
  CHECK(next() == "点“同步”时");
  CHECK(page.gui.shows("程序不会自己再试"));
  page.ask(app::SetAutoSync{false});
  CHECK(page.gui.shows("自动同步已在设置里关掉"));
}

TEST_CASE("a server that was set back is asked about on the page, and a yes sends again what it lacks") {
  Steps page;
  CHECK_FALSE(page.gui.click("###sync/restored"));
  page.tell(client::SyncEnded{
      base::Error{base::ErrorKind::Denied, "restored-server", "服务器可能用旧备份恢复过，请联系管理员核实。", {}}, 0});
  CHECK(page.gui.shows("请联系管理员核实"));
  CHECK_FALSE(page.gui.shows("都在总部了"));  // nobody knows that now
  REQUIRE(page.gui.click("###sync/restored"));
  page.look_again();
  CHECK(page.gui.shows("本机什么也不会删改"));
  REQUIRE(page.gui.click("###question/no"));
  CHECK(page.count<app::SyncNow>() == 0);
  REQUIRE(page.gui.click("###sync/restored"));
  page.look_again();
  REQUIRE(page.gui.click("###question/yes"));
  REQUIRE(page.last_order<client::Synchronise>() != nullptr);
  CHECK(page.last_order<client::Synchronise>()->restored == client::Restored::Accept);
  page.look_again();
  CHECK_FALSE(page.gui.click("###sync/restored"));
  client::SyncResult result{2, 5, 2, 0, {}, {}, {}};
  result.restored = client::Restored::Accept;
  page.end(std::move(result));
  CHECK(page.gui.shows("它没有的内容，本机已再送一次"));
}

TEST_CASE("who could not be reached is not said to have everything") {
  Steps page;
  CHECK(page.gui.shows("✓ 待发送 没有，都在总部了"));
  page.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, 0});
  CHECK(page.gui.shows("✓ 待发送 没有要发送的"));
}

TEST_CASE("attachments on their way are a step with what has gone of them") {
  Steps page;
  REQUIRE(page.gui.click("###sync"));
  CHECK_FALSE(page.gui.shows("100%"));
  page.tell(client::SyncMoved{{0, 0, 0, {1, 5'000, 200}, {12'500'000, 50'000'000}}});
  CHECK(page.gui.shows("附件 已传 12.5 MB / 50.0 MB"));
  CHECK(page.gui.shows("25%"));
}

TEST_CASE("while it runs the page tells how far it is, and can stop it") {
  Steps page;
  REQUIRE(page.gui.click("###sync"));
  page.tell(client::SyncMoved{{3, 7, 1, {1, 5'000, 200}}});
  CHECK(page.gui.shows("发送修订 3 / 7 份 5.0 KB"));
  CHECK(page.gui.shows("42%"));
  REQUIRE(page.gui.click("###sync"));
  CHECK(page.count<app::SyncStop>() == 1);
  page.look_again();
  CHECK(page.gui.shows("正在停下…"));
  page.gui.click("###sync");
  CHECK(page.count<app::SyncStop>() == 1);
}

TEST_CASE("a sync that was stopped is told with what had gone, and neither as a failure nor as what the last one did") {
  Steps page;
  page.end({9, 9, 9, 0, {}, {}, {}});
  const std::string sentence = "已停下：已送出 2 份修订，其余仍在本机。";
  client::SyncEnded news{base::Error{base::ErrorKind::Unavailable, "stopped", sentence, {}}, 0};
  news.so_far = {2, 1, 2, 0, {}, {}, {3, 5'000, 200}};
  page.tell(news);
  REQUIRE(step(page.steps(), "连接服务器") != nullptr);
  CHECK(step(page.steps(), "连接服务器")->level == view::Level::Info);
  CHECK(step(page.steps(), "连接服务器")->result == sentence);
  CHECK(page.gui.shows("✓ 发送修订 2 份 5.0 KB"));
  const std::size_t first = page.gui.picture().find(sentence);
  CHECK(page.gui.picture().find(sentence, first + 1) == std::string::npos);  // the page says it once
  page.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, 0});
  CHECK(step(page.steps(), "发送修订") == nullptr);  // nothing went this time
}

TEST_CASE("a full disk is the first step that failed") {
  Steps page;
  page.tell(client::DiskWaits{base::Error{base::ErrorKind::Full, "disk-full", "磁盘满了。", {}}});
  CHECK(page.steps().front().level == view::Level::Bad);
  CHECK(page.gui.shows("请腾出磁盘空间"));
}

TEST_CASE("what is copied for support holds numbers and codes, and no word of the report") {
  Steps page;
  page.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", "SSL"}, 0});
  REQUIRE(page.gui.click("###sync/copy"));
  const std::string& copied = page.gui.clipboard();
  for (const char* words : {"https://zp.example.cn", "offline SSL", "office（office）", "2023-03-02T08:12:00Z"})
    CHECK(copied.find(words) != std::string::npos);
  CHECK(copied.find("绩效自评报告") == std::string::npos);
  page.look_again();
  CHECK(page.gui.shows("已复制到剪贴板"));
}

TEST_CASE("sizes are told as people read them") {
  CHECK(view::bytes_words(999) == "999 字节");
  CHECK(view::bytes_words(1'000) == "1.0 KB");
  CHECK(view::bytes_words(20'966) == "21.0 KB");
  CHECK(view::bytes_words(3'120'000) == "3.1 MB");
}

TEST_CASE("what a synchronisation would change is asked for and told with numbers, and is gone once it begins") {
  Steps page;
  REQUIRE(page.gui.click("###sync/look"));
  CHECK(page.last_order<client::LookAhead>() != nullptr);
  page.look_again();
  CHECK(page.gui.shows("正在看…"));
  const std::string report = page.desk.model.home.reports.front().row.id;
  page.tell(client::SyncForeseen{std::vector<client::ForeseenReport>{
      {report, false, {{"funds.budget", "全年预算数"}, {"a.text", "内容"}, {"b.text", "内容"}}},
      {"unknown", true, {}, 2023, "项目支出绩效自评报告"}}});
  INFO(page.gui.picture());
  CHECK(page.gui.shows("本次同步将修改 1 份报告中的 3 处，新增 1 份报告。"));
  CHECK(page.gui.shows("：全年预算数、内容 3 处"));
  CHECK(page.gui.shows("新的报告：2023年度 项目支出绩效自评报告"));
  page.ask(app::SyncNow{});
  CHECK_FALSE(page.gui.shows("本次同步将"));
}

TEST_CASE("a look that finds nothing, or no server, says so") {
  Steps page;
  page.tell(client::SyncForeseen{std::vector<client::ForeseenReport>{}});
  CHECK(page.gui.shows("总部没有会改动本机报告的新内容"));
  page.tell(client::SyncForeseen{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}});
  CHECK(page.gui.shows("连不上服务器。"));
}

TEST_CASE("changes that were recovered are said to wait for an answer while the rest goes by itself") {
  Steps page;
  CHECK(step(page.steps(), "恢复的修改") == nullptr);
  page.desk.model.home.left.push_back({page.desk.report().id, 2, "2023-03-02T08:00:00Z"});
  const std::vector<view::SyncStep> steps = page.steps();
  const view::SyncStep* left = step(steps, "恢复的修改");
  REQUIRE(left);
  CHECK(left->result == "1 份报告恢复的修改等您看过再发");
  CHECK_FALSE(left->advice.empty());
}

TEST_CASE("each report that a sync changed is a step with its places and a way there, and support is told none of it") {
  Steps page;
  const std::string report = page.desk.model.home.reports.front().row.id;
  client::SyncResult result{2, 5, 2, 0, {}, {}, {}};
  result.changed = {{report, false, {{"funds.executed", "执行数"}, {"a.text", "正文"}, {"b.text", "正文"}}},
                    {"new", true, {}, 2023, "自评"}};
  page.end(result);
  INFO(page.gui.picture());
  CHECK(page.gui.shows("2022年度部门整体支出绩效自评报告：执行数、正文"));
  REQUIRE(step(page.steps(), "合并进来") != nullptr);
  CHECK(step(page.steps(), "合并进来")->result == "修改了 3 处");
  CHECK(step(page.steps(), "合并进来")->report == report);
  CHECK(view::support_text(page.desk.model).find("执行数") == std::string::npos);
  for (int i = 0; i < 5; ++i) result.changed.push_back(result.changed.front());
  page.end(result);
  const auto steps = page.steps();
  CHECK(std::ranges::find(steps, "另有 2 份报告也有修改", &view::SyncStep::result) != steps.end());
  CHECK(view::status_of(page.desk.model).sentence().find("同步修改了 6 份报告中的 18 处") != std::string::npos);
}

TEST_CASE("a sync that waits for a yes has its buttons beside what it would change, and no other primary one") {
  Steps page;
  const auto foresee = [&] {
    const std::string report = page.desk.model.home.reports.front().row.id;
    page.tell(
        client::SyncForeseen{std::vector<client::ForeseenReport>{{report, false, {{"funds.budget", "全年预算数"}}}}});
  };
  foresee();
  CHECK(page.gui.find("###foreseen/yes") == nullptr);  // nobody wants to be asked
  page.ask(app::SetAskFirst{true});
  REQUIRE(page.gui.click("###foreseen/no"));
  CHECK(page.count<app::SyncNotNow>() == 1);
  page.look_again();
  CHECK_FALSE(page.gui.shows("本次同步将"));
  foresee();
  REQUIRE(page.gui.click("###foreseen/yes"));
  REQUIRE(page.last<app::SyncNow>() != nullptr);
  CHECK(page.last<app::SyncNow>()->seen);
  CHECK(page.last_order<client::Synchronise>() != nullptr);
}

TEST_CASE("while it is looked before a sync the button of the page stops that") {
  Steps page;
  page.ask(app::SetAskFirst{true});
  REQUIRE(page.gui.click("###sync"));
  page.look_again();
  CHECK(page.gui.shows("停止同步"));
  REQUIRE(page.gui.click("###sync"));
  CHECK(page.count<app::SyncStop>() == 1);
}
