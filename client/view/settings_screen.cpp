#include <algorithm>
#include <array>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/about_card.h"
#include "client/view/copies_list.h"
#include "client/view/moment.h"
#include "client/view/page.h"
#include "client/view/questions.h"
#include "client/view/shortcuts.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kSettingsWidth = 720, kChoiceWidth = 320;
constexpr int kScaleStep = 10, kScaleLeast = 80, kScaleMost = 250;

void scale_setting(Frame& frame) {
  Ui& ui = frame.ui;
  const int now = frame.model.settings.scale_percent;
  const float from = ImGui::GetCursorPosX();
  const auto step = [&](const std::string& label, int percent) {
    if (button(ui, Rank::Quiet, label, percent != now ? Enabled::Yes : Enabled::No)) frame.ask(app::SetScale{percent});
    ImGui::SameLine(0, ui.px(8));
  };
  step(text::label("settings.smaller", "###settings/smaller"), std::max(now - kScaleStep, kScaleLeast));
  const Box room = take_room({ui.px(64), ui.px(kControlHeight)});
  draw_text_in(ui.look, room, Type::Strong, ui.colour().text, std::to_string(now) + "%", Align::Centre);
  ImGui::SameLine(0, ui.px(8));
  step(text::label("settings.larger", "###settings/larger"), std::min(now + kScaleStep, kScaleMost));
  const std::string normal = text::label("settings.normal", "###settings/normal");
  if (width_left() < button_width(ui, Rank::Quiet, normal)) {
    ImGui::NewLine();
    ImGui::SetCursorPosX(from);
  }
  step(normal, 100);
  ImGui::NewLine();
}

void appearance_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{text::label("settings.light", "###settings/light")},
                                Tab{text::label("settings.dark", "###settings/dark")}};
  const std::size_t now = frame.model.settings.appearance == app::Appearance::Light ? 0 : 1;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetAppearance{chosen == 0 ? app::Appearance::Light : app::Appearance::Dark});
}

void contrast_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{text::label("settings.contrast_normal", "###settings/normal_contrast")},
                                Tab{text::label("settings.contrast_strong", "###settings/strong_contrast")}};
  const std::size_t now = frame.model.settings.strong_contrast ? 1 : 0;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetContrast{chosen == 1});
}

// Each language is named in itself, so that whoever cannot read the other finds it.
void language_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{text::label("settings.chinese", "###settings/chinese")},
                                Tab{text::label("settings.english", "###settings/english")}};
  const std::size_t now = frame.model.settings.language == text::Language::Chinese ? 0 : 1;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetLanguage{chosen == 0 ? text::Language::Chinese : text::Language::English});
}

void font_setting(Frame& frame) {
  const std::vector<app::MachineFont>& fonts = frame.model.fonts;
  const std::string automatic = text::say("settings.font_automatic", {text::say(fonts.front().name)});
  std::vector<std::string_view> options{automatic};
  std::size_t now = 0;
  for (const app::MachineFont& font : fonts) {
    if (font.file == frame.model.settings.font) now = options.size();
    options.push_back(text::say(font.name));
  }
  const FieldFrame field{.id = "###settings/font", .width = frame.px(kChoiceWidth)};
  if (const auto chosen = choice_field(frame.ui, field, options, now))
    frame.ask(app::SetFont{*chosen == 0 ? std::string() : fonts[*chosen - 1].file});
}

// A name in the column of names, and a control beside it.
void setting(Frame& frame, std::string_view name, const Draw& control) {
  const Ui& ui = frame.ui;
  const Box left = take_room({ui.px(112 - 16), ui.px(kControlHeight)});
  draw_text_in(ui.look, left, Type::Body, ui.colour().quiet, name, Align::Right);
  ImGui::SameLine(0, ui.px(16));
  ImGui::BeginGroup();
  control();
  ImGui::EndGroup();
}

void appearance_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, text::say("settings.looks"));
  setting(frame, text::say("settings.size"), [&] { scale_setting(frame); });
  if (frame.model.fonts.size() > 1) setting(frame, text::say("settings.font"), [&] { font_setting(frame); });
  setting(frame, text::say("settings.language"), [&] { language_setting(frame); });
  setting(frame, text::say("settings.colours"), [&] { appearance_setting(frame); });
  setting(frame, text::say("settings.contrast"), [&] { contrast_setting(frame); });
}

void sync_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, text::say("common.sync"));
  setting(frame, text::say("settings.auto"), [&] {
    const std::array<Tab, 2> tabs{Tab{text::label("settings.on", "###settings/auto_sync")},
                                  Tab{text::label("settings.off", "###settings/no_auto_sync")}};
    const std::size_t now = frame.model.settings.auto_sync ? 0 : 1;
    const std::size_t chosen = segment_strip(frame.ui, tabs, now);
    if (chosen != now) frame.ask(app::SetAutoSync{chosen == 0});
  });
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
             frame.model.settings.auto_sync ? text::say("settings.auto_means") : text::say("settings.by_hand_means"));
  setting(frame, text::say("settings.ask_first"), [&] {
    const std::array<Tab, 2> tabs{Tab{text::label("settings.on", "###settings/ask_first")},
                                  Tab{text::label("settings.off", "###settings/no_ask_first")}};
    const std::size_t now = frame.model.settings.ask_first ? 0 : 1;
    const std::size_t chosen = segment_strip(frame.ui, tabs, now);
    if (chosen != now) frame.ask(app::SetAskFirst{chosen == 0});
  });
  text_block(
      frame.ui, Type::Small, frame.ui.colour().quiet,
      frame.model.settings.ask_first ? text::say("settings.ask_first_means") : text::say("settings.at_once_means"));
}

// A path of this machine with a button that copies it, for it is long and nobody types it twice.
void path_fact(
    Frame& frame, std::string_view name, const std::string& path, std::string_view id, const Draw& besides = [] {}) {
  fact(frame, name, path);
  if (path.empty()) return;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(112));
  copy_button(frame, text::label("settings.copy_path", id), id, [&] { return path; });
  besides();
  copied_words(frame, id, "settings.path_copied");
}

void copies_card(Frame& frame) {
  const app::Model& model = frame.model;
  const Ui& ui = frame.ui;
  const Card card(ui);
  section_header(ui, text::say("settings.copies"));
  if (!model.copies) return text_block(ui, Type::Body, ui.colour().quiet, text::say("settings.copies_reading"));
  const client::CopiesKept& copies = *model.copies;
  if (copies.count == 0) {
    fact(frame, text::say("settings.last_copy"), text::say("settings.no_copy"));
  } else {
    fact(frame, text::say("settings.last_copy"),
         text::say("settings.copy_made", {moment(copies.last_at_ms, model.now_ms), bytes_words(copies.last_bytes)}));
    fact(frame, text::say("settings.copies_count"), text::say("settings.copies_are", {copies.count}));
    fact(frame, text::say("settings.copy_checked"), text::say("settings.copy_checked_means"));
    if (!copies.all.empty()) setting(frame, text::say("settings.copies_all"), [&] { copies_list(frame); });
  }
  if (copies.error) finding_line(frame.ui, width_left(), {Level::Bad, text::said(copies.error->message)});
  path_fact(frame, text::say("settings.copies_folder"), copies.folder, "###settings/copy_copies_folder");
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(112));
  if (button(frame.ui, Rank::Quiet,
             text::label(model.copying ? "settings.copying" : "settings.copy_now", "###settings/copy_now"),
             model.copying ? Enabled::No : Enabled::Yes))
    frame.ask(app::BackUp{});
  text_block(ui, Type::Small, ui.colour().quiet, text::say("settings.copies_means"));
}

// Where the registration is no longer good, or the server has another address.
void enrol_again(Frame& frame) {
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(112));
  if (button(frame.ui, Rank::Quiet, text::label("enrol.again", "###settings/enrol_again")))
    frame.ask(app::ShowScreen{app::Screen::Enrol});
  explain_last_button(frame.ui, text::say("settings.enrol_again_hint"));
}

void device_card(Frame& frame) {
  const app::Model& model = frame.model;
  const Card card(frame.ui);
  section_header(frame.ui, text::say("settings.device"));
  if (!model.home.self) {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("settings.not_enrolled"));
    if (button(frame.ui, Rank::Primary, text::label("home.enrol", "###settings/enrol")))
      frame.ask(app::ShowScreen{app::Screen::Enrol});
  } else {
    const sync::Author& self = *model.home.self;
    const auto department = model.home.names.departments.find(self.department);
    fact(frame, text::say("settings.name"), app::user_name(model, self.name));
    fact(frame, text::say("settings.role"), role_words(self.role));
    if (department != model.home.names.departments.end()) fact(frame, text::say("home.department"), department->second);
    if (!self.team.empty()) fact(frame, text::say("settings.team"), app::team_name(model, self.team));
    fact(frame, text::say("settings.server"), model.home.server_url);
    const auto device = model.home.settings.find("device_label");
    if (device != model.home.settings.end()) fact(frame, text::say("settings.device_name"), device->second);
    if (!model.home.sample) enrol_again(frame);
  }
  path_fact(frame, text::say("settings.folder"), model.home.folder, "###settings/copy_folder", [&] {
    if (model.home.sample) return;
    const Enabled enabled = model.relocating || model.sync.running ? Enabled::No : Enabled::Yes;
    ImGui::SameLine(0, frame.px(8));
    if (button(frame.ui, Rank::Quiet,
               text::label(model.relocating ? "settings.moving_folder" : "settings.change_folder",
                           "###settings/change_folder"),
               enabled))
      ask_for_place(frame, "relocate");
    if (!model.home.has_moved) return;
    ImGui::SameLine(0, frame.px(8));
    if (button(frame.ui, Rank::Quiet, text::label("settings.folder_back", "###settings/folder_back"), enabled))
      frame.ask(app::RelocateData{});
  });
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("settings.folder_means"));
}

}  // namespace

void settings_screen(Frame& frame) {
  const auto bar = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, text::say("home.settings"), frame.px(240));
  };
  page(frame, bar, [&](ImVec2 size) {
    scroll_column(frame.ui, "###settings_page", size, kSettingsWidth, [&] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(12)});
      appearance_card(frame);
      sync_card(frame);
      device_card(frame);
      copies_card(frame);
      about_card(frame);
      ImGui::PopStyleVar();
    });
  });
}

}  // namespace ziping::view
