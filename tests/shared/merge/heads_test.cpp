#include "shared/merge/heads.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::merge;
using report::History;
using report::Revision;
using report::RevisionSet;

namespace {

// A history in which several people write, merge and go on, from a seed.
std::vector<Revision> random_history(std::uint64_t seed, int length) {
  base::SeededRandom random(seed);
  std::vector<support::Writer> writers;
  for (std::uint64_t i = 0; i < 4; ++i) writers.emplace_back("作者" + std::to_string(i), seed * 10 + i);
  History history;
  std::vector<Revision> out{writers[0].seal(history, {}, support::random_state(random))};
  std::vector<report::RevisionId> ids{*history.add(out.front())};
  for (int i = 1; i < length; ++i) {
    RevisionSet seen;
    for (std::uint64_t k = 1 + random.below(2); k > 0; --k) seen.insert(ids[random.below(ids.size())]);
    const RevisionSet parents = history.latest(seen);
    const report::State state = state_of(support::small_form(), history, parents).state;
    out.push_back(writers[random.below(4)].seal(history, parents, support::edited(state, random, 3)));
    ids.push_back(*history.add(out.back()));
  }
  return out;
}

// Adds what can be added until all is in, in the given order.
History arrived(std::vector<Revision> revisions) {
  History history;
  while (!revisions.empty()) {
    const std::size_t before = revisions.size();
    std::erase_if(revisions, [&](const Revision& revision) { return history.add(revision).has_value(); });
    if (revisions.size() == before) break;
  }
  return history;
}

}  // namespace

TEST_CASE("the same revisions give the same report in every order of arrival") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    std::vector<Revision> revisions = random_history(seed, 9);
    const History first = arrived(revisions);
    REQUIRE(first.all().size() == revisions.size());
    const base::Hash digest = report::digest(state_of(support::small_form(), first, first.heads()).state);
    base::SeededRandom random(seed);
    for (int order = 0; order < 4; ++order) {
      for (std::size_t i = revisions.size(); i > 1; --i) std::swap(revisions[i - 1], revisions[random.below(i)]);
      const History again = arrived(revisions);
      REQUIRE(again.heads() == first.heads());
      REQUIRE(report::digest(state_of(support::small_form(), again, again.heads()).state) == digest);
    }
  }
}

TEST_CASE("one head is its own state, and none is the empty report") {
  const std::vector<Revision> revisions = random_history(3, 1);
  const History history = arrived(revisions);
  CHECK(state_of(support::small_form(), history, history.heads()).state == *history.all().begin()->second.state);
  CHECK(state_of(support::small_form(), history, {}).state == report::State{});
}

TEST_CASE("a decision sealed on the heads ends the conflict, also for a head that comes later") {
  support::Writer a("甲", 1), b("乙", 2), office("办公室", 3);
  History history;
  report::State root, one, two, decided;
  root.set("budget", report::Value(base::Json("1")));
  one.set("budget", report::Value(base::Json("2")));
  two.set("budget", report::Value(base::Json("3")));
  decided.set("budget", report::Value(base::Json("2")));
  const auto root_id = *history.add(a.seal(history, {}, root));
  const auto one_id = *history.add(a.seal(history, {root_id}, one)),
             two_id = *history.add(b.seal(history, {root_id}, two));
  CHECK(report::conflicts(state_of(support::small_form(), history, history.heads()).state).size() == 1);
  const auto decision = *history.add(office.seal(history, {one_id, two_id}, decided));
  report::State late = two;
  late.set("people", report::Value(base::Json(5)));
  const auto late_id = *history.add(b.seal(history, {two_id}, late));
  REQUIRE(history.heads() == RevisionSet{decision, late_id});
  const report::State now = state_of(support::small_form(), history, history.heads()).state;
  CHECK(now.value("budget").json() == base::Json("2"));
  CHECK(now.value("people").json() == base::Json(5));
}
