// The list of reports where one of them is on a form that makes no sense to this program.
#include "client/work/overview.h"

#include <algorithm>

#include "client/work/exchange.h"
#include "client/work/move.h"
#include "shared/base/file.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

namespace {

Json form_with(const char* id, const char* title) {
  Json json = support::small_form().json();
  json["id"] = id;
  json["title"] = title;
  return json;
}

Json mistaken() {
  Json json = form_with("mistaken", "写错了的表样");
  json["rules"] = *base::parse_json(
      R"json([{"id":"V1","title":"合计","outcomes":[{"if":"((budget","level":"error","message":"不对。"}]}])json");
  return json;
}

Json from_tomorrow() {
  Json json = form_with("tomorrow", "明年的表样");
  json["fields"].as_array()->front()["kind"] = "hologram";
  return json;
}

std::string name_of(const Json& form) { return base::sha256(base::canonical(form)).hex(); }

Json told(Device& device, const Json& form) {
  Json out = device.entry("form");
  out["form"] = form;
  return out;
}

Json report_on(Device& device, const std::string& form) {
  Json out = device.entry("report");
  out["report"] = "00000000000000000000000000000001";
  out["form"] = form;
  out["department"] = "d1";
  out["year"] = 2023;
  return out;
}

client::Summary line_of(Device& device, std::int64_t year) {
  client::Overview overview(device.vault());
  const auto list = overview.list();
  REQUIRE(list.has_value());
  CHECK(list->reports.size() == 2);  // one takes no other along
  const auto at = std::ranges::find(list->reports, year, [](const client::Summary& one) { return one.row.year; });
  REQUIRE(at != list->reports.end());
  return *at;
}

}  // namespace

TEST_CASE("a form whose rule is mistaken leaves its reports in the list with the reason, and the others as they were") {
  Device device;
  device.report();
  REQUIRE(device.hear({told(device, mistaken()), report_on(device, name_of(mistaken()))}).has_value());
  const client::Summary line = line_of(device, 2023);
  CHECK(line.title == "2023年度写错了的表样");
  REQUIRE(line.trouble);
  CHECK_FALSE(line.trouble->message.empty());
  CHECK_FALSE(line_of(device, 2022).trouble);
  CHECK(device.vault().foresee({device.answer({told(device, form_with("besides", "另一份表样"))})}).has_value());
}

TEST_CASE("a report moves away from a form whose rules make no sense to the one that mends it") {
  Device device;
  REQUIRE(device.hear({told(device, mistaken())}).has_value());
  const auto id = device.vault().new_report(name_of(mistaken()), 2022);
  REQUIRE(id.has_value());
  const client::ReportRow row = *device.vault().report(*id);
  device.set(row, "title", "标题");
  device.seal(row);
  Json mended = form_with("mistaken", "改好了的表样");
  mended["mends"] = name_of(mistaken());
  REQUIRE(device.hear({told(device, mended)}).has_value());
  const form::Form* to = *device.vault().form(name_of(mended));
  const auto seen = client::foresee_move(device.vault(), row, *to);
  REQUIRE(seen.has_value());
  CHECK(seen->vanish.empty());
  REQUIRE(device.vault().move_to_form(row, *to).has_value());
  CHECK(device.vault().report(*id)->form == name_of(mended));
}

TEST_CASE("a form of which an older program knows nothing hides no other report and stops no sync") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string form = name_of(from_tomorrow());
  REQUIRE(device.hear({told(device, from_tomorrow()), report_on(device, form)}).has_value());
  const client::Summary line = line_of(device, 2023);
  CHECK(line.title == "2023年度明年的表样");
  REQUIRE(line.trouble);
  CHECK(line.trouble->code == "unread-form");
  CHECK(line.trouble->message.find("明年的表样") != std::string::npos);
  CHECK(line.mine);
  // An attachment waits, and it is looked for in every report whose it might be.
  const std::filesystem::path paper = device.home() / "证明.pdf";
  REQUIRE(base::write_file(paper, "%PDF-1.4\n").has_value());
  REQUIRE(device.vault().keep_file(paper, "证明.pdf").has_value());
  CHECK(device.vault().unsent_files().has_value());
  CHECK(device.vault().foresee({device.answer({told(device, form_with("besides", "另一份表样"))})}).has_value());
  client::Exchange exchange(device.vault());
  const auto request = exchange.next();
  REQUIRE(request.has_value());
  CHECK((*request)->push.size() == 1);
}

TEST_CASE("a form that was set aside is read once the program can, and its reports open") {
  Device device;
  device.report();
  const Json form = form_with("tomorrow", "明年的表样");
  Json entry = told(device, form);
  REQUIRE(device.hear({report_on(device, name_of(form))}).has_value());
  CHECK(line_of(device, 2023).trouble);
  device.change_file("INSERT INTO set_aside(seq, body, why, at) VALUES(1, '" + base::canonical(entry) +
                     "', '不认识的字段', '')");
  CHECK_FALSE(line_of(device, 2023).trouble);
  CHECK(device.rows("set_aside") == 0);
  CHECK(device.vault().form("tomorrow").has_value());
}
