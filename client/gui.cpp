#include "client/gui.h"

#include <atomic>
#include <functional>
#include <iostream>
#include <memory>

#include "client/app/update.h"
#include "client/platform/host.h"
#include "client/platform/window.h"
#include "client/text/say.h"
#include "client/view/cannot_start_page.h"
#include "client/view/frame.h"
#include "client/view/no_font_page.h"
#include "client/view/wording.h"
#include "client/work/ending.h"
#include "client/work/keeper.h"
#include "client/work/one_window.h"
#include "shared/base/clock.h"

namespace ziping {
namespace {

constexpr int kRefused = 1;
constexpr int kStopWidth = 680, kStopHeight = 360;  // of the window that says why there is none
constexpr std::int64_t kHeldMs = 300;  // the first frame waits so long for the settings, for their language and colours

std::string title_words() { return std::string(text::say("home.title")); }

view::Look look_of(const app::Settings& settings, const platform::Window& window) {
  const view::Theme theme = settings.appearance == app::Appearance::Dark ? view::Theme::Dark : view::Theme::Light;
  const float scale = static_cast<float>(settings.scale_percent) / 100 * window.screen_scale();
  const view::Contrast contrast = settings.strong_contrast ? view::Contrast::Strong : view::Contrast::Normal;
  return view::make_look(theme, scale, {window.fonts().regular, window.fonts().strong}, contrast);
}

class Gui {
 public:
  Gui(platform::Window& window, const std::filesystem::path& home)
      : window_(window), look_(look_of(model_.settings, window)), keeper_(home, platform::Window::wake) {
    model_.home.folder = home.string();  // until it is told better; all that there is to say where it does not open
    model_.settings.language = text::spoken();  // of the last time, until it is told
    model_.glfw = platform::version_of_glfw();
    model_.host_name = platform::host_name();
    for (platform::ChineseFont& font : platform::chinese_fonts())
      model_.fonts.push_back({std::move(font.name), std::move(font.file)});
    restyle();
    window.on_drop([this](std::vector<std::string> files) { memory_.dropped = std::move(files); });
    carry_out(app::begin(model_));
  }
  ~Gui() {
    window_.on_drop(nullptr);
    window_.restyle(nullptr);
    carry_out(app::update(model_, app::Leave{}));
  }
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  void frame() {
    model_.now_ms = clock_.now_ms();
    for (client::News& news : keeper_.news()) carry_out(app::update(model_, std::move(news)));
    if (is_held()) return platform::Window::wake();
    view::Ui ui{look_, memory_.scratch};
    app::Commands commands;
    view::Frame frame{ui, model_, memory_, commands};
    view::draw(frame);
    for (const app::Command& command : commands) carry_out(app::update(model_, command));
    if (model_.closing) window_.close();
    follow_settings();
    follow_title();
    if (!commands.empty()) platform::Window::wake();  // what they changed is not on the screen yet
  }

  // What the disk would not take is in memory only: that is asked about first.
  bool may_close() {
    if (!model_.unsaved) return true;
    carry_out(app::update(model_, app::Ask{"unsaved"}));
    return false;
  }

 private:
  [[nodiscard]] bool is_held() const {
    return !model_.listed && !model_.notice && model_.now_ms - opened_at_ms_ < kHeldMs;
  }

  void carry_out(app::Orders orders) {
    for (client::Order& order : orders) keeper_.order(std::move(order));
  }

  void follow_settings() {
    const view::Look look = look_of(model_.settings, window_);
    const bool same = look.theme == look_.theme && look.scale == look_.scale && look.contrast == look_.contrast;
    if (same && model_.settings.font == font_) return;
    look_ = look;
    restyle();
    platform::Window::wake();
  }

  void restyle() {
    window_.restyle([this](ImGuiStyle& style) {
      if (model_.settings.font != font_) change_font();
      view::apply(look_, style);
    });
  }

  void change_font() {
    if (!window_.use_font(model_.settings.font)) return carry_out(app::update(model_, app::FontRefused{font_}));
    font_ = model_.settings.font;
    look_ = look_of(model_.settings, window_);
    memory_.scratch.layouts.clear();  // they were measured with the font before, and so were the lists
    memory_.shown = {};
  }

  void follow_title() {
    const std::string title = model_.report ? view::report_title(model_) + " — " + title_words() : title_words();
    if (title == title_) return;
    window_.set_title(title);
    title_ = title;
  }

  platform::Window& window_;
  app::Model model_;
  view::Memory memory_;
  view::Look look_;
  std::string font_;  // of the settings, that the window is drawn with
  base::SystemClock clock_;
  std::int64_t opened_at_ms_ = clock_.now_ms();
  std::string title_ = title_words();
  client::Keeper keeper_;  // last: it is told to save what the others hold, and ends first
};

// A page in the place of the program, until its button is pressed or the session ends.
using StopPage = std::function<bool(view::Ui&)>;
int show_stop(platform::Window& window, const std::atomic<bool>& ends, const StopPage& page) {
  const view::Look look = look_of({}, window);
  window.restyle([look](ImGuiStyle& style) { view::apply(look, style); });
  view::Scratch scratch;
  window.run([&] {
    view::Ui ui{look, scratch};
    if (page(ui) || ends) window.close();
  });
  return kRefused;
}

// Without Chinese characters nobody could read anything else.
int show_no_font(platform::Window& window, const std::atomic<bool>& ends) {
  std::cerr << view::no_font_sentence() << "\n";
  return show_stop(window, ends, view::no_font_page);
}

// Who started it from the desktop sees no terminal; where there is no window either, that is all there is.
int show_why_not(const base::Error& why, const std::atomic<bool>& ends) {
  std::cerr << why.message << "\n";
  const auto opened = platform::Window::open({title_words(), kStopWidth, kStopHeight});
  if (!opened) return kRefused;
  platform::Window& window = **opened;
  if (!window.has_chinese_font()) return show_no_font(window, ends);
  return show_stop(window, ends, [&](view::Ui& ui) { return view::cannot_start_page(ui, why.message); });
}

}  // namespace

int run_window(const std::filesystem::path& home) {
  std::atomic<bool> ends{false};  // with the person's session
  const client::Ending ending([&ends] {
    ends = true;
    platform::Window::wake();
  });
  std::atomic<bool> asked{false};  // to the front, by another start of the program
  const auto placement = platform::read_placement(home);
  if (placement) text::speak(text::language_of(placement->language));  // until the settings are read
  auto one = client::OneWindow::take(home, [&asked] {
    asked = true;
    platform::Window::wake();
  });
  if (!one) return show_why_not(one.error(), ends);
  if (!*one) {
    std::cerr << text::say("window.came_forward") << "\n";
    return 0;
  }
  platform::WindowOptions options{title_words()};
  options.placement = placement;
  auto opened = platform::Window::open(options);
  if (!opened) {
    std::cerr << opened.error().message << "\n";
    return kRefused;
  }
  platform::Window& window = **opened;
  if (!window.has_chinese_font()) return show_no_font(window, ends);
  Gui gui(window, home);
  window.run(
      [&] {
        if (ends) window.close();
        if (asked.exchange(false)) {
          window.to_front();
          (*one)->came();
        }
        gui.frame();
      },
      [&gui] { return gui.may_close(); });
  // Where that cannot be kept, the next window opens where the first did.
  platform::Placement stood = window.placement();
  stood.language = text::code_of(text::spoken());
  static_cast<void>(platform::keep_placement(home, stood));
  return 0;
}

}  // namespace ziping
