#include "shared/report/history.h"

#include <algorithm>

#include "shared/report/delta.h"

namespace ziping::report {

base::Result<RevisionId> History::add(const Revision& revision) {
  const RevisionId id = revision.header.name();
  if (entries_.contains(id)) return id;
  if (!entries_.empty() && entries_.begin()->second.header.report != revision.header.report)
    return base::Error{base::ErrorKind::Invalid, "wrong-report", "收到的修订属于另一份报告，没有采用。", {}};
  std::vector<const State*> parents;
  std::size_t generation = 0;
  for (const RevisionId& parent : revision.header.parents) {
    const Entry* entry = find(parent);
    if (entry) generation = std::max(generation, entry->generation + 1);
    if (!entry && !revision.is_snapshot())
      return base::Error{base::ErrorKind::NotFound, "unknown-parent", "收到的修订缺少它的上一版，暂时不能采用。",
                         parent.hex()};
    if (entry) parents.push_back(entry->state.get());
  }
  auto state = revision.is_snapshot() ? parse_state(*revision.content.find("snapshot"))
                                      : apply_delta(parents, *revision.content.find("delta"));
  if (!state) return state.error();
  if (digest(*state) != revision.header.state)
    return base::Error{base::ErrorKind::Corrupt, "wrong-digest", "收到的修订内容与它的签名摘要不符，没有采用。",
                       id.hex()};
  for (const RevisionId& parent : revision.header.parents) heads_.erase(parent);
  // A snapshot may come in before its children's parents are known: then it is no head if a child is already here.
  const bool has_child = std::ranges::any_of(
      entries_, [&](const auto& entry) { return std::ranges::binary_search(entry.second.header.parents, id); });
  if (!has_child) heads_.insert(id);
  entries_.emplace(id, Entry{revision.header, std::make_shared<const State>(std::move(*state)), generation});
  return id;
}

const History::Entry* History::find(const RevisionId& id) const {
  const auto at = entries_.find(id);
  return at == entries_.end() ? nullptr : &at->second;
}

RevisionSet History::with_ancestors(const RevisionSet& revisions) const {
  RevisionSet seen;
  std::vector<RevisionId> open(revisions.begin(), revisions.end());
  while (!open.empty()) {
    const RevisionId id = open.back();
    open.pop_back();
    const Entry* entry = find(id);
    if (!entry || !seen.insert(id).second) continue;
    open.insert(open.end(), entry->header.parents.begin(), entry->header.parents.end());
  }
  return seen;
}

RevisionSet History::latest(const RevisionSet& revisions) const {
  RevisionSet out = revisions;
  for (const RevisionId& id : revisions) {
    if (!out.contains(id)) continue;
    RevisionSet parents;
    if (const Entry* entry = find(id)) parents.insert(entry->header.parents.begin(), entry->header.parents.end());
    for (const RevisionId& ancestor : with_ancestors(parents)) out.erase(ancestor);
  }
  return out;
}

RevisionSet History::nearest_common(const RevisionSet& left, const RevisionSet& right) const {
  const RevisionSet a = with_ancestors(left), b = with_ancestors(right);
  RevisionSet common;
  std::ranges::set_intersection(a, b, std::inserter(common, common.end()));
  // Only a common revision without a common child can be a nearest one.
  RevisionSet covered;
  for (const RevisionId& id : common)
    for (const RevisionId& parent : find(id)->header.parents) covered.insert(parent);
  for (const RevisionId& id : covered) common.erase(id);
  return common;
}

}  // namespace ziping::report
