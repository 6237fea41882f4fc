// What the window asks of the threads behind it. Orders about one report are carried out in the order they were given.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "client/work/draft.h"
#include "client/work/exchange.h"
#include "client/work/remarks.h"
#include "client/work/steps.h"
#include "shared/form/attachment.h"
#include "shared/sync/stage.h"

namespace ziping::client {

// How often the heads of an open report have moved under the window: an edit names the state it was made on, so that
// one typed while an answer of the server was being stored is merged with it and never lands in the wrong place.
using Epoch = std::uint64_t;
// Each time the window opens a report it is a new opening: what was told of an earlier one may still be on its way.
using Opening = std::uint64_t;
// Edits are numbered by the window from 1 in each opening; saved_through in the news says how far they are durable.
using EditNumber = std::uint64_t;

struct ListReports {};
struct OpenReport {
  std::string report;
  Opening opening = 0;
};
struct CloseReport {  // seals its draft
  std::string report;
};
struct SaveEdit {
  std::string report;
  EditNumber number = 0;
  Epoch epoch = 0;
  Json edit;
  Steps steps = {};  // that it leaves for taking it back
};
struct KeepUnsaid {  // as of Vault::keep_unsaid
  std::string report, place, words;
};
struct SealDraft {
  std::string report;
  std::string note;
};
struct AcceptDraft {  // as of Vault::accept_draft
  std::string report;
};
struct PutDraftAside {
  std::string report;
};
struct TakeDraftBack {
  std::string report;
  std::int64_t id = 0;
};
struct ReadDraft {  // as of Vault::draft_edits
  std::string report;
  std::int64_t aside = 0;
};
struct ForeseeMove {  // what moving the report to the form would change
  std::string report, form;
};
struct MoveToForm {
  std::string report, form;
};
struct AddRemark {
  std::string report;
  NewRemark remark;
};
struct FollowRemark {  // answers, closes or opens it again
  std::string report, remark;
  sync::RemarkKind kind = sync::RemarkKind::Answer;
  std::string text;
};
struct WithdrawRemark {  // one's own that was not sent yet
  std::string report, remark;
};
struct NewReport {
  std::string form;  // name or id
  std::int64_t year = 0;
};
struct Enrol {
  std::string server, user, password, device;
};
struct Synchronise {
  Restored restored = Restored::Ask;
  bool by_itself = false;  // nobody asked for it
};
struct LookAhead {};  // what a synchronisation would change here
struct StopSynchronising {};
struct Move {  // is wanted of a report: kept as a wish, and asked for as soon as the server is there
  std::string report;
  sync::Action action = sync::Action::Submit;
  std::int64_t version = 0;
  std::string note;
};
struct DropWish {  // what waits is not sent; a refusal was seen
  std::string report;
};
// The state of a version ("2"), a revision (its name) or the draft ("draft").
struct ReadState {
  std::string report;
  std::string which;
};
struct ReadSteps {  // of writing, that are kept
  std::string report;
  std::int64_t block = 0;
};
struct AskAuthors {  // of a text
  std::string report, path;
};
struct ImportText {
  std::string report;
  std::string file;
};
struct ExportReport {
  std::string report;
  std::string which;  // as of ReadState
  std::string file;   // its ending says in what form: txt, json or xlsx
};
// Attachments of an open report; `path` is the field, for what is told of it.
struct TakeFile {  // from this machine into the vault: naming it in the report is an edit of the window's own
  std::string report, path, file;
};
struct FetchFile {  // from the server
  std::string report, path;
  form::Attachment file;
};
struct SaveFile {
  std::string report, path;
  form::Attachment file;
  std::string to;
};
struct SendFile {  // again, what the server refused
  std::string report, path;
  form::Attachment file;
};
struct ReadPicture {
  std::string report;
  form::Attachment file;
};
struct LookInto {  // a folder of this machine; empty: where this person's files are
  std::string folder;
};
// The sample of client/work/sample.h in place of this person's own folder, and back. No report is open.
struct EnterSample {};
struct LeaveSample {};
struct SeeCopies {};  // of client/work/copies.h
struct MakeCopy {};
struct RestoreCopy {  // in the place of what is here, as of client/work/copy_restore.h; no report is open
  std::string file;
};
struct RelocateData {  // as of client/work/home.h
  std::string folder;  // empty: where the program starts
};
struct KeepSetting {
  std::string name, value;
};

using Order =
    std::variant<ListReports, OpenReport, CloseReport, SaveEdit, KeepUnsaid, SealDraft, AcceptDraft, PutDraftAside,
                 TakeDraftBack, ReadDraft, ForeseeMove, MoveToForm, AddRemark, FollowRemark, WithdrawRemark, NewReport,
                 Enrol, Synchronise, LookAhead, StopSynchronising, Move, DropWish, ReadState, ReadSteps, AskAuthors,
                 ImportText, ExportReport, TakeFile, FetchFile, SaveFile, SendFile, ReadPicture, LookInto, EnterSample,
                 LeaveSample, SeeCopies, MakeCopy, RestoreCopy, RelocateData, KeepSetting>;

}  // namespace ziping::client
