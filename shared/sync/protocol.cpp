#include "shared/sync/protocol.h"

#include <algorithm>

namespace ziping::sync {

using base::Json;

namespace {

constexpr std::int64_t kNumberMax = 1'000'000;

}  // namespace

Json ProtocolRange::json() const { return Json(Json::Array{Json(from), Json(to)}); }

std::optional<ProtocolRange> ProtocolRange::parse(const Json& json) {
  const Json::Array* pair = json.as_array();
  if (!pair || pair->size() != 2) return std::nullopt;
  const std::int64_t *from = pair->front().as_integer(), *to = pair->back().as_integer();
  if (!from || !to || *from < 0 || *from > *to || *to > kNumberMax) return std::nullopt;
  return ProtocolRange{static_cast<int>(*from), static_cast<int>(*to)};
}

std::optional<int> highest_of_both(const ProtocolRange& one, const ProtocolRange& other) {
  const int highest = std::min(one.to, other.to);
  if (!one.has(highest) || !other.has(highest)) return std::nullopt;
  return highest;
}

}  // namespace ziping::sync
