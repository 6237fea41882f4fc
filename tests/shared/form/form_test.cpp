#include "shared/form/form.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;

namespace {

std::string refused(std::string_view text) {
  const auto form = form::Form::parse(*base::parse_json(text));
  return form ? std::string() : form.error().code;
}

}  // namespace

TEST_CASE("a form whose fields no path leads to is refused") {
  CHECK(refused(R"({"id":"a","fields":[{"name":"Goal"}]})") == "bad-form");
  CHECK(refused(R"({"id":"a","fields":[{"name":"a[b].c"}]})") == "bad-form");
  CHECK(refused(R"({"id":"a","groups":[{"name":"a..b"}]})") == "bad-form");
  CHECK(refused(R"({"id":"a","fields":[{"name":")" + std::string(form::kNameBytesMax + 1, 'a') + R"("}]})") ==
        "bad-form");
  CHECK(refused(R"({"id":"a","fields":[{"name":")" + std::string(form::kNameBytesMax, 'a') + R"("}]})").empty());
}

TEST_CASE("a form with two groups of one name is refused") {
  CHECK(refused(R"({"id":"a","groups":[{"name":"b"},{"name":"b"}]})") == "bad-form");
  CHECK(refused(R"({"id":"a","groups":[{"name":"b"},{"name":"c"}]})").empty());
}
