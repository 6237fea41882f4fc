// Attachments over links that break, disks that fail, and with others in the way.
#include <catch2/catch_test_macros.hpp>

#include "server/ledger/files.h"
#include "shared/base/file_stream.h"
#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/whole/paper.h"

using namespace ziping;
using namespace ziping::tests;
using client::FileAnswer;
using client::FileExchange;
using client::FileRequest;
using client::FileState;

namespace {

constexpr auto kOnePiece = static_cast<std::size_t>(sqlite::kPieceBytes);

base::Error cut() { return {base::ErrorKind::Unavailable, "offline", "断开", {}}; }

// A link that loses requests, lets through a part of a piece, repeats, and loses answers.
class BadLink {
 public:
  BadLink(Town& town, Writer& writer, std::uint64_t seed)
      : courier_(town.address()), token_(writer.vault().identity()->token), random_(seed) {}

  base::Result<FileAnswer> carry(const FileRequest& request) {
    FileRequest sent = request;
    switch (random_.below(6)) {
      case 0:
        return cut();
      case 1:  // the connection breaks in the middle of the piece
        sent.body.resize(random_.below(sent.body.size() + 1));
        (void)courier_.carry(sent, token_);
        return cut();
      case 2:
        (void)courier_.carry(sent, token_);
        return cut();
      case 3:
        (void)courier_.carry(sent, token_);
        return courier_.carry(sent, token_);
      default:
        return courier_.carry(sent, token_);
    }
  }

 private:
  client::Courier courier_;
  std::string token_;
  base::SeededRandom random_;
};

// Lets one step of an exchange happen; false when there was none left or the link broke.
bool step(FileExchange& files, BadLink& link) {
  const auto request = files.next();
  REQUIRE(request.has_value());
  if (!*request) return false;
  const auto status = files.take(link.carry(**request));
  if (!status && status.error().code != "offline") FAIL(status.error().code << " " << status.error().message);
  return status.has_value();
}

base::Result<FileAnswer> refusal(const std::string& code) {
  return base::Error{base::ErrorKind::Invalid, code, "没有采用。", {}};
}

}  // namespace

TEST_CASE("an upload that is cut at any byte goes on where it ended, and arrives whole") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  std::vector<form::Attachment> added;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    INFO("seed " << seed);
    const std::string name = std::to_string(seed) + ".pdf";
    const form::Attachment file = office.add(report, name, paper(3 * kOnePiece + seed * 1000, seed));
    client::Exchange text(office.vault());
    client::Courier courier(town.address());
    while (auto request = *text.next())
      REQUIRE(text.take(courier.post("/v1/sync", request->json(), office.vault().identity()->token)).has_value());
    BadLink link(town, office, seed);
    int sittings = 0;
    for (; office.state(report, name) == FileState::Unsent && sittings < 200; ++sittings) {
      FileExchange files(office.vault());
      REQUIRE(files.send_all().has_value());
      while (step(files, link)) {
      }
    }
    CHECK(office.state(report, name) == FileState::Held);
    added.push_back(file);
  }
  Writer second(town, "office");
  (void)second.sync();
  BadLink link(town, second, 99);
  for (const form::Attachment& file : added) {
    for (int sittings = 0; sittings < 200 && *second.vault().file_size(file.sha256.hex()) < file.bytes; ++sittings) {
      FileExchange files(second.vault());
      files.fetch(file);
      while (step(files, link)) {
      }
    }
    CHECK(second.content(file).size() == static_cast<std::size_t>(file.bytes));
  }
}

TEST_CASE("two devices that send the same file at once help each other") {
  Town town;
  Writer office(town, "office"), second(town, "office");
  const client::ReportRow report = office.new_report();
  (void)second.sync();
  const std::string bytes = paper(8 * kOnePiece, 1);
  (void)office.add(report, "一.pdf", bytes);
  (void)second.add(second.only_report(), "二.pdf", bytes);
  client::Courier courier(town.address());
  for (Writer* one : {&office, &second}) {
    client::Exchange text(one->vault());
    while (auto request = *text.next())
      REQUIRE(text.take(courier.post("/v1/sync", request->json(), one->vault().identity()->token)).has_value());
  }
  FileExchange first(office.vault()), other(second.vault());
  REQUIRE(first.send_all().has_value());
  REQUIRE(other.send_all().has_value());
  const auto carry = [&](FileExchange& files, Writer& writer) {
    const auto request = files.next();
    REQUIRE(request.has_value());
    if (!*request) return false;
    const auto taken = files.take(courier.carry(**request, writer.vault().identity()->token));
    if (!taken) FAIL(taken.error().code);
    return true;
  };
  for (bool goes_on = true; goes_on;) goes_on = carry(first, office) | carry(other, second);
  CHECK(first.result().sent == 1);
  CHECK(other.result().sent == 1);
  CHECK(office.state(report, "一.pdf") == FileState::Held);
}

TEST_CASE("bytes of something else are thrown away, and the file is sent once more from the beginning") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const form::Attachment file = office.add(report, "一.pdf", paper(2 * kOnePiece, 1));
  client::Courier courier(town.address());
  const std::string token = office.vault().identity()->token;
  client::Exchange text(office.vault());
  while (auto request = *text.next()) REQUIRE(text.take(courier.post("/v1/sync", request->json(), token)).has_value());
  const auto sent = courier.carry({FileRequest::Kind::Send, file.sha256.hex(), 0, file.bytes, paper(100, 7)}, token);
  REQUIRE(sent.has_value());
  CHECK(sent->json.integer_or("offset", 0) == 100);
  CHECK(office.sync().files.sent == 1);
  Writer second(town, "office");
  CHECK(second.sync().files.fetched == 1);
  CHECK(second.content(file) == paper(2 * kOnePiece, 1));
}

TEST_CASE("a wrong place is told with the right one") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const form::Attachment file = office.add(report, "一.pdf", paper(1000, 1));
  client::Courier courier(town.address());
  const std::string token = office.vault().identity()->token;
  client::Exchange text(office.vault());
  while (auto request = *text.next()) REQUIRE(text.take(courier.post("/v1/sync", request->json(), token)).has_value());
  const auto send = [&](std::int64_t offset, const std::string& body) {
    return courier.carry({FileRequest::Kind::Send, file.sha256.hex(), offset, file.bytes, body}, token);
  };
  CHECK(send(0, paper(300, 1))->json.integer_or("offset", 0) == 300);
  for (const std::int64_t offset : {0, 299, 301}) {
    const auto refused = send(offset, "x");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "wrong-offset");
    CHECK(refused.error().message.find("300") != std::string::npos);
  }
  CHECK(send(300, std::string(701, 'x')).error().code == "bad-piece");
  CHECK(send(-1, "x").error().code == "bad-piece");
  CHECK(send(300, paper(1000, 1).substr(300))->json.find("receipt") != nullptr);
}

TEST_CASE("one file's refusal is kept with its reason and holds up no other; it is sent again when somebody asks") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const form::Attachment first = office.add(report, "一.pdf", paper(100, 1));
  (void)office.add(report, "二.pdf", paper(100, 2));
  FileExchange files(office.vault());
  REQUIRE(files.send_all().has_value());
  REQUIRE((*files.next())->file == first.sha256.hex());
  REQUIRE(files.take(refusal("over-quota")).has_value());
  CHECK((*files.next())->file != first.sha256.hex());
  CHECK(files.result().refused.size() == 1);
  CHECK(office.state(report, "一.pdf") == FileState::Refused);
  CHECK(office.content(first) == paper(100, 1));
  CHECK(office.sync().files.sent == 1);  // the other one
  REQUIRE(office.vault().send_again(first.sha256.hex()).has_value());
  CHECK(office.sync().files.sent == 1);
  CHECK(office.state(report, "一.pdf") == FileState::Held);
}

TEST_CASE("a server without room, or from before attachments, makes them wait and the text goes on") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  (void)office.add(report, "一.pdf", paper(100, 1));
  (void)office.add(report, "二.pdf", paper(100, 2));
  for (const char* code : {"disk-full", "unknown-address"}) {
    FileExchange files(office.vault());
    REQUIRE(files.send_all().has_value());
    REQUIRE(files.next()->has_value());
    REQUIRE(files.take(refusal(code)).has_value());
    CHECK_FALSE(files.next()->has_value());
    CHECK_FALSE(files.result().waits.empty());
    CHECK(office.state(report, "一.pdf") == FileState::Unsent);
  }
}

TEST_CASE("an answer that is no receipt of our server takes nothing out of the queue") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const form::Attachment file = office.add(report, "一.pdf", paper(100, 1));
  base::SystemRandom random;
  sync::Receipt forged{file.sha256.hex(), 7, "2023-01-01T00:00:00Z", {}};
  forged.signature = base::SecretKey::generate(random).sign(forged.signed_bytes(office.vault().identity()->server_id));
  base::Json with_receipt, without = base::Json(base::Json::Object{});
  with_receipt["receipt"] = forged.json();
  for (const base::Json& json : {with_receipt, without}) {
    FileExchange files(office.vault());
    REQUIRE(files.send_all().has_value());
    REQUIRE(files.next()->has_value());
    CHECK_FALSE(files.take(FileAnswer{json, {}, 0}).has_value());
    CHECK(office.state(report, "一.pdf") == FileState::Unsent);
  }
}

TEST_CASE("a report's attachments have a quota; a file that was begun counts whole") {
  Town town;
  town.stop();
  const auto ledger = std::move(*server::Ledger::open(town.server_folder()));
  server::Files files(*ledger);
  const sync::Author office{"office", "office", "d", ""};
  const std::string form = (*ledger->forms())[0].text_or("form").data();
  REQUIRE(ledger->put_report({"r1", form, "d", 2022, sync::Stage::Drafting, 0}).has_value());
  report::State state;
  base::Json papers{base::Json::Array{}};
  std::vector<form::Attachment> named;
  for (const char* name : {"1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"}) {
    named.push_back({name, form::kAttachmentBytesMax, base::sha256(name), "application/pdf"});
    papers.push(named.back().json());
  }
  state.set("papers", papers);
  REQUIRE(files.name_all("r1", 0, state).has_value());
  for (const form::Attachment& one : named) {
    const auto sent = files.append(office, one.sha256, one.bytes, 0, "%");
    CHECK(sent.has_value() == (one.name != "5.pdf"));
    if (!sent) CHECK(sent.error().code == "over-quota");
  }
  CHECK(files.append(office, named[0].sha256, named[0].bytes, 1, "P")->offset == 2);  // goes on
}

TEST_CASE("what the server said it has of a file is there after a power cut") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const std::string bytes = paper(4 * kOnePiece, 1);
  const form::Attachment file = office.add(report, "一.pdf", bytes);
  client::Courier courier(town.address());
  client::Exchange text(office.vault());
  while (auto request = *text.next())
    REQUIRE(text.take(courier.post("/v1/sync", request->json(), office.vault().identity()->token)).has_value());
  town.stop();
  const sync::Author author{"office", "office", "d", ""};
  for (int nth = 1; nth <= 30; ++nth) {
    INFO("operation " << nth);
    test::FaultyDisk disk;
    std::int64_t told = 0;
    {
      auto ledger = std::move(*server::Ledger::open(town.server_folder()));
      told = server::Files(*ledger).standing(author, file.sha256, file.bytes)->offset;
      disk.fail_at(nth, test::Fault::PowerCut);
      for (std::int64_t at = told; at < file.bytes; at += 50'000) {
        auto transaction = sqlite::Transaction::begin(ledger->database());
        if (!transaction) break;
        const std::string body = bytes.substr(static_cast<std::size_t>(at), 50'000);
        const auto standing = server::Files(*ledger).append(author, file.sha256, file.bytes, at, body);
        if (!standing || !transaction->commit()) break;
        told = standing->offset;
      }
    }
    disk.repair();
    auto ledger = std::move(*server::Ledger::open(town.server_folder()));
    const auto standing = server::Files(*ledger).standing(author, file.sha256, file.bytes);
    REQUIRE(standing.has_value());
    CHECK(standing->offset >= told);
    if (standing->receipt) break;
  }
  town.restart();
  (void)office.sync();
  CHECK(office.state(report, "一.pdf") == FileState::Held);
}

TEST_CASE("an attachment and the words that name it are added together or not at all") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  const std::filesystem::path home = town.home("cut"), file = office.on_disk("一.pdf", paper(3 * kOnePiece, 1));
  bool added = false;
  for (int nth = 1; !added; nth += 1 + nth / 8) {
    INFO("operation " << nth);
    REQUIRE(nth < 5000);
    test::FaultyDisk disk;
    std::string id;
    {
      auto vault = std::move(*client::Vault::open(home));
      if (!vault->identity()) REQUIRE(client::enrol(*vault, town.address(), "office", kPassword, "测试").has_value());
      REQUIRE(town.sync(*vault).has_value());
      id = vault->reports()->front().id;
      disk.fail_at(nth, test::Fault::PowerCut);
      added = vault->add_file(*vault->report(id), "papers", file, "一.pdf").has_value();
      added = added && !disk.has_failed();
    }
    disk.repair();
    auto vault = std::move(*client::Vault::open(home));
    const auto files = vault->files(*vault->report(id));
    REQUIRE(files.has_value());
    const auto unsent = vault->unsent_files();
    CHECK(files->size() == unsent->size());
    for (const client::UnsentFile& one : *unsent) CHECK(one.bytes == static_cast<std::int64_t>(3 * kOnePiece));
    if (!files->empty()) added = true;
  }
}

TEST_CASE("the receipt of an attachment that has the bytes of a header proves nothing about a revision") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  REQUIRE(town.sync(office.vault()).has_value());
  auto thief = town.person("office");  // a laptop that will be reported as stolen
  REQUIRE(town.sync(*thief).has_value());
  const auto shown = thief->shown(report);
  report::State changed = shown->state;
  changed.set("goal", report::Value(base::Json("没有人写过的话。")));
  const report::State* parent = &shown->state;
  const report::Revision forged = report::seal({report.id,
                                                *base::Hash::parse(report.form),
                                                {shown->heads.begin(), shown->heads.end()},
                                                "office",
                                                thief->identity()->device,
                                                "2022-12-31T08:00:00Z",
                                                "",
                                                {}},
                                               std::span(&parent, 1), changed, *thief->device_key());
  const std::string bytes = base::canonical(forged.header.json()), name = forged.header.name().hex();
  const form::Attachment file = office.add(report, "说明.txt", bytes);
  REQUIRE(file.sha256.hex() == name);
  REQUIRE(town.sync(office.vault())->files.sent == 1);
  base::Json ask, push;
  ask["file"] = name;
  ask["bytes"] = bytes.size();
  client::Courier courier(town.address());
  const auto held = courier.post("/v1/file", ask, office.vault().identity()->token);
  REQUIRE(held.has_value());
  const base::Json* receipt = held->find("receipt");
  REQUIRE(receipt != nullptr);
  CHECK(receipt->text_or("revision") == name);
  CHECK(receipt->find("proof") == nullptr);
  const std::string device = thief->identity()->device;
  town.stop();
  REQUIRE((*server::Ledger::open(town.server_folder()))->revoke_device(device).has_value());
  town.restart();
  push["cursor"] = 0;
  push["protocol"] = 2;
  push["push"] = base::Json(base::Json::Array{forged.json()});
  push["proofs"][name] = receipt->text_or("signature");
  const auto answer = client::Courier(town.address()).post("/v1/sync", push, office.vault().identity()->token);
  REQUIRE(answer.has_value());
  REQUIRE(answer->list("refused").size() == 1);
  CHECK(answer->list("refused").front().text_or("code") == "device-revoked");
}

TEST_CASE("an attachment that was confirmed waits again once the server was set back") {
  Town town;
  Writer office(town, "office");
  const client::ReportRow report = office.new_report();
  office.add(report, "一.pdf", paper(100, 1));
  REQUIRE(town.sync(office.vault())->files.sent == 1);
  REQUIRE(office.state(report, "一.pdf") == FileState::Held);
  REQUIRE(office.vault().accept_restored().has_value());
  CHECK(office.state(report, "一.pdf") == FileState::Unsent);
  CHECK(office.vault().waiting(report)->files == 1);
  REQUIRE(town.sync(office.vault()).has_value());
  CHECK(office.state(report, "一.pdf") == FileState::Held);
}
