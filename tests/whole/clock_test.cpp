// Devices whose clocks are wrong: nothing but a label changes, and the person hears of it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "client/work/skew.h"
#include "shared/report/conflict.h"
#include "tests/whole/town.h"

using namespace ziping;
using base::Json;
using client::Vault;
using tests::Town;

namespace {

constexpr std::int64_t kIn2001 = 978'307'200'000, kIn2099 = 4'070'908'800'000, kHourMs = 3'600'000;

struct Person {
  base::ManualClock clock;
  base::SeededRandom random;
  std::unique_ptr<Vault> vault;
  Person(Town& town, const std::string& name, std::int64_t now_ms, std::uint64_t seed) : clock(now_ms), random(seed) {
    auto opened = Vault::open(town.home(name), clock, random);
    REQUIRE(opened.has_value());
    vault = std::move(*opened);
    REQUIRE(client::enrol(*vault, town.address(), name, tests::kPassword, "测试").has_value());
  }
};

// What the report says, in what order who wrote what, and the number of the last receipt.
struct Outcome {
  Json state;
  std::vector<std::string> log;  // newest first
  std::set<std::string> sides;   // of the conflict
  std::int64_t receipt = 0;      // of the newest one that the server has
  bool operator==(const Outcome&) const = default;
};

void write(Person& who, const client::ReportRow& row, const char* path, const char* value, const char* note) {
  REQUIRE(who.vault->edit(row, client::set_edit(path, Json(value))).has_value());
  REQUIRE(who.vault->seal(row, note).has_value());
  who.clock.advance(7000);
}

Outcome outcome(Person& who, const std::string& report) {
  Outcome out;
  const auto row = who.vault->report(report);
  const report::State state = who.vault->shown(*row)->state;
  for (const char* path : {"budget", "cover.year"}) out.state[path] = state.value(path).json();
  const auto goal = report::segments_of(state.value("goal").json());
  for (const report::Segment& segment : *goal)
    if (const auto* conflict = std::get_if<report::Conflict>(&segment))
      for (const report::Side& side : conflict->sides) out.sides.insert(*side.value.as_string());
  const auto log = who.vault->list(client::Listing::Log, *row);
  for (const Json& one : *log->as_array())
    out.log.push_back(std::string(one.text_or("author")) + " " + std::string(one.text_or("note")));
  std::sort(out.log.begin(), out.log.begin() + 2);  // neither of the sides of the conflict came first
  out.receipt = who.vault->last_receipt(*row)->seq;
  return out;
}

// One after another in the budget, at the same time in the goal.
std::vector<Outcome> story(std::int64_t office_ms, std::int64_t second_ms) {
  Town town;
  Person office(town, "office", office_ms, 11), second(town, "office", second_ms, 12);
  const auto sync = [&](Person& who) { REQUIRE(town.sync(*who.vault).has_value()); };
  sync(office);
  const std::string id = *office.vault->new_report("small", 2022);
  const client::ReportRow row = *office.vault->report(id);
  write(office, row, "budget", "1.00", "一");
  sync(office);
  sync(second);
  write(second, row, "budget", "2.00", "二");
  sync(second);
  sync(office);
  write(office, row, "budget", "3.00", "三");
  write(office, row, "goal", "原话。", "四");
  sync(office);
  sync(second);
  write(office, row, "goal", "甲话。", "五");
  sync(office);
  write(second, row, "goal", "乙话。", "六");
  sync(second);
  sync(office);
  return {outcome(office, id), outcome(second, id)};
}

}  // namespace

TEST_CASE("devices whose clocks stand in 2001 and in 2099 come to say what devices with right clocks do") {
  const std::int64_t now_ms = base::system_clock().now_ms();
  const std::vector<Outcome> right = story(now_ms, now_ms);
  CHECK(right[0].state == right[1].state);
  CHECK(right[0].sides == std::set<std::string>{"甲话。", "乙话。"});
  CHECK(*right[0].state.find("budget") == Json("3.00"));
  CHECK(story(kIn2099, kIn2001) == right);
  CHECK(story(kIn2001, kIn2099) == right);
}

TEST_CASE("a clock that is wrong is told with the next synchronisation, and one that is right is not") {
  Town town;
  const std::int64_t now_ms = base::system_clock().now_ms();
  Person right(town, "office", now_ms, 1), fast(town, "office", now_ms + 3 * kHourMs + 330'000, 2),
      slow(town, "office", kIn2001, 3);
  for (Person* who : {&right, &fast, &slow}) {
    CHECK(client::skew_sentence(client::kept_skew(*who->vault)).empty());
    REQUIRE(town.sync(*who->vault).has_value());
  }
  CHECK(client::skew_sentence(client::kept_skew(*right.vault)).empty());
  CHECK(client::skew_sentence(client::kept_skew(*fast.vault)).starts_with("本机时钟比服务器快 3 小时 5 分钟，"));
  CHECK(client::skew_sentence(client::kept_skew(*slow.vault)).starts_with("本机时钟比服务器慢 2"));
  fast.clock.advance(-3 * kHourMs - 330'000);
  REQUIRE(town.sync(*fast.vault).has_value());
  CHECK(client::skew_sentence(client::kept_skew(*fast.vault)).empty());
}

TEST_CASE("how long the answer took is no skew, and two minutes are still right") {
  constexpr std::int64_t now_ms = 1'700'000'000'000;
  CHECK(client::measured_skew(now_ms, 0, now_ms) == 0);
  CHECK(client::measured_skew(now_ms + 300'000, 600'000, now_ms) == 0);  // five minutes there, five back
  CHECK(client::measured_skew(now_ms + 590'000, 600'000, now_ms) == 0);  // all of it on the way back
  CHECK(client::measured_skew(now_ms + kHourMs, 2000, now_ms) == kHourMs - 3000);
  CHECK(client::measured_skew(now_ms - kHourMs, 2000, now_ms) == -kHourMs);
  CHECK_FALSE(client::is_told(client::kSkewToldMs));
  CHECK(client::is_told(-client::kSkewToldMs - 1));
}
