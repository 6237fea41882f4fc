// The kinds of files that are taken, each with what its bytes begin with: PDF (ISO 32000), PNG, JPEG, TIFF, the
// compound files of older office programs (D0 CF 11 E0), and zip, which OOXML and OFD (GB/T 33190) are. Nothing here
// opens them.
#include "shared/form/attachment.h"

#include <algorithm>
#include <set>

#include "shared/base/utf8.h"

namespace ziping::form {
namespace {

using base::Json;
using namespace std::string_view_literals;

constexpr std::string_view kZip = "PK\x03\x04", kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", kPlain = "";

struct FileKind {
  std::string_view ending, type;
  std::vector<std::string_view> magic;
};

const std::vector<FileKind>& file_kinds() {
  static const std::vector<FileKind> table{
      {".pdf", "application/pdf", {"%PDF-"}},
      {".ofd", "application/ofd", {kZip}},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", {kZip}},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {kZip}},
      {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", {kZip}},
      {".doc", "application/msword", {kCompound}},
      {".xls", "application/vnd.ms-excel", {kCompound}},
      {".ppt", "application/vnd.ms-powerpoint", {kCompound}},
      {".wps", "application/vnd.ms-works", {kCompound}},
      {".jpg", "image/jpeg", {"\xFF\xD8\xFF"}},
      {".jpeg", "image/jpeg", {"\xFF\xD8\xFF"}},
      {".png", "image/png", {"\x89PNG\r\n\x1A\n"}},
      {".tif", "image/tiff", {"II*\0"sv, "MM\0*"sv}},
      {".tiff", "image/tiff", {"II*\0"sv, "MM\0*"sv}},
      {".txt", "text/plain", {kPlain}},
      {".csv", "text/csv", {kPlain}}};
  return table;
}

base::Error bad_file(std::string message) { return {base::ErrorKind::Invalid, "bad-file", std::move(message), {}}; }

base::Error bad_type(std::string message) {
  return {base::ErrorKind::Invalid, "bad-file-type", std::move(message), {}};
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool begins_with(std::string_view beginning, std::string_view magic) {
  if (magic == kPlain) return beginning.find('\0') == beginning.npos;
  return beginning.starts_with(magic);
}

}  // namespace

Json Attachment::json() const {
  Json out;
  out["name"] = name;
  out["bytes"] = bytes;
  out["sha256"] = sha256.hex();
  out["type"] = type;
  return out;
}

base::Result<Attachment> Attachment::parse(const Json& json) {
  Attachment out{std::string(json.text_or("name")), json.integer_or("bytes", 0), {}, std::string(json.text_or("type"))};
  auto hash = base::Hash::parse(json.text_or("sha256"));
  if (!hash) return bad_file("附件清单格式不对，没有采用。");
  out.sha256 = *hash;
  if (auto named = check_attachment_name(out.name); !named) return named.error();
  auto type = media_type_of(out.name);
  if (!type) return type.error();
  if (*type != out.type) return bad_type("附件“" + out.name + "”写明的类型与名称不符，没有采用。");
  if (out.bytes <= 0 || out.bytes > kAttachmentBytesMax)
    return bad_file("附件“" + out.name + "”的大小不对，没有采用。");
  return out;
}

base::Result<std::vector<Attachment>> parse_attachments(const Json& value) {
  std::vector<Attachment> out;
  if (value.is_null()) return out;
  if (!value.is_array()) return bad_file("附件清单格式不对，没有采用。");
  if (value.as_array()->size() > kAttachmentsMax)
    return bad_file("一处最多 " + std::to_string(kAttachmentsMax) + " 个附件，没有采用。");
  std::set<std::string> names;
  for (const Json& one : *value.as_array()) {
    auto entry = Attachment::parse(one);
    if (!entry) return entry.error();
    if (!names.insert(entry->name).second) return bad_file("有两个附件都叫“" + entry->name + "”，没有采用。");
    out.push_back(std::move(*entry));
  }
  return out;
}

base::Status check_attachment_name(std::string_view name) {
  if (name.size() > kAttachmentNameBytesMax)
    return bad_file("附件名称太长，最多约 " + std::to_string(kAttachmentNameBytesMax / 3) + " 个字，请换一个名称。");
  const auto unfit = [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (name.empty() || name.front() == '.' || !base::is_utf8(name) || std::ranges::any_of(name, unfit))
    return bad_file("附件不能用这个名称，请用 --as 另起一个，不带斜线，也不以点开头。");
  return base::done();
}

base::Result<std::string> media_type_of(std::string_view name) {
  const std::string lower = lower_case(name);
  for (const FileKind& kind : file_kinds())
    if (lower.size() > kind.ending.size() && lower.ends_with(kind.ending)) return std::string(kind.type);
  return bad_type("“" + std::string(name) + "”这种文件不能作附件，可以用 PDF、OFD、Word、Excel、PPT、图片或纯文本。");
}

base::Status check_magic(std::string_view type, std::string_view beginning) {
  for (const FileKind& kind : file_kinds()) {
    if (kind.type != type) continue;
    const auto fits = [&](std::string_view magic) { return begins_with(beginning, magic); };
    if (std::ranges::any_of(kind.magic, fits)) return base::done();
    return bad_type("文件的内容与名称的结尾不符，没有采用。请另存为正确的格式再添加。");
  }
  return bad_type("这种文件不能作附件，没有采用。");
}

}  // namespace ziping::form
