// What went wrong in a run: the first thing only, for the rest may follow from it. And, where somebody wants to read
// along, what happened before.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

namespace ziping::simulation {

enum class Trace { Off, On };

class Trouble {
 public:
  explicit Trouble(Trace trace) : trace_(trace) {}
  void tell(std::string what) {
    if (!first_) first_ = std::move(what);
  }
  bool any() const { return first_.has_value(); }
  const std::string& first() const { return *first_; }

  bool traced() const { return trace_ == Trace::On; }
  void note(const std::string& what) const {
    if (traced()) std::printf("  %s\n", what.c_str());
  }

 private:
  Trace trace_;
  std::optional<std::string> first_;
};

}  // namespace ziping::simulation
