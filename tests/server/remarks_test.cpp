#include <catch2/catch_test_macros.hpp>

#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::State;
using report::Value;
using sync::RemarkKind;

namespace {

constexpr const char* kSecond = "种树百亩。";
constexpr std::size_t kSecondAt = 15;  // bytes

// A submitted version, and those who may talk about it: its office, a team, finance; and a stranger.
struct Talk {
  Site site;
  Laptop office{site.url(), "办", 1}, east{site.url(), "东", 2}, finance{site.url(), "财", 3},
      stranger{site.url(), "林", 4};
  report::RevisionId revision;

  Talk() {
    for (Laptop* one : {&office, &east, &finance, &stranger}) REQUIRE(one->enrol(kPassword).status == 200);
    State state;
    state.set("budget", Value(Json("20545.04")));
    state.set("story", Value(Json("修渠三里。种树百亩。")));
    REQUIRE(refusal(office.push(office.seal(state))).empty());
    revision = *office.history.heads().begin();
    REQUIRE(office.submit().status == 200);
    for (Laptop* one : {&office, &east, &finance}) REQUIRE(one->pull().status == 200);
  }

  sync::RemarkHeader header(const std::string& text = "请写明依据。") const {
    sync::RemarkHeader out;
    out.version = 1;
    out.revision = revision;
    out.place = {"story", kSecond, kSecondAt};
    out.text = text;
    return out;
  }
  sync::RemarkHeader on(const sync::Remark& remark, RemarkKind kind, const std::string& text = {}) const {
    sync::RemarkHeader out = header(text);
    out.place = {};
    out.kind = kind;
    out.on = remark.header.name();
    return out;
  }
};

// The texts of the remarks that came in, in order.
std::vector<std::string> said(const Laptop& laptop) {
  std::vector<std::string> out;
  for (const Json& entry : of_kind(laptop.entries, "remark"))
    out.emplace_back(entry.find("remark")->find("header")->text_or("text"));
  return out;
}

std::int64_t count(server::Ledger& ledger, const std::string& what) {
  auto find = ledger.database().prepare("SELECT count(*) FROM " + what);
  REQUIRE(find.step());
  return find.integer(0);
}

}  // namespace

TEST_CASE("finance remarks, the department answers, finance closes, and both sides read it all") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  const Reply reply = talk.finance.say(remark);
  REQUIRE(reply.body.list("receipts").size() == 1);
  const auto receipt = sync::Receipt::parse(reply.body.list("receipts").front());
  REQUIRE(receipt.has_value());
  CHECK(receipt->revision == remark.header.name().hex());
  REQUIRE(talk.office.pull().status == 200);
  CHECK(said(talk.office) == std::vector<std::string>{"请写明依据。"});
  CHECK(refusal(talk.east.say(talk.east.remark(talk.on(remark, RemarkKind::Answer, "依据是验收单。")))).empty());
  CHECK(refusal(talk.finance.say(talk.finance.remark(talk.on(remark, RemarkKind::Close)))).empty());
  REQUIRE(talk.office.pull().status == 200);
  CHECK(said(talk.office) == std::vector<std::string>{"请写明依据。", "依据是验收单。", ""});
  REQUIRE(talk.stranger.pull().status == 200);
  CHECK(said(talk.stranger).empty());
}

TEST_CASE("a remark that is sent again gets the same receipt and is there once") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  for (int i = 0; i < 3; ++i) REQUIRE(talk.finance.push({}, {remark.json(), remark.json()}).status == 200);
  REQUIRE(talk.finance.receipts.size() == 6);
  for (const Json& receipt : talk.finance.receipts) CHECK(receipt == talk.finance.receipts.front());
  REQUIRE(talk.office.pull().status == 200);
  CHECK(said(talk.office).size() == 1);
}

TEST_CASE("one request carries remark and answer, after the revisions, and one that is refused holds up no other") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  const Json answer = talk.finance.remark(talk.on(remark, RemarkKind::Answer, "补充说明。")).json();
  const Reply reply = talk.finance.push({}, {Json("rubbish"), remark.json(), answer});
  CHECK(reply.body.list("receipts").size() == 2);
  CHECK(refusal(reply) == "bad-remark");
}

TEST_CASE("nobody speaks in another's name, and no word of a remark can be changed on the way") {
  Talk talk;
  const sync::Remark good = talk.finance.remark(talk.header());
  sync::Remark author = good, words = good;
  author.header.author = "办";
  words.header.text = "很好。";
  CHECK(refusal(talk.finance.say(author)) == "unknown-device");
  CHECK(refusal(talk.office.say(good)) == "wrong-carrier");
  CHECK(refusal(talk.finance.say(words)) == "bad-signature");
  CHECK(refusal(talk.finance.say(good)).empty());
}

TEST_CASE("a colleague may bring a remark that another wrote: the author's rights count, and the audit names both") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  REQUIRE(refusal(talk.finance.say(remark)).empty());
  sync::Remark words = talk.east.remark(talk.on(remark, RemarkKind::Answer, "已补充。"));
  const sync::Remark answer = words;
  words.header.text = "不补充。";
  CHECK(refusal(talk.office.say(words)) == "bad-signature");
  sync::Remark broken = answer;
  broken.signature.bytes[0] ^= 1;
  const Reply altered = talk.office.say(broken);
  CHECK(refusal(altered) == "bad-signature");
  CHECK(altered.body.list("refused").front().find("signature") == nullptr);  // it says nothing of what was written
  const sync::Remark own = talk.office.remark(talk.header("请补一句。"));
  REQUIRE(refusal(talk.office.say(own)).empty());  // the office may close it, but did not write that it is closed
  CHECK(refusal(talk.office.say(talk.east.remark(talk.on(own, RemarkKind::Close)))) == "denied");
  REQUIRE(refusal(talk.office.say(answer)).empty());
  CHECK(talk.office.receipts.back().text_or("revision") == answer.header.name().hex());
  const Reply again = talk.east.say(answer);
  CHECK(again.body.list("receipts").front() == talk.office.receipts.back());
  talk.site.stop();
  const auto ledger = opened(talk.site.folder());
  CHECK(count(*ledger, "remark") == 3);
  CHECK(count(*ledger, "audit WHERE body LIKE '%" + answer.header.name().hex() + " 东%forwarded%办%'") == 1);
  CHECK(count(*ledger, "audit WHERE body LIKE '% denied 东%refused%办%'") == 1);
}

TEST_CASE(
    "who carries a remark of somebody else's department hears that it is there, and cannot spoil one that is not") {
  Talk talk;
  const sync::Remark here = talk.finance.remark(talk.header()), not_yet = talk.finance.remark(talk.header("第二条。"));
  REQUIRE(refusal(talk.finance.say(here)).empty());
  const Reply known = talk.east.say(here);
  CHECK(refusal(known).empty());
  CHECK(known.body.list("receipts").size() == 1);
  CHECK(refusal(talk.east.say(not_yet)) == "wrong-carrier");
  CHECK(refusal(talk.finance.say(not_yet)).empty());
  talk.site.stop();
  CHECK(opened(talk.site.folder())->quarantined()->empty());
}

TEST_CASE("a remark speaks about words that stand in a submitted version of a report that its author may read") {
  Talk talk;
  const auto refused = [&](Laptop& who, const sync::RemarkHeader& header) {
    return refusal(who.say(who.remark(header)));
  };
  sync::RemarkHeader place = talk.header(), quote = talk.header(), version = talk.header(), revision = talk.header(),
                     report = talk.header();
  place.place = {"blocks[west].text", "", 0};
  quote.place.offset = 0;
  version.version = 2;
  revision.revision = base::sha256("another");
  report.report = std::string(32, 'f');
  CHECK(refused(talk.finance, place) == "unknown-place");
  CHECK(refused(talk.finance, quote) == "unknown-place");
  CHECK(refused(talk.finance, version) == "unknown-version");
  CHECK(refused(talk.finance, revision) == "unknown-version");
  CHECK(refused(talk.finance, report) == "unknown-report");
  CHECK(refused(talk.stranger, talk.header()) == "unknown-report");
}

TEST_CASE("an answer is to a remark of that report, and the department closes no remark of finance") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  REQUIRE(refusal(talk.finance.say(remark)).empty());
  const auto refused = [&](Laptop& who, const sync::RemarkHeader& header) {
    return refusal(who.say(who.remark(header)));
  };
  const sync::Remark unheard = talk.finance.remark(talk.header("没有送到。"));
  CHECK(refused(talk.office, talk.on(unheard, RemarkKind::Answer, "好。")) == "unknown-remark");
  const sync::Remark answer = talk.office.remark(talk.on(remark, RemarkKind::Answer, "已补充。"));
  REQUIRE(refusal(talk.office.say(answer)).empty());
  CHECK(refused(talk.finance, talk.on(answer, RemarkKind::Answer, "不够。")) == "unknown-remark");
  sync::RemarkHeader other = talk.on(remark, RemarkKind::Answer, "好。");
  other.version = 2;
  CHECK(refused(talk.office, other) == "unknown-remark");
  CHECK(refused(talk.office, talk.on(remark, RemarkKind::Close)) == "denied");
  CHECK(refused(talk.office, talk.on(remark, RemarkKind::Reopen)) == "denied");
  CHECK(refused(talk.finance, talk.on(remark, RemarkKind::Close)).empty());
}

TEST_CASE("a refused remark is kept whole in quarantine with its reason, and the audit names it") {
  Talk talk;
  const sync::Remark remark = talk.stranger.remark(talk.header());
  REQUIRE(refusal(talk.stranger.say(remark)) == "unknown-report");
  talk.site.stop();
  const auto ledger = opened(talk.site.folder());
  const auto kept = ledger->quarantined();
  REQUIRE(kept.has_value());
  REQUIRE(kept->size() == 1);
  CHECK(kept->front().text_or("code") == "unknown-report");
  CHECK(kept->front().text_or("user") == "林");
  CHECK(*ledger->quarantined(std::string(kept->front().text_or("id")))->find("body") == remark.json());
  CHECK(count(*ledger, "audit WHERE body LIKE '%" + remark.header.name().hex() + "%refused%'") == 1);
}

TEST_CASE("remarks are verified, and made anew from the log") {
  Talk talk;
  const sync::Remark remark = talk.finance.remark(talk.header());
  REQUIRE(refusal(talk.finance.say(remark)).empty());
  REQUIRE(refusal(talk.office.say(talk.office.remark(talk.on(remark, RemarkKind::Answer, "已补充。")))).empty());
  talk.site.stop();
  const auto ledger = opened(talk.site.folder());
  const auto verified = server::verify(*ledger);
  REQUIRE(verified.has_value());
  CHECK(verified->integer_or("remarks", 0) == 2);
  CHECK(count(*ledger, "audit WHERE body LIKE '%" + remark.header.name().hex() + "%\"what\":\"remark\"%'") == 1);
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 0);
  REQUIRE(ledger->database()
              .run("UPDATE remark SET receipt = (SELECT receipt FROM remark ORDER BY seq LIMIT 1)")
              .has_value());
  CHECK(server::verify(*ledger).error().code == "bad-receipt");
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 2);  // one row taken away, one put in its place
  REQUIRE(ledger->database().run("DELETE FROM remark").has_value());
  CHECK(server::verify(*ledger).error().code == "bad-remark");
  CHECK(server::rebuild(*ledger)->integer_or("differences", -1) == 2);
  CHECK(server::verify(*ledger)->integer_or("remarks", 0) == 2);
}

TEST_CASE("a report takes so many remarks and no more") {
  Talk talk;
  REQUIRE(refusal(talk.finance.say(talk.finance.remark(talk.header()))).empty());
  talk.site.stop();
  {
    const auto ledger = opened(talk.site.folder());
    // As many as there may be, without the hours it takes to write them.
    auto fill = ledger->database().prepare(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
        "INSERT INTO entry SELECT 1000 + i, 'filler', 0, '', '{}', '' FROM n");
    REQUIRE(fill.bind(1, static_cast<std::int64_t>(sync::kRemarksMax) - 1).run().has_value());
    auto rows = ledger->database().prepare(
        "INSERT INTO remark SELECT 'filler' || seq, ?1, seq, '' FROM entry WHERE kind = 'filler'");
    REQUIRE(rows.bind(1, talk.office.report).run().has_value());
  }
  talk.site.start();
  talk.finance.moved_to(talk.site.url());
  CHECK(refusal(talk.finance.say(talk.finance.remark(talk.header("再说一句。")))) == "too-many-remarks");
}
