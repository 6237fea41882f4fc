#include "server/web/doorkeeper.h"

#include <algorithm>

namespace ziping::server {

base::Status Doorkeeper::may_try(const std::string& who) const {
  const auto known = tries_.find(who);
  const std::int64_t left = known == tries_.end() ? 0 : known->second.until_ms - clock_.now_ms();
  if (left <= 0) return base::done();
  return base::Error{base::ErrorKind::Denied,
                     "too-many-tries",
                     "密码错得太多，请在 " + std::to_string((left + 999) / 1000) + " 秒后再试。",
                     {}};
}

void Doorkeeper::failed(const std::string& who, int free_tries) {
  const std::int64_t now = clock_.now_ms();
  if (tries_.size() >= kRememberedMax)
    std::erase_if(tries_, [&](const auto& one) { return one.second.until_ms <= now; });
  if (tries_.size() >= kRememberedMax) tries_.erase(tries_.begin());
  Tries& tries = tries_[who];
  const int beyond = std::min(++tries.count - free_tries, 20);
  if (beyond >= 0) tries.until_ms = now + std::min(kFirstWaitMs << beyond, kLongestWaitMs);
}

void Doorkeeper::succeeded(const std::string& who) { tries_.erase(who); }

}  // namespace ziping::server
