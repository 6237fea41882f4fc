#include "client/work/next_try.h"

#include <algorithm>
#include <cstdlib>

namespace ziping::client {
namespace {

constexpr std::string_view kAt = "next_attempt_at", kFailures = "failed_attempts", kWanted = "auto_sync";
constexpr std::string_view kWhenAsked = "when-asked";

Status keep(Vault& vault, const std::string& at, std::int64_t failures) {
  if (auto status = vault.set(kFailures, std::to_string(failures)); !status) return status;
  return vault.set(kAt, at);
}

}  // namespace

bool passes_by_itself(const base::Error& error) {
  return error.kind == base::ErrorKind::Unavailable || error.kind == base::ErrorKind::Full;
}

bool asks_first(Vault& vault) { return vault.setting("ask_first") == "on"; }

std::optional<NextTry> next_try(Vault& vault) {
  if (vault.setting(kWanted) == "off" || vault.is_sample() || !vault.identity()) return std::nullopt;
  const std::string at = vault.setting(kAt);
  if (at == kWhenAsked) return std::nullopt;
  const std::int64_t now_ms = vault.clock().now_ms(), at_ms = base::parse_utc_text(at);
  const bool counts = at_ms <= now_ms + kWaitsMs.back();
  return NextTry{counts ? at_ms : now_ms, std::atoll(vault.setting(kFailures).c_str())};
}

Status keep_tried(Vault& vault, const Status& outcome) {
  const std::int64_t now_ms = vault.clock().now_ms();
  if (outcome) return keep(vault, base::utc_text(now_ms + kPauseMs), 0);
  if (!passes_by_itself(outcome.error())) return keep(vault, std::string(kWhenAsked), 0);
  const std::int64_t before = std::atoll(vault.setting(kFailures).c_str());
  const std::size_t step = std::min<std::size_t>(static_cast<std::size_t>(before), kWaitsMs.size() - 1);
  return keep(vault, base::utc_text(now_ms + kWaitsMs[step]), before + 1);
}

Status keep_hurry(Vault& vault) {
  const auto planned = next_try(vault);
  const std::int64_t soon_ms = vault.clock().now_ms() + kSoonMs;
  if (!planned || planned->failures > 0 || planned->at_ms <= soon_ms) return base::done();
  return keep(vault, base::utc_text(soon_ms), 0);
}

}  // namespace ziping::client
