// What happened to the report: changes that were not taken, with the reason, and then everything that was.
#include "client/app/referred.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/left_drafts.h"
#include "client/view/moment.h"
#include "client/view/page.h"
#include "client/view/side_lists.h"
#include "client/view/timeline.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kShownCharacters = 600;  // what is copied is all of it

std::string words_of_row(const form::Form& form, const form::Path& path, const base::Json& json) {
  const form::Group* group = form.find_group(path);
  const auto row = group ? report::parse_row(json) : base::Result<report::Row>(base::Error{});
  return row ? app::row_words(*group, *row) : std::string();
}

// Of a value, a row, or what was to become of a row.
std::string words_of(const app::Naming& naming, const client::Suggestion& one) {
  const form::Form& form = naming.form;
  const auto path = form::Path::parse(one.path);
  if (!path) return {};
  const std::string_view op = one.value.text_or("op");
  if (op == "remove") {
    const form::Group* group = form.find_group(*path);
    return text::say("side.row_removed", {app::row_noun(group ? group->show : form::Show::Plain)});
  }
  if (const base::Json* row = one.value.find("row")) return words_of_row(form, *path, *row);
  if (one.value.find("fields")) return words_of_row(form, *path, one.value);
  return op.empty() ? app::printed_words(naming, form.find_field(*path), report::Value(one.value)) : std::string();
}

void draw_suggestion(Frame& frame, const client::Suggestion& one, const std::string& words, const std::string& id) {
  Ui& ui = frame.ui;
  const auto path = form::Path::parse(one.path);
  const Box top = take_room({width_left(), ui.px(20)});
  const std::string at = moment(one.at, frame.model.now_ms);
  const float taken = text_width(ui.look, Type::Small, at) + ui.px(8);
  draw_text_in(ui.look, top, Type::Small, ui.colour().quiet, at, Align::Right);
  draw_text_in(ui.look, {top.min, {top.max.x - taken, top.max.y}}, Type::Small, ui.colour().text,
               path ? place_words(frame.model, *path) : one.path);
  if (!words.empty()) small_text(ui, id + "/value", ui.colour().text, base::excerpt(words, kShownCharacters));
  small_text(ui, id + "/why", ui.colour().warn, text::said(one.why));
}

void suggestions(Frame& frame) {
  const auto& all = frame.model.report->around.suggestions;
  if (all.empty()) return;
  section_header(frame.ui, text::say("side.not_taken"));
  small_text(frame.ui, "###suggestions", frame.ui.colour().quiet, text::say("side.not_taken_means"));
  const app::OpenReport& report = *frame.model.report;
  const app::Naming naming{*report.form, report.state, frame.model.home.names.teams};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string id = "###suggestion/" + std::to_string(i), copy = id + "/copy";
    const std::string words = words_of(naming, all[i]);
    if (pressable(frame, id, [&] { draw_suggestion(frame, all[i], words, id); })) frame.ask(app::GoTo{all[i].path});
    if (words.empty()) continue;
    inset_group(frame.ui, [&] {
      copy_button(frame, text::label("common.copy", copy), copy, [&] { return words; });
      copied_words(frame, copy, "side.copied");
    });
    space(frame.ui, 4);
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
