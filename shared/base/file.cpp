#include "shared/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "shared/base/file_stream.h"

namespace ziping::base {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Error system_error(int number, const std::filesystem::path& path) {
  const std::string cause = path.string() + ": " + std::strerror(number);
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return {ErrorKind::NotFound, "no-file", "找不到文件“" + path.filename().string() + "”。", cause};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {ErrorKind::Full, "disk-full", "磁盘空间不足，没有写入。请腾出空间后再试。", cause};
    case EIO:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOLCK:
      return {ErrorKind::Unavailable, "disk-error", "读写“" + path.filename().string() + "”时出错，请稍后再试。",
              cause};
    default:
      return {ErrorKind::Denied, "no-access",
              "不能读写“" + path.filename().string() + "”。请检查磁盘和文件夹的权限后再试。", cause};
  }
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error(errno, path);
  std::string out;
  char piece[64 * 1024];
  for (;;) {
    const ssize_t count = ::read(file.get(), piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(errno, path);
    if (count == 0) return out;
    if (static_cast<std::size_t>(count) > bytes_max - out.size())
      return Error{ErrorKind::Full, "too-large", "文件“" + path.filename().string() + "”超过大小上限，没有读入。", {}};
    out.append(piece, static_cast<std::size_t>(count));
  }
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
  return write_file(path, bytes, FileMode::Shared);
}

Status write_file(const std::filesystem::path& path, std::string_view bytes, FileMode mode) {
  auto file = OutputFile::create(path, mode);
  if (!file) return file.error();
  if (auto status = file->append(bytes); !status) return status;
  return file->finish();
}

Status move_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return system_error(errno, to);
  return sync_folder(to.has_parent_path() ? to.parent_path() : std::filesystem::path("."));
}

Status sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) return system_error(errno, folder);
  return done();
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return system_error(failed.value(), folder);
  const std::filesystem::path path = folder / ".lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file.get() < 0) return system_error(errno, folder);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return system_error(errno, folder);
    return Error{ErrorKind::Unavailable,
                 "folder-in-use",
                 "数据文件夹“" + folder.string() + "”正被另一个程序使用，请先关闭它。",
                 {}};
  }
  return FolderLock(file.release());
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

}  // namespace ziping::base
