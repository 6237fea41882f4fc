#include "client/app/find.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

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
  desk.ask(app::NextFound{-1});
  CHECK(find.at == find.found.size() - 1);
  CHECK(desk.report().go_to == find.found.back().path);
  desk.ask(app::FindWords{"没有人写过的话"});
  CHECK(find.found.empty());
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
