// What the server packs for somebody who has no line.
#include <catch2/catch_test_macros.hpp>

#include "server/admin/bundle.h"
#include "server/ledger/files.h"
#include "shared/form/attachment.h"
#include "tests/server/site.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;

namespace {

constexpr const char* kAnnexForm = R"({"id":"annex","title":"附件","owners":["office"],
 "fields":[{"name":"papers","label":"附件","kind":"files"}]})";

std::string paper_of(std::size_t bytes, char filler) { return "%PDF-1.7\n" + std::string(bytes, filler); }

// An office whose report names attachments, and finance, to whom the answers go.
struct Annexes {
  Site site;
  Laptop office{site.url(), "办", 1}, finance{site.url(), "财", 2};
  const std::string small = paper_of(1000, 'a'), large = paper_of(2u << 20, 'b'), later = paper_of(1000, 'c');

  Annexes() {
    for (Laptop* one : {&office, &finance}) REQUIRE(one->enrol(kPassword).status == 200);
    const form::Form form = *form::Form::parse(*base::parse_json(kAnnexForm));
    at_the_server([&](server::Ledger& ledger) { REQUIRE(ledger.add_form(form).has_value()); });
    office.form = form.name();
    Json papers{Json::Array{}};
    for (const std::string* bytes : {&small, &large, &later}) papers.push(named(*bytes).json());
    State state;
    state.set("papers", Value(papers));
    REQUIRE(refusal(office.push(office.seal(state))).empty());
  }
  static form::Attachment named(const std::string& bytes) {
    const base::Hash hash = base::sha256(bytes);
    return {hash.hex().substr(0, 8) + ".pdf", static_cast<std::int64_t>(bytes.size()), hash, "application/pdf"};
  }
  template <class Job>
  void at_the_server(const Job& job) {
    site.stop();
    job(*opened(site.folder()));
    site.start();
    for (Laptop* one : {&office, &finance}) one->moved_to(site.url());
  }
  void upload(const std::vector<std::string>& all) {
    at_the_server([&](server::Ledger& ledger) {
      server::Files files(ledger);
      for (const std::string& bytes : all) {
        const form::Attachment file = named(bytes);
        for (std::int64_t at = 0; at < file.bytes; at += sqlite::kPieceBytes) {
          const auto piece = std::string_view(bytes).substr(static_cast<std::size_t>(at),
                                                            static_cast<std::size_t>(sqlite::kPieceBytes));
          REQUIRE(files.append({"办", "office", "nong", ""}, file.sha256, file.bytes, at, piece).has_value());
        }
      }
    });
  }
  server::BundleAnswer answer(std::int64_t since, server::AnswerFiles files) {
    std::optional<server::BundleAnswer> out;
    at_the_server([&](server::Ledger& ledger) {
      auto made = server::answer(ledger, "财", since, files);
      REQUIRE(made.has_value());
      out = std::move(*made);
    });
    return std::move(*out);
  }
};

// A team's revision that a colleague carries, and another department.
struct Handed {
  Site site;
  Laptop office{site.url(), "办", 1}, east{site.url(), "东", 2}, forest{site.url(), "林", 3};

  Handed() {
    for (Laptop* one : {&office, &east, &forest}) REQUIRE(one->enrol(kPassword).status == 200);
    State state;
    state.rows["blocks"] = {block("east", "dong", "东。"), block("west", "xi", "西。")};
    REQUIRE(refusal(office.push(office.seal(state))).empty());
    REQUIRE(east.pull().status == 200);
  }
  report::Revision sealed(std::size_t row) const {
    State state = east.state();
    state.rows["blocks"][row].set("text", Value(Json("东改。")));
    return east.seal(state);
  }
  // What a carrier can make of it; all of these go by its name.
  static std::vector<Json> altered(const report::Revision& revision) {
    report::Revision words = revision, signature = revision;
    words.content["delta"] = Json(Json::Object{});
    signature.signature.bytes[0] ^= 1;
    return {words.json(), signature.json(), report::as_snapshot(revision, {}).json(), revision.header.json()};
  }
  static sync::Refused only_refusal(const Reply& reply) {
    REQUIRE(reply.body.list("refused").size() == 1);
    return *sync::Refused::parse(reply.body.list("refused").front());
  }
  std::int64_t told_of(const char* user) {
    site.stop();
    std::int64_t out = -1;
    {
      const auto ledger = opened(site.folder());
      const auto made = server::answer(*ledger, user, 0);
      REQUIRE(made.has_value());
      out = made->refused;
    }
    site.start();
    for (Laptop* one : {&office, &east, &forest}) one->moved_to(site.url());
    return out;
  }
};

}  // namespace

TEST_CASE("attachments that were whole before the report was submitted go to finance with its version") {
  Annexes annexes;
  annexes.upload({annexes.small, annexes.large});
  const server::BundleAnswer before = annexes.answer(0, server::AnswerFiles::All);
  CHECK(before.files == 0);
  REQUIRE(annexes.office.submit().status == 200);
  const server::BundleAnswer all = annexes.answer(before.to, server::AnswerFiles::All);
  CHECK(all.files == 2);
  CHECK(all.left_out.empty());
  const server::BundleAnswer small = annexes.answer(before.to, server::AnswerFiles::Small);
  CHECK(small.files == 1);
  CHECK(small.left_out == std::vector<std::string>{Annexes::named(annexes.large).sha256.hex()});
}

TEST_CASE("an attachment that came after its version is told by its own entry, and goes once") {
  Annexes annexes;
  annexes.upload({annexes.small});
  REQUIRE(annexes.office.submit().status == 200);
  const server::BundleAnswer first = annexes.answer(0, server::AnswerFiles::All);
  CHECK(first.files == 1);
  annexes.upload({annexes.later});
  CHECK(annexes.answer(first.to, server::AnswerFiles::All).files == 1);
  CHECK(annexes.answer(0, server::AnswerFiles::All).files == 2);
}

TEST_CASE("what a carrier made of somebody's revision is refused to the carrier alone, and the author's is taken") {
  Handed handed;
  const report::Revision own = handed.sealed(0);
  for (const Json& body : Handed::altered(own)) {
    const sync::Refused refused = Handed::only_refusal(handed.office.push({body}));
    INFO(refused.code);
    CHECK(refused.revision == own.header.name().hex());
    CHECK_FALSE(refused.signature.has_value());
  }
  CHECK(handed.told_of("东") == 0);
  const Reply taken = handed.east.push(own);
  CHECK(refusal(taken).empty());
  CHECK(taken.body.list("receipts").size() == 1);
  handed.site.stop();
  CHECK(opened(handed.site.folder())->quarantined()->size() == 4);  // and all of it can be looked at
}

TEST_CASE("a refusal by whose hands something came is the carrier's, and one of what was sealed is the author's") {
  Handed handed;
  handed.forest.report = std::string(32, 'b');
  const report::Revision other = handed.forest.seal({});
  const sync::Refused by_hand = Handed::only_refusal(handed.office.push(other));
  CHECK(by_hand.code == "wrong-carrier");
  CHECK_FALSE(by_hand.signature.has_value());
  CHECK(handed.told_of("林") == 0);
  const sync::Refused rights = Handed::only_refusal(handed.office.push(handed.sealed(1)));
  CHECK(rights.code == "not-yours");
  CHECK(rights.signature.has_value());
  CHECK(handed.told_of("东") == 1);
}

TEST_CASE("the device that sealed a revision hears what is wrong with it, though a carrier brought the same before") {
  Handed handed;
  const Json odd = Handed::altered(handed.sealed(0)).front();
  CHECK_FALSE(Handed::only_refusal(handed.office.push({odd})).signature.has_value());
  const sync::Refused own = Handed::only_refusal(handed.east.push({odd}));
  CHECK(own.signature.has_value());
  CHECK(Handed::only_refusal(handed.office.push({odd})).signature == own.signature);
  CHECK(handed.told_of("东") == 1);
}
