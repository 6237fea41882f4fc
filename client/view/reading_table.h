// A table on the sheet that is read: ruled, its cells wrapped, as wide as the text around it.
#pragma once

#include <string>
#include <vector>

#include "client/view/widgets/item.h"

namespace ziping::view {

// The first row holds the titles of the columns.
void reading_table(Ui& ui, const std::string& id, const std::vector<std::vector<std::string>>& rows);

}  // namespace ziping::view
