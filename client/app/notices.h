// The sentences at the top of the screen: which of them stay, and which give way.
//
// Promise    What went wrong, and what waits for somebody's word, stays until somebody puts it away, whatever else is
//            told meanwhile; of a synchronisation, until another one went well.
// Limits     kNoticesMax at a time; the oldest goes.
#pragma once

#include <string_view>

#include "client/app/model.h"

namespace ziping::app {

inline constexpr std::size_t kNoticesMax = 3;

void give_notice(Model& model, Notice notice);
void put_notice_away(Model& model, std::size_t number);  // 0: the newest
void drop_good_notice(Model& model);                     // what went well needs no second look
void drop_notice(Model& model, std::string_view sentence);
void drop_sync_notices(Model& model);
void drop_sync_notices_but_changes(Model& model);  // these lead to what was changed

}  // namespace ziping::app
