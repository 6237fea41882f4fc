#include "client/work/home.h"

#include <fstream>

#include "client/work/copies.h"
#include "tests/client/work/counter.h"
#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using ziping::tests::Counter;
namespace fs = std::filesystem;

namespace {

// A place to move to: a folder that is not there yet.
struct Away {
  [[nodiscard]] fs::path folder() const { return disk.path() / "ziping"; }
  support::TemporaryFolder disk;
};

std::vector<fs::path> kept_in(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (const fs::path& file = entry.path();
        file.filename().string().starts_with("vault-until-") && file.extension() == ".db")
      out.push_back(file);
  return out;
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string refusal(Counter& desk) {
  const auto failed = desk.heard<client::Failed>();
  return failed.empty() ? std::string() : failed.back().error.code;
}

}  // namespace

TEST_CASE("the data is moved under an open report, and is found there by the next start") {
  Counter desk;
  const Away away;
  desk.open();
  desk.type(desk.shown().epoch, "搬家之前。");
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  REQUIRE(desk.heard<client::DataRelocated>().size() == 1);
  CHECK(desk.heard<client::DataRelocated>().back().folder == away.folder().string());
  CHECK(client::data_at(desk.home()).value() == away.folder());
  CHECK_FALSE(fs::exists(desk.home() / "vault.db"));
  const std::vector<fs::path> kept = kept_in(desk.home());
  REQUIRE(kept.size() == 1);
  auto as_it_was = sqlite::Database::open(kept.front());
  REQUIRE(as_it_was.has_value());
  auto last = (*as_it_was)->prepare("SELECT body FROM edit ORDER BY id DESC");
  REQUIRE(last.step());  // with what stood in its journal only
  CHECK(last.text(0).find("搬家之前。") != std::string::npos);
  desk.clerk().rest();
  CHECK(desk.heard<client::ReportsListed>().back().left.empty());  // the draft is of this very sitting
  CHECK(desk.heard<client::ReportsListed>().back().has_moved);
  while (desk.clerk().keep_copy() != client::NewCopy::Stage::Made) continue;
  CHECK(client::copies_in(away.folder() / "copies").size() == 1);

  desk.type(desk.shown().epoch, "搬家之前。搬家之后。");
  CHECK(desk.heard<client::EditsSaved>().back().through == 2);
  desk.clerk().rest();
  CHECK(desk.heard<client::ReportsListed>().back().folder == away.folder().string());
  desk.die();
  desk.open();
  CHECK(desk.goal() == "搬家之前。搬家之后。");
}

TEST_CASE("data that was moved comes back to where it began, and goes on from a second place") {
  Counter desk;
  const Away first, second;
  desk.open();
  for (const fs::path& folder : {first.folder(), second.folder(), desk.home()}) {
    desk.clerk().carry_out(client::RelocateData{folder.string()});
    INFO(refusal(desk));
    CHECK(client::data_at(desk.home()).value() == folder);
    CHECK(desk.heard<client::DataRelocated>().back().folder == folder.string());
  }
  desk.die();
  desk.clerk().rest();
  CHECK(desk.heard<client::ReportsListed>().back().reports.size() == 1);
}

TEST_CASE("where data of the program is already, nothing is moved and nothing written over") {
  Counter desk;
  const Away away;
  desk.open();
  fs::create_directories(away.folder());
  write(away.folder() / "vault.db", "别人的");
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  CHECK(refusal(desk) == "folder-not-empty");
  CHECK(fs::file_size(away.folder() / "vault.db") == std::string("别人的").size());
  desk.clerk().carry_out(client::RelocateData{desk.home().string()});
  CHECK(refusal(desk) == "same-folder");
  write(away.folder().parent_path() / "file", "");
  desk.clerk().carry_out(client::RelocateData{(away.folder().parent_path() / "file" / "ziping").string()});
  CHECK(refusal(desk) == "no-access");
  CHECK(client::data_at(desk.home()).value() == desk.home());
  desk.type(desk.shown().epoch, "照旧。");
  CHECK(desk.heard<client::EditsSaved>().back().through == 1);
}

TEST_CASE("a disk that gives way while the data is moved leaves it where it was, at whichever write") {
  for (int nth = 1;; ++nth) {
    test::FaultyDisk disk;
    Counter desk;
    const Away away;
    desk.open();
    desk.type(desk.shown().epoch, "不能丢。");
    disk.fail_at(nth, test::Fault::Full);
    desk.clerk().carry_out(client::RelocateData{away.folder().string()});
    const bool failed = disk.has_failed();
    disk.repair();
    INFO("write " << nth);
    const bool moved = !desk.heard<client::DataRelocated>().empty();
    CHECK((moved || failed));
    CHECK(client::data_at(desk.home()).value() == (moved ? away.folder() : desk.home()));
    if (!moved) CHECK_FALSE(fs::exists(away.folder() / "vault.db"));
    desk.type(desk.shown().epoch, "不能丢。还能写。");
    desk.die();
    desk.open();
    CHECK(desk.goal() == "不能丢。还能写。");
    if (!failed) break;
    REQUIRE(nth < 500);
  }
}

TEST_CASE("a folder that is away is named, and is no empty beginning") {
  Counter desk;
  const Away away;
  desk.open();
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  const fs::path unplugged = away.folder().parent_path() / "unplugged";
  fs::rename(away.folder(), unplugged);
  desk.die();
  desk.clerk().rest();
  REQUIRE(refusal(desk) == "folder-away");
  CHECK(desk.heard<client::Failed>().back().error.message.find(away.folder().string()) != std::string::npos);
  CHECK_FALSE(fs::exists(desk.home() / "vault.db"));
  fs::rename(unplugged, away.folder());
  desk.clerk().rest();  // without starting anew
  REQUIRE(desk.heard<client::ReportsListed>().size() == 1);
  CHECK(desk.heard<client::ReportsListed>().back().reports.size() == 1);
}

TEST_CASE("a note that makes no sense opens nothing") {
  const Away away;
  fs::create_directories(away.folder());
  for (const char* note : {"", "{}", "{\"folder\":\"beside\"}", "\xff\xfe", "{\"folder\":7}"}) {
    write(away.folder() / "moved.json", note);
    const auto folder = client::data_at(away.folder());
    REQUIRE_FALSE(folder.has_value());
    CHECK(folder.error().code == "bad-note");
  }
}

TEST_CASE("where the note cannot be written the data is where it was, and can be moved later") {
  Counter desk;
  const Away away;
  desk.open();
  fs::create_directories(desk.home() / "moved.json" / "in the way");
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  CHECK(desk.heard<client::DataRelocated>().empty());
  CHECK_FALSE(desk.heard<client::Failed>().empty());
  CHECK_FALSE(fs::exists(away.folder() / "vault.db"));
  desk.type(desk.shown().epoch, "照旧。");
  CHECK(desk.heard<client::EditsSaved>().back().through == 1);
  fs::remove_all(desk.home() / "moved.json");
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  REQUIRE(desk.heard<client::DataRelocated>().size() == 1);
  desk.clerk().carry_out(client::RelocateData{});  // and back to where the program starts
  REQUIRE(desk.heard<client::DataRelocated>().size() == 2);
  CHECK(client::data_at(desk.home()).value() == desk.home());
}

TEST_CASE("what is kept of before opens as it was") {
  Counter desk;
  const Away away, old;
  desk.open();
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  desk.type(desk.shown().epoch, "之后。");
  fs::create_directories(old.folder());
  fs::copy_file(kept_in(desk.home()).at(0), old.folder() / "vault.db");
  auto before = client::Vault::open(old.folder());
  REQUIRE(before.has_value());
  CHECK((*before)->verify().has_value());
  const auto state = (*before)->shown(*(*before)->report(desk.report));
  REQUIRE(state.has_value());
  CHECK(*state->state.value("goal").text() == "甲句。乙句。丙句。");
}

TEST_CASE("a power cut after the note leaves one vault that opens, and the way back is free") {
  Counter desk;
  const Away away;
  desk.open();
  fs::copy_file(desk.home() / "vault.db", away.folder().parent_path() / "as it was");
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  fs::copy_file(away.folder().parent_path() / "as it was", desk.home() / "vault.db");  // was not renamed yet
  desk.die();
  desk.open();
  CHECK_FALSE(fs::exists(desk.home() / "vault.db"));
  CHECK(client::data_at(desk.home()).value() == away.folder());
  desk.clerk().carry_out(client::RelocateData{});
  CHECK(desk.heard<client::DataRelocated>().size() == 1);
}

TEST_CASE("a note leads on to the next, and those that lead in a circle are none") {
  const Away first, second, third;
  for (const Away* one : {&first, &second, &third}) fs::create_directories(one->folder());
  write(first.folder() / "moved.json", "{\"folder\":\"" + second.folder().string() + "\"}");
  write(second.folder() / "moved.json", "{\"folder\":\"" + third.folder().string() + "\"}");
  write(third.folder() / "vault.db", "");
  CHECK(client::data_at(first.folder()).value() == third.folder());
  write(third.folder() / "moved.json", "{\"folder\":\"" + first.folder().string() + "\"}");
  CHECK(client::data_at(first.folder()).error().code == "bad-note");
}

TEST_CASE("where the note was lost, an empty beginning takes up the data that is there") {
  const Away lost, kept;
  {
    Counter desk;
    desk.open();
    desk.clerk().carry_out(client::RelocateData{kept.folder().string()});
    REQUIRE(desk.heard<client::DataRelocated>().size() == 1);
  }
  client::Clerk clerk(lost.folder());
  clerk.carry_out(client::RelocateData{kept.folder().string()});
  clerk.rest();
  bool listed = false;
  for (const client::News& news : clerk.news())
    if (const auto* list = std::get_if<client::ReportsListed>(&news)) {
      listed = true;
      CHECK(list->reports.size() == 1);
      CHECK(list->folder == kept.folder().string());
    }
  CHECK(listed);
}

TEST_CASE("nothing is moved while it travels or while the disk owes") {
  test::FaultyDisk disk;
  Counter desk;
  const Away away;
  desk.open();
  disk.fail_at(1, test::Fault::Full);
  desk.type(desk.shown().epoch, "等着。");
  REQUIRE(desk.clerk().has_waiting());
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  CHECK(refusal(desk) == "not-now");
  disk.repair();
  desk.clerk().rest();
  REQUIRE_FALSE(desk.clerk().has_waiting());
  desk.clerk().carry_out(client::Synchronise{});
  const std::size_t before = desk.heard<client::Failed>().size();
  desk.clerk().carry_out(client::RelocateData{away.folder().string()});
  CHECK(desk.heard<client::Failed>().size() == before + 1);
  CHECK(refusal(desk) == "not-now");
  CHECK_FALSE(fs::exists(away.folder()));
}
