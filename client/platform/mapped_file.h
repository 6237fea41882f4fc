// A file as memory, of which only what is looked at is read from the disk. The fonts of a window are 45 MB, and it
// looks at some three of them.
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace ziping::platform {

class MappedFile {
 public:
  // Null when the file cannot be read, is empty, or this system maps no files for us.
  static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

}  // namespace ziping::platform
