#include <catch2/catch_test_macros.hpp>

#include "client/app/unsaid.h"
#include "client/view/moment.h"
#include "client/view/side_lists.h"
#include "shared/merge/merge.h"
#include "tests/client/view/middle_window.h"

using namespace ziping;
using tests::Desk;
using tests::revision;
using tests::words;

namespace {

struct Clash : tests::MiddleWindow {
  explicit Clash(const std::string& role = "office", const std::string& team = "") : MiddleWindow(role, team) {}

  // Two colleagues' reports over one that both had.
  void merge(const report::State& base, const report::State& ours, const report::State& theirs) {
    const merge::Contributor one{base::sha256("one"), &ours}, two{base::sha256("two"), &theirs};
    stand(merge::merge(Desk::form(), base, {ours, {&one, 1}}, {theirs, {&two, 1}}).state);
  }
  void stand(const report::State& state) {
    desk.colleague(desk.state(), state);
    desk.ask(app::ShowConflict{0});
    show();
  }
  // A text of a block in three wordings.
  void merge_texts(const std::string& base, const std::string& ours, const std::string& theirs) {
    report::State states[] = {Desk::sample(), Desk::sample(), Desk::sample()};
    const std::string* texts[] = {&base, &ours, &theirs};
    for (std::size_t i = 0; i < 3; ++i) states[i].rows["results.blocks"].back().set("text", words(*texts[i]));
    merge(states[0], states[1], states[2]);
  }

  [[nodiscard]] std::string text() const { return desk.text("results.blocks[" + Desk::block_rows().back() + "].text"); }
  [[nodiscard]] std::string executed() const { return desk.text("funds.executed"); }
};

std::string at(const Clash& window, const std::string& utc) { return view::moment(utc, window.desk.model.now_ms); }

}  // namespace

TEST_CASE("a sentence in conflict shows the original, who changed what in it, and when") {
  Clash window;
  window.stand(Desk::clashing());
  REQUIRE(window.click("###conflict/next"));
  CHECK(window.gui.shows("冲突 2/2 二（四）主要工作成效 · 佛冈工作队 · 正文 · 第 5 句"));
  CHECK(window.gui.shows("原文 全年办成实事12件，群众反映良好。 用原来的"));
  CHECK(window.gui.shows("东陂一号 全年办成实事 [- 12 -] {⇄ 13 ⇄} 件，群众反映良好。 " +
                         at(window, "2023-03-02T01:12:00Z") + " 采用"));
  CHECK(window.gui.shows("我 全年办成实事 {⇄ 近 ⇄} 12件，群众反映 [- 良 -] {⇄ 较 ⇄} 好。 " +
                         at(window, "2023-03-02T08:40:00Z") + " 采用"));
  CHECK_FALSE(window.gui.shows("建议"));  // both changed the figure
}

TEST_CASE("taking a side decides a conflict, and taking that back opens it again") {
  Clash window;
  window.stand(Desk::clashing());
  REQUIRE(window.click("###conflict/next"));
  REQUIRE(window.click("###conflict/take/0"));
  CHECK(window.text().ends_with("全年办成实事13件，群众反映良好。"));
  CHECK(window.gui.shows("冲突 1/1 一（三）部门整体收支情况 · 执行数"));
  REQUIRE(window.click("###conflict/undo"));
  CHECK(window.desk.report().conflicts.size() == 2);
  CHECK(window.gui.shows("冲突 2/2"));  // the one that is open again
}

TEST_CASE("the original can be taken as well") {
  Clash window;
  window.stand(Desk::clashing());
  REQUIRE(window.click("###conflict/next"));
  REQUIRE(window.click("###conflict/base"));
  CHECK(window.text().ends_with("全年办成实事12件，群众反映良好。"));
}

TEST_CASE("both wordings can be kept, one after the other") {
  Clash window;
  window.stand(Desk::clashing());
  REQUIRE(window.click("###conflict/next"));
  REQUIRE(window.click("###conflict/all"));
  CHECK(window.text().ends_with("全年办成实事13件，群众反映良好。全年办成实事近12件，群众反映较好。"));
}

TEST_CASE("one goes from conflict to conflict, not past the last") {
  Clash window;
  window.stand(Desk::clashing());
  CHECK(window.gui.shows("冲突 1/2"));
  CHECK(window.click("###conflict/previous"));
  CHECK(window.gui.shows("冲突 1/2"));
  CHECK(window.click("###conflict/next"));
  CHECK(window.click("###conflict/next"));
  CHECK(window.gui.shows("冲突 2/2"));
  CHECK(window.click("###conflict/previous"));
  CHECK(window.gui.shows("冲突 1/2"));
}

TEST_CASE("own words begin with a side's, and replace all sides") {
  Clash window;
  window.stand(Desk::clashing());
  window.click("###conflict/next");
  REQUIRE(window.click("###conflict/own"));
  CHECK(window.gui.shows("采用这一句"));
  window.gui.key(ImGuiKey_End);
  window.gui.text("请核对。");
  window.gui.frame(2);
  REQUIRE(window.click("###conflict/own/take"));
  CHECK(window.text().ends_with("全年办成实事13件，群众反映良好。请核对。"));
  CHECK_FALSE(window.gui.shows("采用这一句"));
}

TEST_CASE("own words that were begun are there when the conflict is shown again, and told where it is gone") {
  Clash window;
  window.stand(Desk::clashing());
  window.click("###conflict/next");
  REQUIRE(window.click("###conflict/own"));
  window.gui.key(ImGuiKey_End);
  window.gui.text("请核对。");
  window.gui.frame(2);
  window.click("###conflict/previous");
  CHECK_FALSE(window.gui.shows("采用这一句"));
  window.click("###conflict/next");
  CHECK(window.gui.shows("采用这一句"));
  CHECK(window.gui.shows("全年办成实事13件，群众反映良好。请核对。"));
  REQUIRE(window.click("###conflict/take/1"));
  window.desk.ask(app::ShowSide{app::Side::Conflicts});
  const auto left = app::words_without_conflict(window.desk.report());
  REQUIRE(left.size() == 1);
  CHECK(left.front().words == "全年办成实事13件，群众反映良好。请核对。");
}

TEST_CASE("own words that are given up change nothing") {
  Clash window;
  window.stand(Desk::clashing());
  window.click("###conflict/next");
  window.click("###conflict/own");
  REQUIRE(window.click("###conflict/own/cancel"));
  CHECK(window.desk.report().conflicts.size() == 2);
  CHECK_FALSE(window.gui.find("###conflict/own/text"));
}

TEST_CASE("changes that do not touch are offered together") {
  Clash window;
  window.merge_texts("实施项目12项，解决750亩。", "实施项目13项，解决750亩。", "实施项目12项，解决近800亩。");
  CHECK(window.gui.shows("建议 实施项目 [- 12 -] {⇄ 13 ⇄} 项，解决 [- 750 -] {⇄ 近800 ⇄} 亩。 两处改动不相交 采用"));
  REQUIRE(window.click("###conflict/suggestion"));
  CHECK(window.text() == "实施项目13项，解决近800亩。");
}

TEST_CASE("the sentences around a conflict are shown, and its line end stays whatever is decided") {
  Clash window;
  window.merge_texts("前一。前二。前三。修路1条。\n后一。后二。后三。",
                     "前一。前二。前三。修路2条。\n后一。后二。后三。",
                     "前一。前二。前三。修桥1座。\n后一。后二。后三。");
  CHECK(window.gui.shows("第 4 句"));
  CHECK(window.gui.shows("前二。前三。"));
  CHECK_FALSE(window.gui.shows("前一。"));
  CHECK(window.gui.shows("后一。后二。"));
  CHECK_FALSE(window.gui.shows("后三。"));
  REQUIRE(window.click("###conflict/own"));
  REQUIRE(window.click("###conflict/own/take"));
  CHECK(window.text().find("修桥1座。\n后一。") != std::string::npos);
}

TEST_CASE("a sentence that one took away and another changed says so") {
  Clash window;
  window.merge_texts("修路。架桥1座。", "修路。", "修路。架桥2座。");
  CHECK(window.gui.shows("[- 架桥1座。 -] （删去这一句）"));
  REQUIRE(window.click("###conflict/take/0"));
  CHECK(window.text() == "修路。");
}

TEST_CASE("figures in conflict show their unit and by how much they differ, exactly") {
  Clash window;
  window.stand(Desk::clashing());
  CHECK(window.gui.shows("原值 20,000.00 万元 用原来的"));
  CHECK(window.gui.shows("东陂一号 20,100.00 万元 比原值 +100.00"));
  CHECK(window.gui.shows("我 20,200.00 万元 比原值 +200.00"));
  CHECK(window.gui.shows("两者相差 100.00 万元"));
  CHECK_FALSE(window.gui.find("###conflict/all"));
  REQUIRE(window.click("###conflict/take/1"));
  CHECK(window.executed() == "20200.00");
}

TEST_CASE("an own figure is taken, what is no number is not") {
  Clash window;
  window.stand(Desk::clashing());
  REQUIRE(window.click("###conflict/own"));
  REQUIRE(window.gui.type("###conflict/own/text", "1.2.3"));
  window.gui.frame(2);
  window.click("###conflict/own/take");  // leaves the field, under which it is told now that this is no number
  window.click("###conflict/own/take");
  CHECK(window.desk.report().conflicts.size() == 2);
  REQUIRE(window.gui.type("###conflict/own/text", "20,150.5"));
  window.gui.frame(2);
  REQUIRE(window.click("###conflict/own/take"));
  CHECK(window.executed() == "20150.5");
}

TEST_CASE("an own figure that nobody can read is kept as it was typed, until it is one") {
  Clash window;
  window.stand(Desk::clashing());
  const std::string place = app::place_of_own_words(window.desk.state(), window.desk.report().conflicts.front());
  REQUIRE(window.click("###conflict/own"));
  REQUIRE(window.gui.type("###conflict/own/text", "二十万"));
  window.gui.frame(2);
  REQUIRE(app::unsaid_at(window.desk.report(), place) != nullptr);
  CHECK(app::unsaid_at(window.desk.report(), place)->words == "二十万");
  REQUIRE(window.gui.type("###conflict/own/text", "20,150.5"));
  window.gui.frame(2);
  CHECK(app::unsaid_at(window.desk.report(), place)->words == "20150.5");
}

TEST_CASE("a row that one removed and another changed is kept or removed") {
  for (const bool keep : {true, false}) {
    Clash window;
    report::State ours = Desk::sample(), theirs = Desk::sample();
    report::Rows& problems = theirs.rows["problems.list"];
    const std::string row = problems.front().id;
    problems.front().set("text", words("年初预算编得不细。"));
    ours.rows["problems.list"].erase(ours.rows["problems.list"].begin());
    window.merge(Desk::sample(), ours, theirs);
    CHECK(window.gui.shows("三、存在的主要问题 · 年初预算编得不细。"));
    CHECK(window.gui.shows("⇄ 东陂一号 " + at(window, "2023-03-02T01:12:00Z") + " 删去了这一条，同时有人改了它。"));
    REQUIRE(window.click(keep ? "###conflict/keep" : "###conflict/remove"));
    CHECK(window.desk.report().conflicts.empty());
    CHECK((report::row_of(window.desk.state().group("problems.list"), row) != nullptr) == keep);
  }
}

TEST_CASE("a conflict about what names a row or a team tells it by its words, in the column and in the list") {
  report::State stood = Desk::sample();
  for (const auto& [id, says] : {std::pair{"p1", "预算编得不细。"}, std::pair{"p2", "支出进度不匀。"}}) {
    report::Row problem;
    problem.id = id;
    problem.set("text", words(says));
    stood.rows["problems.list"].push_back(problem);
  }
  report::Row measure;
  measure.id = "m1";
  measure.set("problem", words("p1"));
  measure.set("text", words("细编预算。"));
  stood.rows["measures.list"].push_back(measure);
  report::State ours = stood, theirs = stood;
  ours.rows["measures.list"].back().set("problem", words("p2"));
  theirs.rows["measures.list"].back().set("problem", words("gone"));
  ours.rows["results.blocks"].back().set("team", words("xingzi"));
  theirs.rows["results.blocks"].back().set("team", words("dongpi"));
  Clash window;
  window.merge(stood, ours, theirs);
  REQUIRE(window.desk.report().conflicts.size() == 2);
  const auto shows = [&](const std::string& sentence) {
    INFO(window.gui.picture());
    CHECK(window.gui.shows(sentence));
  };
  shows("佛冈工作队");  // what stood there
  shows("{⇄ 星子镇工作队 ⇄}");
  shows("{⇄ 东陂镇工作队 ⇄}");
  REQUIRE(window.click("###conflict/next"));
  shows("条：预算编得不细。");
  shows("条：支出进度不匀。 ⇄}");
  shows("{⇄ （已经删去的一条） ⇄}");
  CHECK_FALSE(window.gui.shows("{⇄ p2"));
  CHECK_FALSE(window.gui.shows("gone"));
  window.gui.show([&] {
    view::Ui ui{window.look, window.memory.scratch};
    app::Commands commands;
    view::Frame frame{ui, window.desk.model, window.memory, commands};
    view::whole_window(ui, "###window", [&] { view::side_conflicts(frame); });
  });
  window.gui.frame(2);
  shows("东陂镇工作队");
  shows("条：支出进度不匀。");
  CHECK_FALSE(window.gui.shows("dongpi"));
  CHECK_FALSE(window.gui.shows("gone"));
}

TEST_CASE("what was removed is called what its group calls it: a paragraph, a row") {
  const auto removed = [](const char* group, const char* field) {
    report::State stood = Desk::sample();
    report::Row fresh;
    fresh.id = "0123456789abcdef";
    fresh.set(field, words("原来的。"));
    stood.rows[group].push_back(fresh);
    report::State ours = stood, theirs = stood;
    ours.rows[group].pop_back();
    theirs.rows[group].back().set(field, words("改过的。"));
    Clash window;
    window.merge(stood, ours, theirs);
    return window.gui.picture();
  };
  const std::string block = removed("results.blocks", "text"), row = removed("evaluation.table", "level3");
  INFO(block << row);
  CHECK(block.find("主要工作成效里的一段") != block.npos);
  CHECK(block.find("删去了这一段") != block.npos);
  CHECK(row.find("指标评分表里的一行") != row.npos);
  CHECK(row.find("删去了这一行") != row.npos);
}

TEST_CASE("a row in conflict tells who changed it, and what stood there before") {
  Clash window;
  report::State stood = Desk::sample();
  stood.rows["problems.list"].front().set("text", words("年初预算编得较粗。支出进度不匀。"));
  report::State ours = stood, theirs = stood;
  theirs.rows["problems.list"].front().set("text", words("年初预算编得较细。支出进度不匀。"));
  theirs.rows["problems.list"].front().set("kind", words("预算编制"));
  ours.rows["problems.list"].erase(ours.rows["problems.list"].begin());
  const std::string row = "problems.list[" + stood.rows["problems.list"].front().id + "]";
  window.merge(stood, ours, theirs);
  std::vector<std::string> read, asked;
  const auto orders = [&] {
    read.clear();
    asked.clear();
    for (const client::Order& order : window.desk.orders) {
      if (const auto* one = std::get_if<client::ReadState>(&order)) read.push_back(one->which);
      if (const auto* one = std::get_if<client::AskAuthors>(&order)) asked.push_back(one->path);
    }
  };
  orders();
  CHECK(read == std::vector<std::string>{revision("first")});  // what who removed it had before him
  CHECK(asked.empty());
  tests::read(window.desk, revision("first"), stood);
  window.gui.frame(3);
  orders();
  CHECK(read.size() == 1);
  CHECK(asked == std::vector<std::string>{row + ".text", row + ".kind"});
  base::Json by;
  by["revision"] = revision("two");
  by["author"] = "office";
  base::Json earlier;
  earlier["revision"] = revision("first");
  window.desk.tell(client::AuthorsTold{
      window.desk.report().id, 0, row + ".text", {{"年初预算编得较细。", by}, {"支出进度不匀。", earlier}}});
  window.desk.tell(client::AuthorsTold{window.desk.report().id, 0, row + ".kind", {{"\"预算编制\"", by}}});
  window.gui.frame(3);
  INFO(window.gui.picture());
  CHECK(window.gui.shows("⇄ 东陂一号 " + at(window, "2023-03-02T01:12:00Z") + " 删去了这一条，我 " +
                         at(window, "2023-03-02T08:40:00Z") + " 改了它。"));
  CHECK(window.gui.shows("改了这些地方"));
  CHECK(window.gui.shows("[- 粗 -] {+ 细 +}"));
  CHECK(window.gui.shows("{+ 预算编制 +}"));
  orders();
  CHECK(asked.size() == 2);
  REQUIRE(window.click("###conflict/keep"));
  CHECK(window.desk.report().conflicts.empty());
}

TEST_CASE("one's own words that are not sent yet are called so, and those of an unknown device a colleague's") {
  Clash window;
  client::EditsSaved news{window.desk.report().id, 0, 0, 0, window.desk.report().around};
  news.around.log[0].sent = false;  // the office's
  news.around.log.erase(news.around.log.begin() + 1);
  window.desk.tell(std::move(news));
  window.stand(Desk::clashing());
  CHECK(window.gui.shows("同事 20,100.00 万元"));
  CHECK(window.gui.shows("我（待发送） 20,200.00 万元"));
}

TEST_CASE("what was typed while colleagues' words came in is told as one's own") {
  Clash window;
  const report::State before = window.desk.state();
  report::State after = before;
  after.set("funds.executed", words("20300.00"));
  window.desk.ask(app::SetField{"funds.executed", "20100.00"});
  client::ReportShown news{window.desk.report().id,
                           0,
                           9,
                           window.desk.report().form,
                           std::make_shared<const report::State>(before),
                           std::make_shared<const report::State>(after),
                           0,
                           window.desk.report().around};
  window.desk.tell(std::move(news));
  window.desk.ask(app::ShowConflict{0});
  window.show();
  CHECK(window.gui.shows("我（待发送） 20,100.00 万元"));
  CHECK(window.gui.shows("同事 20,300.00 万元"));
}

TEST_CASE("a conflict in somebody else's part can be read and not decided") {
  Clash window("member", "dongpi");
  window.stand(Desk::clashing());
  window.click("###conflict/next");
  CHECK(window.gui.shows("佛冈工作队填写：这里可以查看，不能决定。"));
  window.click("###conflict/take/0");
  window.click("###conflict/base");
  window.click("###conflict/all");
  window.click("###conflict/own");
  CHECK(window.desk.report().conflicts.size() == 2);
  CHECK_FALSE(window.gui.find("###conflict/own/text"));
}

TEST_CASE("when the last conflict is decided the way leads back to the form") {
  Clash window;
  window.stand(Desk::clashing());
  window.click("###conflict/take/0");
  window.click("###conflict/take/0");
  CHECK(window.gui.shows("没有待决的冲突"));
  REQUIRE(window.click("###conflict/undo"));
  CHECK(window.gui.shows("冲突 1/1"));
  window.click("###conflict/take/0");
  REQUIRE(window.click("###conflict/form"));
  CHECK(window.desk.report().middle == app::Middle::Form);
}
