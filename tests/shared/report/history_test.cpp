#include "shared/report/history.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::report;

namespace {

// The definitions of history.h, word by word.
struct PlainModel {
  const History& history;

  RevisionSet ancestors(const RevisionSet& revisions) const {  // and themselves
    RevisionSet out;
    for (const RevisionId& id : revisions) {
      const History::Entry* entry = history.find(id);
      if (!entry) continue;
      out.insert(id);
      out.merge(ancestors({entry->header.parents.begin(), entry->header.parents.end()}));
    }
    return out;
  }
  bool is_above(const RevisionId& id, const RevisionId& other) const {
    return id != other && ancestors({id}).contains(other);
  }
  RevisionSet latest(const RevisionSet& revisions) const {
    RevisionSet out;
    for (const RevisionId& id : revisions)
      if (std::ranges::none_of(revisions, [&](const RevisionId& other) { return is_above(other, id); })) out.insert(id);
    return out;
  }
  RevisionSet nearest_common(const RevisionSet& left, const RevisionSet& right) const {
    const RevisionSet a = ancestors(left), b = ancestors(right);
    RevisionSet both;
    std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
    return latest(both);
  }
  RevisionSet heads() const {
    RevisionSet out;
    for (const auto& entry : history.all()) out.insert(entry.first);
    return latest(out);
  }
};

}  // namespace

TEST_CASE("a revision survives the wire and keeps its name and signature") {
  base::SeededRandom random(11);
  support::Writer writer("甲", 1);
  History history;
  const Revision revision = writer.seal(history, {}, support::random_state(random));
  const auto again = Revision::parse(*base::parse_json(base::canonical(revision.json())));
  REQUIRE(again.has_value());
  CHECK(again->header.name() == revision.header.name());
  CHECK(signed_by(*again, writer.key().public_key()));
  CHECK_FALSE(signed_by(*again, support::Writer("乙", 2).key().public_key()));
}

TEST_CASE("a change of any byte of a revision is noticed") {
  base::SeededRandom random(12);
  support::Writer writer("甲", 1);
  const std::string text = base::canonical(writer.seal(History(), {}, support::random_state(random)).json());
  const RevisionId name = Revision::parse(*base::parse_json(text))->header.name();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    const auto json = base::parse_json(damaged);
    if (!json) continue;
    const auto revision = Revision::parse(*json);
    if (!revision) continue;
    History history;
    const bool accepted = signed_by(*revision, writer.key().public_key()) && history.add(*revision).has_value();
    INFO("byte " << i);
    REQUIRE_FALSE((accepted && (revision->header.name() != name || base::canonical(revision->json()) != text)));
  }
}

TEST_CASE("heads are what has no child, in every order of arrival") {
  base::SeededRandom random(13);
  support::Writer a("甲", 1), b("乙", 2);
  History history;
  const State root_state = support::random_state(random);
  const Revision root = a.seal(history, {}, root_state);
  const RevisionId root_id = *history.add(root);
  const Revision left = a.seal(history, {root_id}, support::edited(root_state, random, 3));
  const Revision right = b.seal(history, {root_id}, support::edited(root_state, random, 3));
  const RevisionId left_id = *history.add(left), right_id = *history.add(right);
  CHECK(history.heads() == RevisionSet{left_id, right_id});
  CHECK(history.nearest_common({left_id}, {right_id}) == RevisionSet{root_id});
  const Revision both = b.seal(history, {left_id, right_id}, support::edited(root_state, random, 2));
  const RevisionId both_id = *history.add(both);
  CHECK(history.heads() == RevisionSet{both_id});
  CHECK(history.latest({root_id, left_id, both_id}) == RevisionSet{both_id});

  History other;
  CHECK(other.add(left).error().code == "unknown-parent");
  for (const Revision* revision : {&root, &right, &left, &both, &left}) REQUIRE(other.add(*revision).has_value());
  CHECK(other.heads() == history.heads());
}

TEST_CASE("relatives are who they are by definition, also where parents come after their children or never") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    support::Writer writer("甲", 1);
    History full;
    std::vector<Revision> snapshots;
    std::vector<RevisionId> ids;
    State state = support::random_state(random);
    for (int i = 0; i < 14; ++i) {
      RevisionSet parents;
      for (std::uint64_t k = ids.empty() ? 0 : random.below(4); k > 0; --k)
        parents.insert(ids[random.below(ids.size())]);
      state.set("people", Value(base::Json(i)));
      const Revision revision = writer.seal(full, parents, state);
      ids.push_back(*full.add(revision));
      snapshots.push_back(as_snapshot(revision, state));
    }
    for (std::size_t i = snapshots.size(); i > 1; --i) std::swap(snapshots[i - 1], snapshots[random.below(i)]);
    History history;
    const PlainModel model{history};
    for (const Revision& snapshot : snapshots) {
      if (random.below(8) == 0) continue;
      REQUIRE(history.add(snapshot).has_value());
      REQUIRE(history.heads() == model.heads());
      for (int round = 0; round < 6; ++round) {
        RevisionSet left, right;
        for (RevisionSet* side : {&left, &right})
          for (std::uint64_t k = random.below(4); k > 0; --k) side->insert(ids[random.below(ids.size())]);
        REQUIRE(history.nearest_common(left, right) == model.nearest_common(left, right));
        REQUIRE(history.latest(left) == model.latest(left));
        REQUIRE(history.with_ancestors(left) == model.ancestors(left));
      }
    }
  }
}

TEST_CASE("a snapshot needs no parents and must have the sealed digest") {
  base::SeededRandom random(14);
  support::Writer writer("甲", 1);
  History full;
  const State first = support::random_state(random), second = support::edited(first, random, 5);
  const RevisionId root = *full.add(writer.seal(full, {}, first));
  const Revision revision = writer.seal(full, {root}, second);
  History shallow;
  const auto id = shallow.add(as_snapshot(revision, second));
  REQUIRE(id.has_value());
  CHECK(*shallow.find(*id)->state == second);
  CHECK(History().add(as_snapshot(revision, first)).error().code == "wrong-digest");
}
