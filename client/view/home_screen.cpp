#include <algorithm>
#include <cmath>

#include "client/text/say.h"
#include "client/view/copies_list.h"
#include "client/view/home_filters.h"
#include "client/view/home_table.h"
#include "client/view/left_drafts.h"
#include "client/view/page.h"
#include "client/view/questions.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kListWidthMax = 1440;
constexpr float kSearchWidth = 240;
constexpr float kCopiesWidth = 480;
constexpr float kSearchBesideTabs = 840;  // width of the page at 100 %: in a narrower one it stands below them

std::string label_of(app::HomeTab tab) {
  switch (tab) {
    case app::HomeTab::Mine:
      return text::label("home.mine", "###tab/mine");
    case app::HomeTab::Waiting:
      return text::label("home.waiting", "###tab/waiting");
    case app::HomeTab::Returned:
      return text::label("home.returned", "###tab/returned");
    case app::HomeTab::Done:
      return text::label("home.done", "###tab/done");
    case app::HomeTab::Handled:
      return text::label("home.handled", "###tab/handled");
    case app::HomeTab::All:
      break;
  }
  return text::label("home.all", "###tab/all");
}

bool may_make_reports(const app::Model& model) { return model.home.self && sync::is_office(*model.home.self); }

// 局办公室 · 援建和对外经济合作局
std::string who(const app::Model& model) {
  const sync::Author& self = *model.home.self;
  std::string out = app::user_name(model, self.name);
  const auto add = [&out](const std::string& words) {
    if (!words.empty() && words != out) out += " · " + words;
  };
  const auto department = model.home.names.departments.find(self.department);
  if (!self.team.empty()) add(app::team_name(model, self.team));
  if (department != model.home.names.departments.end()) add(department->second);
  return out;
}

void bar(Frame& frame) {
  Ui& ui = frame.ui;
  const app::Model& model = frame.model;
  bar_title(frame, text::say("home.title"), ui.px(120));
  const float buttons =
      sync_button_width(frame, Rank::Quiet) + ui.px(12) + button_width(ui, Rank::Bare, text::say("home.settings"));
  if (model.home.self) {
    ImGui::SameLine();
    const std::string name = who(model);
    const float room = ImGui::GetWindowWidth() - ImGui::GetCursorPosX() - buttons - ui.px(40);
    if (room > ui.px(80))
      draw_text_in(ui.look, take_room({room, ui.px(kControlHeight)}), Type::Small, ui.colour().quiet, name);
  }
  bar_from_right(frame, buttons);
  if (button(ui, Rank::Bare, text::label("home.settings", "###settings")))
    frame.ask(app::ShowScreen{app::Screen::Settings});
  ImGui::SameLine();
  sync_button(frame, Rank::Quiet);
}

void tabs(Frame& frame) {
  const std::vector<app::HomeTab> offered = app::home_tabs(frame.model);
  std::vector<std::string> labels;
  for (const app::HomeTab tab : offered) labels.push_back(label_of(tab));
  std::vector<Tab> shown;
  std::size_t current = 0;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    shown.push_back({labels[i], static_cast<int>(app::listed_count(frame.model, offered[i]))});
    if (offered[i] == frame.model.tab) current = i;
  }
  const std::size_t chosen = tab_strip(frame.ui, shown, current);
  if (chosen != current) frame.ask(app::ShowTab{offered[chosen]});
}

void search_field(Frame& frame) {
  const bool wanted = !frame.model.asking && ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_F, ImGuiInputFlags_RouteGlobal);
  const FieldOutcome typed = line_field(frame.ui,
                                        {.id = "###search",
                                         .width = frame.px(kSearchWidth),
                                         .hint = text::say("home.search_hint"),
                                         .recall = Recall::Here},
                                        frame.model.search);
  if (wanted) activate(frame.ui, typed.edit.item.id);
  if (typed.value) frame.ask(app::Search{*typed.value});
  if (typed.edit.left == Leaving::Enter) frame.memory.tables["reports"].take_keyboard = true;
}

void tools(Frame& frame) {
  if (may_make_reports(frame.model)) {
    if (button(frame.ui, Rank::Primary, text::label("home.new", "###new"))) ask_question(frame, "new");
    ImGui::SameLine(0, frame.px(12));
  }
  search_field(frame);
}

void tabs_and_tools(Frame& frame) {
  const Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + width_left();
  const bool beside = width_left() >= ui.px(kSearchBesideTabs);
  tabs(frame);
  const ImVec2 below = ImGui::GetCursorScreenPos();
  if (beside) {
    const float new_width =
        may_make_reports(frame.model) ? button_width(ui, Rank::Primary, text::say("home.new")) + ui.px(12) : 0;
    ImGui::SetCursorScreenPos({right - ui.px(kSearchWidth) - new_width, at.y});
    tools(frame);
    ImGui::SetCursorScreenPos(below);
  } else {
    space(ui, 12);
    tools(frame);
  }
  if (has_filters(frame.model)) {
    space(ui, 12);
    home_filters(frame);
  }
  space(ui, 16);
}

void first_steps(Frame& frame) {
  Ui& ui = frame.ui;
  empty_state(ui, text::say("home.not_enrolled"), text::say("home.not_enrolled_means"),
              button_width(ui, Rank::Primary, text::say("home.enrol")) + ui.px(12) +
                  button_width(ui, Rank::Quiet, text::say("sample.look")));
  if (button(ui, Rank::Primary, text::label("home.enrol", "###enrol"))) frame.ask(app::ShowScreen{app::Screen::Enrol});
  ImGui::SameLine(0, ui.px(12));
  sample_button(frame, "###sample");
}

void no_reports(Frame& frame) {
  Ui& ui = frame.ui;
  const bool office = may_make_reports(frame.model);
  const float width = button_width(ui, Rank::Quiet, text::say("home.sync_now")) +
                      (office ? ui.px(12) + button_width(ui, Rank::Primary, text::say("home.new")) : 0);
  empty_state(ui, text::say("home.no_reports"), text::say(office ? "home.no_reports_office" : "home.no_reports_team"),
              width);
  if (button(ui, Rank::Quiet, text::label("home.sync_now", "###sync_first"),
             frame.model.sync.running ? Enabled::No : Enabled::Yes))
    frame.ask(app::SyncNow{});
  if (!office) return;
  ImGui::SameLine(0, ui.px(12));
  if (button(ui, Rank::Primary, text::label("home.new", "###new"))) ask_question(frame, "new");
}

void nothing_left(Frame& frame) {
  Ui& ui = frame.ui;
  empty_state(ui, text::say("home.none_left"), text::say("home.only_shown", {filter_words(frame.model)}),
              button_width(ui, Rank::Quiet, text::say("home.filter_clear")));
  if (!button(ui, Rank::Quiet, text::label("home.filter_clear", "###filter/clear"))) return;
  frame.ask(app::Search{});
  frame.ask(app::FilterBy{});
}

void nothing_in_tab(Frame& frame) {
  Ui& ui = frame.ui;
  if (frame.model.settings.list_filter != app::ListFilter{}) return nothing_left(frame);
  const std::string& words = frame.model.search;
  if (words.empty()) return empty_state(ui, text::say("home.tab_empty"), text::say("home.tab_empty_means"));
  empty_state(ui, text::say("home.not_found", {words}), text::say("home.not_found_means"),
              button_width(ui, Rank::Quiet, text::say("home.search_clear")));
  if (button(ui, Rank::Quiet, text::label("home.search_clear", "###search/clear"))) frame.ask(app::Search{});
}

// Where the data is damaged, a copy of it may take its place.
void copies_to_restore(Frame& frame, float from) {
  if (!frame.model.copies || frame.model.copies->all.empty()) return;
  const Ui& ui = frame.ui;
  ImGui::SetCursorPosX(from);
  const float width = std::min(width_left(), ui.px(kCopiesWidth));
  ImGui::SetCursorPosX(from + std::round((width_left() - width) / 2));
  const Column column(width);
  const Card card(ui);
  section_header(ui, text::say("settings.copies"));
  text_block(ui, Type::Body, ui.colour().quiet, text::say("home.copies_means"));
  space(ui, 8);
  copies_list(frame);
}

void not_listed(Frame& frame) {
  if (frame.model.restoring) return empty_state(frame.ui, text::say("settings.copy_restoring"), {});
  const auto& why = frame.model.not_listed;
  if (!why) return empty_state(frame.ui, text::say("home.reading"), {});
  const float from = ImGui::GetCursorPosX();
  empty_state(frame.ui, text::say("home.cannot_open"), why_words(frame.model, *why, "home.cannot_open_means"));
  copies_to_restore(frame, from);
}

// Where there is no table, a sentence a little above the middle of the page.
void body(Frame& frame, float height) {
  const app::Model& model = frame.model;
  if (!model.listed || model.home.reports.empty()) ImGui::SetCursorPosY(ImGui::GetCursorPosY() + height * 0.2f);
  if (!model.listed) return not_listed(frame);
  if (model.home.reports.empty()) return model.home.self ? no_reports(frame) : first_steps(frame);
  const float top = ImGui::GetCursorScreenPos().y;
  left_drafts(frame);
  tabs_and_tools(frame);
  const std::vector<const client::Summary*> reports = app::listed(model, model.tab);
  if (reports.empty()) return nothing_in_tab(frame);
  home_table(frame, reports, height - (ImGui::GetCursorScreenPos().y - top));
}

}  // namespace

void home_screen(Frame& frame) {
  page(
      frame, [&] { bar(frame); },
      [&](ImVec2 size) {
        scroll_column(frame.ui, "###home", size, kListWidthMax, [&] { body(frame, size.y - 2 * frame.px(24)); });
      });
}

}  // namespace ziping::view
