// A table on the sheet that is read: ruled, its cells wrapped, as wide as the text around it.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/view/shown_memory.h"
#include "client/view/widgets/rich_text.h"

namespace ziping::view {

// What a table is more than read: rows that can be pressed, and remarks about some.
struct TableUse {
  Pressable pressable = Pressable::No;  // each row below the titles is then an item, "###id/1"
  std::function<void(std::size_t row, std::size_t column, Box cell)> behind = {};  // draws under the words of a cell
  std::function<void(std::size_t row, Box box)> beside = {};  // called behind each row near the sight,
  std::set<std::size_t> always = {};                          // and behind these wherever they are
  // Where its measures are kept, and another number for other rows; without these it is measured in each frame.
  RulingShown* kept = nullptr;
  std::uint64_t made = 0;
};

struct TablePress {
  std::size_t row = 0;
  std::optional<std::size_t> column;  // none: by a key
};

// The first row holds the titles of the columns. Those from `figures_from` on hold figures; without it, those where
// nothing else stands.
std::optional<TablePress> reading_table(Ui& ui, const std::string& id,
                                        const std::vector<std::vector<std::string>>& rows,
                                        std::optional<std::size_t> figures_from = {}, const TableUse& use = {});

}  // namespace ziping::view
