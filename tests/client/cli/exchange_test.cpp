#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/database.h"
#include "tests/client/cli/impostor.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

Json only_report(const Desk& desk) {
  const Json list = desk.json({"report", "list"});
  REQUIRE(list.as_array()->size() == 1);
  return list.as_array()->front();
}

std::string only_measure(const Desk& desk, const std::string& report) {
  const Json state = desk.json({"report", "show", report});
  REQUIRE(state.find("rows")->list("measures.list").size() == 1);
  return std::string(state.find("rows")->list("measures.list").front().text_or("id"));
}

}  // namespace

TEST_CASE("two teams and the office write offline and see the same report afterwards, with every sentence") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1"), west(folder, centre, "west1");
  east.set(report.id, report.east + ".text", "新建水渠三百米。培训农户三十人。发放种苗五千株。平整道路一公里。");
  office.set(report.id, report.east + ".text", "新建水渠二百米。培训农户三十人。发放种苗五千株。平整道路两公里。");
  west.set(report.id, report.west + ".title", "西岸的成效");
  for (int round = 0; round < 2; ++round)
    for (const Desk* desk : {&east, &west, &office}) CHECK((*desk)({"sync"}).status == 0);
  for (const Desk* desk : {&east, &west, &office}) {
    CHECK(desk->get(report.id, report.east + ".text") ==
          "新建水渠三百米。培训农户三十人。发放种苗五千株。平整道路两公里。");
    CHECK(desk->get(report.id, report.west + ".title") == "西岸的成效");
    CHECK((*desk)({"verify"}).status == 0);
  }
  CHECK(east.json({"report", "show", report.id}) == office.json({"report", "show", report.id}));
}

TEST_CASE("two wordings of one sentence are a conflict on every desk until one person decides") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1");
  const std::string place = report.east + ".text", rest = "培训农户三十人。发放种苗五千株。平整道路一公里。";
  east.set(report.id, place, "新建水渠三百米。" + rest);
  office.set(report.id, place, "新建水渠四百米。" + rest);
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 3);
  CHECK(only_report(east).integer_or("open_conflicts", 0) == 1);
  const Json list = east.json({"conflict", "list", report.id});
  REQUIRE(list.as_array()->size() == 1);
  CHECK(list.as_array()->front().text_or("path") == place);
  const Json::Array& sides = list.as_array()->front().list("sides");
  REQUIRE(sides.size() == 2);
  const Json& chosen = sides[0].text_or("author") == "office" ? sides[0] : sides[1];
  CHECK(chosen.text_or("author") == "office");
  const auto refused = [&](Words words) {
    words.push_back("--json");
    const Ran ran = east(words);
    CHECK(ran.status == 1);
    CHECK(ran.err.find("conflict take") != std::string::npos);
    CHECK(ran.err.find("conflict set") != std::string::npos);
    return std::string(ran.json().find("problem")->text_or("code"));
  };
  CHECK(refused({"set", report.id, place, "悄悄写一句。"}) == "open-conflict");
  CHECK(refused({"row", "remove", report.id, report.east}) == "open-conflict");
  CHECK(east.json({"conflict", "list", report.id}) == list);
  // What may mean either side, or none, decides nothing.
  for (const char* revision : {"", "zz", "suggestions"})
    CHECK(east({"conflict", "take", report.id, place, revision}).status == 1);
  CHECK(east.json({"conflict", "list", report.id}) == list);
  REQUIRE(east({"conflict", "take", report.id, place, std::string(chosen.text_or("revision"))}).status == 0);
  CHECK(east({"sync"}).status == 0);
  CHECK(office({"sync"}).status == 0);
  for (const Desk* desk : {&east, &office}) {
    CHECK(desk->get(report.id, place) == "新建水渠四百米。" + rest);
    CHECK(only_report(*desk).integer_or("open_conflicts", -1) == 0);
  }
  const Ran nothing_open = east({"conflict", "set", report.id, place, "再决定一次。", "--json"});
  CHECK(nothing_open.json().find("problem")->text_or("code") == "no-conflict");
}

TEST_CASE("what two people changed in different places of a sentence is suggested together and can be taken") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1");
  const std::string place = report.east + ".text";
  office.set(report.id, place, "新建水渠300米，受益农户30户。验收合格。");
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 0);
  office.set(report.id, place, "新建水渠400米，受益农户30户。验收合格。");
  east.set(report.id, place, "新建水渠300米，受益农户近40户。验收合格。");
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 3);
  const Json list = east.json({"conflict", "list", report.id});
  REQUIRE(list.as_array()->size() == 1);
  CHECK(list.as_array()->front().text_or("suggestion") == "新建水渠400米，受益农户近40户。");
  CHECK(east({"conflict", "list", report.id}).out.find("新建水渠400米，受益农户近40户。") != std::string::npos);
  REQUIRE(east({"conflict", "take", report.id, place, "suggestion"}).status == 0);
  CHECK(east({"sync"}).status == 0);
  CHECK(office({"sync"}).status == 0);
  CHECK(office.get(report.id, place) == "新建水渠400米，受益农户近40户。验收合格。");

  office.set(report.id, place, "新建水渠500米，受益农户近40户。验收合格。");
  east.set(report.id, place, "新建水渠600米，受益农户近40户。验收合格。");
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 3);
  CHECK(east.json({"conflict", "list", report.id}).as_array()->front().find("suggestion") == nullptr);
  const Ran none = east({"conflict", "take", report.id, place, "suggestion", "--json"});
  CHECK(none.status == 1);
  CHECK(none.json().find("problem")->text_or("code") == "no-suggestion");
}

TEST_CASE("a row removed here and changed there stays until somebody decides") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Desk east(folder, centre, "east1");
  east.set(report.id, report.east + ".title", "东陂的成效");
  REQUIRE(office({"row", "remove", report.id, report.east}).status == 0);
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 3);
  CHECK(east.get(report.id, report.east + ".title") == "东陂的成效");
  const Json list = east.json({"conflict", "list", report.id});
  REQUIRE(list.as_array()->size() == 1);
  CHECK(list.as_array()->front().text_or("path") == report.east);
  REQUIRE(office({"sync"}).status == 3);
  for (const char* revision : {"", "zz"})
    CHECK(office({"conflict", "take", report.id, report.east, revision}).status == 1);
  SECTION("by words") { REQUIRE(office({"conflict", "set", report.id, report.east, ""}).status == 0); }
  SECTION("by the revision that removed it") {
    const std::string removes(list.as_array()->front().list("sides")[0].text_or("revision"));
    REQUIRE(office({"conflict", "take", report.id, report.east, removes.substr(0, 12)}).status == 0);
  }
  CHECK(office({"sync"}).status == 0);
  CHECK(east({"sync"}).status == 0);
  CHECK(east.json({"report", "show", report.id}).find("rows")->list("results.blocks").size() == 1);
}

TEST_CASE("synchronising again costs one request and changes nothing") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  const Json before = only_report(office), again = office.json({"sync"});
  CHECK(again.integer_or("requests", 0) == 1);
  CHECK(again.integer_or("sent", -1) == 0);
  CHECK(again.integer_or("received", -1) == 0);
  CHECK(again.integer_or("bytes_out", 0) > 0);
  CHECK(again.integer_or("bytes_out", 1000) < 200);
  CHECK(only_report(office) == before);
}

TEST_CASE("a server that merges by other rules is told, and one of the same rules or of before them is not") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const auto sync = [&](const std::string& more) {
    const Impostor server("200 OK", R"({"receipts":[],"refused":[],"entries":[],"cursor":0,"time":"")" + more + "}");
    const Json json = office.json({"sync", "--server", server.address()});
    const Ran told = office({"sync", "--server", server.address()});
    CHECK(told.status == 0);
    return std::pair(json, told.out);
  };
  const auto [other, sentence] = sync(R"(,"merge":99)");
  CHECK(other.integer_or("server_merge", 0) == 99);
  CHECK(sentence.find("服务器用第 99 号合并规则") != std::string::npos);
  for (const auto& [json, text] : {sync(""), std::pair(office.json({"sync"}), office({"sync"}).out)}) {
    CHECK(json.find("server_merge") == nullptr);
    CHECK(text.find("合并规则") == std::string::npos);
  }
}

TEST_CASE("a version goes to finance, comes back with a reason, and goes again as the second") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office"), finance(folder, centre, "finance");
  const Report report = new_report(office);
  fill_in(office, report.id);
  CHECK(finance.json({"report", "list"}).as_array()->empty());
  REQUIRE(office({"submit", report.id, "--note", "首次报送"}).status == 0);
  REQUIRE(finance({"sync"}).status == 0);
  CHECK(only_report(finance).text_or("stage") == "submitted");
  CHECK(finance.json({"report", "show", report.id, "--version", "1"}) == office.json({"report", "show", report.id}));
  CHECK(finance({"review", "return", report.id, "--version", "1"}).status == 1);
  REQUIRE(finance({"review", "return", report.id, "--version", "1", "--note", "请补数据"}).status == 0);
  REQUIRE(office({"sync"}).status == 0);
  CHECK(only_report(office).text_or("stage") == "returned");
  office.set(report.id, "measures.list[" + only_measure(office, report.id) + "].due", "2023-09-30");
  REQUIRE(office({"sync"}).status == 0);
  REQUIRE(office({"submit", report.id}).status == 0);
  REQUIRE(office({"sync"}).status == 0);
  REQUIRE(finance({"sync"}).status == 0);
  const Ran changed = finance({"diff", report.id, "1", "2"});
  CHECK(changed.status == 0);
  CHECK(changed.out.find("2023-09-30") != std::string::npos);
}

TEST_CASE("what was written offline after the report went in is kept as suggestions, and said") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  fill_in(office, report.id);
  const Desk east(folder, centre, "east1");
  REQUIRE(office({"submit", report.id}).status == 0);
  east.set(report.id, report.east + ".title", "来晚了的标题");
  const Ran late = east({"sync", "--json"});
  CHECK(late.status == 3);
  const Json answer = late.json();
  REQUIRE(answer.list("refused").size() == 1);
  CHECK(answer.list("refused").front().text_or("code") == "stage-closed");
  const Json kept = east.json({"suggestion", "list", report.id});
  REQUIRE(kept.as_array()->size() == 1);
  CHECK(kept.as_array()->front().text_or("value") == "来晚了的标题");
  CHECK(kept.as_array()->front().text_or("code") == "stage-closed");
  CHECK(east.get(report.id, report.east + ".title").empty());
  CHECK(east.json({"sync"}).list("refused").empty());
  CHECK(east({"verify"}).status == 0);
}

TEST_CASE("a version is listed with where it stands, and with the reason that it came back for") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office"), finance(folder, centre, "finance");
  const Report report = new_report(office);
  fill_in(office, report.id);
  const auto stages = [&] {
    REQUIRE(office({"sync"}).status == 0);
    Words out;
    const Json list = office.json({"version", "list", report.id});
    for (const Json& version : *list.as_array()) {
      CHECK(version.text_or("submitted_by") == "office");
      CHECK(version.text_or("revision").size() == 64);
      CHECK_FALSE(version.text_or("at").empty());
      out.emplace_back(version.text_or("stage"));
    }
    return out;
  };
  CHECK(stages().empty());
  REQUIRE(office({"submit", report.id}).status == 0);
  CHECK(stages() == Words{"submitted"});
  REQUIRE(office({"withdraw", report.id}).status == 0);
  CHECK(stages() == Words{"withdrawn"});
  REQUIRE(office({"submit", report.id}).status == 0);
  REQUIRE(finance({"sync"}).status == 0);
  REQUIRE(finance({"review", "receive", report.id, "--version", "2"}).status == 0);
  CHECK(stages() == Words{"withdrawn", "received"});
  CHECK(office({"withdraw", report.id}).status == 1);
  REQUIRE(finance({"review", "return", report.id, "--version", "2", "--note", "请补培训人数"}).status == 0);
  CHECK(stages() == Words{"withdrawn", "returned"});
  CHECK(office({"version", "list", report.id}).out.find("请补培训人数") != std::string::npos);
  CHECK(finance({"review", "burn", report.id, "--version", "2"}).status == 1);
}

TEST_CASE("how things stand here is told: what waits, and how wrong the clock was at the last synchronisation") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const Report report = new_report(office);
  office.set(report.id, report.west + ".title", "西岸的成效");
  const Json before = office.json({"status"});
  CHECK(before.text_or("user") == "office");
  CHECK(before.integer_or("drafts", -1) == 1);
  CHECK(before.integer_or("reports", -1) == 1);
  CHECK(office.json({"sync"}).find("clock")->text_or("sentence", "none") == "");
  CHECK(office.json({"status"}).integer_or("drafts", -1) == 0);
  {
    const auto database = sqlite::Database::open(std::filesystem::path(office.home()) / "vault.db");
    REQUIRE((*database)->run("INSERT OR REPLACE INTO setting VALUES('clock_skew_ms', '11100000')").has_value());
  }
  CHECK(office.json({"status"}).find("clock")->integer_or("skew_seconds", 0) == 11100);
  CHECK(office({"status"}).out.find("本机时钟比服务器快 3 小时 5 分钟") != std::string::npos);
  (void)office({"sync"});  // measures anew
  CHECK(office.json({"status"}).find("clock")->text_or("sentence", "none") == "");
}
