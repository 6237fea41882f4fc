// Two states of a report side by side: what changed, as people read it. Pure.
#pragma once

#include <string>
#include <vector>

#include "shared/document/layout.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::app {

enum class Part { Same, Inserted, Removed };
struct Piece {
  std::string words;
  Part part = Part::Same;
};

// Two versions of a sentence, cut where they differ: whole characters, figures never split.
std::vector<Piece> characters_changed(std::string_view before, std::string_view after);
// Two texts: sentences as they are, and inside a sentence that was changed its characters. With `Context::Changed`
// stretches of unchanged sentences are left out, "…" standing for them.
enum class Context { All, Changed };
std::vector<Piece> text_changed(std::string_view before, std::string_view after, Context context);

struct Change {
  enum class Kind { Value, Text, RowAdded, RowRemoved, RowMoved } kind = Kind::Value;
  form::Path path;
  std::string section;        // title of the section it stands in
  std::string label;          // "全年执行数"; of a field in a row "东陂镇工作队 · 正文"
  std::string before, after;  // of a value, as people read it; of a row its title
  std::vector<Piece> pieces;  // of a text
};

// In the order of the document.
std::vector<Change> changes_between(const form::Form& form, const report::State& before, const report::State& after,
                                    Context context);

// How people call a row: its title, the beginning of its text, or its number.
std::string row_title(const form::Group& group, const report::Row& row, std::size_t number);

}  // namespace ziping::app
