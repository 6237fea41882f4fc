#include "client/work/next_try.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::client;

namespace {

constexpr std::int64_t kMinute = 60'000;

// A device that is enrolled, with a clock wound by hand.
class Enrolled {
 public:
  Enrolled() {
    std::string name = (std::filesystem::temp_directory_path() / "ziping-try-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home_ = name;
    open();
    base::SeededRandom random(3);
    const base::SecretKey key = base::SecretKey::generate(random);
    REQUIRE(
        vault->enrolled({"http://127.0.0.1:1", "centre", "token", "d", key.public_key(), {"a", "member", "d1", "t"}})
            .has_value());
  }
  ~Enrolled() {
    vault.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }
  void open() {
    vault.reset();
    vault = std::move(*Vault::open(home_, clock));
  }
  std::int64_t due_in() { return next_try(*vault).value().at_ms - clock.now_ms(); }
  void fail(base::ErrorKind kind) { REQUIRE(keep_tried(*vault, base::Error{kind, "x", "x", {}}).has_value()); }
  void succeed() { REQUIRE(keep_tried(*vault, base::done()).has_value()); }

  base::ManualClock clock;
  std::unique_ptr<Vault> vault;

 private:
  std::filesystem::path home_;
};

}  // namespace

TEST_CASE("a try that failed for a while is promised again, later each time, also when the program was closed") {
  Enrolled device;
  CHECK(device.due_in() <= 0);  // never tried
  std::int64_t before = 0;
  for (std::size_t i = 0; i < kWaitsMs.size() + 2; ++i) {
    device.fail(base::ErrorKind::Unavailable);
    device.open();
    const std::int64_t wait = device.due_in();
    CHECK(wait >= before);
    CHECK(wait > 0);
    CHECK(wait <= kWaitsMs.back());
    CHECK(next_try(*device.vault)->failures == static_cast<std::int64_t>(i + 1));
    before = wait;
    device.clock.advance(wait);
    CHECK(device.due_in() == 0);
  }
  device.succeed();
  CHECK(next_try(*device.vault)->failures == 0);
  CHECK(device.due_in() <= kPauseMs);
  CHECK(device.due_in() > kPauseMs - 1000);  // moments are kept in whole seconds
}

TEST_CASE("what a person must mend first is not tried again before he asks") {
  for (const auto kind :
       {base::ErrorKind::Denied, base::ErrorKind::Outdated, base::ErrorKind::Invalid, base::ErrorKind::Corrupt}) {
    Enrolled device;
    device.fail(kind);
    CHECK_FALSE(next_try(*device.vault).has_value());
    device.succeed();
    CHECK(next_try(*device.vault).has_value());
  }
}

TEST_CASE("a clock that was set makes a try come early and never late") {
  Enrolled device;
  device.fail(base::ErrorKind::Unavailable);
  device.clock.advance(-20ll * 365 * 24 * 60 * kMinute);  // the battery died: it is years ago
  CHECK(device.due_in() <= 0);
  device.fail(base::ErrorKind::Unavailable);
  device.clock.advance(20ll * 365 * 24 * 60 * kMinute);
  CHECK(device.due_in() <= 0);
}

TEST_CASE("what was sealed goes soon, but a server that was away is not asked sooner for it") {
  Enrolled device;
  device.succeed();
  REQUIRE(keep_hurry(*device.vault).has_value());
  CHECK(device.due_in() <= kSoonMs);
  device.fail(base::ErrorKind::Unavailable);
  device.fail(base::ErrorKind::Unavailable);
  const std::int64_t wait = device.due_in();
  REQUIRE(keep_hurry(*device.vault).has_value());
  CHECK(device.due_in() == wait);
}

TEST_CASE("who has switched it off, or is not enrolled, is left alone") {
  Enrolled device;
  REQUIRE(device.vault->set("auto_sync", "off").has_value());
  CHECK_FALSE(next_try(*device.vault).has_value());
  REQUIRE(device.vault->set("auto_sync", "on").has_value());
  CHECK(next_try(*device.vault).has_value());
}
