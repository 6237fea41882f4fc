// 实施水利项目12项，解决750亩 → 实施水利项目13项，解决近800亩
//   Same 实施水利项目   Removed 12   Inserted 13   Same 项，解决   Removed 750   Inserted 近800   Same 亩
#include "client/app/difference.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_map>

#include "shared/base/utf8.h"
#include "shared/report/sequence_diff.h"

namespace ziping::app {
namespace {

using report::Hunk;
using Views = std::vector<std::string_view>;

constexpr std::u32string_view kWithinFigures = U".,．，";
constexpr std::string_view kClauseEnds[] = {"，", "。", "；", "：", "、"};
// What stays between two changes is read as part of them when it is this short and no longer than either.
constexpr std::size_t kIslandMax = 3;

char32_t half(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
bool is_digit(char32_t c) { return half(c) >= U'0' && half(c) <= U'9'; }
bool is_letter(char32_t c) { return (half(c) | 0x20) >= U'a' && (half(c) | 0x20) <= U'z'; }

// Figures with their points and separators, Latin words, and every other character by itself.
Views tokens(std::string_view text) {
  const std::u32string wide = base::to_utf32(text);
  const auto joins = [&](std::size_t at) {  // whether what stands at `at` goes on with the figure or word before it
    if (is_letter(wide[at])) return is_letter(wide[at - 1]);
    if (is_digit(wide[at])) return is_digit(wide[at - 1]) || kWithinFigures.find(wide[at - 1]) != std::u32string::npos;
    return is_digit(wide[at - 1]) && kWithinFigures.find(wide[at]) != std::u32string::npos && at + 1 < wide.size() &&
           is_digit(wide[at + 1]);
  };
  Views out;
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

bool is_plain(std::string_view token) {  // neither figure nor word
  std::size_t at = 0;
  const char32_t c = base::next_character(token, at);
  return !is_digit(c) && !is_letter(c);
}

bool ends_clause(std::string_view token) { return std::ranges::find(kClauseEnds, token) != std::end(kClauseEnds); }

std::string joined(const Views& tokens, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += tokens[i];
  return out;
}

// An insertion or removal can often stand a few tokens further left: it stands where it ends with the end of a clause.
void slide(std::vector<Hunk>& hunks, const Views& before, const Views& after) {
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    Hunk& hunk = hunks[i];
    const bool inserts = hunk.before_begin == hunk.before_end;
    if (!inserts && hunk.after_begin != hunk.after_end) continue;
    const Views& in = inserts ? after : before;
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

bool is_island(const Hunk& left, const Hunk& right, const Views& before) {
  const std::size_t length = right.before_begin - left.before_end;
  if (length > kIslandMax || (length > 1 && length > std::min(size_of(left), size_of(right)))) return false;
  return std::all_of(before.begin() + static_cast<std::ptrdiff_t>(left.before_end),
                     before.begin() + static_cast<std::ptrdiff_t>(right.before_begin), is_plain);
}

void join_islands(std::vector<Hunk>& hunks, const Views& before) {
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

std::vector<Hunk> token_hunks(const Views& before, const Views& after) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto ids = [&](const Views& views) {
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

struct Replacement {
  std::size_t begin, end;  // tokens of the base
  std::string words;
  auto operator<=>(const Replacement&) const = default;
};

}  // namespace

std::vector<Piece> characters_changed(std::string_view before, std::string_view after) {
  const Views old_tokens = tokens(before), new_tokens = tokens(after);
  std::vector<Piece> out;
  const auto add = [&](const Views& from, std::size_t begin, std::size_t end, Part part) {
    if (begin < end) out.push_back({joined(from, begin, end), part});
  };
  std::size_t at = 0;
  for (const Hunk& hunk : token_hunks(old_tokens, new_tokens)) {
    add(old_tokens, at, hunk.before_begin, Part::Same);
    add(old_tokens, hunk.before_begin, hunk.before_end, Part::Removed);
    add(new_tokens, hunk.after_begin, hunk.after_end, Part::Inserted);
    at = hunk.before_end;
  }
  add(old_tokens, at, old_tokens.size(), Part::Same);
  return out;
}

std::optional<std::string> all_changes(std::string_view base, const std::vector<std::string>& sides) {
  const Views old_tokens = tokens(base);
  std::vector<Replacement> changes;
  std::set<std::string_view> said;
  for (const std::string& side : sides) {
    const Views new_tokens = tokens(side);
    said.insert(new_tokens.begin(), new_tokens.end());
    for (const Hunk& hunk : token_hunks(old_tokens, new_tokens))
      changes.push_back({hunk.before_begin, hunk.before_end, joined(new_tokens, hunk.after_begin, hunk.after_end)});
  }
  std::ranges::sort(changes);
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (i > 0 && changes[i].begin <= changes[i - 1].end) return std::nullopt;
    out += joined(old_tokens, at, changes[i].begin) + changes[i].words;
    at = changes[i].end;
  }
  out += joined(old_tokens, at, old_tokens.size());
  if (std::ranges::find(sides, out) != sides.end()) return std::nullopt;
  // "12" from one side and ".7" from the other may have met: a figure that nobody wrote.
  for (const std::string_view token : tokens(out))
    if (!is_plain(token) && !said.contains(token)) return std::nullopt;
  return out;
}

}  // namespace ziping::app
