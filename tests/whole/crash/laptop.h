// A laptop as it is found after a program on it was killed.
#pragma once

#include <filesystem>
#include <string>

#include "tests/client/cli/programs.h"

namespace ziping::tests {

// Opens it again by an ordinary command and REQUIREs that everything verifies. Gives all that is there, as held_in()
// does.
std::string opened_again(const std::string& home);

// The same of a vault's file under any name, with what the journal beside it holds. Neither is touched; REQUIREs that
// the file is sound.
std::string held_beside(const std::filesystem::path& file);

// So many random bytes as an attachment, which is written to `file` first: what carries much takes long enough to be
// killed in the midst of it.
void add_evidence(const Desk& desk, const std::string& report, const std::string& path, const std::string& file,
                  std::size_t bytes);

}  // namespace ziping::tests
