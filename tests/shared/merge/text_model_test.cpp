// The merge in ids against the merge in strings, and a fold in one go against one that writes every text at every step.
#include "tests/shared/merge/text_model.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>

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

Segments whole(const std::string& text) { return text.empty() ? Segments{} : Segments{text}; }

// An edit in one of the texts between the conflicts, or of a conflict: one side less, or decided.
Segments edited(Segments segments, SeededRandom& random) {
  if (segments.empty()) return whole(made_up(random));
  const std::size_t at = random.below(segments.size());
  if (std::string* text = std::get_if<std::string>(&segments[at])) {
    *text = edited(*text, random);
    if (text->empty()) segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(at));
    return segments;
  }
  auto& sides = std::get<report::Conflict>(segments[at]).sides;
  if (sides.size() > 2 && random.below(2))
    sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(random.below(sides.size())));
  else
    segments[at] = random.below(2) ? std::string("丁。戊。") : *sides.front().value.as_string();
  return *report::segments_of(report::to_json(segments));
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

// All heads have the root as their parent and are equally near, so the lowest names come first.
report::State one_by_one(const report::History& history, const report::State& root) {
  report::State out;
  std::vector<Contributor> from;
  for (const report::RevisionId& head : history.heads()) {
    const Contributor next{head, history.find(head)->state.get()};
    const auto added = std::span(&next, 1);
    out =
        from.empty() ? *next.state : merge::merge(support::small_form(), root, {out, from}, {*next.state, added}).state;
    from.push_back(next);
  }
  return out;
}

}  // namespace

TEST_CASE("texts merge in ids as they do in strings, also where conflicts meet conflicts") {
  std::size_t conflicts = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const std::string root = made_up(random);
    const std::string a = edited(root, random), b = edited(root, random), c = edited(root, random);
    const Segments ab = checked(whole(root), whole(a), whole(b)).segments;
    const Segments bc = checked(whole(root), whole(b), whole(c)).segments;
    const Segments abc = checked(whole(root), ab, whole(c)).segments;
    checked(whole(b), ab, bc);
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
    checked(base, ours, whole(made_up(random)));
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
    const report::State folded = state_of(support::small_form(), history, history.heads()).state;
    REQUIRE(base::canonical(report::to_json(folded)) == base::canonical(report::to_json(one_by_one(history, root))));
  }
}

TEST_CASE("a settled conflict of several sentences is not joined to what follows, as in the model") {
  const auto side = [](const char* name, const char* text) { return report::Side{name, base::Json(text)}; };
  report::Conflict three{base::Json("甲。"), {side("a", "乙。"), side("b", "丙。"), side("c", "丁。")}};
  report::Conflict two{base::Json("甲。"), {side("a", "乙。"), side("b", "丙。")}};
  const Segments ours = whole("戊。己。后。");
  CHECK(checked({three, "后。"}, ours, {two, "后。"}).segments == whole("戊。己。后。"));
}

TEST_CASE("whose words a side is, is told by the whole rule: the lowest revision whose text has them") {
  std::size_t conflicts = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const std::string root = made_up(random);
    std::vector<std::string> texts;
    std::vector<report::State> states(4);
    std::vector<Contributor> from;
    const auto said = [](report::State& state, const Segments& text) {
      state.set("goal", report::Value(report::to_json(text)));
    };
    for (std::size_t i = 0; i < states.size(); ++i) {
      texts.push_back(edited(edited(root, random), random));
      said(states[i], whole(texts[i]));
      from.push_back({base::sha256(std::to_string(random.below(1000)) + texts[i]), &states[i]});
    }
    report::State base, ours;
    said(base, whole(root));
    Segments expected = whole(texts[0]);
    said(ours, expected);
    for (std::size_t i = 1; i < states.size(); ++i) {
      const auto lowest = [&](std::size_t begin, std::size_t end) -> Label {
        return [&, begin, end](std::string_view words, std::string_view before) {
          std::optional<report::RevisionId> best, any;
          for (std::size_t k = begin; k < end; ++k) {
            const report::RevisionId& name = from[k].revision;
            const std::string& text = texts[k];
            const bool fits =
                words.empty() ? before.empty() || text.find(before) == text.npos : text.find(words) != text.npos;
            if (!any || name < *any) any = name;
            if (fits && (!best || name < *best)) best = name;
          }
          return (best ? *best : *any).hex();
        };
      };
      expected = model::merge_text(whole(root), expected, whole(texts[i]), lowest(0, i), lowest(i, i + 1)).segments;
      const auto contributors = std::span<const Contributor>(from);
      ours = merge::merge(support::small_form(), base, {ours, contributors.first(i)},
                          {states[i], contributors.subspan(i, 1)})
                 .state;
      REQUIRE(ours.value("goal").json() == report::to_json(expected));
    }
    conflicts += report::conflicts(ours).size();
  }
  CHECK(conflicts > 1000);
}

TEST_CASE("a text in other JSON than ours folds to ours, whichever side it comes from") {
  const auto saying = [](base::Json json, int people) {
    report::State state;
    state.set("goal", report::Value(std::move(json)));
    state.set("people", report::Value(base::Json(people)));
    return state;
  };
  base::Json other;
  other["conflict"]["text"].push("甲一。乙二。");
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    support::Writer writer("作者", seed);
    report::History history;
    const auto root = *history.add(writer.seal(history, {}, saying("甲。乙。", 1)));
    const auto parent = *history.add(writer.seal(history, {root}, saying("甲。乙。", 2)));
    for (const char* text : {"甲一。乙。", "甲。乙二。"})  // nearest, so these two merge first
      REQUIRE(history.add(writer.seal(history, {parent}, saying(text, 2))));
    REQUIRE(history.add(writer.seal(history, {root}, saying(other, 1))));
    CHECK(state_of(support::small_form(), history, history.heads()).state.value("goal").json() == "甲一。乙二。");
  }
}
