// From the start of the program to the first frame with a report on it, the memory then, and what a minute costs
// in which nothing happens. Needs a display: xvfb-run bench_first_frame [FILE], the file a report as text.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include "client/platform/window.h"
#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "shared/base/file.h"
#include "tests/support/desk/desk.h"

namespace {

using namespace ziping;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kReportBytesMax = 4u << 20;
constexpr auto kSettling = std::chrono::seconds(2), kIdle = std::chrono::seconds(60);

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Of the whole process, in it and for it.
double processor_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& one) {
    return 1e3 * static_cast<double>(one.tv_sec) + 1e-3 * static_cast<double>(one.tv_usec);
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

// Megabytes, from /proc; 0 where there is none.
std::string resident() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return line.substr(6);
  return " unknown";
}

}  // namespace

int main(int count, char** arguments) {
  const auto start = Clock::now();
  auto opened = platform::Window::open({"自评"});
  if (!opened) return std::cerr << opened.error().message << "\n", 1;
  platform::Window& window = **opened;
  const double window_ms = ms_since(start);
  const view::Look look = view::make_look(view::Theme::Light, 1, {window.fonts().regular, window.fonts().strong});
  window.restyle([&look](ImGuiStyle& style) { view::apply(look, style); });

  tests::Desk desk;
  view::Memory memory;
  std::atomic<int> frames = 0;
  const auto draw = [&] {
    ++frames;
    view::Ui ui{look, memory.scratch};
    app::Commands commands;
    view::Frame frame{ui, desk.model, memory, commands};
    view::draw(frame);
    for (const app::Command& command : commands) desk.ask(command);
    if (!commands.empty()) platform::Window::wake();
  };
  window.draw_frame(draw);
  std::cout << "window " << window_ms << " ms, first frame with the list " << ms_since(start) << " ms, memory"
            << resident() << "\n";

  const auto text =
      count > 1 ? base::read_file(arguments[1], kReportBytesMax) : base::Result<std::string>(std::string());
  if (!text) return std::cerr << text.error().message << "\n", 1;
  const report::State report = text->empty() ? tests::Desk::sample() : tests::Desk::imported(*text);
  const auto before_open = Clock::now();
  desk.open(report);
  window.draw_frame(draw);
  std::cout << "a report opened, checked and drawn " << ms_since(before_open) << " ms, memory" << resident() << "\n";

  std::thread watch([&] {
    std::this_thread::sleep_for(kSettling);
    const int before = frames;
    const double worked = processor_ms();
    std::this_thread::sleep_for(kIdle);
    std::cout << "in " << kIdle.count() << " idle seconds " << frames - before << " frames, " << processor_ms() - worked
              << " ms of processor time, memory" << resident() << "\n";
    window.close();
  });
  window.run(draw);
  watch.join();
}
