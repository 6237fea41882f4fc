// The clerk carries out the window's orders on the vault, one after another, and says what came of them. What must
// travel is handed out as an errand; its answer comes back through take().
//
// Promise    An edit is on the disk when its EditsSaved is among the news. Heads of an open report that move under the
//            window are told with the state before and after, and edits still on their way then meet the others' words
//            in the merge.
// Threads    One; it waits for the disk and never for the network.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/work/courier.h"
#include "client/work/overview.h"
#include "client/work/wishes.h"

namespace ziping::client {

// A request for the courier.
struct Errand {
  std::string url, path, token;
  Json body;
  std::optional<FileRequest> file;  // instead of path and body: a piece of an attachment
};

class Clerk {
 public:
  // Borrows the clock and the random bytes.
  explicit Clerk(std::filesystem::path home, const base::Clock& clock = base::system_clock(),
                 base::Random& random = base::system_random())
      : home_(std::move(home)), clock_(clock), random_(random) {}

  void carry_out(Order order);
  // Edits of one report that waited together are one transaction.
  void save(const std::vector<SaveEdit>& edits);
  void take(const Result<Json>& answer, const Traffic& traffic);
  void take_file(const Result<FileAnswer>& answer, const Traffic& traffic);
  // With nothing else to do: checks what was edited, and tells the list.
  void rest();
  // With nothing at all to do: a piece of a copy of everything here, as of client/work/copies.h, which somebody asked
  // for or which is made once a day; a day's that failed is made kCopyAgainMs later, or as soon after that as this is
  // called. Made: there is nothing under way.
  NewCopy::Stage keep_copy();
  // Waits for a copy that somebody asked for; the day's is given up.
  void finish_copy();
  // The same: synchronises when it is time to, as of client/work/next_try.h.
  void sync_when_due();
  std::optional<std::int64_t> due_in_ms();  // none: not before something else happens
  // The disk would not take edits or give the list; rest() tries again, and is to be called every now and then.
  bool has_waiting() const { return has_unsaved() || list_is_old_; }

  std::optional<Errand> errand();  // each once
  bool wants_stop();               // the errand under way is to be given up; told once
  std::vector<News> news();        // since the last call

 private:
  struct Seen {  // what the window saw
    report::RevisionSet heads;
    report::SharedState state;
  };
  struct Desk {
    ReportRow row;
    std::shared_ptr<const form::Form> form;
    Opening opening = 0;
    Epoch epoch = 1;
    std::map<Epoch, Seen> seen;  // of each epoch whose edits may still come
    report::SharedState shown;   // the last state that was told
    EditNumber through = 0;
    bool closing = false;   // left by the window while edits of it wait for the disk
    bool remarked = false;  // the window was told of remarks
  };
  // What the window has while its edits are saved: it was told `shown`, and has made these since.
  struct Screen {
    report::SharedState shown;
    std::vector<Json> since;
    bool is_astray;  // a row stands elsewhere than in the vault, or only here, for its edit was refused

    void refused(const Json& edit, const base::Error& why);
  };
  enum class Going { Nowhere, Enrolling, Syncing, Looking, Wishing, Fetching };

  Result<Vault*> vault();
  void tell(News news) { news_.push_back(std::move(news)); }
  void failed(const base::Error& error);
  void not_now(std::string_view words);  // why, by its key
  void tell_list();                      // where it is old
  void offer_copies();
  void work_on(std::unique_ptr<Vault> vault);  // instead of the one before
  void on(const ListReports&);
  void on(const OpenReport& order);
  void on(const CloseReport& order);
  void on(const SaveEdit& order) { save({order}); }
  void on(const KeepUnsaid& order);
  void on(const SealDraft& order);
  void on(const AcceptDraft& order);
  void on(const PutDraftAside& order);
  void on(const TakeDraftBack& order);
  void on(const ReadDraft& order);
  void on(const ForeseeMove& order);
  void on(const MoveToForm& order);
  void on(const AddRemark& order);
  void on(const FollowRemark& order);
  void on(const WithdrawRemark& order);
  void on(const NewReport& order);
  void on(const Enrol& order);
  void on(const Synchronise& order);
  void on(const LookAhead& order);
  void on(const StopSynchronising& order);
  void on(const Move& order);
  void on(const DropWish& order);
  void on(const ReadState& order);
  void on(const ReadSteps& order);
  void on(const AskAuthors& order);
  void on(const ImportText& order);
  void on(const ExportReport& order);
  void on(const TakeFile& order);
  void on(const FetchFile& order);
  void on(const SaveFile& order);
  void on(const SendFile& order);
  void on(const ReadPicture& order);
  void on(const LookInto& order);
  void on(const EnterSample& order);
  void on(const LeaveSample& order);
  void on(const SeeCopies& order);
  void on(const MakeCopy& order);
  void on(const RestoreCopy& order);
  void on(const RelocateData& order);
  void on(const KeepSetting& order);

  void begin_copy_of_day();
  void copy_ended(const Status& made);
  bool has_unsaved() const { return !waiting_.empty() || !unsaid_.empty(); }
  void keep_unsaid();
  Result<std::map<std::string, std::string>> unsaid_of(const std::string& report);
  void told_whether_all_is_saved();
  void close(const std::string& report);
  bool waits_for_disk(const std::string& report) const;
  void save_in(Desk& desk, const std::vector<SaveEdit>& edits);
  void see(Desk& desk);  // what the vault shows now is what the next move starts from
  // All were made on the same; refused when one of them is.
  Status save_together(Desk& desk, std::span<const SaveEdit> edits, Screen& screen);
  void show_anew(Desk& desk, const Screen& screen);
  Status save_late(Desk& desk, std::span<const SaveEdit> edits);
  void add_head(const Desk& desk, Seen& seen, const report::RevisionId& head);
  Status save_anew(Desk& desk, Seen& seen, const SaveEdit& edit);
  void not_saved(Desk& desk, const SaveEdit& edit, const base::Error& error);
  void keep_steps_of_refused(const Desk& desk, const SaveEdit& edit);
  void saved(Desk& desk, EditNumber through);
  void moved(Desk& desk, report::SharedState before);  // tells what the report says now
  report::SharedState with_waiting(const Desk& desk) const;
  // What was done to a report, by its order, as a line of the list and in the window that has it open.
  void done(const std::string& report, const Status& status, const std::string& sentence);
  void heads_sealed(Desk& desk);                      // one's own seal: the same state under a new name
  void name_what_is_seen(const std::string& report);  // before it changes
  void tell_progress();
  void ask_to_enrol();
  void begin_sync(Restored restored);
  void go_on();                                  // the next request of the exchange, or its end
  void begin_files(const Identity& self);        // the text is through, for the first time or once more
  void text_is_through(const Identity& self);    // what somebody wants goes before attachments
  std::optional<std::int64_t> text_due_in_ms();  // as due_in_ms(), whatever is under way
  void go_on_with_files(const Identity& self);   // the next piece, or the end
  Result<bool> text_waits();                     // behind the attachments
  void add(const Traffic& traffic);
  void begin_look();
  void look_on();         // the next request of a look, or its end
  void sync_by_itself();  // or, where the person wants to be asked first, a look whether that is needed
  void begin_after(const Synchronise& order);  // what waited for something else to end
  void end_look_by_itself(const Result<std::vector<ForeseenReport>>& foreseen);
  void end_look(Result<std::vector<ForeseenReport>> foreseen);
  void end_sync(const Status& text_and_files);
  void something_sealed();
  void ask_for_wish();
  void answer_to_wish(const Result<Json>& answer);
  void wish_changed(const std::string& report);
  void tell_ended_wishes();
  void check(Desk& desk);
  void tell_remarks(Desk& desk);
  void said(const std::string& report, const Status& status);
  void begin_fetching();
  void let_text_pass();
  void fetch_again();
  void go_on_fetching();
  void end_fetching(const Status& status);
  void file_trouble(const std::string& report, const std::string& path, const form::Attachment& file,
                    const base::Error& error);
  void tell_files(const std::string& report);

  std::filesystem::path home_;  // in which the program starts; the data may be elsewhere
  const base::Clock& clock_;
  base::Random& random_;
  std::unique_ptr<Vault> vault_;
  std::unique_ptr<Vault> own_;  // while the sample stands in its place
  std::unique_ptr<Overview> overview_;
  std::map<std::string, Desk> desks_;
  std::set<std::string> unchecked_;
  std::vector<SaveEdit> waiting_;
  std::map<std::pair<std::string, std::string>, std::string> unsaid_;  // of report and place: waits for the disk
  bool waited_ = false;                                                // and the window knows
  base::ErrorKind waits_because_ = base::ErrorKind::Full;              // what the last attempt met; of what waits
  bool list_is_old_ = true, list_failed_ = false;                      // a failure is told once
  std::unique_ptr<NewCopy> copy_;           // under way, of one's own vault; gone before that is
  bool copy_asked_for_ = false;             // by somebody, and is not the day's
  std::string copied_on_, copy_failed_on_;  // the day of the last copy, and of the last failure that was told
  std::int64_t no_copy_before_ms_ = 0;      // by the steady clock

  Going going_ = Going::Nowhere;
  std::optional<Errand> errand_;
  bool stop_ = false, stopped_ = false;  // told to the courier; asked for since the sync began
  bool by_itself_ = false;               // nobody asked for the sync under way
  bool looks_by_itself_ = false;         // nor for the look
  std::int64_t not_before_ms_ = 0;       // by the steady clock, also where the vault could not keep the next try
  std::unique_ptr<Exchange> exchange_;
  std::unique_ptr<FileExchange> files_;
  NewestText text_through_;              // what waited nevertheless when the text was through
  std::int64_t text_through_at_ms_ = 0;  // by the steady clock
  bool asked_again_ = false;             // for a sync, since then
  bool again_by_itself_ = false;         // the same, behind a stop
  Traffic traffic_;
  std::optional<SyncWatch> watch_;  // of the sync under way or the last one
  std::optional<Enrol> enrolling_;
  std::optional<base::SecretKey> new_key_;  // that it is asked with, where the one before was revoked
  std::optional<Wishes> wishes_;            // of the sync under way, and of those that its wishes lead to
  std::optional<Wish> wish_;                // that is asked for
  Status wish_trouble_ = base::done();      // of one that could not be asked for in this sync
  std::deque<FetchFile> fetching_;          // the first one is under way
  std::optional<Synchronise> after_;        // asked for while something else was under way
  std::vector<News> news_;
};

}  // namespace ziping::client
