#include "client/work/bundles.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using base::Json;
namespace fs = std::filesystem;

namespace {

Json entry(std::int64_t seq, const char* kind) {
  Json out;
  out["seq"] = seq;
  out["kind"] = kind;
  return out;
}

std::string device_id(const base::PublicKey& key) {
  return base::sha256({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}).hex().substr(0, 32);
}

// Two offices of one department, each with a laptop; both have heard of each other and of the form.
class Pair {
 public:
  Pair() {
    std::string name = (fs::temp_directory_path() / "ziping-bundles-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    sync::SyncResponse news;
    news.entries = {entry(1, "form")};
    news.entries.back()["form"] = support::small_form().json();
    news.cursor = 10;
    for (const char* user : {"town", "office"}) {
      auto vault = open(user);
      const base::PublicKey key = vault->device_key()->public_key();
      REQUIRE(vault
                  ->enrolled({"http://127.0.0.1:1",
                              "centre",
                              "token",
                              device_id(key),
                              server.public_key(),
                              {user, "office", "d1", ""}})
                  .has_value());
      const auto seq = static_cast<std::int64_t>(news.entries.size());
      news.entries.push_back(entry(seq + 1, "user"));
      news.entries.back()["name"] = user;
      news.entries.back()["department"] = "d1";
      news.entries.push_back(entry(seq + 2, "device"));
      news.entries.back()["id"] = device_id(key);
      news.entries.back()["user"] = user;
      news.entries.back()["key"] = key.base64();
    }
    for (const char* user : {"town", "office"}) REQUIRE(open(user)->apply(news).has_value());
  }
  ~Pair() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  std::unique_ptr<client::Vault> open(const std::string& user) const {
    auto vault = client::Vault::open(folder / user);
    REQUIRE(vault.has_value());
    return std::move(*vault);
  }
  // Three revisions of the town's, one after the other, as they leave on a stick.
  std::string words() {
    auto town = open("town");
    report = *town->new_report("small", 2022);
    const client::ReportRow row = *town->report(report);
    for (const char* text : {"一", "二", "三"}) {
      REQUIRE(town->edit(row, client::set_edit("title", Json(text))).has_value());
      REQUIRE(town->seal(row, "")->has_value());
    }
    auto made = client::Bundles(*town).make({});
    REQUIRE(made.has_value());
    CHECK(made->counts.revisions == 3);
    return made->file;
  }
  // Whatever the town's device puts its name to.
  std::string forged(const sync::BundleContent& content) {
    auto town = open("town");
    const base::SecretKey key = *town->device_key();
    const sync::BundlePreface preface{
        device_id(key.public_key()), "town", key.public_key(), "centre", "2023-01-01T00:00:00Z", "d1", ""};
    return *sync::pack(preface, content, {{open("office")->device_key()->public_key()}, ""}, key, random);
  }
  sync::BundleContent opened(const std::string& file) const {
    auto office = open("office");
    return *sync::PackedBundle::parse(file)->open({*office->device_key(), ""});
  }
  // What the town says about the last of the revisions.
  sync::RemarkHeader said(const sync::BundleContent& content) const {
    sync::RemarkHeader out;
    out.report = report;
    out.version = 1;
    out.revision = report::Revision::parse(content.revisions.back())->header.name();
    out.text = "请补依据。";
    out.author = "town";
    out.device = device_id(open("town")->device_key()->public_key());
    out.stamp = "2023-01-01T00:00:00Z";
    return out;
  }
  Json sealed(const sync::RemarkHeader& header) const { return seal(header, *open("town")->device_key()).json(); }
  std::string refusal(const std::string& file) const {
    auto office = open("office");
    auto taken = client::Bundles(*office).take(file, "");
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().message.ends_with("。"));
    CHECK(client::Bundles(*office).look(file, "").error().code == taken.error().code);
    CHECK(office->outbox()->empty());
    CHECK(office->reports()->empty());
    CHECK(office->remarks_waiting()->empty());
    CHECK(office->unsent_files()->empty());
    return taken.error().code;
  }

  fs::path folder;
  std::string report;
  base::SeededRandom random{9};
  base::SecretKey server = base::SecretKey::generate(random), other = base::SecretKey::generate(random);
};

std::string title(client::Vault& vault, const std::string& report) {
  auto row = vault.report(report);
  if (!row) return {};
  const auto shown = vault.shown(*row);
  REQUIRE(shown.has_value());
  const std::string* text = shown->state.value("title").text();
  return text ? *text : std::string();
}

}  // namespace

TEST_CASE(
    "a bundle of the department is not for a device that was revoked or waits, and what it sealed is still known") {
  Pair pair;
  (void)pair.words();
  const base::SecretKey office = *pair.open("office")->device_key();
  const auto opens = [&] {
    const auto made = client::Bundles(*pair.open("town")).make({});
    REQUIRE(made.has_value());
    return sync::PackedBundle::parse(made->file)->open({office, ""}).has_value();
  };
  const auto tell = [&](std::int64_t seq, const char* how) {
    sync::SyncResponse news;
    news.entries = {entry(seq, "device")};
    news.entries.back()["id"] = device_id(office.public_key());
    news.entries.back()["user"] = "office";
    news.entries.back()["key"] = office.public_key().base64();
    if (*how) news.entries.back()[how] = true;
    news.cursor = seq;
    REQUIRE(pair.open("town")->apply(news).has_value());
  };
  CHECK(opens());
  tell(11, "waiting");
  CHECK_FALSE(opens());
  tell(12, "");
  CHECK(opens());
  tell(13, "revoked");
  CHECK_FALSE(opens());
  auto town = pair.open("town"), reader = pair.open("office");
  const auto by_office = client::Bundles(*reader).make({});
  REQUIRE(by_office.has_value());
  CHECK(client::Bundles(*town).look(by_office->file, "").has_value());
}

TEST_CASE(
    "whatever fails while a bundle is taken, all of it is there afterwards or nothing, and it can be taken again") {
  Pair pair;
  sync::BundleContent content = pair.opened(pair.words());
  content.remarks = {pair.sealed(pair.said(content))};
  const std::string body(300'000, 'x');
  content.files = {{base::sha256(body), body}};
  const std::string file = pair.forged(content);
  const fs::path office = pair.folder / "office", kept = pair.folder / "kept";
  fs::copy(office, kept, fs::copy_options::recursive);
  test::FaultyDisk disk;
  int nothing = 0;
  for (const test::Fault fault : {test::Fault::Once, test::Fault::Full, test::Fault::PowerCut}) {
    for (int n = 1;; ++n) {
      INFO("fault " << static_cast<int>(fault) << " at " << n);
      fs::remove_all(office);
      fs::copy(kept, office, fs::copy_options::recursive);
      auto vault = pair.open("office");
      disk.fail_at(n, fault);
      const bool taken = client::Bundles(*vault).take(file, "").has_value();
      vault.reset();
      const bool failed = disk.has_failed();
      disk.repair();
      vault = pair.open("office");
      const std::size_t there = vault->outbox()->size();
      CHECK((there == 0 || there == 3));
      CHECK(vault->remarks_waiting()->size() == there / 3);
      CHECK(*vault->file_size(base::sha256(body).hex()) == (there == 3 ? 300'000 : 0));
      if (taken) CHECK(there == 3);
      CHECK(title(*vault, pair.report) == (there == 3 ? "三" : ""));
      nothing += there == 0;
      const auto again = client::Bundles(*vault).take(file, "");
      REQUIRE(again.has_value());
      CHECK(again->seen.fresh == (there == 3 ? 0 : 5));
      CHECK(*vault->file_size(base::sha256(body).hex()) == 300'000);
      CHECK(title(*vault, pair.report) == "三");
      REQUIRE(vault->verify().has_value());
      if (!failed) break;
    }
  }
  CHECK(nothing > 10);
}

TEST_CASE("from a colleague nothing counts that only the server may say, or that somebody else signed") {
  Pair pair;
  const sync::BundleContent honest = pair.opened(pair.words());
  sync::BundleContent content = honest;
  content.to = 20;
  content.entries = {entry(15, "user")};
  CHECK(pair.refusal(pair.forged(content)) == "bad-message");
  content = honest;
  content.receipts = {{base::sha256("x").hex(), 7, "2023-01-01T00:00:00Z", pair.other.sign("x")}};
  CHECK(pair.refusal(pair.forged(content)) == "bad-receipt");
  content = honest;
  content.refused = {{base::sha256("x").hex(), "denied", "不行。", {}}};
  CHECK(pair.refusal(pair.forged(content)) == "bad-receipt");
  content = honest;
  content.revisions[1]["delta"]["set"]["title"] = Json("别人的话");
  CHECK(pair.refusal(pair.forged(content)) == "wrong-digest");
  content = honest;
  content.revisions[2]["signature"] = pair.other.sign("x").base64();
  CHECK(pair.refusal(pair.forged(content)) == "bad-signature");
  content = honest;
  content.needs = {base::sha256("of something else").hex()};
  content.revisions.clear();
  CHECK(pair.refusal(pair.forged(content)) == "missing-revisions");
  content = honest;
  std::swap(content.revisions[0], content.revisions[1]);
  CHECK(pair.refusal(pair.forged(content)) == "missing-revisions");
  content = honest;
  content.revisions.erase(content.revisions.begin());
  CHECK(pair.refusal(pair.forged(content)) == "missing-revisions");
}

TEST_CASE(
    "of a colleague's bundle a remark counts only by its author's signature, and only with what it speaks about") {
  Pair pair;
  const sync::BundleContent honest = pair.opened(pair.words());
  const auto refused = [&](const std::vector<Json>& remarks) {
    sync::BundleContent content = honest;
    content.remarks = remarks;
    return pair.refusal(pair.forged(content));
  };
  const sync::RemarkHeader good = pair.said(honest);
  sync::RemarkHeader author = good, device = good, report = good, version = good, answer = good;
  author.author = "office";
  device.device = std::string(32, 'e');
  report.report = std::string(32, 'f');
  version.revision = base::sha256("another");
  answer.kind = sync::RemarkKind::Answer;
  answer.on = good.name();
  Json words = pair.sealed(good);
  words["header"]["text"] = Json("很好。");
  CHECK(refused({Json("rubbish")}) == "bad-remark");
  CHECK(refused({words}) == "bad-signature");
  CHECK(refused({pair.sealed(author)}) == "bad-signature");
  CHECK(refused({pair.sealed(device)}) == "unknown-device");
  CHECK(refused({pair.sealed(report)}) == "missing-revisions");
  CHECK(refused({pair.sealed(version)}) == "missing-revisions");
  CHECK(refused({pair.sealed(answer), pair.sealed(good)}) == "missing-revisions");
  sync::BundleContent content = honest;
  content.remarks = {pair.sealed(good), pair.sealed(answer)};
  const std::string file = pair.forged(content);
  auto office = pair.open("office");
  REQUIRE(client::Bundles(*office).take(file, "").has_value());
  CHECK(office->remarks_waiting()->size() == 2);
}

TEST_CASE("an answer to what was taken back stays here, and holds up nothing that waits with it") {
  Pair pair;
  sync::BundleContent content = pair.opened(pair.words());
  const sync::RemarkHeader said = pair.said(content);
  content.remarks = {pair.sealed(said)};
  const std::string file = pair.forged(content), name = said.name().hex();
  auto office = pair.open("office"), town = pair.open("town");
  REQUIRE(client::Bundles(*office).take(file, "").has_value());
  REQUIRE(client::Bundles(*town).take(client::Bundles(*office).make({})->file, "").has_value());
  REQUIRE(town->withdraw_remark(name).has_value());
  REQUIRE(office->follow_remark(*office->remark(name), sync::RemarkKind::Answer, "已补充。").has_value());
  REQUIRE(client::Bundles(*town).take(client::Bundles(*office).make({})->file, "").has_value());
  CHECK(town->remarks_waiting()->size() == 1);
  const auto made = client::Bundles(*town).make({});
  REQUIRE(made.has_value());
  CHECK(made->counts.remarks == 0);
  CHECK(made->counts.revisions == 3);
}

TEST_CASE("a maker that nobody has introduced, or with another's name, is not believed") {
  Pair pair;
  const std::string town = device_id(pair.open("town")->device_key()->public_key());
  const base::PublicKey reader = pair.open("office")->device_key()->public_key();
  const auto made_by = [&](const std::string& device, const char* server, const char* department) {
    const sync::BundlePreface preface{device, "town", pair.other.public_key(), server, "", department, "office"};
    return *sync::pack(preface, {}, {{reader}, ""}, pair.other, pair.random);
  };
  CHECK(pair.refusal(made_by(town, "centre", "d1")) == "unknown-maker");
  CHECK(pair.refusal(made_by(device_id(pair.other.public_key()), "centre", "d1")) == "unknown-maker");
  CHECK(pair.refusal(made_by(town, "elsewhere", "d1")) == "foreign-bundle");
  CHECK(pair.refusal(made_by(town, "centre", "d2")) == "foreign-bundle");
  CHECK(pair.refusal(made_by("", "centre", "d1")) == "foreign-bundle");  // as if the server had made it
}

TEST_CASE("looking at a bundle changes nothing") {
  Pair pair;
  const std::string file = pair.words();
  auto office = pair.open("office");
  const auto seen = client::Bundles(*office).look(file, "");
  REQUIRE(seen.has_value());
  CHECK(seen->fresh == 3);
  CHECK(office->reports()->empty());
  CHECK(office->outbox()->empty());
}

TEST_CASE("a draft is sealed before a bundle moves the heads it stands on, so that both are merged") {
  Pair pair;
  (void)pair.words();
  const auto carry = [&](const std::string& from, const std::string& to, const client::BundleOrder& order) {
    auto maker = pair.open(from), taker = pair.open(to);
    const auto made = client::Bundles(*maker).make(order);
    REQUIRE(made.has_value());
    REQUIRE(client::Bundles(*taker).take(made->file, "").has_value());
  };
  carry("town", "office", {});
  const auto write = [&](const std::string& user, const char* path, const char* text) {
    auto vault = pair.open(user);
    REQUIRE(vault->edit(*vault->report(pair.report), client::set_edit(path, Json(text))).has_value());
  };
  write("office", "goal", "办公室的目标。");
  write("town", "title", "四");
  carry("town", "office", {});
  auto office = pair.open("office");
  CHECK(title(*office, pair.report) == "四");
  const auto shown = office->shown(*office->report(pair.report));
  CHECK(*shown->state.value("goal").text() == "办公室的目标。");
  CHECK(shown->heads.size() == 2);
  CHECK_FALSE(shown->draft);
}

TEST_CASE("a draft that cannot be sealed stops no bundle: the rest is given, and what is taken puts it aside") {
  Pair pair;
  const std::string words = pair.words();
  REQUIRE(client::Bundles(*pair.open("office")).take(words, "").has_value());
  const std::string insert = "INSERT INTO edit(report, body, at) VALUES('" + pair.report +
                             R"(', '{"op":"set","path":"blocks[zz].text","value":"x"}', ''))";
  for (const char* user : {"town", "office"}) {
    auto database = sqlite::Database::open(pair.folder / user / "vault.db");
    REQUIRE(database.has_value());
    REQUIRE((*database)->run(insert).has_value());
  }
  auto town = pair.open("town");
  const std::string other = *town->new_report("small", 2023);
  const auto made = client::Bundles(*town).make({});
  REQUIRE(made.has_value());
  CHECK(made->stayed == std::vector{pair.report});
  CHECK(made->counts.revisions == 4);  // three of before, and the other report's draft
  CHECK(town->has_draft(pair.report));
  const client::ReportRow row = *town->report(pair.report);
  REQUIRE(town->put_draft_aside(row).has_value());
  REQUIRE(town->edit(row, client::set_edit("title", Json("四"))).has_value());
  const auto next = client::Bundles(*town).make({});
  REQUIRE(next.has_value());
  CHECK(next->stayed.empty());
  auto office = pair.open("office");
  REQUIRE(client::Bundles(*office).take(next->file, "").has_value());
  CHECK(title(*office, pair.report) == "四");
  CHECK(office->drafts_aside(row)->size() == 1);
}
