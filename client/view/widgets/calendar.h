// A month in a popup, for choosing a day: the week begins on Monday, today is ringed, and nothing is said of holidays.
//
// Arrows move by day and week, PageUp and PageDown by month, with Ctrl by year, Home and End to the ends of the month;
// Enter takes the day, Escape leaves.
//
// Limits     Years 1900 to 2199, as base::Date takes them.
#pragma once
#include <optional>
#include <string>

#include "client/view/widgets/item.h"
#include "shared/base/date.h"

namespace ziping::view {

struct CalendarOutcome {
  std::optional<base::Date> taken;
  bool closed = false;  // in this frame, with a day or without
};

// From the next call of calendar() on, with this day chosen.
void open_calendar(Ui& ui, const std::string& popup, const base::Date& at);

// Under `field`, or above it where there is no room; nothing while it is not open.
CalendarOutcome calendar(Ui& ui, const std::string& popup, Box field, const base::Date& today);

// For the popups of a field: pressed or held, whichever item has the keyboard.
[[nodiscard]] bool is_pressed(ImGuiKey key);

}  // namespace ziping::view
