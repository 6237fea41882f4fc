// A ledger that was set back, as those who have heard of the later one meet it.
#include <catch2/catch_test_macros.hpp>

#include "tests/server/site.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;

namespace {

// An office that has written something, and what it tells of what it has heard.
struct Heard {
  Site site;
  Laptop office{site.url(), "办", 1};
  std::string chain;

  Heard() {
    REQUIRE(office.enrol(kPassword).status == 200);
    write("1.00");
  }
  report::Revision written(const char* budget) {
    State state = office.state();
    state.set("budget", Value(Json(budget)));
    return office.seal(state);
  }
  void write(const char* budget) {
    const Reply reply = office.push(written(budget));
    REQUIRE(refusal(reply).empty());
    chain = reply.body.text_or("chain");
  }
  Reply ask(std::int64_t cursor, const std::string& of_it, const std::vector<Json>& push = {}) {
    Json body;
    body["protocol"] = 2;
    body["cursor"] = cursor;
    if (!of_it.empty()) body["chain"] = of_it;
    body["push"] = Json(Json::Array(push));
    return post(site.url(), {"/v1/sync", base::canonical(body), office.token});
  }
  std::int64_t revisions() {
    site.stop();
    std::int64_t count = 0;
    {
      auto ledger = opened(site.folder());
      auto find =
          ledger->database().prepare("SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM quarantine)");
      REQUIRE(find.step());
      count = find.integer(0);
    }
    site.start();
    office.moved_to(site.url());
    return count;
  }
};

// What the team sealed after the backup and the server confirmed, with the office as well, after the server was set
// back and the team's laptop was revoked.
struct SetBack {
  Site site;
  Folder backup;
  Laptop office{site.url(), "办", 1}, team{site.url(), "东", 2};
  report::Revision lost;
  Json receipt;

  SetBack() {
    REQUIRE(office.enrol(kPassword).status == 200);
    REQUIRE(team.enrol(kPassword).status == 200);
    State state;
    state.rows["blocks"] = {block("dong", "dong", "原来的话。"), block("xi", "xi", "原来的话。")};
    REQUIRE(refusal(office.push(office.seal(state))).empty());
    REQUIRE(team.pull().status == 200);
    copy(site.folder(), backup.path, [] {});
    lost = saying("备份以后。");
    REQUIRE(refusal(team.push(lost)).empty());
    receipt = team.receipts.back();
    REQUIRE(office.pull().status == 200);
    copy(backup.path, site.folder(), [&] { REQUIRE(opened(site.folder())->revoke_device(team.device).has_value()); });
  }
  template <class Then>
  void copy(const std::filesystem::path& from, const std::filesystem::path& to, const Then& then) {
    site.stop();
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to);
    then();
    site.start();
    for (Laptop* one : {&office, &team}) one->moved_to(site.url());
  }
  report::Revision saying(const char* text) const {
    State state = team.state();
    state.rows["blocks"][0].set("text", Value(Json(text)));
    return team.seal(state);
  }
  // By the office, with that as the server's word on it.
  Reply bring(const report::Revision& revision, std::string_view proof) const {
    Json body;
    body["protocol"] = 2;
    body["cursor"] = 0;
    body["push"] = Json(Json::Array{revision.json()});
    if (!proof.empty()) body["proofs"][revision.header.name().hex()] = proof;
    return post(site.url(), {"/v1/sync", base::canonical(body), office.token});
  }
  std::string proof() const { return std::string(receipt.text_or("proof")); }
};

}  // namespace

TEST_CASE("an answer tells the chain at its cursor, and who comes back with it goes on from there") {
  Heard heard;
  CHECK(heard.chain.size() == 64);
  const std::int64_t cursor = heard.office.cursor;
  const Reply again = heard.ask(cursor, heard.chain);
  CHECK(again.status == 200);
  CHECK(again.body.text_or("chain") == heard.chain);
  const std::string before = heard.chain;
  heard.write("2.00");
  CHECK(heard.chain != before);
  const Reply more = heard.ask(cursor, before);
  CHECK(more.body.list("entries").size() == 1);
  CHECK(more.body.text_or("chain") == heard.chain);
  CHECK(heard.ask(cursor, "").status == 200);  // of an older program
}

TEST_CASE("from who has heard more than there is, or something else, nothing is taken, and both numbers are told") {
  Heard heard;
  const std::int64_t cursor = heard.office.cursor;
  const Json revision = heard.written("2.00").json();
  for (const auto& [at, chain] : {std::pair(cursor + 7, std::string()), std::pair(cursor + 7, heard.chain),
                                  std::pair(cursor, base::sha256("another").hex())}) {
    const Reply reply = heard.ask(at, chain, {revision});
    CHECK(reply.status == 409);
    CHECK(reply.code() == "restored-server");
    CHECK(reply.body.find("problem")->text_or("message").find(std::to_string(at)) != std::string::npos);
  }
  const Reply beyond = heard.ask(cursor + 7, "");
  CHECK(beyond.body.find("problem")->text_or("message").find("第 " + std::to_string(cursor) + " 条") !=
        std::string::npos);
  CHECK(heard.revisions() == 1);
  CHECK(heard.ask(cursor, "no chain").code() == "bad-message");
}

TEST_CASE("who was read from before the server was set back moves no report on") {
  Heard heard;
  Json body;
  body["cursor"] = heard.office.cursor + 1;
  body["revision"] = heard.office.history.heads().begin()->hex();
  CHECK(heard.office.move_on("submit", body).code() == "restored-server");
  body["cursor"] = heard.office.cursor;
  body["chain"] = base::sha256("another").hex();
  CHECK(heard.office.move_on("submit", body).code() == "restored-server");
  body["chain"] = heard.chain;
  CHECK(heard.office.move_on("submit", body).status == 200);
}

TEST_CASE("a receipt and the entry of a revision carry the server's word that it took it") {
  const SetBack work;
  const Json entry = of_kind(work.office.entries, "revision").back();
  CHECK(entry.text_or("proof") == work.proof());
  const auto hello = get(work.site.url(), "/v1/hello");
  const Json& server = *hello.body.find("server");
  CHECK(base::verify(*base::PublicKey::parse(server.text_or("key")),
                     sync::proof_bytes(work.lost.header.name().hex(), server.text_or("id")),
                     *base::Signature::parse(work.proof())));
}

TEST_CASE("what a revoked device had confirmed before the server was set back is taken with the server's word") {
  SetBack work;
  CHECK(refusal(work.bring(work.lost, "")) == "device-revoked");
  const Reply taken = work.bring(work.lost, work.proof());
  REQUIRE(refusal(taken).empty());
  REQUIRE(taken.body.list("receipts").size() == 1);
  CHECK(taken.body.list("receipts").front().text_or("revision") == work.lost.header.name().hex());
  CHECK(work.bring(work.lost, "").body.list("receipts") == taken.body.list("receipts"));
  work.site.stop();
  const auto ledger = opened(work.site.folder());
  CHECK(ledger->quarantined()->empty());
  auto line = ledger->database().prepare("SELECT body FROM audit ORDER BY seq DESC LIMIT 1");
  REQUIRE(line.step());
  const Json told = *base::parse_json(line.text(0));
  CHECK(told.text_or("what") == "brought-back");
  CHECK(told.text_or("who") == "办");
  CHECK(told.text_or("about") == work.lost.header.name().hex() + " 东");
}

TEST_CASE("who has a revoked laptop gets nothing in that the server had not taken") {
  SetBack work;
  const report::Revision later = work.saying("撤销以后。");
  base::SeededRandom random(9);
  const std::string name = later.header.name().hex();
  const std::string others = base::SecretKey::generate(random).sign(sync::proof_bytes(name, "server")).base64();
  for (const std::string& word : {std::string("no signature"), work.proof(), others}) {
    INFO(word);
    CHECK(refusal(work.bring(later, word)) == "device-revoked");
  }
  // A receipt says not what it is for: of an attachment with these bytes it would look the same.
  CHECK(refusal(work.bring(work.lost, work.receipt.text_or("signature"))) == "device-revoked");
  report::Revision words = work.lost, signature = work.lost;
  words.content = later.content;
  signature.signature = later.signature;
  CHECK(refusal(work.bring(words, work.proof())) == "wrong-digest");
  CHECK(refusal(work.bring(signature, work.proof())) == "bad-signature");
  CHECK(refusal(work.bring(work.lost, work.proof())).empty());
}

TEST_CASE("the server's word does not make up for a key that it does not know, nor for what its author may not do") {
  SetBack work;
  Laptop second(work.site.url(), "东", 3);
  REQUIRE(second.enrol(kPassword).status == 200);
  REQUIRE(second.pull().status == 200);
  State state = second.state();
  state.rows["blocks"][0].set("text", Value(Json("新电脑上写的。")));
  const report::Revision unknown = second.seal(state);
  REQUIRE(refusal(second.push(unknown)).empty());
  const std::string proof(second.receipts.back().text_or("proof"));
  work.copy(work.backup.path, work.site.folder(),
            [&] { REQUIRE(opened(work.site.folder())->revoke_device(work.team.device).has_value()); });
  CHECK(refusal(work.bring(unknown, proof)) == "unknown-device");

  Json submit;
  submit["revision"] = work.lost.header.parents.front().hex();
  REQUIRE(work.office.move_on("submit", submit).status == 200);
  CHECK(refusal(work.bring(work.lost, work.proof())) == "stage-closed");
}
