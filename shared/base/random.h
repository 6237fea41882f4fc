// Where unpredictable bytes come from: the system, or a seed in tests.
#pragma once

#include <cstdint>
#include <string>

namespace ziping::base {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(void* bytes, std::size_t size) = 0;
};

class SystemRandom final : public Random {  // libsodium's randombytes
 public:
  void fill(void* bytes, std::size_t size) override;
};

Random& system_random();

class SeededRandom final : public Random {  // splitmix64; the same seed gives the same bytes everywhere
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(void* bytes, std::size_t size) override;
  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // 0 … bound − 1; bound > 0

 private:
  std::uint64_t state_;
};

std::string random_name(Random& random, std::size_t bytes);  // 2 × bytes lower-case hex digits

}  // namespace ziping::base
