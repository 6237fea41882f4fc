#include "client/view/reading_sheet.h"

#include <algorithm>
#include <span>

#include "client/app/remarks.h"
#include "client/text/say.h"
#include "client/view/reading_table.h"
#include "client/view/remark_question.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/rich_text.h"
#include "client/view/widgets/utf32.h"
#include "shared/base/utf8.h"
#include "shared/merge/sentence.h"

namespace ziping::view {
namespace {

constexpr float kMargin = 72, kNarrowMargin = 32;
constexpr float kNarrowBelow = 640;
constexpr std::size_t kSaidInMargin = 60;     // characters
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

// What is looked for in one paragraph, or in its table.
struct Sought {
  std::span<const app::Found> here;
  const app::Found* gone_to = nullptr;  // wherever it is
};

Sought sought_in(const app::OpenReport& report, std::size_t paragraph) {
  const app::Find& find = report.find;
  if (!find.open || find.sheet.empty()) return {};
  const auto here = std::ranges::equal_range(find.found, paragraph, {}, &app::Found::paragraph);
  const bool gone_to = find.gone_to && find.at < find.found.size();
  return {{here.begin(), here.end()}, gone_to ? &find.found[find.at] : nullptr};
}

// The one that was gone to, where it stands in this paragraph and is to be scrolled to.
const app::Found* wanted_of(const Frame& frame, const Sought& sought) {
  if (!frame.model.report->find.scrolls) return nullptr;
  const auto at = std::ranges::find_if(sought.here, [&](const app::Found& one) { return &one == sought.gone_to; });
  return at == sought.here.end() ? nullptr : &*at;
}

void scroll_to_found(Frame& frame, float top) {
  ImGui::SetScrollFromPosY(top - ImGui::GetWindowPos().y, 0.4f);
  frame.ask(app::Arrived{});
}

// The ground of a cell, or of a line, that holds words which are looked for.
void found_ground(const Ui& ui, const Sought& sought, std::size_t row, std::size_t column, Box box) {
  for (const app::Found& one : sought.here) {
    if (one.row != row || one.column != column) continue;
    fill(ui.look, box, ui.colour().accent_soft);
    if (&one == sought.gone_to) focus_ring(ui.look, box);
  }
}

void title(Frame& frame, std::string_view words, const Sought& sought) {
  Ui& ui = frame.ui;
  const float width = width_left(), line = std::round(ui.look.type_px(Type::Page) * kProseLineHeight);
  const std::u32string wide = from_utf8(words);
  const TextRows laid = title_rows(ui, wide, width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  found_ground(ui, sought, 0, 0, {at, {at.x + width, at.y + line * static_cast<float>(laid.rows().size())}});
  if (wanted_of(frame, sought)) scroll_to_found(frame, at.y);
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

// Where the words of a remark, and those that are looked for, begin and end.
std::vector<std::size_t> edges_in(const std::vector<Placed>& here, const Sought& sought) {
  std::vector<std::size_t> out;
  for (const Placed& one : here) out.insert(out.end(), {one.place.begin, one.place.end});
  for (const app::Found& one : sought.here) out.insert(out.end(), {one.offset, one.offset + one.size});
  return out;
}

// Cut at these edges and where a sentence ends.
std::vector<Stretch> stretches(const std::string& text, const std::vector<std::size_t>& edges) {
  std::vector<Stretch> out;
  std::size_t at = 0;
  for (const std::string_view sentence : merge::sentences(text)) {
    const std::size_t end = at + sentence.size();
    std::vector<std::size_t> cuts{end};
    std::ranges::copy_if(edges, std::back_inserter(cuts), [&](std::size_t cut) { return cut > at && cut < end; });
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

SpanStyle style_of(const Stretch& one, const std::vector<Placed>& here, const Sought& sought) {
  const auto at = std::ranges::find_if(sought.here, [&](const app::Found& found) {
    return found.offset <= one.begin && one.begin < found.offset + found.size;
  });
  if (at != sought.here.end()) return &*at == sought.gone_to ? SpanStyle::FoundHere : SpanStyle::Found;
  return is_remarked(one, here) ? SpanStyle::Remarked : SpanStyle::Plain;
}

// 财政审核员, and below it 请附依据。；另有 1 条
std::string said_there(const Frame& frame, const std::vector<Placed>& here) {
  const sync::RemarkHeader& first = frame.model.report->remarks[here.front().remark].remark.header;
  std::string out = app::user_name(frame.model, first.author) + "\n" + base::excerpt(first.text, kSaidInMargin);
  if (here.size() > 1) out += text::say("reading.more_remarks", {here.size() - 1});
  return out;
}

// Beside a paragraph or a row, which `id` names: how many remarks are about it. Leads to them when it is pressed.
void margin_mark(Frame& frame, Box paragraph, const std::string& id, const std::vector<Placed>& here) {
  Ui& ui = frame.ui;
  const std::string words = std::to_string(here.size());
  const ImVec2 at{paragraph.max.x + ui.px(8), paragraph.min.y};
  const Box box{at, {at.x + badge_width(ui, words) + ui.px(8), at.y + ui.px(28)}};
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const Item item = button_item_at(text::say("reading.remark", {words}) + "###margin/" + id, box);
  draw_badge(ui, {box.min.x + ui.px(4), box.centre().y}, kRemarkMark, words, Tone::Warn);
  if (item.ringed) focus_ring(ui.look, box);
  explain_on_hover(ui, item, said_there(frame, here));
  if (item.pressed) {
    std::vector<std::string> remarks;
    for (const Placed& one : here) remarks.push_back(frame.model.report->remarks[one.remark].remark.id);
    lead_to_remarks(frame, std::move(remarks), item);
  }
  ImGui::SetCursorScreenPos(after);
}

void words_of(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here,
              const Sought& sought) {
  Ui& ui = frame.ui;
  const std::string number = std::to_string(index), id = "###paragraph/" + number;
  const std::vector<Stretch> cut = stretches(one.text, edges_in(here, sought));
  const std::string words = std::string(kIndent) + one.text;
  std::vector<TextSpan> spans;
  for (const Stretch& stretch : cut) {
    const std::size_t begin = spans.empty() ? 0 : kIndent.size() + stretch.begin;
    spans.push_back(
        {std::string_view(words).substr(begin, kIndent.size() + stretch.end - begin), style_of(stretch, here, sought)});
  }
  const bool asks = app::may_remark(frame.model);
  const RichOutcome outcome = rich_text(ui, id, spans, 0, type_of(one.level), asks ? Pressable::Yes : Pressable::No);
  if (const app::Found* wanted = wanted_of(frame, sought)) {
    const auto at = std::ranges::find_if(cut, [&](const Stretch& stretch) { return stretch.end > wanted->offset; });
    const auto span = static_cast<std::size_t>(at - cut.begin());
    const float width = outcome.box.width();
    scroll_to_found(frame, outcome.box.min.y + span_top(ui, id, spans, span, width, type_of(one.level)));
  }
  if (!here.empty()) margin_mark(frame, outcome.box, number, here);
  if (!asks) return;
  if (outcome.pressed) {
    const Stretch& pressed = cut[*outcome.pressed];
    ask_for_remark(frame, index, pressed.sentence_begin, pressed.sentence_end);
  } else if (outcome.pressed_whole) {
    ask_for_remark_in_paragraph(frame, index);
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

void sheet_table(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here,
                 const Sought& sought) {
  const std::string number = std::to_string(index);
  TableUse use;
  use.pressable = app::may_remark(frame.model) ? Pressable::Yes : Pressable::No;
  use.behind = [&](std::size_t row, std::size_t column, Box cell) {
    const bool remarked = std::ranges::any_of(here, [&](const Placed& placed) {
      return placed.place.row == row && placed.place.column.value_or(column) == column;
    });
    if (remarked) fill(frame.ui.look, cell, frame.ui.colour().warn_soft);
    found_ground(frame.ui, sought, row, column, cell);
  };
  const app::Found* wanted = wanted_of(frame, sought);
  use.beside = [&](std::size_t row, Box box) {
    if (wanted && wanted->row == row) scroll_to_found(frame, box.min.y);
    std::vector<Placed> in_row;
    std::ranges::copy_if(here, std::back_inserter(in_row),
                         [&](const Placed& placed) { return placed.place.row == row; });
    if (in_row.empty()) return;
    follow(frame, in_row);
    margin_mark(frame, box, number + "/" + std::to_string(row), in_row);
  };
  const auto pressed = reading_table(frame.ui, "###paragraph/" + number, one.table, {}, use);
  if (pressed) ask_for_remark_in_table(frame, index, pressed->row, pressed->column);
  space(frame.ui, 12);
}

void paragraph(Frame& frame, const app::Paragraph& one, std::size_t index, const std::vector<Placed>& here) {
  Ui& ui = frame.ui;
  const Sought sought = sought_in(*frame.model.report, index);
  if (one.title) return title(frame, one.text, sought);
  if (!one.table.empty()) return sheet_table(frame, one, index, here, sought);
  if (one.at_right) {
    const float line = std::round(ui.look.type_px(Type::Body) * kProseLineHeight);
    const Box room = take_room({width_left(), line});
    found_ground(ui, sought, 0, 0, room);
    if (wanted_of(frame, sought)) scroll_to_found(frame, room.min.y);
    return draw_text_in(ui.look, {room.min, {room.max.x - ui.look.type_px(Type::Body) * 2, room.max.y}}, Type::Body,
                        ui.colour().text, one.text, Align::Right);
  }
  if (one.level == 1) space(ui, 12);
  if (one.level == 2) space(ui, 4);
  words_of(frame, one, index, here, sought);
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
