#include "client/app/edits.h"

#include <algorithm>

#include "client/text/say.h"
#include "shared/base/amount.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"

namespace ziping::app {

using base::Json;
using form::Path;

base::Error refusal(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

Plan refuse(const std::string& path, base::Error error) {
  Plan out;
  out.refused.emplace(path, std::move(error));
  return out;
}

base::Result<Json> typed_value(const OpenReport& report, const Path& path, std::string_view input) {
  const form::Field* field = report.form->find_field(path);
  if (!field) return refusal("unknown-field", text::say("edit.unknown_field", {}));
  const Json& stands = report::value_at(report.state, path).json();
  if (report::is_conflict(stands)) return refusal("open-conflict", text::say("edit.conflict", {}));
  return form::typed(*field, input, stands);
}

std::string note_about(const form::Field& field, std::string_view input) {
  if (field.kind == form::Kind::Decimal) {
    const base::Amount amount = base::read_amount(input, field.unit, form::places_max(field));
    if (amount.fault != base::AmountFault::None || !amount.converted()) return {};
    return text::say("edit.converted",
                     {base::grouped(amount.typed), amount.unit, base::grouped(amount.plain), field.unit});
  }
  const bool of_words = field.kind == form::Kind::Text || field.kind == form::Kind::Line;
  const std::size_t dropped = of_words ? base::lost_in(input).controls : 0;
  return dropped > 0 ? text::say("edit.dropped", {dropped}) : std::string();
}

namespace {

void add_typed(const OpenReport& report, const Path& path, std::string_view input, Plan& out) {
  auto value = typed_value(report, path, input);
  if (!value) {
    out.refused.emplace(path.text(), value.error());
    return;
  }
  out.edits.push_back(client::set_edit(path.text(), std::move(*value)));
  if (std::string note = note_about(*report.form->find_field(path), input); !note.empty())
    out.noted.emplace(path.text(), std::move(note));
}

// Unique among all devices: it holds who made it, where, when and as which edit.
std::string new_row_id(const Model& model, std::size_t number) {
  std::string seed = model.report->id + "\n" + (model.home.self ? model.home.self->name : std::string());
  for (const std::int64_t part :
       {model.now_ms, static_cast<std::int64_t>(model.report->typed), static_cast<std::int64_t>(number)})
    seed += "\n" + std::to_string(part);
  return base::sha256(seed).hex().substr(0, 16);
}

base::Error full(const form::Group& group) {
  const std::string_view noun = row_noun(group.show);
  return refusal("too-many-rows", text::say("edit.too_many_rows", {group.label, group.rows_max, noun}));
}

Plan decided(const OpenReport& report, const ConflictPlace& place, const Json& value) {
  Plan out;
  const std::string path = place.path.text();
  if (place.kind == ConflictPlace::Kind::Value) {
    out.edits.push_back(client::set_edit(path, value));
    return out;
  }
  auto segments = report::segments_of(report::value_at(report.state, place.path).json());
  if (!segments || place.segment >= segments->size()) return out;
  (*segments)[place.segment] = value.as_string() ? *value.as_string() : std::string();
  const Json all = report::to_json(*segments);
  out.edits.push_back(client::set_edit(path, all.as_string() && all.as_string()->empty() ? Json() : all));
  return out;
}

}  // namespace

report::Row new_row(const Model& model, const Path& group_path, std::size_t number) {
  report::Row row;
  row.id = new_row_id(model, number);
  const form::Group* group = model.report->form->find_group(group_path);
  const std::string team = model.home.self ? model.home.self->team : std::string();
  if (!team.empty() && group_path.rows.empty() && group->find("team")) row.set("team", report::Value(Json(team)));
  return row;
}

const report::Rows& rows_at(const OpenReport& report, const Path& group) {
  static const report::Rows none;
  const report::Node* node = report::find_node(report.state, group);
  return node ? node->group(group.name) : none;
}

Plan plan(const Model& model, const SetField& command) {
  auto path = Path::parse(command.path);
  if (!path) return refuse(command.path, path.error());
  Plan out;
  add_typed(*model.report, *path, command.input, out);
  return out;
}

Plan plan(const Model& model, const EditText& command) {
  auto path = Path::parse(command.path);
  if (!path) return refuse(command.path, path.error());
  const Json& now = report::value_at(model.report->state, *path).json();
  std::string text = now.as_string() ? *now.as_string() : std::string();
  for (const Splice& change : command.changes) {
    if (change.at > text.size() || change.removed > text.size() - change.at)
      return refuse(command.path, refusal("bad-edit", text::say("edit.bad_edit", {})));
    text.replace(change.at, change.removed, change.inserted);
  }
  Plan out;
  add_typed(*model.report, *path, text, out);
  return out;
}

Plan plan(const Model& model, const AddRow& command) {
  auto path = Path::parse(command.group);
  const form::Group* group = path ? model.report->form->find_group(*path) : nullptr;
  if (!group) return refuse(command.group, refusal("unknown-field", text::say("edit.unknown_group", {})));
  if (rows_at(*model.report, *path).size() >= group->rows_max) return refuse(command.group, full(*group));
  const report::Row row = new_row(model, *path, 0);
  Plan out;
  out.edits.push_back(client::place_edit(command.group + "[" + row.id + "]", command.after, report::to_json(row)));
  return out;
}

Plan plan(const Model&, const RemoveRow& command) {
  Plan out;
  out.edits.push_back(client::row_edit("remove", command.row));
  return out;
}

Plan plan(const Model& model, const MoveRow& command) {
  auto path = Path::parse(command.row);
  if (!path || path->rows.empty()) return {};
  Path group = *path;
  group.name = path->rows.back().group;
  group.rows.pop_back();
  const report::Rows& rows = rows_at(*model.report, group);
  const auto at = std::ranges::find(rows, path->rows.back().row, &report::Row::id);
  const std::ptrdiff_t from = at - rows.begin(), size = std::ssize(rows);
  const std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(from + command.by, 0, size - 1);
  Plan out;
  if (at == rows.end() || to == from) return out;
  // Behind the row that will stand before it.
  const std::ptrdiff_t before = to > from ? to : to - 1;
  out.edits.push_back(
      client::row_edit("move", command.row, before < 0 ? "" : rows[static_cast<std::size_t>(before)].id));
  return out;
}

Plan plan(const Model& model, const TakeSide& command) {
  Plan out;
  const auto conflict = conflict_at(model.report->state, command.place);
  if (!conflict || command.side >= conflict->sides.size()) return out;
  if (command.place.kind == ConflictPlace::Kind::Row) {
    out.edits.push_back(client::row_edit("remove", command.place.path.text()));
    return out;
  }
  return decided(*model.report, command.place, conflict->sides[command.side].value);
}

Plan plan(const Model& model, const TakeBase& command) {
  const auto conflict = conflict_at(model.report->state, command.place);
  if (!conflict || command.place.kind == ConflictPlace::Kind::Row) return {};
  return decided(*model.report, command.place, conflict->base);
}

Plan plan(const Model& model, const KeepAll& command) {
  Plan out;
  const auto conflict = conflict_at(model.report->state, command.place);
  if (!conflict || command.place.kind == ConflictPlace::Kind::Value) return out;
  if (command.place.kind == ConflictPlace::Kind::Row) {
    out.edits.push_back(client::row_edit("keep", command.place.path.text()));
    return out;
  }
  std::string all;
  for (const report::Side& side : conflict->sides)
    if (const std::string* words = side.value.as_string()) all += *words;
  return decided(*model.report, command.place, Json(all));
}

Plan plan(const Model& model, const WriteOwn& command) {
  const form::Field* field = model.report->form->find_field(command.place.path);
  if (!field || !conflict_at(model.report->state, command.place)) return {};
  if (command.place.kind == ConflictPlace::Kind::Sentence)
    return decided(*model.report, command.place, Json(base::normalised(command.input)));
  auto value = form::typed(*field, command.input);
  return value ? decided(*model.report, command.place, *value) : refuse(command.place.path.text(), value.error());
}

namespace {

// Puts a row back behind the one that stood before it then, as far as that is still there.
void restore_row(const report::State& then, const OpenReport& report, const Path& path, Plan& out) {
  Path parent = path;
  const form::RowStep step = parent.rows.back();
  parent.rows.pop_back();
  const report::Node* before = report::find_node(then, parent);
  const report::Node* now = report::find_node(report.state, parent);
  if (!before || !now) return;
  std::string after;
  for (const report::Row& row : before->group(step.group)) {
    if (row.id == step.row) return out.edits.push_back(client::place_edit(path.text(), after, report::to_json(row)));
    if (report::row_of(now->group(step.group), row.id)) after = row.id;
  }
}

}  // namespace

Plan plan(const Model& model, const Restore& command) {
  Plan out;
  const OpenReport& report = *model.report;
  const auto read = report.read.find(report.left);
  if (report.right != "draft" || read == report.read.end() || !read->second.state) return out;
  for (const std::size_t index : command.changes) {
    if (index >= report.changes.size()) continue;
    const Change& change = report.changes[index];
    const std::string place = change.path.text();
    if (std::string locked = locked_because(model, change.path); !locked.empty()) {
      out.refused.emplace(place, refusal("not-yours", text::say("edit.not_restored", {locked})));
      continue;
    }
    switch (change.kind) {
      case Change::Kind::Value:
      case Change::Kind::Text: {
        const Json& value = report::value_at(*read->second.state, change.path).json();
        if (report::is_conflict(value))
          out.refused.emplace(place, refusal("open-conflict", text::say("edit.old_conflict", {})));
        else
          out.edits.push_back(client::set_edit(place, value));
        break;
      }
      case Change::Kind::RowRemoved:
        restore_row(*read->second.state, report, change.path, out);
        break;
      case Change::Kind::RowAdded:
        out.edits.push_back(client::row_edit("remove", place));
        break;
      case Change::Kind::RowMoved:
        break;  // where a row stands is no content
    }
  }
  return out;
}

}  // namespace ziping::app
