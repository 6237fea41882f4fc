// 冲突 1/2   二（四）主要工作成效 · 东陂镇工作队 · 正文 · 第 3 句          ‹ 上一处  下一处 ›
//   原文       实施水利项目12项，解决750亩耕地撂荒问题。
//   东陂一号   实施水利项目 12 13 项，解决750亩耕地撂荒问题。        11-20 09:12  [采用]
#include <algorithm>

#include "client/app/removed_row.h"
#include "client/text/say.h"
#include "client/view/changes_list.h"
#include "client/view/conflict_own.h"
#include "client/view/frame.h"
#include "client/view/history_words.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

using Kind = app::ConflictPlace::Kind;

constexpr float kNameWidth = 116, kWhenWidth = 96, kFigureWidth = 160;  // at 100 %
constexpr float kColumnsFrom = 640;                                     // narrower, name and time stand above the words

struct Decision {  // what one conflict is drawn with
  Frame& frame;
  const ConflictShown& shown;
  Enabled enabled;
};

struct SideRow {
  std::string_view name, when;
  std::vector<TextSpan> spans;  // of a sentence or line
  std::string_view figure;      // in their place: right-aligned, for comparing
  std::string difference;       // behind the figure
  std::string button;           // with its ###id
  std::string_view id;          // of the words
};

// Returns where they end.
float draw_words(Ui& ui, const SideRow& row, ImVec2 at, float width, Align align) {
  ImGui::SetCursorScreenPos(at);
  if (row.figure.empty()) return rich_text(ui, row.id, row.spans, width).box.max.y;
  const float line = std::round(ui.look.type_px(Type::Body) * kProseLineHeight);
  const float natural = text_width(ui.look, Type::Strong, row.figure) + 1;
  const float figure = std::min(align == Align::Right ? std::max(ui.px(kFigureWidth), natural) : natural, width);
  draw_text_in(ui.look, {at, {at.x + figure, at.y + line}}, Type::Strong, ui.colour().text, row.figure, align);
  draw_text_in(ui.look, {{at.x + figure + ui.px(16), at.y}, {at.x + width, at.y + line}}, Type::Small,
               ui.colour().quiet, row.difference);
  return at.y + line;
}

// Side by side where there is room, else name and time above the words.
struct RowPlaces {
  Box name, when;
  ImVec2 words;
  float words_width = 0;
};

RowPlaces places_of(const Ui& ui, const SideRow& row, Box top, float button) {
  const float gap = ui.px(12), line = std::round(ui.look.type_px(Type::Body) * kProseLineHeight);
  const float when_right = top.max.x - button - gap;
  RowPlaces out;
  if (top.width() < ui.px(kColumnsFrom)) {
    const float name_right = top.min.x + text_width(ui.look, Type::Strong, row.name) + 1;
    out.name = {top.min, {name_right, top.max.y}};
    out.when = {{name_right + gap, top.min.y}, {when_right, top.max.y}};
    out.words = {top.min.x, top.max.y};
    out.words_width = top.width();
    return out;
  }
  const float left = top.min.x + ui.px(kNameWidth);
  out.name = {top.min, {left - gap, top.max.y}};
  out.when = {{when_right - ui.px(kWhenWidth), top.min.y}, {when_right, top.max.y}};
  out.words = {left, top.min.y + std::round((top.height() - line) / 2)};
  out.words_width = out.when.min.x - ui.px(16) - left;
  return out;
}

// True when its button was pressed.
bool side_row(const Decision& decision, const SideRow& row) {
  Ui& ui = decision.frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left(), padding = ui.px(8);
  const float taken = button_width(ui, Rank::Quiet, row.button);
  const Box top{{at.x, at.y + padding}, {at.x + width, at.y + padding + ui.px(kControlHeight)}};
  const RowPlaces places = places_of(ui, row, top, taken);
  const bool below = places.words.y >= top.max.y;
  const Align align = below ? Align::Left : Align::Right;
  const auto draw_when = [&] { draw_text_in(ui.look, places.when, Type::Small, ui.colour().quiet, row.when, align); };
  draw_text_in(ui.look, places.name, Type::Strong, ui.colour().text, row.name);
  if (below) draw_when();
  const float bottom = std::max(draw_words(ui, row, places.words, places.words_width, align), top.max.y) + padding;
  if (!below) draw_when();
  ImGui::SetCursorScreenPos({top.max.x - taken, top.min.y});
  const bool pressed = button(ui, Rank::Quiet, row.button, decision.enabled);
  horizontal_line(ui.look, at.x, at.x + width, bottom, ui.colour().line);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, bottom + 1 - at.y});
  return pressed;
}

std::vector<TextSpan> quiet(std::string_view words) { return {{words, SpanStyle::Quiet}}; }

// The sentences around, for reading on; line ends at their edges would be empty lines.
void context(Frame& frame, std::string_view id, std::string_view words) {
  while (words.starts_with('\n')) words.remove_prefix(1);
  while (words.ends_with('\n')) words.remove_suffix(1);
  if (words.empty()) return;
  rich_text(frame.ui, id, quiet(words));
}

SideRow base_row(const ConflictShown& shown) {
  const bool sentence = shown.place.kind == Kind::Sentence;
  SideRow row{text::say(sentence ? "conflict.base_sentence" : "conflict.base_value"),
              {},
              {},
              {},
              {},
              {},
              "###conflict/base/words"};
  if (shown.base.words.empty())
    row.spans = quiet(text::say(sentence ? "conflict.no_base_sentence" : "conflict.no_base_value"));
  else if (shown.sides.front().pieces.empty())
    row.figure = shown.base.words;
  else
    row.spans = {{shown.base.words}};
  row.button = text::label("conflict.take_base", "###conflict/base");
  return row;
}

SideRow one_row(const Decision& decision, std::size_t index, std::string_view name, std::string_view at,
                std::string_view id) {
  const ConflictSide& side = decision.shown.sides[index];
  const bool sentence = decision.shown.place.kind == Kind::Sentence;
  SideRow row{name, at, {}, {}, {}, text::label("common.take", "###conflict/take/" + std::to_string(index)), id};
  if (side.words.empty() && (sentence || side.pieces.empty())) {
    if (sentence) row.spans = spans_of(side.pieces);
    row.spans.push_back(
        {text::say(sentence ? "conflict.sentence_removed" : "conflict.value_cleared"), SpanStyle::Quiet});
  } else if (!side.pieces.empty()) {
    row.spans = spans_of(side.pieces, SpanStyle::Clash);
  } else {
    row.figure = side.words;
    if (!side.difference.empty()) row.difference = text::say("conflict.than_before", {side.difference});
  }
  return row;
}

void rows_of_sides(const Decision& decision) {
  Frame& frame = decision.frame;
  const ConflictShown& shown = decision.shown;
  if (side_row(decision, base_row(shown))) frame.ask(app::TakeBase{shown.place});
  for (std::size_t i = 0; i < shown.sides.size(); ++i) {
    const std::string name = whose(frame.model, shown.sides[i].revision);
    const std::string at = when(frame.model, shown.sides[i].revision);
    const std::string id = "###conflict/words/" + std::to_string(i);
    if (side_row(decision, one_row(decision, i, name, at, id))) frame.ask(app::TakeSide{shown.place, i});
  }
  if (!shown.all) return;
  const SideRow row{text::say("conflict.suggestion"),
                    text::say("conflict.suggestion_why"),
                    spans_of(shown.all->pieces, SpanStyle::Clash),
                    {},
                    {},
                    text::label("common.take", "###conflict/suggestion"),
                    "###conflict/suggestion/words"};
  if (side_row(decision, row)) frame.ask(app::WriteOwn{shown.place, shown.all->input});
}

void undo_button(Frame& frame) {
  const float width = button_width(frame.ui, Rank::Bare, text::say("common.undo"));
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(width_left() - width, 0.0f));
  const bool can = frame.model.report->undo.can_undo();
  if (button(frame.ui, Rank::Bare, text::label("common.undo", "###conflict/undo"), can ? Enabled::Yes : Enabled::No))
    frame.ask(app::TakeBack{});
}

void below_the_sides(const Decision& decision) {
  Frame& frame = decision.frame;
  const ConflictShown& shown = decision.shown;
  if (!shown.apart.empty())
    text_line(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("conflict.apart", {shown.apart}));
  space(frame.ui, 4);
  if (shown.place.kind == Kind::Sentence) {
    if (button(frame.ui, Rank::Quiet, text::label("conflict.keep_all", "###conflict/all"), decision.enabled))
      frame.ask(app::KeepAll{shown.place});
    ImGui::SameLine();
  }
  if (own_button(frame, shown, decision.enabled)) ImGui::SameLine(0, 0);
  undo_button(frame);
}

// 东陂一号 09:12、我 16:40
std::string who_and_when(const app::Model& model, const std::vector<std::string>& revisions) {
  std::string out;
  for (const std::string& revision : revisions) {
    if (!out.empty()) out += text::say("common.comma");
    out += whose(model, revision);
    if (const std::string at = when(model, revision); !at.empty()) out += " " + at;
  }
  return out;
}

// Who removed the row and, as far as that is known here, who changed it; what is not known is asked for.
std::string removed_and_changed(Frame& frame, const ConflictShown& shown, std::string_view noun) {
  const app::OpenReport& report = *frame.model.report;
  std::vector<std::string> removers, writers;
  for (const ConflictSide& side : shown.sides) removers.push_back(side.revision);
  if (!app::unread_before(report, shown.place.path).empty()) frame.ask(app::ReadBefore{shown.place.path});
  for (const std::string& path : app::unasked_authors(report, shown.changes)) frame.ask(app::AskAuthors{path});
  if (shown.state_before) writers = app::writers_of(report, *shown.state_before, shown.changes);
  const std::string removed = who_and_when(frame.model, removers);
  if (writers.empty()) return text::say("conflict.row_removed", {removed, noun});
  return text::say("conflict.row_removed_changed", {removed, who_and_when(frame.model, writers), noun});
}

// What those wrote who did not remove it.
void changes_of_row(Frame& frame, const ConflictShown& shown) {
  if (shown.changes.empty()) return;
  const Card card(frame.ui);
  text_line(frame.ui, Type::Strong, frame.ui.colour().text, text::say("conflict.row_changes"));
  for (std::size_t i = 0; i < shown.changes.size(); ++i) {
    space(frame.ui, 4);
    change_to_read(frame.ui, shown.changes[i], "###conflict/change/" + std::to_string(i));
  }
}

// A row that some removed while others changed it.
void removed_row(const Decision& decision) {
  Frame& frame = decision.frame;
  const app::OpenReport& report = *frame.model.report;
  const form::Path& path = decision.shown.place.path;
  const report::Row* row = report::find_row(report.state, path);
  const form::Group* group = report.form->find_group(path);
  if (!row || !group) return;
  const std::string_view noun = app::row_noun(group->show);
  std::string words = app::row_words(*group, *row);
  if (words.empty()) words = text::say("conflict.row_empty", {noun});
  {
    const Card card(frame.ui);
    text_line(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("conflict.row_of", {group->label, noun}));
    const TextSpan spans[] = {{words}};
    rich_text(frame.ui, "###conflict/row", spans);
  }
  end_strip(begin_strip(frame.ui, Level::Clash, removed_and_changed(frame, decision.shown, noun)));
  changes_of_row(frame, decision.shown);
  space(frame.ui, 4);
  if (button(frame.ui, Rank::Danger, text::label("common.delete", "###conflict/remove"), decision.enabled))
    frame.ask(app::TakeSide{decision.shown.place, 0});
  ImGui::SameLine();
  if (button(frame.ui, Rank::Quiet, text::label("common.keep", "###conflict/keep"), decision.enabled))
    frame.ask(app::KeepAll{decision.shown.place});
  undo_button(frame);
}

void header(Frame& frame, const ConflictShown& shown) {
  Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  const std::size_t count = report.conflicts.size(), index = report.conflict;
  const std::string title = text::say("conflict.title", {index + 1, count});
  std::string where = place_words(frame.model, shown.place.path);
  if (shown.number > 0) where += " · " + text::say("conflict.nth_sentence", {shown.number});
  const float buttons = button_width(ui, Rank::Bare, text::say("conflict.previous")) +
                        button_width(ui, Rank::Bare, text::say("conflict.next")) + ui.px(4);
  const Box room = take_room({width_left(), ui.px(kControlHeight)});
  const float words = text_width(ui.look, Type::Section, title);
  draw_text_in(ui.look, room, Type::Section, ui.colour().text, title);
  const Box beside{{room.min.x + words + ui.px(16), room.min.y}, {room.max.x - buttons - ui.px(16), room.max.y}};
  const bool fits = text_width(ui.look, Type::Body, where) <= beside.width();
  if (fits) draw_text_in(ui.look, beside, Type::Body, ui.colour().quiet, where);
  const ImVec2 after = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({room.max.x - buttons, room.min.y});
  if (button(ui, Rank::Bare, text::label("conflict.previous", "###conflict/previous"),
             index > 0 ? Enabled::Yes : Enabled::No))
    frame.ask(app::ShowConflict{index - 1});
  ImGui::SameLine(0, ui.px(4));
  if (button(ui, Rank::Bare, text::label("conflict.next", "###conflict/next"),
             index + 1 < count ? Enabled::Yes : Enabled::No))
    frame.ask(app::ShowConflict{index + 1});
  ImGui::SetCursorScreenPos(after);
  if (!fits) text_block(ui, Type::Body, ui.colour().quiet, where);
}

void nothing_left(Frame& frame) {
  Ui& ui = frame.ui;
  const float buttons = button_width(ui, Rank::Quiet, text::say("conflict.to_form")) +
                        button_width(ui, Rank::Bare, text::say("common.undo")) + ui.px(8);
  space(ui, 64);
  empty_state(ui, text::say("conflict.none_left"), text::say("conflict.none_left_means"), buttons);
  if (button(ui, Rank::Quiet, text::label("conflict.to_form", "###conflict/form")))
    frame.ask(app::ShowMiddle{app::Middle::Form});
  ImGui::SameLine();
  const bool can = frame.model.report->undo.can_undo();
  if (button(ui, Rank::Bare, text::label("common.undo", "###conflict/undo"), can ? Enabled::Yes : Enabled::No))
    frame.ask(app::TakeBack{});
}

void one_conflict(Frame& frame, const ConflictShown& shown) {
  header(frame, shown);
  const std::string locked = app::locked_because(frame.model, shown.place.path);
  if (!locked.empty()) end_strip(begin_strip(frame.ui, Level::Info, text::say("conflict.locked", {locked})));
  const Decision decision{frame, shown, locked.empty() ? Enabled::Yes : Enabled::No};
  if (shown.place.kind == Kind::Row) return removed_row(decision);
  context(frame, "###conflict/before", shown.before);
  {
    const Card card(frame.ui);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), 0});
    rows_of_sides(decision);
    ImGui::PopStyleVar();
    space(frame.ui, 4);
    below_the_sides(decision);
    own_editor(frame, shown);
  }
  context(frame, "###conflict/after", shown.after);
}

}  // namespace

void conflict_column(Frame& frame) {
  scroll_column(frame.ui, "###conflicts", {0, 0}, kFormWidthMax, [&] {
    const app::OpenReport& report = *frame.model.report;
    std::optional<ConflictShown>& shown = frame.memory.conflict;
    if (report.conflict < report.conflicts.size())
      show_conflict(shown, report, report.conflicts[report.conflict], frame.model.home.names.teams);
    else
      shown.reset();
    shown ? one_conflict(frame, *shown) : nothing_left(frame);
  });
}

}  // namespace ziping::view
