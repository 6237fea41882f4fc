// What the threads behind the window tell it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "client/work/blame.h"
#include "client/work/copies.h"
#include "client/work/exchange.h"
#include "client/work/folder.h"
#include "client/work/move.h"
#include "client/work/next_try.h"
#include "client/work/order.h"
#include "client/work/picture.h"
#include "client/work/progress.h"
#include "client/work/vault.h"
#include "shared/rules/check.h"

namespace ziping::client {

struct FindingCounts {
  int errors = 0, warnings = 0, infos = 0;
};

// One line of the list of reports.
struct Summary {
  ReportRow row;
  std::string title, department;  // as people call them
  std::int64_t versions = 0, conflicts = 0, suggestions = 0;
  Waiting waiting;
  std::optional<Wish> wish;
  bool draft = false;
  FindingCounts findings;
  int filled = 0, asked = 0;  // required fields of the parts that this user writes
  Progress whole;             // of all parts
  bool mine = false;          // this user writes a part of it
  bool handled = false;       // this user sealed a revision of it or moved it to another stage
  std::string exchanged;      // the newest moment of what the server holds of it, UTC; empty for nothing
  std::string until;          // the last day for submitting it, YYYY-MM-DD; empty where none was set
  // Why it was not checked, or cannot be read at all: its form makes no sense to this program.
  std::optional<base::Error> trouble;
};

// Who somebody or something is, as people call them: accounts, teams and departments by id.
struct Names {
  std::map<std::string, std::string> users, teams, departments;
  std::set<std::string> reviewers;  // the users who review
};

// What the window sets and is told again at its next start.
inline constexpr const char* kSettingsTold[] = {"appearance",   "ask_first", "auto_sync", "contrast",
                                                "device_label", "font",      "language",  "list_filter",
                                                "list_order",   "panes",     "scale",     "side"};

// The whole list, with who is asking.
struct ReportsListed {
  std::optional<sync::Author> self;  // none: this device is not enrolled
  bool sample = false;               // it is the sample, of which nothing is ever sent
  std::string server_url;
  std::string folder;      // in which everything lies on this machine
  bool has_moved = false;  // and not where the program starts
  Names names;
  std::vector<Summary> reports;
  std::vector<LeftDraft> left;    // that nobody has accepted or put aside yet
  std::vector<AsideDraft> aside;  // that were put aside lately
  std::vector<Json> forms;        // {"name", "id", "title"}
  std::string last_sync;          // UTC, empty for never
  std::optional<NextTry> next_try;
  std::int64_t skew_ms = 0;  // of this device's clock, as of client/work/skew.h
  std::map<std::string, std::string> settings;
};

struct LogEntry {
  std::string revision, author, at, note;
  std::vector<std::string> parents;
  bool sent = false;  // the server has said that it holds it
};

struct VersionEntry {
  std::int64_t version = 0;
  std::string revision, by, at;
};

struct StageEntry {
  std::string stage, action, by, at, note;
  std::int64_t version = 0;
  bool late = false;  // submitted after the deadline, by the server's clock
};

struct Suggestion {
  std::string path, why, at;
  Json value;
  std::string code = {};  // of the reason; empty where an earlier program kept the sentence alone
};

// What is around the words of a report.
struct Surroundings {
  ReportRow row;
  std::vector<LogEntry> log;           // newest first
  std::vector<VersionEntry> versions;  // oldest first
  std::vector<StageEntry> stages;      // oldest first
  // The same of before the server was set back, as far as it has not told of them again.
  std::vector<VersionEntry> former_versions;
  std::vector<StageEntry> former_stages;
  std::vector<Suggestion> suggestions;
  std::vector<AsideDraft> aside;   // newest first
  std::vector<merge::Note> notes;  // places to read after a merge
  std::string seen;                // what this person had seen when he last left: a revision, or a version's number
  std::size_t heads = 0;
  std::vector<KeptFile> files;  // that the report names, as the vault has them
  Waiting waiting;
  std::optional<Wish> wish;
  bool draft = false;
  std::optional<FormName> newer_form;  // that mends the report's, where this person may move it there
  std::string last_receipt;            // of the newest revision the server holds; hex name
  std::int64_t last_receipt_seq = 0;
};

// The setting that Surroundings::seen is kept as.
inline std::string seen_setting(const std::string& report) { return "seen/" + report; }

// A report was opened, or its heads moved: by a sync, a seal or a decision of the server. With before == nullptr the
// window shows `state`; else it merges: what it shows was made on `before`.
struct ReportShown {
  std::string report;
  Opening opening = 0;
  Epoch epoch = 0;
  std::shared_ptr<const form::Form> form;
  std::shared_ptr<const report::State> before;
  std::shared_ptr<const report::State> state;
  EditNumber saved_through = 0;  // the edits that `state` holds already
  Surroundings around;
  // With the first news of an opening:
  Steps steps = {};                                // of earlier openings
  std::map<std::string, std::string> unsaid = {};  // as of Vault::unsaid
};

struct EditsSaved {
  std::string report;
  Opening opening = 0;
  EditNumber through = 0;
  std::int64_t at_ms = 0;
  Surroundings around;
};

// Not to be had here: kept among the suggestions. `stands` is the value that a field has in the vault, where the disk
// told it; a row that was refused is followed by a ReportShown.
struct EditFailed {
  std::string report;
  Opening opening = 0;
  EditNumber number = 0;
  std::string path;
  base::Error error;
  std::optional<Json> stands = {};
};

// The disk does not take what was typed, which is in memory only and is tried again; none once all of it is saved.
struct DiskWaits {
  std::optional<base::Error> error;
};

struct Checked {
  std::string report;
  Opening opening = 0;
  EditNumber through = 0;
  std::vector<rules::Finding> findings;
  std::map<std::string, Json> computed;
};

// All remarks on an open report, oldest first.
struct RemarksShown {
  std::string report;
  Opening opening = 0;
  std::vector<RemarkThread> threads;
};

struct StateRead {
  std::string report, which;
  Result<std::shared_ptr<const report::State>> state;
  std::map<std::string, Json> computed;
  std::shared_ptr<const form::Form> form = {};  // that it was sealed under, where it is not the report's
};

struct StepsRead {
  std::string report;
  Opening opening = 0;
  Steps steps;
};
// Who wrote what a text says, sentence by sentence.
struct AuthorsTold {
  std::string report;
  Opening opening = 0;
  std::string path;
  std::vector<Blamed> pieces;
};

// What a draft holds, as it was typed: what finds no place in its report any more as well.
struct DraftRead {
  std::string report;
  std::int64_t aside = 0;  // as of ReadDraft
  Result<std::vector<Json>> edits;
  std::shared_ptr<const form::Form> form = {};  // the report's; null where it is not known here
};

struct MoveForeseen {
  std::string report;
  Opening opening = 0;
  Result<ForeseenMove> move;
};

// A file was read into the vault and waits to be named; or was not, and why.
struct FileTaken {
  std::string report;
  Opening opening = 0;
  std::string path, file;  // as of TakeFile
  Result<form::Attachment> taken;
};

// Something else was not to be had of a file; once more: where the report's files are now.
struct FileTrouble {
  std::string report;
  Opening opening = 0;
  std::string path;
  base::Hash file;
  base::Error error;
};
struct FilesSeen {
  std::string report;
  Opening opening = 0;
  std::vector<KeptFile> files;
};

struct PictureRead {
  std::string report;
  Opening opening = 0;
  base::Hash file;
  Result<std::shared_ptr<const Picture>> picture;
};

struct FolderSeen {
  Folder folder;
  std::optional<base::Error> error;  // the folder then has no entries
};

struct CopiesSeen {
  CopiesKept copies;
};

struct CopyRestored {
  std::string kept;  // what was here before; empty where nothing was
};

struct DataRelocated {
  std::string folder;  // in which everything is now
};

struct SyncMoved {
  SyncProgress progress;
};
struct SyncForeseen {
  Result<std::vector<ForeseenReport>> reports;
  bool by_itself = false;  // nobody had asked to look: a sync waits for a person's word, as of asks_first()
};
struct SyncEnded {
  Result<SyncResult> result;
  std::int64_t at_ms = 0;
  bool by_itself = false;  // nobody had asked for it
  SyncResult so_far = {};  // of one that did not get to its end: what had gone and come by then
};

// An order that is done, with a sentence to show; or the error of any order not named above.
struct Told {
  std::string sentence;
};
struct Failed {
  base::Error error;
};
struct ReportMade {
  std::string report;
};
// Making this device known to the server is over. The list with who is asking now came before.
struct EnrolmentEnded {
  std::optional<base::Error> error;  // why it is not; none: it is
  bool syncs = false;                // a synchronisation has the line, or waits for it, and tells of itself
};

using News = std::variant<ReportsListed, ReportShown, EditsSaved, EditFailed, DiskWaits, Checked, RemarksShown,
                          StateRead, StepsRead, AuthorsTold, DraftRead, MoveForeseen, FileTaken, FileTrouble, FilesSeen,
                          PictureRead, FolderSeen, CopiesSeen, CopyRestored, DataRelocated, SyncMoved, SyncForeseen,
                          SyncEnded, Told, Failed, ReportMade, EnrolmentEnded>;

}  // namespace ziping::client
