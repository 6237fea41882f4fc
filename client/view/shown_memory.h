// What long lists keep between frames of what they are made from: their words and places are made once for each change
// of the report and not once for each frame. Losing it costs one slow frame.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/app/plots.h"
#include "client/app/remarks.h"
#include "client/view/form_memory.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {

// One moment of the timeline as it is drawn.
struct TimelineEntry {
  std::string which = {};  // of a state that can be read; empty for a step of the review
  std::string title = {}, about = {}, note = {};
  Mark mark = Mark::Dot;
  Tone tone = Tone::Neutral;
  std::string pill = {};  // version 1
};

// The past of a report in words.
struct HistoryShown {
  struct Source {
    client::Opening opening = 0;
    std::string newest, seen;  // revisions
    std::size_t revisions = 0, sent = 0, versions = 0, stages = 0, former_versions = 0, former_stages = 0;
    bool draft = false;
    std::string self, role, last_sync;  // names change by a synchronisation
    std::size_t users = 0;
    base::Date today;  // moments are told from it
    text::Language language = text::Language::Chinese;
    bool operator==(const Source&) const = default;
  } source;
  std::vector<std::string> states, names;  // those that can be read, and what each is called
  std::string seen;                        // of these, what this person has seen; empty for none
  std::vector<TimelineEntry> entries;      // newest first
};

// The changes that are compared, as far as they can be taken back.
struct ChangesShown {
  struct Source {
    client::Opening opening = 0;
    std::uint64_t turn = 0;
    std::string left, right;
    std::size_t changes = 0;
    bool only_changes = true;
    sync::Stage stage = sync::Stage::Drafting;
    bool waits = false;  // to be submitted, and is not written in
    bool operator==(const Source&) const = default;
  } source;
  std::vector<bool> restorable;
};

// A table on a sheet, ruled at one width.
struct RulingShown {
  struct Source {
    std::uint64_t made = 0;  // 0: nothing is kept
    std::size_t rows = 0;
    float width = 0, type_px = 0;
    bool operator==(const Source&) const = default;
  } source;
  std::vector<float> widths;  // of the columns
  std::vector<Align> aligned;
  std::vector<float> tops;            // of the rows, and where the last one ends
  std::optional<std::size_t> ringed;  // the row that has the keyboard, and is an item wherever it is
};

// A remark on the sheet: which of the report's, and where.
struct Placed {
  std::size_t remark = 0;
  app::RemarkPlace place;
};

// The sheet that is read.
struct SheetShown {
  struct Source {
    client::Opening opening = 0;
    std::string reading;
    std::uint64_t made = 0, remarks_told = 0;
    bool operator==(const Source&) const = default;
  } source;
  std::vector<Placed> placed;
  std::map<std::size_t, RulingShown> tables;  // by paragraph
};

struct PlotsShown {
  struct Source {
    client::Opening opening = 0;
    std::uint64_t turn = 0;
    std::string last_sync;  // teams are named by it
    text::Language language = text::Language::Chinese;
    bool operator==(const Source&) const = default;
  } source;
  std::vector<app::Plot> plots;
  std::uint64_t made = 0;                       // so far
  std::map<app::PlotKind, RulingShown> tables;  // of these
};

struct ShownMemory {
  std::optional<HistoryShown> history;
  std::optional<ChangesShown> changes;
  std::optional<SheetShown> sheet;
  std::optional<PlotsShown> plots;
  Rooms history_rooms, changes_rooms, sheet_rooms;  // of the parts of these lists
};

}  // namespace ziping::view
