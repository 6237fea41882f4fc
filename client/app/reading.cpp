#include "client/app/reading.h"

#include <algorithm>

#include "client/app/held.h"
#include "client/app/referred.h"
#include "client/text/say.h"
#include "shared/base/utf8.h"
#include "shared/document/labelled.h"
#include "shared/document/layout.h"
#include "shared/document/outline.h"
#include "shared/document/write_text.h"
#include "shared/form/attachment.h"

namespace ziping::app {
namespace {

using Cells = std::vector<std::string>;

constexpr std::size_t kRowWords = 20;  // characters that name a row

// What is read, and how what it names is called.
struct Source {
  const form::Form& form;
  const report::State& state;
  const std::map<std::string, base::Json>& computed;
  const TeamNames& teams;
};

// How many paragraphs the sections behind the last heading end the document with: signature and date.
std::size_t closing_paragraphs(const form::Form& form, const report::State& state) {
  const std::vector<document::Section> sections = document::layout_of(form);
  std::size_t count = 0;
  for (auto section = sections.rbegin(); section != sections.rend() && section->level == 0; ++section) {
    if (section + 1 == sections.rend()) break;  // the cover
    for (const document::Content& content : section->contents) {
      const form::Field* field = form.top().find(content.name);
      const bool printed = content.source == document::Source::Field &&
                           content.printing == document::Printing::Printed && field &&
                           !document::printed(field, state.value(content.name)).empty();
      if (printed) ++count;
    }
  }
  return count;
}

std::string cell_of(const Source& source, const form::Group& group, const report::Row& row, const form::Field& field) {
  if (field.kind == form::Kind::Files) return {};
  if (!field.computed()) return printed_words({source.form, source.state, source.teams}, &field, row.value(field.name));
  const auto at = source.computed.find(form::Path{{{group.name, row.id}}, field.name}.text());
  return at == source.computed.end() ? std::string() : document::printed(&field, report::Value(at->second));
}

Cells cells_of(const Source& source, const form::Group& group, const report::Row& row) {
  Cells out;
  for (const form::Field& field : group.fields) out.push_back(cell_of(source, group, row, field));
  return out;
}

bool is_empty(const Cells& cells) {
  return std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); });
}

// The rows of a group that write_to_read() lists, one paragraph each.
Paragraph table_of(const Source& source, const form::Group& group) {
  Paragraph out;
  std::vector<Cells>& table = out.table;
  table.emplace_back();
  out.row_paths.push_back(group.name);
  for (const form::Field& field : group.fields) {
    table[0].push_back(field.unit.empty() ? field.label : field.label + "（" + field.unit + "）");
    out.column_fields.push_back(field.computed() ? std::string() : field.name);
  }
  for (const report::Row& row : source.state.group(group.name)) {
    Cells cells = cells_of(source, group, row);
    if (is_empty(cells) && row.removed_by.empty()) continue;
    if (!row.removed_by.empty() && !cells.empty()) cells[0] = text::say("reading.row_clash", {cells[0]});
    table.push_back(std::move(cells));
    out.row_paths.push_back(form::Path{{form::RowStep{group.name, row.id}}, {}}.text());
  }
  for (std::size_t column = table[0].size(); column-- > 0;) {
    const auto empty_here = [column](const Cells& cells) { return cells[column].empty(); };
    if (!std::all_of(table.begin() + 1, table.end(), empty_here)) continue;
    for (Cells& cells : table) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(column));
    out.column_fields.erase(out.column_fields.begin() + static_cast<std::ptrdiff_t>(column));
  }
  return out;
}

// The first words that stand in a row.
std::string row_words(const form::Group& group, const report::Row& row) {
  for (const form::Field& field : group.fields) {
    if (field.kind != form::Kind::Line && field.kind != form::Kind::Text) continue;
    const std::string words = document::printed(&field, row.value(field.name));
    if (!words.empty()) return base::excerpt(words, kRowWords);
  }
  return {};
}

// Where each stands: the labels of its groups and its field, and of its row the first words.
void add_files(const form::Group& group, const report::Node& node, const form::Path& at, const std::string& where,
               Paragraph& out) {
  for (const form::Field& field : group.fields) {
    if (field.kind != form::Kind::Files) continue;
    const auto files = form::parse_attachments(node.value(field.name).json());
    if (!files) continue;  // as a clash: its places are shown where it is decided
    form::Path path = at;
    path.name = field.name;
    for (const form::Attachment& file : *files) {
      out.table.push_back({file.name, where + field.label});
      out.row_paths.push_back(path.text());
    }
  }
  for (const form::Group& inner : group.groups)
    for (const report::Row& row : node.group(inner.name)) {
      const std::string words = row_words(inner, row);
      form::Path path = at;
      path.rows.push_back({inner.name, row.id});
      add_files(inner, row, path, where + inner.label + (words.empty() ? "" : "“" + words + "”") + " · ", out);
    }
}

}  // namespace

std::vector<Paragraph> reading(const form::Form& form, const report::State& state,
                               const std::map<std::string, base::Json>& computed, const TeamNames& teams) {
  const Source source{form, state, computed, teams};
  std::vector<document::Written> texts =
      document::write_to_read(form, state, computed, [&](const form::Field& field, const report::Value& value) {
        return printed_words({form, state, teams}, &field, value);
      });
  const std::size_t closing = std::min(closing_paragraphs(form, state), texts.size());
  std::vector<Paragraph> out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Paragraph paragraph;
    paragraph.text = std::move(texts[i].text);
    const document::Mark mark = document::mark_of(paragraph.text);
    paragraph.title = i == 0 && mark.level == 0 && closing < texts.size();
    paragraph.at_right = i + closing >= texts.size();
    if (document::looks_like_heading(paragraph.text)) paragraph.level = mark.level;
    out.push_back(std::move(paragraph));
    const form::Group* group = texts[i].table.empty() ? nullptr : form.top().find_group(texts[i].table);
    if (!group) continue;
    Paragraph table = table_of(source, *group);
    if (table.table.size() > 1) out.push_back(std::move(table));
    while (i + 1 < texts.size() && texts[i + 1].table == group->name) ++i;  // its rows as text
  }
  find_held(form, state, out);
  Paragraph files;
  files.table.push_back({text::say("reading.file", {}), text::say("reading.file_of", {})});
  files.row_paths.emplace_back();
  files.column_fields.resize(files.table[0].size());
  add_files(form.top(), state, {}, {}, files);
  if (files.table.size() > 1) {
    out.push_back({});
    out.back().text = text::say("reading.files", {});
    out.push_back(std::move(files));
  }
  return out;
}

}  // namespace ziping::app
