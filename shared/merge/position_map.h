// Where the places of a text are once the text has changed: a caret, a selection, what a remark quotes.
//
// Promise    In equal texts everything is where it was. Inside a sentence that stands in both texts a place keeps its
//            distance from the sentence's beginning, also where the sentence was moved as a whole; all other places
//            keep their order.
// Units      Offsets are bytes of UTF-8 and stand between characters; past the end means the end.
// Limits     Pure, some microseconds a page. A sentence of fewer than six characters is not followed when it moves.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ziping::merge {

class PositionMap {
 public:
  static PositionMap between(std::string_view before, std::string_view after);

  struct Place {
    std::size_t at;
    bool gone;  // what stood on both sides of it was taken away; `at` is where that was
    bool operator==(const Place&) const = default;
  };
  // Where something new was put in at the very place, it stays with the words before it; at the beginning of a line or
  // of the text, with those behind it.
  Place carry(std::size_t offset) const;

  struct Stretch {
    std::size_t begin, end;
    bool gone;  // less than two fifths of its words are left, or the sentence around them is another one now
    bool operator==(const Stretch&) const = default;
  };
  // Of words: what is left of [begin, end), without anything that was put in before or behind it. Empty when gone.
  Stretch carry(std::size_t begin, std::size_t end) const;

 private:
  struct Run {  // the same words in both texts
    std::size_t before, after, size;
    bool ends_line;
    bool moved;
    std::size_t before_end() const { return before + size; }
    std::size_t after_end() const { return after + size; }
  };
  class Maker;

  std::vector<Run> runs_;  // by `before`; those that did not move are in the order of `after` too
  std::size_t before_size_ = 0, after_size_ = 0;
};

}  // namespace ziping::merge
