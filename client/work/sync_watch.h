// A watch held to the requests of one synchronisation: when each of its steps was, and how long it took.
//
// Every request of the text asks for what is new, so all of them count as receiving, and those that carry something as
// sending too. What else goes between two pieces of an attachment does not count as its time.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/base/clock.h"

namespace ziping::client {

struct StepTime {
  std::int64_t at_ms = 0;                    // when it began, by this device's clock; 0: it was not come to
  std::optional<std::int64_t> took_ms = {};  // all its requests that were answered, by the steady clock
  bool operator==(const StepTime&) const = default;
};

struct SyncTimes {
  StepTime connection, sending, receipts, receiving, files;  // connection: until the first answer; receipts: the first
  bool operator==(const SyncTimes&) const = default;
};

class SyncWatch {
 public:
  enum class Request { Asks, Sends, Piece };

  explicit SyncWatch(const base::Clock& clock) : clock_(clock) {}

  void goes(Request request);
  void answered();  // also where the answer is that there was none
  void receipts_came();
  const SyncTimes& times() const { return times_; }

 private:
  void begin(StepTime& step) const;
  void add(StepTime& step) const;

  const base::Clock& clock_;
  std::optional<Request> under_way_;
  std::int64_t asked_at_ms_ = 0;  // by the steady clock
  SyncTimes times_;
};

}  // namespace ziping::client
