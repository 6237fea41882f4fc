#include "tests/whole/simulation/stick.h"

namespace ziping::simulation {
namespace {

constexpr std::size_t kRoom = 6;

}  // namespace

void Stick::put(Bundle bundle) {
  if (bundles_.size() < kRoom) return bundles_.push_back(std::move(bundle));
  bundles_[random_.below(kRoom)] = std::move(bundle);
}

std::string Stick::passphrase() {
  if (locks_ == 0 || random_.below(3) > 0) return {};
  return "天亮以后再出发 " + std::to_string(locks_--);
}

std::optional<Stick::Copy> Stick::any() {
  if (bundles_.empty()) return std::nullopt;
  Copy out{bundles_[random_.below(bundles_.size())]};
  const std::uint64_t fate = random_.below(6);
  const std::size_t at = random_.below(out.file.size());
  if (fate == 0) out.file.resize(at);
  if (fate == 1) out.file[at] = static_cast<char>(out.file[at] ^ (1 << random_.below(8)));
  out.spoilt = fate <= 1;
  return out;
}

}  // namespace ziping::simulation
