// How wrong this device's clock is by the server's, measured at each synchronisation. It is told to people and decides
// nothing: what comes after what is said by parents and by the server's numbers.
//
//   the server's time ── told at ──▶ the middle of request and answer, which lie as far apart as a steady clock says
#pragma once

#include "client/work/vault.h"

namespace ziping::client {

inline constexpr std::int64_t kSkewToldMs = 2 * 60 * 1000;

// By how much the device's clock is ahead of the server's (behind: negative) at the very least: the answer may have
// taken most of the way or least of it, and a server tells whole seconds. `took_ms` lies before `device_ms`.
std::int64_t measured_skew(std::int64_t device_ms, std::int64_t took_ms, std::int64_t server_ms);

bool is_told(std::int64_t skew_ms);
// 本机时钟比服务器快 3 小时 5 分钟，…; empty for one that is not told.
std::string skew_sentence(std::int64_t skew_ms);

std::int64_t kept_skew(Vault& vault);                  // 0 before any synchronisation
Status keep_skew(Vault& vault, std::int64_t skew_ms);  // written when it has changed by more than a few seconds

}  // namespace ziping::client
