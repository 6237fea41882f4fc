#include "tests/whole/simulation/typed.h"

#include "shared/merge/sentence.h"

namespace ziping::simulation {
namespace {

using base::Json;

constexpr const char* kEnds[] = {"。", "。", "；", "！", "。\n", "”。"};
constexpr const char* kSubjects[] = {"水利项目", "电商平台", "撂荒耕地", "园区建设", "技能培训", "资金拨付"};

// Texts of the forms below; every other string member of a value is a figure, or a name that is no one's words.
bool is_figure(std::string_view text) {
  return text.find('.') != text.npos && text.find_first_not_of("0123456789.") == text.npos;
}

void add_words(const Json& value, Words& out) {
  if (const std::string* text = value.as_string()) {
    if (is_figure(*text)) out.insert(*text);
    if (is_figure(*text) || text->find("第") == text->npos) return;
    for (const std::string_view sentence : merge::sentences(*text)) out.emplace(sentence);
  } else if (const Json::Array* all = value.as_array()) {
    for (const Json& one : *all) add_words(one, out);
  } else if (const Json::Object* members = value.as_object()) {
    for (const auto& [name, one] : *members) add_words(one, out);
  }
}

void add_words(const report::Node& node, Words& out) {
  for (const auto& [name, value] : node.fields) add_words(value.json(), out);
  for (const auto& [name, rows] : node.rows)
    for (const report::Row& row : rows) add_words(row, out);
}

}  // namespace

std::string Typed::sentence(const std::string& author, base::SeededRandom& random) {
  const std::string end = kEnds[random.below(6)];
  std::string out = end == "”。" ? "“" : "";
  out += author + "写的第" + std::to_string(++number_) + "句：" + kSubjects[random.below(6)] + "完成" +
         std::to_string(random.below(100)) + "个" + end;
  return *words_.insert(std::move(out)).first;
}

std::string Typed::figure(base::SeededRandom& random) {
  return *words_.insert(std::to_string(++number_) + "." + std::to_string(10 + random.below(90))).first;
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

}  // namespace ziping::simulation
