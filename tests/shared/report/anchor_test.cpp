#include "shared/report/anchor.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::report;
using base::Json;

namespace {

State state() {
  State out;
  out.set("story", Value(Json("修渠三里。种树百亩。修渠三里。")));
  Row row;
  row.id = "east";
  row.set("text", Value(Json("东。")));
  out.rows["blocks"] = {row};
  return out;
}

bool stands_there(const std::string& at, const std::string& quote = {}, std::size_t offset = 0) {
  return stands({at, quote, offset}, support::small_form(), state());
}

}  // namespace

TEST_CASE("a remark stands on the whole, on a row, on a filled field and on one that the form asks for") {
  CHECK(stands_there(""));
  CHECK(stands_there("blocks[east]"));
  CHECK(stands_there("blocks[east].text"));
  CHECK(stands_there("story"));
  CHECK(stands_there("budget"));  // not filled: that is what the remark is about
  CHECK_FALSE(stands_there("blocks[west]"));
  CHECK_FALSE(stands_there("blocks[west].text"));
  CHECK_FALSE(stands_there("nowhere"));
  CHECK_FALSE(stands_there("Not A Path"));
}

TEST_CASE("a quote stands at its own bytes and nowhere else") {
  const std::string sentence = "修渠三里。";
  CHECK(stands_there("story", sentence, 0));
  CHECK(stands_there("story", sentence, 30));
  CHECK_FALSE(stands_there("story", sentence, 15));
  CHECK_FALSE(stands_there("story", sentence, 45));
  CHECK_FALSE(stands_there("story", sentence, 1'000));
  CHECK_FALSE(stands_there("budget", sentence, 0));
  CHECK_FALSE(stands_there("", sentence, 0));
  CHECK_FALSE(stands_there("blocks[east]", "东。", 0));
}
