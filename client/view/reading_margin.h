// The remarks on what is read, in the margin at its right: each level with the words that it is about.
//
// Where there is room for it they stand there as small cards, who said it and how it begins, each below the one before;
// else as marks that tell how many there are. Either leads to the remark in the list.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "client/view/frame.h"

namespace ziping::view {

// Those that count for something and stand in what is read, in its order.
[[nodiscard]] std::vector<Placed> placed_remarks(const app::OpenReport& report);

// Of one frame, from the top of the sheet to its end.
class Margin {
 public:
  // The words of the sheet end at `text_right`, and its ground at `sheet_right`.
  Margin(Frame& frame, float text_right, float sheet_right);

  // What was said about the words that begin at this height; `id` names them. Not above what stands there already.
  void beside(float top, const std::string& id, std::span<const Placed> here);
  // Where what was drawn ends.
  [[nodiscard]] float bottom() const { return bottom_; }

 private:
  void mark(float top, const std::string& id, std::span<const Placed> here);
  void card(float top, const Placed& one);
  void lead_to(std::span<const Placed> here, const Item& pressed);

  Frame& frame_;
  float left_, width_ = 0;  // of the cards; no width: marks
  float bottom_;
};

}  // namespace ziping::view
