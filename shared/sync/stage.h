// The stages a report goes through, and who may move it on. Transitions are asked for by clients and judged by the
// server.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace ziping::sync {

enum class Stage { Drafting, Submitted, Received, Returned, Accepted };
enum class Action { Submit, Withdraw, Receive, Return, Accept };

std::string_view name(Stage stage);  // "drafting": on the wire and in the ledger
std::string_view name(Action action);
std::string_view chinese(Stage stage);  // 填报中
std::optional<Stage> stage_named(std::string_view name);
std::optional<Action> action_named(std::string_view name);

bool is_open(Stage stage);  // content may change: drafting or returned
// Where the action leads. Denied "denied": not this role's action; Invalid "wrong-stage": not from this stage.
base::Result<Stage> after(Stage stage, Action action, std::string_view role);
// What the role may do now.
std::vector<Action> actions(Stage stage, std::string_view role);

}  // namespace ziping::sync
