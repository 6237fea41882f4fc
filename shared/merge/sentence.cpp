// 他说：“好。”然后走了。下一句 → [他说：“好。”] [然后走了。] [下一句]
// （一）是甲；乙。              → [（一）是甲；] [乙。]
#include "shared/merge/sentence.h"

#include <algorithm>

#include "shared/base/utf8.h"

namespace ziping::merge {
namespace {

constexpr int kDepthMax = 8;
// A bracket that nobody closes must not swallow the paragraph: past this many bytes marks end sentences again.
constexpr std::size_t kBracketBytesMax = 600;

enum class Mark { None, End, Opening, Closing, LineEnd };

Mark mark_of(char32_t c) {
  switch (c) {
    case U'。':
    case U'！':
    case U'？':
    case U'；':
    case U'…':
    case U'!':
    case U'?':
    case U';':
      return Mark::End;
    case U'（':
    case U'(':
    case U'《':
    case U'【':
    case U'“':
    case U'‘':
    case U'「':
    case U'『':
      return Mark::Opening;
    case U'）':
    case U')':
    case U'》':
    case U'】':
    case U'”':
    case U'’':
    case U'」':
    case U'』':
      return Mark::Closing;
    case U'\n':
      return Mark::LineEnd;
    default:
      return Mark::None;
  }
}

// By its first byte: U+4000 to U+DFFF. None of the marks is there, nearly all of Chinese prose is.
bool is_ideograph(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xE4 && byte <= 0xED;
}

std::size_t behind_ideographs(std::string_view text, std::size_t at) {
  const char* const bytes = text.data();
  while (at + 3 <= text.size() && is_ideograph(bytes[at])) at += 3;
  return at;
}

// Where the sentence that begins at `begin` ends.
std::size_t sentence_end(std::string_view text, std::size_t begin) {
  int depth = 0;
  std::size_t at = begin, opened = begin;
  while ((at = behind_ideographs(text, at)) < text.size()) {
    const Mark mark = mark_of(base::next_character(text, at));
    if (mark == Mark::LineEnd) return at;
    if (mark == Mark::Opening) {
      if (depth == 0) opened = at;
      depth = std::min(depth + 1, kDepthMax);
    }
    bool closes = false;
    if (mark == Mark::Closing && depth > 0) --depth;
    if (mark == Mark::End) {
      if (depth == 0 || at - opened > kBracketBytesMax)
        closes = true;
      else {
        // “好。” ends the sentence around it when the quotation does: look past the closing marks.
        std::size_t ahead = at;
        int left = depth;
        while (ahead < text.size() && left > 0) {
          std::size_t next = ahead;
          if (mark_of(base::next_character(text, next)) != Mark::Closing) break;
          ahead = next;
          --left;
        }
        if (left == 0) at = ahead, depth = 0, closes = true;
      }
    }
    if (!closes) continue;
    for (std::size_t next = at; next < text.size(); at = next) {
      const Mark following = mark_of(base::next_character(text, next));
      if (following == Mark::LineEnd) return next;
      if (following != Mark::End && following != Mark::Closing) break;
    }
    return at;
  }
  return at;
}

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = sentence_end(text, at);
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::size_t first_sentence(std::string_view text) { return sentence_end(text, 0); }

bool starts_afresh(std::string_view text) {
  if (text.empty() || is_ideograph(text.front())) return true;
  std::size_t at = 0;
  const Mark first = mark_of(base::next_character(text, at));
  return first == Mark::None || first == Mark::Opening;
}

std::size_t words_before_marks(std::string_view sentence) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t words = none;
  for (std::size_t at = 0; at < sentence.size();) {
    std::size_t next = behind_ideographs(sentence, at);
    const Mark mark = next > at ? Mark::None : mark_of(base::next_character(sentence, next));
    if (mark == Mark::Opening || (mark == Mark::None && words != none)) return none;
    if (mark != Mark::None && words == none) words = at;
    at = next;
  }
  return words == 0 ? none : words;
}

bool is_closed(std::string_view piece) {
  if (piece.empty()) return true;
  // Closed means: whatever comes behind begins a sentence of its own. A neutral letter is the probe.
  const std::string probe = std::string(piece) + "\xE7\x94\xB2";  // 甲
  return sentences(probe).back() == std::string_view(probe).substr(piece.size());
}

}  // namespace ziping::merge
