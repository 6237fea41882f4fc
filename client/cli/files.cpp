#include "client/cli/files.h"

#include <iostream>
#include <iterator>

#include "client/work/export.h"
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

base::Status write_text_file(const std::string& file, std::string_view text) { return write_out(file, text); }

}  // namespace ziping::client
