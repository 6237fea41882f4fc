// Numbers as people write them with a unit behind: "12345.6元", "1.2亿", "12.5 %", in the unit that a field asks for.
//
// Promise    Converted exactly, by moving the point: no digit is ever rounded away. What would lose one is a fault.
// Errors     A fault says what is wrong with what was typed; nothing is guessed.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/decimal.h"

namespace ziping::base {

enum class AmountFault {
  None,
  NoNumber,
  Scientific,       // 1e9
  Points,           // 1.2.3
  ChineseNumerals,  // 二十万
  Separators,       // 12,34
  TooManyPlaces     // more than may be kept
};

struct Amount {
  AmountFault fault = AmountFault::None;
  Decimal value;        // in the unit asked for; zero where there is a fault
  std::string typed;    // the number alone: "12345.6"
  std::string unit;     // that was typed and is another one than asked for: "元"; empty for none
  std::string plain;    // what it comes to in the unit asked for, also where it has too many places
  int places = 0;       // of `plain`
  std::string instead;  // of a fault: what could be typed, as far as that is certain; may be empty

  [[nodiscard]] bool converted() const { return !unit.empty(); }
};

// `unit` is the one asked for: of 元, 千元, 万元, 百万元, 千万元 and 亿元 each is taken for each other, with or without
// 元 behind 万 and 亿, and ¥ in front means 元. Any other unit is taken for itself alone. Numbers as Decimal::parse()
// takes them; at most `places_max` places, 0 … kDecimalPlacesMax.
Amount read_amount(std::string_view text, std::string_view unit, int places_max);

// A stored figure of a unit as a column of them shows it: in thousands, and of money with two places at least, so that
// the points stand below each other: 400.00 of "400" 万元. Nothing is rounded, and no other unit gets a zero.
std::string shown_amount(std::string_view stored, std::string_view unit);

}  // namespace ziping::base
