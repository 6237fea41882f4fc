// A form with a fault, a form that mends it, and a report that moves there while somebody is offline.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/base/file.h"
#include "shared/base/hash.h"
#include "tests/client/cli/administrator.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

Json first_form() {
  const auto text = base::read_file(std::string(ZIPING_SOURCE_DIR) + "/assets/forms/department-2022.json", 4u << 20);
  REQUIRE(text.has_value());
  return *base::parse_json(*text);
}

// The department's form: no contact any more, a field for a telephone, and rates to one place.
Json mended_form() {
  Json out = first_form();
  std::erase_if(*out["fields"].as_array(), [](const Json& field) { return field.text_or("name") == "cover.contact"; });
  for (Json& section : *out["sections"].as_array()) {
    Json* content = section.find("content") ? &section["content"] : nullptr;
    if (content && content->is_array())
      std::erase_if(*content->as_array(), [](const Json& one) { return one.text_or("field") == "cover.contact"; });
  }
  for (Json& field : *out["fields"].as_array())
    if (field.text_or("name") == "funds.rate") field["formula"] = "round(100 * funds.executed / funds.budget, 1)";
  out["fields"].push(*base::parse_json(R"({"name":"cover.telephone","label":"电话","kind":"line","required":true})"));
  out["mends"] = base::sha256(base::canonical(first_form())).hex();
  return out;
}

std::string paths(const Json& list) {
  std::string out;
  for (const Json& one : *list.as_array()) out += std::string(one.text_or("path")) + " ";
  return out;
}

}  // namespace

TEST_CASE("a report moves to a mended form after a look, and who was offline loses no word") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  fill_in(office, report.id);
  office.set(report.id, "cover.contact", "王主任");
  office.set(report.id, "funds.budget", "300.00");
  REQUIRE(office({"sync"}).status == 0);
  const Desk east(folder, centre, "east1");
  const std::string place = report.east + ".text", before = office.get(report.id, "funds.executed");

  const std::string file = folder.in("mended.json");
  std::ofstream(file) << base::canonical(mended_form());
  {
    const Administrator administrator(centre);
    done(administrator.order("form", "add", {file}));
  }
  // The east writes on without a connection, under the form it has.
  east.set(report.id, place, "没有网络时写的一句。");
  CHECK(office.refusal({"move", report.id, "--to", "no-such-form"}) == "unknown-form");
  REQUIRE(office({"sync"}).status == 0);
  const Json seen = office.json({"move", report.id, "--to", "department-2022"});
  CHECK(paths(*seen.find("gone")) == "cover.contact ");
  CHECK(seen.list("gone").front().integer_or("filled", 0) == 1);
  CHECK(paths(*seen.find("new")) == "cover.telephone ");
  CHECK(paths(*seen.find("computed")) == "funds.rate ");
  const auto telephone = [](const Json& one) { return one.text_or("message").find("电话") != std::string::npos; };
  CHECK(std::ranges::any_of(seen.find("findings")->list("appear"), telephone));
  CHECK_FALSE(seen.flag("moved"));
  CHECK(office({"move", report.id, "--to", "department-2022"}).out.find("现在还没有改动") != std::string::npos);
  CHECK(office.get(report.id, "funds.rate") == seen.list("computed").front().text_or("before"));

  CHECK(office.json({"move", report.id, "--to", "department-2022", "--yes"}).flag("moved"));
  REQUIRE(office({"sync"}).status == 0);
  REQUIRE(east({"sync"}).status == 0);
  REQUIRE(office({"sync"}).status == 0);
  for (const Desk* desk : {&office, &east}) {
    CHECK(desk->get(report.id, place) == "没有网络时写的一句。");
    CHECK(desk->get(report.id, "funds.executed") == before);
    const Json state = desk->json({"report", "show", report.id});
    CHECK(state.find("fields")->text_or("cover.contact") == "王主任");
    CHECK(desk->json({"conflict", "list", report.id}).as_array()->empty());
    CHECK(desk->refusal({"set", report.id, "cover.contact", "李主任"}) == "unknown-field");
    CHECK(desk->json({"outbox", "list"}).list("refused").empty());
  }
  const auto digest = [&](const Desk& desk) {
    return std::string(desk.json({"report", "list"}).as_array()->front().text_or("digest"));
  };
  CHECK(digest(office) == digest(east));
  office.set(report.id, "cover.telephone", "12345");
  REQUIRE(office({"sync"}).status == 0);
  REQUIRE(east({"sync"}).status == 0);
  CHECK(east.get(report.id, "cover.telephone") == "12345");
  east.set(report.id, place, "有网络以后又写一句。");
  REQUIRE(east({"sync"}).status == 0);
  CHECK(east.json({"outbox", "list"}).list("refused").empty());
  CHECK(east.refusal({"move", report.id, "--to", "department-2022"}) == "denied");
}
