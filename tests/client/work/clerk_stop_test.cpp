// Somebody stops a synchronisation.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"

using namespace ziping;
using tests::Counter;

namespace {

constexpr const char* kOneWent = "已停下：已送出 1 份修订，其余仍在本机。";

base::Error cut(const char* code) { return {base::ErrorKind::Unavailable, code, "连不上服务器。", {}}; }

client::SyncEnded last_end(Counter& desk) {
  const auto ended = desk.heard<client::SyncEnded>();
  REQUIRE_FALSE(ended.empty());
  return ended.back();
}

}  // namespace

TEST_CASE("who stops a sync hears that it was stopped and what had gone by then, and no word of the network") {
  for (const char* code : {"stopped", "offline", "too-slow"}) {
    INFO(code);
    Counter desk;
    desk.answer(desk.synchronise(), {}, Counter::Comes::Part);
    (void)desk.request();
    desk.clerk().carry_out(client::StopSynchronising{});
    CHECK(desk.clerk().wants_stop());
    desk.clerk().take(cut(code), {1, 10, 0});
    const client::SyncEnded ended = last_end(desk);
    REQUIRE_FALSE(ended.result.has_value());
    CHECK(ended.result.error().code == "stopped");
    CHECK(ended.result.error().message == kOneWent);
    CHECK(ended.so_far.receipts == 1);
    CHECK(ended.so_far.traffic.requests == 2);
    CHECK(desk.clerk().due_in_ms().value() > client::kWaitsMs.front());
  }
}

TEST_CASE("where nothing had gone yet the stop says so, and that the work is still here") {
  Counter desk;
  (void)desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().take(client::was_stopped(), {1, 10, 0});
  CHECK(last_end(desk).result.error().message == "已停下。没有送出的内容仍在本机。");
}

TEST_CASE("a stop between two answers is kept: nothing more is asked for") {
  Counter desk;
  const sync::SyncRequest first = desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.answer(first, {}, Counter::Comes::Part);  // which was on its way already
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE_FALSE(last_end(desk).result.has_value());
  CHECK(last_end(desk).result.error().message == kOneWent);
}

TEST_CASE("a sync that had come to its end when it was stopped is told as one that did") {
  Counter desk;
  const sync::SyncRequest first = desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.answer(first, {});
  REQUIRE(last_end(desk).result.has_value());
  CHECK(last_end(desk).result->receipts == 1);
}

TEST_CASE("a stop does not hide what a person must mend") {
  Counter desk;
  (void)desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().take(base::Error{base::ErrorKind::Denied, "not-signed-in", "请重新登记。", {}}, {1, 10, 0});
  CHECK(last_end(desk).result.error().code == "not-signed-in");
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());
}

TEST_CASE("a sync that is asked for behind a stop begins once the stopped one has ended") {
  Counter desk;
  (void)desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().carry_out(client::Synchronise{});
  desk.clerk().take(client::was_stopped(), {1, 10, 0});
  CHECK(last_end(desk).result.error().code == "stopped");
  desk.answer(desk.request(), {});
  CHECK(last_end(desk).result.has_value());
}

TEST_CASE("it does so too where the stop came too late, and the other one went to its end") {
  Counter desk;
  const sync::SyncRequest first = desk.synchronise();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().carry_out(client::Synchronise{});
  desk.answer(first, {});
  CHECK(desk.heard<client::SyncEnded>().size() == 1);
  CHECK(last_end(desk).result.has_value());
  desk.answer(desk.request(), {});
  CHECK(desk.heard<client::SyncEnded>().size() == 2);
  CHECK(last_end(desk).result.has_value());
  CHECK_FALSE(desk.clerk().errand().has_value());
}

TEST_CASE("who stops what waits for a look has stopped it, and the look goes on") {
  Counter desk;
  desk.clerk().carry_out(client::LookAhead{});
  const sync::SyncRequest look = desk.request();
  desk.clerk().carry_out(client::Synchronise{});
  desk.clerk().carry_out(client::StopSynchronising{});
  CHECK_FALSE(desk.clerk().wants_stop());
  CHECK(last_end(desk).result.error().code == "stopped");
  desk.answer(look, {});
  CHECK(desk.heard<client::SyncForeseen>().back().reports.has_value());
  CHECK_FALSE(desk.clerk().errand().has_value());
}
