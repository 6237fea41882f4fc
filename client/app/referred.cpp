#include "client/app/referred.h"

#include <algorithm>

#include "client/text/say.h"
#include "shared/document/labelled.h"
#include "shared/report/conflict.h"

namespace ziping::app {
namespace {

std::string name_of_team(const TeamNames& teams, const std::string& id) {
  const auto at = teams.find(id);
  return at == teams.end() ? id : at->second;
}

}  // namespace

std::string referred_row_words(const Naming& naming, const form::Field& field, const report::Row& row,
                               std::size_t nth) {
  const form::Group* group = naming.form.top().find_group(field.of);
  if (!group) return row.id;
  const std::string number = nth_words(group->show, nth);
  const std::string words = row_title(*group, row, number, naming.teams);
  return words == number ? number : text::say("fields.nth_and_words", {number, words});
}

std::string referred_words(const Naming& naming, const form::Field& field, const std::string& stored) {
  if (field.of.empty()) return name_of_team(naming.teams, stored);
  const report::Rows& rows = naming.state.group(field.of);
  const auto at = std::ranges::find(rows, stored, &report::Row::id);
  if (at != rows.end()) return referred_row_words(naming, field, *at, static_cast<std::size_t>(at - rows.begin()) + 1);
  return form::is_row_id(stored) ? text::say("fields.row_gone", {}) : stored;
}

std::string printed_words(const Naming& naming, const form::Field* field, const report::Value& value) {
  if (!field || field->kind != form::Kind::Reference) return document::printed(field, value);
  if (const std::string* stored = value.text()) return referred_words(naming, *field, *stored);
  auto conflict = report::conflict_of(value.json());
  if (!conflict) return document::printed(field, value);
  for (report::Side& side : conflict->sides)
    if (const std::string* stored = side.value.as_string())
      side.value = base::Json(referred_words(naming, *field, *stored));
  return document::printed(nullptr, report::Value(report::to_json(*conflict)));
}

}  // namespace ziping::app
