#include <catch2/catch_test_macros.hpp>

#include "tests/house/said_rules.h"

namespace ziping::house {
namespace {

TEST_CASE("every sentence of the rooms below the window is in English too, and none that they no longer say") {
  const std::vector<std::string> complaints = said_tree_complaints(ZIPING_SOURCE_DIR);
  for (const std::string& one : complaints) UNSCOPED_INFO(one);
  CHECK(complaints.empty());
}

TEST_CASE("a key and its English have the same places, each once, apart from each other") {
  const auto wrong = [](const char* file) { return said_complaints(file).size(); };
  CHECK(wrong(R"({"没有“{0}”，只有 {1}。": "There is {1}, but no “{0}”.", "好。": "Good."})") == 0);
  CHECK(wrong(R"({"没有“{0}”。": "There is none."})") == 1);
  CHECK(wrong(R"({"没有“{0}”和“{0}”。": "No {0} and no {0}."})") == 1);
  CHECK(wrong(R"({"没有{0}{1}。": "No {0} and no {1}."})") == 1);
  CHECK(wrong(R"({"{0}": "{0}"})") == 1);
  CHECK(wrong(R"({"好。": 1})") == 1);
  CHECK(wrong("[") == 1);
}

TEST_CASE("a sentence that the window could not say in English is found") {
  constexpr const char* kEnglish = R"({"没有用户“{0}”。": "There is no user “{0}”."})";
  const auto in = [&](const char* path, const char* code) { return unsaid_complaints(path, code, kEnglish).size(); };
  CHECK(in("server/ledger/a.cpp", R"(refuse("没有用户“" + name + "”。");  // 没有部门)") == 0);
  CHECK(in("server/ledger/a.cpp", R"(refuse("没有部门“" + name + "”。");)") == 1);
  CHECK(in("shared/base/amount.cpp", R"(is(U"拾"))") == 0);
}

}  // namespace
}  // namespace ziping::house
