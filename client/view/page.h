// What every screen has around it: the bar at the top, what has just happened, and the line that tells where the work
// is.
#pragma once

#include <functional>

#include "client/view/frame.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {

// `bar` draws into the top bar from its left end, one row of things as high as a button; `body` what is between the
// bars, over the whole of the size it is given.
void page(Frame& frame, const Draw& bar, const std::function<void(ImVec2 size)>& body);

// Why there is nothing to show: while a strip at the top tells it, `told_above`, a key that says so; once that is put
// away, the reason.
[[nodiscard]] std::string why_words(const app::Model& model, const base::Error& error, std::string_view told_above);

// Things that stand in a bar beside buttons.
void bar_title(Frame& frame, std::string_view title, float width_max);
void bar_pill(Frame& frame, std::string_view words, Tone tone);
void bar_words(Frame& frame, std::string_view words);
// Goes on in the same row, `width` before the right end.
void bar_from_right(Frame& frame, float width);

// ‹ 返回. True when it was pressed.
bool back_button(Frame& frame);

// 先看示例: for who is not enrolled. `id` brings its "###" along.
void sample_button(Frame& frame, std::string_view id);

// 同步 ↑2 ↓0: what waits here, and what the last one brought. While it runs the button stops it.
void sync_button(Frame& frame, Rank rank);
[[nodiscard]] float sync_button_width(const Frame& frame, Rank rank);

// A button that puts words on the clipboard; `label` brings `id`, its "###", along.
void copy_button(Frame& frame, const std::string& label, std::string_view id,
                 const std::function<std::string()>& words);
// Beside it, as long as nothing else was copied: `key`, which has a place for when that was; until then `hint`, if any.
void copied_words(Frame& frame, std::string_view id, const char* key, const char* hint = nullptr);

// A name and what it says, the name in a column of its own.
void fact(Frame& frame, std::string_view name, std::string_view words);

}  // namespace ziping::view
