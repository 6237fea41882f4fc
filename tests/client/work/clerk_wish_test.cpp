// What somebody wants done with a report while there is no connection, and what becomes of it when there is one.
#include <catch2/catch_test_macros.hpp>

#include "client/work/outbox.h"
#include "tests/client/work/counter.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using client::Wish;
using tests::Counter;

namespace {

constexpr const char* kPapers = R"({"id":"papers","title":"附件","owners":["office"],
 "fields":[{"name":"cover.year","kind":"integer"},{"name":"papers","label":"附件","kind":"files"}]})";

// A reviewer whose first version has come; nothing waits.
class Reviewing : public Counter {
 public:
  Reviewing() : Counter("finance") {
    open();
    const sync::SyncRequest first = synchronise();
    const std::string revision = report::Revision::parse(first.push.front())->header.name().hex();
    revision_ = revision;
    answer(first, {version(1), stage("submit", "submitted", 1, "bureau")});
    CHECK_FALSE(clerk().errand().has_value());
  }

  Json version(std::int64_t number) {
    Json out = entry("version");
    out["report"] = report;
    out["version"] = number;
    out["revision"] = revision_;
    out["by"] = "bureau";
    return out;
  }
  Json stage(const char* action, const char* to, std::int64_t number, const char* by) {
    Json out = entry("stage");
    out["report"] = report;
    out["action"] = action;
    out["stage"] = to;
    out["version"] = number;
    out["by"] = by;
    return out;
  }
  void want(sync::Action action, const std::string& note = "") {
    clerk().carry_out(client::Move{report, action, 1, note});
  }
  // Wants it while the server is not there.
  void want_offline(sync::Action action, const std::string& note = "") {
    want(action, note);
    (void)request();
    lose_connection();
  }
  // Wants a return with a remark, and the server does not take the remark.
  void return_with_refused_remark(Comes comes) {
    clerk().carry_out(client::AddRemark{report, {1, "goal", "", 0, "请写明数量。"}});
    want(sync::Action::Return, "请看意见。");
    const sync::SyncRequest text = request();
    REQUIRE(text.remarks.size() == 1);
    sync::SyncResponse refusing;
    refusing.refused = {
        {sync::Remark::parse(text.remarks.front())->header.name().hex(), "unknown-place", "没有这一处。", {}, {}}};
    refusing.cursor = text.cursor;
    refusing.chain = text.chain;
    refusing.more = comes == Comes::Part;
    clerk().take(refusing.json(), {1, 100, 100});
  }
  void lose_connection() {
    clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
    CHECK_FALSE(clerk().errand().has_value());
  }
  client::Errand asked() {
    auto errand = clerk().errand();
    REQUIRE(errand.has_value());
    REQUIRE(errand->path == "/v1/transition");
    return std::move(*errand);
  }
  void says(const char* to, std::int64_t number) {
    Json out;
    out["stage"] = to;
    out["version"] = number;
    clerk().take(out, {1, 100, 100});
  }
  void refuses(const char* code, const char* sentence) {
    clerk().take(base::Error{base::ErrorKind::Denied, code, sentence, {}}, {1, 100, 100});
  }
  client::Summary line() {
    clerk().rest();
    return heard<client::ReportsListed>().back().reports.front();
  }
  std::optional<Wish> wish() { return line().wish; }

 private:
  std::string revision_;
};

}  // namespace

TEST_CASE("what is wanted without a connection is kept over a kill, goes after the remarks, and is done in the end") {
  Reviewing desk;
  desk.clerk().carry_out(client::AddRemark{desk.report, {1, "goal", "", 0, "请写明数量。"}});
  desk.want_offline(sync::Action::Return, "请看意见。");
  CHECK(desk.heard<client::EditsSaved>().back().around.wish == desk.wish());
  desk.die();
  desk.open();
  REQUIRE(desk.shown().around.wish.has_value());
  CHECK(desk.shown().around.wish->action == sync::Action::Return);
  CHECK(desk.shown().around.wish->waits());
  CHECK(desk.shown().around.waiting == client::Waiting{0, 1, 0, 1});
  CHECK(desk.line().waiting.wishes == 1);

  const sync::SyncRequest text = desk.synchronise();
  CHECK(text.remarks.size() == 1);
  desk.answer(text, {});
  const client::Errand errand = desk.asked();
  CHECK(errand.body.text_or("action") == "return");
  CHECK(errand.body.integer_or("version", 0) == 1);
  CHECK(errand.body.text_or("note") == "请看意见。");
  desk.says("returned", 1);
  CHECK(desk.wish().has_value());  // until the ledger tells
  desk.answer(desk.request(), {desk.stage("return", "returned", 1, "office")});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK_FALSE(desk.wish().has_value());
  CHECK_FALSE(desk.shown().around.wish.has_value());
  CHECK(desk.line().row.stage == sync::Stage::Returned);
  CHECK(desk.heard<client::Failed>().empty());
}

TEST_CASE("a return waits as long as its remark could not go") {
  Reviewing desk;
  desk.clerk().carry_out(client::AddRemark{desk.report, {1, "goal", "", 0, "请写明数量。"}});
  desk.want(sync::Action::Return, "请看意见。");
  const sync::SyncRequest text = desk.request();
  REQUIRE(text.remarks.size() == 1);
  desk.clerk().take(base::Error{base::ErrorKind::Full, "disk-full", "服务器的磁盘快满了。", {}}, {1, 100, 100});
  desk.answer(desk.request(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->waits());
}

TEST_CASE("an answer that was lost is told by the next sync, and asking once more is harmless") {
  for (const bool told_at_once : {true, false}) {
    INFO(told_at_once);
    Reviewing desk;
    desk.want(sync::Action::Accept);
    desk.answer(desk.request(), {});
    (void)desk.asked();
    desk.lose_connection();
    REQUIRE(desk.wish().has_value());
    CHECK(desk.wish()->state == Wish::State::Asked);
    const Json done = desk.stage("accept", "accepted", 1, "office");
    if (told_at_once) {
      desk.answer(desk.synchronise(), {done});
    } else {  // it came to the server only after this sync had read the ledger
      desk.answer(desk.synchronise(), {});
      (void)desk.asked();
      desk.refuses("wrong-stage", "报告现在是“已通过”，不能通过。");
      desk.answer(desk.request(), {done});
    }
    CHECK_FALSE(desk.clerk().errand().has_value());
    CHECK_FALSE(desk.wish().has_value());
    CHECK(desk.heard<client::Failed>().empty());
  }
}

TEST_CASE("a connection that is lost after the text is tried again by itself") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.lose_connection();
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  const auto due = desk.clerk().due_in_ms();
  REQUIRE(due.has_value());
  CHECK(*due < client::kPauseMs);
  desk.clock.advance(*due);
  desk.clerk().sync_when_due();
  desk.answer(desk.request(), {});
  (void)desk.asked();
}

TEST_CASE("who asks for a sync while a decision is on its way has asked for the one that it belongs to") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.clerk().carry_out(client::Synchronise{});
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.lose_connection();
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().by_itself);
}

TEST_CASE("a found draft is sent behind the decision during which somebody asked for a sync, and else it waits") {
  for (const bool asked : {true, false}) {
    INFO(asked);
    Counter desk;
    desk.clerk().carry_out(client::NewReport{"small", 2023});
    const std::string other = desk.heard<client::ReportMade>().back().report;
    desk.die();
    desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
    const sync::SyncRequest text = desk.request();
    CHECK(text.push.size() == 1);
    desk.answer(text, {});
    REQUIRE(desk.clerk().errand()->path == "/v1/transition");
    if (asked) desk.clerk().carry_out(client::Synchronise{});
    Json done;
    done["stage"] = "submitted";
    done["version"] = 1;
    desk.clerk().take(done, {1, 100, 100});
    const sync::SyncRequest behind = desk.request();
    REQUIRE(behind.push.size() == (asked ? 1u : 0u));
    if (asked) CHECK(report::Revision::parse(behind.push.front())->header.report == other);
    desk.answer(behind, {});
    CHECK_FALSE(desk.clerk().errand().has_value());
    CHECK(desk.heard<client::SyncEnded>().back().by_itself == !asked);
  }
}

TEST_CASE("what was not sent yet can be taken back, what is on its way cannot") {
  Reviewing desk;
  desk.want_offline(sync::Action::Accept);
  desk.clerk().carry_out(client::DropWish{desk.report});
  CHECK_FALSE(desk.wish().has_value());
  CHECK(desk.heard<client::Told>().size() == 1);
  desk.answer(desk.synchronise(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());

  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.clerk().carry_out(client::DropWish{desk.report});
  CHECK(desk.heard<client::Failed>().back().error.code == "on-its-way");
  CHECK(desk.wish().has_value());
}

TEST_CASE("a report that has moved on meanwhile is not decided about, and the person is told until he has seen it") {
  Reviewing desk;
  desk.want_offline(sync::Action::Accept);
  desk.answer(desk.synchronise(), {desk.stage("withdraw", "drafting", 1, "bureau"), desk.version(2),
                                   desk.stage("submit", "submitted", 2, "bureau")});
  CHECK_FALSE(desk.clerk().errand().has_value());  // the second version was not what he read
  REQUIRE(desk.heard<client::Failed>().size() == 1);
  CHECK(desk.heard<client::Failed>().front().error.code == "overtaken");
  desk.die();
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->state == Wish::State::Refused);
  CHECK(desk.wish()->why.find("第 2 版") != std::string::npos);
  desk.answer(desk.synchronise(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.clerk().carry_out(client::DropWish{desk.report});
  CHECK_FALSE(desk.wish().has_value());
}

TEST_CASE("a colleague who did the same first has done it, and this person is told that nothing of his was") {
  Reviewing desk;
  desk.want_offline(sync::Action::Accept);
  desk.answer(desk.synchronise(), {desk.stage("accept", "accepted", 1, "another")});
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.wish().has_value());
  CHECK_FALSE(desk.wish()->waits());
}

TEST_CASE("a step of a colleague after which it can still be done is no hindrance") {
  Reviewing desk;
  desk.want_offline(sync::Action::Accept);
  desk.answer(desk.synchronise(), {desk.stage("receive", "received", 1, "another")});
  CHECK(desk.asked().body.text_or("action") == "accept");
}

TEST_CASE("a race that the server alone has seen is told in its words when the ledger tells nothing else") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.refuses("wrong-version", "最新的是第 2 版，您审核的是第 1 版。");
  desk.answer(desk.request(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());  // not again and again
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->why == "最新的是第 2 版，您审核的是第 1 版。");
}

TEST_CASE("what the server refuses keeps its sentence, and may be asked for again") {
  Reviewing desk;
  desk.want(sync::Action::Return, "理由");
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.refuses("note-too-long", "说明太长，最多约 600 个字。");
  desk.answer(desk.request(), {});
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->code == "note-too-long");
  CHECK(desk.heard<client::Failed>().back().error.message == "说明太长，最多约 600 个字。");
  desk.want(sync::Action::Return, "短一些");
  desk.answer(desk.request(), {});
  CHECK(desk.asked().body.text_or("note") == "短一些");
}

TEST_CASE("a return that the server could never take is told at once and not kept") {
  for (const auto& [note, code] : {std::pair{std::string(2001, 'a'), "note-too-long"}, {" \n　", "note-needed"}}) {
    INFO(code);
    Reviewing desk;
    desk.want(sync::Action::Return, note);
    REQUIRE(desk.heard<client::Failed>().size() == 1);
    CHECK(desk.heard<client::Failed>().front().error.code == code);
    CHECK_FALSE(desk.wish().has_value());
    CHECK_FALSE(desk.clerk().errand().has_value());
    CHECK(client::next_step(code) != client::next_step("unknown"));
  }
}

TEST_CASE("what is no verdict on the report is no reason to give up") {
  for (const char* code : {"restored-server", "not-signed-in", "device-waiting"}) {
    INFO(code);
    Reviewing desk;
    desk.want(sync::Action::Accept);
    desk.answer(desk.request(), {});
    (void)desk.asked();
    desk.refuses(code, "现在不行。");
    CHECK_FALSE(desk.clerk().errand().has_value());
    CHECK(desk.heard<client::SyncEnded>().back().result.error().code == code);
    REQUIRE(desk.wish().has_value());
    CHECK(desk.wish()->waits());
  }
}

TEST_CASE("a server that stumbles over a decision holds up nothing else, and it waits on") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "server-fault", "服务器出了故障。", {}}, {1, 10, 0});
  desk.answer(desk.request(), {});  // the text once more, and attachments would go behind it
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "server-fault");
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->waits());
}

TEST_CASE("what is decided of a report while the one before is being told goes with it") {
  Reviewing desk;
  desk.want(sync::Action::Receive);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  Json done;
  done["stage"] = "received";
  done["version"] = 1;
  desk.clerk().take(done, {1, 10, 10});
  desk.answer(desk.request(), {desk.stage("receive", "received", 1, "office")}, Counter::Comes::Part);
  REQUIRE_FALSE(desk.wish().has_value());
  const sync::SyncRequest rest = desk.request();
  desk.want(sync::Action::Accept);
  desk.answer(rest, {});
  desk.answer(desk.request(), {});  // once more, for something was asked meanwhile
  CHECK(desk.asked().body.text_or("action") == "accept");
}

TEST_CASE("what came before a decision is told with what came after it, and its small attachments are fetched") {
  Reviewing desk;
  desk.clerk().carry_out(client::AddRemark{desk.report, {1, "goal", "", 0, "请写明数量。"}});
  desk.want(sync::Action::Accept);
  const sync::SyncRequest text = desk.request();
  REQUIRE(text.remarks.size() == 1);
  const form::Form form = *form::Form::parse(*base::parse_json(kPapers));
  const std::string bytes = "%PDF-1.7 验收单";
  const form::Attachment paper{"一.pdf", std::ssize(bytes), base::sha256(bytes), "application/pdf"};
  report::State state;
  state.set("papers", report::Value(Json(Json::Array{paper.json()})));
  sync::SyncResponse first;
  first.entries = desk.told_of(form);
  first.entries.push_back(desk.submitted(std::string(32, '7'), form, state));
  first.cursor = first.entries.back().integer_or("seq", 0);
  first.refused = {
      {sync::Remark::parse(text.remarks.front())->header.name().hex(), "unknown-place", "没有这一处。", {}, {}}};
  desk.clerk().take(first.json(), {1, 100, 100});
  CHECK(desk.asked().body.text_or("action") == "accept");
  desk.says("accepted", 1);
  desk.answer(desk.request(), {desk.stage("accept", "accepted", 1, "office")});
  const client::FileRequest piece = desk.piece();
  CHECK(piece.kind == client::FileRequest::Kind::Fetch);
  CHECK(piece.file == paper.sha256.hex());
  client::FileAnswer answer;
  answer.body = bytes;
  answer.bytes = std::ssize(bytes);
  desk.clerk().take_file(answer, {1, 100, 100});
  CHECK_FALSE(desk.clerk().errand().has_value());
  const auto ended = desk.heard<client::SyncEnded>().back().result;
  REQUIRE(ended.has_value());
  CHECK(ended->refused.size() == 1);
  CHECK(ended->files.fetched == 1);
  CHECK(ended->traffic.requests == 4);
}

TEST_CASE("who stops while a decision is on its way has nothing more sent") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  desk.answer(desk.request(), {});
  (void)desk.asked();
  desk.clerk().carry_out(client::StopSynchronising{});
  Json done;
  done["stage"] = "accepted";
  done["version"] = 1;
  desk.clerk().take(done, {1, 10, 10});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "stopped");
  desk.answer(desk.synchronise(), {desk.stage("accept", "accepted", 1, "office")});
  CHECK_FALSE(desk.wish().has_value());
}

TEST_CASE("a decision on its way is told as a sync that runs, and a stop ends its request; it waits for the next one") {
  Reviewing desk;
  desk.want(sync::Action::Accept);
  const std::size_t before = desk.heard<client::SyncMoved>().size();
  desk.answer(desk.request(), {});
  (void)desk.asked();
  CHECK(desk.heard<client::SyncMoved>().size() > before + 1);  // also behind the end of the text
  desk.clerk().carry_out(client::StopSynchronising{});
  CHECK(desk.clerk().wants_stop());
  desk.clerk().take(client::was_stopped(), {1, 10, 0});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "stopped");
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->waits());
}

TEST_CASE("of one report one thing is wanted at a time") {
  Reviewing desk;
  desk.want_offline(sync::Action::Accept);
  desk.want(sync::Action::Return, "还是退回");
  CHECK(desk.heard<client::Failed>().back().error.code == "wish-waits");
  CHECK(desk.wish()->action == sync::Action::Accept);
  CHECK_FALSE(desk.clerk().errand().has_value());
}

TEST_CASE("a return whose remark the server did not take is not made: its point would be missing") {
  Reviewing desk;
  desk.return_with_refused_remark(Counter::Comes::All);
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.wish().has_value());
  CHECK(desk.wish()->code == "remark-refused");
}

TEST_CASE("a return is not made without its remark either when the sync ended right behind the refusal") {
  Reviewing desk;
  desk.return_with_refused_remark(Counter::Comes::Part);
  (void)desk.request();
  desk.lose_connection();
  desk.answer(desk.synchronise(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.wish().has_value());
  CHECK_FALSE(desk.wish()->waits());
}

TEST_CASE("what was typed after a submit is not submitted behind its author's back") {
  Counter desk;
  desk.open();
  desk.answer(desk.synchronise(), {});
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  (void)desk.request();
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  desk.type(desk.shown().epoch, "后来写的。");
  desk.answer(desk.synchronise(), {});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::Failed>().back().error.code == "heads-changed");
}

TEST_CASE("of a submit the version tells whether it is this one, or another revision of the same person's") {
  for (const bool same : {true, false}) {
    INFO(same);
    tests::Device device;
    const client::ReportRow row = device.report();
    device.set(row, "goal", "一句。");
    const std::string first = device.seal(row);
    device.set(row, "goal", "两句。");
    const std::string second = device.seal(row);
    REQUIRE(device.vault().keep_wish({row.id, sync::Action::Submit, 0, second + " "}).has_value());
    Json version = device.entry("version"), stage = device.entry("stage");
    for (Json* one : {&version, &stage}) {
      (*one)["report"] = row.id;
      (*one)["version"] = 1;
      (*one)["by"] = "office";
    }
    version["revision"] = same ? second : first;
    stage["action"] = "submit";
    stage["stage"] = "submitted";
    REQUIRE(device.hear({version, stage}).has_value());
    CHECK(device.rows("wish") == (same ? 0 : 1));
  }
}
