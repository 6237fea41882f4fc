#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "tests/client/cli/administrator.h"

using namespace ziping;
using namespace ziping::tests;

TEST_CASE("what was typed is read back, sealed once, and nothing is sealed when nothing changed") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  office.set(report.id, "funds.budget", "20,545.04");
  CHECK(office.get(report.id, "funds.budget") == "20545.04");
  CHECK(office.json({"seal", report.id}).text_or("revision").size() == 64);
  CHECK(office.json({"seal", report.id}).find("revision")->is_null());
  office.set(report.id, "funds.budget", "");
  CHECK(office.json({"get", report.id, "funds.budget"}).is_null());
  CHECK(office({"verify"}).status == 0);
}

TEST_CASE("text is read from a file and from standard input") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  std::ofstream(folder.in("text")) << "一、总体目标。\n二、年度目标。\n";
  REQUIRE(office({"set", report.id, "duties.intro", "--from", folder.in("text")}).status == 0);
  CHECK(office.get(report.id, "duties.intro") == "一、总体目标。\n二、年度目标。");
  REQUIRE(office({"set", report.id, "duties.intro", "-"}, "只有一句。\n").status == 0);
  CHECK(office.get(report.id, "duties.intro") == "只有一句。");
}

TEST_CASE("rows are added where one says, moved and removed") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const auto order = [&] {
    Words out;
    const base::Json state = office.json({"report", "show", report.id});
    for (const base::Json& row : state.find("rows")->list("projects.list")) out.emplace_back(row.text_or("id"));
    return out;
  };
  const auto add = [&](Words more) {
    more.insert(more.begin(), {"row", "add", report.id, "projects.list"});
    return std::string(office.json(more).text_or("row"));
  };
  const std::string a = add({}), b = add({}), c = add({"--after", a});
  CHECK(order() == Words{a, c, b});
  REQUIRE(office({"row", "move", report.id, "projects.list[" + a + "]", "--after", b}).status == 0);
  CHECK(order() == Words{c, b, a});
  REQUIRE(office({"row", "remove", report.id, "projects.list[" + c + "]"}).status == 0);
  CHECK(order() == Words{b, a});
  CHECK(office({"row", "remove", report.id, "projects.list[" + c + "]"}).status == 1);
}

TEST_CASE("what somebody may not write is kept as a suggestion") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1");
  const Ran refused = east({"set", report.id, report.west + ".text", "外队的话。", "--json"});
  CHECK(refused.status == 1);
  CHECK(refused.json().find("problem")->text_or("code") == "not-yours");
  const base::Json kept = east.json({"suggestion", "list", report.id});
  REQUIRE(kept.as_array()->size() == 1);
  CHECK(kept.as_array()->front().text_or("value") == "外队的话。");
  CHECK(kept.as_array()->front().text_or("path") == report.west + ".text");
  CHECK(kept.as_array()->front().text_or("code") == "not-yours");
  CHECK(kept.as_array()->front().text_or("next").find("负责填写的人") != std::string::npos);
  CHECK(east({"report", "new", "--form", "department-2022", "--year", "2022"}).status == 1);
}

// Every write that answered is there, whenever the program that follows it is killed.
TEST_CASE("a program killed at any moment has lost nothing that it said was saved") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  int finished = 0, killed = 0;
  for (int round = 0; round < 40; ++round) {
    const std::string said = std::to_string(round) + ".50", doubtful = std::to_string(1000 + round);
    office.set(report.id, "funds.budget", said);
    const pid_t child = start("ziping", {"--home", office.home(), "set", report.id, "funds.executed", doubtful});
    usleep(static_cast<useconds_t>(round) * 700);
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    (done ? finished : killed) += 1;
    CHECK(office.get(report.id, "funds.budget") == said);
    const std::string now = office.get(report.id, "funds.executed");
    if (done) CHECK(now == doubtful);
  }
  CHECK(killed > 0);
  INFO("finished " << finished << ", killed " << killed);
  CHECK(office({"verify"}).status == 0);
  CHECK(office({"seal", report.id}).status == 0);
}

TEST_CASE("the sentence merge of three files says whether a person must look") {
  const Folder folder;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder.in(name)) << text;
    return folder.in(name);
  };
  const std::string base = file("base", "甲。乙。丙。"), ours = file("ours", "甲一。乙。丙。");
  const std::string theirs = file("theirs", "甲。乙。丙二。"), clash = file("clash", "甲二。乙。丙。");
  const Ran clean = run("ziping", {"merge", base, ours, theirs});
  CHECK(clean.status == 0);
  CHECK(clean.out == "甲一。乙。丙二。");
  const Ran conflict = run("ziping", {"merge", base, ours, clash});
  CHECK(conflict.status == 1);
  for (const char* mark : {"<<<<<<<", "|||||||", "=======", ">>>>>>>"})
    CHECK(conflict.out.find(mark) != std::string::npos);
}

TEST_CASE("a look ahead tells what a synchronisation would change, and a draft can be put aside and taken back") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office"), east(folder, centre, "east1");
  const Report report = new_report(office);
  const base::Json fresh = east.json({"sync", "--look"});
  REQUIRE(fresh.list("reports").size() == 1);
  CHECK(fresh.list("reports").front().flag("new"));
  CHECK(east.json({"report", "list"}).as_array()->empty());
  done(east({"sync"}));
  office.set(report.id, "funds.budget", "100.00");
  done(office({"sync"}));
  const base::Json seen = east.json({"sync", "--look"});
  REQUIRE(seen.list("reports").size() == 1);
  REQUIRE(seen.list("reports").front().list("places").size() == 1);
  CHECK(*seen.list("reports").front().list("places").front().as_string() == "funds.budget");
  CHECK(east.get(report.id, "funds.budget") != "100.00");
  const std::string text = report.east + ".text";
  east.set(report.id, text, "东队的一句。");
  REQUIRE(east.json({"draft", "list"}).list("drafts").size() == 1);
  const std::string id = std::to_string(east.json({"draft", "put-aside", report.id}).integer_or("id", 0));
  CHECK(east.get(report.id, text) != "东队的一句。");
  done(east({"sync"}));
  REQUIRE(east.json({"draft", "list"}).list("aside").size() == 1);
  done(east({"draft", "take-back", report.id, id}));
  CHECK(east.get(report.id, text) == "东队的一句。");
  CHECK(east.get(report.id, "funds.budget") == "100.00");
  CHECK(east.refusal({"draft", "take-back", report.id, id}) == "unknown-draft");
}
