#include "client/app/list_filter.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "tests/support/desk/desk.h"

using namespace ziping;
using app::HomeTab;
using app::ListFilter;
using sync::Stage;
using tests::Desk;

namespace {

client::Summary calm_report(client::Summary like, const char* title, std::int64_t year, const char* department,
                            Stage stage) {
  like.row.id = like.title = title;
  like.row.year = year;
  like.row.stage = stage;
  like.department = department;
  like.findings = {};
  return like;
}

// Of two departments and three years. Nothing is to be done about 甲, 丙 and 丁; 乙 was returned.
struct FilteredDesk : Desk {
  explicit FilteredDesk(const std::string& role = "office") : Desk(role) { tell(list()); }

  [[nodiscard]] client::ReportsListed list() const {
    client::ReportsListed out = first;
    const client::Summary like = out.reports.front();
    out.reports = {calm_report(like, "甲", 2021, "水利局", Stage::Drafting),
                   calm_report(like, "乙", 2022, "民政局", Stage::Returned),
                   calm_report(like, "丙", 2022, "水利局", Stage::Submitted),
                   calm_report(like, "丁", 2020, "水利局", Stage::Accepted)};
    return out;
  }
  void relist(const std::function<void(std::vector<client::Summary>&)>& change) {
    client::ReportsListed next = model.home;
    change(next.reports);
    tell(std::move(next));
  }
  void filter(ListFilter by) { ask(app::FilterBy{std::move(by)}); }
  [[nodiscard]] std::string shown(HomeTab tab = HomeTab::All) const {
    std::string out;
    for (const client::Summary* one : app::listed(model, tab)) out += one->title;
    return out;
  }

  const client::ReportsListed first = model.home;
};

ListFilter by_year(std::int64_t year) {
  ListFilter out;
  out.year = year;
  return out;
}
ListFilter by_department(const char* department) {
  ListFilter out;
  out.department = department;
  return out;
}
ListFilter by_stage(Stage stage) {
  ListFilter out;
  out.stage = stage;
  return out;
}
ListFilter by_attention() {
  ListFilter out;
  out.attention = true;
  return out;
}

}  // namespace

TEST_CASE("the list offers the values that occur in it: the newest year first, departments by name") {
  FilteredDesk desk;
  CHECK(desk.model.values.years == std::vector<std::int64_t>{2022, 2021, 2020});
  CHECK(desk.model.values.departments == std::vector<std::string>{"民政局", "水利局"});
  CHECK(desk.model.values.stages ==
        std::vector<Stage>{Stage::Drafting, Stage::Submitted, Stage::Returned, Stage::Accepted});
  CHECK(desk.model.values.attention);
  desk.relist([](auto& reports) { reports.resize(1); });
  CHECK(desk.model.values.years == std::vector<std::int64_t>{2021});
  CHECK_FALSE(desk.model.values.attention);
}

TEST_CASE("each filter leaves the reports that have its value, and together those that have all of them") {
  FilteredDesk desk;
  desk.filter(by_year(2022));
  CHECK(desk.shown() == "乙丙");
  desk.filter(by_department("水利局"));
  CHECK(desk.shown() == "甲丙丁");
  desk.filter(by_stage(Stage::Submitted));
  CHECK(desk.shown() == "丙");
  desk.filter(by_attention());
  CHECK(desk.shown() == "乙");
  ListFilter both = by_year(2022);
  both.department = "水利局";
  desk.filter(both);
  CHECK(desk.shown() == "丙");
  desk.filter({});
  CHECK(desk.shown() == "甲乙丙丁");
}

TEST_CASE("tabs count what filter and search leave, in the order of the list") {
  FilteredDesk desk;
  CHECK(app::listed_count(desk.model, HomeTab::All) == 4);
  desk.ask(app::SortBy{app::OrderBy::Year});
  desk.filter(by_department("水利局"));
  CHECK(desk.shown() == "丙甲丁");
  CHECK(desk.shown(HomeTab::Mine) == "丙甲丁");
  CHECK(desk.shown(HomeTab::Waiting) == "丙");
  CHECK(app::listed_count(desk.model, HomeTab::Waiting) == 1);
  CHECK(app::listed_count(desk.model, HomeTab::Returned) == 0);
  CHECK(app::listed_count(desk.model, HomeTab::Done) == 1);
  desk.ask(app::Search{"2021"});
  CHECK(desk.shown() == "甲");
  CHECK(app::listed_count(desk.model, HomeTab::Waiting) == 0);
}

TEST_CASE("the search finds reports by their stage as well") {
  FilteredDesk desk;
  desk.ask(app::Search{"已退回"});
  CHECK(desk.shown() == "乙");
  desk.ask(app::Search{"民政"});
  CHECK(desk.shown() == "乙");
}

TEST_CASE("who writes has something to do about what is open and not in order, and about what is not sent") {
  FilteredDesk desk;
  const auto asks_after = [&](std::size_t at, auto change) {
    desk.tell(desk.list());
    desk.relist([&](auto& reports) { change(reports[at]); });
    return app::asks_for_attention(desk.model, desk.model.home.reports[at]);
  };
  const auto nothing = [](client::Summary&) {};
  const auto conflict = [](client::Summary& one) { one.conflicts = 1; };
  const auto error = [](client::Summary& one) { one.findings.errors = 1; };
  CHECK_FALSE(asks_after(0, nothing));
  CHECK(asks_after(0, conflict));
  CHECK(asks_after(0, error));
  CHECK_FALSE(asks_after(0, [](client::Summary& one) { one.findings.warnings = 1; }));
  CHECK(asks_after(0, [](client::Summary& one) { one.until = "2023-03-04"; }));        // two days are left
  CHECK_FALSE(asks_after(0, [](client::Summary& one) { one.until = "2023-03-05"; }));  // three
  CHECK(asks_after(0, [](client::Summary& one) { one.until = "2023-02-01"; }));
  CHECK(asks_after(1, nothing));
  CHECK_FALSE(asks_after(3, conflict));  // accepted: nobody can mend it now
  CHECK_FALSE(asks_after(3, error));
  CHECK(asks_after(3, [](client::Summary& one) { one.waiting.remarks = 1; }));
  CHECK(asks_after(0, [](client::Summary& one) { one.draft = true; }));
  CHECK(asks_after(2, [](client::Summary& one) {
    one.wish = client::Wish{"丙", sync::Action::Withdraw, 1};
    one.wish->state = client::Wish::State::Refused;
  }));
  CHECK(asks_after(3, [](client::Summary& one) {
    one.trouble = base::Error{base::ErrorKind::Outdated, "unread-form", "读不出来。", {}};
  }));
}

TEST_CASE("who reviews has something to do about what waits for review") {
  FilteredDesk desk("finance");
  desk.filter(by_attention());
  CHECK(desk.shown() == "丙");
}

TEST_CASE("how the list is filtered is kept, and taken up by the next program") {
  FilteredDesk desk;
  ListFilter all = by_year(2022);
  all.department = "民政局";
  all.stage = Stage::Returned;
  all.attention = true;
  desk.filter(all);
  const auto* kept = std::get_if<client::KeepSetting>(&desk.orders.back());
  REQUIRE(kept != nullptr);
  CHECK(kept->name == "list_filter");
  CHECK(kept->value == R"({"attention":true,"department":"民政局","stage":"returned","year":2022})");
  CHECK(app::read_filter(kept->value) == all);
  client::ReportsListed next = desk.list();
  next.settings["list_filter"] = R"({"department":"水利局"})";
  desk.tell(next);  // the program goes on, and knows better
  CHECK(desk.model.settings.list_filter == all);
  desk.model.listed = false;  // it begins anew
  desk.tell(next);
  CHECK(desk.shown() == "甲丙丁");
  desk.filter({});
  CHECK(std::get<client::KeepSetting>(desk.orders.back()).value.empty());
}

TEST_CASE("what is no filter is read as none, and what is no value of one is left out") {
  for (const char* other : {"", "{", "[]", "2022", R"({"year":"2022"})", R"({"stage":"sold"})", R"({"attention":1})"})
    CHECK(app::read_filter(other) == ListFilter{});
  CHECK(app::read_filter(R"({"stage":"sold","year":2022})") == by_year(2022));
  for (const ListFilter& one : {by_year(2022), by_department("一\"二 三"), by_stage(Stage::Received), by_attention()})
    CHECK(app::read_filter(app::stored_filter(one)) == one);
}

TEST_CASE("a filter by a value that the list no longer has is dropped, and the others stay") {
  FilteredDesk desk;
  ListFilter filter = by_year(2020);
  filter.department = "水利局";
  filter.stage = Stage::Accepted;
  desk.filter(filter);
  CHECK(desk.shown() == "丁");
  desk.relist([](auto& reports) { reports.pop_back(); });
  CHECK(desk.model.settings.list_filter == by_department("水利局"));
  CHECK(desk.shown() == "甲丙");
  desk.filter(by_department("民政局"));
  desk.relist([](auto& reports) { reports[1].department = "水利局"; });
  CHECK(desk.model.settings.list_filter == ListFilter{});
  CHECK(desk.shown() == "甲乙丙");
}

TEST_CASE("whoever leaves the sample has nothing of its list left") {
  FilteredDesk desk;
  desk.model.home.sample = true;
  desk.ask(app::LeaveSample{});
  CHECK(desk.shown().empty());
  CHECK(desk.model.values.years.empty());
}
