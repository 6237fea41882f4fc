#include <catch2/catch_test_macros.hpp>

#include "tests/server/site.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;

namespace {

State first_state() {
  State state;
  state.set("budget", Value(Json("20545.04")));
  state.rows["blocks"] = {block("east", "dong", "东。"), block("west", "xi", "西。")};
  return state;
}

// Office and one team at work; the office's first revision is on the server and on the team's laptop.
struct Work {
  Site site;
  Laptop office{site.url(), "办", 1}, east{site.url(), "东", 2};

  Work() {
    REQUIRE(office.enrol(kPassword).status == 200);
    REQUIRE(east.enrol(kPassword).status == 200);
    const Reply reply = office.push(office.seal(first_state()));
    REQUIRE(refusal(reply).empty());
    REQUIRE(reply.body.list("receipts").size() == 1);
    REQUIRE(east.pull().status == 200);
    REQUIRE(east.history.heads() == office.history.heads());
  }

  State with_text(std::size_t row, const char* text) const {
    State state = east.state();
    state.rows["blocks"][row].set("text", Value(Json(text)));
    return state;
  }
};

bool says_where_and_what_to_do(const Reply& reply) {
  const std::string message(reply.body.list("refused").front().text_or("message"));
  return message.find("内容仍在") != std::string::npos && message.find("请") != std::string::npos;
}

}  // namespace

TEST_CASE("what one device pushes, the others of the department pull, with a receipt that the server signed") {
  Work work;
  REQUIRE(refusal(work.east.push(work.east.seal(work.with_text(0, "东改。")))).empty());
  REQUIRE(work.office.pull().status == 200);
  CHECK(work.office.state() == work.with_text(0, "东改。"));
  const auto hello = get(work.site.url(), "/v1/hello");
  const Json& server = *hello.body.find("server");
  const auto receipt = sync::Receipt::parse(work.east.receipts.back());
  REQUIRE(receipt.has_value());
  CHECK(base::verify(*base::PublicKey::parse(server.text_or("key")), receipt->signed_bytes(server.text_or("id")),
                     receipt->signature));
}

TEST_CASE("pushing again gives the same receipt and changes nothing") {
  Work work;
  const report::Revision revision = work.east.seal(work.with_text(0, "东改。"));
  (void)work.east.push(revision);
  const std::int64_t cursor = work.east.cursor;
  (void)work.east.push({revision.json(), revision.json()});
  REQUIRE(work.east.receipts.size() == 3);
  CHECK(work.east.receipts[0] == work.east.receipts[1]);
  CHECK(work.east.receipts[1] == work.east.receipts[2]);
  CHECK(work.east.cursor == cursor);
}

TEST_CASE("another team's text is refused by place, kept in quarantine, and its children have no parent") {
  Work work;
  const report::RevisionSet heads = work.east.history.heads();
  const State allowed = work.with_text(0, "东改。");
  const report::Revision foreign = work.east.seal(work.with_text(1, "西改。"));
  const Reply reply = work.east.push(foreign);
  CHECK(refusal(reply) == "not-yours");
  CHECK(reply.body.list("refused").front().list("paths").front() == Json("blocks[west].text"));
  REQUIRE(work.east.history.add(foreign).has_value());
  CHECK(refusal(work.east.push(work.east.seal(work.with_text(0, "东改。")))) == "unknown-parent");
  CHECK(refusal(work.east.push(work.east.seal_on(heads, allowed))).empty());
  work.site.stop();
  auto ledger = opened(work.site.folder());
  auto find = ledger->database().prepare("SELECT count(*) FROM quarantine");
  REQUIRE(find.step());
  CHECK(find.integer(0) == 2);
}

TEST_CASE("one refused revision does not hold up the others of its request") {
  Work work;
  const Json foreign = work.east.seal(work.with_text(1, "西改。")).json();
  const Json own = work.east.seal(work.with_text(0, "东改。")).json();
  const Reply reply = work.east.push({Json("garbage"), foreign, own});
  CHECK(reply.body.list("refused").size() == 2);
  REQUIRE(reply.body.list("receipts").size() == 1);
}

TEST_CASE("a revision nested too deep is refused alone, before anybody has to read it") {
  Work work;
  Json deep = Json("x");
  for (int i = 0; i < 100; ++i) deep = Json(Json::Array{std::move(deep)});
  report::Revision odd = work.east.seal(work.with_text(0, "东改。"));
  odd.content["delta"]["later"] = std::move(deep);
  const Json own = work.east.seal(work.with_text(0, "又改。")).json();
  const Reply reply = work.east.push({odd.json(), own});
  CHECK(refusal(reply) == "bad-revision");
  CHECK(says_where_and_what_to_do(reply));
  CHECK(reply.body.list("receipts").size() == 1);
  CHECK(work.office.pull().status == 200);
}

TEST_CASE("a forged revision is refused with the reason") {
  Work work;
  const report::Revision good = work.east.seal(work.with_text(0, "东改。"));
  report::Revision signature = good, digest = good, delta = good, author = good;
  signature.signature.bytes[0] ^= 1;
  const Reply unsigned_reply = work.east.push(signature);
  CHECK(refusal(unsigned_reply) == "bad-signature");
  CHECK(says_where_and_what_to_do(unsigned_reply));
  const Reply snapshot = work.east.push(report::as_snapshot(good, work.with_text(0, "东改。")));
  CHECK(refusal(snapshot) == "bad-revision");
  CHECK(says_where_and_what_to_do(snapshot));
  digest.content["delta"]["set"]["blocks[east].count"] = Json(7);
  CHECK(refusal(work.east.push(digest)) == "wrong-digest");
  delta.content["delta"] = Json("x");
  CHECK_FALSE(refusal(work.east.push(delta)).empty());
  author.header.author = "西";
  CHECK(refusal(work.east.push(author)) == "unknown-device");
  CHECK(refusal(work.east.push(good)).empty());
}

TEST_CASE("a colleague may bring what others sealed: the author's rights count, and the audit names both") {
  Work work;
  const report::Revision own = work.east.seal(work.with_text(0, "东改。"));
  const report::Revision foreign = work.east.seal(work.with_text(1, "西改。"));
  CHECK(refusal(work.office.push(foreign)) == "not-yours");  // the office might have, but did not write it
  REQUIRE(refusal(work.office.push(own)).empty());
  CHECK(work.office.receipts.back().text_or("revision") == own.header.name().hex());
  const Reply again = work.east.push(own);
  CHECK(again.body.list("receipts").front() == work.office.receipts.back());
  work.site.stop();
  auto ledger = opened(work.site.folder());
  auto find = ledger->database().prepare("SELECT body FROM audit ORDER BY seq DESC LIMIT 2");
  for (const std::string what : {"forwarded", "refused"}) {
    REQUIRE(find.step());
    const Json line = *base::parse_json(find.text(0));
    CHECK(line.text_or("what") == what);
    CHECK(line.text_or("who") == "办");
    CHECK(line.text_or("about").ends_with(" 东"));
  }
}

TEST_CASE("nobody brings what another department's or a revoked device sealed") {
  Work work;
  Laptop forest(work.site.url(), "林", 3), chief(work.site.url(), "管", 4);
  REQUIRE(forest.enrol(kPassword).status == 200);
  REQUIRE(chief.enrol(kPassword).status == 200);
  forest.report = std::string(32, 'b');
  const report::Revision other = forest.seal(first_state());
  CHECK(refusal(work.office.push(other)) == "wrong-carrier");
  CHECK(refusal(forest.push(other)).empty());  // and its author is none the worse for it
  const report::Revision before = work.east.seal(work.with_text(0, "东先改。"));
  REQUIRE(refusal(work.east.push(before)).empty());
  const report::Revision mine = work.east.seal(work.with_text(0, "东改。"));
  Json device;
  device["device"] = work.east.device;
  REQUIRE(chief.administer("device revoke", device).status == 200);
  CHECK(refusal(work.office.push(mine)) == "device-revoked");
  CHECK(refusal(work.office.push(before)).empty());  // it is here, whoever sealed it
  CHECK(work.office.receipts.back() == work.east.receipts.back());
}

TEST_CASE("a refusal carries the server's signature, so that it reaches its author by others' hands") {
  Work work;
  const Reply reply = work.office.push(work.east.seal(work.with_text(1, "西改。")));
  const auto refused = sync::Refused::parse(reply.body.list("refused").front());
  const auto hello = get(work.site.url(), "/v1/hello");
  const Json& server = *hello.body.find("server");
  REQUIRE(refused.has_value());
  REQUIRE(refused->signature.has_value());
  CHECK(base::verify(*base::PublicKey::parse(server.text_or("key")), refused->signed_bytes(server.text_or("id")),
                     *refused->signature));
}

TEST_CASE("the audit quotes a long name in whole characters") {
  Work work;
  Json odd = work.east.seal(work.with_text(0, "东改。")).json();
  std::string name = "x";
  for (int i = 0; i < 100; ++i) name += "东";
  odd["header"]["author"] = name;
  CHECK(refusal(work.office.push({odd})) == "bad-revision");
  work.site.stop();
  auto ledger = opened(work.site.folder());
  auto find = ledger->database().prepare("SELECT body FROM audit ORDER BY seq DESC LIMIT 1");
  REQUIRE(find.step());
  const auto line = base::parse_json(find.text(0));
  REQUIRE(line.has_value());
  CHECK(line->text_or("about").ends_with("东…"));
}

TEST_CASE("a value that its field cannot hold is refused, in a new row too") {
  Work work;
  State date = work.office.state(), row = work.office.state(), conflict = work.office.state();
  date.set("day", Value(Json("2022-02-30")));
  CHECK(refusal(work.office.push(work.office.seal(date))) == "bad-date");
  row.rows["blocks"].push_back(block("new", "dong", "新。"));
  row.rows["blocks"].back().set("count", Value(Json("seven")));
  CHECK_FALSE(refusal(work.office.push(work.office.seal(row))).empty());
  conflict.set("budget", Value(*base::parse_json(R"({"conflict":{"sides":7}})")));
  CHECK(refusal(work.office.push(work.office.seal(conflict))) == "bad-conflict");
}

TEST_CASE("a revision that changes more than 4 MiB is refused, and so is one that makes the report larger than 8") {
  Work work;
  State state = work.office.state();
  const auto add_rows = [&](int count) {
    std::string text;
    while (text.size() < 59'900) text += "水利项目。";
    for (int i = 0; i < count; ++i)
      state.rows["blocks"].push_back(block("r" + std::to_string(state.group("blocks").size()), "dong", text));
  };
  add_rows(75);
  const Reply change = work.office.push(work.office.seal(state));
  CHECK(refusal(change) == "too-large");
  CHECK(says_where_and_what_to_do(change));
  state = work.office.state();
  for (int i = 0; i < 2; ++i) {
    add_rows(60);
    REQUIRE(refusal(work.office.push(work.office.seal(state))).empty());
  }
  add_rows(60);
  const Reply whole = work.office.push(work.office.seal(state));
  CHECK(refusal(whole) == "too-large");
  CHECK(says_where_and_what_to_do(whole));
  State shorter = work.office.state();
  shorter.rows["blocks"].pop_back();
  CHECK(refusal(work.office.push(work.office.seal(shorter))).empty());
}

TEST_CASE("only an office opens a report, and nobody writes in another department's") {
  Work work;
  Laptop forest(work.site.url(), "林", 3), west(work.site.url(), "西", 4);
  REQUIRE(forest.enrol(kPassword).status == 200);
  REQUIRE(west.enrol(kPassword).status == 200);
  west.report = std::string(32, 'b');
  CHECK(refusal(west.push(west.seal(first_state()))) == "denied");
  REQUIRE(forest.pull().status == 200);
  CHECK(of_kind(forest.entries, "report").empty());
  CHECK(of_kind(forest.entries, "revision").empty());
  CHECK(refusal(forest.push(forest.seal(first_state()))) == "denied");
  forest.report = std::string(32, 'c');
  forest.form = base::sha256("no such form");
  CHECK(refusal(forest.push(forest.seal(first_state()))) == "unknown-form");
}

TEST_CASE("two offline laptops make two heads, and both are kept") {
  Work work;
  State budget = work.office.state();
  budget.set("budget", Value(Json("1.00")));
  CHECK(refusal(work.office.push(work.office.seal(budget))).empty());
  CHECK(refusal(work.east.push(work.east.seal(work.with_text(0, "东改。")))).empty());
  REQUIRE(work.office.pull().status == 200);
  CHECK(work.office.history.heads().size() == 2);
  CHECK(work.office.history.heads() == work.east.history.heads());
}

TEST_CASE("a long history comes in pages, each below the limit, and nothing is missing") {
  Work work;
  for (int i = 0; i < 30; ++i) {
    std::string prose;  // every sentence is new: a delta holds only what changed
    while (prose.size() < 50'000) prose += "实施第" + std::to_string(i) + "批水利项目。";
    State state = work.office.state();
    state.set(i % 2 ? "goal" : "story", Value(Json(prose)));
    REQUIRE(refusal(work.office.push(work.office.seal(state))).empty());
  }
  int pages = 0;
  for (Reply reply = work.east.pull();; reply = work.east.pull()) {
    ++pages;
    REQUIRE(reply.status == 200);
    CHECK(reply.text.size() < sync::kAnswerBytesMax + (64u << 10));
    if (!reply.body.flag("more")) break;
  }
  CHECK(pages >= 2);
  CHECK(work.east.history.heads() == work.office.history.heads());
  CHECK(work.east.state() == work.office.state());
}
