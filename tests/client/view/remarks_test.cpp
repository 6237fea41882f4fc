#include "client/app/remarks.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/app/unsaid.h"
#include "shared/merge/sentence.h"
#include "tests/client/view/past.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

client::SaidRemark said(const std::string& id, const std::string& author, sync::RemarkKind kind,
                        const std::string& text) {
  client::SaidRemark out;
  out.id = base::sha256(id).hex();
  out.header.version = 2;
  out.header.kind = kind;
  out.header.text = text;
  out.header.author = author;
  out.header.stamp = "2023-03-02T03:00:00Z";
  out.state = "durable";
  return out;
}

// Version 2 read by somebody, with what is said about it.
struct Sheet : Sitting {
  explicit Sheet(const std::string& role, ImVec2 size = {1600, 6000}) : Sitting(role, "", size) {
    open();
    tests::give_versions(desk);
    desk.ask(app::ReadVersion{"2"});
    tests::read(desk, "2", tests::second_version());
    look_again();
  }
  // About the first sentence that a text of the version holds.
  client::RemarkThread about_a_sentence(const std::string& text) {
    client::RemarkThread thread{said("r1", "finance", sync::RemarkKind::Remark, text), {}, {}, true};
    const auto& document = desk.report().read.at("2").document;
    for (const app::Paragraph& paragraph : document)
      for (const app::Held& held : paragraph.held) {
        if (paragraph.title || held.figure || !thread.remark.header.place.at.empty()) continue;
        const std::string words = paragraph.text.substr(held.begin, held.size);
        const std::string_view first = merge::sentences(words).front();
        thread.remark.header.place = {held.path, std::string(first), held.offset};
        thread.now.sentence = std::string(first);
        thread.now.offset = held.offset;
      }
    return thread;
  }
  void tell_remarks(std::vector<client::RemarkThread> threads) {
    tell(client::RemarksShown{desk.report().id, desk.report().opening, std::move(threads)});
  }
  // A paragraph that is one field's and has three sentences or more.
  std::size_t paragraph_of_sentences() {
    const auto& document = desk.report().read.at("2").document;
    const auto at = std::ranges::find_if(document, [](const auto& one) {
      return !one.title && one.held.size() == 1 && !one.held.front().figure && merge::sentences(one.text).size() > 2;
    });
    REQUIRE(at != document.end());
    return static_cast<std::size_t>(at - document.begin());
  }
  [[nodiscard]] bool has_ring(const std::string& label) const {
    const tests::GuiDriver::Item* item = gui.find(label);
    return item && ImGui::GetCurrentContext()->NavId == item->id;
  }
  bool tab_to(const std::string& label) {
    for (int i = 0; i < 400 && !has_ring(label); ++i) gui.key(ImGuiKey_Tab);
    look_again();
    return has_ring(label);
  }
  void choose(int nth) {
    REQUIRE(gui.click("###question/target"));
    look_again();
    REQUIRE(gui.click("###option" + std::to_string(nth)));
    look_again();
  }
  // The order that asks for the remark.
  const client::AddRemark& say(const std::string& text) {
    REQUIRE(gui.type("###question/remark", text));
    gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    const client::AddRemark* order = last_order<client::AddRemark>();
    REQUIRE(order != nullptr);
    return *order;
  }
  std::string first_prose() {
    const auto& document = desk.report().read.at("2").document;
    const auto at = std::ranges::find_if(
        document, [](const auto& one) { return !one.title && !one.held.empty() && !one.held.front().figure; });
    return "###paragraph/" + std::to_string(at - document.begin());
  }
};

report::Row indicator(const std::string& id, const std::string& name, const std::string& score) {
  report::Row row;
  row.id = id;
  row.set("level1", tests::words("产出"));
  row.set("level3", tests::words(name));
  row.set("weight", tests::words("10"));
  row.set("score", tests::words(score));
  return row;
}

// The same with a table of two indicators in it, whose last column is their score.
struct TableSheet : Sheet {
  explicit TableSheet(const std::string& role) : Sheet(role) {
    report::State state = tests::second_version();
    state.rows["evaluation.table"] = {indicator("t1", "水利项目数", "9.5"), indicator("t2", "群众满意度", "8.25")};
    tests::read(desk, "2", state);
    look_again();
  }
  [[nodiscard]] std::string number_of_table() {
    const auto& document = desk.report().read.at("2").document;
    const auto at = std::ranges::find_if(document, [](const auto& one) {
      return !one.row_paths.empty() && one.row_paths.front() == "evaluation.table";
    });
    return std::to_string(at - document.begin());
  }
  [[nodiscard]] std::string row(int nth) { return "###paragraph/" + number_of_table() + "/" + std::to_string(nth); }
  // The score of a row, which stands at its right end.
  bool press_score(int nth) {
    const tests::GuiDriver::Item* item = gui.find(row(nth));
    if (!item) return false;
    const ImRect box = item->box;
    gui.click_at({box.Max.x - 12, box.GetCenter().y});
    look_again();
    return true;
  }
  client::RemarkThread about(const std::string& id, const std::string& place) {
    client::RemarkThread thread{said(id, "finance", sync::RemarkKind::Remark, "请核对。"), {}, {}, true};
    thread.remark.header.place.at = place;
    return thread;
  }
  // The marks in the margin, by what they stand beside.
  [[nodiscard]] std::vector<std::string> marks() {
    std::vector<std::string> out;
    for (const auto& item : gui.items())
      if (const std::size_t at = item.label.find("###margin/"); at != item.label.npos)
        out.push_back(item.label.substr(at));
    return out;
  }
};

}  // namespace

TEST_CASE("a figure of a table on the sheet is pressed, and something said about it") {
  TableSheet sheet("finance");
  REQUIRE(sheet.press_score(2));
  REQUIRE(sheet.desk.model.asking == "remark");
  INFO(sheet.gui.picture());
  CHECK(sheet.gui.shows("得分 8.25"));
  const client::AddRemark& order = sheet.say("与评分依据不一致。");
  CHECK(order.remark.version == 2);
  CHECK(order.remark.at == "evaluation.table[t2].score");
  CHECK(order.remark.quote.empty());
  CHECK(order.remark.text == "与评分依据不一致。");
}

TEST_CASE("a remark can be about the row that was pressed, its table, or the report") {
  const char* places[] = {"evaluation.table[t1]", "evaluation.table", ""};
  const char* words[] = {"这一行（水利项目数）", "这张表（指标评分表）", "整份报告"};
  for (int i = 0; i < 3; ++i) {
    TableSheet sheet("finance");
    REQUIRE(sheet.press_score(1));
    sheet.choose(i + 1);
    INFO(sheet.gui.picture());
    CHECK(sheet.gui.shows(words[i]));
    CHECK(sheet.say("请核对。").remark.at == places[i]);
  }
}

TEST_CASE("remarks on a row, a figure and a table are marked beside them, and the mark leads to them") {
  TableSheet sheet("finance");
  const std::string beside = "###margin/" + sheet.number_of_table() + "/";
  sheet.tell_remarks({sheet.about("r1", "evaluation.table[t2]"), sheet.about("r2", "evaluation.table[t2].score"),
                      sheet.about("r3", "evaluation.table[t1].kind"), sheet.about("r4", "evaluation.table")});
  CHECK(sheet.marks() == std::vector<std::string>{beside + "0", beside + "1", beside + "2"});
  const tests::GuiDriver::Item *mark = sheet.gui.find(beside + "2"), *row = sheet.gui.find(sheet.row(2));
  REQUIRE((mark && row));
  CHECK(mark->label.starts_with("意见 2"));
  CHECK(mark->box.Min.y == row->box.Min.y);
  CHECK(mark->box.Min.x > row->box.Max.x);
  REQUIRE(sheet.gui.click(beside + "2"));
  CHECK(sheet.desk.report().side == app::Side::Remarks);
  sheet.look_again();
  INFO(sheet.gui.picture());
  CHECK(sheet.gui.shows("自评结论综述 · 指标"));
  CHECK_FALSE(sheet.desk.model.asking.has_value());
}

TEST_CASE("the mark beside a paragraph leads to its remarks") {
  Sheet sheet("finance");
  sheet.tell_remarks({sheet.about_a_sentence("请附依据。")});
  const auto mark = std::ranges::find_if(
      sheet.gui.items(), [](const auto& item) { return item.label.find("###margin/") != std::string::npos; });
  REQUIRE(mark != sheet.gui.items().end());
  REQUIRE(sheet.gui.click(mark->label.substr(mark->label.find("###"))));
  CHECK(sheet.desk.report().side == app::Side::Remarks);
  CHECK_FALSE(sheet.desk.model.asking.has_value());
}

TEST_CASE("a row of a table is reached by Tab, and Enter says something about all of it") {
  TableSheet sheet("finance");
  REQUIRE(sheet.tab_to(sheet.row(1)));
  sheet.gui.key(ImGuiKey_Enter);
  sheet.look_again();
  REQUIRE(sheet.desk.model.asking == "remark");
  CHECK(sheet.say("请核对。").remark.at == "evaluation.table[t1]");
}

TEST_CASE("of a paragraph that Enter chooses the whole comes first, and then each of its sentences") {
  Sheet sheet("finance");
  const std::size_t index = sheet.paragraph_of_sentences();
  REQUIRE(sheet.tab_to("###paragraph/" + std::to_string(index)));
  sheet.gui.key(ImGuiKey_Enter);
  sheet.look_again();
  REQUIRE(sheet.desk.model.asking == "remark");
  CHECK(sheet.gui.shows("这一段"));
  CHECK_FALSE(sheet.gui.shows("这一句"));
  const std::vector<app::RemarkTarget>& targets = sheet.memory.remark.targets;
  REQUIRE(targets.size() > 3);
  CHECK(targets.front().remark.quote.empty());
  CHECK_FALSE(targets.front().remark.at.empty());
  std::string joined;
  for (const app::RemarkTarget& one : targets) {
    joined += one.remark.quote;
    CHECK(one.label.starts_with("这一句：") == !one.remark.quote.empty());
  }
  const app::Paragraph& words = sheet.desk.report().read.at("2").document[index];
  CHECK(joined == words.text.substr(words.held.front().begin, words.held.front().size));
  const std::string second = targets[2].remark.quote;
  sheet.choose(2);
  CHECK(sheet.gui.shows("“" + second.substr(0, 30)));
  CHECK(sheet.say("请附依据。").remark.quote == second);
}

TEST_CASE("of a row that Enter chooses each cell can be chosen by its label") {
  TableSheet sheet("finance");
  REQUIRE(sheet.tab_to(sheet.row(2)));
  sheet.gui.key(ImGuiKey_Enter);
  sheet.look_again();
  CHECK(sheet.gui.shows("这一行（群众满意度）"));
  const std::vector<app::RemarkTarget>& targets = sheet.memory.remark.targets;
  const auto score = std::ranges::find(targets, "这一格（得分 8.25）", &app::RemarkTarget::label);
  REQUIRE(score != targets.end());
  CHECK(targets[targets.size() - 2].label == "这张表（指标评分表）");
  sheet.choose(static_cast<int>(score - targets.begin()));
  CHECK(sheet.say("请核对。").remark.at == "evaluation.table[t2].score");
}

TEST_CASE("the mark in the margin brings its remark into sight among many, lit, and by a key with the keyboard") {
  Sheet sheet("finance");
  std::vector<client::RemarkThread> threads;
  for (int i = 0; i < 150; ++i)
    threads.push_back(
        {said("all" + std::to_string(i), "finance", sync::RemarkKind::Remark, "总的意见。"), {}, {}, true});
  threads.push_back(sheet.about_a_sentence("请附依据。"));
  const std::string thread = "###remark/" + threads.back().remark.id;
  sheet.tell_remarks(std::move(threads));
  sheet.ask(app::ShowSide{app::Side::Remarks});
  CHECK_FALSE(sheet.gui.shows("请附依据。"));
  sheet.ask(app::ShowSide{app::Side::Findings});
  const auto mark = std::ranges::find_if(
      sheet.gui.items(), [](const auto& item) { return item.label.find("###margin/") != std::string::npos; });
  REQUIRE(mark != sheet.gui.items().end());
  const std::string margin = mark->label.substr(mark->label.find("###"));
  REQUIRE(sheet.tab_to(margin));
  CHECK(sheet.gui.shows("请附依据。"));  // beside the mark
  sheet.gui.key(ImGuiKey_Enter);
  sheet.gui.frame(5);
  REQUIRE(sheet.gui.find(thread));
  CHECK(sheet.has_ring(thread));
  CHECK(sheet.gui.shows("请附依据。"));
  CHECK(sheet.memory.remark.lit.size() == 1);
}

TEST_CASE("the rows of a table are not pressed where nothing may be said") {
  Sitting office("office", "", {1600, 6000});
  office.open();
  tests::give_versions(office.desk);
  report::State state = tests::second_version();
  state.rows["evaluation.table"] = {indicator("t1", "水利项目数", "9.5")};
  const std::string revision = tests::revision("two");
  office.desk.ask(app::ReadVersion{revision});
  tests::read(office.desk, revision, state);
  office.look_again();
  const auto is_of_table = [](const auto& item) { return item.label.starts_with("###paragraph/"); };
  CHECK(office.gui.shows("水利项目数"));
  CHECK(std::ranges::none_of(office.gui.items(), is_of_table));
}

TEST_CASE("a reviewer presses a sentence of a version and says something about it") {
  Sheet sheet("finance");
  REQUIRE(sheet.gui.click(sheet.first_prose()));
  REQUIRE(sheet.desk.model.asking == "remark");
  sheet.look_again();
  INFO(sheet.gui.picture());
  CHECK(sheet.gui.shows("提意见"));
  CHECK(sheet.gui.shows("这一句"));
  sheet.gui.text("请附依据。");
  sheet.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  const client::AddRemark* order = sheet.last_order<client::AddRemark>();
  REQUIRE(order != nullptr);
  CHECK(order->remark.text == "请附依据。");
  CHECK(order->remark.version == 2);
  CHECK_FALSE(order->remark.at.empty());
  CHECK_FALSE(order->remark.quote.empty());
  CHECK(sheet.desk.report().side == app::Side::Remarks);
}

TEST_CASE("a remark needs words, and Escape forgets it") {
  Sheet sheet("finance");
  REQUIRE(sheet.gui.click(sheet.first_prose()));
  sheet.look_again();
  sheet.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(sheet.last_order<client::AddRemark>() == nullptr);
  REQUIRE(sheet.gui.click("###question/no"));
  CHECK_FALSE(sheet.desk.model.asking.has_value());
}

TEST_CASE("a remark that was left half written is there when one comes back to its place, and gone once it is taken") {
  Sheet sheet("finance");
  const auto open = [&] {
    REQUIRE(sheet.gui.click(sheet.first_prose()));
    sheet.look_again();
  };
  open();
  sheet.gui.text("请附依据");
  sheet.gui.key(ImGuiKey_Escape);
  sheet.look_again();
  if (sheet.desk.model.asking) sheet.ask(app::Ask{});
  open();
  CHECK(sheet.gui.shows("请附依据"));
  sheet.gui.text("。");
  sheet.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  const client::AddRemark* order = sheet.last_order<client::AddRemark>();
  REQUIRE(order != nullptr);
  const std::string words = order->remark.text;
  CHECK(words.find("请附依据") != std::string::npos);
  open();  // the vault has not answered: it may yet fail
  CHECK(sheet.gui.shows("请附依据"));
  sheet.ask(app::Ask{});
  sheet.tell_remarks({sheet.about_a_sentence(words)});
  open();
  CHECK(sheet.gui.shows("0 / 4,000"));
}

TEST_CASE("a remark that was begun is listed, and gone on with or thrown away") {
  Sheet sheet("finance");
  REQUIRE(sheet.gui.click(sheet.first_prose()));
  sheet.look_again();
  sheet.gui.text("请附依据");
  sheet.ask(app::Ask{});
  sheet.ask(app::ShowSide{app::Side::Remarks});
  REQUIRE(app::begun_remarks(sheet.desk.report()).size() == 1);
  const std::string id = "###remark/begun/" + app::begun_remarks(sheet.desk.report()).front().place;
  CHECK(sheet.gui.shows("写了一半的意见"));
  CHECK(sheet.gui.shows("请附依据"));
  REQUIRE(sheet.gui.click(id + "/go_on"));
  sheet.look_again();
  REQUIRE(sheet.desk.model.asking == "remark");
  sheet.gui.text("。");
  sheet.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  const client::AddRemark* order = sheet.last_order<client::AddRemark>();
  REQUIRE(order != nullptr);
  CHECK(order->remark.text.find("请附依据") != std::string::npos);
  CHECK_FALSE(order->remark.at.empty());
  CHECK_FALSE(order->remark.quote.empty());
  CHECK(order->remark.version == 2);
  sheet.ask(app::ShowSide{app::Side::Remarks});
  REQUIRE(sheet.gui.click(id + "/drop"));
  sheet.look_again();
  CHECK_FALSE(sheet.gui.shows("写了一半的意见"));
}

TEST_CASE("an answer stays in its field until it stands below the remark") {
  Sheet office("office");
  client::RemarkThread thread = office.about_a_sentence("请附依据。");
  office.tell_remarks({thread});
  office.ask(app::ShowSide{app::Side::Remarks});
  const std::string field = "###remark/answer/" + thread.remark.id, send = "###remark/send/" + thread.remark.id;
  REQUIRE(office.gui.click("###remark/reply/" + thread.remark.id));
  office.look_again();
  REQUIRE(office.gui.type(field, "已补验收单。"));
  REQUIRE(office.gui.click(send));
  office.look_again();
  CHECK(office.gui.find(field));
  REQUIRE(office.gui.click(send));
  CHECK(office.count<app::FollowRemark>() == 1);  // not twice while it is on its way
  office.tell(client::Failed{base::Error{base::ErrorKind::Full, "disk-full", "磁盘空间不足，没有保存。", {}}});
  REQUIRE(office.gui.click(send));
  CHECK(office.count<app::FollowRemark>() == 2);
  thread.answers.push_back(said("a1", "office", sync::RemarkKind::Answer, "已补验收单。"));
  office.tell_remarks({thread});
  CHECK_FALSE(office.gui.find(field));
}

TEST_CASE("a sentence that something was said about is marked where it is written, with what was said") {
  Sheet office("office", {1600, 9000});
  client::RemarkThread thread = office.about_a_sentence("请附依据。");
  const std::string at = "goals.annual", text = office.desk.text(at);
  thread.remark.header.place.at = at;
  thread.now.sentence = text.substr(0, text.find("。") + 3);
  thread.now.offset = 0;
  office.tell_remarks({thread});
  office.ask(app::ShowMiddle{app::Middle::Form});
  office.ask(app::GoTo{at});
  const auto* item = office.gui.find("###field/" + at);
  REQUIRE(item);
  office.gui.move({item->box.Min.x + 40, item->box.Min.y + 16});
  office.look_again();
  CHECK(office.gui.shows("请附依据。"));
}

TEST_CASE("remarks are listed with their sentence and standing, and marked in the margin of the sheet") {
  Sheet sheet("finance");
  client::RemarkThread thread = sheet.about_a_sentence("请附依据。");
  thread.now.standing = merge::Standing::Changed;
  thread.now.sentence = "现在的一句。";
  sheet.tell_remarks({thread});
  CHECK(sheet.gui.shows("意见 1"));
  const auto is_margin = [](const auto& item) { return item.label.find("###margin/") != std::string::npos; };
  CHECK(std::ranges::count_if(sheet.gui.items(), is_margin) == 1);
  sheet.ask(app::ShowSide{app::Side::Remarks});
  INFO(sheet.gui.picture());
  for (const char* words : {"未答复", "请附依据。", "财政审核员", "原句已改为：现在的一句。"})
    CHECK(sheet.gui.shows(words));
}

TEST_CASE("the department answers each point before it submits again") {
  Sheet office("office");
  client::RemarkThread thread = office.about_a_sentence("请附依据。");
  office.tell_remarks({thread});
  office.ask(app::ShowSide{app::Side::Remarks});
  CHECK(office.gui.shows("还有 1 条审核意见要答复"));
  CHECK(app::points_to_answer(office.desk.model).size() == 1);
  const std::string& id = thread.remark.id;
  REQUIRE(office.gui.click("###remark/reply/" + id));
  office.look_again();
  REQUIRE(office.gui.type("###remark/answer/" + id, "已补验收单。"));
  REQUIRE(office.gui.click("###remark/send/" + id));
  const client::FollowRemark* order = office.last_order<client::FollowRemark>();
  REQUIRE(order != nullptr);
  CHECK(order->kind == sync::RemarkKind::Answer);
  CHECK(order->remark == id);
  CHECK(order->text == "已补验收单。");
  thread.answers.push_back(said("a1", "office", sync::RemarkKind::Answer, "已补验收单。"));
  thread.answers.back().state = "queued";
  office.tell_remarks({thread});
  CHECK(office.gui.shows("审核意见都已答复"));
  CHECK(office.gui.shows("待发送"));
  CHECK(app::points_to_answer(office.desk.model).empty());
  REQUIRE(office.gui.click("###remark/withdraw/" + id));
  REQUIRE(office.last_order<client::WithdrawRemark>() != nullptr);
  CHECK(office.last_order<client::WithdrawRemark>()->remark == thread.answers.back().id);
}

TEST_CASE("who writes a part is led from a remark to the part, and from another's to the version that was read") {
  Sheet member("member");
  member.desk.model.home.self->team = "dongpi";
  member.desk.report().around.row.stage = sync::Stage::Returned;
  std::string own, others;
  for (const std::string& row : tests::Desk::block_rows()) {
    const std::string at = "results.blocks[" + row + "].text";
    (app::locked_because(member.desk.model, *form::Path::parse(at)).empty() ? own : others) = at;
  }
  REQUIRE((!own.empty() && !others.empty()));
  client::RemarkThread thread = member.about_a_sentence("请附依据。");
  const auto follow = [&](const std::string& at) {
    thread.remark.header.place = {at, "", 0};
    member.tell_remarks({thread});
    member.ask(app::ShowSide{app::Side::Remarks});
    REQUIRE(member.gui.click("###remark/" + thread.remark.id));
  };
  follow(others);
  CHECK(member.desk.report().middle == app::Middle::Reading);
  follow(own);
  CHECK(member.desk.report().middle == app::Middle::Form);
}

TEST_CASE("a point without an answer stands in the way of submitting, with a way to it") {
  Sitting office;
  office.open();
  client::RemarkThread thread{said("r1", "finance", sync::RemarkKind::Remark, "请附依据。"), {}, {}, true};
  office.tell(client::RemarksShown{office.desk.report().id, office.desk.report().opening, {thread}});
  office.ask(app::Ask{"submit"});
  CHECK(office.gui.shows("还有 1 条审核意见没有答复"));
  REQUIRE(office.gui.click("###question/remarks"));
  CHECK(office.desk.report().side == app::Side::Remarks);
}

TEST_CASE("a reviewer closes what is settled and opens it again; the department only its own") {
  Sheet finance("finance");
  client::RemarkThread thread = finance.about_a_sentence("请附依据。");
  finance.tell_remarks({thread});
  finance.ask(app::ShowSide{app::Side::Remarks});
  REQUIRE(finance.gui.click("###remark/close/" + thread.remark.id));
  CHECK(finance.last_order<client::FollowRemark>()->kind == sync::RemarkKind::Close);
  thread.open = false;
  finance.tell_remarks({thread});
  CHECK(finance.gui.shows("已关闭"));
  REQUIRE(finance.gui.click("###remark/reopen/" + thread.remark.id));
  CHECK(finance.last_order<client::FollowRemark>()->kind == sync::RemarkKind::Reopen);
  CHECK_FALSE(app::may_close(tests::Desk("office").model, thread));
}
