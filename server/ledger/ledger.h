// The ledger: the server's one SQLite file, append-only where it counts.
//
// Promise    What a transaction committed is there after a power cut. Entries are never changed or removed; each holds
//            the hash of the one before, so that a change of any of them shows.
// Threads    One at a time; the Writer sees to that while the folder is served.
// Errors     as of sqlite::Database; Denied "wrong-password", "not-signed-in", "device-waiting", "restored-server";
//            NotFound "unknown-user", "unknown-report", "unknown-form"; Invalid "already-there".
// Limits     A page of entries stops at sync::kAnswerBytesMax.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "server/ledger/histories.h"
#include "shared/base/clock.h"
#include "shared/base/date.h"
#include "shared/base/file.h"
#include "shared/base/keys.h"
#include "shared/form/form.h"
#include "shared/form/mends.h"
#include "shared/sqlite/database.h"
#include "shared/sync/authority.h"
#include "shared/sync/message.h"
#include "shared/sync/remark.h"

namespace ziping::server {

using base::Json;
using base::Result;
using base::Status;

inline constexpr std::int64_t kCodeLifetimeMs = 7LL * 24 * 3600 * 1000;  // of a one-time code
inline constexpr int kHandoverMs = 3000;

struct Device {
  std::string id;  // 32 hex digits: the first half of the SHA-256 of its key
  base::PublicKey key;
  sync::Author user;
};

// A device that sealed something, and whether what it seals is taken now: if not, Invalid "device-waiting" or
// "device-revoked" (or its user disabled), a verdict on what it sealed.
struct Sealer {
  Device device;
  Status standing;
};

// What a sign-in is compared with.
struct Credentials {
  sync::Author user;
  std::string secret;  // Argon2id
  bool one_time = false;
};

// Whether somebody who knows the password may bring a new device, or an administrator compares its fingerprint first. A
// one-time code is an administrator's word already.
enum class Admission { AtOnce, ByApproval };

// Whether a device that enrols has shown that it holds the key that it names: anybody may know the key itself.
enum class KeyHeld { Shown, Claimed };

// Whether an error is about the disk, the memory or the program, and so no verdict on what was asked: it undoes the
// whole request, which may come again.
bool is_fault(const base::Error& error);

enum class Secret { Password, OneTimeCode };

// A password or one-time code as it is kept. Hashing takes long, so it is done before a transaction begins.
struct KeptSecret {
  std::string hash;  // Argon2id
  Secret kind = Secret::Password;
};
Result<KeptSecret> kept(const std::string& secret, Secret kind);  // Invalid "weak-password"

struct ReportRow {
  std::string id, form, department;
  std::int64_t year = 0;
  sync::Stage stage = sync::Stage::Drafting;
  std::int64_t versions = 0;
};

// Who may read an entry.
enum class Audience { Everyone, Department, DepartmentAndFinance };

struct Entry {
  std::string body;      // canonical JSON
  std::string snapshot;  // of a version, for finance; else empty
};

struct Page {
  std::vector<Entry> entries;
  std::int64_t cursor = 0;  // the last entry that was looked at
  std::string chain;        // of that entry, as of chain_at
  bool more = false;
};

Result<std::vector<Json>> bodies_of(const Page& page);  // parsed, each with its snapshot

class Ledger {
 public:
  static Status init(const std::filesystem::path& folder, base::Random& random);
  // Borrows the clock.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& folder,
                                              const base::Clock& clock = base::system_clock());
  // Gives a server that was just killed kHandoverMs to be gone.
  static Result<std::unique_ptr<Ledger>> open_when_free(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  sqlite::Database& database() { return *database_; }
  Histories& histories() { return histories_; }
  const std::string& server_id() const { return server_id_; }
  const base::SecretKey& key() const { return *key_; }
  std::int64_t now_ms() const { return clock_->now_ms(); }
  std::string now() const { return base::utc_text(now_ms()); }

  // log.cpp. All within the caller's transaction; append gives the new sequence number.
  Result<std::int64_t> append(std::string_view kind, Audience audience, std::string_view department, Json body);
  Status audit(std::string_view who, std::string_view what, std::string_view about);
  Result<Page> entries(std::int64_t cursor, const sync::Author& user, const std::set<std::int64_t>& skipped);
  // The chain of an entry, 64 hex digits; empty where there is no entry of that number.
  Result<std::string> chain_at(std::int64_t seq);
  // Whether what somebody has of the log, up to an entry and with its chain where it is known, is how this log begins.
  // Denied "restored-server": it is not, so this ledger is an older one than the one that was read from.
  Status check_heard(std::int64_t cursor, const std::string& chain);
  Status verify_chains();  // Corrupt "broken-chain"

  // Everything below writes within the caller's transaction; who writes also sees to the audit.
  // accounts.cpp
  Status add_department(const std::string& id, const std::string& name);
  Status add_team(const std::string& id, const std::string& name, const std::string& department);
  Status add_user(const sync::Author& user, const KeptSecret& secret);
  Status set_secret(const std::string& user, const KeptSecret& secret);
  Status disable_user(const std::string& name);
  Result<std::vector<Json>> users();

  // devices.cpp. `credentials` is Denied for unknown and disabled users and for codes used or too old. `put_device`
  // uses up a code and audits itself; the same device of the same user gets a new token, and stays approved where it
  // has shown its key.
  Result<Credentials> credentials(const std::string& user);
  Result<Device> put_device(const Credentials& checked, const std::string& label, const base::PublicKey& key,
                            const std::string& token, Admission admission, KeyHeld held = KeyHeld::Claimed);
  Status announce_device(const std::string& device);  // its entry, whenever something of it changed
  Result<Device> signed_in(const std::string& token);
  Result<base::PublicKey> device_key(const std::string& device);
  Result<Sealer> sealer(const std::string& device);  // with its user as they are now; Invalid "unknown-device"
  Status approve_device(const std::string& device);
  Status revoke_device(const std::string& device);
  Result<std::vector<Json>> devices();

  // forms.cpp
  // The same form again changes nothing. Of one that mends another NotFound "unknown-form" where that is not here, and
  // Invalid "bad-mends".
  Status add_form(const form::Form& form);
  Result<const form::Form*> form(const std::string& name);  // kept for good once parsed
  form::FindForm find_forms();
  Result<std::vector<Json>> forms();
  // By the form's id, so for all its later versions too; setting it again replaces it. Invalid "bad-date".
  Status set_deadline(const std::string& form, std::int64_t year, const std::string& until);  // NotFound "unknown-form"
  Result<std::optional<base::Date>> deadline(const std::string& form, std::int64_t year);

  // reports.cpp
  Result<ReportRow> report(const std::string& id);
  Result<std::vector<ReportRow>> reports();
  Status put_report(const ReportRow& row);  // inserts, or updates form, stage and versions
  Result<std::optional<sync::Receipt>> receipt(const std::string& revision);
  sync::Receipt signed_receipt(const std::string& revision, std::int64_t seq, const std::string& at) const;
  base::Signature proof_of(const std::string& revision) const;  // that it is taken
  // The revision is in the histories already; these two also remember which attachments its state names, and the
  // first moves the report to the revision's form where that mends its own.
  Status put_receipt(const std::string& report, const sync::Receipt& receipt);
  Result<std::vector<report::Revision>> revisions(const std::string& report);  // parents before children
  Status put_version(const std::string& report, std::int64_t number, const report::RevisionId& revision,
                     std::int64_t seq);
  Result<report::RevisionId> version(const std::string& report, std::int64_t number);  // NotFound "unknown-version"

  // files.cpp. When the audit was last told that an upload had gone on, by department/file.
  std::map<std::string, std::int64_t>& uploads_told() { return uploads_told_; }

  // remarks.cpp
  Status put_remark(const std::string& report, const sync::Receipt& receipt);
  Result<std::optional<sync::Receipt>> remark_receipt(const std::string& name);
  Result<sync::Remark> remark(const std::string& report, const sync::RemarkId& name);  // NotFound "unknown-remark"
  Result<std::vector<sync::Remark>> remarks(const std::string& report);                // as they were accepted
  Result<std::size_t> count_remarks(const std::string& report);

  // quarantine.cpp. Kept under the hash of all that came, so that nobody's forgery takes the place of another's work.
  Status quarantine(const std::string& device, const Json& body, const sync::Refused& why);
  // What was said of exactly this body before; none when it was never refused.
  Result<std::optional<sync::Refused>> refusal_of(const Json& body);
  Status release(const Json& body);  // it is in the ledger now
  Result<std::vector<Json>>
  quarantined();  // [{"id","at","device","user","report","revision","code","message","paths"}]
  Result<Json> quarantined(const std::string& id);  // the same of one, and {"body"}; NotFound "unknown-refusal"

 private:
  Ledger() : histories_(*this) {}
  Result<std::optional<sync::Receipt>> receipt_in(std::string_view table, const std::string& name);
  Status check_mended(const form::Form& form);
  Status follow_form(const std::string& report, const base::Hash& form);
  Status chain(std::string_view table, std::int64_t& seq, std::string& before);
  Status verify_chain(std::string_view table);

  std::filesystem::path folder_;
  std::optional<base::FolderLock> lock_;
  std::unique_ptr<sqlite::Database> database_;
  std::string server_id_;
  std::optional<base::SecretKey> key_;
  std::map<std::string, form::Form> forms_;
  Histories histories_;
  std::map<std::string, std::int64_t> uploads_told_;
  const base::Clock* clock_ = nullptr;
};

}  // namespace ziping::server
