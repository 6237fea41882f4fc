// The popups about one attachment.
#include <imgui.h>

#include <algorithm>
#include <utility>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/folder_list.h"
#include "client/view/form_files.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr std::string_view kFile = "###question/file", kName = "###question/name";
constexpr float kPictureHeight = 520;

std::string& line(Frame& frame, std::string_view id, std::string_view label, std::string_view hint) {
  std::string& words = frame.memory.words[std::string(id)];
  const FieldOutcome typed = line_field(
      frame.ui, {.id = id, .label = label, .required = Required::Yes, .hint = hint, .recall = Recall::Here}, words);
  if (typed.value) words = *typed.value;
  return words;
}

}  // namespace

void add_file_question(Frame& frame) {
  const auto& about = frame.memory.form.file;
  if (!about) return frame.ask(app::Ask{});
  const std::string marked = frame.memory.words[std::string(kFile)];
  const auto chosen = folder_list(frame, Offered::Files, marked);
  if (chosen) frame.memory.words[std::string(kFile)] = chosen->file;
  const std::string file = line(frame, kFile, text::say("common.file"), text::say("files.pick_hint"));
  std::vector<std::string> files = std::exchange(frame.memory.dropped, {});
  const bool yes = answer_row(frame, text::say("files.add"), file.empty() ? Enabled::No : Enabled::Yes);
  if (yes || (chosen && chosen->at_once)) files.push_back(file);
  if (files.empty()) return;
  frame.ask(app::AddFiles{about->path, std::move(files)});
  frame.ask(app::Ask{});
}

void save_file_question(Frame& frame) {
  const auto& about = frame.memory.form.file;
  if (!about) return frame.ask(app::Ask{});
  folder_list(frame, Offered::Folders, {});
  const std::string name = line(frame, kName, text::say("files.save_name"), text::say("files.save_hint"));
  if (!answer_row(frame, text::say("files.save"), name.empty() || !has_place(frame, name) ? Enabled::No : Enabled::Yes))
    return;
  frame.ask(app::SaveFile{about->path, about->file, in_folder(frame, name)});
  frame.ask(app::Ask{});
}

void look_at_file_question(Frame& frame) {
  Ui& ui = frame.ui;
  const auto& look = frame.model.report->look;
  if (!look) return frame.ask(app::Ask{});
  text_line(ui, Type::Small, ui.colour().quiet, look->file.name + "　" + bytes_words(look->file.bytes));
  const ImVec2 room{width_left(), std::min(ui.px(kPictureHeight), ImGui::GetMainViewport()->Size.y - ui.px(260))};
  if (!look->picture)
    text_line(ui, Type::Body, ui.colour().quiet, text::say("files.opening"));
  else if (!*look->picture)
    finding_line(ui, room.x, {Level::Bad, text::said(look->picture->error().message)});
  else
    frame.memory.picture.draw(ui, look->file.sha256.hex(), ***look->picture, room);
  close_row(frame, "common.close");
}

}  // namespace ziping::view
