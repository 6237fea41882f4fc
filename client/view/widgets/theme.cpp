#include "client/view/widgets/theme.h"

#include <algorithm>

namespace ziping::view {

float Look::type_px(Type type) const {
  switch (type) {
    case Type::Small:
      return px(13);
    case Type::Section:
      return px(18);
    case Type::Page:
      return px(22);
    case Type::Body:
    case Type::Strong:
      break;
  }
  return px(16);
}

ImFont* Look::face(Type type) const {
  const bool strong = type == Type::Strong || type == Type::Section || type == Type::Page;
  return strong && faces.strong ? faces.strong : faces.regular;
}

Look make_look(Theme theme, float scale, Typefaces faces, Contrast contrast) {
  const bool strong = contrast == Contrast::Strong;
  const Palette& colour = theme == Theme::Light ? (strong ? kLightStrong : kLight) : (strong ? kDarkStrong : kDark);
  return {theme, contrast, colour, std::clamp(scale, kScaleMin, kScaleMax), faces};
}

void apply(const Look& look, ImGuiStyle& style) {
  style = ImGuiStyle();
  style.FontSizeBase = 16;
  style.FontScaleMain = look.scale;
  style.WindowPadding = style.FramePadding = {0, 0};
  style.ItemSpacing = style.ItemInnerSpacing = {look.px(8), look.px(8)};
  style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
  style.PopupBorderSize = 1;
  style.WindowRounding = style.ChildRounding = 0;
  style.PopupRounding = style.FrameRounding = look.px(kCornerRadius);
  style.ScrollbarSize = look.px(12);
  style.ScrollbarRounding = look.px(6);
  style.GrabRounding = look.px(kCornerRadius);
  style.WindowMinSize = {1, 1};
  const auto set = [&style](ImGuiCol slot, Colour colour) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  const Palette& colour = look.colour;
  set(ImGuiCol_Text, colour.text);
  set(ImGuiCol_TextDisabled, colour.faint);
  set(ImGuiCol_WindowBg, colour.ground);
  set(ImGuiCol_ChildBg, faded(colour.ground, 0));
  set(ImGuiCol_PopupBg, colour.raised);
  set(ImGuiCol_Border, colour.line_strong);
  set(ImGuiCol_ScrollbarBg, faded(colour.ground, 0));
  set(ImGuiCol_ScrollbarGrab, colour.line_strong);
  set(ImGuiCol_ScrollbarGrabHovered, colour.faint);
  set(ImGuiCol_ScrollbarGrabActive, colour.quiet);
  set(ImGuiCol_NavCursor, faded(colour.accent, 0));  // every widget draws its own focus ring
  set(ImGuiCol_ModalWindowDimBg, faded(rgb(0x000000), 96));
}

}  // namespace ziping::view
