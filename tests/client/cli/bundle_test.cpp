// Two laptops, a stick and a server, by the real programs.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "tests/client/cli/administrator.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

// The office is connected; the east team is not, after it has heard of the report once.
struct Road {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"};
  Report report = new_report(office);
  Desk east{folder, centre, "east1"};
  std::string up = folder.in("up.zpb"), down = folder.in("down.zpb");

  Road() { REQUIRE(office({"sync"}).status == 0); }  // hears of the team's device

  std::string text(const Desk& desk) const { return desk.get(report.id, report.east + ".text"); }
  std::int64_t unsent(const Desk& desk) const {
    return desk.json({"report", "list"}).as_array()->front().integer_or("unsent", -1);
  }
  void east_writes(const std::string& sentence) const {
    east.set(report.id, report.east + ".text", sentence + "培训农户三十人。发放种苗五千株。平整道路一公里。");
  }
};

}  // namespace

TEST_CASE(
    "a town's words reach the server by a stick and the office's laptop, and the receipt comes back the same way") {
  Road road;
  road.east_writes("新建水渠三百米。");
  CHECK(number(road.east.json({"bundle", "make", road.up}), "revisions") == 1);
  CHECK(road.unsent(road.east) == 1);
  road.office.set(road.report.id, "goals.annual", "修建水渠五条。解决耕地撂荒。");
  CHECK(number(road.office.json({"bundle", "verify", road.up}), "new") == 1);
  CHECK(road.text(road.office).starts_with("新建水渠二百米。"));
  CHECK(number(road.office.json({"bundle", "apply", road.up}), "new") == 1);
  CHECK(road.text(road.office).starts_with("新建水渠三百米。"));
  CHECK(road.office.get(road.report.id, "goals.annual") == "修建水渠五条。解决耕地撂荒。");
  done(road.office({"sync"}));
  CHECK(road.unsent(road.office) == 0);
  const Json made = road.office.json({"bundle", "make", road.down, "--for", "east1"});
  CHECK(number(made, "receipts") == 1);
  CHECK(number(made, "revisions") == 1);  // the office's own: the town has the others
  CHECK(road.unsent(road.east) == 1);
  done(road.east({"bundle", "apply", road.down}));
  CHECK(road.east.get(road.report.id, "goals.annual") == "修建水渠五条。解决耕地撂荒。");
  CHECK(road.east.json({"report", "show", road.report.id}) == road.office.json({"report", "show", road.report.id}));
  const Json log = road.east.json({"log", road.report.id});
  for (const Json& one : *log.as_array())
    if (one.text_or("author") == "east1") CHECK(one.flag("sent"));
  for (const Desk* desk : {&road.office, &road.east}) done((*desk)({"verify"}));
  const Json synced = road.east.json({"sync"});
  CHECK(number(synced, "receipts") == number(synced, "sent"));
  CHECK(road.unsent(road.east) == 0);
}

TEST_CASE("a bundle taken twice changes nothing and says so") {
  Road road;
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  done(road.office({"bundle", "apply", road.up}));
  const Json before = road.office.json({"log", road.report.id});
  const Ran again = done(road.office({"bundle", "apply", road.up}));
  CHECK(again.out.find("都已经有了，没有改动") != std::string::npos);
  CHECK(road.office.json({"log", road.report.id}) == before);
  CHECK(road.unsent(road.office) == 1);
}

TEST_CASE("a bundle that builds on what the reader lacks changes nothing and says what to fetch") {
  Road road;
  const Desk west(road.folder, road.centre, "west1");
  road.east_writes("新建水渠三百米。");
  done(road.east({"sync"}));  // the office does not hear of it
  road.east_writes("新建水渠四百米。");
  done(road.east({"bundle", "make", road.up}));
  const Json before = road.office.json({"report", "show", road.report.id});
  CHECK(road.office.refusal({"bundle", "apply", road.up}) == "missing-revisions");
  CHECK(road.office.json({"report", "show", road.report.id}) == before);
  done(road.east({"bundle", "make", road.up, "--for", "office", "--all"}));
  done(road.office({"bundle", "apply", road.up}));
  CHECK(road.text(road.office).starts_with("新建水渠四百米。"));
  done(road.office({"sync"}));
  done(west({"sync"}));
  CHECK(road.text(west).starts_with("新建水渠四百米。"));
}

TEST_CASE("a stick with a damaged, a foreign or another kind of file changes nothing and says why") {
  Road road;
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  std::string bytes = read(road.up);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(road.down, std::ios::binary) << bytes;
  CHECK(road.office.refusal({"bundle", "apply", road.down}) == "damaged-bundle");
  std::ofstream(road.down, std::ios::binary) << read(road.up).substr(0, 500);
  CHECK(road.office.refusal({"bundle", "verify", road.down}) == "damaged-bundle");
  std::ofstream(road.down, std::ios::binary) << "PK";
  CHECK(road.office.refusal({"bundle", "apply", road.down}) == "not-a-bundle");
  CHECK(road.office.refusal({"bundle", "apply", road.folder.in("no-such-file")}) == "no-file");
  const Folder elsewhere;
  const Centre other(elsewhere);
  const Desk stranger(elsewhere, other, "office");
  CHECK(stranger.refusal({"bundle", "apply", road.up}) == "foreign-bundle");
  const Desk finance(road.folder, road.centre, "finance");
  CHECK(finance.refusal({"bundle", "apply", road.up}) == "foreign-bundle");
  CHECK(road.text(road.office).starts_with("新建水渠二百米。"));
}

TEST_CASE("a passphrase opens a bundle, a wrong one does not") {
  Road road;
  road.east_writes("新建水渠三百米。");
  setenv("ZIPING_BUNDLE_PASSPHRASE", "山路弯弯过五岭", 1);
  CHECK(road.east.refusal({"bundle", "make", road.up, "--passphrase"}) == "weak-password");
  setenv("ZIPING_BUNDLE_PASSPHRASE", "山路弯弯过五岭啊", 1);
  done(road.east({"bundle", "make", road.up, "--passphrase"}));
  unsetenv("ZIPING_BUNDLE_PASSPHRASE");
  CHECK(road.office.refusal({"bundle", "apply", road.up}) == "passphrase-needed");
  setenv("ZIPING_BUNDLE_PASSPHRASE", "山路弯弯过六岭啊", 1);
  CHECK(road.office.refusal({"bundle", "apply", road.up}) == "wrong-passphrase");
  setenv("ZIPING_BUNDLE_PASSPHRASE", "山路弯弯过五岭啊", 1);
  done(road.office({"bundle", "apply", road.up}));
  unsetenv("ZIPING_BUNDLE_PASSPHRASE");
  CHECK(road.text(road.office).starts_with("新建水渠三百米。"));
}

TEST_CASE("the next bundle for a town holds only what is new since its last one") {
  Road road;
  done(road.east({"bundle", "make", road.up}));
  CHECK(number(road.office.json({"bundle", "make", road.down, "--for", "east1"}), "revisions") == 1);
  done(road.office({"bundle", "apply", road.up}));
  CHECK(number(road.office.json({"bundle", "make", road.down, "--for", "east1"}), "revisions") == 0);
  road.office.set(road.report.id, "goals.annual", "修建水渠五条。解决耕地撂荒。");
  CHECK(number(road.office.json({"bundle", "make", road.down, "--for", "east1"}), "revisions") == 1);
  CHECK(number(road.office.json({"bundle", "make", road.down, "--for", "east1", "--all"}), "revisions") == 2);
  CHECK(road.office.refusal({"bundle", "make", road.down, "--for", "nobody"}) == "unknown-user");
}

TEST_CASE("a stick that cannot be written to leaves no file and loses no word") {
  Road road;
  road.east_writes("新建水渠三百米。");
  CHECK(road.east.refusal({"bundle", "make", road.folder.in("no/stick/up.zpb")}) == "no-file");
  done(road.east({"bundle", "make", road.up}));
  CHECK(number(road.office.json({"bundle", "apply", road.up}), "revisions") == 1);
}

TEST_CASE("a stick goes to the server and back: receipts and what others wrote come with it, twice without harm") {
  Road road;
  const Administrator administrator(road.centre);
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  road.office.set(road.report.id, "goals.annual", "修建水渠五条。解决耕地撂荒。");
  done(road.office({"sync"}));
  CHECK(number(administrator.bundle("verify", {road.up}).json(), "revisions") == 1);
  CHECK(number(administrator.bundle("verify", {road.up}).json(), "known") == 0);
  for (int again = 0; again < 2; ++again) {
    const Json taken = administrator.bundle("apply", {road.up}).json();
    CHECK(number(taken, "receipts") == 1);
    CHECK(taken.list("refused").empty());
  }
  CHECK(number(administrator.bundle("verify", {road.up}).json(), "known") == 1);
  const Json made = administrator.bundle("make", {road.down, "--user", "east1"}).json();
  CHECK(number(made, "receipts") == 1);
  CHECK(number(made, "from") > 0);  // behind what the town told that it has
  CHECK(code_of(road.office({"bundle", "apply", road.down, "--json"})) == "foreign-bundle");
  CHECK(road.unsent(road.east) == 1);
  done(road.east({"bundle", "apply", road.down}));
  CHECK(road.unsent(road.east) == 0);
  CHECK(road.east.get(road.report.id, "goals.annual") == "修建水渠五条。解决耕地撂荒。");
  CHECK(done(road.east({"bundle", "apply", road.down})).out.find("没有改动") != std::string::npos);
  done(road.east({"verify"}));
  const Json synced = road.east.json({"sync"});
  CHECK(number(synced, "sent") == 0);
  CHECK(number(synced, "received") == 0);
}

TEST_CASE("an answer that begins behind what a laptop has heard changes nothing and names where to begin") {
  Road road;
  const Administrator administrator(road.centre);
  done(administrator.bundle("make", {road.down, "--user", "east1", "--since", "9999"}));
  CHECK(road.east.refusal({"bundle", "apply", road.down}) == "missing-entries");
  CHECK(code_of(administrator.bundle("make", {road.down, "--user", "nobody"})) == "unknown-user");
}

TEST_CASE("what the server refuses of a bundle stands in its quarantine, and the town hears of it by the answer") {
  Road road;
  const Administrator administrator(road.centre);
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  fill_in(road.office, road.report.id);
  done(road.office({"submit", road.report.id}));  // from here on nothing may be changed
  const Json taken = administrator.bundle("apply", {road.up}).json();
  REQUIRE(taken.list("refused").size() == 1);
  CHECK(taken.list("refused").front().text_or("code") == "stage-closed");
  CHECK(administrator.order("quarantine", "list", {}).json().as_array()->size() == 1);
  done(administrator.bundle("make", {road.down, "--user", "east1"}));
  CHECK(road.east({"bundle", "apply", road.down}).status == 3);
  CHECK(road.unsent(road.east) == 0);
  CHECK_FALSE(road.east.json({"suggestion", "list", road.report.id}).as_array()->empty());
  CHECK(road.text(road.east).starts_with("新建水渠二百米。"));
}

TEST_CASE("a refusal travels back through the laptop that carried the revision, and nobody signs another's words") {
  Road road;
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  fill_in(road.office, road.report.id);
  done(road.office({"submit", road.report.id}));
  CHECK(road.office({"bundle", "apply", road.up}).status == 0);
  CHECK(road.office({"sync"}).status == 3);
  CHECK(road.text(road.office).starts_with("新建水渠二百米。"));
  CHECK(road.unsent(road.office) == 0);
  const Json made = road.office.json({"bundle", "make", road.down, "--for", "east1"});
  CHECK(number(made, "refused") == 1);
  CHECK(road.east({"bundle", "apply", road.down}).status == 3);
  CHECK_FALSE(road.east.json({"suggestion", "list", road.report.id}).as_array()->empty());
}

TEST_CASE("of a revoked device's bundle the server takes nothing, and keeps all of it") {
  Road road;
  const Administrator administrator(road.centre);
  road.east_writes("新建水渠三百米。");
  done(road.east({"bundle", "make", road.up}));
  const Json devices = administrator.order("device", "list", {}).json();
  for (const Json& one : *devices.as_array())
    if (one.text_or("user") == "east1")
      done(administrator.order("device", "revoke", {std::string(one.text_or("device"))}));
  const Json taken = administrator.bundle("apply", {road.up}).json();
  CHECK(number(taken, "receipts") == 0);
  REQUIRE(taken.list("refused").size() == 1);
  CHECK(taken.list("refused").front().text_or("code") == "device-revoked");
  CHECK(administrator.order("quarantine", "list", {}).json().as_array()->size() == 1);
}

TEST_CASE("a server that lacks what a bundle builds on takes nothing of it and says what is missing") {
  Road road;
  const Administrator administrator(road.centre);
  const std::string copy = road.folder.in("copy"), restored = road.folder.in("restored");
  done(run("zipingd", {"backup", road.centre.address(), copy}));
  road.east_writes("新建水渠三百米。");
  done(road.east({"sync"}));
  road.east_writes("新建水渠四百米。");
  done(road.east({"bundle", "make", road.up}));
  done(run("zipingd", {"restore", copy, restored}));
  for (const char* verb : {"verify", "apply"})
    CHECK(code_of(run("zipingd", {"bundle", verb, restored, road.up, "--json"})) == "missing-revisions");
  CHECK(run("zipingd", {"quarantine", "list", restored, "--json"}).json().as_array()->empty());
  CHECK(number(administrator.bundle("apply", {road.up}).json(), "receipts") == 1);
}
