// Whole sentences first, by the sequence comparison. Where several were replaced by several, those that resemble each
// other are paired, in order, and only such a pair is compared character by character.
#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "client/app/difference.h"
#include "shared/base/utf8.h"
#include "shared/merge/sentence.h"
#include "shared/report/sequence_diff.h"

namespace ziping::app {
namespace {

using Views = std::vector<std::string_view>;

constexpr std::size_t kPairsMax = 40'000;       // removed × inserted sentences of one stretch
constexpr std::size_t kMovedCharactersMin = 6;  // shorter ones ("其中：") stand in two places by chance
constexpr std::size_t kContainedCharactersMin = 8;
constexpr std::size_t kLeftOutMin = 2;  // sentences; a single one is no longer than what would stand for it

// What became of the text, a sentence or two at a time.
struct Step {
  std::vector<Piece> pieces;
  bool changed = true;
};

std::u32string sorted_characters(std::string_view sentence) {
  std::u32string out = base::to_utf32(base::trimmed(sentence));
  std::ranges::sort(out);
  return out;
}

std::size_t in_common(const std::u32string& one, const std::u32string& other) {
  std::size_t count = 0;
  for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
    if (*a == *b)
      ++count, ++a, ++b;
    else if (*a < *b)
      ++a;
    else
      ++b;
  }
  return count;
}

// The characters two sentences share, 0 where they do not resemble each other: two fifths of the longer one, or nearly
// all of the shorter one, which was then extended.
std::size_t resemblance(const std::u32string& one, const std::u32string& other) {
  const std::size_t common = in_common(one, other);
  const std::size_t shorter = std::min(one.size(), other.size()), longer = std::max(one.size(), other.size());
  const bool alike = common * 5 >= longer * 2;
  const bool contained = shorter >= kContainedCharactersMin && common * 10 >= shorter * 9;
  return alike || contained ? common : 0;
}

// Sentences that were taken away in exactly one place and put in exactly one other.
class Moved {
 public:
  void take_away(std::string_view sentence) { ++places_[base::trimmed(sentence)].first; }
  void put(std::string_view sentence) { ++places_[base::trimmed(sentence)].second; }
  bool operator()(std::string_view sentence) const {
    const std::string_view words = base::trimmed(sentence);
    const auto at = places_.find(words);
    return at != places_.end() && at->second == std::pair(1, 1) && base::count_characters(words) >= kMovedCharactersMin;
  }

 private:
  std::unordered_map<std::string_view, std::pair<int, int>> places_;
};

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// The pairs, in the order of both, that share the most characters.
Pairs pairs_of(const Views& removed, const Views& inserted, const Moved& moved) {
  const std::size_t n = removed.size(), m = inserted.size();
  if (n == 0 || m == 0 || n * m > kPairsMax) return {};
  const auto characters = [&](const Views& sentences) {
    std::vector<std::u32string> out;
    for (const std::string_view sentence : sentences)
      out.push_back(moved(sentence) ? std::u32string() : sorted_characters(sentence));
    return out;
  };
  const auto left = characters(removed), right = characters(inserted);
  const auto cell = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
  std::vector<std::size_t> shared(n * m), best((n + 1) * (m + 1), 0);
  for (std::size_t i = n; i-- > 0;)
    for (std::size_t j = m; j-- > 0;) {
      const std::size_t here = shared[i * m + j] = resemblance(left[i], right[j]);
      best[cell(i, j)] = std::max(best[cell(i + 1, j)], best[cell(i, j + 1)]);
      if (here > 0) best[cell(i, j)] = std::max(best[cell(i, j)], here + best[cell(i + 1, j + 1)]);
    }
  Pairs out;
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    const std::size_t here = shared[i * m + j];
    if (here > 0 && best[cell(i, j)] == here + best[cell(i + 1, j + 1)])
      out.emplace_back(i++, j++);
    else if (best[cell(i, j)] == best[cell(i + 1, j)])
      ++i;
    else
      ++j;
  }
  return out;
}

void add_stretch(std::vector<Step>& out, const Views& removed, const Views& inserted, const Moved& moved) {
  std::size_t i = 0, j = 0;
  const auto alone = [&](std::string_view sentence, Part part, Part when_moved) {
    out.push_back({{{std::string(sentence), moved(sentence) ? when_moved : part}}});
  };
  const auto alone_until = [&](std::size_t old_end, std::size_t new_end) {
    for (; i < old_end; ++i) alone(removed[i], Part::Removed, Part::MovedAway);
    for (; j < new_end; ++j) alone(inserted[j], Part::Inserted, Part::MovedHere);
  };
  for (const auto& [left, right] : pairs_of(removed, inserted, moved)) {
    alone_until(left, right);
    out.push_back({characters_changed(removed[i++], inserted[j++])});
  }
  alone_until(removed.size(), inserted.size());
}

std::vector<Step> steps_between(std::string_view before, std::string_view after) {
  const Views old_sentences = merge::sentences(before), new_sentences = merge::sentences(after);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto ids = [&](const Views& views) {
    std::vector<std::uint32_t> out;
    for (const std::string_view view : views)
      out.push_back(numbers.emplace(view, static_cast<std::uint32_t>(numbers.size())).first->second);
    return out;
  };
  const auto old_ids = ids(old_sentences), new_ids = ids(new_sentences);
  const std::vector<report::Hunk> hunks = report::diff(old_ids, new_ids);
  Moved moved;
  for (const report::Hunk& hunk : hunks) {
    for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) moved.take_away(old_sentences[i]);
    for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) moved.put(new_sentences[i]);
  }
  std::vector<Step> out;
  std::size_t at = 0;
  const auto same_until = [&](std::size_t end) {
    for (; at < end; ++at) out.push_back({{{std::string(old_sentences[at]), Part::Same}}, false});
  };
  const auto part_of = [](const Views& all, std::size_t begin, std::size_t end) {
    return Views(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end));
  };
  for (const report::Hunk& hunk : hunks) {
    same_until(hunk.before_begin);
    add_stretch(out, part_of(old_sentences, hunk.before_begin, hunk.before_end),
                part_of(new_sentences, hunk.after_begin, hunk.after_end), moved);
    at = hunk.before_end;
  }
  same_until(old_sentences.size());
  return out;
}

// Keeps the sentence on either side of a change.
std::vector<Step> without_the_rest(std::vector<Step> steps) {
  const auto near_change = [&](std::size_t i) {
    return steps[i].changed || (i > 0 && steps[i - 1].changed) || (i + 1 < steps.size() && steps[i + 1].changed);
  };
  std::vector<Step> out;
  for (std::size_t i = 0; i < steps.size();) {
    std::size_t end = i;
    while (end < steps.size() && !near_change(end)) ++end;
    if (end - i >= kLeftOutMin) {
      const bool ends_line = steps[end - 1].pieces.back().words.ends_with('\n');
      out.push_back({{{ends_line ? "…\n" : "…", Part::LeftOut}}, false});
    } else {
      for (std::size_t j = i; j < end; ++j) out.push_back(steps[j]);
    }
    if (end < steps.size()) out.push_back(steps[end++]);
    i = end;
  }
  return out;
}

}  // namespace

std::vector<Piece> text_changed(std::string_view before, std::string_view after, Context context) {
  std::vector<Step> steps = steps_between(before, after);
  if (context == Context::Changed) steps = without_the_rest(std::move(steps));
  std::vector<Piece> out;
  for (Step& step : steps)
    for (Piece& piece : step.pieces) {
      if (!out.empty() && out.back().part == piece.part)
        out.back().words += piece.words;
      else
        out.push_back(std::move(piece));
    }
  return out;
}

}  // namespace ziping::app
