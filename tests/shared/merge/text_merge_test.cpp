#include "shared/merge/text_merge.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "shared/merge/text_file_merge.h"

using namespace ziping;
using namespace ziping::merge;
using report::Conflict;

namespace {

Segments segment(const std::string& text) { return text.empty() ? Segments{} : Segments{text}; }

MergedText merged_by_two(const std::string& base, const std::string& ours, const std::string& theirs) {
  return merge_text(
      segment(base), segment(ours), segment(theirs), [](auto, auto) { return "ours"; },
      [](auto, auto) { return "theirs"; });
}

std::string clean(const MergedText& text) {
  REQUIRE(text.segments.size() <= 1);
  return text.segments.empty() ? "" : std::get<std::string>(text.segments.front());
}

}  // namespace

TEST_CASE("different sentences of one paragraph merge") {
  CHECK(clean(merged_by_two("一是甲。二是乙。三是丙。", "一是甲甲。二是乙。三是丙。", "一是甲。二是乙。三是丙丙。")) ==
        "一是甲甲。二是乙。三是丙丙。");
}

TEST_CASE("neighbouring sentences changed by different people merge, to be read") {
  const MergedText text = merged_by_two("甲。乙。丙。", "甲甲。乙。丙。", "甲。乙乙。丙。");
  CHECK(clean(text) == "甲甲。乙乙。丙。");
  CHECK(text.please_read);
}

TEST_CASE("the same sentence changed differently is a conflict on that sentence alone") {
  const MergedText text = merged_by_two("实施项目12项。甲。", "实施项目13项。甲。", "实施项目近12项。甲。乙。");
  REQUIRE(text.segments.size() == 2);
  const auto& conflict = std::get<Conflict>(text.segments.front());
  CHECK(conflict.base == base::Json("实施项目12项。"));
  REQUIRE(conflict.sides.size() == 2);
  CHECK(conflict.sides[0] == report::Side{"ours", base::Json("实施项目13项。")});
  CHECK(conflict.sides[1] == report::Side{"theirs", base::Json("实施项目近12项。")});
  CHECK(std::get<std::string>(text.segments.back()) == "甲。乙。");
}

TEST_CASE("a hundred ways to see one sentence are a hundred sides, however they meet") {
  const Segments base = segment("实施项目12项。");
  const auto joined = [&](int from, int to) {
    Segments out = base;
    for (int i = from; i < to; ++i)
      out = merge_text(base, out, segment("实施项目" + std::to_string(i) + "项。"), {}, [](auto, auto) {
              return "一人";
            }).segments;
    return out;
  };
  const MergedText text = merge_text(base, joined(100, 150), joined(150, 200), {}, {});
  REQUIRE(text.segments.size() == 1);
  CHECK(std::get<Conflict>(text.segments.front()).sides.size() == 100);
  CHECK(*report::segments_of(report::to_json(text.segments)) == text.segments);
}

TEST_CASE("figures never mix: 90.00 made 98.00 here and 90.50 there stays a question") {
  const MergedText text = merged_by_two("支出90.00万元。", "支出98.00万元。", "支出90.50万元。");
  REQUIRE(text.segments.size() == 1);
  CHECK(std::get<Conflict>(text.segments.front()).sides.size() == 2);
}

TEST_CASE("two teams adding at the same place are both kept, in one order whoever comes first") {
  const MergedText one = merged_by_two("甲。", "甲。乙。", "甲。丙。"),
                   other = merged_by_two("甲。", "甲。丙。", "甲。乙。");
  CHECK(clean(one) == "甲。丙。乙。");
  CHECK(one.segments == other.segments);
  CHECK(one.please_read);
}

TEST_CASE("the same addition by both is kept once") {
  CHECK(clean(merged_by_two("甲。", "甲。乙。", "甲。乙。丙。")) == "甲。乙。丙。");
}

TEST_CASE("pieces that would grow together into a sentence nobody wrote become a question") {
  const MergedText text = merged_by_two("甲。", "甲。乙", "甲。丙");
  bool asked = false;
  for (const report::Segment& segment : text.segments) asked = asked || std::holds_alternative<Conflict>(segment);
  CHECK(asked);
}

TEST_CASE("only the pieces that would grow together are in question, not the text around them") {
  const MergedText text = merged_by_two("甲。乙。丙。丁。", "甲。乙。子丙。丁。", "甲。乙二丁。");
  REQUIRE(text.segments.size() == 2);
  CHECK(text.segments.front() == report::Segment("甲。"));
  CHECK(std::get<Conflict>(text.segments.back()).base == base::Json("乙。丙。丁。"));
  const MergedText line_end = merged_by_two("子。甲。乙。\n丙。", "子。甲。丙。", "子。甲。乙。\n\n丙。");
  REQUIRE(line_end.segments.size() == 3);
  CHECK(line_end.segments.front() == report::Segment("子。甲。"));
  CHECK(line_end.segments.back() == report::Segment("丙。"));
}

TEST_CASE("a blank line that stayed says nothing of the paragraph behind it") {
  // Ours took the first line out and changed the paragraph; theirs put a paragraph before it.
  const MergedText text = merged_by_two("\n甲。乙。\n\n丙。\n", "甲一。乙。\n\n丙。\n", "\n新。\n甲。乙。\n\n丙。\n");
  REQUIRE(text.segments.size() == 2);
  CHECK(std::get<Conflict>(text.segments[0]).sides ==
        std::vector<report::Side>{{"theirs", base::Json("\n新。\n甲。")}, {"ours", base::Json("甲一。")}});
  CHECK(text.segments[1] == report::Segment("乙。\n\n丙。\n"));
}

TEST_CASE("a paragraph that moved past a blank line keeps what was added behind it") {
  const MergedText text = merged_by_two("甲。\n\n乙。\n\n丙。\n\n丁。\n", "甲。\n\n乙。\n\n丙。\n新。\n\n丁。\n",
                                        "甲。\n\n\n\n丙。\n丁。\n");
  CHECK(clean(text) == "甲。\n\n\n\n丙。\n新。\n丁。\n");
}

TEST_CASE("who takes a paragraph away and who leaves a blank line in its place mean the same") {
  CHECK(clean(merged_by_two("甲。\n乙。\n丙。\n", "甲。\n丙。\n", "甲。\n\n丙。\n")) == "甲。\n\n丙。\n");
}

TEST_CASE("a sentence that one moved and the other took away, or moved elsewhere, is to be read") {
  const MergedText gone = merged_by_two("甲。乙。丙。丁。", "甲。丙。丁。乙。", "甲。丙。丁。");
  CHECK(clean(gone) == "甲。丙。丁。乙。");
  CHECK(gone.please_read);
  const MergedText twice = merged_by_two("甲。乙。丙。丁。戊。", "甲。丙。丁。戊。乙。", "甲。丙。丁。乙。戊。");
  CHECK(clean(twice) == "甲。丙。丁。乙。戊。乙。");
  CHECK(twice.please_read);
  CHECK_FALSE(
      merged_by_two("甲。乙。丙。丁。戊。己。", "甲。丙。丁。乙。戊。己。", "甲。乙。丙。丁。戊。己二。").please_read);
}

TEST_CASE("a sentence that one moved and the other changed is a question, and stands where it was moved to") {
  const MergedText text = merged_by_two("甲。乙。丙。丁。", "甲。丙。丁。乙。", "甲。乙二。丙。丁。");
  REQUIRE(text.segments.size() == 3);
  CHECK(std::get<Conflict>(text.segments[1]).base == base::Json("乙。"));
  CHECK(text.segments[2] == report::Segment("丙。丁。乙。"));
}

TEST_CASE("a third edit of a sentence in conflict adds a side and loses none") {
  const MergedText two = merged_by_two("甲。", "乙。", "丙。");
  const MergedText three =
      merge_text(segment("甲。"), two.segments, segment("丁。"), {}, [](auto, auto) { return "third"; });
  REQUIRE(three.segments.size() == 1);
  CHECK(std::get<Conflict>(three.segments.front()).sides.size() == 3);
}

TEST_CASE("a decision beats the conflict it decided, and two different decisions are a new conflict") {
  const Segments open = merged_by_two("甲。丁。", "乙。丁。", "丙。丁。").segments;
  CHECK(merge_text(open, segment("乙。丁。"), open, {}, {}).segments == segment("乙。丁。"));
  CHECK(merge_text(open, open, segment("乙。丁。"), {}, {}).segments == segment("乙。丁。"));
  const MergedText again = merge_text(open, segment("乙。丁。"), segment("丙。丁。"), {}, {});
  REQUIRE(again.segments.size() == 2);
  CHECK(std::get<Conflict>(again.segments.front()).sides.size() == 2);
}

TEST_CASE("where each party decided against all that the other left, all sides stay") {
  const auto sides = [](std::initializer_list<const char*> values) {
    Conflict out{base::Json("甲。"), {}};
    for (const char* value : values) out.sides.push_back({value, base::Json(value)});
    return Segments{out};
  };
  const MergedText text =
      merge_text(sides({"乙。", "丙。", "丁。", "戊。"}), sides({"乙。", "丙。"}), sides({"丁。", "戊。"}), {}, {});
  REQUIRE(text.segments.size() == 1);
  CHECK(std::get<Conflict>(text.segments.front()).sides.size() == 4);
}

TEST_CASE("files merge as a terminal expects: clean text, or diff3 markers around the sentences in question") {
  CHECK(merge_files("甲。乙。\n", "甲甲。乙。\n", "甲。乙。\n丙。\n", {"b", "o", "t"}).text == "甲甲。乙。\n丙。\n");
  const MergedFile file = merge_files("甲。乙。\n", "甲一。乙。\n", "甲二。乙。\n", {"b", "o", "t"});
  CHECK(file.conflicts == 1);
  CHECK(file.text == "<<<<<<< o\n甲一。\n||||||| b\n甲。\n=======\n甲二。\n>>>>>>> t\n乙。\n");
}
