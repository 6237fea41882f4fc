// An answer of the server, whatever stands in it, is taken whole or changes nothing. The vault then opens again, shows
// the same report and proves all that it holds, and what waited to be sent still does unless a receipt named it.
//
// Signatures are made good before, and so are digests and parents, so that what stands behind them is reached too. In
// the bytes aaaa… stands for the revision that both sides have, bbbb… for the one that waits, cccc… for the form, dddd…
// for the report, eeee… for this device and ffff… for a colleague's.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "client/work/vault.h"
#include "shared/report/delta.h"
#include "shared/sync/remark.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/made_up_report.h"
#include "tests/support/memory_disk/memory_disk.h"

using namespace ziping;
using base::Json;

namespace {

std::string device_of(const base::SecretKey& key) {
  const auto& bytes = key.public_key().bytes;
  return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
}

void replace_all(std::string& text, char placeholder, const std::string& name) {
  const std::string wanted(name.size(), placeholder);
  for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + name.size()))
    text.replace(at, wanted.size(), name);
}

// An office's vault on a disk in memory, as it is before each answer.
class Office {
 public:
  Office() {
    std::filesystem::create_directories(home_);
    {
      const auto vault = open();
      own_ = device_of(*vault->device_key());
      const client::Identity self{"http://127.0.0.1:1",          "centre", "token", own_, server_.public_key(),
                                  {"office", "office", "d1", ""}};
      ENSURE(vault->enrolled(self).has_value());
      Json form, device;
      form["seq"] = 1;
      form["kind"] = "form";
      form["form"] = support::small_form().json();
      device["seq"] = 2;
      device["kind"] = "device";
      device["id"] = device_of(colleague_);
      device["user"] = "colleague";
      device["key"] = colleague_.public_key().base64();
      sync::SyncResponse first;
      first.entries = {form, device};
      first.cursor = 2;
      ENSURE(vault->apply(first).has_value());
      report_ = *vault->new_report("small", 2022);
      held_ = sealed(*vault, "甲句。乙句。");
      sync::SyncResponse held;
      held.receipts = {receipt({held_, 3, "2022-12-31T08:00:00Z", {}})};
      held.cursor = 3;
      ENSURE(vault->apply(held).has_value());
      waiting_ = sealed(*vault, "甲句。乙句。丙句。");
      const auto row = vault->report(report_);
      ENSURE(vault->edit(*row, client::set_edit("budget", Json("12.50"))).has_value());
    }
    before_ = disk_.copy(home_.string());
  }
  ~Office() {
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  void begin() { disk_.restore(home_.string(), before_); }
  std::unique_ptr<client::Vault> open() {
    random_ = base::SeededRandom(9);
    auto vault = client::Vault::open(home_, clock_, random_);
    ENSURE(vault.has_value());
    return std::move(*vault);
  }
  std::string named(std::string text) const {
    replace_all(text, 'a', held_);
    replace_all(text, 'b', waiting_);
    replace_all(text, 'c', support::small_form().name().hex());
    replace_all(text, 'd', report_);
    replace_all(text, 'e', own_);
    replace_all(text, 'f', device_of(colleague_));
    return text;
  }
  void make_good(client::Vault& vault, sync::SyncResponse& response) const {
    for (sync::Receipt& one : response.receipts) one = receipt(one);
    const auto row = vault.report(report_);
    report::History history = **vault.revisions(*row);
    for (Json& entry : response.entries) {
      for (const char* member : {"revision", "snapshot"}) make_good(member, entry, history);
      const Json* body = entry.find("remark");
      auto remark = body ? sync::Remark::parse(*body) : base::Result<sync::Remark>(base::Error{});
      if (!remark) continue;
      remark->header.device = device_of(colleague_);
      entry["remark"] = sync::seal(remark->header, colleague_).json();
    }
  }
  const std::string& report() const { return report_; }
  const std::string& waiting() const { return waiting_; }

 private:
  std::string sealed(client::Vault& vault, const char* goal) const {
    const auto row = vault.report(report_);
    ENSURE(vault.edit(*row, client::set_edit("goal", Json(goal))).has_value());
    const auto revision = vault.seal(*row, "");
    ENSURE(revision.has_value() && revision->has_value());
    return (*revision)->hex();
  }
  sync::Receipt receipt(sync::Receipt out) const {
    out.signature = server_.sign(out.signed_bytes("centre"));
    return out;
  }
  // As the colleague seals it; parents that are not here are those that their first byte counts to.
  void make_good(const char* member, Json& entry, report::History& history) const {
    const Json* body = entry.find(member);
    auto revision = body ? report::Revision::parse(*body) : base::Result<report::Revision>(base::Error{});
    if (!revision) return;
    report::Header& header = revision->header;
    header.device = device_of(colleague_);
    std::vector<report::RevisionId> known;
    for (const auto& [id, one] : history.all()) known.push_back(id);
    report::RevisionSet parents;
    for (const report::RevisionId& parent : header.parents)
      parents.insert(history.find(parent) ? parent : known[parent.bytes[0] % known.size()]);
    header.parents.assign(parents.begin(), parents.end());
    std::vector<const report::State*> states;
    for (const report::RevisionId& parent : header.parents) states.push_back(history.find(parent)->state.get());
    const auto state = revision->is_snapshot() ? report::parse_state(*revision->content.find("snapshot"))
                                               : report::apply_delta(states, *revision->content.find("delta"));
    if (state) header.state = report::digest(*state);
    revision->signature = colleague_.sign(header.name().view());
    static_cast<void>(history.add(*revision));
    entry[member] = revision->json();
  }

  std::filesystem::path home_ =
      std::filesystem::temp_directory_path() / ("ziping-vault-fuzz-" + std::to_string(getpid()));
  base::ManualClock clock_{1'672'473'600'000};
  base::SeededRandom random_{9}, keys_{5};
  base::SecretKey server_ = base::SecretKey::generate(keys_), colleague_ = base::SecretKey::generate(keys_);
  test::MemoryDisk disk_;
  test::MemoryDisk::Copy before_;
  std::string own_, report_, held_, waiting_;
};

// All that a person can be shown of the vault.
Json told(client::Vault& vault, const std::string& report) {
  using client::Listing;
  const auto row = vault.report(report);
  ENSURE(row.has_value());
  Json out;
  for (const Listing what :
       {Listing::Log, Listing::Versions, Listing::Stages, Listing::Suggestions, Listing::SetAside}) {
    auto list = vault.list(what, *row);
    ENSURE(list.has_value());
    out[std::to_string(static_cast<int>(what))] = std::move(*list);
  }
  const auto outbox = vault.outbox(), directory = vault.directory();
  ENSURE(outbox && directory);
  out["outbox"] = Json(Json::Array(outbox->begin(), outbox->end()));
  out["directory"] = Json(Json::Array(directory->begin(), directory->end()));
  out["cursor"] = vault.cursor();
  const auto now = vault.shown(*row);
  ENSURE(now.has_value());
  out["state"] = report::to_json(now->state);
  return out;
}

bool waits(client::Vault& vault, const std::string& revision) {
  const auto outbox = vault.outbox();
  return std::ranges::any_of(*outbox, [&](const Json& body) {
    const auto one = report::Revision::parse(body);
    return one && one->header.name().hex() == revision;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static Office office;
  const auto json = base::parse_json(office.named(std::string(fuzz::text(bytes, size))),
                                     {.bytes_max = sync::kBodyBytesMax, .depth_max = sync::kBodyDepthMax});
  auto response = json ? sync::SyncResponse::parse(*json) : base::Result<sync::SyncResponse>(base::Error{});
  if (!response) return 0;
  office.begin();
  auto vault = office.open();
  office.make_good(*vault, *response);
  const Json before = told(*vault, office.report());
  const bool taken = vault->apply(*response).has_value();
  const Json after = told(*vault, office.report());
  if (!taken) ENSURE(after == before);
  const bool is_named = std::ranges::count(response->receipts, office.waiting(), &sync::Receipt::revision) > 0;
  if (response->refused.empty()) ENSURE(waits(*vault, office.waiting()) != (taken && is_named));
  vault.reset();
  vault = office.open();
  ENSURE(told(*vault, office.report()) == after);
  ENSURE(vault->verify().has_value());
  return 0;
}
