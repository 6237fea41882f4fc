#include <catch2/catch_test_macros.hpp>

#include "tests/house/text_rules.h"

namespace ziping::house {
namespace {

using Keys = std::set<std::string, std::less<>>;

std::vector<std::string> sources(const std::string& code, const Keys& keys) {
  Keys used;
  return key_complaints("client/view/a.cpp", code, keys, used);
}

TEST_CASE("every sentence of the window is in both languages and in no source") {
  const std::vector<std::string> complaints = text_complaints(ZIPING_SOURCE_DIR);
  for (const std::string& one : complaints) UNSCOPED_INFO(one);
  CHECK(complaints.empty());
}

TEST_CASE("two files of texts have the same keys, and the same places in each") {
  CHECK(strings_complaints(R"({"a.b": "共 {0} 份", "a.c": "好"})", R"({"a.c": "good", "a.b": "{0} in all"})").empty());
  CHECK(strings_complaints(R"({"a.b": "好"})", "{}") == std::vector<std::string>{"a.b is not in English"});
  CHECK(strings_complaints("{}", R"({"a.b": "good"})") == std::vector<std::string>{"a.b is not in Chinese"});
  CHECK(strings_complaints(R"({"a.b": "{0} 至 {1}"})", R"({"a.b": "{0} to {0}"})") ==
        std::vector<std::string>{"a.b has other places in English"});
  CHECK(strings_complaints(R"({"a.b": 1})", R"({"a.b": "one"})") == std::vector<std::string>{"a.b is no string"});
  CHECK(strings_complaints("{", "{}").size() == 1);
  CHECK(strings_complaints("{}", "[]").size() == 1);
}

TEST_CASE("a sentence about what went wrong names what to do next or where the work is, in both languages") {
  const auto alone = [](const char* chinese, const char* english) {
    return helpless_complaints(chinese, english).size();
  };
  CHECK(alone(R"({"exchange.a": "没有发送。内容仍在本机。"})", R"({"exchange.a": "It is still on this computer."})") ==
        0);
  CHECK(alone(R"({"bundle.a": "格式不对。请告诉制作的人。"})", R"({"bundle.a": "It is malformed."})") == 1);
  CHECK(alone(R"({"kept.a": "格式不对。"})", R"({"kept.a": "It is malformed. Please try again."})") == 1);
  CHECK(alone(R"({"files.cannot_a": "不能打开。"})", R"({"files.cannot_a": "It cannot be opened."})") == 2);
  CHECK(alone(R"({"files.none": "没有。", "kept.a": "签名不对"})", R"({"files.none": "None.", "kept.a": "wrong"})") ==
        0);
  CHECK(alone("[", "{}") == 1);
}

TEST_CASE("a source names only texts that are there") {
  const Keys keys{"home.new", "home.title", "sync.look"};
  CHECK(sources("text::say(\"home.new\"); text::label(\"sync.look\", \"###sync/look\");", keys).empty());
  CHECK(sources("open(\"cover.title\");  // \"home.old\"", keys).empty());
  CHECK(sources("\n text::say(is ? \"home.title\" : \"home.old\");", keys) ==
        std::vector<std::string>{"client/view/a.cpp:2 says home.old, which is no text"});
}

TEST_CASE("a Chinese literal is found, in a comment it is none") {
  const auto in = [](const std::string& code) { return chinese_complaints("client/view/a.cpp", code); };
  CHECK(in("// 设置\nconst char* a = \"settings\"; /* \"设置\" */").empty());
  CHECK(in("const int a = 10'000; draw(\"·　—\", '\"');").empty());
  CHECK(in("draw(\"a\\\"b\", \"设置\");").size() == 1);
  CHECK(in("words += \"，\";").size() == 1);
  CHECK(in("draw(U\"鄢\");").size() == 1);
  CHECK(chinese_complaints("client/view/form_figures.cpp", "is(\"余\")").empty());
  CHECK(in("is(\"余\")").size() == 1);
}

TEST_CASE("what client/work shows is held to the same rule, what it keeps or sends is data") {
  const auto in = [](const char* path, const std::string& code) { return chinese_complaints(path, code).size(); };
  CHECK(is_shown("client/work/vault.cpp"));
  CHECK_FALSE(is_shown("client/cli/program.cpp"));
  CHECK(in("client/work/sample.cpp", "vault.seal(row, \"导入\")") == 0);
  CHECK(in("client/work/vault.cpp", "vault.seal(row, \"导入\")") == 1);
  CHECK(in("client/work/overview.cpp", "year + \"年度\"") == 0);
}

}  // namespace
}  // namespace ziping::house
