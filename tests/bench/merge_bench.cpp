// One merge of two large states, and a centre that receives what ten people wrote offline: it decompresses, parses,
// verifies signatures, applies and checks every digest, stores in one durable transaction and merges all heads.
#include <filesystem>

#include "shared/base/compress.h"
#include "shared/merge/heads.h"
#include "shared/sqlite/database.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"

namespace ziping::bench {
namespace {

using base::SeededRandom;
using report::State;

constexpr int kMergeRounds = 61;

struct Upload {
  base::PublicKey key;
  std::string body;
};

std::vector<Upload> uploads_of(int people, int edits, const form::Form& form, const State& root,
                               const report::RevisionId& root_id, SeededRandom& random) {
  std::vector<Upload> out;
  const State* const parent = &root;
  for (int i = 0; i < people; ++i) {
    const State state = edited(root, kReport, random, edits);
    const base::SecretKey key = base::SecretKey::generate(random);
    const report::Revision revision =
        seal(form, "person " + std::to_string(i), key, std::span(&root_id, 1), std::span(&parent, 1), state);
    out.push_back({key.public_key(), base::compress(base::canonical(revision.json()))});
  }
  return out;
}

void receive(const std::vector<Upload>& uploads, report::History& history) {
  for (const Upload& upload : uploads) {
    const auto revision = report::Revision::parse(*base::parse_json(*base::decompress(upload.body, 1 << 20)));
    ENSURE(report::signed_by(*revision, upload.key) && history.add(*revision).has_value());
  }
}

void store(const std::vector<Upload>& uploads, sqlite::Database& database) {
  auto transaction = sqlite::Transaction::begin(database);
  for (const Upload& upload : uploads) {
    auto insert = database.prepare("INSERT INTO revision VALUES(?1, ?2)");
    ENSURE(insert.bind_blob(1, base::sha256(upload.body).view()).bind_blob(2, upload.body).run().has_value());
  }
  ENSURE(transaction->commit().has_value());
}

}  // namespace

Measured measure_merge() {
  SeededRandom random(1);
  const form::Form form = form_of(kWideReport);
  const State base = state_of(kWideReport, random);
  const State ours = edited(base, kWideReport, random, 40), theirs = edited(base, kWideReport, random, 40);
  Series out{"merge two states of 40,000 characters and 200 fields", Unit::Milliseconds, {}, 2};
  for (int i = 0; i < kMergeRounds; ++i) {
    merge::Merged now;
    out.values.push_back(milliseconds([&] { now = merge::merge(form, base, {ours, {}}, {theirs, {}}); }));
  }
  return {out};
}

Measured measure_centre() {
  SeededRandom random(2);
  const form::Form form = form_of(kReport);
  const State root = state_of(kReport, random);
  const report::Revision first = seal(form, "office", base::SecretKey::generate(random), {}, {}, root);
  const std::vector<Upload> uploads = uploads_of(10, 200, form, root, first.header.name(), random);
  double bytes = 0;
  for (const Upload& upload : uploads) bytes += static_cast<double>(upload.body.size());

  Series received{"ten people's 200 edits each: receive and verify", Unit::Milliseconds, {}, {}},
      merged{"  merge ten heads", Unit::Milliseconds, {}, {}},
      stored{"  store in one durable transaction", Unit::Milliseconds, {}, {}},
      all{"  all of it", Unit::Milliseconds, {}, 5},
      processor{"  all of it, processor time", Unit::Milliseconds, {}, {}};
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "ziping-bench-centre.db";
  for (int round = 0; round < kMergeRounds; ++round) {
    std::filesystem::remove(file);
    auto database = sqlite::Database::open(file);
    ENSURE(database && (*database)->run("CREATE TABLE revision(name BLOB PRIMARY KEY, body BLOB)"));
    report::History history;
    ENSURE(history.add(first).has_value());
    merge::Merged now;
    processor.values.push_back(processor_milliseconds([&] {
      received.values.push_back(milliseconds([&] { receive(uploads, history); }));
      merged.values.push_back(milliseconds([&] { now = merge::state_of(form, history, history.heads()); }));
      stored.values.push_back(milliseconds([&] { store(uploads, **database); }));
    }));
    all.values.push_back(received.values.back() + merged.values.back() + stored.values.back());
  }
  std::filesystem::remove(file);
  return {received, merged, stored, all, processor, {"  uploads", Unit::Kibibytes, {bytes / 1024}, 40}};
}

}  // namespace ziping::bench
