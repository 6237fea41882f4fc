// A report that moves to a form which mends its own, on the device that moves it and on one that hears of it.
#include <catch2/catch_test_macros.hpp>

#include "client/work/move.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

namespace {

// The small form: no longer with "spent", with a lesson, twice the budget, and a rule about the lesson.
Json mended() {
  Json json = support::small_form().json();
  std::erase_if(*json["fields"].as_array(), [](const Json& field) { return field.text_or("name") == "spent"; });
  json["fields"].push(*base::parse_json(R"({"name":"lesson","label":"经验","kind":"text"})"));
  json["fields"].push(
      *base::parse_json(R"({"name":"twice","label":"两倍","kind":"decimal","places":2,"formula":"2 * budget"})"));
  json["rules"].push(*base::parse_json(
      R"json({"id":"V90","title":"经验","outcomes":[{"if":"not filled(lesson)","level":"warning","message":"没有写经验。"}]})json"));
  json["mends"] = support::small_form().name().hex();
  return json;
}

const form::Form& later() {
  static const form::Form form = *form::Form::parse(mended());
  return form;
}

void hear_of_form(Device& device) {
  Json entry = device.entry("form");
  entry["form"] = later().json();
  REQUIRE(device.hear({std::move(entry)}).has_value());
}

// A report with one confirmed revision, and the form that mends its own.
client::ReportRow begun(Device& device) {
  const client::ReportRow row = device.report();
  device.set(row, "spent", "7.50");
  device.set(row, "budget", "2.50");
  REQUIRE(device.vault().apply(device.confirming(device.seal(row))).has_value());
  hear_of_form(device);
  return row;
}

client::ReportRow now(Device& device, const client::ReportRow& row) { return *device.vault().report(row.id); }

report::Header newest_header(Device& device) {
  return report::Revision::parse(device.vault().outbox()->back())->header;
}

}  // namespace

TEST_CASE("what a move to a mended form would change is told before, and nothing is changed by looking") {
  Device device;
  const client::ReportRow row = begun(device);
  const auto seen = client::foresee_move(device.vault(), row, later());
  REQUIRE(seen.has_value());
  REQUIRE(seen->gone.size() == 1);
  CHECK(seen->gone.front().path == "spent");
  CHECK(seen->gone.front().filled == 1);
  REQUIRE(seen->fresh.size() == 2);
  CHECK(seen->fresh.front().path == "lesson");
  REQUIRE(seen->figures.size() == 1);
  CHECK(seen->figures.front().label == "两倍");
  CHECK(seen->figures.front().before.is_null());
  CHECK(seen->figures.front().after == Json("5.00"));
  REQUIRE(seen->appear.size() == 1);
  CHECK(seen->appear.front().rule == "V90");
  CHECK(seen->vanish.empty());
  CHECK(now(device, row).form == row.form);
  CHECK(device.vault().outbox()->empty());
}

TEST_CASE("a moved report says all that it said, its draft too, and goes on under the mended form") {
  Device device;
  const client::ReportRow row = begun(device);
  device.set(row, "goal", "还没封存的目标。");
  REQUIRE(device.vault().move_to_form(row, later()).has_value());
  CHECK(newest_header(device).form == later().name());
  CHECK(device.vault().outbox()->size() == 2);  // what was a draft, under the form it was written on, and the move
  device.reopen();
  const client::ReportRow moved = now(device, row);
  CHECK(moved.form == later().name().hex());
  CHECK(device.text(moved, "spent") == "7.50");
  CHECK(device.text(moved, "goal") == "还没封存的目标。");
  device.set(moved, "lesson", "早做准备。");
  device.seal(moved);
  CHECK(newest_header(device).form == later().name());
  CHECK(device.vault().move_to_form(moved, later()).error().code == "same-form");
  CHECK(device.vault().move_to_form(moved, support::small_form()).error().code == "not-mending");
}

TEST_CASE("who hears of a move goes on with his draft, and a colleague's older words come in under the later form") {
  Device device;
  const client::ReportRow row = begun(device);
  device.set(row, "story", "我正在写。");
  // On the revision that both have.
  const auto sealed_by_colleague = [&](const base::Hash& form, const char* path, const char* value) {
    const auto history = device.vault().revisions(row);
    report::Header header{row.id, form, {}, "colleague", Device::id(device.other_key()), "2022-12-31T08:00:00Z",
                          "",     {}};
    header.parents = {(*history)->all().begin()->first};
    const report::State* parent = (*history)->all().begin()->second.state.get();
    report::State after = *parent;
    if (*path) after.set(path, report::Value(Json(value)));
    Json out = device.entry("revision");
    out["revision"] = report::seal(std::move(header), std::span(&parent, 1), after, device.other_key()).json();
    return out;
  };
  Json move = sealed_by_colleague(later().name(), "", "");
  Json late = sealed_by_colleague(support::small_form().name(), "goal", "同事的目标。");
  REQUIRE(device.hear({device.colleagues_device(), move, late}).has_value());
  const client::ReportRow moved = now(device, row);
  CHECK(moved.form == later().name().hex());
  CHECK(device.text(moved, "story") == "我正在写。");
  CHECK(device.text(moved, "goal") == "同事的目标。");
  CHECK(device.text(moved, "spent") == "7.50");
  CHECK(newest_header(device).form == support::small_form().name());  // the draft was written on the form before
  device.seal(moved);                                                 // on all three heads
  CHECK(newest_header(device).form == later().name());
}

TEST_CASE("a move that the server refuses takes the report back to its form, and nothing that was written since") {
  Device device;
  const client::ReportRow row = begun(device);
  const auto move = device.vault().move_to_form(row, later());
  REQUIRE(move.has_value());
  device.set(now(device, row), "goal", "改用以后写的目标。");
  const std::string on_top = device.seal(now(device, row));
  sync::SyncResponse refusing = device.answer({});
  refusing.refused.push_back({move->hex(), "unknown-form", "修订用的表样与报告的表样不同。", {}});
  refusing.refused.push_back({on_top, "unknown-parent", "上一版不在。", {}});
  REQUIRE(device.vault().apply(refusing).has_value());
  const client::ReportRow back = now(device, row);
  CHECK(back.form == row.form);
  CHECK(device.text(back, "goal") == "改用以后写的目标。");
  CHECK(device.vault().list(client::Listing::Suggestions, back)->as_array()->empty());
  CHECK(newest_header(device).form == support::small_form().name());
}

TEST_CASE("who may move a report is told of the newest form that mends its own, and nobody else is") {
  Device device;
  const client::ReportRow row = device.report();
  device.seal(row);
  CHECK(*device.vault().newer_form(row) == nullptr);
  hear_of_form(device);
  REQUIRE(*device.vault().newer_form(row) != nullptr);
  CHECK((*device.vault().newer_form(row))->name() == later().name());
  client::ReportRow closed = row, elsewhere = row;
  closed.stage = sync::Stage::Submitted;
  elsewhere.department = "another";
  CHECK(*device.vault().newer_form(closed) == nullptr);
  CHECK(*device.vault().newer_form(elsewhere) == nullptr);
  REQUIRE(device.vault().move_to_form(row, later()).has_value());
  CHECK(*device.vault().newer_form(now(device, row)) == nullptr);
}

TEST_CASE("an older version is read by the form that it was sealed under") {
  Device device;
  const client::ReportRow row = begun(device);
  const std::string first(device.vault().list(client::Listing::Log, row)->as_array()->front().text_or("revision"));
  REQUIRE(device.vault().move_to_form(row, later()).has_value());
  const client::ReportRow moved = now(device, row);
  CHECK((*device.vault().form_at(moved, first))->name() == support::small_form().name());
  CHECK((*device.vault().form_at(moved, "draft"))->name() == later().name());
}
