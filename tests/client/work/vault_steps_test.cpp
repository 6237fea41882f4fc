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

TEST_CASE("of steps of writing the newest are kept, as many and as many bytes as there is room for") {
  Device device;
  const auto row = device.report();
  std::vector<client::Steps> many;
  for (std::int64_t i = 0; i < client::kStepsMax + 5; ++i) many.push_back(one(i, "步"));
  REQUIRE(device.vault().edit_typed(row, {client::set_edit("goal", Json("丁"))}, many).has_value());
  const auto kept_in_all = [&] {
    auto kept = device.vault().steps(row.id);
    std::int64_t count = std::ssize(kept->steps), newest = kept->first + count;
    for (; !kept->steps.empty(); count += std::ssize(kept->steps)) {
      const std::int64_t before = kept->first;
      kept = device.vault().steps_before(row.id, before);
      CHECK(std::ssize(kept->steps) <= client::kStepsAtOnce);
      CHECK((kept->steps.empty() || kept->first + std::ssize(kept->steps) == before));
    }
    return std::pair(newest - count, count);  // the first, and how many
  };
  CHECK(std::ssize(device.vault().steps(row.id)->steps) == client::kStepsAtOnce);
  CHECK(kept_in_all() == std::pair<std::int64_t, std::int64_t>(5, client::kStepsMax));
  // What cannot be compressed.
  std::string noise(3 << 19, '\0');
  std::uint32_t next = 1;
  for (char& c : noise) c = "0123456789abcdef"[(next = next * 1664525 + 1013904223) >> 28];
  for (std::int64_t i = 0; i < 40; ++i)
    REQUIRE(device.vault().keep_steps(row.id, {one(client::kStepsMax + 5 + i, noise)}).has_value());
  const auto [first, count] = kept_in_all();
  CHECK(first + count == client::kStepsMax + 45);
  // Each takes a little more than half of its bytes.
  const std::int64_t room = client::kStepsBytesMax / (std::ssize(noise) / 2);
  CHECK(count <= room + client::kStepsBetweenSums);
  CHECK(count > room - client::kStepsBetweenSums);
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
