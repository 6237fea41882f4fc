// Files too large to be held whole: read and written piece by piece.
//
// Ownership  Each holds the file open until it goes.
// Errors     as of base/file.h; Invalid "no-plain-file" for a folder or a device.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/descriptor.h"
#include "shared/base/file.h"

namespace ziping::base {

class InputFile {
 public:
  static Result<InputFile> open(const std::filesystem::path& path);
  std::int64_t size() const { return size_; }  // when it was opened
  // The next bytes: fewer than asked for only at the end, none behind it.
  Result<std::string> read(std::size_t bytes_max);

 private:
  InputFile(Descriptor file, std::filesystem::path path, std::int64_t size)
      : file_(std::move(file)), path_(std::move(path)), size_(size) {}
  Descriptor file_;
  std::filesystem::path path_;
  std::int64_t size_;
};

// Written beside its place and synced before it takes its name: until finish() what stood there stands, also after a
// power cut.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::filesystem::path& path, FileMode mode = FileMode::Shared);
  OutputFile(OutputFile&&) noexcept = default;
  ~OutputFile();
  Status append(std::string_view bytes);
  Status finish();  // once

 private:
  OutputFile(Descriptor file, std::filesystem::path path, std::filesystem::path beside)
      : file_(std::move(file)), path_(std::move(path)), beside_(std::move(beside)) {}
  Descriptor file_;
  std::filesystem::path path_, beside_;
};

}  // namespace ziping::base
