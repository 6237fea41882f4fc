#include "client/view/widgets/paint.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>

#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

// The part of a Chinese character's square above the baseline, the same in every CJK font.
constexpr float kEmAboveBaseline = 0.88f;
constexpr std::string_view kEllipsis = "…";

float measure(ImFont* face, float size, std::string_view text) {
  if (text.empty()) return 0;  // a view of nothing may have no address
  return face->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

// The longest start of the text that leaves room for the ellipsis.
std::string elided(ImFont* face, float size, std::string_view text, float width) {
  const float room = width - measure(face, size, kEllipsis);
  const char* rest = nullptr;
  face->CalcTextSizeA(size, std::max(room, 0.0f), 0, text.data(), text.data() + text.size(), &rest);
  const std::size_t kept = rest ? static_cast<std::size_t>(rest - text.data()) : text.size();
  return std::string(text.substr(0, kept)).append(kEllipsis);
}

}  // namespace

void log_text(ImVec2 at, std::string_view text) {
  if (!GImGui->LogEnabled || text.empty()) return;
  const std::string line(text);
  ImGui::LogRenderedText(&at, line.c_str(), line.c_str() + line.size());
}

float text_width(const Look& look, Type type, std::string_view text) {
  return std::ceil(measure(look.face(type), look.type_px(type), text));
}

Advance advance_of(const Look& look, Type type) {
  ImFontBaked* baked = look.face(type)->GetFontBaked(look.type_px(type));
  const float zoom = look.type_px(type) / baked->Size;
  return [baked, zoom](char32_t c) { return baked->GetCharAdvance(static_cast<ImWchar>(c)) * zoom; };
}

void draw_text(const Look& look, ImVec2 top_left, Type type, Colour colour, std::string_view text) {
  if (text.empty()) return;
  ImFont* face = look.face(type);
  const float size = look.type_px(type);
  const char* end = text.data() + text.size();
  const float ascent = face->GetFontBaked(size)->Ascent;
  const ImVec2 at{std::round(top_left.x), std::round(top_left.y + kEmAboveBaseline * size - ascent)};
  ImGui::GetWindowDrawList()->AddText(face, size, at, colour, text.data(), end);
  log_text({top_left.x, top_left.y + size / 2}, text);
}

void draw_text_in(const Look& look, Box box, Type type, Colour colour, std::string_view text, Align align) {
  if (text.empty()) return;  // and be it into a box that has no room at all
  std::string cut;
  float width = text_width(look, type, text);
  if (width > box.width() + 1) {
    cut = elided(look.face(type), look.type_px(type), text, box.width());
    text = cut;
    width = text_width(look, type, text);
  }
  const float x = align == Align::Left    ? box.min.x
                  : align == Align::Right ? box.max.x - width
                                          : box.min.x + (box.width() - width) / 2;
  draw_text(look, {x, box.centre().y - look.type_px(type) / 2}, type, colour, text);
}

float draw_paragraph(const Look& look, ImVec2 top_left, float width, Type type, Colour colour, std::string_view text) {
  const std::u32string wide = from_utf8(text);
  const TextRows rows(wide, width, advance_of(look, type));
  const float line = std::round(look.type_px(type) * kProseLineHeight);
  float y = top_left.y + (line - look.type_px(type)) / 2;
  for (const TextRow& row : rows.rows()) {
    draw_text(look, {top_left.x, y}, type, colour,
              to_utf8(std::u32string_view(wide).substr(row.begin, row.end - row.begin)));
    y += line;
  }
  return line * static_cast<float>(rows.rows().size());
}

float paragraph_height(const Look& look, float width, Type type, std::string_view text) {
  const TextRows rows(from_utf8(text), width, advance_of(look, type));
  return std::round(look.type_px(type) * kProseLineHeight) * static_cast<float>(rows.rows().size());
}

void fill(const Look& look, Box box, Colour colour, float radius_at_100) {
  ImGui::GetWindowDrawList()->AddRectFilled(box.min, box.max, colour, look.px(radius_at_100));
}

void outline(const Look& look, Box box, Colour colour, float radius_at_100, float thickness_at_100) {
  const float thickness = std::max(1.0f, look.px(thickness_at_100));
  const float in = thickness / 2;  // the whole line inside the box
  ImGui::GetWindowDrawList()->AddRect({box.min.x + in - 0.5f, box.min.y + in - 0.5f},
                                      {box.max.x - in + 0.5f, box.max.y - in + 0.5f}, colour, look.px(radius_at_100), 0,
                                      thickness);
}

void focus_ring(const Look& look, Box box, float radius_at_100) {
  outline(look, box, look.colour.accent, radius_at_100, 2);
}

void horizontal_line(const Look& look, float left, float right, float y, Colour colour) {
  const float thick = std::max(1.0f, std::floor(look.scale));
  ImGui::GetWindowDrawList()->AddRectFilled({left, y}, {right, y + thick}, colour);
}

void vertical_line(const Look& look, float x, float top, float bottom, Colour colour) {
  const float thick = std::max(1.0f, std::floor(look.scale));
  ImGui::GetWindowDrawList()->AddRectFilled({x, top}, {x + thick, bottom}, colour);
}

}  // namespace ziping::view
