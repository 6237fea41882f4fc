#include "shared/base/bytes.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "shared/base/compress.h"
#include "shared/base/file.h"
#include "shared/base/hash.h"
#include "shared/base/random.h"

using namespace ziping::base;

TEST_CASE("every string of bytes comes back from hexadecimal and base64") {
  SeededRandom random(1);
  for (std::size_t size = 0; size < 200; ++size) {
    std::string bytes(size, '\0');
    random.fill(bytes.data(), size);
    REQUIRE(*from_hex(to_hex(bytes)) == bytes);
    REQUIRE(*from_base64(to_base64(bytes)) == bytes);
  }
  CHECK(to_base64("foobar") == "Zm9vYmFy");  // RFC 4648 §10
  CHECK(to_base64("fooba") == "Zm9vYmE=");
  CHECK(to_base64("foob") == "Zm9vYg==");
}

TEST_CASE("base64 with stray bits, stray characters or a missing pad is refused") {
  for (const char* text : {"Zm9vYh==", "Zm9v!m==", "Zm9vYg=", "Zm9vYg", "=m9v", "Zg==Zg=="})
    CHECK_FALSE(from_base64(text).has_value());
}

TEST_CASE("SHA-256 gives the standard's example digest, whole and in pieces") {
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-4, "abc"
  CHECK(sha256("abc").hex() == expected);
  Sha256 pieces;
  pieces.add("a");
  pieces.add("bc");
  CHECK(pieces.finish().hex() == expected);
  CHECK(*Hash::parse(expected) == sha256("abc"));
  CHECK_FALSE(Hash::parse(expected.substr(1)).has_value());
}

TEST_CASE("a compressed frame comes back; a cut or damaged one is an error and never a crash") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "第" + std::to_string(i) + "句，内容各不相同。";
  const std::string frame = compress(text);
  REQUIRE(*decompress(frame, text.size()) == text);
  CHECK(decompress(frame, text.size() - 1).error().code == "too-large");
  for (std::size_t size = 0; size < frame.size(); ++size)
    REQUIRE_FALSE(decompress(frame.substr(0, size), 1 << 20).has_value());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    std::string damaged = frame;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
    (void)decompress(damaged, 1 << 20);
  }
}

TEST_CASE("a file is written whole, and a second program is told that the folder is in use") {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("ziping-file-" + std::to_string(std::filesystem::hash_value(std::filesystem::current_path())));
  {
    auto lock = FolderLock::take(folder);
    REQUIRE(lock.has_value());
    CHECK(FolderLock::take(folder).error().code == "folder-in-use");
    REQUIRE(write_file(folder / "a", "内容").has_value());
    CHECK(*read_file(folder / "a", 100) == "内容");
    CHECK(read_file(folder / "a", 3).error().code == "too-large");
    CHECK(read_file(folder / "none", 3).error().code == "no-file");
  }
  CHECK(FolderLock::take(folder).has_value());
  std::filesystem::remove_all(folder);
}

TEST_CASE("a secret file is its owner's alone, even where a part of an older one was left") {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("ziping-key-" + std::to_string(std::filesystem::hash_value(std::filesystem::current_path())));
  std::filesystem::create_directories(folder);
  REQUIRE(write_file(folder / "key.part", "left by a power cut").has_value());
  REQUIRE(write_file(folder / "key", "secret", FileMode::OwnerOnly).has_value());
  using std::filesystem::perms;
  const perms others = perms::group_all | perms::others_all;
  CHECK((std::filesystem::status(folder / "key").permissions() & others) == perms::none);
  CHECK(*read_file(folder / "key", 100) == "secret");
  CHECK_FALSE(std::filesystem::exists(folder / "key.part"));
  REQUIRE(move_file(folder / "key", folder / "moved").has_value());
  CHECK(read_file(folder / "key", 100).error().code == "no-file");
  CHECK(*read_file(folder / "moved", 100) == "secret");
  CHECK(move_file(folder / "none", folder / "moved").error().code == "no-file");
  CHECK(write_file(folder / "none" / "a", "x").error().code == "no-file");
  std::filesystem::remove_all(folder);
}
