#include "shared/base/compress.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace ziping::base {
namespace {

Error bad_frame() { return {ErrorKind::Corrupt, "bad-compression", "收到的压缩内容已损坏，没有采用。", {}}; }

// A context for one frame after the other. One that a large frame has swollen goes before the next frame.
class Reader {
 public:
  ZSTD_DCtx* ready() {
    if (!context_ || ZSTD_sizeof_DCtx(context_.get()) > kKeptBytesMax) context_.reset(ZSTD_createDCtx());
    ENSURE(context_ && !ZSTD_isError(ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_and_parameters)));
    ENSURE(!ZSTD_isError(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kWindowBits)));
    return context_.get();
  }

 private:
  static constexpr std::size_t kKeptBytesMax = 1u << 20;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_{nullptr, &ZSTD_freeDCtx};
};

}  // namespace

std::string compress(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kCompressionLevel);
  ENSURE(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

Result<std::string> decompress(std::string_view frame, std::size_t bytes_max) {
  // By steps, because the size that a frame states may be missing or a lie. Readying a context costs more than reading
  // a small frame with it, so each thread keeps its own.
  static thread_local Reader reader;
  ZSTD_DCtx* const context = reader.ready();
  std::string out;
  std::size_t used = 0;
  ZSTD_inBuffer in{frame.data(), frame.size(), 0};
  for (std::size_t room = 4 * frame.size() + 1024;; room *= 2) {
    out.resize(std::min(used + room, bytes_max + 1));  // one more, to see that there is too much
    ZSTD_outBuffer chunk{out.data(), out.size(), used};
    const std::size_t left = ZSTD_decompressStream(context, &chunk, &in);
    if (ZSTD_isError(left)) return bad_frame();
    used = chunk.pos;
    if (used > bytes_max) return Error{ErrorKind::Full, "too-large", "收到的内容超过大小上限，没有采用。", {}};
    if (left == 0) {
      out.resize(used);
      return in.pos == in.size ? Result<std::string>(std::move(out)) : bad_frame();
    }
    if (in.pos == in.size && used < out.size()) return bad_frame();  // cut off
  }
}

}  // namespace ziping::base
