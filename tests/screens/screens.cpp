// Draws every screen in a real window and saves a picture of each.
//   ziping_screens OUT [--report FILE] [--only NAME] [--size WxH] [--theme light|dark] [--scale PERCENT] [--contrast
//   normal|strong] [--language zh-CN|en]
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include "client/platform/window.h"
#include "client/text/say.h"
#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "shared/base/file.h"
#include "tests/screens/shots.h"

namespace {

using namespace ziping;
namespace fs = std::filesystem;

constexpr std::size_t kReportBytesMax = 4u << 20;
constexpr int kFramesToSettle = 8;  // where a scroll follows a jump, some after the first

struct Options {
  fs::path out, report;
  std::string only;
  std::vector<std::string> sizes{"1280x800", "1920x1080"};
  std::vector<view::Theme> themes{view::Theme::Light, view::Theme::Dark};
  std::vector<int> scales{100, 200};
  view::Contrast contrast = view::Contrast::Normal;
  text::Language language = text::Language::Chinese;
};

std::optional<Options> options(int count, char** arguments) {
  Options out;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (!name.starts_with("--")) {
      out.out = name;
      continue;
    }
    if (++i == count) return std::nullopt;
    const std::string value = arguments[i];
    if (name == "--report")
      out.report = value;
    else if (name == "--only")
      out.only = value;
    else if (name == "--size")
      out.sizes = {value};
    else if (name == "--theme")
      out.themes = {value == "dark" ? view::Theme::Dark : view::Theme::Light};
    else if (name == "--scale")
      out.scales = {std::atoi(value.c_str())};
    else if (name == "--contrast")
      out.contrast = value == "strong" ? view::Contrast::Strong : view::Contrast::Normal;
    else if (name == "--language")
      out.language = text::language_of(value);
    else
      return std::nullopt;
  }
  return !out.out.empty() ? std::optional(out) : std::nullopt;
}

int fail(const base::Error& error) {
  std::cerr << error.message << "\n";
  return 1;
}

base::Result<report::State> report_of(const Options& options) {
  if (options.report.empty()) return tests::Desk::sample();
  auto text = base::read_file(options.report, kReportBytesMax);
  return text ? base::Result<report::State>(tests::Desk::imported(*text)) : text.error();
}

// One person at one window.
class Sitting {
 public:
  Sitting(platform::Window& window, const view::Look& look, const tests::Shot& shot, text::Language language)
      : window_(window), look_(look), desk_(shot.role, shot.team) {
    text::speak(language);
    shot.prepare(desk_, memory_);
    desk_.model.settings.language = language;
    desk_.model.settings.appearance = look.theme == view::Theme::Dark ? app::Appearance::Dark : app::Appearance::Light;
    desk_.model.settings.strong_contrast = look.contrast == view::Contrast::Strong;
    desk_.model.settings.scale_percent = static_cast<int>(look.scale * 100 + 0.5f);
  }
  void draw() {
    view::Ui ui{look_, memory_.scratch};
    app::Commands commands;
    view::Frame frame{ui, desk_.model, memory_, commands};
    view::draw(frame);
    for (const app::Command& command : commands) desk_.ask(command);
  }
  platform::Picture picture() {
    for (int i = 0; i < kFramesToSettle; ++i) window_.draw_frame([this] { draw(); });
    return window_.picture();
  }

 private:
  platform::Window& window_;
  const view::Look& look_;
  tests::Desk desk_;
  view::Memory memory_;
};

// One window of one size, in one theme and scale; all shots in a folder of its own.
base::Status make_pictures(const Options& options, const std::vector<tests::Shot>& shots, const std::string& size,
                           view::Theme theme, int scale) {
  const int width = std::atoi(size.c_str());
  const int height = std::atoi(size.substr(std::min(size.find('x') + 1, size.size())).c_str());
  auto opened = platform::Window::open({"自评", width, height, platform::Visibility::Hidden});
  if (!opened) return opened.error();
  platform::Window& window = **opened;
  const view::Look look = view::make_look(theme, static_cast<float>(scale) / 100,
                                          {window.fonts().regular, window.fonts().strong}, options.contrast);
  window.restyle([&look](ImGuiStyle& style) { view::apply(look, style); });
  const fs::path folder =
      options.out / (size + (theme == view::Theme::Dark ? "-dark-" : "-light-") + std::to_string(scale));
  std::error_code failed;
  fs::create_directories(folder, failed);
  for (const tests::Shot& shot : shots) {
    if (!options.only.empty() && shot.name.find(options.only) == std::string::npos) continue;
    Sitting sitting(window, look, shot, options.language);
    if (auto saved = platform::save_png(sitting.picture(), folder / (shot.name + ".png")); !saved) return saved;
  }
  std::cout << folder.string() << "\n";
  return base::done();
}

}  // namespace

int main(int count, char** arguments) {
  const auto given = options(count, arguments);
  if (!given) {
    std::cerr << "ziping_screens OUT [--report FILE] [--only NAME] [--size WxH] [--theme light|dark] [--scale N] "
                 "[--contrast normal|strong] [--language zh-CN|en]\n";
    return 2;
  }
  const auto report = report_of(*given);
  if (!report) return fail(report.error());
  const std::vector<tests::Shot> shots = tests::shots(*report);
  for (const std::string& size : given->sizes)
    for (const view::Theme theme : given->themes)
      for (const int scale : given->scales)
        if (auto made = make_pictures(*given, shots, size, theme, scale); !made) return fail(made.error());
}
