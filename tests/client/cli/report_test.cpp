#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "shared/base/file.h"
#include "shared/base/hash.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

std::string source(const std::string& path) { return std::string(ZIPING_SOURCE_DIR) + "/" + path; }

std::string blank_report(const Desk& office) {
  return std::string(office.json({"report", "new", "--form", "department-2022", "--year", "2022"}).text_or("report"));
}

// The only finding of the rule that is no pass, else its pass.
Json finding(const Json& findings, const std::string& rule, const std::string& place = {}) {
  Json out;
  for (const Json& one : findings.list("findings")) {
    const bool there = place.empty() || std::ranges::count(one.list("fields"), Json(place)) > 0;
    if (one.text_or("rule") == rule && there && (out.is_null() || out.text_or("level") == "pass")) out = one;
  }
  REQUIRE_FALSE(out.is_null());
  return out;
}

// The third column of a list of figures: each number as it is printed, in order.
Words figures_of(const std::string& file) {
  std::ifstream list(file);
  REQUIRE(list.good());
  Words out;
  std::string line;
  std::getline(list, line);
  while (std::getline(list, line)) {
    std::istringstream columns(line);
    std::string column;
    for (int i = 0; i < 3; ++i) std::getline(columns, column, '\t');
    out.push_back(column);
  }
  return out;
}

// Imports the text on a desk of the office, and looks for every figure in what is exported.
struct Imported {
  explicit Imported(const std::string& text) {
    const std::string list = std::filesystem::path(text).replace_extension().string() + "-figures.tsv";
    if (!std::filesystem::exists(text) || !std::filesystem::exists(list)) SKIP(text + " is not here");
    answer = office.json({"import", report, text});
    figures = figures_of(list);
    exported = office({"export", report, "--format", "text"}).out;
  }
  const Folder folder;
  const Centre centre{folder};
  const Desk office{folder, centre, "office"};
  const std::string report = blank_report(office);
  Json answer;
  Words figures;
  std::string exported;
};

void every_figure_is_there(const Imported& imported) {
  REQUIRE(imported.figures.size() == 113);
  CHECK(imported.answer.list("leftover").empty());
  std::size_t at = 0;
  for (const std::string& figure : imported.figures) {
    INFO(figure);
    at = imported.exported.find(figure, at);
    REQUIRE(at != std::string::npos);
    at += figure.size();
  }
}

void the_usual_findings(const Imported& imported) {
  const Ran checked = imported.office({"check", imported.report, "--json"});
  CHECK(checked.status == 3);
  const Json findings = checked.json();
  const auto level = [&](const std::string& rule) { return std::string(finding(findings, rule).text_or("level")); };
  CHECK(level("V01") == "pass");
  CHECK(level("V02") == "info");
  CHECK(finding(findings, "V02").find("numbers")->text_or("difference") == "0.01");
  CHECK(level("V03") == "pass");
  CHECK(level("V04") == "warning");
  CHECK(level("V16") == "error");
  CHECK(level("V17") == "warning");
  CHECK(level("V20") == "warning");
  const Json counts = *imported.office.json({"report", "list"}).as_array()->front().find("findings");
  for (const auto& [word, name] :
       std::vector<std::pair<std::string, std::string>>{{"error", "error"}, {"warning", "warn"}, {"info", "info"}}) {
    const auto of_level =
        std::ranges::count_if(findings.list("findings"), [&](const Json& one) { return one.text_or("level") == word; });
    INFO(word);
    CHECK(counts.integer_or(name, -1) == of_level);
    CHECK(of_level > 0);
  }
}

}  // namespace

TEST_CASE("every figure of the sample is in the exported text, and the rules say what they should") {
  const Imported imported(source("assets/samples/report-2022.txt"));
  every_figure_is_there(imported);
  the_usual_findings(imported);
}

TEST_CASE("every figure of the real report is in the exported text, and the rules say what they should") {
  const Imported imported(source("../shared/data/report-2022.txt"));
  every_figure_is_there(imported);
  the_usual_findings(imported);
  const Json findings = imported.office.json({"check", imported.report});
  const auto numbers = [&](const std::string& rule) { return *finding(findings, rule).find("numbers"); };
  CHECK(finding(findings, "V01").text_or("message").find("99.8267%") != std::string::npos);
  CHECK(numbers("V02").text_or("tolerance") == "0.015");
  CHECK(numbers("V04").text_or("difference") == "35.61");
}

TEST_CASE("an import says what went where, and never overwrites what somebody has written") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = blank_report(office);
  office.set(report, "goals.annual", "已经写好的目标。");
  const Ran ran = office({"import", report, source("tests/client/cli/data/complete-report.txt"), "--json"});
  CHECK(ran.status == 3);
  const Json answer = ran.json();
  CHECK(office.get(report, "goals.annual") == "已经写好的目标。");
  REQUIRE(answer.list("leftover").size() == 1);
  const Json& left = answer.list("leftover").front();
  CHECK(left.integer_or("line", 0) == 13);
  CHECK(left.text_or("text").starts_with("修好三条水渠，整治一座水库"));
  CHECK(office.get(report, "funds.executed") == "100.00");
  const auto placed = std::ranges::find_if(answer.list("placed"),
                                           [](const Json& one) { return one.text_or("path") == "funds.executed"; });
  REQUIRE(placed != answer.list("placed").end());
  CHECK(placed->integer_or("line", 0) == 19);
  CHECK(office({"import", report, source("tests/client/cli/data/complete-report.txt"), "--json"}).status == 3);
  CHECK(office.json({"report", "show", report}).find("rows")->list("duties.list").size() == 1);
}

TEST_CASE("a title names the department, and one that fits no form makes no report") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const auto make = [&](const std::string& title) {
    return office({"report", "new", "--form", "department-2022", "--year", "2022", "--title", title, "--json"});
  };
  for (const char* wrong : {"我的报告", "2021年度水利局部门整体支出绩效自评报告"}) {
    const Ran refused = make(wrong);
    CHECK(refused.status == 1);
    CHECK(refused.json().find("problem")->text_or("code") == "bad-title");
  }
  CHECK(office.json({"report", "list"}).as_array()->empty());
  const std::string report(make("2022 年度水利局部门整体支出绩效自评报告").json().text_or("report"));
  CHECK(office.get(report, "cover.department") == "水利局");
  CHECK(office.json({"report", "list"}).as_array()->front().text_or("title") ==
        "2022年度水利局部门整体支出绩效自评报告");
}

TEST_CASE("an export goes to a file or to the screen, of now or of a version, as text or as JSON") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = blank_report(office);
  fill_in(office, report);
  REQUIRE(office({"submit", report}).status == 0);
  REQUIRE(office({"withdraw", report}).status == 0);
  REQUIRE(office({"sync"}).status == 0);
  office.set(report, "end.signature", "水务局");
  const auto text = [&](Words more) {
    more.insert(more.begin(), {"export", report, "--format", "text"});
    return office(more).out;
  };
  CHECK(text({}).find("水务局") != std::string::npos);
  CHECK(text({"--version", "1"}).find("水务局") == std::string::npos);
  REQUIRE(office({"export", report, "--format", "text", "-o", folder.in("out.txt")}).status == 0);
  std::ifstream file(folder.in("out.txt"));
  std::stringstream written;
  written << file.rdbuf();
  CHECK(written.str() == text({}));
  const Json json = office({"export", report, "--format", "json"}).json();
  CHECK(*json.find("state") == office.json({"report", "show", report}));
  CHECK(json.find("computed")->text_or("evaluation.score") == "100.00");
  CHECK(office({"export", report, "--format", "docx", "--json"}).json().find("problem")->text_or("code") == "not-yet");
}

TEST_CASE("an exported file comes with what it can be checked by") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = blank_report(office);
  fill_in(office, report);
  for (const char* format : {"text", "json", "xlsx"}) {
    const std::string file = folder.in(std::string("out.") + format);
    const Json said = office.json({"export", report, "--format", format, "-o", file});
    const auto bytes = base::read_file(file, 1u << 24);
    REQUIRE(bytes);
    CHECK(said.text_or("file") == file);
    CHECK(said.text_or("sha256") == base::sha256(*bytes).hex());
    CHECK(said.integer_or("bytes", 0) == static_cast<std::int64_t>(bytes->size()));
    CHECK(said.integer_or("sections", 0) == 16);
    CHECK(said.integer_or("rows", 0) > 5);
    CHECK(office({"export", report, "--format", format, "-o", file}).out.find("SHA-256") != std::string::npos);
  }
  CHECK(base::read_file(folder.in("out.xlsx"), 1u << 24)->starts_with("PK"));
  CHECK(office.refusal({"export", report, "--format", "xlsx"}) == "needs-file");
  CHECK(office.refusal({"export", report, "--format", "xlsx", "-o", folder.in("no/out.xlsx")}) == "no-folder");
}

TEST_CASE("every sentence names who wrote it, and so does a figure") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1");
  const std::string place = report.east + ".text";
  const std::string first = "新建水渠二百米。", second = "培训农户三十人。", last = "发放种苗五千株。平整道路一公里。";
  east.set(report.id, place, first + "培训农户九十人。" + last);
  REQUIRE(east({"sync"}).status == 0);
  REQUIRE(office({"sync"}).status == 0);
  office.set(report.id, place, first + "培训农户九十人。" + last + "还没封存的话。");
  office.set(report.id, "funds.budget", "8.80");
  const Json blamed = office.json({"blame", report.id, place});
  Words authors;
  for (const Json& sentence : *blamed.as_array()) authors.emplace_back(sentence.text_or("author", "draft"));
  CHECK(authors == Words{"office", "east1", "office", "office", "draft"});
  CHECK(blamed.as_array()->at(1).text_or("text") == "培训农户九十人。");
  CHECK(blamed.as_array()->back().find("revision")->is_null());
  const std::string sealed(office.json({"seal", report.id}).text_or("revision"));
  const Json figure = office.json({"blame", report.id, "funds.budget"});
  REQUIRE(figure.as_array()->size() == 1);
  CHECK(figure.as_array()->front().text_or("revision") == sealed);
  const Json log = office.json({"log", report.id});
  REQUIRE(log.as_array()->size() == 3);
  CHECK(log.as_array()->front().text_or("revision") == sealed);
  CHECK(log.as_array()->at(1).text_or("author") == "east1");
  CHECK_FALSE(log.as_array()->at(1).text_or("at").empty());
}

TEST_CASE("a copy is put in the place of what is here by a command, which keeps what was here") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = blank_report(office);
  office.set(report, "funds.budget", "5");
  const Json earlier = office.json({"copy", "list"});  // one a day, and that of today is from before
  for (const Json& one : *earlier.as_array()) std::filesystem::remove(*one.as_string());
  office.json({"copy", "make"});
  const std::string copy = *office.json({"copy", "list"}).as_array()->front().as_string();
  office.set(report, "funds.budget", "7");
  const Json restored = office.json({"copy", "restore", copy});
  CHECK(office.get(report, "funds.budget") == "5");
  CHECK(std::filesystem::exists(std::string(restored.text_or("kept"))));
  CHECK(std::filesystem::exists(copy));
  CHECK(office.refusal({"copy", "restore", folder.in("nothing.db")}) == "no-file");
}
