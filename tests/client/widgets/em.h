// One em for a Chinese character, half of it for Latin, so that widths can be counted by eye.
#pragma once

namespace ziping::tests {

inline float em(char32_t c) { return c < 0x80 ? 0.5f : 1.0f; }

}  // namespace ziping::tests
