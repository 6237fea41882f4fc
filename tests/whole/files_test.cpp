// Attachments from one desk to another, over real HTTP.
#include "server/ledger/files.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "client/work/keeper.h"
#include "client/work/overview.h"
#include "server/admin/rebuild.h"
#include "tests/whole/paper.h"

using namespace ziping;
using namespace ziping::tests;
using client::FileState;

namespace {

constexpr auto kPiece = static_cast<std::size_t>(sqlite::kPieceBytes);

std::string code_of(const base::Status& status) { return status ? "" : status.error().code; }

void submit(Writer& writer, const client::ReportRow& report, Town& town) {
  const auto self = writer.vault().identity();
  const auto now = writer.vault().shown(report);
  base::Json body;
  body["report"] = report.id;
  body["action"] = "submit";
  body["revision"] = now->heads.begin()->hex();
  const auto moved = client::Courier(town.address()).post("/v1/transition", body, self->token);
  if (!moved) FAIL(moved.error().code);
}

// What this person is told who asks the server for the bytes.
std::string fetched(Writer& reader, Town& town, const form::Attachment& file) {
  const auto self = reader.vault().identity();
  const client::FileRequest request{client::FileRequest::Kind::Fetch, file.sha256.hex(), 0, file.bytes, {}};
  const auto answer = client::Courier(town.address()).carry(request, self->token);
  return answer ? "bytes" : answer.error().code;
}

}  // namespace

TEST_CASE("an attachment follows its report, and small ones come to the office by themselves") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string small = paper(5000, 1), large = paper(5 * kPiece + 77, 2);
  const form::Attachment one = office.add(report, "一.pdf", small), two = office.add(report, "二.pdf", large);
  CHECK(office.state(report, "一.pdf") == FileState::Unsent);
  CHECK(office.sync().files.sent == 2);
  CHECK(office.state(report, "二.pdf") == FileState::Held);
  CHECK(office.vault().verify()->integer_or("files", 0) == 2);

  CHECK(second.sync().files.fetched == 1);
  CHECK(second.content(one) == small);
  CHECK(second.state(report, "二.pdf") == FileState::Elsewhere);
  client::Courier courier(town.address());
  client::FileExchange files(second.vault());
  files.fetch(two);
  while (auto request = *files.next())
    REQUIRE(files.take(courier.carry(*request, second.vault().identity()->token)).has_value());
  CHECK(second.content(two) == large);
  CHECK(second.vault().verify().has_value());
}

TEST_CASE("the same content twice is sent once, by whomever and under whatever name") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string bytes = paper(5 * kPiece, 3);  // too large to come by itself
  (void)office.add(report, "一.pdf", bytes);
  CHECK(office.sync().files.sent == 1);
  (void)office.add(report, "二.pdf", bytes);
  const auto again = office.sync();
  CHECK(again.files.sent == 0);
  CHECK(again.traffic.bytes_out < 10'000);
  (void)second.sync();
  const form::Attachment named = second.add(second.only_report(), "一.pdf", bytes);
  CHECK(second.content(named) == bytes);  // here now as well, should the first desk never get to send it
  (void)second.add(second.only_report(), "三.pdf", bytes);
  const auto theirs = second.sync();
  CHECK(theirs.files.sent == 1);  // by the receipt that is there already
  CHECK(theirs.traffic.bytes_out < 10'000);
}

TEST_CASE("the list counts what waits by its kind, and attachments as long as the report or a version names them") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  client::Overview overview(office.vault());
  const auto waiting = [&] { return overview.list()->reports.front().waiting; };
  CHECK(waiting() == client::Waiting{});
  (void)office.sync();
  submit(office, report, town);
  (void)office.sync();
  REQUIRE(office.vault().add_remark(report, {1, "", "", 0, "请补依据。"}).has_value());
  (void)office.add(report, "一.pdf", paper(100, 1));
  CHECK(waiting() == client::Waiting{0, 1, 1});
  REQUIRE(office.vault().seal(report, "").has_value());
  CHECK(waiting() == client::Waiting{1, 1, 1});
  CHECK(overview.around(report)->waiting == waiting());
  (void)office.sync();
  CHECK(waiting() == client::Waiting{});
  (void)office.add(report, "二.pdf", paper(100, 2));
  CHECK(office.vault().waiting(report)->files > 0);
  CHECK(office.vault().waiting_by_report()->at(report.id) == *office.vault().waiting(report));
  REQUIRE(office.vault().remove_file(report, "papers", "二.pdf").has_value());
  CHECK(waiting() == client::Waiting{});
  CHECK(office.vault().unsent_files()->empty());
}

TEST_CASE("who may not read a report may not read its attachments") {
  Town town;
  Writer office(town, "office"), stranger(town, "stranger"), finance(town, "finance");
  const client::ReportRow report = office.new_report();
  const form::Attachment file = office.add(report, "一.pdf", paper(5000, 1));
  CHECK(fetched(office, town, file) == "unknown-file");  // it is not there yet
  (void)office.sync();
  CHECK(fetched(office, town, file) == "bytes");
  CHECK(fetched(stranger, town, file) == "unknown-file");
  CHECK(fetched(finance, town, file) == "unknown-file");
  submit(office, report, town);
  CHECK(fetched(finance, town, file) == "bytes");
  CHECK(fetched(stranger, town, file) == "unknown-file");
  CHECK(finance.sync().files.fetched == 1);
}

TEST_CASE("a file that is no attachment is refused with a sentence, and nothing changes") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const auto added = [&](const std::string& name, const std::string& bytes, const std::string& path = "papers") {
    const auto result = office.vault().add_file(report, path, office.on_disk("原件", bytes), name);
    return result ? "" : result.error().code;
  };
  CHECK(added("一.pdf", "") == "empty-file");
  CHECK(added("一.pdf", "MZ\x90") == "bad-file-type");
  CHECK(added("一.exe", "MZ\x90") == "bad-file-type");
  CHECK(added("../一.pdf", paper(100, 1)) == "bad-file");
  CHECK(added("一.pdf", paper(100, 1), "goal") == "no-files-field");
  CHECK(office.vault().files(report)->empty());
  CHECK(added("一.pdf", paper(100, 1)).empty());
  CHECK(added("一.pdf", paper(100, 1)).empty());  // the same again
  CHECK(added("一.pdf", paper(100, 2)) == "name-taken");
  CHECK(office.vault().files(report)->size() == 1);
  CHECK(code_of(office.vault().remove_file(report, "papers", "二.pdf")) == "no-attachment");
  CHECK(code_of(office.vault().remove_file(report, "papers", "一.pdf")).empty());
  CHECK(office.vault().files(report)->empty());
}

TEST_CASE("a file of more than the limit is refused before it is read") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const std::filesystem::path file = office.on_disk("大.pdf", paper(100, 1));
  std::filesystem::resize_file(file, static_cast<std::uintmax_t>(form::kAttachmentBytesMax) + 1);
  const auto added = office.vault().add_file(report, "papers", file, "大.pdf");
  REQUIRE_FALSE(added.has_value());
  CHECK(added.error().code == "too-large");
}

TEST_CASE("rebuild, verify and backup know the attachments") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  (void)office.add(report, "一.pdf", paper(kPiece + 5, 1));
  (void)office.sync();
  submit(office, report, town);
  town.stop();
  const auto ledger = std::move(*server::Ledger::open(town.server_folder()));
  CHECK(server::verify(*ledger)->integer_or("files", 0) == 1);
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 0);
  CHECK(server::verify(*ledger)->integer_or("files", 0) == 1);
  REQUIRE(ledger->database().run("UPDATE naming SET bytes = bytes + 1; DELETE FROM file").has_value());
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 5);  // of a revision and a version, and the file
  const auto damage = [&](const char* sql) {
    REQUIRE(ledger->database().run(sql).has_value());
    const auto verified = server::verify(*ledger);
    return verified ? "whole" : verified.error().code;
  };
  CHECK(damage("UPDATE file_part SET body = CAST('x' || substr(body, 2) AS BLOB) WHERE at = 0") == "bad-attachment");
  CHECK(damage("DELETE FROM file_part") == "bad-attachment");
}

TEST_CASE("the window's synchronisation carries attachments as well") {
  Town town;
  const std::filesystem::path home = town.home("office");
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  {
    auto vault = std::move(*client::Vault::open(home));
    REQUIRE(client::enrol(*vault, town.address(), "office", kPassword, "测试").has_value());
    REQUIRE(town.sync(*vault).has_value());
    const auto file = office.on_disk("窗口.pdf", paper(3 * kPiece, 6));
    REQUIRE(vault->add_file(*vault->report(report.id), "papers", file, "窗口.pdf").has_value());
  }
  client::Keeper keeper(home, [] {});
  keeper.order(client::Synchronise{});
  std::optional<client::SyncEnded> ended;
  for (int i = 0; i < 500 && !ended; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (client::News& one : keeper.news())
      if (auto* news = std::get_if<client::SyncEnded>(&one)) ended = std::move(*news);
  }
  REQUIRE(ended.has_value());
  REQUIRE(ended->result.has_value());
  CHECK(ended->result->files.sent == 1);
  CHECK(office.sync().files.fetched == 1);
}
