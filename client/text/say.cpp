#include "client/text/say.h"

#include <atomic>
#include <unordered_map>

#include "client/text/files.h"
#include "shared/base/check.h"
#include "shared/base/json.h"

namespace ziping::text {
namespace {

constexpr std::string_view kChineseCode = "zh-CN", kEnglishCode = "en";

std::atomic<Language> language_now{Language::Chinese};

struct Text {
  std::string_view chinese, english;  // without data where the file has none
};

class Texts {
 public:
  Texts() {
    for (const auto& [key, words] : members(chinese_)) texts_[key].chinese = words_of(words);
    for (const auto& [key, words] : members(english_)) texts_[key].english = words_of(words);
  }
  [[nodiscard]] std::string_view say(std::string_view key, Language language) const {
    const auto at = texts_.find(key);
    if (at == texts_.end()) return key;
    const auto& [chinese, english] = at->second;
    const bool in_english = english.data() && (language == Language::English || !chinese.data());
    return in_english ? english : chinese;
  }

 private:
  static base::Json parsed(std::string_view file) {
    auto json = base::parse_json(file);
    ENSURE(json.has_value());
    return std::move(*json);
  }
  static const base::Json::Object& members(const base::Json& file) {
    ENSURE(file.is_object());
    return *file.as_object();
  }
  static std::string_view words_of(const base::Json& words) {
    ENSURE(words.is_string());
    return *words.as_string();
  }

  const base::Json chinese_ = parsed(kChineseFile), english_ = parsed(kEnglishFile);
  std::unordered_map<std::string_view, Text> texts_;  // over the strings of the two files
};

const Texts& texts() {
  static const Texts all;
  return all;
}

// The digit of "{0}" at `at`, else nothing.
int part_at(std::string_view words, std::size_t at) {
  const bool is_one =
      at + 2 < words.size() && words[at] == '{' && words[at + 1] >= '0' && words[at + 1] <= '9' && words[at + 2] == '}';
  return is_one ? words[at + 1] - '0' : -1;
}

}  // namespace

void speak(Language language) { language_now.store(language, std::memory_order_relaxed); }
Language spoken() { return language_now.load(std::memory_order_relaxed); }

std::string_view code_of(Language language) { return language == Language::English ? kEnglishCode : kChineseCode; }
Language language_of(std::string_view code) { return code == kEnglishCode ? Language::English : Language::Chinese; }

std::string_view say(std::string_view key) { return texts().say(key, spoken()); }

std::string say(std::string_view key, std::initializer_list<Part> parts) {
  const std::string_view words = say(key);
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const int number = part_at(words, at);
    if (number >= 0 && static_cast<std::size_t>(number) < parts.size()) {
      out += (parts.begin() + number)->words();
      at += 3;
    } else {
      out += words[at++];
    }
  }
  return out;
}

std::string label(std::string_view key, std::string_view id) {
  std::string out(say(key));
  return out += id;
}

}  // namespace ziping::text
