// What is read and written canonically is read as the same again, and so is what is written for people.
#include "shared/base/json.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto value = base::parse_json(fuzz::text(bytes, size));
  if (!value) return 0;
  const std::string once = base::canonical(*value);
  const auto again = base::parse_json(once);
  ENSURE(again && *again == *value);
  ENSURE(base::canonical(*again) == once);
  const auto shown = base::parse_json(base::pretty(*value));
  ENSURE(shown && *shown == *value);
  return 0;
}
