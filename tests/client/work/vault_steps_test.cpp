#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "client/work/vault.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

namespace {

client::Steps one(std::int64_t number, const std::string& words) { return {number, {Json(words)}, number + 1}; }

std::string words(const client::Steps& steps) {
  std::string out;
  for (const Json& step : steps.steps) out += *step.as_string();
  return out;
}

}  // namespace

TEST_CASE("steps of writing are kept with the edits they stand for, and a new one takes the place of those undone") {
  Device device;
  const auto row = device.report();
  const auto set = [](const char* value) { return client::set_edit("goal", Json(value)); };
  REQUIRE(device.vault().edit_typed(row, {set("甲"), set("甲乙")}, {one(0, "甲"), one(0, "乙")}).has_value());
  REQUIRE(device.vault().edit_typed(row, {set("丙")}, {one(1, "丙")}).has_value());
  REQUIRE(device.vault().edit_typed(row, {set("戊")}, {one(2, "戊")}).has_value());
  REQUIRE(device.vault().edit_typed(row, {set("甲乙")}, {client::Steps{0, {}, 1}}).has_value());
  device.reopen();
  auto kept = device.vault().steps(row.id);
  REQUIRE(kept.has_value());
  CHECK(kept->first == 0);
  CHECK(words(*kept) == "乙丙戊");
  CHECK(kept->next == 1);
  REQUIRE(device.vault().edit_typed(row, {set("丁")}, {one(1, "丁")}).has_value());
  kept = device.vault().steps(row.id);
  CHECK(words(*kept) == "乙丁");
  CHECK(kept->next == 2);
  CHECK(device.vault().steps("another")->steps.empty());
}

TEST_CASE("however many steps of writing there are, all are kept, and given block by block") {
  Device device;
  const auto row = device.report();
  constexpr std::int64_t kAll = 100 * client::kStepsInBlock + 5;
  std::vector<client::Steps> many;
  for (std::int64_t i = 0; i < kAll; ++i) many.push_back(one(i, "步"));
  REQUIRE(device.vault().edit_typed(row, {client::set_edit("goal", Json("丁"))}, many).has_value());
  const auto around = [&](std::int64_t next) {
    REQUIRE(device.vault().keep_steps(row.id, {client::Steps{0, {}, next}}).has_value());
    auto kept = device.vault().steps(row.id);
    REQUIRE(kept.has_value());
    CHECK(kept->next == next);
    CHECK(kept->end == kAll);
    return std::pair(kept->first, kept->first + std::ssize(kept->steps));
  };
  using Range = std::pair<std::int64_t, std::int64_t>;
  CHECK(around(kAll) == Range(99 * client::kStepsInBlock, kAll));
  CHECK(around(50 * client::kStepsInBlock) == Range(49 * client::kStepsInBlock, 52 * client::kStepsInBlock));
  CHECK(around(0) == Range(0, 2 * client::kStepsInBlock));
  std::int64_t count = 0;
  for (std::int64_t block = 0; block <= 100; ++block) {
    const auto kept = device.vault().steps_of(row.id, block);
    REQUIRE(kept.has_value());
    CHECK(kept->first == block * client::kStepsInBlock);
    count += std::ssize(kept->steps);
  }
  CHECK(count == kAll);
  CHECK(device.vault().steps_of(row.id, 101)->steps.empty());
}

TEST_CASE("a step that is missing ends what can be taken back, and every later one keeps its own number") {
  Device device;
  const auto row = device.report();
  for (const std::int64_t number : {0, 1, 3, 4})
    REQUIRE(device.vault().keep_steps(row.id, {one(number, std::to_string(number))}).has_value());
  const auto kept = device.vault().steps(row.id);
  REQUIRE(kept.has_value());
  CHECK(kept->first == 3);
  CHECK(words(*kept) == "34");
  CHECK(kept->next == 5);
  CHECK(device.vault().steps_of(row.id, 0)->first == 3);
}

TEST_CASE("a step that is too large to keep ends what can be taken back after a new start, and nothing else") {
  Device device;
  const auto row = device.report();
  REQUIRE(device.vault().keep_steps(row.id, {one(0, "甲")}).has_value());
  REQUIRE(device.vault().keep_steps(row.id, {one(1, std::string(client::kStepBytesMax, 'a'))}).has_value());
  REQUIRE(device.vault().keep_steps(row.id, {one(2, "乙")}).has_value());
  const auto kept = device.vault().steps(row.id);
  REQUIRE(kept.has_value());
  REQUIRE(kept->steps.size() == 3);
  CHECK(kept->steps[1].is_null());
  CHECK(*kept->steps[2].as_string() == "乙");
}
