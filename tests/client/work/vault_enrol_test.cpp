#include <catch2/catch_test_macros.hpp>

#include "client/work/courier.h"
#include "client/work/exchange.h"
#include "client/work/outbox.h"
#include "tests/client/work/device.h"

using namespace ziping;
using base::Json;
using tests::Device;

TEST_CASE("enrolling again goes on with the same key, and somebody else's work is not taken over") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  const auto unsent = *device.vault().outbox();
  const base::PublicKey key = device.vault().device_key()->public_key();
  CHECK(device.vault().enrolled(device.identity("office")).has_value());
  CHECK(device.vault().device_key()->public_key() == key);
  CHECK((unsent.size() == 1 && *device.vault().outbox() == unsent));
  client::Identity elsewhere = device.identity("office");
  elsewhere.server_key = device.other_key().public_key();
  for (const client::Identity& other : {device.identity("somebody"), elsewhere}) {
    const auto refused = device.vault().enrolled(other);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "other-account");
    CHECK(device.vault().identity()->user.name == "office");
    CHECK(device.vault().identity()->server_key == device.identity("office").server_key);
    CHECK(*device.vault().outbox() == unsent);
  }
}

TEST_CASE(
    "what a device sealed and had not sent is sealed anew under the key that it has since the other was revoked") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string old = device.seal(row);
  base::SeededRandom random(99);
  const base::SecretKey key = base::SecretKey::generate(random);
  client::Identity next = device.identity("office");
  const std::string before = next.device;
  next.device = Device::id(key);
  REQUIRE(device.vault().enrolled(next, key).has_value());
  device.reopen();
  CHECK(device.vault().device_key()->public_key() == key.public_key());
  CHECK(device.vault().was_before(before));
  CHECK_FALSE(device.vault().was_before(next.device));
  CHECK_FALSE(device.vault().was_before(before.substr(1)));
  CHECK(device.text(row, "title") == "标题");
  device.set(row, "goal", "后来写的。");
  sync::SyncResponse refusing = device.answer({});
  refusing.refused.push_back({old, "device-revoked", "封存这条内容的设备已被撤销。", {}});
  const auto applied = device.vault().apply(refusing);
  REQUIRE(applied.has_value());
  CHECK(applied->refused.empty());
  CHECK(applied->sealed_anew.contains(old));
  CHECK(client::Outbox(device.vault()).refused()->empty());
  CHECK(device.text(row, "title") == "标题");
  CHECK(device.text(row, "goal") == "后来写的。");
  const auto waiting = device.vault().outbox();
  REQUIRE(waiting.has_value());
  REQUIRE_FALSE(waiting->empty());
  for (const Json& one : *waiting) CHECK(report::Revision::parse(one)->header.device == next.device);
  CHECK(*device.vault().list(client::Listing::Suggestions, row) == Json(Json::Array{}));
  CHECK(device.vault().verify().has_value());
}

TEST_CASE("what is sealed anew under a new key is no refusal of the sync that sends it") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string old = device.seal(row);
  base::SeededRandom random(99);
  const base::SecretKey key = base::SecretKey::generate(random);
  client::Identity next = device.identity("office");
  next.device = Device::id(key);
  REQUIRE(device.vault().enrolled(next, key).has_value());
  client::Exchange exchange(device.vault());
  REQUIRE(exchange.next()->value().push.size() == 1);
  sync::SyncResponse refusing = device.answer({});
  refusing.refused.push_back({old, "device-revoked", "封存这条内容的设备已被撤销。", {}});
  REQUIRE(exchange.take(refusing.json()).has_value());
  CHECK(exchange.result().refused.empty());
  CHECK(exchange.result().sent == 0);
  const auto again = exchange.next();
  REQUIRE((again.has_value() && again->has_value()));
  REQUIRE((*again)->push.size() == 1);
  const std::string anew = report::Revision::parse((*again)->push.front())->header.name().hex();
  REQUIRE(exchange.take(device.confirming(anew).json()).has_value());
  CHECK(exchange.result().sent == 1);
  CHECK(exchange.result().receipts == 1);
}

TEST_CASE("who has registered again takes back a remark that he had not sent before, and nobody else's") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string first = device.seal(row);
  REQUIRE(device.vault().apply(device.confirming(first)).has_value());
  Json version = device.entry("version");
  version["report"] = row.id;
  version["version"] = 1;
  version["revision"] = first;
  REQUIRE(device.hear({version}).has_value());
  const auto remark = device.vault().add_remark(row, {1, "title", "", 0, "请补充年度。"});
  REQUIRE(remark.has_value());
  client::Identity next = device.identity("office");
  SECTION("with a new key") {
    base::SeededRandom random(99);
    const base::SecretKey key = base::SecretKey::generate(random);
    next.device = Device::id(key);
    REQUIRE(device.vault().enrolled(next, key).has_value());
    CHECK(device.vault().withdraw_remark(*remark).has_value());
    CHECK(device.vault().remarks_waiting()->empty());
  }
  SECTION("as a device that never was this one") {
    next.device = std::string(32, 'a');
    REQUIRE(device.vault().enrolled(next).has_value());
    CHECK(device.vault().withdraw_remark(*remark).error().code == "not-yours");
  }
}

TEST_CASE("a new key is asked for only where the same person's device was revoked") {
  Device device;
  const base::Error revoked{base::ErrorKind::Invalid, "already-there", "已被撤销。", {}};
  CHECK(client::wants_new_key(device.vault(), "office", revoked));
  CHECK_FALSE(client::wants_new_key(device.vault(), "somebody", revoked));
  CHECK_FALSE(client::wants_new_key(device.vault(), "office", {base::ErrorKind::Denied, "wrong-password", "", {}}));
}

TEST_CASE("an account that is told other things hears the server from its beginning, and the same one goes on") {
  Device device;
  REQUIRE(device.vault().set("chain", "abc").has_value());
  const std::int64_t heard = device.vault().cursor();
  REQUIRE(heard > 0);
  client::Identity next = device.identity("office");
  next.token = "another";
  REQUIRE(device.vault().enrolled(next).has_value());
  CHECK(device.vault().cursor() == heard);
  CHECK(device.vault().chain() == "abc");
  SECTION("somebody else") { next.user.name = "somebody"; }
  SECTION("with another role") { next.user.role = "member"; }
  SECTION("in another department") { next.user.department = "d2"; }
  SECTION("at another server") { next.server_key = device.other_key().public_key(); }
  REQUIRE(device.vault().enrolled(next).has_value());
  CHECK(device.vault().cursor() == 0);
  CHECK(device.vault().chain().empty());
}

TEST_CASE("who comes to another department is not taken for one whose server was set back, and keeps his receipts") {
  Device device;
  const client::ReportRow row = device.report();
  device.set(row, "title", "标题");
  const std::string name = device.seal(row);
  const Json sealed = device.vault().outbox()->front();
  REQUIRE(device.vault().apply(device.confirming(name)).has_value());
  const std::int64_t seq = device.vault().last_receipt(row)->seq;
  client::Identity next = device.identity("office");
  next.user.department = "d2";
  REQUIRE(device.vault().enrolled(next).has_value());
  REQUIRE(device.hear({device.colleagues_device()}).has_value());  // and nothing of the other department
  CHECK(device.text(row, "title") == "标题");
  CHECK(device.vault().unsent(row) == 0);
  REQUIRE(device.vault().enrolled(device.identity("office")).has_value());
  Json again = device.entry("revision");
  again["seq"] = seq;
  again["revision"] = sealed;
  REQUIRE(device.hear({again}).has_value());
  REQUIRE(device.vault().last_receipt(row).has_value());
  CHECK(device.vault().last_receipt(row)->revision == name);
}
