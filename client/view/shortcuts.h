// The keys that do the same everywhere in the window. A field that has the keyboard comes first: what it takes for
// itself (Ctrl+Z, Escape) does not arrive here.
#pragma once

#include <span>
#include <string_view>

#include "client/view/frame.h"

namespace ziping::view {

void shortcuts(Frame& frame);

// One step back: from a page to the one it was opened from, from a report to the list.
void go_back(Frame& frame);

struct ShortcutWords {
  std::string_view keys, meaning_key;
};
// For the help that F1 shows.
std::span<const ShortcutWords> shortcut_words();

}  // namespace ziping::view
