// Bundles at the server itself: what came on a stick goes through the same intake as what came over HTTP, and an answer
// goes back.
//
// Promise    A bundle is taken in one transaction or not at all; of what is in it, each revision has its own verdict.
//            The same bundle again gives the same receipts.
// Threads    Jobs of the Writer; look() reads only.
// Limits     Attachments go along as far as one bundle holds them: what was left out is named.
// Errors     as of sync::PackedBundle; Invalid "foreign-bundle", "unknown-maker"; NotFound "missing-revisions",
//            "unknown-user"; Full "disk-full" as of intake/disk_policy.h.
#pragma once

#include "server/intake/disk_policy.h"
#include "server/ledger/ledger.h"

namespace ziping::server {

// {"maker", "at", "revisions", "remarks", "files", "known"}: of the revisions, how many the ledger holds already.
Result<Json> look(Ledger& ledger, std::string_view file, const std::string& passphrase);
// {"maker", "receipts", "refused": [REFUSAL], "files", "refused_files": [{"file", "code", "message"}], "waiting_files":
// [HASH], "set_back"}. waiting_files: the disk had no room for them. set_back: the maker has heard of entries that are
// not in this ledger, or not as they are; what it brings is taken all the same. The maker's cursor is kept for the
// answer.
Result<Json> take_bundle(Ledger& ledger, const std::string& who, std::string_view file, const std::string& passphrase,
                         DiskLevel disk = DiskLevel::Roomy);

// Small: up to kAnswerFileBytesMax each, what a laptop would fetch by itself.
enum class AnswerFiles { Small, All };
inline constexpr std::int64_t kAnswerFileBytesMax = 1 << 20;

struct BundleAnswer {
  std::string file;
  std::int64_t entries = 0, receipts = 0, refused = 0, files = 0;
  std::vector<std::string> left_out;  // hashes of attachments
  std::int64_t from = 0, to = 0;
};
// For all devices of one user: the entries behind `since`, or behind what their last bundles told when it is negative;
// the receipts of what the user wrote among them, what was refused of the user's and of the department's attachments,
// and the attachments that they tell of; to finance a version tells of all that it names.
Result<BundleAnswer> answer(Ledger& ledger, const std::string& user, std::int64_t since,
                            AnswerFiles files = AnswerFiles::Small, base::Random& random = base::system_random());

}  // namespace ziping::server
