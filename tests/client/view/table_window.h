// A person at the table of indicators, with two rows in it.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/form_fixture.h"

namespace ziping::tests {

inline constexpr const char* kTable = "evaluation.table";

struct TableWindow : FormWindow {
  TableWindow() {
    at_section("自评结论");
    for (int i = 0; i < 2; ++i) REQUIRE(gui.click("###group/evaluation.table/add"));
  }
  // The cell that shows the field, by its column.
  [[nodiscard]] static std::string at(std::size_t row, std::size_t column) {
    return "###table/evaluation.table/" + std::to_string(row) + "/" + std::to_string(column);
  }
  void paste(std::size_t row, std::size_t column, std::string cells) {
    REQUIRE(gui.click(at(row, column)));
    gui.clipboard() = std::move(cells);
    gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  }
};

}  // namespace ziping::tests
