// A request or an answer that is taken says what it said before: read, written and read again it is the same.
#include "shared/sync/message.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

namespace {

template <class Message>
void check(const base::Json& json) {
  const auto message = Message::parse(json);
  if (!message) return;
  const base::Json written = message->json();
  const auto again = Message::parse(written);
  ENSURE(again && again->json() == written);
  const std::pair<const char*, std::int64_t> numbers[] = {{"protocol", 1}, {"cursor", 0}, {"seq", 0}};  // and unnamed
  for (const auto& [name, unnamed] : numbers)
    if (written.find(name)) ENSURE(written.integer_or(name, unnamed) == json.integer_or(name, unnamed));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto json =
      base::parse_json(fuzz::text(bytes, size), {.bytes_max = sync::kBodyBytesMax, .depth_max = sync::kBodyDepthMax});
  if (!json) return 0;
  check<sync::SyncRequest>(*json);
  check<sync::SyncResponse>(*json);
  check<sync::Receipt>(*json);
  check<sync::Refused>(*json);
  return 0;
}
