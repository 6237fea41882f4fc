// Hunks of the two sides are taken in base order; those that overlap become one stretch. Hunks that merely touch stay
// apart (neighbouring sentences changed by different people merge), but two insertions at one place belong together.
#include "shared/merge/diff3.h"

#include <algorithm>

#include "shared/merge/changes.h"

namespace ziping::merge {
namespace {

using report::Hunk;

class Aligner {
 public:
  Aligner(Ids base, Ids ours, Ids theirs, std::uint32_t blank)
      : base_(base),
        ours_(ours),
        theirs_(theirs),
        left_(changes(base, ours, blank)),
        right_(changes(base, theirs, blank)) {}

  std::vector<Stretch> run() {
    while (i_ < left_.size() || j_ < right_.size()) step();
    unchanged(base_.size());
    return std::move(out_);
  }

 private:
  // An insertion comes before a replacement that begins at the same place.
  static bool before(const Hunk& a, const Hunk& b) {
    return a.before_begin != b.before_begin ? a.before_begin < b.before_begin
                                            : a.before_end == a.before_begin && b.before_end > b.before_begin;
  }

  void unchanged(std::size_t until) {
    const std::size_t count = until - base_at_;
    if (count)
      out_.push_back({Change::None, {base_at_, until}, {ours_at_, ours_at_ + count}, {theirs_at_, theirs_at_ + count}});
    base_at_ = until, ours_at_ += count, theirs_at_ += count;
  }

  void step() {
    const bool left_first = j_ == right_.size() || (i_ < left_.size() && !before(right_[j_], left_[i_]));
    const Hunk first = left_first ? left_[i_] : right_[j_];
    unchanged(first.before_begin);
    const std::size_t first_i = i_, first_j = j_, begin = first.before_begin;
    std::size_t end = first.before_end;
    const bool insertion = begin == end;
    const auto joins = [&](const Hunk& hunk) {
      if (insertion) return hunk.before_begin == begin && hunk.before_end == begin;
      return hunk.before_begin < end;
    };
    for (bool grown = true; grown;) {
      grown = false;
      while (i_ < left_.size() && joins(left_[i_])) end = std::max(end, left_[i_++].before_end), grown = true;
      while (j_ < right_.size() && joins(right_[j_])) end = std::max(end, right_[j_++].before_end), grown = true;
    }
    const std::size_t ours_end = side_end(left_, first_i, i_, ours_at_, end);
    const std::size_t theirs_end = side_end(right_, first_j, j_, theirs_at_, end);
    const Change change = j_ == first_j ? Change::Ours : i_ == first_i ? Change::Theirs : Change::Both;
    out_.push_back({change, {begin, end}, {ours_at_, ours_end}, {theirs_at_, theirs_end}});
    base_at_ = end, ours_at_ = ours_end, theirs_at_ = theirs_end;
  }

  // The side's position that answers base position `end`, having used the hunks [first, last).
  std::size_t side_end(const std::vector<Hunk>& hunks, std::size_t first, std::size_t last, std::size_t side_at,
                       std::size_t end) const {
    if (first == last) return side_at + (end - base_at_);
    return hunks[last - 1].after_end + (end - hunks[last - 1].before_end);
  }

  Ids base_, ours_, theirs_;
  std::vector<Hunk> left_, right_;
  std::size_t i_ = 0, j_ = 0, base_at_ = 0, ours_at_ = 0, theirs_at_ = 0;
  std::vector<Stretch> out_;
};

}  // namespace

std::vector<Stretch> align(Ids base, Ids ours, Ids theirs, std::uint32_t blank) {
  return Aligner(base, ours, theirs, blank).run();
}

}  // namespace ziping::merge
