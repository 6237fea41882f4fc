#include "client/view/reading_sheet.h"

#include <algorithm>

#include "client/app/remarks.h"
#include "client/text/say.h"
#include "client/view/reading_table.h"
#include "client/view/remark_question.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/rich_text.h"
#include "client/view/widgets/utf32.h"
#include "shared/merge/sentence.h"

namespace ziping::view {
namespace {

constexpr float kMargin = 72, kNarrowMargin = 32;
constexpr float kNarrowBelow = 640;
constexpr std::string_view kIndent = "　　";  // two characters

// A remark on the sheet: which of the report's, and where.
struct Placed {
  std::size_t remark = 0;
  app::RemarkPlace place;
};

std::vector<Placed> placed_remarks(const app::OpenReport& report) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < report.remarks.size(); ++i) {
    const app::RemarkStanding standing = app::standing(report.remarks[i]);
    if (standing == app::RemarkStanding::Withdrawn || standing == app::RemarkStanding::Refused) continue;
    if (const auto place = app::place_in(report, report.remarks[i])) out.push_back({i, *place});
  }
  return out;
}

// The rows of the title, about equally long: a last row of one character looks forgotten.
TextRows title_rows(const Ui& ui, std::u32string_view words, float width) {
  const Advance advance = advance_of(ui.look, Type::Page);
  const std::size_t count = TextRows(words, width, advance).rows().size();
  float total = 0;
  for (const char32_t c : words) total += advance(c);
  for (float narrow = total / static_cast<float>(count); narrow < width; narrow += ui.look.type_px(Type::Page)) {
    TextRows rows(words, narrow, advance);
    if (rows.rows().size() == count) return rows;
  }
  return TextRows(words, width, advance);
}

void title(Frame& frame, std::string_view words) {
  Ui& ui = frame.ui;
  const float width = width_left(), line = std::round(ui.look.type_px(Type::Page) * kProseLineHeight);
  const std::u32string wide = from_utf8(words);
  const TextRows laid = title_rows(ui, wide, width);
  for (const TextRow& row : laid.rows())
    draw_text_in(ui.look, take_room({width, line}), Type::Page, ui.colour().text,
                 to_utf8(std::u32string_view(wide).substr(row.begin, row.end - row.begin)), Align::Centre);
  space(ui, 24);
}

Type type_of(int level) {
  if (level == 1) return Type::Section;
  return level > 0 ? Type::Strong : Type::Body;
}

// A stretch of the paragraph with one ground, and the sentence that it belongs to.
struct Stretch {
  std::size_t begin = 0, end = 0;
  std::size_t sentence_begin = 0, sentence_end = 0;
};

// Cut where a sentence or the words of a remark end.
std::vector<Stretch> stretches(const std::string& text, const std::vector<Placed>& here) {
  std::vector<Stretch> out;
  std::size_t at = 0;
  for (const std::string_view sentence : merge::sentences(text)) {
    const std::size_t end = at + sentence.size();
    std::vector<std::size_t> cuts{end};
    for (const Placed& one : here)
      for (const std::size_t cut : {one.place.begin, one.place.end})
        if (cut > at && cut < end) cuts.push_back(cut);
    std::ranges::sort(cuts);
    std::size_t from = at;
    for (const std::size_t cut : cuts) {
      if (cut > from) out.push_back({from, cut, at, end});
      from = cut;
    }
    at = end;
  }
  return out;
}

bool is_remarked(const Stretch& one, const std::vector<Placed>& here) {
  return std::ranges::any_of(
      here, [&](const Placed& placed) { return placed.place.begin < one.end && one.begin < placed.place.end; });
}

// Beside a paragraph or a row, which `id` names: how many remarks are about it. Shows them when it is pressed.
void margin_mark(Frame& frame, Box paragraph, const std::string& id, std::size_t count) {
  Ui& ui = frame.ui;
  const std::string words = std::to_string(count);
  const ImVec2 at{paragraph.max.x + ui.px(8), paragraph.min.y};
  const Box box{at, {at.x + badge_width(ui, words) + ui.px(8), at.y + ui.px(28)}};
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const Item item = button_item_at(text::say("reading.remark", {words}) + "###margin/" + id, box);
  draw_badge(ui, {box.min.x + ui.px(4), box.centre().y}, Mark::Pencil, words, Tone::Warn);
  if (item.ringed) focus_ring(ui.look, box);
  if (item.pressed) {
    frame.ask(app::ShowSide{app::Side::Remarks});
    frame.memory.panes.right.folded = Folded::No;
  }
  ImGui::SetCursorScreenPos(after);
}

void words_of(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here) {
  Ui& ui = frame.ui;
  const std::string number = std::to_string(index), id = "###paragraph/" + number;
  const std::vector<Stretch> cut = stretches(one.text, here);
  const std::string words = std::string(kIndent) + one.text;
  std::vector<TextSpan> spans;
  for (const Stretch& stretch : cut) {
    const std::size_t begin = spans.empty() ? 0 : kIndent.size() + stretch.begin;
    spans.push_back({std::string_view(words).substr(begin, kIndent.size() + stretch.end - begin),
                     is_remarked(stretch, here) ? SpanStyle::Remarked : SpanStyle::Plain});
  }
  const bool asks = app::may_remark(frame.model);
  const RichOutcome outcome = rich_text(ui, id, spans, 0, type_of(one.level), asks ? Pressable::Yes : Pressable::No);
  if (!here.empty()) margin_mark(frame, outcome.box, number, here.size());
  if (!asks) return;
  if (outcome.pressed) {
    const Stretch& pressed = cut[*outcome.pressed];
    ask_for_remark(frame, index, pressed.sentence_begin, pressed.sentence_end);
  } else if (outcome.pressed_whole) {
    ask_for_remark(frame, index, 0, one.text.size());
  }
}

// A remark that was chosen in the list comes into sight, with what was drawn last.
void follow(Frame& frame, const std::vector<Placed>& here) {
  std::string& wanted = frame.memory.remark.reading_at;
  if (wanted.empty()) return;
  const auto& remarks = frame.model.report->remarks;
  if (std::ranges::none_of(here, [&](const Placed& one) { return remarks[one.remark].remark.id == wanted; })) return;
  ImGui::SetScrollHereY(0.3f);
  wanted.clear();
}

void sheet_table(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here) {
  const std::string number = std::to_string(index);
  TableUse use;
  use.pressable = app::may_remark(frame.model) ? Pressable::Yes : Pressable::No;
  use.is_remarked = [&](std::size_t row, std::size_t column) {
    return std::ranges::any_of(here, [&](const Placed& placed) {
      return placed.place.row == row && placed.place.column.value_or(column) == column;
    });
  };
  use.beside = [&](std::size_t row, Box box) {
    std::vector<Placed> in_row;
    std::ranges::copy_if(here, std::back_inserter(in_row),
                         [&](const Placed& placed) { return placed.place.row == row; });
    if (in_row.empty()) return;
    follow(frame, in_row);
    margin_mark(frame, box, number + "/" + std::to_string(row), in_row.size());
  };
  const auto pressed = reading_table(frame.ui, "###paragraph/" + number, one.table, {}, use);
  if (pressed) ask_for_remark_in_table(frame, index, pressed->row, pressed->column);
  space(frame.ui, 12);
}

void paragraph(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here) {
  Ui& ui = frame.ui;
  if (one.title) return title(frame, one.text);
  if (!one.table.empty()) return sheet_table(frame, one, index, here);
  if (one.at_right) {
    const float line = std::round(ui.look.type_px(Type::Body) * kProseLineHeight);
    const Box room = take_room({width_left(), line});
    return draw_text_in(ui.look, {room.min, {room.max.x - ui.look.type_px(Type::Body) * 2, room.max.y}}, Type::Body,
                        ui.colour().text, one.text, Align::Right);
  }
  if (one.level == 1) space(ui, 12);
  if (one.level == 2) space(ui, 4);
  words_of(frame, one, index, here);
}

}  // namespace

void reading_sheet(Frame& frame, const std::vector<app::Paragraph>& document) {
  Ui& ui = frame.ui;
  const std::vector<Placed> placed = placed_remarks(*frame.model.report);
  const Card card(ui, width_left() < ui.px(kNarrowBelow) ? kNarrowMargin : kMargin);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(4)});
  bool closing = false;
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (document[i].at_right && !closing) space(ui, 32);
    closing = document[i].at_right;
    std::vector<Placed> here;
    std::ranges::copy_if(placed, std::back_inserter(here), [i](const Placed& one) { return one.place.paragraph == i; });
    if (document[i].table.empty()) follow(frame, here);
    paragraph(frame, document[i], i, here);
  }
  frame.memory.remark.reading_at.clear();  // what stands nowhere on it is not waited for
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
