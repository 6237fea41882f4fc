#include "shared/sync/bundle.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::sync;
using base::Json;

namespace {

constexpr const char* kPassphrase = "崀义漳江八个字口令";

base::SecretKey key_of(std::uint64_t seed) {
  base::SeededRandom random(seed);
  return base::SecretKey::generate(random);
}

// A town's laptop makes a bundle for the office and whoever knows the passphrase.
struct Stick {
  base::SecretKey town = key_of(1), office = key_of(2), stranger = key_of(3);
  base::SeededRandom random{4};
  BundleContent content;
  BundlePreface preface;

  Stick() {
    content.needs = {base::sha256("parent").hex()};
    content.revisions = {Json("一条修订")};
    content.remarks = {Json("一条意见")};
    content.files = {{base::sha256("附件"), "附件"}};
    const std::string own = base::sha256("own").hex();
    content.has = BundleHoldings{12, base::sha256("twelve").hex(), Json(Json::Object{}), {own}, {own}, {own}};
    content.others["later"] = "from a newer program";
    preface = {"town", "东", town.public_key(), "centre", "2023-01-01T00:00:00Z", "d1", ""};
  }
  std::string file(const BundleReaders& readers) {
    auto packed = pack(preface, content, readers, town, random);
    REQUIRE(packed.has_value());
    return *packed;
  }
  std::string file() { return file({{office.public_key()}, ""}); }
  // Signs again what somebody with a key of their own has changed.
  std::string resigned(std::string file) const {
    file.resize(file.size() - 64);
    const auto signature = town.sign("ziping-bundle 1\n" + std::string(base::sha256(file).view()));
    return file.append(reinterpret_cast<const char*>(signature.bytes.data()), signature.bytes.size());
  }
};

base::Result<BundleContent> opened(std::string_view file, const BundleOpener& opener) {
  auto packed = PackedBundle::parse(file);
  return packed ? packed->open(opener) : base::Result<BundleContent>(packed.error());
}

std::string code(const base::Result<BundleContent>& result) { return result ? "" : result.error().code; }

}  // namespace

TEST_CASE("a bundle gives its readers what went in, members of newer programs included") {
  Stick stick;
  const std::string file = stick.file();
  const auto packed = PackedBundle::parse(file);
  REQUIRE(packed.has_value());
  CHECK(base::canonical(packed->preface().json()) == base::canonical(stick.preface.json()));
  const auto content = packed->open({stick.office, ""});
  REQUIRE(content.has_value());
  CHECK(base::canonical(content->json()) == base::canonical(stick.content.json()));
}

TEST_CASE("a bundle of many chunks comes out whole") {
  Stick stick;
  stick.content.revisions = {Json(base::random_name(stick.random, 200'000))};
  const auto content = opened(stick.file(), {stick.office, ""});
  REQUIRE(content.has_value());
  CHECK(content->revisions == stick.content.revisions);
}

TEST_CASE("only who is named, or knows the passphrase, reads a bundle") {
  Stick stick;
  const std::string named = stick.file(), spoken = stick.file({{}, kPassphrase});
  CHECK(code(opened(named, {stick.stranger, ""})) == "no-key");
  CHECK(code(opened(named, {stick.stranger, kPassphrase})) == "no-key");
  CHECK(code(opened(spoken, {stick.stranger, ""})) == "passphrase-needed");
  CHECK(code(opened(spoken, {stick.stranger, "另外八个字的口令"})) == "wrong-passphrase");
  CHECK(opened(spoken, {stick.stranger, kPassphrase}).has_value());
  CHECK(named.find("newer program") == std::string::npos);
  CHECK(pack(stick.preface, stick.content, {{}, "七个字的口令啊"}, stick.town, stick.random).error().code ==
        "weak-password");
}

TEST_CASE("a bundle that is cut anywhere, or changed at any byte, gives an error and nothing else") {
  Stick stick;
  const std::string file = stick.file();
  for (std::size_t size = 0; size < file.size(); ++size)
    REQUIRE_FALSE(opened(file.substr(0, size), {stick.office, ""}).has_value());
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      REQUIRE_FALSE(opened(damaged, {stick.office, ""}).has_value());
    }
  }
  CHECK_FALSE(opened(file + "x", {stick.office, ""}).has_value());
}

TEST_CASE("what a maker with a key of his own writes into a bundle ends nobody's program") {
  Stick stick;
  const std::string file = stick.file();
  std::size_t read = 0;
  for (std::size_t at = 16; at + 64 < file.size(); ++at) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    if (opened(stick.resigned(damaged), {stick.office, ""})) ++read;
    REQUIRE_FALSE(opened(stick.resigned(file.substr(0, at) + file.substr(file.size() - 64)), {stick.office, ""}));
  }
  // The labels of the preface may say anything; the content may not.
  CHECK(read > 0);
  CHECK(read < file.find("slots") + 100);
}

TEST_CASE("a slot that asks for more work than a laptop has is refused at once") {
  Stick stick;
  auto packed = stick.file({{}, kPassphrase});
  const auto with = [&](const std::string& from, const std::string& to) {
    const std::size_t at = packed.find(from);
    REQUIRE(at != packed.npos);
    std::string out = packed;
    out[19] = static_cast<char>(out[19] + static_cast<char>(to.size() - from.size()));  // the size of the preface
    return stick.resigned(out.replace(at, from.size(), to));
  };
  const BundleOpener opener{stick.stranger, kPassphrase};
  CHECK(opened(with("\"memory\":67108864", "\"memory\":67108864"), opener).has_value());
  CHECK(code(opened(with("\"memory\":67108864", "\"memory\":67108863"), opener)) == "wrong-passphrase");
  CHECK(code(opened(with("\"memory\":67108864", "\"memory\":99999999999999"), opener)) == "damaged-bundle");
  CHECK(code(opened(with("\"memory\":67108864", "\"memory\":268435457"), opener)) == "damaged-bundle");
  CHECK(code(opened(with("\"operations\":3", "\"operations\":11"), opener)) == "damaged-bundle");
}

TEST_CASE("another file, and a bundle of a newer program, are told apart") {
  Stick stick;
  std::string newer = stick.file();
  newer[14] = '2';
  CHECK(code(opened(newer, {stick.office, ""})) == "newer-bundle");
  CHECK(code(opened("PK\x03\x04", {stick.office, ""})) == "not-a-bundle");
  CHECK(code(opened("", {stick.office, ""})) == "not-a-bundle");
}

TEST_CASE("entries without their cursor, out of order or beyond it are refused") {
  const auto parsed = [](const char* text) { return BundleContent::parse(*base::parse_json(text)).has_value(); };
  CHECK(parsed(R"({"entries":[{"seq":5,"kind":"x"}],"cursor":{"from":4,"to":9}})"));
  CHECK_FALSE(parsed(R"({"entries":[{"seq":5,"kind":"x"}]})"));
  CHECK_FALSE(parsed(R"({"entries":[{"seq":5,"kind":"x"}],"cursor":{"from":5,"to":9}})"));
  CHECK_FALSE(parsed(R"({"entries":[{"seq":10,"kind":"x"}],"cursor":{"from":4,"to":9}})"));
  CHECK_FALSE(parsed(R"({"entries":[{"seq":6,"kind":"x"},{"seq":6,"kind":"x"}],"cursor":{"from":4,"to":9}})"));
  CHECK_FALSE(parsed(R"({"needs":["x"]})"));
  CHECK_FALSE(parsed(R"({"has":{"heads":{"r":["x"]}}})"));
  CHECK_FALSE(parsed(R"({"has":{"heads":{},"remarks":["x"]}})"));
  CHECK_FALSE(parsed(R"({"has":{"heads":{},"files":["x"]}})"));
  CHECK_FALSE(parsed(R"([])"));
}

TEST_CASE("an attachment in a bundle is taken only under the name that its bytes have, and no more of them than fit") {
  const auto file = [](const std::string& named_by, const std::string& body) {
    return BundleFile{base::sha256(named_by), body};
  };
  const auto parsed = [](const std::vector<BundleFile>& files) {
    BundleContent content;
    content.files = files;
    return BundleContent::parse(content.json()).has_value();
  };
  CHECK(parsed({file("图", "图"), file("表", "表")}));
  CHECK_FALSE(parsed({file("图", "表")}));
  CHECK_FALSE(parsed({file("", "")}));
  CHECK_FALSE(BundleFile::parse(*base::parse_json(R"({"file":"x","body":"eA=="})")).has_value());
  CHECK(parsed(std::vector(kBundleFilesMax, file("图", "图"))));
  CHECK_FALSE(parsed(std::vector(kBundleFilesMax + 1, file("图", "图"))));
  const std::string half(kBundleFilesBytesMax / 2, 'x');
  CHECK(parsed({file(half, half), file(half, half)}));
  CHECK_FALSE(parsed({file(half, half), file(half, half), file("图", "图")}));
}
