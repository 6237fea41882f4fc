#include "shared/form/form.h"

#include <algorithm>

namespace ziping::form {
namespace {

using base::Json;

constexpr int kSectionsDeepMax = 8;

Show show_named(std::string_view name) {
  if (name == "numbered") return Show::Numbered;
  if (name == "runs") return Show::Runs;
  if (name == "table") return Show::Table;
  if (name == "blocks") return Show::Blocks;
  return Show::Plain;
}

void show_groups(Group& top, const Json& section, int depth) {
  if (depth > kSectionsDeepMax) return;
  for (const Json& content : section.list("content")) {
    const auto at = std::ranges::find(top.groups, content.text_or("group"), &Group::name);
    if (at != top.groups.end()) at->show = show_named(content.text_or("show"));
  }
  for (const Json& inner : section.list("sections")) show_groups(top, inner, depth + 1);
}

}  // namespace

base::Result<Form> Form::parse(Json json) {
  Form form;
  if (!json.is_object()) return base::Error{base::ErrorKind::Invalid, "bad-form", "这不是一份表样文件。", {}};
  form.id_ = json.text_or("id");
  form.title_ = json.text_or("title", form.id_);
  if (form.id_.empty()) return base::Error{base::ErrorKind::Invalid, "bad-form", "表样没有编号（id）。", {}};
  Json top = json;
  top["name"] = form.id_;
  auto group = parse_group(top);
  if (!group) return group.error();
  form.top_ = std::move(*group);
  for (const Json& section : json.list("sections")) show_groups(form.top_, section, 0);
  form.name_ = base::sha256(base::canonical(json));
  form.json_ = std::move(json);
  return form;
}

const Group* Form::node(const std::vector<RowStep>& rows) const {
  const Group* group = &top_;
  for (const RowStep& step : rows) {
    group = group->find_group(step.group);
    if (!group) return nullptr;
  }
  return group;
}

const Field* Form::find_field(const Path& path) const {
  const Group* group = node(path.rows);
  return group ? group->find(path.name) : nullptr;
}

const Group* Form::find_group(const Path& path) const {
  const Group* group = node(path.rows);
  return group && !path.name.empty() ? group->find_group(path.name) : group;
}

const std::vector<std::string>& Form::owners(const Path& path) const {
  if (const Field* field = find_field(path); field && !field->owners.empty()) return field->owners;
  const Group* group = &top_;
  const std::vector<std::string>* owners = &top_.owners;
  const auto enter = [&](std::string_view name) {
    group = group ? group->find_group(name) : nullptr;
    if (group && !group->owners.empty()) owners = &group->owners;
  };
  for (const RowStep& step : path.rows) enter(step.group);
  if (!path.name.empty()) enter(path.name);
  return *owners;
}

}  // namespace ziping::form
