#include "client/platform/mapped_file.h"

#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace ziping::platform {

#if defined(_WIN32)

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path&) { return nullptr; }
MappedFile::~MappedFile() = default;

#else

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  struct stat about {};
  void* memory = MAP_FAILED;
  if (::fstat(file, &about) == 0 && about.st_size > 0)
    memory = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (memory == MAP_FAILED) return nullptr;
  return std::shared_ptr<const MappedFile>(
      new MappedFile({static_cast<const std::byte*>(memory), static_cast<std::size_t>(about.st_size)}));
}

MappedFile::~MappedFile() { ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size()); }

#endif

}  // namespace ziping::platform
