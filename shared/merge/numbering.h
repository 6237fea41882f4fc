// Numbered items: 一是…二是…, （一）…, 1. …, 第一，…, ① …
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ziping::merge {

struct ItemLabel {
  enum class Kind { Is, Comma, Brackets, Dot, Ordinal, Circled };
  Kind kind;
  std::size_t number;  // 1 to 99
  std::size_t bytes;   // of the label, with the blanks before it
  bool operator==(const ItemLabel&) const = default;
};

// The label that the sentence begins with.
std::optional<ItemLabel> item_label(std::string_view sentence);

}  // namespace ziping::merge
