// Where everything on this device lies: the folder that the program starts in, or the one that a note in it names since
// it was moved.
//
//   ~/.local/share/ziping/moved.json    {"folder":"/media/disk/ziping"}
//                        /vault-until-2023-03-01T08-30-00.db   what was here before, as it was when it was moved
//
// Promise    A move that is cut short anywhere changes nothing: the note is written last, and only once the copy was
//            opened again and found whole. A folder that is away is never taken for an empty one.
// Errors     NotFound "folder-away", Corrupt "bad-note"; of a move also Invalid "same-folder", Denied
// "folder-not-empty"
//            and Full "no-room-for-copy".
#pragma once

#include <filesystem>
#include <memory>

#include "client/work/vault.h"

namespace ziping::client {

// `home` is the folder that the program starts in.
Result<std::filesystem::path> data_at(const std::filesystem::path& home);

// The vault opened in the folder, in which there is none yet; the one that it was is closed. Where this fails, the
// vault is as it was.
Result<std::filesystem::path> relocate(std::unique_ptr<Vault>& vault, const std::filesystem::path& home,
                                       const std::filesystem::path& folder, base::Random& random);

}  // namespace ziping::client
