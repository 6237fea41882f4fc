// One frame of the form: what is said about each of its places, gathered once before anything is drawn.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/app/unread.h"
#include "client/view/frame.h"
#include "client/view/sparing.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/prose_field.h"

namespace ziping::view {

inline constexpr std::string_view kFormTable = "###table/";  // the ids of the form's tables begin so

// Ownership  Borrows the frame and its model for as long as it lives.
class Sheet {
 public:
  explicit Sheet(Frame& frame);

  Frame& frame;
  Ui& ui;
  const app::OpenReport& report;
  FormMemory& memory;

  [[nodiscard]] float px(float at_100_percent) const { return ui.px(at_100_percent); }

  // Those whose first field is this place, worst first; what only tells that all is well is left out.
  [[nodiscard]] std::span<const rules::Finding* const> findings(const std::string& place) const;
  [[nodiscard]] Level worst(const std::string& place) const;
  [[nodiscard]] const base::Error* refusal(const std::string& place) const;
  // The words there that could not be read and are in no value; null for none.
  [[nodiscard]] const app::Unread* unread(const std::string& place) const;
  [[nodiscard]] bool any_unread(const std::string& row) const;
  // What the last edit took there otherwise than it was typed.
  [[nodiscard]] const std::string* note(const std::string& place) const;
  // Why somebody is to read the place after a merge; empty where there is no need.
  [[nodiscard]] std::string_view to_read(const std::string& place) const;

  // What still asks at a place; null for nothing.
  struct Remarks {
    std::size_t count = 0;
    std::size_t of_sentences = 0;  // of those; the others are about the place as a whole
    const client::RemarkThread* first = nullptr;
  };
  [[nodiscard]] const Remarks* remarks(std::string_view place) const;
  // Whether it is worth asking for those of the places in this one.
  [[nodiscard]] bool may_have_remarks(std::string_view place) const;
  // "意见 2", where so many are about the place itself and no sentence of it; empty for none.
  [[nodiscard]] std::string remarked(const std::string& place) const;

  // What was looked for stands there; the words of a long text are marked one by one besides.
  [[nodiscard]] std::optional<MarkedAs> marked(std::string_view place) const;

  // Open conflicts of one place: how many, and where the first stands among those of the report.
  struct Clashes {
    std::size_t first = 0, count = 0;
  };
  [[nodiscard]] std::optional<Clashes> clashes(const std::string& place) const;
  void show_conflict(std::size_t index);

  // The place somebody is to be brought to. A part of the form that finds it within itself scrolls there, gives it the
  // keyboard and says so.
  [[nodiscard]] bool is_target(const std::string& place) const { return target_ && *target_ == place; }
  // It is the row or group itself, or stands in it.
  [[nodiscard]] bool leads_to_target(const std::string& place) const;
  [[nodiscard]] const std::optional<std::string>& target() const { return target_; }
  void arrive();
  [[nodiscard]] bool arrived() const { return arrived_; }
  // The form itself brings the person there, from the next row drawn on.
  void go_to(std::string place) { memory.target = target_ = std::move(place); }

  [[nodiscard]] Sparing sparing() const { return target_ ? Sparing::No : Sparing::Yes; }

 private:
  void add(const client::RemarkThread& thread);
  void mark_found();

  std::unordered_map<std::string_view, std::vector<const rules::Finding*>> findings_;
  std::map<std::string, Clashes, std::less<>> clashes_;
  std::map<std::string, merge::NoteKind, std::less<>> notes_;
  std::map<std::string_view, Remarks> remarks_;
  std::unordered_map<std::string_view, MarkedAs> marked_;
  std::map<std::string, app::Unread, std::less<>> unread_;
  std::optional<std::string> target_;
  bool arrived_ = false;
};

[[nodiscard]] Level level_of(rules::Level level);

// Every finding of the place in one line, cut with … where it is longer than `width`; all of it while the mouse is on
// it. Then what was refused there, and what was taken otherwise than it was typed. Where they do not stand under their
// field, its label goes first.
void findings_under(Sheet& sheet, const std::string& place, float width, std::string_view label = {});

// The first words of what still asks at a place, in one row.
[[nodiscard]] std::string words_of_first(const Sheet::Remarks& remarks);
// A line that says so and leads to those remarks.
void remark_line(Sheet& sheet, const std::string& place, const std::string& words);

// A place that holds conflicts: a strip that says so and leads to them.
void clash_strip(Sheet& sheet, const std::string& place, std::string_view sentence, std::size_t first, float width);

}  // namespace ziping::view
