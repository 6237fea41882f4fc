// When the next synchronisation begins by itself. The moment is kept in the vault, so that a promise to try again
// outlives the program.
//
//   success ── kPauseMs ──▶ again;  trouble that passes ── kWaitsMs, longer each time ──▶ again;  else ──▶ when asked
//
// Promise    What a person must mend first (an account, an address, a program that is too old, a server that was set
//            back) is not tried again before he asks. A clock that was set makes a try come early, never late: no
//            moment counts that lies further ahead than the longest wait.
// Units      Milliseconds since 1970-01-01 UTC by this device's clock.
#pragma once

#include <array>
#include <optional>

#include "client/work/vault.h"

namespace ziping::client {

inline constexpr std::int64_t kPauseMs = 10 * 60'000, kSoonMs = 5'000;
inline constexpr std::array<std::int64_t, 6> kWaitsMs{30'000, 60'000, 2 * 60'000, 5 * 60'000, 10 * 60'000, 30 * 60'000};

struct NextTry {
  std::int64_t at_ms = 0;
  std::int64_t failures = 0;  // on end, so far
  bool operator==(const NextTry&) const = default;
};

// None: this device is not enrolled, a person must mend something, or the setting "auto_sync" says "off".
std::optional<NextTry> next_try(Vault& vault);
bool passes_by_itself(const base::Error& error);
// The setting "ask_first": what would change a report that is here is looked at by the person before it comes in.
bool asks_first(Vault& vault);

Status keep_tried(Vault& vault, const Status& outcome);
// Something was sealed: it goes soon, unless the last try failed.
Status keep_hurry(Vault& vault);

}  // namespace ziping::client
