// Whatever comes in: a clear sentence, a problem code, exit status 1, and nothing is lost.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "shared/base/file.h"
#include "shared/sqlite/database.h"
#include "tests/client/cli/impostor.h"
#include "tests/client/cli/programs.h"
#include "tests/support/small_disk.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;
namespace fs = std::filesystem;

namespace {

// An office with a report, whose every word must be there at the end.
struct Office {
  Office() { desk.set(report.id, "funds.budget", "123.45"); }
  void nothing_is_lost() const {
    CHECK(desk.get(report.id, "funds.budget") == "123.45");
    CHECK(desk.json({"report", "show", report.id}).find("rows")->list("results.blocks").size() == 2);
    CHECK(desk({"verify"}).status == 0);
  }
  const Folder folder;
  const Centre centre{folder};
  const Desk desk{folder, centre, "office"};
  const Report report = new_report(desk);
};

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("reports, forms, fields, rows and versions that are not there are named as such") {
  const Office office;
  const std::string& id = office.report.id;
  const auto code = [&](Words words) { return office.desk.refusal(std::move(words)); };
  CHECK(code({"report", "show", std::string(32, 'f')}) == "unknown-report");
  CHECK(code({"check", ""}) == "unknown-report");
  CHECK(code({"report", "new", "--form", "no-such-form", "--year", "2022"}) == "unknown-form");
  CHECK(code({"form", "show", "no-such-form"}) == "unknown-form");
  for (const char* command : {"get", "blame"}) CHECK(code({command, id, "no.such.place"}) == "unknown-field");
  CHECK(code({"set", id, "no.such.place", "1"}) == "unknown-field");
  CHECK(code({"row", "add", id, "no.such.rows"}) == "unknown-field");
  CHECK(code({"get", id, "results.blocks[none].text"}) == "unknown-row");
  CHECK(code({"set", id, "results.blocks[none].text", "x"}) == "unknown-row");
  CHECK(code({"row", "remove", id, "results.blocks[none]"}) == "unknown-row");
  CHECK(code({"set", id, "a[[[", "1"}) == "bad-path");
  CHECK(code({"report", "show", id, "--version", "9"}) == "unknown-version");
  CHECK(code({"report", "show", id, "--revision", "abcdef"}) == "unknown-version");
  CHECK(code({"diff", id, "1", "draft"}) == "unknown-version");
  CHECK(code({"export", id, "--format", "stone"}) == "unknown-format");
  office.nothing_is_lost();
}

TEST_CASE("wrong usage is told from a refusal") {
  const Office office;
  CHECK(office.desk({"set", office.report.id}).status == 2);
  CHECK(office.desk({"set", office.report.id, "funds.budget"}).status == 2);
  CHECK(office.desk({"no-such-command"}).status == 2);
  CHECK(office.desk({"report", "show", office.report.id, "--version", "0"}).status == 2);
  office.nothing_is_lost();
}

TEST_CASE("numbers are taken as people type them, and what is no number changes nothing") {
  const Office office;
  const std::string& id = office.report.id;
  for (const auto& [typed, stored] :
       std::vector<std::pair<std::string, std::string>>{{"20,545.04", "20545.04"},
                                                        {"２０，５４５．０４", "20545.04"},
                                                        {" 7 ", "7"},
                                                        {"-5", "-5"},
                                                        {"3万", "3"},  // the field is in 万元
                                                        {"０.５０", "0.50"}}) {
    office.desk.set(id, "funds.executed", typed);
    CHECK(office.desk.get(id, "funds.executed") == stored);
  }
  for (const char* wrong : {"1.2.3", "12,34", "1e5", "二十", "0x10", "1..2", "不少", "1,2,3"})
    CHECK(office.desk.refusal({"set", id, "funds.budget", wrong}) == "bad-number");
  CHECK(office.desk.refusal({"set", id, "funds.budget", "1.2345678"}) == "too-many-places");
  CHECK(office.desk.refusal({"set", id, "cover.year", "22.5"}) == "bad-number");
  CHECK(office.desk.refusal({"set", id, "end.date", "2022-02-30"}) == "bad-date");
  CHECK(office.desk.refusal({"set", id, "conclusion.grade_stated", "特优"}) == "not-a-choice");
  CHECK(office.desk.refusal({"set", id, "cover.title", "标题"}) == "computed");
  office.nothing_is_lost();
}

TEST_CASE("a file that is no text, is not there or is far too large is refused") {
  const Office office;
  const std::string& id = office.report.id;
  const std::string picture = office.folder.in("picture"), huge = office.folder.in("huge");
  std::ofstream(picture, std::ios::binary) << std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0", 18);
  std::ofstream(huge) << std::string(20'000'000, 'x');
  const auto code = [&](const std::string& file) {
    const std::string imported = office.desk.refusal({"import", id, file});
    CHECK(office.desk.refusal({"set", id, "duties.intro", "--from", file}) == imported);
    return imported;
  };
  CHECK(code(picture) == "not-text");
  CHECK(code(office.folder.in("nothing")) == "no-file");
  CHECK(code(huge) == "too-large");
  CHECK(office.desk.refusal({"export", id, "--format", "text", "-o", office.folder.in("none/x")}) == "no-folder");
  office.nothing_is_lost();
}

TEST_CASE("a text in an old Chinese encoding is read as what it says") {
  const Office office;
  // "四、改进措施" and "多用水渠。" in GBK.
  const std::string words = "\xB6\xE0\xD3\xC3\xCB\xAE\xC7\xFE\xA1\xA3\n", file = office.folder.in("old.txt");
  std::ofstream(file, std::ios::binary) << "\xCB\xC4\xA1\xA2\xB8\xC4\xBD\xF8\xB4\xEB\xCA\xA9\n" << words;
  REQUIRE(office.desk({"import", office.report.id, file}).status == 0);
  const Json rows = office.desk.json({"get", office.report.id, "measures.list"});
  REQUIRE(rows.as_array()->size() == 1);
  CHECK(rows.as_array()->front().find("fields")->text_or("text") == "多用水渠。");
  REQUIRE(office.desk({"set", office.report.id, "duties.intro", "-"}, words).status == 0);
  CHECK(office.desk.get(office.report.id, "duties.intro") == "多用水渠。");
  office.nothing_is_lost();
}

TEST_CASE("a database that a newer program wrote is left as it is") {
  const Office office;
  const std::string file = office.desk.home() + "/vault.db";
  std::string number;
  const auto set_version = [&](const std::string& to) {
    auto database = sqlite::Database::open(file);
    REQUIRE(database.has_value());
    auto find = (*database)->prepare("PRAGMA user_version");
    REQUIRE(find.step());
    number = std::to_string(find.integer(0));
    REQUIRE((*database)->run("PRAGMA user_version = " + to).has_value());
  };
  set_version("999");
  const std::string ours = number, before = bytes_of(file);
  CHECK(office.desk.refusal({"report", "list"}) == "newer-database");
  CHECK(office.desk.refusal({"set", office.report.id, "funds.budget", "1"}) == "newer-database");
  CHECK(bytes_of(file) == before);
  set_version(ours);
  office.nothing_is_lost();
}

TEST_CASE("a second program on the same folder is told so and changes nothing") {
  const Office office;
  {
    const auto held = base::FolderLock::take(office.desk.home());
    REQUIRE(held.has_value());
    CHECK(office.desk.refusal({"report", "list"}) == "folder-in-use");
    CHECK(office.desk.refusal({"set", office.report.id, "funds.budget", "1"}) == "folder-in-use");
  }
  office.nothing_is_lost();
}

TEST_CASE("with no room on the disk nothing is half saved, and what was saved is there when there is room again") {
  const Folder folder;
  const Centre centre(folder);
  const support::SmallDisk disk(folder.in("desk-office"), 2);
  const Desk desk(folder, centre, "office");
  const Report report = new_report(desk);
  desk.set(report.id, "funds.budget", "123.45");
  std::string sentence;
  for (int i = 0; i < 900; ++i) sentence += "字";
  disk.fill();
  CHECK(desk.refusal({"set", report.id, "goals.annual", sentence}) == "disk-full");
  CHECK(desk.refusal({"seal", report.id}) == "disk-full");
  disk.make_room();
  CHECK(desk.get(report.id, "funds.budget") == "123.45");
  CHECK(desk.get(report.id, "goals.annual") == "修建水渠三条。解决耕地撂荒。");
  CHECK(desk({"verify"}).status == 0);
  desk.set(report.id, "goals.annual", sentence);
  CHECK(desk({"sync"}).status == 0);
}

TEST_CASE("a wrong password enrols nobody and takes nothing from who is enrolled") {
  const Office office;
  const auto enrol = [&](const std::string& home, const std::string& user, const std::string& password) {
    return run("ziping", {"--home", home, "enrol", "--server", office.centre.address(), "--user", user, "--json"}, {},
               password);
  };
  const std::string fresh = office.folder.in("fresh");
  CHECK(code_of(enrol(fresh, "office", "not-the-password")) == "wrong-password");
  CHECK(code_of(enrol(fresh, "nobody", kPassword)) == "wrong-password");
  CHECK(code_of(run("ziping", {"--home", fresh, "sync", "--json"})) == "not-enrolled");
  CHECK(code_of(enrol(office.desk.home(), "office", "not-the-password")) == "wrong-password");
  CHECK(office.desk({"sync"}).status == 0);
  office.nothing_is_lost();
}

TEST_CASE("who is not our server takes nothing out of the outbox, whatever it answers") {
  const Office office;
  REQUIRE(office.desk({"seal", office.report.id}).status == 0);
  const auto code = [&](const std::string& address) {
    const std::string refused = office.desk.refusal({"sync", "--server", address});
    CHECK(office.desk.json({"report", "list"}).as_array()->front().integer_or("unsent", 0) == 1);
    return refused;
  };
  const Impostor page("200 OK", "<html>log in</html>\n", "Content-Type: text/html\r\n");
  CHECK(code(page.address()) == "not-our-server");
  CHECK(code(Impostor("502 Bad Gateway", "<html>bad gateway</html>").address()) == "not-our-server");
  CHECK(code(Impostor("200 OK", "\x28\xB5\x2F\xFD no zstd", "Content-Encoding: zstd\r\n").address()) ==
        "not-our-server");
  CHECK(code(Impostor("200 OK", "{\"status\":\"ok\"}").address()) == "bad-message");
  CHECK(code("http://127.0.0.1:1") == "offline");
  const Ran stranger = run("ziping", {"--home", office.folder.in("fresh"), "enrol", "--server", page.address(),
                                      "--user", "office", "--json"});
  CHECK(code_of(stranger) == "not-our-server");
  CHECK(office.desk.json({"sync"}).integer_or("receipts", 0) == 1);
  office.nothing_is_lost();
}

TEST_CASE("a body over the limit stays here and is said") {
  const Office office;
  REQUIRE(office.desk({"seal", office.report.id}).status == 0);
  const Impostor small("413 Payload Too Large",
                       "{\"problem\":{\"code\":\"too-large\",\"message\":\"一次发送的内容超过上限。\"}}");
  CHECK(office.desk.refusal({"sync", "--server", small.address()}) == "too-large");
  CHECK(office.desk({"sync", "--server", small.address()}).err.find("ziping bundle make") != std::string::npos);
  CHECK(office.desk.json({"report", "list"}).as_array()->front().integer_or("unsent", 0) == 1);
  CHECK(office.desk({"sync"}).status == 0);
  office.nothing_is_lost();
}
