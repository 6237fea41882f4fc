// How many syncs a second the server makes durable: every client pushes one small revision at a time and waits for its
// receipt, over real HTTP, into a real ledger on the disk of the temporary folder. Each client is an office of its own,
// so that what is measured is writing, and the same is measured with one commit for every request.
#include <atomic>
#include <chrono>
#include <filesystem>

#include "client/work/courier.h"
#include "shared/base/check.h"
#include "shared/merge/heads.h"
#include "tests/bench/measure.h"
#include "tests/bench/served.h"
#include "tests/bench/workload.h"

namespace ziping::bench {
namespace {

using base::Json;
using report::RevisionId;

constexpr Shape kSmall{2, 1};
constexpr std::size_t kMostClients = 64;
constexpr int kSlices = 3;
constexpr auto kWarmUp = std::chrono::milliseconds(200), kSlice = std::chrono::milliseconds(500);

std::string nth(const char* what, std::size_t number) { return what + std::to_string(number); }

// A device that was let in, and the chain of revisions it pushes.
class Pusher {
 public:
  Pusher(std::size_t number, const form::Form& form)
      : random_(100 + number), key_(base::SecretKey::generate(random_)), token_(nth("token-", number)) {
    header_.report = base::random_name(random_, 16);
    header_.form = form.name();
    header_.author = nth("office-", number);
    header_.at = "2023-01-01T00:00:00Z";
    state_ = state_of(kSmall, random_);
  }

  void admit(server::Ledger& ledger, std::size_t number) {
    ENSURE(ledger.add_department(nth("department-", number), "局").has_value());
    const sync::Author author{header_.author, "office", nth("department-", number), ""};
    add_person(ledger, author);
    const auto account = ledger.credentials(author.name);
    ENSURE(account.has_value());
    const auto device = ledger.put_device(*account, "笔记本", key_.public_key(), token_, server::Admission::AtOnce);
    ENSURE(device.has_value());
    header_.device = device->id;
  }

  void connect(const std::string& address) { courier_ = std::make_unique<client::Courier>(address); }

  void push() {
    const report::State before = state_;
    state_ = edited(before, kSmall, random_, 1);
    const report::State* const parent = &before;
    report::Header header = header_;
    if (last_) header.parents = {*last_};
    const auto revision = report::seal(std::move(header), std::span(&parent, last_ ? 1u : 0u), state_, key_);
    sync::SyncRequest request;
    request.cursor = cursor_;
    request.push.push_back(revision.json());
    const auto answer = courier_->post("/v1/sync", request.json(), token_);
    ENSURE(answer && answer->list("receipts").size() == 1);
    cursor_ = answer->integer_or("cursor", cursor_);
    last_ = revision.header.name();
  }

 private:
  base::SeededRandom random_;
  base::SecretKey key_;
  std::string token_;
  report::Header header_;
  report::State state_;
  std::optional<RevisionId> last_;
  std::int64_t cursor_ = 0;
  std::unique_ptr<client::Courier> courier_;
};

// Syncs a second in each slice of time.
std::vector<double> rates(std::vector<std::unique_ptr<Pusher>>& pushers, std::size_t count) {
  std::atomic<std::int64_t> durable{0};
  std::atomic<bool> enough{false};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&, pusher = pushers[i].get()] {
      while (!enough) {
        pusher->push();
        ++durable;
      }
    });
  std::this_thread::sleep_for(kWarmUp);
  std::vector<double> out;
  for (int slice = 0; slice < kSlices; ++slice) {
    const std::int64_t before = durable;
    const double spent = milliseconds([] { std::this_thread::sleep_for(kSlice); });
    out.push_back(static_cast<double>(durable - before) * 1000 / spent);
  }
  enough = true;
  for (std::thread& thread : threads) thread.join();
  return out;
}

Measured with(std::size_t group_max, const std::string& how) {
  const form::Form form = form_of(kSmall);
  std::vector<std::unique_ptr<Pusher>> pushers;
  for (std::size_t i = 0; i < kMostClients; ++i) pushers.push_back(std::make_unique<Pusher>(i, form));
  const Served served(
      [&](server::Ledger& ledger) {
        ENSURE(ledger.add_form(form).has_value());
        for (std::size_t i = 0; i < kMostClients; ++i) pushers[i]->admit(ledger, i);
      },
      group_max);
  for (auto& pusher : pushers) pusher->connect(served.address());
  Measured out;
  for (const std::size_t count : {std::size_t{1}, std::size_t{16}, kMostClients})
    out.push_back({"durable syncs, " + how + ": " + std::to_string(count) + " at once",
                   Unit::PerSecond,
                   rates(pushers, count),
                   {}});
  return out;
}

}  // namespace

Measured measure_durable() {
  Measured out = with(server::kGroupMax, "grouped");
  const Measured alone = with(1, "one commit each");
  out.insert(out.end(), alone.begin(), alone.end());
  return out;
}

}  // namespace ziping::bench
