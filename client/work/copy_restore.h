// Puts a copy, as of client/work/copies.h, in the place of what is on this device.
//
// Promise    The copy is looked through before anything is touched, and stays where it is. What was here is kept under
//            another name, with what its journal held, which is never played into the copy. Cut short anywhere, either
//            the one or the other opens, with all that was saved there.
// Errors     Unavailable "folder-in-use": the program is open; Corrupt "bad-database"; Invalid "no-vault"; Outdated
//            "newer-database"; Full "no-room-for-copy"; as of data_at(), base/file.h and sqlite::Database. Nothing was
//            changed then.
#pragma once

#include <filesystem>

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace ziping::client {

struct RestoredCopy {
  std::filesystem::path vault;  // that opens now
  std::filesystem::path kept;   // what was here before; empty where nothing was
};

// `home` is the folder that the program starts in.
base::Result<RestoredCopy> restore_copy(const std::filesystem::path& home, const std::filesystem::path& copy,
                                        const base::Clock& clock = base::system_clock());

}  // namespace ziping::client
