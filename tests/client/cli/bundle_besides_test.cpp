// What goes along with the revisions on a stick: remarks and attachments, by the real programs.
#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"
#include "shared/sqlite/database.h"
#include "tests/client/cli/administrator.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

// The office is without a connection once both have heard of two reports, one of which was submitted.
struct Stick {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"}, east{folder, centre, "east1"};
  std::string papers = new_papers(), submitted = new_papers();
  std::string up = folder.in("up.zpb"), down = folder.in("down.zpb");

  Stick() {
    done(office({"submit", submitted}));
    done(office({"sync"}));
  }
  std::string new_papers() const {
    const Json made = office.json({"report", "new", "--form", "papers", "--year", "2022"});
    const std::string report(made.text_or("report"));
    office.set(report, "cover.year", "2022");
    done(office({"sync"}));
    return report;
  }
  void add_file(const std::string& name, std::size_t bytes) const {
    const std::string body = "%PDF-1.7\n" + name + std::string(bytes, 'x');
    REQUIRE(base::write_file(folder.in(name), body).has_value());
    done(office({"file", "add", papers, "papers", folder.in(name)}));
  }
  // An attachment that the report calls a picture: no server takes it.
  void add_mislabelled() const {
    add_file("a.pdf", 1000);
    const auto database = sqlite::Database::open(std::filesystem::path(office.home()) / "vault.db");
    REQUIRE(database.has_value());
    REQUIRE((*database)
                ->run("UPDATE edit SET body = replace(replace(body, 'a.pdf', 'a.png'), 'application/pdf', 'image/png')")
                .has_value());
  }
  Json only_file(const Desk& desk) const {
    const Json list = desk.json({"file", "list", papers});
    REQUIRE(list.as_array()->size() == 1);
    return list.as_array()->front();
  }
  void remark(const std::string& text) const {
    done(office({"remark", "add", submitted, "--version", "1", "--at", "cover.year", text}));
  }
  std::string remark_state(const Desk& desk) const {
    const Json list = desk.json({"remark", "list", submitted});
    return list.is_array() && !list.as_array()->empty() ? std::string(list.as_array()->front().text_or("state")) : "";
  }
  std::string file_state(const Desk& desk, std::size_t at = 0) const {
    const Json list = desk.json({"file", "list", papers});
    return list.is_array() && list.as_array()->size() > at ? std::string((*list.as_array())[at].text_or("state")) : "";
  }
};

}  // namespace

TEST_CASE("a remark and an attachment reach the server by a colleague's laptop, and their receipts come back") {
  Stick stick;
  done(stick.east({"sync"}));
  stick.remark("请补依据。");
  stick.add_file("a.pdf", 600'000);
  const Json made = stick.office.json({"bundle", "make", stick.up});
  CHECK(number(made, "remarks") == 1);
  CHECK(number(made, "files") == 1);
  const Json seen = stick.east.json({"bundle", "verify", stick.up});
  CHECK(number(seen, "remarks") == 1);
  CHECK(number(seen, "files") == 1);
  CHECK(number(seen, "new") == 3);
  CHECK(stick.remark_state(stick.east).empty());
  done(stick.east({"bundle", "apply", stick.up}));
  CHECK(stick.remark_state(stick.east) == "queued");
  CHECK(stick.file_state(stick.east) == "unsent");
  CHECK(number(stick.east.json({"bundle", "apply", stick.up}), "new") == 0);
  CHECK(number(*stick.east.json({"sync"}).find("files"), "sent") == 1);
  CHECK(stick.remark_state(stick.east) == "durable");
  CHECK(stick.file_state(stick.east) == "held");
  const Json back = stick.east.json({"bundle", "make", stick.down, "--for", "office"});
  CHECK(number(back, "receipts") == 3);
  CHECK(number(back, "remarks") + number(back, "files") + number(back, "revisions") == 0);  // it has them
  CHECK(stick.file_state(stick.office) == "unsent");
  done(stick.office({"bundle", "apply", stick.down}));
  CHECK(stick.remark_state(stick.office) == "durable");
  CHECK(stick.file_state(stick.office) == "held");
  for (const Desk* desk : {&stick.office, &stick.east}) done((*desk)({"verify"}));
  const Json synced = stick.office.json({"sync"});
  CHECK(number(synced, "sent") == 0);
  CHECK(number(*synced.find("files"), "sent") == 0);
}

TEST_CASE("a remark on a version that the reader has not heard of changes nothing and says what to fetch") {
  Stick stick;
  stick.remark("请补依据。");
  done(stick.office({"bundle", "make", stick.up}));
  CHECK(stick.east.refusal({"bundle", "apply", stick.up}) == "missing-revisions");
  CHECK(stick.east.json({"report", "list"}).as_array()->empty());
  done(stick.office({"bundle", "make", stick.up, "--for", "east1", "--all"}));
  done(stick.east({"bundle", "apply", stick.up}));
  CHECK(stick.remark_state(stick.east) == "queued");
}

TEST_CASE(
    "remarks and attachments go to the server on a stick, and its answer brings attachments, large ones when asked") {
  Stick stick;
  const Administrator administrator(stick.centre);
  stick.remark("请补依据。");
  stick.add_file("a.pdf", 600'000);
  stick.add_file("b.pdf", 1'500'000);
  done(stick.office({"bundle", "make", stick.up}));
  CHECK(number(administrator.bundle("verify", {stick.up}).json(), "files") == 2);
  for (int again = 0; again < 2; ++again) {
    const Json taken = administrator.bundle("apply", {stick.up}).json();
    CHECK(number(taken, "receipts") == 2);
    CHECK(number(taken, "files") == 2);
    CHECK(taken.list("refused_files").empty());
  }
  const Json small = administrator.bundle("make", {stick.down, "--user", "east1"}).json();
  CHECK(number(small, "files") == 1);
  CHECK(small.list("left_out").size() == 1);
  done(stick.east({"bundle", "apply", stick.down}));
  CHECK(stick.file_state(stick.east, 0) == "held");
  CHECK(stick.file_state(stick.east, 1) == "elsewhere");
  CHECK(stick.remark_state(stick.east) == "durable");
  const Json all = administrator.bundle("make", {stick.down, "--user", "office", "--files"}).json();
  CHECK(number(all, "files") == 2);
  CHECK(number(all, "receipts") == 4);
  done(stick.office({"bundle", "apply", stick.down}));
  CHECK(stick.remark_state(stick.office) == "durable");
  CHECK(stick.file_state(stick.office, 0) == "held");
  CHECK(stick.file_state(stick.office, 1) == "held");
  for (const Desk* desk : {&stick.office, &stick.east}) done((*desk)({"verify"}));
  done(run("zipingd", {"verify", stick.centre.address()}));
}

TEST_CASE("attachments that do not fit into a bundle stay where they are and are told by name") {
  Stick stick;
  done(stick.east({"sync"}));
  stick.add_file("a.pdf", 30u << 20);
  stick.add_file("b.pdf", 40u << 20);
  const Ran made = stick.office({"bundle", "make", stick.up});
  CHECK(made.status == 3);
  CHECK(made.out.find("没有放进数据包的附件：b.pdf") != std::string::npos);
  done(stick.east({"bundle", "apply", stick.up}));
  CHECK(stick.file_state(stick.east, 0) == "unsent");
  CHECK(stick.file_state(stick.east, 1) == "elsewhere");
  CHECK(stick.file_state(stick.office, 1) == "unsent");
}

TEST_CASE("what the server refuses of a carried remark travels back to who wrote it") {
  Stick stick;
  const Administrator administrator(stick.centre);
  done(stick.east({"sync"}));
  stick.remark("请补依据。");
  done(stick.office({"bundle", "make", stick.up}));
  const Json devices = administrator.order("device", "list", {}).json();
  for (const Json& one : *devices.as_array())
    if (one.text_or("user") == "office")
      done(administrator.order("device", "revoke", {std::string(one.text_or("device"))}));
  done(stick.east({"bundle", "apply", stick.up}));
  CHECK(stick.east({"sync"}).status == 3);
  CHECK(stick.remark_state(stick.east) == "quarantined");
  done(stick.east({"bundle", "make", stick.down, "--for", "office"}));
  CHECK(stick.office.refusal({"bundle", "apply", stick.down}) == "no-key");  // no slot for what is revoked
  setenv("ZIPING_BUNDLE_PASSPHRASE", "山路弯弯过五岭啊", 1);
  CHECK(number(stick.east.json({"bundle", "make", stick.down, "--for", "office", "--passphrase"}), "refused") == 1);
  CHECK(stick.office({"bundle", "apply", stick.down}).status == 3);
  unsetenv("ZIPING_BUNDLE_PASSPHRASE");
  CHECK(stick.remark_state(stick.office) == "quarantined");
}

TEST_CASE("what the server refuses of a carried attachment travels back to who added it, with the reason") {
  Stick stick;
  done(stick.east({"sync"}));
  stick.add_mislabelled();
  done(stick.office({"bundle", "make", stick.up}));
  done(stick.east({"bundle", "apply", stick.up}));
  CHECK(stick.east({"sync"}).status == 3);
  CHECK(stick.file_state(stick.east) == "refused");
  CHECK(stick.file_state(stick.office) == "unsent");
  CHECK(number(stick.east.json({"bundle", "make", stick.down, "--for", "office"}), "refused") == 1);
  CHECK(stick.office({"bundle", "apply", stick.down}).status == 3);
  const Json file = stick.only_file(stick.office);
  CHECK(file.text_or("state") == "refused");
  CHECK(file.text_or("why") == stick.only_file(stick.east).text_or("why"));
  const Json outbox = stick.office.json({"outbox", "list"});
  REQUIRE(outbox.list("refused").size() == 1);
  CHECK(outbox.list("refused").front().text_or("code") == "bad-file-type");
  CHECK(outbox.list("refused").front().text_or("next").ends_with("。"));
  CHECK(number(stick.office.json({"bundle", "apply", stick.down}), "new") == 0);
  done(stick.office({"file", "retry", stick.papers, "papers", "a.png"}));
  CHECK(stick.file_state(stick.office) == "unsent");
}

TEST_CASE("what the server refuses of a bundle's attachments stands in quarantine and in its answer") {
  Stick stick;
  const Administrator administrator(stick.centre);
  stick.add_mislabelled();
  done(stick.office({"bundle", "make", stick.up}));
  const Json taken = administrator.bundle("apply", {stick.up}).json();
  REQUIRE(taken.list("refused_files").size() == 1);
  CHECK(taken.list("refused_files").front().text_or("code") == "bad-file-type");
  const Json refused = administrator.order("quarantine", "list", {}).json();
  REQUIRE(refused.as_array()->size() == 1);
  CHECK(refused.as_array()->front().text_or("code") == "bad-file-type");
  CHECK(refused.as_array()->front().text_or("user") == "office");
  CHECK(number(administrator.bundle("make", {stick.down, "--user", "office"}).json(), "refused") == 1);
  CHECK(stick.office({"bundle", "apply", stick.down}).status == 3);
  CHECK(stick.file_state(stick.office) == "refused");
  CHECK(stick.only_file(stick.office).text_or("why").ends_with("。"));
}
