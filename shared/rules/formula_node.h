// The tree of a parsed formula, shared by its parser and its evaluation.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shared/rules/formula.h"

namespace ziping::rules {

enum class Operation {
  Literal,
  Name,
  Column,
  Not,
  Negate,
  And,
  Or,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Equal,
  NotEqual,
  Plus,
  Minus,
  Times,
  Over,
  Abs,
  Round,
  Min,
  Max,
  If,
  Join,
  Filled,
  AllFilled,
  Sum,
  Count,
  Places,
  TailTolerance,
  PercentTolerance,
  Scale,
};

struct Formula::Node {
  Operation operation = Operation::Literal;
  Quantity literal;  // of Literal
  std::string name;  // of Name and Column
  std::vector<Node> operands;
};

struct Function {
  std::string_view name;
  Operation operation;
  std::size_t arguments_min, arguments_max;
};

inline constexpr std::size_t kArgumentsMax = 40;
inline constexpr std::array<Function, 14> kFunctions{{{"abs", Operation::Abs, 1, 1},
                                                      {"round", Operation::Round, 2, 2},
                                                      {"min", Operation::Min, 1, kArgumentsMax},
                                                      {"max", Operation::Max, 1, kArgumentsMax},
                                                      {"if", Operation::If, 3, 3},
                                                      {"join", Operation::Join, 1, kArgumentsMax},
                                                      {"filled", Operation::Filled, 1, 1},
                                                      {"all_filled", Operation::AllFilled, 1, kArgumentsMax},
                                                      {"sum", Operation::Sum, 1, 1},
                                                      {"count", Operation::Count, 1, 2},
                                                      {"places", Operation::Places, 1, 1},
                                                      {"tail_tolerance", Operation::TailTolerance, 2, 2},
                                                      {"percent_tolerance", Operation::PercentTolerance, 1, 1},
                                                      {"scale", Operation::Scale, 2, 2}}};

}  // namespace ziping::rules
