#include "shared/form/field.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/form/path.h"

namespace ziping::form {
namespace {

using base::Json;

constexpr int kGroupsDeepMax = 4;

std::optional<Kind> kind_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Kind>, 8> kinds{{{"text", Kind::Text},
                                                                    {"line", Kind::Line},
                                                                    {"decimal", Kind::Decimal},
                                                                    {"integer", Kind::Integer},
                                                                    {"date", Kind::Date},
                                                                    {"choice", Kind::Choice},
                                                                    {"files", Kind::Files},
                                                                    {"reference", Kind::Reference}}};
  for (const auto& [text, kind] : kinds)
    if (text == name) return kind;
  return std::nullopt;
}

std::vector<std::string> strings(const Json::Array& array) {
  std::vector<std::string> out;
  for (const Json& entry : array)
    if (const std::string* text = entry.as_string()) out.push_back(*text);
  return out;
}

base::Error bad_form(std::string message) { return {base::ErrorKind::Invalid, "bad-form", std::move(message), {}}; }

}  // namespace

const Field* Group::find(std::string_view field) const {
  const auto at = std::ranges::find(fields, field, &Field::name);
  return at == fields.end() ? nullptr : &*at;
}

const Group* Group::find_group(std::string_view group) const {
  const auto at = std::ranges::find(groups, group, &Group::name);
  return at == groups.end() ? nullptr : &*at;
}

base::Result<Field> parse_field(const Json& json) {
  Field field;
  field.name = json.text_or("name");
  if (field.name.empty()) return bad_form("表样中有一个字段没有名称。");
  if (!is_name(field.name)) return bad_form("表样字段“" + field.name + "”的名称只能用小写字母、数字、点和下划线。");
  const auto kind = kind_named(json.text_or("kind", "line"));
  if (!kind) return bad_form("表样字段“" + field.name + "”的类型不认识。");
  field.kind = *kind;
  field.label = json.text_or("label", field.name);
  field.unit = json.text_or("unit");
  field.places = static_cast<int>(json.integer_or("places", -1));
  field.characters_min = json.integer_or("min", 0);
  field.characters_max = json.integer_or("max", 0);
  field.required = json.flag("required");
  field.owners = strings(json.list("owners"));
  field.formula = json.text_or("formula");
  if (field.kind == Kind::Reference) field.of = json.text_or("of");
  field.hint = json.text_or("hint");
  for (const Json& choice : json.list("choices")) {
    if (const std::string* text = choice.as_string())
      field.choices.push_back({*text, *text});
    else
      field.choices.push_back(
          {std::string(choice.text_or("value")), std::string(choice.text_or("label", choice.text_or("value")))});
  }
  if (field.kind == Kind::Choice && field.choices.empty() && !field.computed())
    return bad_form("表样字段“" + field.name + "”没有可选项。");
  return field;
}

base::Result<Group> parse_group(const Json& json, int depth) {
  Group group;
  group.name = json.text_or("name");
  if (group.name.empty()) return bad_form("表样中有一个表格没有名称。");
  if (depth > kGroupsDeepMax) return bad_form("表样中的表格嵌套过深。");
  group.label = json.text_or("label", group.name);
  group.owners = strings(json.list("owners"));
  group.rows_max = static_cast<std::size_t>(std::max<std::int64_t>(1, json.integer_or("rows_max", 2000)));
  for (const Json& entry : json.list("fields")) {
    auto field = parse_field(entry);
    if (!field) return field.error();
    if (group.find(field->name)) return bad_form("表样字段“" + group.name + "." + field->name + "”出现了两次。");
    group.fields.push_back(std::move(*field));
  }
  for (const Json& entry : json.list("groups")) {
    auto inner = parse_group(entry, depth + 1);
    if (!inner) return inner.error();
    if (!is_name(inner->name)) return bad_form("表样表格“" + inner->name + "”的名称只能用小写字母、数字、点和下划线。");
    if (group.find_group(inner->name)) return bad_form("表样表格“" + group.name + "." + inner->name + "”出现了两次。");
    group.groups.push_back(std::move(*inner));
  }
  return group;
}

}  // namespace ziping::form
