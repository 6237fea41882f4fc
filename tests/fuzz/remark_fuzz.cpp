// A remark that is taken is written as the same remark under the same name, keeps the limits that people are told, and
// is held to be its author's only with the author's signature.
#include "shared/base/utf8.h"
#include "shared/sync/remark.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

namespace {

const base::SecretKey& key() {
  static base::SeededRandom random(5);
  static const base::SecretKey key = base::SecretKey::generate(random);
  return key;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto json = base::parse_json(fuzz::text(bytes, size));
  const auto remark = json ? sync::Remark::parse(*json) : base::Result<sync::Remark>(json.error());
  if (!remark) return 0;
  const sync::RemarkHeader& header = remark->header;
  ENSURE(header.name() == base::sha256(base::canonical(*json->find("header"))));
  ENSURE(remark->json() == *json);
  const auto again = sync::Remark::parse(remark->json());
  ENSURE(again && again->header.name() == header.name() && again->signature.bytes == remark->signature.bytes);
  ENSURE(sync::check_words(header).has_value() && base::is_utf8(header.text));
  ENSURE((header.kind == sync::RemarkKind::Remark) == !header.on);
  const sync::Remark ours = sync::seal(header, key());
  ENSURE(sync::signed_by(ours, key().public_key()));
  ENSURE(sync::signed_by(*remark, key().public_key()) == (remark->signature.bytes == ours.signature.bytes));
  return 0;
}
