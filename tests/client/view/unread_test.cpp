// Figures and dates that nobody can read: kept, told, and brought back.
#include "client/app/unread.h"

#include "client/view/status_line.h"
#include "tests/client/view/table_window.h"

using namespace ziping;
using tests::Desk;
using tests::FormWindow;
using tests::TableWindow;

namespace {

constexpr const char* kExecuted = "funds.executed";
constexpr const char* kExecutedField = "###field/funds.executed";
constexpr const char* kTold = "1 处没有读懂，还没有存进报告";
constexpr std::size_t kWeightColumn = 8;  // column

const app::Unsaid* kept(const FormWindow& window, const std::string& path) {
  return app::unsaid_at(*window.desk.model.report, app::place_of_typed(path));
}

// As after the report was left, or the program was started anew: with what the vault has kept.
void come_back(FormWindow& window, std::map<std::string, std::string> unsaid) {
  client::ReportShown shown;
  shown.report = window.desk.report().id;
  shown.epoch = 1;
  shown.form = window.desk.report().form;
  shown.state = std::make_shared<const report::State>(window.desk.state());
  shown.around = window.desk.report().around;
  shown.unsaid = std::move(unsaid);
  window.ask(app::Leave{});
  window.ask(app::Open{shown.report});
  window.tell(std::move(shown));
}

}  // namespace

TEST_CASE("a figure that nobody can read is kept as it is typed, and told once it is left") {
  FormWindow window;
  window.at_section("收支情况");
  const std::string before = window.desk.text(kExecuted);
  REQUIRE(window.gui.type(kExecutedField, "二十万"));
  window.look_again();
  CHECK_FALSE(window.gui.shows("没有读懂"));
  window.gui.key(ImGuiKey_Escape);
  window.look_again();
  REQUIRE(window.last_order<client::KeepUnsaid>() != nullptr);
  CHECK(window.last_order<client::KeepUnsaid>()->place == app::place_of_typed(kExecuted));
  CHECK(window.last_order<client::KeepUnsaid>()->words == "二十万");
  CHECK(window.desk.text(kExecuted) == before);
  CHECK(window.gui.shows("请写成 20万"));
  CHECK(window.gui.shows(kTold));
  CHECK_FALSE(window.gui.shows("已保存到本机"));
}

TEST_CASE("what nobody could read is back with its report, until there is a value") {
  FormWindow window;
  come_back(window, {{app::place_of_typed(kExecuted), "二十万"}});
  window.at_section("收支情况");
  CHECK(window.gui.shows("请写成 20万"));
  CHECK(window.gui.shows(kTold));
  REQUIRE(window.gui.type(kExecutedField, "200000"));
  window.gui.key(ImGuiKey_Escape);
  window.look_again();
  CHECK(window.desk.text(kExecuted) == "200000");
  CHECK(kept(window, kExecuted) == nullptr);
  CHECK(window.last_order<client::KeepUnsaid>()->words.empty());
  CHECK_FALSE(window.gui.shows("二十万"));
  CHECK_FALSE(window.gui.shows("没有读懂"));
}

TEST_CASE("a date that nobody can read is kept, and gone with its last letter") {
  FormWindow window;
  window.at_section("落款");
  REQUIRE(window.gui.type("###field/end.date", "2022-02-30"));
  REQUIRE(kept(window, "end.date") != nullptr);
  CHECK(kept(window, "end.date")->words == "2022-02-30");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  window.gui.key(ImGuiKey_Delete);
  window.look_again();
  CHECK(kept(window, "end.date") == nullptr);
  CHECK(window.desk.text("end.date").empty());
}

TEST_CASE("Ctrl+Z takes back what nobody can read before anything else") {
  FormWindow window;
  window.at_section("收支情况");
  const std::string before = window.desk.text(kExecuted);
  REQUIRE(window.gui.type(kExecutedField, "二十万"));
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.look_again();
  CHECK(kept(window, kExecuted) == nullptr);
  CHECK(window.desk.text(kExecuted) == before);
  CHECK(window.count<app::TakeBack>() == 0);
  CHECK_FALSE(window.gui.shows("二十万"));
}

TEST_CASE("the line at the bottom leads to what nobody could read") {
  FormWindow window;
  come_back(window, {{app::place_of_typed(kExecuted), "二十万"}});
  window.at_section("落款");
  REQUIRE(window.gui.click("###status/unread"));
  window.gui.frame(6);
  CHECK(window.has_keyboard(kExecutedField));
}

TEST_CASE("what nobody could read stands in the way of submitting, with a way to it") {
  FormWindow window;
  come_back(window, {{app::place_of_typed(kExecuted), "二十万"}});
  window.tell(
      client::Checked{window.desk.report().id, window.desk.report().opening, window.desk.report().typed, {}, {}});
  REQUIRE(window.gui.click("###action/submit"));
  window.look_again();
  CHECK(window.gui.shows("还有 1 处没有读懂"));
  window.gui.click("###question/yes");
  CHECK(window.count<app::Act>() == 0);
  REQUIRE(window.gui.click("###question/unread"));
  window.gui.frame(6);
  CHECK_FALSE(window.desk.model.asking);
  CHECK(window.has_keyboard(kExecutedField));
}

TEST_CASE("a cell keeps what nobody can read in sight, and the value that stood there") {
  TableWindow window;
  const std::string path = window.row(tests::kTable, 0) + ".weight";
  window.ask(app::SetField{path, "10"});
  REQUIRE(window.gui.click(window.at(0, kWeightColumn)));
  window.gui.text("1");
  window.gui.text(".2.3");
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.desk.text(path) == "10");
  REQUIRE(kept(window, path) != nullptr);
  CHECK(kept(window, path)->words == "1.2.3");
  CHECK(window.gui.shows(kTold));
  come_back(window, {{app::place_of_typed(path), "1.2.3"}});
  window.at_section("自评结论");
  CHECK(window.gui.shows("里“1.2.3”有不止一个小数点"));
  REQUIRE(window.gui.click(window.at(0, kWeightColumn)));
  window.gui.text("12");
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.desk.text(path) == "12");
  CHECK(kept(window, path) == nullptr);
}

TEST_CASE("words whose row is gone are told beside the findings, and thrown away there") {
  TableWindow window;
  const std::string row = window.row(tests::kTable, 0), path = row + ".weight";
  window.ask(app::SetField{path, "二十"});
  CHECK(app::unread(window.desk.model).size() == 1);
  window.ask(app::RemoveRow{row});
  CHECK(app::unread(window.desk.model).empty());
  REQUIRE(app::words_without_field(window.desk.model).size() == 1);
  CHECK(view::status_of(window.desk.model).sentence().find("原来的地方已经不在了") != std::string::npos);
  window.ask(app::ShowSide{app::Side::Findings});
  CHECK(window.gui.shows("没有读懂，地方已经不在了"));
  REQUIRE(window.gui.click("###conflict/left/" + app::place_of_typed(path) + "/drop"));
  CHECK(app::words_without_field(window.desk.model).empty());
}
