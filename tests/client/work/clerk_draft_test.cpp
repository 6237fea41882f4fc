// What the clerk tells of a draft to who reads it in the window.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"

using namespace ziping;
using base::Json;
using tests::Counter;

TEST_CASE("the window reads a draft as it was typed, one that was found and one that was put aside") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "断电前的一句。");
  desk.die();
  const auto read = [&desk](std::int64_t aside) {
    desk.clerk().carry_out(client::ReadDraft{desk.report, aside});
    return desk.heard<client::DraftRead>().back();
  };
  const client::DraftRead left = read(0);
  CHECK(left.report == desk.report);
  REQUIRE(left.edits.has_value());
  REQUIRE(left.edits->size() == 1);
  CHECK(left.edits->front() == client::set_edit("goal", Json("断电前的一句。")));
  REQUIRE(left.form != nullptr);
  CHECK(left.form->name() == support::small_form().name());
  desk.clerk().carry_out(client::PutDraftAside{desk.report});
  desk.open();
  const std::int64_t id = desk.shown().around.aside.front().id;
  const client::DraftRead aside = read(id);
  CHECK(aside.aside == id);
  REQUIRE(aside.edits.has_value());
  CHECK(*aside.edits == *left.edits);
  CHECK(read(0).edits.error().code == "no-draft");
  desk.clerk().carry_out(client::TakeDraftBack{desk.report, id});
  CHECK(read(id).edits.error().code == "unknown-draft");
}
