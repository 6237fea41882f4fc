#include <algorithm>
#include <array>

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
  const auto step = [&](const char* label, int percent) {
    if (button(ui, Rank::Quiet, label, percent != now ? Enabled::Yes : Enabled::No)) frame.ask(app::SetScale{percent});
    ImGui::SameLine(0, ui.px(8));
  };
  step("小一点###settings/smaller", std::max(now - kScaleStep, kScaleLeast));
  const Box room = take_room({ui.px(64), ui.px(kControlHeight)});
  draw_text_in(ui.look, room, Type::Strong, ui.colour().text, std::to_string(now) + "%", Align::Centre);
  ImGui::SameLine(0, ui.px(8));
  step("大一点###settings/larger", std::min(now + kScaleStep, kScaleMost));
  step("恢复 100%###settings/normal", 100);
  ImGui::NewLine();
}

void appearance_setting(Frame& frame) {
  const std::array<Tab, 2> tabs{Tab{"浅色###settings/light"}, Tab{"深色###settings/dark"}};
  const std::size_t now = frame.model.settings.appearance == app::Appearance::Light ? 0 : 1;
  const std::size_t chosen = segment_strip(frame.ui, tabs, now);
  if (chosen != now) frame.ask(app::SetAppearance{chosen == 0 ? app::Appearance::Light : app::Appearance::Dark});
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
  section_header(frame.ui, "外观");
  setting(frame, "字号", [&] { scale_setting(frame); });
  setting(frame, "颜色", [&] { appearance_setting(frame); });
}

void sync_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, "同步");
  setting(frame, "自动同步", [&] {
    const std::array<Tab, 2> tabs{Tab{"开###settings/auto_sync"}, Tab{"关###settings/no_auto_sync"}};
    const std::size_t now = frame.model.settings.auto_sync ? 0 : 1;
    const std::size_t chosen = segment_strip(frame.ui, tabs, now);
    if (chosen != now) frame.ask(app::SetAutoSync{chosen == 0});
  });
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
             frame.model.settings.auto_sync
                 ? "有网络时每 10 分钟同步一次；连不上就过一会儿再试，时间写在最下面一行。没有网络时照常填写。"
                 : "只在点“同步”时才和服务器交换。内容照常保存在本机。");
}

void device_card(Frame& frame) {
  const app::Model& model = frame.model;
  const Card card(frame.ui);
  section_header(frame.ui, "本机与服务器");
  if (!model.home.self) {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, "这台电脑还没有登记，只能在本机填写，不能同步。");
    if (button(frame.ui, Rank::Primary, "登记本机###settings/enrol")) frame.ask(app::ShowScreen{app::Screen::Enrol});
  } else {
    const sync::Author& self = *model.home.self;
    const auto department = model.home.names.departments.find(self.department);
    fact(frame, "姓名", app::user_name(model, self.name));
    fact(frame, "角色", role_words(self.role));
    if (department != model.home.names.departments.end()) fact(frame, "部门", department->second);
    if (!self.team.empty()) fact(frame, "工作队", app::team_name(model, self.team));
    fact(frame, "服务器", model.home.server_url);
    const auto device = model.home.settings.find("device_label");
    if (device != model.home.settings.end()) fact(frame, "本机名称", device->second);
  }
  fact(frame, "数据文件夹", model.folder);
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
             "全部内容都在数据文件夹里。要换电脑，请先同步，不要只复制其中一部分。");
}

void about_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, "关于");
  fact(frame, "程序", std::string("自评 ziping ") + ZIPING_VERSION);
  fact(frame, "表样", std::to_string(frame.model.home.forms.size()) + " 份");
  fact(frame, "许可", "本程序和所用的库的许可条款见随附的 LICENSE。");
}

}  // namespace

void settings_screen(Frame& frame) {
  const auto bar = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, "设置", frame.px(240));
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
