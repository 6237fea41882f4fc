// What the clerk makes of edits that were typed on what the window showed before an answer came, and of a form that
// came with it.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/work/counter.h"

using namespace ziping;
using base::Json;
using tests::Counter;

namespace {

// The small form, mended: it asks for a lesson as well.
form::Form with_lesson() {
  Json json = support::small_form().json();
  json["fields"].push(*base::parse_json(R"({"name":"lesson","kind":"text"})"));
  json["mends"] = support::small_form().name().hex();
  return *form::Form::parse(json);
}

}  // namespace

TEST_CASE("what was typed before an answer arrived and after it meets the colleague's words, and never twice") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  const sync::SyncRequest request = desk.synchronise();
  REQUIRE(request.push.size() == 1);
  // Typed while the request was under way: a draft on what was sent.
  desk.type(first, "甲句改一。乙句。丙句。");
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  CHECK(desk.goal() == "甲句改一。乙句。丙句改了。");
  const client::Epoch second = desk.shown().epoch;
  CHECK(second == first + 1);
  REQUIRE(desk.shown().before);
  // Two edits were on their way when the heads moved, and a third follows on what the window shows by then.
  desk.type(first, "甲句改二。乙句。丙句。");
  CHECK(desk.goal() == "甲句改二。乙句。丙句改了。");
  desk.type(first, "甲句改三。乙句。丙句。");
  CHECK(desk.goal() == "甲句改三。乙句。丙句改了。");
  desk.type(second, "甲句改四。乙句。丙句改了。");
  CHECK(desk.goal() == "甲句改四。乙句。丙句改了。");
  CHECK(desk.heard<client::EditFailed>().empty());
  desk.type(desk.shown().epoch, "甲句改五。乙句。丙句改了。");
  desk.open();
  CHECK(desk.goal() == "甲句改五。乙句。丙句改了。");
}

TEST_CASE("edits that were made at once and came late become one revision, and what is refused of them is told once") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  const sync::SyncRequest request = desk.synchronise();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  const client::Epoch second = desk.shown().epoch;
  // A paste into three cells, before the answer was on the screen, and what was typed when it was.
  desk.clerk().save({{desk.report, 1, first, client::set_edit("title", Json("标题"))},
                     {desk.report, 2, first, client::set_edit("goal", Json("甲句改了。乙句。丙句。"))},
                     {desk.report, 3, first, client::set_edit("budget", Json("12.50"))},
                     {desk.report, 4, second, client::set_edit("spent", Json("7.25"))}});
  CHECK(desk.heard<client::EditFailed>().empty());
  CHECK(desk.heard<client::EditsSaved>().back().through == 4);
  CHECK(desk.goal() == "甲句改了。乙句。丙句改了。");
  const sync::SyncRequest next = desk.synchronise();
  CHECK(next.push.size() == 2);
  desk.answer(next, {});
  desk.clerk().save({{desk.report, 5, second, client::set_edit("title", Json("又一个标题"))},
                     {desk.report, 6, second, client::set_edit("budget", Json("1.2.3"))}});
  REQUIRE(desk.heard<client::EditFailed>().size() == 1);
  CHECK(desk.heard<client::EditFailed>().back().number == 6);
  CHECK(desk.heard<client::EditsSaved>().back().around.suggestions.size() == 1);
  desk.open();
  CHECK(desk.shown().state->value("title").json() == Json("又一个标题"));
  CHECK(desk.shown().state->value("budget").json() == Json("12.50"));
}

TEST_CASE("the step of an edit that came late and was refused is kept, for the window counts it") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  const sync::SyncRequest request = desk.synchronise();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  const auto step = [](std::int64_t number) { return client::Steps{number, {Json(number)}, number + 1}; };
  desk.clerk().save({{desk.report, 1, first, client::set_edit("title", Json("标题")), step(0)},
                     {desk.report, 2, first, client::set_edit("budget", Json("1.2.3")), step(1)}});
  REQUIRE(desk.heard<client::EditFailed>().size() == 1);
  desk.clerk().save({{desk.report, 3, desk.shown().epoch, client::set_edit("title", Json("又一个")), step(2)}});
  desk.open();
  const client::Steps kept = desk.shown().steps;
  CHECK(kept.first == 0);
  CHECK(kept.steps == std::vector<Json>{Json(0), Json(1), Json(2)});
  CHECK(kept.next == 3);
}

TEST_CASE("what came in while several edits were on their way is taken away by none of them") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  const sync::SyncRequest request = desk.synchronise();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句改。乙句。丙句。")});
  const client::Epoch second = desk.shown().epoch;
  desk.answer(desk.synchronise(), {desk.colleague(request.push.front(), "甲句。乙句改。丙句。")});
  REQUIRE(desk.goal() == "甲句改。乙句改。丙句。");
  // One edit was typed before either answer was on the screen, the next before the second was.
  desk.type(first, "甲句。乙句。丙句。丁句。");
  desk.type(second, "甲句改。乙句。丙句。丁句。戊句。");
  CHECK(desk.goal() == "甲句改。乙句改。丙句。丁句。戊句。");
}

TEST_CASE("an open report goes on under the form that it was moved to, and what came late under the one before") {
  const form::Form later = with_lesson();
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  const sync::SyncRequest request = desk.synchronise();
  desk.answer(request, desk.moved(request.push.front(), later));
  CHECK(desk.shown().form->name() == later.name());
  desk.type(first, "甲句。乙句。丙句。丁句。");  // typed before the answer was on the screen
  desk.clerk().carry_out(
      client::SaveEdit{desk.report, 9, desk.shown().epoch, client::set_edit("lesson", Json("早做准备。"))});
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  const sync::SyncRequest pushed = desk.synchronise();
  REQUIRE(pushed.push.size() == 2);
  CHECK(report::Revision::parse(pushed.push[0])->header.form == support::small_form().name());
  CHECK(report::Revision::parse(pushed.push[1])->header.form == later.name());
}

TEST_CASE("a form that mends an open report's is offered, looked at and moved to, and what is typed goes on") {
  const form::Form later = with_lesson();
  Counter desk;
  desk.open();
  CHECK_FALSE(desk.shown().around.newer_form.has_value());
  const sync::SyncRequest request = desk.synchronise();
  desk.answer(request, desk.told_of(later));
  const auto newer = desk.heard<client::EditsSaved>().back().around.newer_form;
  REQUIRE(newer.has_value());
  CHECK(newer->form == later.name().hex());
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::ForeseeMove{desk.report, newer->form});
  REQUIRE(desk.heard<client::MoveForeseen>().size() == 1);
  const auto seen = desk.heard<client::MoveForeseen>().back().move;
  REQUIRE(seen.has_value());
  REQUIRE(seen->fresh.size() == 1);
  CHECK(seen->fresh.front().path == "lesson");
  CHECK(desk.shown().form->name() == support::small_form().name());
  desk.clerk().carry_out(client::MoveToForm{desk.report, newer->form});
  CHECK(desk.shown().form->name() == later.name());
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  CHECK_FALSE(desk.shown().around.newer_form.has_value());
  desk.clerk().carry_out(
      client::SaveEdit{desk.report, 9, desk.shown().epoch, client::set_edit("lesson", Json("早做准备。"))});
  CHECK(desk.heard<client::EditFailed>().empty());
}

TEST_CASE("what is typed on while the report moves to another form goes on what was typed before") {
  const form::Form later = with_lesson();
  Counter desk;
  desk.open();
  desk.answer(desk.synchronise(), desk.told_of(later));
  const client::Epoch epoch = desk.shown().epoch;
  const Json row = report::to_json(support::block("b1", "", "一句。"));
  desk.type(epoch, "甲句改一。乙句。丙句。");
  desk.clerk().carry_out(client::SaveEdit{desk.report, 7, epoch, client::place_edit("blocks[b1]", "", row)});
  desk.clerk().carry_out(client::MoveToForm{desk.report, later.name().hex()});
  desk.type(epoch, "甲句改二。乙句。丙句。");
  desk.clerk().carry_out(
      client::SaveEdit{desk.report, 8, epoch, client::set_edit("blocks[b1].text", Json("另一句。"))});
  CHECK(desk.goal() == "甲句改二。乙句。丙句。");
  CHECK(desk.heard<client::EditFailed>().empty());
  REQUIRE(desk.shown().state->group("blocks").size() == 1);
  CHECK(*desk.shown().state->group("blocks").front().value("text").text() == "另一句。");
}

TEST_CASE("a report whose form comes after the move to it goes on under the one that it had, until the form is here") {
  const form::Form later = with_lesson();
  Counter desk;
  desk.open();
  const sync::SyncRequest request = desk.synchronise();
  const std::vector<Json> form_and_move = desk.moved(request.push.front(), later);
  desk.answer(request, {form_and_move.back()});
  CHECK(desk.shown().form->name() == support::small_form().name());
  desk.answer(desk.synchronise(), {form_and_move.front()});
  CHECK(desk.shown().form->name() == later.name());
  CHECK(desk.goal() == "甲句。乙句。丙句。");
}
