// A rule of a form, parsed once: what it reckons, when it speaks, how grave that is and what it says.
//
//   {"id": "V02", "title": "按性质合计", "level": "error",
//    "when":   formula; the rule is silent unless it is true
//    "each":   "group"; the rule runs in every row of it, bare names are the row's fields, row_number counts from 1
//    "over":   [field, …]; the rule runs for every one of them, bound to the names value and label
//    "let":    {name: formula}; they may use each other
//    "outcomes": [{"if": formula, "level": "pass|info|warning|error", "message": "…"}]; the first true one speaks
//    "fields": [path or group, …], where to look; "fix": how to put it right}
//
// Several rules may carry one id: they are parts of the same requirement.
//
// Errors     parse_rules: Invalid "bad-form" with the rule's id.
// Limits     kRulesMax rules, kLetsMax names and kOutcomesMax outcomes in each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/form/form.h"
#include "shared/rules/formula.h"
#include "shared/rules/message.h"

namespace ziping::rules {

inline constexpr std::size_t kRulesMax = 500;
inline constexpr std::size_t kLetsMax = 40;
inline constexpr std::size_t kOutcomesMax = 20;

// In rising order. A finding of level Error keeps a report from being submitted.
enum class Level { Pass, Info, Warning, Error };
std::string_view level_name(Level level);     // "pass", "info", "warning", "error"
std::string_view level_chinese(Level level);  // 通过, 提示, 警告, 错误
std::optional<Level> level_named(std::string_view name);

struct Outcome {
  Formula condition;
  Level level;
  Message message;
};

struct Rule {
  std::string id, title, fix;
  std::optional<Formula> when;
  std::string each;                                   // generic group name, or empty
  std::vector<std::string> over;                      // field names, or empty
  std::vector<std::pair<std::string, Formula>> lets;  // each after those it uses
  std::vector<Outcome> outcomes;
  std::vector<std::string> fields;
};

base::Result<std::vector<Rule>> parse_rules(const form::Form& form);

}  // namespace ziping::rules
