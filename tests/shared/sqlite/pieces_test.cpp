#include "shared/sqlite/pieces.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace ziping;
using namespace ziping::sqlite;

namespace {

constexpr std::string_view kPieces =
    "CREATE TABLE file_part(file TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(file, at))";

struct Shelf {
  Shelf() { REQUIRE(database->run(kPieces).has_value()); }
  std::unique_ptr<Database> database = std::move(*Database::open_memory());
  Pieces pieces{*database};

  std::string whole(const std::string& file) {
    std::string out;
    for (;;) {
      auto piece = pieces.read(file, static_cast<std::int64_t>(out.size()));
      REQUIRE(piece.has_value());
      if (piece->empty()) return out;
      out += *piece;
    }
  }
  std::int64_t rows() {
    auto count = database->prepare("SELECT count(*) FROM file_part");
    return count.step() ? count.integer(0) : -1;
  }
};

std::string made_up(std::size_t bytes, std::uint64_t seed) {
  base::SeededRandom random(seed);
  std::string out(bytes, '\0');
  for (char& c : out) c = static_cast<char>(random.below(256));
  return out;
}

}  // namespace

TEST_CASE("bytes that came in any cuts lie in whole pieces and hash as one") {
  const std::string bytes = made_up(3 * kPieceBytes + 1234, 1);
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Shelf shelf;
    base::SeededRandom random(seed);
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t take = std::min(bytes.size() - at, static_cast<std::size_t>(1 + random.below(2 * kPieceBytes)));
      REQUIRE(shelf.pieces.append("甲", static_cast<std::int64_t>(at), bytes.substr(at, take)).has_value());
      at += take;
      CHECK(*shelf.pieces.size("甲") == static_cast<std::int64_t>(at));
    }
    CHECK(shelf.rows() == 4);
    CHECK(*shelf.pieces.sha256("甲") == base::sha256(bytes));
    CHECK(shelf.whole("甲") == bytes);
    CHECK(*shelf.pieces.read("甲", kPieceBytes + 5) == bytes.substr(kPieceBytes + 5, kPieceBytes - 5));
  }
}

TEST_CASE("bytes for another place than the end are refused with the place where they go on") {
  Shelf shelf;
  REQUIRE(shelf.pieces.append("甲", 0, "一二三").has_value());
  for (const std::int64_t offset : {0, 3, 10, -1}) {
    const auto refused = shelf.pieces.append("甲", offset, "四");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "wrong-offset");
    CHECK(refused.error().cause == "9");
  }
  CHECK(shelf.whole("甲") == "一二三");
}

TEST_CASE("files do not touch one another, and one that is removed is gone") {
  Shelf shelf;
  REQUIRE(shelf.pieces.append("甲", 0, "一").has_value());
  REQUIRE(shelf.pieces.append("乙", 0, "二").has_value());
  REQUIRE(shelf.pieces.remove("甲").has_value());
  CHECK(*shelf.pieces.size("甲") == 0);
  CHECK(shelf.whole("乙") == "二");
}
