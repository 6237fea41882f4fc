// The window by the keyboard alone, and at the sizes and in the colours that people choose.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <set>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Desk;
using tests::GuiDriver;
using tests::Sitting;

namespace {

// What has the keyboard, as its item is called; empty for none that was drawn.
std::string focused(const Sitting& window) {
  const ImGuiID id = GImGui->NavId;
  for (const GuiDriver::Item& item : window.gui.items())
    if (item.id == id && !item.label.empty()) return item.label.substr(item.label.find("###"));
  return {};
}

// Where Tab goes, one after the other, until it comes round.
std::vector<std::string> round(Sitting& window) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (int i = 0; i < 400; ++i) {
    window.gui.key(ImGuiKey_Tab);
    window.gui.frame(2);
    const std::string item = focused(window);
    if (!item.empty() && !seen.insert(item).second) break;
    if (!item.empty()) out.push_back(item);
  }
  return out;
}

// The window in other colours and sizes.
struct Appearing : Sitting {
  Appearing(view::Theme theme, float scale, view::Contrast contrast) : Sitting("office", "", {1366, 768}) {
    look = view::make_look(theme, scale, {gui.regular(), gui.strong()}, contrast);
    view::apply(look, ImGui::GetStyle());
    open();
  }
  // Tab, until the place has the keyboard: at 200 % most of it is out of sight before.
  void tab_to(const std::string& item) {
    for (int i = 0; i < 400 && focused(*this) != item; ++i) {
      gui.key(ImGuiKey_Tab);
      gui.frame(2);
    }
    REQUIRE(focused(*this) == item);
  }
};

}  // namespace

TEST_CASE("Tab goes through the list of reports as it is read, and comes round") {
  Sitting window;
  window.look_again();
  std::vector<std::string> order = round(window);
  std::ranges::rotate(order, std::ranges::find(order, "###settings"));
  CHECK(order == std::vector<std::string>{"###settings", "###sync", "###tab/mine", "###tab/waiting", "###tab/returned",
                                          "###tab/done", "###tab/handled", "###tab/all", "###new", "###search",
                                          "###reports/title/0", "###status"});
}

TEST_CASE("Tab goes from the search through the filters to the list, and each is chosen by keyboard") {
  Sitting window;
  window.relist([](client::ReportsListed& list) {
    client::Summary other = list.reports.front();
    other.row.id = "other";
    other.row.year = 2021;
    other.row.stage = sync::Stage::Accepted;
    other.department = "水利局";
    other.findings = {};
    list.reports.push_back(other);
  });
  std::vector<std::string> order = round(window);
  std::ranges::rotate(order, std::ranges::find(order, "###search"));
  order.resize(std::min<std::size_t>(order.size(), 6));
  CHECK(order == std::vector<std::string>{"###search", "###filter/year", "###filter/department", "###filter/stage",
                                          "###filter/attention", "###reports/title/0"});
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  window.gui.key(ImGuiKey_Tab);
  window.gui.frame(2);
  CHECK(focused(window) == "###filter/year");
  window.gui.key(ImGuiKey_Space);
  window.gui.key(ImGuiKey_End);
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.desk.model.settings.list_filter.year == 2021);
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  window.gui.text("水利");
  CHECK(window.desk.model.search == "水利");
}

TEST_CASE(
    "Tab goes through a report in the order of the document, to every place that can be written in, and comes round") {
  Sitting window;
  window.open();
  const std::vector<std::string> order = round(window);
  const std::vector<std::string> bar{"###back",
                                     "###middle/form",
                                     "###middle/conflicts",
                                     "###middle/versions",
                                     "###middle/reading",
                                     "###middle/plots",
                                     "###sync",
                                     "###action/submit",
                                     "###more",
                                     "###outline/0"};
  const auto begin = std::ranges::search(order, bar);
  CHECK_FALSE(begin.empty());
  // The fields of the form itself, without its rows.
  std::vector<std::string> written, expected;
  for (const std::string& item : order)
    if (item.starts_with("###field/") && item.find('[') == item.npos) written.push_back(item);
  for (const document::Section& section : window.desk.report().sections)
    for (const document::Content& content : section.contents) {
      const form::Field* field =
          content.source == document::Source::Field ? window.desk.report().form->top().find(content.name) : nullptr;
      if (field && !field->computed() && field->kind != form::Kind::Files)
        expected.push_back("###field/" + content.name);
    }
  CHECK(written == expected);
}

TEST_CASE("dark, in strong contrast and at twice the size everything is written, decided and left as before") {
  const auto [theme, scale, contrast] =
      GENERATE(table<view::Theme, float, view::Contrast>({{view::Theme::Dark, 1.0f, view::Contrast::Normal},
                                                          {view::Theme::Light, 2.0f, view::Contrast::Normal},
                                                          {view::Theme::Dark, 2.0f, view::Contrast::Strong}}));
  Appearing window(theme, scale, contrast);
  window.tab_to("###field/cover.contact");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  window.gui.text("办公室");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.gui.text("新的联系人");
  window.gui.key(ImGuiKey_Tab);
  CHECK(window.desk.text("cover.contact").ends_with("新的联系人"));
  window.tab_to("###field/funds.budget");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  window.gui.text("２万");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text("funds.budget") == "2");
  // A question stands whole in the window, and Escape leaves it with nothing done.
  window.gui.key(ImGuiKey_F1);
  window.gui.frame(3);
  REQUIRE(window.gui.find("###question/no"));
  const ImRect dialog = GImGui->NavWindow->RootWindow->Rect();
  CHECK(ImRect(0, 0, 1366, 768).Contains(dialog));
  window.gui.key(ImGuiKey_Escape);
  window.gui.frame(3);
  CHECK_FALSE(window.gui.find("###question/no"));
  CHECK(window.desk.model.report.has_value());
}
