#include "shared/base/compress.h"

#include <zstd.h>

#include <memory>

namespace ziping::base {
namespace {

Error bad_frame() { return {ErrorKind::Corrupt, "bad-compression", "收到的压缩内容已损坏，没有采用。", {}}; }

}  // namespace

std::string compress(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kCompressionLevel);
  ENSURE(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

Result<std::string> decompress(std::string_view frame, std::size_t bytes_max) {
  // By steps, because the size that a frame states may be missing or a lie.
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ENSURE(context);
  ENSURE(!ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kWindowBits)));
  std::string out;
  ZSTD_inBuffer in{frame.data(), frame.size(), 0};
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  for (;;) {
    ZSTD_outBuffer chunk{piece.data(), piece.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context.get(), &chunk, &in);
    if (ZSTD_isError(left)) return bad_frame();
    if (chunk.pos > bytes_max - out.size())
      return Error{ErrorKind::Full, "too-large", "收到的内容超过大小上限，没有采用。", {}};
    out.append(piece.data(), chunk.pos);
    if (left == 0) return in.pos == in.size ? Result<std::string>(std::move(out)) : bad_frame();
    if (in.pos == in.size && chunk.pos < chunk.size) return bad_frame();  // cut off
  }
}

}  // namespace ziping::base
