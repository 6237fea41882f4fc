// docs/lessons.md names the tests that guard each rule: a table that names what is not there would be worth nothing.
// How fast something is stands in no test; of that a rule says that it is measured.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/file.h"

namespace ziping::house {
namespace {

constexpr std::size_t kRules = 48;
constexpr std::size_t kLessonBytesMax = 1u << 20;
constexpr std::string_view kMeasured = "held by measure: `scripts/bench`";

std::string read(const std::filesystem::path& path) {
  auto text = base::read_file(std::filesystem::path(ZIPING_SOURCE_DIR) / path, kLessonBytesMax);
  return text ? *text : std::string();
}

std::vector<std::string> parts(std::string_view text, std::string_view between) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t at = text.find(between);
    out.emplace_back(text.substr(0, at));
    if (at == text.npos) return out;
    text.remove_prefix(at + between.size());
  }
}

struct Rule {
  std::string number, state;
  std::vector<std::string> tests;  // each `FILE`: NAME, but for kMeasured
};

std::vector<Rule> rules() {
  std::vector<Rule> out;
  for (const std::string& line : parts(read("docs/lessons.md"), "\n")) {
    const std::vector<std::string> cells = parts(line, " | ");
    if (cells.size() != 5 || cells[0].size() < 3) continue;  // no rule, or the heading
    Rule rule{cells[0].substr(2), cells[2], {}};
    if (cells[4] != "— |") rule.tests = parts(cells[4].substr(0, cells[4].size() - 2), "<br>");
    out.push_back(std::move(rule));
  }
  return out;
}

// Whether the file holds a test case of that name.
bool is_there(const std::string& test) {
  if (test == kMeasured) return std::filesystem::exists(std::filesystem::path(ZIPING_SOURCE_DIR) / "scripts/bench");
  const std::vector<std::string> halves = parts(test, "`: ");
  if (halves.size() != 2 || !halves[0].starts_with("`")) return false;
  const std::string name = "\"" + halves[1] + "\")";
  return read(std::filesystem::path("tests") / halves[0].substr(1)).find(name) != std::string::npos;
}

TEST_CASE("each lesson has its rule, and every test that it names is there") {
  const std::vector<Rule> all = rules();
  REQUIRE(all.size() == kRules);
  for (std::size_t i = 0; i < kRules; ++i) {
    INFO("rule " << i + 1);
    CHECK(all[i].number == std::to_string(i + 1));
    CHECK(all[i].state == "holds");
    CHECK(std::ranges::count(all[i].tests, kMeasured) < std::ranges::ssize(all[i].tests));  // a test besides
    for (const std::string& test : all[i].tests) {
      INFO(test);
      CHECK(is_there(test));
    }
  }
}

}  // namespace
}  // namespace ziping::house
