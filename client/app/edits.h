// From what a person asked for to the edits that make it so. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/app/command.h"

namespace ziping::app {

// Edits in order, and by path text what could not be taken and why.
struct Plan {
  std::vector<base::Json> edits;
  std::map<std::string, base::Error> refused;
};

Plan plan(const Model& model, const SetField& command);
Plan plan(const Model& model, const EditText& command);
Plan plan(const Model& model, const AddRow& command);
Plan plan(const Model& model, const RemoveRow& command);
Plan plan(const Model& model, const MoveRow& command);
Plan plan(const Model& model, const PasteCells& command);
Plan plan(const Model& model, const NameFile& command);
Plan plan(const Model& model, const RemoveFile& command);
Plan plan(const Model& model, const TakeSide& command);
Plan plan(const Model& model, const TakeBase& command);
Plan plan(const Model& model, const KeepAll& command);
Plan plan(const Model& model, const WriteOwn& command);
Plan plan(const Model& model, const Restore& command);
Plan plan(const Model& model, const ReplaceFound& command);  // find.cpp

}  // namespace ziping::app
