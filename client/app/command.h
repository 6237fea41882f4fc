// What a person asks for. Views append these; update() carries them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/app/model.h"

namespace ziping::app {

// Moving about.
struct ShowScreen {
  Screen screen;
};
struct ShowTab {
  HomeTab tab;
};
struct Search {
  std::string words;
};
struct SortBy {  // the list; pressed again it is turned round, and then as it was
  OrderBy by;
};
struct FilterBy {  // the list
  ListFilter filter;
};
struct Choose {  // a row of the list
  std::string report;
};
struct Open {
  std::string report;
  std::optional<Side> side = {};  // what its right pane shows first; none: what it showed last
};
struct Leave {};  // the open report, for the list; its draft is sealed
struct ShowSection {
  std::size_t section;
};
struct ShowMiddle {
  Middle middle;
};
struct ShowSide {
  Side side;
};
struct GoTo {  // the field or row of a finding
  std::string path;
};
struct Arrived {};  // the view has scrolled to `go_to`
struct NextFinding {
  int step = 1;       // or −1
  bool anew = false;  // from the worst one
};
struct NextNote {  // of the places that a merge asks to be read
  int step = 1;    // or −1
};
struct ShowConflict {
  std::size_t index;
};
struct NextConflict {  // shows them, and where they are shown already the next one
  int step = 1;        // or −1
};

// Writing.
struct SetField {
  std::string path;
  std::string input;  // as typed; update() reads it by the field's kind
};
struct Splice {  // bytes of a text
  std::size_t at = 0, removed = 0;
  std::string inserted;
};
struct EditText {
  std::string path;
  std::vector<Splice> changes;  // in order; each counts from the text that the one before left
};
struct AddRow {
  std::string group;  // path text
  std::string after;  // row id; "" for the top
};
struct RemoveRow {
  std::string row;  // path text "results.blocks[ID]"
};
struct MoveRow {
  std::string row;
  int by;  // −1 up, 1 down
};
struct PasteCells {  // from a spreadsheet: tabs and line ends
  std::string group;
  std::size_t row, column;  // of the top left cell; column counts the group's fields, computed ones too
  std::string cells;
};
struct TakeBack {};   // Ctrl+Z
struct DoAgain {};    // Ctrl+Y
struct SavePoint {};  // Ctrl+S: seals the draft
// What a program that ended left in a draft.
struct AcceptDraft {
  std::string report;
};
struct PutDraftAside {
  std::string report;
};
struct TakeDraftBack {
  std::string report;
  std::int64_t id;
};
struct LookAtDraft {  // as of DraftLook
  std::string report;
  std::int64_t aside = 0;
};

// Moving the report to the form that mends its own: a look at what that would change, and the move.
struct LookAtMove {};
struct MoveToNewerForm {};

// Finding and replacing.
struct ShowFind {
  bool on;
};
struct FindWords {
  std::string words;
};
struct NextFound {
  int step = 1;  // −1, or 0 for the one that is shown
};
struct ReplaceWith {
  std::string words;
};
struct ReplaceFound {
  bool all;
};

// What is begun and not said yet, by its place as of client/app/unsaid.h.
struct KeepUnsaid {
  std::string place, words;
};
struct DropUnsaid {
  std::string place;
};

// Deciding a conflict.
struct TakeSide {
  ConflictPlace place;
  std::size_t side;  // of the conflict; for a row 0 removes it
};
struct TakeBase {
  ConflictPlace place;
};
struct KeepAll {  // of sentences: all sides one after another; of a row: it stays
  ConflictPlace place;
};
struct WriteOwn {
  ConflictPlace place;
  std::string input;
  std::string begun = {};  // place of what was written, as of client/app/unsaid.h: dropped where it is taken
};

// Remarks on a version.
struct SayRemark {
  client::NewRemark remark;
  std::string place;  // of what was begun, as of client/app/unsaid.h
};
struct FollowRemark {
  std::string remark;
  sync::RemarkKind kind;
  std::string text;
};
struct WithdrawRemark {
  std::string remark;
};

// Reading and comparing.
struct Compare {
  std::string left, right;
};
struct ReadVersion {
  std::string which;
};
// Brings back what the older state says, where the newer is the report as it stands; of `changes`, by index.
struct Restore {
  std::vector<std::size_t> changes;
};
struct AskAuthors {  // of the sentences of a text
  std::string path;
};
struct ReadBefore {  // what those had before them who removed a row that others changed
  form::Path row;
};
struct OnlyChanges {
  bool on;
};

// Exchange.
struct SyncNow {
  client::Restored restored = client::Restored::Ask;
  bool seen = false;  // somebody has seen what it will change
};
struct SyncLook {};  // what it would change
struct SyncStop {};
struct SyncNotNow {};  // after what it would change was looked at
struct SeeChanges {    // of the last one, in a report
  std::string report;
};
struct Ask {  // opens the popup of a question; "" closes it
  std::string question;
};
struct Act {
  sync::Action action;
  std::string note;
};
struct DropWish {};  // of the open report: what waits is not sent; a refusal was seen
struct EnrolHere {
  std::string server, user, password, device;
};
struct MakeReport {
  std::string form;
  std::int64_t year;
};
struct ImportHere {
  std::string file;
};
struct ExportHere {
  std::string which, file;
};

// Attachments; `path` is the field.
struct AddFiles {
  std::string path;
  std::vector<std::string> files;  // of this machine
};
struct NameFile {  // in the report, once its bytes are in the vault
  std::string path;
  form::Attachment file;
};
struct RemoveFile {
  std::string path, name;
};
struct FetchFile {
  std::string path;
  form::Attachment file;
};
struct SaveFile {
  std::string path;
  form::Attachment file;
  std::string to;
};
struct SendFile {
  std::string path;
  form::Attachment file;
};
struct LookAt {
  form::Attachment file;
};
struct LookInto {  // for choosing a file
  std::string folder;
};
struct MissedDrop {};  // files were dropped where no field takes any

// The window itself.
struct SetScale {
  int percent;
};
struct SetAppearance {
  Appearance appearance;
};
struct SetLanguage {
  text::Language language;
};
struct SetContrast {
  bool strong;
};
struct SetFont {
  std::string file;  // of the machine's fonts; empty: the first
};
struct FontRefused {  // the font of the settings cannot be drawn with
  std::string kept;   // the file of the one that is drawn with instead
};
struct LookAtSample {};  // and leave it
struct LeaveSample {};
struct BackUp {};        // a copy of everything here
struct PutCopyInPlace {  // of the data here
  std::string file;
};
struct RelocateData {
  std::string folder;  // empty: where the program starts
};
struct SetPanes {  // beside the middle: how wide, and which are folded
  std::string stored;
};
struct SetAutoSync {
  bool on;
};
struct SetAskFirst {
  bool on;
};
struct PutNoticeAway {
  std::size_t number = 0;  // 0: the newest
};
struct CloseAnyway {};  // the program, with what the disk did not take

using Command = std::variant<
    ShowScreen, ShowTab, Search, SortBy, FilterBy, Choose, Open, Leave, ShowSection, ShowMiddle, ShowSide, GoTo,
    Arrived, NextFinding, NextNote, ShowConflict, NextConflict, SetField, EditText, AddRow, RemoveRow, MoveRow,
    PasteCells, TakeBack, DoAgain, ShowFind, FindWords, NextFound, ReplaceWith, ReplaceFound, SavePoint, AcceptDraft,
    PutDraftAside, TakeDraftBack, LookAtDraft, LookAtMove, MoveToNewerForm, TakeSide, TakeBase, KeepAll, WriteOwn,
    KeepUnsaid, DropUnsaid, SayRemark, FollowRemark, WithdrawRemark, Compare, ReadVersion, AskAuthors, ReadBefore,
    Restore, OnlyChanges, SyncNow, SyncLook, SyncStop, SyncNotNow, SeeChanges, Ask, Act, DropWish, EnrolHere,
    MakeReport, ImportHere, ExportHere, AddFiles, NameFile, RemoveFile, FetchFile, SaveFile, SendFile, LookAt, LookInto,
    MissedDrop, SetScale, SetAppearance, SetLanguage, SetContrast, SetFont, SetPanes, FontRefused, LookAtSample,
    LeaveSample, BackUp, PutCopyInPlace, RelocateData, SetAutoSync, SetAskFirst, PutNoticeAway, CloseAnyway>;
using Commands = std::vector<Command>;

}  // namespace ziping::app
