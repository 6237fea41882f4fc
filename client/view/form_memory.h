// What the form remembers between frames: how high its parts were, and what is unfolded, asked or half done in them.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "client/app/paste.h"
#include "shared/form/attachment.h"

namespace ziping::view {

// The room a part of a page took when it was last drawn.
struct Room {
  float height = 0;
  float width = 0;    // of the page then: at another one the height is not known
  bool held = false;  // it has the keyboard, and is drawn wherever it is
};
using Rooms = std::unordered_map<ImGuiID, Room>;

struct FormMemory {
  std::string report;                  // whose form this is about
  std::optional<std::size_t> section;  // scrolled to
  float scrolled = 0;                  // how far, in the last frame
  bool settling = false;               // the last frame scrolled by itself
  Rooms rooms;
  float rooms_scale = 0;  // at which they were measured

  std::set<std::string> unfolded;     // rows whose smaller fields are shown
  std::string removing;               // the row whose removal is being asked about
  std::string figure;                 // the figure that is being edited
  std::optional<std::string> target;  // a place to go to that the form itself chose: a row just added

  // A row was asked for: what its group had, and behind which row it comes.
  struct Adding {
    std::string group, after;
    std::size_t rows = 0;
  };
  std::optional<Adding> adding;

  // A line as it is being typed. Its blanks at both ends are no part of the value, but must not vanish meanwhile.
  std::string line, typed;

  // The figure or date that has the keyboard, by its path text: it is not said yet that nobody can read it.
  std::string reading;
  // Likewise the cell that is being typed in, and the value that stands there as long as what is typed is none.
  std::string cell, cell_before;

  // Cells that the person is asked about before they are pasted, and what would become of them in the report as it was
  // after so many edits.
  struct Pasting {
    app::PasteCells cells;
    std::string row_id;  // of the row that the first of them goes to; empty: behind all that are there
    bool is_row_gone = false;
    app::PastePreview preview;
    client::EditNumber typed = 0;
    client::Epoch epoch = 0;
  };
  std::optional<Pasting> pasting;
  bool removing_by_key = false;  // the question about a row is to have the keyboard

  // The attachment, or the field for one, that a popup is about; and the field that was used last.
  struct File {
    std::string path;
    form::Attachment file;
  };
  std::optional<File> file;
  std::string files_field;

  // The lists at the right.
  Rooms side_rooms;
  bool passed_shown = false;  // the findings that say all is well
};

}  // namespace ziping::view
