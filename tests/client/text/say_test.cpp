#include "client/text/say.h"

#include <catch2/catch_test_macros.hpp>

namespace ziping::text {
namespace {

// Speaks a language as long as it lives.
class Speaking {
 public:
  explicit Speaking(Language language) { speak(language); }
  ~Speaking() { speak(Language::Chinese); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;
};

TEST_CASE("what is said is in the language that is spoken, and the id of a label is not") {
  CHECK(say("common.cancel") == "取消");
  CHECK(label("common.cancel", "###question/no") == "取消###question/no");
  const Speaking english(Language::English);
  CHECK(say("common.cancel") == "Cancel");
  CHECK(label("common.cancel", "###question/no") == "Cancel###question/no");
}

TEST_CASE("a text that is in no file is said by its key") {
  CHECK(say("no.such.text") == "no.such.text");
  CHECK(say("no.such.text {0}", {7}) == "no.such.text 7");
}

TEST_CASE("parts stand where the text wants them, and what is no place for one is left alone") {
  CHECK(say("{1} of {0}", {std::int64_t{-12}, "three"}) == "three of -12");
  CHECK(say("{0}{0}", {std::string("{0}")}) == "{0}{0}");
  CHECK(say("{} {a} {0 {1}", {"x"}) == "{} {a} {0 {1}");
  CHECK(say("{0}", {""}).empty());
}

TEST_CASE("a language is kept by its code, and an unknown code is Chinese") {
  for (const Language one : {Language::Chinese, Language::English}) CHECK(language_of(code_of(one)) == one);
  CHECK(language_of("en") == Language::English);
  CHECK(language_of("zh-CN") == Language::Chinese);
  CHECK(language_of("fr") == Language::Chinese);
  CHECK(language_of("") == Language::Chinese);
}

}  // namespace
}  // namespace ziping::text
