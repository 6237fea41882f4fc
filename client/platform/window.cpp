#include "client/platform/window.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "client/platform/input_method.h"
#include "client/platform/keys.h"
#include "client/text/say.h"

namespace ziping::platform {
namespace {

// An event takes effect in the first, layout that depends on it settles in the second, hover and scroll in the third.
constexpr int kFramesPerEvent = 3;
constexpr double kHeldFrameSeconds = 1.0 / 60;

// An empty event that is polled between two frames of an earlier event would go unseen.
std::atomic<bool> woken{false};

base::Error no_window(std::string cause) {
  return {base::ErrorKind::Unavailable, "no-window", text::say("window.cannot_open", {}), std::move(cause)};
}

std::string last_glfw_error() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description ? description : "";
}

Edges frame_of(GLFWwindow* window) {
  Edges out;
  glfwGetWindowFrameSize(window, &out.left, &out.top, &out.right, &out.bottom);
  return out;
}

// The person's first one comes first.
std::vector<Area> screens(const Edges& frame) {
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  std::vector<Area> out;
  for (int i = 0; i < count; ++i) {
    Area area;
    glfwGetMonitorWorkarea(monitors[i], &area.x, &area.y, &area.width, &area.height);
    if (area.width > 0 && area.height > 0) out.push_back(within(area, frame));
  }
  return out;
}

std::optional<Placement> placement_of(GLFWwindow* window, const WindowOptions& options) {
  const bool is_shown = options.visibility == Visibility::Shown;
  if (!options.placement && !is_shown) return std::nullopt;
  const std::vector<Area> rooms = screens(frame_of(window));
  if (auto stood = options.placement ? fitted(*options.placement, rooms) : std::nullopt) return stood;
  return is_shown ? first_fitted(options.width, options.height, rooms) : std::nullopt;
}

bool has_input_waiting() { return GImGui->InputEventsQueue.Size > 0; }

}  // namespace

std::string version_of_glfw() {
  int major = 0, minor = 0, revision = 0;
  glfwGetVersion(&major, &minor, &revision);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(revision);
}

base::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  glfwSetErrorCallback(nullptr);
  if (glfwInit() == GLFW_FALSE) return no_window(last_glfw_error());
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  // It gets its place before it is seen, and its frame can be asked for only then.
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  GLFWwindow* window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (!window) {
    std::string cause = last_glfw_error();
    glfwTerminate();
    return no_window(std::move(cause));
  }
  const auto placement = placement_of(window, options);
  if (placement) {
    glfwSetWindowSize(window, placement->width, placement->height);
    glfwSetWindowPos(window, placement->x, placement->y);
  }
  if (options.visibility == Visibility::Shown) glfwShowWindow(window);
  if (placement && placement->maximized) glfwMaximizeWindow(window);
  return std::unique_ptr<Window>(new Window(window));
}

Window::Window(GLFWwindow* window) : window_(window) {
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  hear_keys(window_);
  ImGui_ImplOpenGL3_Init("#version 150");
  ImGui::GetPlatformIO().Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* ime) {
    if (ime->WantVisible) place_candidates(static_cast<int>(ime->InputPos.x), static_cast<int>(ime->InputPos.y));
  };
  glfwSetWindowUserPointer(window_, this);
  glfwSetDropCallback(window_, [](GLFWwindow* dropped_on, int count, const char* files[]) {
    const auto& take = static_cast<Window*>(glfwGetWindowUserPointer(dropped_on))->take_dropped_;
    if (take) take({files, files + count});
  });
  follow_placement();
  glfwSetWindowPosCallback(window_, [](GLFWwindow* moved, int, int) {
    static_cast<Window*>(glfwGetWindowUserPointer(moved))->follow_placement();
  });
  glfwSetWindowSizeCallback(window_, [](GLFWwindow* sized, int, int) {
    static_cast<Window*>(glfwGetWindowUserPointer(sized))->follow_placement();
  });
  const FontFiles files = find_fonts();
  has_chinese_ = files.has_chinese;
  fonts_ = load_fonts(*io.Fonts, files);
}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window_);
  glfwTerminate();
}

void Window::follow_placement() {
  if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) return;
  placement_.maximized = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
  if (placement_.maximized) return;
  glfwGetWindowPos(window_, &placement_.x, &placement_.y);
  glfwGetWindowSize(window_, &placement_.width, &placement_.height);
}

bool Window::is_left(const std::function<bool()>& may_close) {
  if (!glfwWindowShouldClose(window_)) return false;
  if (closed_ || may_close()) return true;
  glfwSetWindowShouldClose(window_, GLFW_FALSE);
  wake();
  return false;
}

void Window::run(const std::function<void()>& draw, const std::function<bool()>& may_close) {
  int frames_left = kFramesPerEvent;
  while (!is_left(may_close)) {
    if (frames_left > 0) {
      glfwPollEvents();
    } else if (ImGui::IsAnyMouseDown()) {
      glfwWaitEventsTimeout(kHeldFrameSeconds);  // a drag beyond the edge scrolls on without any event
      frames_left = 1;
    } else {
      glfwWaitEvents();
      frames_left = kFramesPerEvent;
    }
    draw_frame(draw);
    frames_left = woken.exchange(false) || has_input_waiting() ? kFramesPerEvent : frames_left - 1;
  }
}

void Window::draw_frame(const std::function<void()>& draw) {
  if (restyle_) std::exchange(restyle_, nullptr)(ImGui::GetStyle());
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  draw();
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 ground = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
  ++frames_drawn_;
}

Picture Window::picture() {
  Picture picture;
  glfwGetFramebufferSize(window_, &picture.width, &picture.height);
  const auto row = static_cast<std::size_t>(picture.width) * 3;
  std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(picture.height));
  picture.rgb.resize(upside_down.size());
  // Rendered once more into the back buffer: what swapping leaves there is undefined.
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y)
    std::copy_n(upside_down.end() - static_cast<std::ptrdiff_t>((y + 1) * row), row,
                picture.rgb.begin() + static_cast<std::ptrdiff_t>(y * row));
  return picture;
}

void Window::close() {
  closed_ = true;
  glfwSetWindowShouldClose(window_, GLFW_TRUE);
  wake();
}

void Window::to_front() {
  if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) glfwRestoreWindow(window_);
  glfwFocusWindow(window_);
  // A desktop that lets no program take the keyboard marks it instead.
  if (glfwGetWindowAttrib(window_, GLFW_FOCUSED) == GLFW_FALSE) glfwRequestWindowAttention(window_);
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }

void Window::set_size(int width, int height) { glfwSetWindowSize(window_, width, height); }

bool Window::use_font(const std::string& file) {
  const FontFiles files = find_fonts(file);
  return files.has_chosen && replace_fonts(*ImGui::GetIO().Fonts, files, fonts_);
}

float Window::screen_scale() const {
  float across = 1;
  float down = 1;
  glfwGetWindowContentScale(window_, &across, &down);
  int points = 0;
  int pixels = 0;
  glfwGetWindowSize(window_, &points, nullptr);
  glfwGetFramebufferSize(window_, &pixels, nullptr);
  const float by_itself = points > 0 ? static_cast<float>(pixels) / static_cast<float>(points) : 1;
  return std::max(across, down) / std::max(by_itself, 1.0f);
}

void Window::wake() {
  woken = true;
  glfwPostEmptyEvent();
}

std::string clipboard_text() {
  const char* text = ImGui::GetClipboardText();
  return text ? text : "";
}

void set_clipboard_text(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }

}  // namespace ziping::platform
