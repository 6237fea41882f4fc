// A bundle that is taken is the whole file, and its content says what it said before. The bytes are used three times:
// as a file; as a file that its maker signed, so that what stands behind the signature is read too; and as what was
// sealed.
#include "shared/sync/bundle.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

namespace {

constexpr std::string_view kOpening = "ziping-bundle 1\n";
constexpr std::size_t kSignatureBytes = 64;

// Maker and reader of every file in the corpus.
const base::SecretKey& key() {
  static base::SeededRandom random(5);
  static const base::SecretKey key = base::SecretKey::generate(random);
  return key;
}

void check_content(const sync::BundleContent& content) {
  const base::Json written = content.json();
  const auto again = sync::BundleContent::parse(written);
  ENSURE(again && again->json() == written);
  for (const sync::BundleFile& one : content.files) ENSURE(base::sha256(one.body) == one.file);
}

void check_file(std::string_view file) {
  const auto packed = sync::PackedBundle::parse(file);
  if (!packed) return;
  ENSURE(!sync::PackedBundle::parse(file.substr(0, file.size() - 1)));
  const auto content = packed->open({key(), ""});
  if (content) check_content(*content);
}

std::string signed_by_maker(std::string_view bytes) {
  const std::string_view all = bytes.substr(0, bytes.size() - kSignatureBytes);
  const auto signature = key().sign(std::string(kOpening) + std::string(base::sha256(all).view()));
  return std::string(all).append(reinterpret_cast<const char*>(signature.bytes.data()), signature.bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text(bytes, size);
  check_file(text);
  if (text.starts_with(kOpening) && size >= kOpening.size() + kSignatureBytes) check_file(signed_by_maker(text));
  const auto json = base::parse_json(text, {.bytes_max = sync::kBundleContentMax, .depth_max = sync::kBodyDepthMax});
  const auto content = json ? sync::BundleContent::parse(*json) : base::Result<sync::BundleContent>(json.error());
  if (content) check_content(*content);
  return 0;
}
