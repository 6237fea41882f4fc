// A draft is read in the window before it is accepted or taken back, and also when it fits nowhere any more.
#include <catch2/catch_test_macros.hpp>

#include "client/text/say.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using base::Json;
using tests::Desk;
using tests::Sitting;

namespace {

constexpr std::int64_t kAside = 7;

// An office whose report has a draft in it that was found, and one put aside.
struct Drafts : Sitting {
  Drafts() : Sitting("office", "", {1366, 768}) {
    report = desk.model.home.reports.front().row.id;
    relist([&](client::ReportsListed& list) {
      list.left = {{report, 1, list.last_sync}};
      list.aside = {{kAside, 2, list.last_sync, list.last_sync, report}};
    });
  }
  void tell_edits(std::int64_t aside, std::vector<Json> edits) {
    tell(client::DraftRead{report, aside, std::move(edits), std::make_shared<const form::Form>(Desk::form())});
  }
  void look_at(const std::string& button) {
    REQUIRE(gui.click(button));
    look_again();
  }
  std::string report;
};

const std::vector<Json> kEdits{client::set_edit("funds.executed", Json("20100.00")),
                               client::set_edit("results.blocks[zz].text", Json("写在已经没有的一段里。"))};

}  // namespace

TEST_CASE("what was put aside is read above the list, copied from, and taken back") {
  Drafts drafts;
  drafts.look_at("###left/look/aside/7");
  REQUIRE(drafts.last_order<client::ReadDraft>() != nullptr);
  CHECK(drafts.last_order<client::ReadDraft>()->report == drafts.report);
  CHECK(drafts.last_order<client::ReadDraft>()->aside == kAside);
  CHECK(drafts.gui.shows("正在读取"));
  drafts.tell_edits(kAside, kEdits);
  INFO(drafts.gui.picture());
  CHECK(drafts.gui.shows("执行数"));
  CHECK(drafts.gui.shows("20,100.00"));
  CHECK(drafts.gui.shows("主要工作成效 · 正文"));
  CHECK(drafts.gui.shows("写在已经没有的一段里。"));
  REQUIRE(drafts.gui.click("###draft/1/copy"));
  CHECK(drafts.gui.clipboard() == "写在已经没有的一段里。");
  CHECK(drafts.gui.shows("已复制"));
  REQUIRE(drafts.gui.click("###draft/copy-all"));
  CHECK(drafts.gui.clipboard() == "执行数\n20,100.00\n\n主要工作成效 · 正文\n写在已经没有的一段里。\n");
  REQUIRE(drafts.gui.click("###question/yes"));
  REQUIRE(drafts.last_order<client::TakeDraftBack>() != nullptr);
  CHECK(drafts.last_order<client::TakeDraftBack>()->id == kAside);
  CHECK_FALSE(drafts.desk.model.asking);
}

TEST_CASE("work that was found is read before it is accepted, and only read") {
  Drafts drafts;
  drafts.look_at("###left/look/" + drafts.report);
  REQUIRE(drafts.last_order<client::ReadDraft>() != nullptr);
  CHECK(drafts.last_order<client::ReadDraft>()->aside == 0);
  drafts.tell_edits(0, {client::row_edit("remove", "problems.list[p1]"), client::set_edit("funds.executed", Json()),
                        Json("存坏的一处")});
  INFO(drafts.gui.picture());
  CHECK(drafts.gui.shows("删除了这一条"));
  CHECK(drafts.gui.shows("清空了"));
  CHECK(drafts.gui.shows("存坏的一处"));
  CHECK_FALSE(drafts.gui.find("###draft/0/copy"));
  CHECK_FALSE(drafts.gui.find("###question/yes"));
  REQUIRE(drafts.gui.click("###question/no"));
  CHECK_FALSE(drafts.desk.model.asking);
}

TEST_CASE("a long draft scrolls, its buttons stay in sight, and what is not listed is counted") {
  Drafts drafts;
  drafts.look_at("###left/look/aside/7");
  std::vector<Json> edits;
  std::string text;
  for (int i = 0; i < 400; ++i) text += "为民办实事。";
  for (std::size_t i = 0; i < app::kDraftEditsShown + 5; ++i)
    edits.push_back(client::set_edit("problems.list[r" + std::to_string(i) + "].text", Json(text)));
  drafts.tell_edits(kAside, std::move(edits));
  REQUIRE(drafts.desk.model.draft->words.has_value());
  CHECK((*drafts.desk.model.draft->words)->more == 5);
  REQUIRE(drafts.gui.find("###question/yes"));
  CHECK(drafts.gui.find("###question/yes")->box.Max.y < 768);
  REQUIRE(drafts.gui.click("###question/no"));
}

TEST_CASE("a draft that is gone by then says so, and the answer about another one is not shown") {
  Drafts drafts;
  drafts.look_at("###left/look/aside/7");
  drafts.tell_edits(kAside + 1, kEdits);
  CHECK(drafts.gui.shows("正在读取"));
  drafts.tell(client::DraftRead{
      drafts.report, kAside, base::Error{base::ErrorKind::NotFound, "unknown-draft", text::say("left.unknown", {}), {}},
      nullptr});
  CHECK(drafts.gui.shows("可能已经取回了"));
  CHECK_FALSE(drafts.gui.find("###draft/copy-all"));
}

TEST_CASE("what was put aside is read in the history of its report as well") {
  Sitting desk("office", "", {1600, 900});
  desk.open();
  client::EditsSaved saved;
  saved.report = desk.desk.report().id;
  saved.around = desk.desk.report().around;
  saved.around.aside = {{kAside, 2, desk.desk.model.home.last_sync, "", saved.report}};
  desk.tell(saved);
  desk.ask(app::ShowSide{app::Side::History});
  REQUIRE(desk.gui.click("###aside/look/7"));
  REQUIRE(desk.last_order<client::ReadDraft>() != nullptr);
  CHECK(desk.last_order<client::ReadDraft>()->report == saved.report);
  CHECK(desk.last_order<client::ReadDraft>()->aside == kAside);
}
