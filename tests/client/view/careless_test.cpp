// Somebody who presses anything and types everything: whatever happens, the program goes on, and words that were seen
// to be taken stay where they were typed.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>

#include "shared/base/random.h"
#include "tests/client/view/sitting.h"
#include "tests/screens/shots.h"

using namespace ziping;
using tests::Sitting;

namespace {

constexpr std::string_view kTyped[] = {
    "甲",     "。",   "项目12项，",       "1,234.5", "二十万",      "12345.6元", "\n",
    "\t",     " ",    "２０２２",         "🇨🇳",      "👩‍💻", "e\u0301",   "\u202Eabc",
    "\u200B", "𠮷野", "一是先。二是后。", "1e9",     "2022-02-30",  "\"\"\"",    "=1+1"};
constexpr ImGuiKey kKeys[] = {
    ImGuiKey_Tab,       ImGuiKey_Enter, ImGuiKey_Escape, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
    ImGuiKey_DownArrow, ImGuiKey_Home,  ImGuiKey_End,    ImGuiKey_PageUp,    ImGuiKey_PageDown,   ImGuiKey_Backspace,
    ImGuiKey_Delete,    ImGuiKey_Space, ImGuiKey_F1,     ImGuiKey_F2,        ImGuiKey_F3,         ImGuiKey_F4,
    ImGuiKey_F8,        ImGuiKey_A,     ImGuiKey_C,      ImGuiKey_V,         ImGuiKey_X,          ImGuiKey_Z,
    ImGuiKey_Y,         ImGuiKey_F,     ImGuiKey_S};

class Careless {
 public:
  Careless(const tests::Shot& shot, std::uint64_t seed) : random_(seed), sitting_(shot.role, shot.team, size()) {
    shot.prepare(sitting_.desk, sitting_.memory);
    sitting_.look_again();
  }

  [[nodiscard]] bool sees_something() const { return !sitting_.gui.picture().empty(); }
  void act() {
    switch (random_.below(13)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return press();
      case 4:
      case 5:
        return sitting_.gui.text(one_of(kTyped));
      case 6:
      case 7:
        return sitting_.gui.key(chord());
      case 8:
        return drag();
      case 9:
        if (!sitting_.gui.items().empty())
          sitting_.gui.wheel(any_item().label, static_cast<float>(random_.below(21)) - 10);
        return;
      case 10:
        return about_the_window();
      case 11:
        return colleague();
      default:
        sitting_.gui.clipboard() = clipboard();
        return sitting_.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
    }
  }

 private:
  template <class T, std::size_t N>
  const T& one_of(const T (&all)[N]) {
    return all[random_.below(N)];
  }
  ImVec2 size() {
    return {800.0f + static_cast<float>(random_.below(1200)), 480.0f + static_cast<float>(random_.below(1000))};
  }
  const tests::GuiDriver::Item& any_item() { return sitting_.gui.items()[random_.below(sitting_.gui.items().size())]; }
  ImVec2 anywhere() {
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    return {size.x * static_cast<float>(random_.below(1000)) / 1000,
            size.y * static_cast<float>(random_.below(1000)) / 1000};
  }

  void press() {
    if (sitting_.gui.items().empty()) return sitting_.gui.click_at(anywhere());
    const std::string label = any_item().label;
    switch (random_.below(8)) {
      case 0:
        sitting_.gui.double_click(label);
        return;
      case 1:
        sitting_.gui.click(label, 0, tests::Button::Right);
        return;
      case 2:
        sitting_.gui.hover(label);
        return;
      default:
        sitting_.gui.click(label);
    }
  }
  void drag() { sitting_.gui.drag(anywhere(), anywhere()); }
  ImGuiKeyChord chord() {
    const ImGuiKeyChord mods[] = {0, 0, 0, ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Ctrl | ImGuiMod_Shift};
    return one_of(mods) | one_of(kKeys);
  }
  std::string clipboard() {
    std::string out;
    for (std::uint64_t i = random_.below(40); i > 0; --i) out += one_of(kTyped);
    if (random_.below(3) == 0) out += "\xff\xfe\xed\xa0\x80";
    return out;
  }
  void about_the_window() {
    switch (random_.below(4)) {
      case 0:
        ImGui::GetIO().DisplaySize = size();
        return sitting_.look_again();
      case 1:
        sitting_.desk.ask(app::SetScale{80 + 10 * static_cast<int>(random_.below(18))});
        sitting_.look = view::make_look(random_.below(2) == 0 ? view::Theme::Light : view::Theme::Dark,
                                        static_cast<float>(sitting_.desk.model.settings.scale_percent) / 100,
                                        {sitting_.gui.regular(), sitting_.gui.strong()});
        view::apply(sitting_.look, ImGui::GetStyle());
        return sitting_.look_again();
      case 2:
        if (sitting_.desk.model.report) sitting_.desk.save();
        return sitting_.look_again();
      default:
        if (!sitting_.desk.model.report) sitting_.desk.open();
        sitting_.look_again();
    }
  }
  // Somebody else's words and rows come in, or go, under the hand.
  void colleague() {
    if (!sitting_.desk.model.report || !sitting_.desk.model.report->form) return;
    const report::State before = sitting_.desk.state();
    report::State after = before;
    if (!after.rows.empty()) {
      auto group = after.rows.begin();
      std::advance(group, static_cast<std::ptrdiff_t>(random_.below(after.rows.size())));
      if (!group->second.empty() && random_.below(2) == 0)
        group->second.erase(group->second.begin() + static_cast<std::ptrdiff_t>(random_.below(group->second.size())));
      else if (!group->second.empty())
        std::rotate(group->second.begin(), group->second.begin() + 1, group->second.end());
      if (group->second.empty()) after.rows.erase(group);
    }
    for (auto& [name, value] : after.fields)
      if (const std::string* text = value.text(); text && random_.below(3) == 0)
        value = report::Value(base::Json(*text + std::string(one_of(kTyped))));
    sitting_.desk.colleague(before, after);
    sitting_.look_again();
  }

  base::SeededRandom random_;
  Sitting sitting_;
};

}  // namespace

TEST_CASE("whoever presses anything and types everything, on any screen, has a program that goes on") {
  const auto number = [](const char* variable, std::uint64_t otherwise) {
    const char* given = std::getenv(variable);
    return given ? std::strtoull(given, nullptr, 10) : otherwise;
  };
  const std::uint64_t from = number("ZIPING_CARELESS_FROM", 1), rounds = number("ZIPING_CARELESS_ROUNDS", 1);
  const auto actions = static_cast<int>(number("ZIPING_CARELESS_ACTIONS", 15));
  const std::vector<tests::Shot> shots = tests::shots(tests::Desk::sample());
  for (std::uint64_t seed = from; seed < from + rounds; ++seed)
    for (const tests::Shot& shot : shots) {
      INFO(shot.name << " by seed " << seed);
      Careless person(shot, seed);
      for (int i = 0; i < actions; ++i) person.act();
      CHECK(person.sees_something());
    }
}

namespace {

// Every place of the state that says the words.
std::set<std::string> places_of(const report::Node& node, const std::string& at, const std::string& words) {
  std::set<std::string> out;
  for (const auto& [name, value] : node.fields)
    if (base::canonical(value.json()).find(words) != std::string::npos) out.insert(at + name);
  for (const auto& [group, rows] : node.rows)
    for (const report::Row& row : rows) out.merge(places_of(row, at + group + "[" + row.id + "].", words));
  return out;
}

// "###field/cover.contact", or of a table's cell "###table/evaluation.table/0/3"; empty for what is no place to write.
std::string place_of(const std::string& label) {
  for (const std::string_view begins : {"###field/", "###table/"})
    if (const std::size_t at = label.find(begins); at != label.npos) {
      const bool is_cell = label.find('/', at + begins.size()) != label.npos && std::isdigit(label.back());
      if (begins == "###field/" || is_cell) return label.substr(at);
    }
  return {};
}

// Where the words must be that are typed now, after a click on the place: a path, or of a cell the row of the ring as
// "group[row].". A cell may have been clicked that lies over the place: the first column stays where it is.
std::string path_of(Sitting& sitting, const std::string& place) {
  const std::string rest = place.substr(place.find('/') + 1);
  if (place.starts_with("###field/")) return rest;
  const std::string group = rest.substr(0, rest.find('/'));
  const view::TableState& table = sitting.memory.tables.at("###table/" + group);
  return group + "[" + sitting.desk.state().group(group).at(table.row).id + "].";
}

std::size_t column_of(Sitting& sitting, const std::string& place) {
  return sitting.memory.tables.at(place.substr(0, place.find('/', place.find('/') + 1))).column;
}

}  // namespace

TEST_CASE("what is typed into a place is there and nowhere else, however the place is left") {
  base::SeededRandom random(20261130);
  Sitting sitting("office", "", {1366, 9000});
  sitting.open();
  for (const char* group : {"evaluation.table", "projects.nodes"})
    for (int i = 0; i < 4; ++i) sitting.ask(app::AddRow{group, ""});
  std::set<std::string> not_taken;
  std::map<std::string, std::string> columns;  // "evaluation.table[3": the field that it is of
  std::size_t taken = 0;
  for (int n = 1000; n < 1060; ++n) {
    std::vector<std::string> places;
    for (const auto& item : sitting.gui.items())
      if (const std::string place = place_of(item.label); !place.empty() && !not_taken.contains(place))
        places.push_back(place);
    REQUIRE(places.size() > 20);
    const std::string place = places[random.below(places.size())], next = places[random.below(places.size())];
    const std::string words = "甲" + std::to_string(n);
    INFO(place << " then " << next << ": " << words);
    if (!sitting.gui.click(place)) continue;
    const std::string path = path_of(sitting, place);
    const std::string column =
        path.ends_with('.') ? path.substr(0, path.find('[') + 1) + std::to_string(column_of(sitting, place)) : "";
    sitting.gui.text(words);
    sitting.look_again();
    const bool seen = sitting.gui.shows(words);
    switch (random.below(4)) {
      case 0:
        sitting.gui.key(ImGuiKey_Tab);
        break;
      case 1:
        sitting.gui.key(ImGuiMod_Shift | ImGuiKey_Tab);
        break;
      default:
        sitting.gui.click(next);
    }
    sitting.look_again();
    const std::set<std::string> found = places_of(sitting.desk.state(), "", words);
    if (found.empty()) {
      CHECK(sitting.gui.shows(words) == seen);  // is no figure, and stands there to be mended
      not_taken.insert(place);
      continue;
    }
    ++taken;
    REQUIRE(found.size() == 1);
    if (column.empty()) {
      CHECK(*found.begin() == path);
    } else {
      CHECK(found.begin()->starts_with(path));
      const std::string field = found.begin()->substr(path.size());
      CHECK(columns.emplace(column, field).first->second == field);
    }
    if (random.below(10) == 0) sitting.desk.save();
  }
  CHECK(taken > 20);
  CHECK(columns.size() > 3);
}
