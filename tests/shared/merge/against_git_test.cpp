// Our merge against the line merge of git, on Chinese prose that two people edited. `test_merge_git "[long]"` makes
// twenty thousand such merges; with ZIPING_REAL_REPORT=FILE also of that text.
//
// Laws: nothing is wrong in silence: every sentence of either side's change stands or is in question, every removal is
// honoured or in question, and what stands too often is to be read. Where git is clean ours is, with the same text.
// Where git asks, ours is clean or asks about no more words.
//
// Two exceptions, counted and bounded. Where git itself is wrong in silence (it brings back a sentence that one side
// took away and the other moved, some two merges in a hundred), it is no measure. And where a paragraph moved, git may
// take the blank lines around it for what stayed and find less to ask about by seeing another edit than was made: less
// than one merge in five hundred.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <sstream>

#include "shared/merge/sentence.h"
#include "shared/merge/text_merge.h"
#include "tests/shared/merge/git_merge.h"
#include "tests/shared/merge/prose_edits.h"

using namespace ziping;
using namespace ziping::merge;
using base::SeededRandom;
using report::Conflict;

namespace {

using Counts = std::map<std::string, std::ptrdiff_t, std::less<>>;

struct Case {
  ThreeTexts texts;
  bool moves = false;
};

// A whole text, or some lines of one, so that people meet.
std::string some_text(SeededRandom& random) {
  const std::string& all = samples()[random.below(samples().size())].text;
  if (random.below(3) == 0) return all;
  const auto cut = lines(all);
  const std::size_t begin = random.below(cut.size()), count = 1 + random.below(12);
  std::string out;
  for (std::size_t i = begin; i < std::min(begin + count, cut.size()); ++i) out += cut[i];
  return out;
}

Case made_up(std::uint64_t seed) {
  SeededRandom random(seed);
  Case out;
  out.texts.base = some_text(random);
  for (std::string* side : {&out.texts.ours, &out.texts.theirs}) {
    *side = out.texts.base;
    for (std::uint64_t i = 1 + random.below(6); i > 0; --i) {
      const auto kind = static_cast<Edit>(random.below(kEdits));
      out.moves = out.moves || kind == Edit::Move;
      edit(*side, kind, random);
    }
  }
  return out;
}

Segments plain(const std::string& text) { return text.empty() ? Segments{} : Segments{text}; }

MergedText merged(const ThreeTexts& texts) {
  return merge_text(
      plain(texts.base), plain(texts.ours), plain(texts.theirs), [](auto, auto) { return "ours"; },
      [](auto, auto) { return "theirs"; });
}

// What a person reads: without the line end, which comes and goes as paragraphs are cut and joined.
void count(Counts& out, std::string_view text) {
  for (std::string_view piece : sentences(text)) {
    while (piece.ends_with('\n')) piece.remove_suffix(1);
    if (!piece.empty()) ++out[std::string(piece)];
  }
}

std::ptrdiff_t of(const Counts& counts, std::string_view sentence) {
  const auto at = counts.find(sentence);
  return at == counts.end() ? 0 : at->second;
}

struct Parts {
  Counts plain, asked;                // asked: in any side of a conflict
  std::size_t bytes_in_conflict = 0;  // line ends aside
};

std::size_t bytes_of_words(const std::string& text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

Parts parts_of(const Segments& segments) {
  Parts out;
  for (const report::Segment& segment : segments) {
    if (const std::string* words = std::get_if<std::string>(&segment)) {
      count(out.plain, *words);
      continue;
    }
    const auto& conflict = std::get<Conflict>(segment);
    out.bytes_in_conflict += bytes_of_words(*conflict.base.as_string());
    for (const report::Side& side : conflict.sides) {
      out.bytes_in_conflict += bytes_of_words(*side.value.as_string());
      count(out.asked, *side.value.as_string());
    }
  }
  return out;
}

// Nobody's sentence is lost, none that somebody took away is back, and none stands twice, unless the merge says so.
const char* wrong_in_silence(const ThreeTexts& texts, const Parts& parts, bool please_read) {
  Counts base, ours, theirs, all;
  count(base, texts.base);
  count(ours, texts.ours);
  count(theirs, texts.theirs);
  for (const Counts* side : std::initializer_list<const Counts*>{&base, &ours, &theirs, &parts.plain, &parts.asked})
    for (const auto& entry : *side) all[entry.first] = 0;
  for (const auto& entry : all) {
    const std::string& sentence = entry.first;
    const std::ptrdiff_t b = of(base, sentence), o = of(ours, sentence), t = of(theirs, sentence);
    const std::ptrdiff_t stands = of(parts.plain, sentence), asked = of(parts.asked, sentence);
    const auto added = [&](std::ptrdiff_t side) { return std::max<std::ptrdiff_t>(side - b, 0); };
    const auto removed = [&](std::ptrdiff_t side) { return std::max<std::ptrdiff_t>(b - side, 0); };
    if (stands + asked > 0 && o == 0 && t == 0) return "a sentence of no side";
    if (stands + asked < std::max(added(o), added(t))) return "an addition is lost";
    if (asked == 0 && stands < b + std::max(added(o), added(t)) - removed(o) - removed(t)) return "a sentence is lost";
    if (!please_read && stands > b + added(o) + added(t) - std::max(removed(o), removed(t)))
      return "a sentence came back, or stands too often, in silence";
  }
  return nullptr;
}

// Whether the sentences of a side follow each other as they did there.
bool keeps_order(const std::string& side, const MergedText& text) {
  Counts times, now;
  count(times, side);
  std::string joined;
  for (const report::Segment& segment : text.segments)
    if (const std::string* words = std::get_if<std::string>(&segment)) joined += *words;
  count(now, joined);
  const auto all = sentences(joined);
  std::size_t last = 0;
  for (std::string_view piece : sentences(side)) {
    while (piece.ends_with('\n')) piece.remove_suffix(1);
    if (piece.empty() || of(times, piece) != 1 || of(now, piece) != 1) continue;
    const auto at = std::ranges::find_if(all, [&](std::string_view one) {
      return one.starts_with(piece) && one.find_first_not_of('\n', piece.size()) == one.npos;
    });
    const auto place = static_cast<std::size_t>(at->data() - joined.data());
    if (place < last) return false;
    last = place;
  }
  return true;
}

struct Tally {
  std::size_t merges = 0, both_clean = 0, ours_clean = 0, asked_less = 0, asked_same = 0, asked_more = 0, git_wrong = 0,
              please_read = 0;
  std::size_t git_bytes = 0, our_bytes = 0;
  std::map<std::string, std::vector<std::uint64_t>> broken;  // law -> seeds
};

const char* broken_law(const Case& made, const GitMerge& git, const MergedText& ours, Tally& tally) {
  const Parts parts = parts_of(ours.segments), git_parts = parts_of(git.segments);
  const bool clean = std::ranges::none_of(
      ours.segments, [](const report::Segment& segment) { return std::holds_alternative<Conflict>(segment); });
  if (const char* law = wrong_in_silence(made.texts, parts, ours.please_read)) return law;
  if (!made.moves && !ours.please_read && !(keeps_order(made.texts.ours, ours) && keeps_order(made.texts.theirs, ours)))
    return "sentences changed places in silence";
  if (wrong_in_silence(made.texts, git_parts, false)) {
    ++tally.git_wrong;
    return nullptr;
  }
  if (git.clean) {
    if (!clean) return "git alone is clean";
    if (ours.segments != git.segments) return "git says something else";
    ++tally.both_clean;
    return nullptr;
  }
  if (clean) {
    ++tally.ours_clean;
    return nullptr;
  }
  tally.git_bytes += git_parts.bytes_in_conflict;
  tally.our_bytes += parts.bytes_in_conflict;
  const auto order = parts.bytes_in_conflict <=> git_parts.bytes_in_conflict;
  ++(order < 0 ? tally.asked_less : order > 0 ? tally.asked_more : tally.asked_same);
  return nullptr;
}

void compare(std::uint64_t first, std::size_t count, Tally& tally) {
  std::vector<Case> cases;
  std::vector<ThreeTexts> texts;
  for (std::size_t i = 0; i < count; ++i) {
    cases.push_back(made_up(first + i));
    texts.push_back(cases.back().texts);
  }
  const std::vector<GitMerge> git = git_merges(texts);
  for (std::size_t i = 0; i < count; ++i) {
    const MergedText ours = merged(texts[i]);
    ++tally.merges;
    tally.please_read += ours.please_read;
    if (const char* law = broken_law(cases[i], git[i], ours, tally)) tally.broken[law].push_back(first + i);
  }
}

std::string words(const Tally& tally) {
  std::ostringstream out;
  out << tally.merges << " merges: both clean with the same text " << tally.both_clean << ", only ours clean "
      << tally.ours_clean << ", ours asks about less " << tally.asked_less << ", as much " << tally.asked_same
      << ", more " << tally.asked_more << "; bytes in question where both ask: git " << tally.git_bytes << ", ours "
      << tally.our_bytes << "; git wrong in silence " << tally.git_wrong << "; please read " << tally.please_read;
  for (const auto& [law, seeds] : tally.broken) {
    out << "\n  " << law << ": " << seeds.size() << ", seeds";
    for (std::size_t i = 0; i < std::min<std::size_t>(seeds.size(), 12); ++i) out << " " << seeds[i];
  }
  return out.str();
}

}  // namespace

TEST_CASE("git's clean merges are ours too, its questions are wider than ours, and nothing is wrong in silence") {
  if (!has_git()) SKIP("there is no git here");
  Tally tally;
  compare(0, 400, tally);
  INFO(words(tally));
  CHECK(tally.broken.empty());
  CHECK(tally.asked_more == 0);
  CHECK(tally.git_wrong < 20);
  CHECK(tally.both_clean > 100);
  CHECK(tally.ours_clean > 100);
  CHECK(tally.asked_less > 50);
  CHECK(tally.our_bytes * 2 < tally.git_bytes);
}

TEST_CASE("twenty thousand merges beside git's", "[.long]") {
  if (!has_git()) SKIP("there is no git here");
  Tally tally;
  for (std::uint64_t first = 1000; first < 21'000; first += 500) compare(first, 500, tally);
  WARN(words(tally));
  CHECK(tally.broken.empty());
  CHECK(tally.asked_more * 500 < tally.merges);
  CHECK(tally.git_wrong * 25 < tally.merges);
  CHECK(tally.merges == 20'000);
}
