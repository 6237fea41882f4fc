// A table on the sheet that is read: ruled, its cells wrapped, as wide as the text around it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/view/widgets/item.h"

namespace ziping::view {

// The first row holds the titles of the columns. Those from `figures_from` on hold figures; without it, those where
// nothing else stands.
void reading_table(Ui& ui, const std::string& id, const std::vector<std::vector<std::string>>& rows,
                   std::optional<std::size_t> figures_from = {});

}  // namespace ziping::view
