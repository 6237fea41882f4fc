#include "client/view/widgets/option_list.h"

#include <imgui_internal.h>

#include <algorithm>

#include "client/view/widgets/calendar.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

constexpr std::size_t kRowsShownMax = 12;

bool begins_with(std::string_view option, std::string_view typed) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return option.size() >= typed.size() && std::ranges::equal(option.substr(0, typed.size()), typed, {}, lower, lower);
}

// The first option from `start` on, and round again, that begins so.
std::optional<std::size_t> find_option(std::span<const std::string_view> options, std::string_view typed,
                                       std::size_t start) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::size_t at = (start + i) % options.size();
    if (begins_with(options[at], typed)) return at;
  }
  return std::nullopt;
}

// Goes on with what was typed before; where that leads nowhere, begins anew behind the option that is lit.
void find_typed(OpenList& list, std::span<const std::string_view> options, std::string_view typed) {
  const std::string longer = list.typed + std::string(typed);
  if (const auto at = find_option(options, longer, list.typed.empty() ? 0 : list.at.value_or(0))) {
    list.typed = longer;
    list.at = at;
    return;
  }
  if (const auto at = find_option(options, typed, list.at ? *list.at + 1 : 0)) {
    list.typed = typed;
    list.at = at;
  }
}

void move_by_keys(OpenList& list, std::span<const std::string_view> options) {
  const std::size_t before = list.at.value_or(options.size()), last = options.size() - 1;
  std::size_t at = before;
  if (is_pressed(ImGuiKey_DownArrow)) at = at >= options.size() ? 0 : std::min(at + 1, last);
  if (is_pressed(ImGuiKey_UpArrow)) at = at >= options.size() ? last : at - std::min<std::size_t>(at, 1);
  if (is_pressed(ImGuiKey_Home) || is_pressed(ImGuiKey_PageUp)) at = 0;
  if (is_pressed(ImGuiKey_End) || is_pressed(ImGuiKey_PageDown)) at = last;
  ImGuiIO& io = ImGui::GetIO();
  std::u32string typed;
  if (!(io.KeyCtrl && !io.KeyAlt))
    for (const ImWchar c : io.InputQueueCharacters)
      if (c > 32 && c != 127) typed += static_cast<char32_t>(c);
  io.InputQueueCharacters.resize(0);
  GImGui->WantTextInputNextFrame = 1;
  if (!typed.empty()) return find_typed(list, options, to_utf8(typed));
  if (at == before) return;
  list.at = at;
  list.typed.clear();
}

// Returns the row that was pressed.
std::optional<std::size_t> option_rows(Ui& ui, float width, std::span<const std::string_view> options,
                                       std::size_t current, std::optional<std::size_t> lit, bool moved) {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Item row =
        button_item(std::string(options[i]) + "###option" + std::to_string(i), {width, ui.px(kTableRowHeight)});
    if (lit == i && moved) ImGui::SetScrollHereY();
    if (row.pressed) chosen = i;
    if (!row.visible) continue;
    const bool marked = row.hovered || lit == i;
    if (marked || i == current)
      fill(ui.look, row.box, marked ? ui.colour().accent_soft : ui.colour().ground, kCornerRadius);
    const Box words = row.box.inset(ui.px(8));
    draw_text_in(ui.look, {words.min, {words.max.x - ui.px(20), words.max.y}}, Type::Body, ui.colour().text,
                 options[i]);
    if (i == current)
      draw_mark(ui.look, {words.max.x - ui.px(8), words.centre().y}, ui.px(13), Mark::Check, ui.colour().accent);
  }
  return chosen;
}

float width_of(const Ui& ui, Box field, std::span<const std::string_view> options) {
  float widest = 0;
  for (const std::string_view option : options) widest = std::max(widest, text_width(ui.look, Type::Body, option));
  const float most = std::max(field.width(), ui.px(320));
  return std::clamp(widest + ui.px(52), field.width(), most);
}

}  // namespace

void open_options(Ui& ui, const std::string& popup, std::span<const std::string_view> options, std::size_t current,
                  std::string_view typed) {
  if (options.empty()) return;
  ImGui::OpenPopup(popup.c_str());
  ui.scratch.list = {.id = ImGui::GetID(popup.c_str()), .at = {}, .typed = {}, .day = {}};
  if (!typed.empty()) find_typed(ui.scratch.list, options, typed);
  if (!ui.scratch.list.at && current < options.size()) ui.scratch.list.at = current;
}

OptionOutcome option_list(Ui& ui, const std::string& popup, Box field, std::span<const std::string_view> options,
                          std::size_t current) {
  OptionOutcome outcome;
  OpenList& list = ui.scratch.list;
  if (list.id != ImGui::GetID(popup.c_str()) || options.empty()) return outcome;
  const auto rows_shown = static_cast<float>(std::min(options.size(), kRowsShownMax));
  const ImVec2 size{width_of(ui, field, options), rows_shown * ui.px(kTableRowHeight) + ui.px(8)};
  ImGui::SetNextWindowPos(place_of_popup(ui, field, size));
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNavInputs)) {
    const bool appearing = ImGui::IsWindowAppearing();
    const auto before = list.at;
    if (!appearing) move_by_keys(list, options);
    outcome.chosen = option_rows(ui, width_left(), options, current, list.at, appearing || before != list.at);
    bool enter = false;
    for (const ImGuiKey key : {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Space})
      enter = enter || ImGui::IsKeyPressed(key, false);
    outcome.by_tab = ImGui::IsKeyPressed(ImGuiKey_Tab, false);
    if ((enter || outcome.by_tab) && !appearing && !outcome.chosen) outcome.chosen = list.at;
    if (outcome.chosen || (outcome.by_tab && !appearing)) {
      outcome.closed = true;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  outcome.closed = outcome.closed || !ImGui::IsPopupOpen(popup.c_str());
  if (outcome.closed) list = {};
  return outcome;
}

}  // namespace ziping::view
