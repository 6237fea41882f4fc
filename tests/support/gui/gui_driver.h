// Drives a user interface without a window: finds items by their ###id, moves the mouse, clicks, types, and reads all
// text that was drawn.
//
// Items that are scrolled out of sight do not report; a display of some thousand pixels in height has none.
#pragma once
#include <imgui.h>
#include <imgui_internal.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/platform/fonts.h"

namespace ziping::tests {

enum class Button { Left, Right };

class GuiDriver {
 public:
  struct Item {
    ImGuiID id = 0;
    ImGuiID seed = 0;  // of the id stack it was hashed on
    ImRect box;
    std::string label;
    std::string window;
    ImGuiItemStatusFlags flags = 0;
  };

  explicit GuiDriver(ImVec2 size = {1366, 4000});
  ~GuiDriver();
  GuiDriver(const GuiDriver&) = delete;
  GuiDriver& operator=(const GuiDriver&) = delete;

  // What is drawn each frame from now on.
  void show(std::function<void()> draw);
  void frame(int count = 1);  // each a sixtieth of a second
  void frame_unwatched();     // as the program draws it: neither items nor the text picture are taken

  // By "###id", or by the words shown before it; of several the nth. nullptr when the last frame had none.
  [[nodiscard]] const Item* find(std::string_view label, int nth = 0) const;

  // Each is false when there is no such item.
  bool click(std::string_view label, int nth = 0, Button button = Button::Left);
  bool double_click(std::string_view label, int nth = 0);
  bool hover(std::string_view label, int nth = 0);
  bool type(std::string_view label, std::string_view utf8, int nth = 0);  // click, select all, type over
  bool wheel(std::string_view over, float lines);

  void click_at(ImVec2 at);
  void drag(ImVec2 from, ImVec2 to);
  void press(ImVec2 at);  // and hold
  void move(ImVec2 to);
  void release();
  void text(std::string_view utf8);  // to whatever has the keyboard, as an input method commits it
  void key(ImGuiKeyChord chord);

  // All text the last frame drew, in reading order, one line for each line on the screen.
  [[nodiscard]] const std::string& picture() const { return picture_; }
  [[nodiscard]] bool shows(std::string_view words) const { return picture_.find(words) != std::string::npos; }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] std::string& clipboard() { return clipboard_; }
  [[nodiscard]] ImFont* regular() const { return fonts_.regular; }
  [[nodiscard]] ImFont* strong() const { return fonts_.strong; }

  // Called by the hooks.
  void item_added(ImGuiID id, const ImRect& box);
  void item_named(ImGuiID id, const char* label, ImGuiItemStatusFlags flags);

 private:
  void settle();

  std::function<void()> draw_;
  std::vector<Item> items_;
  std::vector<Item> next_;
  std::string picture_;
  std::string clipboard_;
  ImGuiContext* context_;
  platform::LoadedFonts fonts_;
};

}  // namespace ziping::tests
