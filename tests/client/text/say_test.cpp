#include "client/text/say.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

#include "tests/support/speaking.h"

namespace ziping::text {
namespace {

using tests::Speaking;

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

// What the disk and the network threads do while the drawing thread follows the settings.
TEST_CASE("other threads say whole texts of one language or the other while the language changes") {
  constexpr int kSaid = 20'000;
  const Speaking chinese(Language::Chinese);
  std::atomic<int> running{2}, mixed{0};
  const auto keeps_saying = [&] {
    for (int i = 0; i < kSaid; ++i) {
      const std::string_view word = say("common.cancel");
      const std::string words = say("sync.ended", {i});
      const std::string number = std::to_string(i);
      if (word != "取消" && word != "Cancel") ++mixed;
      if (words != "结束于 " + number && words != "Ended " + number) ++mixed;
    }
    --running;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back(keeps_saying);
  int unheard = 0;  // changes that the thread which made them did not see at once
  for (bool english = true; running > 0; english = !english) {
    speak(english ? Language::English : Language::Chinese);
    if (say("common.cancel") != (english ? "Cancel" : "取消")) ++unheard;
  }
  for (std::thread& one : threads) one.join();
  CHECK(mixed == 0);
  CHECK(unheard == 0);
}

}  // namespace
}  // namespace ziping::text
