// Marks as strokes on a square of unit size around the centre: x to the right, y down, from -0.5 to 0.5.
#include <algorithm>
#include <initializer_list>
#include <numbers>

#include "client/view/widgets/paint.h"

namespace ziping::view {
namespace {

constexpr float kFold = 8;  // as wide as a cell's padding: no word stands below it

class Pen {
 public:
  Pen(ImVec2 centre, float size, Colour colour)
      : list_(ImGui::GetWindowDrawList()), centre_(centre), size_(size), colour_(colour) {}

  void stroke(std::initializer_list<ImVec2> points) {
    for (const ImVec2& point : points) list_->PathLineTo(at(point));
    list_->PathStroke(colour_, 0, std::max(1.3f, size_ * 0.12f));
  }
  void ring(ImVec2 middle, float radius) {
    list_->AddCircle(at(middle), radius * size_, colour_, 0, std::max(1.3f, size_ * 0.11f));
  }
  void disc(ImVec2 middle, float radius) { list_->AddCircleFilled(at(middle), radius * size_, colour_); }
  void block(ImVec2 min, ImVec2 max) { list_->AddRectFilled(at(min), at(max), colour_, size_ * 0.08f); }
  void arch(ImVec2 middle, float radius) {
    list_->PathArcTo(at(middle), radius * size_, std::numbers::pi_v<float>, 2 * std::numbers::pi_v<float>);
    list_->PathStroke(colour_, 0, std::max(1.3f, size_ * 0.11f));
  }

 private:
  [[nodiscard]] ImVec2 at(ImVec2 point) const { return {centre_.x + point.x * size_, centre_.y + point.y * size_}; }

  ImDrawList* list_;
  ImVec2 centre_;
  float size_;
  Colour colour_;
};

}  // namespace

std::string_view mark_text(Mark mark) {
  switch (mark) {
    case Mark::Check:
      return "✓";
    case Mark::Warning:
      return "!";
    case Mark::Cross:
      return "✕";
    case Mark::Clash:
      return "⇄";
    case Mark::Dot:
      return "●";
    case Mark::Lock:
      return "🔒";
    case Mark::Info:
      return "ⓘ";
    case Mark::Left:
      return "‹";
    case Mark::Right:
      return "›";
    case Mark::Down:
      return "▾";
    case Mark::Up:
      return "▴";
    case Mark::Search:
      return "🔍";
    case Mark::More:
      return "…";
    case Mark::Plus:
      return "＋";
    case Mark::Bin:
      return "🗑";
    case Mark::Pencil:
      return "✎";
    case Mark::Calendar:
      return "📅";
    case Mark::None:
      break;
  }
  return {};
}

void draw_mark(const Look&, ImVec2 centre, float size, Mark mark, Colour colour) {
  Pen pen(centre, size, colour);
  switch (mark) {
    case Mark::None:
      return;
    case Mark::Check:
      pen.stroke({{-0.38f, 0.02f}, {-0.1f, 0.3f}, {0.4f, -0.3f}});
      break;
    case Mark::Warning:
      pen.stroke({{0, -0.42f}, {0, 0.14f}});
      pen.disc({0, 0.38f}, 0.08f);
      break;
    case Mark::Cross:
      pen.stroke({{-0.3f, -0.3f}, {0.3f, 0.3f}});
      pen.stroke({{0.3f, -0.3f}, {-0.3f, 0.3f}});
      break;
    case Mark::Clash:
      pen.stroke({{-0.45f, -0.18f}, {0.42f, -0.18f}});
      pen.stroke({{0.2f, -0.4f}, {0.44f, -0.18f}, {0.2f, 0.04f}});
      pen.stroke({{0.45f, 0.24f}, {-0.42f, 0.24f}});
      pen.stroke({{-0.2f, 0.02f}, {-0.44f, 0.24f}, {-0.2f, 0.46f}});
      break;
    case Mark::Dot:
      pen.disc({0, 0}, 0.28f);
      break;
    case Mark::Lock:
      pen.block({-0.34f, -0.06f}, {0.34f, 0.44f});
      pen.arch({0, -0.08f}, 0.22f);
      pen.stroke({{-0.22f, -0.1f}, {-0.22f, 0}});
      pen.stroke({{0.22f, -0.1f}, {0.22f, 0}});
      break;
    case Mark::Info:
      pen.ring({0, 0}, 0.44f);
      pen.disc({0, -0.2f}, 0.07f);
      pen.stroke({{0, -0.03f}, {0, 0.24f}});
      break;
    case Mark::Left:
      pen.stroke({{0.16f, -0.34f}, {-0.18f, 0}, {0.16f, 0.34f}});
      break;
    case Mark::Right:
      pen.stroke({{-0.16f, -0.34f}, {0.18f, 0}, {-0.16f, 0.34f}});
      break;
    case Mark::Down:
      pen.stroke({{-0.32f, -0.15f}, {0, 0.17f}, {0.32f, -0.15f}});
      break;
    case Mark::Up:
      pen.stroke({{-0.32f, 0.17f}, {0, -0.15f}, {0.32f, 0.17f}});
      break;
    case Mark::Search:
      pen.ring({-0.08f, -0.08f}, 0.3f);
      pen.stroke({{0.14f, 0.14f}, {0.42f, 0.42f}});
      break;
    case Mark::More:
      for (const float x : {-0.36f, 0.0f, 0.36f}) pen.disc({x, 0}, 0.09f);
      break;
    case Mark::Plus:
      pen.stroke({{-0.38f, 0}, {0.38f, 0}});
      pen.stroke({{0, -0.38f}, {0, 0.38f}});
      break;
    case Mark::Bin:
      pen.stroke({{-0.42f, -0.26f}, {0.42f, -0.26f}});
      pen.stroke({{-0.14f, -0.26f}, {-0.14f, -0.42f}, {0.14f, -0.42f}, {0.14f, -0.26f}});
      pen.stroke({{-0.3f, -0.26f}, {-0.25f, 0.44f}, {0.25f, 0.44f}, {0.3f, -0.26f}});
      pen.stroke({{0, -0.06f}, {0, 0.24f}});
      break;
    case Mark::Pencil:
      pen.stroke({{-0.42f, 0.42f}, {-0.34f, 0.12f}, {0.2f, -0.42f}, {0.42f, -0.2f}, {-0.12f, 0.34f}, {-0.42f, 0.42f}});
      pen.stroke({{0.06f, -0.28f}, {0.28f, -0.06f}});
      break;
    case Mark::Calendar:
      pen.stroke({{-0.42f, -0.3f}, {0.42f, -0.3f}, {0.42f, 0.42f}, {-0.42f, 0.42f}, {-0.42f, -0.3f}});
      pen.stroke({{-0.42f, -0.06f}, {0.42f, -0.06f}});
      pen.stroke({{-0.2f, -0.46f}, {-0.2f, -0.2f}});
      pen.stroke({{0.2f, -0.46f}, {0.2f, -0.2f}});
      break;
  }
  log_text(centre, mark_text(mark));
}

void draw_corner(const Look& look, Box box, Mark mark, Colour colour) {
  const float fold = look.px(kFold);
  ImGui::GetWindowDrawList()->AddTriangleFilled({box.max.x - fold, box.min.y}, {box.max.x, box.min.y},
                                                {box.max.x, box.min.y + fold}, colour);
  log_text({box.max.x, box.centre().y}, mark_text(mark));
}

}  // namespace ziping::view
