// Everything the window shows, as plain values. Views read it; only update() changes it.
//
// Promise    What stands in here was typed by somebody, computed by a formula of the form, or told by the vault.
// Threads    Belongs to the drawing thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/app/comparison.h"
#include "client/app/draft_words.h"
#include "client/app/reading.h"
#include "client/app/undo.h"
#include "client/text/say.h"
#include "client/work/news.h"
#include "client/work/progress.h"
#include "shared/document/layout.h"

namespace ziping::app {

enum class Screen { Home, Report, Enrol, Settings, SyncSteps };
enum class HomeTab { Mine, Waiting, Returned, Done, Handled, All };  // 我的 待审核 被退回 已审核 曾经办 全部
inline constexpr std::size_t kHomeTabs = 6;
enum class Middle { Form, Conflicts, Versions, Reading, Plots };  // what the column between the panes shows
enum class Side { Findings, Conflicts, Remarks, History };
enum class Appearance { Light, Dark };

// What the list of reports can be sorted by, and which way round.
enum class OrderBy { Title, Department, Year, Stage, Mine, Progress, Findings, Conflicts, Unsent, DaysLeft, Exchanged };
enum class Direction { Rising, Falling };
struct ListOrder {
  OrderBy by = OrderBy::Title;
  Direction direction = Direction::Rising;
  bool operator==(const ListOrder&) const = default;
};

// Which reports of the list are shown, whatever the tab; what is none leaves all of them.
struct ListFilter {
  std::optional<std::int64_t> year;
  std::string department;  // as people call it
  std::optional<sync::Stage> stage;
  bool attention = false;  // only those that ask for something to be done
  bool operator==(const ListFilter&) const = default;
};

struct Settings {
  Appearance appearance = Appearance::Light;
  bool strong_contrast = false;
  int scale_percent = 100;  // 80 … 250
  text::Language language = text::Language::Chinese;
  std::string font;                     // the file of one of the machine's fonts; empty: the first
  bool auto_sync = true;                // as of client/work/next_try.h
  bool ask_first = false;               // likewise
  std::optional<ListOrder> list_order;  // none: as the vault lists them
  ListFilter list_filter;
  Side side = Side::Findings;  // of the right pane, the one that a report opens with
  std::string panes;           // as of client/view/widgets/panes.h; empty: as they begin
};

// What the reports of the list can be told apart by: each value that one of them has, once.
struct ListValues {
  std::vector<std::int64_t> years;       // the newest first
  std::vector<std::string> departments;  // in the order of their names
  std::vector<sync::Stage> stages;
  bool attention = false;  // some ask for something to be done, and others do not
};

// A Chinese font of this machine.
struct MachineFont {
  std::string name;  // a key of assets/strings
  std::string file;  // without its folder
};

// One open conflict: of a value, of a sentence of a text, or of a row that some removed and others changed.
struct ConflictPlace {
  form::Path path;
  std::size_t segment = 0;  // of a text: which of its segments
  enum class Kind { Value, Sentence, Row } kind = Kind::Value;
  bool operator==(const ConflictPlace&) const = default;
};

// How far what was typed has got. Each implies those before it.
enum class Reached { Typed, Saved, Queued, AtHeadquarters };

struct ReadState {
  std::shared_ptr<const report::State> state;  // null until the vault has answered
  std::vector<Paragraph> document;
  std::map<std::string, base::Json> computed;  // as of OpenReport::computed
  std::uint64_t made = 0;                      // another number each time that the document is made
  std::optional<base::Error> error;
};

// Where words stand: the path text of a field, and which of its bytes; or on the sheet that is read.
struct Found {
  std::string path = {};  // empty on the sheet
  std::size_t offset = 0, size = 0;
  bool whole = false;  // all that the field shows, which is no text: a figure, a date, a choice, files. Not replaced.
  std::size_t paragraph = 0, row = 0, column = 0;  // of the sheet; the latter two of a table
  bool operator==(const Found&) const = default;
};

// Finding in the open report or on the sheet that is read, and replacing in the report.
struct Find {
  bool open = false;
  std::string words, with;
  std::vector<Found> found;
  std::map<std::string, std::vector<std::size_t>> places;  // of `found`, by path text
  std::string sheet;     // of `read`, the state whose sheet `found` is about; empty: the report as it is written
  std::size_t at = 0;    // of `found`, the one shown
  bool gone_to = false;  // it has been scrolled to
  bool scrolls = false;  // the sheet is to scroll to it, until the view has done so
};

// Words that somebody has begun and not said yet (client/app/unsaid.h).
struct Unsaid {
  // Said: asked for, and not seen to stand yet. Perhaps: found of an earlier opening, which may have asked for it.
  enum class State { Begun, Said, Perhaps } state = State::Begun;
  std::string words;
};

struct OpenReport {
  std::string id;
  client::Opening opening = 0;
  std::optional<base::Error> not_opened;  // why the vault has not shown it yet, as far as it told
  std::shared_ptr<const form::Form> form;
  std::vector<std::shared_ptr<const form::Form>> former_forms;  // of before the report moved: previews may point there
  std::vector<document::Section> sections;                      // of the form, in the order of the document
  report::State state;                                          // with everything typed so far
  client::Surroundings around;
  std::vector<rules::Finding> findings;
  std::map<std::string, base::Json> computed;  // by path text
  std::vector<ConflictPlace> conflicts;        // in the order of the document
  std::vector<client::Progress> filled;        // of `sections`
  std::vector<client::RemarkThread> remarks;   // oldest first
  // Another number each time that the state, or what is reckoned of it, changes; how many documents were made, and how
  // often the remarks were told. For what is made from these and kept.
  std::uint64_t turn = 0, documents = 0, remarks_told = 0;
  std::map<std::string, Unsaid> unsaid;  // by place

  // Saving.
  client::Epoch epoch = 0;
  client::EditNumber typed = 0, saved = 0;
  std::int64_t saved_at_ms = 0;
  std::map<std::string, base::Error> refused;  // by path text: what was not taken there and why
  std::map<std::string, std::string> noted;    // likewise: what the last edit took otherwise than it was typed

  // What the person looks at.
  std::size_t section = 0;
  Middle middle = Middle::Form;
  Side side = Side::Findings;
  std::size_t conflict = 0;            // of `conflicts`, the one shown
  std::string conflict_about;          // the same as of place_of_own_words, for conflicts come and go
  std::optional<std::size_t> finding;  // of the findings in order, the one gone to last
  struct FindingGoneTo {               // the same by what it is about, for findings come and go
    std::string rule;
    std::vector<std::string> fields;
  } gone_to;
  std::optional<std::size_t> note;        // of the places to read, likewise
  std::optional<std::string> go_to;       // path text to scroll to and give the keyboard, until the view has done so
  bool go_to_only_shows = false;          // it is scrolled to, and the keyboard stays where it is
  std::map<std::string, ReadState> read;  // states asked for: "1", a revision's name; "draft" is the state above
  std::string reading;                    // of `read`, the version on the sheet
  std::string left, right;                // of `read`, the two that are compared; empty for none
  std::vector<Change> changes;            // between them, once both are there
  bool only_changes = true;
  // A reviewer's: from the version that he had read when he last left to the one that the report opened at.
  struct Since {
    std::string from, to;                // of `read`
    std::optional<std::size_t> changes;  // how many there are; none until both are there
  };
  std::optional<Since> since;

  Find find;
  // Who wrote the sentences of a text, by path text: as last told, and what had been typed when it was last asked.
  struct Authors {
    std::vector<client::Blamed> pieces;
    client::EditNumber typed = 0;
    client::Epoch epoch = 0;
  };
  std::map<std::string, Authors> authors;
  // Attachments; where each is, `around.files` tells.
  std::map<std::string, std::vector<std::string>> files_coming;  // by path text: files that are being read in
  std::map<std::string, base::Error> files_refused;              // by path text: what was last not to be had there
  std::set<std::string> files_fetched;                           // hashes of those that are on their way here
  struct Look {
    form::Attachment file;
    std::optional<client::Result<std::shared_ptr<const client::Picture>>> picture;  // none until it is read
  };
  std::optional<Look> look;  // the picture somebody looks at

  // What moving to the form that mends the report's would change; none until it is told.
  std::optional<client::Result<client::ForeseenMove>> move;

  Undo undo;

  Reached reached() const;
};

// What the sync is doing, and what the last one did.
struct SyncState {
  bool running = false;
  bool stopping = false;  // somebody has asked for it
  client::SyncProgress progress;
  std::optional<base::Error> error;          // of the last one
  std::string stopped;                       // what was told of the last one where somebody stopped it, else empty
  std::optional<client::SyncResult> result;  // of the last one, as far as it got; none where nothing went or came
  // What the last one changed here that somebody asked for, or that changed something.
  std::vector<client::ForeseenReport> changed;
  client::SyncTimes times;       // of the one under way or the last one
  std::int64_t ended_at_ms = 0;  // 0: none since the program began
  // What the next one would change, as was asked last; gone once one begins.
  bool looking = false;
  bool asks = false;  // the look is for a sync that somebody wants, and which waits for his word
  std::string held;   // what was told last of a sync that did not begin by itself, so as not to tell it again
  std::optional<client::Result<std::vector<client::ForeseenReport>>> foreseen;
};

// Making this device known to the server, from the press of the button to its answer.
struct Enrolment {
  bool running = false;
  std::optional<base::Error> error;  // of the last attempt
};

// A sentence at the top of the screen, given and put away as of client/app/notices.h.
struct Notice {
  enum class Tone { Good, Warn, Bad } tone = Tone::Good;
  std::string sentence;
  bool of_sync = false;  // how the last synchronisation went
  // What its button leads to: what changed in a report, or the page of the synchronisation.
  enum class Leads { Nowhere, Report, Sync } leads = Leads::Nowhere;
  std::string report = {};
};

// A draft that somebody reads: that of a report, or one that was put aside.
struct DraftLook {
  std::string report;
  std::int64_t aside = 0;                                // its id; 0: that of the report
  std::optional<client::Result<DraftWords>> words = {};  // none until it is read
};

struct Model {
  Screen screen = Screen::Home;
  Settings settings;
  std::vector<MachineFont> fonts;  // to choose from, the best first; empty where there is no choice
  client::ReportsListed home;
  bool listed = false;                    // the vault has answered at least once
  std::optional<base::Error> not_listed;  // why it has not, as far as it told
  bool settings_moved = false;     // a copy took the place of the vault: the next list tells the settings in force
  std::vector<std::size_t> order;  // of the reports of `home`, as they are sorted; none: as they stand
  ListValues values;               // of the reports of `home`
  // What search and filter leave of each tab, as it is sorted; reckoned when one of them changes, never while drawing.
  std::array<std::vector<std::size_t>, kHomeTabs> shown;
  HomeTab tab = HomeTab::Mine;
  std::string search;
  std::string chosen;  // of the list: a report; empty for the first
  std::optional<OpenReport> report;
  client::Opening openings = 0;        // so far
  std::optional<base::Error> unsaved;  // the disk does not take what was typed, here or in a report left since
  SyncState sync;
  Enrolment enrolment;
  std::string glfw;                           // its version; empty where no window is open
  std::optional<DraftLook> draft;             // that was looked at last
  std::string host_name;                      // of this machine; empty where it has none
  std::optional<client::FolderSeen> browsed;  // in which a file is being chosen
  std::optional<client::CopiesKept> copies;   // none: not asked for yet
  bool entering_sample = false;               // and not there yet
  bool copying = false;                       // a copy is being made
  bool restoring = false;                     // a copy is taking the place of the data
  bool relocating = false;                    // the data is on its way to another folder
  std::optional<Notice> notice;               // the newest
  std::vector<Notice> earlier_notices;  // before it, none that went well, which nobody has put away; the newest first
  std::optional<std::string> asking;    // id of the question a popup asks ("submit", "return"), none for no popup
  bool closing = false;                 // the person has said so
  std::int64_t now_ms = 0;              // of the frame
};

// The reports of a tab that search and filter leave, in the order of the list; and how many these are.
std::vector<const client::Summary*> listed(const Model& model, HomeTab tab);
std::size_t listed_count(const Model& model, HomeTab tab);
// Those of use to who is asking, in their order: who reviews has no part of his own to write.
std::vector<HomeTab> home_tabs(const Model& model);
// How much of a report headquarters does not have: what waits, and its draft.
std::int64_t unsent(const client::Summary& report);
// So few days are left that it is said in red.
inline constexpr std::int64_t kFewDays = 3;
// How many days are left for submitting a report, by the server's clock as far as it is known; below 0: too late. None
// where no day was set, or it is with the reviewers already.
std::optional<std::int64_t> days_left(const Model& model, const client::Summary& report);

// Why a place cannot be edited here, as a sentence ("filled in by the team of Dongpi"); empty when it can.
std::string locked_because(const Model& model, const form::Path& path);
// The same for adding a row to a group.
std::string rows_locked_because(const Model& model, const form::Path& group);
// What the person may ask of the open report now, such as Submit or Accept; nothing while something asked for waits.
std::vector<sync::Action> actions(const Model& model);
// What was asked of the open report and waits to be sent, and what was refused; null for none.
const client::Wish* waiting_wish(const Model& model);
const client::Wish* refused_wish(const Model& model);

std::string_view stage_words(sync::Stage stage);  // 填报中, "drafting"
std::string user_name(const Model& model, const std::string& id);
std::string team_name(const Model& model, const std::string& id);

// The states of the open report that can be read, newest first: "draft", versions as "2", "1", revisions by their
// names. A reviewer has no draft.
std::vector<std::string> readable_states(const Model& model);
// What this person had seen of the open report when he last left, as one of these; empty where that is not known, or
// cannot be read any more.
std::string state_seen(const Model& model);
// What a comparison begins with: the last version and the report as it stands, or the last two versions, or the last
// two revisions; empty words when there is only one state.
struct StatePair {
  std::string left, right;
};
StatePair first_comparison(const Model& model);

// What this person has seen of the open report by now, for "since I last looked": a reviewer the versions that he has
// read, everybody else what was there. Empty where that is nothing new.
std::string seen_by_now(const Model& model);

// The places that a merge asks to be read, in the order of the document, each once.
std::vector<std::string> places_to_read(const OpenReport& report);

// All open conflicts of a state, in the order of their paths.
std::vector<ConflictPlace> conflict_places(const report::State& state);
// The conflict at a place; none when it was decided meanwhile. A row's has one side for each remover, and the base
// null.
std::optional<report::Conflict> conflict_at(const report::State& state, const ConflictPlace& place);

}  // namespace ziping::app
