// What happened to the report: changes that were not taken, with the reason, and then everything that was.
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/left_drafts.h"
#include "client/view/moment.h"
#include "client/view/side_lists.h"
#include "client/view/timeline.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kHistoryCharacters = 60;

void draw_suggestion(Frame& frame, const client::Suggestion& one, const std::string& id) {
  Ui& ui = frame.ui;
  const auto path = form::Path::parse(one.path);
  const Box top = take_room({width_left(), ui.px(20)});
  const std::string at = moment(one.at, frame.model.now_ms);
  const float taken = text_width(ui.look, Type::Small, at) + ui.px(8);
  draw_text_in(ui.look, top, Type::Small, ui.colour().quiet, at, Align::Right);
  draw_text_in(ui.look, {top.min, {top.max.x - taken, top.max.y}}, Type::Small, ui.colour().text,
               path ? place_words(frame.model, *path) : one.path);
  if (const std::string* text = one.value.as_string())
    small_text(ui, id + "/value", ui.colour().text, base::excerpt(*text, kHistoryCharacters));
  small_text(ui, id + "/why", ui.colour().warn, text::said(one.why));
}

void suggestions(Frame& frame) {
  const auto& all = frame.model.report->around.suggestions;
  if (all.empty()) return;
  section_header(frame.ui, text::say("side.not_taken"));
  small_text(frame.ui, "###suggestions", frame.ui.colour().quiet, text::say("side.not_taken_means"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string id = "###suggestion/" + std::to_string(i);
    if (pressable(frame, id, [&] { draw_suggestion(frame, all[i], id); })) frame.ask(app::GoTo{all[i].path});
  }
  space(frame.ui, 12);
}

}  // namespace

void side_history(Frame& frame) {
  suggestions(frame);
  drafts_aside(frame);
  const std::size_t before = frame.commands.size();
  timeline(frame);
  // What was pressed in it is compared, and that is seen in the middle.
  if (frame.commands.size() > before) frame.ask(app::ShowMiddle{app::Middle::Versions});
}

}  // namespace ziping::view
