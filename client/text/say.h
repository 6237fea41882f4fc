// Every sentence of the window, and every one of client/work that it or the command line shows, in the language that is
// spoken: assets/strings/zh-CN.json and en.json, which are built in. Only the window changes the language: the command
// line speaks Chinese.
//
// Promise    A key that English lacks is said in Chinese, one that both lack is said as it stands: nothing is blank.
// Threads    Any thread may speak and say; a change of language is seen by what is said next. One text is in one
//            language, and what is kept of it (a refusal in the vault, an error on its way) stays in that one.
// Ownership  What say(key) gives lives as long as the program (an unknown key: as long as the key), and ends in a zero.
// Limits     A look-up costs well under 100 ns: texts are looked up where they are drawn.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ziping::text {

enum class Language { Chinese, English };

void speak(Language language);
[[nodiscard]] Language spoken();

// "zh-CN", "en": as settings keep them. Anything else is Chinese.
[[nodiscard]] std::string_view code_of(Language language);
[[nodiscard]] Language language_of(std::string_view code);

// What stands in the place of {0}, {1} …: words, or a whole number. Lives as long as the call that it is made for.
class Part {
 public:
  Part(std::string_view words) : words_(words) {}
  Part(const std::string& words) : words_(words) {}
  Part(const char* words) : words_(words) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) Part(Number number)
      : figures_(std::to_string(number)) {}

  [[nodiscard]] std::string_view words() const { return figures_.empty() ? words_ : std::string_view(figures_); }

 private:
  std::string figures_;
  std::string_view words_;
};

[[nodiscard]] std::string_view say(std::string_view key);
// With each {n} replaced by the n-th part; one that has no part stays as it is.
[[nodiscard]] std::string say(std::string_view key, std::initializer_list<Part> parts);

// A label of Dear ImGui, "设置###settings": `id` is the same in every language and brings its "###" along.
[[nodiscard]] std::string label(std::string_view key, std::string_view id);

}  // namespace ziping::text
