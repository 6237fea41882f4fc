#include "client/view/widgets/panes.h"

#include <imgui_internal.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

constexpr float kGrip = 8;  // of the border, for the mouse

enum class Side { Left, Right };

constexpr ImGuiWindowFlags kPaneFlags = ImGuiWindowFlags_NoSavedSettings;

void pane(const std::string& id, Colour ground, ImVec2 size, ImGuiWindowFlags flags, const Draw& content) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ground);
  if (ImGui::BeginChild(id.c_str(), size, ImGuiChildFlags_NavFlattened, kPaneFlags | flags)) content();
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

// The border of a pane: drag to resize, double-click to fold.
void border(Ui& ui, const std::string& id, PaneState& state, Side side, float x, float top, float height,
            std::string_view how_to_fold) {
  const Box grip{{x - ui.px(kGrip) / 2, top}, {x + ui.px(kGrip) / 2, top + height}};
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop | ImGuiItemFlags_NoNav, true);
  const Item item = button_item_at(id, grip);
  ImGui::PopItemFlag();
  if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (item.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1)) {
    const float moved = ImGui::GetIO().MouseDelta.x / ui.look.scale;
    state.width = std::clamp(state.width + (side == Side::Left ? moved : -moved), kPaneWidthMin, kPaneWidthMax);
  }
  if (item.double_clicked) state.folded = Folded::Yes;
  if (!item.held) explain_on_hover(ui, item, how_to_fold);
  vertical_line(ui.look, x, top, top + height, item.hovered || item.held ? ui.colour().accent : ui.colour().line);
}

// Read from top to bottom, turned to the right.
void draw_on_its_side(Ui& ui, Box box, float top, Colour ink, std::string_view name) {
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const float width = std::ceil(text_width(ui.look, Type::Small, name)) + 1, height = ui.px(18);
  // Written where there is room for it, and then turned.
  const ImVec2 at{std::max(box.max.x - width, 0.0f), top};
  list->PushClipRectFullScreen();
  const int first = list->VtxBuffer.Size;
  draw_text_in(ui.look, {at, {at.x + width, at.y + height}}, Type::Small, ink, name);
  for (int i = first; i < list->VtxBuffer.Size; ++i) {
    ImVec2& vertex = list->VtxBuffer[i].pos;
    vertex = {box.centre().x + height / 2 - (vertex.y - at.y), top + vertex.x - at.x};
  }
  list->PopClipRect();
}

constexpr std::size_t kCountedMost = 99;  // as wide as the rail bears

// Each mark with its number below it.
void draw_counts(const Ui& ui, Box box, float top, std::span<const RailCount> counts) {
  for (const RailCount& one : counts) {
    if (one.count == 0) continue;
    const Colour ink = ink_of(ui.colour(), one.tone);
    top += ui.px(12);
    draw_mark(ui.look, {box.centre().x, top + ui.px(7)}, ui.px(14), one.mark, ink);
    top += ui.px(14);
    const std::string number =
        one.count > kCountedMost ? std::to_string(kCountedMost) + "+" : std::to_string(one.count);
    draw_text_in(ui.look, {{box.min.x, top}, {box.max.x, top + ui.px(18)}}, Type::Small, ink, number, Align::Centre);
    top += ui.px(18);
  }
}

// What stays of a folded pane: its name from top to bottom, to be pressed, and what waits in it.
void rail(Ui& ui, const std::string& id, PaneState& state, Side side, Box box, const PaneWords& words) {
  const std::string_view name = words.name;
  const Item item = button_item_at(id, box);
  const Palette& colour = ui.colour();
  const bool lit = item.hovered || item.ringed;
  fill(ui.look, box, lit ? colour.accent_soft : colour.surface);
  vertical_line(ui.look, side == Side::Left ? box.max.x - 1 : box.min.x, box.min.y, box.max.y, colour.line);
  const Colour ink = lit ? colour.accent : colour.quiet;
  float top = box.min.y + ui.px(16);
  draw_mark(ui.look, {box.centre().x, top + ui.px(6)}, ui.px(12), side == Side::Left ? Mark::Right : Mark::Left, ink);
  top += ui.px(24);
  const bool latin = std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (latin) {
    draw_on_its_side(ui, box, top, ink, name);
    top += text_width(ui.look, Type::Small, name);
  }
  for (const char32_t character : latin ? std::u32string() : from_utf8(name)) {
    const float height = ui.px(18);
    draw_text_in(ui.look, {{box.min.x, top}, {box.max.x, top + height}}, Type::Small, ink, to_utf8({&character, 1}),
                 Align::Centre);
    top += height;
  }
  draw_counts(ui, box, top, words.counts);
  explain_on_hover(ui, item, words.counted);
  if (item.pressed) state.folded = Folded::No;
}

void bar(Ui& ui, std::string_view id, float height_at_100, float line_at, const Draw& content) {
  const float height = ui.px(height_at_100);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(12), 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.colour().surface);
  const std::string name(id);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | kPaneFlags;
  if (ImGui::BeginChild(name.c_str(), {width, height},
                        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened, kFlags))
    content();
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  horizontal_line(ui.look, at.x, at.x + width, at.y + line_at * (height - 1), ui.colour().line);
}

void fold_by_itself(PaneState& pane) {
  pane.by_itself = pane.by_itself || pane.folded == Folded::No;
  pane.folded = Folded::Yes;
}

// What folded by itself in another window, where there is room by now.
void open_again(Panes& panes, float width_at_100) {
  if (!std::exchange(panes.taken_up, false)) return;
  if (panes.left.by_itself && width_at_100 >= kLeftFoldsBelow) panes.left.folded = Folded::No;
  if (panes.right.by_itself && width_at_100 >= kRightFoldsBelow) panes.right.folded = Folded::No;
}

void fold_when_narrow(Panes& panes, float width_at_100) {
  open_again(panes, width_at_100);
  const auto became_narrower_than = [&](float width) {
    return width_at_100 < width && (panes.last_width == 0 || panes.last_width >= width);
  };
  if (became_narrower_than(kLeftFoldsBelow)) fold_by_itself(panes.left);
  if (became_narrower_than(kRightFoldsBelow)) fold_by_itself(panes.right);
  panes.last_width = width_at_100;
  const bool both = panes.left.folded == Folded::No && panes.right.folded == Folded::No;
  const float least = panes.left.width + std::min(panes.right.width, kPaneWidthMin) + kMiddleWidthMin;
  if (both && width_at_100 < least) fold_by_itself(panes.left_was_open ? panes.left : panes.right);
  for (PaneState* pane : {&panes.left, &panes.right}) pane->by_itself = pane->by_itself && pane->folded == Folded::Yes;
  panes.left_was_open = panes.left.folded == Folded::No;
}

constexpr std::string_view kOpen = "open", kFolded = "folded", kByItself = "by-itself";

std::string_view stored_fold(const PaneState& pane) {
  if (pane.folded == Folded::No) return kOpen;
  return pane.by_itself ? kByItself : kFolded;
}

std::string_view next_word(std::string_view& left) {
  const std::size_t end = std::min(left.find(' '), left.size());
  const std::string_view word = left.substr(0, end);
  left.remove_prefix(std::min(end + 1, left.size()));
  return word;
}

std::optional<int> whole_number(std::string_view word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

std::optional<PaneState> read_pane(std::string_view& left) {
  const auto width = whole_number(next_word(left));
  const std::string_view fold = next_word(left);
  if (!width || (fold != kOpen && fold != kFolded && fold != kByItself)) return std::nullopt;
  return PaneState{std::clamp(static_cast<float>(*width), kPaneWidthMin, kPaneWidthMax),
                   fold == kOpen ? Folded::No : Folded::Yes, fold == kByItself};
}

// A width that such a window may have had, for none of them is to fold anew in one that is no narrower.
float last_width_of(int too_narrow_for) {
  return too_narrow_for == 0 ? kRightFoldsBelow : too_narrow_for == 1 ? kLeftFoldsBelow : 1;
}

}  // namespace

std::string stored_panes(const Panes& panes) {
  const auto pane = [](const PaneState& one) {
    return std::to_string(std::lround(one.width)) + " " + std::string(stored_fold(one)) + " ";
  };
  const int too_narrow_for =
      (panes.last_width < kLeftFoldsBelow ? 1 : 0) + (panes.last_width < kRightFoldsBelow ? 1 : 0);
  return pane(panes.left) + pane(panes.right) + std::to_string(too_narrow_for);
}

void take_up(Panes& panes, std::string_view kept) {
  const auto left = read_pane(kept), right = left ? read_pane(kept) : std::nullopt;
  const auto too_narrow_for = right ? whole_number(kept) : std::nullopt;
  if (!too_narrow_for || *too_narrow_for < 0 || *too_narrow_for > 2) return;
  panes.left = *left;
  panes.right = *right;
  panes.last_width = last_width_of(*too_narrow_for);
  panes.left_was_open = left->folded == Folded::No;
  panes.taken_up = true;
}

void split_panes(Ui& ui, std::string_view id, Panes& panes, ImVec2 size, const Draw& left, const Draw& middle,
                 const Draw& right, PaneWords left_words, PaneWords right_words) {
  fold_when_narrow(panes, size.x / ui.look.scale);
  const bool left_open = panes.left.folded == Folded::No;
  const bool right_open = panes.right.folded == Folded::No;
  const float left_width = ui.px(left_open ? panes.left.width : kRailWidth);
  float right_width = ui.px(right_open ? panes.right.width : kRailWidth);
  // Where there is not room for all three, the sides give way before the form does.
  const float over = left_width + right_width + ui.px(kMiddleWidthMin) - size.x;
  if (over > 0 && right_open) right_width = std::max(std::min(right_width, ui.px(kPaneWidthMin)), right_width - over);
  const float middle_width = std::max(size.x - left_width - right_width, 1.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name(id);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const auto with_spacing = [&](const Draw& content, Pane pane) {
    return [&ui, &panes, &content, pane] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(8)});
      if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) panes.keyboard = pane;
      if (panes.gives_keyboard == pane) {
        // Whoever has it would claim it back when he is drawn, later in this frame.
        ImGui::SetNavID(0, ImGuiNavLayer_Main, 0, ImRect());
        ImGui::SetKeyboardFocusHere();
        panes.gives_keyboard.reset();
      }
      content();
      ImGui::PopStyleVar();
    };
  };
  // Between two panes a strip belongs to neither, so that the mouse finds their border there.
  const float grip = ui.px(kGrip);
  const auto side = [&](Side which, PaneState& state, float x, float width, const Draw& content, PaneWords words) {
    const std::string part = name + (which == Side::Left ? "/left" : "/right");
    const Box box{{x, at.y}, {x + width, at.y + size.y}};
    if (state.folded == Folded::Yes) return rail(ui, part + "_rail", state, which, box, words);
    fill(ui.look, box, ui.colour().surface);
    ImGui::SetCursorScreenPos({x + (which == Side::Right ? grip / 2 : 0), at.y});
    pane(part, ui.colour().surface, {width - grip / 2, size.y}, 0,
         with_spacing(content, which == Side::Left ? Pane::Left : Pane::Right));
  };
  const float middle_at = at.x + left_width;
  const float right_at = middle_at + middle_width;
  const float from = middle_at + (left_open ? grip / 2 : 0);
  const float to = right_at - (right_open ? grip / 2 : 0);
  side(Side::Left, panes.left, at.x, left_width, left, left_words);
  ImGui::SetCursorScreenPos({from, at.y});
  pane(name + "/middle", ui.colour().ground, {to - from, size.y}, 0, with_spacing(middle, Pane::Middle));
  side(Side::Right, panes.right, right_at, right_width, right, right_words);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  ImGui::PopStyleVar();
  if (left_open)
    border(ui, name + "/left_border", panes.left, Side::Left, middle_at - 1, at.y, size.y, left_words.how_to_fold);
  if (right_open)
    border(ui, name + "/right_border", panes.right, Side::Right, right_at, at.y, size.y, right_words.how_to_fold);
}

void top_bar(Ui& ui, std::string_view id, const Draw& content) { bar(ui, id, kTopBarHeight, 1, content); }

void status_bar(Ui& ui, std::string_view id, const Draw& content) { bar(ui, id, kStatusHeight, 0, content); }

void scroll_column(Ui& ui, std::string_view id, ImVec2 size, float width_max_at_100, const Draw& content) {
  const std::string name(id);
  if (ImGui::BeginChild(name.c_str(), size, ImGuiChildFlags_NavFlattened, kPaneFlags)) {
    const float room = width_left();
    const float margin = ui.px(24);
    const float width = std::max(std::min(room - 2 * margin, ui.px(width_max_at_100)), 1.0f);
    ImGui::SetCursorPos({std::round((room - width) / 2), margin});
    {
      const Column column(width);
      content();
    }
    ImGui::Dummy({0, margin});
  }
  ImGui::EndChild();
}

void whole_window(Ui&, std::string_view id, const Draw& content) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  const std::string name(id);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoScrollWithMouse;
  if (ImGui::Begin(name.c_str(), nullptr, kFlags)) content();
  ImGui::End();
}

}  // namespace ziping::view
