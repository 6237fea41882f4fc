#include "client/view/questions.h"

#include <catch2/catch_test_macros.hpp>

#include "client/app/unsaid.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Asking : Sitting {
  explicit Asking(const std::string& role = "office") : Sitting(role, "", {1600, 900}) { open(); }
  void without_errors() {
    client::Checked news{desk.report().id, desk.report().opening, desk.report().typed, {}, desk.report().computed};
    tell(std::move(news));
  }
  void submitted() {
    client::EditsSaved news;
    news.report = desk.report().id;
    news.around = desk.report().around;
    news.around.row.stage = sync::Stage::Submitted;
    news.around.versions = {{1, "", "office", "2023-02-20T03:05:00Z"}};
    tell(std::move(news));
  }
  // Nothing is asked of the department, and that is meant.
  void without_points() {
    REQUIRE(gui.click("###question/no_points"));
    look_again();
  }
};

}  // namespace

TEST_CASE("submitting says what it means, and asks once more") {
  Asking asking;
  asking.without_errors();
  REQUIRE(asking.gui.click("###action/submit"));
  asking.look_again();
  CHECK(asking.gui.shows("报送第 1 版"));
  CHECK(asking.gui.shows("审核期间不能再改"));
  CHECK(asking.count<app::Act>() == 0);
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.count<app::Act>() == 1);
  CHECK(asking.last<app::Act>()->action == sync::Action::Submit);
  CHECK_FALSE(asking.desk.model.asking);
}

TEST_CASE("a note goes with it, the keyboard is in its field from the start") {
  Asking asking;
  asking.without_errors();
  asking.gui.click("###action/submit");
  asking.look_again();
  asking.gui.text("请审核");
  asking.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  REQUIRE(asking.last<app::Act>() != nullptr);
  CHECK(asking.last<app::Act>()->note == "请审核");
  CHECK(asking.count<app::SyncNow>() == 0);
}

TEST_CASE("errors stand in the way of submitting, with a way to them") {
  Asking asking;
  asking.gui.click("###action/submit");
  asking.look_again();
  CHECK(asking.gui.shows("错误，要先改正。"));
  asking.gui.click("###question/yes");
  asking.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(asking.count<app::Act>() == 0);
  asking.memory.panes.right.folded = view::Folded::Yes;
  REQUIRE(asking.gui.click("###question/findings"));
  CHECK_FALSE(asking.desk.model.asking);
  CHECK(asking.desk.report().side == app::Side::Findings);
  CHECK(asking.memory.panes.right.folded == view::Folded::No);
}

TEST_CASE("conflicts stand in the way of submitting, with a way to them") {
  Asking asking;
  asking.desk.colleague(tests::Desk::sample(), tests::Desk::clashing());
  asking.without_errors();
  asking.gui.click("###action/submit");
  asking.look_again();
  CHECK(asking.gui.shows("还有 2 处冲突，要先决定。"));
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::Act>() == 0);
  REQUIRE(asking.gui.click("###question/conflicts"));
  CHECK(asking.desk.report().middle == app::Middle::Conflicts);
}

TEST_CASE("nobody returns a report without a reason") {
  Asking asking("finance");
  asking.submitted();
  REQUIRE(asking.gui.click("###action/return"));
  asking.look_again();
  CHECK(asking.gui.shows("退回第 1 版"));
  asking.without_points();
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::Act>() == 0);
  REQUIRE(asking.gui.type("###question/note", "执行数与决算不一致。"));
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::Act>() != nullptr);
  CHECK(asking.last<app::Act>()->note == "执行数与决算不一致。");
}

TEST_CASE("a reason of blanks is none, and one that the server would not take says so before it is sent") {
  Asking asking("finance");
  asking.submitted();
  REQUIRE(asking.gui.click("###action/return"));
  asking.look_again();
  asking.without_points();
  REQUIRE(asking.gui.type("###question/note", "  "));
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::Act>() == 0);
  const std::string place = app::place_of_note(sync::Action::Return);
  std::string reason;
  for (int i = 0; i < 667; ++i) reason += "理";
  asking.ask(app::KeepUnsaid{place, reason});
  CHECK(asking.gui.shows("最多约 600 个字"));
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::Act>() == 0);
  reason.resize(reason.size() - 3);
  asking.ask(app::KeepUnsaid{place, reason});
  CHECK_FALSE(asking.gui.shows("最多约 600 个字"));
  REQUIRE(asking.gui.click("###question/yes"));
  CHECK(asking.last<app::Act>()->note == reason);
}

TEST_CASE("a report of which nothing must be answered is returned only by who says that it is meant") {
  Asking asking("finance");
  asking.submitted();
  CHECK(asking.gui.find("###action/return")->label.starts_with("退回###"));
  const auto open = [&] {
    REQUIRE(asking.gui.click("###action/return"));
    asking.look_again();
  };
  open();
  REQUIRE(asking.gui.type("###question/note", "执行数与决算不一致。"));
  asking.gui.click("###question/yes");
  asking.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(asking.count<app::Act>() == 0);
  asking.without_points();
  REQUIRE(asking.gui.click("###question/no"));
  open();  // another time it has to be meant again
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::Act>() == 0);
  REQUIRE(asking.gui.click("###question/reading"));
  CHECK(asking.desk.report().middle == app::Middle::Reading);
  CHECK_FALSE(asking.desk.model.asking);
}

TEST_CASE("the button that returns a report tells how many remarks will have to be answered") {
  Asking asking("finance");
  asking.submitted();
  client::RemarkThread thread;
  thread.open = true;
  thread.remark.id = base::sha256("r1").hex();
  thread.remark.state = "durable";
  thread.remark.header.version = 1;
  thread.remark.header.author = "finance";
  thread.remark.header.text = "请附依据。";
  asking.tell(client::RemarksShown{asking.desk.report().id, asking.desk.report().opening, {thread}});
  CHECK(asking.gui.shows("退回（1 条必答）"));
  REQUIRE(asking.gui.click("###action/return"));
  asking.look_again();
  CHECK(asking.gui.shows("没有答复的意见 1 条"));
  CHECK_FALSE(asking.gui.find("###question/no_points"));
  REQUIRE(asking.gui.type("###question/note", "见意见。"));
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::Act>() != nullptr);
  CHECK(asking.last<app::Act>()->note == "见意见。");
}

TEST_CASE("findings and conflicts are no obstacle to those who review") {
  Asking asking("finance");
  asking.submitted();
  asking.gui.click("###action/accept");
  asking.look_again();
  CHECK_FALSE(asking.gui.shows("要先改正"));
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::Act>() != nullptr);
  CHECK(asking.last<app::Act>()->action == sync::Action::Accept);
}

TEST_CASE("a reason that was begun is there when the question is asked again, and no reason for another step") {
  Asking asking("finance");
  asking.submitted();
  asking.gui.click("###action/return");
  asking.look_again();
  asking.gui.type("###question/note", "写了一半");
  REQUIRE(asking.gui.click("###question/no"));
  CHECK_FALSE(asking.desk.model.asking);
  asking.gui.click("###action/accept");
  asking.look_again();
  CHECK_FALSE(asking.gui.shows("写了一半"));
  REQUIRE(asking.gui.click("###question/no"));
  asking.gui.click("###action/return");
  asking.look_again();
  CHECK(asking.gui.shows("写了一半"));
}

TEST_CASE("a new report takes a form and a year, in digits of any width") {
  Sitting home;
  REQUIRE(home.gui.click("###new"));
  home.look_again();
  home.gui.click("###question/yes");
  CHECK(home.count<app::MakeReport>() == 0);
  home.gui.type("###question/year", "二〇二三");
  home.gui.click("###question/yes");
  CHECK(home.count<app::MakeReport>() == 0);
  home.gui.type("###question/year", "２０２３");
  REQUIRE(home.gui.click("###question/yes"));
  REQUIRE(home.last<app::MakeReport>() != nullptr);
  CHECK(home.last<app::MakeReport>()->year == 2023);
  CHECK(home.last<app::MakeReport>()->form == tests::Desk::form().name().hex());
}

TEST_CASE("a year that the vault would not take is refused where it is typed, with the years that it takes") {
  Sitting home;
  REQUIRE(home.gui.click("###new"));
  home.look_again();
  home.gui.type("###question/year", "20");
  home.look_again();
  CHECK_FALSE(home.gui.shows("年度要在"));  // it may go on
  for (const char* year : {"1900", "1948", "2200", "20222"}) {
    home.gui.type("###question/year", year);
    home.look_again();
    CHECK(home.gui.shows("年度要在 1949 到 2199 之间"));
    home.gui.click("###question/yes");
    CHECK(home.count<app::MakeReport>() == 0);
  }
  home.gui.type("###question/year", "1949");
  home.look_again();
  CHECK_FALSE(home.gui.shows("年度要在"));
  REQUIRE(home.gui.click("###question/yes"));
  REQUIRE(home.last<app::MakeReport>() != nullptr);
  CHECK(home.last<app::MakeReport>()->year == client::kYearMin);
}

TEST_CASE("without a form the question is to synchronise first") {
  Sitting home;
  home.relist([](client::ReportsListed& list) { list.forms.clear(); });
  home.gui.click("###new");
  home.look_again();
  REQUIRE(home.gui.click("###question/yes"));
  CHECK(home.count<app::SyncNow>() == 1);
  CHECK_FALSE(home.desk.model.asking);
}

TEST_CASE("importing and exporting ask for a file") {
  Asking asking;
  asking.ask(app::Ask{"import"});
  asking.gui.type("###question/file", "D:\\报告.txt");
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::ImportHere>() != nullptr);
  CHECK(asking.last<app::ImportHere>()->file == "D:\\报告.txt");
  asking.submitted();
  asking.ask(app::Ask{"export"});
  REQUIRE(asking.gui.click("###question/which"));
  REQUIRE(asking.gui.click("###option1"));
  asking.gui.type("###question/file", "第一版.txt");
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::ExportHere>() == 0);  // no folder is shown yet
  asking.tell(client::FolderSeen{{"/家", "/", {}, false}, {}});
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::ExportHere>() != nullptr);
  CHECK(asking.last<app::ExportHere>()->which == "1");
  CHECK(asking.last<app::ExportHere>()->file == "/家/第一版.txt");
}

TEST_CASE("a file to import is chosen from a folder, and an export goes into the one that is shown") {
  Asking asking;
  asking.tell(client::FolderSeen{
      {"/家/报告", "/家", {{"旧稿", true, 0}, {"定稿.txt", false, 9}, {"表.xlsx", false, 9}}, false}, {}});
  asking.ask(app::Ask{"import"});
  asking.gui.click("###entry//家/报告/表.xlsx");
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::ImportHere>() == 0);  // no text
  REQUIRE(asking.gui.click("###entry//家/报告/定稿.txt"));
  asking.look_again();
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::ImportHere>() != nullptr);
  CHECK(asking.last<app::ImportHere>()->file == "/家/报告/定稿.txt");
  REQUIRE(asking.gui.click("###more"));
  REQUIRE(asking.gui.click("###more/export"));
  CHECK(asking.last<app::LookInto>()->folder == "/家/报告");
  asking.look_again();
  REQUIRE(asking.gui.click("###question/yes"));  // under the name that is offered
  REQUIRE(asking.last<app::ExportHere>() != nullptr);
  CHECK(asking.last<app::ExportHere>()->file.starts_with("/家/报告/"));
  CHECK(asking.last<app::ExportHere>()->file.ends_with("报告.txt"));
}

TEST_CASE("an export as a spreadsheet gets a name that ends so") {
  Asking asking;
  asking.ask(app::Ask{"export"});
  REQUIRE(asking.gui.click("###question/format"));
  REQUIRE(asking.gui.click("###option1"));
  asking.gui.type("###question/file", "/家/报告");
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last<app::ExportHere>() != nullptr);
  CHECK(asking.last<app::ExportHere>()->which == "draft");
  CHECK(asking.last<app::ExportHere>()->file == "/家/报告.xlsx");
}

TEST_CASE("whoever closes the window while the disk is full is told what would be lost, and may") {
  Asking asking;
  asking.tell(client::DiskWaits{base::Error{base::ErrorKind::Full, "disk-full", "", {}}});
  asking.desk.ask(app::Ask{"unsaved"});
  asking.look_again();
  CHECK(asking.gui.shows("现在关掉程序，这些内容就没有了"));
  CHECK(asking.count<app::CloseAnyway>() == 0);
  REQUIRE(asking.gui.click("###question/yes"));
  CHECK(asking.count<app::CloseAnyway>() == 1);
}

TEST_CASE(
    "a form that mends the report's is told of to who may move there, and nothing moves without a look and a yes") {
  Asking asking;
  CHECK_FALSE(asking.gui.shows("有了修订"));
  client::EditsSaved news;
  news.report = asking.desk.report().id;
  news.around = asking.desk.report().around;
  news.around.newer_form = client::FormName{"f2", "department-2023", "新表样"};
  asking.tell(std::move(news));
  REQUIRE(asking.gui.click("###move/look"));
  asking.look_again();
  REQUIRE(asking.last_order<client::ForeseeMove>() != nullptr);
  CHECK(asking.last_order<client::ForeseeMove>()->form == "f2");
  CHECK(asking.gui.shows("正在比较"));
  asking.gui.click("###question/yes");
  CHECK(asking.count<app::MoveToNewerForm>() == 0);
  client::ForeseenMove move{
      {"f1", "department-2022", "旧表样"}, {"f2", "department-2023", "新表样"}, {}, {}, {}, {}, {}};
  move.gone = {{"cover.contact", "联系人", 1}};
  for (int i = 0; i < 10; ++i) move.fresh.push_back({"new." + std::to_string(i), "新字段" + std::to_string(i), 0});
  move.figures = {{"funds.rate", "执行率", base::Json(), base::Json("98.8")}};
  move.appear = {{rules::Level::Error, "V01", "必填", "没有填写新字段。", {}, {}, {}}};
  asking.tell(client::MoveForeseen{asking.desk.report().id, asking.desk.report().opening, std::move(move)});
  CHECK(asking.gui.shows("联系人：1 处有内容，都会留着"));
  CHECK(asking.gui.shows("新字段7"));
  CHECK_FALSE(asking.gui.shows("新字段8"));
  CHECK(asking.gui.shows("还有 2 处"));
  CHECK(asking.gui.shows("执行率：（空） → 98.8"));
  CHECK(asking.gui.shows("没有填写新字段。"));
  REQUIRE(asking.gui.click("###question/yes"));
  REQUIRE(asking.last_order<client::MoveToForm>() != nullptr);
  CHECK(asking.last_order<client::MoveToForm>()->form == "f2");
  CHECK_FALSE(asking.desk.model.asking);
}

TEST_CASE("why a report cannot move is said where the look was asked for") {
  Asking asking;
  client::EditsSaved news;
  news.report = asking.desk.report().id;
  news.around = asking.desk.report().around;
  news.around.newer_form = client::FormName{"f2", "department-2023", "新表样"};
  asking.tell(std::move(news));
  asking.gui.click("###move/look");
  asking.tell(client::MoveForeseen{asking.desk.report().id, asking.desk.report().opening,
                                   base::Error{base::ErrorKind::Denied, "stage-closed", "报告已报送。", {}}});
  CHECK(asking.gui.shows("报告已报送。"));
  asking.gui.click("###question/yes");
  CHECK(asking.last_order<client::MoveToForm>() == nullptr);
}
