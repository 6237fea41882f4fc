#include "shared/base/keys.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/bytes.h"
#include "shared/base/password.h"

using namespace ziping::base;

TEST_CASE("a signature holds for its message and its key, and for nothing else") {
  SeededRandom random(4);
  const SecretKey key = SecretKey::generate(random), other = SecretKey::generate(random);
  const Signature signature = key.sign("内容");
  CHECK(verify(key.public_key(), "内容", signature));
  CHECK_FALSE(verify(key.public_key(), "内容。", signature));
  CHECK_FALSE(verify(other.public_key(), "内容", signature));
  CHECK(SecretKey::parse(key.base64())->sign("内容") == signature);
  CHECK(*PublicKey::parse(key.public_key().base64()) == key.public_key());
  CHECK_FALSE(PublicKey::parse("AAAA").has_value());
}

TEST_CASE("a made key can be sealed for, bytes that are no point of the curve cannot") {
  SeededRandom random(1);
  PublicKey key = SecretKey::generate(random).public_key();
  CHECK(can_read(key));
  key.bytes.fill(0xff);
  CHECK_FALSE(can_read(key));
  CHECK_FALSE(can_read(PublicKey()));  // a point, but of small order
}

TEST_CASE("signing follows RFC 8032, test 1") {
  const auto seed = from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const auto key = SecretKey::parse(to_base64(*seed));
  REQUIRE(key.has_value());
  const Signature signature = key->sign("");
  CHECK(to_hex({reinterpret_cast<const char*>(signature.bytes.data()), 64}) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655"
        "141438e7a100b");
  CHECK(to_hex({reinterpret_cast<const char*>(key->public_key().bytes.data()), 32}) ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_CASE("a password is recognised by its hash and short ones are refused") {
  const auto hash = hash_password("正确的密码一二三");
  REQUIRE(hash.has_value());
  CHECK(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(matches(*hash, "正确的密码一二三"));
  CHECK_FALSE(matches(*hash, "正确的密码一二"));
  CHECK_FALSE(matches("not a hash", "正确的密码一二三"));
  CHECK(hash_password("短").error().code == "weak-password");
  CHECK(hash_password(std::string(kPasswordBytesMax + 1, 'a')).error().code == "weak-password");
  CHECK(hash_password("12345678\xFF").error().code == "weak-password");
  CHECK_FALSE(needs_rehash(*hash));
  CHECK(
      needs_rehash("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g"));
}

TEST_CASE("one-time codes and tokens do not repeat") {
  SystemRandom random;
  CHECK(one_time_code(random) != one_time_code(random));
  CHECK(one_time_code(random).size() == 14);
  CHECK(bearer_token(random).size() == 43);
  CHECK(bearer_token(random) != bearer_token(random));
}
