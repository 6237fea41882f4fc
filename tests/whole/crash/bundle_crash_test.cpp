// Bundles, killed while they are made and while they are taken.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/cli/administrator.h"
#include "tests/support/contents.h"
#include "tests/whole/crash/killer.h"
#include "tests/whole/crash/laptop.h"

using namespace ziping;
using namespace ziping::tests;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCarriedBytes = 600'000;  // of evidence: a bundle takes longer than the program's start

// The team has heard of the report and works without a connection; the office has work of its own that nobody has.
struct Errand {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"};
  Report report = new_report(office);
  Desk east{folder, centre, "east1"};
  std::string stick = folder.in("stick.zpb"), field = report.east + ".text";

  Errand() {
    done(office({"sync"}));  // hears of the team's device
    const base::Json other = office.json({"report", "new", "--form", "department-2022", "--year", "2023"});
    office.set(std::string(other.text_or("report")), "goals.annual", "修建水渠五条。");
    add_evidence(east, report.id, report.east + ".evidence", folder.in("photo.pdf"), kCarriedBytes);
  }
  std::string write(int number) const {
    const std::string words = "第" + std::to_string(number) + "稿：新建水渠三百米，培训农户三十人。";
    east.set(report.id, field, words);
    return words;
  }
  // How much is in it that the office does not have.
  std::int64_t carried() const { return number(done(office({"bundle", "verify", stick, "--json"})).json(), "new"); }
};

}  // namespace

TEST_CASE(
    "a bundle that was killed in the making leaves the old one or the new, and all words where they were written") {
  const Errand errand;
  const std::string half = errand.stick + ".part";
  Target making(9, {"--home", errand.east.home(), "bundle", "make", errand.stick});
  std::string words = errand.write(0);
  done(making.alone());
  std::int64_t carried = errand.carried();
  int old_left = 0, halves = 0;
  for (int number = 1, most = kills(8); making.goes_on(most); ++number) {
    words = errand.write(number);
    const Fate fate = making.strike();
    opened_again(errand.east.home());
    CHECK(errand.east.get(errand.report.id, errand.field) == words);
    const std::int64_t now = errand.carried();
    CHECK((now == carried + 1 || (now == carried && fate == Fate::Killed)));
    old_left += now == carried;
    if (fs::exists(half)) {
      ++halves;
      const Ran seen = errand.office({"bundle", "verify", half, "--json"});
      CHECK((seen.status == 1 || tests::number(seen.json(), "new") == carried + 1));
    }
    done(making.alone());
    CHECK(errand.carried() == ++carried);
    CHECK_FALSE(fs::exists(half));
  }
  INFO(making.told() << ", " << old_left << " left the old one, " << halves << " a half beside it");
  CHECK(old_left > 0);
  // All of it arrives, and each revision once.
  done(errand.office({"bundle", "apply", errand.stick}));
  CHECK(errand.office.get(errand.report.id, errand.field) == words);
  CHECK(errand.office.json({"report", "show", errand.report.id}) ==
        errand.east.json({"report", "show", errand.report.id}));
}

TEST_CASE(
    "a bundle that was killed in the taking is there whole or not at all, and once taken again as if nothing was") {
  const Errand errand;
  for (int number = 0; number < 5; ++number) {
    errand.write(number);
    done(errand.east({"seal", errand.report.id}));
  }
  done(errand.east({"bundle", "make", errand.stick}));
  const std::string home = errand.office.home(), as_it_was = errand.folder.in("as-it-was");
  const std::string before = opened_again(home);
  fs::copy(home, as_it_was, fs::copy_options::recursive);
  Target taking(10, {"--home", home, "bundle", "apply", errand.stick, "--json"});
  done(taking.alone());
  const std::string after = opened_again(home);
  REQUIRE(after != before);
  int untaken = 0;
  for (const int most = kills(8); taking.goes_on(most);) {
    fs::remove_all(home);
    fs::copy(as_it_was, home, fs::copy_options::recursive);
    const Fate fate = taking.strike();
    const std::string now = opened_again(home);
    CHECK((now == after || (now == before && fate == Fate::Killed)));
    untaken += now == before;
    const bool is_new = number(done(taking.alone()).json(), "new") > 0;
    CHECK(is_new == (now == before));
    CHECK(held_in(home + "/vault.db") == after);
    if (is_new) CHECK(number(errand.office.json({"bundle", "apply", errand.stick}), "new") == 0);
    CHECK(held_in(home + "/vault.db") == after);
  }
  INFO(taking.told() << ", " << untaken << " took nothing");
  CHECK(untaken > 0);
}
