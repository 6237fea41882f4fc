#include "client/text/say.h"
#include "client/view/frame.h"
#include "client/view/questions.h"
#include "client/view/shortcuts.h"
#include "client/view/widgets/panes.h"

namespace ziping::view {

void draw(Frame& frame) {
  text::speak(frame.model.settings.language);
  forget_password(frame);
  whole_window(frame.ui, "###window", [&] {
    switch (frame.model.screen) {
      case app::Screen::Home:
        return home_screen(frame);
      case app::Screen::Report:
        return frame.model.report ? report_screen(frame) : home_screen(frame);
      case app::Screen::Enrol:
        return enrol_screen(frame);
      case app::Screen::Settings:
        return settings_screen(frame);
      case app::Screen::SyncSteps:
        return sync_screen(frame);
    }
  });
  frame.memory.screen = frame.model.screen;
  question(frame);
  if (!frame.memory.dropped.empty()) frame.ask(app::MissedDrop{});
  frame.memory.dropped.clear();
  shortcuts(frame);
}

}  // namespace ziping::view
