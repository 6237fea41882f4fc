// A ledger that was set back, as those who have heard of the later one meet it.
#include <catch2/catch_test_macros.hpp>

#include "tests/server/site.h"

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
