#include <algorithm>

#include "tests/shared/document/document_fixture.h"

using namespace ziping;
using namespace ziping::document;

namespace {

// In the order of the document, none missing, none changed; and nothing new but the number of the misnumbered heading.
void every_figure_is_found_again(const Sample& sample) {
  const auto figures = listed(sample);
  REQUIRE(figures.size() == 113);
  const std::string out = write(read(sample.text).state);
  const auto numbers = numbers_in(out);
  std::vector<std::string> added;
  std::size_t next = 0;
  for (const std::string& number : numbers) {
    if (next < figures.size() && figures[next].text == number)
      ++next;
    else
      added.push_back(number);
  }
  INFO("first figure not found: " << (next < figures.size() ? figures[next].text : "none") << "\n" << out);
  CHECK(next == figures.size());
  CHECK(added == std::vector<std::string>{"3"});
}

void the_exported_text_reads_as_the_same_report(const Sample& sample) {
  Imported first = read(sample.text, 1);
  const std::string out = write(first.state);
  Imported second = read(out, 2);
  CHECK(second.leftover.empty());
  CHECK(write(second.state) == out);
  forget_ids(first.state);
  forget_ids(second.state);
  INFO(base::pretty(report::to_json(first.state)) << base::pretty(report::to_json(second.state)));
  CHECK(first.state == second.state);
}

// Blanks, and the marks that the form numbers anew, aside.
void no_character_is_lost(const Sample& sample) {
  std::map<char32_t, long> count;
  const Imported imported = read(sample.text);
  CHECK(imported.leftover.empty());
  for (const char32_t c : base::to_utf32(write(imported.state))) ++count[c];
  for (const char32_t c : base::to_utf32(sample.text)) --count[c];
  for (const auto& [c, balance] : count) {
    if (c == U' ' || c == U'\n' || c == U'\r' || std::u32string_view(U"（）一.；").find(c) != std::u32string_view::npos)
      continue;
    INFO(base::to_utf8(std::u32string(1, c)));
    CHECK(balance == (c == U'3' ? 1 : 0));
  }
}

}  // namespace

TEST_CASE("every figure of the invented report is found again in the exported text, unchanged and in order") {
  every_figure_is_found_again(invented_report());
}

TEST_CASE("every figure of the real report is found again in the exported text, unchanged and in order") {
  every_figure_is_found_again(real_report());
}

TEST_CASE("the exported text of the invented report reads as the same report") {
  the_exported_text_reads_as_the_same_report(invented_report());
}

TEST_CASE("the exported text of the real report reads as the same report") {
  the_exported_text_reads_as_the_same_report(real_report());
}

TEST_CASE("no character of the invented report is lost") { no_character_is_lost(invented_report()); }

TEST_CASE("no character of the real report is lost") { no_character_is_lost(real_report()); }
