// Where a value stands in a report: "funds.executed", or within rows "results.blocks[9f3a].figures[07bc].value".
//
// Errors     parse: Invalid "bad-path".
// Limits     512 bytes, eight rows deep. Names are up to 48 of a–z, 0–9, _ and dots between them, so that four rows
//            deep every one has its path; row ids are up to 64 of a–z, 0–9, - and _.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace ziping::form {

inline constexpr std::size_t kPathBytesMax = 512;
inline constexpr std::size_t kPathRowsMax = 8;
inline constexpr std::size_t kNameBytesMax = 48;

struct RowStep {
  std::string group;  // "results.blocks", or within a row "figures"
  std::string row;    // the row's id
  auto operator<=>(const RowStep&) const = default;
};

// The rows that lead to a place, outermost first, and the name of a field or group there. With an empty name it is the
// innermost row itself, and with no rows either the whole report.
struct Path {
  std::vector<RowStep> rows;
  std::string name;

  static base::Result<Path> parse(std::string_view text);
  std::string text() const;
  // The address in the form, without row ids: "results.blocks.figures.value".
  std::string generic() const;
  auto operator<=>(const Path&) const = default;
};

bool is_name(std::string_view text);  // of a field or a group
bool is_row_id(std::string_view text);

}  // namespace ziping::form
