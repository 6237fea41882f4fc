// Lists that are longer than any screen: what is near the sight is drawn, and nothing else of them.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/past.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::revision;
using tests::Sitting;

namespace {

constexpr std::size_t kMany = 2000;
constexpr std::size_t kItemsMost = 700;  // on and near the screen, with the panes and bars around the list

struct Long : Sitting {
  explicit Long(const std::string& role = "office") : Sitting(role, "", {1600, 900}) {
    open();
    tests::give_versions(desk);
  }
  // The vault tells of so many revisions more, the newest with a note.
  void add_revisions(std::size_t count, const std::string& note) {
    client::EditsSaved news;
    news.report = desk.report().id;
    news.around = desk.report().around;
    std::vector<client::LogEntry>& log = news.around.log;
    for (std::size_t i = 0; i < count; ++i)
      log.insert(log.begin(), {revision(note + std::to_string(i)),
                               "office",
                               "2023-03-02T07:30:00Z",
                               i + 1 == count ? note : "",
                               {log.front().revision},
                               true});
    tell(std::move(news));
  }
  // Past the frames in which the heights are taken.
  void settle() { gui.frame(8); }
  [[nodiscard]] std::size_t items() const { return gui.items().size(); }
};

}  // namespace

TEST_CASE("of a history of 2,000 revisions only what is near the sight is drawn, and what is new comes to it") {
  Long office;
  office.add_revisions(kMany, "整理");
  office.ask(app::ShowMiddle{app::Middle::Versions});
  office.settle();
  CHECK(office.items() < kItemsMost);
  CHECK(office.gui.shows("整理"));
  CHECK_FALSE(office.gui.shows("按退回意见修改"));
  REQUIRE(office.memory.shown.history);
  CHECK(office.memory.shown.history->entries.size() > kMany);
  office.add_revisions(1, "又整理");
  CHECK(office.gui.shows("又整理"));
}

TEST_CASE("the past is told anew when headquarters has received a revision, and on another day") {
  Long office;
  office.ask(app::ShowMiddle{app::Middle::Versions});
  CHECK(office.gui.shows("待发送"));
  client::EditsSaved news;
  news.report = office.desk.report().id;
  news.around = office.desk.report().around;
  for (client::LogEntry& entry : news.around.log) entry.sent = true;
  office.tell(std::move(news));
  const std::vector<view::TimelineEntry>& entries = office.memory.shown.history->entries;
  const auto waits = [](const view::TimelineEntry& entry) { return entry.about.find("待发送") != std::string::npos; };
  CHECK(std::ranges::none_of(entries, waits));
  const std::string today = entries[1].about;
  office.desk.model.now_ms += 3 * 86'400'000LL;
  office.look_again();
  CHECK(office.memory.shown.history->entries[1].about != today);
}

TEST_CASE("of 2,000 changes only those near the sight are drawn, and all of them can be taken back at once") {
  Long office;
  office.desk.report().around.row.stage = sync::Stage::Returned;
  office.ask(app::ShowMiddle{app::Middle::Versions});
  tests::read(office.desk, "2", tests::first_version(office.desk.state()));
  app::Change change;
  change.path = {{}, "funds.executed"};
  change.section = "收支情况";
  change.label = "执行数";
  change.before = "1";
  change.after = "2";
  office.desk.report().changes.assign(kMany, change);
  office.settle();
  INFO(office.gui.picture());
  CHECK(office.gui.find("###restore/0"));
  CHECK(office.items() < kItemsMost);
  REQUIRE(office.gui.click("###restore_section/0"));
  REQUIRE(office.last<app::Restore>() != nullptr);
  CHECK(office.last<app::Restore>()->changes.size() == kMany);
}

TEST_CASE("of a table of 2,000 rows only those near the sight are drawn, and one that is led to comes into it") {
  Long finance("finance");
  finance.desk.ask(app::ReadVersion{"2"});
  report::State state = tests::second_version();
  for (std::size_t i = 0; i < kMany; ++i) {
    report::Row row;
    row.id = "t" + std::to_string(i);
    row.set("level3", tests::words("新开工项目数" + std::to_string(i)));
    row.set("score", tests::words("9.5"));
    state.rows["evaluation.table"].push_back(row);
  }
  tests::read(finance.desk, "2", state);
  client::RemarkThread thread;
  thread.open = true;
  thread.remark.id = revision("remark");
  thread.remark.state = "durable";
  thread.remark.header.version = 2;
  thread.remark.header.author = "finance";
  thread.remark.header.text = "请核对。";
  thread.remark.header.place.at = "evaluation.table[t1500].score";
  finance.tell(client::RemarksShown{finance.desk.report().id, finance.desk.report().opening, {thread}});
  finance.settle();
  CHECK(finance.items() < kItemsMost);
  CHECK_FALSE(finance.gui.shows("新开工项目数1500"));
  finance.memory.remark.reading_at = thread.remark.id;
  finance.settle();
  CHECK(finance.items() < kItemsMost);
  CHECK(finance.gui.shows("新开工项目数1500"));
  CHECK_FALSE(finance.gui.shows("新开工项目数1400"));
  const auto is_mark = [](const auto& item) { return item.label.find("###margin/") != std::string::npos; };
  const auto mark = std::ranges::find_if(finance.gui.items(), is_mark);
  REQUIRE(mark != finance.gui.items().end());
  CHECK(mark->label.ends_with("/1501"));  // the titles are the first row
}

TEST_CASE("another version, or another width, has its own measures") {
  Long finance("finance");
  finance.desk.ask(app::ReadVersion{"2"});
  report::State state = tests::second_version();
  report::Row row;
  row.id = "t1";
  row.set("level3", tests::words("新开工项目数"));
  state.rows["evaluation.table"] = {row};
  tests::read(finance.desk, "2", state);
  finance.settle();
  REQUIRE(finance.memory.shown.sheet);
  REQUIRE(finance.memory.shown.sheet->tables.size() == 1);
  const view::RulingShown before = finance.memory.shown.sheet->tables.begin()->second;
  CHECK(before.tops.size() == 3);
  ImGui::GetIO().DisplaySize = {1000, 900};
  finance.settle();
  CHECK(finance.memory.shown.sheet->tables.begin()->second.source.width < before.source.width);
  for (std::size_t i = 0; i < 3; ++i) {
    row.id = "u" + std::to_string(i);
    state.rows["evaluation.table"].push_back(row);
  }
  tests::read(finance.desk, "2", state);
  finance.settle();
  CHECK(finance.memory.shown.sheet->tables.begin()->second.tops.size() == 6);
}
