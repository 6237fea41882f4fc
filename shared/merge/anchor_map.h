// Where that which a remark speaks about stands in another state of the same report.
//
// Ownership  Borrows both states.
// Limits     Pure; a text that several remarks are about is compared once.
#pragma once

#include <map>
#include <string>

#include "shared/merge/position_map.h"
#include "shared/report/anchor.h"

namespace ziping::merge {

enum class Standing { Same, Changed, Gone };

struct PlaceNow {
  Standing standing = Standing::Same;
  std::string sentence;    // of a quote: what the text says there now; empty when it is gone
  std::size_t offset = 0;  // its bytes in the text
  bool operator==(const PlaceNow&) const = default;
};

class AnchorMap {
 public:
  AnchorMap(const report::State& before, const report::State& after) : before_(before), after_(after) {}
  // The anchor stands in the state before. Inside a text that is in conflict a sentence is sought by its words alone.
  PlaceNow carry(const report::Anchor& anchor);

 private:
  PlaceNow carry_quote(const report::Anchor& anchor, const std::string& before, const std::string& after);
  const report::State& before_;
  const report::State& after_;
  std::map<std::string, PositionMap> texts_;  // by path
};

}  // namespace ziping::merge
