// The bar over an open report: the way back, what it is, which of the middles is shown, and what may be asked of
// it. What the window's width has no room for stands in a second row.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "client/view/page.h"

namespace ziping::view {

// In the order of their tabs, and of their keys from Ctrl+1 on.
inline constexpr std::array kMiddles{app::Middle::Form, app::Middle::Conflicts, app::Middle::Versions,
                                     app::Middle::Reading, app::Middle::Plots};

class ReportBar {
 public:
  explicit ReportBar(Frame& frame);  // as wide as what is left

  void draw();
  // Returns its height; 0 where everything is in the first.
  float draw_second_row();

 private:
  struct ActionButton {
    sync::Action action;
    Rank rank;
    std::string label;
  };

  void lay_out(float width);
  void draw_tabs();
  void draw_actions();
  void draw_more();
  [[nodiscard]] float tabs_width() const;     // with the gap after them
  [[nodiscard]] float actions_width() const;  // 0 for none
  [[nodiscard]] bool has_actions() const { return !actions_.empty() || !wish_.empty(); }

  Frame& frame_;
  std::vector<ActionButton> actions_;  // the one that leads on last
  std::string version_, wish_;         // the latter waits to be sent
  float title_width_ = 0;
  bool tabs_here_ = false, actions_here_ = false, version_here_ = false;  // in the first row
};

}  // namespace ziping::view
