#include "client/view/draft_question.h"

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/questions.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/dialog.h"

namespace ziping::view {
namespace {

using app::DraftEdit;

constexpr std::string_view kId = "###draft/";
constexpr const char* kCopyAll = "###draft/copy-all";

// What became of the place, where that is more than its new words; empty for nothing.
std::string what_was_done(const DraftEdit& edit) {
  const std::string_view noun = app::row_noun(edit.show);
  switch (edit.kind) {
    case DraftEdit::Kind::Typed:
      return edit.words.empty() ? text::say("draft.emptied", {}) : std::string();
    case DraftEdit::Kind::RowAdded:
      return text::say("draft.row_added", {noun});
    case DraftEdit::Kind::RowRemoved:
      return text::say("side.row_removed", {noun});
    case DraftEdit::Kind::RowMoved:
      return text::say("draft.row_moved", {noun});
    case DraftEdit::Kind::RowKept:
      return text::say("draft.row_kept", {noun});
    case DraftEdit::Kind::Damaged:
      break;
  }
  return text::say("draft.damaged", {});
}

std::string copied_all(const app::DraftWords& words) {
  std::string out;
  for (const DraftEdit& edit : words.edits) {
    if (!out.empty()) out += '\n';
    for (const std::string& line : {edit.place, what_was_done(edit), edit.words})
      if (!line.empty()) out += line + '\n';
  }
  return out;
}

void draw_edit(Frame& frame, const DraftEdit& edit, const std::string& id) {
  Ui& ui = frame.ui;
  if (!edit.place.empty()) small_text(ui, id + "/place", ui.colour().quiet, edit.place);
  if (const std::string done = what_was_done(edit); !done.empty())
    small_text(ui, id + "/done", edit.kind == DraftEdit::Kind::Damaged ? ui.colour().warn : ui.colour().quiet, done);
  if (!edit.words.empty()) {
    small_text(ui, id + "/words", ui.colour().text, edit.words);
    const std::string copy = id + "/copy";
    copy_button(frame, text::label("common.copy", copy), copy, [&] { return edit.words; });
    copied_words(frame, copy, "side.copied");
  }
  space(ui, 12);
}

void draw_all(Frame& frame, const app::DraftWords& words) {
  Ui& ui = frame.ui;
  copy_button(frame, text::label("draft.copy_all", kCopyAll), kCopyAll, [&] { return copied_all(words); });
  copied_words(frame, kCopyAll, "side.copied");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(4)});
  for (std::size_t i = 0; i < words.edits.size(); ++i) {
    const std::string id = std::string(kId) + std::to_string(i);
    part_of_page(frame.memory.draft_rooms, id, Sparing::Yes, [&] { draw_edit(frame, words.edits[i], id); });
  }
  ImGui::PopStyleVar();
  if (words.more > 0) text_block(ui, Type::Small, ui.colour().quiet, text::say("draft.more", {words.more}));
}

// Closing is no "cancel" here, which in Chinese looks much like taking back.
void foot(Frame& frame, const app::DraftLook& draft) {
  if (draft.aside == 0) return close_row(frame, "common.close");
  Ui& ui = frame.ui;
  const std::string close = text::label("common.close", "###question/no");
  const std::string back = text::label("left.take_back", "###question/yes");
  dialog_footer(ui);
  const float width = button_width(ui, Rank::Quiet, close) + ui.px(12) + button_width(ui, Rank::Primary, back);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width_left() - width);
  if (button(ui, Rank::Quiet, close)) frame.ask(app::Ask{});
  ImGui::SameLine(0, ui.px(12));
  if (!button(ui, Rank::Primary, back)) return;
  frame.ask(app::TakeDraftBack{draft.report, draft.aside});
  frame.ask(app::Ask{});
}

}  // namespace

void draft_question(Frame& frame) {
  const auto& draft = frame.model.draft;
  if (!draft) return close_row(frame, "common.close");
  const Ui& ui = frame.ui;
  if (!draft->words) {
    frame.memory.draft_rooms.clear();  // of another one
    text_block(ui, Type::Body, ui.colour().quiet, text::say("draft.reading"));
  } else if (!*draft->words) {
    finding_line(frame.ui, width_left(), {Level::Bad, text::said(draft->words->error().message)});
  } else {
    draw_all(frame, **draft->words);
  }
  foot(frame, *draft);
}

}  // namespace ziping::view
