#include "client/app/unsaid.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/merge/merge.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using base::Json;
using tests::Desk;

namespace {

const client::KeepUnsaid* last_kept(const Desk& desk) {
  const client::KeepUnsaid* out = nullptr;
  for (const client::Order& order : desk.orders)
    if (const auto* one = std::get_if<client::KeepUnsaid>(&order)) out = one;
  return out;
}

client::SaidRemark said(const std::string& id, const std::string& text) {
  client::SaidRemark out;
  out.id = id;
  out.header.text = text;
  out.state = "queued";
  return out;
}

void tell_remarks(Desk& desk, std::vector<client::RemarkThread> threads) {
  desk.tell(client::RemarksShown{desk.report().id, desk.report().opening, std::move(threads)});
}

// A report opened with words of an earlier opening.
void open_with(Desk& desk, std::map<std::string, std::string> unsaid) {
  desk.ask(app::Open{"another"});
  client::ReportShown shown;
  shown.report = "another";
  shown.epoch = 1;
  shown.form = std::make_shared<const form::Form>(Desk::form());
  shown.state = std::make_shared<const report::State>(Desk::sample());
  shown.unsaid = std::move(unsaid);
  desk.tell(std::move(shown));
}

std::string last_block() { return "results.blocks[" + Desk::block_rows().back() + "].text"; }

// Two sentences of one text in conflict.
report::State twice_clashing() {
  report::State states[] = {Desk::sample(), Desk::sample(), Desk::sample()};
  const char* texts[] = {"甲句。乙句。丙句。", "甲一句。乙句。丙一句。", "甲二句。乙句。丙二句。"};
  for (std::size_t i = 0; i < 3; ++i)
    states[i].rows["results.blocks"].back().set("text", report::Value(Json(texts[i])));
  const merge::Contributor one{base::sha256("one"), &states[1]}, two{base::sha256("two"), &states[2]};
  return merge::merge(Desk::form(), states[0], {states[1], {&one, 1}}, {states[2], {&two, 1}}).state;
}

}  // namespace

TEST_CASE("what is begun is kept with every key, and forgotten when it is thrown away") {
  Desk desk;
  desk.open();
  const std::string place = app::place_of_answer("r1");
  desk.ask(app::KeepUnsaid{place, "已"});
  desk.ask(app::KeepUnsaid{place, "已改"});
  REQUIRE(last_kept(desk) != nullptr);
  CHECK(last_kept(desk)->place == place);
  CHECK(last_kept(desk)->words == "已改");
  CHECK(app::unsaid_at(desk.report(), place)->words == "已改");
  desk.ask(app::DropUnsaid{place});
  CHECK(last_kept(desk)->words.empty());
  CHECK(app::unsaid_at(desk.report(), place) == nullptr);
}

TEST_CASE("an answer is forgotten once it stands below its remark, and not before or elsewhere") {
  Desk desk;
  desk.open();
  const std::string place = app::place_of_answer("r1");
  client::RemarkThread thread{said("r1", "请附依据。"), {}, {}, true}, other{said("r2", "请核对。"), {}, {}, true};
  other.answers = {said("a2", "已改。")};
  desk.ask(app::KeepUnsaid{place, "已改。"});
  thread.answers = {said("a1", "已改。")};
  tell_remarks(desk, {thread});  // nobody has asked for it yet: it may be a second one in the same words
  CHECK(app::unsaid_at(desk.report(), place) != nullptr);
  thread.answers.clear();
  desk.ask(app::FollowRemark{"r1", sync::RemarkKind::Answer, "已改。"});
  tell_remarks(desk, {thread, other});
  CHECK(app::unsaid_at(desk.report(), place) != nullptr);
  thread.answers = {said("a1", "已改。")};
  tell_remarks(desk, {thread, other});
  CHECK(app::unsaid_at(desk.report(), place) == nullptr);
  CHECK(last_kept(desk)->place == place);
  CHECK(last_kept(desk)->words.empty());
}

TEST_CASE("a reason is forgotten once the step stands with it") {
  Desk desk("finance");
  desk.open();
  const std::string place = app::place_of_note(sync::Action::Return);
  desk.ask(app::KeepUnsaid{place, "请核对。"});
  desk.ask(app::Act{sync::Action::Return, "请核对。"});
  client::EditsSaved saved;
  saved.report = desk.report().id;
  desk.tell(saved);
  CHECK(app::unsaid_at(desk.report(), place) != nullptr);
  saved.around.stages = {{"returned", "return", "finance", "", "请核对。", 1, false},
                         {"submitted", "submit", "office", "", "", 2, false}};
  desk.tell(saved);
  CHECK(app::unsaid_at(desk.report(), place) == nullptr);
}

TEST_CASE("what an earlier opening left is there, but for what was said before the program ended") {
  Desk desk("finance");
  const client::NewRemark about{2, "goals.annual", "修建水渠三条。", 1, {}};
  open_with(desk, {{app::place_of_remark(about), "请写明长"},
                   {app::place_of_answer("r1"), "已改。"},
                   {"no place of this program", "留着"}});
  tell_remarks(desk, {{said("r1", "请附依据。"), {said("a1", "已改。")}, {}, true}});
  CHECK(app::unsaid_at(desk.report(), app::place_of_answer("r1")) == nullptr);
  const auto begun = app::begun_remarks(desk.report());
  REQUIRE(begun.size() == 1);
  CHECK(begun.front().words == "请写明长");
  CHECK(begun.front().about.version == 2);
  CHECK(begun.front().about.at == "goals.annual");
  CHECK(begun.front().about.quote == "修建水渠三条。");
  CHECK(begun.front().about.nth == 1);
}

TEST_CASE("a remark that was begun is not taken for one in the same words about another place or version") {
  Desk desk("finance");
  const client::NewRemark about{2, "goals.annual", {}, 0, {}};
  const std::string place = app::place_of_remark(about);
  client::RemarkThread thread{said("r1", "请核实。"), {}, {}, true};
  const auto told_about = [&](std::int64_t version, const std::string& at) {
    thread.remark.header.version = version;
    thread.remark.header.place.at = at;
    tell_remarks(desk, {thread});
  };
  open_with(desk, {{place, "请核实。"}});
  told_about(1, "goals.annual");
  told_about(2, "funds.budget");
  CHECK(app::unsaid_at(desk.report(), place) != nullptr);
  told_about(2, "goals.annual");
  CHECK(app::unsaid_at(desk.report(), place) == nullptr);
}

TEST_CASE("own words that are not taken stay where they were written") {
  Desk desk;
  desk.open();
  desk.colleague(desk.state(), Desk::clashing());
  const app::ConflictPlace amount = desk.report().conflicts[0];
  const std::string place = app::place_of_own_words(desk.state(), amount);
  desk.ask(app::KeepUnsaid{place, "约二十"});
  desk.ask(app::WriteOwn{amount, "约二十", place});
  REQUIRE(app::unsaid_at(desk.report(), place) != nullptr);
  CHECK(app::unsaid_at(desk.report(), place)->words == "约二十");
  desk.ask(app::WriteOwn{amount, "20150.5", place});
  CHECK(app::unsaid_at(desk.report(), place) == nullptr);
}

TEST_CASE("own words for a conflict stay with it when another of the same text is decided, and outlive it") {
  Desk desk;
  desk.open();
  desk.colleague(desk.state(), twice_clashing());
  REQUIRE(desk.report().conflicts.size() == 2);
  const app::ConflictPlace first = desk.report().conflicts[0], second = desk.report().conflicts[1];
  const std::string place = app::place_of_own_words(desk.state(), second);
  CHECK(place != app::place_of_own_words(desk.state(), first));
  desk.ask(app::KeepUnsaid{place, "丙句，请核对。"});
  desk.ask(app::TakeSide{first, 0});
  REQUIRE(desk.report().conflicts.size() == 1);
  CHECK(desk.report().conflicts.front().segment != second.segment);
  CHECK(app::place_of_own_words(desk.state(), desk.report().conflicts.front()) == place);
  CHECK(app::words_without_conflict(desk.report()).empty());
  desk.ask(app::TakeSide{desk.report().conflicts.front(), 0});
  const auto left = app::words_without_conflict(desk.report());
  REQUIRE(left.size() == 1);
  CHECK(left.front().words == "丙句，请核对。");
  CHECK(left.front().path.text() == last_block());
}

TEST_CASE("the conflict that one looks at stays on the screen when another before it is decided, or comes") {
  Desk desk;
  desk.open();
  desk.colleague(desk.state(), twice_clashing());
  const app::ConflictPlace second = desk.report().conflicts[1];
  desk.ask(app::ShowConflict{1});
  const std::string about = app::place_of_own_words(desk.state(), second);
  const report::State both = desk.state();
  desk.ask(app::TakeSide{desk.report().conflicts[0], 0});
  desk.save();
  const report::State one = desk.state();
  REQUIRE(desk.report().conflicts.size() == 1);
  CHECK(app::place_of_own_words(desk.state(), desk.report().conflicts[desk.report().conflict]) == about);
  desk.colleague(one, both);
  REQUIRE(desk.report().conflicts.size() == 2);
  CHECK(app::place_of_own_words(desk.state(), desk.report().conflicts[desk.report().conflict]) == about);
}
