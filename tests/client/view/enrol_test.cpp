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
    tell(client::Failed{{kind, code, message, {}}});
  }
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

TEST_CASE("the password is shown to nobody, and forgotten once it was used") {
  Enrolling form;
  form.fill_in();
  CHECK_FALSE(form.gui.shows("口令一二三"));
  REQUIRE(form.gui.click("###enrol/now"));
  form.look_again();
  CHECK(form.memory.words["###enrol/password"].empty());
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
  form.refuse(base::ErrorKind::Full, "disk-full", "磁盘满了。");
  CHECK(form.gui.shows("磁盘满了。"));
  CHECK(form.gui.shows("先看示例"));
}
