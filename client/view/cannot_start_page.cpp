#include "client/view/cannot_start_page.h"

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/panes.h"

namespace ziping::view {

bool cannot_start_page(Ui& ui, std::string_view why) {
  bool pressed = false;
  whole_window(ui, "###window", [&] {
    scroll_column(ui, "###cannot_start", {0, 0}, 560, [&] {
      const Card card(ui, 24);
      text_line(ui, Type::Page, ui.colour().text, text::say("start.cannot"));
      text_block(ui, Type::Body, ui.colour().text, text::said(why));
      space(ui, 8);
      pressed = button(ui, Rank::Primary, text::label("common.close", "###cannot_start/close"));
    });
  });
  return pressed;
}

}  // namespace ziping::view
