// An open file of the system, closed when its owner goes, and what the system's errors mean to a person. For this room.
#pragma once

#include <filesystem>
#include <utility>

#include "shared/base/result.h"

namespace ziping::base {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

// Of an errno; as of base/file.h.
Error system_error(int number, const std::filesystem::path& path);

}  // namespace ziping::base
