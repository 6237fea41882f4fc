#include <algorithm>
#include <array>

#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/shortcuts.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kPageWidth = 720;
constexpr int kScaleStep = 10, kScaleLeast = 80, kScaleMost = 250;

void scale_setting(Frame& frame) {
  Ui& ui = frame.ui;
  const int now = frame.model.settings.scale_percent;
  const auto step = [&](const std::string& label, int percent) {
    if (button(ui, Rank::Quiet, label, percent != now ? Enabled::Yes : Enabled::No)) frame.ask(app::SetScale{percent});
    ImGui::SameLine(0, ui.px(8));
  };
  step(text::label("settings.smaller", "###settings/smaller"), std::max(now - kScaleStep, kScaleLeast));
  const Box room = take_room({ui.px(64), ui.px(kControlHeight)});
  draw_text_in(ui.look, room, Type::Strong, ui.colour().text, std::to_string(now) + "%", Align::Centre);
  ImGui::SameLine(0, ui.px(8));
  step(text::label("settings.larger", "###settings/larger"), std::min(now + kScaleStep, kScaleMost));
  step(text::label("settings.normal", "###settings/normal"), 100);
  ImGui::NewLine();
}

void appearance_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{text::label("settings.light", "###settings/light")},
                                Tab{text::label("settings.dark", "###settings/dark")}};
  const std::size_t now = frame.model.settings.appearance == app::Appearance::Light ? 0 : 1;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetAppearance{chosen == 0 ? app::Appearance::Light : app::Appearance::Dark});
}

// Each language is named in itself, so that whoever cannot read the other finds it.
void language_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{text::label("settings.chinese", "###settings/chinese")},
                                Tab{text::label("settings.english", "###settings/english")}};
  const std::size_t now = frame.model.settings.language == text::Language::Chinese ? 0 : 1;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetLanguage{chosen == 0 ? text::Language::Chinese : text::Language::English});
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
  setting(frame, text::say("settings.language"), [&] { language_setting(frame); });
  setting(frame, text::say("settings.colours"), [&] { appearance_setting(frame); });
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
  }
  fact(frame, text::say("settings.folder"), model.folder);
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("settings.folder_means"));
}

void about_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, text::say("settings.about"));
  fact(frame, text::say("settings.program"), text::say("settings.program_name", {ZIPING_VERSION}));
  fact(frame, text::say("settings.forms"), text::say("settings.forms_count", {frame.model.home.forms.size()}));
  fact(frame, text::say("settings.licence"), text::say("settings.licence_means"));
}

}  // namespace

void settings_screen(Frame& frame) {
  const auto bar = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, text::say("home.settings"), frame.px(240));
  };
  page(frame, bar, [&](ImVec2 size) {
    scroll_column(frame.ui, "###settings_page", size, kPageWidth, [&] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(12)});
      appearance_card(frame);
      sync_card(frame);
      device_card(frame);
      about_card(frame);
      ImGui::PopStyleVar();
    });
  });
}

}  // namespace ziping::view
