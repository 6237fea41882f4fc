// The form: its sections and fields, tables, what is locked, refused, remarked on, in conflict or on its way to the
// disk.
#include <algorithm>
#include <utility>

#include "client/app/update.h"
#include "shared/base/hash.h"
#include "tests/screens/album.h"
#include "tests/screens/around.h"
#include "tests/screens/said_remarks.h"

namespace ziping::tests {
namespace {

void newer_form(Desk& desk) {
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.around = desk.report().around;
  news.around.newer_form =
      client::FormName{base::sha256("newer").hex(), "department-2022", desk.report().form->title()};
  desk.tell(std::move(news));
}

// A field with what was said about it, and a table with corners for a cell, a row and a text.
void add_remarked(Album& album) {
  album.with_report("form-remarked", "office", "", [](Desk& desk, view::Memory&) {
    give_points(desk, {{"funds.executed", "执行数与决算相差 0.01 万元，请说明是否尾差。"},
                       {"conclusion.text", "综合得分与评分表不一致，请核对。"}});
    look_at(desk, "收支情况");
  });
  album.with_report("form-table-remarked", "office", "", [](Desk& desk, view::Memory&) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("evaluation.table");
    if (rows.size() < 4) return;
    const auto at = [&](std::size_t row) { return "evaluation.table[" + rows[row].id + "]"; };
    give_points(desk, {{at(0), "预算执行率请按决算口径重算。"},
                       {at(2) + ".score", "合格率没有达到 100%，得分请按评分办法折算。"},
                       {at(2) + ".reason", "请写明没有达到目标的原因。"},
                       {at(3) + ".target", "请补充指标值的依据。"}});
    desk.ask(app::GoTo{at(2) + ".score"});
  });
}

}  // namespace

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
  add_remarked(album);
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
  album.with_report("form-table-month", "office", "", [](Desk& desk, view::Memory& memory) {
    fill_tables(desk);
    const report::Rows& rows = desk.state().group("projects.nodes");
    if (!rows.empty()) desk.ask(app::GoTo{"projects.nodes[" + rows.back().id + "].due"});
    memory.form.report = desk.report().id;
    memory.tables["###table/projects.nodes"].opens_options = true;
  });
  // The form was mended: the strip that says so, and what moving to it would change.
  album.with_report("form-newer", "office", "", [](Desk& desk, view::Memory&) { newer_form(desk); });
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
    news.around.notes = {{merge::NoteKind::PleaseRead, *form::Path::parse(block_of(desk, 0) + ".text")},
                         {merge::NoteKind::Numbers, *form::Path::parse(block_of(desk, 1) + ".text")}};
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
  album.with_report("form-found", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::ShowFind{true});
    desk.ask(app::FindWords{"工作"});
    for (int i = 0; i < 4; ++i) desk.ask(app::NextFound{1});
  });
  // In 元 where the form counts in 万元: what was typed otherwise than it is kept is said below.
  album.with_report("form-amount", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::SetField{"funds.executed", "２０５,０９４,３００元"});
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

}  // namespace ziping::tests
