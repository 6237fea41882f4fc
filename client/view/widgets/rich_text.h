// Text that is read, not typed: sentences in spans of different grounds, wrapped together as one paragraph. Versions,
// conflicts and the review sheet show what was inserted, removed and disputed with it.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "client/view/widgets/item.h"

namespace ziping::view {

enum class SpanStyle {
  Plain,
  Inserted,   // on a good-soft ground
  Removed,    // struck through, on a bad-soft ground
  Clash,      // on a clash-soft ground
  Remarked,   // on a warn-soft ground: a remark is about it
  MovedAway,  // struck through, on an accent-soft ground: it stands elsewhere now
  MovedHere,  // on an accent-soft ground: it stood elsewhere before
  Found,      // on an accent-soft ground: it is looked for
  FoundHere,  // on the accent: likewise, and it was gone to
  Quiet,      // context of less weight
};

struct TextSpan {
  std::string_view text;
  SpanStyle style = SpanStyle::Plain;
};

struct RichOutcome {
  Box box;                             // of the whole paragraph
  std::optional<std::size_t> hovered;  // index of the span under the mouse
  std::optional<std::size_t> pressed;
  ImVec2 pressed_at;           // top left of the pressed span's row
  bool pressed_whole = false;  // by a key
};

enum class Pressable { No, Yes };

// Draws the spans at the cursor, `width` wide (0: what is left), and takes the room. Pressable spans report the mouse;
// the whole is then one item named by `label`.
RichOutcome rich_text(Ui& ui, std::string_view label, std::span<const TextSpan> spans, float width = 0,
                      Type type = Type::Body, Pressable pressable = Pressable::No);

// Where each span begins, as an offset down from the paragraph's top: for remarks that stand level with a sentence.
[[nodiscard]] float span_top(Ui& ui, std::string_view label, std::span<const TextSpan> spans, std::size_t index,
                             float width, Type type = Type::Body);

}  // namespace ziping::view
