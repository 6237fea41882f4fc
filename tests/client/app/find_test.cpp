#include "client/app/find.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/text/say.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;

namespace {

// How often the words stand in any text of the state, counted another way.
std::size_t count(const base::Json& json, const std::string& words) {
  std::size_t out = 0;
  if (const std::string* text = json.as_string())
    for (std::size_t at = text->find(words); at != text->npos; at = text->find(words, at + words.size())) ++out;
  if (json.as_array())
    for (const base::Json& one : *json.as_array()) out += count(one, words);
  if (json.as_object())
    for (const auto& [name, one] : *json.as_object()) out += count(one, words);
  return out;
}

using Places = std::vector<std::string>;

// Where the words are found, by path text.
Places places(Desk& desk, const std::string& words) {
  desk.ask(app::FindWords{words});
  Places out;
  for (const app::Found& one : desk.report().find.found) out.push_back(one.path);
  return out;
}

std::string shown_words(const Desk& desk) {
  const app::OpenReport& report = *desk.model.report;
  return app::words_around(report, report.find.found.front()).words;
}

// A report that says 2999 in a text, and after it as the budget.
struct WithFigure : Desk {
  WithFigure() {
    open();
    ask(app::SetField{"goals.annual", "全年办结2,999项，其中2999项提前办结。"});
    ask(app::SetField{"funds.budget", "2999"});
    ask(app::ShowFind{true});
    ask(app::FindWords{"2999"});
  }
};

}  // namespace

TEST_CASE("words are found wherever a text or a line says them, in the order of the document") {
  Desk desk;
  desk.open();
  desk.ask(app::ShowFind{true});
  desk.ask(app::FindWords{"工作"});
  const app::Find& find = desk.report().find;
  CHECK(find.found.size() == count(report::to_json(desk.state()), "工作"));
  REQUIRE(find.found.size() > 3);
  for (const app::Found& one : find.found) {
    const std::string text = desk.text(one.path);
    CHECK(text.substr(one.offset, std::string("工作").size()) == "工作");
    CHECK(app::words_around(desk.report(), one).words == "工作");
  }
  std::size_t listed = 0;
  for (const auto& [path, here] : find.places) {
    CHECK(here.size() == count(base::Json(desk.text(path)), "工作"));
    for (const std::size_t one : here) CHECK(find.found.at(one).path == path);
    listed += here.size();
  }
  CHECK(listed == find.found.size());
  desk.ask(app::NextFound{-1});
  CHECK(find.at == find.found.size() - 1);
  CHECK(desk.report().go_to == find.found.back().path);
  desk.ask(app::FindWords{"没有人写过的话"});
  CHECK(find.found.empty());
  CHECK(find.places.empty());
  desk.ask(app::NextFound{1});
  desk.ask(app::FindWords{""});
  CHECK(find.found.empty());
}

TEST_CASE("replacing everything leaves none of the words, and is taken back step by step") {
  Desk desk;
  desk.open();
  const report::State before = desk.state();
  desk.ask(app::ShowFind{true});
  desk.ask(app::FindWords{"工作"});
  desk.ask(app::ReplaceWith{"任务安排"});
  const std::size_t expected = desk.report().find.found.size() + count(report::to_json(before), "任务安排");
  desk.ask(app::ReplaceFound{true});
  CHECK(desk.report().find.found.empty());
  CHECK(count(report::to_json(desk.state()), "任务安排") == expected);
  for (int i = 0; i < 500 && !(desk.state() == before); ++i) desk.ask(app::TakeBack{});
  CHECK(desk.state() == before);
}

TEST_CASE("one place is replaced by itself, also by words that hold what was looked for") {
  Desk desk;
  desk.open();
  desk.ask(app::ShowFind{true});
  desk.ask(app::FindWords{"工作"});
  desk.ask(app::NextFound{1});
  const app::Found place = desk.report().find.found[1];
  const std::size_t all = desk.report().find.found.size();
  desk.ask(app::ReplaceWith{"工作和工作"});
  desk.ask(app::ReplaceFound{false});
  CHECK(desk.text(place.path).substr(place.offset).starts_with("工作和工作"));
  CHECK(desk.report().find.found.size() == all + 1);
}

TEST_CASE("replacing goes on behind what it has just put there") {
  Desk desk;
  desk.open();
  desk.ask(app::ShowFind{true});
  desk.ask(app::FindWords{"工作"});
  const std::vector<app::Found> places = desk.report().find.found;
  REQUIRE(places.size() > 2);
  desk.ask(app::ReplaceWith{"工作和工作"});
  for (std::size_t i = 0; i < places.size(); ++i) desk.ask(app::ReplaceFound{false});
  CHECK(count(report::to_json(desk.state()), "工作和工作") == places.size());
  CHECK(desk.report().find.at == 0);  // and begins anew behind the last one
}

TEST_CASE("another's part is not replaced, and that is said") {
  Desk member("member", "dongpi");
  member.open();
  const report::State before = member.state();
  member.ask(app::ShowFind{true});
  member.ask(app::FindWords{"工作"});
  member.ask(app::ReplaceWith{"任务"});
  member.ask(app::ReplaceFound{true});
  CHECK_FALSE(member.report().refused.empty());
  for (const client::Order& order : member.orders)
    if (const auto* save = std::get_if<client::SaveEdit>(&order))
      CHECK(app::locked_because(member.model, *form::Path::parse(save->edit.text_or("path"))).empty());
}

TEST_CASE("a figure is found with its separators and without, as the whole field") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"funds.budget", "83765.04"});
  desk.ask(app::ShowFind{true});
  for (const char* words : {"83,765.04", "83765.04", "８３７６５．０４", "83,765", "8376"}) {
    INFO(words);
    REQUIRE(places(desk, words) == Places{"funds.budget"});
    CHECK(desk.report().find.found.front().whole);
    CHECK(shown_words(desk) == "83,765.04");
  }
  CHECK(places(desk, "83,756").empty());
  desk.ask(app::NextFound{1});
  CHECK_FALSE(desk.report().go_to.has_value());
  REQUIRE_FALSE(places(desk, "83765").empty());
  desk.ask(app::NextFound{1});
  CHECK(desk.report().go_to == "funds.budget");
  CHECK(desk.report().go_to_only_shows);
}

TEST_CASE("dates, choices and names of files are found as they are shown") {
  Desk desk;
  desk.open();
  const std::string kind = "problems.list[" + desk.state().group("problems.list").front().id + "].kind";
  desk.ask(app::SetField{"end.date", "2031-07-09"});
  desk.ask(app::SetField{kind, "项目管理"});
  desk.ask(app::NameFile{"conclusion.evidence", {"验收单AB.pdf", 20, base::sha256("验收"), "application/pdf"}});
  desk.ask(app::ShowFind{true});
  CHECK(places(desk, "2031-07") == Places{"end.date"});
  CHECK(places(desk, "2031年7月") == Places{"end.date"});
  CHECK(shown_words(desk) == "2031-07-09");
  CHECK(places(desk, "项目管理") == Places{kind});
  CHECK(shown_words(desk) == "项目管理");
  CHECK(places(desk, "验收单ab") == Places{"conclusion.evidence"});
  CHECK(shown_words(desk) == "验收单AB.pdf");
}

TEST_CASE("what is computed is found as soon as it is reckoned") {
  Desk desk;
  desk.open();
  desk.ask(app::ShowFind{true});
  desk.ask(app::SetField{"funds.budget", "3000"});
  desk.ask(app::SetField{"funds.executed", "2468.01"});
  CHECK(places(desk, "82.27").empty());
  desk.save();
  const app::Find& find = desk.report().find;
  REQUIRE(find.found.size() == 1);
  CHECK(find.found.front().path == "funds.rate");
  CHECK(find.found.front().whole);
  CHECK(shown_words(desk) == "82.27");
}

TEST_CASE("replacing everything leaves figures as they are, and says how many") {
  WithFigure desk;
  REQUIRE(desk.report().find.found.size() == 3);
  desk.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "没有导出。", {}}});
  desk.ask(app::ReplaceWith{"三千"});
  desk.ask(app::ReplaceFound{true});
  CHECK(desk.text("goals.annual") == "全年办结三千项，其中三千项提前办结。");
  CHECK(desk.text("funds.budget") == "2999");
  CHECK(desk.report().refused.empty());
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->tone == app::Notice::Tone::Warn);
  CHECK(desk.model.notice->sentence == text::say("find.figures_stay", {1}));
  REQUIRE(desk.model.earlier_notices.size() == 1);
  CHECK(desk.model.earlier_notices.front().sentence == "没有导出。");
}

TEST_CASE("at a figure nothing is replaced, and the search goes on to the next place") {
  WithFigure desk;
  desk.ask(app::ReplaceWith{"三千"});
  desk.ask(app::NextFound{-1});
  REQUIRE(desk.report().find.found[desk.report().find.at].whole);
  const report::State before = desk.state();
  desk.ask(app::ReplaceFound{false});
  CHECK(desk.state() == before);
  CHECK(desk.model.notice.has_value());
  CHECK(desk.report().find.at == 0);
  desk.ask(app::ReplaceFound{false});
  CHECK(desk.text("goals.annual") == "全年办结三千项，其中2999项提前办结。");
}

TEST_CASE("words that stand there in other bytes than they were typed are replaced as they stand") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"goals.annual", "建成PPP项目３个，ppp项目3个。"});
  desk.ask(app::ShowFind{true});
  REQUIRE(places(desk, "ppp项目3个").size() == 2);
  CHECK(shown_words(desk) == "PPP项目３个");
  desk.ask(app::ReplaceWith{"合作项目"});
  desk.ask(app::ReplaceFound{true});
  CHECK(desk.text("goals.annual") == "建成合作项目，合作项目。");
}
