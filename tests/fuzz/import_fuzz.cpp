// A file that is read in loses nothing: a word put into it anywhere stands in the report that is written from it, or is
// left over; and what was read is a state like any other.
#include "shared/base/file.h"
#include "shared/base/utf8.h"
#include "shared/document/read_text.h"
#include "shared/document/write_text.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

namespace {

const form::Form& department_form() {
  static const form::Form form = [] {
    constexpr std::size_t kFormBytesMax = 1u << 20;
    auto bytes = base::read_file(ZIPING_SOURCE_DIR "/assets/forms/department-2022.json", kFormBytesMax);
    ENSURE(bytes.has_value());
    return *form::Form::parse(*base::parse_json(*bytes));
  }();
  return form;
}

constexpr std::string_view kWord = "词100000末";

// Where the word goes is told by the file's first two bytes, so that the fuzzer can move it.
std::string with_word(std::string text, std::string_view bytes) {
  const auto number = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(bytes[at])}; };
  std::size_t at = bytes.size() < 2 ? 0 : (number(0) * 256 + number(1)) % (text.size() + 1);
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return text.insert(at, kWord);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view file = fuzz::text(bytes, size);
  const auto decoded = base::decode_text_file(file);
  if (!decoded) return 0;
  ENSURE(base::is_utf8(*decoded));
  base::SeededRandom random(1);
  const auto imported = document::read_text(department_form(), with_word(*decoded, file), random);
  std::string all = document::write_text(department_form(), imported.state, {});
  for (const document::Leftover& left : imported.leftover) all += "\n" + left.text;
  ENSURE(all.find(kWord) != all.npos);
  const auto stored = report::parse_state(report::to_json(imported.state));
  ENSURE(stored && *stored == imported.state);
  return 0;
}
