#include "client/view/move_question.h"

#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/form_sheet.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {
namespace {

constexpr std::size_t kLinesShown = 8;  // of a list; the rest is counted

using client::ForeseenMove;
using client::MovedPlace;

constexpr std::size_t kHashShown = 8;  // two forms of one id differ by it

// department-2022, 7f3a21bc
std::string name_words(const client::FormName& form) {
  return text::say("move.form_name", {form.id, form.form.substr(0, kHashShown)});
}

std::string called(const std::string& label, const std::string& path) { return label.empty() ? path : label; }

std::string figure_words(const base::Json& value) {
  if (value.is_null()) return std::string(text::say("move.no_figure"));
  const std::string* words = value.as_string();
  return words ? *words : base::canonical(value);
}

// A heading and a line for each, where there is any.
template <class Entry, class Draw>
void list_of(Frame& frame, std::string_view title, const std::vector<Entry>& all, const Draw& draw) {
  if (all.empty()) return;
  Ui& ui = frame.ui;
  space(ui, 12);
  text_line(ui, Type::Strong, ui.colour().text, title);
  for (std::size_t i = 0; i < std::min(all.size(), kLinesShown); ++i) draw(all[i]);
  if (all.size() > kLinesShown)
    text_block(ui, Type::Small, ui.colour().quiet, text::say("move.more", {all.size() - kLinesShown}));
}

void show(Frame& frame, const ForeseenMove& move) {
  Ui& ui = frame.ui;
  const auto line = [&](const std::string& words) { text_block(ui, Type::Body, ui.colour().text, words); };
  const auto finding = [&](const rules::Finding& one) {
    finding_line(ui, width_left(), {level_of(one.level), text::said(one.message)});
  };
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(2)});
  line(text::say("move.from_to", {move.from.title, name_words(move.from), move.to.title, name_words(move.to)}));
  list_of(frame, text::say("move.gone"), move.gone, [&](const MovedPlace& one) {
    line(text::say(one.filled > 0 ? "move.gone_filled" : "move.gone_empty", {called(one.label, one.path), one.filled}));
  });
  list_of(frame, text::say("move.fresh"), move.fresh,
          [&](const MovedPlace& one) { line(called(one.label, one.path)); });
  list_of(frame, text::say("move.figures"), move.figures, [&](const client::MovedFigure& one) {
    line(text::say("move.figure", {called(one.label, one.path), figure_words(one.before), figure_words(one.after)}));
  });
  list_of(frame, text::say("move.appear"), move.appear, finding);
  list_of(frame, text::say("move.vanish"), move.vanish, finding);
  space(ui, 12);
  text_block(ui, Type::Small, ui.colour().quiet, text::say("move.means"));
  space(ui, 8);
  ImGui::PopStyleVar();
}

}  // namespace

void newer_form_strip(Frame& frame) {
  const auto& newer = frame.model.report->around.newer_form;
  if (!newer) return;
  Ui& ui = frame.ui;
  const std::string look = text::label("move.look", "###move/look");
  const StripPlace strip = begin_strip(ui, Level::Info, text::say("move.offer", {newer->title, name_words(*newer)}),
                                       button_width(ui, Rank::Quiet, look));
  if (button(ui, Rank::Quiet, look)) frame.ask(app::LookAtMove{});
  end_strip(strip);
  space(ui, 8);
}

void move_question(Frame& frame) {
  const auto& move = frame.model.report->move;
  if (!move)
    text_block(frame.ui, Type::Body, frame.ui.colour().quiet, text::say("move.looking"));
  else if (!*move)
    finding_line(frame.ui, width_left(), {Level::Bad, text::said(move->error().message)});
  else
    show(frame, **move);
  const Enabled able = move && *move && !frame.model.sync.running ? Enabled::Yes : Enabled::No;
  if (answer_row(frame, text::say("move.yes"), able)) frame.ask(app::MoveToNewerForm{});
}

}  // namespace ziping::view
