#include "shared/sync/stage.h"

#include <algorithm>
#include <array>

namespace ziping::sync {
namespace {

struct StageWord {
  Stage stage;
  std::string_view name, chinese;
};

constexpr std::array kStages{
    StageWord{Stage::Drafting, "drafting", "填报中"}, StageWord{Stage::Submitted, "submitted", "已报送"},
    StageWord{Stage::Received, "received", "已受理"}, StageWord{Stage::Returned, "returned", "已退回"},
    StageWord{Stage::Accepted, "accepted", "已通过"}};

struct ActionWord {
  Action action;
  std::string_view name, chinese;
};

constexpr std::array kActions{
    ActionWord{Action::Submit, "submit", "报送"}, ActionWord{Action::Withdraw, "withdraw", "撤回"},
    ActionWord{Action::Receive, "receive", "受理"}, ActionWord{Action::Return, "return", "退回"},
    ActionWord{Action::Accept, "accept", "通过"}};

struct Step {
  Stage from;
  Action action;
  Stage to;
  std::string_view roles;  // separated by blanks
};

constexpr std::string_view kDepartment = " office chief ", kFinance = " finance ";
constexpr std::array kSteps{Step{Stage::Drafting, Action::Submit, Stage::Submitted, kDepartment},
                            Step{Stage::Returned, Action::Submit, Stage::Submitted, kDepartment},
                            Step{Stage::Submitted, Action::Withdraw, Stage::Drafting, kDepartment},
                            Step{Stage::Submitted, Action::Receive, Stage::Received, kFinance},
                            Step{Stage::Submitted, Action::Return, Stage::Returned, kFinance},
                            Step{Stage::Received, Action::Return, Stage::Returned, kFinance},
                            Step{Stage::Submitted, Action::Accept, Stage::Accepted, kFinance},
                            Step{Stage::Received, Action::Accept, Stage::Accepted, kFinance}};

bool may(const Step& step, std::string_view role) {
  return step.roles.find(" " + std::string(role) + " ") != step.roles.npos;
}

}  // namespace

std::string_view name(Stage stage) { return std::ranges::find(kStages, stage, &StageWord::stage)->name; }
std::string_view name(Action action) { return std::ranges::find(kActions, action, &ActionWord::action)->name; }
std::string_view chinese(Stage stage) { return std::ranges::find(kStages, stage, &StageWord::stage)->chinese; }

std::optional<Stage> stage_named(std::string_view name) {
  const auto at = std::ranges::find(kStages, name, &StageWord::name);
  return at == kStages.end() ? std::nullopt : std::optional(at->stage);
}

std::optional<Action> action_named(std::string_view name) {
  const auto at = std::ranges::find(kActions, name, &ActionWord::name);
  return at == kActions.end() ? std::nullopt : std::optional(at->action);
}

bool is_open(Stage stage) { return stage == Stage::Drafting || stage == Stage::Returned; }

base::Result<Stage> after(Stage stage, Action action, std::string_view role) {
  const std::string word(std::ranges::find(kActions, action, &ActionWord::action)->chinese);
  const bool role_fits =
      std::ranges::any_of(kSteps, [&](const Step& step) { return step.action == action && may(step, role); });
  if (!role_fits) return base::Error{base::ErrorKind::Denied, "denied", "您的角色不能" + word + "报告。", {}};
  for (const Step& step : kSteps)
    if (step.from == stage && step.action == action) return step.to;
  return base::Error{base::ErrorKind::Invalid,
                     "wrong-stage",
                     "报告现在是“" + std::string(chinese(stage)) + "”，不能" + word + "。",
                     {}};
}

std::vector<Action> actions(Stage stage, std::string_view role) {
  std::vector<Action> out;
  for (const Step& step : kSteps)
    if (step.from == stage && may(step, role)) out.push_back(step.action);
  return out;
}

}  // namespace ziping::sync
