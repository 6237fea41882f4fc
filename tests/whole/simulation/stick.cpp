#include "tests/whole/simulation/stick.h"

namespace ziping::simulation {
namespace {

constexpr std::size_t kRoom = 6;

}  // namespace

void Stick::put(std::string file) {
  if (files_.size() < kRoom) return files_.push_back(std::move(file));
  files_[random_.below(kRoom)] = std::move(file);
}

std::optional<Stick::Copy> Stick::any() {
  if (files_.empty()) return std::nullopt;
  Copy out{files_[random_.below(files_.size())]};
  const std::uint64_t fate = random_.below(6);
  const std::size_t at = random_.below(out.file.size());
  if (fate == 0) out.file.resize(at);
  if (fate == 1) out.file[at] = static_cast<char>(out.file[at] ^ (1 << random_.below(8)));
  out.spoilt = fate <= 1;
  return out;
}

}  // namespace ziping::simulation
