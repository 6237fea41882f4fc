// Bundles at the server that were harmed on their way or are not meant for it: none of them changes a row.
#include "shared/sync/bundle.h"

#include <catch2/catch_test_macros.hpp>

#include "server/admin/command.h"
#include "server/web/api.h"
#include "shared/base/file.h"
#include "tests/server/site.h"
#include "tests/support/contents.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;

namespace {

constexpr std::size_t kHarms = 16;  // places in a file that is cut or changed
constexpr const char* kWords = "山路弯弯过五岭啊";

// Who takes bundles in at the server, and an office that makes them.
class Gate {
 public:
  Gate() {
    furnish(folder_.path);
    {
      server::Api api(opened(folder_.path), server::Admission::AtOnce);
      Json body;
      body["user"] = "办";
      body["password"] = kPassword;
      body["device"]["label"] = "笔记本";
      body["device"]["key"] = key_.public_key().base64();
      device = api.enrol({base::canonical(body), {}, {}, "127.0.0.1"}).body.text_or("device");
      const Json about = *api.hello().body.find("server");
      server_id = about.text_or("id");
      server_key_ = *base::PublicKey::parse(about.text_or("key"));
    }
    writer_ = std::make_unique<server::Writer>(opened(folder_.path));
  }

  // A report's first.
  Json revision() const {
    report::State state;
    state.set("goal", report::Value(Json("修建水渠三条。")));
    report::Header header;
    header.report = std::string(32, 'b');
    header.form = small_form().name();
    header.author = "办";
    header.device = device;
    header.at = "2023-01-01T00:00:00Z";
    return report::seal(header, {}, state, key_).json();
  }
  // As that device brings it for that server.
  std::string bundle_of(const Json& revision, const base::SecretKey& maker, const std::string& of,
                        const std::string& to, const std::string& passphrase = {}) {
    sync::BundleContent content;
    content.revisions.push_back(revision);
    const sync::BundlePreface preface{of, "办", maker.public_key(), to, "2023-01-01T00:00:00Z", "nong", ""};
    sync::BundleReaders readers;
    if (passphrase.empty()) readers.keys.push_back(server_key_);
    readers.passphrase = passphrase;
    auto packed = sync::pack(preface, content, readers, maker, random_);
    REQUIRE(packed.has_value());
    return std::move(*packed);
  }
  std::string bundle(const base::SecretKey& maker, const std::string& of, const std::string& to) {
    return bundle_of(revision(), maker, of, to);
  }
  std::string bundle(const std::string& passphrase = {}) {
    return bundle_of(revision(), key_, device, server_id, passphrase);
  }

  base::Result<Json> order(const char* command, const std::string& bytes, const std::string& passphrase = {}) {
    const std::string file = (folder_.path / "up.zpb").string();
    REQUIRE(base::write_file(file, bytes).has_value());
    Json body;
    body["command"] = command;
    body["file"] = file;
    body["password"] = passphrase;
    return server::administer(*writer_, "管", body, server::DiskLevel::Roomy);
  }
  std::int64_t receipts_for(const std::string& bytes, const std::string& passphrase = {}) {
    const auto taken = order("bundle apply", bytes, passphrase);
    REQUIRE(taken.has_value());
    return taken->integer_or("receipts", -1);
  }
  std::string held(const std::set<std::string>& except = {}) {
    std::string out;
    const auto read = writer_->read([&](server::Ledger& ledger) {
      out = tests::contents_of(ledger.database(), except);
      return base::done();
    });
    REQUIRE(read.has_value());
    return out;
  }
  // REQUIREs that it is refused and that not even the audit is another.
  std::string refusal_of(const std::string& bytes, const std::string& passphrase = {}) {
    const std::string before = held();
    const auto taken = order("bundle apply", bytes, passphrase), seen = order("bundle verify", bytes, passphrase);
    REQUIRE_FALSE(taken.has_value());
    REQUIRE_FALSE(seen.has_value());
    CHECK(seen.error().code == taken.error().code);
    CHECK(taken.error().message.ends_with("。"));
    CHECK(held() == before);
    return taken.error().code;
  }
  const base::SecretKey& key() const { return key_; }

  std::string device, server_id;

 private:
  Folder folder_;
  base::SeededRandom random_{8};
  base::SecretKey key_ = base::SecretKey::generate(random_);
  base::PublicKey server_key_;
  std::unique_ptr<server::Writer> writer_;
};

}  // namespace

TEST_CASE("a bundle that is cut or changed anywhere leaves the ledger as it was, and the whole one is taken once") {
  Gate gate;
  const std::string whole = gate.bundle();
  for (std::size_t i = 0; i < kHarms; ++i) {
    const std::size_t at = whole.size() * i / kHarms;
    INFO("at byte " << at << " of " << whole.size());
    const std::string cut = gate.refusal_of(whole.substr(0, at));
    CHECK((cut == "not-a-bundle" || cut == "damaged-bundle"));
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const std::string other = gate.refusal_of(changed);
    CHECK((other == "not-a-bundle" || other == "damaged-bundle"));
  }
  const std::set<std::string> audit{"audit"};  // which tells of each time
  REQUIRE(gate.receipts_for(whole) == 1);
  const std::string once = gate.held(audit);
  CHECK(gate.receipts_for(whole) == 1);
  CHECK(gate.held(audit) == once);
}

TEST_CASE("at the server too a wrong passphrase changes nothing and says so, and so does none") {
  Gate gate;
  const std::string file = gate.bundle(kWords);
  CHECK(gate.refusal_of(file) == "passphrase-needed");
  CHECK(gate.refusal_of(file, "山路弯弯过六岭啊") == "wrong-passphrase");
  CHECK(gate.refusal_of(file.substr(0, file.size() - 1), kWords) == "damaged-bundle");
  CHECK(gate.receipts_for(file, kWords) == 1);
}

TEST_CASE("a bundle for another server, or by a device that is not enrolled, leaves the ledger as it was") {
  Gate gate;
  base::SeededRandom random(9);
  const base::SecretKey other = base::SecretKey::generate(random);
  CHECK(gate.refusal_of(gate.bundle(gate.key(), gate.device, "elsewhere")) == "foreign-bundle");
  CHECK(gate.refusal_of(gate.bundle(gate.key(), "", gate.server_id)) == "foreign-bundle");  // as an answer of its own
  CHECK(gate.refusal_of(gate.bundle(other, std::string(32, 'c'), gate.server_id)) == "unknown-maker");
  CHECK(gate.refusal_of(gate.bundle(other, gate.device, gate.server_id)) == "unknown-maker");
  CHECK(gate.receipts_for(gate.bundle()) == 1);
}

TEST_CASE("a revision that its own device brings altered is refused with the server's signature, for that device") {
  Gate gate;
  Json odd = gate.revision();
  odd["delta"] = Json(Json::Object{});
  const auto taken = gate.order("bundle apply", gate.bundle_of(odd, gate.key(), gate.device, gate.server_id));
  REQUIRE(taken.has_value());
  REQUIRE(taken->list("refused").size() == 1);
  CHECK(taken->list("refused").front().find("signature"));
  CHECK(gate.receipts_for(gate.bundle()) == 1);
}
