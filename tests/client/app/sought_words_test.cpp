#include "client/app/sought_words.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/hash.h"
#include "shared/form/attachment.h"

using namespace ziping;
using app::SoughtWords;
using base::Json;

namespace {

// What of the text the words are found in; empty for nothing.
std::string found_in(const std::string& text, std::string_view words) {
  const auto place = SoughtWords(words).first_in(text);
  return place ? text.substr(place->offset, place->size) : std::string();
}

form::Field field(form::Kind kind) {
  form::Field out;
  out.kind = kind;
  if (kind == form::Kind::Choice) out.choices = {{"good", "良好"}, {"fair", "一般"}};
  return out;
}

bool shows(form::Kind kind, Json value, std::string_view words) {
  return SoughtWords(words).stand_in(field(kind), value);
}

}  // namespace

TEST_CASE("money is found as it is shown, with two places, and as it was typed") {
  form::Field money = field(form::Kind::Decimal);
  money.unit = "万元";
  for (const char* words : {"400.00", "400.0", "400", "400.0０"}) {
    INFO(words);
    CHECK(SoughtWords(words).stand_in(money, Json("400")));
  }
  CHECK_FALSE(SoughtWords("400.01").stand_in(money, Json("400")));
  CHECK_FALSE(SoughtWords("400.00").stand_in(field(form::Kind::Decimal), Json("400")));  // shows no places
}

TEST_CASE("a number is the same with separators and without, on both sides") {
  CHECK(found_in("执行数20,545.04万元", "20545.04") == "20,545.04");
  CHECK(found_in("执行数20545.04万元", "20,545.04") == "20545.04");
  CHECK(found_in("执行数20,545.04万元", "20,545.04万元") == "20,545.04万元");
  CHECK(found_in("共1,234,567元", "1234567") == "1,234,567");
  CHECK(found_in("共1,234,567元", "34,567") == "34,567");
  CHECK(found_in("执行数20,545.04万元", "20,5") == "20,5");  // half typed
  CHECK(found_in("执行数20,545.04万元", "20545.05").empty());
}

TEST_CASE("a comma between other figures is no separator") {
  CHECK(found_in("第1,2,3项", "123").empty());
  CHECK(found_in("第1,2,3项", "1,2,3") == "1,2,3");
  CHECK(found_in("共12，其中3", "12，其中") == "12，其中");
  CHECK(found_in("编号1,2345", "12345").empty());
}

TEST_CASE("full-width digits and letters of either case are found, and as many bytes as stand there") {
  CHECK(found_in("建成１２３项", "123") == "１２３");
  CHECK(found_in("建成123项", "１２３项") == "123项");
  CHECK(found_in("执行数20,545.04万元", "２０，５４５．０４") == "20,545.04");
  CHECK(found_in("一批PPP项目", "ppp项") == "PPP项");
  CHECK(found_in("一批ppp项目", "PPP项") == "ppp项");
  CHECK(found_in("工作任务", "任务") == "任务");
  CHECK(found_in("工作任务", "项目").empty());
}

TEST_CASE("what a field shows is found by how it is shown") {
  using form::Kind;
  CHECK(shows(Kind::Decimal, Json("20545.04"), "20,545"));
  CHECK(shows(Kind::Decimal, Json("20545.04"), "545.04"));
  CHECK_FALSE(shows(Kind::Decimal, Json("20545.04"), "2545"));
  CHECK(shows(Kind::Integer, Json(12'345), "12,345"));
  CHECK(shows(Kind::Integer, Json(2022), "2022"));
  CHECK(shows(Kind::Choice, Json("good"), "良"));
  CHECK_FALSE(shows(Kind::Choice, Json("good"), "good"));
  CHECK_FALSE(shows(Kind::Reference, Json("good"), "good"));
  const form::Attachment file{"验收单A.pdf", 20, base::sha256("验收"), "application/pdf"};
  CHECK(shows(Kind::Files, Json(Json::Array{file.json()}), "单a.PDF"));
  CHECK_FALSE(shows(Kind::Files, Json(Json::Array{file.json()}), "application"));
  CHECK_FALSE(shows(Kind::Decimal, Json(), "0"));
}

TEST_CASE("a date is found as it is shown, as it is read, and by its month") {
  using form::Kind;
  for (const char* words : {"2022-06", "2022年6月", "2022年06月", "6月5日", "2022.6.5", "20220605", "2022年6月5日"}) {
    INFO(words);
    CHECK(shows(Kind::Date, Json("2022-06-05"), words));
  }
  for (const char* words : {"2022年7月", "2022年5日", "2022.6.4", "年", "第6项"}) {
    INFO(words);
    CHECK_FALSE(shows(Kind::Date, Json("2022-06-05"), words));
  }
}
