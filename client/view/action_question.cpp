#include <algorithm>

#include "client/app/remarks.h"
#include "client/app/unread.h"
#include "client/text/say.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/dialog.h"
#include "client/view/widgets/prose_field.h"
#include "client/view/wording.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr const char* kWithoutPoints = "###question/no_points";

struct Wording {
  std::string_view meaning, note_label, note_hint;
  Required note;
};

Wording wording_of(sync::Action action) {
  switch (action) {
    case sync::Action::Submit:
      return {text::say("action.submit_means"), text::say("action.note"), text::say("action.submit_hint"),
              Required::No};
    case sync::Action::Withdraw:
      return {text::say("action.withdraw_means"), text::say("action.note"), text::say("action.withdraw_hint"),
              Required::No};
    case sync::Action::Receive:
      return {text::say("action.receive_means"), text::say("action.note"), text::say("action.optional"), Required::No};
    case sync::Action::Return:
      return {text::say("action.return_means"), text::say("action.return_reason"), text::say("action.return_hint"),
              Required::Yes};
    case sync::Action::Accept:
      return {text::say("action.accept_means"), text::say("action.note"), text::say("action.optional"), Required::No};
  }
  return {};
}

// As the server measures it.
bool note_fits(const std::string& note) { return note.size() <= report::kNoteBytesMax; }

std::int64_t version_of(const app::OpenReport& report, sync::Action action) {
  const std::int64_t last = report.around.versions.empty() ? 0 : report.around.versions.back().version;
  return action == sync::Action::Submit ? last + 1 : last;
}

std::size_t errors_in(const app::OpenReport& report) {
  return static_cast<std::size_t>(std::ranges::count(report.findings, rules::Level::Error, &rules::Finding::level));
}

// What must be put right before; says so, with a way to it. True when something stands in the way.
bool in_the_way(Frame& frame, const app::OpenReport& report, sync::Action action) {
  if (action != sync::Action::Submit) return false;
  const std::size_t errors = errors_in(report);
  const auto obstacle = [&](Level level, const std::string& sentence, const std::string& label, auto&& go) {
    const StripPlace strip = begin_strip(frame.ui, level, sentence, button_width(frame.ui, Rank::Quiet, label));
    if (button(frame.ui, Rank::Quiet, label)) {
      go();
      frame.ask(app::Ask{});
    }
    end_strip(strip);
  };
  if (!report.conflicts.empty())
    obstacle(Level::Clash, text::say("action.conflicts_left", {report.conflicts.size()}),
             text::label("action.go_there", "###question/conflicts"),
             [&] { frame.ask(app::ShowMiddle{app::Middle::Conflicts}); });
  if (errors > 0)
    obstacle(Level::Bad, text::say("action.errors_left", {errors}),
             text::label("action.go_there", "###question/findings"), [&] {
               frame.ask(app::ShowMiddle{app::Middle::Form});
               frame.ask(app::ShowSide{app::Side::Findings});
               frame.ask(app::NextFinding{1, true});
               frame.memory.panes.right.folded = Folded::No;
             });
  const std::vector<app::Unread> unread = app::unread(frame.model);
  if (!unread.empty())
    obstacle(Level::Bad, text::say("action.unread_left", {unread.size()}),
             text::label("action.go_there", "###question/unread"),
             [&] { frame.ask(app::GoTo{unread.front().path.text()}); });
  const std::size_t points = app::points_to_answer(frame.model).size();
  if (points > 0)
    obstacle(Level::Warn, text::say("action.points_left", {points}),
             text::label("action.go_there", "###question/remarks"), [&] {
               frame.ask(app::ShowSide{app::Side::Remarks});
               frame.memory.panes.right.folded = Folded::No;
             });
  return !report.conflicts.empty() || errors > 0 || !unread.empty() || points > 0;
}

// What the reviewer has asked for, and the department will have to answer. Where that is nothing it would not know what
// to mend: he says something, or says that he means it. False until then.
bool points_asked(Frame& frame, sync::Action action) {
  if (action != sync::Action::Return) return true;
  Ui& ui = frame.ui;
  const std::size_t points = app::points_to_answer(frame.model).size();
  if (points > 0) {
    text_block(ui, Type::Body, ui.colour().text, text::say("action.points_asked", {points}));
    return true;
  }
  const std::string say = text::label("action.say_remark", "###question/reading");
  const StripPlace strip =
      begin_strip(ui, Level::Warn, text::say("action.no_points"), button_width(ui, Rank::Quiet, say));
  if (button(ui, Rank::Quiet, say)) {
    frame.ask(app::ShowMiddle{app::Middle::Reading});
    frame.ask(app::Ask{});
  }
  end_strip(strip);
  std::string& meant = frame.memory.words[kWithoutPoints];
  if (check_box(ui, text::label("action.without_points", kWithoutPoints), meant.empty() ? Checked::No : Checked::Yes))
    meant = meant.empty() ? "yes" : "";
  return !meant.empty();
}

}  // namespace

void action_question(Frame& frame, sync::Action action) {
  const app::OpenReport& report = *frame.model.report;
  const Wording wording = wording_of(action);
  const std::string name(sync::name(action));
  const std::string title = text::say("action.title", {action_words(action), version_of(report, action)});
  const std::string note_id = "###question/note";
  ImGuiID note_field = 0;
  const bool appeared = dialog(frame.ui, "###question/" + name, title, 560, [&] {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, wording.meaning);
    const bool asked = points_asked(frame, action);
    const bool blocked = in_the_way(frame, report, action) || !asked;
    const std::string place = app::place_of_note(action);
    const app::Unsaid* begun = app::unsaid_at(report, place);
    std::string note = begun ? begun->words : std::string();
    const FindingLine too_long[] = {{Level::Bad, text::say("action.note_too_long")}};
    const EditOutcome typed =
        prose_field(frame.ui,
                    {.field = {.id = note_id,
                               .label = wording.note_label,
                               .required = wording.note,
                               .hint = wording.note_hint,
                               .findings = note_fits(note) ? std::span<const FindingLine>() : too_long,
                               .recall = Recall::Here}},
                    note);
    note_field = typed.item.id;
    if (typed.changed()) {
      note = typed.text;
      frame.ask(app::KeepUnsaid{place, note});
    }
    if (!frame.model.home.self || frame.model.sync.error)
      text_block(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("action.needs_server"));
    const bool complete = note_fits(note) && (wording.note == Required::No || !base::trimmed(note).empty());
    if (!answer_row(frame, action_words(action), !blocked && complete ? Enabled::Yes : Enabled::No)) return;
    frame.ask(app::Act{action, note});
    frame.ask(app::Ask{});
  });
  if (!appeared) return;
  frame.memory.words.erase(kWithoutPoints);
  activate(frame.ui, note_field);
}

}  // namespace ziping::view
