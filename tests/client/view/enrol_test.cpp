#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Enrolling : Sitting {
  Enrolling() {
    tell(client::ReportsListed{});
    ask(app::ShowScreen{app::Screen::Enrol});
  }
  void fill_in(const char* server = "https://zp.example.cn") {
    gui.type("###enrol/server", server);
    gui.type("###enrol/user", "张工");
    gui.type("###enrol/password", "口令一二三");
    gui.type("###enrol/device", "台式机");
  }
  void refuse(base::ErrorKind kind, const char* code, const char* message) {
    tell(client::EnrolmentEnded{base::Error{kind, code, message, {}}});
  }
  [[nodiscard]] std::string password() { return memory.words["###enrol/password"]; }
};

}  // namespace

TEST_CASE("enrolling asks for everything before it can be pressed") {
  Enrolling form;
  form.gui.type("###enrol/server", "https://zp.example.cn");
  form.gui.click("###enrol/now");
  CHECK(form.count<app::EnrolHere>() == 0);
  form.fill_in();
  REQUIRE(form.gui.click("###enrol/now"));
  REQUIRE(form.count<app::EnrolHere>() == 1);
  const app::EnrolHere& asked = *form.last<app::EnrolHere>();
  CHECK(asked.server == "https://zp.example.cn");
  CHECK(asked.user == "张工");
  CHECK(asked.password == "口令一二三");
  CHECK(asked.device == "台式机");
}

TEST_CASE("the first field has the keyboard from the start") {
  Enrolling form;
  form.gui.text("https://a.cn");
  CHECK(form.memory.words["###enrol/server"] == "https://a.cn");
}

TEST_CASE("the password is shown to nobody, and forgotten once it was taken or refused") {
  Enrolling form;
  form.fill_in();
  CHECK_FALSE(form.gui.shows("口令一二三"));
  REQUIRE(form.gui.click("###enrol/now"));
  SECTION("taken") { form.tell(client::EnrolmentEnded{}); }
  SECTION("refused") { form.refuse(base::ErrorKind::Denied, "wrong-password", "密码或登记码不对。"); }
  CHECK(form.password().empty());
}

TEST_CASE("a mistyped address does not cost the password, and nobody finds it who comes later") {
  Enrolling form;
  form.fill_in("https://zp.exampel.cn");
  REQUIRE(form.gui.click("###enrol/now"));
  form.look_again();
  form.refuse(base::ErrorKind::Unavailable, "offline", "连不上服务器。");
  CHECK(form.password() == "口令一二三");
  REQUIRE(form.gui.type("###enrol/server", "https://zp.example.cn"));
  REQUIRE(form.gui.click("###enrol/now"));
  REQUIRE(form.count<app::EnrolHere>() == 2);
  CHECK(form.last<app::EnrolHere>()->password == "口令一二三");
  form.refuse(base::ErrorKind::Unavailable, "offline", "连不上服务器。");
  REQUIRE(form.gui.click("###enrol/later"));
  form.look_again();
  CHECK(form.password().empty());
}

TEST_CASE("this machine's name is offered as the device's, and may be another") {
  Sitting form;
  form.desk.model.host_name = "pc-12";
  form.tell(client::ReportsListed{});
  form.ask(app::ShowScreen{app::Screen::Enrol});
  CHECK(form.memory.words["###enrol/device"] == "pc-12");
  REQUIRE(form.gui.type("###enrol/device", "台式机"));
  form.look_again();
  CHECK(form.memory.words["###enrol/device"] == "台式机");
}

TEST_CASE("Enter in the last field enrols as well") {
  Enrolling form;
  form.fill_in();
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.count<app::EnrolHere>() == 1);
}

TEST_CASE("an address is completed as people mean it") {
  Enrolling form;
  form.fill_in("zp.example.cn/");
  REQUIRE(form.gui.click("###enrol/now"));
  REQUIRE(form.last<app::EnrolHere>() != nullptr);
  CHECK(form.last<app::EnrolHere>()->server == "https://zp.example.cn");
}

TEST_CASE("a device that was registered before is registered again, with what is known filled in") {
  Sitting form("office", "", {1366, 2000});
  form.relist([](client::ReportsListed& list) { list.settings["device_label"] = "台式机"; });
  form.desk.model.host_name = "pc-12";
  SECTION("from the settings") {
    form.ask(app::ShowScreen{app::Screen::Settings});
    REQUIRE(form.gui.click("###settings/enrol_again"));
  }
  SECTION("from the steps of a sync that was refused for it") {
    form.ask(app::ShowScreen{app::Screen::SyncSteps});
    CHECK(form.gui.find("###sync/enrol_again") == nullptr);
    const base::Error refused{base::ErrorKind::Denied, "not-signed-in", "登记已被撤销。", {}};
    form.tell(client::SyncEnded{refused, form.desk.model.now_ms});
    CHECK(form.gui.shows("服务器不再认本机的登记"));
    REQUIRE(form.gui.click("###sync/enrol_again"));
  }
  REQUIRE(form.desk.model.screen == app::Screen::Enrol);
  form.look_again();
  CHECK(form.gui.shows("重新登记本机"));
  CHECK(form.gui.shows("登记失效了"));
  form.gui.text("口令一二三");  // all else is there
  REQUIRE(form.gui.click("###enrol/now"));
  REQUIRE(form.last<app::EnrolHere>() != nullptr);
  CHECK(form.last<app::EnrolHere>()->server == "https://zp.example.cn");
  CHECK(form.last<app::EnrolHere>()->user == "office");
  CHECK(form.last<app::EnrolHere>()->password == "口令一二三");
  CHECK(form.last<app::EnrolHere>()->device == "台式机");
}

TEST_CASE("registering again ends with its own outcome, not with a list or with what else went wrong") {
  Sitting form;
  form.ask(app::ShowScreen{app::Screen::Enrol});
  form.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "台式机"});
  form.relist([](client::ReportsListed&) {});
  CHECK(form.desk.model.enrolment.running);
  CHECK(form.desk.model.screen == app::Screen::Enrol);
  form.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "磁盘满了。", {}}});
  CHECK(form.desk.model.enrolment.running);
  CHECK(form.gui.shows("✕ 磁盘满了。"));
  form.tell(client::EnrolmentEnded{
      base::Error{base::ErrorKind::Denied, "other-account", "这个数据文件夹里是别人的内容。", {}}});
  CHECK_FALSE(form.desk.model.enrolment.running);
  CHECK(form.desk.model.screen == app::Screen::Enrol);
  CHECK(form.gui.picture().find("这个数据文件夹里是别人的内容。") < form.gui.picture().find("密码或登记码"));
  form.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "台式机"});
  form.tell(client::EnrolmentEnded{});
  CHECK_FALSE(form.desk.model.enrolment.running);
  CHECK(form.desk.model.screen == app::Screen::Home);
}

TEST_CASE("who registers a device that was another person's is told how to go on, and where the work is") {
  Sitting form;
  form.relist([](client::ReportsListed& list) { list.folder = "甲"; });
  form.ask(app::ShowScreen{app::Screen::Enrol});
  form.ask(app::EnrolHere{"https://zp.example.cn", "another", "口令一二三", "台式机"});
  form.tell(client::EnrolmentEnded{base::Error{base::ErrorKind::Invalid, "already-there", "已被撤销。", {}}});
  CHECK(form.gui.shows("✕ 已被撤销。"));
  CHECK(form.gui.shows("换用户要用另一个数据文件夹"));
  CHECK(form.gui.shows("“甲”"));
}

TEST_CASE("while a device is registered again there is no sync to stop, and one can be asked for when that failed") {
  Sitting form;
  form.relist([](client::ReportsListed&) {});
  form.ask(app::EnrolHere{"https://zp.example.cn", "office", "口令一二三", "台式机"});
  REQUIRE(form.desk.model.screen == app::Screen::Home);
  form.gui.click("###sync");
  CHECK(form.count<app::SyncStop>() == 0);
  form.tell(client::EnrolmentEnded{base::Error{base::ErrorKind::Unavailable, "offline", "连不上服务器。", {}}});
  REQUIRE(form.gui.click("###sync"));
  CHECK(form.count<app::SyncNow>() == 1);
}

TEST_CASE("the sample is not registered again") {
  Sitting form;
  form.relist([](client::ReportsListed& list) { list.sample = true; });
  form.ask(app::ShowScreen{app::Screen::Settings});
  CHECK(form.gui.find("###settings/enrol_again") == nullptr);
}

TEST_CASE("while the server is asked the button waits") {
  Enrolling form;
  form.fill_in();
  form.gui.click("###enrol/now");
  form.look_again();
  CHECK(form.gui.shows("正在登记…"));
  form.gui.type("###enrol/password", "口令一二三");
  form.gui.click("###enrol/now");
  CHECK(form.count<app::EnrolHere>() == 1);
}

TEST_CASE("a refusal stands under the field it is about, and what was typed stays") {
  Enrolling form;
  form.fill_in();
  form.gui.click("###enrol/now");
  form.refuse(base::ErrorKind::Denied, "wrong-password", "密码或登记码不对。");
  INFO(form.gui.picture());
  CHECK(form.gui.shows("✕ 密码或登记码不对。"));
  CHECK(form.gui.picture().find("密码或登记码不对。") < form.gui.picture().find("这台电脑的名称"));
  CHECK(form.gui.shows("张工"));
  CHECK_FALSE(form.desk.model.notice);
}

TEST_CASE("a server that does not answer is said under its address") {
  Enrolling form;
  form.fill_in();
  form.gui.click("###enrol/now");
  form.refuse(base::ErrorKind::Unavailable, "offline", "连不上服务器。");
  CHECK(form.gui.picture().find("连不上服务器。") < form.gui.picture().find("用户名"));
}

TEST_CASE("an error of no field in particular stands before the buttons") {
  Enrolling form;
  form.fill_in();
  form.gui.click("###enrol/now");
  form.refuse(base::ErrorKind::Full, "disk-full", "磁盘满了。");
  CHECK(form.gui.shows("✕ 磁盘满了。"));
}

TEST_CASE("an enrolled device goes on with its list") {
  Enrolling form;
  form.fill_in();
  form.gui.click("###enrol/now");
  client::ReportsListed list;
  list.self = sync::Author{"office", "office", "bureau", ""};
  form.tell(std::move(list));
  form.tell(client::EnrolmentEnded{});
  CHECK(form.desk.model.screen == app::Screen::Home);
  CHECK_FALSE(form.desk.model.enrolment.running);
}

TEST_CASE("enrolling can be left for later") {
  Enrolling form;
  REQUIRE(form.gui.click("###enrol/later"));
  CHECK(form.desk.model.screen == app::Screen::Home);
}

TEST_CASE("who is not enrolled may see a sample first, and a strip says that nothing of it is sent") {
  Enrolling form;
  REQUIRE(form.gui.click("###enrol/sample"));
  CHECK(form.last_order<client::EnterSample>() != nullptr);
  form.look_again();
  CHECK(form.gui.shows("正在打开示例…"));
  client::ReportsListed list;
  list.self = sync::Author{"office", "office", "sample", ""};
  list.sample = true;
  form.tell(std::move(list));
  CHECK(form.desk.model.screen == app::Screen::Home);
  CHECK(form.gui.shows("这是示例"));
  CHECK(form.gui.shows("不会发送给任何人"));
  form.gui.click("###sync");
  form.ask(app::SyncNow{});
  form.ask(app::SyncLook{});
  CHECK(form.last_order<client::Synchronise>() == nullptr);
  CHECK(form.last_order<client::LookAhead>() == nullptr);
  CHECK(app::actions(form.desk.model).empty());
  REQUIRE(form.gui.click("###sample/leave"));
  CHECK(form.last_order<client::LeaveSample>() != nullptr);
  CHECK(form.desk.model.screen == app::Screen::Enrol);
  form.tell(client::ReportsListed{});
  CHECK_FALSE(form.gui.shows("这是示例"));
}

TEST_CASE("a sample that cannot be made is told, and can be asked for again") {
  Enrolling form;
  form.gui.click("###enrol/sample");
  form.tell(client::Failed{{base::ErrorKind::Full, "disk-full", "磁盘满了。", {}}});
  CHECK(form.gui.shows("磁盘满了。"));
  CHECK(form.gui.shows("先看示例"));
}
