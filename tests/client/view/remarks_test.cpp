#include "client/app/remarks.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

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
  std::string first_prose() {
    const auto& document = desk.report().read.at("2").document;
    const auto at = std::ranges::find_if(
        document, [](const auto& one) { return !one.title && !one.held.empty() && !one.held.front().figure; });
    return "###paragraph/" + std::to_string(at - document.begin());
  }
};

}  // namespace

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
