// The ledger: the server's one SQLite file, append-only where it counts.
//
// Promise    What a Transaction committed is there after a power cut. Entries are never changed or removed; each holds
// the
//            hash of the one before, so that a change of any of them shows.
// Threads    One at a time: the web room holds a lock around every use.
// Errors     as of sqlite::Database; Denied "wrong-password", "not-signed-in"; NotFound "unknown-user",
// "unknown-report".
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/file.h"
#include "shared/base/keys.h"
#include "shared/form/form.h"
#include "shared/report/revision.h"
#include "shared/sqlite/database.h"
#include "shared/sync/authority.h"
#include "shared/sync/message.h"

namespace ziping::server {

using base::Json;
using base::Result;
using base::Status;

struct Device {
  std::string id;  // 32 hex digits of the SHA-256 of its key
  base::PublicKey key;
  sync::Author user;
};

struct ReportRow {
  std::string id, form, department;
  std::int64_t year = 0;
  sync::Stage stage = sync::Stage::Drafting;
  std::int64_t versions = 0;
};

// Who may read an entry.
enum class Audience { Everyone, Department, DepartmentAndFinance };

class Ledger {
 public:
  static Status init(const std::filesystem::path& folder, base::Random& random);
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& folder);

  sqlite::Database& database() { return *database_; }
  const std::string& server_id() const { return server_id_; }
  const base::SecretKey& key() const { return *key_; }

  // Appends to the log, inside the caller's transaction; gives the new sequence number.
  Result<std::int64_t> append(std::string_view kind, Audience audience, std::string_view department, Json body);
  // Entries behind the cursor that the user may see, until kAnswerBytesMax. `cursor` moves over what was looked at.
  Result<std::vector<Json>> entries(std::int64_t& cursor, bool& more, const sync::Author& user);
  Status verify_chain();  // Corrupt "broken-chain"

  // Accounts, in accounts.cpp. Passwords and codes are stored as Argon2id hashes, tokens as SHA-256.
  Status add_department(const std::string& id, const std::string& name);
  Status add_team(const std::string& id, const std::string& name, const std::string& department);
  Status add_user(const sync::Author& user, const std::string& secret);
  Status disable_user(const std::string& name);
  Result<std::vector<Json>> users();
  Result<Device> enrol(const std::string& name, const std::string& secret, const std::string& label,
                       const base::PublicKey& key, std::string& token);
  Result<Device> signed_in(const std::string& token);
  Result<base::PublicKey> device_key(const std::string& device);

  Status add_form(const form::Form& form);
  Result<const form::Form*> form(const std::string& name);  // kept for good once parsed
  Result<std::vector<Json>> forms();

  Result<ReportRow> report(const std::string& id);
  Result<std::vector<ReportRow>> reports();
  Status put_report(const ReportRow& row);  // inserts or updates stage and versions

  Result<std::optional<sync::Receipt>> receipt(const std::string& revision);
  Status put_revision(const report::Revision& revision, const sync::Receipt& receipt);
  Result<std::vector<report::Revision>> revisions(const std::string& report);  // parents before children
  Status quarantine(const std::string& device, const Json& revision, const sync::Refused& why);
  Status put_version(const std::string& report, std::int64_t number, const std::string& revision);
  Result<std::string> version(const std::string& report, std::int64_t number);

 private:
  Ledger() = default;
  Result<sync::Author> account(const std::string& name, std::string* secret_hash);
  std::optional<base::FolderLock> lock_;
  std::unique_ptr<sqlite::Database> database_;
  std::string server_id_;
  std::optional<base::SecretKey> key_;
  std::map<std::string, form::Form> forms_;
  base::SystemClock clock_;
  base::SystemRandom random_;
};

}  // namespace ziping::server
