#include "shared/sync/remark.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::sync;
using base::Json;

namespace {

const base::SecretKey& key() {
  static base::SeededRandom random(3);
  static const base::SecretKey key = base::SecretKey::generate(random);
  return key;
}

RemarkHeader remark() {
  RemarkHeader out;
  out.report = std::string(32, 'a');
  out.version = 1;
  out.revision = base::sha256("version");
  out.place = {"results.blocks[9f3a].text", "修渠三里。", 15};
  out.text = "请写明里程的依据。";
  out.author = "财";
  out.device = std::string(32, 'b');
  out.stamp = "2023-01-01T00:00:00Z";
  return out;
}

RemarkHeader on_remark(RemarkKind kind, const std::string& text) {
  RemarkHeader out = remark();
  out.place = {};
  out.kind = kind;
  out.on = remark().name();
  out.text = text;
  return out;
}

bool is_read(const Json& json) { return Remark::parse(json).has_value(); }

// As somebody would send it who signs what no program of ours writes.
Json with(const char* member, Json value) {
  Json out = seal(remark(), key()).json();
  out["header"][member] = std::move(value);
  return out;
}

bool may(const Author& author, const RemarkHeader& header, const RemarkHeader* on = nullptr) {
  return check_speaker(author, "nong", header, on).has_value();
}

}  // namespace

TEST_CASE("a remark reads back as it was sealed, under the same name and signature") {
  for (const RemarkHeader& header : {remark(), on_remark(RemarkKind::Answer, "已补充。"),
                                     on_remark(RemarkKind::Close, ""), on_remark(RemarkKind::Reopen, "")}) {
    const Remark sealed = seal(header, key());
    const auto again = Remark::parse(*base::parse_json(base::canonical(sealed.json())));
    REQUIRE(again.has_value());
    CHECK(again->header.name() == header.name());
    CHECK(again->header.kind == header.kind);
    CHECK(again->header.place == header.place);
    CHECK(again->header.on == header.on);
    CHECK(signed_by(*again, key().public_key()));
  }
}

TEST_CASE("whatever is changed in a remark after it was signed shows") {
  const Json whole = seal(remark(), key()).json();
  const Json header = *whole.find("header");
  for (const auto& [member, value] : *header.as_object()) {
    Json changed = whole;
    changed["header"][member] = value.is_string() ? Json(*value.as_string() + "0") : Json(*value.as_integer() + 1);
    const auto read = Remark::parse(changed);
    CHECK_FALSE((read && signed_by(*read, key().public_key())));
  }
}

TEST_CASE("every flipped bit of a remark is refused, or shows in its signature") {
  const std::string text = base::canonical(seal(remark(), key()).json());
  for (std::size_t i = 0; i < text.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto json = base::parse_json(damaged);
      const auto read = json ? Remark::parse(*json) : base::Result<Remark>(json.error());
      CHECK_FALSE((read && signed_by(*read, key().public_key())));
    }
}

TEST_CASE("a remark that makes no sense is refused, whoever signed it") {
  REQUIRE(is_read(seal(remark(), key()).json()));
  CHECK_FALSE(is_read(Json("remark")));
  CHECK_FALSE(is_read(with("later", Json(1))));
  CHECK_FALSE(is_read(with("version", Json(0))));
  CHECK_FALSE(is_read(with("kind", Json("praise"))));
  CHECK_FALSE(is_read(with("kind", Json("answer"))));  // on nothing, and with a place of its own
  CHECK_FALSE(is_read(with("on", Json(base::sha256("x").hex()))));
  CHECK_FALSE(is_read(with("at", Json("No Path"))));
  CHECK_FALSE(is_read(with("at", Json(""))));
  CHECK_FALSE(is_read(with("quote", Json(""))));
  CHECK_FALSE(is_read(with("offset", Json(-1))));
  CHECK_FALSE(is_read(with("text", Json(" \n"))));
  CHECK_FALSE(is_read(with("text", Json("\x01"))));
  CHECK_FALSE(is_read(with("stamp", Json("yesterday"))));
  CHECK_FALSE(is_read(with("author", Json(""))));
}

TEST_CASE("a remark takes 4,000 characters and a quote 2,000, and not one more") {
  const auto characters = [](std::size_t count) {
    std::string out;
    while (count-- > 0) out += "字";
    return Json(out);
  };
  CHECK(is_read(with("text", characters(kRemarkCharactersMax))));
  CHECK_FALSE(is_read(with("text", characters(kRemarkCharactersMax + 1))));
  CHECK(is_read(with("quote", characters(kQuoteCharactersMax))));
  CHECK_FALSE(is_read(with("quote", characters(kQuoteCharactersMax + 1))));
}

TEST_CASE("finance and the department speak, nobody else; its author and finance close a remark") {
  const Author finance{"财", "finance", "", ""}, office{"办", "office", "nong", ""},
      team{"东", "member", "nong", "dong"}, other{"林", "office", "lin", ""}, admin{"管", "admin", "", ""};
  const RemarkHeader answer = on_remark(RemarkKind::Answer, "已补充。"), close = on_remark(RemarkKind::Close, "");
  const RemarkHeader of_finance = remark();
  RemarkHeader of_team = remark();
  of_team.author = "东";
  for (const Author& one : {finance, office, team}) {
    CHECK(may(one, of_finance));
    CHECK(may(one, answer, &of_finance));
  }
  for (const Author& one : {other, admin}) {
    CHECK_FALSE(may(one, of_finance));
    CHECK_FALSE(may(one, answer, &of_finance));
    CHECK_FALSE(may(one, close, &of_finance));
  }
  CHECK(may(finance, close, &of_finance));
  CHECK(may(finance, close, &of_team));
  CHECK_FALSE(may(office, close, &of_finance));
  CHECK_FALSE(may(office, close, &of_team));
  CHECK(may(team, close, &of_team));
  CHECK_FALSE(may(office, on_remark(RemarkKind::Reopen, ""), &of_finance));
}
