#include "shared/base/random.h"

#include "shared/base/bytes.h"
#include "shared/base/check.h"
#include "shared/base/sodium.h"

namespace ziping::base {

void SystemRandom::fill(void* bytes, std::size_t size) {
  start_sodium();
  randombytes_buf(bytes, size);
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

void SeededRandom::fill(void* bytes, std::size_t size) {
  auto* out = static_cast<unsigned char*>(bytes);
  while (size > 0) {
    const std::uint64_t word = next();  // lowest byte first, whatever the processor's own order
    for (unsigned shift = 0; shift < 64 && size > 0; shift += 8, --size)
      *out++ = static_cast<unsigned char>(word >> shift & 0xff);
  }
}

std::uint64_t SeededRandom::next() {  // splitmix64 (G. Steele, D. Lea, C. Flood, 2014)
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
  ENSURE(bound > 0);
  return next() % bound;
}

std::string random_name(Random& random, std::size_t bytes) {
  std::string raw(bytes, '\0');
  random.fill(raw.data(), raw.size());
  return to_hex(raw);
}

}  // namespace ziping::base
