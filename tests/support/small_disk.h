// A disk of a few megabytes at a folder, until this goes. A test is skipped where nobody may mount one.
#pragma once

#include <sys/mount.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <string>

namespace ziping::support {

class SmallDisk {
 public:
  SmallDisk(std::filesystem::path place, int megabytes) : place_(std::move(place)) {
    std::filesystem::create_directories(place_);
    const std::string size = "size=" + std::to_string(megabytes) + "m";
    if (mount("tmpfs", place_.c_str(), "tmpfs", 0, size.c_str()) != 0)
      SKIP("this machine lets nobody mount a small disk");
  }
  ~SmallDisk() { umount2(place_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  void fill() const {
    std::ofstream out(place_ / "filler", std::ios::binary);
    while (out << std::string(4096, 'x') << std::flush) continue;
  }
  void make_room() const { std::filesystem::remove(place_ / "filler"); }

 private:
  std::filesystem::path place_;
};

}  // namespace ziping::support
