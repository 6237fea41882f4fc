#include "shared/document/write_sheet.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "shared/base/date.h"
#include "shared/base/decimal.h"
#include "shared/document/whole_zip.h"
#include "shared/form/attachment.h"
#include "shared/report/conflict.h"
#include "tests/shared/document/document_fixture.h"
#include "tests/shared/document/workbook.h"

using namespace ziping;
using namespace ziping::document;
using base::Json;

namespace {

constexpr std::int64_t kNoon = 1'670'000'000'000;

const form::Form& small_form() {
  static const form::Form form = *form::Form::parse(*base::parse_json(
      R"({"id":"f","title":"小表","owners":["office"],"fields":[
            {"name":"words","label":"文字","kind":"text"},{"name":"line","label":"一行","kind":"line"},
            {"name":"sum","label":"金额","kind":"decimal","unit":"万元","places":2},
            {"name":"count","label":"个数","kind":"integer"},{"name":"day","label":"日期","kind":"date"},
            {"name":"papers","label":"材料","kind":"files"},
            {"name":"twice","label":"两倍","kind":"decimal","unit":"万元","formula":"2 * sum"}],
          "groups":[{"name":"list","label":"项目/清单","fields":[{"name":"name","label":"名称","kind":"line"},
                       {"name":"team","label":"队","kind":"reference"},
                       {"name":"sum","label":"金额","kind":"decimal","unit":"万元"},
                       {"name":"half","label":"一半","kind":"decimal","unit":"%","formula":"sum / 2"}],
                     "groups":[{"name":"parts","label":"组成","fields":[{"name":"value","label":"数值","kind":"decimal"}]}]}]})"));
  return form;
}

report::Row row(const std::string& id, report::Fields fields) {
  report::Row out;
  out.id = id;
  out.fields = std::move(fields);
  return out;
}

std::string bytes_of(const form::Form& form, const report::State& state,
                     const std::map<std::string, Json>& computed = {}) {
  Origin origin{"r1", "甲局", 2022, "第2版", kNoon, {{"t1", "甲队"}}};
  auto bytes = write_sheet(tables_of(form, state, computed, origin), {"甲局的报告", kNoon});
  REQUIRE(bytes);
  return *bytes;
}

Workbook book_of(const report::State& state, const std::map<std::string, Json>& computed = {}) {
  return Workbook::read(bytes_of(small_form(), state, computed));
}

report::State with(std::string_view field, Json value) {
  report::State out;
  out.set(field, std::move(value));
  return out;
}

SheetCell value_of(const Workbook& book, const std::string& label) {
  const Sheet& sheet = book.sheet("单项");
  const std::string place = sheet.find(label);
  REQUIRE_FALSE(place.empty());
  const SheetCell* cell = sheet.at("C" + place.substr(1));
  return cell ? *cell : SheetCell{};
}

Json papers(const std::string& name) {
  return Json(Json::Array{form::Attachment{name, 2048, base::sha256(name), "application/pdf"}.json()});
}

// Every value below the node, as it stands in the state.
void gather(const report::Node& node, std::vector<std::string>& out) {
  for (const auto& [name, value] : node.fields)
    if (const std::string* text = value.text()) out.push_back(*text);
  for (const auto& [name, rows] : node.rows)
    for (const report::Row& one : rows) gather(one, out);
}

}  // namespace

TEST_CASE("a workbook tells what it is of, and has a sheet for the single fields and one for each group of rows") {
  const Workbook book = book_of(with("line", Json("甲")));
  std::vector<std::string> names;
  for (const Sheet& sheet : book.sheets) names.push_back(sheet.name);
  CHECK(names == std::vector<std::string>{"说明", "单项", "项目_清单", "项目_清单·组成"});
  CHECK(book.sheet("说明").beside("部门") == "甲局");
  CHECK(book.sheet("说明").beside("年度") == "2022");
  CHECK(book.sheet("说明").beside("内容") == "第2版");
  CHECK(book.sheet("单项").frozen_rows == 1);
  CHECK(book.sheet("项目_清单").frozen_rows == 1);
  CHECK(book.sheet("单项").beside("一行") == "甲");
  CHECK(book.sheet("单项").beside("金额", 2) == "万元");
  CHECK(book.sheet("单项").beside("金额", 4) == "sum");
}

TEST_CASE("what the first sheet counts is what the others hold, and the digest is the state's") {
  report::State state = with("line", Json("甲"));
  state.set("sum", Json("1.50"));
  state.rows["list"] = {row("a", {{"name", Json("一")}}), row("b", {{"sum", Json("2")}})};
  state.rows["list"][1].rows["parts"] = {row("c", {{"value", Json("3")}})};
  const Workbook book = book_of(state);
  const Sheet& page = book.sheet("说明");
  CHECK(page.beside("内容摘要") == report::digest(state).hex());
  std::size_t rows = 0, cells = 0;
  for (const Sheet& sheet : book.sheets) {
    if (sheet.name == "说明") continue;
    INFO(sheet.name);
    CHECK(page.beside(sheet.name, 1) == std::to_string(sheet.rows_below(1)));
    CHECK(page.beside(sheet.name, 2) == std::to_string(sheet.cells_below(1)));
    rows += sheet.rows_below(1);
    cells += sheet.cells_below(1);
  }
  CHECK(page.beside("合计", 2) == std::to_string(rows));
  CHECK(page.beside("合计", 3) == std::to_string(cells));
  CHECK(book.sheet("项目_清单·组成").beside("2.1") == "3");
}

TEST_CASE("a text that looks like a formula is a text, and the file holds no formula and no link") {
  for (const char* words :
       {"=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "http://x.cn", "007"}) {
    INFO(words);
    report::State state = with("words", Json(words));
    state.rows["list"] = {row("a", {{"name", Json(words)}})};
    const Workbook book = book_of(state);
    CHECK(value_of(book, "文字").type == "s");
    CHECK(value_of(book, "文字").text == words);
    CHECK(book.sheet("项目_清单").at("B2")->type == "s");
    CHECK(book.sheet("项目_清单").at("B2")->text == words);
    for (const auto& [name, part] : book.parts) {
      CHECK(part.find("<f>") == part.npos);
      CHECK(part.find("<hyperlink") == part.npos);
    }
  }
  CHECK(value_of(book_of(with("words", Json("=1+1"))), "文字").format == "@");
}

TEST_CASE("figures are numbers with all their digits; one that a spreadsheet would round is a text") {
  const auto written = [](const char* stored) { return value_of(book_of(with("sum", Json(stored))), "金额"); };
  CHECK(written("20545.04").type.empty());
  CHECK(written("20545.04").text == "20545.04");
  CHECK(written("20545.04").format == "#,##0.00");
  CHECK(written("90.50").format == "#,##0.00");
  CHECK(written("0.1").text == "0.1");
  CHECK(written("-12.5").format == "#,##0.0");
  CHECK(written("618").format == "#,##0");
  for (const char* rounded : {"9007199254740993", "1234567890123456.78", "0.12345678901234567"}) {
    CHECK(written(rounded).type == "s");
    CHECK(written(rounded).text == rounded);
  }
  CHECK(value_of(book_of(with("count", Json(2022))), "个数").format == "0");
  CHECK(value_of(book_of(with("count", Json(std::int64_t{9007199254740991}))), "个数").type == "s");
  CHECK(value_of(book_of(with("sum", Json("不是数字"))), "金额").text == "不是数字");
}

TEST_CASE("a number of fifteen digits comes back as it was, whatever its size") {
  base::SeededRandom random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string digits;
    const std::size_t count = 1 + random.below(17), point = random.below(count + 1);
    for (std::size_t k = 0; k < count; ++k) digits += static_cast<char>('0' + random.below(10));
    std::string stored = digits.substr(0, point);
    stored.erase(0, stored.find_first_not_of('0'));
    if (stored.empty()) stored = "0";
    if (point < count) stored += "." + digits.substr(point);
    const std::size_t first = digits.find_first_not_of('0'), last = digits.find_last_not_of('0');
    const bool useful = first == digits.npos || last - first < 15;
    INFO(stored);
    const auto decimal = base::Decimal::parse_stored(stored);
    if (!decimal) continue;  // more places than a report stores
    char shown[64];
    std::snprintf(shown, sizeof shown, "%.*f", decimal->places(), std::strtod(stored.c_str(), nullptr));
    if (keeps_as_number(stored)) CHECK(*base::Decimal::parse_stored(shown) == *decimal);
    if (!useful) CHECK_FALSE(keeps_as_number(stored));
  }
}

TEST_CASE("dates are dates, and what is none stays as it was written") {
  const SheetCell day = value_of(book_of(with("day", Json("2022-12-31"))), "日期");
  CHECK(day.type.empty());
  CHECK(day.text == "44926");
  CHECK(day.format == "yyyy\"年\"m\"月\"d\"日\"");
  CHECK(value_of(book_of(with("day", Json("1900-01-01"))), "日期").text == "1");
  CHECK(value_of(book_of(with("day", Json("年底"))), "日期").text == "年底");
}

TEST_CASE("computed values are values, and marked") {
  report::State state;
  state.rows["list"] = {row("a", {{"sum", Json("3")}})};
  const Workbook book = book_of(state, {{"twice", Json("3.00")}, {"list[a].half", Json("1.5")}});
  CHECK(value_of(book, "两倍").text == "3");
  CHECK(value_of(book, "两倍").format == "#,##0.00");
  CHECK(book.sheet("单项").beside("两倍", 3) == "自动计算");
  CHECK(book.sheet("项目_清单").at("E1")->text == "一半（%，自动计算）");
  CHECK(book.sheet("项目_清单").at("E2")->text == "1.5");
}

TEST_CASE("every side of a conflict stands in its cell, and the place says so") {
  report::Conflict figures{Json("1"), {{std::string(64, 'a'), Json("2")}, {std::string(64, 'b'), Json()}}};
  report::Conflict files{Json(), {{std::string(64, 'a'), papers("a.pdf")}, {std::string(64, 'b'), papers("b.pdf")}}};
  report::State state = with("sum", report::to_json(figures));
  state.set("papers", report::to_json(files));
  state.rows["list"] = {row("a", {{"name", Json("甲")}})};
  state.rows["list"][0].removed_by = {std::string(64, 'c')};
  const Workbook book = book_of(state);
  CHECK(value_of(book, "金额").text == "【冲突：2｜（空）】");
  CHECK(book.sheet("单项").beside("金额", 3).starts_with("冲突"));
  for (const char* name : {"a.pdf", "b.pdf"}) {
    CHECK(value_of(book, "材料").text.find(name) != std::string::npos);
    CHECK(value_of(book, "材料").text.find(base::sha256(name).hex()) != std::string::npos);
  }
  CHECK(book.sheet("项目_清单").beside("甲", 4) == "冲突：有人删去了这一行，有人改了它");
  CHECK(book.sheet("说明").beside("冲突") == "3");
}

TEST_CASE("who a row refers to is named, and a file with its size and hash") {
  report::State state = with("papers", papers("验收单.pdf"));
  state.rows["list"] = {row("a", {{"team", Json("t1")}}), row("b", {{"team", Json("t2")}})};
  const Workbook book = book_of(state);
  CHECK(book.sheet("项目_清单").at("C2")->text == "甲队（t1）");
  CHECK(book.sheet("项目_清单").at("C3")->text == "t2");
  CHECK(value_of(book, "材料").text == "验收单.pdf（2,048 字节，SHA-256 " + base::sha256("验收单.pdf").hex() + "）");
}

TEST_CASE("a text that no cell holds goes on in the rows below, and nothing of it is missing") {
  std::string astral, lines, plain, escapes;
  for (int i = 0; i < 20'000; ++i) astral += "𠮷";
  for (int i = 0; i < 600; ++i) lines += "行\n";
  for (int i = 0; i < 40'000; ++i) plain += "字";
  for (int i = 0; i < 6'000; ++i) escapes += "_x0041_";
  for (const std::string& words : {astral, lines, plain, escapes}) {
    const Workbook book = book_of(with("words", Json(words)));
    const Sheet& sheet = book.sheet("单项");
    std::string joined;
    std::size_t number = std::stoul(sheet.find("文字").substr(1));
    for (bool more = true; more; ++number) {
      const SheetCell* cell = sheet.at("C" + std::to_string(number));
      REQUIRE(cell);
      CHECK(base::count_characters(cell->text) <= 32'767);
      CHECK(std::ranges::count(cell->text, '\n') <= 253);
      joined += cell->text;
      const SheetCell* below = sheet.at("A" + std::to_string(number + 1));
      more = below && below->text == "接上一行";
    }
    CHECK(joined == words);
    CHECK(book.sheet("说明").beside("单项", 1) == std::to_string(sheet.rows_below(1)));
  }
}

TEST_CASE("a row is as high as its texts are when they are wrapped") {
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "字";
  const std::vector<Table> tables = tables_of(small_form(), with("words", Json(long_text + "\n末")), {}, {});
  const Table& single = tables.at(1);
  REQUIRE(single.lines.size() == single.rows.size());
  CHECK(single.lines.at(1) == 5);  // two hundred in lines of 58, and the last one
  CHECK(single.lines.at(2) == 1);
  const Workbook book = Workbook::read(bytes_of(small_form(), with("words", Json(long_text))));
  CHECK(book.parts.at("xl/worksheets/sheet2.xml").find("ht=\"60\"") != std::string::npos);
}

TEST_CASE("characters that the format has no place for do no harm") {
  const std::string words = std::string("前_x0041_") + '\x01' + "&<>\"中" + std::string("\0后", 4) + "\xEF\xBF\xBE 末";
  const std::string seen = value_of(book_of(with("line", Json(words))), "一行").text;
  CHECK(seen == std::string("前_x0041_") + '\x01' + "&<>\"中\xEF\xBF\xBD后\xEF\xBF\xBD 末");
}

TEST_CASE("what the form does not know leaves with the rest") {
  report::State state = with("orphan", Json("旧字段"));
  state.rows["list"] = {row("a", {{"older", Json("旧列")}})};
  state.rows["gone"] = {row("b", {{"name", Json("旧表")}})};
  state.extra["note"] = Json("别的");
  const Workbook book = book_of(state);
  const Sheet& sheet = book.sheet("表样以外");
  CHECK(sheet.beside("orphan") == "旧字段");
  CHECK(sheet.beside("list[a].older") == "旧列");
  CHECK(sheet.beside("gone[b]").find("旧表") != std::string::npos);
  CHECK(sheet.beside("note") == "别的");
}

TEST_CASE("every value of a whole report stands in some cell") {
  const report::State state = read(invented_report().text).state;
  const Workbook book = Workbook::read(bytes_of(department_form(), state));
  std::set<std::string> shown;
  for (const Sheet& sheet : book.sheets)
    for (const auto& [place, cell] : sheet.cells) shown.insert(cell.text);
  std::vector<std::string> values;
  gather(state, values);
  CHECK(values.size() > 100);
  for (const std::string& value : values) {
    INFO(value);
    const auto decimal = base::Decimal::parse_stored(value);
    const auto date = base::Date::parse_stored(value);
    const bool there = shown.contains(value) || date || std::ranges::any_of(shown, [&](const std::string& one) {
                         const auto other = base::Decimal::parse_stored(one);
                         return decimal && other && *decimal == *other;
                       });
    CHECK(there);
  }
}

TEST_CASE("a sheet's name is unique, short and without what a spreadsheet forbids") {
  std::vector<std::string> taken;
  CHECK(sheet_name("项目/清单", taken) == "项目_清单");
  CHECK(sheet_name("项目?清单", taken) == "项目_清单（2）");
  CHECK(sheet_name("List", taken) == "List");
  CHECK(sheet_name("list", taken) == "list（2）");
  CHECK(sheet_name("history", taken) != "history");
  CHECK(sheet_name("", taken) == "表");
  CHECK(sheet_name("'甲'", taken) == "_甲_");
  std::string longest;
  for (int i = 0; i < 40; ++i) longest += "长";
  for (int i = 0; i < 12; ++i) CHECK(base::count_characters(sheet_name(longest, taken)) <= 31);
  CHECK(std::set<std::string>(taken.begin(), taken.end()).size() == taken.size());
}

TEST_CASE("a workbook that is cut anywhere is not whole") {
  const std::string bytes = bytes_of(small_form(), with("line", Json("甲")));
  CHECK(check_whole_zip(bytes));
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    INFO(size);
    CHECK_FALSE(check_whole_zip(std::string_view(bytes).substr(0, size)));
  }
}

// A limit on the size of any file stands for the disk: each part of the workbook is written to one.
TEST_CASE("a disk that fills up at any byte leaves no workbook rather than half of one") {
  const report::State state = read(invented_report().text).state;
  const std::vector<Table> tables = tables_of(department_form(), state, {}, {"r1", "甲局", 2022, "第2版", kNoon, {}});
  const auto whole = write_sheet(tables, {"甲局的报告", kNoon});
  REQUIRE(whole);
  int refused = 0, written = 0;
  for (rlim_t size = 64; size < 400'000; size = size * 5 / 4) {
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{size, size};
      setrlimit(RLIMIT_FSIZE, &limit);
      if (!freopen("/dev/null", "w", stderr)) _exit(3);
      const auto bytes = write_sheet(tables, {"甲局的报告", kNoon});
      _exit(!bytes ? 1 : *bytes == *whole ? 0 : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    INFO(size);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) < 2);
    (WEXITSTATUS(status) == 1 ? refused : written) += 1;
  }
  CHECK(refused > 0);
  CHECK(written > 0);
}
