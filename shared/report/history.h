// The history of one report: a DAG of verified revisions with the state of each.
//
// Promise    A revision in here has the name its header gives and a state with the digest its author sealed.
// Ownership  States come back as shared pointers and stay valid after the history has gone.
// Limits     Relatives are found by walking down no further than to where they met; adding walks nowhere, but for a
//            parent that comes after its child.
// Errors     add: NotFound "unknown-parent"; Corrupt "wrong-digest"; Invalid "bad-delta", "wrong-report".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "shared/report/revision.h"

namespace ziping::report {

using SharedState = std::shared_ptr<const State>;
using RevisionSet = std::set<RevisionId>;

class History {
 public:
  struct Entry {
    Header header;
    SharedState state;
    std::size_t generation = 0;  // 1 + the largest of its known parents, 0 without
  };

  // Takes a revision whose signature the caller has verified. Adding one twice changes nothing. A snapshot needs none
  // of its parents.
  base::Result<RevisionId> add(const Revision& revision);

  const Entry* find(const RevisionId& id) const;
  const std::map<RevisionId, Entry>& all() const { return entries_; }
  RevisionSet heads() const { return heads_; }
  // The revisions themselves and everything before them that is known here.
  RevisionSet with_ancestors(const RevisionSet& revisions) const;
  // The common ancestors of both sides that are no ancestors of another common one.
  RevisionSet nearest_common(const RevisionSet& left, const RevisionSet& right) const;
  // Those of the set that are no ancestors of another of the set.
  RevisionSet latest(const RevisionSet& revisions) const;

 private:
  using Number = std::uint32_t;  // in the order of arrival
  struct Link {
    RevisionId id;
    std::vector<Number> parents;  // those that are here
    std::uint32_t height;         // above all of them
  };
  class Walk;

  void link(const RevisionId& id, const Header& header);
  void set_heights();
  std::vector<Number> numbers(const RevisionSet& revisions) const;

  std::map<RevisionId, Entry> entries_;
  RevisionSet heads_;
  std::vector<Link> links_;
  std::unordered_map<RevisionId, Number> numbers_;
  std::unordered_map<RevisionId, std::vector<Number>> awaited_;  // parents that are not here, with their children
};

}  // namespace ziping::report
