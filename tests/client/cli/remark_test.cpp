#include <catch2/catch_test_macros.hpp>

#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

const std::string kTrees = "种植果树一百亩。";

Json only_remark(const Desk& desk, const std::string& report) {
  const Json list = desk.json({"remark", "list", report});
  REQUIRE(list.as_array()->size() == 1);
  return list.as_array()->front();
}

// A version that was submitted, read by finance.
struct Review {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"};
  std::string report = new_report(office).id, path;
  Desk finance{folder, centre, "finance"};

  Review() {
    fill_in(office, report);
    const Json state = office.json({"report", "show", report});
    path = "results.blocks[" + std::string(state.find("rows")->list("results.blocks").front().text_or("id")) + "].text";
    office.set(report, path, "修建水渠三公里。" + kTrees + "平整道路两公里。");
    REQUIRE(office({"seal", report}).status == 0);
    REQUIRE(office({"sync"}).status == 0);
    REQUIRE(office({"submit", report}).status == 0);
    sync();
  }
  void sync() {
    for (const Desk* desk : {&finance, &office, &finance}) REQUIRE((*desk)({"sync"}).status == 0);
  }
  std::string add(const std::string& text) {
    const Json made = finance.json({"remark", "add", report, "--version", "1", "--at", path, "--quote", kTrees, text});
    return std::string(made.text_or("remark"));
  }
};

}  // namespace

TEST_CASE("finance remarks on a sentence, the office answers and changes it, and both see where it is now") {
  Review review;
  const std::string id = review.add("请写明依据。");
  REQUIRE(id.size() == 64);
  CHECK(only_remark(review.finance, review.report).text_or("state") == "queued");
  review.sync();
  CHECK(only_remark(review.finance, review.report).text_or("state") == "durable");
  CHECK(only_remark(review.office, review.report).find("now")->text_or("standing") == "same");
  REQUIRE(review.finance({"review", "return", review.report, "--version", "1", "--note", "见意见"}).status == 0);
  review.sync();
  review.office.set(review.report, review.path, "修建水渠三公里。种植果树一百二十亩。平整道路两公里。");
  const Json changed = only_remark(review.office, review.report);
  CHECK(changed.find("now")->text_or("standing") == "changed");
  CHECK(changed.find("now")->text_or("sentence") == "种植果树一百二十亩。");
  CHECK(review.office({"remark", "list", review.report}).out.find("原句已改") != std::string::npos);
  review.office.set(review.report, review.path, "修建水渠三公里。平整道路两公里。");
  CHECK(review.office({"remark", "list", review.report}).out.find("原句已删") != std::string::npos);
  REQUIRE(review.office({"remark", "answer", id.substr(0, 6), "已删去没有依据的数。"}).status == 0);
  review.sync();
  REQUIRE(review.finance({"remark", "close", id.substr(0, 8)}).status == 0);
  review.sync();
  for (const Desk* desk : {&review.office, &review.finance}) {
    const Json remark = only_remark(*desk, review.report);
    CHECK(remark.find("open")->as_bool() != nullptr);
    CHECK_FALSE(remark.flag("open"));
    REQUIRE(remark.list("answers").size() == 2);
    CHECK(remark.list("answers")[0].text_or("text") == "已删去没有依据的数。");
    CHECK(remark.list("answers")[1].text_or("kind") == "close");
    CHECK(desk->json({"verify"}).integer_or("remarks", 0) == 3);
  }
}

TEST_CASE("a remark that cannot be placed or closed is refused before anything is written") {
  Review review;
  const auto add = [&](const Words& more) {
    Words words{"remark", "add", review.report};
    words.insert(words.end(), more.begin(), more.end());
    return review.finance.refusal(words);
  };
  CHECK(add({"--version", "2", "--at", review.path, "说"}) == "unknown-version");
  CHECK(add({"--version", "1", "--at", "nowhere", "说"}) == "unknown-place");
  CHECK(add({"--version", "1", "--at", review.path, "--quote", "没有这句。", "说"}) == "unknown-place");
  CHECK(add({"--version", "1", "--at", review.path, "--quote", "公里。", "说"}) == "several-places");
  CHECK(add({"--version", "1", "--at", review.path, " "}) == "empty-remark");
  CHECK(review.finance.json({"remark", "list", review.report}).as_array()->empty());
  const std::string id = review.add("请写明依据。");
  review.sync();
  CHECK(review.office.refusal({"remark", "close", id}) == "denied");
  CHECK(review.office.refusal({"remark", "answer", id.substr(0, 5), "好"}) == "unknown-remark");
}
