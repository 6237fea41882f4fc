// Draws an open report in a real window into a PNG file, for people to look at.
//   picture_form --png FILE [--theme light|dark] [--scale 100] [--size 1280x800] [--as office|member] [--team ID]
//                [--section N] [--go PATH] [--with clash|refused] [--side findings|conflicts|history]
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>

#include "client/platform/window.h"
#include "client/view/frame.h"
#include "client/view/widgets/panes.h"
#include "tests/support/desk/desk.h"

namespace {

using namespace ziping;

std::string option(int count, char** arguments, std::string_view name, std::string_view otherwise) {
  for (int i = 1; i + 1 < count; ++i)
    if (name == arguments[i]) return arguments[i + 1];
  return std::string(otherwise);
}

}  // namespace

int main(int count, char** arguments) {
  const auto given = [&](std::string_view name, std::string_view otherwise) {
    return option(count, arguments, name, otherwise);
  };
  const std::string png = given("--png", "form.png"), size = given("--size", "1280x800");
  const int width = std::atoi(size.c_str()), height = std::atoi(size.substr(size.find('x') + 1).c_str());
  const int scale = std::atoi(given("--scale", "100").c_str());
  auto opened = platform::Window::open({"Ziping 自评", width, height, platform::Visibility::Hidden});
  if (!opened) return std::cerr << opened.error().message << "\n", 1;
  platform::Window& window = **opened;
  const auto theme = given("--theme", "light") == "dark" ? view::Theme::Dark : view::Theme::Light;
  const view::Look look =
      view::make_look(theme, static_cast<float>(scale) / 100, {window.fonts().regular, window.fonts().strong});
  window.restyle([&look](ImGuiStyle& style) { view::apply(look, style); });

  tests::Desk desk(given("--as", "office"), given("--team", ""));
  desk.open();
  if (given("--with", "") == "clash") desk.colleague(tests::Desk::sample(), tests::Desk::clashing());
  if (given("--with", "") == "refused") desk.ask(app::SetField{"end.date", "明天"});
  if (given("--with", "") == "table") {
    desk.ask(app::PasteCells{"evaluation.table", 0, 0,
                             "预算执行\t资金管理\t预算执行率\t定量\t=\t100\t%\t99.83\t10\t9.98\t年末结余\t是\n"
                             "产出\t数量\t新开工项目数\t定量\t≥\t20\t个\t22\t40\t40\t\t否\n"
                             "产出\t质量\t项目验收合格率\t定量\t=\t100\t%\t98.5\t20\t19.5\t\t否\n"
                             "效益\t社会效益\t新增就业岗位\t定量\t≥\t3000\t个\t3400\t30.5\t30.5\t\t否"});
    desk.ask(app::PasteCells{"projects.nodes", 0, 0,
                             "园区建设\t完成芦汀园二期主体工程\t产业科\t2022-09-30\t推进\t推进\t完成\t完成\t\n"
                             "招商\t新签约项目28个\t招商科\t2022-12-31\t推进\t推进\t滞后\t完成\t第三季度受汛期影响"});
  }
  desk.save();
  const std::string side = given("--side", "findings");
  desk.ask(app::ShowSide{side == "history"     ? app::Side::History
                         : side == "conflicts" ? app::Side::Conflicts
                                               : app::Side::Findings});
  view::Memory memory;
  if (given("--right", "") == "yes") memory.panes.last_width = 1;
  const auto draw = [&] {
    view::Ui ui{look, memory.scratch};
    app::Commands commands;
    view::Frame frame{ui, desk.model, memory, commands};
    view::draw(frame);
    for (const app::Command& command : commands) desk.ask(command);
  };
  for (int i = 0; i < 4; ++i) window.draw_frame(draw);
  if (const std::string section = given("--section", ""); !section.empty())
    desk.ask(app::ShowSection{static_cast<std::size_t>(std::atoi(section.c_str()))});
  for (int i = 0; i < 4; ++i) window.draw_frame(draw);
  if (const std::string place = given("--go", ""); !place.empty()) desk.ask(app::GoTo{place});
  for (int i = 0; i < 6; ++i) window.draw_frame(draw);
  const auto saved = platform::save_png(window.picture(), png);
  if (!saved) return std::cerr << saved.error().message << "\n", 1;
}
