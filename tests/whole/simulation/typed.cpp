#include "tests/whole/simulation/typed.h"

#include <algorithm>

#include "shared/base/clock.h"
#include "shared/merge/sentence.h"

namespace ziping::simulation {
namespace {

using base::Json;

constexpr const char* kEnds[] = {"。", "。", "；", "！", "。\n", "”。"};
constexpr const char* kSubjects[] = {"水利项目", "电商平台", "撂荒耕地", "园区建设", "技能培训", "资金拨付"};

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

bool is_figure(std::string_view text) {
  return text.find('.') != text.npos && text.find_first_not_of("0123456789.") == text.npos;
}

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && std::ranges::count(text, '-') == 2 &&
         text.find_first_not_of("0123456789-") == text.npos;
}

// Choices and teams, which are chosen and not written.
bool is_name(std::string_view text) { return text == "优" || text == "良" || text == "东" || text == "西"; }

void add_words(const Json& value, Words& out) {
  if (const std::string* text = value.as_string()) {
    if (is_figure(*text) || is_date(*text)) {
      out.insert(*text);
    } else if (!is_name(*text)) {
      for (const std::string_view sentence : merge::sentences(*text)) out.emplace(sentence);
    }
  } else if (const std::int64_t* number = value.as_integer()) {
    out.insert(std::to_string(*number));
  } else if (const Json::Array* all = value.as_array()) {
    for (const Json& one : *all) add_words(one, out);
  } else if (const Json::Object* members = value.as_object()) {
    if (value.find("sha256")) return;  // an attachment: its bytes were counted by a program
    for (const auto& [name, one] : *members)
      if (name != "revision") add_words(one, out);  // who said it in a conflict
  }
}

void add_words(const report::Node& node, Words& out) {
  for (const auto& [name, value] : node.fields)
    if (name != "cover.year") add_words(value.json(), out);
  for (const auto& [name, rows] : node.rows)
    for (const report::Row& row : rows) add_words(row, out);
}

void add_files(const Json& value, std::set<std::string>& out) {
  if (const Json::Array* all = value.as_array())
    for (const Json& one : *all) add_files(one, out);
  if (const Json::Object* members = value.as_object())
    for (const auto& [name, one] : *members) add_files(one, out);
  if (!value.text_or("sha256").empty()) out.emplace(value.text_or("sha256"));
}

}  // namespace

std::string Typed::sentence(const std::string& author, base::SeededRandom& random) {
  const std::string end = kEnds[random.below(6)];
  std::string out = end == "”。" ? "“" : "";
  out += author + "写的第" + std::to_string(++number_) + "句：" + kSubjects[random.below(6)] + "完成" +
         std::to_string(random.below(100)) + "个" + end;
  return new_word(std::move(out));
}

Typed::Reworded Typed::reworded(std::string sentence) {
  const std::size_t at = sentence.find("第") + std::string_view("第").size();
  Reworded out{at, sentence.find("句：") - at, std::to_string(++number_)};
  new_word(sentence.replace(out.at, out.length, out.word));
  return out;
}

std::string Typed::figure(base::SeededRandom& random) {
  return new_word(std::to_string(++number_) + "." + std::to_string(10 + random.below(90)));
}

std::string Typed::whole() { return new_word(std::to_string(++number_)); }

std::string Typed::date() { return new_word(base::utc_text(++number_ * kDayMs).substr(0, 10)); }

std::string Typed::title(const std::string& author) {
  return new_word(author + "起的第" + std::to_string(++number_) + "个标题");
}

std::vector<std::string> Typed::strangers(const report::State& state) const {
  std::vector<std::string> out;
  for (const std::string& word : words_of(state))
    if (!words_.contains(word)) out.push_back(word);
  return out;
}

std::vector<std::string> Typed::missing(const Words& words, const report::State& state) const {
  const Words there = words_of(state);
  std::vector<std::string> out;
  for (const std::string& word : words)
    if (!there.contains(word) && !taken_away_.contains(word)) out.push_back(word);
  return out;
}

Words words_of(const report::State& state) {
  Words out;
  add_words(state, out);
  return out;
}

std::set<std::string> files_of(const report::State& state) {
  std::set<std::string> out;
  for (const auto& [name, value] : state.fields) add_files(value.json(), out);
  return out;
}

}  // namespace ziping::simulation
