// The numbers of the protocol, and how two programs of different numbers find one that both speak.
//
//   1   revisions, receipts, versions, stages
//   2   besides, as members that may be missing: remarks, attachments, what others sealed
//
// A request names its number. A server that does not speak it says which ones it does, with 426, and the client goes on
// with the highest that both know: between equals it costs no round trip to find that out.
#pragma once

#include <optional>

#include "shared/base/json.h"

namespace ziping::sync {

inline constexpr int kProtocol = 2;
inline constexpr int kProtocolOldest = 1;
inline constexpr int kProtocolOfFiles = 2;  // the first with attachments

struct ProtocolRange {
  int from = kProtocolOldest, to = kProtocol;

  bool has(int protocol) const { return from <= protocol && protocol <= to; }
  base::Json json() const;  // [from, to]
  // None where it is no such pair.
  static std::optional<ProtocolRange> parse(const base::Json& json);
};

// None where the two have no number in common.
std::optional<int> highest_of_both(const ProtocolRange& one, const ProtocolRange& other);

}  // namespace ziping::sync
