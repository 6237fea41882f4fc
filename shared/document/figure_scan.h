// Finds the figures of a Chinese text: number, measure word, and how exact it says it is.
//
// Limits     kFiguresMax of one text; numbers of more digits than a Decimal holds are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ziping::document {

inline constexpr std::size_t kFiguresMax = 200;

struct ScannedFigure {
  std::string label;      // the words of the clause before the number, or, where those are too few, behind it
  std::string value;      // stored form: "1286.7"
  std::string unit;       // "万元"
  std::string qualifier;  // 约 超 近 余 多, or empty
  std::string period;     // "1-11月", or empty
};

// Left out: years, numbers without a measure word ("726平台"), and thresholds ("600分以上", "3个月以上").
std::vector<ScannedFigure> figures_in(std::string_view text);

}  // namespace ziping::document
