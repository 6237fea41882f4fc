#include "client/app/paste.h"

#include <catch2/catch_test_macros.hpp>

#include "client/app/unread.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;

namespace {

constexpr const char* kTable = "evaluation.table";
constexpr std::size_t kWeight = 8;  // level1 level2 level3 kind sign target unit actual weight score reason rate_row

app::PastePreview foreseen(const Desk& desk, std::size_t row, std::size_t column, const std::string& cells) {
  return app::foresee(desk.model, {kTable, row, column, cells});
}

const report::Rows& rows(const Desk& desk) { return desk.state().group(kTable); }

struct Table : Desk {
  Table() {
    open();
    ask(app::PasteCells{kTable, 0, 0, "产出\t数量\t项目数\n效益\t社会效益\t岗位\n"});
  }
};

}  // namespace

TEST_CASE("copied cells are cut at tabs and line ends, but not within quotation marks") {
  using Cells = std::vector<std::vector<std::string>>;
  CHECK(app::cells_of("") == Cells{});
  CHECK(app::cells_of("a") == Cells{{"a"}});
  CHECK(app::cells_of("a\tb\r\nc\t\n") == Cells{{"a", "b"}, {"c", ""}});
  CHECK(app::cells_of("\"两\n行\"\tb\r\nc") == Cells{{"两\n行", "b"}, {"c"}});
  CHECK(app::cells_of("\"说\"\"好\"\"\"\tb") == Cells{{"说\"好\"", "b"}});
  CHECK(app::cells_of("\"没有完\tb\nc") == Cells{{"\"没有完", "b"}, {"c"}});
  CHECK(app::cells_of("\"半\"句\tb") == Cells{{"\"半\"句", "b"}});
  CHECK(app::cells_of("\n\n") == Cells{{""}, {""}});
  CHECK(app::cells_of("\"甲\"\r\n\"乙\"\r") == Cells{{"甲"}, {"乙"}});
  CHECK(app::cells_of("\"甲\"\r乙\tb") == Cells{{"\"甲\"\r乙", "b"}});  // no line end, and nothing is lost
}

TEST_CASE("a paste that only fills cells that are there is not asked about") {
  Table desk;
  const auto preview = foreseen(desk, 0, kWeight, "10\t9\n20\t18");
  CHECK_FALSE(preview.asks());
  CHECK(preview.rows == 2);
  CHECK(preview.replaced == 0);
}

TEST_CASE("cells that are cleared, or pasted what they hold already, keep no words that were not read") {
  Table desk;
  const std::string first = std::string(kTable) + "[" + rows(desk)[0].id + "].weight";
  const std::string second = std::string(kTable) + "[" + rows(desk)[1].id + "].weight";
  desk.ask(app::SetField{first, "二十万"});
  desk.ask(app::SetField{second, "10"});
  desk.ask(app::SetField{second, "二十万"});
  const auto kept = [&](const std::string& path) { return app::unsaid_at(desk.report(), app::place_of_typed(path)); };
  REQUIRE(kept(first) != nullptr);
  REQUIRE(kept(second) != nullptr);
  const std::size_t saved = tests::ordered<client::SaveEdit>(desk).size();
  desk.ask(app::PasteCells{kTable, 0, kWeight, "\t\n"});  // as clearing two cells side by side does
  CHECK(kept(first) == nullptr);
  CHECK(kept(second) != nullptr);
  CHECK(tests::ordered<client::KeepUnsaid>(desk).back().place == app::place_of_typed(first));
  CHECK(tests::ordered<client::KeepUnsaid>(desk).back().words.empty());
  desk.ask(app::PasteCells{kTable, 1, kWeight, "10"});
  CHECK(kept(second) == nullptr);
  CHECK(desk.report().refused.empty());
  CHECK(*rows(desk)[1].value("weight").text() == "10");
  CHECK(tests::ordered<client::SaveEdit>(desk).size() == saved);
}

TEST_CASE("what a paste adds, replaces, refuses and leaves is told from the plan that is then carried out") {
  Table desk;
  const std::string cells = "产出\t质量\t合格率\t差不多\n效益\t\t岗位\t定量\n效益\t生态\t林地\t定性";
  const auto preview = foreseen(desk, 0, 0, cells);
  CHECK(preview.asks());
  CHECK(preview.added == 1);
  CHECK(preview.replaced == 3);  // 质量, 合格率, and 社会效益 that is emptied
  CHECK(preview.refused == 1);
  REQUIRE(preview.first.size() == 3);
  CHECK(preview.first[0].cells[1].words == "质量");
  CHECK(preview.first[0].cells[1].replaces);
  CHECK(preview.first[0].cells[3].refused);
  CHECK(preview.first[0].cells[3].words == "差不多");
  CHECK(preview.first[1].cells[1].words.empty());
  CHECK(preview.first[2].added);
  CHECK(preview.first[2].cells[2].words == "林地");
  REQUIRE(preview.refusals.size() == 1);
  CHECK(preview.refusals[0].row == 1);
  CHECK(preview.refusals[0].label == "指标性质");
  desk.ask(app::PasteCells{kTable, 0, 0, cells});
  CHECK(rows(desk).size() == 3);
  CHECK(desk.report().refused.size() == 1);
  for (std::size_t i = 0; i < 3; ++i) CHECK(preview.first[i].cells[2].words == *rows(desk)[i].value("level3").text());
}

TEST_CASE("a row that is copied with its computed cell is pasted with every cell in its own column") {
  Desk desk;
  desk.open();
  const auto at = [&](std::size_t row, const char* name) {
    const std::string* text = desk.state().group("projects.list").at(row).value(name).text();
    return text ? *text : std::string();
  };
  const std::size_t before = desk.state().group("projects.list").size();
  const app::PasteCells paste{"projects.list", before, 0, "水渠修复\t200\t180.5\t90.25\t已经完工。"};
  const auto preview = app::foresee(desk.model, paste);
  CHECK(preview.refused == 0);
  CHECK(preview.columns_left == 0);
  REQUIRE(preview.first.size() == 1);
  CHECK(preview.first[0].cells.at(3).words.empty());  // computed from the others
  CHECK(preview.first[0].cells.at(4).words == "已经完工。");
  desk.ask(paste);
  desk.ask(app::PasteCells{"projects.list", before, 2, "190\t95\t已经验收。"});
  REQUIRE(desk.state().group("projects.list").size() == before + 1);
  CHECK(at(before, "budget") == "200");
  CHECK(at(before, "executed") == "190");
  CHECK(at(before, "rate").empty());
  CHECK(at(before, "text") == "已经验收。");
  CHECK(desk.report().refused.empty());
}

TEST_CASE("cells that the table has no room for are told before, and said after") {
  Table desk;
  const auto wide = foreseen(desk, 0, 10, "原因\t是\t多\t余");
  CHECK(wide.columns_left == 2);
  desk.ask(app::PasteCells{kTable, 0, 10, "原因\t是\t多\t余"});
  CHECK(desk.report().noted.at(kTable) == "多出的 2 列没有粘贴：表格在右边没有这么多列。");
  std::string high;
  for (int i = 0; i < 10'000; ++i) high += "产出\t" + std::to_string(i) + "\n";
  const auto many = foreseen(desk, 1, 0, high);
  CHECK(many.rows == 10'000);
  CHECK(many.added == 298);
  CHECK(many.rows_left == 10'000 - 299);
  CHECK(many.first.size() == app::kPasteRowsShown);
  desk.ask(app::PasteCells{kTable, 1, 0, high});
  CHECK(rows(desk).size() == 300);
  CHECK(desk.report().refused.at(kTable).message == "“指标评分表”最多 300 行，后面的 9701 行没有粘贴。");
}

TEST_CASE("more than ten thousand rows or five megabytes are not taken at all, and that is said") {
  Table desk;
  const report::State before = desk.state();
  for (const std::string& cells : {std::string(10'001, '\n'), std::string((5u << 20) + 1, 'x')}) {
    const auto preview = foreseen(desk, 0, 0, cells);
    CHECK(preview.asks());
    REQUIRE(preview.nothing);
    CHECK(preview.nothing->code == "too-much");
    desk.ask(app::PasteCells{kTable, 0, 0, cells});
    CHECK(desk.state() == before);
    CHECK(desk.report().refused.at(kTable).code == "too-much");
  }
}

TEST_CASE("a paste into what somebody else fills is refused with whose it is") {
  Desk desk("member", "dongpi");
  desk.open();
  const report::State before = desk.state();
  const auto preview = foreseen(desk, 0, 0, "产出\t数量");
  REQUIRE(preview.nothing);
  CHECK(preview.nothing->code == "not-yours");
  desk.ask(app::PasteCells{kTable, 0, 0, "产出\t数量"});
  CHECK(desk.state() == before);
}

TEST_CASE("cells that are no text are refused one by one, and what a text loses is noted") {
  Table desk;
  desk.ask(app::PasteCells{kTable, 0, 0, "产\x01出\t\xED\xA0\x80\t𠮷😀\u202E"});
  CHECK(*rows(desk)[0].value("level1").text() == "产出");
  CHECK(*rows(desk)[0].value("level2").text() == "数量");
  CHECK(*rows(desk)[0].value("level3").text() == "𠮷😀\u202E");
  const std::string row = "evaluation.table[" + rows(desk)[0].id + "]";
  CHECK(desk.report().refused.at(row + ".level2").code == "not-text");
  CHECK(desk.report().noted.at(row + ".level1") == "去掉了 1 个看不见的控制字符。");
}

TEST_CASE("an amount typed or pasted in 元 is stored in 万元 with a note, until the next edit") {
  Table desk;
  desk.ask(app::SetField{"funds.budget", "12345.6元"});
  CHECK(desk.text("funds.budget") == "1.23456");
  CHECK(desk.report().noted.at("funds.budget") == "按 12,345.6 元折成 1.23456 万元");
  desk.ask(app::SetField{"funds.budget", "12345.678元"});
  CHECK(desk.text("funds.budget") == "1.23456");
  CHECK(desk.report().noted.empty());
  CHECK(desk.report().refused.at("funds.budget").code == "too-many-places");
}
