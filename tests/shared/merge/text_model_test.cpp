// The merge in ids against the merge in strings, and a fold in one go against one that writes every text at every step.
#include "tests/shared/merge/text_model.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/utf8.h"
#include "shared/merge/heads.h"
#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::merge;
using base::SeededRandom;

namespace {

constexpr const char* kPieces[] = {"甲", "乙", "丙", "丁", "。", "。", "！", "\n", "“",
                                   "”",  "（", "）", "\"", "\\", "…",  "；", "!",  "1.5"};

std::string piece(SeededRandom& random) { return kPieces[random.below(std::size(kPieces))]; }

std::string made_up(SeededRandom& random) {
  std::string out;
  for (std::uint64_t i = random.below(16); i > 0; --i) out += piece(random);
  return out;
}

std::string edited(const std::string& text, SeededRandom& random) {
  std::u32string out = base::to_utf32(text);
  for (std::uint64_t i = random.below(4); i > 0; --i) {
    const std::size_t at = random.below(out.size() + 1);
    if (random.below(2) && at < out.size())
      out.erase(at, 1);
    else
      out.insert(at, base::to_utf32(piece(random)));
  }
  return base::to_utf8(out);
}

Segments plain(const std::string& text) { return text.empty() ? Segments{} : Segments{text}; }

// An edit in one of the texts between the conflicts.
Segments edited(Segments segments, SeededRandom& random) {
  if (segments.empty()) return plain(made_up(random));
  if (std::string* text = std::get_if<std::string>(&segments[random.below(segments.size())])) {
    *text = edited(*text, random);
    if (text->empty()) std::erase(segments, report::Segment(std::string()));
  }
  return segments;
}

// Names that tell what was asked.
Label label(const std::string& who) {
  return [who](std::string_view words, std::string_view before) {
    return who + ":" + std::string(words) + "|" + std::string(before);
  };
}

MergedText checked(const Segments& base, const Segments& ours, const Segments& theirs) {
  const MergedText model = model::merge_text(base, ours, theirs, label("o"), label("t"));
  const MergedText merged = merge_text(base, ours, theirs, label("o"), label("t"));
  REQUIRE(report::to_json(merged.segments) == report::to_json(model.segments));
  REQUIRE(merged.please_read == model.please_read);
  return merged;
}

}  // namespace

TEST_CASE("texts merge in ids as they do in strings, also where conflicts meet conflicts") {
  std::size_t conflicts = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const std::string root = made_up(random);
    const std::string a = edited(root, random), b = edited(root, random), c = edited(root, random);
    const Segments ab = checked(plain(root), plain(a), plain(b)).segments;
    const Segments bc = checked(plain(root), plain(b), plain(c)).segments;
    const Segments abc = checked(plain(root), ab, plain(c)).segments;
    checked(plain(b), ab, bc);
    checked(ab, edited(ab, random), edited(ab, random));
    checked(ab, abc, edited(ab, random));
    for (const report::Segment& segment : abc) conflicts += std::holds_alternative<report::Conflict>(segment);
  }
  CHECK(conflicts > 1000);
}

TEST_CASE("segments that no program of ours writes merge as the model has it") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    Segments base;
    for (std::uint64_t i = random.below(4); i > 0; --i) base.emplace_back(random.below(3) ? made_up(random) : "");
    Segments ours = base, theirs = base;
    for (Segments* side : {&ours, &theirs})
      for (report::Segment& segment : *side)
        if (random.below(2)) segment = edited(std::get<std::string>(segment), random);
    checked(base, ours, theirs);
    checked(base, ours, plain(made_up(random)));
  }
}

TEST_CASE("many heads fold in one go as they merge one after the other") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    support::Writer office("办公室", 1);
    report::History history;
    const report::State root = support::random_state(random);
    const report::RevisionId root_id = *history.add(office.seal(history, {}, root));
    for (std::uint64_t i = 0; i < 2 + seed % 6; ++i)
      REQUIRE(history.add(support::Writer("作者", i).seal(history, {root_id}, support::edited(root, random, 6))));
    // All heads are equally near, so the lowest names come first.
    report::State expected;
    std::vector<Contributor> from;
    for (const report::RevisionId& head : history.heads()) {
      const Contributor next{head, history.find(head)->state.get()};
      expected =
          from.empty()
              ? *next.state
              : merge::merge(support::small_form(), root, {expected, from}, {*next.state, std::span(&next, 1)}).state;
      from.push_back(next);
    }
    const report::State folded = state_of(support::small_form(), history, history.heads()).state;
    REQUIRE(base::canonical(report::to_json(folded)) == base::canonical(report::to_json(expected)));
  }
}
