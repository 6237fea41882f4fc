#include "client/view/plots.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/widgets/blocks.h"
#include "shared/base/decimal.h"

namespace ziping::view {
namespace {

constexpr float kPlotRowHeight = 28, kPlotBarHeight = 14, kPlotGap = 12;  // at 100 %
constexpr float kBarLeast = 48;
constexpr float kLabelShare = 0.34f, kWordsShare = 0.4f;  // of the width, at most

struct Measures {
  float label = 0, bar = 0, words = 0;
};

Measures measure(const Ui& ui, const app::Plot& plot, float width) {
  Measures out;
  for (const app::PlotGroup& group : plot.groups)
    for (const app::PlotBar& bar : group.bars) {
      out.label = std::max(out.label, text_width(ui.look, Type::Body, bar.label));
      out.words = std::max(out.words, text_width(ui.look, Type::Small, bar_words(bar)));
    }
  out.label = std::min(out.label, std::floor(width * kLabelShare));
  out.words = std::min(out.words, std::floor(width * kWordsShare));
  out.bar = std::max(width - out.label - out.words - 2 * ui.px(kPlotGap), ui.px(kBarLeast));
  return out;
}

void draw_bar(const Ui& ui, Box room, const app::PlotBar& bar, const std::string& most) {
  const float top = std::round(room.centre().y - ui.px(kPlotBarHeight) / 2);
  const auto as_long_as = [&](const std::string& figure) {
    const float length = std::round(room.width() * std::min(app::share(figure, most), 1.0f));
    return Box{{room.min.x, top}, {room.min.x + length, top + ui.px(kPlotBarHeight)}};
  };
  const Box whole = as_long_as(bar.whole), part = as_long_as(bar.part);
  if (whole.width() > 0) fill(ui.look, whole, ui.colour().accent_soft, 2);
  if (whole.width() > 0) outline(ui.look, whole, ui.colour().accent, 2);
  if (part.width() > 0) fill(ui.look, part, ui.colour().accent, 2);
  vertical_line(ui.look, room.min.x, room.min.y, room.max.y, ui.colour().line_strong);
}

// A row that can be pressed where there is a place to go to.
Item row_item(const app::PlotBar& bar, ImVec2 size, std::size_t group, std::size_t row) {
  const std::string id = "###plots/" + std::to_string(group) + "/" + std::to_string(row);
  if (!bar.path.empty()) return button_item(bar.label + id, size);
  Item out;
  out.box = take_room(size);
  out.visible = ImGui::IsRectVisible(out.box.min, out.box.max);
  out.hovered = out.visible && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(out.box.min, out.box.max);
  return out;
}

void draw_row(const Ui& ui, const Item& item, const app::PlotBar& bar, const std::string& most,
              const Measures& measures) {
  if (item.hovered && item.id != 0) fill(ui.look, item.box, faded(ui.colour().accent_soft, 128), kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const float left = item.box.min.x, top = item.box.min.y, bottom = item.box.max.y;
  const float bar_left = left + measures.label + ui.px(kPlotGap), bar_right = bar_left + measures.bar;
  draw_text_in(ui.look, {{left, top}, {left + measures.label, bottom}}, Type::Body, ui.colour().text, bar.label);
  draw_bar(ui, {{bar_left, top}, {bar_right, bottom}}, bar, most);
  draw_text_in(ui.look, {{bar_right + ui.px(kPlotGap), top}, {item.box.max.x, bottom}}, Type::Small,
               bar.disputed ? ui.colour().clash : ui.colour().quiet, bar_words(bar), Align::Right);
}

}  // namespace

std::string bar_words(const app::PlotBar& bar) {
  if (bar.disputed) return std::string(mark_text(Mark::Clash)) + " " + std::string(text::say("plots.disputed"));
  if (bar.part.empty() && bar.whole.empty()) return std::string(text::say("plots.unfilled"));
  const auto or_none = [](const std::string& figure) {
    return figure.empty() ? std::string(text::say("plots.none_yet")) : base::grouped(figure);
  };
  if (bar.rate.empty()) return text::say("plots.of", {or_none(bar.part), or_none(bar.whole)});
  return text::say("plots.of_rated", {or_none(bar.part), or_none(bar.whole), base::grouped(bar.rate)});
}

std::string plot_bars(Frame& frame, const app::Plot& plot) {
  const Ui& ui = frame.ui;
  const float width = width_left();
  const Measures measures = measure(ui, plot, width);
  std::string pressed;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t i = 0; i < plot.groups.size(); ++i) {
    const app::PlotGroup& group = plot.groups[i];
    if (i > 0) space(ui, 8);
    if (plot.groups.size() > 1) text_line(ui, Type::Small, ui.colour().quiet, group.heading);
    for (std::size_t row = 0; row < group.bars.size(); ++row) {
      const app::PlotBar& bar = group.bars[row];
      const Item item = row_item(bar, {width, ui.px(kPlotRowHeight)}, i, row);
      if (!item.visible) continue;
      draw_row(ui, item, bar, group.most, measures);
      const std::string words = bar_words(bar);
      const bool cut = text_width(ui.look, Type::Body, bar.label) > measures.label + 1 ||
                       text_width(ui.look, Type::Small, words) > measures.words + 1;
      if (cut) explain_on_hover(ui, item, text::say("plots.whole", {bar.label, words}));
      if (!cut && !bar.path.empty()) explain_on_hover(ui, item, text::say("plots.go"));
      if (item.pressed) pressed = bar.path;
    }
  }
  ImGui::PopStyleVar();
  return pressed;
}

}  // namespace ziping::view
