#include <algorithm>
#include <utility>

#include "client/app/find.h"
#include "client/app/kept_settings.h"
#include "client/app/list_filter.h"
#include "client/app/list_order.h"
#include "client/app/notices.h"
#include "client/app/shown.h"
#include "client/app/syncing.h"
#include "client/app/unsaid.h"
#include "client/app/update.h"
#include "shared/merge/merge.h"

namespace ziping::app {
namespace {

class Hearing {
 public:
  explicit Hearing(Model& model) : model_(model) {}
  Orders orders;

  void on(client::ReportsListed& news) {
    const bool moved = std::exchange(model_.settings_moved, false);
    if (moved) model_.settings = {};
    if (moved || !model_.listed) take_settings(model_.settings, news.settings);
    model_.home = std::move(news);
    arrange_list(model_);
    const std::vector<HomeTab> tabs = home_tabs(model_);
    if (std::ranges::find(tabs, model_.tab) == tabs.end()) model_.tab = tabs.front();
    model_.listed = true;
    model_.not_listed.reset();
    if (std::exchange(model_.entering_sample, false) && model_.home.sample) model_.screen = Screen::Home;
  }

  void on(client::ReportShown& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    const bool is_first = !open->form;
    if (is_first) {
      open->undo = Undo(news.steps);
      for (auto& [place, words] : news.unsaid) open->unsaid[place] = {Unsaid::State::Perhaps, std::move(words)};
    }
    if (!open->form || open->form->name() != news.form->name()) {
      if (open->form) open->former_forms.push_back(open->form);
      open->form = news.form;
      open->sections = document::layout_of(*open->form);
    }
    open->id = news.report;
    open->not_opened.reset();
    open->epoch = news.epoch;
    open->around = std::move(news.around);
    open->saved = std::max(open->saved, news.saved_through);
    // What was typed since is on its way to the vault; until it is there, the same merge shows both.
    const merge::Contributor mine{report::RevisionId{}, &open->state};  // no revision yet
    if (news.before && open->typed > news.saved_through)
      open->state = merge::merge(*open->form, *news.before, {open->state, {&mine, 1}}, {*news.state, {}}).state;
    else
      open->state = *news.state;
    settle(*open);
    if (open->read.contains("draft")) read_draft(*open, model_.home.names.teams);
    compare(*open, model_.home.names.teams);
    if (is_first) begin_reading(*open);
    drop_what_is_said(*open);
  }

  void on(client::EditsSaved& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    open->saved = std::max(open->saved, news.through);
    open->saved_at_ms = news.at_ms;
    open->around = std::move(news.around);
    drop_what_is_said(*open);
  }

  void on(client::EditFailed& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    const auto path = form::Path::parse(news.path);
    if (path && news.stands)
      if (report::Node* node = report::find_node(open->state, *path))
        node->set(path->name, report::Value(std::move(*news.stands)));
    open->refused.insert_or_assign(path ? said_at(open->state, *path) : news.path, news.error);
    settle(*open);
  }

  void on(client::DiskWaits& news) {
    model_.unsaved = std::move(news.error);
    if (!model_.unsaved && model_.asking == "unsaved") model_.asking.reset();
  }

  void on(client::Checked& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    open->findings = std::move(news.findings);
    open->computed = std::move(news.computed);
    ++open->turn;
    if (open->find.open) find_again(*open);
    if (open->middle == Middle::Reading && open->reading == "draft") read_draft(*open, model_.home.names.teams);
    // What is compared was typed before it was reckoned.
    const auto draft = open->read.find("draft");
    if (open->middle != Middle::Versions || draft == open->read.end() || draft->second.computed == open->computed)
      return;
    if (!draft->second.state || !(*draft->second.state == open->state)) return;
    draft->second.computed = open->computed;
    compare(*open, model_.home.names.teams);
  }

  void on(client::RemarksShown& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    open->remarks = std::move(news.threads);
    ++open->remarks_told;
    drop_what_is_said(*open);
  }

  void on(client::StateRead& news) {
    OpenReport* open = about(news.report);
    if (!open || !open->form) return;
    ReadState& read = open->read[news.which];
    if (news.state) {
      read.state = *news.state;
      read.document =
          reading(news.form ? *news.form : *open->form, *read.state, news.computed, model_.home.names.teams);
      read.made = ++open->documents;
      read.computed = std::move(news.computed);
      find_again(*open);
    } else {
      read.error = news.state.error();
    }
    compare(*open, model_.home.names.teams);
    count_since(*open, model_.home.names.teams);
  }

  void on(client::StepsRead& news) {
    if (OpenReport* open = about(news.report, news.opening)) open->undo.put(news.steps);
  }

  void on(client::AuthorsTold& news) {
    OpenReport* open = about(news.report, news.opening);
    if (open) open->authors[news.path].pieces = std::move(news.pieces);
  }

  void on(client::FileTaken& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    auto coming = open->files_coming.find(news.path);
    if (coming != open->files_coming.end()) {
      if (const auto at = std::ranges::find(coming->second, news.file); at != coming->second.end())
        coming->second.erase(at);
      if (coming->second.empty()) open->files_coming.erase(coming);
    }
    if (news.taken)
      orders = update(model_, NameFile{news.path, std::move(*news.taken)});
    else
      open->files_refused.insert_or_assign(news.path, news.taken.error());
  }

  void on(client::FileTrouble& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    open->files_fetched.erase(news.file.hex());
    open->files_refused.insert_or_assign(news.path, news.error);
  }

  void on(client::FilesSeen& news) {
    OpenReport* open = about(news.report, news.opening);
    if (!open) return;
    open->around.files = std::move(news.files);
    for (const client::KeptFile& file : open->around.files)
      if (file.state != client::FileState::Elsewhere) open->files_fetched.erase(file.attachment.sha256.hex());
  }

  void on(client::PictureRead& news) {
    OpenReport* open = about(news.report, news.opening);
    if (open && open->look && open->look->file.sha256 == news.file) open->look->picture = std::move(news.picture);
  }

  void on(client::DraftRead& news) {
    auto& look = model_.draft;
    if (!look || look->report != news.report || look->aside != news.aside) return;
    if (news.edits)
      look->words = draft_words(news.form.get(), *news.edits, model_.home.names.teams);
    else
      look->words = news.edits.error();
  }

  void on(client::MoveForeseen& news) {
    if (OpenReport* open = about(news.report, news.opening)) open->move = std::move(news.move);
  }

  void on(client::CopiesSeen& news) {
    model_.copies = std::move(news.copies);
    model_.copying = false;
  }

  void on(client::CopyRestored& news) {
    model_.restoring = false;
    // What was damaged is no longer here.
    if (const auto why = std::exchange(model_.not_listed, std::nullopt)) drop_notice(model_, why->message);
    model_.settings_moved = true;
    model_.sync = {};  // it was about other data
    drop_sync_notices(model_);
    const std::string sentence =
        news.kept.empty() ? text::say("copies.restored", {}) : text::say("copies.restored_kept", {news.kept});
    give_notice(model_, {Notice::Tone::Good, sentence});
  }

  void on(client::DataRelocated& news) {
    model_.relocating = false;
    give_notice(model_, {Notice::Tone::Good, text::say("place.moved", {news.folder})});
    model_.home.folder = std::move(news.folder);
  }

  void on(client::FolderSeen& news) { model_.browsed = std::move(news); }

  void on(client::SyncMoved& news) { sync_moved(model_, news.progress); }
  void on(client::SyncForeseen& news) { orders = sync_foreseen(model_, news); }
  void on(client::SyncEnded& news) { sync_ended(model_, news); }

  void on(client::Told& news) { give_notice(model_, {Notice::Tone::Good, std::move(news.sentence)}); }

  void on(client::Failed& news) {
    // What was said may be said again, for all that is known.
    if (model_.report)
      for (auto& [place, unsaid] : model_.report->unsaid)
        if (unsaid.state == Unsaid::State::Said) unsaid.state = Unsaid::State::Perhaps;
    model_.entering_sample = model_.copying = model_.restoring = model_.relocating = false;
    // The first word of it: what goes wrong behind it is for the strips alone.
    if (!model_.listed && !model_.not_listed) model_.not_listed = news.error;
    if (model_.report && !model_.report->form && !model_.report->not_opened) model_.report->not_opened = news.error;
    give_notice(model_, {Notice::Tone::Bad, news.error.message});
  }

  void on(client::ReportMade& news) { orders = update(model_, Open{news.report}); }

  // An error is shown where it was typed. A sync that had the line goes on; the one that follows tells that it began.
  void on(client::EnrolmentEnded& news) {
    const bool is_enrolled = !news.error;
    if (!news.syncs) model_.sync.running = model_.sync.stopping = false;
    model_.enrolment = {.running = false, .error = std::move(news.error)};
    if (is_enrolled) drop_sync_notices(model_);  // what an earlier sync said of the device is over
    if (is_enrolled && model_.screen == Screen::Enrol) model_.screen = model_.report ? Screen::Report : Screen::Home;
  }

 private:
  // A reviewer has nothing to fill in: he comes to read the newest version, and what of it is new to him.
  void begin_reading(OpenReport& open) {
    const std::vector<std::string> states = readable_states(model_);  // his have no draft
    if (open.around.versions.empty() || states.front() == "draft") return;
    open.middle = Middle::Reading;
    open.reading = states.front();
    std::vector<std::string> wanted{open.reading};
    if (std::string seen = state_seen(model_); !seen.empty() && seen != open.reading) {
      open.since = OpenReport::Since{seen, open.reading, {}};
      wanted.push_back(std::move(seen));
    }
    for (const std::string& which : wanted) {
      open.read[which] = {};
      orders.push_back(client::ReadState{open.id, which});
    }
  }

  void drop_what_is_said(OpenReport& open) {
    for (const std::string& place : said_meanwhile(open)) {
      open.unsaid.erase(place);
      orders.push_back(client::KeepUnsaid{open.id, place, {}});
    }
  }

  // Reports are opened by a beginning of their id as well.
  OpenReport* about(const std::string& report) {
    return model_.report && report.starts_with(model_.report->id) ? &*model_.report : nullptr;
  }
  // What is told of an earlier opening numbers edits and heads as that one did.
  OpenReport* about(const std::string& report, client::Opening opening) {
    OpenReport* open = about(report);
    return open && open->opening == opening ? open : nullptr;
  }

  Model& model_;
};

}  // namespace

Orders update(Model& model, client::News news) {
  Hearing hearing(model);
  std::visit([&](auto& one) { hearing.on(one); }, news);
  return std::move(hearing.orders);
}

}  // namespace ziping::app
