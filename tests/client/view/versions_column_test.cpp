#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/view/moment.h"
#include "tests/client/view/middle_window.h"

using namespace ziping;
using tests::Desk;
using tests::revision;
using tests::words;

namespace {

struct Versions : tests::MiddleWindow {
  explicit Versions(const std::string& role = "office") : MiddleWindow(role) { tests::give_versions(desk); }

  void open(app::Middle middle = app::Middle::Versions) {
    desk.ask(app::ShowMiddle{middle});
    show();
  }
  // The department may write again.
  void hand_back() {
    client::EditsSaved news;
    news.report = desk.report().id;
    news.around = desk.report().around;
    news.around.row.stage = sync::Stage::Returned;
    desk.tell(std::move(news));
  }
  // Versions 1 and 2 side by side, as the vault has answered with them.
  void compare() {
    open();
    desk.ask(app::Compare{"1", "2"});
    answer("1", tests::first_version());
    answer("2", tests::second_version());
  }
  void answer(const std::string& which, const report::State& state) {
    tests::read(desk, which, state);
    gui.frame(2);
  }
  void choose(const std::string& field, int option) {
    click(field);
    click("###option" + std::to_string(option));
  }
  [[nodiscard]] std::string compared() const { return desk.model.report->left + " → " + desk.model.report->right; }
  [[nodiscard]] bool asked_for(const std::string& which) const {
    for (const client::Order& order : desk.orders)
      if (const auto* read = std::get_if<client::ReadState>(&order); read && read->which == which) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("two versions are compared section by section, with counts of what changed") {
  Versions window;
  window.compare();
  CHECK(window.gui.shows("数值 2 文字 1 新增 1 移动 1"));
  CHECK(window.gui.shows(
      "一（三）部门整体收支情况 1 处\n执行数\n[- 20,100.5 万元 -] 　→　 {+ 20,509.43 万元 +} 　　+408.93"));
  CHECK(window.gui.shows("二（四）主要工作成效 2 处\n新增 西岸镇工作队 第 15 段\n{+ "));
  CHECK(window.gui.shows("倍感振奋。 [- 全年办成实事12\n件，群众反映良好。 -]"));
  CHECK(window.gui.shows("四、下一步改进措施 1 处\n移动 "));
  CHECK(window.gui.shows("第 1 条 → 第 2 条"));
  CHECK(window.gui.shows("署名\n[- 某局 -] 　→　 （空）"));
}

TEST_CASE("unchanged sentences are left out until they are asked for") {
  Versions window;
  window.compare();
  const std::string* text = tests::second_version().rows["results.blocks"].back().value("text").text();
  REQUIRE(text);
  const std::string beginning = text->substr(0, 36);
  CHECK_FALSE(window.gui.shows(beginning));
  REQUIRE(window.click("###versions/only"));
  CHECK(window.gui.shows(beginning));
  REQUIRE(window.click("###versions/only"));
  CHECK_FALSE(window.gui.shows(beginning));
}

TEST_CASE("the timeline tells who did what, newest first, and what headquarters has") {
  Versions window;
  window.compare();
  const auto at = [&](const char* utc) { return view::moment(std::string(utc), window.desk.model.now_ms); };
  CHECK(window.gui.shows("● 现在的内容\n和最新的修订一样\n▴ 局办公室（我）\n" + at("2023-03-02T07:00:00Z") +
                         " · 待发送\n› 第2版已报送\n" + at("2023-03-01T09:31:00Z") +
                         " · 局办公室\n✓ 局办公室（我） 第2版 新\n" + at("2023-03-01T09:30:00Z") +
                         " · 总部已收\n按退回意见修改\n✓ 东陂一号"));
  CHECK(window.gui.shows("! 第1版已退回\n" + at("2023-02-24T08:00:00Z") + " · 财政审核员\n执行数与决算不一致"));
  CHECK(window.gui.shows("✓ 局办公室（我） 第1版 旧"));
}

TEST_CASE("pressing a state in the timeline compares it, the older one on the left") {
  Versions window;
  window.compare();
  REQUIRE(window.click("###timeline/" + revision("two")));
  CHECK(window.compared() == revision("two") + " → 2");
  CHECK(window.asked_for(revision("two")));
  REQUIRE(window.click("###timeline/draft"));
  CHECK(window.compared() == "2 → draft");
  REQUIRE(window.click("###timeline/draft"));  // nothing to compare it with
  CHECK(window.compared() == "2 → draft");
}

TEST_CASE("either state can be chosen from the list of all") {
  Versions window;
  window.compare();
  window.choose("###versions/right", 0);
  CHECK(window.compared() == "1 → draft");
  window.choose("###versions/left", 1);
  CHECK(window.compared() == "2 → draft");
}

TEST_CASE("what is being read, cannot be read or does not differ is said so") {
  Versions window;
  window.open();
  CHECK(window.compared() == "2 → draft");
  CHECK(window.gui.shows("正在读取 第2版"));
  window.answer("2", window.desk.state());
  CHECK(window.gui.shows("两份内容一样"));
  window.desk.ask(app::Compare{"1", "draft"});
  window.desk.tell(client::StateRead{
      window.desk.report().id, "1", base::Error{base::ErrorKind::Corrupt, "corrupt", "本机的第1版读不出来。", {}}, {}});
  window.gui.frame(2);
  CHECK(window.gui.shows("✕ 本机的第1版读不出来。"));
  window.desk.orders.clear();
  window.desk.ask(app::Compare{"1", "draft"});  // asks once more
  CHECK(window.asked_for("1"));
}

TEST_CASE("the draft is compared as it is now, not as it was when it was last looked at") {
  Versions window;
  window.open();
  window.answer("2", window.desk.state());
  CHECK(window.gui.shows("两份内容一样"));
  window.desk.report().around.row.stage = sync::Stage::Returned;
  window.desk.ask(app::ShowMiddle{app::Middle::Form});
  window.desk.ask(app::SetField{"end.signature", "某局"});
  window.desk.ask(app::ShowMiddle{app::Middle::Versions});
  window.gui.frame(2);
  CHECK(window.gui.shows("（空） 　→　 {+ 某局 +}"));
}

TEST_CASE("a reviewer compares the last two versions and sees no draft") {
  Versions window("finance");
  window.open();
  CHECK(window.compared() == "1 → 2");
  CHECK_FALSE(window.gui.shows("现在的内容"));
}

TEST_CASE("a version is compared although this device has not got its revision") {
  Versions window("finance");
  client::EditsSaved news{window.desk.report().id, 0, 0, 0, window.desk.report().around};
  news.around.log.clear();
  window.desk.tell(std::move(news));
  window.open();
  CHECK(window.gui.shows("› 第1版已报送 旧"));
  REQUIRE(window.click("###timeline/1"));
  CHECK(window.compared() == "1 → 2");
}

TEST_CASE("a report of which there is only one state has nothing to compare") {
  Versions window("finance");
  client::EditsSaved news{window.desk.report().id, 0, 0, 0, window.desk.report().around};
  news.around.versions.resize(1);
  news.around.log.clear();
  window.desk.tell(std::move(news));
  window.open();
  CHECK(window.gui.shows("还没有可以比较的两份内容"));
}

TEST_CASE("in a narrow window the timeline stands below the comparison") {
  Versions window;
  window.compare();
  CHECK(window.gui.picture().find("历史") < window.gui.picture().find("从（旧）"));
  ImGui::GetIO().DisplaySize = {700, 6000};
  window.gui.frame(3);
  CHECK(window.gui.picture().find("历史") > window.gui.picture().find("四、下一步改进措施"));
}

TEST_CASE("a version reads like the printed report") {
  Versions window;
  window.open(app::Middle::Reading);
  CHECK(window.gui.shows("正在读取 第2版"));
  report::State state = tests::second_version();
  state.set("end.signature", words("某局"));
  report::Row row;
  row.id = "t1";
  row.set("level1", words("产出"));
  row.set("level3", words("水利项目数"));
  row.set("weight", words("10"));
  row.set("score", words("9.5"));
  state.rows["evaluation.table"] = {row};
  window.answer("2", state);
  CHECK(window.gui.shows("\n　　一、基本情况\n　　（一）部门概况\n"));
  CHECK(window.gui.shows("指标评分表：\n一级指标 三级指标 分值（分） 得分（分）\n产出 水利项目数 10 9.5\n"));
  CHECK(window.gui.picture().ends_with("\n某局"));
}

TEST_CASE("a reviewer is told above the newest version how much changed since he last looked, and led to it") {
  Versions window("finance");
  window.open(app::Middle::Reading);
  window.answer("2", tests::second_version());
  window.desk.report().since = app::OpenReport::Since{"1", "2", {}};
  window.gui.frame(2);
  CHECK_FALSE(window.gui.shows("自上次看过以来"));
  window.answer("1", tests::first_version());
  CHECK(window.gui.shows("自上次看过以来 5 处修改"));
  window.desk.ask(app::ReadVersion{"1"});
  window.gui.frame(2);
  CHECK_FALSE(window.gui.shows("自上次看过以来"));
  window.desk.ask(app::ReadVersion{"2"});
  window.gui.frame(2);
  REQUIRE(window.click("###reading/since"));
  CHECK(window.desk.report().middle == app::Middle::Versions);
  CHECK(window.compared() == "1 → 2");
}

TEST_CASE("another version is chosen above the sheet, and compared with the one before it") {
  Versions window;
  window.open(app::Middle::Reading);
  window.choose("###reading/which", 2);
  CHECK(window.desk.report().reading == "1");
  CHECK_FALSE(window.gui.find("###reading/compare"));
  window.choose("###reading/which", 1);
  REQUIRE(window.click("###reading/compare"));
  CHECK(window.desk.report().middle == app::Middle::Versions);
  CHECK(window.compared() == "1 → 2");
}

TEST_CASE("a reviewer receives, returns or accepts below the sheet; others do not") {
  Versions window("finance");
  window.open(app::Middle::Reading);
  CHECK(window.gui.shows("第2版 · 局办公室 " +
                         view::moment(std::string("2023-03-01T09:31:00Z"), window.desk.model.now_ms) +
                         " 报送 · 已报送 受理 退回 通过"));
  for (const char* question : {"receive", "return", "accept"}) {
    REQUIRE(window.click("###reading/" + std::string(question)));
    CHECK(window.desk.model.asking == question);
  }
  window.desk.report().around.row.stage = sync::Stage::Accepted;
  window.gui.frame(2);
  CHECK_FALSE(window.gui.find("###reading/accept"));
  Versions office;
  office.open(app::Middle::Reading);
  CHECK_FALSE(office.gui.find("###reading/accept"));
}

TEST_CASE("what was submitted before the server was set back stays in the story, and can be compared") {
  Versions window;
  client::EditsSaved news;
  news.report = window.desk.report().id;
  news.around = window.desk.report().around;
  std::swap(news.around.versions, news.around.former_versions);
  std::swap(news.around.stages, news.around.former_stages);
  window.desk.tell(std::move(news));
  window.open();
  CHECK(window.gui.shows("恢复前第1版"));
  CHECK(window.gui.shows("服务器恢复前：第1版已退回"));
  CHECK(window.gui.shows("执行数与决算不一致"));
  REQUIRE(window.click("###timeline/" + revision("v1")));
  CHECK(window.asked_for(revision("v1")));
}

TEST_CASE("what an older version said is brought back by a click, as an edit that can be taken back") {
  Versions window;
  window.open();
  window.hand_back();
  window.desk.ask(app::Compare{"1", "draft"});
  window.answer("1", tests::first_version());
  const auto& changes = window.desk.report().changes;
  const auto index_of = [&](app::Change::Kind kind) {
    const auto at = std::ranges::find(changes, kind, &app::Change::kind);
    REQUIRE(at != changes.end());
    return static_cast<std::size_t>(at - changes.begin());
  };
  const std::size_t value = index_of(app::Change::Kind::Value);
  const std::string path = changes[value].path.text(), before = window.desk.text(path);
  const report::State then = tests::first_version();
  const std::string* old = report::value_at(then, changes[value].path).text();
  REQUIRE(window.click("###restore/" + std::to_string(value)));
  CHECK(window.desk.text(path) == (old ? *old : std::string()));
  CHECK(window.desk.text(path) != before);
  const auto is_told = [&] {
    return std::ranges::any_of(changes, [&](const app::Change& one) { return one.path.text() == path; });
  };
  CHECK_FALSE(is_told());  // there is nothing left to bring back
  window.desk.ask(app::TakeBack{});
  CHECK(window.desk.text(path) == before);
  CHECK(is_told());
}

TEST_CASE("rows that came or went since are taken out or put back where they stood") {
  Versions window;
  window.open();
  window.hand_back();
  window.desk.ask(app::Compare{"1", "draft"});
  report::State then = window.desk.state();
  report::Rows& rows = then.rows["measures.list"];
  REQUIRE(rows.size() > 1);
  report::Row gone = rows.front();
  gone.id = "gone";
  rows.insert(rows.begin() + 1, gone);  // it stood second then
  const std::string fresh = rows.back().id;
  rows.pop_back();  // and this one was not there
  window.answer("1", then);
  const auto& changes = window.desk.report().changes;
  REQUIRE(changes.size() == 2);
  window.desk.ask(app::Restore{{0, 1}});
  const report::Rows& now = window.desk.state().group("measures.list");
  CHECK(now[1].id == "gone");
  CHECK(std::ranges::find(now, fresh, &report::Row::id) == now.end());
}

TEST_CASE("only the report as it stands takes something back, and only what one writes oneself") {
  Versions window;
  window.compare();
  CHECK(window.gui.find("###restore/0") == nullptr);  // two versions
  CHECK(window.gui.shows("“到（新）”选“现在的内容”时，可以恢复旧的内容。"));
  window.desk.orders.clear();
  window.desk.ask(app::Restore{{0}});
  CHECK(window.desk.orders.empty());
}

TEST_CASE("what changed since one last looked is one press away, and leaving remembers what was there") {
  Versions window;
  window.open();
  client::EditsSaved saved;
  saved.report = window.desk.report().id;
  saved.around = window.desk.report().around;
  saved.around.seen = revision("two");
  window.desk.tell(saved);
  window.gui.frame(3);
  REQUIRE(window.click("###versions/since"));
  CHECK(window.compared() == revision("two") + " → draft");
  window.desk.leave();
  const auto kept = std::ranges::find_if(window.desk.orders, [](const client::Order& order) {
    const auto* setting = std::get_if<client::KeepSetting>(&order);
    return setting && setting->name.starts_with("seen/");
  });
  REQUIRE(kept != window.desk.orders.end());
  CHECK(std::get<client::KeepSetting>(*kept).value == revision("mine"));
}
