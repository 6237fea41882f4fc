// A server that was set back to an old backup, by the real programs.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "tests/client/cli/administrator.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

// The backup is made when the team's first sentence is there and nothing was submitted yet.
struct Disaster {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"}, finance{folder, centre, "finance"};
  Report report = new_report(office);
  Desk east{folder, centre, "east1"};
  std::string backup = folder.in("backup");

  Disaster() {
    fill_in(office, report.id);
    synchronise();
    east_writes("备份以前。");
    synchronise();
    centre.back_up(backup);
  }
  void east_writes(const std::string& sentence) const { east.set(report.id, report.east + ".title", sentence); }
  void synchronise() const {
    for (int round = 0; round < 2; ++round)
      for (const Desk* desk : {&east, &office}) REQUIRE((*desk)({"sync"}).status == 0);
  }
  std::string title(const Desk& desk) const { return desk.get(report.id, report.east + ".title"); }
  std::int64_t revisions(const Desk& desk) const { return std::ssize(*desk.json({"log", report.id}).as_array()); }
  std::int64_t held() const {  // by the server
    const Json list = office.json({"log", report.id});
    std::int64_t sent = 0;
    for (const Json& one : *list.as_array()) sent += one.flag("sent") ? 1 : 0;
    return sent;
  }
};

}  // namespace

TEST_CASE("a server set back to a backup takes nothing until somebody says so, and then gets everything back") {
  Disaster disaster;
  const Desk &office = disaster.office, &east = disaster.east;
  disaster.east_writes("备份以后。");
  const std::string papers(office.json({"report", "new", "--form", "papers", "--year", "2022"}).text_or("report"));
  std::ofstream(disaster.folder.in("a.pdf")) << "%PDF-1.7 附件的内容";
  REQUIRE(office({"file", "add", papers, "papers", disaster.folder.in("a.pdf")}).status == 0);
  disaster.synchronise();
  const Json before = office.json({"report", "show", disaster.report.id});
  const std::int64_t revisions = disaster.revisions(office);
  disaster.east_writes("恢复以后。");
  disaster.centre.set_back(disaster.backup);

  for (const Desk* desk : {&office, &east}) {
    const Ran stopped = (*desk)({"sync", "--json"});
    CHECK(code_of(stopped) == "restored-server");
    CHECK(stopped.err.find("ziping sync --restored") != std::string::npos);
    CHECK(desk->refusal({"submit", disaster.report.id}) == (desk == &office ? "restored-server" : "seal-first"));
  }
  CHECK(disaster.title(office) == "备份以后。");
  CHECK(disaster.title(east) == "恢复以后。");
  CHECK(office.json({"report", "show", disaster.report.id}) == before);

  const Json back = office.json({"sync", "--restored"});
  CHECK(back.flag("restored"));
  // The team's sentence, which this laptop had as well, and the other report: the server has told of the rest.
  CHECK(back.integer_or("sent", 0) == 2);
  CHECK(back.find("files")->integer_or("sent", 0) == 1);
  CHECK(office.json({"report", "show", disaster.report.id}) == before);
  CHECK(disaster.revisions(office) == revisions);
  CHECK_FALSE(office.json({"sync", "--restored"}).flag("restored"));  // it is no longer the one that was set back
  const Json east_back = east.json({"sync", "--restored"});
  CHECK(east_back.flag("restored"));
  CHECK(east_back.list("refused").empty());
  disaster.synchronise();
  for (const Desk* desk : {&office, &east}) {
    CHECK(disaster.title(*desk) == "恢复以后。");
    CHECK(disaster.revisions(*desk) == revisions + 1);
    CHECK((*desk)({"verify"}).status == 0);
  }
  CHECK(disaster.held() == revisions + 1);
  CHECK(east({"file", "get", papers, "papers", "a.pdf", "-o", disaster.folder.in("b.pdf")}).status == 0);
}

TEST_CASE("a bundle of a server that was set back is not taken where it leaves out what was confirmed") {
  Disaster disaster;
  const Desk &office = disaster.office, &east = disaster.east;
  office.set(disaster.report.id, "end.date", "2023-03-05");
  REQUIRE(office({"sync"}).status == 0);
  disaster.centre.set_back(disaster.backup);
  REQUIRE(east({"sync"}).status == 0);  // it has heard of nothing after the backup
  for (const char* sentence : {"恢复以后。", "又写一句。", "再写一句。"}) {
    disaster.east_writes(sentence);
    REQUIRE(east({"sync"}).status == 0);
  }
  const Json before = office.json({"report", "show", disaster.report.id});
  const std::string file = disaster.folder.in("down.zpb");
  const Administrator administrator(disaster.centre);
  REQUIRE(administrator.bundle("make", {file, "--user", "office", "--since", "0"}).status == 0);
  CHECK(office.refusal({"bundle", "apply", file}) == "restored-server");
  CHECK(office.json({"report", "show", disaster.report.id}) == before);
  CHECK(office.refusal({"sync"}) == "restored-server");
  REQUIRE(office.json({"sync", "--restored"}).flag("restored"));
  CHECK(disaster.title(office) == "再写一句。");
  CHECK(office.get(disaster.report.id, "end.date") == "2023-03-05");
}

TEST_CASE("a version that was submitted after the backup stays readable, and a new one takes its number") {
  Disaster disaster;
  const Desk &office = disaster.office, &finance = disaster.finance;
  const auto versions = [&](const Desk& desk) {
    Words out;
    const Json list = desk.json({"version", "list", disaster.report.id});
    for (const Json& one : *list.as_array())
      out.push_back((one.flag("former") ? "former " : "") + std::string(one.text_or("stage")));
    return out;
  };
  REQUIRE(office({"submit", disaster.report.id, "--note", "首次报送"}).status == 0);
  for (const Desk* desk : {&office, &finance}) REQUIRE((*desk)({"sync"}).status == 0);
  REQUIRE(finance({"review", "return", disaster.report.id, "--version", "1", "--note", "请补培训人数"}).status == 0);
  for (const Desk* desk : {&office, &finance}) REQUIRE((*desk)({"sync"}).status == 0);
  CHECK(versions(office) == Words{"returned"});
  disaster.centre.set_back(disaster.backup);

  CHECK(finance.refusal({"review", "accept", disaster.report.id, "--version", "1"}) == "restored-server");
  for (const Desk* desk : {&office, &finance}) {
    CHECK(desk->refusal({"sync"}) == "restored-server");
    REQUIRE(desk->json({"sync", "--restored"}).flag("restored"));
    CHECK(versions(*desk) == Words{"former returned"});
    CHECK((*desk)({"version", "list", disaster.report.id}).out.find("请补培训人数") != std::string::npos);
  }
  office.set(disaster.report.id, "end.date", "2023-03-05");
  REQUIRE(office({"sync"}).status == 0);
  REQUIRE(office({"submit", disaster.report.id}).status == 0);
  for (const Desk* desk : {&office, &finance}) {
    REQUIRE((*desk)({"sync"}).status == 0);
    CHECK(versions(*desk) == Words{"former returned", "submitted"});
  }
  const Json list = finance.json({"version", "list", disaster.report.id});
  const std::string former(list.as_array()->front().text_or("revision"));
  const Ran changed = finance({"diff", disaster.report.id, former, "1"});
  CHECK(changed.status == 0);
  CHECK(changed.out.find("2023-03-05") != std::string::npos);
  for (const Desk* desk : {&office, &finance}) CHECK((*desk)({"verify"}).status == 0);
}

TEST_CASE("what a colleague had confirmed comes back with the office, although the laptop was revoked meanwhile") {
  Disaster disaster;
  const Desk& office = disaster.office;
  disaster.east_writes("备份以后。");
  disaster.synchronise();
  const std::int64_t revisions = disaster.revisions(office);
  disaster.centre.set_back(disaster.backup);
  const Administrator administrator(disaster.centre);
  const Json devices = done(administrator.order("device", "list", {})).json();
  for (const Json& one : *devices.as_array())
    if (one.text_or("user") == "east1")
      done(administrator.order("device", "revoke", {std::string(one.text_or("device"))}));
  CHECK(disaster.east.refusal({"sync", "--restored"}) == "not-signed-in");

  const Json back = office.json({"sync", "--restored"});
  CHECK(back.flag("restored"));
  CHECK(back.list("refused").empty());
  CHECK(done(administrator.order("quarantine", "list", {})).json().as_array()->empty());
  CHECK(disaster.title(office) == "备份以后。");
  CHECK(disaster.revisions(office) == revisions);
  CHECK(disaster.held() == revisions);
  const Desk west(disaster.folder, disaster.centre, "west1");
  CHECK(disaster.title(west) == "备份以后。");
}
