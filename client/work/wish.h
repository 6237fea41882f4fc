// A wish: what somebody wants done with a report, such as accepting it, kept until the server has done it or refused.
#pragma once

#include <cstdint>
#include <string>

#include "shared/sync/stage.h"

namespace ziping::client {

struct Wish {
  // Asked: the server may have done it, and its answer was lost. Refused: kept until somebody has seen why.
  enum class State { Waiting, Asked, Refused };

  std::string report;
  sync::Action action = sync::Action::Submit;
  std::int64_t version = 0;  // the newest when it was made
  std::string heads = {};    // of a submit: the names its author had on the screen, each with a blank behind it
  std::string note = {}, at = {};
  State state = State::Waiting;
  std::string code = {}, why = {};  // of a refused one

  bool waits() const { return state != State::Refused; }
  // That the ledger's event names. With the action it is done once at most: after it only a submit leads on, to the
  // next version.
  std::int64_t version_after() const { return version + (action == sync::Action::Submit ? 1 : 0); }
  bool operator==(const Wish&) const = default;
};

}  // namespace ziping::client
