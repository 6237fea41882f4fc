#include "client/app/update.h"

#include <algorithm>
#include <concepts>
#include <iterator>
#include <utility>

#include "client/app/edits.h"
#include "client/app/find.h"
#include "client/app/kept_settings.h"
#include "client/app/list_filter.h"
#include "client/app/list_order.h"
#include "client/app/notices.h"
#include "client/app/removed_row.h"
#include "client/app/shown.h"
#include "client/app/syncing.h"
#include "client/app/unread.h"
#include "client/app/update_settings.h"
#include "client/text/say.h"
#include "shared/base/utf8.h"

namespace ziping::app {
namespace {

using base::Json;

enum class Remember { Yes, No };

template <class T, class... Others>
concept one_of = (std::same_as<T, Others> || ...);

// Commands that make sense without an open report.
template <class T>
concept of_the_window =
    one_of<T, CloseAnyway, ShowScreen, ShowTab, Search, SortBy, FilterBy, Choose, Open, Leave, SyncNow, SyncLook,
           SyncStop, SyncNotNow, SeeChanges, Ask, EnrolHere, MakeReport, AcceptDraft, PutDraftAside, TakeDraftBack,
           LookAtDraft, LookInto, MissedDrop, SetScale, SetAppearance, SetLanguage, SetAutoSync, SetAskFirst,
           SetContrast, SetFont, SetPanes, FontRefused, LookAtSample, LeaveSample, BackUp, PutCopyInPlace, RelocateData,
           PutNoticeAway>;

// Around and around; where nothing was gone to yet, the first one or the last.
std::size_t next_of(std::optional<std::size_t> last, int step, std::size_t count) {
  const auto size = static_cast<std::ptrdiff_t>(count);
  const std::ptrdiff_t at = last ? static_cast<std::ptrdiff_t>(*last) + step : step > 0 ? 0 : -1;
  return static_cast<std::size_t>((at % size + size) % size);
}

bool is_about(const rules::Finding& finding, const OpenReport::FindingGoneTo& gone_to) {
  return finding.rule == gone_to.rule && finding.fields == gone_to.fields;
}

class Updating {
 public:
  explicit Updating(Model& model) : model_(model) {}
  Orders orders;

  void on(const ShowScreen& command) {
    drop_good_notice(model_);
    if (command.screen == Screen::Home && model_.report) return on(Leave{});
    model_.screen = command.screen == Screen::Report && !model_.report ? Screen::Home : command.screen;
    if (model_.screen == Screen::Settings) order(client::SeeCopies{});
    if (model_.screen == Screen::Enrol && !model_.enrolment.running) model_.enrolment.error.reset();
  }
  void on(const ShowTab& command) {
    model_.tab = command.tab;
    model_.chosen.clear();
  }
  void on(const Search& command) {
    model_.search = command.words;
    model_.chosen.clear();
    filter_list(model_);
  }
  void on(const SortBy& command) {
    model_.settings.list_order = order_after_press(model_.settings.list_order, command.by);
    sort_list(model_);
    filter_list(model_);
    order(client::KeepSetting{"list_order", stored_order(model_.settings.list_order)});
  }
  void on(const FilterBy& command) {
    model_.settings.list_filter = command.filter;
    model_.chosen.clear();
    filter_list(model_);
    order(client::KeepSetting{"list_filter", stored_filter(command.filter)});
  }
  void on(const Choose& command) { model_.chosen = command.report; }
  void on(const Open& command) {
    if (model_.report && model_.report->id == command.report && command.side) {
      model_.screen = Screen::Report;  // it is open already, and stays as it is
      model_.report->side = *command.side;
      return;
    }
    if (model_.report) close();
    model_.report.emplace();
    model_.report->side = command.side.value_or(model_.settings.side);
    model_.report->id = command.report;
    model_.report->opening = ++model_.openings;
    model_.screen = Screen::Report;
    order(client::OpenReport{command.report, model_.openings});
  }
  void on(const Leave&) {
    close();
    model_.screen = Screen::Home;
  }
  void on(const ShowSection& command) {
    if (command.section < report().sections.size()) report().section = command.section;
    report().middle = Middle::Form;
  }
  void on(const ShowMiddle& command) {
    report().middle = command.middle;
    // What was looked at before is looked at again, for the draft has gone on since.
    if (command.middle == Middle::Reading)
      on(ReadVersion{report().reading.empty() ? newest_version() : report().reading});
    if (command.middle == Middle::Versions) {
      const StatePair first = first_comparison(model_);
      on(report().left.empty() ? Compare{first.left, first.right} : Compare{report().left, report().right});
    }
  }
  void on(const ShowSide& command) {
    report().side = command.side;
    if (std::exchange(model_.settings.side, command.side) != command.side)
      order(client::KeepSetting{"side", std::string(stored_side(command.side))});
  }
  void on(const GoTo& command) {
    report().middle = Middle::Form;
    report().go_to = command.path;
    report().go_to_only_shows = false;
    if (auto section = section_of(report(), command.path)) report().section = *section;
  }
  void on(const Arrived&) {
    report().go_to.reset();
    report().find.scrolls = false;
  }
  void on(const NextFinding& command) {
    const std::vector<const rules::Finding*> all = findings_in_order(report());
    if (all.empty()) return;
    std::optional<std::size_t> last = command.anew ? std::nullopt : report().finding;
    if (last) {
      const auto at = std::ranges::find_if(all, [&](const auto* one) { return is_about(*one, report().gone_to); });
      if (at != all.end())
        last = static_cast<std::size_t>(at - all.begin());
      else if (command.step > 0)  // it was mended, and the next one stands in its place
        last = *last > 0 ? std::optional(*last - 1) : std::nullopt;
    }
    report().finding = next_of(last, command.step, all.size());
    const rules::Finding& finding = *all[*report().finding];
    report().gone_to = {finding.rule, finding.fields};
    report().side = Side::Findings;
    if (!finding.fields.empty()) on(GoTo{finding.fields.front()});
  }
  void on(const NextNote& command) {
    const std::vector<std::string> places = places_to_read(report());
    if (places.empty()) return;
    report().note = next_of(report().note, command.step, places.size());
    on(GoTo{places[*report().note]});
  }
  void on(const ShowConflict& command) {
    report().middle = Middle::Conflicts;
    if (report().conflicts.empty()) return;
    report().conflict = std::min(command.index, report().conflicts.size() - 1);
    report().conflict_about = place_of_own_words(report().state, report().conflicts[report().conflict]);
  }
  void on(const NextConflict& command) {
    const std::size_t count = report().conflicts.size();
    const bool goes_on = report().middle == Middle::Conflicts && count > 0;
    on(ShowConflict{goes_on ? next_of(report().conflict, command.step, count) : report().conflict});
  }

  template <class Edit>
  requires requires(const Model& model, const Edit& edit) { plan(model, edit); }
  void on(const Edit& command) { carry_out(plan(model_, command)); }
  void on(const SetField& command) {
    Plan typed = plan(model_, command);
    const auto refusal = typed.refused.find(command.path);
    const bool is_kept = refusal != typed.refused.end() && is_unread(refusal->second);
    carry_out(std::move(typed));
    if (is_kept) on(KeepUnsaid{place_of_typed(command.path), command.input});
  }
  void on(const WriteOwn& command) {
    Plan own = plan(model_, command);
    const bool taken = own.refused.empty() && !own.edits.empty();
    carry_out(std::move(own));
    if (taken) on(DropUnsaid{command.begun});
  }
  void on(const ShowFind& command) {
    report().find.open = command.on;
    if (command.on && report().middle != Middle::Reading) report().middle = Middle::Form;
    find_again(report());
  }
  void on(const FindWords& command) {
    report().find.words = base::normalised(command.words);
    report().find.at = 0;
    report().find.gone_to = false;
    find_again(report());
  }
  void on(const NextFound& command) {
    Find& find = report().find;
    if (find.found.empty()) return;
    find.at = next_of(find.at, command.step, find.found.size());
    find.gone_to = true;
    find.scrolls = report().middle == Middle::Reading;
    if (find.scrolls) return;
    on(GoTo{find.found[find.at].path});
    report().go_to_only_shows = true;  // who searches goes on searching
  }
  void on(const ReplaceFound& command) {
    const Find& find = report().find;
    const std::size_t at = find.at;
    const std::optional<Found> was = at < find.found.size() ? std::optional(find.found[at]) : std::nullopt;
    if (std::string stays = figures_that_stay(report(), command); !stays.empty()) warn(std::move(stays));
    if (was && was->whole && !command.all) return on(NextFound{1});
    Plan planned = plan(model_, command);
    const bool goes_on = !command.all && was && planned.refused.empty() && !planned.edits.empty();
    carry_out(std::move(planned));
    if (goes_on) find_behind(*was, at);
  }
  void on(const ReplaceWith& command) { report().find.with = base::normalised(command.words); }
  void on(const TakeBack&) { go_back_or_forth(report().undo.undo(report().state, lock())); }
  void on(const DoAgain&) { go_back_or_forth(report().undo.redo(report().state, lock())); }
  void on(const AcceptDraft& command) { order(client::AcceptDraft{command.report}); }
  void on(const PutDraftAside& command) { order(client::PutDraftAside{command.report}); }
  void on(const TakeDraftBack& command) { order(client::TakeDraftBack{command.report, command.id}); }
  void on(const LookAtDraft& command) {
    model_.draft = DraftLook{command.report, command.aside};
    model_.asking = "draft";
    order(client::ReadDraft{command.report, command.aside});
  }
  void on(const LookAtMove&) {
    report().move.reset();
    model_.asking = "move";
    if (const auto& newer = report().around.newer_form) order(client::ForeseeMove{report().id, newer->form});
  }
  void on(const MoveToNewerForm&) {
    model_.asking.reset();
    if (const auto& newer = report().around.newer_form) order(client::MoveToForm{report().id, newer->form});
  }
  void on(const KeepUnsaid& command) {
    report().unsaid[command.place] = {Unsaid::State::Begun, command.words};
    order(client::KeepUnsaid{report().id, command.place, command.words});
  }
  void on(const DropUnsaid& command) {
    if (report().unsaid.erase(command.place) == 0) return;
    report().refused.erase(path_of_typed(command.place));
    order(client::KeepUnsaid{report().id, command.place, {}});
  }
  void on(const SayRemark& command) {
    order(client::AddRemark{report().id, command.remark});
    said(command.place);
  }
  void on(const FollowRemark& command) {
    order(client::FollowRemark{report().id, command.remark, command.kind, command.text});
    if (command.kind == sync::RemarkKind::Answer) said(place_of_answer(command.remark));
  }
  void on(const WithdrawRemark& command) { order(client::WithdrawRemark{report().id, command.remark}); }
  void on(const SavePoint&) { order(client::SealDraft{report().id, {}}); }

  void on(const Compare& command) {
    report().left = command.left;
    report().right = command.right;
    ask_for(command.left);
    ask_for(command.right);
    compare(report(), model_.home.names.teams);
  }
  void on(const ReadVersion& command) {
    report().middle = Middle::Reading;
    report().reading = command.which;
    ask_for(command.which);
  }
  void on(const AskAuthors& command) {
    auto [known, is_new] = report().authors.try_emplace(command.path);
    OpenReport::Authors& authors = known->second;
    if (!is_new && authors.typed == report().typed && authors.epoch == report().epoch) return;
    authors.typed = report().typed;
    authors.epoch = report().epoch;
    order(client::AskAuthors{report().id, command.path});
  }
  void on(const ReadBefore& command) {
    for (const std::string& revision : unread_before(report(), command.row)) ask_for(revision);
  }
  void on(const OnlyChanges& command) {
    report().only_changes = command.on;
    compare(report(), model_.home.names.teams);
  }

  void on(const SyncNow& command) { add(sync_now(model_, command)); }
  void on(const SyncLook&) { add(sync_look(model_)); }
  void on(const SyncStop&) { add(sync_stop(model_)); }
  void on(const SyncNotNow&) { sync_not_now(model_); }
  void on(const SeeChanges& command) {
    drop_good_notice(model_);
    if (!model_.report || model_.report->id != command.report || !model_.report->form) return on(Open{command.report});
    model_.screen = Screen::Report;
    if (!places_to_read(report()).empty()) {
      report().note.reset();
      return on(NextNote{1});
    }
    const auto path = place_changed(model_, report());
    if (!path) return;
    on(GoTo{*path});
    report().go_to_only_shows = true;
  }
  void on(const Ask& command) {
    model_.asking = command.question.empty() ? std::nullopt : std::optional(command.question);
  }
  void on(const Act& command) {
    model_.asking.reset();
    if (waiting_wish(model_)) return;
    const auto& versions = report().around.versions;
    const std::int64_t version = versions.empty() ? 0 : versions.back().version;
    report().around.wish = client::Wish{report().id, command.action, version};  // until the vault tells
    order(client::Move{report().id, command.action, version, command.note});
    said(place_of_note(command.action));
  }
  void on(const DropWish&) { order(client::DropWish{report().id}); }
  void on(const EnrolHere& command) {
    drop_good_notice(model_);
    model_.enrolment = {.running = true, .error = {}};
    model_.sync.running = true;
    order(client::Enrol{command.server, command.user, command.password, command.device});
  }
  void on(const MakeReport& command) { order(client::NewReport{command.form, command.year}); }
  void on(const ImportHere& command) { order(client::ImportText{report().id, command.file}); }
  void on(const ExportHere& command) { order(client::ExportReport{report().id, command.which, command.file}); }

  void on(const AddFiles& command) {
    report().files_refused.erase(command.path);
    for (const std::string& file : command.files) {
      report().files_coming[command.path].push_back(file);
      order(client::TakeFile{report().id, command.path, file});
    }
  }
  void on(const FetchFile& command) {
    report().files_refused.erase(command.path);
    report().files_fetched.insert(command.file.sha256.hex());
    order(client::FetchFile{report().id, command.path, command.file});
  }
  void on(const SaveFile& command) {
    report().files_refused.erase(command.path);
    order(client::SaveFile{report().id, command.path, command.file, command.to});
  }
  void on(const SendFile& command) {
    report().files_refused.erase(command.path);
    order(client::SendFile{report().id, command.path, command.file});
  }
  void on(const NameFile& command) { change_files(command.path, plan(model_, command)); }
  void on(const RemoveFile& command) { change_files(command.path, plan(model_, command)); }
  void on(const LookAt& command) {
    report().look = OpenReport::Look{command.file, {}};
    order(client::ReadPicture{report().id, command.file});
  }
  void on(const LookInto& command) { order(client::LookInto{command.folder}); }
  void on(const MissedDrop&) { warn(text::say("files.missed_drop", {})); }

  void on(const LookAtSample&) {
    if (model_.home.self || model_.enrolment.running) return;
    model_.entering_sample = true;
    order(client::EnterSample{});
  }
  void on(const LeaveSample&) {
    if (!model_.home.sample) return;
    on(Leave{});
    model_.screen = Screen::Enrol;
    model_.home = {};
    arrange_list(model_);
    order(client::LeaveSample{});
  }
  void on(const PutCopyInPlace& command) {
    if (model_.unsaved) {  // it is in the open report alone, where it can still be copied
      const bool is_damaged = model_.unsaved->kind == base::ErrorKind::Corrupt;
      return warn(std::string(text::say(is_damaged ? "copies.waits_damaged" : "copies.waits")));
    }
    on(Leave{});  // what the report says is another one's by then
    model_.restoring = true;
    drop_good_notice(model_);
    order(client::RestoreCopy{command.file});
  }
  template <class T>
  requires requires(Model& model, Orders& all, const T& command) { set(model, all, command); }
  void on(const T& command) { set(model_, orders, command); }
  void on(const PutNoticeAway& command) { put_notice_away(model_, command.number); }
  void on(const CloseAnyway&) {
    model_.closing = true;
    model_.asking.reset();
  }

 private:
  OpenReport& report() { return *model_.report; }
  void order(client::Order one) { orders.push_back(std::move(one)); }
  void add(Orders more) { std::ranges::move(more, std::back_inserter(orders)); }
  void warn(std::string sentence) { give_notice(model_, {Notice::Tone::Warn, std::move(sentence)}); }

  // The next one behind what was put in the place of a found one: the new words may hold those that are looked for.
  void find_behind(const Found& was, std::size_t at) {
    Find& find = report().find;
    const auto is_behind = [&](const Found& one) {
      return one.path != was.path || one.offset >= was.offset + find.with.size();
    };
    while (at < find.found.size() && !is_behind(find.found[at])) ++at;
    find.at = at < find.found.size() ? at : 0;
    if (find.found.empty()) return;
    on(GoTo{find.found[find.at].path});
    report().go_to_only_shows = true;
  }

  // It stays until it is seen to stand: neither a full disk nor a server that does not answer takes words away.
  void said(const std::string& place) {
    if (const auto at = report().unsaid.find(place); at != report().unsaid.end())
      at->second.state = Unsaid::State::Said;
  }

  void close() {
    if (model_.report && model_.report->form)
      if (const std::string seen = seen_by_now(model_); !seen.empty())
        order(client::KeepSetting{client::seen_setting(report().id), seen});
    if (model_.report) order(client::CloseReport{model_.report->id});
    if (model_.report && !model_.report->files_coming.empty()) warn(text::say("files.left_unread", {}));
    model_.report.reset();
    model_.asking.reset();
  }

  void carry_out(Plan plan) {
    for (const Json& edit : plan.edits) {
      const std::string place(edit.text_or("path"));
      report().refused.erase(place);
      if (!report().unsaid.empty()) on(DropUnsaid{place_of_typed(place)});
      if (const auto path = form::Path::parse(place)) report().refused.erase(said_at(report().state, *path));
    }
    for (auto& [path, error] : plan.refused) report().refused.insert_or_assign(path, std::move(error));
    report().noted = std::move(plan.noted);
    write(plan.edits, Remember::Yes);
  }

  // Nothing was typed that would have to be kept: what is refused is told, and that is all.
  void change_files(const std::string& path, Plan plan) {
    if (plan.refused.empty())
      report().files_refused.erase(path);
    else
      report().files_refused.insert_or_assign(path, std::move(plan.refused.begin()->second));
    if (!plan.edits.empty()) report().refused.erase(path);
    write(plan.edits, Remember::Yes);
  }

  Undo::Lock lock() const {
    return [this](const form::Path& path) { return locked_because(model_, path); };
  }

  // Where it happened is shown: it may be far from what is on the screen, and of days ago.
  void go_back_or_forth(const Undo::Taken& step) {
    report().noted.clear();
    if (const auto block = report().undo.wants()) order(client::ReadSteps{report().id, *block});
    if (!step.locked.empty()) warn(text::say("edit.step_locked", {step.locked}));
    if (step.edits.empty()) return;
    write(step.edits, Remember::No);
    const auto path = form::Path::parse(step.edits.front().text_or("path"));
    if (!path || report().middle == Middle::Versions) return;  // there it is among the changes
    const auto conflict = std::ranges::find(report().conflicts, *path, &ConflictPlace::path);
    if (report().middle == Middle::Conflicts && conflict != report().conflicts.end())
      return on(ShowConflict{static_cast<std::size_t>(conflict - report().conflicts.begin())});
    on(GoTo{said_at(report().state, *path)});
    report().go_to_only_shows = true;
  }

  // Together they are one step of one's own.
  void write(const std::vector<Json>& edits, Remember remember) {
    OpenReport& open = report();
    report::State after = open.state;
    std::vector<Json> applied;
    for (const Json& edit : edits) {
      if (stands_already(after, edit)) continue;
      if (auto status = client::apply_edit(after, edit); status)
        applied.push_back(edit);
      else
        open.refused.insert_or_assign(std::string(edit.text_or("path")), status.error());
    }
    if (!applied.empty() && !(after == open.state)) {
      client::Steps before = open.undo.moved();
      client::Steps steps =
          remember == Remember::Yes ? open.undo.record(open.state, after, applied, model_.now_ms) : open.undo.moved();
      open.state = std::move(after);
      for (Json& edit : applied) {
        const bool last = &edit == &applied.back();
        order(client::SaveEdit{open.id, ++open.typed, open.epoch, std::move(edit), last ? std::move(steps) : before});
      }
    }
    settle(open);
    if (open.middle != Middle::Versions || !open.read.contains("draft")) return;
    read_draft(open, model_.home.names.teams);
    compare(open, model_.home.names.teams);
  }

  static bool stands_already(const report::State& state, const Json& edit) {
    const auto path = form::Path::parse(edit.text_or("path"));
    const Json* value = edit.find("value");
    return path && !path->name.empty() && value && report::value_at(state, *path).json() == *value;
  }

  std::string newest_version() {
    const auto& versions = report().around.versions;
    return versions.empty() ? "draft" : std::to_string(versions.back().version);
  }

  void ask_for(const std::string& which) {
    if (which.empty()) return;
    if (which == "draft") return read_draft(report(), model_.home.names.teams);
    if (const auto at = report().read.find(which); at != report().read.end() && !at->second.error) return;
    report().read[which] = {};
    order(client::ReadState{report().id, which});
  }

  Model& model_;
};

}  // namespace

Orders begin(Model&) { return {client::ListReports{}}; }

Orders update(Model& model, const Command& command) {
  Updating updating(model);
  const bool has_report = model.report && model.report->form;
  std::visit(
      [&]<class T>(const T& one) {
        // A command about a report that was closed in the same frame has nothing to be about.
        if (of_the_window<T> || has_report) updating.on(one);
      },
      command);
  if (model.report && model.report->find.open && !finds_what_is_shown(*model.report)) find_again(*model.report);
  return std::move(updating.orders);
}

}  // namespace ziping::app
