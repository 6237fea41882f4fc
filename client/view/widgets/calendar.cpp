#include "client/view/widgets/calendar.h"

#include <imgui_internal.h>

#include <algorithm>
#include <chrono>

#include "client/text/say.h"
#include "client/view/widgets/buttons.h"

namespace ziping::view {

bool is_pressed(ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any); }

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr float kDay = 34, kWeekdays = 26, kCalendarPadding = 8;
constexpr int kWeeks = 6, kDaysOfWeek = 7;
constexpr std::string_view kWeekdayKeys[kDaysOfWeek] = {"calendar.monday",   "calendar.tuesday", "calendar.wednesday",
                                                        "calendar.thursday", "calendar.friday",  "calendar.saturday",
                                                        "calendar.sunday"};

std::chrono::year_month_day of(const base::Date& date) {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

base::Date from(std::chrono::year_month_day day) {
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

base::Date within_limits(const base::Date& date) {
  return std::clamp(date, base::Date{1900, 1, 1}, base::Date{2199, 12, 31});
}

base::Date by_days(const base::Date& date, int by) { return within_limits(from(sys_days(of(date)) + days(by))); }

int last_day(const base::Date& date) {
  const auto last = of(date).year() / of(date).month() / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(last).day()));
}

// The same day of another month, or its last one.
base::Date by_months(const base::Date& date, int by) {
  const int months = date.year * 12 + date.month - 1 + by;
  base::Date out{months / 12, months % 12 + 1, 1};
  out.day = std::min(date.day, last_day(out));
  return within_limits(out);
}

// The Monday of the first row.
sys_days first_shown(const base::Date& of_month) {
  const sys_days first(of(base::Date{of_month.year, of_month.month, 1}));
  return first - days(std::chrono::weekday(first).iso_encoding() - 1);
}

void move_day_by_keys(base::Date& day) {
  const int months = ImGui::GetIO().KeyCtrl ? 12 : 1;
  if (is_pressed(ImGuiKey_LeftArrow)) day = by_days(day, -1);
  if (is_pressed(ImGuiKey_RightArrow)) day = by_days(day, 1);
  if (is_pressed(ImGuiKey_UpArrow)) day = by_days(day, -kDaysOfWeek);
  if (is_pressed(ImGuiKey_DownArrow)) day = by_days(day, kDaysOfWeek);
  if (is_pressed(ImGuiKey_PageUp)) day = by_months(day, -months);
  if (is_pressed(ImGuiKey_PageDown)) day = by_months(day, months);
  if (is_pressed(ImGuiKey_Home)) day.day = 1;
  if (is_pressed(ImGuiKey_End)) day.day = last_day(day);
}

void draw_head(Ui& ui, base::Date& day) {
  const Box row = take_room({kDaysOfWeek * ui.px(kDay), ui.px(kControlHeight)});
  const float side = row.height();
  const auto turn = [&](const char* id, Box at, Mark mark, int months) {
    const Item item = button_item_at(id, at);
    if (item.hovered) fill(ui.look, at, ui.colour().accent_soft, kCornerRadius);
    draw_mark(ui.look, at.centre(), ui.px(13), mark, ui.colour().text);
    if (item.pressed) day = by_months(day, months);
  };
  turn("###calendar/before", {row.min, {row.min.x + side, row.max.y}}, Mark::Left, -1);
  turn("###calendar/after", {{row.max.x - side, row.min.y}, row.max}, Mark::Right, 1);
  draw_text_in(ui.look, row, Type::Strong, ui.colour().text, text::say("calendar.month", {day.year, day.month}),
               Align::Centre);
  const Box names = take_room({row.width(), ui.px(kWeekdays)});
  for (int i = 0; i < kDaysOfWeek; ++i) {
    const float left = names.min.x + static_cast<float>(i) * ui.px(kDay);
    draw_text_in(ui.look, {{left, names.min.y}, {left + ui.px(kDay), names.max.y}}, Type::Small, ui.colour().quiet,
                 text::say(kWeekdayKeys[i]), Align::Centre);
  }
}

// Returns the day that was pressed.
std::optional<base::Date> draw_days(Ui& ui, const base::Date& chosen, const base::Date& today) {
  std::optional<base::Date> taken;
  const Palette& colour = ui.colour();
  const Box grid = take_room({kDaysOfWeek * ui.px(kDay), kWeeks * ui.px(kDay)});
  const sys_days first = first_shown(chosen);
  for (int i = 0; i < kWeeks * kDaysOfWeek; ++i) {
    const base::Date day = from(first + days(i));
    if (within_limits(day) != day) continue;
    const ImVec2 at{grid.min.x + static_cast<float>(i % kDaysOfWeek) * ui.px(kDay),
                    grid.min.y + static_cast<float>(i / kDaysOfWeek) * ui.px(kDay)};
    const Box box{at, {at.x + ui.px(kDay), at.y + ui.px(kDay)}};
    const std::string words = std::to_string(day.day);
    const Item item = button_item_at(words + "###day/" + day.stored(), box);
    const Box inner = box.inset(ui.px(2), ui.px(2));
    if (day == chosen)
      fill(ui.look, inner, colour.accent, kCornerRadius);
    else if (item.hovered)
      fill(ui.look, inner, colour.accent_soft, kCornerRadius);
    if (day == today) outline(ui.look, inner, colour.accent, kCornerRadius, 2);
    const Colour ink = day == chosen ? colour.on_accent : day.month != chosen.month ? colour.faint : colour.text;
    draw_text_in(ui.look, box, day == today ? Type::Strong : Type::Body, ink, words, Align::Centre);
    if (item.pressed) taken = day;
  }
  return taken;
}

}  // namespace

void open_calendar(Ui& ui, const std::string& popup, const base::Date& at) {
  ImGui::OpenPopup(popup.c_str());
  ui.scratch.list = {.id = ImGui::GetID(popup.c_str()), .at = {}, .typed = {}, .day = within_limits(at)};
}

CalendarOutcome calendar(Ui& ui, const std::string& popup, Box field, const base::Date& today) {
  CalendarOutcome outcome;
  OpenList& list = ui.scratch.list;
  if (list.id != ImGui::GetID(popup.c_str())) return outcome;
  const float width = kDaysOfWeek * ui.px(kDay) + 2 * ui.px(kCalendarPadding);
  const float height =
      2 * ui.px(kControlHeight) + ui.px(kWeekdays) + kWeeks * ui.px(kDay) + 2 * ui.px(kCalendarPadding) + ui.px(4);
  ImGui::SetNextWindowPos(place_of_popup(ui, field, {width, height}));
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(kCalendarPadding), ui.px(kCalendarPadding)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNavInputs)) {
    if (!ImGui::IsWindowAppearing()) move_day_by_keys(list.day);
    draw_head(ui, list.day);
    outcome.taken = draw_days(ui, list.day, today);
    take_room({1, ui.px(4)});
    const std::string now = text::say("calendar.today", {today.stored()}) + "###calendar/today";
    if (button(ui, Rank::Bare, now)) outcome.taken = today;
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    if (enter && !ImGui::IsWindowAppearing()) outcome.taken = list.day;
    if (outcome.taken) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  outcome.closed = outcome.taken || !ImGui::IsPopupOpen(popup.c_str());
  if (outcome.closed) list = {};
  return outcome;
}

}  // namespace ziping::view
