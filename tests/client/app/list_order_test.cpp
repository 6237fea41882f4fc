#include "client/app/list_order.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/desk/desk.h"

using namespace ziping;
using app::Direction;
using app::OrderBy;
using tests::Desk;

namespace {

client::Summary listed_as(client::Summary like, const char* title, std::int64_t year, std::int64_t conflicts,
                          const char* until, int filled, int asked) {
  like.row.id = like.title = title;
  like.row.year = year;
  like.row.stage = sync::Stage::Drafting;
  like.conflicts = conflicts;
  like.until = until;
  like.filled = filled;
  like.asked = asked;
  like.whole = {asked - filled, asked};  // who writes little of it himself is far with the whole
  return like;
}

// Four reports, of which two lack something. By the bytes of their titles 丁 is the first, then 丙, 乙, 甲.
struct FourReports : Desk {
  FourReports() { tell(list()); }

  [[nodiscard]] client::ReportsListed list() const {
    client::ReportsListed out = model.home;
    const client::Summary like = out.reports.front();
    out.reports = {listed_as(like, "乙", 2021, 0, "", 0, 0), listed_as(like, "甲", 2022, 1, "2023-04-10", 1, 2),
                   listed_as(like, "丁", 2021, 0, "2023-04-01", 1, 4),
                   listed_as(like, "丙", 2023, 3, "2023-03-29", 3, 4)};
    out.reports[2].row.stage = sync::Stage::Submitted;  // no days are left that would count
    return out;
  }
  void press(OrderBy by) { ask(app::SortBy{by}); }
  [[nodiscard]] std::string shown() const {
    std::string out;
    for (const client::Summary* one : app::listed(model, app::HomeTab::All)) out += one->title;
    return out;
  }
};

}  // namespace

TEST_CASE("the list is sorted by a column, turned round, and then stands as it did") {
  FourReports desk;
  CHECK(desk.shown() == "乙甲丁丙");
  desk.press(OrderBy::Title);
  CHECK(desk.shown() == "丁丙乙甲");
  desk.press(OrderBy::Title);
  CHECK(desk.shown() == "甲乙丙丁");
  desk.press(OrderBy::Title);
  CHECK(desk.shown() == "乙甲丁丙");
  desk.press(OrderBy::Title);
  desk.press(OrderBy::Year);  // the newest first, and who is alike as the vault lists them
  CHECK(desk.shown() == "丙甲乙丁");
}

TEST_CASE("figures are sorted as figures, and what has none is last whichever way round") {
  FourReports desk;
  const auto both_ways = [&desk](OrderBy by, const char* one, const char* other) {
    desk.press(by);
    CHECK(desk.shown() == one);
    desk.press(by);
    CHECK(desk.shown() == other);
  };
  both_ways(OrderBy::Conflicts, "丙甲乙丁", "乙丁甲丙");
  both_ways(OrderBy::Mine, "丁甲丙乙", "丙甲丁乙");
  both_ways(OrderBy::Progress, "丙甲丁乙", "丁甲丙乙");
  both_ways(OrderBy::DaysLeft, "丙甲乙丁", "甲丙乙丁");
  client::ReportsListed list = desk.list();
  list.reports[0].exchanged = "2023-03-02T01:12:00Z";
  list.reports[1].exchanged = "";
  list.reports[2].exchanged = "2022-11-30T09:00:00Z";
  list.reports[3].exchanged = "2023-03-02T01:13:00Z";
  desk.tell(list);
  both_ways(OrderBy::Exchanged, "丙乙丁甲", "丁乙丙甲");
}

TEST_CASE("how the list is sorted is kept, taken up again, and holds for every list that comes after") {
  FourReports desk;
  desk.press(OrderBy::Conflicts);
  const auto* kept = std::get_if<client::KeepSetting>(&desk.orders.back());
  REQUIRE(kept != nullptr);
  CHECK(kept->name == "list_order");
  CHECK(kept->value == "conflicts falling");
  client::ReportsListed next = desk.list();
  next.settings["list_order"] = "year rising";
  next.reports.front().conflicts = 9;
  desk.tell(next);
  CHECK(desk.shown() == "乙丙甲丁");
  desk.model.listed = false;  // the program begins anew
  desk.tell(next);
  CHECK(desk.shown() == "乙丁甲丙");
  CHECK(app::read_order("days_left falling") == app::ListOrder{OrderBy::DaysLeft, Direction::Falling});
  for (const char* other : {"", "year", "year sideways", "colour rising"}) CHECK_FALSE(app::read_order(other));
}
