#include <algorithm>

#include "client/app/remarks.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/dialog.h"
#include "client/view/widgets/prose_field.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

struct Wording {
  std::string_view meaning, note_label, note_hint;
  Required note;
};

Wording wording_of(sync::Action action) {
  switch (action) {
    case sync::Action::Submit:
      return {"报送后由财政部门审核，审核期间不能再改；需要改的时候可以先撤回。", "附言", "给审核人的话，可以不写",
              Required::No};
    case sync::Action::Withdraw:
      return {"撤回后可以继续修改；再报送时是新的一版，这一版仍然留着。", "附言", "为什么撤回，可以不写", Required::No};
    case sync::Action::Receive:
      return {"受理表示开始审核。填报单位会看到，并且不能再撤回。", "附言", "可以不写", Required::No};
    case sync::Action::Return:
      return {"退回后填报单位可以修改并再次报送。这一版仍然留着，可以对照。", "退回理由",
              "填报单位会看到：哪里要改，怎样改", Required::Yes};
    case sync::Action::Accept:
      return {"通过以后这一版就是定稿，不能再改。", "附言", "可以不写", Required::No};
  }
  return {};
}

std::int64_t version_of(const app::OpenReport& report, sync::Action action) {
  const std::int64_t last = report.around.versions.empty() ? 0 : report.around.versions.back().version;
  return action == sync::Action::Submit ? last + 1 : last;
}

std::size_t errors_in(const app::OpenReport& report) {
  return static_cast<std::size_t>(std::ranges::count(report.findings, rules::Level::Error, &rules::Finding::level));
}

std::string there_are(std::size_t number, std::string_view what) {
  return "还有 " + std::to_string(number) + " 处" + std::string(what);
}

// What must be put right before; says so, with a way to it. True when something stands in the way.
bool in_the_way(Frame& frame, const app::OpenReport& report, sync::Action action) {
  if (action != sync::Action::Submit) return false;
  const std::size_t errors = errors_in(report);
  const auto obstacle = [&](Level level, const std::string& sentence, const char* label, auto&& go) {
    const StripPlace strip = begin_strip(frame.ui, level, sentence, button_width(frame.ui, Rank::Quiet, label));
    if (button(frame.ui, Rank::Quiet, label)) {
      go();
      frame.ask(app::Ask{});
    }
    end_strip(strip);
  };
  if (!report.conflicts.empty())
    obstacle(Level::Clash, there_are(report.conflicts.size(), "冲突，要先决定。"), "去看###question/conflicts",
             [&] { frame.ask(app::ShowMiddle{app::Middle::Conflicts}); });
  if (errors > 0)
    obstacle(Level::Bad, there_are(errors, "错误，要先改正。"), "去看###question/findings", [&] {
      frame.ask(app::ShowMiddle{app::Middle::Form});
      frame.ask(app::ShowSide{app::Side::Findings});
      frame.ask(app::NextFinding{1});
      frame.memory.panes.right.folded = Folded::No;
    });
  const std::size_t points = app::points_to_answer(frame.model).size();
  if (points > 0)
    obstacle(Level::Warn, "还有 " + std::to_string(points) + " 条审核意见没有答复，要先逐条答复。",
             "去看###question/remarks", [&] {
               frame.ask(app::ShowSide{app::Side::Remarks});
               frame.memory.panes.right.folded = Folded::No;
             });
  return !report.conflicts.empty() || errors > 0 || points > 0;
}

// What the reviewer has asked for, and the department will have to answer.
void points_asked(Frame& frame, sync::Action action) {
  if (action != sync::Action::Return) return;
  const std::size_t points = app::points_to_answer(frame.model).size();
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             points > 0 ? "没有答复的意见 " + std::to_string(points) + " 条会随退回成为必答清单，填报单位要逐条答复。"
                        : "还没有提意见。在“阅读”里点一句话提的意见，会成为填报单位的必答清单。");
}

}  // namespace

void action_question(Frame& frame, sync::Action action) {
  const app::OpenReport& report = *frame.model.report;
  const Wording wording = wording_of(action);
  const std::string name(sync::name(action));
  const std::string title =
      std::string(action_words(action)) + "第 " + std::to_string(version_of(report, action)) + " 版";
  const std::string note_id = "###question/note";
  ImGuiID note_field = 0;
  const bool appeared = dialog(frame.ui, "###question/" + name, title, 560, [&] {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, wording.meaning);
    points_asked(frame, action);
    const bool blocked = in_the_way(frame, report, action);
    std::string& note = frame.memory.words[note_id];
    const EditOutcome typed = prose_field(
        frame.ui,
        {.field = {.id = note_id, .label = wording.note_label, .required = wording.note, .hint = wording.note_hint}},
        note);
    note_field = typed.item.id;
    if (typed.changed()) note = typed.text;
    if (!frame.model.home.self || frame.model.sync.error)
      text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
                 "要连得上服务器才能办；连不上时内容仍在本机，什么也不会丢。");
    const bool complete = wording.note == Required::No || !note.empty();
    if (!answer_row(frame, action_words(action), !blocked && complete ? Enabled::Yes : Enabled::No)) return;
    frame.ask(app::Act{action, note});
    frame.ask(app::Ask{});
    note.clear();
  });
  if (appeared) activate(frame.ui, note_field);
}

}  // namespace ziping::view
