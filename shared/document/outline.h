// The paragraphs of a plain text, with what page cuts tore apart joined again, and the marks that headings begin with.
//
//   level 1  一、    2  （一）    3  1.    4  （1）    5  一是
//
// Promise    No character but blanks is lost: the paragraphs together are the text.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::document {

inline constexpr int kRunLevel = 5;  // 一是, 二是 …
inline constexpr std::size_t kHeadingCharactersMax = 60;

struct Mark {
  int level = 0;          // 0: the text begins with no mark
  int number = 0;         // 1 … 99
  std::size_t bytes = 0;  // of the mark and the blanks behind it
};

struct Paragraph {
  std::size_t line = 0;             // of its beginning, from 1
  std::vector<std::size_t> joined;  // lines that followed after a cut
  std::string text;                 // without blanks at its ends, in one line
};

Mark mark_of(std::string_view text);
std::string mark_text(int level, int number);  // （二）; empty for a level or number that has none
// The words behind the mark.
std::string_view behind(std::string_view text, const Mark& mark);
// Begins with a mark of level 1 to 4 and is short and without the end of a sentence.
bool looks_like_heading(std::string_view text);
bool ends_a_sentence(std::string_view text);  // in 。；：！？ or ”

// Text is UTF-8. A paragraph is joined to the one before when that one does not end a sentence and this one begins with
// no mark, unless one of the two stands alone (a heading, a title, a date).
std::vector<Paragraph> outline(std::string_view text, const std::function<bool(std::string_view)>& stands_alone);

std::string without_blanks(std::string_view text);

}  // namespace ziping::document
