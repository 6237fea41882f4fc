// before  甲 ␤ 乙 ␤       after  丙 ␤        (␤ a blank line)
// found   + 丙, keep the first ␤, − 乙 ␤     settled  − 甲 ␤ 乙 + 丙, keep the last ␤
#include "shared/merge/changes.h"

#include <algorithm>

namespace ziping::merge {
namespace {

using report::Hunk;

// Whether a piece of words went away in one place and came in another.
bool has_moved_words(Ids before, Ids after, const std::vector<Hunk>& hunks, std::uint32_t blank) {
  std::vector<std::uint32_t> gone, come;
  for (const Hunk& hunk : hunks) {
    const auto add = [&](std::vector<std::uint32_t>& out, Ids ids) {
      std::ranges::copy_if(ids, std::back_inserter(out), [&](std::uint32_t id) { return id != blank; });
    };
    add(gone, before.subspan(hunk.before_begin, hunk.before_end - hunk.before_begin));
    add(come, after.subspan(hunk.after_begin, hunk.after_end - hunk.after_begin));
  }
  std::ranges::sort(gone);
  std::ranges::sort(come);
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(gone, come, std::back_inserter(both));
  return !both.empty();
}

struct Words {
  std::vector<std::uint32_t> ids;
  std::vector<std::size_t> at;  // in the whole sequence; one more at the end
};

Words words_of(Ids all, std::uint32_t blank) {
  Words out;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i] != blank) out.ids.push_back(all[i]), out.at.push_back(i);
  out.at.push_back(all.size());
  return out;
}

// First the words alone, then what stands between two of them that stayed.
std::vector<Hunk> words_first(Ids before, Ids after, std::uint32_t blank) {
  const Words old_words = words_of(before, blank), new_words = words_of(after, blank);
  std::vector<Hunk> out;
  std::size_t begin = 0, after_begin = 0, i = 0, j = 0;
  const auto up_to = [&](std::size_t end, std::size_t after_end) {
    for (const Hunk& hunk :
         report::diff(before.subspan(begin, end - begin), after.subspan(after_begin, after_end - after_begin)))
      out.push_back({hunk.before_begin + begin, hunk.before_end + begin, hunk.after_begin + after_begin,
                     hunk.after_end + after_begin});
    begin = end + 1, after_begin = after_end + 1;
  };
  const auto same_until = [&](std::size_t end) {
    while (i < end) up_to(old_words.at[i++], new_words.at[j++]);
  };
  for (const Hunk& hunk : report::diff(old_words.ids, new_words.ids)) {
    same_until(hunk.before_begin);
    i = hunk.before_end, j = hunk.after_end;
  }
  same_until(old_words.ids.size());
  up_to(before.size(), after.size());
  return out;
}

// One sequence, and which of its elements the other one has not.
struct Side {
  explicit Side(Ids all) : ids(all), changed(all.size() + 1, 0) {}  // one more, unchanged, at the end
  std::size_t size() const { return ids.size(); }
  Ids ids;
  std::vector<char> changed;
};

// The changed elements [begin, end) between two unchanged ones; empty where those are neighbours. The n-th group of one
// side stands in the place of the n-th of the other.
class Group {
 public:
  explicit Group(Side& side) : side_(side) { grow(); }

  bool empty() const { return begin_ == end_; }
  std::size_t size() const { return end_ - begin_; }
  std::size_t end() const { return end_; }
  bool is_last() const { return end_ == side_.size(); }

  void next() {
    begin_ = end_ = end_ + 1;
    grow();
  }
  void previous() {
    end_ = begin_ = begin_ - 1;
    grow_back();
  }
  // Moves by one element, and joins the group that it reaches.
  bool slide_back() {
    if (begin_ == 0 || side_.ids[begin_ - 1] != side_.ids[end_ - 1]) return false;
    side_.changed[--begin_] = 1;
    side_.changed[--end_] = 0;
    grow_back();
    return true;
  }
  bool slide() {
    if (is_last() || side_.ids[begin_] != side_.ids[end_]) return false;
    side_.changed[begin_++] = 0;
    side_.changed[end_++] = 1;
    grow();
    return true;
  }

 private:
  void grow() {
    while (side_.changed[end_]) ++end_;
  }
  void grow_back() {
    while (begin_ > 0 && side_.changed[begin_ - 1]) --begin_;
  }
  Side& side_;
  std::size_t begin_ = 0, end_ = 0;
};

void settle(Side& side, Side& other_side) {
  Group group(side), other(other_side);
  for (;; group.next(), other.next()) {
    while (!group.empty()) {
      const std::size_t size = group.size();
      while (group.slide_back()) other.previous();
      bool can_meet = !other.empty();
      while (group.slide()) {
        other.next();
        can_meet = can_meet || !other.empty();
      }
      if (group.size() != size) continue;  // it joined another and may go further now
      while (can_meet && other.empty()) {
        group.slide_back();
        other.previous();
      }
      break;
    }
    if (group.is_last()) return;
  }
}

bool can_slide(Ids ids, std::size_t begin, std::size_t end) {
  return begin < end && ((begin > 0 && ids[begin - 1] == ids[end - 1]) || (end < ids.size() && ids[begin] == ids[end]));
}

std::vector<Hunk> hunks_of(const Side& before, const Side& after) {
  std::vector<Hunk> out;
  std::size_t i = 0, j = 0;
  for (;;) {
    const std::size_t begin = i, after_begin = j;
    while (before.changed[i]) ++i;
    while (after.changed[j]) ++j;
    if (begin < i || after_begin < j) out.push_back({begin, i, after_begin, j});
    if (i == before.size() && j == after.size()) return out;
    ++i, ++j;
  }
}

// What went away is put beside what came in its place, where it can be; else as late as it can be.
void settle_all(Ids before, Ids after, std::vector<Hunk>& hunks) {
  if (std::ranges::none_of(hunks, [&](const Hunk& hunk) {
        return can_slide(before, hunk.before_begin, hunk.before_end) ||
               can_slide(after, hunk.after_begin, hunk.after_end);
      }))
    return;
  Side old_side(before), new_side(after);
  for (const Hunk& hunk : hunks) {
    for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) old_side.changed[i] = 1;
    for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) new_side.changed[i] = 1;
  }
  settle(old_side, new_side);
  settle(new_side, old_side);
  hunks = hunks_of(old_side, new_side);
}

}  // namespace

std::vector<Hunk> changes(Ids before, Ids after, std::uint32_t blank) {
  std::vector<Hunk> hunks = report::diff(before, after);
  if (hunks.size() > 1 && has_moved_words(before, after, hunks, blank)) hunks = words_first(before, after, blank);
  settle_all(before, after, hunks);
  return hunks;
}

}  // namespace ziping::merge
