#include "client/app/paste.h"

#include <algorithm>
#include <set>

#include "client/app/unread.h"
#include "client/text/say.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"

namespace ziping::app {
namespace {

using base::Json;
using form::Path;

constexpr std::size_t kWordsShown = 40;  // characters of a refused cell

// The cell that begins at `at`; `at` then stands on the tab or line end behind it.
std::string next_cell(std::string_view text, std::size_t& at) {
  if (at < text.size() && text[at] == '"') {
    std::string cell;
    for (std::size_t i = at + 1; i < text.size(); ++i) {
      if (text[i] != '"') {
        cell += text[i];
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[i++];
      } else {
        const std::string_view rest = text.substr(i + 1);
        const bool ends =
            rest.empty() || rest[0] == '\t' || rest[0] == '\n' || rest == "\r" || rest.starts_with("\r\n");
        if (!ends) break;  // a quotation mark that somebody wrote
        at = i + 1;
        return cell;
      }
    }
  }
  const std::size_t end = std::min(text.find_first_of("\t\n", at), text.size());
  std::string_view cell = text.substr(at, end - at);
  at = end;
  if (cell.ends_with('\r')) cell.remove_suffix(1);
  return std::string(cell);
}

// Computed ones as well: they are copied with the others, and what comes after one goes to its own column again.
std::vector<const form::Field*> columns_of(const form::Group& group) {
  std::vector<const form::Field*> columns;
  for (const form::Field& field : group.fields) columns.push_back(&field);
  return columns;
}

// Why nothing of it is taken, when it is too much at once.
std::optional<base::Error> too_much(const std::string& cells) {
  const auto rows = static_cast<std::size_t>(std::ranges::count(cells, '\n')) + (cells.ends_with('\n') ? 0 : 1);
  if (rows <= kPasteRowsMax && cells.size() <= kPasteBytesMax) return std::nullopt;
  return refusal("too-much",
                 text::say("edit.too_much", {rows, cells.size() >> 10, kPasteRowsMax, kPasteBytesMax >> 10}));
}

// The copied cells against the table that they go into.
class Pasting {
 public:
  Pasting(const Model& model, const PasteCells& command, const Path& path, const form::Group& group)
      : model_(model),
        command_(command),
        path_(path),
        group_(group),
        columns_(columns_of(group)),
        rows_(rows_at(*model.report, path)),
        rows_lock_(rows_locked_because(model, path)) {}

  Plan plan() {
    const auto cells = cells_of(command_.cells);
    std::size_t widest = 0;
    for (const auto& row : cells) widest = std::max(widest, row.size());
    const std::size_t room = columns_.size() - std::min(command_.column, columns_.size());
    if (widest > room) plan_.noted.emplace(command_.group, text::say("edit.columns_left", {widest - room}));
    last_ = rows_.empty() ? std::string() : rows_.back().id;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t at = command_.row + i;
      if (at >= group_.rows_max) {
        const std::string why = text::say("edit.rows_left", {group_.label, group_.rows_max, cells.size() - i});
        plan_.refused.emplace(command_.group, refusal("too-many-rows", why));
        break;
      }
      if (at >= rows_.size() && !rows_lock_.empty()) {
        plan_.refused.emplace(command_.group, refusal("not-yours", text::say("edit.locked", {rows_lock_})));
        break;
      }
      at < rows_.size() ? change_row(rows_[at], cells[i]) : add_row(i, cells[i]);
    }
    return std::move(plan_);
  }

 private:
  template <class Take>
  void each_cell(const std::string& row, const std::vector<std::string>& cells, const Take& take) {
    Path cell = path_;
    cell.rows.push_back({path_.name, row});
    for (std::size_t j = 0; j < cells.size() && command_.column + j < columns_.size(); ++j) {
      const form::Field& field = *columns_[command_.column + j];
      if (field.computed()) continue;
      cell.name = field.name;
      std::string place = cell.text();
      auto value = typed_value(*model_.report, cell, cells[j]);
      if (!value) {
        plan_.refused.emplace(std::move(place), value.error());
        continue;
      }
      if (std::string note = note_about(field, cells[j]); !note.empty()) plan_.noted.emplace(place, std::move(note));
      take(cell, place, std::move(*value));
    }
  }

  void change_row(const report::Row& row, const std::vector<std::string>& cells) {
    each_cell(row.id, cells, [&](const Path& cell, const std::string& place, Json value) {
      const bool stands = row.value(cell.name).json() == value;
      if (stands && !holds_unread(place)) return;
      const std::string lock = locked_because(model_, cell);
      if (lock.empty())
        plan_.edits.push_back(client::set_edit(place, std::move(value)));
      else if (!stands)
        plan_.refused.emplace(place, refusal("not-yours", text::say("edit.locked", {lock})));
    });
  }

  // Words that were not read there: the edit takes them away, also where it sets what stands.
  [[nodiscard]] bool holds_unread(const std::string& place) const {
    const OpenReport& report = *model_.report;
    return !report.unsaid.empty() && unsaid_at(report, place_of_typed(place));
  }

  void add_row(std::size_t number, const std::vector<std::string>& cells) {
    report::Row fresh = new_row(model_, path_, number);
    each_cell(fresh.id, cells, [&](const Path& cell, const std::string&, Json value) {
      fresh.set(cell.name, report::Value(std::move(value)));
    });
    plan_.edits.push_back(client::place_edit(command_.group + "[" + fresh.id + "]", last_, report::to_json(fresh)));
    last_ = fresh.id;
  }

  const Model& model_;
  const PasteCells& command_;
  const Path& path_;
  const form::Group& group_;
  std::vector<const form::Field*> columns_;
  const report::Rows& rows_;
  std::string rows_lock_, last_;
  Plan plan_;
};

}  // namespace

std::vector<std::vector<std::string>> cells_of(std::string_view text) {
  std::vector<std::vector<std::string>> out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::vector<std::string>& cells = out.emplace_back();
    cells.push_back(next_cell(text, at));
    while (at < text.size() && text[at] == '\t') cells.push_back(next_cell(text, ++at));
    if (at < text.size() && text[at] == '\r') ++at;
  }
  return out;
}

Plan plan(const Model& model, const PasteCells& command) {
  auto path = Path::parse(command.group);
  const form::Group* group = path ? model.report->form->find_group(*path) : nullptr;
  if (!group) return refuse(command.group, refusal("unknown-field", text::say("edit.unknown_group", {})));
  if (auto error = too_much(command.cells)) return refuse(command.group, std::move(*error));
  return Pasting(model, command, *path, *group).plan();
}

bool PastePreview::asks() const {
  return nothing || added > 0 || refused > 0 || columns_left > 0 || rows_left > 0 ||
         rows * columns > kPasteCellsUnasked;
}

namespace {

// The numbers, the rows as they will be, and what is refused, of a plan.
class Foreseeing {
 public:
  Foreseeing(const Model& model, const PasteCells& command, const Path& path, const form::Group& group)
      : model_(model), command_(command), path_(path), columns_(columns_of(group)), plan_(plan(model, command)) {}

  PastePreview preview() {
    if (const auto at = plan_.refused.find(command_.group);
        at != plan_.refused.end() && plan_.edits.empty() && plan_.refused.size() == 1)
      out_.nothing = at->second;
    if (too_much(command_.cells)) return std::move(out_);
    cells_ = cells_of(command_.cells);
    count_shape();
    count_edits();
    const std::size_t rows_after = rows_at(*model_.report, path_).size() + out_.added;
    const std::size_t room = rows_after - std::min(rows_after, command_.row);
    out_.rows_left = out_.rows - std::min(out_.rows, room);
    show_rows();
    show_refusals();
    return std::move(out_);
  }

 private:
  void count_shape() {
    out_.rows = cells_.size();
    for (const auto& row : cells_) out_.columns = std::max(out_.columns, row.size());
    const std::size_t room = columns_.size() - std::min(command_.column, columns_.size());
    out_.columns_left = out_.columns - std::min(out_.columns, room);
    for (std::size_t i = 0; i < std::min(out_.columns, room); ++i) out_.fields.push_back(columns_[command_.column + i]);
  }

  void count_edits() {
    for (const Json& edit : plan_.edits) {
      const std::string place(edit.text_or("path"));
      const auto path = Path::parse(place);
      if (!path) continue;
      if (path->name.empty())
        ++out_.added;
      else if (!report::value_at(model_.report->state, *path).absent())
        replaced_.insert(place);
    }
    out_.replaced = replaced_.size();
    out_.refused = plan_.refused.size() - plan_.refused.count(command_.group);
  }

  // The rows as they stand once the plan is carried out; of a long one only as far as is shown.
  void show_rows() {
    after_ = model_.report->state;
    const std::size_t enough = kPasteRowsShown * std::max<std::size_t>(columns_.size(), 1);
    for (std::size_t i = 0; i < std::min(plan_.edits.size(), enough); ++i)
      static_cast<void>(client::apply_edit(after_, plan_.edits[i]));
    const report::Node* node = report::find_node(after_, path_);
    if (!node) return;
    const report::Rows& rows = node->group(path_.name);
    const std::size_t before = rows_at(*model_.report, path_).size();
    const std::size_t shown =
        std::min({out_.rows - out_.rows_left, kPasteRowsShown, rows.size() - std::min(rows.size(), command_.row)});
    for (std::size_t i = 0; i < shown; ++i) {
      const std::size_t at = command_.row + i;
      PastePreview::Row row{at + 1, at >= before, {}};
      for (std::size_t j = 0; j < out_.fields.size(); ++j) row.cells.push_back(cell(rows[at], i, j));
      out_.first.push_back(std::move(row));
    }
  }

  PastePreview::Cell cell(const report::Row& row, std::size_t i, std::size_t j) const {
    const form::Field& field = *out_.fields[j];
    const std::string place = place_of(row.id, field);
    if (field.computed()) return {};  // it follows from the others, once they are there
    if (plan_.refused.contains(place)) return {base::excerpt(cells_[i].at(j), kWordsShown), true, false};
    const Json& value = row.value(field.name).json();
    const bool team = field.kind == form::Kind::Reference && value.as_string();
    return {team ? team_name(model_, *value.as_string()) : form::shown(field, value), false, replaced_.contains(place)};
  }

  std::string place_of(const std::string& row, const form::Field& field) const {
    return command_.group + "[" + row + "]." + field.name;
  }

  // In the order of the rows, which the plan's map of paths is not in.
  void show_refusals() {
    std::vector<std::string> ids;
    for (const report::Row& row : rows_at(*model_.report, path_)) ids.push_back(row.id);
    for (const Json& edit : plan_.edits)
      if (const auto path = Path::parse(edit.text_or("path")); path && path->name.empty())
        ids.push_back(path->rows.back().row);
    for (std::size_t at = command_.row; at < ids.size(); ++at)
      for (const form::Field* field : out_.fields) {
        if (out_.refusals.size() == kPasteRefusalsShown) return;
        if (const auto error = plan_.refused.find(place_of(ids[at], *field)); error != plan_.refused.end())
          out_.refusals.push_back({at + 1, field->label, error->second.message});
      }
  }

  const Model& model_;
  const PasteCells& command_;
  const Path& path_;
  std::vector<const form::Field*> columns_;
  Plan plan_;
  std::vector<std::vector<std::string>> cells_;
  std::set<std::string> replaced_;
  report::State after_;
  PastePreview out_;
};

}  // namespace

PastePreview foresee(const Model& model, const PasteCells& command) {
  const auto path = Path::parse(command.group);
  const form::Group* group = path ? model.report->form->find_group(*path) : nullptr;
  if (!group) return {};
  return Foreseeing(model, command, *path, *group).preview();
}

}  // namespace ziping::app
