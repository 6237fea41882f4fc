#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "server/admin/backup.h"
#include "server/admin/command.h"
#include "server/admin/inspect.h"
#include "tests/server/site.h"

using namespace ziping;
using namespace ziping::support;
using base::Json;
using report::Value;
namespace fs = std::filesystem;

namespace {

Json ordered(server::Writer& writer, const char* command) {
  Json order;
  order["command"] = command;
  auto answer = server::administer(writer, "", order, server::DiskLevel::Roomy);
  REQUIRE(answer.has_value());
  return std::move(*answer);
}

// A folder that has been served: a report with some revisions and one version.
struct Archive {
  Site site;
  Laptop office{site.url(), "办", 1};

  Archive() {
    REQUIRE(office.enrol(kPassword).status == 200);
    for (const char* budget : {"1.00", "2.00", "3.00"}) {
      report::State state = office.state();
      state.set("budget", Value(Json(budget)));
      REQUIRE(refusal(office.push(office.seal(state))).empty());
    }
    REQUIRE(office.submit().status == 200);
    site.stop();
  }

  std::string verdict(const char* damage) {
    auto ledger = opened(site.folder());
    REQUIRE(ledger->database().run(damage).has_value());
    const auto verified = server::verify(*ledger);
    return verified ? "whole" : verified.error().code;
  }
};

}  // namespace

TEST_CASE("a restart keeps every entry, and goes on where it stopped") {
  Archive archive;
  archive.site.start();
  archive.office.moved_to(archive.site.url());
  CHECK(archive.office.move_on("withdraw", Json(Json::Object{})).status == 200);
  Laptop second(archive.site.url(), "办", 2);
  REQUIRE(second.enrol(kPassword).status == 200);
  REQUIRE(second.pull().status == 200);
  CHECK(second.history.heads() == archive.office.history.heads());
  CHECK(second.state() == archive.office.state());
}

TEST_CASE("a folder is served by one program at a time") {
  Archive archive;
  const auto first = opened(archive.site.folder());
  CHECK(server::Ledger::open(archive.site.folder()).error().code == "folder-in-use");
}

TEST_CASE("an untouched folder is verified whole") {
  Archive archive;
  const auto verified = server::verify(*opened(archive.site.folder()));
  REQUIRE(verified.has_value());
  CHECK(verified->integer_or("revisions", 0) == 3);
  CHECK(verified->integer_or("versions", 0) == 1);
}

TEST_CASE("any change of what was written shows") {
  CHECK(Archive().verdict("UPDATE entry SET body = replace(body, '2.00', '9.00') WHERE kind = 'revision'") ==
        "broken-chain");
  CHECK(Archive().verdict("DELETE FROM entry WHERE seq = 1") == "broken-chain");
  CHECK(Archive().verdict("UPDATE audit SET body = replace(body, 'enrolled', 'nothing')") == "broken-chain");
  CHECK(Archive().verdict("UPDATE revision SET receipt = (SELECT receipt FROM revision ORDER BY seq LIMIT 1)") ==
        "bad-receipt");
  CHECK(Archive().verdict("UPDATE version SET snapshot = replace(snapshot, '3.00', '9.00')") == "bad-version");
  CHECK(Archive().verdict("DELETE FROM version") == "bad-version");
  CHECK(Archive().verdict("UPDATE report SET stage = 'accepted'") == "bad-stage");
}

TEST_CASE("a log that has lost its end shows by the lists that were made of it") {
  CHECK(
      Archive().verdict("PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE seq >= (SELECT max(seq) FROM revision)") ==
      "bad-revision");
  CHECK(Archive().verdict("DELETE FROM entry WHERE seq >= (SELECT max(seq) FROM version)") == "bad-version");
  CHECK(Archive().verdict("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry WHERE kind = 'stage')") ==
        "bad-stage");
}

TEST_CASE("the caches are made anew from the log, and a fault in them is counted and mended") {
  Archive archive;
  server::Writer writer(opened(archive.site.folder()));
  const Json listed = ordered(writer, "report list");
  CHECK(ordered(writer, "rebuild").integer_or("differences", -1) == 0);
  REQUIRE(writer
              .write([](server::Ledger& ledger) {
                return ledger.database().run("UPDATE report SET stage = 'accepted'; DELETE FROM version");
              })
              .has_value());
  CHECK(ordered(writer, "rebuild").integer_or("differences", -1) == 3);  // one row changed, one missing
  CHECK(ordered(writer, "verify").integer_or("versions", 0) == 1);
  CHECK(ordered(writer, "report list") == listed);
}

TEST_CASE("a backup is verified, says the same, and never overwrites") {
  Archive archive;
  Folder out;
  const fs::path place = out.path / "copy";
  server::Writer writer(opened(archive.site.folder()));
  Json order;
  order["command"] = "backup";
  order["to"] = place.string();
  REQUIRE(server::administer(writer, "", order, server::DiskLevel::Roomy).has_value());
  CHECK(*server::list_reports(*opened(place)) == ordered(writer, "report list"));
  CHECK(server::administer(writer, "", order, server::DiskLevel::Roomy).error().code == "already-there");
  const auto rights = fs::status(place / "server.key").permissions();
  CHECK((rights & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("while a backup is made no other is made in its place, and the first one ends whole") {
  Archive archive;
  Folder out;
  const fs::path place = out.path / "copy";
  const auto ledger = opened(archive.site.folder());
  {
    auto first = server::copy_out(*ledger, place);
    REQUIRE(first.has_value());
    const auto second = server::copy_out(*ledger, place);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == "backup-running");
    CHECK(second.error().message.find("请等它做完") != std::string::npos);
    CHECK(server::copy_out(*ledger, out.path / "elsewhere").has_value());
    const auto counts = server::finish(*first);
    REQUIRE(counts.has_value());
    CHECK(counts->integer_or("revisions", 0) == 3);
  }
  CHECK_FALSE(fs::exists(out.path / "copy.part"));
  CHECK(server::verify(*opened(place)).has_value());
  CHECK(server::copy_out(*ledger, place).error().code == "already-there");
}

TEST_CASE("what a killed backup left makes room for the next one, and what is somebody else's stays") {
  Archive archive;
  Folder out;
  const fs::path place = out.path / "copy", part = out.path / "copy.part";
  const auto ledger = opened(archive.site.folder());
  REQUIRE(server::copy_out(*ledger, place).has_value());  // and nobody finished it
  REQUIRE(base::write_file(part / "ledger.db", "of an older program").has_value());
  auto again = server::copy_out(*ledger, place);
  REQUIRE(again.has_value());
  CHECK_FALSE(fs::exists(part / "ledger.db"));
  REQUIRE(server::finish(*again).has_value());
  fs::remove_all(place);
  fs::create_directories(part);
  REQUIRE(base::write_file(part / "notes.txt", "words").has_value());
  CHECK(server::copy_out(*ledger, place).error().code == "already-there");
  CHECK(fs::exists(part / "notes.txt"));
  CHECK_FALSE(fs::exists(place));
}

TEST_CASE("what is no whole backup gets no name, and nothing of it stays") {
  Archive archive;
  Folder out;
  server::Writer writer(opened(archive.site.folder()));
  REQUIRE(writer
              .write([](server::Ledger& ledger) {
                return ledger.database().run("UPDATE entry SET body = replace(body, '2.00', '9.00')");
              })
              .has_value());
  Json order;
  order["command"] = "backup";
  order["to"] = (out.path / "copy").string();
  CHECK(server::administer(writer, "", order, server::DiskLevel::Roomy).error().code == "broken-chain");
  CHECK(fs::is_empty(out.path));
}

TEST_CASE("a database of a newer program is left as it is, and said to be so") {
  Archive archive;
  REQUIRE(opened(archive.site.folder())->database().run("PRAGMA user_version = 99").has_value());
  const auto bytes = base::read_file(archive.site.folder() / "ledger.db", 64u << 20);
  CHECK(server::Ledger::open(archive.site.folder()).error().code == "newer-database");
  CHECK(base::read_file(archive.site.folder() / "ledger.db", 64u << 20).value() == bytes.value());
}

TEST_CASE("writers that wait together share a commit, and one that fails undoes only itself") {
  Folder folder;
  furnish(folder.path);
  const auto count = [](server::Ledger& ledger) {
    auto find = ledger.database().prepare("SELECT count(*) FROM audit WHERE body LIKE '%together%'");
    ENSURE(find.step());
    return find.integer(0);
  };
  constexpr int kThreads = 8, kEach = 25;
  std::atomic<int> failures = 0;
  {
    server::Writer writer(opened(folder.path));
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          const base::Status status = writer.write([i](server::Ledger& ledger) -> base::Status {
            if (auto written = ledger.audit("", "together", ""); !written) return written;
            if (i == 7) return base::Error{base::ErrorKind::Unavailable, "for-the-test", "", ""};
            return base::done();
          });
          if (!status) ++failures;
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(failures == kThreads);
    CHECK(writer.counts().jobs == kThreads * kEach);
    CHECK(writer.counts().commits < kThreads * kEach);
  }
  auto ledger = opened(folder.path);
  CHECK(count(*ledger) == kThreads * (kEach - 1));
  CHECK(ledger->verify_chains().has_value());
}
