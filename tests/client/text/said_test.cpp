#include "client/text/said.h"

#include <catch2/catch_test_macros.hpp>

#include "client/text/say.h"
#include "shared/form/field.h"
#include "shared/form/value.h"
#include "tests/support/speaking.h"

namespace ziping::text {
namespace {

using tests::Speaking;

TEST_CASE("what the rooms below say is said in English with what was filled in, and in Chinese as it is") {
  const std::string chinese = "没有用户“办公室”。";
  CHECK(said(chinese) == chinese);
  const Speaking english(Language::English);
  CHECK(said(chinese) == "There is no user “办公室”.");
  CHECK(said(chinese) == "There is no user “办公室”.");  // remembered
  speak(Language::Chinese);
  CHECK(said(chinese) == chinese);
}

TEST_CASE("a sentence inside a sentence is said in English too, and the words of a person stay") {
  const Speaking english(Language::English);
  const std::string said_of = said("“署名”没有填写。");
  CHECK(said_of.find("署名") != std::string::npos);
  CHECK(said_of.find("没有") == std::string::npos);
  const std::string in_row = said("“指标评分表”第 3 行的“得分”没有填写。");
  CHECK(in_row.find("指标评分表") != std::string::npos);
  CHECK(in_row.find("第 3 行") == std::string::npos);
  CHECK(in_row.find('3') != std::string::npos);
  CHECK(said("“主要工作成效”第 2 段的“正文”没有填写。").find("in paragraph 2 of") != std::string::npos);
  CHECK(said("“主要职责”第 4 条的“职责”没有填写。").find("in entry 4 of") != std::string::npos);
}

TEST_CASE("what nobody has put into English is given back as it is") {
  const Speaking english(Language::English);
  for (const std::string one : {"第一批资金已经到位。", "", "{0}", "It is in English already.", "没有用户“"})
    CHECK(said(one) == one);
  const std::string long_one = "没有用户“" + std::string(kSaidBytesMax, 'a') + "”。";
  CHECK(said(long_one) == long_one);
}

TEST_CASE("what was kept while Chinese was spoken is said in English later") {
  const std::string kept(say("outbox.device_waits"));
  REQUIRE(kept.ends_with("。"));
  const Speaking english(Language::English);
  CHECK(said(kept) == say("outbox.device_waits"));
  CHECK(said(kept) != kept);
}

TEST_CASE("what a field refuses is refused in English") {
  const Speaking english(Language::English);
  form::Field day;
  day.name = "day";
  day.label = "日期";
  day.kind = form::Kind::Date;
  const auto refused = form::check_stored(day, base::Json("2022-02-31"));
  REQUIRE_FALSE(refused.has_value());
  const std::string sentence = said(refused.error().message);
  CHECK(sentence != refused.error().message);
  CHECK(sentence.find("。") == std::string::npos);
}

}  // namespace
}  // namespace ziping::text
