// Long text: as high as its words, never wider than 46 characters, with the count at the lower right.
#pragma once
#include <span>
#include <string>

#include "client/view/widgets/fields.h"

namespace ziping::view {

// Who wrote a piece of the text, told by a bar beside its rows and in words while the mouse is on it.
struct Written {
  std::size_t bytes = 0;
  Colour bar{};
  std::string who, when;
};

// Words of the text that stand out.
struct MarkedWords {
  std::size_t begin = 0, end = 0;  // bytes of the text
  MarkedAs as = MarkedAs::Found;
  std::string said = {};  // shown while the mouse is on them
};

struct ProseFrame {
  FieldFrame field;                // its width is cut to what 46 characters take
  std::size_t characters_max = 0;  // 0: no limit; beyond it the count turns red and nothing is cut off
  int rows_min = 3;
  std::span<const Written> written = {};  // the pieces of the text in order; none: not shown
  std::span<const MarkedWords> marked = {};
  bool scrolls_to_mark = false;  // those gone to come into sight
};

// The outcome holds the changes as bytes of `text`, for the model to apply; see edit_box.h for what the caller owes.
EditOutcome prose_field(Ui& ui, const ProseFrame& frame, std::string_view text);

// "1268" as "1,268".
[[nodiscard]] std::string grouped(std::size_t number);

// The width of a prose field's frame at its widest.
[[nodiscard]] float prose_width_max(const Ui& ui);

}  // namespace ziping::view
