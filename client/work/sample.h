// A report to look at and to try everything on, in a folder of its own, for who is not enrolled yet.
//
// Promise    Nothing of a sample is ever sent: its vault has no server, gives nothing to any, and every synchronisation
//            or bundle of it is Denied "sample". What was made of it before is found again.
// Errors     as of Vault::open.
#pragma once

#include "client/work/vault.h"

namespace ziping::client {

std::filesystem::path sample_folder(const std::filesystem::path& home);  // "sample" in it

// Opens the sample, after making what is missing of it: an identity that no server knows, the form, the teams, and the
// report of assets/samples, imported as a person would.
Result<std::unique_ptr<Vault>> open_sample(const std::filesystem::path& home,
                                           const base::Clock& clock = base::system_clock(),
                                           base::Random& random = base::system_random());

// Denied "sample" for a vault that is one.
Status check_no_sample(Vault& vault);

}  // namespace ziping::client
