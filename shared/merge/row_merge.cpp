#include "shared/merge/row_merge.h"

#include <algorithm>
#include <map>

#include "shared/report/sequence_diff.h"

namespace ziping::merge {
namespace {

using Names = std::set<std::string>;

Order only(const Order& order, const Names& names) {
  Order out;
  std::ranges::copy_if(order, std::back_inserter(out), [&](const std::string& id) { return names.contains(id); });
  return out;
}

// The ids of `after` that no longer stand in the order they had in `before`; both hold the same ids.
Names moved(const Order& before, const Order& after) {
  std::map<std::string, std::uint32_t> number;
  std::vector<std::uint32_t> old_order, new_order;
  for (const std::string& id : before) old_order.push_back(number[id] = static_cast<std::uint32_t>(number.size()));
  for (const std::string& id : after) new_order.push_back(number[id]);
  Names out;
  for (const report::Hunk& hunk : report::diff(old_order, new_order))
    for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) out.insert(after[i]);
  return out;
}

// What stands before `id` in `order`, or "" at the top.
std::string before(const Order& order, const std::string& id) {
  const auto at = std::ranges::find(order, id);
  return at == order.begin() ? std::string() : *std::prev(at);
}

// Runs of ids that are not in `known`, by the known id they stand behind.
std::map<std::string, Order> runs(const Order& order, const Names& known, const Names& stay) {
  std::map<std::string, Order> out;
  std::string behind;
  for (const std::string& id : order) {
    if (known.contains(id))
      behind = id;
    else if (stay.contains(id))
      out[behind].push_back(id);
  }
  return out;
}

Order skeleton(const Order& base, const Order& ours, const Order& theirs) {
  if (ours == theirs || theirs == base) return ours;
  if (ours == base) return theirs;
  const bool ours_lower = ours < theirs;
  Order out = ours_lower ? ours : theirs;
  const Order& other = ours_lower ? theirs : ours;
  const Names moved_here = moved(base, out), moved_there = moved(base, other);
  for (const std::string& id : other) {
    if (!moved_there.contains(id) || moved_here.contains(id)) continue;
    out.erase(std::ranges::find(out, id));
    const std::string behind = before(other, id);
    out.insert(behind.empty() ? out.begin() : std::next(std::ranges::find(out, behind)), id);
  }
  return out;
}

}  // namespace

Order merge_order(const Order& base, const Order& ours, const Order& theirs, const Names& stay) {
  const Names in_ours(ours.begin(), ours.end()), in_theirs(theirs.begin(), theirs.end());
  Names known;  // in all three, and staying
  for (const std::string& id : base)
    if (stay.contains(id) && in_ours.contains(id) && in_theirs.contains(id)) known.insert(id);
  const Order frame = skeleton(only(base, known), only(ours, known), only(theirs, known));
  std::map<std::string, Order> left = runs(ours, known, stay), right = runs(theirs, known, stay);
  Order out;
  Names placed;
  const auto put = [&](const Order& run) {
    for (const std::string& id : run)
      if (placed.insert(id).second) out.push_back(id);
  };
  const auto put_runs = [&](const std::string& behind) {
    const Order &a = left[behind], &b = right[behind];
    put(std::min(a, b));
    put(std::max(a, b));
  };
  put_runs("");
  for (const std::string& id : frame) {
    put({id});
    put_runs(id);
  }
  return out;
}

}  // namespace ziping::merge
