#include "tests/whole/simulation/device.h"

#include "shared/merge/sentence.h"

namespace ziping::simulation {
namespace {

using base::Json;
using report::State;

// For reading along.
std::string described(const client::Order& order) {
  if (const auto* edit = std::get_if<client::SaveEdit>(&order))
    return "edit " + std::to_string(edit->number) + " in epoch " + std::to_string(edit->epoch) + " of " +
           edit->report.substr(0, 6) + ": " + base::canonical(edit->edit);
  return "number " + std::to_string(order.index());
}

std::string described(const client::News& news) {
  if (const auto* saved = std::get_if<client::EditsSaved>(&news)) return "saved to " + std::to_string(saved->through);
  if (const auto* failed = std::get_if<client::EditFailed>(&news))
    return "edit " + std::to_string(failed->number) + " refused: " + failed->error.code;
  if (const auto* waits = std::get_if<client::DiskWaits>(&news))
    return waits->error ? "what was typed waits for the disk: " + waits->error->code : "all is saved";
  if (const auto* failed = std::get_if<client::Failed>(&news)) return "failed: " + failed->error.code;
  if (const auto* ended = std::get_if<client::SyncEnded>(&news))
    return "sync ended: " + (ended->result ? std::string("well") : ended->result.error().code);
  if (const auto* shown = std::get_if<client::ReportShown>(&news))
    return "shown in epoch " + std::to_string(shown->epoch) + ", saved to " + std::to_string(shown->saved_through);
  return "number " + std::to_string(news.index());
}

}  // namespace

Device::Device(std::filesystem::path folder, Person person, std::uint64_t seed, test::MemoryDisk& disk, Typed& typed,
               Trouble& trouble)
    : folder_(std::move(folder)),
      person_(std::move(person)),
      random_(seed),
      disk_(disk),
      typed_(typed),
      trouble_(trouble) {}

std::unique_ptr<client::Vault> Device::vault() {
  auto vault = client::Vault::open(folder_, clock_, random_);
  if (vault) return std::move(*vault);
  if (!disk_.has_failed(folder_.string()))
    trouble_.tell(name() + ": the vault does not open: " + vault.error().code + " " + vault.error().cause);
  return nullptr;
}

std::unique_ptr<client::Vault> Device::seen() {
  if (disk_.has_failed(folder_.string())) return nullptr;
  const std::filesystem::path as = folder_.string() + "-seen";
  disk_.show(folder_.string(), as.string());
  auto vault = client::Vault::open(as, clock_, random_);
  if (vault) return std::move(*vault);
  trouble_.tell("a copy of " + name() + " does not open: " + vault.error().code + " " + vault.error().cause);
  return nullptr;
}

void Device::enrol_at(Hub& hub) {
  const auto vault = this->vault();
  hub.enrol(*vault, person_);
  id_ = vault->identity()->device;
}

void Device::start() {
  note("starts");
  has_stumbled_ = false;
  clerk_ = std::make_unique<client::Clerk>(folder_, clock_, random_);
  model_ = {};
  take_orders(app::begin(model_));
}

void Device::stop(End end) {
  note(end == End::Kill ? "killed" : "loses its power");
  const auto saved = what_is_saved();
  disk_.kill(folder_.string());  // the going program writes nothing more
  clerk_.reset();
  const bool deceived = is_deceived();
  if (end == End::PowerCut) disk_.cut_power(folder_.string(), random_);
  if (end == End::PowerCut && deceived) forgive();
  if (saved && !deceived) compare_with_window(*saved);
  dying_ = false;
  orders_.clear();
  news_.clear();
  errand_.reset();
  answer_.reset();
  file_answer_.reset();
  std::erase_if(owed_, [](const auto& one) { return !one.second.saved; });
}

void Device::forgive() {
  deceived_ = true;
  owed_.clear();
  kept_.clear();
  submitted_.clear();
  account_ = {};
  const auto vault = client::Vault::open(folder_, clock_, random_);
  const auto whole = vault ? (*vault)->verify() : base::Result<Json>(vault.error());
  if (whole) return;
  lost_ = true;
  note("is lost: " + whole.error().code);
  if (whole.error().kind != base::ErrorKind::Corrupt)
    trouble_.tell(name() + ": what a disk forgot is told as " + whole.error().code + " " + whole.error().cause);
}

void Device::break_disk(int nth, test::DiskFault fault) {
  note("has a disk that fails in way " + std::to_string(static_cast<int>(fault)));
  disk_.fail_at(folder_.string(), nth, fault);
  has_stumbled_ = true;
  dying_ = fault == test::DiskFault::Dead;
}

void Device::repair_disk() { disk_.repair(folder_.string()); }

bool Device::has_died() const { return up() && dying_ && disk_.has_failed(folder_.string()); }

void Device::note(const std::string& what) const { trouble_.note(name() + " " + what); }

void Device::take_orders(app::Orders orders) {
  for (client::Order& one : orders) {
    if (trouble_.traced()) note("orders " + described(one));
    orders_.push_back(std::move(one));
  }
}

void Device::ask(app::Command command) {
  exchanged_ = false;
  clock_.advance(static_cast<std::int64_t>(random_.below(5000)));
  model_.now_ms = clock_.now_ms();
  if (std::holds_alternative<app::Open>(command)) ++sitting_;
  const bool open = model_.report && model_.report->form;
  const State before = open ? model_.report->state : State();
  const std::string report = open ? model_.report->id : std::string();
  take_orders(app::update(model_, command));
  if (open && model_.report && model_.report->id == report) owe(before, model_.report->state);
}

// Words that this person's own hand took away again are nobody's debt.
void Device::owe(const State& before, const State& after) {
  const Words was = words_of(before), is = words_of(after);
  for (const std::string& word : was)
    if (!is.contains(word)) {
      owed_.erase(word);
      typed_.took_away(word);
    }
  const std::set<std::string> named = files_of(after);
  for (const std::string& file : files_of(before))
    if (!named.contains(file)) typed_.took_away(file);
  for (const std::string& word : is)
    if (!was.contains(word)) owed_[word] = {model_.report->id, sitting_, model_.report->typed, false};
  check_shown();
}

void Device::note_saved() {
  if (!model_.report) return;
  for (auto& [word, owed] : owed_)
    if (owed.report == model_.report->id && owed.sitting == sitting_ && owed.number <= model_.report->saved)
      owed.saved = true;
}

void Device::owe_all() {
  for (auto& [word, owed] : owed_) owed.saved = true;
}

void Device::check_shown() {
  if (!model_.report || !model_.report->form) return;
  for (const std::string& word : typed_.strangers(model_.report->state))
    trouble_.tell(name() + " shows what nobody typed: " + word);
}

void Device::accept_restored() {
  is_set_back_ = true;
  submitted_.clear();
  ask(app::SyncNow{client::Restored::Accept});
}

void Device::owe_no_more_than(const Hub& hub) {
  std::set<std::string> known;
  for (const auto& [version, revision] : hub.versions()) known.insert(version + " " + revision);
  std::erase_if(submitted_, [&](const std::string& one) { return !known.contains(one); });
}

bool Device::begin_sync() {
  if (!up()) return false;
  const bool offered = model_.home.self && !model_.sync.running;
  ask(app::SyncNow{});
  return offered;
}

void Device::work() {
  if (!up()) return;
  if (answer_ && random_.below(2) == 0) {
    clerk_->take(*std::exchange(answer_, std::nullopt), {1, 0, 0});
  } else if (file_answer_ && random_.below(2) == 0) {
    clerk_->take_file(*std::exchange(file_answer_, std::nullopt), {1, 0, 0});
  } else if (!orders_.empty()) {
    std::vector<client::SaveEdit> edits;
    while (!orders_.empty() && edits.size() <= random_.below(6)) {
      client::SaveEdit* edit = std::get_if<client::SaveEdit>(&orders_.front());
      if (!edit || (!edits.empty() && edits.front().report != edit->report)) break;
      edits.push_back(std::move(*edit));
      orders_.pop_front();
    }
    if (!edits.empty()) {
      clerk_->save(edits);
    } else {
      client::Order order = std::move(orders_.front());
      orders_.pop_front();
      clerk_->carry_out(std::move(order));
    }
  }
  if (!answer_ && !file_answer_ && orders_.empty()) clerk_->rest();
  for (client::News& one : clerk_->news()) news_.push_back(std::move(one));
  if (auto errand = clerk_->errand()) errand_ = std::move(errand);
}

void Device::hear() {
  while (!news_.empty()) {
    if (trouble_.traced()) note("hears " + described(news_.front()));
    if (const auto* ended = std::get_if<client::SyncEnded>(&news_.front())) exchanged_ = ended->result.has_value();
    take_orders(app::update(model_, std::move(news_.front())));
    news_.pop_front();
    note_saved();
  }
  check_shown();
}

void Device::travel(Link& link) {
  if (!errand_ || answer_ || file_answer_) return;
  const client::Errand errand = *std::exchange(errand_, std::nullopt);
  if (errand.file) {
    file_answer_ = link.carry_file(errand);
    note("gets of a file " + (*file_answer_ ? std::string("an answer") : file_answer_->error().code));
    return;
  }
  answer_ = link.carry(errand);
  if (*answer_ && errand.body.text_or("action") == "submit")
    submitted_.insert(std::string(errand.body.text_or("report")) + " " +
                      std::to_string((*answer_)->integer_or("version", 0)) + " " +
                      std::string(errand.body.text_or("revision")));
  if (trouble_.traced()) note("gets " + (*answer_ ? base::canonical(**answer_).substr(0, 300) : answer_->error().code));
}

bool Device::has_moved_nothing() const {
  const auto& last = model_.sync.result;
  return last && last->sent + last->received + last->receipts + last->set_aside == 0 && last->refused.empty() &&
         last->reports.empty() && last->files.sent + last->files.fetched == 0;
}

bool Device::is_idle() const {
  return orders_.empty() && news_.empty() && !errand_ && !answer_ && !file_answer_ &&
         (!clerk_ || !clerk_->has_waiting());
}

void Device::make_reports() {
  const std::vector<Json> forms = model_.home.forms;
  for (const Json& form : forms) {
    ask(app::MakeReport{std::string(form.text_or("name")), 2022});
    settle();
    for (const char* team : {"东", "西"}) {
      ask(app::AddRow{"blocks", ""});
      ask(app::SetField{"blocks[" + model_.report->state.group("blocks").front().id + "].team", team});
    }
    for (const char* text : {"goal", "story"})
      for (int i = 0; i < 3; ++i) ask(app::EditText{text, {{0, 0, typed_.sentence(name(), random_)}}});
    ask(app::SetField{"budget", typed_.figure(random_)});
    ask(app::Leave{});
    settle();
  }
}

void Device::move_first(sync::Action action) {
  if (model_.home.reports.empty()) return;
  ask(app::Open{model_.home.reports.front().row.id});
  settle();
  ask(app::Act{action, "请再核对。"});
}

void Device::settle() {
  do {
    work();
    hear();
  } while (!orders_.empty() || !news_.empty());
}

void Device::act() {
  if (!up() || !model_.home.self) return;
  if (!model_.report) {
    if (decide_what_was_left()) return;
    const auto& reports = model_.home.reports;
    if (!reports.empty() && (reports.size() > 2 || random_.below(8) > 0)) return ask(app::Open{any_of(reports).row.id});
    if (person_.role != "office" || model_.home.forms.empty()) return;
    return ask(app::MakeReport{std::string(any_of(model_.home.forms).text_or("name")), 2022});
  }
  if (!model_.report->form) return;
  switch (random_.below(18)) {
    case 0:
      return ask(app::Leave{});
    case 1:
      return ask(app::SavePoint{});
    case 2:
      return ask(app::TakeBack{});
    case 3:
      return ask(app::DoAgain{});
    case 4:
    case 5:
      return decide();
    case 6:
      return move_on();
    case 7:
      return speak();
    case 8:
      return take_out_here();
    default:
      return write();
  }
}

// As the list offers it. What is put aside is as safe as what is taken on.
bool Device::decide_what_was_left() {
  const client::ReportsListed& home = model_.home;
  if (!home.left.empty() && random_.below(2) == 0) {
    const std::string report = any_of(home.left).report;
    if (random_.below(3) == 0)
      ask(app::AcceptDraft{report});
    else
      ask(app::PutDraftAside{report});
    return true;
  }
  if (home.aside.empty() || random_.below(4) > 0) return false;
  const client::AsideDraft& aside = any_of(home.aside);
  ask(app::TakeDraftBack{aside.report, aside.id});
  return true;
}

std::vector<form::Path> Device::places() const {
  std::vector<form::Path> out;
  const auto add = [&](const form::Group& group, const form::Path& node) {
    for (const form::Field& field : group.fields) {
      form::Path path = node;
      path.name = field.name;
      if (field.kind != form::Kind::Files && app::locked_because(model_, path).empty()) out.push_back(std::move(path));
    }
  };
  const app::OpenReport& open = *model_.report;
  add(open.form->top(), {});
  for (const auto& [group, rows] : open.state.rows)
    for (const report::Row& row : rows)
      add(*open.form->find_group(*form::Path::parse(group)), *form::Path::parse(group + "[" + row.id + "]"));
  return out;
}

void Device::write() {
  const std::string group = "blocks";
  const report::Rows& rows = model_.report->state.group(group);
  const std::string row = rows.empty() ? std::string() : any_of(rows).id;
  const std::string row_path = group + "[" + row + "]";
  switch (random_.below(9)) {
    case 0:
      if (app::rows_locked_because(model_, *form::Path::parse(group)).empty()) ask(app::AddRow{group, row});
      return;
    case 1:
      if (!row.empty() && app::locked_because(model_, *form::Path::parse(row_path)).empty())
        ask(app::RemoveRow{row_path});
      return;
    case 2:
      if (!row.empty() && app::locked_because(model_, *form::Path::parse(row_path)).empty())
        ask(app::MoveRow{row_path, random_.below(2) == 0 ? -1 : 1});
      return;
    default:
      break;
  }
  const std::vector<form::Path> places = this->places();
  if (places.empty()) return;
  const form::Path& path = any_of(places);
  if (report::is_conflict(report::value_at(model_.report->state, path).json())) return;
  switch (model_.report->form->find_field(path)->kind) {
    case form::Kind::Text:
      return write_text(path);
    case form::Kind::Decimal:
      return ask(app::SetField{path.text(), typed_.figure(random_)});
    case form::Kind::Integer:
      return ask(app::SetField{path.text(), typed_.whole()});
    case form::Kind::Date:
      return ask(app::SetField{path.text(), typed_.date()});
    case form::Kind::Line:
      return ask(app::SetField{path.text(), typed_.title(name())});
    case form::Kind::Reference:
      return ask(app::SetField{path.text(), random_.below(2) == 0 ? "东" : "西"});
    default:
      return ask(app::SetField{path.text(), random_.below(2) == 0 ? "优" : "良"});
  }
}

// Sentences come, go, change places and are written anew, whole or a word of them, as the editor would say it: in
// bytes.
void Device::write_text(const form::Path& path) {
  const std::string* known = report::value_at(model_.report->state, path).text();
  const std::string text = known ? *known : std::string();
  std::vector<std::size_t> cuts{0};
  for (const std::string_view sentence : merge::sentences(text)) cuts.push_back(cuts.back() + sentence.size());
  const std::size_t nth = random_.below(cuts.size()), at = cuts[nth];
  const std::size_t length = nth + 1 < cuts.size() ? cuts[nth + 1] - at : 0;
  switch (random_.below(7)) {
    case 0:
      return ask(app::EditText{path.text(), {{at, length, {}}}});
    case 1:
      return ask(app::EditText{path.text(), {{at, length, typed_.sentence(name(), random_)}}});
    case 2: {
      const std::size_t to = cuts[random_.below(cuts.size())];
      if (to >= at && to < at + length) return;
      const std::string moved = text.substr(at, length);
      return ask(app::EditText{path.text(), {{at, length, {}}, {to > at ? to - length : to, 0, moved}}});
    }
    case 3: {
      if (length == 0) return;
      const Typed::Reworded by = typed_.reworded(text.substr(at, length));
      return ask(app::EditText{path.text(), {{at + by.at, by.length, by.word}}});
    }
    default:
      return ask(app::EditText{path.text(), {{at, 0, typed_.sentence(name(), random_)}}});
  }
}

void Device::decide() {
  const std::vector<app::ConflictPlace>& places = model_.report->conflicts;
  if (places.empty()) return;
  const app::ConflictPlace place = any_of(places);
  const auto conflict = app::conflict_at(model_.report->state, place);
  if (!conflict || !app::locked_because(model_, place.path).empty()) return;
  switch (random_.below(4)) {
    case 0:
      return ask(app::TakeBase{place});
    case 1:
      return ask(app::KeepAll{place});
    case 2:
      if (place.kind == app::ConflictPlace::Kind::Sentence)
        return ask(app::WriteOwn{place, typed_.sentence(name(), random_)});
      [[fallthrough]];
    default:
      return ask(app::TakeSide{place, random_.below(conflict->sides.size())});
  }
}

void Device::move_on() {
  if (model_.report->around.wish && random_.below(3) == 0) return ask(app::DropWish{});
  const std::vector<sync::Action> actions = app::actions(model_);
  if (!actions.empty() && !model_.sync.running) ask(app::Act{any_of(actions), "请再核对。"});
}

}  // namespace ziping::simulation
