// What the pane at the right lists: findings, open conflicts, remarks, what happened so far.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/unsaid.h"
#include "client/view/frame.h"
#include "client/view/sparing.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {

void side_findings(Frame& frame);
void side_conflicts(Frame& frame);
void side_remarks(Frame& frame);
void side_history(Frame& frame);

// Beside a place that somebody said something about.
inline constexpr Mark kRemarkMark = Mark::Pencil;
// Brings the list of remarks to the first of these, by their names, with all of them lit. Whoever pressed the item by a
// key has the keyboard there.
void lead_to_remarks(Frame& frame, std::vector<std::string> remarks, const Item& pressed);

// One of a list that can be pressed as a whole: what `draw` draws, on a ground that lights up under the mouse, or is
// lit because somebody was led there.
enum class Lit { No, Yes };
bool pressable(Frame& frame, const std::string& label, const std::function<void()>& draw, Lit lit = Lit::No);

// What stands in such a list and is not pressed as a whole, in from its edges as far as what is.
void inset_group(const Ui& ui, const std::function<void()>& draw);

// Words whose place is gone, to be copied or thrown away.
void left_words(Frame& frame, std::string_view heading, const app::LeftWords& one);

// Wrapped small text that is laid out once.
void small_text(Ui& ui, const std::string& id, Colour colour, std::string_view words);

}  // namespace ziping::view
