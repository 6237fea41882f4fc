// One edited sentence in a report of 40,000 characters, synced in one request: what goes over the wire, headers
// excluded. The answer is the server's when nobody else wrote anything: one receipt.
#include "shared/base/compress.h"
#include "shared/sync/message.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"

namespace ziping::bench {

Measured measure_sync() {
  base::SeededRandom random(3);
  const form::Form form = form_of(kReport);
  const report::State root = state_of(kReport, random);
  const base::SecretKey key = base::SecretKey::generate(random);
  const report::RevisionId parent = seal(form, "office", key, {}, {}, root).header.name();

  report::State state = root;
  std::string text = *root.value("t7").text();
  constexpr std::string_view sentence = "全年组织技术培训十二期，培训农户三百六十人次，带动村集体增收四十二万元。";
  text.insert(text.find("。", text.size() / 2) + std::string_view("。").size(), sentence);
  state.set("t7", report::Value(base::Json(text)));
  const report::State* const before = &root;
  const report::Revision revision = seal(form, "dongpi-1", key, std::span(&parent, 1), std::span(&before, 1), state);

  sync::SyncRequest request;
  request.cursor = 4711;
  request.push.push_back(revision.json());
  sync::Receipt receipt{revision.header.name().hex(), 4712, "2023-01-01T00:00:00Z", {}};
  receipt.signature = key.sign(receipt.signed_bytes(std::string(32, 'b')));
  sync::SyncResponse response;
  response.receipts.push_back(receipt);
  response.cursor = 4712;
  response.time = "2023-01-01T00:00:00Z";

  const auto kibibytes = [](const base::Json& body) {
    return static_cast<double>(base::compress(base::canonical(body)).size()) / 1024;
  };
  const double up = kibibytes(request.json()), down = kibibytes(response.json());
  return {{"sync of one edited sentence: request", Unit::Kibibytes, {up}, {}},
          {"  answer", Unit::Kibibytes, {down}, {}},
          {"  both ways", Unit::Kibibytes, {up + down}, 2}};
}

}  // namespace ziping::bench
