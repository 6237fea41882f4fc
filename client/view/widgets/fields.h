// A field of a form: its label above, the control, its unit at the right end, and underneath the finding about it.
//
// The functions report what was typed in the frame it happens and keep no value; the model's value comes back with the
// next frame. What is not a number or a date yet is never reported as a value: it is kept as it was typed, and marked,
// by the field itself or, where the caller keeps such words, by him.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/view/widgets/edit_box.h"
#include "shared/base/date.h"
#include "shared/base/decimal.h"

namespace ziping::view {

enum class Required { No, Yes };
enum class Level { Good, Info, Warn, Bad, Clash };

[[nodiscard]] Colour ink_of(const Palette& colour, Level level);
[[nodiscard]] Colour soft_of(const Palette& colour, Level level);
[[nodiscard]] Mark mark_of(Level level);

// What stands out: found, gone to of those found, or said something about.
enum class MarkedAs { Found, GoneTo, Remarked };

struct FindingLine {
  Level level = Level::Info;
  std::string_view sentence;
};

// Whether the reason of a lock stands beside the label, or is said once for several fields somewhere else.
enum class LockWords { Here, Elsewhere };

struct FieldFrame {
  std::string_view id = {};  // "###fields/budget"
  std::string_view label = {};
  float width = 0;  // in pixels as drawn; 0 takes all that is left in the row
  Required required = Required::No;
  std::string_view unit = {};
  std::string_view lock_reason = {};  // not empty: cannot be edited here, and this is why
  std::string_view hint = {};
  std::span<const FindingLine> findings = {};
  LockWords lock_words = LockWords::Here;
  Recall recall = Recall::ByModel;
  Level tint = Level::Good;             // of the border, for findings that stand somewhere else
  std::optional<MarkedAs> marked = {};  // as a whole: Found or GoneTo
  // Of figures and dates: what stands here and is none, as the caller keeps it; empty for nothing. Without it the field
  // keeps that itself.
  std::optional<std::string_view> unread = {};
};

struct FieldOutcome {
  std::optional<std::string> value;   // the new value, as the model stores it; empty text means no value
  std::optional<std::string> unread;  // what `unread` of the frame is to be now
  EditOutcome edit;
};

FieldOutcome line_field(Ui& ui, const FieldFrame& frame, std::string_view value);

// A line that nobody beside should read, such as a password.
FieldOutcome secret_field(Ui& ui, const FieldFrame& frame, std::string_view value);

// Figures. `value` and what is reported are stored forms such as "20545.04"; thousands separators are shown while the
// field is not being edited, of money with two places at least, and taken with full-width digits when they are typed or
// pasted. Money is taken in other units than the frame's too, which a note then says; what has more than `places_max`
// places is refused, not rounded.
FieldOutcome decimal_field(Ui& ui, const FieldFrame& frame, std::string_view value,
                           int places_max = base::kDecimalPlacesMax);

// Whole numbers. Four digits stand together, as in a year; longer ones are grouped.
FieldOutcome integer_field(Ui& ui, const FieldFrame& frame, std::string_view value);

// Dates. Stored as YYYY-MM-DD; 2022.12.31, 20221231 and 2022年12月31日 are taken as well. A button at the right end, or
// Alt+Down, opens the month.
FieldOutcome date_field(Ui& ui, const FieldFrame& frame, std::string_view value, const base::Date& today);

// One of several. Returns the option chosen in this frame; `current` past the last one means none yet.
std::optional<std::size_t> choice_field(Ui& ui, const FieldFrame& frame, std::span<const std::string_view> options,
                                        std::size_t current);

// A value nobody types: computed by a formula, or shown for reference.
void shown_field(Ui& ui, const FieldFrame& frame, std::string_view value);

// The frame alone, for controls of one's own: draws label and findings, and calls nothing in between. The control goes
// into the box that is returned, which is `control_height` high.
struct FieldPlace {
  Box control;
  float width = 0;
};
FieldPlace begin_field(Ui& ui, const FieldFrame& frame, float control_height);
// The ground of a control; what was looked for stands out.
[[nodiscard]] Colour ground_of(const Palette& colour, const FieldFrame& frame);
void end_field(Ui& ui, const FieldFrame& frame, const FieldPlace& place, std::span<const FindingLine> also = {});

// What is to be said under the field with this id about what was typed there last; empty for nothing.
[[nodiscard]] std::string note_of(const Ui& ui, std::string_view id, std::string_view value);

// One line: mark and sentence, wrapped when it must be.
void finding_line(Ui& ui, float width, const FindingLine& finding);

}  // namespace ziping::view
