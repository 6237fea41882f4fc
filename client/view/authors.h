// Who wrote each sentence of a text, as the form shows it while Alt is held.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/view/form_sheet.h"
#include "client/view/widgets/prose_field.h"

namespace ziping::view {

// Asks for it where it is not known yet, and is empty until it is.
[[nodiscard]] std::vector<Written> authors_of(Sheet& sheet, const std::string& place, std::string_view text);

}  // namespace ziping::view
