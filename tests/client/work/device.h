// A server's voice and one member's device, without a network between them.
#pragma once

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "client/work/vault.h"
#include "tests/support/made_up_report.h"

namespace ziping::tests {

using base::Json;

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

  const std::filesystem::path& home() const { return home_; }
  // What another program does to the file meanwhile.
  void change_file(const std::string& sql) {
    vault_.reset();
    auto database = sqlite::Database::open(home_ / "vault.db");
    REQUIRE(database.has_value());
    REQUIRE((*database)->run(sql).has_value());
    database->reset();
    reopen();
  }
  // Of a table on the disk.
  std::int64_t rows(const std::string& table) {
    vault_.reset();
    std::int64_t count = -1;
    if (auto database = sqlite::Database::open(home_ / "vault.db")) {
      auto find = (*database)->prepare("SELECT count(*) FROM " + table);
      if (find.step()) count = find.integer(0);
    }
    reopen();
    return count;
  }

  // What an earlier program sealed and queued.
  void queue(const report::Revision& revision) {
    vault_.reset();
    if (auto database = sqlite::Database::open(home_ / "vault.db")) {
      auto put =
          (*database)->prepare("INSERT INTO revision(name, report, body, state, why) VALUES(?1, ?2, ?3, 'queued', '')");
      put.bind(1, revision.header.name().hex()).bind(2, revision.header.report);
      CHECK(put.bind(3, base::canonical(revision.json())).run().has_value());
    }
    reopen();
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

}  // namespace ziping::tests
