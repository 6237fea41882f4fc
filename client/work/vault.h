// The vault keeps all that this person has on this device: reports, revisions, drafts, receipts, in one SQLite file.
//
// Promise    An edit that was accepted, a revision that was sealed, is still there after a power cut or kill -9. Nothing
//            typed is ever dropped: what may not be set is kept as a suggestion, what was refused is quarantined with
//            its reason. The cursor moves in the transaction that stores what it covers.
// Threads    Belongs to one thread (the keeper's) alone; nothing in here locks or waits.
// Ownership  Holds the lock on its folder. States and histories come back as shared pointers or copies.
// Errors     Unavailable "folder-in-use"; Denied "not-enrolled", "not-yours", "denied", "other-account"; NotFound
//            "unknown-report", "unknown-field", "unknown-group", "unknown-row", "unknown-form", "unknown-version",
//            "unknown-revision"; Invalid "open-conflict", "changed-since", "nothing-to-undo" and those of form::typed().
// Limits     outbox() gives at most sync::kPushMax revisions and bytes_max bytes, but always one.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/work/edit.h"
#include "shared/base/clock.h"
#include "shared/base/file.h"
#include "shared/base/keys.h"
#include "shared/merge/heads.h"
#include "shared/sqlite/database.h"
#include "shared/sync/authority.h"
#include "shared/sync/message.h"

namespace ziping::work {

using base::Json;
using base::Result;
using base::Status;

// What enrolment brought: whom the server knows us as, and whom we know it as.
struct Enrolment {
  std::string server;  // http(s)://host[:port]
  std::string token, device;
  std::string server_id;
  base::PublicKey server_key;
  sync::Author user;
};

struct ReportInfo {
  std::string id, form, department, title;
  std::int64_t year = 0;
  sync::Stage stage = sync::Stage::Drafting;
  std::vector<report::RevisionId> heads;
  std::size_t draft_edits = 0, open_conflicts = 0, unsent = 0;
};

struct VersionInfo {
  std::int64_t number = 0;
  std::string revision, by, at, note;
};

struct StageEvent {
  std::int64_t seq = 0, version = 0;
  std::string stage, action, by, at, note;
};

struct Suggestion {
  std::int64_t number = 0;
  std::string path, code, message, at, revision;
  Json value;
};

// A revision on this device and what became of it.
struct Stored {
  std::string state, code, message;  // queued, durable or quarantined; why
  report::Header header;
};

struct RefusedRevision {
  std::string report;
  sync::Refused why;
};

// What one answer of the server changed here.
struct Applied {
  std::size_t receipts = 0, received = 0;
  std::vector<RefusedRevision> refused;
  std::vector<std::string> changed;      // reports
  std::vector<sync::Refused> not_taken;  // entries that could not be verified
};

struct Problem {
  std::string what, code, message;
};

enum class Seal { Changes, AlsoMerge };  // AlsoMerge: several heads become one even without an edit

class Vault {
 public:
  static Result<std::unique_ptr<Vault>> open(const std::filesystem::path& home, base::Random& random,
                                             const base::Clock& clock);

  // --- who we are (vault.cpp)
  Result<base::SecretKey> device_key();  // made at the first call
  Status enrol(const Enrolment& enrolment);
  Result<Enrolment> enrolment();  // Denied "not-enrolled"
  std::string name_of(std::string_view table, const std::string& id);  // of a department or team; the id if unknown

  // --- what there is (vault.cpp)
  Status add_form(const form::Form& form);
  Result<const form::Form*> form(const std::string& name_or_id);  // kept while the vault lives; the newest of an id
  std::vector<std::string> forms();                               // names
  Result<std::string> new_report(const form::Form& form, std::int64_t year, const std::string& title);
  Result<std::vector<ReportInfo>> reports();
  Result<ReportInfo> report(const std::string& id);
  // What the screen shows: the draft over the merge of the heads; of finance, the last version.
  Result<report::SharedState> shown(const std::string& report);
  Result<const report::History*> history(const std::string& report);  // until the vault changes
  Result<std::vector<merge::Note>> notes(const std::string& report);  // "please read" of the merge of the heads
  // "draft", "head", a version's number, or a revision's name or the beginning of it (6 digits at least).
  Result<report::SharedState> state_at(const std::string& report, const std::string& when);
  std::map<std::string, Stored> revisions(const std::string& report);
  std::vector<VersionInfo> versions(const std::string& report);
  std::vector<StageEvent> stage_events(const std::string& report);
  std::vector<Suggestion> suggestions(const std::string& report);

  // --- editing, each in one durable transaction (vault_edit.cpp)
  Status set(const std::string& report, const std::string& path, std::string_view input);
  Result<std::string> add_row(const std::string& report, const std::string& group, std::optional<std::string> behind);
  Status remove_row(const std::string& report, const std::string& row);
  Status move_row(const std::string& report, const std::string& row, const std::string& behind);
  // Takes the words of that revision where it is a side; of a removed row, its removal or its content.
  Status take_side(const std::string& report, const std::string& path, const std::string& revision);
  Status decide(const std::string& report, const std::string& path, std::string_view input);  // "" removes a row
  // Several edits as one transaction: all of them or, with the first that fails, none.
  Status change(const std::string& report, const std::vector<Edit>& edits);
  Status undo(const std::string& report);
  Status redo(const std::string& report);

  // --- sealing and exchanging (vault_seal.cpp, vault_apply.cpp)
  Result<std::optional<report::RevisionId>> seal(const std::string& report, const std::string& note, Seal what);
  Result<std::vector<Json>> outbox(std::size_t bytes_max);
  Result<std::size_t> unsent();
  std::int64_t cursor();
  // All of it in one transaction with the cursor. Applying the same answer twice changes nothing. Corrupt
  // "bad-receipt" when a receipt is not the pinned server's: then nothing of the answer is taken.
  Result<Applied> apply(const sync::SyncResponse& response);
  // Puts aside one revision that can never be sent, and all that stand on it.
  Result<Applied> set_aside(const sync::Refused& why);

  // --- checking (vault_verify.cpp)
  Result<std::vector<Problem>> verify(const std::optional<std::string>& report, std::size_t& checked);

 private:
  struct Loaded {
    const form::Form* form = nullptr;
    sync::Stage stage = sync::Stage::Drafting;
    std::unique_ptr<report::History> history;
    report::RevisionSet heads;
    merge::Merged merged;
    report::SharedState shown;
    std::size_t draft_edits = 0;
  };
  enum class Quarantined { Without, With };

  Vault(base::FolderLock lock, base::Random& random, const base::Clock& clock)
      : lock_(std::move(lock)), random_(random), clock_(clock) {}
  std::string setting(std::string_view name);
  Status put_setting(std::string_view name, std::string_view value);
  std::string now() const { return base::utc_text(clock_.now_ms()); }
  Result<report::History> read_history(const std::string& report, Quarantined which);
  Result<Loaded*> load(const std::string& report);
  void forget(const std::string& report) { loaded_.erase(report); }
  report::RevisionSet in_view(const std::string& report, const report::History& history);

  Status journal(const std::string& report, const Edit& edit, std::string_view kind);
  Status commit_edits(const std::string& report, const std::vector<Edit>& edits, std::string_view kind);
  Status keep_suggestion(const std::string& report, const sync::Refusal& refusal, const Json& value,
                         const std::string& revision);
  Result<const form::Field*> field(Loaded& loaded, const form::Path& path);
  Result<form::Path> existing_row(Loaded& loaded, const std::string& row);

  Result<std::optional<report::RevisionId>> seal_draft(const std::string& report, const std::string& note, Seal what);
  Result<report::Revision> seal_state(const std::string& report, const report::State& state, const std::string& note);
  Status put_revision(const report::Revision& revision, std::string_view state);
  Result<Applied> apply_all(const sync::SyncResponse& response, const Enrolment& known);
  Status take_entry(const Json& entry, Applied& applied);
  Status take_report(const std::string& id, const std::string& form, const Json& entry);
  Status take_revision(const Json& body, std::int64_t seq, Applied& applied);
  Status refuse(const std::vector<sync::Refused>& refused, Applied& applied);
  Status refuse_in(const std::string& report, const std::map<std::string, sync::Refused>& refused);

  base::FolderLock lock_;
  base::Random& random_;
  const base::Clock& clock_;
  std::unique_ptr<sqlite::Database> database_;
  std::map<std::string, form::Form> forms_;
  std::map<std::string, Loaded> loaded_;
};

}  // namespace ziping::work
