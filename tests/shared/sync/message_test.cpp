#include "shared/sync/message.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using namespace ziping::sync;
using base::Json;

namespace {

SyncResponse sample() {
  SyncResponse out;
  Receipt receipt{base::sha256("a").hex(), 7, "2023-01-01T00:00:00Z", {}, base::Signature{}};
  out.receipts.push_back(receipt);
  out.refused.push_back({base::sha256("b").hex(), "not-yours", "不是您的部分", {"budget"}});
  Json entry;
  entry["seq"] = 7;
  entry["kind"] = "stage";
  out.entries.push_back(entry);
  out.cursor = 7;
  out.chain = base::sha256("chain").hex();
  out.more = true;
  out.merge = 3;
  return out;
}

}  // namespace

TEST_CASE("messages read back as they were written") {
  const auto again = SyncResponse::parse(*base::parse_json(base::canonical(sample().json())));
  REQUIRE(again.has_value());
  CHECK(base::canonical(again->json()) == base::canonical(sample().json()));
  CHECK(again->merge == 3);
  SyncRequest request;
  request.cursor = 12;
  request.chain = base::sha256("twelve").hex();
  request.push.push_back(Json("x"));
  request.remarks.push_back(Json("y"));
  request.proofs.emplace(base::sha256("x").hex(), base::Signature{});
  const auto asked = SyncRequest::parse(request.json());
  REQUIRE(asked.has_value());
  CHECK(asked->cursor == 12);
  CHECK(asked->chain == request.chain);
  CHECK(asked->push == request.push);
  CHECK(asked->remarks == request.remarks);
  CHECK(asked->proofs == request.proofs);
}

TEST_CASE("an answer whose merge number is missing or none is read as that of an older server") {
  for (const char* merge : {"", R"(,"merge":"2")", R"(,"merge":-2)", R"(,"merge":null)", R"(,"merge":2.5)"}) {
    INFO(merge);
    const auto answer =
        SyncResponse::parse(*base::parse_json(R"({"entries":[],"cursor":0)" + std::string(merge) + "}"));
    REQUIRE(answer.has_value());
    CHECK(answer->merge == 0);
    CHECK(answer->json().find("merge") == nullptr);
  }
}

TEST_CASE("every damaged answer is refused or read, never a crash") {
  const std::string text = base::canonical(sample().json());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      if (const auto json = base::parse_json(damaged)) (void)SyncResponse::parse(*json);
    }
  }
}

TEST_CASE("an answer that is no sync answer, or whose cursor lags behind its entries, is refused") {
  CHECK_FALSE(SyncResponse::parse(*base::parse_json("{}")).has_value());
  CHECK_FALSE(SyncResponse::parse(*base::parse_json(R"({"entries":[{"seq":5,"kind":"x"}],"cursor":4})")).has_value());
  CHECK_FALSE(
      SyncResponse::parse(*base::parse_json(R"({"entries":[{"seq":5,"kind":"x"},{"seq":5,"kind":"x"}],"cursor":9})"))
          .has_value());
  CHECK_FALSE(SyncRequest::parse(*base::parse_json(R"({"cursor":-1})")).has_value());
  CHECK_FALSE(SyncRequest::parse(*base::parse_json(R"({"cursor":1,"chain":"of something"})")).has_value());
  CHECK_FALSE(SyncResponse::parse(*base::parse_json(R"({"entries":[],"cursor":1,"chain":"of it"})")).has_value());
}

TEST_CASE("a receipt's signature covers the revision, its number, its time and the server") {
  base::SeededRandom random(1);
  const base::SecretKey key = base::SecretKey::generate(random);
  Receipt receipt = sample().receipts.front();
  receipt.signature = key.sign(receipt.signed_bytes("server"));
  CHECK(base::verify(key.public_key(), receipt.signed_bytes("server"), receipt.signature));
  CHECK_FALSE(base::verify(key.public_key(), receipt.signed_bytes("other"), receipt.signature));
  receipt.seq = 8;
  CHECK_FALSE(base::verify(key.public_key(), receipt.signed_bytes("server"), receipt.signature));
}

TEST_CASE("what is no proof is passed over, and holds up nothing else of its message") {
  const auto request = SyncRequest::parse(*base::parse_json(R"({"proofs":{"a":"no signature","b":7}})"));
  REQUIRE(request.has_value());
  CHECK(request->proofs.empty());
  REQUIRE(SyncRequest::parse(*base::parse_json(R"({"proofs":[7]})")).has_value());
  Json json = sample().receipts.front().json();
  json["proof"] = "no signature";
  const auto receipt = Receipt::parse(json);
  REQUIRE(receipt.has_value());
  CHECK_FALSE(receipt->proof.has_value());
}

TEST_CASE("a protocol past every number of ours is not taken for a small one") {
  const auto request = ziping::sync::SyncRequest::parse(*ziping::base::parse_json(R"({"protocol":4294967297})"));
  REQUIRE_FALSE(request);
  CHECK(request.error().code == "bad-message");
}
