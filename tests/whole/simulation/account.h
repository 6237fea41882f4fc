// The nothing-lost ledger of one vault: every object in it, and in which one of six places each is.
//
//   edit, draft put aside           draft
//   revision, remark, attachment    queued, durable, superseded, quarantined or withdrawn
//   version, stage, receipt         durable, or superseded when the server that gave it was set back
//   suggestion, entry set aside     quarantined
//
// Promise    An object that stands in no place, or in two, is an error and no sum.
// Limits     An attachment that nothing names any more is told as queued: only a merge can tell. World::add_up() knows.
#pragma once

#include <array>
#include <map>
#include <string>

#include "shared/sqlite/database.h"

namespace ziping::simulation {

enum class Place { Draft, Queued, Durable, Superseded, Quarantined, Withdrawn };
inline constexpr std::size_t kPlaces = 6;
using Sums = std::array<std::int64_t, kPlaces>;

struct Account {
  std::map<std::string, Place> objects;        // by kind and name: "revision 5e…"
  std::map<std::string, std::string> authors;  // of revisions and remarks, the device that signed each
};

// Of a vault's file. Invalid "no-place" or "two-places" with the object as the cause.
base::Result<Account> account_of(sqlite::Database& database);

// Whether what was seen in the first place may be seen in the second later, or gone (none) when only a draft was. The
// device has, or has not, heard in between that the server was set back.
enum class Server { Same, SetBack };
bool may_move(std::string_view object, Place from, const Place* to, Server server);

}  // namespace ziping::simulation
