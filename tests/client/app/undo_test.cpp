// Taking back after the program was started anew: what one window left for the vault is what the next begins with.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;

namespace {

// What the vault would hold of the orders.
client::Steps kept(const Desk& desk) {
  client::Steps out;
  for (const client::Order& order : desk.orders) {
    const auto* save = std::get_if<client::SaveEdit>(&order);
    if (!save) continue;
    const client::Steps& steps = save->steps;
    if (!steps.steps.empty()) {
      out.steps.resize(static_cast<std::size_t>(steps.first));
      out.steps.insert(out.steps.end(), steps.steps.begin(), steps.steps.end());
    }
    out.next = steps.next;
  }
  out.end = std::ssize(out.steps);
  return out;
}

void open_again(Desk& desk) {
  client::ReportShown shown;
  shown.report = desk.report().id;
  shown.form = desk.report().form;
  shown.state = std::make_shared<const report::State>(desk.state());
  shown.around = desk.report().around;
  shown.steps = kept(desk);
  desk.ask(app::Leave{});
  desk.ask(app::Open{shown.report});
  shown.opening = desk.report().opening;
  shown.epoch = 1;
  desk.tell(std::move(shown));
}

const std::string kText = "results.blocks[" + Desk::block_rows().at(0) + "].text";

}  // namespace

TEST_CASE("what was typed before the program was started anew can be taken back and done again") {
  Desk desk;
  desk.open();
  const std::string before = desk.text(kText), budget = desk.text("funds.budget");
  desk.ask(app::EditText{kText, {{0, 0, "一。"}}});
  desk.ask(app::EditText{kText, {{0, 0, "二。"}}});
  desk.ask(app::SetField{"funds.budget", "7.5"});
  desk.ask(app::RemoveRow{"results.blocks[" + Desk::block_rows().at(1) + "]"});
  const report::State all = desk.state();
  desk.ask(app::TakeBack{});
  open_again(desk);
  CHECK(desk.text("funds.budget") == "7.5");
  desk.ask(app::DoAgain{});
  CHECK(desk.state() == all);
  for (int i = 0; i < 3; ++i) desk.ask(app::TakeBack{});
  CHECK(desk.text("funds.budget") == budget);
  CHECK(desk.text(kText) == before);
  CHECK_FALSE(desk.report().undo.can_undo());
}

TEST_CASE("what a colleague wrote between two starts stays when one's own sentence is taken back") {
  Desk desk;
  desk.open();
  desk.ask(app::EditText{kText, {{0, 0, "我的一句。"}}});
  const report::State mine = desk.state();
  report::State theirs = mine;
  REQUIRE(client::apply_edit(theirs, client::set_edit(kText, base::Json(desk.text(kText) + "他的一句。"))).has_value());
  desk.save();
  desk.colleague(mine, theirs);
  open_again(desk);
  desk.ask(app::TakeBack{});
  CHECK(desk.text(kText).find("我的一句。") == std::string::npos);
  CHECK(desk.text(kText).ends_with("他的一句。"));
}

TEST_CASE("a paste over rows and beyond them is taken back and done again as one, also after a new start") {
  Desk desk;
  desk.open();
  desk.ask(app::PasteCells{"evaluation.table", 0, 0, "产出\t数量\t项目数\n效益\t社会效益\t岗位"});
  const report::State before = desk.state();
  desk.ask(app::PasteCells{"evaluation.table", 1, 1, "生态效益\t林地\n质量\t合格率\n时效\t按期"});
  const report::State after = desk.state();
  CHECK(after.group("evaluation.table").size() == 4);
  SECTION("at once") {}
  SECTION("after a new start") { open_again(desk); }
  desk.ask(app::TakeBack{});
  CHECK(desk.state() == before);
  desk.ask(app::DoAgain{});
  CHECK(desk.state() == after);
  desk.ask(app::TakeBack{});
  desk.ask(app::TakeBack{});
  CHECK(desk.state().group("evaluation.table").empty());
}

TEST_CASE("of a paste that is taken back what a colleague has written in it since stays") {
  Desk desk;
  desk.open();
  desk.ask(app::PasteCells{"evaluation.table", 0, 0, "产出\t数量\n效益\t社会效益"});
  const report::State mine = desk.state();
  report::State theirs = mine;
  const std::string row = mine.group("evaluation.table")[1].id;
  REQUIRE(client::apply_edit(theirs, client::set_edit("evaluation.table[" + row + "].level3", base::Json("岗位"))));
  desk.save();
  desk.colleague(mine, theirs);
  desk.ask(app::TakeBack{});
  REQUIRE(desk.state().group("evaluation.table").size() == 1);
  CHECK(desk.text("evaluation.table[" + row + "].level3") == "岗位");
}

TEST_CASE("taking back one's own attachment leaves the one that a colleague added there") {
  const auto paper = [](const std::string& name) {
    return form::Attachment{name, 5, base::sha256(name), "application/pdf"};
  };
  const std::string evidence = "conclusion.evidence";
  Desk desk;
  desk.open();
  desk.ask(app::NameFile{evidence, paper("我的.pdf")});
  const report::State mine = desk.state();
  report::State theirs = mine;
  base::Json both{base::Json::Array{paper("我的.pdf").json(), paper("他的.pdf").json()}};
  REQUIRE(client::apply_edit(theirs, client::set_edit(evidence, std::move(both))).has_value());
  desk.save();
  desk.colleague(mine, theirs);
  open_again(desk);
  desk.ask(app::TakeBack{});
  CHECK(desk.state().value(evidence).json() == base::Json(base::Json::Array{paper("他的.pdf").json()}));
  desk.ask(app::DoAgain{});
  CHECK(desk.state().value(evidence).json().as_array()->size() == 2);
}

TEST_CASE("rows that went together come back in their order") {
  Desk desk;
  desk.open();
  const report::State before = desk.state();
  REQUIRE(before.group("duties.list").size() >= 4);
  report::State after = before;
  std::vector<base::Json> edits;
  for (const std::size_t at : {1u, 2u}) {
    edits.push_back(client::row_edit("remove", "duties.list[" + before.group("duties.list")[at].id + "]"));
    REQUIRE(client::apply_edit(after, edits.back()).has_value());
  }
  app::Undo undo;
  undo.record(before, after, edits, 0);
  for (const base::Json& edit : undo.undo(after, anywhere).edits) REQUIRE(client::apply_edit(after, edit).has_value());
  CHECK(after == before);
}

TEST_CASE("kept steps that make no sense are left out with all before them") {
  const auto set = [](const char* before, const char* after) {
    base::Json out;
    out["path"] = base::Json("funds.budget");
    out["before"] = base::Json(before);
    out["after"] = base::Json(after);
    return out;
  };
  Desk desk;
  desk.open();
  app::Undo undo(client::Steps{3, {set("1", "2"), base::Json("?"), set("2", "3")}, 6});
  report::State state = desk.state();
  REQUIRE(client::apply_edit(state, client::set_edit("funds.budget", base::Json("3"))).has_value());
  CHECK(undo.undo(state, anywhere).edits.size() == 1);
  CHECK_FALSE(undo.can_undo());
  CHECK(undo.moved().next == 5);
  CHECK_FALSE(app::Undo(client::Steps{0, {base::Json(7)}, 99}).can_undo());
}

TEST_CASE("what may not be written now is not taken back, says why, and is taken back once it may be") {
  Desk desk;
  desk.open();
  const std::string before = desk.text("funds.budget");
  desk.ask(app::SetField{"funds.budget", "1.00"});
  desk.save();
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.around = desk.report().around;
  news.around.wish = client::Wish{desk.report().id, sync::Action::Submit, 0};
  desk.tell(news);
  desk.orders.clear();
  desk.ask(app::TakeBack{});
  CHECK(desk.text("funds.budget") == "1.00");
  CHECK(desk.orders.empty());
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->sentence.find("请先收回") != std::string::npos);
  news.around.wish.reset();
  desk.tell(news);
  desk.ask(app::TakeBack{});
  CHECK(desk.text("funds.budget") == before);
}

TEST_CASE("what is taken back is brought before the eyes, wherever one is") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"funds.budget", "1.00"});
  desk.ask(app::ShowSection{0});
  desk.ask(app::Arrived{});
  desk.ask(app::ShowMiddle{app::Middle::Plots});
  desk.ask(app::TakeBack{});
  CHECK(desk.report().middle == app::Middle::Form);
  CHECK(desk.report().go_to == "funds.budget");
  CHECK(desk.report().go_to_only_shows);
}

TEST_CASE("letters that went again at once leave no step that takes back nothing") {
  Desk desk;
  desk.open();
  const std::string before = desk.text("goals.annual");
  desk.ask(app::SetField{"funds.budget", "1.00"});
  desk.ask(app::EditText{"goals.annual", {{0, 0, "甲"}}});
  desk.ask(app::EditText{"goals.annual", {{0, 3, ""}}});
  REQUIRE(desk.text("goals.annual") == before);
  desk.ask(app::TakeBack{});
  CHECK(desk.text("funds.budget") != "1.00");
}
