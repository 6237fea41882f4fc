// What the window sets, and the sentences at its top.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/desk/desk.h"

using namespace ziping;
using tests::Desk;
using tests::ordered;

TEST_CASE("what fails beside a sync leaves the sync running, and an enrolment ends by its own news alone") {
  Desk desk;
  desk.ask(app::SyncNow{});
  desk.tell(client::Failed{{base::ErrorKind::NotFound, "no-folder", "没有这个文件夹。", {}}});
  CHECK(desk.model.sync.running);
  desk.tell(client::SyncEnded{client::SyncResult{}, 0});
  CHECK_FALSE(desk.model.sync.running);
  desk.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "测试"});
  desk.tell(client::Failed{{base::ErrorKind::NotFound, "no-folder", "没有这个文件夹。", {}}});
  CHECK(desk.model.enrolment.running);
  desk.tell(client::EnrolmentEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}});
  CHECK_FALSE(desk.model.enrolment.running);
  CHECK_FALSE(desk.model.sync.running);
}

TEST_CASE("what went wrong stays until it is put away: what goes well later stands above it, three in all") {
  Desk desk;
  const auto fail = [&](const char* sentence) {
    desk.tell(client::Failed{{base::ErrorKind::Full, "disk-full", sentence, {}}});
  };
  fail("甲没成。");
  desk.tell(client::Told{"已导出。"});
  CHECK(desk.model.notice->sentence == "已导出。");
  REQUIRE(desk.model.earlier_notices.size() == 1);
  desk.ask(app::ShowScreen{app::Screen::Settings});
  CHECK(desk.model.notice->sentence == "甲没成。");
  for (const char* sentence : {"乙没成。", "甲没成。", "丙没成。", "丁没成。"}) fail(sentence);
  CHECK(desk.model.notice->sentence == "丁没成。");
  REQUIRE(desk.model.earlier_notices.size() == 2);
  CHECK(desk.model.earlier_notices[0].sentence == "丙没成。");
  CHECK(desk.model.earlier_notices[1].sentence == "甲没成。");
  desk.ask(app::PutNoticeAway{2});
  desk.ask(app::PutNoticeAway{});
  CHECK(desk.model.notice->sentence == "丙没成。");
  CHECK(desk.model.earlier_notices.empty());
  desk.ask(app::PutNoticeAway{});
  CHECK_FALSE(desk.model.notice.has_value());
}

TEST_CASE("what went wrong stays while something else is begun, and what went well gives way to it") {
  for (const app::Command& command :
       app::Commands{app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "测试"},
                     app::PutCopyInPlace{"昨天.db"}, app::RelocateData{"/别处"}}) {
    INFO(command.index());
    Desk desk;
    desk.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "没有导出。", {}}});
    desk.tell(client::Told{"已经封存。"});
    desk.ask(command);
    REQUIRE(desk.model.notice.has_value());
    CHECK(desk.model.notice->sentence == "没有导出。");
    CHECK(desk.model.earlier_notices.empty());
    desk.ask(command);
    CHECK(desk.model.notice.has_value());
  }
}

TEST_CASE("why a sync failed is taken away by one that went well, and nothing else is") {
  Desk desk;
  desk.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "没有导出。", {}}});
  desk.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}, 0});
  desk.tell(client::SyncEnded{base::Error{base::ErrorKind::Unavailable, "too-slow", "太久没有答完。", {}}, 0});
  CHECK(desk.model.notice->sentence == "太久没有答完。");
  REQUIRE(desk.model.earlier_notices.size() == 1);  // of the sync only how the last one went
  CHECK(desk.model.earlier_notices.front().sentence == "没有导出。");
  desk.tell(client::SyncEnded{client::SyncResult{}, 0, true});
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->sentence == "没有导出。");
  CHECK(desk.model.earlier_notices.empty());
}

TEST_CASE("a font that is chosen is kept, and one that cannot be drawn with is said and gives way to the one before") {
  Desk desk;
  desk.model.fonts = {{"font.noto_sans", "sans.ttc"}, {"font.microhei", "hei.ttc"}};
  desk.ask(app::SetFont{"hei.ttc"});
  CHECK(desk.model.settings.font == "hei.ttc");
  CHECK(ordered<client::KeepSetting>(desk).back().name == "font");
  CHECK(ordered<client::KeepSetting>(desk).back().value == "hei.ttc");
  CHECK_FALSE(desk.model.notice.has_value());
  desk.ask(app::FontRefused{""});
  CHECK(desk.model.settings.font.empty());
  CHECK(ordered<client::KeepSetting>(desk).back().value.empty());
  REQUIRE(desk.model.notice.has_value());
  CHECK(desk.model.notice->sentence == "字体“文泉驿微米黑”打不开，窗口仍用现在的字体。");
}

TEST_CASE("a font that was kept is drawn with from the first list on") {
  Desk desk;
  client::ReportsListed list = desk.model.home;
  list.settings["font"] = "hei.ttc";
  desk.model.listed = false;
  desk.tell(std::move(list));
  CHECK(desk.model.settings.font == "hei.ttc");
}

TEST_CASE("every setting that the window keeps is one that it is told at its next start") {
  Desk desk;
  desk.open();
  for (const app::Command& command :
       app::Commands{app::SetAppearance{app::Appearance::Dark}, app::SetAskFirst{true}, app::SetAutoSync{false},
                     app::SetContrast{true}, app::SetFont{"hei.ttc"}, app::SetLanguage{text::Language::English},
                     app::FilterBy{{2022, {}, {}, true}}, app::SortBy{app::OrderBy::Year},
                     app::SetPanes{"260 open 340 open 0"}, app::SetScale{120}, app::ShowSide{app::Side::History}})
    desk.ask(command);
  const auto kept = ordered<client::KeepSetting>(desk);
  CHECK(kept.size() == 11);
  for (const client::KeepSetting& one : kept)
    CHECK(std::ranges::find(client::kSettingsTold, std::string_view(one.name)) != std::end(client::kSettingsTold));
}

TEST_CASE(
    "after a copy took the place of the data the settings are those of the copy, and what it lacks is as it begins") {
  Desk desk;
  client::ReportsListed list = desk.model.home;
  list.settings = {{"auto_sync", "off"}, {"contrast", "strong"}};
  desk.tell(list);
  desk.ask(app::SetAutoSync{false});
  desk.ask(app::SetContrast{true});
  desk.ask(app::SetScale{150});
  list.settings = {{"contrast", "normal"}, {"ask_first", "on"}};
  desk.tell(list);  // any other list leaves what was set here
  CHECK_FALSE(desk.model.settings.auto_sync);
  CHECK(desk.model.settings.scale_percent == 150);
  desk.tell(client::CopyRestored{"vault-until.db"});
  list.settings = {{"scale", "110"}, {"ask_first", "on"}};
  desk.tell(list);
  CHECK(desk.model.settings.auto_sync);
  CHECK_FALSE(desk.model.settings.strong_contrast);
  CHECK(desk.model.settings.scale_percent == 110);
  CHECK(desk.model.settings.ask_first);
  list.settings.clear();
  desk.tell(list);
  CHECK(desk.model.settings.scale_percent == 110);
}

TEST_CASE("no copy takes the place of data whose report holds words that the disk does not take: it stays open") {
  for (const base::ErrorKind why : {base::ErrorKind::Full, base::ErrorKind::Corrupt}) {
    Desk desk;
    desk.open();
    desk.model.unsaved = base::Error{why, "not-saved", "没有存下。", {}};
    desk.orders.clear();
    desk.ask(app::PutCopyInPlace{"昨天.db"});
    CHECK(desk.orders.empty());
    CHECK_FALSE(desk.model.restoring);
    REQUIRE(desk.model.report.has_value());
    REQUIRE(desk.model.notice.has_value());
    const bool is_damaged = desk.model.notice->sentence.starts_with("数据已损坏");
    CHECK(is_damaged == (why == base::ErrorKind::Corrupt));
  }
}

TEST_CASE("what was told of the data before says nothing of a copy that took its place") {
  Desk desk;
  client::SyncResult result;
  result.changed = {{"new", true, {}, 2022, "自评"}};
  desk.tell(client::SyncEnded{result, 1});
  REQUIRE_FALSE(desk.model.sync.changed.empty());
  desk.tell(client::CopyRestored{"另存"});
  CHECK(desk.model.sync.changed.empty());
  CHECK_FALSE(desk.model.sync.result.has_value());
}
