#include "shared/base/file_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ziping::base {

Result<InputFile> InputFile::open(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // a pipe must not keep anybody waiting
  if (file.get() < 0) return system_error(errno, path);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return system_error(errno, path);
  if (!S_ISREG(about.st_mode))
    return Error{ErrorKind::Invalid, "no-plain-file", "“" + path.filename().string() + "”不是一个文件，请另选。", {}};
  return InputFile(std::move(file), path, about.st_size);
}

Result<std::string> InputFile::read(std::size_t bytes_max) {
  std::string out(bytes_max, '\0');
  std::size_t at = 0;
  while (at < bytes_max) {
    const ssize_t count = ::read(file_.get(), out.data() + at, bytes_max - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(errno, path_);
    if (count == 0) break;
    at += static_cast<std::size_t>(count);
  }
  out.resize(at);
  return out;
}

Result<OutputFile> OutputFile::create(const std::filesystem::path& path, FileMode mode) {
  std::filesystem::path beside = path.string() + ".part";
  const mode_t bits = mode == FileMode::OwnerOnly ? 0600 : 0644;
  ::unlink(beside.c_str());  // one left by a power cut may have other rights, or lead elsewhere
  Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, bits));
  if (file.get() < 0) return system_error(errno, path);
  return OutputFile(std::move(file), path, std::move(beside));
}

OutputFile::~OutputFile() {
  if (file_.get() >= 0) ::unlink(beside_.c_str());
}

Status OutputFile::append(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t count = ::write(file_.get(), bytes.data() + at, bytes.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return system_error(count < 0 ? errno : ENOSPC, path_);
    at += static_cast<std::size_t>(count);
  }
  return done();
}

Status OutputFile::finish() {
  if (::fsync(file_.get()) != 0) return system_error(errno, path_);
  const Status moved = move_file(beside_, path_);
  if (moved) Descriptor(file_.release());  // closed, and nothing is left to take away
  return moved;
}

}  // namespace ziping::base
