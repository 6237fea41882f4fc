// From what a person asked for to the edits that make it so. Pure.
#pragma once

#include <vector>

#include "client/app/command.h"

namespace ziping::app {

using Edits = base::Result<std::vector<base::Json>>;

Edits edits_of(const OpenReport& report, const sync::Author& self, const SetField& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const EditText& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const AddRow& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const RemoveRow& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const MoveRow& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const PasteCells& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const TakeSide& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const TakeBase& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const KeepAll& command);
Edits edits_of(const OpenReport& report, const sync::Author& self, const WriteOwn& command);

}  // namespace ziping::app
