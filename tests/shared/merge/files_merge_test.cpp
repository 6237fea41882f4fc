#include "shared/merge/files_merge.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"
#include "shared/form/attachment.h"
#include "shared/merge/merge.h"

using namespace ziping;
using base::Json;
using report::State;
using report::Value;

namespace {

const form::Form& papers_form() {
  static const form::Form form = *form::Form::parse(*base::parse_json(
      R"({"id":"papers","title":"佐证","owners":["office"],"fields":[{"name":"papers","kind":"files"}]})"));
  return form;
}

Json entry(const std::string& name, const std::string& content) {
  form::Attachment out{name + ".pdf", static_cast<std::int64_t>(content.size()), base::sha256(content),
                       "application/pdf"};
  return out.json();
}

const Json kPlan = entry("方案", "方案"), kList = entry("清单", "清单"), kPhoto = entry("照片", "照片"),
           kReceipt = entry("验收", "验收");

Json list(Json::Array entries) { return entries.empty() ? Json() : Json(std::move(entries)); }

State with(const Json& papers) {
  State out;
  out.set("papers", Value(papers));
  return out;
}

// By the whole merge, and alike from both sides.
Json merged(const Json& before, const Json& ours, const Json& theirs) {
  const State base = with(before), mine = with(ours), other = with(theirs);
  const State out = merge::merge(papers_form(), base, {mine, {}}, {other, {}}).state;
  REQUIRE(out == merge::merge(papers_form(), base, {other, {}}, {mine, {}}).state);
  return out.value("papers").json();
}

std::size_t count(const Json& value) { return value.is_array() ? value.as_array()->size() : 0; }

bool holds(const Json& value, const Json& one) {
  return value.is_array() && std::ranges::count(*value.as_array(), one) > 0;
}

Json many(std::size_t number, const std::string& whose) {
  Json::Array out;
  for (std::size_t i = 0; i < number; ++i) out.push_back(entry(whose + std::to_string(i), whose + std::to_string(i)));
  return Json(std::move(out));
}

// A list of up to five of four names and four contents, no name twice.
Json random_list(base::SeededRandom& random) {
  Json::Array out;
  for (const char* name : {"甲", "乙", "丙", "丁"})
    if (random.below(2) == 0) out.push_back(entry(name, std::to_string(random.below(4))));
  for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
  return list(std::move(out));
}

// The entries of a list with one of them taken out, named or filled otherwise, or one more.
Json edited(const Json& before, base::SeededRandom& random) {
  Json::Array out = before.is_array() ? *before.as_array() : Json::Array();
  const std::string fresh = "新" + std::to_string(random.below(3));
  const std::size_t at = out.empty() ? 0 : random.below(out.size());
  const auto name_taken = [&](const std::string& name) {
    return std::ranges::any_of(out, [&](const Json& one) { return one.text_or("name") == name + ".pdf"; });
  };
  switch (out.empty() ? 0 : random.below(4)) {
    case 0:
      if (!name_taken(fresh)) out.push_back(entry(fresh, std::to_string(random.below(6))));
      break;
    case 1:
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 2:
      if (!name_taken(fresh)) out[at]["name"] = fresh + ".pdf";
      break;
    default:
      out[at]["sha256"] = base::sha256(std::to_string(random.below(6))).hex();
  }
  return list(std::move(out));
}

}  // namespace

TEST_CASE("two people who attach different files lose none, whoever comes first") {
  const Json now = merged(list({kPlan}), list({kPlan, kList}), list({kPlan, kPhoto, kReceipt}));
  REQUIRE(count(now) == 4);
  CHECK(now.as_array()->front() == kPlan);
  for (const Json& one : {kList, kPhoto, kReceipt}) CHECK(holds(now, one));
  CHECK(count(merged(Json(), list({kList}), list({kPhoto}))) == 2);
  CHECK(merged(Json(), list({kList, kPhoto}), list({kPhoto})) == list({kList, kPhoto}));  // the same by both: once
}

TEST_CASE("an attachment that one took out and the other left alone is gone, and what the other added is there") {
  const Json before = list({kPlan, kList});
  CHECK(merged(before, list({kList}), list({kPlan, kList, kPhoto})) == list({kList, kPhoto}));
  CHECK(merged(before, list({kList}), list({kPlan})).is_null());
  CHECK(merged(before, Json(), list({kPlan, kList, kPhoto})) == list({kPhoto}));
}

TEST_CASE("one attachment that two made different things of is a conflict of its field") {
  const Json before = list({kPlan, kList}), mine = entry("方案", "方案一"), other = entry("方案", "方案二");
  const Json called = entry("方案（定稿）", "方案"), called_otherwise = entry("方案（终稿）", "方案");
  for (const auto& [ours, theirs] :
       std::vector<std::pair<Json, Json>>{{mine, other}, {mine, called}, {called, called_otherwise}}) {
    const auto conflict = report::conflict_of(merged(before, list({kList, ours}), list({kList, theirs})));
    REQUIRE(conflict.has_value());
    CHECK(conflict->base == before);
    CHECK(conflict->sides.size() == 2);
  }
  CHECK(report::is_conflict(merged(before, list({kList, mine}), list({kList, kPhoto}))));  // changed and taken out
  CHECK(report::is_conflict(merged(Json(), list({mine}), list({other}))));
  const Json settled = merged(before, list({kList, mine}), list({kPlan, kList, kPhoto}));
  CHECK(count(settled) == 3);
  CHECK((holds(settled, kList) && holds(settled, mine) && holds(settled, kPhoto)));
  CHECK(merged(before, list({kList, mine}), list({kList, mine, kPhoto})) == list({kList, mine, kPhoto}));
}

TEST_CASE("more attachments than a field takes are a conflict, and none of them is dropped") {
  const std::size_t half = form::kAttachmentsMax / 2;
  CHECK(count(merged(Json(), many(half, "东"), many(half, "西"))) == form::kAttachmentsMax);
  const auto conflict = report::conflict_of(merged(Json(), many(half + 1, "东"), many(half, "西")));
  REQUIRE(conflict.has_value());
  CHECK(count(conflict->sides[0].value) + count(conflict->sides[1].value) == form::kAttachmentsMax + 1);
}

TEST_CASE("attachments merge by the laws of the merge, and every entry stands in some side") {
  std::size_t settled = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    const Json before = random_list(random);
    Json ours = before, theirs = before;
    for (std::uint64_t i = random.below(4); i > 0; --i) ours = edited(ours, random);
    for (std::uint64_t i = random.below(4); i > 0; --i) theirs = edited(theirs, random);
    const Json now = merged(before, ours, theirs);
    REQUIRE(merged(before, ours, ours) == ours);
    REQUIRE(merged(before, before, theirs) == theirs);
    if (report::is_conflict(now)) continue;
    ++settled;
    if (!now.is_null()) REQUIRE(form::parse_attachments(now).has_value());
    for (const Json* side : {&ours, &theirs})
      for (const Json& one : side->is_array() ? *side->as_array() : Json::Array())
        if (!holds(before, one)) REQUIRE(holds(now, one));
    for (const Json& one : now.is_array() ? *now.as_array() : Json::Array()) {
      REQUIRE((holds(ours, one) || holds(theirs, one)));
      if (holds(before, one)) REQUIRE((holds(ours, one) && holds(theirs, one)));
    }
  }
  CHECK(settled > 1500);
}

TEST_CASE("what is no list of attachments is taken whole, and members that nobody knows stay with their entry") {
  Json marked = kPhoto;
  marked["later"] = Json("以后");
  CHECK(holds(merged(list({kPlan}), list({kPlan, marked}), list({kPlan, kList})), marked));
  const Json odd = Json("附件");
  CHECK(report::is_conflict(merged(list({kPlan}), odd, list({kPlan, kList}))));
  CHECK_FALSE(merge::merge_files(list({kPlan}), list({kPlan, Json(7)}), list({kPlan, kList})).has_value());
}
