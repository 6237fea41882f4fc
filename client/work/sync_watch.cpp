#include "client/work/sync_watch.h"

namespace ziping::client {

void SyncWatch::begin(StepTime& step) const {
  if (step.at_ms == 0) step.at_ms = clock_.now_ms();
}

void SyncWatch::add(StepTime& step) const {
  step.took_ms = step.took_ms.value_or(0) + clock_.steady_ms() - asked_at_ms_;
}

void SyncWatch::goes(Request request) {
  under_way_ = request;
  asked_at_ms_ = clock_.steady_ms();
  begin(times_.connection);
  if (request == Request::Piece) return begin(times_.files);
  begin(times_.receiving);
  if (request == Request::Sends) begin(times_.sending);
}

void SyncWatch::answered() {
  if (!under_way_) return;
  const Request request = *under_way_;
  under_way_.reset();
  if (!times_.connection.took_ms) add(times_.connection);
  if (request == Request::Piece) return add(times_.files);
  add(times_.receiving);
  if (request == Request::Sends) add(times_.sending);
}

void SyncWatch::receipts_came() { begin(times_.receipts); }

}  // namespace ziping::client
