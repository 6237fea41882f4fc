// The list of reports, filtered as a person does it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::GuiDriver;
using tests::Sitting;

namespace {

client::Summary line_of(client::Summary like, const char* title, std::int64_t year, const char* department,
                        sync::Stage stage) {
  like.row.id = title;
  like.title = std::string(title) + "报告";
  like.row.year = year;
  like.row.stage = stage;
  like.department = department;
  like.findings = {};
  return like;
}

// Four reports of two departments: 甲 has errors and 乙 was returned.
struct Filtering : Sitting {
  explicit Filtering(const std::string& role = "office", ImVec2 size = {1366, 768}) : Sitting(role, "", size) {
    relist([](client::ReportsListed& list) {
      const client::Summary like = list.reports.front();
      list.reports = {line_of(like, "甲", 2022, "民政局", sync::Stage::Drafting),
                      line_of(like, "乙", 2022, "水利局", sync::Stage::Returned),
                      line_of(like, "丙", 2021, "水利局", sync::Stage::Submitted),
                      line_of(like, "丁", 2020, "民政局", sync::Stage::Accepted)};
      list.reports.front().findings = {1, 0, 0};
    });
  }

  // 0 is all of them.
  void choose(const char* filter, int option) {
    REQUIRE(gui.click(filter));
    REQUIRE(gui.click("###option" + std::to_string(option)));
    look_again();
  }
  [[nodiscard]] std::string shown() const {
    std::string out;
    for (const char* title : {"甲", "乙", "丙", "丁"})
      if (gui.shows(std::string(title) + "报告")) out += title;
    return out;
  }
};

constexpr const char* kYear = "###filter/year";
constexpr const char* kDepartment = "###filter/department";
constexpr const char* kStage = "###filter/stage";
constexpr const char* kAttention = "###filter/attention";

}  // namespace

TEST_CASE("the list is filtered by year, department and stage, each by a choice of what occurs") {
  Filtering home;
  INFO(home.gui.picture());
  for (const char* all : {"全部年度", "全部部门", "全部阶段", "只看要处理的"}) CHECK(home.gui.shows(all));
  CHECK(home.shown() == "甲乙丙丁");
  home.choose(kYear, 1);
  CHECK(home.gui.shows("2022年度"));
  CHECK(home.shown() == "甲乙");
  home.choose(kDepartment, 2);
  CHECK(home.shown() == "乙");
  home.choose(kYear, 0);
  CHECK(home.shown() == "乙丙");
  home.choose(kStage, 2);
  CHECK(home.shown() == "丙");
  home.choose(kDepartment, 0);
  home.choose(kStage, 0);
  CHECK(home.shown() == "甲乙丙丁");
  CHECK(home.desk.model.settings.list_filter == app::ListFilter{});
  REQUIRE(home.last_order<client::KeepSetting>() != nullptr);
  CHECK(home.last_order<client::KeepSetting>()->name == "list_filter");
  CHECK(home.last_order<client::KeepSetting>()->value.empty());
}

TEST_CASE("a press leaves what asks for something to be done, the next brings all back") {
  Filtering home;
  REQUIRE(home.gui.click(kAttention));
  home.look_again();
  CHECK(home.shown() == "甲乙");
  CHECK(home.gui.shows("有冲突、有校验错误"));
  REQUIRE(home.gui.click(kAttention));
  home.look_again();
  CHECK(home.shown() == "甲乙丙丁");
  Filtering review("finance");
  REQUIRE(review.gui.click("###tab/all"));
  REQUIRE(review.gui.click(kAttention));
  review.look_again();
  CHECK(review.shown() == "丙");
  CHECK(review.gui.shows("等着审核"));
}

TEST_CASE("tabs count what the filters leave") {
  Filtering home;
  CHECK(home.gui.shows("我的 4 待审核 1 被退回 1 已审核 1 曾经办 全部 4"));
  home.choose(kYear, 1);
  INFO(home.gui.picture());
  CHECK(home.gui.shows("我的 2 待审核 被退回 1 已审核 曾经办 全部 2"));
}

TEST_CASE("where the filters leave nothing it is said by what, and one button clears them and the search") {
  Filtering home;
  home.choose(kYear, 1);
  home.choose(kDepartment, 1);
  home.choose(kStage, 4);
  INFO(home.gui.picture());
  CHECK(home.gui.shows("没有符合条件的报告"));
  CHECK(home.gui.shows("现在只看：2022年度、民政局、已通过。"));
  REQUIRE(home.gui.type("###search", "河堤"));
  home.look_again();
  CHECK(home.gui.shows("已通过、“河堤”。"));
  REQUIRE(home.gui.click("###filter/clear"));
  home.look_again();
  CHECK(home.shown() == "甲乙丙丁");
  CHECK(home.desk.model.search.empty());
  CHECK(home.gui.shows("全部年度"));
}

TEST_CASE("a filter that is on with nothing left to do is seen and can be taken off") {
  Filtering home;
  REQUIRE(home.gui.click(kAttention));
  home.relist([](client::ReportsListed& list) {
    for (client::Summary& one : list.reports) one.row.stage = sync::Stage::Accepted;
  });
  CHECK(home.gui.shows("现在只看：要处理的。"));
  REQUIRE(home.gui.click(kAttention));
  home.look_again();
  CHECK(home.shown() == "甲乙丙丁");
  CHECK(home.gui.find(kAttention) == nullptr);
}

TEST_CASE("the choice of a value whose last report is gone says all of them again") {
  Filtering home;
  home.choose(kYear, 3);
  CHECK(home.shown() == "丁");
  home.relist([](client::ReportsListed& list) { list.reports.pop_back(); });
  CHECK(home.gui.shows("全部年度"));
  CHECK(home.shown() == "甲乙丙");
}

TEST_CASE("options that become fewer while they are open are chosen from as they are then") {
  Filtering home;
  REQUIRE(home.gui.click(kYear));
  home.gui.key(ImGuiKey_End);
  home.relist([](client::ReportsListed& list) { list.reports.resize(3); });
  home.gui.key(ImGuiKey_Enter);
  home.look_again();
  CHECK(home.desk.model.settings.list_filter == app::ListFilter{});
  CHECK(home.shown() == "甲乙丙");
}

TEST_CASE("a small list has only the filters in which its reports differ, and one report has none") {
  Sitting alone;
  for (const char* one : {kYear, kDepartment, kStage, kAttention}) CHECK(alone.gui.find(one) == nullptr);
  Filtering home;
  home.relist([](client::ReportsListed& list) {
    list.reports.resize(2);
    list.reports[1].row.year = 2021;
    list.reports[1].department = list.reports[0].department;
  });
  CHECK(home.gui.find(kYear) != nullptr);
  CHECK(home.gui.find(kDepartment) == nullptr);
  CHECK(home.gui.find(kStage) != nullptr);
  CHECK(home.gui.find(kAttention) == nullptr);  // there is something to do about both
}

TEST_CASE("the filters stand apart from all else and within the window, whatever its size") {
  const auto [size, scale] = GENERATE(table<ImVec2, float>(
      {{{1366, 768}, 1.0f}, {{1024, 768}, 1.0f}, {{640, 500}, 1.0f}, {{1366, 768}, 2.0f}, {{1024, 768}, 2.0f}}));
  Filtering home("office", size);
  home.look = view::make_look(view::Theme::Light, scale, {home.gui.regular(), home.gui.strong()});
  view::apply(home.look, ImGui::GetStyle());
  home.look_again();
  INFO(size.x << "x" << size.y << " at " << scale << "\n" << home.gui.picture());
  std::vector<ImRect> boxes;
  for (const char* one :
       {"###tab/mine", "###new", "###search", kYear, kDepartment, kStage, kAttention, "###reports/title/0"}) {
    INFO(one);
    const GuiDriver::Item* item = home.gui.find(one);
    REQUIRE(item != nullptr);
    CHECK(ImRect({0, 0}, size).Contains(item->box));
    for (const ImRect& other : boxes) CHECK_FALSE(item->box.Overlaps(other));
    boxes.push_back(item->box);
  }
}
