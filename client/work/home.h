// Where everything on this device lies: the folder that the program starts in, or the one that a note in it names since
// the data was moved.
//
//   ~/.local/share/ziping/moved.json    {"folder":"/media/disk/ziping"}; "" means here again
//                        /vault-until-2023-03-01T08-30-00.db   what was here before, as it was when it was moved
//
// Promise    Of a move that is cut short anywhere, one of the two folders counts, and is whole: the note is written
//            last, and only once the copy was opened again and found whole. A folder that is away is never taken for
//            an empty one.
// Errors     NotFound "folder-away", Corrupt "bad-note"; of a move also Invalid "same-folder", Denied "no-access" and
//            "folder-not-empty", Full "no-room-for-copy"; as of Vault::open.
#pragma once

#include <filesystem>
#include <memory>

#include "client/work/vault.h"

namespace ziping::client {

// `home` is the folder that the program starts in.
Result<std::filesystem::path> data_at(const std::filesystem::path& home);

Result<std::unique_ptr<Vault>> open_data(const std::filesystem::path& home,
                                         const base::Clock& clock = base::system_clock(),
                                         base::Random& random = base::system_random());

// Moves the open vault's data to a folder that holds none, and opens it there. A vault in which nobody was ever
// registered goes to whatever data is there instead. Where this fails, the vault is as it was.
Result<std::filesystem::path> relocate(std::unique_ptr<Vault>& vault, const std::filesystem::path& home,
                                       const std::filesystem::path& folder, base::Random& random);

}  // namespace ziping::client
