// A revision that is taken is written as the same revision under the same name: its header says nothing that the name
// does not cover.
#include "shared/report/revision.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto json = base::parse_json(fuzz::text(bytes, size));
  if (!json) return 0;
  const auto revision = report::Revision::parse(*json);
  if (!revision) return 0;
  ENSURE(revision->header.name() == base::sha256(base::canonical(*json->find("header"))));
  const base::Json written = revision->json();
  const auto again = report::Revision::parse(written);
  ENSURE(again && again->json() == written && again->header.name() == revision->header.name());
  ENSURE(revision->is_snapshot() == (json->find("snapshot") != nullptr));
  if (revision->is_snapshot()) {
    const auto state = report::parse_state(*revision->content.find("snapshot"));
    if (state) ENSURE(report::as_snapshot(*revision, *state).header.name() == revision->header.name());
  }
  return 0;
}
