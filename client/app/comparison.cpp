#include "client/app/comparison.h"

#include <algorithm>
#include <set>

#include "client/app/referred.h"
#include "client/text/say.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"
#include "shared/document/labelled.h"
#include "shared/document/layout.h"
#include "shared/report/delta.h"

namespace ziping::app {
namespace {

using form::Path;
using report::Row;
using report::Rows;
using report::State;

constexpr std::string_view kBetweenNames = " · ";
constexpr std::size_t kTitleCharactersMax = 24;
constexpr std::size_t kShortLineCharacters = 16;  // a longer line is compared character by character

// The field that names a row: the last filled one of the lines it begins with, up to one that must be filled
// (一级指标, 二级指标, 三级指标; 方面, 节点; 小标题, 标题句).
std::string name_of(const form::Group& group, const Row& row) {
  std::vector<const form::Field*> lines;
  for (const form::Field& field : group.fields) {
    if (field.kind != form::Kind::Line && field.kind != form::Kind::Reference) break;
    if (field.kind == form::Kind::Line && !field.computed()) lines.push_back(&field);
    if (field.required && lines.size() > 1) break;
  }
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (std::string words = document::printed(*line, row.value((*line)->name)); !words.empty()) return words;
  for (const form::Field& field : group.fields)
    if (field.kind == form::Kind::Text)
      if (std::string words = document::printed(&field, row.value(field.name)); !words.empty()) return words;
  return {};
}

std::string place_in(const Rows& rows, const std::string& id, form::Show show) {
  const auto at = std::ranges::find(rows, id, &Row::id);
  return at == rows.end() ? std::string() : nth_words(show, static_cast<std::size_t>(at - rows.begin()) + 1);
}

// The ids of both, in the order of `after`; a removed row stands behind the one it stood behind.
std::vector<std::string> ids_of(const Rows& before, const Rows& after) {
  std::vector<std::string> out;
  for (const Row& row : after) out.push_back(row.id);
  std::string previous;
  for (const Row& row : before) {
    if (!report::row_of(after, row.id)) {
      const auto at = std::ranges::find(out, previous);
      out.insert(previous.empty() || at == out.end() ? out.begin() : at + 1, row.id);
    }
    previous = row.id;
  }
  return out;
}

class Comparing {
 public:
  Comparing(const form::Form& form, const State& before, const State& after, Context context, const TeamNames& teams,
            const ComputedOfBoth& computed)
      : form_(form),
        layout_(document::layout_of(form)),
        before_(before),
        after_(after),
        context_(context),
        teams_(teams),
        computed_(computed) {
    for (Path& path : report::changed_paths(before, after)) left_.insert(std::move(path));
    if (!computed.before || !computed.after) return;
    for (const auto* side : {computed.before, computed.after})
      for (const auto& [path, value] : *side)
        if (result_of(computed.before, path) != result_of(computed.after, path)) figures_left_.insert(path);
  }

  std::vector<Change> changes() {
    std::string chapter;
    for (const document::Section& section : layout_) {
      if (section.level <= 1) chapter = section.number.substr(0, section.number.find("、"));
      section_ = (section.level <= 1 ? "" : chapter) + section.number + section.title;
      for (const document::Content& content : section.contents) {
        if (content.source == document::Source::Field) field({{}, content.name}, {});
        if (content.source == document::Source::Group)
          if (const form::Group* group = form_.top().find_group(content.name)) rows({}, *group, before_, after_, {});
      }
    }
    section_ = text::say("changes.other");
    const std::set<std::string> unlisted_figures = figures_left_;
    for (const std::string& text : unlisted_figures)
      if (const auto path = Path::parse(text); path && path->rows.empty()) figure(*path, {});
    while (!left_.empty()) unlisted(*left_.begin());
    return std::move(out_);
  }

 private:
  void rows(const Path& parent, const form::Group& group, const report::Node& before, const report::Node& after,
            const std::string& names) {
    const Rows &old_rows = before.group(group.name), &new_rows = after.group(group.name);
    for (const std::string& id : ids_of(old_rows, new_rows)) {
      Path path = parent;
      path.rows.push_back({group.name, id});
      const Row *old_row = report::row_of(old_rows, id), *new_row = report::row_of(new_rows, id);
      const Rows& in = new_row ? new_rows : old_rows;
      const Row& shown = new_row ? *new_row : *old_row;
      const auto number = static_cast<std::size_t>(&shown - in.data()) + 1;
      const std::string name = names + (names.empty() ? "" : std::string(kBetweenNames)) +
                               row_title(group, shown, nth_words(group.show, number), teams_);
      if (left_.erase(path) > 0)
        row(path, group, old_row, new_row, name, place_in(old_rows, id, group.show),
            place_in(new_rows, id, group.show));
      if (!old_row || !new_row) continue;
      for (const form::Field& one : group.fields) field({path.rows, one.name}, name);
      for (const form::Group& inner : group.groups) rows(path, inner, *old_row, *new_row, name);
    }
  }

  void row(const Path& path, const form::Group& group, const Row* old_row, const Row* new_row, const std::string& name,
           const std::string& old_place, const std::string& new_place) {
    if (old_row && new_row && old_row->removed_by != new_row->removed_by) {
      const auto words = [](const Row& row) {
        return row.removed_by.empty() ? std::string() : text::say("changes.row_clash", {});
      };
      return add({Change::Kind::Value, path, {}, name, words(*old_row), words(*new_row), {}, {}});
    }
    if (old_row && new_row && old_row->extra != new_row->extra) return unknown(path, name);
    Change change{Change::Kind::RowMoved, path, {}, name, old_place, new_place, {}, {}};
    if (!old_row) {
      change.kind = Change::Kind::RowAdded;
      change.pieces = {{row_words(group, *new_row), Part::Inserted}};
    } else if (!new_row) {
      change.kind = Change::Kind::RowRemoved;
      change.pieces = {{row_words(group, *old_row), Part::Removed}};
    }
    add(std::move(change));
  }

  static base::Json result_of(const std::map<std::string, base::Json>* side, const std::string& path) {
    const auto at = side->find(path);
    return at == side->end() ? base::Json() : at->second;
  }

  // What a formula computes, where it comes out differently.
  void figure(const Path& path, const std::string& names) {
    if (figures_left_.erase(path.text()) == 0) return;
    const form::Field* asked = form_.find_field(path);
    const base::Json before = result_of(computed_.before, path.text()), after = result_of(computed_.after, path.text());
    Change change{Change::Kind::Value, path, {}, names, {}, {}, {}, {}};
    change.label += (names.empty() ? "" : std::string(kBetweenNames)) +
                    text::say("fields.computed", {asked ? asked->label : path.name});
    change.before = words_of(asked, before_, report::Value(before));
    change.after = words_of(asked, after_, report::Value(after));
    change.difference = difference_between(before, after);
    add(std::move(change));
  }

  void field(const Path& path, const std::string& names) {
    figure(path, names);
    if (left_.erase(path) == 0) return;
    const form::Field* asked = form_.find_field(path);
    const report::Value &old_value = report::value_at(before_, path), &new_value = report::value_at(after_, path);
    Change change{Change::Kind::Value, path, {}, names, {}, {}, {}, {}};
    change.label += (names.empty() ? "" : std::string(kBetweenNames)) + (asked ? asked->label : path.name);
    change.before = words_of(asked, before_, old_value);
    change.after = words_of(asked, after_, new_value);
    const bool is_text = asked && asked->kind == form::Kind::Text;
    const bool is_long_line = asked && asked->kind == form::Kind::Line && !change.before.empty() &&
                              !change.after.empty() &&
                              base::count_characters(change.before + change.after) > 2 * kShortLineCharacters;
    if (is_text || is_long_line) {
      change.kind = Change::Kind::Text;
      change.pieces = is_text ? text_changed(change.before, change.after, context_)
                              : characters_changed(change.before, change.after);
      change.before.clear();
      change.after.clear();
    } else if (asked && asked->kind == form::Kind::Decimal) {
      change.difference = difference_between(old_value.json(), new_value.json());
    }
    add(std::move(change));
  }

  // What the form does not lay out, or does not know.
  void unlisted(const Path& path) {
    if (!path.name.empty()) return field(Path(path), {});
    const Path row_path = path;
    left_.erase(row_path);
    if (row_path.rows.empty()) return unknown(row_path, text::say("changes.report", {}));
    const form::Group* group = form_.find_group(row_path);
    const form::Group none{row_path.rows.back().group, row_path.rows.back().group, {}, {}, {}, {}};
    const Row *old_row = report::find_row(before_, row_path), *new_row = report::find_row(after_, row_path);
    row(row_path, group ? *group : none, old_row, new_row, group ? group->label : none.label, {}, {});
  }

  void unknown(const Path& path, const std::string& name) {
    add({Change::Kind::Value, path, {}, name, {}, text::say("changes.unknown", {}), {}, {}});
  }

  std::string words_of(const form::Field* asked, const State& state, const report::Value& value) const {
    if (const base::Json::Array* files = value.json().as_array()) {
      std::string out;
      for (const base::Json& file : *files) {
        if (!out.empty()) out += text::say("common.comma");
        out += file.text_or("name");
      }
      return out;
    }
    std::string out = printed_words({form_, state, teams_}, asked, value);
    if (asked && !asked->unit.empty() && !out.empty()) out += " " + asked->unit;
    return out;
  }

  void add(Change change) {
    change.section = section_;
    out_.push_back(std::move(change));
  }

  const form::Form& form_;
  const std::vector<document::Section> layout_;
  const State &before_, &after_;
  Context context_;
  const TeamNames& teams_;
  ComputedOfBoth computed_;
  std::set<std::string> figures_left_;  // that differ, by path text
  std::set<Path> left_;
  std::string section_;
  std::vector<Change> out_;
};

}  // namespace

std::vector<Change> changes_between(const form::Form& form, const State& before, const State& after, Context context,
                                    const TeamNames& teams, const ComputedOfBoth& computed) {
  return Comparing(form, before, after, context, teams, computed).changes();
}

std::string_view row_noun(form::Show show) {
  const bool is_table = show == form::Show::Table, is_block = show == form::Show::Blocks;
  return text::say(is_table ? "rows.row" : is_block ? "rows.paragraph" : "rows.entry");
}

std::string nth_words(form::Show show, std::size_t number) {
  const bool is_table = show == form::Show::Table, is_block = show == form::Show::Blocks;
  return text::say(is_table ? "table.nth_row" : is_block ? "rows.nth_paragraph" : "rows.nth_entry", {number});
}

std::string row_title(const form::Group& group, const Row& row, const std::string& nth, const TeamNames& teams) {
  if (const std::string* team = row.value("team").text())
    if (const auto found = teams.find(*team); found != teams.end()) return found->second;
  const std::string words = base::excerpt(name_of(group, row), kTitleCharactersMax);
  return words.empty() ? nth : words;
}

std::string row_words(const form::Group& group, const Row& row) {
  const auto is_short = [](const form::Field& field) { return field.kind != form::Kind::Text; };
  std::string out = document::labelled(group, row, is_short);
  for (const form::Field& field : group.fields) {
    if (is_short(field)) continue;
    const std::string text = document::printed(&field, row.value(field.name));
    if (!text.empty()) out += (out.empty() ? "" : "\n") + text;
  }
  return out;
}

std::string difference_between(const base::Json& before, const base::Json& after) {
  if (!before.is_string() || !after.is_string()) return {};
  const auto from = base::Decimal::parse_stored(*before.as_string()),
             to = base::Decimal::parse_stored(*after.as_string());
  if (!from || !to) return {};
  const auto difference = base::Rational(*to).minus(base::Rational(*from));
  if (!difference || difference->sign() == 0) return {};
  const auto rounded = difference->absolute().rounded(std::max(from->places(), to->places()));
  return rounded ? (difference->sign() > 0 ? "+" : "−") + rounded->grouped() : std::string();
}

}  // namespace ziping::app
