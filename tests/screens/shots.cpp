#include "tests/screens/shots.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "client/app/removed_row.h"
#include "client/app/unsaid.h"
#include "client/app/update.h"
#include "client/text/say.h"
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
  out.whole.filled = out.whole.asked;
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
  returned.whole.filled = 33;
  returned.until = "2023-03-20";
  client::Summary waiting = listed_report(first, "r3", 2020, sync::Stage::Submitted);
  client::Summary done = listed_report(first, "r4", 2019, sync::Stage::Accepted);
  list.reports.front().waiting = {3, 2, 1};
  list.reports.front().conflicts = 1;
  list.reports.front().until = "2023-03-04";
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

// A reviewer in front of the version that was received, with what was said about it at the right.
void read_with_remarks(Desk& desk, view::Memory& memory, const report::State& report) {
  memory.panes.last_width = 1;
  memory.panes.left_was_open = true;
  give_past(desk, sync::Stage::Received);
  desk.ask(app::ReadVersion{"2"});
  answer_read(desk, "2", report);
  give_remarks(desk);
}

void add_home(Album& album) {
  album.add("home", "office", "", [](Desk& desk, view::Memory&) { fill_list(desk); });
  album.add("home-nothing-found", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    desk.ask(app::Search{"水利局"});
  });
  album.add("home-filtered", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    client::ReportsListed list = desk.model.home;
    list.reports.back().department = "水利局";
    desk.tell(std::move(list));
    app::ListFilter filter;
    filter.stage = sync::Stage::Returned;
    filter.attention = true;
    desk.ask(app::FilterBy{filter});
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
  album.add("home-aside", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    client::ReportsListed list = desk.model.home;
    list.aside = {{1, 5, "2023-03-02T06:03:00Z", "2023-03-02T07:40:00Z", list.reports.front().row.id}};
    desk.tell(std::move(list));
    desk.ask(app::SortBy{app::OrderBy::Year});
  });
  // A draft that fits nowhere any more: it is read, and copied from.
  album.add("home-draft-read", "office", "", [](Desk& desk, view::Memory&) {
    fill_list(desk);
    client::ReportsListed list = desk.model.home;
    const std::string report = list.reports.front().row.id;
    list.aside = {{1, 3, "2023-03-02T06:03:00Z", "2023-03-02T07:40:00Z", report}};
    desk.tell(std::move(list));
    desk.ask(app::LookAtDraft{report, 1});
    std::vector<base::Json> edits{
        client::set_edit("funds.executed", base::Json("20100.00")),
        client::set_edit("results.blocks[zz].text",
                         base::Json("全年新修水渠12公里，清淤山塘5口，解决750亩耕地的灌溉；两村的机耕路已经贯通。")),
        client::row_edit("remove", "problems.list[p1]")};
    desk.tell(client::DraftRead{report, 1, std::move(edits), std::make_shared<const form::Form>(Desk::form())});
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
    desk.tell(client::Failed{{base::ErrorKind::Denied,
                              "wrong-password",
                              "用户名、密码或登记码不对，或登记码已用过、已过期。请核对后再试，或请管理员另发登记码。",
                              {}}});
  });
  album.add("settings", "member", "dongpi", [](Desk& desk, view::Memory&) {
    desk.model.home.folder = "D:\\自评数据";
    desk.model.fonts = {{"font.yahei", "msyh.ttc"}, {"font.simsun", "simsun.ttc"}, {"font.kaiti", "simkai.ttf"}};
    desk.ask(app::ShowScreen{app::Screen::Settings});
    client::CopiesKept copies{"D:\\自评数据\\copies", 7, "vault-2023-03-02.db", 0, 4'300'000, {}};
    copies.last_at_ms = desk.model.now_ms - 3'600'000;
    copies.all = {{"vault-2023-03-02.db", copies.last_at_ms, 4'300'000},
                  {"vault-2023-03-01.db", copies.last_at_ms - 86'400'000, 4'200'000}};
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
    const std::int64_t began = desk.model.now_ms - 2'300;
    result.times = {{began, 140}, {began, 620}, {began + 620, 0}, {began, 1'480}, {}};
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
  album.with_report("conflicts-own", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    desk.colleague(report, Desk::clashing(report));
    desk.save();
    desk.ask(app::ShowConflict{1});
    const app::ConflictPlace& place = desk.report().conflicts.back();
    desk.ask(app::KeepUnsaid{app::place_of_own_words(desk.state(), place), "全年办成实事13件，群众反映良好。"});
  });
  album.with_report("conflicts-row", "office", "", [report = album.report()](Desk& desk, view::Memory&) {
    report::State after = report;
    report::Row& removed = after.rows["measures.list"].front();
    removed.removed_by = {named("two")};
    desk.colleague(report, after);
    desk.save();
    desk.ask(app::ShowConflict{0});
    report::State before = report;
    before.rows["measures.list"].front().set("text",
                                             report::Value(base::Json("细化本局的操作细则，促使资金效益再上台阶。")));
    const form::Path row{{{"measures.list", removed.id}}, {}};
    for (const std::string& revision : app::unread_before(desk.report(), row)) answer_read(desk, revision, before);
    base::Json by;
    by["revision"] = named("three");
    by["author"] = "dongpi";
    const std::string* text = removed.value("text").text();
    desk.tell(client::AuthorsTold{desk.report().id, 0, row.text() + ".text", {{text ? *text : std::string(), by}}});
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
    read_with_remarks(desk, memory, report);
  });
  album.with_report("review-say", "finance", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    give_past(desk, sync::Stage::Received);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
    const auto& document = desk.report().read.at("2").document;
    for (std::size_t i = 0; i < document.size() && memory.remark.targets.empty(); ++i)
      if (!document[i].title && !document[i].held.empty() && !document[i].held.front().figure)
        memory.remark.targets = app::targets(desk.report(), i, 0, document[i].text.size());
    if (!memory.remark.targets.empty())
      desk.ask(
          app::KeepUnsaid{app::place_of_remark(memory.remark.targets.front().remark), "请补充依据文件的名称和文号。"});
    desk.ask(app::Ask{"remark"});
  });
  album.with_report("remarks-begun", "finance", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    read_with_remarks(desk, memory, report);
    const client::NewRemark about{2, "overview.duties", "澜屿开发区协作支援与经贸联络局的主要职责为：", 0, {}};
    desk.ask(app::KeepUnsaid{app::place_of_remark(about), "请写明依据的文件"});
    desk.ask(app::ShowSide{app::Side::Remarks});
  });
  album.with_report("remarks-to-answer", "office", "", [report = album.report()](Desk& desk, view::Memory& memory) {
    memory.panes.last_width = 1;
    memory.panes.left_was_open = true;
    give_past(desk, sync::Stage::Returned);
    desk.ask(app::ReadVersion{"2"});
    answer_read(desk, "2", report);
    give_remarks(desk);
    desk.ask(app::ShowMiddle{app::Middle::Form});
    desk.ask(app::KeepUnsaid{app::place_of_answer(named("r2")), "已按三定方案改写。"});
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
  album.with_report("return", "finance", "", [](Desk& desk, view::Memory&) {
    give_past(desk, sync::Stage::Submitted);
    desk.ask(app::KeepUnsaid{app::place_of_note(sync::Action::Return), "执行数与决算不一致，请核对后重报。"});
    desk.ask(app::Ask{"return"});
  });
  const auto wish = [](Desk& desk, client::Wish::State state) {
    give_past(desk, sync::Stage::Received);
    client::EditsSaved news;
    news.report = desk.report().id;
    news.through = desk.report().typed;
    news.around = desk.report().around;
    news.around.wish = client::Wish{news.report, sync::Action::Return, 2};
    news.around.wish->state = state;
    if (state == client::Wish::State::Refused)
      news.around.wish->why =
          text::say("wish.overtaken", {text::say("action.return"), 3, text::say("stage.submitted")});
    desk.tell(std::move(news));
  };
  album.with_report("return-waits", "finance", "",
                    [wish](Desk& desk, view::Memory&) { wish(desk, client::Wish::State::Waiting); });
  album.with_report("return-refused", "finance", "",
                    [wish](Desk& desk, view::Memory&) { wish(desk, client::Wish::State::Refused); });
  album.with_report("restored", "office", "", [](Desk& desk, view::Memory&) {
    set_back(desk);
    desk.ask(app::Ask{"restored"});
  });
  album.with_report("sync-foreseen", "office", "", [](Desk& desk, view::Memory&) {
    desk.ask(app::ShowScreen{app::Screen::SyncSteps});
    desk.tell(client::SyncForeseen{std::vector<client::ForeseenReport>{
        {desk.report().id, false, {{"funds.executed", "全年执行数"}, {"a", "正文"}, {"b", "正文"}}},
        {"new", true, {}, 2023, "部门整体支出绩效自评报告"}}});
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
    album.with_report(question, "office", "", [question](Desk& desk, view::Memory& memory) {
      desk.tell(folder_to_choose_from());
      memory.words["###question/file"] = question == std::string_view("export") ? "2022年度自评报告" : "";
      desk.ask(app::Ask{question});
    });
  album.add("relocate", "member", "dongpi", [](Desk& desk, view::Memory&) {
    desk.model.home.folder = "D:\\自评数据";
    desk.ask(app::ShowScreen{app::Screen::Settings});
    desk.tell(folder_to_choose_from());
    desk.ask(app::Ask{"relocate"});
  });
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
