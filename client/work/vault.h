// The vault: everything this device has written or received, in one SQLite file.
//
// Promise    An edit, a seal or an applied answer that was reported done is still there after a power cut. Nothing
//            leaves the outbox before a receipt, signed by the pinned server, names it. What is refused, here or there,
//            is kept with its reason. A draft stands on the present heads: before they move it is sealed, so what it
//            changed meets the others' words in the merge and never overwrites them.
// Threads    One at a time; nothing in here locks. One program a folder.
// Errors     as of sqlite::Database; NotFound "unknown-report", "unknown-form", "unknown-version"; Denied
//            "not-enrolled", "other-account", "not-yours", "stage-closed" (the value is then kept as a suggestion),
//            "restored-server"; Invalid "note-too-long", "too-long" and the like for values that no
//            field takes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>

#include "client/work/draft.h"
#include "client/work/remarks.h"
#include "client/work/steps.h"
#include "client/work/wish.h"
#include "shared/base/clock.h"
#include "shared/base/file.h"
#include "shared/base/random.h"
#include "shared/form/attachment.h"
#include "shared/form/mends.h"
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

// A place of a report, as its form calls it: the field, or the row's group.
struct Place {
  std::string path, label;
};
Place named_place(const form::Form& form, const form::Path& path);

// Where something stands that the server refused.
struct RefusedAt {
  std::string report;
  std::vector<Place> places;  // none of a remark
  bool is_remark = false;
};

// What answers would change in a report here, or have changed.
struct ForeseenReport {
  std::string report;
  bool is_new = false;  // it was not here before; no places are told then, but what it is
  std::vector<Place> places;
  std::int64_t year = 0;  // of a new one
  std::string form = {};  // likewise, the title of its form
};

ForeseenReport foreseen_report(const ReportRow& row, const form::Form& form, const report::State* before,
                               const report::State& after);

struct Applied {
  std::int64_t received = 0, receipts = 0;
  std::int64_t set_aside = 0;                  // entries that could not be used and are kept with their reason
  std::vector<std::string> reports;            // those that changed
  std::map<std::string, RefusedAt> refused{};  // by name of revision or remark
  std::vector<ForeseenReport> changed{};       // those of `reports` that say something else now
  std::set<std::string> sealed_anew{};         // under this device's new key: refused, and all of it goes out again
};

// What the server does not have yet of a report.
struct Waiting {
  std::int64_t revisions = 0, remarks = 0;
  std::int64_t files = 0;  // that the report names
  std::int64_t wishes = 0;

  std::int64_t all() const { return revisions + remarks + files + wishes; }
  bool operator==(const Waiting&) const = default;
};

using WaitingByReport = std::unordered_map<std::string, Waiting>;

// The newest revision and the newest remark that wait, as numbers in the order in which they came here; 0: none waits.
struct NewestText {
  std::int64_t revision = 0, remark = 0;

  // Whether something has come to wait since `then`.
  bool is_beyond(const NewestText& then) const { return revision > then.revision || remark > then.remark; }
};

// Where an attachment is. Refused: here, and the server did not take it; it is sent again when somebody asks for it.
enum class FileState { Elsewhere, Unsent, Refused, Held };

struct KeptFile {
  std::string path;
  form::Attachment attachment;
  FileState state = FileState::Elsewhere;
  std::string why;  // of a refused one
};

struct UnsentFile {
  std::string file;  // the hash
  std::int64_t bytes = 0;
};

// A draft that was here already when the vault was opened: a program ended before it could seal it.
struct LeftDraft {
  std::string report;
  std::int64_t places = 0;               // that it changes
  std::string at;                        // of its newest edit, UTC; empty where an earlier program did not note it
  std::vector<std::string> labels = {};  // of the places, each once, in the order in which they were typed
};

// A draft that was put aside. It is kept until it is taken back, and told above the list of reports for the first days.
struct AsideDraft {
  std::int64_t id = 0;
  std::int64_t places = 0;
  std::string typed_at, at;  // of its newest edit; of when it was put aside
  std::string report;
};
inline constexpr std::int64_t kAsideToldDays = 30;

// That a report can be made for.
inline constexpr std::int64_t kYearMin = 1949, kYearMax = 2199;

inline constexpr std::string_view kSampleSetting = "sample";

// Log: revisions, newest first, with "sent". Stages: what the server decided, oldest first. FormerVersions and
// FormerStages: the same of before the server was set back, as far as it has not told of them again.
enum class Listing { Log, Versions, Stages, FormerVersions, FormerStages, Suggestions, SetAside };

// Of drafts that a program left and nobody has accepted yet, where a synchronisation comes: sealed like all others, for
// somebody asked for it; or kept, and put aside where something comes in for their report.
enum class LeftDrafts { Sealed, Kept };

// A disk that is full or broken is no verdict on what was to be read or stored: it is asked again.
bool is_of_the_disk(const base::Error& error);

class Vault {
 public:
  // Borrows the clock and the random bytes.
  static Result<std::unique_ptr<Vault>> open(const std::filesystem::path& home,
                                             const base::Clock& clock = base::system_clock(),
                                             base::Random& random = base::system_random());

  const base::Clock& clock() const { return clock_; }
  const std::filesystem::path& home() const { return home_; }
  Status copy_to(const std::filesystem::path& file);  // as of sqlite::Database
  Result<std::unique_ptr<sqlite::Copying>> begin_copy(const std::filesystem::path& file);
  Result<Identity> identity();
  // The key of this device, made and kept when first asked for: enrolling again goes on with it.
  Result<base::SecretKey> device_key();
  // The key to enrol with as another device, made and kept when first asked for, until enrolled() with it: where the
  // answer is lost, or finds no room on the disk, the same device is asked for again, and not one more.
  Result<base::SecretKey> next_device_key();
  Status drop_next_device_key();  // the server takes it no more either
  // Denied "other-account" when the vault holds the work of somebody else or of another server. An account that is told
  // other things than the one before hears the server from its beginning. With a key of its own this device is another
  // one from here on: what it sealed before and had not sent is refused by the server, and then sealed anew.
  Status enrolled(const Identity& identity, const std::optional<base::SecretKey>& new_key = {});
  bool was_before(const std::string& device);  // that this one was, with another key
  std::int64_t cursor();
  std::string chain();                        // of the server's entry at the cursor; empty where it was not told
  std::string setting(std::string_view key);  // empty where there is none
  Status set(std::string_view key, std::string_view value);
  bool is_sample();  // as of client/work/sample.h; then nothing waits to be sent, whatever was sealed
  Result<std::vector<Json>> directory();  // accounts, teams and departments, each with "kind"

  Result<std::vector<Json>> forms();
  // Valid as long as the vault.
  Result<const form::Form*> form(const std::string& name_or_id);
  // vault_forms.cpp: a form that came and that this program cannot read, by its name.
  struct UnreadForm {
    std::string title, why;
  };
  Result<std::optional<UnreadForm>> unread_form(const std::string& name);
  // Those that a newer program may read; none where nothing is new.
  Result<std::vector<std::string>> read_forms_again();  // reports whose form is known only now
  Result<std::vector<ReportRow>> reports();
  void put_away(const std::string& report) { desks_.erase(report); }  // out of memory; it is read again when asked for
  Result<ReportRow> report(const std::string& id_or_beginning);
  Result<std::string> new_report(const std::string& form, std::int64_t year);

  // Invalid "draft-astray" where the draft has edits that find no place in what the report says now.
  Result<Shown> shown(const ReportRow& report);
  // "draft", a version's number, or a revision's name or its beginning of at least six digits.
  Result<report::State> at(const ReportRow& report, const std::string& version_or_revision);
  // The form that it was sealed under; of the draft the report's.
  Result<const form::Form*> form_at(const ReportRow& report, const std::string& version_or_revision);
  // The history of a report, for reading who wrote what; valid until the next call that changes anything.
  Result<const report::History*> revisions(const ReportRow& report);

  // One durable transaction. Refused edits are kept as suggestions.
  Status edit(const ReportRow& report, const Json& edit);
  // All or none, in one transaction; for what a program writes at once, such as an import.
  Status edit_all(const ReportRow& report, const std::vector<Json>& edits);
  // The same for what a person typed, with the steps for taking it back. When one of several is refused nothing is
  // kept: each is to be saved by itself.
  Status edit_typed(const ReportRow& report, const std::vector<Json>& edits, const std::vector<Steps>& steps);
  Status keep_steps(const std::string& report, const std::vector<Steps>& steps);
  // Those around the one that would be done again: its block, the one before and the one behind.
  // Where a number is missing, only what is behind it.
  Result<Steps> steps(const std::string& report);
  Result<Steps> steps_of(const std::string& report, std::int64_t block);
  // vault_unsaid.cpp: what this person has begun to say about a report, by its place (client/app/unsaid.h). Words for
  // a place take the place of those before; empty ones forget them.
  Status keep_unsaid(const std::string& report, const std::string& place, const std::string& words);
  Result<std::map<std::string, std::string>> unsaid(const std::string& report);
  // Edits that were made on other heads than the present ones, typed while they moved: they become a revision on those,
  // and the merge brings it in. Gives that revision. Refused as edit_typed() is.
  Result<report::RevisionId> edit_on(const ReportRow& report, const report::RevisionSet& heads,
                                     const std::vector<Json>& edits);
  // Keeps an edit that found no place as a suggestion.
  Status keep_aside(const ReportRow& report, const Json& edit, const base::Error& why);
  // None when nothing differs from the heads.
  Result<std::optional<report::RevisionId>> seal(const ReportRow& report, const std::string& note);
  bool has_draft(const std::string& report);

  // vault_left.cpp. A draft is nothing special any more once it was accepted, typed on or sealed. Errors besides:
  // NotFound "no-draft", "unknown-draft"; Invalid "nothing-else" for a report that would be empty without it.
  Result<std::vector<LeftDraft>> left_drafts();  // and those that cannot be applied to what their report says
  bool was_left(const std::string& report) const { return left_.contains(report); }
  void accept_draft(const std::string& report) { left_.erase(report); }
  // Of a copy of `before`, by the same program: what it knows of drafts that were left is known here.
  void goes_on_from(const Vault& before) { left_ = before.left_; }
  // Out of the report; it stays here whole and for good. Also one that cannot be applied.
  Status put_draft_aside(const ReportRow& report);
  Result<std::vector<AsideDraft>> drafts_aside(const ReportRow& report);
  // Of all reports, in the last kAsideToldDays; newest first.
  Result<std::vector<AsideDraft>> drafts_put_aside_lately();
  // The edits of the draft, in the order in which they were typed, and of one that was put aside, by its id: for
  // reading them, whether they find a place or not. 0: of the draft itself.
  Result<std::vector<Json>> draft_edits(const std::string& report, std::int64_t aside);
  // As a revision on what it was typed on, so that the merge brings it in. When it is refused it stays aside.
  Status take_draft_back(const ReportRow& report, std::int64_t id);

  // vault_move.cpp: a report moves to a form that mends its own by a revision that changes nothing else, for the draft
  // is sealed before. Errors besides: Denied "denied", "stage-closed"; Invalid "same-form", "not-mending",
  // "nothing-yet".
  Status check_move(const ReportRow& report, const form::Form& to);
  Result<const form::Form*> newer_form(const ReportRow& report);  // to which this person may move it; null for none
  Result<report::RevisionId> move_to_form(const ReportRow& report, const form::Form& to);
  form::FindForm find_forms();

  // vault_remarks.cpp. They give the name of what was kept here and will be sent. Errors besides: those of
  // sync::check_words and check_speaker; "unknown-place", "several-places", "unknown-remark", "too-many-remarks".
  Result<std::string> add_remark(const ReportRow& report, const NewRemark& wanted);
  Result<std::string> follow_remark(const SaidRemark& on, sync::RemarkKind kind, const std::string& text);
  Result<SaidRemark> remark(const std::string& beginning);  // of at least six digits
  // Of one's own that waits, an answer too: it stays here and is not sent. Should the server have it already, its next
  // answer brings it back. Errors besides: Invalid "not-waiting", "has-answers"; Denied "not-yours".
  Result<SaidRemark> withdraw_remark(const std::string& beginning);
  Result<std::vector<RemarkThread>> remarks(const ReportRow& report);
  Result<std::vector<Json>> remarks_waiting();

  // vault_wishes.cpp: one a report at most; it is gone once an entry tells that it was done.
  Status keep_wish(const Wish& wish);  // in place of the one before
  Result<std::vector<Wish>> wishes();  // in the order in which they were made
  Result<std::optional<Wish>> wish(const std::string& report);
  Status mark_wish_asked(const std::string& report);
  Status refuse_wish(const std::string& report, const base::Error& why);
  Status forget_wish(const std::string& report);

  Result<std::vector<Json>> outbox();
  Result<NewestText> newest_text();
  Result<sync::Proofs> proofs();  // of those in the outbox that the server took before it was set back
  // In one transaction with the cursor. An entry that makes no sense is set aside and the rest flows. Denied
  // "restored-server", and nothing is changed: the log goes past something that it gave a receipt for.
  Result<Applied> apply(const sync::SyncResponse& response, LeftDrafts left = LeftDrafts::Sealed);
  // vault_foresee.cpp: what apply() of these, one after another, would change. Nothing is changed.
  Result<std::vector<ForeseenReport>> foresee(const std::vector<sync::SyncResponse>& responses);
  // vault_restored.cpp: the server is to be heard from its beginning, as if it were met for the first time, and
  // everything that this device may bring is sent again unless the server tells that it has it. Nothing is removed.
  Status accept_restored();
  Result<Json> list(Listing what, const ReportRow& report);
  std::int64_t unsent(const ReportRow& report);  // revisions
  Result<Waiting> waiting(const ReportRow& report);
  Result<WaitingByReport> waiting_by_report();  // those with anything that waits
  // Lines of the list of reports as their maker left them and as far as nothing they tell has changed since.
  Status each_kept_summary(const std::string& maker,
                           const std::function<void(std::string report, const Json& line)>& take);
  Status keep_summaries(const std::string& maker, const std::map<std::string, Json>& summaries);
  std::optional<sync::Receipt> last_receipt(const ReportRow& report);
  // Every hash, signature, digest and receipt on this device; gives counts.
  Result<Json> verify();

  // vault_files.cpp: attachments. The bytes and the edit that names them are one transaction. Errors: NotFound
  // "no-files-field", "file-vanished", "file-not-here", "no-attachment"; Invalid "file-changed", "empty-file",
  // "name-taken" and those of form/attachment.h; Full "too-large".
  Result<form::Attachment> add_file(const ReportRow& report, const std::string& path, const std::filesystem::path& file,
                                    const std::string& name);
  Status remove_file(const ReportRow& report, const std::string& path, const std::string& name);
  // The bytes alone, for an edit that will name them: what no report names is not sent.
  Result<form::Attachment> keep_file(const std::filesystem::path& file, const std::string& name);
  Result<std::string> file_bytes(const form::Attachment& file);
  Result<std::vector<KeptFile>> files(const ReportRow& report);  // that the report names now
  Status write_file(const std::string& file, const std::filesystem::path& out);
  // Those that a report names, or a version of it, in the order in which they were added: one that was removed again
  // before it was sent stays here.
  Result<std::vector<UnsentFile>> unsent_files();
  Result<std::int64_t> file_size(const std::string& file);  // as much as is here
  Result<std::string> file_piece(const std::string& file, std::int64_t offset);
  Status file_sent(const std::string& file, const sync::Receipt& receipt);
  Status file_refused(const std::string& file, const base::Error& why);
  Status send_again(const std::string& file);
  // A piece of a file from the server. Corrupt "wrong-hash" with the last one when all of it is not what was named.
  Status file_came(const std::string& file, std::int64_t bytes, std::int64_t offset, std::string_view piece);

 private:
  friend class Bundles;  // the same answers, from a file
  friend class Outbox;   // what waits, and what came of it
  // One report in memory: its history, and what follows from it and the journal.
  struct Desk {
    report::History history;
    std::optional<merge::Merged> merged;   // of the heads
    std::optional<report::State> drafted;  // with the journal's edits; none when there are none
  };
  Vault(const base::Clock& clock, base::Random& random) : clock_(clock), random_(random) {}
  Result<Desk*> desk(const std::string& report);
  Result<const merge::Merged*> merged(const ReportRow& report, Desk& desk);
  static Result<std::vector<Json>> bodies(sqlite::Statement& find);  // the first column of every row
  using Devices = std::map<std::string, std::string>;                // by id, with the user of each
  Result<Devices> colleagues(const Identity& self);                  // of the department, this one included
  bool is_out(const std::string& device);                            // revoked, or not approved yet
  Result<std::vector<Json>> edits(const std::string& report);
  Status put_edit(const std::string& report, const Json& edit);
  Status find_left_drafts();
  Result<Json> aside_body(const std::string& report, std::int64_t id);
  // These within the caller's transaction.
  Status lay_aside(const ReportRow& report);
  Status lay_draft_aside(const ReportRow& report, const report::RevisionSet& heads);
  Status seal_or_lay_aside(const ReportRow& report);
  enum class Refused { Suggested, Left };
  // The work beforehand, in the same transaction.
  Status edit_all(const ReportRow& report, const std::vector<Json>& edits, const std::function<Status()>& beforehand,
                  Refused refused);
  Status put_steps(const std::string& report, const Steps& steps);
  Result<Steps> steps_between(const std::string& report, std::int64_t from, std::int64_t to);
  Result<std::vector<form::Attachment>> attached(const ReportRow& report, const std::string& path);
  Status put_file(const std::filesystem::path& path, const form::Attachment& file);
  Result<std::string> file_state(const std::string& file);  // empty where it is not whole
  Status mark_file(const std::string& file, std::string_view state, std::string_view why);
  Result<std::int64_t> verify_files();
  Status judge(const ReportRow& report, const form::Form& form, const report::State& before, const report::State& after,
               const Json& edit);
  Result<base::PublicKey> key_of(const std::string& device);
  Status keep_suggestion(const std::string& report, const std::string& path, const Json& value, const base::Error& why);
  Status put_revision(const report::Revision& revision, std::string_view state, const std::string& why);
  Result<report::Revision> signed_revision(const ReportRow& report, const base::Hash& form,
                                           const report::RevisionSet& parents, const report::State& state,
                                           const std::string& note);
  Result<const report::History::Entry*> sealed_at(const ReportRow& report, const std::string& which);
  // The form that the merge of the revisions has; the report's own for none.
  base::Hash form_name_of(const ReportRow& report, const Desk& desk, const report::RevisionSet& revisions);
  Result<const form::Form*> form_of(const ReportRow& report, const Desk& desk, const report::RevisionSet& revisions);
  Status settle_form(const std::string& report);  // the heads moved: their form is the report's
  Status form_came(const base::Hash& form, Applied& applied);
  // Runs the work and commits; when either fails, the report in memory (all reports for "") is forgotten.
  Status in_transaction(const std::string& report, const std::function<Status()>& work);
  // These within the caller's transaction; seal_draft leaves the journal empty.
  Result<report::RevisionId> put_sealed(const ReportRow& report, const report::RevisionSet& parents,
                                        const report::State& state, const std::string& note);
  Result<report::RevisionId> put_sealed_under(const ReportRow& report, const base::Hash& form,
                                              const report::RevisionSet& parents, const report::State& state,
                                              const std::string& note);
  Result<std::optional<report::RevisionId>> seal_draft(const ReportRow& report, const std::string& note);
  struct Standing {
    report::RevisionSet parents;
    report::State state;  // that was made on their merge
  };
  // More parents than a revision may name become fewer, by revisions that gather as many as it may.
  Status stand_on_few(const ReportRow& report, Standing& standing);
  Status seal_before(const sync::SyncResponse& response, LeftDrafts left);
  // The reports of which an answer tells words.
  static std::set<std::string> told_of(const sync::SyncResponse& response);
  // What reports say whose words may change, as far as they can be read, and which reports are here.
  struct SaidBefore {
    std::set<std::string> known;
    std::map<std::string, report::State> states;
    std::optional<base::Error> trouble = {};  // of the disk, that kept something from being read
  };
  SaidBefore said_before(const std::set<std::string>& told);
  Result<SaidBefore> said_before_all(const std::vector<sync::SyncResponse>& responses);
  Status check_only_receipts(const std::vector<sync::SyncResponse>& responses);
  std::vector<ForeseenReport> changed_since(const SaidBefore& before, const std::vector<std::string>& ids);
  Status take_answer(const sync::SyncResponse& response, const Identity& self, Applied& applied,
                     LeftDrafts left = LeftDrafts::Sealed);
  Status take_entry(const Json& entry, Applied& applied);
  Status take_device(const Json& entry);
  Status take_revision(const Json& json, std::string_view proof);
  Status take_version(const Json& entry, Applied& applied);
  Status take_stage(const Json& entry);
  Status fulfil_wish(const Json& stage);
  Status put_report(const Json& entry);
  Status set_aside(const Json& entry, const base::Error& why);
  Status put_remark(const sync::Remark& remark, std::int64_t seq, std::string_view state, const std::string& why);
  Status hold_remark(const std::string& name, std::int64_t seq);
  Status hold_file(const std::string& file);
  Status refuse_file(const sync::Refused& refused);
  Result<std::set<std::string>> named_files(const ReportRow& report);
  Status refuse_remark(const sync::Refused& refused, Applied& applied);
  Status refuse_return_without(const std::string& report);
  Status take_remark(const Json& entry);
  Result<std::vector<SaidRemark>> said(const std::string& report);  // of all reports for ""
  Result<SaidRemark> said_as(const std::string& beginning, const std::function<bool(const SaidRemark&)>& meant);
  Result<std::string> put_said(sync::RemarkHeader header, const std::string& department, const sync::RemarkHeader* on);
  Result<report::State> state_now(const ReportRow& report);
  Result<std::int64_t> verify_remarks();
  Status keep_proof(const std::string& revision, std::string_view proof);
  Status take_receipt(const sync::Receipt& receipt, const Identity& self);
  Status put_receipt(const sync::Receipt& receipt);
  Status hear_from_beginning();
  // vault_restored.cpp
  Status check_receipts(const sync::SyncResponse& told, std::int64_t from);
  Status send_remarks_again(const Identity& self);
  Status told_again(const Json& entry);
  Status send_what_waited(const std::string& report, const std::string& for_what);
  Status move_cursor(const sync::SyncResponse& response);
  Status salvage(const sync::Refused& refused, Applied& applied);
  Status quarantine(const std::string& report, const report::RevisionSet& lost, const std::string& why);
  Status lay_aside(const std::string& report, const std::vector<Json>& revisions);
  Status keep_refusal(const sync::Refused& refused, const std::string& device);

  std::filesystem::path home_;
  std::optional<base::FolderLock> lock_;
  std::unique_ptr<sqlite::Database> database_;
  std::map<std::string, form::Form> forms_;
  std::map<std::string, Desk> desks_;
  std::set<std::string> left_;    // reports with a draft of an earlier program
  std::set<std::string> astray_;  // with a draft that could not be applied when it was last tried
  const base::Clock& clock_;
  base::Random& random_;
};

}  // namespace ziping::client
