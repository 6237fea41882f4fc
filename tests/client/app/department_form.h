// The form of the 2022 department report, and values and rows for it in few words.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/file.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::tests {

inline const form::Form& department_form() {
  static const form::Form form = [] {
    const auto path = std::filesystem::path(ZIPING_SOURCE_DIR) / "assets/forms/department-2022.json";
    auto parsed = form::Form::parse(*base::parse_json(*base::read_file(path, 4u << 20)));
    return std::move(*parsed);
  }();
  return form;
}

inline report::Value text(const std::string& words) { return report::Value(base::Json(words)); }

inline report::Row row(const std::string& id, const std::vector<std::pair<std::string, std::string>>& fields) {
  report::Row out;
  out.id = id;
  for (const auto& [name, words] : fields) out.set(name, text(words));
  return out;
}

}  // namespace ziping::tests
