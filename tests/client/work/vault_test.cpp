#include "client/work/vault.h"

#include <catch2/catch_test_macros.hpp>

#include "client/work/exchange.h"
#include "tests/client/work/device.h"
#include "tests/support/faulty_disk/faulty_disk.h"

using namespace ziping;
using base::Json;
using tests::Device;

TEST_CASE("an edit is there when the folder is opened again, and many edits become one revision") {
  Device device;
  const client::ReportRow row = device.report();
  for (int i = 1; i <= 20; ++i) device.set(row, "budget", (std::to_string(i) + ".50").c_str());
  device.reopen();
  CHECK(device.text(row, "budget") == "20.50");
  device.seal(row);
  CHECK_FALSE(device.vault().seal(row, "")->has_value());
  device.reopen();
  CHECK(device.text(row, "budget") == "20.50");
  CHECK(device.vault().outbox()->size() == 1);
}

TEST_CASE("a note that is too long seals nothing and leaves the draft") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "目标。");
  const auto sealed = device.vault().seal(row, std::string(report::kNoteBytesMax + 1, 'x'));
  REQUIRE_FALSE(sealed.has_value());
  CHECK(sealed.error().code == "note-too-long");
  device.reopen();
  CHECK(device.vault().has_draft(row.id));
  CHECK(device.text(row, "goal") == "目标。");
}

TEST_CASE("only a receipt signed by the pinned server takes a revision out of the outbox") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string revision = device.seal(row);
  sync::SyncResponse forged = device.answer({});
  forged.receipts.push_back(device.receipt(revision, device.other_key()));
  const std::int64_t cursor = device.vault().cursor();
  CHECK(device.vault().apply(forged).error().code == "bad-receipt");
  CHECK(device.vault().outbox()->size() == 1);
  CHECK(device.vault().cursor() == cursor);
  CHECK(device.vault().apply(device.confirming(revision)).has_value());
  CHECK(device.vault().outbox()->empty());
}

TEST_CASE("a revision that came before what it stands on, and once more behind it, opens with its report") {
  Device author, reader;
  const client::ReportRow row = author.report();
  Json device = author.entry("device"), report = author.entry("report"), first = author.entry("revision");
  device["id"] = Device::id(*author.vault().device_key());
  device["user"] = "office";
  device["key"] = author.vault().device_key()->public_key().base64();
  report["report"] = row.id;
  report["form"] = row.form;
  report["department"] = row.department;
  report["year"] = row.year;
  (void)author.seal(row);
  first["revision"] = author.vault().outbox()->front();
  const Json second = author.colleague(row, "goal", "目标。");
  REQUIRE(author.hear({author.colleagues_device(), second}).has_value());
  const Json third = author.colleague(row, "goal", "目标改了。");
  REQUIRE(reader.hear({author.colleagues_device(), device, report, first, third, second}).has_value());
  CHECK(reader.text(row, "goal") == "目标。");  // the third is nobody's child yet
  REQUIRE(reader.hear({third}).has_value());
  CHECK(reader.text(row, "goal") == "目标改了。");
  reader.reopen();
  CHECK(reader.text(row, "goal") == "目标改了。");
  CHECK(reader.vault().verify().has_value());
}

TEST_CASE("an answer that arrives twice changes nothing") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  const sync::SyncResponse answer =
      device.answer({device.colleagues_device(), device.colleague(row, "goal", "目标。")});
  REQUIRE(device.vault().apply(answer).has_value());
  const auto once = device.vault().shown(row);
  const Json log = *device.vault().list(client::Listing::Log, row);
  REQUIRE(device.vault().apply(answer).has_value());
  const auto twice = device.vault().shown(row);
  CHECK(once->state == twice->state);
  CHECK(once->heads == twice->heads);
  CHECK(*device.vault().list(client::Listing::Log, row) == log);
  device.reopen();
  CHECK(device.vault().shown(row)->state == once->state);
  CHECK(device.vault().cursor() == answer.cursor);
}

TEST_CASE("a revision whose signature or words were changed on the way is shown to nobody") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  for (const char* what : {"words", "signature"}) {
    Json changed = device.colleague(row, "goal", "原来的话。");
    if (std::string_view(what) == "words")
      changed["revision"]["delta"]["set"]["goal"] = "改过的话。";
    else
      changed["revision"]["signature"] = device.other_key().sign("别的内容").base64();
    REQUIRE(device.hear({changed}).has_value());
    CHECK(device.text(row, "goal").empty());
  }
  REQUIRE(device.hear({device.colleague(row, "goal", "原来的话。")}).has_value());
  CHECK(device.text(row, "goal") == "原来的话。");
  device.reopen();
  CHECK(device.vault().verify().has_value());
}

TEST_CASE("what of a refused revision was allowed is sent again, and the rest is kept with the reason") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first)).has_value());
  device.set(row, "budget", "1.00");
  device.set(row, "goal", "目标。");
  const std::string second = device.seal(row);
  device.set(row, "spent", "2.00");
  const std::string third = device.seal(row);
  sync::SyncResponse refusing = device.answer({});
  refusing.refused.push_back({second, "not-yours", "不能改预算。", {"budget"}});
  refusing.refused.push_back({third, "unknown-parent", "上一版不在。", {}});
  const auto applied = device.vault().apply(refusing);
  REQUIRE(applied.has_value());
  REQUIRE(applied->refused.contains(second));
  CHECK(applied->refused.at(second).report == row.id);
  REQUIRE(applied->refused.at(second).places.size() == 1);
  CHECK(applied->refused.at(second).places.front().path == "budget");
  CHECK(applied->refused.at(second).places.front().label == support::small_form().top().find("budget")->label);
  CHECK(device.text(row, "budget").empty());
  CHECK(device.text(row, "goal") == "目标。");
  CHECK(device.text(row, "spent") == "2.00");
  const Json kept = *device.vault().list(client::Listing::Suggestions, row);
  REQUIRE(kept.as_array()->size() == 1);
  CHECK(kept.as_array()->front().text_or("path") == "budget");
  CHECK(kept.as_array()->front().text_or("value") == "1.00");
  CHECK(kept.as_array()->front().text_or("code") == "not-yours");
  CHECK(kept.as_array()->front().text_or("why") == "不能改预算。");
  const auto outbox = device.vault().outbox();
  REQUIRE(outbox->size() == 1);
  const Json::Array& parents = outbox->front().find("header")->list("parents");
  REQUIRE(parents.size() == 1);
  CHECK(*parents.front().as_string() == first);

  // Suggestions stay, whatever is sealed and confirmed afterwards.
  device.set(row, "goal", "新目标。");
  REQUIRE(device.vault().apply(device.confirming(device.seal(row))).has_value());
  device.reopen();
  CHECK(*device.vault().list(client::Listing::Suggestions, row) == kept);
}

TEST_CASE("what a colleague writes while a draft is open meets it sentence by sentence") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  device.seal(row);
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  const Json theirs = device.colleague(row, "goal", "甲句。乙句改了。");
  device.set(row, "goal", "甲句改了。乙句。");
  REQUIRE(device.hear({theirs}).has_value());
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
  device.reopen();
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
}

TEST_CASE("what remains of a refused revision meets a colleague's words that came with the refusal") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
  const Json theirs = device.colleague(row, "goal", "甲句。乙句改了。");
  device.set(row, "goal", "甲句改了。乙句。");
  device.set(row, "budget", "1.00");
  const std::string second = device.seal(row);
  sync::SyncResponse refusing = device.answer({theirs});
  refusing.refused.push_back({second, "not-yours", "不能改预算。", {"budget"}});
  REQUIRE(device.vault().apply(refusing).has_value());
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
  CHECK(device.text(row, "budget").empty());
  CHECK(device.vault().outbox()->size() == 1);
}

TEST_CASE("an entry that makes no sense is set aside with its reason, and the rest of the answer counts") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  Json form = device.entry("form"), revision = device.entry("revision");
  form["form"] = "不是表样";
  revision["revision"]["header"] = 7;
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  const Json good = device.colleague(row, "goal", "目标。");
  const auto applied = device.hear({form, revision, good});
  REQUIRE(applied.has_value());
  CHECK(applied->set_aside == 2);
  CHECK(device.text(row, "goal") == "目标。");
  CHECK(device.vault().list(client::Listing::SetAside, row)->as_array()->size() == 2);
}

TEST_CASE("a report whose number is none is set aside, and hides no other that begins like it") {
  Device device;
  const client::ReportRow row = device.report();
  Json longer = device.entry("report"), other = device.entry("report");
  longer["report"] = row.id + "0";
  other["report"] = std::string(32, 'a');
  const auto applied = device.hear({longer, other});
  REQUIRE(applied.has_value());
  CHECK(applied->set_aside == 1);
  CHECK(device.vault().reports()->size() == 2);
  CHECK(device.vault().report(row.id).has_value());
  CHECK(device.vault().report(row.id.substr(0, 8)).has_value());
}

TEST_CASE("who writes for no department adds no attachment, and nothing of the try stays") {
  Device device;
  client::Identity reviewer = device.identity("reviewer");
  reviewer.user = {"reviewer", "finance", "", ""};
  REQUIRE(device.vault().enrolled(reviewer).has_value());
  Json entry = device.entry("report");
  entry["report"] = std::string(32, 'a');
  entry["form"] = support::small_form().name().hex();
  entry["department"] = "d1";
  REQUIRE(device.hear({entry}).has_value());
  const auto row = device.vault().report(std::string(32, 'a'));
  REQUIRE(row.has_value());
  const std::filesystem::path file = device.vault().home() / "意见.txt";
  REQUIRE(base::write_file(file, "意见").has_value());
  const auto added = device.vault().add_file(*row, "papers", file, "意见.txt");
  REQUIRE_FALSE(added.has_value());
  CHECK(added.error().code == "not-yours");
  CHECK(device.rows("file") == 0);
  CHECK(device.rows("suggestion") == 0);
}

TEST_CASE("an answer that comes late takes neither the cursor nor the stage back") {
  Device device;
  const client::ReportRow row = device.report();
  Json submitted = device.entry("stage"), returned = device.entry("stage");
  submitted["report"] = returned["report"] = row.id;
  submitted["stage"] = "submitted";
  returned["stage"] = "returned";
  REQUIRE(device.hear({returned}).has_value());
  const std::int64_t cursor = device.vault().cursor();
  sync::SyncResponse late;
  late.entries = {submitted};
  late.cursor = cursor - 1;
  REQUIRE(device.vault().apply(late).has_value());
  CHECK(device.vault().cursor() == cursor);
  CHECK(device.vault().report(row.id)->stage == sync::Stage::Returned);
}

TEST_CASE(
    "whichever write fails while an answer is taken, the cursor has moved with all that it covers or not at all") {
  for (int n = 1;; ++n) {
    test::FaultyDisk disk;
    Device device;
    const client::ReportRow row = device.report();
    device.set(row, "title", "标题");
    const std::string first = device.seal(row);
    REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
    const std::int64_t cursor = device.vault().cursor();
    Json stage = device.entry("stage");
    stage["report"] = row.id;
    stage["stage"] = "submitted";
    const Json theirs = device.colleague(row, "goal", "同事的目标。");
    disk.fail_at(n, test::Fault::Once);
    (void)device.hear({stage, theirs});
    const bool failed = disk.has_failed();
    disk.repair();
    device.reopen();
    const bool moved = device.vault().cursor() > cursor;
    CHECK(device.text(row, "goal") == (moved ? "同事的目标。" : ""));
    CHECK((device.vault().report(row.id)->stage == sync::Stage::Submitted) == moved);
    CHECK(moved != failed);
    if (!failed) break;
  }
}

TEST_CASE("a log that goes past what it confirmed is another one: nothing is taken from it, and nothing changes") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string revision = device.seal(row);
  const Json body = device.vault().outbox()->front();
  sync::SyncResponse confirming = device.confirming(revision);
  confirming.cursor -= 1;  // more is to come, and does not
  confirming.more = true;
  REQUIRE(device.vault().apply(confirming).has_value());
  const std::int64_t cursor = device.vault().cursor();
  for (const bool further : {false, true}) {
    device.set_back(cursor + (further ? 1 : 0));
    const auto other = further ? device.hear({device.entry("user")}) : device.hear({});
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().code == "restored-server");
    CHECK(other.error().message.ends_with("。"));
    CHECK(device.vault().cursor() == cursor);
    CHECK(device.vault().outbox()->empty());
  }
  device.set_back(cursor);
  Json told = device.entry("revision");
  told["revision"] = body;
  CHECK(device.hear({told}).has_value());
}

TEST_CASE("a receipt of a number that another receipt has is of another log, and nothing is taken with it") {
  Device device;
  const client::ReportRow row = device.report();
  const auto confirm_alone = [&](const std::string& revision) {
    sync::SyncResponse out = device.confirming(revision);
    out.cursor -= 1;
    out.more = true;
    return out;
  };
  device.set(row, "title", "标题");
  REQUIRE(device.vault().apply(confirm_alone(device.seal(row))).has_value());
  device.set(row, "goal", "目标。");
  const std::string second = device.seal(row);
  device.set_back(device.vault().cursor());
  const auto other = device.vault().apply(device.confirming(second));
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == "restored-server");
  CHECK(device.vault().outbox()->size() == 1);
}

TEST_CASE("the chain is kept with the cursor, and an answer that comes late takes neither back") {
  Device device;
  sync::SyncResponse answer = device.answer({device.colleagues_device()});
  answer.chain = base::sha256("chain").hex();
  REQUIRE(device.vault().apply(answer).has_value());
  device.reopen();
  CHECK(device.vault().chain() == answer.chain);
  sync::SyncResponse late = answer, older = answer;
  late.cursor -= 1;
  late.chain = base::sha256("earlier").hex();
  older.chain.clear();  // of a program that knows of none
  REQUIRE(device.vault().apply(late).has_value());
  REQUIRE(device.vault().apply(older).has_value());
  CHECK(device.vault().chain() == answer.chain);
  answer.cursor += 1;
  answer.chain.clear();
  REQUIRE(device.vault().apply(answer).has_value());
  CHECK(device.vault().chain().empty());
}

TEST_CASE("with a server that was set back a device begins anew, and all it has waits until the server tells of it") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string first = device.seal(row);
  const Json body = device.vault().outbox()->front();
  REQUIRE(device.vault().apply(device.confirming(first, {device.colleagues_device()})).has_value());
  const std::int64_t backup = device.vault().cursor();
  Json colleague = device.colleague(row, "goal", "同事的目标。");
  REQUIRE(device.hear({colleague}).has_value());
  Json version = device.entry("version"), stage = device.entry("stage");
  version["report"] = stage["report"] = row.id;
  version["version"] = stage["version"] = 1;
  version["revision"] = first;
  stage["stage"] = "submitted";
  stage["note"] = "首次报送";
  REQUIRE(device.hear({version, stage}).has_value());
  device.set(row, "budget", "3.00");
  const report::State before = device.vault().shown(row)->state;
  const auto receipt = device.vault().last_receipt(row);
  REQUIRE(receipt.has_value());

  REQUIRE(device.vault().accept_restored().has_value());
  device.reopen();
  CHECK(device.vault().cursor() == 0);
  CHECK(device.vault().shown(row)->state == before);
  CHECK(device.vault().has_draft(row.id));
  REQUIRE(device.vault().outbox()->size() == 2);
  CHECK(report::Revision::parse(device.vault().outbox()->front())->header.name().hex() == first);
  CHECK_FALSE(device.vault().last_receipt(row).has_value());
  CHECK(device.vault().report(row.id)->stage == sync::Stage::Drafting);
  CHECK(device.vault().list(client::Listing::Versions, row)->as_array()->empty());
  CHECK(device.vault().list(client::Listing::FormerVersions, row)->as_array()->size() == 1);
  CHECK(device.vault().list(client::Listing::FormerStages, row)->as_array()->front().text_or("note") == "首次报送");
  CHECK(device.vault().verify().has_value());

  // The entry that the backup still had comes again as it was, and so does its receipt.
  device.set_back(receipt->seq - 1);
  Json again = device.entry("revision");
  again["revision"] = body;
  REQUIRE(device.hear({again}).has_value());
  CHECK(device.vault().last_receipt(row)->seq == receipt->seq);
  CHECK(device.vault().outbox()->size() == 2);  // the colleague's, and the draft, sealed on what it was written on
  // What comes in its stead afterwards is another version of the same number.
  device.set_back(backup + 4);
  Json other = device.entry("version");
  other["report"] = row.id;
  other["version"] = 1;
  other["revision"] = first;
  REQUIRE(device.hear({other}).has_value());
  CHECK(device.vault().list(client::Listing::Versions, row)->as_array()->size() == 1);
  CHECK(device.vault().list(client::Listing::FormerVersions, row)->as_array()->size() == 1);
  CHECK(device.vault().at(row, "1").has_value());
}

TEST_CASE("the server's word on what it took is kept, from receipts and entries, and goes along once it was set back") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string first = device.seal(row);
  const base::Signature mine = device.other_key().sign("first"), theirs = device.other_key().sign("second");
  sync::SyncResponse answer = device.confirming(first, {device.colleagues_device()});
  answer.receipts.front().proof = mine;
  REQUIRE(device.vault().apply(answer).has_value());
  Json colleague = device.colleague(row, "goal", "同事的目标。");
  const std::string second = report::Revision::parse(*colleague.find("revision"))->header.name().hex();
  colleague["proof"] = theirs.base64();
  REQUIRE(device.hear({colleague}).has_value());
  CHECK(device.vault().proofs()->empty());  // nothing of it waits
  REQUIRE(device.vault().accept_restored().has_value());
  CHECK(*device.vault().proofs() == sync::Proofs{{first, mine}, {second, theirs}});
  device.set(row, "budget", "3.00");
  client::Exchange exchange(device.vault());
  const auto request = exchange.next();
  REQUIRE(request.has_value());
  CHECK((*request)->push.size() == 3);
  CHECK((*request)->proofs == sync::Proofs{{first, mine}, {second, theirs}});
  // Told of by the server as it is now, it needs no proof any more.
  REQUIRE(device.hear({colleague}).has_value());
  CHECK(device.vault().proofs()->size() == 1);
}

TEST_CASE("a remark that was refused while its version was not back yet is sent again when the version comes") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first)).has_value());
  const auto version = [&] {
    Json out = device.entry("version");
    out["report"] = row.id;
    out["version"] = 1;
    out["revision"] = first;
    return out;
  };
  REQUIRE(device.hear({version()}).has_value());
  const auto remark = device.vault().add_remark(row, {1, "title", "", 0, "请补充年度。"});
  REQUIRE(remark.has_value());
  REQUIRE(device.vault().apply(device.confirming(*remark)).has_value());
  REQUIRE(device.vault().accept_restored().has_value());
  REQUIRE(device.vault().remarks_waiting()->size() == 1);
  sync::SyncResponse refusing = device.answer({});
  refusing.refused.push_back({*remark, "unknown-version", "没有这一版。", {}});
  const auto applied = device.vault().apply(refusing);
  REQUIRE(applied.has_value());
  CHECK(applied->refused.at(*remark).is_remark);
  CHECK(device.vault().remarks_waiting()->empty());
  CHECK(device.vault().remarks(row)->front().remark.state == "quarantined");
  REQUIRE(device.hear({version()}).has_value());
  CHECK(device.vault().remarks_waiting()->size() == 1);
}

TEST_CASE("whichever write fails while a device begins anew, all of it is as it was or all of it is done") {
  for (int n = 1;; ++n) {
    test::FaultyDisk disk;
    Device device;
    const client::ReportRow row = device.report();
    device.set(row, "title", "标题");
    const std::string revision = device.seal(row);
    REQUIRE(device.vault().apply(device.confirming(revision)).has_value());
    const std::int64_t cursor = device.vault().cursor();
    disk.fail_at(n, test::Fault::Once);
    const bool done = device.vault().accept_restored().has_value(), failed = disk.has_failed();
    disk.repair();
    device.reopen();
    CHECK(device.vault().cursor() == (done ? 0 : cursor));
    CHECK(device.vault().outbox()->size() == (done ? 1u : 0u));
    CHECK(device.vault().last_receipt(row).has_value() != done);
    if (!failed) break;
  }
}

TEST_CASE("typing on in one field keeps one row of the journal, and a value that no field takes is not kept at all") {
  Device device;
  const client::ReportRow row = device.report();
  const std::int64_t begun = device.rows("edit");
  for (const char* text : {"甲", "甲乙", "甲乙丙。"}) device.set(row, "goal", text);
  CHECK(device.rows("edit") == begun + 1);
  device.set(row, "title", "标题");
  device.set(row, "goal", "甲乙丙。丁。");
  CHECK(device.vault().edit(row, client::set_edit("budget", Json("1.2.3"))).error().code == "bad-number");
  CHECK(device.rows("edit") == begun + 3);
  CHECK(device.text(row, "goal") == "甲乙丙。丁。");
  CHECK(device.text(row, "title") == "标题");
  CHECK(device.text(row, "budget").empty());
}

TEST_CASE("of several edits that were typed at once none is kept when one is refused, for each comes again by itself") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。");
  const report::RevisionSet heads{*base::Hash::parse(device.seal(row))};
  Json stage = device.entry("stage");
  stage["report"] = row.id;
  stage["stage"] = "submitted";
  stage["action"] = "submit";
  REQUIRE(device.hear({stage}).has_value());
  const client::ReportRow closed = *device.vault().report(row.id);
  const std::vector<Json> edits{client::set_edit("goal", Json("乙句。")), client::set_edit("title", Json("标题"))};
  const auto suggested = [&] { return device.vault().list(client::Listing::Suggestions, closed)->as_array()->size(); };
  CHECK(device.vault().edit_typed(closed, edits, {{}, {}}).error().code == "stage-closed");
  CHECK(device.vault().edit_on(closed, heads, edits).error().code == "stage-closed");
  CHECK(suggested() == 0);
  CHECK(device.vault().edit_typed(closed, {edits[0]}, {{}}).error().code == "stage-closed");
  CHECK(device.vault().edit_on(closed, heads, {edits[1]}).error().code == "stage-closed");
  CHECK(suggested() == 2);
}

TEST_CASE("an edit made on heads that have moved becomes a revision on those") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  device.seal(row);
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  const report::RevisionSet before = device.vault().shown(row)->heads;
  REQUIRE(device.hear({device.colleague(row, "goal", "甲句。乙句改了。")}).has_value());
  const auto late = device.vault().edit_on(row, before, {client::set_edit("goal", Json("甲句改了。乙句。"))});
  REQUIRE(late.has_value());
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
  CHECK(device.vault().shown(row)->heads.size() == 2);
}
