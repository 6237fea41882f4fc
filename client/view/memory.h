// What the screens remember between frames. Losing it loses a scroll position or a half-filled dialog, nothing more.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/app/remarks.h"
#include "client/view/conflict_shown.h"
#include "client/view/form_memory.h"
#include "client/view/picture_box.h"
#include "client/view/shown_memory.h"
#include "client/view/widgets/panes.h"
#include "client/view/widgets/scratch.h"
#include "client/view/widgets/table.h"

namespace ziping::view {

struct RemarkMemory {
  std::vector<app::RemarkTarget> targets;  // of the remark that is being written
  std::size_t chosen = 0;
  std::string reading_at;        // a remark to scroll to on the sheet, until the sheet has done so
  std::string side_at;           // likewise in the list of remarks
  bool side_by_key = false;      // the list gets the keyboard there
  std::vector<std::string> lit;  // of that list, those that the mark in the margin stood for
};

struct Memory {
  Scratch scratch;
  Panes panes;
  std::optional<std::string> panes_kept;     // as the settings have them; none: not drawn yet
  std::map<std::string, TableState> tables;  // by the id of the table
  std::map<std::string, std::string> words;  // what stands in fields of popups and search boxes, by the id of the field
  std::optional<app::Screen> screen;         // of the frame before
  bool list_was_open = false;                // under a button or a field: Escape closes it and goes no further
  std::optional<ConflictShown> conflict;     // the one on the screen
  FormMemory form;
  RemarkMemory remark;
  bool enrolling = false;  // asked for, and no outcome was seen yet
  ShownMemory shown;
  bool find_was_open = false;        // in the frame before
  std::vector<std::string> dropped;  // files that somebody dropped on the window, until a field takes them
  PictureBox picture;
  Rooms draft_rooms;  // of the edits of the draft that is read
};

}  // namespace ziping::view
