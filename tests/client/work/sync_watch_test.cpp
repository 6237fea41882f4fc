#include "client/work/sync_watch.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"

using namespace ziping;
using client::StepTime;
using client::SyncWatch;
using tests::Counter;

TEST_CASE("what goes between two pieces of an attachment is no time of the attachment") {
  base::ManualClock clock;
  const std::int64_t begun = clock.now_ms();
  SyncWatch watch(clock);
  const auto take = [&](SyncWatch::Request request, std::int64_t ms) {
    watch.goes(request);
    clock.advance(ms);
    watch.answered();
  };
  take(SyncWatch::Request::Asks, 100);
  take(SyncWatch::Request::Piece, 2'000);
  take(SyncWatch::Request::Sends, 300);
  take(SyncWatch::Request::Piece, 4'000);
  watch.answered();  // nothing is under way
  CHECK(watch.times().connection == StepTime{begun, 100});
  CHECK(watch.times().receiving == StepTime{begun, 400});
  CHECK(watch.times().sending == StepTime{begun + 2'100, 300});
  CHECK(watch.times().files == StepTime{begun + 100, 6'000});
  CHECK(watch.times().receipts == StepTime{});
}

TEST_CASE("a clock that is set while a request is under way does not change how long it took") {
  base::ManualClock clock;
  SyncWatch watch(clock);
  watch.goes(SyncWatch::Request::Asks);
  clock.advance(500);
  clock.advance(-3'600'000);
  watch.answered();
  CHECK(watch.times().receiving.took_ms == 500);
}

TEST_CASE("a sync tells of each step when it began and how long its requests took, while it runs and at its end") {
  Counter desk;
  const sync::SyncRequest first = desk.synchronise();
  const std::int64_t begun = desk.clock.now_ms();
  desk.clock.advance(300);
  desk.answer(first, {}, Counter::Comes::Part);
  CHECK(desk.heard<client::SyncMoved>().back().progress.times.sending == StepTime{begun, 300});
  const sync::SyncRequest second = desk.request();
  desk.clock.advance(200);
  desk.answer(second, {});
  const auto ended = desk.heard<client::SyncEnded>();
  REQUIRE(ended.size() == 1);
  REQUIRE(ended.front().result.has_value());
  const client::SyncTimes& times = ended.front().result->times;
  CHECK(times.connection == StepTime{begun, 300});
  CHECK(times.sending == StepTime{begun, 300});
  CHECK(times.receipts == StepTime{begun + 300});
  CHECK(times.receiving == StepTime{begun, 500});
  CHECK(times.files == StepTime{});
}

TEST_CASE("a sync that found no server tells how long it looked for one") {
  Counter desk;
  (void)desk.synchronise();
  const std::int64_t begun = desk.clock.now_ms();
  desk.clock.advance(10'000);
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  const auto ended = desk.heard<client::SyncEnded>();
  REQUIRE_FALSE(ended.empty());
  CHECK(ended.back().so_far.times.connection == StepTime{begun, 10'000});
}
