// Batches that a server finds too large, or has no room for.
#include "client/work/exchange.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "client/work/file_exchange.h"
#include "client/work/next_try.h"
#include "client/work/outbox.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using base::Json;

namespace {

constexpr const char* kWithFiles = R"({"id":"papers","title":"附件","owners":["office"],
 "fields":[{"name":"cover.year","kind":"integer"},{"name":"papers","label":"附件","kind":"files"}]})";

// A vault with some revisions to send and a server that takes none of more than so many bytes at once.
class Sender {
 public:
  Sender() {
    std::string name = (std::filesystem::temp_directory_path() / "ziping-exchange-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home_ = name;
    auto opened = client::Vault::open(home_);
    if (!opened) FAIL(opened.error().code << opened.error().cause);
    vault_ = std::move(*opened);
    client::Identity self{"http://127.0.0.1:1", "centre",          "token",
                          std::string(32, 'a'), key_.public_key(), {"office", "office", "d1", ""}};
    REQUIRE(vault_->enrolled(self).has_value());
    sync::SyncResponse first;
    Json form;
    form["seq"] = 1;
    form["kind"] = "form";
    form["form"] = support::small_form().json();
    first.entries = {form, form};
    first.entries[1]["seq"] = 2;
    first.entries[1]["form"] = *base::parse_json(kWithFiles);
    first.cursor = 2;
    REQUIRE(vault_->apply(first).has_value());
  }
  ~Sender() {
    vault_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  std::string write(std::size_t characters) {
    const auto id = vault_->new_report("small", 2022);
    if (!id) FAIL(id.error().code << " " << id.error().message << " " << id.error().cause);
    const auto row = vault_->report(*id);
    if (!row) FAIL(row.error().code);
    std::string goal;
    for (std::size_t i = 0; i < characters; ++i) goal += "甲";
    REQUIRE(vault_->edit(*row, client::set_edit("goal", Json(goal))).has_value());
    return *id;
  }
  Json answer(const sync::SyncRequest& request) {
    sync::SyncResponse out;
    for (const Json& body : request.push) {
      sync::Receipt receipt{report::Revision::parse(body)->header.name().hex(), ++seq_, "2022-12-31T08:00:00Z", {}};
      receipt.signature = key_.sign(receipt.signed_bytes("centre"));
      out.receipts.push_back(std::move(receipt));
    }
    out.cursor = seq_;
    ++answered_;
    return out.json();
  }
  // Until all is done; gives how many requests it took.
  int exchange(client::Exchange& exchange, std::size_t bytes_max, const std::string& code) {
    for (int requests = 0;; ++requests) {
      REQUIRE(requests < 100);
      const auto request = exchange.next();
      REQUIRE(request.has_value());
      if (!*request) return requests;
      const bool fits = base::canonical((*request)->json()).size() <= bytes_max;
      const base::Error full{base::ErrorKind::Full, code, "太大。", {}};
      REQUIRE(exchange.take(fits ? client::Result<Json>(answer(**request)) : client::Result<Json>(full)).has_value());
    }
  }
  void add_file(std::int64_t year, const std::string& bytes) {
    const std::filesystem::path file = home_ / "一.pdf";
    REQUIRE(base::write_file(file, bytes).has_value());
    const auto row = vault_->report(*vault_->new_report("papers", year));
    const auto added = vault_->add_file(*row, "papers", file, "一.pdf");
    if (!added) FAIL(added.error().code << " " << added.error().cause);
  }
  client::Vault& vault() { return *vault_; }
  int answered() const { return answered_; }

 private:
  int answered_ = 0;
  std::filesystem::path home_;
  base::SeededRandom random_{3};
  base::SecretKey key_ = base::SecretKey::generate(random_);
  std::int64_t seq_ = 2;
  std::unique_ptr<client::Vault> vault_;
};

}  // namespace

TEST_CASE("a batch that is too large is halved until it fits, whatever the server lacks room for") {
  for (const char* code : {"too-large", "disk-full"}) {
    Sender sender;
    for (int i = 0; i < 12; ++i) (void)sender.write(3000);
    client::Exchange exchange(sender.vault());
    CHECK(sender.exchange(exchange, 40'000, code) > 3);
    CHECK(exchange.result().receipts == 12);
    CHECK(exchange.result().refused.empty());
    CHECK(exchange.outcome().has_value());
    CHECK(sender.vault().outbox()->empty());
  }
}

TEST_CASE(
    "one revision that no batch is small enough for stays in the outbox and in the report, and the rest is sent") {
  Sender sender;
  (void)sender.write(100);
  const std::string large = sender.write(15'000);
  (void)sender.write(100);
  client::Exchange exchange(sender.vault());
  (void)sender.exchange(exchange, 40'000, "too-large");
  REQUIRE_FALSE(exchange.outcome().has_value());
  CHECK(exchange.outcome().error().code == "too-large");
  CHECK(exchange.result().receipts == 2);
  CHECK(sender.vault().outbox()->size() == 1);
  const auto row = sender.vault().report(large);
  CHECK(sender.vault().shown(*row)->state.value("goal").text()->size() == 45'000);
}

TEST_CASE(
    "a revision that the server's disk has no room for waits, the rest and the pull go on, and it is sent later") {
  Sender sender;
  const std::string large = sender.write(15'000);
  for (int i = 0; i < 3; ++i) (void)sender.write(100);
  client::Exchange exchange(sender.vault());
  (void)sender.exchange(exchange, 40'000, "disk-full");
  const client::Status outcome = exchange.outcome();
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().code == "disk-full");
  CHECK(outcome.error().message.find("服务器磁盘") != std::string::npos);
  CHECK(exchange.result().receipts == 3);

  REQUIRE(client::keep_trouble(sender.vault(), exchange, {}, outcome).has_value());
  const auto waiting = client::Outbox(sender.vault()).waiting();
  REQUIRE(waiting.has_value());
  REQUIRE(waiting->size() == 1);
  CHECK(waiting->front().report == large);
  CHECK(waiting->front().code == "disk-full");
  CHECK(waiting->front().why == outcome.error().message);

  REQUIRE(client::keep_tried(sender.vault(), outcome).has_value());
  const auto next = client::next_try(sender.vault());
  REQUIRE(next.has_value());  // by itself
  CHECK(next->at_ms <= sender.vault().clock().now_ms() + client::kWaitsMs.front());
  client::Exchange later(sender.vault());
  (void)sender.exchange(later, 1'000'000, "disk-full");
  CHECK(later.outcome().has_value());
  CHECK(sender.vault().outbox()->empty());
}

TEST_CASE("a server whose disk takes nothing still tells what is new, and is not asked about every revision") {
  Sender sender;
  for (int i = 0; i < 40; ++i) (void)sender.write(1000);
  client::Exchange exchange(sender.vault());
  CHECK(sender.exchange(exchange, 1000, "disk-full") < 15);
  CHECK(sender.answered() == 1);  // the pull
  CHECK(exchange.outcome().error().code == "disk-full");
  CHECK(exchange.skipped().size() == 40);
  CHECK(sender.vault().outbox()->size() == 40);
}

TEST_CASE("an attachment that gets no further is left for the next time with a word, and the others are sent") {
  Sender sender;
  sender.add_file(2022, "%PDF-1.7 甲");
  sender.add_file(2023, "%PDF-1.7 乙");
  client::FileExchange files(sender.vault());
  REQUIRE(files.send_all().has_value());
  Json nowhere;
  nowhere["offset"] = 0;
  const std::string stuck = (*files.next())->file;
  for (int answers = 0; (*files.next())->file == stuck; ++answers) {
    REQUIRE(answers < 20);
    CHECK(files.result().waits.empty());
    REQUIRE(files.take(client::FileAnswer{nowhere, {}, 0}).has_value());
  }
  CHECK_FALSE(files.result().waits.empty());
  CHECK(sender.vault().unsent_files()->size() == 2);
}
