#include "client/view/copies_list.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr std::string_view kChosenCopy = "###question/copy";  // its file, in the memory of words
constexpr float kCopyWidth = 240;

bool may_restore(const app::Model& model) {
  return !model.restoring && !model.copying && !model.relocating && !model.sync.running && !model.home.sample;
}

const client::KeptCopy* chosen_copy(Frame& frame) {
  if (!frame.model.copies) return nullptr;
  const std::vector<client::KeptCopy>& all = frame.model.copies->all;
  const auto at = std::ranges::find(all, frame.memory.words[std::string(kChosenCopy)], &client::KeptCopy::file);
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

void copies_list(Frame& frame) {
  if (!frame.model.copies) return;
  Ui& ui = frame.ui;
  const Enabled enabled = may_restore(frame.model) ? Enabled::Yes : Enabled::No;
  const float from = ImGui::GetCursorPosX();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(4)});
  std::size_t number = 0;
  for (const client::KeptCopy& copy : frame.model.copies->all) {
    ImGui::SetCursorPosX(from);
    const std::string id = "###copy/restore/" + std::to_string(number++);
    const std::string restore = text::label("settings.copy_restore", id);
    const float wanted = ui.px(kCopyWidth + 8) + button_width(ui, Rank::Quiet, restore);
    const bool beside = width_left() >= wanted;
    const Box room = take_room({std::min(ui.px(kCopyWidth), width_left()), ui.px(kControlHeight)});
    draw_text_in(ui.look, room, Type::Body, ui.colour().text,
                 text::say("settings.copy_made", {moment(copy.at_ms, frame.model.now_ms), bytes_words(copy.bytes)}));
    beside ? ImGui::SameLine(0, ui.px(8)) : ImGui::SetCursorPosX(from);
    if (!button(ui, Rank::Quiet, restore, enabled)) continue;
    ask_question(frame, "copy");
    frame.memory.words[std::string(kChosenCopy)] = copy.file;
  }
  ImGui::PopStyleVar();
}

void copy_question(Frame& frame) {
  const client::KeptCopy* copy = chosen_copy(frame);
  if (!copy) return frame.ask(app::Ask{});
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             text::say("question.copy_means", {moment(copy->at_ms, frame.model.now_ms), bytes_words(copy->bytes)}));
  const Enabled enabled = may_restore(frame.model) ? Enabled::Yes : Enabled::No;
  if (!answer_row(frame, text::say("question.copy"), enabled, Rank::Danger)) return;
  frame.ask(app::PutCopyInPlace{copy->file});
}

}  // namespace ziping::view
