#include <algorithm>

#include "shared/base/date.h"
#include "shared/base/utf8.h"
#include "shared/document/reader.h"
#include "shared/document/title.h"
#include "shared/form/value.h"

namespace ziping::document {
namespace {

constexpr std::size_t kShownCharacters = 24;

std::string beginning(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kShownCharacters; ++count) base::next_character(text, at);
  return std::string(text.substr(0, at)) + (at < text.size() ? "…" : "");
}

bool is_date(std::string_view text) {
  constexpr std::size_t kDateBytesMax = 48;
  return text.size() <= kDateBytesMax && base::Date::parse(without_blanks(text)).has_value();
}

std::string at_line(std::size_t line) { return "第 " + std::to_string(line) + " 行"; }

}  // namespace

Reader::Reader(const form::Form& form, base::Random& random)
    : form_(form), random_(random), layout_(layout_of(form)), title_(title_phrase(form)) {}

Imported Reader::read(std::string_view text) && {
  if (!base::is_utf8(text)) {
    out_.leftover.push_back({1, std::string(text)});
    out_.remarks.push_back("文件内容不是可识别的文字，没有导入。");
    return std::move(out_);
  }
  const auto paragraphs =
      outline(base::normalised(text), [this](std::string_view words) { return stands_alone(words); });
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    bytes += paragraphs[i].text.size();
    if (bytes > kReadBytesMax)
      left(paragraphs[i], paragraphs[i].text);
    else
      take(paragraphs[i], i + 1 < paragraphs.size() ? &paragraphs[i + 1] : nullptr);
  }
  if (bytes > kReadBytesMax) out_.remarks.push_back("文件过大，超出 2 MB 的部分没有导入，列在剩余内容里。");
  remark_cuts(paragraphs);
  remark_missing();
  return std::move(out_);
}

bool Reader::stands_alone(std::string_view text) const {
  constexpr std::size_t kTitleBytesMax = 600;
  if (text.size() > kTitleBytesMax) return false;
  return looks_like_heading(text) || section_named(layout_, text) || is_date(text) || read_phrase(title_, text);
}

void Reader::take(const Paragraph& paragraph, const Paragraph* next) {
  if (take_title(paragraph) || take_end(paragraph, next)) return;
  if (const Section* section = section_named(layout_, paragraph.text)) {
    if (section != section_ || !take_intro(paragraph, behind(paragraph.text, mark_of(paragraph.text)), Length::Asked))
      enter(*section, paragraph);
    return;
  }
  if (section_ && looks_like_heading(paragraph.text)) {
    const int level = mark_of(paragraph.text).level;
    const bool starts_block = group_shown(Show::Blocks) && level > 1;
    if (level <= section_->level && !starts_block) {
      out_.remarks.push_back(at_line(paragraph.line) + "的标题“" + beginning(paragraph.text) +
                             "”不在表单里，它和后面的内容没有导入，列在剩余内容里。");
      section_ = nullptr;
    }
  }
  if (section_)
    take_in_section(paragraph);
  else
    left(paragraph, paragraph.text);
}

bool Reader::take_title(const Paragraph& paragraph) {
  if (!met_.empty()) return false;
  const auto values = read_phrase(title_, paragraph.text);
  if (!values || !assign(*values)) return false;
  if (without_blanks(paragraph.text) != paragraph.text)
    out_.remarks.push_back(at_line(paragraph.line) + "的标题里有多余的空格，已去掉。");
  for (const auto& [path, value] : *values) placed(paragraph, value, path, "取自标题");
  return true;
}

bool Reader::take_end(const Paragraph& paragraph, const Paragraph* next) {
  constexpr std::size_t kSignatureBytesMax = 180;
  if (met_.empty()) return false;
  const std::string words = without_blanks(paragraph.text);
  const std::string* department = out_.state.value("cover.department").text();
  const bool signs = words.size() <= kSignatureBytesMax && mark_of(words).level == 0 && !ends_a_sentence(words) &&
                     ((department && *department == words) || (next && is_date(next->text)));
  const bool dates = is_date(paragraph.text);
  if (!signs && !dates) return false;
  for (const Section& section : layout_)
    for (const Content& content : section.contents) {
      const form::Field* field = field_of(content);
      if (section.level > 0 || content.printing == Printing::Unprinted || !field || field->computed()) continue;
      if (field->kind != (dates ? form::Kind::Date : form::Kind::Line)) continue;
      if (!out_.state.value(field->name).absent()) continue;
      auto value = form::typed(*field, words);
      if (!value) continue;
      out_.state.set(field->name, report::Value(std::move(*value)));
      placed(paragraph, paragraph.text, field->name, field->label);
      return true;
    }
  return false;
}

void Reader::enter(const Section& section, const Paragraph& paragraph) {
  section_ = &section;
  content_ = nullptr;
  row_open_ = false;
  const Mark found = mark_of(paragraph.text), due = mark_of(section.number);
  if (found.level != due.level || found.number != due.number)
    out_.remarks.push_back(at_line(paragraph.line) + "的标题“" + beginning(paragraph.text) + "”编号应为“" +
                           section.number + "”，导入后按表单编号。");
  if (without_blanks(behind(paragraph.text, found)) != section.title)
    out_.remarks.push_back(at_line(paragraph.line) + "的标题“" + beginning(paragraph.text) + "”按表单写作“" +
                           section.title + "”。");
  if (!met_.insert(&section).second)
    out_.remarks.push_back("标题“" + section.title + "”出现了不止一次，内容接在一起。");
  placed(paragraph, paragraph.text, {}, "标题，对应“" + section.number + section.title + "”");
}

void Reader::remark_cuts(const std::vector<Paragraph>& paragraphs) {
  for (const Paragraph& paragraph : paragraphs)
    for (const std::size_t line : paragraph.joined)
      out_.remarks.push_back(at_line(line) + "是被分页截断的段落，已接到" + at_line(paragraph.line) + "的段落后面。");
}

void Reader::remark_missing() {
  for (const Section& section : layout_)
    if (section.level > 0 && !met_.contains(&section))
      out_.remarks.push_back("没有找到“" + section.number + section.title + "”，这一部分空着。");
}

void Reader::placed(const Paragraph& paragraph, std::string_view what, std::string path, std::string note) {
  out_.placed.push_back({paragraph.line, beginning(what), std::move(path), std::move(note)});
}

void Reader::left(const Paragraph& paragraph, std::string_view text) {
  const std::string_view words = base::trimmed(text);
  if (!words.empty()) out_.leftover.push_back({paragraph.line, std::string(words)});
}

Imported read_text(const form::Form& form, std::string_view utf8_text, base::Random& random) {
  return Reader(form, random).read(utf8_text);
}

}  // namespace ziping::document
