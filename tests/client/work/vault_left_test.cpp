// Drafts that a program left, and lines of the list that are kept between starts.
#include <catch2/catch_test_macros.hpp>

#include "client/work/exchange.h"
#include "client/work/overview.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

namespace {

constexpr const char* kAstrayWords = "写在已经没有的一行里。";

// A report whose draft has an edit of a row that is not there, beside an ordinary one, and what a colleague wrote into
// the report, which has not come yet.
struct AstrayDraft {
  Device device;
  client::ReportRow row = device.report();
  Json theirs;

  AstrayDraft() {
    const std::string first = device.seal(row);
    REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
    theirs = device.colleague(row, "title", "同事写的标题");
    device.set(row, "goal", "甲句。");
    Json edit = client::set_edit("blocks[zz].text", Json(kAstrayWords));
    device.change_file("INSERT INTO edit(report, body, at) VALUES('" + row.id + "', '" + base::canonical(edit) +
                       "', '')");
  }
  // The draft lies aside with every word, and the report opens without it.
  void check_is_aside() {
    const auto aside = device.vault().drafts_aside(row);
    REQUIRE(aside.has_value());
    REQUIRE(aside->size() == 1);
    CHECK(aside->front().places == 2);
    CHECK(device.vault().drafts_put_aside_lately()->size() == 1);
    CHECK(device.rows("aside WHERE instr(body, '甲句。') > 0 AND instr(body, '" + std::string(kAstrayWords) +
                      "') > 0") == 1);
    CHECK_FALSE(device.vault().has_draft(row.id));
    CHECK(device.vault().shown(row).has_value());
    CHECK(device.text(row, "goal").empty());
  }
};

}  // namespace

TEST_CASE("a draft that finds no place in its report is told of in the list, and can be put aside whole") {
  AstrayDraft draft;
  CHECK(draft.device.vault().shown(draft.row).error().code == "draft-astray");
  draft.device.vault().accept_draft(draft.row.id);  // which does not make it fit
  const auto list = client::Overview(draft.device.vault()).list();
  REQUIRE(list.has_value());
  REQUIRE(list->reports.size() == 1);
  REQUIRE(list->reports.front().trouble);
  CHECK(list->reports.front().trouble->code == "draft-astray");
  REQUIRE(list->left.size() == 1);  // with the way to put it aside
  CHECK(list->left.front().report == draft.row.id);
  REQUIRE(draft.device.vault().put_draft_aside(draft.row).has_value());
  CHECK(draft.device.vault().left_drafts()->empty());
  draft.check_is_aside();
}

TEST_CASE("a draft that finds no place is read with every word, where it is and once it was put aside") {
  AstrayDraft draft;
  const auto left = draft.device.vault().draft_edits(draft.row.id, 0);
  REQUIRE(left.has_value());
  REQUIRE(left->size() == 2);
  CHECK(left->back().text_or("value") == kAstrayWords);
  REQUIRE(draft.device.vault().put_draft_aside(draft.row).has_value());
  const std::int64_t id = draft.device.vault().drafts_aside(draft.row)->front().id;
  const auto aside = draft.device.vault().draft_edits(draft.row.id, id);
  REQUIRE(aside.has_value());
  CHECK(*aside == *left);
  CHECK(draft.device.vault().draft_edits(draft.row.id, 0).error().code == "no-draft");
  CHECK(draft.device.vault().draft_edits(draft.row.id, id + 1).error().code == "unknown-draft");
}

TEST_CASE("a draft with a damaged edit is put aside like any other") {
  AstrayDraft draft;
  draft.device.change_file("UPDATE edit SET body = substr(body, 2) WHERE instr(body, 'zz') > 0");
  CHECK(draft.device.vault().left_drafts().has_value());
  CHECK(draft.device.vault().shown(draft.row).error().code == "draft-astray");
  REQUIRE(draft.device.vault().put_draft_aside(draft.row).has_value());
  draft.check_is_aside();
}

TEST_CASE("a draft that cannot be sealed holds up no other report, and what comes for its own puts it aside") {
  for (const client::LeftDrafts left : {client::LeftDrafts::Sealed, client::LeftDrafts::Kept}) {
    AstrayDraft draft;
    const auto other = draft.device.report();
    const std::string waiting = draft.device.seal(other);
    client::Exchange exchange(draft.device.vault());
    exchange.treat_left(left);
    const auto request = exchange.next();
    REQUIRE(request.has_value());
    REQUIRE(*request);
    REQUIRE((*request)->push.size() == 1);
    CHECK(report::Revision::parse((*request)->push.front())->header.report == other.id);
    CHECK(draft.device.vault().has_draft(draft.row.id));
    const sync::SyncResponse answer = draft.device.confirming(waiting, {draft.theirs});
    REQUIRE(exchange.take(answer.json()).has_value());
    CHECK(exchange.result().set_aside == 0);
    CHECK(draft.device.vault().cursor() == answer.cursor);
    CHECK(draft.device.vault().outbox()->empty());
    CHECK(draft.device.text(draft.row, "title") == "同事写的标题");
    draft.check_is_aside();
  }
}

TEST_CASE("a report whose history is damaged keeps its draft, and what comes for others is not held up") {
  AstrayDraft draft;
  draft.device.change_file("UPDATE revision SET body = substr(body, 2) WHERE report = '" + draft.row.id + "'");
  Json stage = draft.device.entry("stage");
  stage["report"] = draft.row.id;
  stage["stage"] = "drafting";
  stage["action"] = "withdraw";
  client::Exchange exchange(draft.device.vault());
  REQUIRE(exchange.next().has_value());
  const sync::SyncResponse answer = draft.device.answer({draft.theirs, stage});
  REQUIRE(exchange.take(answer.json()).has_value());
  CHECK(exchange.result().set_aside == 1);
  CHECK(draft.device.vault().cursor() == answer.cursor);
  CHECK(draft.device.vault().has_draft(draft.row.id));
}

TEST_CASE("a draft that a program left is told of with its time, until it is typed on, accepted or sealed") {
  Device device;
  const auto row = device.report();
  device.seal(row);
  device.set(row, "goal", "甲句。");
  device.set(row, "title", "标题");
  device.set(row, "goal", "甲句。乙句。");
  CHECK(device.vault().left_drafts()->empty());  // this program's own
  device.reopen();
  const auto left = device.vault().left_drafts();
  REQUIRE(left->size() == 1);
  CHECK(left->front().report == row.id);
  CHECK(left->front().places == 2);
  const form::Group& asked = support::small_form().top();
  CHECK(left->front().labels == std::vector{asked.find("goal")->label, asked.find("title")->label});
  CHECK(base::parse_utc_text(left->front().at) > 0);
  device.set(row, "title", "新标题");
  CHECK(device.vault().left_drafts()->empty());
  device.reopen();
  device.vault().accept_draft(row.id);
  CHECK(device.vault().left_drafts()->empty());
  CHECK(device.vault().has_draft(row.id));
  device.reopen();
  device.seal(row);
  CHECK(device.vault().left_drafts()->empty());
  device.reopen();
  CHECK(device.vault().left_drafts()->empty());
}

TEST_CASE("a draft that was put aside is out of the report and whole, and what is taken back meets what came since") {
  Device device;
  const auto row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
  const Json theirs = device.colleague(row, "goal", "甲句改了。乙句。");
  device.set(row, "goal", "甲句。乙句改了。");
  REQUIRE(device.vault().put_draft_aside(row).has_value());
  CHECK(device.text(row, "goal") == "甲句。乙句。");
  CHECK_FALSE(device.vault().has_draft(row.id));
  CHECK(device.vault().put_draft_aside(row).error().code == "no-draft");
  device.reopen();
  REQUIRE(device.hear({theirs}).has_value());
  const auto aside = device.vault().drafts_aside(row);
  REQUIRE(aside->size() == 1);
  CHECK(aside->front().places == 1);
  CHECK(device.vault().take_draft_back(row, aside->front().id + 1).error().code == "unknown-draft");
  REQUIRE(device.vault().take_draft_back(row, aside->front().id).has_value());
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
  CHECK(device.vault().drafts_aside(row)->empty());
  CHECK(device.vault().unsent(row) == 1);
}

TEST_CASE("a draft is not put aside where nothing would be left, and stays aside where it may not go back") {
  Device device;
  const auto row = device.report();
  CHECK(device.vault().put_draft_aside(row).error().code == "nothing-else");
  CHECK(device.vault().has_draft(row.id));
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first)).has_value());
  device.set(row, "goal", "甲句。");
  REQUIRE(device.vault().put_draft_aside(row).has_value());
  Json stage = device.entry("stage");
  stage["report"] = row.id;
  stage["stage"] = "submitted";
  stage["action"] = "submit";
  REQUIRE(device.hear({stage}).has_value());
  const auto closed = device.vault().report(row.id);
  REQUIRE(closed->stage == sync::Stage::Submitted);
  const std::int64_t id = device.vault().drafts_aside(*closed)->front().id;
  CHECK(device.vault().take_draft_back(*closed, id).error().code == "stage-closed");
  CHECK(device.vault().drafts_aside(*closed)->size() == 1);
  CHECK(device.vault().list(client::Listing::Suggestions, *closed)->as_array()->empty());
}

TEST_CASE("a kept line of the list is gone with whatever it tells of") {
  Device device;
  const auto row = device.report();
  const std::string first = device.seal(row);
  const auto kept_for = [&](const char* maker) {
    std::vector<Json> out;
    const auto take = [&](const std::string& report, const Json& line) {
      CHECK(report == row.id);
      out.push_back(line);
    };
    REQUIRE(device.vault().each_kept_summary(maker, take).has_value());
    return out;
  };
  const auto keep = [&] {
    REQUIRE(device.vault().keep_summaries("me", {{row.id, Json("line")}}).has_value());
    REQUIRE(kept_for("me") == std::vector<Json>{Json("line")});
  };
  const auto gone = [&] { return kept_for("me").empty(); };
  keep();
  CHECK(kept_for("another program").empty());
  device.set(row, "goal", "甲句。");
  CHECK(gone());
  keep();
  device.set(row, "goal", "甲句。乙句。");
  CHECK(gone());
  keep();
  device.seal(row);
  CHECK(gone());
  keep();
  REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
  CHECK(gone());
  keep();
  REQUIRE(
      device.vault()
          .keep_aside(row, client::set_edit("goal", Json("不收")), {base::ErrorKind::Denied, "not-yours", "为什么", {}})
          .has_value());
  CHECK(gone());
  keep();
  device.reopen();
  CHECK_FALSE(gone());
}

TEST_CASE("what waits is the same counted for all reports at once as for each by itself") {
  Device device;
  const auto row = device.report(), other = device.report(), empty = device.report();
  device.seal(row);
  device.seal(other);
  device.set(row, "goal", "甲句。");
  device.seal(row);
  const auto all = device.vault().waiting_by_report();
  REQUIRE(all.has_value());
  CHECK(all->at(row.id) == *device.vault().waiting(row));
  CHECK(all->at(row.id).revisions == 2);
  CHECK(all->at(other.id) == *device.vault().waiting(other));
  CHECK_FALSE(all->contains(empty.id));
}
