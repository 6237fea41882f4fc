#include "client/work/clerk.h"

#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/work/copies.h"
#include "client/work/copy_restore.h"
#include "client/work/export.h"
#include "client/work/home.h"
#include "client/work/import.h"
#include "client/work/sample.h"
#include "shared/base/utf8.h"
#include "shared/document/read_text.h"

namespace ziping::client {

Result<Vault*> Clerk::vault() {
  if (!vault_) {
    auto opened = open_data(home_, clock_, random_);
    if (!opened) return opened.error();
    vault_ = std::move(*opened);
    overview_ = std::make_unique<Overview>(*vault_);
  }
  return vault_.get();
}

void Clerk::failed(const base::Error& error) { tell(Failed{error}); }

void Clerk::not_now(std::string_view words) { failed({base::ErrorKind::Denied, "not-now", text::say(words, {}), {}}); }

std::vector<News> Clerk::news() { return std::exchange(news_, {}); }

std::optional<Errand> Clerk::errand() { return std::exchange(errand_, std::nullopt); }

bool Clerk::wants_stop() { return std::exchange(stop_, false); }

void Clerk::carry_out(Order order) {
  std::visit([this](const auto& one) { on(one); }, order);
}

void Clerk::rest() {
  if (!unsaid_.empty()) keep_unsaid();
  if (!waiting_.empty()) save({});
  std::vector<std::string> left;
  for (const auto& [id, desk] : desks_)
    if (desk.closing && !waits_for_disk(id)) left.push_back(id);
  for (const std::string& id : left) close(id);
  for (const std::string& id : std::exchange(unchecked_, {}))
    if (const auto at = desks_.find(id); at != desks_.end()) check(at->second);
  tell_list();
}

void Clerk::tell_list() {
  if (!list_is_old_) return;
  auto vault = this->vault();
  auto list = vault ? overview_->list() : Result<ReportsListed>(vault.error());
  list_is_old_ = !list;
  if (list) {
    list->folder = (own_ ? *own_ : **vault).home().string();
    list->has_moved = list->folder != home_.string();
  }
  const bool is_told = std::exchange(list_failed_, !list);
  if (list) return tell(std::move(*list));
  if (is_told) return;
  failed(list.error());
  if (list.error().kind == base::ErrorKind::Corrupt) offer_copies();
}

// Where the data is damaged, one of them may take its place.
void Clerk::offer_copies() {
  if (vault_) return tell(CopiesSeen{copies_kept(own_ ? *own_ : *vault_)});
  if (const auto folder = data_at(home_)) tell(CopiesSeen{copies_kept_in(*folder / "copies")});
}

NewCopy::Stage Clerk::keep_copy() {
  if (!copy_) begin_copy_of_day();
  if (!copy_) return NewCopy::Stage::Made;
  const auto stage = copy_->go_on();
  if (stage && *stage != NewCopy::Stage::Made) return *stage;
  copy_ended(stage ? base::done() : Status(stage.error()));
  return NewCopy::Stage::Made;
}

void Clerk::begin_copy_of_day() {
  const std::string day = base::utc_text(clock_.now_ms()).substr(0, 10);
  if (!vault_ || vault_->is_sample() || has_waiting()) return;
  if (copied_on_ == day || clock_.steady_ms() < no_copy_before_ms_) return;
  copied_on_ = day;
  copy_asked_for_ = false;
  auto begun = begin_copy_of_today(*vault_);
  if (!begun) return copy_ended(begun.error());
  copy_ = std::move(*begun);
}

void Clerk::copy_ended(const Status& made) {
  copy_.reset();
  if (!made && !copy_asked_for_) {
    const std::string day = std::exchange(copied_on_, {});
    no_copy_before_ms_ = clock_.steady_ms() + kCopyAgainMs;
    if (std::exchange(copy_failed_on_, day) != day) failed(made.error());
  }
  CopiesSeen seen{copies_kept(own_ ? *own_ : *vault_)};
  if (!made) seen.copies.error = made.error();
  tell(std::move(seen));
}

void Clerk::finish_copy() {
  if (copy_ && copy_asked_for_) copy_ended(copy_->finish());
  if (copy_) copied_on_.clear();
  copy_.reset();
}

void Clerk::work_on(std::unique_ptr<Vault> vault) {
  overview_.reset();
  wishes_.reset();
  desks_.clear();
  unchecked_.clear();
  vault_ = std::move(vault);
  overview_ = std::make_unique<Overview>(*vault_);
  list_is_old_ = true;
}

void Clerk::on(const EnterSample&) {
  auto own = this->vault();
  if (!own) return failed(own.error());
  list_is_old_ = true;  // what it tells ends the waiting, also where nothing is done
  if (own_ || going_ != Going::Nowhere || has_unsaved()) return;
  auto sample = open_sample(home_, clock_, random_);
  if (!sample) return failed(sample.error());
  own_ = std::move(vault_);
  work_on(std::move(*sample));
}

// What of the sample still waits for the disk is nobody's work.
void Clerk::on(const LeaveSample&) {
  if (!own_) return;
  waiting_.clear();
  unsaid_.clear();
  work_on(std::move(own_));
}

void Clerk::on(const SeeCopies&) {
  if (copy_ && copy_asked_for_) return;  // its end tells
  auto vault = this->vault();
  if (vault) tell(CopiesSeen{copies_kept(own_ ? *own_ : **vault)});
}

void Clerk::on(const MakeCopy&) {
  auto vault = this->vault();
  if (!vault) return failed(vault.error());
  if (copy_ && !copy_asked_for_) copied_on_.clear();
  copy_.reset();  // what was typed after its last piece would not be in it
  copy_asked_for_ = true;
  auto begun = begin_copy_of_now(own_ ? *own_ : **vault);
  if (!begun || !*begun) return copy_ended(begun ? base::done() : Status(begun.error()));
  copy_ = std::move(*begun);
}

// The vault is closed for it, and opened again whatever comes of it: the copy, or what was here.
void Clerk::on(const RestoreCopy& order) {
  if (own_) return not_now("copies.sample");
  if (going_ != Going::Nowhere) return not_now("copies.busy");
  // Damaged data takes nothing more, however long one waits.
  const bool is_damaged = waits_because_ == base::ErrorKind::Corrupt;
  if (has_unsaved()) return not_now(is_damaged ? "copies.waits_damaged" : "copies.waits");
  finish_copy();
  overview_.reset();
  wishes_.reset();
  exchange_.reset();
  files_.reset();
  desks_.clear();
  unchecked_.clear();
  vault_.reset();
  const auto restored = restore_copy(home_, order.file, clock_);
  list_is_old_ = true;
  if (restored) {
    list_failed_ = false;
    tell(CopyRestored{restored->kept.string()});
  } else {
    failed(restored.error());
  }
  if (auto vault = this->vault()) tell(CopiesSeen{copies_kept(**vault)});
}

// What the desks hold is of the reports, not of the folder: an open one stays open.
void Clerk::on(const RelocateData& order) {
  if (auto vault = this->vault(); !vault) return failed(vault.error());
  if (own_) return not_now("place.sample");
  if (going_ != Going::Nowhere) return not_now("place.busy");
  if (has_unsaved()) return not_now("place.waits");
  finish_copy();
  overview_.reset();
  wishes_.reset();
  exchange_.reset();
  files_.reset();
  const auto folder =
      relocate(vault_, home_, order.folder.empty() ? home_ : std::filesystem::path(order.folder), random_);
  overview_ = std::make_unique<Overview>(*vault_);
  if (!folder) return failed(folder.error());
  list_is_old_ = true;
  copied_on_.clear();  // the copies stay where they were
  tell(DataRelocated{folder->string()});
  tell(CopiesSeen{copies_kept(*vault_)});
}

void Clerk::check(Desk& desk) {
  Checked checked{desk.row.id, desk.opening, desk.through, {}, {}};
  if (auto rules = overview_->rules(desk.row.form)) {
    checked.findings = (*rules)->check(*desk.shown);
    checked.computed = (*rules)->computed(*desk.shown);
  } else {  // it is written all the same, and stands where one looks for what is wrong
    rules::Finding finding;
    finding.level = rules::Level::Warning;
    finding.message = rules.error().message;
    checked.findings.push_back(std::move(finding));
  }
  tell(std::move(checked));
  tell_remarks(desk);
}

void Clerk::tell_remarks(Desk& desk) {
  auto threads = vault_->remarks(desk.row);
  if (!threads) return failed(threads.error());
  const bool any = !threads->empty();
  if (std::exchange(desk.remarked, any) || any) tell(RemarksShown{desk.row.id, desk.opening, std::move(*threads)});
}

// Of one that was said: it waits, as an edit does, and goes soon.
void Clerk::said(const std::string& report, const Status& status) {
  if (!status) return failed(status.error());
  overview_->changed(report);
  if (const auto at = desks_.find(report); at != desks_.end()) saved(at->second, at->second.through);
  something_sealed();
}

void Clerk::on(const AddRemark& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  auto made = row ? (*vault)->add_remark(*row, order.remark) : Result<std::string>(row.error());
  said(order.report, made ? base::done() : Status(made.error()));
}

void Clerk::on(const FollowRemark& order) {
  auto vault = this->vault();
  auto on = vault ? (*vault)->remark(order.remark) : Result<SaidRemark>(vault.error());
  auto made = on ? (*vault)->follow_remark(*on, order.kind, order.text) : Result<std::string>(on.error());
  said(order.report, made ? base::done() : Status(made.error()));
}

void Clerk::on(const WithdrawRemark& order) {
  auto vault = this->vault();
  auto gone = vault ? (*vault)->withdraw_remark(order.remark) : Result<SaidRemark>(vault.error());
  said(order.report, gone ? base::done() : Status(gone.error()));
}

void Clerk::on(const ListReports&) { list_is_old_ = true; }

void Clerk::on(const OpenReport& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  if (!row) return failed(row.error());
  Desk& desk = desks_[row->id];
  desk.row = *row;
  desk.opening = order.opening;
  desk.closing = false;
  // What still waits for the disk was numbered by a window that has left; the new one begins anew.
  desk.through = 0;
  for (SaveEdit& edit : waiting_)
    if (edit.report == row->id) edit.number = 0;
  moved(desk, nullptr);
  if (!desk.shown) desks_.erase(row->id);  // the disk did not give it, and that was told
}

void Clerk::on(const CloseReport& order) {
  if (waits_for_disk(order.report)) save({});
  close(order.report);
}

bool Clerk::waits_for_disk(const std::string& report) const {
  return std::ranges::find(waiting_, report, &SaveEdit::report) != waiting_.end();
}

void Clerk::close(const std::string& report) {
  const auto at = desks_.find(report);
  if (at == desks_.end()) return;
  at->second.closing = waits_for_disk(report);
  if (at->second.closing) return;
  if (vault_->has_draft(report)) {
    if (auto sealed = vault_->seal(at->second.row, ""); !sealed)
      failed(sealed.error());  // the draft is still there
    else
      something_sealed();
  }
  overview_->changed(report);
  desks_.erase(at);
  list_is_old_ = true;
}

void Clerk::on(const SealDraft& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  auto sealed = vault_->seal(at->second.row, order.note);
  if (!sealed) return failed(sealed.error());
  heads_sealed(at->second);
  saved(at->second, at->second.through);
  if (*sealed) something_sealed();
  tell(Told{text::say(*sealed ? "told.sealed" : "told.nothing_to_seal", {})});
}

void Clerk::done(const std::string& report, const Status& status, const std::string& sentence) {
  list_is_old_ = true;
  if (!status) return failed(status.error());
  overview_->changed(report);
  if (const auto at = desks_.find(report); at != desks_.end()) moved(at->second, at->second.shown);
  tell(Told{sentence});
}

void Clerk::on(const AcceptDraft& order) {
  if (auto vault = this->vault()) (*vault)->accept_draft(order.report);
  list_is_old_ = true;
}

void Clerk::on(const PutDraftAside& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  done(order.report, row ? (*vault)->put_draft_aside(*row) : Status(row.error()),
       text::say("told.put_aside", {kAsideToldDays}));
}

void Clerk::on(const TakeDraftBack& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  if (row) name_what_is_seen(row->id);
  done(order.report, row ? (*vault)->take_draft_back(*row, order.id) : Status(row.error()),
       text::say("told.taken_back", {}));
}

void Clerk::on(const ReadDraft& order) {
  auto vault = this->vault();
  DraftRead read{order.report, order.aside,
                 vault ? (*vault)->draft_edits(order.report, order.aside) : Result<std::vector<Json>>(vault.error())};
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  auto form = row ? (*vault)->form(row->form) : Result<const form::Form*>(row.error());
  if (form) read.form = std::make_shared<const form::Form>(**form);
  tell(std::move(read));
}

void Clerk::on(const ForeseeMove& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  auto to = vault_->form(order.form);
  tell(MoveForeseen{order.report, at->second.opening,
                    to ? foresee_move(*vault_, at->second.row, **to) : Result<ForeseenMove>(to.error())});
}

void Clerk::on(const MoveToForm& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  auto to = row ? (*vault)->form(order.form) : Result<const form::Form*>(row.error());
  if (to) name_what_is_seen(row->id);
  auto moved = to ? (*vault)->move_to_form(*row, **to) : Result<report::RevisionId>(to.error());
  done(order.report, moved ? base::done() : Status(moved.error()), text::say("told.form_moved", {}));
}

void Clerk::on(const NewReport& order) {
  auto vault = this->vault();
  auto made = vault ? (*vault)->new_report(order.form, order.year) : Result<std::string>(vault.error());
  if (!made) return failed(made.error());
  list_is_old_ = true;
  tell(ReportMade{*made});
}

void Clerk::on(const KeepSetting& order) {
  auto vault = this->vault();
  // What was seen of a report belongs beside it, everything else to the person, also while he looks at the sample.
  Vault* keeps = vault ? *vault : nullptr;
  if (own_ && !order.name.starts_with("seen/")) keeps = own_.get();
  const Status status = keeps ? keeps->set(order.name, order.value) : Status(vault.error());
  if (!status) failed(status.error());
}

void Clerk::on(const ReadState& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  auto state = row ? (*vault)->at(*row, order.which) : Result<report::State>(row.error());
  auto form = state ? (*vault)->form_at(*row, order.which) : Result<const form::Form*>(state.error());
  using Shared = std::shared_ptr<const report::State>;
  StateRead read{order.report, order.which, Shared(), {}, nullptr};
  if (form) {
    if ((*form)->name().hex() != row->form) read.form = std::make_shared<const form::Form>(**form);
    if (auto rules = overview_->rules((*form)->name().hex())) read.computed = (*rules)->computed(*state);
    read.state = Shared(std::make_shared<const report::State>(std::move(*state)));
  } else {
    read.state = form.error();
  }
  tell(std::move(read));
}

// Without them there is less to take back, and nothing is lost.
void Clerk::on(const ReadSteps& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  if (auto steps = vault_->steps_of(order.report, order.block))
    tell(StepsRead{order.report, at->second.opening, std::move(*steps)});
}

void Clerk::on(const AskAuthors& order) {
  const auto at = desks_.find(order.report);
  const auto path = form::Path::parse(order.path);
  if (at == desks_.end() || !path || !at->second.form->find_field(*path)) return;
  auto pieces = blame(*vault_, at->second.row, *path);
  if (!pieces) return failed(pieces.error());
  tell(AuthorsTold{order.report, at->second.opening, order.path, std::move(*pieces)});
}

void Clerk::on(const ImportText& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  Desk& desk = at->second;
  auto bytes = base::read_file(order.file, document::kReadBytesMax);
  auto text = bytes ? base::decode_text_file(*bytes) : bytes;
  if (!text) return failed(text.error());
  const document::Imported imported = document::read_text(*desk.form, *text, random_);
  const ImportPlan plan = plan_import(*desk.shown, imported.state);
  name_what_is_seen(desk.row.id);
  if (auto status = vault_->edit_all(desk.row, plan.edits); !status) return failed(status.error());
  moved(desk, desk.shown);
  saved(desk, desk.through);
  tell(Told{text::say(plan.kept.empty() ? "told.imported" : "told.imported_kept",
                      {imported.placed.size(), imported.leftover.size(), plan.kept.size()})});
}

void Clerk::on(const ExportReport& order) {
  auto format = export_format_of(order.file);
  auto vault = format ? this->vault() : Result<Vault*>(format.error());
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  auto exported = row ? export_report(**vault, *row, order.which, *format) : Result<Exported>(row.error());
  if (!exported) return failed(exported.error());
  const std::filesystem::path file = free_name(order.file);
  if (auto written = write_out(file, exported->bytes); !written) return failed(written.error());
  tell(Told{text::say("told.exported", {file.string(), exported->check_words()})});
}

}  // namespace ziping::client
