#include <algorithm>

#include "shared/base/utf8.h"
#include "shared/document/characters.h"
#include "shared/document/figure_scan.h"
#include "shared/document/reader.h"
#include "shared/document/sentences.h"
#include "shared/document/write_text.h"
#include "shared/form/value.h"

namespace ziping::document {
namespace {

constexpr std::size_t kFiguresOfReportMax = 5000;
constexpr std::size_t kFigureIdBytes = 4;

struct Part {
  std::string title;
  std::string text;
};

// A paragraph as rows: its own words, and between them one row for each sentence that a work team begins.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts(1);
  bool first = mark_of(text).level == kRunLevel;
  for (const std::string_view sentence : sentences(text)) {
    if (first && sentence.ends_with(kStop)) {
      parts.back().title = sentence.substr(0, sentence.size() - kStop.size());
    } else if (const std::string_view team = team_named(sentence); !first && !team.empty()) {
      parts.push_back({std::string(team), std::string(sentence)});
      parts.emplace_back();
    } else {
      parts.back().text += sentence;
    }
    first = false;
  }
  std::erase_if(parts, [](const Part& part) { return part.title.empty() && base::trimmed(part.text).empty(); });
  return parts;
}

bool put(report::Row& row, const form::Group& group, std::string_view name, std::string_view words,
         Length length = Length::Asked) {
  if (words.empty()) return true;
  const form::Field* field = group.find(name);
  if (!field) return false;
  auto value = form::typed(*field, words);
  if (!value || !is_within(length, *field, *value)) return false;
  row.set(name, report::Value(std::move(*value)));
  return true;
}

}  // namespace

void Reader::take_block(const Content& content, const Paragraph& paragraph) {
  if (looks_like_heading(paragraph.text)) return take_block_heading(content, paragraph);
  std::string_view joins = kNewParagraph;
  for (const Part& part : parts_of(paragraph.text)) {
    add_block(content, paragraph, part.title, part.text, joins);
    joins = kSameParagraph;
  }
}

void Reader::take_block_heading(const Content& content, const Paragraph& paragraph) {
  const form::Group& group = *group_of(content);
  const Mark mark = mark_of(paragraph.text);
  const std::string_view words = behind(paragraph.text, mark);
  report::Row made;
  report::Row* row = put(made, group, "heading", words, Length::Any) ? add_row(group) : nullptr;
  if (!row) return left(paragraph, paragraph.text);
  row->fields = std::move(made.fields);
  row_open_ = true;
  const std::string due = mark_text(mark_of(content.number).level, ++headings_);
  if (mark.level != mark_of(due).level || mark.number != headings_)
    out_.remarks.push_back("第 " + std::to_string(paragraph.line) + " 行的标题“" + paragraph.text + "”编号应为“" + due +
                           "”，已放在“" + section_->number + section_->title + "”下面。");
  placed(paragraph, paragraph.text, content.name + "[" + row->id + "].heading", "小标题");
}

void Reader::add_block(const Content& content, const Paragraph& paragraph, std::string_view title,
                       std::string_view text, std::string_view joins) {
  const form::Group& group = *group_of(content);
  report::Row made;
  text = base::trimmed(text);
  const std::string whole = title.empty() || names_its_team(text, title)
                                ? std::string(text)
                                : std::string(title) + std::string(kStop) + std::string(text);
  const auto put_both = [&](Length length) {
    made.fields.clear();
    return put(made, group, "title", title, length) && put(made, group, "text", text);
  };
  bool kept = put_both(Length::Asked);
  if (!kept) {
    made.fields.clear();
    kept = put(made, group, "text", whole) || put_both(Length::Any);
  }
  if (!kept || !put(made, group, "joins", joins)) return left(paragraph, whole);
  report::Row* row = row_open_ ? &out_.state.rows[content.name].back() : add_row(group);
  if (!row) return left(paragraph, whole);
  row_open_ = false;
  row->fields.merge(made.fields);
  if (const form::Group* figures = group.find_group("figures")) add_figures(*figures, *row, whole);
  const bool of_team = !team_named(text).empty();
  placed(paragraph, whole, content.name + "[" + row->id + "]", of_team ? "工作队内容，请指定填写单位" : group.label);
}

void Reader::add_figures(const form::Group& group, report::Row& row, std::string_view text) {
  for (const ScannedFigure& figure : figures_in(text)) {
    if (figures_ >= kFiguresOfReportMax || row.group(group.name).size() >= group.rows_max) return;
    report::Row made;
    made.id = base::random_name(random_, kFigureIdBytes);
    if (!put(made, group, "label", figure.label) || !put(made, group, "value", figure.value)) continue;
    put(made, group, "unit", figure.unit);
    put(made, group, "qualifier", figure.qualifier);
    put(made, group, "period", figure.period);
    row.rows[group.name].push_back(std::move(made));
    ++figures_;
  }
}

}  // namespace ziping::document
