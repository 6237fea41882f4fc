// Bundles that were harmed on their way or are not for the reader: each is refused with its reason, and the laptop
// holds what it held, down to the last row.
#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"
#include "tests/client/cli/administrator.h"
#include "tests/support/contents.h"

using namespace ziping;
using namespace ziping::tests;

namespace {

constexpr std::size_t kPlaces = 16;  // in a file that is cut or changed

std::string held_by(const Desk& desk) { return held_in(desk.home() + "/vault.db"); }

std::string carried_bytes(const std::string& path) {
  auto bytes = base::read_file(path, 64u << 20);
  REQUIRE(bytes.has_value());
  return std::move(*bytes);
}

class Passphrase {
 public:
  explicit Passphrase(const char* words) { setenv("ZIPING_BUNDLE_PASSPHRASE", words, 1); }
  ~Passphrase() { unsetenv("ZIPING_BUNDLE_PASSPHRASE"); }
  Passphrase(const Passphrase&) = delete;
  Passphrase& operator=(const Passphrase&) = delete;
};

// A team has written something that the office does not have.
struct Carried {
  Folder folder;
  Centre centre{folder};
  Desk office{folder, centre, "office"};
  Report report = new_report(office);
  Desk east{folder, centre, "east1"};
  std::string stick = folder.in("stick.zpb"), harmed = folder.in("harmed.zpb");

  Carried() {
    done(office({"sync"}));  // hears of the team's device
    east.set(report.id, report.east + ".text", "新建水渠三百米。培训农户三十人。发放种苗五千株。平整道路一公里。");
  }
  // REQUIREs that the reader refuses it and that nothing of the reader's is another.
  std::string refusal_of(const std::string& bytes, const Desk& reader) const {
    const std::string before = held_by(reader);
    REQUIRE(base::write_file(harmed, bytes).has_value());
    const std::string code = reader.refusal({"bundle", "apply", harmed});
    CHECK(reader.refusal({"bundle", "verify", harmed}) == code);
    CHECK(held_by(reader) == before);
    return code;
  }
};

}  // namespace

TEST_CASE("a bundle that is cut or changed anywhere leaves a laptop as it was, and the whole one is taken once") {
  Carried carried;
  done(carried.east({"bundle", "make", carried.stick}));
  const std::string whole = carried_bytes(carried.stick);
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const std::size_t at = whole.size() * i / kPlaces;
    INFO("at byte " << at << " of " << whole.size());
    const std::string cut = carried.refusal_of(whole.substr(0, at), carried.office);
    CHECK((cut == "not-a-bundle" || cut == "damaged-bundle"));
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const std::string other = carried.refusal_of(changed, carried.office);
    CHECK((other == "not-a-bundle" || other == "damaged-bundle"));
  }
  CHECK(number(carried.office.json({"bundle", "apply", carried.stick}), "new") == 1);
  const std::string after = held_by(carried.office);
  CHECK(number(carried.office.json({"bundle", "apply", carried.stick}), "new") == 0);
  CHECK(held_by(carried.office) == after);
  done(carried.office({"verify"}));
}

TEST_CASE("a wrong passphrase changes nothing and says so, and so does none") {
  Carried carried;
  {
    const Passphrase right("山路弯弯过五岭啊");
    done(carried.east({"bundle", "make", carried.stick, "--passphrase"}));
  }
  const std::string whole = carried_bytes(carried.stick);
  CHECK(carried.refusal_of(whole, carried.office) == "passphrase-needed");
  {
    const Passphrase wrong("山路弯弯过六岭啊");
    CHECK(carried.refusal_of(whole, carried.office) == "wrong-passphrase");
    CHECK(carried.office({"bundle", "apply", carried.stick}).err.find("没有改动") != std::string::npos);
  }
  const Passphrase right("山路弯弯过五岭啊");
  CHECK(carried.refusal_of(whole.substr(0, whole.size() - 1), carried.office) == "damaged-bundle");
  CHECK(number(carried.office.json({"bundle", "apply", carried.stick}), "new") == 1);
}

TEST_CASE("a bundle for another department, of another server or for somebody else leaves a laptop as it was") {
  Carried carried;
  done(carried.east({"bundle", "make", carried.stick}));
  const Desk finance(carried.folder, carried.centre, "finance");
  CHECK(carried.refusal_of(carried_bytes(carried.stick), finance) == "foreign-bundle");
  const std::string answer = carried.folder.in("answer.zpb"), foreign = carried.folder.in("foreign.zpb");
  {
    const Administrator administrator(carried.centre);
    done(administrator.bundle("make", {answer, "--user", "east1"}));
  }
  CHECK(carried.refusal_of(carried_bytes(answer), carried.office) == "foreign-bundle");
  const Folder elsewhere;
  const Centre other(elsewhere);
  const Desk stranger(elsewhere, other, "office");
  (void)new_report(stranger);
  done(stranger({"bundle", "make", foreign}));
  CHECK(carried.refusal_of(carried_bytes(foreign), carried.office) == "foreign-bundle");
}
