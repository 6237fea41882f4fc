// Two states that deltas are applied to and made against: texts long enough for hunks, rows within rows.
#pragma once

#include "shared/report/state.h"

namespace ziping::fuzz {

inline report::State small_state(std::string_view json) {
  auto parsed = base::parse_json(json);
  ENSURE(parsed.has_value());
  auto state = report::parse_state(*parsed);
  ENSURE(state.has_value());
  return std::move(*state);
}

inline const report::State& first_state() {
  static const report::State state = small_state(R"({"fields":{"budget":"20545.04","people":7,
    "goal":"修水渠三条。组织培训五次；拨付资金九十万元！\n推进园区建设。"},
    "rows":{"blocks":[{"id":"a","fields":{"text":"甲村修路。"},"rows":{"figures":[{"id":"x","fields":{"value":"1.5"},"rows":{}},
      {"id":"y","fields":{"value":"2.5"},"rows":{}}]}},
      {"id":"b","fields":{"team":"二队"},"rows":{}},{"id":"c","fields":{},"rows":{},"removed_by":["r1"],"later":[1]}]}})");
  return state;
}

inline const report::State& second_state() {
  static const report::State state = small_state(R"({"fields":{"budget":"99.00","day":"2022-03-11",
    "goal":"修水渠四条。组织培训五次；拨付资金九十万元！\n推进园区建设，按期完工。"},
    "rows":{"blocks":[{"id":"b","fields":{"team":"三队"},"rows":{}},{"id":"a","fields":{"text":"乙村修桥。"},"rows":{}}]}})");
  return state;
}

}  // namespace ziping::fuzz
