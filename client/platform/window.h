// The window of the program: GLFW, OpenGL 3 and one Dear ImGui context.
//
// Promise    Draws three frames after an event, goes on while Dear ImGui still holds input back, a mouse button is down
//            or more was asked for; then sleeps until something happens. Idle, it draws nothing.
// Threads    Belongs to the main thread, but for wake(), which any thread may call.
// Errors     open: Unavailable when there is no display or no OpenGL 3.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/platform/fonts.h"
#include "client/platform/picture.h"
#include "client/platform/placement.h"
#include "shared/base/result.h"

struct GLFWwindow;
struct ImGuiStyle;

namespace ziping::platform {

std::string version_of_glfw();  // "3.3.8"

enum class Visibility { Shown, Hidden };

struct WindowOptions {
  std::string title;
  int width = 1366;  // as far as the screen has room for it
  int height = 768;
  Visibility visibility = Visibility::Shown;
  std::optional<Placement> placement = {};  // takes the place of width and height where it is on a screen
};

class Window {
 public:
  static base::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Calls `draw` for each frame until close(), or until the person closes the window and `may_close` says yes.
  void run(
      const std::function<void()>& draw, const std::function<bool()>& may_close = [] { return true; });

  void draw_frame(const std::function<void()>& draw);
  [[nodiscard]] Picture picture();  // of the frame drawn last

  void close();
  void to_front();  // out of the task bar, before other windows, with the keyboard; or asks for the person's eye
  void set_title(const std::string& title);
  void set_size(int width, int height);

  // Called between frames, before the next one: for a change of theme, scale or font.
  void restyle(std::function<void(ImGuiStyle&)> change) { restyle_ = std::move(change); }

  // Called when files of this machine are dropped on the window, with their whole paths.
  void on_drop(std::function<void(std::vector<std::string>)> take) { take_dropped_ = std::move(take); }

  // Draws with this one of chinese_fonts(), by its file, or with the first for an empty name; only while restyle()
  // calls. What fonts() gave before is gone then. False when it is not there or cannot be read: nothing changes.
  [[nodiscard]] bool use_font(const std::string& file);

  [[nodiscard]] const LoadedFonts& fonts() const { return fonts_; }
  [[nodiscard]] bool has_chinese_font() const { return has_chinese_; }
  [[nodiscard]] float screen_scale() const;  // what the desktop asks of us; 1 is 100 %
  [[nodiscard]] const Placement& placement() const { return placement_; }
  [[nodiscard]] std::uint64_t frames_drawn() const { return frames_drawn_; }

  // From any thread: three more frames.
  static void wake();

 private:
  explicit Window(GLFWwindow* window);

  bool is_left(const std::function<bool()>& may_close);

  void follow_placement();

  GLFWwindow* window_;
  Placement placement_;  // as far as it is not maximized
  bool closed_ = false;  // by the program
  LoadedFonts fonts_;
  bool has_chinese_ = false;
  std::function<void(ImGuiStyle&)> restyle_;
  std::function<void(std::vector<std::string>)> take_dropped_;
  std::uint64_t frames_drawn_ = 0;
};

// Outside of a frame as well as within one. Empty when the clipboard holds no text.
[[nodiscard]] std::string clipboard_text();
void set_clipboard_text(const std::string& text);

}  // namespace ziping::platform
