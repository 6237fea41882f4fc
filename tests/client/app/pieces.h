// Pieces of a difference as one line: [-removed-] {+inserted+} <-moved away-> <+moved here+>.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "client/app/difference.h"

namespace ziping::tests {

inline std::string described(const std::vector<app::Piece>& pieces) {
  std::string out;
  for (const app::Piece& piece : pieces) {
    switch (piece.part) {
      case app::Part::Inserted:
        out += "{+" + piece.words + "+}";
        break;
      case app::Part::Removed:
        out += "[-" + piece.words + "-]";
        break;
      case app::Part::MovedAway:
        out += "<-" + piece.words + "->";
        break;
      case app::Part::MovedHere:
        out += "<+" + piece.words + "+>";
        break;
      case app::Part::Same:
      case app::Part::LeftOut:
        out += piece.words;
        break;
    }
  }
  return out;
}

inline std::string joined(const std::vector<app::Piece>& pieces, std::initializer_list<app::Part> parts) {
  std::string out;
  for (const app::Piece& piece : pieces)
    for (const app::Part part : parts)
      if (piece.part == part) out += piece.words;
  return out;
}

}  // namespace ziping::tests
