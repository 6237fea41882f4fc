// A frame never gives more than was allowed, and what it gives survives being packed and read again.
#include "shared/base/compress.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t kPlainBytesMax = 64u << 10;
  const auto plain = base::decompress(fuzz::text(bytes, size), kPlainBytesMax);
  if (!plain) return 0;
  ENSURE(plain->size() <= kPlainBytesMax);
  const auto again = base::decompress(base::compress(*plain), plain->size());
  ENSURE(again && *again == *plain);
  if (!plain->empty()) ENSURE(!base::decompress(fuzz::text(bytes, size), plain->size() - 1));
  return 0;
}
