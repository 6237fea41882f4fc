// The sentence of a finding, with places for numbers: "执行数 {funds.executed|2} 万元，相差 {difference|2} 万元。"
//
//   {name}    a text as it is; a number grouped in thousands, with its own places or as many as it needs
//   {name|2}  a number rounded half away from zero to two places and grouped in thousands
//
// Errors     parse: Invalid "bad-form" for a brace without its partner, an empty name, more than 8 places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/rules/formula.h"

namespace ziping::rules {

class Message {
 public:
  static base::Result<Message> parse(std::string_view text);
  // An absent value reads 未填.
  std::string filled(const Source& source) const;
  std::vector<std::string> names() const;

 private:
  struct Piece {
    std::string text;  // stands before the name
    std::string name;  // empty in the last piece
    int places = -1;
  };
  std::vector<Piece> pieces_;
};

}  // namespace ziping::rules
