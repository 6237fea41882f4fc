#include <algorithm>
#include <array>

#include "client/view/page.h"
#include "client/view/questions.h"
#include "client/view/shortcuts.h"
#include "client/view/widgets/dialog.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kTitleWidthMin = 240;  // at 100 %: rather than show less, the bar puts its tabs in a row of their own

constexpr std::array kMiddles{app::Middle::Form, app::Middle::Conflicts, app::Middle::Versions, app::Middle::Reading};

std::array<Tab, kMiddles.size()> middle_tabs(const app::OpenReport& report) {
  return {Tab{"填报###middle/form"}, Tab{"冲突###middle/conflicts", static_cast<int>(report.conflicts.size())},
          Tab{"版本对照###middle/versions"}, Tab{"阅读###middle/reading"}};
}

void middle_strip(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  std::size_t current = 0;
  for (std::size_t i = 0; i < kMiddles.size(); ++i)
    if (kMiddles[i] == report.middle) current = i;
  const std::size_t chosen = segment_strip(frame.ui, middle_tabs(report), current);
  if (chosen != current) frame.ask(app::ShowMiddle{kMiddles[chosen]});
}

// What the person may ask for, the one that leads on last and drawn as the primary.
struct ActionButton {
  sync::Action action;
  Rank rank;
  std::string label;
};

Rank rank_of(sync::Action action, const std::vector<sync::Action>& all) {
  const bool may_accept = std::ranges::find(all, sync::Action::Accept) != all.end();
  switch (action) {
    case sync::Action::Submit:
    case sync::Action::Accept:
      return Rank::Primary;
    case sync::Action::Return:
      return Rank::Danger;
    case sync::Action::Receive:
      return may_accept ? Rank::Quiet : Rank::Primary;
    case sync::Action::Withdraw:
      break;
  }
  return Rank::Quiet;
}

std::vector<ActionButton> action_buttons(const app::Model& model) {
  const std::vector<sync::Action> all = app::actions(model);
  std::vector<ActionButton> out;
  // A reviewer who reads has them below the sheet, see reading_column().
  const bool reviews = model.home.self && model.home.self->role == "finance";
  if (reviews && model.report->middle == app::Middle::Reading) return out;
  for (const sync::Action action : all)
    out.push_back({action, rank_of(action, all),
                   std::string(action_words(action)) + "###action/" + std::string(sync::name(action))});
  std::ranges::stable_partition(out, [](const ActionButton& one) { return one.rank != Rank::Primary; });
  return out;
}

void more_menu(Frame& frame) {
  const bool may_import = sync::is_open(frame.model.report->around.row.stage) && frame.model.home.self &&
                          (frame.model.home.self->role == "office" || frame.model.home.self->role == "chief");
  const MenuEntry entries[] = {{"导入文本…###more/import", may_import ? Enabled::Yes : Enabled::No},
                               {"导出文本…###more/export"},
                               {"留一个保存点###more/save"},
                               {"同步过程###more/sync"},
                               {"快捷键###more/keys"},
                               {"设置###more/settings"}};
  const auto chosen = menu_button(frame.ui, "###more", "更多", entries);
  if (!chosen) return;
  switch (*chosen) {
    case 0:
      return ask_question(frame, "import");
    case 1:
      return ask_question(frame, "export");
    case 2:
      return frame.ask(app::SavePoint{});
    case 3:
      return frame.ask(app::ShowScreen{app::Screen::SyncSteps});
    case 4:
      return ask_question(frame, "keys");
    default:
      return frame.ask(app::ShowScreen{app::Screen::Settings});
  }
}

// The right end of the bar.
class Tools {
 public:
  explicit Tools(Frame& frame) : frame_(frame), actions_(action_buttons(frame.model)) {}

  [[nodiscard]] float width() const {
    float width = sync_button_width(frame_, Rank::Quiet) + frame_.px(12 + kControlHeight);
    for (const ActionButton& one : actions_) width += frame_.px(12) + button_width(frame_.ui, one.rank, one.label);
    return width;
  }
  void draw() const {
    sync_button(frame_, Rank::Quiet);
    for (const ActionButton& one : actions_) {
      ImGui::SameLine();
      if (button(frame_.ui, one.rank, one.label, frame_.model.sync.running ? Enabled::No : Enabled::Yes))
        ask_question(frame_, sync::name(one.action));
    }
    ImGui::SameLine();
    more_menu(frame_);
  }

 private:
  Frame& frame_;
  std::vector<ActionButton> actions_;
};

std::string version_words(const app::OpenReport& report) {
  if (report.around.versions.empty()) return "还没有报送过";
  return "第" + std::to_string(report.around.versions.back().version) + "版";
}

// Where the widths of the bar's parts leave room for them.
struct BarLayout {
  float title_width = 0;
  bool tabs_in_bar = false, version_in_bar = false;
};

BarLayout lay_out_bar(Frame& frame, const Tools& tools, float width) {
  const Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  const float gap = ui.px(12);
  const float tabs = segment_strip_width(ui, middle_tabs(report)) + ui.px(24);
  const float version = text_width(ui.look, Type::Small, version_words(report)) + gap;
  const float fixed = 2 * ui.px(16) + button_width(ui, Rank::Bare, "返回", Mark::Left) + gap + gap +
                      pill_width(ui, sync::chinese(report.around.row.stage)) + gap + tools.width();
  const float wanted = std::min(text_width(ui.look, Type::Section, report_title(frame.model)), ui.px(kTitleWidthMin));
  const float room = width - fixed;
  BarLayout layout;
  layout.tabs_in_bar = room - tabs - version >= wanted;
  const float left = room - (layout.tabs_in_bar ? tabs : 0);
  layout.version_in_bar = left - version >= wanted;
  layout.title_width = left - (layout.version_in_bar ? version : 0);
  return layout;
}

void bar(Frame& frame, const Tools& tools, const BarLayout& layout) {
  const app::OpenReport& report = *frame.model.report;
  if (back_button(frame)) go_back(frame);
  ImGui::SameLine();
  bar_title(frame, report_title(frame.model), layout.title_width);
  ImGui::SameLine();
  bar_pill(frame, sync::chinese(report.around.row.stage), tone_of(report.around.row.stage));
  if (layout.version_in_bar) {
    ImGui::SameLine();
    bar_words(frame, version_words(report));
  }
  const float tabs = segment_strip_width(frame.ui, middle_tabs(report)) + frame.px(24);
  bar_from_right(frame, tools.width() + (layout.tabs_in_bar ? tabs : 0));
  if (layout.tabs_in_bar) {
    middle_strip(frame);
    ImGui::SameLine(0, frame.px(24));
  }
  tools.draw();
}

void middle(Frame& frame) {
  switch (frame.model.report->middle) {
    case app::Middle::Form:
      return form_column(frame);
    case app::Middle::Conflicts:
      return conflict_column(frame);
    case app::Middle::Versions:
      return versions_column(frame);
    case app::Middle::Reading:
      return reading_column(frame);
  }
}

}  // namespace

void report_screen(Frame& frame) {
  const Tools tools(frame);
  const BarLayout layout = lay_out_bar(frame, tools, width_left());
  page(
      frame, [&] { bar(frame, tools, layout); },
      [&](ImVec2 size) {
        if (!layout.tabs_in_bar) {
          const float before = ImGui::GetCursorPosY();
          top_bar(frame.ui, "###tabs", [&] {
            ImGui::SetCursorPosY((frame.px(kTopBarHeight) - frame.px(kControlHeight)) / 2);
            middle_strip(frame);
          });
          size.y -= ImGui::GetCursorPosY() - before;
        }
        split_panes(
            frame.ui, "###panes", frame.memory.panes, size, [&] { outline_pane(frame); }, [&] { middle(frame); },
            [&] { side_pane(frame); }, {"大纲", "拖动改变宽度，双击收起大纲（F8）"},
            {"校验", "拖动改变宽度，双击收起（F9）"});
      });
}

}  // namespace ziping::view
