// What could stand in place of a conflict in a text: the changes of every side taken together, for a person to accept.
// Nothing is ever merged below the sentence by itself; this is offered beside what stood there and what each side says.
//
// base         实施水利项目12项，解决750亩耕地撂荒问题。
// sides        实施水利项目13项，解决750亩耕地撂荒问题。     实施水利项目12项，解决近800亩撂荒耕地问题。
// suggestion   实施水利项目13项，解决近800亩撂荒耕地问题。
//
// Promise    The same whatever the order of the sides. Figures are never mixed: every figure stands in one of the
//            sides, and where a side changed a figure, nobody else changed its clause.
#pragma once

#include <optional>
#include <string>

#include "shared/report/conflict.h"

namespace ziping::merge {

// None where two changes touch, where a side took the words away or nothing stood there before, where it would be one
// of the sides, and for what is no text.
std::optional<std::string> suggestion(const report::Conflict& conflict);

}  // namespace ziping::merge
