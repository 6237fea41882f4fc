#include "client/view/about_card.h"

#include <imgui.h>

#include <array>
#include <string>

#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/widgets/table.h"
#include "shared/sqlite/version.h"
#include "shared/sync/protocol.h"

namespace ziping::view {
namespace {

constexpr float kListRows = 8;  // in sight, header included

// What the program is linked to or built with, as LICENSE has it. Names and licences are the same in every language.
struct Library {
  std::string_view name, licence, use_key;
};
constexpr Library kLibraries[] = {
    {"Dear ImGui", "MIT", "library.window"},
    {"GLFW", "zlib", "library.window"},
    {"libunibreak", "zlib", "library.text"},
    {"utf8proc", "MIT", "library.text"},
    {"SQLCipher", "BSD-3-Clause", "library.store"},
    {"SQLite", "Public domain", "library.store"},
    {"libsodium", "ISC", "library.keys"},
    {"OpenSSL", "Apache-2.0", "library.network"},
    {"cpp-httplib", "MIT", "library.network"},
    {"Zstandard", "BSD-3-Clause", "library.network"},
    {"JSON for Modern C++", "MIT", "library.files"},
    {"libxlsxwriter", "BSD-2-Clause", "library.files"},
    {"libzip", "BSD-3-Clause", "library.files"},
    {"zlib", "zlib", "library.files"},
    {"libpng", "libpng-2.0", "library.pictures"},
    {"libjpeg-turbo", "IJG, BSD-3-Clause, zlib", "library.pictures"},
    {"CLI11", "BSD-3-Clause", "library.commands"},
};

void libraries(Frame& frame) {
  const std::array<TableColumn, 3> columns{TableColumn{text::say("library.name"), 0, Align::Left, 160},
                                           TableColumn{text::say("library.licence"), 0, Align::Left, 160},
                                           TableColumn{text::say("library.use"), 0, Align::Left, 120}};
  TableSpec spec{.id = "###settings/libraries", .columns = columns, .rows = std::size(kLibraries)};
  spec.height = frame.px(kTableRowHeight * kListRows);
  spec.text = [](std::size_t row, std::size_t column) {
    const Library& one = kLibraries[row];
    return std::string(column == 0 ? one.name : column == 1 ? one.licence : text::say(one.use_key));
  };
  (void)table(frame.ui, spec, frame.memory.tables["libraries"]);
}

// 部门整体支出绩效自评报告（2022年度） department-2022 3f2a9c…
std::string form_words(const base::Json& form) {
  return text::say("settings.form_words",
                   {form.text_or("title"), form.text_or("id"), form.text_or("name").substr(0, 8)});
}

}  // namespace

void about_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, text::say("settings.about"));
  fact(frame, text::say("settings.program"), text::say("settings.program_name", {ZIPING_VERSION}));
  fact(frame, text::say("settings.protocol"), text::say("settings.protocol_means", {sync::kProtocol}));
  fact(frame, text::say("settings.forms"), text::say("settings.forms_count", {frame.model.home.forms.size()}));
  for (const base::Json& form : frame.model.home.forms) fact(frame, {}, form_words(form));
  fact(frame, "SQLite", sqlite::version());
  fact(frame, "Dear ImGui", ImGui::GetVersion());
  fact(frame, text::say("settings.licence"), text::say("settings.licence_means"));
  libraries(frame);
}

}  // namespace ziping::view
