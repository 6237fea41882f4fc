// A report of 2,000 revisions is opened: read from SQLite, parsed, applied, every digest checked; its heads; what it
// says.
//
// Four people seal at the same time on what they see, and then see what the others sealed; so every fourth revision's
// children have four parents. Each revision holds five edits, and the first of each four decides every conflict.
#include <filesystem>

#include "shared/merge/heads.h"
#include "shared/report/conflict.h"
#include "shared/sqlite/database.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"

namespace ziping::bench {
namespace {

using report::State;
using report::Value;

constexpr int kRevisions = 2000, kPeople = 4, kEdits = 5, kRounds = 5;

// Every conflict decided for its first side.
State decided(State state) {
  for (const form::Path& path : report::conflicts(state)) {
    const Value& value = state.value(path.name);
    if (const auto conflict = report::conflict_of(value.json())) {
      state.set(path.name, Value(conflict->sides.front().value));
    } else if (auto segments = report::segments_of(value.json())) {
      for (report::Segment& segment : *segments)
        if (const auto* open = std::get_if<report::Conflict>(&segment))
          segment = std::string(*open->sides.front().value.as_string());
      state.set(path.name, Value(report::to_json(*segments)));
    }
  }
  return state;
}

void write_history(const form::Form& form, sqlite::Database& database) {
  base::SeededRandom random(4);
  const base::SecretKey key = base::SecretKey::generate(random);
  report::History history;
  ENSURE(database.run("CREATE TABLE revision(id INTEGER PRIMARY KEY, body TEXT NOT NULL)"));
  auto transaction = sqlite::Transaction::begin(database);
  const auto put = [&](const report::Revision& revision) {
    ENSURE(history.add(revision).has_value());
    auto insert = database.prepare("INSERT INTO revision(body) VALUES(?1)");
    ENSURE(insert.bind(1, base::canonical(revision.json())).run().has_value());
  };
  put(seal(form, "office", key, {}, {}, state_of(kReport, random)));
  while (history.all().size() < kRevisions) {
    const report::RevisionSet heads = history.heads();
    const std::vector<report::RevisionId> parents(heads.begin(), heads.end());
    std::vector<const State*> states;
    for (const report::RevisionId& parent : parents) states.push_back(history.find(parent)->state.get());
    const State now = merge::state_of(form, history, heads).state, clear = decided(now);
    for (int i = 0; i < kPeople; ++i)
      put(seal(form, "person " + std::to_string(i), key, parents, states,
               edited(i == 0 ? clear : now, kReport, random, kEdits)));
  }
  ENSURE(transaction->commit().has_value());
}

void load_history(sqlite::Database& database, report::History& history) {
  auto find = database.prepare("SELECT body FROM revision ORDER BY id");
  while (find.step()) {
    const auto revision = report::Revision::parse(*base::parse_json(find.text(0)));
    ENSURE(revision && history.add(*revision).has_value());
  }
}

}  // namespace

Measured measure_history() {
  const form::Form form = form_of(kReport);
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "ziping-bench-history.db";
  std::filesystem::remove(file);
  auto database = sqlite::Database::open(file);
  ENSURE(database.has_value());
  write_history(form, **database);
  Series load{"open a report of 2,000 revisions: load", Unit::Milliseconds, {}, {}},
      state{"  heads and state", Unit::Milliseconds, {}, {}}, all{"  all of it", Unit::Milliseconds, {}, {}},
      processor{"  all of it, processor time", Unit::Milliseconds, {}, {}};
  for (int round = 0; round < kRounds; ++round) {
    report::History history;
    processor.values.push_back(processor_milliseconds([&] {
      load.values.push_back(milliseconds([&] { load_history(**database, history); }));
      state.values.push_back(milliseconds([&] { (void)merge::state_of(form, history, history.heads()); }));
    }));
    all.values.push_back(load.values.back() + state.values.back());
  }
  database->reset();
  std::filesystem::remove(file);
  return {load, state, all, processor};
}

}  // namespace ziping::bench
