// Two texts side by side, as pieces that stand in both, in one, or elsewhere in the other. Pure.
//
// Promise    Same, Removed and MovedAway joined are the text before; Same, Inserted and MovedHere joined the text
// after,
//            where nothing is left out. No piece begins or ends within a figure, a Latin word or a character.
// Limits     Texts are UTF-8. Past what the sequence comparison bears, a stretch is given as one replacement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ziping::app {

enum class Part {
  Same,
  Inserted,
  Removed,
  MovedAway,  // a sentence that stands elsewhere now
  MovedHere,  // and here it does
  LeftOut,    // "…" in place of sentences that nothing happened to, with a line end when they ended with one
};
struct Piece {
  std::string words;
  Part part = Part::Same;
  bool operator==(const Piece&) const = default;
};

// Two versions of a sentence, cut where they differ: "12" → "13" is one change, and so are two with a single character
// between them. Where next to nothing is left of the first, it is given as removed whole.
std::vector<Piece> characters_changed(std::string_view before, std::string_view after);

// Two texts: sentences that were inserted, removed or moved, and inside one that was changed its characters. With
// `Context::Changed` only what changed and the sentence on either side.
enum class Context { All, Changed };
std::vector<Piece> text_changed(std::string_view before, std::string_view after, Context context);

}  // namespace ziping::app
