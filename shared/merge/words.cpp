#include "shared/merge/words.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "shared/base/utf8.h"

namespace ziping::merge {
namespace {

using report::Hunk;
using Views = std::span<const std::string_view>;

constexpr std::u32string_view kWithinFigures = U".,．，";
constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九十百千万亿两半";
constexpr std::string_view kClauseEnds[] = {"，", "。", "；", "：", "、"};
// What stays between two changes is read as part of them when it is this short and no longer than either.
constexpr std::size_t kIslandMax = 3;

char32_t half(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
bool is_digit(char32_t c) { return half(c) >= U'0' && half(c) <= U'9'; }
bool is_letter(char32_t c) { return (half(c) | 0x20) >= U'a' && (half(c) | 0x20) <= U'z'; }

// An insertion or removal can often stand a few words further left: it stands where it ends with the end of a clause.
void slide(std::vector<Hunk>& hunks, Views before, Views after) {
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    Hunk& hunk = hunks[i];
    const bool inserts = hunk.before_begin == hunk.before_end;
    if (!inserts && hunk.after_begin != hunk.after_end) continue;
    Views in = inserts ? after : before;
    const std::size_t begin = inserts ? hunk.after_begin : hunk.before_begin;
    const std::size_t end = inserts ? hunk.after_end : hunk.before_end;
    const std::size_t previous = i == 0 ? 0 : inserts ? hunks[i - 1].after_end + 1 : hunks[i - 1].before_end + 1;
    for (std::size_t by = 0; !ends_clause(in[end - by - 1]);) {
      if (begin - by <= previous || in[begin - by - 1] != in[end - by - 1]) break;
      ++by;
      if (!ends_clause(in[end - by - 1])) continue;
      hunk = {hunk.before_begin - by, hunk.before_end - by, hunk.after_begin - by, hunk.after_end - by};
      break;
    }
  }
}

std::size_t size_of(const Hunk& hunk) {
  return std::max(hunk.before_end - hunk.before_begin, hunk.after_end - hunk.after_begin);
}

bool is_island(const Hunk& left, const Hunk& right, Views before) {
  const std::size_t length = right.before_begin - left.before_end;
  if (length > kIslandMax || (length > 1 && length > std::min(size_of(left), size_of(right)))) return false;
  return std::all_of(before.begin() + static_cast<std::ptrdiff_t>(left.before_end),
                     before.begin() + static_cast<std::ptrdiff_t>(right.before_begin), is_plain);
}

void join_islands(std::vector<Hunk>& hunks, Views before) {
  for (bool again = true; again;) {
    again = false;
    std::vector<Hunk> out;
    for (const Hunk& hunk : hunks) {
      if (!out.empty() && is_island(out.back(), hunk, before)) {
        out.back().before_end = hunk.before_end;
        out.back().after_end = hunk.after_end;
        again = true;
      } else {
        out.push_back(hunk);
      }
    }
    hunks = std::move(out);
  }
}

}  // namespace

std::vector<std::string_view> words(std::string_view text) {
  const std::u32string wide = base::to_utf32(text);
  const auto joins = [&](std::size_t at) {  // whether what stands at `at` goes on with the figure or word before it
    if (is_letter(wide[at])) return is_letter(wide[at - 1]);
    if (is_digit(wide[at])) return is_digit(wide[at - 1]) || kWithinFigures.find(wide[at - 1]) != std::u32string::npos;
    return is_digit(wide[at - 1]) && kWithinFigures.find(wide[at]) != std::u32string::npos && at + 1 < wide.size() &&
           is_digit(wide[at + 1]);
  };
  std::vector<std::string_view> out;
  std::size_t byte = 0;
  for (std::size_t at = 0; at < wide.size();) {
    const std::size_t begin = at;
    at = base::next_cluster(wide, at);
    if (is_digit(wide[begin]) || is_letter(wide[begin]))
      while (at < wide.size() && joins(at)) at = base::next_cluster(wide, at);
    std::size_t end = byte;
    for (std::size_t i = begin; i < at; ++i) base::next_character(text, end);
    out.push_back(text.substr(byte, end - byte));
    byte = end;
  }
  return out;
}

bool is_plain(std::string_view word) {
  std::size_t at = 0;
  const char32_t c = base::next_character(word, at);
  return !is_digit(c) && !is_letter(c);
}

bool ends_clause(std::string_view word) { return std::ranges::find(kClauseEnds, word) != std::end(kClauseEnds); }

bool is_numeral(std::string_view word) {
  std::size_t at = 0;
  const char32_t c = base::next_character(word, at);
  return is_digit(c) || kNumerals.find(c) != std::u32string_view::npos;
}

std::vector<Hunk> word_changes(std::span<const std::string_view> before, std::span<const std::string_view> after) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto ids = [&](Views views) {
    std::vector<std::uint32_t> out;
    for (const std::string_view view : views)
      out.push_back(numbers.emplace(view, static_cast<std::uint32_t>(numbers.size())).first->second);
    return out;
  };
  const auto before_ids = ids(before), after_ids = ids(after);
  std::vector<Hunk> hunks = report::diff(before_ids, after_ids);
  slide(hunks, before, after);
  join_islands(hunks, before);
  std::size_t kept = before.size();
  for (const Hunk& hunk : hunks) kept -= hunk.before_end - hunk.before_begin;
  if (hunks.size() > 1 && kept * 4 < std::min(before.size(), after.size()))
    hunks = {{0, before.size(), 0, after.size()}};
  return hunks;
}

}  // namespace ziping::merge
