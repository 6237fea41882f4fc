// What the last synchronisation did, or the running one is doing, step by step, in words for the person and for whoever
// helps them.
#pragma once

#include <string>
#include <vector>

#include "client/app/model.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {

struct SyncStep {
  Level level = Level::Info;
  std::string step;         // 发送修订
  std::string result;       // 发出 2 份，服务器都已收下
  std::string size;         // 1.2 KB
  std::string advice;       // what the person can do, empty for nothing
  std::string about = {};   // title and places of a report, which are not for support
  std::string report = {};  // that it is about, whose history tells more; empty for none
  std::string time = {};    // when it was and how long it took, 14:03:22 · 0.8 秒; — where that is not known
};

std::vector<SyncStep> sync_steps(const app::Model& model);

// Whether the last synchronisation ended because the server has an older state than it had.
bool is_set_back(const app::Model& model);
// Whether it ended because the server does not take this device's registration any more.
bool wants_enrolment(const app::Model& model);

// All of it as text without any sentence of a report, for "copy for support".
std::string support_text(const app::Model& model);

}  // namespace ziping::view
