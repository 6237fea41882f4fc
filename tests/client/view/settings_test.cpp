#include <catch2/catch_test_macros.hpp>

#include "client/text/say.h"
#include "client/view/cannot_start_page.h"
#include "client/view/no_font_page.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Settings : Sitting {
  Settings(const std::string& role = "office", const std::string& team = "") : Sitting(role, team, {1366, 2000}) {
    desk.model.home.folder = "D:\\自评数据";
    ask(app::ShowScreen{app::Screen::Settings});
  }
};

}  // namespace

TEST_CASE("the size of type goes up and down by ten, from 80 to 250") {
  Settings settings;
  REQUIRE(settings.gui.click("###settings/larger"));
  CHECK(settings.desk.model.settings.scale_percent == 110);
  settings.look_again();
  CHECK(settings.gui.shows("110%"));
  settings.ask(app::SetScale{250});
  settings.asked.clear();
  settings.gui.click("###settings/larger");
  CHECK(settings.count<app::SetScale>() == 0);
  settings.ask(app::SetScale{80});
  settings.gui.click("###settings/smaller");
  CHECK(settings.count<app::SetScale>() == 0);
  REQUIRE(settings.gui.click("###settings/normal"));
  CHECK(settings.desk.model.settings.scale_percent == 100);
}

TEST_CASE("light and dark are chosen by a click and kept") {
  Settings settings;
  REQUIRE(settings.gui.click("###settings/dark"));
  CHECK(settings.desk.model.settings.appearance == app::Appearance::Dark);
  REQUIRE(settings.last_order<client::KeepSetting>() != nullptr);
  CHECK(settings.last_order<client::KeepSetting>()->value == "dark");
}

TEST_CASE("strong contrast is chosen by a click, in either theme, and kept") {
  Settings settings;
  REQUIRE(settings.gui.click("###settings/strong_contrast"));
  CHECK(settings.desk.model.settings.strong_contrast);
  REQUIRE(settings.last_order<client::KeepSetting>() != nullptr);
  CHECK(settings.last_order<client::KeepSetting>()->name == "contrast");
  CHECK(settings.last_order<client::KeepSetting>()->value == "strong");
  CHECK(settings.desk.model.settings.appearance == app::Appearance::Light);
  settings.look_again();
  REQUIRE(settings.gui.click("###settings/normal_contrast"));
  CHECK_FALSE(settings.desk.model.settings.strong_contrast);
  settings.desk.model.listed = false;
  settings.relist([](client::ReportsListed& list) { list.settings["contrast"] = "strong"; });
  CHECK(settings.desk.model.settings.strong_contrast);
}

TEST_CASE("the font is one of those that this machine has, and goes back to the best of them") {
  Settings settings;
  settings.desk.model.fonts = {{"font.noto_sans", "sans.ttc"}, {"font.microhei", "hei.ttc"}};
  settings.look_again();
  CHECK(settings.gui.shows("自动（思源黑体 Noto Sans CJK）"));
  REQUIRE(settings.gui.click("###settings/font"));
  REQUIRE(settings.gui.click("###option2"));
  REQUIRE(settings.last<app::SetFont>() != nullptr);
  CHECK(settings.last<app::SetFont>()->file == "hei.ttc");
  settings.look_again();
  CHECK(settings.gui.shows("文泉驿微米黑"));
  CHECK_FALSE(settings.gui.shows("自动（"));
  REQUIRE(settings.gui.click("###settings/font"));
  REQUIRE(settings.gui.click("###option0"));
  CHECK(settings.last<app::SetFont>()->file.empty());
}

TEST_CASE("where there is but one font none is to be chosen") {
  Settings settings;
  CHECK(settings.gui.find("###settings/font") == nullptr);
  settings.desk.model.fonts = {{"font.noto_sans", "sans.ttc"}};
  settings.look_again();
  CHECK(settings.gui.find("###settings/font") == nullptr);
}

TEST_CASE("the settings ask what copies there are, tell it, and make one more by a button") {
  Settings settings;
  CHECK(settings.last_order<client::SeeCopies>() != nullptr);
  CHECK(settings.gui.shows("正在查看…"));
  client::CopiesKept copies;
  copies.folder = "D:\\自评数据\\copies";
  settings.tell(client::CopiesSeen{copies});
  CHECK(settings.gui.shows("还没有备份"));
  REQUIRE(settings.gui.click("###settings/copy_now"));
  CHECK(settings.last_order<client::MakeCopy>() != nullptr);
  settings.look_again();
  CHECK(settings.gui.shows("正在备份…"));
  settings.gui.click("###settings/copy_now");
  CHECK(settings.count<app::BackUp>() == 1);
  copies.count = 3;
  copies.last_file = "vault-2023-03-02.db";
  copies.last_at_ms = settings.desk.model.now_ms - 60'000;
  copies.last_bytes = 4'300'000;
  settings.tell(client::CopiesSeen{copies});
  INFO(settings.gui.picture());
  CHECK(settings.gui.shows("4.3 MB"));
  CHECK(settings.gui.shows("3 份"));
  CHECK(settings.gui.shows("重新打开核对过"));
  copies.error = base::Error{base::ErrorKind::Full, "no-room-for-copy", "磁盘剩下的空间不多。", {}};
  settings.tell(client::CopiesSeen{copies});
  CHECK(settings.gui.shows("✕ 磁盘剩下的空间不多。"));
}

TEST_CASE("a copy is put in the place of the data after a question that says what becomes of what is here") {
  Settings settings;
  settings.open();
  settings.ask(app::ShowScreen{app::Screen::Settings});
  client::CopiesKept copies;
  copies.count = 2;
  const std::int64_t now_ms = settings.desk.model.now_ms;
  copies.all = {{"D:\\副本\\二.db", now_ms - 60'000, 4'300'000}, {"D:\\副本\\一.db", now_ms - 86'400'000, 4'200'000}};
  settings.tell(client::CopiesSeen{copies});
  CHECK(settings.gui.shows("4.2 MB"));
  REQUIRE(settings.gui.click("###copy/restore/1"));
  settings.look_again();
  CHECK(settings.gui.shows("先核对再换"));
  CHECK(settings.last_order<client::RestoreCopy>() == nullptr);
  REQUIRE(settings.gui.click("###question/no"));
  REQUIRE(settings.gui.click("###copy/restore/1"));
  settings.look_again();
  REQUIRE(settings.gui.click("###question/yes"));
  REQUIRE(settings.last_order<client::RestoreCopy>() != nullptr);
  CHECK(settings.last_order<client::RestoreCopy>()->file == "D:\\副本\\一.db");
  CHECK_FALSE(settings.desk.model.report);  // it was left before
  CHECK_FALSE(settings.desk.model.asking);
  settings.ask(app::ShowScreen{app::Screen::Settings});
  settings.gui.click("###copy/restore/0");  // not two at once
  CHECK_FALSE(settings.desk.model.asking);
  settings.tell(client::CopyRestored{"D:\\vault-until.db"});
  CHECK(settings.gui.shows("已换上备份"));
  REQUIRE(settings.gui.click("###copy/restore/0"));
  CHECK(settings.desk.model.asking == "copy");
}

TEST_CASE("the paths of the data and of the copies are copied by a button") {
  Settings settings;
  client::CopiesKept copies;
  copies.folder = "D:\\备份";
  settings.tell(client::CopiesSeen{copies});
  REQUIRE(settings.gui.click("###settings/copy_folder"));
  CHECK(settings.gui.clipboard() == "D:\\自评数据");
  REQUIRE(settings.gui.click("###settings/copy_copies_folder"));
  CHECK(settings.gui.clipboard() == "D:\\备份");
  settings.look_again();
  CHECK(settings.gui.shows("可以粘贴到文件管理器"));
}

TEST_CASE("the settings tell what the program is made of, with a licence for each part") {
  Settings settings;
  INFO(settings.gui.picture());
  const std::string imgui = std::string("Dear ImGui ") + ImGui::GetVersion() + " MIT";
  for (const char* words : {"协议 第 2 版", "department-2022", "所用的库 版本 许可 用处", imgui.c_str(), "GLFW — zlib",
                            "SQLCipher 4.", "SQLite 3."})
    CHECK(settings.gui.shows(words));
  settings.desk.model.glfw = "3.3.8";
  settings.look_again();
  CHECK(settings.gui.shows("GLFW 3.3.8 zlib"));
}

TEST_CASE("the whole window speaks the language that is chosen, at once and back again") {
  Settings settings;
  const auto at_home = [&settings](std::initializer_list<const char*> words) {
    settings.ask(app::ShowScreen{app::Screen::Home});
    for (const char* one : words) CHECK(settings.gui.shows(one));
    settings.ask(app::ShowScreen{app::Screen::Settings});
  };
  at_home({"我的", "标题", "新建报告", "设置"});
  REQUIRE(settings.gui.click("###settings/english"));
  REQUIRE(settings.last_order<client::KeepSetting>() != nullptr);
  CHECK(settings.last_order<client::KeepSetting>()->name == "language");
  CHECK(settings.last_order<client::KeepSetting>()->value == "en");
  settings.look_again();
  CHECK(settings.gui.shows("Text size"));
  CHECK_FALSE(settings.gui.shows("字号"));
  at_home({"Mine", "Title", "New report", "Settings"});
  REQUIRE(settings.gui.click("###settings/chinese"));
  CHECK(settings.last_order<client::KeepSetting>()->value == "zh-CN");
  settings.look_again();
  CHECK(settings.gui.shows("字号"));
  CHECK_FALSE(settings.gui.shows("Text size"));
  at_home({"我的", "标题", "新建报告", "设置"});
}

TEST_CASE("a language that was kept is spoken from the first list on, an unknown one is Chinese") {
  Settings settings;
  const auto tell = [&settings](const std::string& code) {
    settings.desk.model.listed = false;
    settings.relist([&code](client::ReportsListed& list) { list.settings["language"] = code; });
  };
  tell("en");
  CHECK(settings.gui.shows("Text size"));
  tell("xx");
  CHECK(settings.gui.shows("字号"));
}

TEST_CASE("who wants to synchronise by hand alone switches it off, and that is kept") {
  Settings settings;
  CHECK(settings.gui.shows("每 10 分钟同步一次"));
  REQUIRE(settings.gui.click("###settings/no_auto_sync"));
  CHECK_FALSE(settings.desk.model.settings.auto_sync);
  REQUIRE(settings.last_order<client::KeepSetting>() != nullptr);
  CHECK(settings.last_order<client::KeepSetting>()->name == "auto_sync");
  CHECK(settings.last_order<client::KeepSetting>()->value == "off");
  settings.look_again();
  CHECK(settings.gui.shows("只在点“同步”时才和服务器交换"));
}

TEST_CASE("the settings tell who is enrolled where, and where the data lies") {
  Settings settings("member", "dongpi");
  settings.relist([](client::ReportsListed& list) { list.settings["device_label"] = "驻村笔记本"; });
  for (const char* words : {"姓名 东陂一号", "角色 工作队员", "工作队 东陂镇工作队", "服务器 https://zp.example.cn",
                            "本机名称 驻村笔记本", "数据文件夹 D:\\自评数据"})
    CHECK(settings.gui.shows(words));
}

TEST_CASE("the names in the settings stand whole in English as well") {
  Settings settings("member", "dongpi");
  settings.relist([](client::ReportsListed& list) { list.settings["device_label"] = "驻村笔记本"; });
  client::CopiesKept copies;
  copies.folder = "D:\\备份";
  settings.tell(client::CopiesSeen{copies});
  settings.desk.model.settings.language = text::Language::English;
  settings.look_again();
  INFO(settings.gui.picture());
  for (const char* words : {"Computer 驻村笔记本", "Data folder D:\\自评数据", "Folder D:\\备份", "Department "})
    CHECK(settings.gui.shows(words));
  settings.desk.model.settings.language = text::Language::Chinese;
  settings.look_again();
}

TEST_CASE("a device that is not enrolled can be from the settings") {
  Settings settings;
  settings.tell(client::ReportsListed{});
  CHECK(settings.gui.shows("登记以后才能填写和同步"));
  REQUIRE(settings.gui.click("###settings/enrol"));
  CHECK(settings.desk.model.screen == app::Screen::Enrol);
}

TEST_CASE("the way back from the settings is to where one came from") {
  Settings settings;
  REQUIRE(settings.gui.click("###back"));
  CHECK(settings.desk.model.screen == app::Screen::Home);
  settings.open();
  settings.ask(app::ShowScreen{app::Screen::Settings});
  REQUIRE(settings.gui.click("###back"));
  CHECK(settings.desk.model.screen == app::Screen::Report);
}

TEST_CASE("without a Chinese font the window says so in letters that every font has") {
  Sitting sitting;
  bool closed = false;
  sitting.gui.show([&] {
    view::Ui ui{sitting.look, sitting.memory.scratch};
    closed = closed || view::no_font_page(ui);
  });
  CHECK(sitting.gui.shows("No Chinese font was found"));
  CHECK(sitting.gui.shows("ZIPING_FONT"));
  for (const char c : sitting.gui.picture()) CHECK(static_cast<unsigned char>(c) < 0x80);
  REQUIRE(sitting.gui.click("###no_font/close"));
  CHECK(closed);
}

TEST_CASE("where the program cannot start a window says why, in the language that is spoken, until it is closed") {
  Sitting sitting("office", "", {680, 360});
  bool closed = false;
  const auto show = [&] {
    sitting.gui.show([&] {
      view::Ui ui{sitting.look, sitting.memory.scratch};
      closed = closed || view::cannot_start_page(ui, "磁盘满了，请腾出空间。");
    });
  };
  show();
  CHECK(sitting.gui.shows("自评没有打开"));
  CHECK(sitting.gui.shows("磁盘满了，请腾出空间。"));
  text::speak(text::Language::English);
  show();
  CHECK(sitting.gui.shows("Ziping did not open"));
  text::speak(text::Language::Chinese);
  CHECK_FALSE(closed);
  REQUIRE(sitting.gui.click("###cannot_start/close"));
  CHECK(closed);
}

TEST_CASE("the data folder is moved to a folder that is chosen, and the page says where it is then") {
  Settings settings;
  REQUIRE(settings.gui.click("###settings/change_folder"));
  CHECK(settings.last_order<client::LookInto>() != nullptr);
  settings.tell(client::FolderSeen{{"/媒体/移动盘", "/媒体", {}, false}, {}});
  settings.look_again();
  REQUIRE(settings.gui.click("###question/yes"));
  REQUIRE(settings.last_order<client::RelocateData>() != nullptr);
  CHECK(settings.last_order<client::RelocateData>()->folder == "/媒体/移动盘/ziping");
  CHECK_FALSE(settings.desk.model.asking);
  settings.asked.clear();
  settings.gui.click("###settings/change_folder");  // not twice
  CHECK_FALSE(settings.desk.model.asking);
  settings.tell(client::DataRelocated{"/媒体/移动盘/ziping"});
  settings.look_again();
  CHECK(settings.gui.shows("/媒体/移动盘/ziping"));
  CHECK(settings.gui.shows("数据已移到"));
}

TEST_CASE("data that was moved is moved back by a button, and the sample has no such buttons") {
  Settings settings;
  CHECK_FALSE(settings.gui.find("###settings/folder_back"));
  settings.relist([](client::ReportsListed& list) { list.has_moved = true; });
  REQUIRE(settings.gui.click("###settings/folder_back"));
  REQUIRE(settings.last_order<client::RelocateData>() != nullptr);
  CHECK(settings.last_order<client::RelocateData>()->folder.empty());
  settings.relist([](client::ReportsListed& list) { list.sample = true; });
  CHECK_FALSE(settings.gui.find("###settings/change_folder"));
}

TEST_CASE("where the data could not be moved the page says why, and it may be tried again") {
  Settings settings;
  settings.ask(app::RelocateData{"/无"});
  settings.tell(client::Failed{{base::ErrorKind::Denied, "no-access", "不能写“/无”。", {}}});
  settings.look_again();
  CHECK(settings.gui.shows("不能写“/无”。"));
  REQUIRE(settings.gui.click("###settings/change_folder"));
  CHECK(settings.desk.model.asking == "relocate");
}

TEST_CASE("whether one is asked before a sync is switched in the settings, kept, and off at first") {
  Settings settings;
  CHECK_FALSE(settings.desk.model.settings.ask_first);
  REQUIRE(settings.gui.click("###settings/ask_first"));
  CHECK(settings.desk.model.settings.ask_first);
  REQUIRE(settings.last_order<client::KeepSetting>() != nullptr);
  CHECK(settings.last_order<client::KeepSetting>()->name == "ask_first");
  CHECK(settings.last_order<client::KeepSetting>()->value == "on");
  settings.look_again();
  CHECK(settings.gui.shows("同步前先问我"));
  REQUIRE(settings.gui.click("###settings/no_ask_first"));
  CHECK_FALSE(settings.desk.model.settings.ask_first);
  settings.desk.model.listed = false;
  settings.relist([](client::ReportsListed& list) { list.settings["ask_first"] = "on"; });
  CHECK(settings.desk.model.settings.ask_first);
}
