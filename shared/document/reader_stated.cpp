#include <algorithm>
#include <array>

#include "shared/base/utf8.h"
#include "shared/document/reader.h"
#include "shared/document/sentences.h"
#include "shared/form/value.h"

namespace ziping::document {
namespace {

// "报告所写得分" asks for the figure that the report's own words give.
constexpr std::string_view kStated = "报告所写";

// The numbers behind the words where the unit follows, each once: two of them leave it open which one is meant.
std::vector<std::string> numbers_behind(std::string_view text, std::string_view words, std::string_view unit) {
  std::vector<std::string> out;
  if (words.empty()) return out;  // they would stand everywhere, and say nothing about the number
  constexpr std::array<std::string_view, 4> kLeadsToNumber{"为", "是", "达", "："};
  for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + words.size())) {
    std::string_view rest = text.substr(at + words.size());
    for (const std::string_view word : kLeadsToNumber)
      if (rest.starts_with(word)) rest.remove_prefix(word.size());
    const std::size_t end = std::min(rest.find_first_not_of("0123456789.,"), rest.size());
    const std::string number(rest.substr(0, end));
    const bool is_new = std::ranges::find(out, number) == out.end();
    if (end > 0 && is_new && rest.substr(end).starts_with(unit)) out.push_back(number);
  }
  return out;
}

// What a report calls the score of all of it.
std::vector<std::string> totals_behind(std::string_view text, std::string_view words, std::string_view unit) {
  std::vector<std::string> out;
  for (const std::string_view kind : {"综合", "自评", "总", "合计", "最终"})
    for (std::string& number : numbers_behind(text, std::string(kind) + std::string(words), unit))
      if (std::ranges::find(out, number) == out.end()) out.push_back(std::move(number));
  return out;
}

}  // namespace

// What is left of the paragraph when the sentences that the form words itself are taken.
std::string Reader::take_phrases(const Paragraph& paragraph) {
  std::vector<Phrase> phrases;
  for (const Content& content : section_->contents)
    if (content.source == Source::Template)
      for (Phrase& phrase : sentences_of(phrase_of(content.name))) phrases.push_back(std::move(phrase));
  if (phrases.empty()) return paragraph.text;
  std::string rest;
  for (const std::string_view sentence : sentences(paragraph.text)) {
    bool taken = false;
    for (const Phrase& phrase : phrases) {
      const auto values = read_phrase(phrase, sentence);
      if (!values || !assign(*values)) continue;
      for (const auto& [path, value] : *values) placed(paragraph, value, path, "取自固定表述");
      taken = true;
      break;
    }
    if (taken) continue;
    bool loosely = false;
    for (const Phrase& phrase : phrases) loosely = take_loosely(phrase, sentence) || loosely;
    if (loosely)
      out_.remarks.push_back("第 " + std::to_string(paragraph.line) +
                             " 行的写法与表单的固定表述不同：数字已填入字段，原句也保留在正文里，请删去重复的一处。");
    rest += sentence;
  }
  return rest;
}

bool Reader::assign(const std::map<std::string, std::string>& values) {
  std::map<std::string, report::Value> typed;
  for (const auto& [path, words] : values) {
    const form::Field* field = form_.top().find(path);
    if (!field) return false;
    auto value = form::typed(*field, words);
    if (!value) return false;
    report::Value made(std::move(*value));
    const report::Value& before = out_.state.value(path);
    if (!before.absent() && !(before == made)) return false;
    typed.emplace(path, std::move(made));
  }
  for (auto& [path, value] : typed) out_.state.set(path, std::move(value));
  return true;
}

bool Reader::take_loosely(const Phrase& phrase, std::string_view sentence) {
  const std::string bare = without_blanks(sentence);
  bool any = false;
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    const form::Field* field = phrase[i].is_field ? form_.top().find(phrase[i].text) : nullptr;
    if (!field || field->kind != form::Kind::Decimal || !out_.state.value(field->name).absent()) continue;
    std::string_view words = phrase[i - 1].text;
    for (const std::string_view comma : {"，", "。"})
      if (const std::size_t at = words.rfind(comma); at != words.npos) words.remove_prefix(at + comma.size());
    for (const std::string_view sought : {words, std::string_view(field->label)}) {
      const std::vector<std::string> numbers = numbers_behind(bare, sought, field->unit);
      if (numbers.size() != 1) continue;
      auto value = form::typed(*field, numbers.front());
      if (!value || value->is_null()) continue;
      out_.state.set(field->name, report::Value(std::move(*value)));
      any = true;
      break;
    }
  }
  return any;
}

void Reader::take_stated(std::string_view text) {
  const std::string bare = without_blanks(text);
  for (const Content& content : section_->contents) {
    const form::Field* field = field_of(content);
    if (!field || content.printing == Printing::Printed || !field->label.starts_with(kStated)) continue;
    if (!out_.state.value(field->name).absent()) continue;
    const std::string word = field->label.substr(kStated.size());
    std::string found;
    if (field->kind == form::Kind::Decimal) {
      std::vector<std::string> numbers = totals_behind(bare, word, field->unit);
      if (numbers.empty()) numbers = numbers_behind(bare, word, field->unit);
      if (numbers.size() == 1) found = numbers.front();
      if (numbers.size() > 1)
        out_.remarks.push_back("正文里“" + word + "”后面有几个不同的数，没有填入“" + field->label + "”，请自己填写。");
    }
    for (const form::Choice& choice : field->choices)
      for (const std::string_view between : {"为“", "为", "“", "："})
        if (bare.find(word + std::string(between) + choice.label) != bare.npos) found = choice.value;
    if (found.empty()) continue;
    auto value = form::typed(*field, found);
    if (!value || value->is_null()) continue;
    out_.state.set(field->name, report::Value(std::move(*value)));
    out_.placed.push_back({0, found, field->name, "取自正文"});
  }
}

}  // namespace ziping::document
