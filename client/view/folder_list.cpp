#include "client/view/folder_list.h"

#include <imgui.h>

#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/buttons.h"
#include "client/view/wording.h"
#include "shared/form/attachment.h"

namespace ziping::view {
namespace {

constexpr float kListHeight = 280, kListHeightMin = 96;
constexpr float kBesides = 340;  // what else a popup with a list holds
constexpr float kFolderRowHeight = 30;

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

void header(Frame& frame, const client::FolderSeen& seen) {
  Ui& ui = frame.ui;
  const bool has_parent = !seen.folder.parent.empty();
  if (button(ui, Rank::Quiet, text::label("files.up", "###folder/up"), has_parent ? Enabled::Yes : Enabled::No,
             Mark::Up))
    frame.ask(app::LookInto{seen.folder.parent});
  ImGui::SameLine(0, ui.px(12));
  draw_text_in(ui.look, take_room({width_left(), ui.px(kControlHeight)}), Type::Body, ui.colour().text,
               seen.folder.path);
}

bool ends_like(std::string_view name, std::string_view ending) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return name.size() >= ending.size() &&
         std::ranges::equal(name.substr(name.size() - ending.size()), ending, {}, lower, lower);
}

bool may_be_chosen(const client::FolderEntry& entry, Offered offered) {
  if (entry.is_folder) return true;
  if (offered == Offered::Texts) return ends_like(entry.name, ".txt");
  return offered == Offered::Files && form::media_type_of(entry.name).has_value();
}

// True when it was pressed.
Item row(Frame& frame, const client::FolderEntry& entry, const std::string& file, Offered offered, bool marked) {
  Ui& ui = frame.ui;
  const bool usable = may_be_chosen(entry, offered);
  const Item item =
      button_item("###entry/" + file, {width_left(), ui.px(kFolderRowHeight)}, usable ? Enabled::Yes : Enabled::No);
  if (!item.visible) return item;
  if (marked || (usable && item.hovered)) fill(ui.look, item.box, ui.colour().accent_soft, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const Box words = item.box.inset(ui.px(8));
  const std::string size = entry.is_folder ? std::string() : bytes_words(entry.bytes);
  const float right = size.empty() ? 0 : text_width(ui.look, Type::Small, size) + ui.px(12);
  if (entry.is_folder)
    draw_mark(ui.look, {words.min.x + ui.px(6), words.centre().y}, ui.px(12), Mark::Right, ui.colour().quiet);
  draw_text_in(ui.look, {{words.min.x + ui.px(20), words.min.y}, {words.max.x - right, words.max.y}}, Type::Body,
               usable ? ui.colour().text : ui.colour().faint, entry.name);
  draw_text_in(ui.look, words, Type::Small, ui.colour().quiet, size, Align::Right);
  return item;
}

}  // namespace

std::optional<Chosen> folder_list(Frame& frame, Offered offered, const std::string& marked) {
  Ui& ui = frame.ui;
  if (!frame.model.browsed) {
    text_line(ui, Type::Body, ui.colour().quiet, text::say("files.opening_folder"));
    return std::nullopt;
  }
  const client::FolderSeen& seen = *frame.model.browsed;
  std::optional<Chosen> chosen;
  header(frame, seen);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  const float room = ImGui::GetMainViewport()->Size.y - ui.px(kBesides);
  const float height = std::clamp(room, ui.px(kListHeightMin), ui.px(kListHeight));
  if (ImGui::BeginChild("###folder", {width_left(), height},
                        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened)) {
    if (seen.error) finding_line(ui, width_left(), {Level::Bad, text::said(seen.error->message)});
    if (!seen.error && seen.folder.entries.empty())
      text_line(ui, Type::Body, ui.colour().quiet, text::say("files.empty_folder"));
    ImGuiListClipper rows;
    rows.Begin(static_cast<int>(seen.folder.entries.size()), ui.px(kFolderRowHeight));
    while (rows.Step())
      for (int i = rows.DisplayStart; i < rows.DisplayEnd; ++i) {
        const client::FolderEntry& entry = seen.folder.entries[static_cast<std::size_t>(i)];
        const std::string file = joined(seen.folder.path, entry.name);
        const Item item = row(frame, entry, file, offered, file == marked);
        if (!item.pressed && !item.double_clicked) continue;
        if (entry.is_folder)
          frame.ask(app::LookInto{file});
        else
          chosen = Chosen{file, item.double_clicked};
      }
    if (seen.folder.more) text_line(ui, Type::Small, ui.colour().quiet, text::say("files.too_many"));
  }
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
  outline(ui.look, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, ui.colour().line_strong, kCornerRadius);
  ImGui::Dummy({1, 0});
  return chosen;
}

bool has_place(const Frame& frame, const std::string& name) {
  return name.starts_with('/') || (frame.model.browsed && !frame.model.browsed->error);
}

std::string in_folder(const Frame& frame, const std::string& name) {
  return frame.model.browsed && !name.starts_with('/') ? joined(frame.model.browsed->folder.path, name) : name;
}

}  // namespace ziping::view
