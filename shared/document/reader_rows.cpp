#include <algorithm>

#include "shared/base/utf8.h"
#include "shared/document/characters.h"
#include "shared/document/labelled.h"
#include "shared/document/reader.h"
#include "shared/document/sentences.h"
#include "shared/form/value.h"

namespace ziping::document {
namespace {

constexpr std::size_t kRowIdBytes = 8;

// Puts the words into the field of the row; says whether the field took them.
bool put(report::Row& row, const form::Field* field, std::string_view words, Length length) {
  if (words.empty()) return true;
  if (!field) return false;
  auto value = form::typed(*field, words);
  if (!value || !is_within(length, *field, *value)) return false;
  row.set(field->name, report::Value(std::move(*value)));
  return true;
}

std::string_view without_end(std::string_view text, std::string_view end) {
  return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

// The values in brackets at the end: "…（牵头单位：甲科；预算数：120万元）", which are cut off the text.
report::Fields take_labels(const form::Group& group, std::string_view& text) {
  constexpr int kBracketsMax = 8;
  constexpr std::string_view kOpen = "（", kClose = "）";
  const std::string_view bare = without_end(without_end(text, "；"), kStop);
  if (!bare.ends_with(kClose)) return {};
  std::size_t at = bare.rfind(kOpen);
  for (int i = 0; at != bare.npos && i < kBracketsMax; ++i) {
    const std::size_t from = at + kOpen.size();
    auto fields = read_labelled(group, bare.substr(from, bare.size() - kClose.size() - from));
    const MainFields main = main_fields(group);
    if (fields && !(main.title && fields->contains(main.title->name)) &&
        !(main.text && fields->contains(main.text->name))) {
      text = base::trimmed(text.substr(0, at));
      return std::move(*fields);
    }
    at = at == 0 ? bare.npos : bare.rfind(kOpen, at - 1);
  }
  return {};
}

}  // namespace

bool is_within(Length length, const form::Field& field, const base::Json& value) {
  const std::string* text = value.as_string();
  if (length == Length::Any || field.kind != form::Kind::Line || field.characters_max <= 0 || !text) return true;
  return base::count_written(base::to_utf32(*text)) <= static_cast<std::size_t>(field.characters_max);
}

MainFields main_fields(const form::Group& group) {
  MainFields main;
  if (!group.fields.empty() && group.fields[0].kind == form::Kind::Line && !group.fields[0].computed())
    main.title = &group.fields[0];
  for (const form::Field& field : group.fields)
    if (!main.text && field.kind == form::Kind::Text && !field.computed()) main.text = &field;
  return main;
}

report::Row* Reader::add_row(const form::Group& group) {
  report::Rows& rows = out_.state.rows[group.name];
  if (rows.size() >= std::min(group.rows_max, report::kRowsMax)) return nullptr;
  rows.emplace_back();
  rows.back().id = base::random_name(random_, kRowIdBytes);
  return &rows.back();
}

void Reader::take_row(const Content& content, const Paragraph& paragraph, std::string_view text) {
  const form::Group* group = group_of(content);
  text = base::trimmed(text);
  if (!group || text.empty()) return left(paragraph, text);
  const std::string_view whole = text;
  report::Row made;
  made.fields = take_labels(*group, text);
  const MainFields main = main_fields(*group);
  const std::size_t stop = main.title ? text.find(kStop) : text.npos;
  const std::string_view title = without_end(text.substr(0, stop), "；");
  const std::string_view rest = stop == text.npos ? std::string_view() : text.substr(stop + kStop.size());
  const auto put_both = [&](Length length) {
    return main.title && put(made, main.title, title, length) && put(made, main.text, base::trimmed(rest), length);
  };
  bool kept = put_both(Length::Asked);
  if (!kept) {
    if (main.title) made.set(main.title->name, {});
    kept = put(made, main.text, without_end(text, "；"), Length::Any) || put_both(Length::Any);
  }
  report::Row* row = kept ? add_row(*group) : nullptr;
  if (!row) return left(paragraph, whole);
  row->fields = std::move(made.fields);
  placed(paragraph, whole, content.name + "[" + row->id + "]", group->label);
}

void Reader::take_runs(const Content& content, const Paragraph& paragraph, std::string_view text) {
  const Runs runs = runs_of(text);
  const Mark mark = mark_of(text);
  row_open_ = looks_like_heading(text);
  if (mark.level == kRunLevel && mark.number > 1 && paragraph.line > 0)
    out_.remarks.push_back("第 " + std::to_string(paragraph.line) + " 行的“" + mark_text(kRunLevel, mark.number) +
                           "”另起了一段，已与前面的各项列在一起。");
  // Words before 一是 belong to it; the paragraph then stays whole.
  if (runs.items.empty() || !runs.before.empty()) return take_row(content, paragraph, behind(text, mark));
  for (const std::string_view entry : runs.items)
    if (!entry.empty()) take_row(content, paragraph, entry);
}

// An unmarked paragraph below a numbered one goes on with its text.
void Reader::append_row(const Content& content, const Paragraph& paragraph, std::string_view text) {
  const form::Group* group = group_of(content);
  if (!group || out_.state.group(content.name).empty()) return take_row(content, paragraph, text);
  report::Row& row = out_.state.rows[content.name].back();
  const form::Field* field = main_fields(*group).text;
  if (!field || full_.contains(row.id)) return left(paragraph, text);
  const std::string* before = row.value(field->name).text();
  // Words without an end were a heading: its text goes on in the same paragraph.
  const std::string_view between = !before ? "" : ends_a_sentence(*before) ? "\n" : kStop;
  if (!put(row, field, (before ? *before : std::string()) + std::string(between) + std::string(text), Length::Any)) {
    full_.insert(row.id);
    return left(paragraph, text);
  }
  placed(paragraph, text, content.name + "[" + row.id + "]." + field->name, group->label);
}

bool Reader::take_table(const Paragraph& paragraph) {
  for (const Content& content : section_->contents)
    if (const form::Group* group = group_of(content);
        group && content.show == Show::Table && paragraph.text == group->label + "：") {
      content_ = &content;
      placed(paragraph, paragraph.text, content.name, "表格");
      return true;
    }
  const form::Group* group = content_ && content_->show == Show::Table ? group_of(*content_) : nullptr;
  if (!group) return false;
  auto fields = read_labelled(*group, without_end(paragraph.text, kStop));
  report::Row* row = fields ? add_row(*group) : nullptr;
  if (!row) return false;
  row->fields = std::move(*fields);
  placed(paragraph, paragraph.text, content_->name + "[" + row->id + "]", group->label);
  return true;
}

}  // namespace ziping::document
