// Colours and measures of the whole window. Both themes reach 4.5 : 1 for text on the grounds it stands on, and 7 : 1
// for every ink and line on every ground where the person wants strong contrast.
//
// Units      Measures are pixels at 100 %; Look::px() scales and rounds them.
#pragma once
#include <imgui.h>

#include <cmath>

namespace ziping::view {

using Colour = ImU32;

constexpr Colour rgb(unsigned hex) { return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 0xFF); }

// The colour with another opacity, 0 to 255.
constexpr Colour faded(Colour colour, unsigned alpha) {
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

enum class Theme { Light, Dark };
enum class Contrast { Normal, Strong };

struct Palette {
  Colour ground, surface, raised;  // window, cards and fields, popups
  Colour line, line_strong;
  Colour shade;  // ground of what the mouse is over, and of the empty part of a bar
  Colour text, quiet;
  Colour faint;  // of what is no text to read: hints in empty fields, what cannot be pressed, bullets; 3 : 1
  Colour accent, accent_soft, on_accent;
  Colour good, good_soft;
  Colour warn, warn_soft;
  Colour bad, bad_soft;
  Colour clash, clash_soft;
};

inline constexpr Palette kLight{.ground = rgb(0xF5F6F8),
                                .surface = rgb(0xFFFFFF),
                                .raised = rgb(0xFFFFFF),
                                .line = rgb(0xE2E6EB),
                                .line_strong = rgb(0xC5CCD5),
                                .shade = rgb(0xE2E6EB),
                                .text = rgb(0x1C2430),
                                .quiet = rgb(0x566272),
                                .faint = rgb(0x8A94A3),
                                .accent = rgb(0x1F5FBF),
                                .accent_soft = rgb(0xE3EDFB),
                                .on_accent = rgb(0xFFFFFF),
                                .good = rgb(0x1A7B48),
                                .good_soft = rgb(0xE2F4EA),
                                .warn = rgb(0x8F5B00),
                                .warn_soft = rgb(0xFFF3DA),
                                .bad = rgb(0xC0262D),
                                .bad_soft = rgb(0xFCE6E7),
                                .clash = rgb(0x7A3FC4),
                                .clash_soft = rgb(0xF0E8FB)};

inline constexpr Palette kDark{.ground = rgb(0x12161C),
                               .surface = rgb(0x1A2028),
                               .raised = rgb(0x222A34),
                               .line = rgb(0x2C3540),
                               .line_strong = rgb(0x445061),
                               .shade = rgb(0x2C3540),
                               .text = rgb(0xE4E9F0),
                               .quiet = rgb(0xA3AEBC),
                               .faint = rgb(0x6F7B8A),
                               .accent = rgb(0x6AA6FF),
                               .accent_soft = rgb(0x1D3354),
                               .on_accent = rgb(0x0B1420),
                               .good = rgb(0x55C58A),
                               .good_soft = rgb(0x173527),
                               .warn = rgb(0xE3B14F),
                               .warn_soft = rgb(0x3A2E14),
                               .bad = rgb(0xFF7B7F),
                               .bad_soft = rgb(0x43191C),
                               .clash = rgb(0xBE95F5),
                               .clash_soft = rgb(0x30204A)};

// Black on white: words and lines all but black, so that what stands on a tinted ground reaches 7 : 1 too.
inline constexpr Palette kLightStrong{.ground = rgb(0xFFFFFF),
                                      .surface = rgb(0xFFFFFF),
                                      .raised = rgb(0xFFFFFF),
                                      .line = rgb(0x3A3A3A),
                                      .line_strong = rgb(0x000000),
                                      .shade = rgb(0xE8E8E8),
                                      .text = rgb(0x000000),
                                      .quiet = rgb(0x1A1A1A),
                                      .faint = rgb(0x3A3A3A),
                                      .accent = rgb(0x003A8C),
                                      .accent_soft = rgb(0xDCE9FF),
                                      .on_accent = rgb(0xFFFFFF),
                                      .good = rgb(0x00471F),
                                      .good_soft = rgb(0xDDF5E5),
                                      .warn = rgb(0x553300),
                                      .warn_soft = rgb(0xFFF0CC),
                                      .bad = rgb(0x800009),
                                      .bad_soft = rgb(0xFFE3E4),
                                      .clash = rgb(0x4B1390),
                                      .clash_soft = rgb(0xF0E6FF)};

inline constexpr Palette kDarkStrong{.ground = rgb(0x000000),
                                     .surface = rgb(0x000000),
                                     .raised = rgb(0x000000),
                                     .line = rgb(0xC8C8C8),
                                     .line_strong = rgb(0xFFFFFF),
                                     .shade = rgb(0x2A2A2A),
                                     .text = rgb(0xFFFFFF),
                                     .quiet = rgb(0xE6E6E6),
                                     .faint = rgb(0xC8C8C8),
                                     .accent = rgb(0x9CC8FF),
                                     .accent_soft = rgb(0x0C2A55),
                                     .on_accent = rgb(0x000000),
                                     .good = rgb(0x86F0B4),
                                     .good_soft = rgb(0x06351B),
                                     .warn = rgb(0xFFD27A),
                                     .warn_soft = rgb(0x3D2A00),
                                     .bad = rgb(0xFFB8BA),
                                     .bad_soft = rgb(0x4D0A0E),
                                     .clash = rgb(0xDCC6FF),
                                     .clash_soft = rgb(0x331A5C)};

inline constexpr float kControlHeight = 32;
inline constexpr float kTableRowHeight = 30;
inline constexpr float kStatusHeight = 28;
inline constexpr float kTopBarHeight = 48;
inline constexpr float kCornerRadius = 4;
inline constexpr float kPillRadius = 10;
inline constexpr float kFormWidthMax = 860;
inline constexpr float kProseCharactersMax = 46;  // of a row, so that the eye finds the next one
inline constexpr float kProseLineHeight = 1.5f;   // of the type's size

// The faces to draw with. `strong` may be the same as `regular` where no heavier one is installed.
struct Typefaces {
  ImFont* regular = nullptr;
  ImFont* strong = nullptr;
};

enum class Type { Body, Strong, Small, Section, Page };

struct Look {
  Theme theme = Theme::Light;
  Contrast contrast = Contrast::Normal;
  Palette colour = kLight;
  float scale = 1;  // kScaleMin to kScaleMax
  Typefaces faces;

  [[nodiscard]] float px(float at_100_percent) const { return std::round(at_100_percent * scale); }
  [[nodiscard]] float type_px(Type type) const;
  [[nodiscard]] ImFont* face(Type type) const;
};

inline constexpr float kScaleMin = 0.8f;
inline constexpr float kScaleMax = 5;  // 250 % on a screen that doubles all by itself

[[nodiscard]] Look make_look(Theme theme, float scale, Typefaces faces, Contrast contrast = Contrast::Normal);

// Makes what Dear ImGui itself draws (window grounds, popups, scroll bars) follow the look. Call it between frames,
// once the look has changed.
void apply(const Look& look, ImGuiStyle& style);

}  // namespace ziping::view
