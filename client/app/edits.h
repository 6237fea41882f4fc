// From what a person asked for to the edits that make it so. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/app/command.h"
#include "shared/report/state.h"

namespace ziping::app {

// Edits in order, and by path text what could not be taken and why.
struct Plan {
  std::vector<base::Json> edits;
  std::map<std::string, base::Error> refused;
  std::map<std::string, std::string> noted;  // by path text: what was taken otherwise than it was typed, and how
};

Plan plan(const Model& model, const SetField& command);
Plan plan(const Model& model, const EditText& command);
Plan plan(const Model& model, const AddRow& command);
Plan plan(const Model& model, const RemoveRow& command);
Plan plan(const Model& model, const MoveRow& command);
Plan plan(const Model& model, const PasteCells& command);  // paste.cpp
Plan plan(const Model& model, const NameFile& command);
Plan plan(const Model& model, const RemoveFile& command);
Plan plan(const Model& model, const TakeSide& command);
Plan plan(const Model& model, const TakeBase& command);
Plan plan(const Model& model, const KeepAll& command);
Plan plan(const Model& model, const WriteOwn& command);
Plan plan(const Model& model, const Restore& command);
Plan plan(const Model& model, const ReplaceFound& command);  // find.cpp

// What the plans share.
base::Error refusal(std::string code, std::string message);
Plan refuse(const std::string& path, base::Error error);
// A value that a person typed, for a field that no conflict holds.
base::Result<base::Json> typed_value(const OpenReport& report, const form::Path& path, std::string_view input);
// How the value that is taken differs from what was typed, as a sentence; empty where it does not.
std::string note_about(const form::Field& field, std::string_view input);
const report::Rows& rows_at(const OpenReport& report, const form::Path& group);
report::Row new_row(const Model& model, const form::Path& group, std::size_t number);

}  // namespace ziping::app
