#include "shared/base/bytes.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
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
    const auto bytes = decompress(damaged, 1 << 20);
    if (bytes) REQUIRE(bytes->size() <= 1 << 20);
  }
  CHECK(*decompress(compress(""), 0) == "");
  CHECK(decompress(frame + frame, 1 << 20).error().code == "bad-compression");
}

TEST_CASE("a small frame that asks for a large memory is refused") {
  // RFC 8878 §3.1.1: magic number, a descriptor without single segment, then a window of 2^26 bytes, then an empty last
  // raw block.
  const std::string frame("\x28\xB5\x2F\xFD\x00\x80\x01\x00\x00", 9);
  CHECK(decompress(frame, 1 << 30).error().code == "bad-compression");
  std::string modest = frame;
  modest[5] = 0x58;  // 2^21
  CHECK(*decompress(modest, 1 << 30) == "");
}

TEST_CASE("every cut and every changed byte of base64 and hexadecimal is read back exactly or refused") {
  const std::string bytes = "内容abc\x01";
  for (const std::string& text : {to_base64(bytes), to_base64(bytes + "x"), to_base64(bytes + "xy")}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (at % 4) REQUIRE_FALSE(from_base64(text.substr(0, at)).has_value());
      for (int byte = 0; byte < 256; ++byte) {
        std::string damaged = text;
        damaged[at] = static_cast<char>(byte);
        const auto read = from_base64(damaged);
        if (read) REQUIRE(to_base64(*read) == damaged);  // one text for one content
      }
    }
  }
  for (const char* hex : {"0", "0g", "0x", " 0", "\xFF\xFF"}) CHECK(from_hex(hex).error().code == "bad-hex");
  CHECK(*from_hex("0aFF") == "\x0A\xFF");
}

TEST_CASE("a hash of any length is the same whole and in pieces, again and again") {
  SeededRandom random(9);
  std::string bytes(300, '\0');
  random.fill(bytes.data(), bytes.size());
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const std::string_view part = std::string_view(bytes).substr(0, size);
    Sha256 pieces;
    pieces.add(part.substr(0, size / 3));
    pieces.add(part.substr(size / 3));
    REQUIRE(pieces.finish() == sha256(part));
    REQUIRE(sha256({part.substr(0, size / 3), "", part.substr(size / 3)}) == sha256(part));
  }
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
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
    const auto odd = read_file(folder, 3);
    CHECK(odd.error().code == "no-access");
    CHECK(odd.error().message.find("请检查") != std::string::npos);
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

TEST_CASE("on a full disk the file stays what it was and the message says so") {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("ziping-full-" + std::to_string(std::filesystem::hash_value(std::filesystem::current_path())));
  std::filesystem::create_directories(folder);
  REQUIRE(write_file(folder / "a", "old").has_value());
  const pid_t child = fork();  // the limit stands for the disk, and would stay with this process
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto written = write_file(folder / "a", std::string(5000, 'x'));
    _exit(!written && written.error().code == "disk-full" && written.error().kind == ErrorKind::Full ? 0 : 1);
  }
  int outcome = -1;
  waitpid(child, &outcome, 0);
  CHECK(outcome == 0);
  CHECK(*read_file(folder / "a", 100) == "old");
  CHECK_FALSE(std::filesystem::exists(folder / "a.part"));
  std::filesystem::remove_all(folder);
}
