#include "client/view/about_card.h"

#include <imgui.h>

#include <CLI/Version.hpp>
#include <array>
#include <string>

#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/widgets/table.h"
#include "client/work/library_versions.h"
#include "shared/base/library_versions.h"
#include "shared/document/library_versions.h"
#include "shared/sqlite/version.h"
#include "shared/sync/protocol.h"

namespace ziping::view {
namespace {

constexpr float kListRows = 8;  // in sight, header included

// What the program is linked to or built with, as LICENSE has it. Names and licences are the same in every language.
struct Library {
  std::string_view name;
  std::string (*version)(const app::Model&);
  std::string_view licence, use_key;
};
using OfModel = const app::Model&;
constexpr Library kLibraries[] = {
    {"Dear ImGui", [](OfModel) { return std::string(ImGui::GetVersion()); }, "MIT", "library.window"},
    {"GLFW", [](OfModel model) { return model.glfw; }, "zlib", "library.window"},
    {"cpp-httplib", [](OfModel) { return client::version_of_httplib(); }, "MIT", "library.network"},
    {"OpenSSL", [](OfModel) { return base::version_of_openssl(); }, "Apache-2.0", "library.network"},
    {"Zstandard", [](OfModel) { return base::version_of_zstd(); }, "BSD-3-Clause", "library.network"},
    {"SQLCipher", [](OfModel) { return sqlite::cipher_version(); }, "BSD-3-Clause", "library.store"},
    {"SQLite", [](OfModel) { return sqlite::version(); }, "Public domain", "library.store"},
    {"libunibreak", [](OfModel) { return std::string(ZIPING_UNIBREAK); }, "zlib", "library.text"},
    {"utf8proc", [](OfModel) { return base::version_of_utf8proc(); }, "MIT", "library.text"},
    {"libsodium", [](OfModel) { return base::version_of_sodium(); }, "ISC", "library.keys"},
    {"JSON for Modern C++", [](OfModel) { return base::version_of_json(); }, "MIT", "library.files"},
    {"libxlsxwriter", [](OfModel) { return document::version_of_xlsxwriter(); }, "BSD-2-Clause", "library.files"},
    {"libzip", [](OfModel) { return document::version_of_zip(); }, "BSD-3-Clause", "library.files"},
    {"zlib", [](OfModel) { return client::version_of_zlib(); }, "zlib", "library.files"},
    {"libpng", [](OfModel) { return client::version_of_png(); }, "libpng-2.0", "library.pictures"},
    {"libjpeg-turbo", [](OfModel) { return std::string(ZIPING_TURBOJPEG); }, "IJG, BSD-3-Clause, zlib",
     "library.pictures"},
    {"CLI11", [](OfModel) { return std::string(CLI11_VERSION); }, "BSD-3-Clause", "library.commands"},
};

std::string library_cell(const app::Model& model, const Library& one, std::size_t column) {
  if (column == 0) return std::string(one.name);
  if (column == 2) return std::string(one.licence);
  if (column == 3) return std::string(text::say(one.use_key));
  std::string version = one.version(model);
  return version.empty() ? std::string("—") : version;
}

void libraries(Frame& frame) {
  const std::array<TableColumn, 4> columns{TableColumn{text::say("library.name"), 0, Align::Left, 160},
                                           TableColumn{text::say("library.version"), 0, Align::Left, 96},
                                           TableColumn{text::say("library.licence"), 0, Align::Left, 144},
                                           TableColumn{text::say("library.use"), 0, Align::Left, 112}};
  TableSpec spec{.id = "###settings/libraries", .columns = columns, .rows = std::size(kLibraries)};
  spec.height = frame.px(kTableRowHeight * kListRows);
  spec.text = [&](std::size_t row, std::size_t column) { return library_cell(frame.model, kLibraries[row], column); };
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
  fact(frame, text::say("settings.licence"), text::say("settings.licence_means"));
  libraries(frame);
}

}  // namespace ziping::view
