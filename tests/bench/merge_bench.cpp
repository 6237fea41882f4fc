// How long the heart takes: one merge of two large states, and a centre that receives what ten people wrote offline.
//
// The second workload: 100 scalars and 20 texts of 2,000 Chinese characters; ten people make 200 edits each, 80 % of
// them in texts, inserting (half), removing or replacing 1–20 characters anywhere. The centre decompresses, parses,
// verifies signatures, applies and checks every digest, stores in one durable transaction and merges all heads.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>

#include "shared/base/compress.h"
#include "shared/base/random.h"
#include "shared/base/utf8.h"
#include "shared/merge/heads.h"
#include "shared/sqlite/database.h"

using namespace ziping;
using base::Json;
using base::SeededRandom;
using report::State;
using report::Value;

namespace {

constexpr int kRounds = 21;

double milliseconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void print(const char* what, std::vector<double> times) {
  std::ranges::sort(times);
  std::printf("%-44s median %8.3f ms   min %8.3f   max %8.3f\n", what, times[times.size() / 2], times.front(),
              times.back());
}

std::u32string characters(SeededRandom& random,
                          std::size_t count) {  // the commonest 500 of the block, as prose repeats itself
  std::u32string out;
  for (std::size_t i = 0; i < count; ++i) out += static_cast<char32_t>(0x4E00 + random.below(500));
  return out;
}

std::string prose(SeededRandom& random, std::size_t count) {
  std::u32string out;
  while (out.size() < count) out += characters(random, 15 + random.below(40)) + U"。";
  out.resize(count - 1);
  return base::to_utf8(out + U"。");
}

form::Form bench_form(int scalars, int texts) {
  Json json;
  json["id"] = "bench";
  for (int i = 0; i < scalars + texts; ++i) {
    Json field;
    field["name"] = (i < scalars ? "s" : "t") + std::to_string(i);
    field["kind"] = i < scalars ? "decimal" : "text";
    json["fields"].push(std::move(field));
  }
  return *form::Form::parse(std::move(json));
}

State bench_state(SeededRandom& random, int scalars, int texts, std::size_t length) {
  State state;
  for (int i = 0; i < scalars; ++i)
    state.set("s" + std::to_string(i), Value(Json(std::to_string(random.below(100000)) + ".50")));
  for (int i = scalars; i < scalars + texts; ++i)
    state.set("t" + std::to_string(i), Value(Json(prose(random, length))));
  return state;
}

State edited(const State& before, SeededRandom& random, int scalars, int texts, int edits) {
  State state = before;
  for (; edits > 0; --edits) {
    if (random.below(100) < 20) {
      state.set("s" + std::to_string(random.below(static_cast<std::uint64_t>(scalars))),
                Value(Json(std::to_string(random.below(100000)) + ".25")));
      continue;
    }
    const std::string name =
        "t" + std::to_string(static_cast<std::uint64_t>(scalars) + random.below(static_cast<std::uint64_t>(texts)));
    std::u32string text = base::to_utf32(*state.value(name).text());
    const std::size_t at = random.below(text.size()), count = 1 + random.below(20), kind = random.below(4);
    if (kind >= 2)
      text.insert(at, characters(random, count));
    else
      text.replace(at, std::min(count, text.size() - at), kind == 0 ? U"" : characters(random, count));
    state.set(name, Value(Json(base::to_utf8(text))));
  }
  return state;
}

void measure_one_merge() {
  SeededRandom random(1);
  const form::Form form = bench_form(180, 20);
  const State base = bench_state(random, 180, 20, 2000);
  const State ours = edited(base, random, 180, 20, 40), theirs = edited(base, random, 180, 20, 40);
  std::vector<double> times;
  std::size_t conflicts = 0;
  for (int i = 0; i < kRounds; ++i)
    times.push_back(milliseconds([&] {
      conflicts = report::conflicts(merge::merge(form, base, {ours, {}}, {theirs, {}}).state).size();
    }));
  print("merge, 40,000 characters, 200 fields", times);
  std::printf("  %zu fields in conflict\n", conflicts);
}

struct Upload {
  base::PublicKey key;
  std::string body;
};

void measure_centre() {
  constexpr int kPeople = 10, kEdits = 200, kScalars = 100, kTexts = 20;
  SeededRandom random(2);
  const form::Form form = bench_form(kScalars, kTexts);
  const State root = bench_state(random, kScalars, kTexts, 2000);
  const auto header = [&](const char* author) {
    report::Header out;
    out.report = out.device = std::string(32, 'a');
    out.form = form.name();
    out.author = author;
    out.at = "2023-01-01T00:00:00Z";
    return out;
  };
  const report::Revision first = report::seal(header("office"), {}, root, base::SecretKey::generate(random));
  std::vector<Upload> uploads;
  std::size_t bytes = 0;
  for (int person = 0; person < kPeople; ++person) {
    const State state = edited(root, random, kScalars, kTexts, kEdits);
    const base::SecretKey key = base::SecretKey::generate(random);
    report::Header own = header(("person " + std::to_string(person)).c_str());
    own.parents = {first.header.name()};
    const State* parent = &root;
    const report::Revision revision = report::seal(own, std::span(&parent, 1), state, key);
    uploads.push_back({key.public_key(), base::compress(base::canonical(revision.json()))});
    bytes += uploads.back().body.size();
  }
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "ziping-bench.db";
  std::vector<double> receive, store, fold, total;
  for (int round = 0; round < kRounds; ++round) {
    std::filesystem::remove(file);
    auto database = sqlite::Database::open(file);
    if (!database || !(*database)->run("CREATE TABLE revision(name BLOB PRIMARY KEY, body BLOB)")) return;
    report::History history;
    if (!history.add(first)) return;
    receive.push_back(milliseconds([&] {
      for (const Upload& upload : uploads) {
        const auto revision = report::Revision::parse(*base::parse_json(*base::decompress(upload.body, 1 << 20)));
        ENSURE(report::signed_by(*revision, upload.key) && history.add(*revision).has_value());
      }
    }));
    store.push_back(milliseconds([&] {
      auto transaction = sqlite::Transaction::begin(**database);
      for (const Upload& upload : uploads)
        (void)(*database)
            ->prepare("INSERT INTO revision VALUES(?1, ?2)")
            .bind_blob(1, base::sha256(upload.body).view())
            .bind_blob(2, upload.body)
            .run();
      ENSURE(transaction->commit().has_value());
    }));
    fold.push_back(milliseconds([&] { (void)merge::state_of(form, history, history.heads()); }));
    total.push_back(receive.back() + store.back() + fold.back());
  }
  std::filesystem::remove(file);
  print("centre: receive, verify, apply 10 × 200 edits", receive);
  print("centre: store, one durable transaction", store);
  print("centre: merge ten heads", fold);
  print("centre: all of it", total);
  std::printf("  uploads %.1f KiB in all\n", static_cast<double>(bytes) / 1024);
}

}  // namespace

int main() {
  measure_one_merge();
  measure_centre();
}
