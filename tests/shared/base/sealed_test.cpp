#include "shared/base/sealed.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using base::ContentKey;

TEST_CASE("sealed bytes come out as they went in, at every size around a chunk's end") {
  base::SeededRandom random(1);
  const ContentKey key = ContentKey::generate(random), other = ContentKey::generate(random);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, base::kSealedChunkBytes - 1, base::kSealedChunkBytes,
                                 base::kSealedChunkBytes + 1, 3 * base::kSealedChunkBytes}) {
    const std::string plain(size, 'x'), sealed = key.seal(plain);
    CHECK(sealed.size() == base::sealed_size(size));
    CHECK(*key.open(sealed) == plain);
    CHECK(other.open(sealed).error().code == "damaged");
  }
}

TEST_CASE("sealed bytes that lose, repeat or swap whole chunks are damaged") {
  constexpr std::size_t kChunk = base::kSealedChunkBytes + base::kSealedChunkMore, kFirst = base::kSealedHeaderBytes;
  base::SeededRandom random(2);
  const ContentKey key = ContentKey::generate(random);
  const std::string sealed = key.seal(std::string(3 * base::kSealedChunkBytes, 'x'));
  const std::string first = sealed.substr(kFirst, kChunk), second = sealed.substr(kFirst + kChunk, kChunk);
  const std::string head = sealed.substr(0, kFirst), last = sealed.substr(kFirst + 2 * kChunk);
  REQUIRE(key.open(head + first + second + last).has_value());
  for (const std::string& damaged :
       {head, head + first, head + first + second, head + first + last, head + second + first + last,
        head + first + first + second + last, head + first + second + last + last, head + last})
    CHECK_FALSE(key.open(damaged).has_value());
}
