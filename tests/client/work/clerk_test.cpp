#include "client/work/clerk.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using base::Json;

namespace {

// The window's side and the server's side of one clerk, by hand.
class Counter {
 public:
  Counter() {
    std::string name = (std::filesystem::temp_directory_path() / "ziping-clerk-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home_ = name;
    {
      auto vault = client::Vault::open(home_);
      REQUIRE(vault.has_value());
      own_ = id(*(*vault)->device_key());
      client::Identity self{"http://127.0.0.1:1",          "centre", "token", own_, server_key_.public_key(),
                            {"office", "office", "d1", ""}};
      REQUIRE((*vault)->enrolled(self).has_value());
      Json form = entry("form"), device = entry("device");
      form["form"] = support::small_form().json();
      device["id"] = id(other_key_);
      device["user"] = "colleague";
      device["key"] = other_key_.public_key().base64();
      sync::SyncResponse first;
      first.entries = {form, device};
      first.cursor = seq_;
      REQUIRE((*vault)->apply(first).has_value());
      auto made = (*vault)->new_report("small", 2022);
      REQUIRE(made.has_value());
      report = *made;
      auto row = (*vault)->report(report);
      REQUIRE((*vault)->edit(*row, client::set_edit("goal", Json("甲句。乙句。丙句。"))).has_value());
      REQUIRE((*vault)->seal(*row, "").has_value());
    }
    clerk_ = std::make_unique<client::Clerk>(home_, clock);
  }
  ~Counter() {
    clerk_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  client::Clerk& clerk() { return *clerk_; }
  template <class News>
  std::vector<News> heard() {
    for (client::News& one : clerk_->news()) news_.push_back(std::move(one));
    std::vector<News> out;
    for (const client::News& one : news_)
      if (const News* news = std::get_if<News>(&one)) out.push_back(*news);
    return out;
  }
  client::ReportShown shown() { return heard<client::ReportShown>().back(); }
  std::string goal() {
    const std::string* text = shown().state->value("goal").text();
    return text ? *text : std::string();
  }
  void die() {
    clerk_.reset();
    clerk_ = std::make_unique<client::Clerk>(home_, clock);
  }  // and begin again
  void open() { clerk_->carry_out(client::OpenReport{report}); }
  void type(client::Epoch epoch, const std::string& text) {
    clerk_->carry_out(client::SaveEdit{report, ++number_, epoch, client::set_edit("goal", Json(text))});
  }
  // The request that is under way, as the server reads it.
  sync::SyncRequest request() {
    auto errand = clerk_->errand();
    REQUIRE(errand.has_value());
    auto parsed = sync::SyncRequest::parse(errand->body);
    REQUIRE(parsed.has_value());
    return std::move(*parsed);
  }
  // Receipts for all that was pushed, and the entries.
  void answer(const sync::SyncRequest& request, std::vector<Json> entries) {
    sync::SyncResponse out;
    for (const Json& body : request.push) {
      sync::Receipt receipt{report::Revision::parse(body)->header.name().hex(), ++seq_, "2022-12-31T08:00:00Z", {}};
      receipt.signature = server_key_.sign(receipt.signed_bytes("centre"));
      out.receipts.push_back(std::move(receipt));
    }
    out.entries = std::move(entries);
    out.cursor = seq_;
    out.time = "2022-12-31T08:00:00Z";
    clerk_->take(out.json(), {1, 100, 100});
  }
  // What a colleague wrote on the revision that was pushed last.
  Json colleague(const Json& pushed, const char* text) {
    return colleague(pushed, text, report::Revision::parse(pushed)->header.form);
  }
  Json colleague(const Json& pushed, const char* text, const base::Hash& form) {
    const auto parent = *report::Revision::parse(pushed);
    report::State before;
    before.set("cover.year", report::Value(Json(2022)));
    before.set("goal", report::Value(Json("甲句。乙句。丙句。")));
    report::State after = before;
    after.set("goal", report::Value(Json(text)));
    report::Header header{report, form, {parent.header.name()}, "colleague", id(other_key_), "2022-12-31T08:00:00Z",
                          "",     {}};
    const report::State* states[] = {&before};
    Json out = entry("revision");
    out["report"] = report;
    out["revision"] = report::seal(std::move(header), states, after, other_key_).json();
    return out;
  }

  std::vector<Json> told_of(const form::Form& form) {
    Json out = entry("form");
    out["form"] = form.json();
    return {out};
  }
  // A colleague's move to the form, which comes with it.
  std::vector<Json> moved(const Json& pushed, const form::Form& to) {
    std::vector<Json> out = told_of(to);
    out.push_back(colleague(pushed, "甲句。乙句。丙句。", to.name()));
    return out;
  }

  std::string report;
  base::ManualClock clock{1'672'473'600'000};  // of the answers

 private:
  Json entry(const char* kind) {
    Json out;
    out["seq"] = ++seq_;
    out["kind"] = kind;
    return out;
  }
  static std::string id(const base::SecretKey& key) {
    const auto& bytes = key.public_key().bytes;
    return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
  }

  std::filesystem::path home_;
  base::SeededRandom random_{11};
  base::SecretKey server_key_ = base::SecretKey::generate(random_), other_key_ = base::SecretKey::generate(random_);
  std::string own_;
  std::int64_t seq_ = 0;
  client::EditNumber number_ = 0;
  std::unique_ptr<client::Clerk> clerk_;
  std::vector<client::News> news_;
};

}  // namespace

TEST_CASE("an edit is told as saved once it is on the disk, and what it means is checked when there is time") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  REQUIRE(desk.heard<client::EditsSaved>().size() == 1);
  CHECK(desk.heard<client::EditsSaved>().back().through == 1);
  CHECK(desk.heard<client::EditsSaved>().back().around.draft);
  CHECK(desk.heard<client::Checked>().empty());
  desk.clerk().rest();
  CHECK(desk.heard<client::Checked>().back().through == 1);
  REQUIRE(desk.heard<client::ReportsListed>().size() == 1);
  CHECK(desk.heard<client::ReportsListed>().back().reports.front().draft);
}

TEST_CASE("who wrote each sentence of a text is told when it is asked for, what was just typed as the draft's") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "甲句。乙句改了。丙句。");
  desk.clerk().carry_out(client::AskAuthors{desk.report, "goal"});
  desk.clerk().carry_out(client::AskAuthors{desk.report, "no.such.field"});
  const auto told = desk.heard<client::AuthorsTold>();
  REQUIRE(told.size() == 1);
  REQUIRE(told[0].pieces.size() == 3);
  CHECK(told[0].pieces[0].words == "甲句。");
  CHECK(told[0].pieces[0].header.text_or("author") == "office");
  CHECK(told[0].pieces[1].header.is_null());
  CHECK(told[0].pieces[2].header.text_or("author") == "office");
}

TEST_CASE("a value of nobody's shape is refused by itself; the edits that waited with it are saved") {
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  desk.clerk().save({{desk.report, 1, epoch, client::set_edit("title", Json("标题"))},
                     {desk.report, 2, epoch, client::set_edit("budget", Json("1.2.3"))},
                     {desk.report, 3, epoch, client::set_edit("goal", Json("目标。"))}});
  const auto failed = desk.heard<client::EditFailed>();
  REQUIRE(failed.size() == 1);
  CHECK(failed.front().path == "budget");
  CHECK(failed.front().stands.is_null());
  CHECK(desk.heard<client::EditsSaved>().back().through == 3);
  const auto suggestions = desk.heard<client::EditsSaved>().back().around.suggestions;
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions.front().value == Json("1.2.3"));
  CHECK(suggestions.front().code == "bad-number");
  CHECK(suggestions.front().why == failed.front().error.message);
  desk.open();
  CHECK(desk.goal() == "目标。");
}

TEST_CASE("what was typed before an answer arrived and after it meets the colleague's words, and never twice") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest request = desk.request();
  REQUIRE(request.push.size() == 1);
  // Typed while the request was under way: a draft on what was sent.
  desk.type(first, "甲句改一。乙句。丙句。");
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  CHECK(desk.goal() == "甲句改一。乙句。丙句改了。");
  const client::Epoch second = desk.shown().epoch;
  CHECK(second == first + 1);
  REQUIRE(desk.shown().before);
  // Two edits were on their way when the heads moved, and a third follows on what the window shows by then.
  desk.type(first, "甲句改二。乙句。丙句。");
  CHECK(desk.goal() == "甲句改二。乙句。丙句改了。");
  desk.type(first, "甲句改三。乙句。丙句。");
  CHECK(desk.goal() == "甲句改三。乙句。丙句改了。");
  desk.type(second, "甲句改四。乙句。丙句改了。");
  CHECK(desk.goal() == "甲句改四。乙句。丙句改了。");
  CHECK(desk.heard<client::EditFailed>().empty());
  desk.type(desk.shown().epoch, "甲句改五。乙句。丙句改了。");
  desk.open();
  CHECK(desk.goal() == "甲句改五。乙句。丙句改了。");
}

TEST_CASE("edits that were made at once and came late become one revision, and what is refused of them is told once") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  const client::Epoch second = desk.shown().epoch;
  // A paste into three cells, before the answer was on the screen, and what was typed when it was.
  desk.clerk().save({{desk.report, 1, first, client::set_edit("title", Json("标题"))},
                     {desk.report, 2, first, client::set_edit("goal", Json("甲句改了。乙句。丙句。"))},
                     {desk.report, 3, first, client::set_edit("budget", Json("12.50"))},
                     {desk.report, 4, second, client::set_edit("spent", Json("7.25"))}});
  CHECK(desk.heard<client::EditFailed>().empty());
  CHECK(desk.heard<client::EditsSaved>().back().through == 4);
  CHECK(desk.goal() == "甲句改了。乙句。丙句改了。");
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest next = desk.request();
  CHECK(next.push.size() == 2);
  desk.answer(next, {});
  desk.clerk().save({{desk.report, 5, second, client::set_edit("title", Json("又一个标题"))},
                     {desk.report, 6, second, client::set_edit("budget", Json("1.2.3"))}});
  REQUIRE(desk.heard<client::EditFailed>().size() == 1);
  CHECK(desk.heard<client::EditFailed>().back().number == 6);
  CHECK(desk.heard<client::EditsSaved>().back().around.suggestions.size() == 1);
  desk.open();
  CHECK(desk.shown().state->value("title").json() == Json("又一个标题"));
  CHECK(desk.shown().state->value("budget").json() == Json("12.50"));
}

TEST_CASE("what came in while several edits were on their way is taken away by none of them") {
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句改。乙句。丙句。")});
  const client::Epoch second = desk.shown().epoch;
  desk.clerk().carry_out(client::Synchronise{});
  desk.answer(desk.request(), {desk.colleague(request.push.front(), "甲句。乙句改。丙句。")});
  REQUIRE(desk.goal() == "甲句改。乙句改。丙句。");
  // One edit was typed before either answer was on the screen, the next before the second was.
  desk.type(first, "甲句。乙句。丙句。丁句。");
  desk.type(second, "甲句改。乙句。丙句。丁句。戊句。");
  CHECK(desk.goal() == "甲句改。乙句改。丙句。丁句。戊句。");
}

TEST_CASE("an open report goes on under the form that it was moved to, and what came late under the one before") {
  Json json = support::small_form().json();
  json["fields"].push(*base::parse_json(R"({"name":"lesson","kind":"text"})"));
  json["mends"] = support::small_form().name().hex();
  const form::Form later = *form::Form::parse(json);
  Counter desk;
  desk.open();
  const client::Epoch first = desk.shown().epoch;
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, desk.moved(request.push.front(), later));
  CHECK(desk.shown().form->name() == later.name());
  desk.type(first, "甲句。乙句。丙句。丁句。");  // typed before the answer was on the screen
  desk.clerk().carry_out(
      client::SaveEdit{desk.report, 9, desk.shown().epoch, client::set_edit("lesson", Json("早做准备。"))});
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest pushed = desk.request();
  REQUIRE(pushed.push.size() == 2);
  CHECK(report::Revision::parse(pushed.push[0])->header.form == support::small_form().name());
  CHECK(report::Revision::parse(pushed.push[1])->header.form == later.name());
}

TEST_CASE("a form that mends an open report's is offered, looked at and moved to, and what is typed goes on") {
  Json json = support::small_form().json();
  json["fields"].push(*base::parse_json(R"({"name":"lesson","kind":"text"})"));
  json["mends"] = support::small_form().name().hex();
  const form::Form later = *form::Form::parse(json);
  Counter desk;
  desk.open();
  CHECK_FALSE(desk.shown().around.newer_form.has_value());
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, desk.told_of(later));
  const auto newer = desk.heard<client::EditsSaved>().back().around.newer_form;
  REQUIRE(newer.has_value());
  CHECK(newer->form == later.name().hex());
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::ForeseeMove{desk.report, newer->form});
  REQUIRE(desk.heard<client::MoveForeseen>().size() == 1);
  const auto seen = desk.heard<client::MoveForeseen>().back().move;
  REQUIRE(seen.has_value());
  REQUIRE(seen->fresh.size() == 1);
  CHECK(seen->fresh.front().path == "lesson");
  CHECK(desk.shown().form->name() == support::small_form().name());
  desk.clerk().carry_out(client::MoveToForm{desk.report, newer->form});
  CHECK(desk.shown().form->name() == later.name());
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  CHECK_FALSE(desk.shown().around.newer_form.has_value());
  desk.clerk().carry_out(
      client::SaveEdit{desk.report, 9, desk.shown().epoch, client::set_edit("lesson", Json("早做准备。"))});
  CHECK(desk.heard<client::EditFailed>().empty());
}

TEST_CASE("a sync that failed begins again by itself when its time has come, and one that went well after a pause") {
  Counter desk;
  desk.open();
  desk.clerk().sync_when_due();  // never before: at once
  REQUIRE(desk.request().push.size() == 1);
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());  // it is under way
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.heard<client::SyncEnded>().back().by_itself);
  CHECK_FALSE(desk.clerk().errand().has_value());
  const std::int64_t wait = desk.clerk().due_in_ms().value();
  REQUIRE(wait > 0);
  desk.clock.advance(wait - 1);
  desk.clerk().sync_when_due();
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.clock.advance(1);
  desk.clerk().sync_when_due();
  desk.answer(desk.request(), {});
  REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.clerk().due_in_ms().value() > wait);
  // Left with something written: it goes soon.
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::CloseReport{desk.report});
  CHECK(desk.clerk().due_in_ms().value() <= client::kSoonMs);
}

TEST_CASE("what was found of an earlier program is told with the list, and is looked at before anything is sealed") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "断电前的一句。");
  desk.die();
  desk.clerk().carry_out(client::ListReports{});
  desk.clerk().rest();
  const auto left = [&] { return desk.heard<client::ReportsListed>().back().left; };
  REQUIRE(left().size() == 1);
  CHECK(left().front().report == desk.report);
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());
  desk.clerk().carry_out(client::PutDraftAside{desk.report});
  desk.clerk().rest();
  CHECK(left().empty());
  CHECK(desk.clerk().due_in_ms().has_value());
  desk.open();
  CHECK(desk.goal() == "甲句。乙句。丙句。");
  REQUIRE(desk.shown().around.aside.size() == 1);
  desk.clerk().carry_out(client::TakeDraftBack{desk.report, desk.shown().around.aside.front().id});
  CHECK(desk.goal() == "断电前的一句。");
  CHECK(desk.shown().around.aside.empty());
}

TEST_CASE("what a sync would change is told by places before it, and nothing is changed by looking") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest pushed = desk.request();
  desk.answer(pushed, {});
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::LookAhead{});
  const sync::SyncRequest asked = desk.request();
  CHECK(asked.push.empty());
  CHECK(asked.cursor > 0);
  desk.answer(asked, {desk.colleague(pushed.push.front(), "甲句改。乙句。丙句。")});
  const auto told = desk.heard<client::SyncForeseen>();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().reports.has_value());
  REQUIRE(told.front().reports->size() == 1);
  CHECK(told.front().reports->front().report == desk.report);
  REQUIRE(told.front().reports->front().places.size() == 1);
  CHECK(told.front().reports->front().places.front().path == "goal");
  desk.open();
  CHECK(desk.goal() == "甲句。乙句。丙句。丁句。");
  CHECK(desk.shown().around.draft);
  // The next sync asks from the same place on, and a look that finds no server says so and leaves the way free.
  desk.clerk().carry_out(client::LookAhead{});
  CHECK(desk.request().cursor == asked.cursor);
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK_FALSE(desk.heard<client::SyncForeseen>().back().reports.has_value());
  // One that is asked for meanwhile follows the look.
  desk.clerk().carry_out(client::LookAhead{});
  (void)desk.request();
  desk.clerk().carry_out(client::Synchronise{});
  CHECK_FALSE(desk.clerk().errand().has_value());
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.request().cursor == asked.cursor);
}

TEST_CASE("who stopped a sync is not asked to wait for the next one at once, and a refusal waits for a person") {
  Counter desk;
  desk.clerk().carry_out(client::Synchronise{});
  (void)desk.request();
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  CHECK(desk.clerk().due_in_ms().value() > client::kWaitsMs.front());
  desk.clerk().carry_out(client::Synchronise{});
  (void)desk.request();
  desk.clerk().take(base::Error{base::ErrorKind::Denied, "not-signed-in", "请重新登记。", {}}, {1, 10, 0});
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().by_itself);
  CHECK_FALSE(desk.clerk().due_in_ms().has_value());
}

TEST_CASE("a sync that finds no server leaves everything and says so, and the next one sends it") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::Synchronise{});
  REQUIRE(desk.request().push.size() == 2);
  desk.clerk().take(base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, {1, 10, 0});
  REQUIRE(desk.heard<client::SyncEnded>().size() == 1);
  CHECK_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest again = desk.request();
  CHECK(again.push.size() == 2);
  desk.answer(again, {});
  REQUIRE(desk.heard<client::SyncEnded>().size() == 2);
  CHECK(desk.heard<client::SyncEnded>().back().result->receipts == 2);
  CHECK(desk.heard<client::EditsSaved>().back().around.waiting.revisions == 0);
}

TEST_CASE("a server that was set back stops the sync; after a yes the clerk listens first and sends what is missing") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Synchronise{});
  const sync::SyncRequest first = desk.request();
  desk.answer(first, {desk.colleague(first.push.front(), "甲句。乙句。丙句改了。")});
  const base::Error set_back{base::ErrorKind::Denied, "restored-server", "服务器可能用旧备份恢复过。", {}};
  desk.clerk().carry_out(client::Synchronise{});
  CHECK(desk.request().cursor > 0);
  desk.clerk().take(set_back, {1, 10, 0});
  REQUIRE_FALSE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "restored-server");
  CHECK_FALSE(desk.clerk().errand().has_value());

  desk.clerk().carry_out(client::Synchronise{client::Restored::Accept});
  (void)desk.request();
  desk.clerk().take(set_back, {1, 10, 0});
  const sync::SyncRequest listening = desk.request();
  CHECK(listening.cursor == 0);
  CHECK(listening.chain.empty());
  CHECK(listening.push.empty());
  desk.answer(listening, {});
  const sync::SyncRequest sending = desk.request();
  REQUIRE(sending.push.size() == 2);  // one's own and the colleague's, parents first
  CHECK(sending.push.front() == first.push.front());
  desk.answer(sending, {});
  REQUIRE(desk.heard<client::SyncEnded>().back().result.has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result->restored == client::Restored::Accept);
  CHECK(desk.goal() == "甲句。乙句。丙句改了。");
}

TEST_CASE("a server that says again and again that it was set back is asked about each time") {
  Counter desk;
  const base::Error set_back{base::ErrorKind::Denied, "restored-server", "服务器可能用旧备份恢复过。", {}};
  desk.clerk().carry_out(client::Synchronise{client::Restored::Accept});
  for (int i = 0; i < 2; ++i) {
    (void)desk.request();
    desk.clerk().take(set_back, {1, 10, 0});
  }
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.heard<client::SyncEnded>().size() == 1);
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "restored-server");
}

TEST_CASE("submitting seals, sends and asks") {
  Counter desk;
  desk.open();
  desk.type(desk.shown().epoch, "新的一句。");
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, "首次报送"});
  const sync::SyncRequest request = desk.request();
  REQUIRE(request.push.size() == 2);
  desk.answer(request, {});
  const auto errand = desk.clerk().errand();
  REQUIRE(errand.has_value());
  CHECK(errand->path == "/v1/transition");
  CHECK(errand->body.text_or("revision") == report::Revision::parse(request.push.back())->header.name().hex());
}

TEST_CASE("what came in while submitting is read first: nothing is asked for") {
  Counter desk;
  desk.open();
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, "首次报送"});
  const sync::SyncRequest request = desk.request();
  desk.answer(request, {desk.colleague(request.push.front(), "甲句。乙句。丙句改了。")});
  CHECK_FALSE(desk.clerk().errand().has_value());
  REQUIRE(desk.heard<client::Failed>().size() == 1);
  CHECK(desk.heard<client::Failed>().back().error.code == "heads-changed");
}

TEST_CASE("what the disk would not take waits in memory and is saved in order, each once, when there is room") {
  test::FaultyDisk disk;
  Counter desk;
  desk.open();
  const client::Epoch epoch = desk.shown().epoch;
  const auto add_row = [&](client::EditNumber number, const std::string& row) {
    Json body;
    body["id"] = row;
    desk.clerk().carry_out(
        client::SaveEdit{desk.report, number, epoch, client::place_edit("blocks[" + row + "]", "", std::move(body))});
  };
  disk.fail_at(1, test::Fault::Full);
  add_row(1, "r1");
  add_row(2, "r2");
  desk.clerk().rest();
  add_row(3, "r3");
  desk.clerk().carry_out(client::CloseReport{desk.report});  // is no reason to forget them
  REQUIRE(desk.clerk().has_waiting());
  CHECK(desk.heard<client::EditsSaved>().empty());
  CHECK(desk.heard<client::EditFailed>().empty());
  REQUIRE(desk.heard<client::DiskWaits>().size() == 1);  // not again for each
  CHECK(desk.heard<client::DiskWaits>().front().error->kind == base::ErrorKind::Full);
  disk.repair();
  desk.clerk().rest();
  CHECK_FALSE(desk.clerk().has_waiting());
  REQUIRE_FALSE(desk.heard<client::EditsSaved>().empty());
  CHECK(desk.heard<client::EditsSaved>().back().through == 3);
  CHECK_FALSE(desk.heard<client::DiskWaits>().back().error);
  desk.open();
  std::string rows;
  for (const report::Row& row : desk.shown().state->group("blocks")) rows += row.id + " ";
  CHECK(rows == "r3 r2 r1 ");  // each was put before those that were there
}
