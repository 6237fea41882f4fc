// What counts against the room that a report has for attachments.
#include <catch2/catch_test_macros.hpp>

#include "server/ledger/files.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;

namespace {

constexpr std::int64_t kOneDay = 24ll * 3600 * 1000;
constexpr const char* kPapersForm = R"({"id":"papers","title":"附件","owners":["office"],
 "fields":[{"name":"papers","label":"附件","kind":"files"}]})";

// A ledger with one report, and a clock wound by hand.
class Binder {
 public:
  Binder() {
    furnish(folder_.path);
    ledger = std::move(*server::Ledger::open(folder_.path, clock));
    const form::Form form = *form::Form::parse(*base::parse_json(kPapersForm));
    REQUIRE(ledger->add_form(form).has_value());
    form_ = form.name();
    REQUIRE(ledger->put_report({"r1", form_.hex(), "nong", 2022, sync::Stage::Drafting, 0}).has_value());
  }
  void reopen() {
    ledger.reset();
    ledger = std::move(*server::Ledger::open(folder_.path, clock));
  }
  // Of the greatest size: there is room for four.
  static form::Attachment large(const std::string& name) {
    return {name, form::kAttachmentBytesMax, base::sha256(name), "application/pdf"};
  }
  // A revision by which the report names these and nothing else.
  report::RevisionId names(const std::vector<form::Attachment>& all) {
    Json papers{Json::Array{}};
    for (const form::Attachment& one : all) papers.push(one.json());
    report::State state;
    state.set("papers", report::Value(papers));
    const report::RevisionSet heads = (*ledger->histories().find("r1"))->heads();
    std::vector<const report::State*> before;
    for (const report::RevisionId& head : heads)
      before.push_back((*ledger->histories().find("r1"))->find(head)->state.get());
    report::Header header{"r1", form_, {heads.begin(), heads.end()}, "办", std::string(32, 'a'), "2022-12-31T08:00:00Z",
                          "",   {}};
    auto added = ledger->histories().add(report::seal(std::move(header), before, state, key_));
    REQUIRE(added.has_value());
    REQUIRE(files().name_all("r1", 0, state).has_value());
    return *added;
  }
  std::string begin(const form::Attachment& file) { return append(file, 0, "%"); }
  std::string append(const form::Attachment& file, std::int64_t offset, const std::string& body) {
    const auto sent = files().append(user_, file.sha256, file.bytes, offset, body);
    return sent ? "" : sent.error().code;
  }
  // As if all of it had come.
  void has(const form::Attachment& file) {
    REQUIRE(begin(file).empty());
    Json entry;
    entry["file"] = file.sha256.hex();
    entry["bytes"] = file.bytes;
    entry["seq"] = ++seq_;
    REQUIRE(ledger->database()
                .prepare("INSERT INTO entry VALUES(?1, 'file', 1, 'nong', '', x'')")
                .bind(1, 1000 + seq_)
                .run()
                .has_value());
    REQUIRE(files().put("nong", entry).has_value());
  }
  std::int64_t begun(const form::Attachment& file) { return files().standing(user_, file.sha256, file.bytes)->offset; }
  server::Files files() { return server::Files(*ledger); }

  base::ManualClock clock;
  std::unique_ptr<server::Ledger> ledger;

 private:
  Folder folder_;
  base::SeededRandom random_{5};
  base::SecretKey key_ = base::SecretKey::generate(random_);
  base::Hash form_;
  sync::Author user_{"办", "office", "nong", ""};
  std::int64_t seq_ = 0;
};

const form::Attachment kPaper1 = Binder::large("1.pdf"), kPaper2 = Binder::large("2.pdf"),
                       kPaper3 = Binder::large("3.pdf"), kPaper4 = Binder::large("4.pdf"),
                       kPaper5 = Binder::large("5.pdf");

}  // namespace

TEST_CASE("a half upload that nobody went on with for a week makes room, one that somebody goes on with does not") {
  Binder binder;
  binder.names({kPaper1, kPaper2, kPaper3, kPaper4, kPaper5});
  for (const auto& one : {kPaper1, kPaper2, kPaper3, kPaper4}) REQUIRE(binder.begin(one).empty());
  CHECK(binder.begin(kPaper5) == "over-quota");
  binder.clock.advance(server::kHalfUploadDays * kOneDay);
  CHECK(binder.begin(kPaper5) == "over-quota");
  for (const auto& one : {kPaper2, kPaper3, kPaper4}) REQUIRE(binder.append(one, 1, "P").empty());
  binder.reopen();
  binder.clock.advance(kOneDay + 1000);
  CHECK(binder.begin(kPaper5).empty());
  CHECK(binder.begun(kPaper1) == 0);
  CHECK(binder.begun(kPaper2) == 2);
  CHECK(binder.begin(kPaper1) == "over-quota");
}

TEST_CASE("a half upload of before the audit told of them counts from when it was first in the way") {
  Binder binder;
  binder.names({kPaper1, kPaper2, kPaper3, kPaper4, kPaper5});
  for (const auto& one : {kPaper1, kPaper2, kPaper3, kPaper4}) REQUIRE(binder.begin(one).empty());
  REQUIRE(binder.ledger->database().run("DELETE FROM audit").has_value());
  binder.reopen();
  binder.clock.advance(100 * kOneDay);
  CHECK(binder.begin(kPaper5) == "over-quota");
  binder.clock.advance((server::kHalfUploadDays + 1) * kOneDay + 1000);
  CHECK(binder.begin(kPaper5).empty());
}

TEST_CASE("what was taken out of a report does not count unless a version has it, and its bytes stay") {
  Binder binder;
  binder.names({kPaper1, kPaper2, kPaper3, kPaper4, kPaper5});
  for (const auto& one : {kPaper1, kPaper2, kPaper3, kPaper4}) binder.has(one);
  report::State submitted;
  submitted.set("papers", report::Value(Json(Json::Array{kPaper2.json()})));
  REQUIRE(binder.files().name_all("r1", 1, submitted).has_value());
  CHECK(binder.begin(kPaper5) == "over-quota");
  binder.names({kPaper1, kPaper3, kPaper4, kPaper5});  // the second is in a version
  CHECK(binder.begin(kPaper5) == "over-quota");
  binder.names({kPaper3, kPaper4, kPaper5});
  binder.clock.advance(100 * kOneDay);
  CHECK(binder.begin(kPaper5).empty());
  for (const auto& one : {kPaper1, kPaper2, kPaper3, kPaper4}) CHECK(binder.begun(one) == 1);
}
