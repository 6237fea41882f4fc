// The order of rows when both sides inserted, removed or moved some: by row id, three-way.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace ziping::merge {

using Order = std::vector<std::string>;

// The order of all ids in `stay`, each of which is in ours or theirs. Symmetric in ours and theirs. A row that is new
// keeps its place behind the row it was put behind; of two runs at one place the one with the lower first id comes
// first. A row that one side moved is where that side put it; where both moved rows, the lower order decides for those
// both moved.
Order merge_order(const Order& base, const Order& ours, const Order& theirs, const std::set<std::string>& stay);

}  // namespace ziping::merge
