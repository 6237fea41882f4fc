#include "tests/bench/workload.h"

#include <algorithm>

#include "shared/base/utf8.h"

namespace ziping::bench {
namespace {

using base::Json;
using base::SeededRandom;
using report::State;
using report::Value;

std::string scalar(int number) { return "s" + std::to_string(number); }
std::string text(int number) { return "t" + std::to_string(number); }

int below(SeededRandom& random, int count) { return static_cast<int>(random.below(static_cast<std::uint64_t>(count))); }

std::u32string characters(SeededRandom& random, std::size_t count) {  // of 500, as prose repeats itself
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

}  // namespace

form::Form form_of(Shape shape) {
  Json json;
  json["id"] = "bench";
  json["owners"].push(Json("office"));
  const auto field = [&](const std::string& name, const char* kind) {
    Json entry;
    entry["name"] = name;
    entry["kind"] = kind;
    json["fields"].push(std::move(entry));
  };
  for (int i = 0; i < shape.scalars; ++i) field(scalar(i), "decimal");
  for (int i = 0; i < shape.texts; ++i) field(text(i), "text");
  return *form::Form::parse(std::move(json));
}

State state_of(Shape shape, SeededRandom& random) {
  State state;
  for (int i = 0; i < shape.scalars; ++i)
    state.set(scalar(i), Value(Json(std::to_string(random.below(100000)) + ".50")));
  for (int i = 0; i < shape.texts; ++i) state.set(text(i), Value(Json(prose(random, kTextCharacters))));
  return state;
}

State edited(const State& before, Shape shape, SeededRandom& random, int edits) {
  State state = before;
  for (; edits > 0; --edits) {
    if (random.below(100) < 20) {
      state.set(scalar(below(random, shape.scalars)), Value(Json(std::to_string(random.below(100000)) + ".25")));
      continue;
    }
    const std::string name = text(below(random, shape.texts));
    const std::string* old = state.value(name).text();
    if (!old) continue;  // in conflict
    std::u32string words = base::to_utf32(*old);
    const std::size_t at = random.below(words.size()), count = 1 + random.below(20), kind = random.below(4);
    if (kind >= 2)
      words.insert(at, characters(random, count));
    else
      words.replace(at, std::min(count, words.size() - at), kind == 0 ? U"" : characters(random, count));
    state.set(name, Value(Json(base::to_utf8(words))));
  }
  return state;
}

report::Revision seal(const form::Form& form, const std::string& author, const base::SecretKey& key,
                      std::span<const report::RevisionId> parents, std::span<const State* const> states,
                      const State& state) {
  report::Header header;
  header.report = header.device = std::string(32, 'a');
  header.form = form.name();
  header.parents.assign(parents.begin(), parents.end());
  header.author = author;
  header.at = "2023-01-01T00:00:00Z";
  return report::seal(std::move(header), states, state, key);
}

}  // namespace ziping::bench
