// The vault: everything this device has written or received, in one SQLite file.
//
// Promise    An edit, a seal or an applied answer that was reported done is still there after a power cut. Nothing
// leaves the
//            outbox before a receipt, signed by the pinned server, names it. What is refused is kept with its reason.
// Threads    One at a time; nothing in here locks. One program a folder.
// Errors     as of sqlite::Database; NotFound "unknown-report", "unknown-form", "unknown-version"; Denied
// "not-enrolled",
//            "not-yours", "stage-closed" (the value is then kept as a suggestion).
#pragma once

#include <map>
#include <optional>

#include "client/work/draft.h"
#include "shared/base/clock.h"
#include "shared/base/file.h"
#include "shared/merge/heads.h"
#include "shared/sqlite/database.h"
#include "shared/sync/authority.h"
#include "shared/sync/message.h"

namespace ziping::client {

struct Identity {
  std::string server_url, server_id, token, device;
  base::PublicKey server_key;
  sync::Author user;
};

struct ReportRow {
  std::string id, form, department;
  std::int64_t year = 0;
  sync::Stage stage = sync::Stage::Drafting;
};

// What the screen shows: the draft over the merge of the heads.
struct Shown {
  report::State state;
  std::vector<merge::Note> notes;
  report::RevisionSet heads;
  bool draft = false;
};

enum class Listing { Log, Versions, Suggestions };

class Vault {
 public:
  static Result<std::unique_ptr<Vault>> open(const std::filesystem::path& home);

  Result<Identity> identity();
  Status enrolled(const Identity& identity, const base::SecretKey& key);
  std::int64_t cursor();

  Result<std::vector<Json>> forms();
  Result<const form::Form*> form(const std::string& name_or_id);
  Result<std::vector<ReportRow>> reports();
  Result<ReportRow> report(const std::string& id_or_beginning);
  Result<std::string> new_report(const std::string& form, std::int64_t year);

  Result<Shown> shown(const ReportRow& report);
  // "draft", a version's number, or a revision's name or its beginning of at least six digits.
  Result<report::State> at(const ReportRow& report, const std::string& version_or_revision);
  // One durable transaction. Refused edits are kept as suggestions.
  Status edit(const ReportRow& report, const Json& edit);
  // All or none, in one transaction; for what a program writes at once, such as an import.
  Status edit_all(const ReportRow& report, const std::vector<Json>& edits);
  // None when nothing differs from the heads.
  Result<std::optional<report::RevisionId>> seal(const ReportRow& report, const std::string& note);

  Result<std::vector<Json>> outbox();
  Result<Json> apply(const sync::SyncResponse& response);  // in one transaction with the cursor; gives what came in
  Result<Json> list(Listing what, const ReportRow& report);
  // Submitted, returned, accepted …: [{"seq", "version", "action", "stage", "by", "at", "note"}] in order.
  Result<Json> steps(const ReportRow& report);
  std::int64_t unsent(const ReportRow& report);
  // Every hash, signature, digest and receipt on this device; gives counts.
  Result<Json> verify();

 private:
  Vault() = default;
  Result<report::History*> history(const std::string& report);
  Result<std::vector<Json>> edits(const std::string& report);
  Status put_edit(const std::string& report, const Json& edit);
  std::string setting(std::string_view key);
  Status set(std::string_view key, std::string_view value);
  Result<base::PublicKey> device_key(const std::string& device);
  Status keep_suggestion(const std::string& report, const std::string& path, const Json& value, const std::string& why);
  Status put_revision(const report::Revision& revision, std::string_view state, const std::string& why);
  Status take_entry(const Json& entry, std::int64_t& received);
  Status take_revision(const Json& json);
  Status take_receipt(const sync::Receipt& receipt, const Identity& self);
  Status salvage(const sync::Refused& refused);

  std::optional<base::FolderLock> lock_;
  std::unique_ptr<sqlite::Database> database_;
  std::map<std::string, form::Form> forms_;
  std::map<std::string, report::History> histories_;
  base::SystemClock clock_;
  base::SystemRandom random_;
};

}  // namespace ziping::client
