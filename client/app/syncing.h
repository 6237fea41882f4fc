// The synchronisation as the window asks for it and hears of it: what the model says of one that is to begin, runs, was
// stopped or has ended, and of the changes that it would bring or has brought.
#pragma once

#include "client/app/update.h"

namespace ziping::app {

Orders sync_now(Model& model, const SyncNow& command);
Orders sync_look(Model& model);
Orders sync_stop(Model& model);
void sync_not_now(Model& model);

void sync_moved(Model& model, const client::SyncProgress& progress);
Orders sync_foreseen(Model& model, client::SyncForeseen& news);
void sync_ended(Model& model, client::SyncEnded& news);

// Reports that were here before, and their places, and new reports.
struct ChangeCount {
  std::size_t reports = 0, places = 0, fresh = 0;
};
ChangeCount count_changes(const std::vector<client::ForeseenReport>& changes);

// 本次同步将修改 2 份报告中的 3 处，新增 1 份报告; a sentence for nothing too.
std::string foreseen_words(const std::vector<client::ForeseenReport>& changes);

// Where in an open report something changed in the last one, as path text; none where nothing of that stands there now.
std::optional<std::string> place_changed(const Model& model, const OpenReport& report);

}  // namespace ziping::app
