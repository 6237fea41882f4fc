#include "client/view/status_line.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/view/moment.h"
#include "shared/base/clock.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Line : tests::Desk {
  Line() { open(); }
  [[nodiscard]] std::string sentence() const { return view::status_of(model).sentence(); }
  [[nodiscard]] bool says(std::string_view words) const { return sentence().find(words) != std::string::npos; }

  void around(const std::function<void(client::Surroundings&)>& change) {
    client::EditsSaved news;
    news.report = report().id;
    news.through = report().typed;
    news.at_ms = model.now_ms;
    news.around = report().around;
    change(news.around);
    tell(std::move(news));
  }
  void type() { ask(app::SetField{"funds.executed", "20100.00"}); }
};

base::Error offline() { return {base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}; }

}  // namespace

TEST_CASE("what is typed is not called saved before the vault has said so") {
  Line line;
  line.type();
  CHECK(line.sentence().starts_with("正在输入"));
  CHECK_FALSE(line.says("已保存"));
  line.save();
  CHECK(line.sentence().starts_with("已保存到本机 " + base::local_text(line.model.now_ms).substr(11)));
  CHECK_FALSE(line.says("正在输入"));
}

TEST_CASE("what is saved and not sent waits, the draft as one") {
  Line line;
  CHECK_FALSE(line.says("待发送"));
  line.type();
  line.save();
  CHECK(line.says("待发送 1 份修订"));
  line.around([](client::Surroundings& around) {
    around.draft = false;
    around.waiting.revisions = 2;
  });
  CHECK(line.says("待发送 2 份修订 ·"));
}

TEST_CASE("remarks and attachments that wait are told beside the revisions, each as what it is") {
  Line line;
  line.around([](client::Surroundings& around) { around.waiting = {3, 2, 1}; });
  CHECK(line.says("待发送 3 份修订、2 条意见、1 个附件"));
  line.around([](client::Surroundings& around) { around.waiting = {0, 0, 1}; });
  CHECK(line.says("待发送 1 个附件"));
  CHECK(view::waiting(line.model) == client::Waiting{0, 0, 1});
}

TEST_CASE("sending tells how much has gone, then what comes") {
  Line line;
  line.around([](client::Surroundings& around) { around.waiting.revisions = 1; });
  line.ask(app::SyncNow{});
  line.tell(client::SyncMoved{{3, 7, 0, {}}});
  CHECK(line.says("发送中 42%"));
  line.tell(client::SyncMoved{{7, 7, 0, {}}});
  CHECK(line.says("同步中"));
  line.tell(client::SyncMoved{{7, 7, 5, {}}});
  CHECK(line.says("接收中 5"));
  line.tell(client::SyncEnded{client::SyncResult{}, line.model.now_ms});
  CHECK_FALSE(line.says("接收中"));
}

TEST_CASE("attachments that travel behind the text are told in bytes, and no bar is full before they are through") {
  Line line;
  line.around([](client::Surroundings& around) { around.waiting = {1, 0, 1}; });
  line.ask(app::SyncNow{});
  CHECK_FALSE(view::sent_share(line.model.sync.progress).has_value());
  line.tell(client::SyncMoved{{0, 0, 0, {}, {3'200'000, 50'000'000}}});
  CHECK(line.says("附件 3.2 MB / 50.0 MB"));
  CHECK(view::sent_share(line.model.sync.progress) == 0.064f);
  line.tell(client::SyncMoved{{3, 6, 0, {}, {3'200'000, 50'000'000}}});  // newer text goes first
  CHECK(line.says("发送中 50%"));
  line.tell(client::SyncMoved{{6, 6, 0, {}, {50'000'000, 50'000'000}}});
  CHECK(view::sent_share(line.model.sync.progress) == 1.0f);
  CHECK_FALSE(line.says("附件"));
}

TEST_CASE("of a report that sends nothing no share of what others send is told, in the list it is") {
  Line line;
  line.ask(app::SyncNow{});
  line.tell(client::SyncMoved{{3, 7, 0, {}}});
  CHECK_FALSE(line.says("发送中"));
  CHECK(line.says("同步中"));
  line.around([](client::Surroundings& around) { around.waiting.remarks = 1; });
  CHECK(line.says("发送中 42%"));
  line.tell(client::SyncMoved{{7, 7, 0, {}, {3'200'000, 50'000'000}}});
  CHECK_FALSE(line.says("附件 3.2 MB"));  // which are another report's
  line.leave();
  CHECK(line.says("附件 3.2 MB"));
  line.tell(client::SyncMoved{{3, 7, 0, {}}});
  CHECK(line.says("发送中 42%"));
}

TEST_CASE("warnings follow what is saved, and what is known anyway stands last") {
  Line line;
  line.type();
  line.save();
  line.around([](client::Surroundings& around) { around.versions = {{1, "", "", ""}}; });
  line.tell(client::SyncEnded{offline(), line.model.now_ms});
  client::ReportsListed list = line.model.home;
  list.skew_ms = 3'600'000;
  line.tell(list);
  std::vector<std::size_t> at;
  for (const char* words : {"已保存到本机", "离线（", "本机时钟偏快", "待发送", "总部已收", "第1版"}) {
    INFO(words << " in " << line.sentence());
    at.push_back(line.sentence().find(words));
    REQUIRE(at.back() != std::string::npos);
  }
  CHECK(std::ranges::is_sorted(at));
}

TEST_CASE(
    "in a narrow window the line keeps its warnings, leaves out what stands last, and tells all under the mouse") {
  Sitting sitting("office", "", {640, 500});
  sitting.open();
  sitting.tell(client::SyncEnded{offline(), sitting.desk.model.now_ms});
  client::EditsSaved news;
  news.report = sitting.desk.report().id;
  news.at_ms = sitting.desk.model.now_ms;
  news.around = sitting.desk.report().around;
  news.around.waiting = {12, 34, 56};
  sitting.tell(std::move(news));
  INFO(sitting.gui.picture());
  CHECK(sitting.gui.shows("离线（"));
  CHECK_FALSE(sitting.gui.shows("总部已收"));
  REQUIRE(sitting.gui.hover("###status"));
  sitting.look_again();
  CHECK(sitting.gui.shows("总部已收 第1734号"));
}

TEST_CASE("only a receipt says that headquarters has it") {
  Line line;
  CHECK(line.says("总部已收 第1734号"));
  line.around([](client::Surroundings& around) { around.last_receipt_seq = 0; });
  CHECK_FALSE(line.says("总部已收"));
}

TEST_CASE("the last version and open conflicts are told") {
  Line line;
  CHECK_FALSE(line.says("版"));
  line.around([](client::Surroundings& around) { around.versions = {{1, "", "", ""}, {2, "", "", ""}}; });
  CHECK(line.says("第2版"));
  line.colleague(tests::Desk::sample(), tests::Desk::clashing());
  CHECK(line.says("冲突 2"));
}

TEST_CASE("a server that does not answer is told with the last time it did") {
  Line line;
  const std::string last = view::moment("2023-03-02T08:12:00Z", line.model.now_ms);
  CHECK(line.says(" · 上次同步 " + last + " · 总部已收"));
  line.tell(client::SyncEnded{offline(), line.model.now_ms});
  CHECK(line.says(" · 离线（上次同步 " + last + "） · "));
  line.tell(client::SyncEnded{base::Error{base::ErrorKind::Denied, "revoked", "本机已被停用。", {}}, 0});
  CHECK(line.says(" · 同步没有完成（上次同步 " + last + "） · "));
  line.tell(client::SyncEnded{client::SyncResult{}, line.model.now_ms});
  CHECK(line.says(" · 上次同步 " + last + " · 总部已收"));
}

TEST_CASE("a sync that somebody stopped is told as one, and neither as a failure nor as a server that is away") {
  Line line;
  line.ask(app::SyncNow{});
  line.ask(app::SyncStop{});
  const char* sentence = "已停下：已送出 3 份修订，其余仍在本机。";
  line.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "stopped", sentence, {}}, 0});
  CHECK_FALSE(line.says("离线"));
  CHECK_FALSE(line.says("同步没有完成"));
  REQUIRE(line.model.notice.has_value());
  CHECK(line.model.notice->tone == app::Notice::Tone::Good);
  CHECK(line.model.notice->sentence == sentence);
}

TEST_CASE("what will be tried again is told with its time, also after the program was closed in between") {
  Line line;
  const std::string last = view::moment("2023-03-02T08:12:00Z", line.model.now_ms);
  client::ReportsListed list = line.model.home;
  list.next_try = client::NextTry{line.model.now_ms + 60'000, 2};
  line.tell(list);
  const std::string again = view::moment(line.model.now_ms + 60'000, line.model.now_ms);
  CHECK(line.says("离线（上次同步 " + last + "，" + again + " 再试）"));
  line.tell(client::SyncEnded{offline(), line.model.now_ms, true});
  CHECK(line.says("离线（上次同步 " + last + "，" + again + " 再试）"));
  CHECK_FALSE(line.model.notice.has_value());  // nobody asked: nobody is disturbed
  line.tell(client::SyncEnded{offline(), line.model.now_ms});
  CHECK(line.model.notice.has_value());
}

TEST_CASE("a device that is not enrolled, and one that never synchronised") {
  tests::Desk desk;
  client::ReportsListed list = desk.model.home;
  list.last_sync.clear();
  desk.tell(list);
  CHECK(view::status_of(desk.model).sentence() == "本机 1 份报告，都已保存 · 还没有同步过");
  list.self.reset();
  list.reports.clear();
  desk.tell(list);
  CHECK(view::status_of(desk.model).sentence() == "本机还没有报告 · 本机还没有登记");
}

TEST_CASE("the list's line counts what waits in all reports") {
  tests::Desk desk;
  client::ReportsListed list = desk.model.home;
  list.reports.push_back(list.reports.front());
  list.reports[0].waiting.revisions = 2;
  list.reports[1].row.id = "another";
  list.reports[1].draft = true;
  desk.tell(list);
  CHECK(view::waiting(desk.model).all() == 3);
  CHECK(view::status_of(desk.model).sentence().starts_with("本机 2 份报告，都已保存 · 待发送 3 份修订"));
}

TEST_CASE("a clock that is wrong by more than two minutes is told, and a right one is not") {
  tests::Desk desk;
  client::ReportsListed list = desk.model.home;
  const auto says_with = [&](std::int64_t skew_ms) {
    list.skew_ms = skew_ms;
    desk.tell(list);
    return view::status_of(desk.model).sentence();
  };
  CHECK(says_with(120'000).find("时钟") == std::string::npos);
  CHECK(says_with(120'001).find("都已保存 · 本机时钟偏快 · ") != std::string::npos);
  CHECK(says_with(-3'600'000).find(" · 本机时钟偏慢 · ") != std::string::npos);
}

TEST_CASE("when saving fails nothing else is said, and loudly") {
  Line line;
  line.type();
  line.tell(client::DiskWaits{base::Error{base::ErrorKind::Full, "disk-full", "磁盘满了，请腾出空间。", {}}});
  const view::Status status = view::status_of(line.model);
  CHECK(status.loud == view::Status::Loud::Yes);
  CHECK(status.sentence() == "磁盘已满，内容暂存在内存里，请腾出空间；不要关闭程序。");
  line.tell(client::DiskWaits{base::Error{base::ErrorKind::Unavailable, "disk-error", "读写磁盘出错。", {}}});
  CHECK(view::status_of(line.model).sentence() == "没有保存到本机：读写磁盘出错。");
  line.tell(client::DiskWaits{});
  CHECK(view::status_of(line.model).loud == view::Status::Loud::No);
}

TEST_CASE("what was refused is told, and not called lost") {
  Line line;
  client::EditFailed news;
  news.report = line.report().id;
  news.path = "funds.executed";
  news.error = {base::ErrorKind::Denied, "not-yours", "由财务岗填写。", {}};
  line.tell(std::move(news));
  CHECK(line.says("1 处改动没有采用"));
  CHECK(view::status_of(line.model).loud == view::Status::Loud::No);
}

TEST_CASE("the line stands at the bottom of every screen and opens the page of the steps") {
  Sitting sitting;
  sitting.open();
  for (const app::Screen screen : {app::Screen::Report, app::Screen::Settings, app::Screen::Enrol}) {
    sitting.ask(app::ShowScreen{screen});
    REQUIRE(sitting.gui.click("###status"));
    CHECK(sitting.desk.model.screen == app::Screen::SyncSteps);
  }
}

TEST_CASE("moments are told as near as they are") {
  const std::int64_t now = 1'677'744'000'000;
  constexpr std::int64_t kDay = 86'400'000;
  const auto local = [](std::int64_t ms) { return base::local_text(ms); };
  CHECK(view::moment(now, now) == local(now).substr(11, 5));
  CHECK(view::moment(now - kDay, now) == "昨天 " + local(now - kDay).substr(11, 5));
  CHECK(view::moment(now - 3 * kDay, now) == local(now - 3 * kDay).substr(5, 11));
  CHECK(view::moment(now - 400 * kDay, now) == local(now - 400 * kDay).substr(0, 16));
  CHECK(view::moment("", now).empty());
}
