#include "shared/report/attachments.h"

#include <algorithm>

#include "shared/report/conflict.h"

namespace ziping::report {
namespace {

using form::Path;

bool asks_for_files(const form::Group& group) {
  return std::ranges::any_of(group.fields, [](const form::Field& one) { return one.kind == form::Kind::Files; }) ||
         std::ranges::any_of(group.groups, asks_for_files);
}

void collect(const Path& path, const base::Json& value, std::vector<PlacedAttachment>& out) {
  if (const auto conflict = conflict_of(value)) {
    collect(path, conflict->base, out);
    for (const Side& side : conflict->sides) collect(path, side.value, out);
    return;
  }
  auto entries = form::parse_attachments(value);
  if (!entries) return;
  for (form::Attachment& one : *entries) out.push_back({path, std::move(one)});
}

void collect(const form::Group& group, Path& at, const Node& node, std::vector<PlacedAttachment>& out) {
  for (const form::Field& field : group.fields) {
    if (field.kind != form::Kind::Files) continue;
    at.name = field.name;
    collect(at, node.value(field.name).json(), out);
  }
  at.name.clear();
  for (const form::Group& below : group.groups) {
    if (!asks_for_files(below)) continue;
    for (const Row& row : node.group(below.name)) {
      at.rows.push_back({below.name, row.id});
      collect(below, at, row, out);
      at.rows.pop_back();
    }
  }
}

}  // namespace

std::vector<PlacedAttachment> attachments(const form::Form& form, const State& state) {
  std::vector<PlacedAttachment> out;
  Path at;
  collect(form.top(), at, state, out);
  return out;
}

}  // namespace ziping::report
