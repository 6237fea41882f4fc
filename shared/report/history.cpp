#include "shared/report/history.h"

#include <algorithm>
#include <limits>

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
  if (!awaited_.contains(id)) heads_.insert(id);
  link(id, revision.header);
  entries_.emplace(id, Entry{revision.header, std::make_shared<const State>(std::move(*state)), generation});
  return id;
}

void History::link(const RevisionId& id, const Header& header) {
  const auto number = static_cast<Number>(links_.size());
  Link link{id, {}, 0};
  for (const RevisionId& parent : header.parents) {
    const auto known = numbers_.find(parent);
    if (known == numbers_.end()) {
      awaited_[parent].push_back(number);
      continue;
    }
    link.parents.push_back(known->second);
    link.height = std::max(link.height, links_[known->second].height + 1);
  }
  links_.push_back(std::move(link));
  numbers_.emplace(id, number);
  const auto children = awaited_.extract(id);
  if (children.empty()) return;
  for (Number child : children.mapped()) links_[child].parents.push_back(number);
  set_heights();
}

void History::set_heights() {
  std::vector<bool> known(links_.size());
  std::vector<Number> open;
  for (Number first = 0; first < links_.size(); ++first) {
    open.push_back(first);
    while (!open.empty()) {
      Link& link = links_[open.back()];
      const auto unknown = std::ranges::find_if(link.parents, [&](Number parent) { return !known[parent]; });
      if (unknown != link.parents.end()) {
        open.push_back(*unknown);
        continue;
      }
      link.height = 0;
      for (Number parent : link.parents) link.height = std::max(link.height, links_[parent].height + 1);
      known[open.back()] = true;
      open.pop_back();
    }
  }
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

std::vector<History::Number> History::numbers(const RevisionSet& revisions) const {
  std::vector<Number> out;
  for (const RevisionId& id : revisions)
    if (const auto known = numbers_.find(id); known != numbers_.end()) out.push_back(known->second);
  return out;
}

// Visits revisions from the highest down, each once and after all its descendants, with the marks they passed on.
class History::Walk {
 public:
  explicit Walk(const std::vector<Link>& links) : links_(links) {}

  struct Step {
    Number number;
    unsigned marks;
  };

  void mark(Number number, unsigned marks) {
    const auto [at, is_new] = marks_.emplace(number, 0);
    at->second |= marks;
    if (!is_new) return;
    open_.emplace_back(links_[number].height, number);
    std::ranges::push_heap(open_);
  }
  bool has_next() const { return !open_.empty(); }
  std::uint32_t height() const { return open_.front().first; }  // of the next
  bool all_have(unsigned marks) const {
    return std::ranges::all_of(open_, [&](const auto& one) { return (marks_.at(one.second) & marks) == marks; });
  }
  Step next() {
    std::ranges::pop_heap(open_);
    const Number number = open_.back().second;
    open_.pop_back();
    return {number, marks_.at(number)};
  }
  void pass_on(Number number, unsigned marks) {
    for (Number parent : links_[number].parents) mark(parent, marks);
  }

 private:
  const std::vector<Link>& links_;
  std::vector<std::pair<std::uint32_t, Number>> open_;  // a heap, highest first
  std::unordered_map<Number, unsigned> marks_;
};

RevisionSet History::latest(const RevisionSet& revisions) const {
  constexpr unsigned kCovered = 1;
  RevisionSet out = revisions;
  Walk walk(links_);
  std::uint32_t lowest = std::numeric_limits<std::uint32_t>::max();
  for (Number number : numbers(revisions)) {
    lowest = std::min(lowest, links_[number].height);
    walk.mark(number, 0);
  }
  while (walk.has_next() && walk.height() >= lowest) {
    const auto [number, marks] = walk.next();
    if (marks & kCovered) out.erase(links_[number].id);
    walk.pass_on(number, kCovered);
  }
  return out;
}

RevisionSet History::nearest_common(const RevisionSet& left, const RevisionSet& right) const {
  constexpr unsigned kLeft = 1, kRight = 2, kBoth = 3, kBelow = 4;  // below a common one
  RevisionSet out;
  Walk walk(links_);
  for (Number number : numbers(left)) walk.mark(number, kLeft);
  for (Number number : numbers(right)) walk.mark(number, kRight);
  while (walk.has_next() && !walk.all_have(kBelow)) {
    auto [number, marks] = walk.next();
    if (marks == kBoth) {
      out.insert(links_[number].id);
      marks |= kBelow;
    }
    walk.pass_on(number, marks);
  }
  return out;
}

}  // namespace ziping::report
