#include "shared/report/attachments.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/report/conflict.h"

using namespace ziping;
using base::Json;

namespace {

const form::Form& form_with_files() {
  static const form::Form form = *form::Form::parse(*base::parse_json(
      R"({"id":"f","title":"表样","owners":["office"],"fields":[{"name":"papers","kind":"files"},{"name":"title","kind":"line"}],
          "groups":[{"name":"blocks","owners":["team"],"fields":[{"name":"text","kind":"text"}],
                     "groups":[{"name":"proofs","fields":[{"name":"papers","kind":"files"}]}]}]})"));
  return form;
}

Json papers(const std::string& name) {
  return Json(Json::Array{form::Attachment{name, 5, base::sha256(name), "application/pdf"}.json()});
}

std::string found_in(const report::State& state) {
  std::string out;
  for (const report::PlacedAttachment& one : report::attachments(form_with_files(), state))
    out += one.path.text() + "=" + one.attachment.name + " ";
  return out;
}

}  // namespace

TEST_CASE("attachments are found in fields and in rows within rows") {
  report::State state;
  state.set("papers", papers("a.pdf"));
  state.set("title", Json("甲"));
  report::Row proof, block;
  proof.id = "p1";
  proof.set("papers", papers("b.pdf"));
  block.id = "b1";
  block.rows["proofs"].push_back(proof);
  state.rows["blocks"].push_back(block);
  CHECK(found_in(state) == "papers=a.pdf blocks[b1].proofs[p1].papers=b.pdf ");
  CHECK(found_in({}) == "");
}

TEST_CASE("every side of a conflict names its attachments") {
  report::Conflict conflict{papers("a.pdf"),
                            {{base::sha256("1").hex(), papers("b.pdf")}, {base::sha256("2").hex(), papers("c.pdf")}}};
  report::settle(conflict);
  report::State state;
  state.set("papers", report::to_json(conflict));
  const std::string found = found_in(state);
  for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) CHECK(found.find(name) != found.npos);
}

TEST_CASE("an entry that makes no sense is passed over") {
  report::State state;
  state.set("papers", Json("a.pdf"));
  CHECK(found_in(state) == "");
}
