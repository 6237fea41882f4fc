#include "client/cli/files.h"

#include <iostream>
#include <iterator>

#include "shared/base/file.h"
#include "shared/base/utf8.h"

namespace ziping::client {

base::Result<std::string> read_text_file(const std::string& file) {
  base::Result<std::string> bytes = std::string();
  if (file == "-")
    bytes = std::string(std::istreambuf_iterator<char>(std::cin), {});
  else
    bytes = base::read_file(file, kInputBytesMax);
  return bytes ? base::decode_text_file(*bytes) : bytes;
}

base::Status write_text_file(const std::string& file, std::string_view text) {
  auto written = base::write_file(file, text);
  if (written || written.error().code != "no-file") return written;
  const std::string folder = std::filesystem::path(file).parent_path().string();
  return base::Error{base::ErrorKind::NotFound, "no-folder", "没有文件夹“" + folder + "”，没有写出。",
                     written.error().cause};
}

}  // namespace ziping::client
