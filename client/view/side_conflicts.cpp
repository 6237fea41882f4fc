// The open conflicts: where each stands and what its sides say.
#include "client/app/referred.h"
#include "client/app/unsaid.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/page.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/buttons.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kConflictCharacters = 40;

std::string said(const app::Model& model, const app::ConflictPlace& place, const base::Json& value) {
  if (place.kind == app::ConflictPlace::Kind::Row) {
    const form::Group* group = model.report->form->find_group(place.path);
    return text::say("side.row_removed", {app::row_noun(group ? group->show : form::Show::Plain)});
  }
  if (value.is_null()) return text::say("side.removed", {});
  const app::Naming naming{*model.report->form, model.report->state, model.home.names.teams};
  const form::Field* field = naming.form.find_field(place.path);
  return base::excerpt(app::printed_words(naming, field, report::Value(value)), kConflictCharacters);
}

void draw_conflict(Frame& frame, const app::ConflictPlace& place, const std::string& id) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  small_text(ui, id + "/place", colour.clash, place_words(frame.model, place.path));
  const auto conflict = app::conflict_at(frame.model.report->state, place);
  if (!conflict) return;
  for (std::size_t i = 0; i < conflict->sides.size(); ++i) {
    const report::Side& side = conflict->sides[i];
    space(ui, 2);
    small_text(ui, id + "/who" + std::to_string(i), colour.quiet,
               whose(frame.model, side.revision) + " " + when(frame.model, side.revision));
    small_text(ui, id + "/said" + std::to_string(i), colour.text, said(frame.model, place, side.value));
  }
}

void draw_left(Frame& frame, std::string_view heading, const app::LeftWords& one) {
  Ui& ui = frame.ui;
  const std::string id = "###conflict/left/" + one.place;
  section_header(ui, heading);
  small_text(ui, id + "/place", ui.colour().quiet, place_words(frame.model, one.path));
  small_text(ui, id + "/words", ui.colour().text, one.words);
  const std::string copy = id + "/copy";
  copy_button(frame, text::label("common.copy", copy), copy, [&] { return one.words; });
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Bare, std::string(text::say("common.throw_away")) + id + "/drop"))
    frame.ask(app::DropUnsaid{one.place});
}

}  // namespace

void left_words(Frame& frame, std::string_view heading, const app::LeftWords& one) {
  inset_group(frame.ui, [&] { draw_left(frame, heading, one); });
  space(frame.ui, 8);
}

void side_conflicts(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  // What somebody wrote of his own for a conflict that was decided meanwhile.
  for (const app::LeftWords& one : app::words_without_conflict(report))
    left_words(frame, text::say("conflict.left"), one);
  if (report.conflicts.empty())
    return empty_state(frame.ui, text::say("side.no_conflicts"), text::say("side.no_conflicts_means"));
  for (std::size_t i = 0; i < report.conflicts.size(); ++i) {
    const std::string id = "###conflict/" + std::to_string(i);
    if (!pressable(frame, id, [&] { draw_conflict(frame, report.conflicts[i], id); })) continue;
    frame.ask(app::ShowConflict{i});
    frame.ask(app::ShowMiddle{app::Middle::Conflicts});
  }
}

}  // namespace ziping::view
