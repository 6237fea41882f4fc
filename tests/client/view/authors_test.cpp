// Who wrote each sentence, while Alt is held.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/form_fixture.h"

using namespace ziping;
using base::Json;
using tests::FormWindow;

namespace {

constexpr const char* kGoal = "goals.annual";

struct Texts : FormWindow {
  Texts() {
    ask(app::SetField{kGoal, "甲句。乙句。丙句。"});
    at_section("年度总体工作");
  }
  void hold_alt(bool down) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, down);
    look_again();
  }
  std::size_t orders() const {
    std::size_t out = 0;
    for (const client::Order& order : desk.orders) {
      const auto* one = std::get_if<client::AskAuthors>(&order);
      out += one && one->path == kGoal;
    }
    return out;
  }
  void tell_authors() {
    Json header;
    header["author"] = "colleague";
    header["revision"] = std::string(64, 'a');
    header["at"] = "2023-02-20T03:05:00Z";
    client::AuthorsTold told{desk.report().id, desk.report().opening, kGoal, {}};
    told.pieces = {{"甲句。", header}, {"乙句。", Json()}, {"丙句。", header}};
    tell(told);
  }
};

}  // namespace

TEST_CASE("the authors of a text are asked for once while Alt is held, and again after something was typed") {
  Texts texts;
  CHECK(texts.orders() == 0);
  texts.hold_alt(true);
  CHECK(texts.orders() == 1);
  texts.tell_authors();
  CHECK(texts.orders() == 1);
  CHECK(texts.gui.shows("同事 我（待发送）"));
  texts.ask(app::SetField{kGoal, "甲句。乙句。"});
  CHECK(texts.orders() == 2);
  CHECK_FALSE(texts.gui.shows("同事 我（待发送）"));
}

TEST_CASE("without Alt nothing is told of authors, and the sentence under the mouse says whose it is") {
  Texts texts;
  texts.hold_alt(true);
  texts.tell_authors();
  REQUIRE(texts.gui.hover("###field/goals.annual"));
  INFO(texts.gui.picture());
  CHECK(texts.gui.shows("同事 我（待发送）"));
  texts.hold_alt(false);
  CHECK_FALSE(texts.gui.shows("我（待发送）"));
}
