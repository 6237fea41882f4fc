#include "client/view/no_font_page.h"

#include "client/text/say.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/panes.h"

namespace ziping::view {

std::string_view no_font_sentence() { return text::say("font.none"); }

bool no_font_page(Ui& ui) {
  bool pressed = false;
  whole_window(ui, "###window", [&] {
    scroll_column(ui, "###no_font", {0, 0}, 560, [&] {
      const Card card(ui, 24);
      text_line(ui, Type::Page, ui.colour().text, "No Chinese font was found");
      text_block(
          ui, Type::Body, ui.colour().text,
          "Ziping shows Chinese text and this computer has no font for it. Install Noto Sans CJK SC or WenQuanYi "
          "Micro Hei, or set ZIPING_FONT to a font file, and start Ziping again.");
      text_block(ui, Type::Body, ui.colour().quiet,
                 "Your work on this computer is unchanged, and the command line works as always.");
      space(ui, 8);
      pressed = button(ui, Rank::Primary, "Close###no_font/close");
    });
  });
  return pressed;
}

}  // namespace ziping::view
