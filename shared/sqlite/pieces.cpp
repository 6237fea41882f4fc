#include "shared/sqlite/pieces.h"

#include <algorithm>

namespace ziping::sqlite {

Result<std::int64_t> Pieces::size(std::string_view file) {
  auto last = database_.prepare("SELECT at + length(body) FROM file_part WHERE file = ?1 ORDER BY at DESC LIMIT 1");
  last.bind(1, file);
  const std::int64_t size = last.step() ? last.integer(0) : 0;
  if (auto status = last.status(); !status) return status.error();
  return size;
}

Status Pieces::put(std::string_view file, std::int64_t at, std::string_view body) {
  auto put = database_.prepare("INSERT OR REPLACE INTO file_part(file, at, body) VALUES(?1, ?2, ?3)");
  return put.bind(1, file).bind(2, at).bind_blob(3, body).run();
}

Status Pieces::append(std::string_view file, std::int64_t offset, std::string_view bytes) {
  auto end = size(file);
  if (!end) return end.error();
  if (offset != *end)
    return base::Error{base::ErrorKind::Invalid, "wrong-offset",
                       "附件要从第 " + std::to_string(*end) + " 字节接着传，系统会自动接上。", std::to_string(*end)};
  std::int64_t at = offset / kPieceBytes * kPieceBytes;
  std::string piece;  // the last one, where it is not full
  if (at < offset) {
    auto begun = read(file, at);
    if (!begun) return begun.error();
    piece = std::move(*begun);
  }
  while (!bytes.empty()) {
    const std::size_t take = std::min(bytes.size(), static_cast<std::size_t>(kPieceBytes) - piece.size());
    piece += bytes.substr(0, take);
    bytes.remove_prefix(take);
    if (auto status = put(file, at, piece); !status) return status;
    at += kPieceBytes;
    piece.clear();
  }
  return base::done();
}

Result<std::string> Pieces::read(std::string_view file, std::int64_t offset) {
  const std::int64_t at = offset / kPieceBytes * kPieceBytes;
  auto find = database_.prepare("SELECT body FROM file_part WHERE file = ?1 AND at = ?2");
  find.bind(1, file).bind(2, at);
  const std::string body = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status.error();
  const auto skipped = static_cast<std::size_t>(offset - at);
  return skipped < body.size() ? body.substr(skipped) : std::string();
}

Result<base::Hash> Pieces::sha256(std::string_view file) {
  base::Sha256 hash;
  auto find = database_.prepare("SELECT body FROM file_part WHERE file = ?1 ORDER BY at");
  find.bind(1, file);
  while (find.step()) hash.add(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return hash.finish();
}

Status Pieces::remove(std::string_view file) {
  return database_.prepare("DELETE FROM file_part WHERE file = ?1").bind(1, file).run();
}

}  // namespace ziping::sqlite
