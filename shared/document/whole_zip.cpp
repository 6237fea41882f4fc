#include "shared/document/whole_zip.h"

#include <zip.h>

#include <memory>
#include <string>

#include "shared/base/utf8.h"
#include "shared/document/library_versions.h"

namespace ziping::document {
namespace {

constexpr std::size_t kPartBytesMax = 512u << 20;

base::Error bad_zip(std::string cause) {
  return {base::ErrorKind::Corrupt, "bad-zip", "文件不完整，没有采用。", std::move(cause)};
}

struct Closer {
  void operator()(zip_t* zip) const { zip_discard(zip); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

base::Result<std::string> part(zip_t* zip, zip_uint64_t index, const std::string& name) {
  const std::unique_ptr<zip_file_t, Closer> file(zip_fopen_index(zip, index, 0));
  if (!file) return bad_zip(name);
  std::string out, piece(64 * 1024, '\0');
  for (;;) {
    const zip_int64_t count = zip_fread(file.get(), piece.data(), piece.size());
    if (count < 0) return bad_zip(name);  // it compares the checksum as well
    if (count == 0) return out;
    out.append(piece, 0, static_cast<std::size_t>(count));
    if (out.size() > kPartBytesMax) return bad_zip(name);
  }
}

// <?xml …?><worksheet …>…</worksheet>
bool goes_to_its_end(std::string_view xml) {
  std::size_t begin = xml.find("?>");
  begin = begin == xml.npos ? begin : xml.find('<', begin);
  if (begin == xml.npos) return false;
  const std::size_t end = xml.find_first_of(" >", begin);
  if (end == xml.npos) return false;
  const std::string root(xml.substr(begin + 1, end - begin - 1));
  return base::trimmed(xml).ends_with("</" + root + ">");
}

}  // namespace

base::Status check_whole_zip(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return bad_zip("zip");
  const std::unique_ptr<zip_t, Closer> zip(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (!zip) {
    zip_source_free(source);
    return bad_zip("zip");
  }
  const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
  if (count <= 0) return bad_zip("zip");
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* name = zip_get_name(zip.get(), i, 0);
    auto xml = part(zip.get(), i, name ? name : "");
    if (!xml) return xml.error();
    if (!goes_to_its_end(*xml)) return bad_zip(name ? name : "");
  }
  return base::done();
}

std::string version_of_zip() { return zip_libzip_version(); }

}  // namespace ziping::document
