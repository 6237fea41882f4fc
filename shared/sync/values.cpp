#include "shared/sync/values.h"

#include "shared/form/value.h"
#include "shared/report/conflict.h"
#include "shared/report/delta.h"

namespace ziping::sync {
namespace {

base::Status check_value(const form::Form& form, const form::Path& path, const base::Json& value,
                         const base::Json& stood) {
  const form::Field* field = form.find_field(path);
  if (!field || value.is_null()) return base::done();
  base::Status status = base::done();
  if (!report::is_conflict(value))
    status = form::check_stored(*field, value, stood);
  else if (!report::conflict_of(value) && !report::segments_of(value))
    status = base::Error{base::ErrorKind::Invalid, "bad-conflict", "“" + field->label + "”里的冲突格式不对。", {}};
  if (status) return status;
  base::Error error = status.error();
  error.cause = path.text();
  return error;
}

base::Status check_node(const form::Form& form, form::Path& at, const report::Node& node) {
  for (const auto& [name, value] : node.fields) {
    at.name = name;
    if (auto status = check_value(form, at, value.json(), {}); !status) return status;
  }
  for (const auto& [group, rows] : node.rows) {
    for (const report::Row& row : rows) {
      at.name.clear();
      at.rows.push_back({group, row.id});
      auto status = check_node(form, at, row);
      at.rows.pop_back();
      if (!status) return status;
    }
  }
  return base::done();
}

}  // namespace

base::Status check_values(const form::Form& form, const report::State& before, const report::State& after) {
  for (const form::Path& path : report::changed_paths(before, after)) {
    const report::Node* row = path.name.empty() && !path.rows.empty() ? report::find_row(after, path) : nullptr;
    form::Path at = path;
    auto status =
        row ? check_node(form, at, *row)
            : check_value(form, path, report::value_at(after, path).json(), report::value_at(before, path).json());
    if (!status) return status;
  }
  return base::done();
}

}  // namespace ziping::sync
