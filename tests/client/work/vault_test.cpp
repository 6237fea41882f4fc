#include "client/work/vault.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using base::Json;

namespace {

// A server's voice and one member's device, without a network between them.
class Device {
 public:
  Device() {
    std::string name = (std::filesystem::temp_directory_path() / "ziping-vault-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home_ = name;
    reopen();
    REQUIRE(vault().enrolled(identity("office")).has_value());
    Json entry = this->entry("form");
    entry["form"] = support::small_form().json();
    REQUIRE(hear({entry}).has_value());
  }
  ~Device() {
    vault_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  client::Vault& vault() { return *vault_; }
  void reopen() {
    vault_.reset();
    auto opened = client::Vault::open(home_);
    REQUIRE(opened.has_value());
    vault_ = std::move(*opened);
  }

  Json entry(const char* kind) {
    Json out;
    out["seq"] = ++seq_;
    out["kind"] = kind;
    return out;
  }
  sync::SyncResponse answer(std::vector<Json> entries) {
    sync::SyncResponse out;
    out.entries = std::move(entries);
    out.cursor = seq_;
    return out;
  }
  client::Identity identity(const std::string& user) {
    return {"http://127.0.0.1:1",      "centre", "token", id(*vault().device_key()), server_key_.public_key(),
            {user, "office", "d1", ""}};
  }
  client::Result<client::Applied> hear(std::vector<Json> entries) { return vault().apply(answer(std::move(entries))); }

  client::ReportRow report() {
    auto id = vault().new_report("small", 2022);
    REQUIRE(id.has_value());
    // The small form asks for no year; what new_report() put there is not what these tests are about.
    auto row = vault().report(*id);
    REQUIRE(row.has_value());
    return *row;
  }
  void set(const client::ReportRow& row, const char* path, const char* value) {
    REQUIRE(vault().edit(row, client::set_edit(path, Json(value))).has_value());
  }
  std::string seal(const client::ReportRow& row) {
    auto sealed = vault().seal(row, "");
    REQUIRE(sealed.has_value());
    REQUIRE(sealed->has_value());
    return (*sealed)->hex();
  }
  sync::Receipt receipt(const std::string& revision, const base::SecretKey& key) {
    sync::Receipt out{revision, ++seq_, "2022-12-31T08:00:00Z", {}};
    out.signature = key.sign(out.signed_bytes("centre"));
    return out;
  }
  // What the server answers to whoever pushed the revision.
  sync::SyncResponse confirming(const std::string& revision, std::vector<Json> entries = {}) {
    const sync::Receipt given = receipt(revision, server_key_);
    sync::SyncResponse out = answer(std::move(entries));
    out.receipts.push_back(given);
    return out;
  }
  // The server's log goes on from an earlier entry.
  void set_back(std::int64_t seq) { seq_ = seq; }
  const base::SecretKey& other_key() const { return other_key_; }
  static std::string id(const base::SecretKey& key) {
    const auto& bytes = key.public_key().bytes;
    return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
  }
  // A colleague's revision on the heads of this device, as the server passes it on.
  Json colleague(const client::ReportRow& row, const char* path, const char* value) {
    auto shown = vault().shown(row);
    REQUIRE(shown.has_value());
    report::Header header{row.id,
                          *base::Hash::parse(row.form),
                          {shown->heads.begin(), shown->heads.end()},
                          "colleague",
                          id(other_key_),
                          "2022-12-31T08:00:00Z",
                          "",
                          {}};
    report::State after = shown->state;
    after.set(path, report::Value(Json(value)));
    const report::State* parent = &shown->state;  // one head and no draft: the state is the parent's
    REQUIRE(shown->heads.size() == 1);
    REQUIRE_FALSE(shown->draft);
    Json out = entry("revision");
    out["revision"] = report::seal(std::move(header), std::span(&parent, 1), after, other_key_).json();
    return out;
  }
  Json colleagues_device() {
    Json out = entry("device");
    out["id"] = id(other_key_);
    out["user"] = "colleague";
    out["key"] = other_key_.public_key().base64();
    return out;
  }
  std::string text(const client::ReportRow& row, const char* path) {
    auto shown = vault().shown(row);
    REQUIRE(shown.has_value());
    const std::string* value = shown->state.value(path).text();
    return value ? *value : std::string();
  }

 private:
  std::filesystem::path home_;
  std::unique_ptr<client::Vault> vault_;
  base::SeededRandom random_{7};
  base::SecretKey server_key_ = base::SecretKey::generate(random_), other_key_ = base::SecretKey::generate(random_);
  std::int64_t seq_ = 0;
};

}  // namespace

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
  REQUIRE(device.vault().apply(refusing).has_value());
  CHECK(device.text(row, "budget").empty());
  CHECK(device.text(row, "goal") == "目标。");
  CHECK(device.text(row, "spent") == "2.00");
  const Json kept = *device.vault().list(client::Listing::Suggestions, row);
  REQUIRE(kept.as_array()->size() == 1);
  CHECK(kept.as_array()->front().text_or("path") == "budget");
  CHECK(kept.as_array()->front().text_or("value") == "1.00");
  const auto outbox = device.vault().outbox();
  REQUIRE(outbox->size() == 1);
  const Json::Array& parents = outbox->front().find("header")->list("parents");
  REQUIRE(parents.size() == 1);
  CHECK(*parents.front().as_string() == first);
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
  REQUIRE(device.vault().apply(refusing).has_value());
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

TEST_CASE("enrolling again goes on with the same key, and somebody else's work is not taken over") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  const base::PublicKey key = device.vault().device_key()->public_key();
  CHECK(device.vault().enrolled(device.identity("office")).has_value());
  CHECK(device.vault().device_key()->public_key() == key);
  const auto other = device.vault().enrolled(device.identity("somebody"));
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == "other-account");
  CHECK(device.vault().identity()->user.name == "office");
}

TEST_CASE("typing on in one field keeps one row of the journal, and a value that no field takes is not kept at all") {
  Device device;
  const client::ReportRow row = device.report();
  for (const char* text : {"甲", "甲乙", "甲乙丙。"}) device.set(row, "goal", text);
  device.set(row, "title", "标题");
  device.set(row, "goal", "甲乙丙。丁。");
  CHECK(device.vault().edit(row, client::set_edit("budget", Json("1.2.3"))).error().code == "bad-number");
  device.reopen();
  CHECK(device.text(row, "goal") == "甲乙丙。丁。");
  CHECK(device.text(row, "title") == "标题");
  CHECK(device.text(row, "budget").empty());
}

TEST_CASE("an edit made on heads that have moved becomes a revision on those") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "goal", "甲句。乙句。");
  device.seal(row);
  REQUIRE(device.hear({device.colleagues_device()}).has_value());
  const report::RevisionSet before = device.vault().shown(row)->heads;
  REQUIRE(device.hear({device.colleague(row, "goal", "甲句。乙句改了。")}).has_value());
  const auto late = device.vault().edit_on(row, before, client::set_edit("goal", Json("甲句改了。乙句。")));
  REQUIRE(late.has_value());
  CHECK(device.text(row, "goal") == "甲句改了。乙句改了。");
  CHECK(device.vault().shown(row)->heads.size() == 2);
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
  const auto keep = [&] {
    REQUIRE(device.vault().keep_summaries("me", {{row.id, Json("line")}}).has_value());
    REQUIRE(device.vault().kept_summaries("me")->size() == 1);
  };
  const auto gone = [&] { return device.vault().kept_summaries("me")->empty(); };
  keep();
  CHECK(device.vault().kept_summaries("another program")->empty());
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
  REQUIRE(device.vault().keep_aside(row, client::set_edit("goal", Json("不收")), "为什么").has_value());
  CHECK(gone());
  keep();
  device.reopen();
  CHECK_FALSE(gone());
}
