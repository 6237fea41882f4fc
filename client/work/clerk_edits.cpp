// The clerk's desk of one open report: edits as they come, and heads that move meanwhile.
//
//   window   epoch 1  types a, b                             shows merge(before, a b, after)   types c
//   vault    heads H     a ─ saved      sync: H moves to G     b came late: a revision on H; heads B, G; then c on B, G
//
// An edit says the epoch it was typed in, and the desk remembers the heads of that epoch. An edit of an earlier epoch
// becomes a revision on those heads, so that it meets what came in by the merge that everybody else uses.
#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/work/clerk.h"

namespace ziping::client {
namespace {

base::Error disk_waits() { return {base::ErrorKind::Full, "disk-full", text::say("edit.waits_for_disk", {}), {}}; }

}  // namespace

void Clerk::saved(Desk& desk, EditNumber through) {
  desk.through = std::max(desk.through, through);
  overview_->changed(desk.row.id);
  unchecked_.insert(desk.row.id);
  list_is_old_ = true;
  auto around = overview_->around(desk.row);
  if (!around) return failed(around.error());
  tell(EditsSaved{desk.row.id, desk.opening, desk.through, clock_.now_ms(), std::move(*around)});
}

void Clerk::heads_sealed(Desk& desk) {
  if (auto now = vault_->shown(desk.row)) desk.seen[desk.epoch].heads = now->heads;
}

// What comes late is made on what the window saw, and that is to have a name; a draft that was found has none yet.
void Clerk::name_what_is_seen(const std::string& report) {
  const auto at = desks_.find(report);
  if (at == desks_.end()) return;
  if (vault_->has_draft(report) && !vault_->was_left(report))
    if (auto sealed = vault_->seal(at->second.row, ""); !sealed) failed(sealed.error());
  heads_sealed(at->second);
}

// The state as the vault has it, and on it what an earlier window typed and the disk has not taken yet.
report::SharedState Clerk::with_waiting(const Desk& desk) const {
  report::SharedState out = desk.shown;
  for (const SaveEdit& edit : waiting_) {
    if (edit.number != 0 || edit.report != desk.row.id) continue;
    report::State more = *out;
    if (apply_edit(more, edit.edit)) out = std::make_shared<const report::State>(std::move(more));
  }
  return out;
}

void Clerk::moved(Desk& desk, report::SharedState before) {
  auto row = vault_->report(desk.row.id);
  auto now = row ? vault_->shown(*row) : Result<Shown>(row.error());
  auto around = now ? overview_->around(*row) : Result<Surroundings>(now.error());
  if (!around) return failed(around.error());
  if (!desk.form || desk.form->name().hex() != row->form) {
    auto form = vault_->form(row->form);
    if (!form) return failed(form.error());
    desk.form = std::make_shared<const form::Form>(**form);
  }
  desk.row = *row;
  desk.shown = std::make_shared<const report::State>(std::move(now->state));
  if (before) desk.seen[desk.epoch++].state = before;  // what edits on their way were made on
  desk.seen[desk.epoch] = {now->heads, desk.shown};
  unchecked_.insert(desk.row.id);
  ReportShown news{desk.row.id, desk.opening,       desk.epoch,   desk.form,
                   before,      with_waiting(desk), desk.through, std::move(*around)};
  if (!before) {
    // Without them there is less to take back, and nothing is lost.
    if (auto steps = vault_->steps(desk.row.id)) news.steps = std::move(*steps);
    auto unsaid = unsaid_of(desk.row.id);
    if (!unsaid) return failed(unsaid.error());
    news.unsaid = std::move(*unsaid);
  }
  tell(std::move(news));
}

// What waits from before comes first: edits are saved in the order in which they were made.
void Clerk::save(const std::vector<SaveEdit>& more) {
  std::vector<SaveEdit> edits = std::exchange(waiting_, {});
  edits.insert(edits.end(), more.begin(), more.end());
  while (!edits.empty()) {
    const auto other =
        std::ranges::find_if(edits, [&](const SaveEdit& edit) { return edit.report != edits[0].report; });
    const std::vector<SaveEdit> same(edits.begin(), other);
    edits.erase(edits.begin(), other);
    if (const auto at = desks_.find(same.front().report); at != desks_.end()) save_in(at->second, same);
  }
  told_whether_all_is_saved();
}

void Clerk::told_whether_all_is_saved() {
  if (std::exchange(waited_, has_unsaved()) && !has_unsaved()) tell(DiskWaits{});
}

void Clerk::on(const KeepUnsaid& order) {
  unsaid_[{order.report, order.place}] = order.words;
  keep_unsaid();
}

void Clerk::keep_unsaid() {
  auto vault = this->vault();
  while (!unsaid_.empty()) {
    const auto& [at, words] = *unsaid_.begin();
    const Status kept = vault ? (*vault)->keep_unsaid(at.first, at.second, words) : Status(vault.error());
    if (!kept) {
      waits_because_ = kept.error().kind;
      if (!std::exchange(waited_, true)) tell(DiskWaits{kept.error()});
      return;
    }
    unsaid_.erase(unsaid_.begin());
  }
  told_whether_all_is_saved();
}

// What waits for the disk is newer than what the vault has.
Result<std::map<std::string, std::string>> Clerk::unsaid_of(const std::string& report) {
  auto out = vault_->unsaid(report);
  if (!out) return out;
  for (const auto& [at, words] : unsaid_)
    if (at.first == report) out->insert_or_assign(at.second, words);
  std::erase_if(*out, [](const auto& one) { return one.second.empty(); });
  return out;
}

void Clerk::save_in(Desk& desk, const std::vector<SaveEdit>& edits) {
  // Edits come in the order of their epochs: of what was seen before these, none is on its way any more.
  if (waiting_.empty()) std::erase_if(desk.seen, [&](const auto& one) { return one.first < edits.front().epoch; });
  std::optional<EditNumber> through;
  Screen screen{desk.shown, {}, false};
  for (std::span<const SaveEdit> rest(edits); !rest.empty();) {
    const auto other = std::ranges::find_if(rest, [&](const auto& one) { return one.epoch != rest.front().epoch; });
    const auto same = rest.first(static_cast<std::size_t>(other - rest.begin()));
    rest = rest.subspan(same.size());
    if (same.size() > 1 && waiting_.empty() && save_together(desk, same, screen)) {
      through = same.back().number;
      continue;
    }
    for (std::size_t i = 0; i < same.size(); ++i) {
      const Status status = waiting_.empty() ? save_together(desk, same.subspan(i, 1), screen) : Status(disk_waits());
      if (!status) not_saved(desk, same[i], status.error());
      if (!status && waiting_.empty()) keep_steps_of_refused(desk, same[i]);
      if (status || waiting_.empty()) through = same[i].number;  // saved, or refused for good
      if (!status && waiting_.empty()) screen.refused(same[i].edit, status.error());
    }
  }
  see(desk);
  if (through) saved(desk, *through);
  if (screen.is_astray) show_anew(desk, screen);
}

// The window numbers its steps on behind this one. Without it there is less to take back, and nothing is lost.
void Clerk::keep_steps_of_refused(const Desk& desk, const SaveEdit& edit) {
  if (auto kept = vault_->keep_steps(desk.row.id, {edit.steps}); !kept) failed(kept.error());
}

void Clerk::Screen::refused(const Json& edit, const base::Error& why) {
  since.push_back(edit);
  const auto path = form::Path::parse(edit.text_or("path"));
  is_astray = is_astray || !path || path->name.empty() || why.code == "unknown-row";
}

// A field that was refused gets its value back, if its row is there. A row that was has its neighbours, and what was
// typed since may stand beside it: the window is told all anew, and that what it shows was made on the refused edits
// too.
void Clerk::show_anew(Desk& desk, const Screen& screen) {
  name_what_is_seen(desk.row.id);
  report::State shown = *screen.shown;
  for (const Json& edit : screen.since) (void)apply_edit(shown, edit);  // as the window did, where it could
  moved(desk, std::make_shared<const report::State>(std::move(shown)));
}

void Clerk::see(Desk& desk) {
  if (auto shown = vault_->shown(desk.row)) desk.shown = std::make_shared<const report::State>(std::move(shown->state));
}

Status Clerk::save_together(Desk& desk, std::span<const SaveEdit> edits, Screen& screen) {
  const bool late = edits.front().epoch != desk.epoch;
  if (late) {
    if (auto status = save_late(desk, edits); !status) return status;
    screen.shown = desk.shown;
    screen.since.clear();
  }
  std::vector<Json> all;
  std::vector<Steps> steps;
  for (const SaveEdit& edit : edits) {
    all.push_back(edit.edit);
    steps.push_back(edit.steps);
  }
  if (late) return vault_->keep_steps(desk.row.id, steps);
  if (auto status = vault_->edit_typed(desk.row, all, steps); !status) return status;
  screen.since.insert(screen.since.end(), all.begin(), all.end());
  return base::done();
}

Status Clerk::save_late(Desk& desk, std::span<const SaveEdit> edits) {
  const Epoch late = edits.front().epoch;
  const auto known = desk.seen.find(late);
  if (known == desk.seen.end())
    return base::Error{base::ErrorKind::Invalid, "unknown-epoch", text::say("edit.too_late", {}), {}};
  std::vector<Json> all;
  for (const SaveEdit& edit : edits) all.push_back(edit.edit);
  auto sealed = vault_->edit_on(desk.row, known->second.heads, all);
  if (!sealed && sealed.error().code == "unknown-parent" && edits.size() == 1)
    return save_anew(desk, known->second, edits.front());
  if (!sealed) {
    heads_sealed(desk);  // the draft that was in the way has become a revision all the same
    return sealed.error();
  }
  known->second.heads = {*sealed};
  desk.through = std::max(desk.through, edits.back().number);
  moved(desk, desk.shown);
  std::erase_if(desk.seen, [&](const auto& one) { return one.first < late; });
  for (auto& [epoch, seen] : desk.seen)
    if (epoch > late && epoch < desk.epoch) add_head(desk, seen, *sealed);
  return base::done();
}

// What the window shows in a later epoch holds this edit, and nothing that came in after that epoch.
void Clerk::add_head(const Desk& desk, Seen& seen, const report::RevisionId& head) {
  auto history = vault_->revisions(desk.row);
  const auto is_known = [&](const report::RevisionId& one) { return (*history)->find(one) != nullptr; };
  if (!history || !std::ranges::all_of(seen.heads, is_known)) return;  // its edits will be made anew
  seen.heads.insert(head);
  seen.heads = (*history)->latest(seen.heads);
  seen.state = std::make_shared<const report::State>(merge::state_of(*desk.form, **history, seen.heads).state);
}

// What the window saw was refused meanwhile and is nobody's parent: what was typed on it is merged into what stands
// now.
Status Clerk::save_anew(Desk& desk, Seen& seen, const SaveEdit& edit) {
  report::State after = *seen.state;
  if (auto status = apply_edit(after, edit.edit); !status) return status;
  Json anew = edit.edit;
  if (const auto path = form::Path::parse(edit.edit.text_or("path")); path && !path->name.empty()) {
    const report::State merged = merge::merge(*desk.form, *seen.state, {after, {}}, {*desk.shown, {}}).state;
    const Json& value = report::value_at(merged, *path).json();
    if (report::is_conflict(value))
      return base::Error{base::ErrorKind::Invalid, "heads-changed", text::say("edit.changed_meanwhile", {}), {}};
    anew["value"] = value;
  }
  if (auto status = vault_->edit(desk.row, anew); !status) return status;
  seen.state = std::make_shared<const report::State>(std::move(after));
  desk.through = std::max(desk.through, edit.number);
  moved(desk, desk.shown);
  return base::done();
}

void Clerk::not_saved(Desk& desk, const SaveEdit& edit, const base::Error& error) {
  const auto wait = [&](const base::Error& why) {
    if (!has_unsaved() && !waited_) tell(DiskWaits{why});
    if (waiting_.empty()) waits_because_ = why.kind;  // those behind it were not tried
    waiting_.push_back(edit);
  };
  if (error.kind == base::ErrorKind::Full || error.kind == base::ErrorKind::Unavailable) return wait(error);
  // What another's part or a closed report refuses, the vault has kept itself. Until the words are kept somewhere, they
  // stand in the window.
  if (error.kind != base::ErrorKind::Denied)
    if (auto kept = vault_->keep_aside(desk.row, edit.edit, error); !kept) return wait(kept.error());
  EditFailed told{desk.row.id, desk.opening, edit.number, std::string(edit.edit.text_or("path")), error, {}};
  auto path = form::Path::parse(told.path);
  auto now = vault_->shown(desk.row);
  if (path && !path->name.empty() && now) told.stands = report::value_at(now->state, *path).json();
  tell(std::move(told));
}

}  // namespace ziping::client
