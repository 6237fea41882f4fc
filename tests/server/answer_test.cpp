// What the server packs for somebody who has no line.
#include <catch2/catch_test_macros.hpp>

#include "server/admin/bundle.h"
#include "server/ledger/files.h"
#include "shared/form/attachment.h"
#include "tests/server/site.h"

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
