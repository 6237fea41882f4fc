#include "client/app/draft_words.h"

#include <map>
#include <optional>

#include "shared/document/labelled.h"

namespace ziping::app {
namespace {

using Kind = DraftEdit::Kind;

constexpr std::string_view kBetweenLabels = " · ";

std::optional<Kind> kind_of_edit(std::string_view op) {
  if (op == "set") return Kind::Typed;
  if (op == "place") return Kind::RowAdded;
  if (op == "remove") return Kind::RowRemoved;
  if (op == "move") return Kind::RowMoved;
  if (op == "keep") return Kind::RowKept;
  return std::nullopt;
}

// Whether the row is there does not matter: only the form is asked.
std::string labels_of_path(const form::Form& form, const form::Path& path) {
  std::string out;
  const auto add = [&out](const std::string& label) {
    out += (out.empty() ? "" : std::string(kBetweenLabels)) + label;
  };
  form::Path at;
  for (const form::RowStep& step : path.rows) {
    at.rows.push_back(step);
    const form::Group* group = form.find_group(at);
    add(group && !group->label.empty() ? group->label : step.group);
  }
  if (path.name.empty()) return out;
  const form::Field* field = form.find_field(path);
  add(field && !field->label.empty() ? field->label : path.name);
  return out;
}

std::string typed_words(const form::Field* field, const base::Json& value, const TeamNames& teams) {
  const std::string* text = value.as_string();
  if (field && text && field->kind == form::Kind::Reference)
    if (const auto team = teams.find(*text); team != teams.end()) return team->second;
  std::string out = document::printed(field, report::Value(value));
  const bool is_unknown = out.empty() && !text && !value.is_null();
  return is_unknown ? base::canonical(value) : out;
}

// With the rows in it.
std::string all_words(const form::Group& group, const report::Row& row) {
  std::string out = row_words(group, row);
  for (const form::Group& inner : group.groups)
    for (const report::Row& one : row.group(inner.name)) out += (out.empty() ? "" : "\n") + all_words(inner, one);
  return out;
}

std::string added_words(const form::Group* group, const base::Json* json) {
  if (!json) return {};
  const auto row = report::parse_row(*json);
  return group && row ? all_words(*group, *row) : base::canonical(*json);
}

DraftEdit readable(const form::Form* form, const base::Json& edit, const TeamNames& teams) {
  const std::string place(edit.text_or("path"));
  const auto path = form::Path::parse(place);
  const std::optional<Kind> kind = kind_of_edit(edit.text_or("op"));
  if (!path || !kind)
    return {.kind = Kind::Damaged, .words = edit.as_string() ? *edit.as_string() : base::canonical(edit)};
  DraftEdit out{.kind = *kind, .place = form ? labels_of_path(*form, *path) : place};
  if (*kind == Kind::Typed) {
    const base::Json* value = edit.find("value");
    out.words = typed_words(form ? form->find_field(*path) : nullptr, value ? *value : base::Json(), teams);
    return out;
  }
  const form::Group* group = form ? form->find_group(*path) : nullptr;
  if (group) out.show = group->show;
  if (*kind == Kind::RowAdded) out.words = added_words(group, edit.find("row"));
  return out;
}

// Of edits that do the same to the same place.
std::vector<const base::Json*> last_of_each(const std::vector<base::Json>& edits) {
  std::vector<const base::Json*> out;
  std::map<std::string, std::size_t> known;
  for (const base::Json& edit : edits) {
    const std::string path(edit.text_or("path"));
    const auto [at, is_new] = known.try_emplace(std::string(edit.text_or("op")) + " " + path, out.size());
    if (is_new || path.empty())
      out.push_back(&edit);
    else
      out[at->second] = &edit;
  }
  return out;
}

}  // namespace

DraftWords draft_words(const form::Form* form, const std::vector<base::Json>& edits, const TeamNames& teams) {
  DraftWords out;
  for (const base::Json* edit : last_of_each(edits)) {
    if (out.edits.size() < kDraftEditsShown)
      out.edits.push_back(readable(form, *edit, teams));
    else
      ++out.more;
  }
  return out;
}

}  // namespace ziping::app
