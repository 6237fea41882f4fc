// What the rules of a form say about a report: findings with a sentence, the numbers and where to look.
//
// Promise    check gives the same findings for the same state, in the order of the rules in the form. Places that hold
//            an open conflict count as empty for formulas and are otherwise passed over: conflicts are shown apart.
// Threads    Rules are immutable; copies share what was parsed.
// Errors     Rules::parse: Invalid "bad-form". Values of a wrong shape are findings (kShapeRule), never errors.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"
#include "shared/rules/rule.h"
#include "shared/rules/sheet.h"

namespace ziping::rules {

inline constexpr std::string_view kShapeRule = "V00";  // a stored value that its field cannot hold
// A required field that is empty, a text below its least length or above its most.
inline constexpr std::string_view kLengthRule = "V36";

struct Finding {
  Level level = Level::Pass;
  std::string rule;                            // "V02"
  std::string title;                           // "按性质合计"
  std::string message;                         // a sentence for a person, with both numbers and the difference
  std::vector<std::string> fields;             // path texts: "funds.executed", "evaluation.table[9f3a].score"
  std::map<std::string, std::string> numbers;  // name in the rule → stored number
  std::string fix;                             // how to put it right
  bool operator==(const Finding&) const = default;
};

class Rules {
 public:
  static base::Result<Rules> parse(const form::Form& form);

  std::vector<Finding> check(const report::State& state) const;
  // Computed fields by path text, see score.h.
  std::map<std::string, base::Json> computed(const report::State& state) const;
  const std::vector<Rule>& list() const { return parsed_->rules; }

 private:
  struct Parsed {
    form::Form form;
    Computations computations;
    std::vector<Rule> rules;
  };
  explicit Rules(Parsed parsed) : parsed_(std::make_shared<const Parsed>(std::move(parsed))) {}
  std::shared_ptr<const Parsed> parsed_;
};

// For callers that check once: parses the form's rules first.
base::Result<std::vector<Finding>> check(const form::Form& form, const report::State& state);
bool has_errors(const std::vector<Finding>& findings);

}  // namespace ziping::rules
