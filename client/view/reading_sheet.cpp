#include "client/view/reading_sheet.h"

#include <algorithm>
#include <map>
#include <span>

#include "client/app/remarks.h"
#include "client/text/say.h"
#include "client/view/reading_margin.h"
#include "client/view/reading_table.h"
#include "client/view/remark_question.h"
#include "client/view/sparing.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/rich_text.h"
#include "client/view/widgets/utf32.h"
#include "shared/merge/sentence.h"

namespace ziping::view {
namespace {

constexpr float kMargin = 72, kNarrowMargin = 32;
constexpr float kNarrowBelow = 640;
constexpr std::string_view kIndent = "　　";  // two characters

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

// A paragraph as it was drawn.
struct LaidOut {
  std::string number;  // in the document
  std::vector<Stretch> cut;
  std::vector<TextSpan> spans;  // of these
  Type type = Type::Body;
  Box box{};

  [[nodiscard]] float top_of(Ui& ui, std::size_t span) const {
    return box.min.y + span_top(ui, "###paragraph/" + number, spans, span, box.width(), type);
  }
};

// A remark that was chosen in the list comes into sight, with what begins at this height.
void follow(Frame& frame, std::span<const Placed> here, float top) {
  std::string& wanted = frame.memory.remark.reading_at;
  if (wanted.empty()) return;
  const auto& remarks = frame.model.report->remarks;
  if (std::ranges::none_of(here, [&](const Placed& one) { return remarks[one.remark].remark.id == wanted; })) return;
  ImGui::SetScrollFromPosY(top - ImGui::GetWindowPos().y, 0.3f);
  wanted.clear();
}

// Beside each row of the paragraph in which words begin that something was said about.
void remarks_beside(Frame& frame, Margin& margin, const LaidOut& laid, const std::vector<Placed>& here) {
  std::map<float, std::vector<Placed>> by_top;
  for (const Placed& one : here) {
    const auto at = std::ranges::find_if(laid.cut, [&](const Stretch& cut) { return cut.end > one.place.begin; });
    const float top = laid.top_of(frame.ui, static_cast<std::size_t>(at - laid.cut.begin()));
    follow(frame, {&one, 1}, top);
    by_top[top].push_back(one);
  }
  std::size_t nth = 0;
  for (const auto& [top, remarks] : by_top) {
    margin.beside(top, laid.number + (nth == 0 ? "" : "/" + std::to_string(nth)), remarks);
    ++nth;
  }
}

void words_of(Frame& frame, Margin& margin, const app::Paragraph& one, std::size_t index,
              const std::vector<Placed>& here, const Sought& sought) {
  LaidOut laid{std::to_string(index), stretches(one.text, edges_in(here, sought)), {}, type_of(one.level)};
  const std::string words = std::string(kIndent) + one.text;
  for (const Stretch& stretch : laid.cut) {
    const std::size_t begin = laid.spans.empty() ? 0 : kIndent.size() + stretch.begin;
    laid.spans.push_back(
        {std::string_view(words).substr(begin, kIndent.size() + stretch.end - begin), style_of(stretch, here, sought)});
  }
  const bool asks = app::may_remark(frame.model);
  const RichOutcome outcome = rich_text(frame.ui, "###paragraph/" + laid.number, laid.spans, 0, laid.type,
                                        asks ? Pressable::Yes : Pressable::No);
  laid.box = outcome.box;
  if (const app::Found* wanted = wanted_of(frame, sought)) {
    const auto at = std::ranges::find_if(laid.cut, [&](const Stretch& cut) { return cut.end > wanted->offset; });
    scroll_to_found(frame, laid.top_of(frame.ui, static_cast<std::size_t>(at - laid.cut.begin())));
  }
  remarks_beside(frame, margin, laid, here);
  if (!asks) return;
  if (outcome.pressed) {
    const Stretch& pressed = laid.cut[*outcome.pressed];
    ask_for_remark(frame, index, pressed.sentence_begin, pressed.sentence_end);
  } else if (outcome.pressed_whole) {
    ask_for_remark_in_paragraph(frame, index);
  }
}

void sheet_table(Frame& frame, Margin& margin, const app::Paragraph& one, std::size_t index,
                 const std::vector<Placed>& here, const Sought& sought) {
  const std::string number = std::to_string(index);
  SheetShown& shown = *frame.memory.shown.sheet;
  TableUse use;
  use.kept = &shown.tables[index];
  use.made = shown.source.made;
  for (const Placed& placed : here) use.always.insert(placed.place.row.value_or(0));
  use.pressable = app::may_remark(frame.model) ? Pressable::Yes : Pressable::No;
  use.behind = [&](std::size_t row, std::size_t column, Box cell) {
    const bool remarked = std::ranges::any_of(here, [&](const Placed& placed) {
      return placed.place.row == row && placed.place.column.value_or(column) == column;
    });
    if (remarked) fill(frame.ui.look, cell, frame.ui.colour().warn_soft);
    found_ground(frame.ui, sought, row, column, cell);
  };
  const app::Found* wanted = wanted_of(frame, sought);
  if (wanted) use.always.insert(wanted->row);
  use.beside = [&](std::size_t row, Box box) {
    if (wanted && wanted->row == row) scroll_to_found(frame, box.min.y);
    std::vector<Placed> in_row;
    std::ranges::copy_if(here, std::back_inserter(in_row),
                         [&](const Placed& placed) { return placed.place.row == row; });
    if (in_row.empty()) return;
    follow(frame, in_row, box.min.y);
    margin.beside(box.min.y, number + "/" + std::to_string(row), in_row);
  };
  const auto pressed = reading_table(frame.ui, "###paragraph/" + number, one.table, {}, use);
  if (pressed) ask_for_remark_in_table(frame, index, pressed->row, pressed->column);
  space(frame.ui, 12);
}

void paragraph(Frame& frame, Margin& margin, const app::Paragraph& one, std::size_t index,
               const std::vector<Placed>& here) {
  Ui& ui = frame.ui;
  const Sought sought = sought_in(*frame.model.report, index);
  if (one.title) return title(frame, one.text, sought);
  if (!one.table.empty()) return sheet_table(frame, margin, one, index, here, sought);
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
  words_of(frame, margin, one, index, here, sought);
}

// Where the remarks stand is looked up once for each time that they, or the document, are told.
const std::vector<Placed>& placed_on_sheet(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  const auto read = report.read.find(report.reading);
  std::optional<SheetShown>& shown = frame.memory.shown.sheet;
  SheetShown::Source source{report.opening, report.reading, read == report.read.end() ? 0 : read->second.made,
                            report.remarks_told};
  if (shown && shown->source == source) return shown->placed;
  const auto same = [&source](const SheetShown::Source& one) {
    return one.opening == source.opening && one.reading == source.reading && one.made == source.made;
  };
  if (!shown || !same(shown->source)) frame.memory.shown.sheet_rooms.clear();
  shown.emplace();
  shown->source = std::move(source);
  shown->placed = placed_remarks(report);
  return shown->placed;
}

// What somebody is led to, or something was said about, is drawn wherever it is.
Sparing sparing_of(const Frame& frame, std::size_t index, const std::vector<Placed>& here) {
  const bool wanted = wanted_of(frame, sought_in(*frame.model.report, index)) != nullptr;
  return wanted || !here.empty() ? Sparing::No : Sparing::Yes;
}

void paragraphs(Frame& frame, Margin& margin, const std::vector<app::Paragraph>& document) {
  const std::vector<Placed>& placed = placed_on_sheet(frame);
  bool closing = false;
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (document[i].at_right && !closing) space(frame.ui, 32);
    closing = document[i].at_right;
    const auto about = std::ranges::equal_range(placed, i, {}, [](const Placed& one) { return one.place.paragraph; });
    const std::vector<Placed> here(about.begin(), about.end());
    part_of_page(frame.memory.shown.sheet_rooms, "###part/" + std::to_string(i), sparing_of(frame, i, here),
                 [&] { paragraph(frame, margin, document[i], i, here); });
  }
  frame.memory.remark.reading_at.clear();  // what stands nowhere on it is not waited for
}

}  // namespace

void reading_sheet(Frame& frame, const std::vector<app::Paragraph>& document) {
  Ui& ui = frame.ui;
  const float padding = width_left() < ui.px(kNarrowBelow) ? kNarrowMargin : kMargin;
  const float right = ImGui::GetCursorScreenPos().x + width_left();
  Margin margin(frame, right - ui.px(padding), right);
  {
    const Card card(ui, padding);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(4)});
    paragraphs(frame, margin, document);
    ImGui::PopStyleVar();
  }
  // Cards that found no room beside the words go on below them.
  const float below = margin.bottom() - ImGui::GetCursorScreenPos().y;
  if (below > 0) take_room({1, below});
}

}  // namespace ziping::view
