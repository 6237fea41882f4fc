#include "shared/merge/position_map.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "shared/base/utf8.h"
#include "shared/merge/sentence.h"
#include "tests/shared/merge/prose_edits.h"

using namespace ziping;
using namespace ziping::merge;
using base::SeededRandom;

namespace {

// The new text with a | where the | of the old one went, in brackets when what stood there is gone.
std::string carried(std::string before, const std::string& after) {
  const std::size_t at = before.find('|');
  before.erase(at, 1);
  const PositionMap::Place place = PositionMap::between(before, after).carry(at);
  return after.substr(0, place.at) + (place.gone ? "(|)" : "|") + after.substr(place.at);
}

// What is left of a quotation.
std::string left_of(const std::string& before, const std::string& quote, const std::string& after) {
  const std::size_t at = before.find(quote);
  const auto left = PositionMap::between(before, after).carry(at, at + quote.size());
  return left.gone ? "gone" : after.substr(left.begin, left.end - left.begin);
}

std::map<std::string_view, int> counted(const std::vector<std::string_view>& all) {
  std::map<std::string_view, int> out;
  for (const std::string_view one : all) ++out[one];
  return out;
}

}  // namespace

TEST_CASE("a caret stays at its words when others write before, behind and into them") {
  CHECK(carried("甲一。乙|二。", "新。甲一。乙二。") == "新。甲一。乙|二。");
  CHECK(carried("甲一。乙|二。", "甲一。乙二。新。") == "甲一。乙|二。新。");
  CHECK(carried("修路12条，架|桥3座。", "修路15条，共架桥3座。") == "修路15条，共架|桥3座。");
  CHECK(carried("甲一。|", "甲一。新。") == "甲一。|新。");
  CHECK(carried("甲一。|乙二。", "甲一。新。乙二。") == "甲一。|新。乙二。");
  CHECK(carried("甲一。\n|乙二。", "甲一。\n新。\n乙二。") == "甲一。\n新。\n|乙二。");
  CHECK(carried("|甲一。", "新。甲一。") == "新。|甲一。");
  CHECK(carried("|", "新。") == "|新。");
}

TEST_CASE("a caret in words that were taken away stands where they were, and that is told") {
  CHECK(carried("甲一。乙二三四|五六。丙七。", "甲一。丙七。") == "甲一。(|)丙七。");
  CHECK(carried("甲一。乙二三四|五六。丙七。", "甲一。完全不同。丙七。") == "甲一。(|)完全不同。丙七。");
  CHECK(carried("甲一|。", "") == "(|)");
}

TEST_CASE("a sentence that moved takes along what stands in it, into another paragraph too") {
  CHECK(carried("今年修通了|村道。后来架桥。\n第三句话。", "后来架桥。\n第三句话。今年修通了村道。") ==
        "后来架桥。\n第三句话。今年修通了|村道。");
  CHECK(left_of("后来架桥。今年修通了村道。\n第三句话。", "今年修通了村道。\n",
                "今年修通了村道。后来架桥。\n第三句话。") == "今年修通了村道。");
}

TEST_CASE("a quotation keeps to what is left of it, without what others put beside it") {
  CHECK(left_of("甲一。乙二三四。丙五。", "乙二三四。", "甲一。新。乙二三四。又新。丙五。") == "乙二三四。");
  CHECK(left_of("甲一。乙二三四。丙五。", "乙二三四。", "甲一。乙二新三四。丙五。") == "乙二新三四。");
  CHECK(left_of("甲一。乙二三四。丙五。", "乙二三四。", "甲一。丙五。") == "gone");
  CHECK(left_of("修路12条，架桥3座。", "架桥3座", "修路12条，其余已完成。") == "gone");
}

TEST_CASE("a sentence that was cut in two or joined to its neighbour keeps its places") {
  CHECK(carried("修通村道五条，架起|新桥三座。", "修通村道五条。架起新桥三座。") == "修通村道五条。架起|新桥三座。");
  CHECK(carried("修通村道五条。架起|新桥三座。", "修通村道五条，架起新桥三座。") == "修通村道五条，架起|新桥三座。");
  CHECK(carried("甲一。|乙二。", "甲一。\n乙二。") == "甲一。|\n乙二。");
}

TEST_CASE("in equal texts everything is where it was") {
  for (const Sample& sample : samples()) {
    const PositionMap map = PositionMap::between(sample.text, sample.text);
    bool same = true;
    for (std::size_t at = 0; at <= sample.text.size(); ++at)
      same = same && map.carry(at) == PositionMap::Place{at, false};
    CHECK(same);
  }
}

TEST_CASE("whatever people do to a long text, a place keeps its sentence and its distance from the beginning of it") {
  std::size_t kept = 0, gone = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const std::string& before = samples()[random.below(samples().size())].text;
    const std::string after = edited(before, random, random.below(12));
    const PositionMap map = PositionMap::between(before, after);
    const auto old_sentences = sentences(before), new_sentences = sentences(after);
    const auto in_old = counted(old_sentences), in_new = counted(new_sentences);
    for (const std::string_view sentence : old_sentences) {
      const auto begin = static_cast<std::size_t>(sentence.data() - before.data());
      const auto found = in_new.find(sentence);
      const bool stands = in_old.at(sentence) == 1 && found != in_new.end() && found->second == 1;
      const std::size_t there = stands ? static_cast<std::size_t>(found->first.data() - after.data()) : 0;
      for (std::size_t inside = 1; inside < sentence.size(); ++inside) {
        const PositionMap::Place place = map.carry(begin + inside);
        REQUIRE(place.at <= after.size());
        ++(place.gone ? gone : kept);
        if (stands && base::count_characters(sentence) > 7) REQUIRE(place == PositionMap::Place{there + inside, false});
      }
    }
  }
  CHECK(kept > 1000);
  CHECK(gone > 1000);
}

TEST_CASE("places keep their order where no sentence moves") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const std::string& before = samples()[random.below(samples().size())].text;
    std::string after = before;
    for (std::uint64_t i = random.below(12); i > 0; --i)
      if (const auto kind = static_cast<Edit>(random.below(kEdits)); kind != Edit::Move) edit(after, kind, random);
    const PositionMap map = PositionMap::between(before, after);
    bool in_order = true;
    for (std::size_t at = 0, last = 0; at <= before.size(); ++at) {
      const std::size_t now = map.carry(at).at;
      in_order = in_order && last <= now;
      last = now;
    }
    REQUIRE(in_order);
  }
}
