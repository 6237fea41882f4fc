#include "tests/screens/shots.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "client/app/update.h"
#include "client/view/conflict_own.h"
#include "shared/base/hash.h"
#include "shared/merge/merge.h"
#include "tests/screens/album.h"
#include "tests/screens/around.h"
#include "tests/screens/said_remarks.h"

namespace ziping::tests {
namespace {

std::string named(const char* revision) { return base::sha256(revision).hex(); }

client::Summary listed_report(const client::Summary& like, const char* id, std::int64_t year, sync::Stage stage) {
  client::Summary out = like;
  out.row.id = id;
  out.row.year = year;
  out.row.stage = stage;
  out.title = std::to_string(year) + "年度部门整体支出绩效自评报告";
  out.filled = out.asked;
  out.findings = {};
  return out;
}

// A list as an office has it in the middle of the season.
void fill_list(Desk& desk) {
  client::ReportsListed list = desk.model.home;
  client::Summary first = list.reports.front();
  client::Summary returned = listed_report(first, "r2", 2021, sync::Stage::Returned);
  returned.findings = {0, 2, 1};
  returned.filled = 28;
  client::Summary waiting = listed_report(first, "r3", 2020, sync::Stage::Submitted);
  client::Summary done = listed_report(first, "r4", 2019, sync::Stage::Accepted);
  list.reports.front().waiting = {3, 2, 1};
  list.reports.front().conflicts = 1;
  list.reports.push_back(returned);
  list.reports.push_back(waiting);
  list.reports.push_back(done);
  desk.tell(std::move(list));
}

// Version 1 was submitted and returned, version 2 waits; the open draft goes on from there.
client::Surroundings with_past(client::Surroundings around, sync::Stage stage) {
  around.row.stage = stage;
  around.log = {{named("v2"), "office", "2023-03-01T09:30:00Z", "按退回意见修改", {named("two")}, true},
                {named("two"), "dongpi-1", "2023-03-01T06:12:00Z", "", {named("v1")}, true},
                {named("v1"), "office", "2023-02-20T03:00:00Z", "", {named("first")}, true},
                {named("first"), "office", "2023-02-18T02:00:00Z", "导入", {}, true}};
  around.versions = {{1, named("v1"), "office", "2023-02-20T03:05:00Z"},
                     {2, named("v2"), "office", "2023-03-01T09:31:00Z"}};
  around.stages = {{"submitted", "submit", "office", "2023-02-20T03:05:00Z", "", 1},
                   {"returned", "return", "finance", "2023-02-24T08:00:00Z", "执行数与决算不一致，请核对后重报。", 1},
                   {"submitted", "submit", "office", "2023-03-01T09:31:00Z", "", 2}};
  return around;
}

void give_past(Desk& desk, sync::Stage stage) {
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.at_ms = desk.model.now_ms;
  news.around = with_past(desk.report().around, stage);
  desk.tell(std::move(news));
}

// Two colleagues have written the same places differently; both are known by name.
void clash(Desk& desk, const report::State& report) {
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.at_ms = desk.model.now_ms;
  news.around = desk.report().around;
  news.around.log = {{named("two"), "office", "2023-03-02T07:40:00Z", "按台账核对", {named("first")}, true},
                     {named("one"), "dongpi-1", "2023-03-02T01:12:00Z", "", {named("first")}, true},
                     {named("first"), "office", "2023-03-01T02:00:00Z", "导入", {}, true}};
  desk.tell(std::move(news));
  desk.colleague(report, Desk::clashing(report));
  desk.save();
}

void answer_read(Desk& desk, const std::string& which, const report::State& state) {
  desk.tell(
      client::StateRead{desk.report().id, which, std::make_shared<const report::State>(state), desk.report().computed});
}

// What version 1 said: another amount, one row less, a sentence more.
report::State as_first_submitted(report::State state) {
  state.set("funds.executed", report::Value(base::Json("20100.50")));
  report::Rows& blocks = state.rows["results.blocks"];
  if (blocks.size() > 3) blocks.erase(blocks.begin());
  if (const std::string* text = blocks.empty() ? nullptr : blocks.back().value("text").text())
    blocks.back().set("text", report::Value(base::Json(*text + "全年办成实事12件，群众反映良好。")));
  return state;
}

void add_home(Album& album) {
  album.add("home", "office", "", [](Desk& desk, view::Memory&) { fill_list(desk); });
  album.add("home-nothing-found", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    desk.ask(app::Search{"水利局"});
  });
  album.add("home-offline", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    desk.tell(client::SyncEnded{offline(), desk.model.now_ms});
  });
  album.add("home-syncing", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    desk.ask(app::SyncNow{});
    desk.tell(client::SyncMoved{{3, 7, 0, {2, 48'210, 1'930}}});
  });
  album.add("home-recovered", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    client::ReportsListed list = desk.model.home;
    list.left = {{list.reports.front().row.id, 5, "2023-03-02T06:03:00Z"}};
    desk.tell(std::move(list));
  });
  album.add("home-empty", "office", "", [](Desk& desk, view::Memory&) {
    client::ReportsListed list = desk.model.home;
    list.reports.clear();
    desk.tell(std::move(list));
  });
  album.add("home-not-enrolled", "office", "", [](Desk& desk, view::Memory&) { desk.tell(client::ReportsListed{}); });
  album.add("home-folder-in-use", "office", "", [](Desk& desk, view::Memory&) {
    desk.model = {};
    desk.tell(client::Failed{
        {base::ErrorKind::Unavailable, "folder-in-use", "另一个自评程序正在用这个数据文件夹，请先关掉它。", {}}});
  });
  album.add("new-report", "office", "", [](Desk& desk, view::Memory& memory) {
    fill_list(desk);
    memory.words["###question/year"] = "2023";
    desk.ask(app::Ask{"new"});
  });
}

void add_set_up(Album& album) {
  const auto form = [](Desk& desk, view::Memory& memory) {
    desk.tell(client::ReportsListed{});
    memory.words = {{"###enrol/server", "https://zp.example.cn"},
                    {"###enrol/user", "张工"},
                    {"###enrol/password", "一二三四五六"},
                    {"###enrol/device", "办公室台式机"}};
    desk.ask(app::ShowScreen{app::Screen::Enrol});
  };
  album.add("enrol", "office", "", form);
  album.add("enrol-refused", "office", "", [form](Desk& desk, view::Memory& memory) {
    form(desk, memory);
    desk.ask(app::EnrolHere{"https://zp.example.cn", "张工", "错的", "办公室台式机"});
    desk.tell(client::Failed{
        {base::ErrorKind::Denied, "wrong-password", "用户名、密码或登记码不对，或登记码已用过、已过期。", {}}});
  });
  album.add("settings", "member", "dongpi", [](Desk& desk, view::Memory&) {
    desk.model.folder = "D:\\自评数据";
    desk.ask(app::ShowScreen{app::Screen::Settings});
    client::CopiesKept copies{"D:\\自评数据\\copies", 7, "vault-2023-03-02.db", 0, 4'300'000, {}};
    copies.last_at_ms = desk.model.now_ms - 3'600'000;
    desk.tell(client::CopiesSeen{std::move(copies)});
  });
}

void add_sample(Album& album) {
  album.add("sample", "office", "", [](Desk& desk, view::Memory&) {
    client::ReportsListed list = desk.model.home;
    list.sample = true;
    list.next_try.reset();
    list.last_sync.clear();
    desk.tell(std::move(list));
  });
  album.with_report("sample-report", "office", "", [](Desk& desk, view::Memory&) { desk.model.home.sample = true; });
}

void add_sync(Album& album) {
  album.with_report("sync-done", "office", "", [](Desk& desk, view::Memory&) {
    client::SyncResult result{2, 5, 2, 0, {}, {}, {2, 3'418, 20'966}};
    result.refused.push_back({named("refused"), "not-yours", "东陂镇工作队的内容由东陂镇工作队填写。", {}});
    desk.tell(client::SyncEnded{std::move(result), desk.model.now_ms});
    desk.ask(app::ShowScreen{app::Screen::SyncSteps});
  });
  album.with_report("sync-failed", "office", "", [](Desk& desk, view::Memory&) {
    desk.tell(client::SyncEnded{offline(), desk.model.now_ms});
    desk.ask(app::ShowScreen{app::Screen::SyncSteps});
  });
}

void set_back(Desk& desk) {
  desk.tell(client::SyncEnded{
      base::Error{
          base::ErrorKind::Denied,
          "restored-server",
          "您的电脑收到过服务器日志第 512 条，服务器现在只到第 320 条，服务器可能用旧备份恢复过。什么也没有收下，"
          "您电脑上的内容都在，请联系管理员核实。",
          {}},
      desk.model.now_ms});
  desk.ask(app::ShowScreen{app::Screen::SyncSteps});
}

void fill_tables(Desk& desk) {
  desk.ask(app::PasteCells{"evaluation.table", 0, 0,
                           "预算执行\t资金管理\t预算执行率\t定量\t=\t100\t%\t99.83\t10\t9.98\t年末结余\t是\n"
                           "产出\t数量\t新开工项目数\t定量\t≥\t20\t个\t22\t40\t40\t\t否\n"
                           "产出\t质量\t项目验收合格率\t定量\t=\t100\t%\t98.5\t20\t19.5\t\t否\n"
                           "效益\t社会效益\t新增就业岗位\t定量\t≥\t3000\t个\t3400\t30.5\t30.5\t\t否"});
  desk.ask(app::PasteCells{"projects.nodes", 0, 0,
                           "园区建设\t完成芦汀园二期主体工程\t产业科\t2022-09-30\t推进\t推进\t完成\t完成\t\n"
                           "招商\t新签约项目28个\t招商科\t2022-12-31\t推进\t推进\t滞后\t完成\t第三季度受汛期影响"});
  desk.save();
}

void newer_form(Desk& desk) {
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.around = desk.report().around;
  news.around.newer_form = client::FormName{named("newer"), "department-2022", desk.report().form->title()};
  desk.tell(std::move(news));
}

void add_form(Album& album) {
  for (const auto& [name, title] :
       {std::pair("form-cover", "封面"), std::pair("form-duties", "部门概况"), std::pair("form-money", "收支情况"),
        std::pair("form-conclusion", "自评结论"), std::pair("form-blocks", "主要工作成效"),
        std::pair("form-problems", "存在的主要问题")})
    album.with_report(name, "office", "", [title = title](Desk& desk, view::Memory&) { look_at(desk, title); });
  album.with_report("form-table", "office", "", [](Desk& desk, view::Memory&) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("evaluation.table");
    if (rows.size() > 2) desk.ask(app::GoTo{"evaluation.table[" + rows[2].id + "].score"});
  });
  album.with_report("form-table-paste", "office", "", [](Desk& desk, view::Memory& memory) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("projects.nodes");
    if (!rows.empty()) desk.ask(app::GoTo{"projects.nodes[" + rows.back().id + "].due"});
    memory.form.report = desk.report().id;
    view::FormMemory::Pasting pasting;
    pasting.cells = {"projects.nodes", 1, 1,
                     "新签约项目30个\t招商科\t2022-13-31\t推进\t完成\t完成\t完成\t无\t多一列\n"
                     "\"引进制造业项目\"\t招商科\t2022-12-31\t推进\t推进\t推进\t推进\t"};
    pasting.preview = app::foresee(desk.model, pasting.cells);
    pasting.typed = desk.report().typed;
    pasting.epoch = desk.report().epoch;
    memory.form.pasting = std::move(pasting);
    desk.ask(app::Ask{"paste"});
  });
  // A choice that is open in its cell, and a block of cells with what was refused in it.
  album.with_report("form-table-choice", "office", "", [](Desk& desk, view::Memory& memory) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("evaluation.table");
    if (!rows.empty()) desk.ask(app::GoTo{"evaluation.table[" + rows[0].id + "].kind"});
    memory.form.report = desk.report().id;
    memory.tables["###table/evaluation.table"].opens_options = true;
  });
  // The form was mended: the strip that says so, and what moving to it would change.
  album.with_report("form-move", "office", "", [](Desk& desk, view::Memory&) {
    newer_form(desk);
    desk.ask(app::LookAtMove{});
    client::ForeseenMove move{
        client::name_of(*desk.report().form), *desk.report().around.newer_form, {}, {}, {}, {}, {}};
    move.gone = {{"cover.contact", "联系人", 1}, {"cover.phone", "联系电话", 0}};
    move.fresh = {{"cover.mail", "电子邮箱", 0}};
    move.figures = {{"funds.rate", "预算执行率（%）", base::Json("98.76"), base::Json("98.8")}};
    move.appear = {{rules::Level::Error, "V01", "必填", "封面的“电子邮箱”没有填写。", {}, {}, {}}};
    desk.tell(client::MoveForeseen{desk.report().id, desk.report().opening, std::move(move)});
  });
  album.with_report("form-month", "office", "", [](Desk& desk, view::Memory& memory) {
    look_at(desk, "落款");
    memory.form.report = desk.report().id;
    memory.scratch.opens = "###field/end.date/days";
  });
  album.with_report("form-table-block", "office", "", [](Desk& desk, view::Memory& memory) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("evaluation.table");
    if (rows.size() > 2) {
      desk.ask(app::SetField{"evaluation.table[" + rows[1].id + "].weight", "二十"});
      desk.ask(app::GoTo{"evaluation.table[" + rows[0].id + "].level1"});
    }
    memory.form.report = desk.report().id;
    memory.tables["###table/evaluation.table"].anchor = view::CellAt{2, 2};
  });
  album.with_report("form-figure", "office", "", [](Desk& desk, view::Memory&) {
    const report::Rows& blocks = desk.state().group("results.blocks");
    const auto told =
        std::ranges::find_if(blocks, [](const report::Row& row) { return !row.group("figures").empty(); });
    if (told != blocks.end())
      desk.ask(app::GoTo{"results.blocks[" + told->id + "].figures[" + told->group("figures").front().id + "].value"});
  });
  album.with_report("form-asks", "office", "", [](Desk& desk, view::Memory& memory) {
    look_at(desk, "主要工作成效");
    memory.form.report = desk.report().id;
    memory.form.removing = block_of(desk, 0);
    memory.form.unfolded = {block_of(desk, 1)};
  });
  album.with_report("form-teams", "office", "", [](Desk& desk, view::Memory&) {
    if (!Desk::block_rows().empty())
      desk.ask(app::GoTo{block_of(desk, desk.state().group("results.blocks").size() - 5)});
  });
  album.with_report("form-of-a-team", "member", "dongpi", [](Desk& desk, view::Memory&) {
    desk.ask(app::GoTo{block_of(desk, desk.state().group("results.blocks").size() - 4)});
  });
  album.with_report("form-locked", "member", "dongpi", [](Desk& desk, view::Memory&) { look_at(desk, "收支情况"); });
  album.with_report("form-clash", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    desk.colleague(report, Desk::clashing(report));
    desk.save();
    look_at(desk, "收支情况");
  });
  album.with_report("form-clash-text", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    desk.colleague(report, Desk::clashing(report));
    desk.save();
    desk.ask(app::ShowSide{app::Side::Conflicts});
    desk.ask(app::GoTo{block_of(desk, desk.state().group("results.blocks").size() - 1) + ".text"});
  });
  album.with_report("form-please-read", "office", "", [](Desk& desk, view::Memory&) {
    client::EditsSaved news;
    news.report = desk.report().id;
    news.at_ms = desk.model.now_ms;
    news.around = desk.report().around;
    if (auto path = form::Path::parse(block_of(desk, 0) + ".text"))
      news.around.notes = {{merge::NoteKind::PleaseRead, std::move(*path)}};
    news.around.suggestions = {{"funds.executed", "“执行数”由局办公室填写，您的改动已留作建议。",
                                "2023-03-02T07:00:00Z", base::Json("20510.00")}};
    desk.tell(std::move(news));
    desk.ask(app::SetField{"end.date", "明天"});
    desk.ask(app::ShowSide{app::Side::History});
    look_at(desk, "主要工作成效");
  });
  album.with_report("form-refused", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::SetField{"end.date", "明天"});
    look_at(desk, "落款");
  });
  album.with_report("form-typing", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::SetField{"funds.executed", "20,509.43"});
    desk.ask(app::GoTo{"funds.executed"});
  });
  album.with_report("form-disk-full", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::SetField{"funds.executed", "20100.00"});
    desk.tell(client::DiskWaits{
        base::Error{base::ErrorKind::Full, "disk-full", "磁盘满了，刚输入的还没有存下，请腾出空间。", {}}});
  });
  album.with_report("sync-clock", "office", "", [](Desk& desk, view::Memory&) {
    desk.model.home.skew_ms = 3 * 3600 * 1000 + 5 * 60 * 1000;
    desk.ask(app::ShowScreen{app::Screen::SyncSteps});
  });
  album.with_report("question-unsaved", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::SetField{"funds.executed", "20100.00"});
    desk.tell(client::DiskWaits{base::Error{base::ErrorKind::Full, "disk-full", "磁盘满了，请腾出空间。", {}}});
    desk.ask(app::Ask{"unsaved"});
  });
  album.with_report("opening", "office", "", [](Desk& desk, view::Memory&) {
    const std::string id = desk.report().id;
    desk.leave();
    desk.ask(app::Open{id});
  });
}

void add_exchange(Album& album) {
  album.with_report("conflicts", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    clash(desk, report);
    desk.ask(app::ShowConflict{0});
  });
  album.with_report("conflicts-sentence", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    clash(desk, report);
    desk.ask(app::ShowConflict{1});
  });
  album.with_report("conflicts-suggestion", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    const auto changed = [&](const std::string& sentence) {
      report::State out = report;
      report::Row& block = out.rows["results.blocks"].back();
      const std::string* text = block.value("text").text();
      block.set("text", report::Value(base::Json((text ? *text : std::string()) + sentence)));
      return out;
    };
    const report::State before = changed("全年实施水利项目12项，解决750亩耕地撂荒问题，群众反映良好。");
    const report::State ours = changed("全年实施水利项目13项，解决750亩耕地撂荒问题，群众反映良好。");
    const report::State theirs = changed("全年实施水利项目12项，解决近800亩耕地撂荒问题，群众反映良好。");
    const merge::Contributor one{base::sha256("one"), &ours}, two{base::sha256("two"), &theirs};
    desk.colleague(report, merge::merge(Desk::form(), before, {ours, {&one, 1}}, {theirs, {&two, 1}}).state);
    desk.save();
    desk.ask(app::ShowConflict{0});
  });
  album.with_report("conflicts-own", "office", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    desk.colleague(report, Desk::clashing(report));
    desk.save();
    desk.ask(app::ShowConflict{1});
    const app::ConflictPlace& place = desk.report().conflicts.back();
    memory.words[view::own_words_key(place)] = "全年办成实事13件，群众反映良好。";
  });
  album.with_report("conflicts-row", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    report::State after = report;
    after.rows["measures.list"].front().removed_by = {named("two")};
    desk.colleague(report, after);
    desk.save();
    desk.ask(app::ShowConflict{0});
  });
  album.with_report("conflicts-none", "office", "",
                    [](Desk& desk, view::Memory&) { desk.ask(app::ShowMiddle{app::Middle::Conflicts}); });
  album.with_report("versions", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    give_past(desk, sync::Stage::Returned);
    desk.ask(app::ShowMiddle{app::Middle::Versions});
    desk.ask(app::Compare{"1", "2"});
    answer_read(desk, "1", as_first_submitted(report));
    answer_read(desk, "2", report);
  });
  album.with_report("reading", "finance", "", [report = album.report()](Desk& desk, view::Memory&) {
    give_past(desk, sync::Stage::Submitted);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
  });
  album.with_report("review-remarks", "finance", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    memory.panes.last_width = 1;
    give_past(desk, sync::Stage::Received);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
    give_remarks(desk);
  });
  album.with_report("review-say", "finance", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    give_past(desk, sync::Stage::Received);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
    const auto& document = desk.report().read.at("2").document;
    for (std::size_t i = 0; i < document.size() && memory.remark.targets.empty(); ++i)
      if (!document[i].title && !document[i].held.empty() && !document[i].held.front().figure)
        memory.remark.targets = app::targets(desk.report(), i, 0, document[i].text.size());
    memory.words["###question/remark"] = "请补充依据文件的名称和文号。";
    desk.ask(app::Ask{"remark"});
  });
  album.with_report("remarks-to-answer", "office", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    memory.panes.last_width = 1;
    give_past(desk, sync::Stage::Returned);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
    give_remarks(desk);
    desk.ask(app::ShowMiddle{app::Middle::Form});
    memory.words["###remark/answer/" + named("r2")] = "已按三定方案改写。";
  });
  album.with_report("history", "office", "", [](Desk& desk, view::Memory& memory) {
    memory.panes.last_width = 1;  // the right pane stays open in any window
    give_past(desk, sync::Stage::Returned);
    desk.ask(app::ShowSide{app::Side::History});
  });
}

void add_plots(Album& album) {
  album.with_report("plots", "office", "", [](Desk& desk, view::Memory&) {
    fill_tables(desk);
    desk.ask(app::PasteCells{"projects.list", 0, 1, "12,480.00\t12,455.61\n5,264.39\t5,257.41"});
    desk.ask(app::SetField{block_of(desk, desk.state().group("results.blocks").size() - 1) + ".text", ""});
    desk.save();
    desk.ask(app::ShowMiddle{app::Middle::Plots});
  });
  album.with_report("plots-unfilled", "office", "",
                    [](Desk& desk, view::Memory&) { desk.ask(app::ShowMiddle{app::Middle::Plots}); });
}

void add_questions(Album& album) {
  album.with_report("submit-blocked", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    clash(desk, report);
    desk.ask(app::Ask{"submit"});
  });
  album.with_report("return", "finance", "", [](Desk& desk, view::Memory& memory) {
    give_past(desk, sync::Stage::Submitted);
    memory.words["###question/note"] = "执行数与决算不一致，请核对后重报。";
    desk.ask(app::Ask{"return"});
  });
  album.with_report("restored", "office", "", [](Desk& desk, view::Memory&) {
    set_back(desk);
    desk.ask(app::Ask{"restored"});
  });
  album.with_report("sync-foreseen", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::ShowScreen{app::Screen::SyncSteps});
    desk.tell(client::SyncForeseen{std::vector<client::ForeseenReport>{
        {desk.report().id, false, {{"funds.executed", "全年执行数"}, {"a", "正文"}, {"b", "正文"}}},
        {"new", true, {}}}});
  });
  album.with_report("sync-set-back", "office", "", [](Desk& desk, view::Memory&) { set_back(desk); });
  album.with_report("versions-former", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    give_past(desk, sync::Stage::Drafting);
    client::EditsSaved news;
    news.report = desk.report().id;
    news.through = desk.report().typed;
    news.around = desk.report().around;
    std::swap(news.around.versions, news.around.former_versions);
    std::swap(news.around.stages, news.around.former_stages);
    desk.tell(std::move(news));
    desk.ask(app::ShowMiddle{app::Middle::Versions});
    answer_read(desk, named("two"), as_first_submitted(report));
    answer_read(desk, named("v2"), report);
  });
  for (const char* question : {"import", "export", "keys"})
    album.with_report(question, "office", "", [question](Desk& desk, view::Memory&) { desk.ask(app::Ask{question}); });
}

}  // namespace

std::vector<Shot> shots(const report::State& report) {
  Album album(report);
  add_home(album);
  add_set_up(album);
  add_sample(album);
  add_sync(album);
  add_form(album);
  add_files(album);
  add_exchange(album);
  add_plots(album);
  add_questions(album);
  return album.take();
}

}  // namespace ziping::tests
