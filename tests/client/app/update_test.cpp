#include <catch2/catch_test_macros.hpp>

#include "shared/form/value.h"
#include "shared/report/conflict.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;
using tests::ordered;

namespace {

std::string own_block_text(std::size_t nth = 0) { return "results.blocks[" + Desk::block_rows().at(nth) + "].text"; }

report::State with(report::State state, const std::string& path, const std::string& value) {
  REQUIRE(client::apply_edit(state, client::set_edit(path, base::Json(value))).has_value());
  return state;
}

// Somebody opens the report of two versions, of which he had seen one.
void open_with_versions(Desk& desk, const std::string& seen) {
  desk.open();
  client::ReportShown shown;
  shown.report = desk.report().id;
  shown.epoch = 1;
  shown.form = desk.report().form;
  shown.state = std::make_shared<const report::State>(desk.state());
  shown.around = desk.report().around;
  shown.around.versions = {{1, "", "office", "2023-02-20T03:05:00Z"}, {2, "", "office", "2023-03-01T09:31:00Z"}};
  shown.around.seen = seen;
  desk.leave();
  desk.ask(app::Open{shown.report});
  desk.orders.clear();
  desk.tell(std::move(shown));
}

}  // namespace

TEST_CASE("who reviews opens a report at its newest version, and is told how much changed since he last looked") {
  Desk desk("finance");
  open_with_versions(desk, "1");
  CHECK(desk.report().middle == app::Middle::Reading);
  CHECK(desk.report().reading == "2");
  std::vector<std::string> asked;
  for (const client::ReadState& one : ordered<client::ReadState>(desk)) asked.push_back(one.which);
  CHECK(asked == std::vector<std::string>{"2", "1"});
  REQUIRE(desk.report().since);
  const auto answer = [&](const std::string& which, const std::string& executed) {
    auto state = std::make_shared<const report::State>(with(desk.state(), "funds.executed", executed));
    desk.tell(client::StateRead{desk.report().id, which, std::move(state), {}});
  };
  answer("2", "20509.43");
  CHECK_FALSE(desk.report().since->changes);
  answer("1", "20100.00");
  CHECK(desk.report().since->changes == 1u);
  desk.orders.clear();
  desk.leave();
  REQUIRE(ordered<client::KeepSetting>(desk).size() == 1);
  CHECK(ordered<client::KeepSetting>(desk).front().value == "2");
}

TEST_CASE("who writes opens a report in the form, and so does who reviews where there is no version") {
  Desk office, finance("finance"), nothing_new("finance");
  open_with_versions(office, "1");
  CHECK(office.report().middle == app::Middle::Form);
  finance.open();
  CHECK(finance.report().middle == app::Middle::Form);
  CHECK(ordered<client::ReadState>(finance).empty());
  open_with_versions(nothing_new, "2");
  CHECK(nothing_new.report().middle == app::Middle::Reading);
  CHECK_FALSE(nothing_new.report().since);
  nothing_new.orders.clear();
  nothing_new.leave();  // before it was shown: it was not seen
  CHECK(ordered<client::KeepSetting>(nothing_new).empty());
}

TEST_CASE("what is typed shows at once, is ordered to be saved, and reads as saved only when the vault says so") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"funds.budget", "２０，５４５．０４"});
  CHECK(desk.text("funds.budget") == "20545.04");
  CHECK(desk.report().reached() == app::Reached::Typed);
  const auto saves = ordered<client::SaveEdit>(desk);
  REQUIRE(saves.size() == 1);
  CHECK(saves.front().edit.text_or("value") == "20545.04");
  CHECK(saves.front().epoch == desk.report().epoch);
  desk.save();
  CHECK(desk.report().reached() == app::Reached::Saved);
}

TEST_CASE("what is no number changes nothing and says why in its place") {
  Desk desk;
  desk.open();
  const report::State before = desk.state();
  for (const char* typed : {"1.2.3", "1e9", "二十万", "12,34"}) {
    desk.ask(app::SetField{"funds.budget", typed});
    CHECK(desk.state() == before);
    REQUIRE(desk.report().refused.contains("funds.budget"));
    CHECK(desk.report().refused.at("funds.budget").code == "bad-number");
  }
  CHECK(ordered<client::SaveEdit>(desk).empty());
  desk.ask(app::SetField{"funds.budget", "1"});
  CHECK_FALSE(desk.report().refused.contains("funds.budget"));
}

TEST_CASE("bytes of a text change where the editor says, and a text past its limit keeps what it had") {
  Desk desk;
  desk.open();
  const std::string path = own_block_text(), before = desk.text(path);
  desk.ask(app::EditText{path, {{0, 0, "甲。"}, {3, 3, "！"}}});
  CHECK(desk.text(path) == "甲！" + before);
  std::string much;
  for (int i = 0; i < 30'000; ++i) much += "长";
  desk.ask(app::EditText{path, {{0, 0, much}}});
  CHECK(desk.text(path) == "甲！" + before);
  CHECK(desk.report().refused.at(path).code == "too-long");
}

TEST_CASE("a colleague's sentence that comes in while one types is merged under what is typed") {
  Desk desk;
  desk.open();
  const std::string path = own_block_text();
  const report::State base = with(Desk::sample(), path, "甲句。乙句。丙句。");
  desk.colleague(desk.state(), base);
  desk.ask(app::EditText{path, {{0, 3, "新甲"}}});
  client::ReportShown shown;
  shown.report = desk.report().id;
  shown.epoch = desk.report().epoch + 1;
  shown.form = desk.report().form;
  shown.before = std::make_shared<const report::State>(base);
  shown.state = std::make_shared<const report::State>(with(base, path, "甲句。乙句。丙句改了。"));
  shown.saved_through = desk.report().typed - 1;
  shown.around = desk.report().around;
  desk.tell(std::move(shown));
  CHECK(desk.text(path) == "新甲句。乙句。丙句改了。");
}

TEST_CASE("taking back leaves a colleague's words where they are, and doing again brings one's own back") {
  Desk desk;
  desk.open();
  const std::string path = own_block_text();
  const report::State base = with(Desk::sample(), path, "甲句。乙句。丙句。");
  desk.colleague(desk.state(), base);
  desk.ask(app::EditText{path, {{0, 3, "新甲"}}});
  desk.save();
  const report::State mine = desk.state();
  desk.colleague(mine, with(mine, path, "新甲句。乙句。丙句改了。"));
  desk.ask(app::TakeBack{});
  CHECK(desk.text(path) == "甲句。乙句。丙句改了。");
  desk.ask(app::DoAgain{});
  CHECK(desk.text(path) == "新甲句。乙句。丙句改了。");
}

TEST_CASE("typing in one place is taken back in one step until one pauses") {
  Desk desk;
  desk.open();
  const std::string path = own_block_text(), before = desk.text(path);
  for (const char* letter : {"一", "二", "三"}) desk.ask(app::EditText{path, {{0, 0, letter}}});
  desk.model.now_ms += 5000;
  desk.ask(app::EditText{path, {{0, 0, "四"}}});
  desk.ask(app::TakeBack{});
  CHECK(desk.text(path) == "三二一" + before);
  desk.ask(app::TakeBack{});
  CHECK(desk.text(path) == before);
}

TEST_CASE("words that a colleague's merge brings in between two strokes are no part of what is taken back") {
  Desk desk;
  desk.open();
  const std::string path = own_block_text();
  const report::State base = with(Desk::sample(), path, "甲句。");
  desk.colleague(desk.state(), base);
  desk.ask(app::EditText{path, {{0, 0, "我"}}});
  desk.save();
  const report::State mine = desk.state();
  desk.colleague(mine, with(mine, path, "我甲句。同事的句。"));
  desk.ask(app::EditText{path, {{3, 0, "的"}}});  // at once: nobody has paused
  REQUIRE(desk.text(path) == "我的甲句。同事的句。");
  desk.ask(app::TakeBack{});
  CHECK(desk.text(path) == "我甲句。同事的句。");
  desk.ask(app::TakeBack{});
  CHECK(desk.text(path) == "甲句。同事的句。");
}

TEST_CASE("an amount that a colleague has changed since is not taken back") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"funds.carry", "5"});
  const report::State mine = desk.state();
  desk.save();
  desk.colleague(mine, with(mine, "funds.carry", "7"));
  desk.ask(app::TakeBack{});
  CHECK(desk.text("funds.carry") == "7");
}

TEST_CASE("rows are added, moved, removed, and come back where they stood") {
  Desk desk;
  desk.open();
  const auto ids = [&] {
    std::vector<std::string> out;
    for (const report::Row& row : desk.state().group("problems.list")) out.push_back(row.id);
    return out;
  };
  const auto before = ids();
  REQUIRE_FALSE(before.empty());
  desk.ask(app::AddRow{"problems.list", before.back()});
  const auto grown = ids();
  REQUIRE(grown.size() == before.size() + 1);
  const std::string row = "problems.list[" + grown.back() + "]";
  desk.ask(app::MoveRow{row, -1});
  CHECK(ids().back() == before.back());
  desk.ask(app::RemoveRow{"problems.list[" + before.front() + "]"});
  CHECK(ids().size() == before.size());
  desk.ask(app::TakeBack{});
  desk.ask(app::TakeBack{});
  CHECK(ids() == grown);
  desk.ask(app::TakeBack{});
  CHECK(ids() == before);
}

TEST_CASE("a group that is full says so, and calls its rows what they are") {
  Desk desk;
  desk.open();
  for (int i = 0; i <= 50; ++i) desk.ask(app::AddRow{"duties.list", ""});
  CHECK(desk.state().group("duties.list").size() == 50);
  REQUIRE(desk.report().refused.contains("duties.list"));
  CHECK(desk.report().refused.at("duties.list").message == "“主要职责”最多 50 条，没有再加。");
}

TEST_CASE("cells from a spreadsheet fill rows and make new ones, and what does not fit is said cell by cell") {
  Desk desk;
  desk.open();
  // Columns of the indicator table that are typed: level1 level2 level3 kind sign target unit actual weight score …
  desk.ask(app::PasteCells{"evaluation.table", 0, 8, "50\t49.5\r\n３０\tabc\r\n20\t20"});
  const report::Rows& rows = desk.state().group("evaluation.table");
  REQUIRE(rows.size() == 3);
  CHECK(*rows[0].value("score").text() == "49.5");
  CHECK(*rows[1].value("weight").text() == "30");
  CHECK(rows[1].value("score").absent());
  REQUIRE(desk.report().refused.size() == 1);
  CHECK(desk.report().refused.begin()->first == "evaluation.table[" + rows[1].id + "].score");
}

TEST_CASE("a conflict is decided by a side, by the base, by all of them or by words of one's own") {
  Desk desk;
  desk.open();
  desk.colleague(desk.state(), Desk::clashing());
  using Kind = app::ConflictPlace::Kind;
  const std::vector<app::ConflictPlace> places = desk.report().conflicts;
  REQUIRE(places.size() == 2);
  const auto& value = places[0].kind == Kind::Value ? places[0] : places[1];
  const auto& sentence = places[0].kind == Kind::Value ? places[1] : places[0];
  REQUIRE(value.kind == Kind::Value);
  REQUIRE(sentence.kind == Kind::Sentence);
  desk.ask(app::SetField{"funds.executed", "1"});
  CHECK(desk.report().refused.at("funds.executed").code == "open-conflict");
  desk.ask(app::TakeSide{value, 1});
  CHECK(desk.text("funds.executed") == *app::conflict_at(Desk::clashing(), value)->sides[1].value.as_string());
  desk.ask(app::KeepAll{sentence});
  const std::string text = desk.text(sentence.path.text());
  CHECK(text.find("实事13件，群众反映良好。") != text.npos);
  CHECK(text.find("实事近12件，群众反映较好。") != text.npos);
  CHECK(desk.report().conflicts.empty());
  desk.ask(app::TakeBack{});
  CHECK(desk.report().conflicts.size() == 1);
  desk.ask(app::WriteOwn{sentence, "全年办成实事近13件。"});
  CHECK(desk.text(sentence.path.text()).ends_with("全年办成实事近13件。"));
  CHECK(desk.report().conflicts.empty());
}

TEST_CASE("conflicts are walked through in the order of the document, whatever the names of the fields") {
  Desk desk;
  desk.open();
  report::State state = Desk::sample();
  const auto clash = [](const char* one, const char* two) {
    report::Conflict conflict;
    conflict.sides = {{std::string(64, 'a'), base::Json(one)}, {std::string(64, 'b'), base::Json(two)}};
    return report::Value(report::to_json(conflict));
  };
  state.set("conclusion.score_stated", clash("99", "98"));
  state.set("funds.executed", clash("1.00", "2.00"));
  desk.colleague(desk.state(), state);
  REQUIRE(desk.report().conflicts.size() == 2);
  CHECK(desk.report().conflicts[0].path.text() == "funds.executed");
  CHECK(desk.report().conflicts[1].path.text() == "conclusion.score_stated");
}

TEST_CASE("each person's part is open to that person and says whose it is to the others") {
  Desk office, member("member", "dongpi"), finance("finance");
  for (Desk* desk : {&office, &member, &finance}) desk->open();
  const auto budget = *form::Path::parse("funds.budget");
  const std::size_t dongpi = 2, other = 3;
  const auto own = *form::Path::parse(own_block_text(dongpi)), foreign = *form::Path::parse(own_block_text(other));
  CHECK(app::locked_because(office.model, budget).empty());
  CHECK(app::locked_because(member.model, budget) == "局办公室填写");
  CHECK(app::locked_because(member.model, own).empty());
  CHECK(app::locked_because(member.model, foreign) == "西岸镇工作队填写");
  CHECK(app::locked_because(finance.model, budget) == "财政部门只读");
  CHECK(app::rows_locked_because(member.model, *form::Path::parse("results.blocks")).empty());
  CHECK(app::rows_locked_because(member.model, *form::Path::parse("problems.list")) == "局办公室填写");
  office.report().around.row.stage = sync::Stage::Submitted;
  CHECK(app::locked_because(office.model, budget) == "报告已报送，内容不能再改");
}

TEST_CASE("a full disk is said, nothing typed is lost, and it reads as saved again when there is room") {
  Desk desk;
  desk.open();
  desk.ask(app::SetField{"funds.budget", "5"});
  desk.tell(client::DiskWaits{base::Error{base::ErrorKind::Full, "disk-full", "硬盘满了。", {}}});
  CHECK(desk.model.unsaved);
  CHECK(desk.text("funds.budget") == "5");
  CHECK(desk.report().reached() == app::Reached::Typed);
  desk.ask(app::Leave{});  // takes nothing with it
  CHECK_FALSE(desk.model.report);
  CHECK(desk.model.unsaved);
  desk.ask(app::Ask{"unsaved"});  // as closing the program does
  desk.tell(client::DiskWaits{});
  CHECK_FALSE(desk.model.unsaved);
  CHECK_FALSE(desk.model.asking);
  CHECK_FALSE(desk.model.closing);
}

TEST_CASE("a report is opened at its history, and one that is open already stays as it is") {
  Desk desk;
  desk.open();
  const std::string id = desk.report().id;
  const client::Opening first = desk.report().opening;
  desk.ask(app::ShowScreen{app::Screen::SyncSteps});
  desk.ask(app::Open{id, app::Side::History});
  CHECK(desk.model.screen == app::Screen::Report);
  CHECK(desk.report().opening == first);
  CHECK(desk.report().side == app::Side::History);
  desk.ask(app::Open{"another", app::Side::History});
  CHECK(desk.report().id == "another");
  CHECK(desk.report().side == app::Side::History);
  desk.ask(app::Open{id});
  CHECK(desk.report().side == app::Side::Findings);
}

TEST_CASE("a report opens with the right pane that was looked at last, also after a new start") {
  Desk desk;
  desk.open();
  desk.ask(app::ShowSide{app::Side::Remarks});
  const auto kept = ordered<client::KeepSetting>(desk);
  REQUIRE_FALSE(kept.empty());
  CHECK(kept.back().name == "side");
  CHECK(kept.back().value == "remarks");
  desk.leave();
  desk.open();
  CHECK(desk.report().side == app::Side::Remarks);
  for (const char* stored : {"history", "nonsense"}) {  // what makes no sense leaves what there is
    desk.model.listed = false;
    client::ReportsListed list = desk.model.home;
    list.settings["side"] = stored;
    desk.tell(list);
    CHECK(desk.model.settings.side == app::Side::History);
  }
}

TEST_CASE("what an earlier opening of the report still hears is not taken for what is typed now") {
  Desk desk;
  desk.open();
  const client::Opening first = desk.report().opening;
  const std::string id = desk.report().id;
  desk.leave();
  desk.ask(app::Open{id});
  client::ReportShown late_state;
  late_state.report = id;
  late_state.opening = first;
  late_state.epoch = 3;
  late_state.form = std::make_shared<const form::Form>(Desk::form());
  late_state.state = std::make_shared<const report::State>(Desk::sample());
  desk.tell(std::move(late_state));
  CHECK_FALSE(desk.report().form);
  client::ReportShown shown;
  shown.report = id;
  shown.epoch = 1;
  shown.form = std::make_shared<const form::Form>(Desk::form());
  shown.state = std::make_shared<const report::State>(Desk::sample());
  desk.tell(std::move(shown));
  desk.ask(app::SetField{"funds.budget", "5"});
  client::EditsSaved late;
  late.report = id;
  late.opening = first;
  late.through = 7;
  desk.tell(late);
  client::EditFailed failed;
  failed.report = id;
  failed.opening = first;
  failed.path = "funds.budget";
  desk.tell(failed);
  CHECK(desk.report().reached() == app::Reached::Typed);
  CHECK(desk.report().refused.empty());
  CHECK(desk.report().epoch == 1);
}

TEST_CASE("what became of a row that was refused is said at its group") {
  Desk desk;
  desk.open();
  desk.ask(app::AddRow{"problems.list", {}});
  client::EditFailed failed;
  failed.report = desk.report().id;
  failed.path = "problems.list[" + desk.state().group("problems.list").front().id + "]";
  failed.error = {base::ErrorKind::Denied, "not-yours", "由局办公室填写。", {}};
  desk.tell(std::move(failed));
  CHECK(desk.report().refused.contains("problems.list"));  // where one sees it, whether the row is there or not
  desk.ask(app::AddRow{"problems.list", {}});
  CHECK_FALSE(desk.report().refused.contains("problems.list"));
}

TEST_CASE("a command about a report that was just closed does nothing") {
  Desk desk;
  desk.open();
  desk.leave();
  desk.orders.clear();
  desk.ask(app::SetField{"funds.budget", "5"});
  desk.ask(app::TakeBack{});
  CHECK(desk.orders.empty());
  CHECK(desk.model.screen == app::Screen::Home);
}

TEST_CASE("a text goes on past its own limit, by what is typed and by what is pasted") {
  Desk desk;
  desk.open();
  const form::Field* field = Desk::form().find_field(*form::Path::parse("goals.annual"));
  REQUIRE((field && field->characters_max > 0));
  std::string text;
  for (std::int64_t i = 0; i < field->characters_max; ++i) text += "长";
  desk.ask(app::SetField{"goals.annual", text});
  desk.ask(app::EditText{"goals.annual", {{text.size(), 0, "刚写的"}}});
  CHECK(desk.text("goals.annual") == text + "刚写的");
  desk.ask(app::EditText{"goals.annual", {{0, 0, text}}});
  CHECK(desk.text("goals.annual") == text + text + "刚写的");
  CHECK(desk.report().refused.empty());
}

TEST_CASE("a text that a merge made longer than any is shortened letter by letter, and takes no more") {
  Desk desk;
  desk.open();
  std::string text;
  for (std::size_t i = 0; i < form::kTextCharactersMax + 2; ++i) text += "长";
  desk.colleague(desk.state(), with(desk.state(), "goals.annual", text));
  desk.ask(app::EditText{"goals.annual", {{0, 3, ""}}});
  CHECK(desk.text("goals.annual").size() == text.size() - 3);
  desk.ask(app::EditText{"goals.annual", {{0, 3, "短"}}});
  CHECK(desk.text("goals.annual").starts_with("短"));
  desk.ask(app::EditText{"goals.annual", {{0, 0, "多了"}}});
  CHECK(desk.text("goals.annual").starts_with("短"));
  CHECK(desk.report().refused.at("goals.annual").code == "too-long");
}

TEST_CASE("who mends one finding goes on to the next, and passes over none") {
  const auto finding = [](const char* rule, const char* field) {
    rules::Finding out;
    out.level = rules::Level::Error;
    out.rule = rule;
    out.fields = {field};
    return out;
  };
  Desk desk;
  desk.open();
  const std::vector<rules::Finding> all{finding("V01", "funds.budget"), finding("V02", "funds.executed"),
                                        finding("V03", "goals.annual")};
  const auto tell = [&](std::vector<rules::Finding> findings) {
    client::Checked news;
    news.report = desk.report().id;
    news.findings = std::move(findings);
    desk.tell(std::move(news));
  };
  tell(all);
  desk.ask(app::NextFinding{1});
  CHECK(desk.report().go_to == "funds.budget");
  tell({all[1], all[2]});
  desk.ask(app::NextFinding{1});
  CHECK(desk.report().go_to == "funds.executed");
  tell(all);  // the first one is back, in front
  desk.ask(app::NextFinding{1});
  CHECK(desk.report().go_to == "goals.annual");
  desk.ask(app::NextFinding{1, true});
  CHECK(desk.report().go_to == "funds.budget");
  desk.ask(app::NextFinding{-1});
  CHECK(desk.report().go_to == "goals.annual");
}
