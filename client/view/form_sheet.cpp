#include "client/view/form_sheet.h"

#include <algorithm>

#include "client/app/remarks.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/side_lists.h"
#include "shared/base/utf8.h"

namespace ziping::view {

namespace {

// What the fields say of the report they stand in is not about the next one's, which have the same names.
void begin_anew(Memory& memory, const std::string& report) {
  memory.form = {};
  memory.form.report = report;
  memory.scratch.unparsed.clear();
  memory.scratch.notes.clear();
  std::erase_if(memory.tables, [](const auto& table) { return table.first.starts_with(kFormTable); });
}

}  // namespace

Sheet::Sheet(Frame& with) : frame(with), ui(with.ui), report(*with.model.report), memory(with.memory.form) {
  if (memory.report != report.id) begin_anew(with.memory, report.id);
  for (const rules::Finding& finding : report.findings)
    if (finding.level != rules::Level::Pass && !finding.fields.empty())
      findings_[finding.fields.front()].push_back(&finding);
  for (auto& [place, here] : findings_)
    std::ranges::stable_sort(here, std::ranges::greater(),
                             [](const rules::Finding* finding) { return finding->level; });
  for (std::size_t i = 0; i < report.conflicts.size(); ++i)
    ++clashes_.try_emplace(report.conflicts[i].path.text(), Clashes{i, 0}).first->second.count;
  for (const merge::Note& note : report.around.notes) {
    merge::NoteKind& kind = notes_.try_emplace(note.path.text(), note.kind).first->second;
    kind = std::max(kind, note.kind);  // the one that says more
  }
  for (const client::RemarkThread& thread : report.remarks)
    if (app::still_asks(thread)) add(thread);
  mark_found();
  for (app::Unread& one : app::unread(with.model)) unread_.emplace(one.path.text(), std::move(one));
  target_ = report.go_to ? report.go_to : memory.target;
}

// Not on the sheet that is read: what is found there has no paths.
void Sheet::mark_found() {
  const app::Find& find = report.find;
  if (!find.open || !find.sheet.empty()) return;
  for (const auto& [path, places] : find.places) marked_.emplace(path, MarkedAs::Found);
  if (find.gone_to && find.at < find.found.size()) marked_[find.found[find.at].path] = MarkedAs::GoneTo;
}

std::optional<MarkedAs> Sheet::marked(std::string_view place) const {
  const auto at = marked_.find(place);
  return at == marked_.end() ? std::nullopt : std::optional(at->second);
}

std::span<const rules::Finding* const> Sheet::findings(const std::string& place) const {
  const auto at = findings_.find(place);
  return at == findings_.end() ? std::span<const rules::Finding* const>() : at->second;
}

Level Sheet::worst(const std::string& place) const {
  if (refusal(place) || unread(place)) return Level::Bad;
  const auto here = findings(place);
  return here.empty() ? Level::Good : level_of(here.front()->level);
}

std::string_view Sheet::to_read(const std::string& place) const {
  const auto at = notes_.find(place);
  if (at == notes_.end()) return {};
  return text::say(at->second == merge::NoteKind::Numbers ? "common.numbers_break" : "common.please_read");
}

void Sheet::add(const client::RemarkThread& thread) {
  Remarks& here = remarks_[thread.remark.header.place.at];
  if (here.count++ == 0) here.first = &thread;
  if (!thread.now.sentence.empty()) ++here.of_sentences;
}

const Sheet::Remarks* Sheet::remarks(std::string_view place) const {
  const auto at = remarks_.find(place);
  return at == remarks_.end() ? nullptr : &at->second;
}

// Nothing stands between a place and what is in it but what begins in the same way.
bool Sheet::may_have_remarks(std::string_view place) const {
  const auto at = remarks_.lower_bound(place);
  return at != remarks_.end() && at->first.starts_with(place);
}

std::string Sheet::remarked(const std::string& place) const {
  const Remarks* here = remarks(place);
  const std::size_t count = here ? here->count - here->of_sentences : 0;
  return count == 0 ? std::string() : text::say("remark.marked", {count});
}

const base::Error* Sheet::refusal(const std::string& place) const {
  for (const auto* refusals : {&report.refused, &report.files_refused})
    if (const auto at = refusals->find(place); at != refusals->end()) return &at->second;
  return nullptr;
}

const app::Unread* Sheet::unread(const std::string& place) const {
  const auto at = unread_.find(place);
  return at == unread_.end() ? nullptr : &at->second;
}

bool Sheet::any_unread(const std::string& row) const {
  const auto at = unread_.lower_bound(row);
  return at != unread_.end() && at->first.starts_with(row);
}

const std::string* Sheet::note(const std::string& place) const {
  const auto at = report.noted.find(place);
  return at == report.noted.end() ? nullptr : &at->second;
}

std::optional<Sheet::Clashes> Sheet::clashes(const std::string& place) const {
  const auto at = clashes_.find(place);
  return at == clashes_.end() ? std::nullopt : std::optional(at->second);
}

void Sheet::show_conflict(std::size_t index) {
  frame.ask(app::ShowConflict{index});
  frame.ask(app::ShowMiddle{app::Middle::Conflicts});
}

bool Sheet::leads_to_target(const std::string& place) const {
  if (!target_ || !target_->starts_with(place)) return false;
  return target_->size() == place.size() || (*target_)[place.size()] == '[' || (*target_)[place.size()] == '.';
}

void Sheet::arrive() {
  arrived_ = true;
  if (report.go_to) frame.ask(app::Arrived{});
  memory.target.reset();
  target_.reset();
}

Level level_of(rules::Level level) {
  switch (level) {
    case rules::Level::Pass:
      return Level::Good;
    case rules::Level::Info:
      return Level::Info;
    case rules::Level::Warning:
      return Level::Warn;
    case rules::Level::Error:
      break;
  }
  return Level::Bad;
}

namespace {

constexpr float kMark = 12;
constexpr float kRemarkLine = 28;
constexpr std::size_t kFirstWords = 40;  // characters

// finding_line() of the widgets wraps; under a field there is one line.
void one_line(const Sheet& sheet, Level level, const std::string& message, float width) {
  const Ui& ui = sheet.ui;
  const Box room = take_room({width, ui.px(20)});
  if (!ImGui::IsRectVisible(room.min, room.max)) return;
  const Colour ink = ink_of(ui.colour(), level);
  draw_mark(ui.look, {room.min.x + ui.px(kMark) / 2, room.centre().y}, ui.px(kMark), mark_of(level), ink);
  const Box words{{room.min.x + ui.px(kMark + 6), room.min.y}, room.max};
  draw_text_in(ui.look, words, Type::Small, ink, message);
  const bool cut = text_width(ui.look, Type::Small, message) > words.width() + 1;
  if (!cut) return;
  Item item;
  item.hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(room.min, room.max);
  explain_on_hover(ui, item, message);
}

// Begins with the label of its field, where it does not name that already.
std::string naming(std::string_view label, std::string message) {
  if (label.empty() || message.starts_with(label)) return message;
  const std::string named = text::say("table.named", {label});
  if (message.find(named) != message.npos) return message;
  return text::say("table.of_field", {named, message});
}

// By their names.
std::vector<std::string> asking_at(const app::OpenReport& report, std::string_view place) {
  std::vector<std::string> out;
  for (const client::RemarkThread& thread : report.remarks)
    if (thread.remark.header.place.at == place && app::still_asks(thread)) out.push_back(thread.remark.id);
  return out;
}

}  // namespace

void findings_under(Sheet& sheet, const std::string& place, float width, std::string_view label) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  // The keyboard has no mouse to read the rest with.
  const std::optional<ActiveField>& active = sheet.ui.scratch.active;
  const bool writing = active && active->id == ImGui::GetID(("###field/" + place).c_str());
  const base::Error* refusal = sheet.refusal(place);
  // A field says itself what it could not read, and of a cell it is said once it has been left.
  const app::Unread* unread = place == sheet.memory.cell ? nullptr : sheet.unread(place);
  const bool was_filled_in = refusal || unread;
  if (unread && label.empty())
    refusal = nullptr;
  else if (unread && !refusal)
    refusal = &unread->why;
  for (const rules::Finding* finding : sheet.findings(place)) {
    // Why it was not taken is told beside it.
    if (was_filled_in && finding->rule == rules::kLengthRule && finding->level == rules::Level::Error) continue;
    const std::string message = naming(label, text::said(finding->message));
    if (writing)
      finding_line(sheet.ui, width, {level_of(finding->level), message});
    else
      one_line(sheet, level_of(finding->level), message, width);
  }
  if (refusal) finding_line(sheet.ui, width, {Level::Bad, naming(label, text::said(refusal->message))});
  if (const std::string* note = sheet.note(place)) finding_line(sheet.ui, width, {Level::Info, naming(label, *note)});
  ImGui::PopStyleVar();
}

std::string words_of_first(const Sheet::Remarks& remarks) {
  std::string out = base::excerpt(base::trimmed(remarks.first->remark.header.text), kFirstWords);
  std::ranges::replace(out, '\n', ' ');
  return out;
}

void remark_line(Sheet& sheet, const std::string& place, const std::string& words) {
  const Ui& ui = sheet.ui;
  const Sheet::Remarks* here = sheet.remarks(place);
  if (!here) return;
  const std::string label = text::say("remark.marked", {here->count}) + "###remarks/" + place;
  const Item item = button_item(label, {width_left(), ui.px(kRemarkLine)});
  if (item.pressed) lead_to_remarks(sheet.frame, asking_at(sheet.report, place), item);
  if (!item.visible) return;
  if (item.hovered) fill(ui.look, item.box, ui.colour().ground, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const Colour ink = ui.colour().warn;
  const float middle = item.box.centre().y;
  draw_mark(ui.look, {item.box.min.x + ui.px(kMark) / 2, middle}, ui.px(kMark), kRemarkMark, ink);
  const Box row{{item.box.min.x + ui.px(kMark + 6), item.box.min.y},
                {item.box.max.x - ui.px(kMark + 6), item.box.max.y}};
  draw_text_in(ui.look, row, Type::Small, ink, words);
  draw_mark(ui.look, {item.box.max.x - ui.px(kMark) / 2, middle}, ui.px(kMark), Mark::Right, ui.colour().faint);
  explain_on_hover(ui, item, text::say("remark.marked_hint"));
}

void clash_strip(Sheet& sheet, const std::string& place, std::string_view sentence, std::size_t first, float width) {
  Ui& ui = sheet.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Box box{at, {at.x + width, at.y + ui.px(40)}};
  const std::string label = text::label("fields.decide", "###clash/" + place);
  const float button = text_width(ui.look, Type::Body, shown_part(label)) + ui.px(16);
  fill(ui.look, box, ui.colour().clash_soft, kCornerRadius);
  draw_mark(ui.look, {box.min.x + ui.px(18), box.centre().y}, ui.px(14), Mark::Clash, ui.colour().clash);
  draw_text_in(ui.look, {{box.min.x + ui.px(32), box.min.y}, {box.max.x - button - ui.px(8), box.max.y}}, Type::Body,
               ui.colour().text, sentence);
  const Box press{{box.max.x - button - ui.px(4), box.min.y + ui.px(4)}, {box.max.x - ui.px(4), box.max.y - ui.px(4)}};
  const Item item = button_item_at(label, press);
  if (item.pressed) sheet.show_conflict(first);
  if (item.hovered) fill(ui.look, press, faded(ui.colour().clash, 40), kCornerRadius);
  if (item.ringed) focus_ring(ui.look, press);
  draw_text_in(ui.look, press, Type::Strong, ui.colour().clash, shown_part(label), Align::Centre);
  take_room({width, box.height()});
}

}  // namespace ziping::view
