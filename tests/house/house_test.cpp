#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <string>

#include "shared/base/file.h"
#include "tests/house/tree_rules.h"

namespace ziping::house {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> in(const std::string& path, const std::string& text) { return file_complaints(path, text); }

// A made-up tree in a folder of its own, gone with the fixture.
class MadeUpTree {
 public:
  MadeUpTree() {
    std::string name = (fs::temp_directory_path() / "ziping-house-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = name;
  }
  ~MadeUpTree() { fs::remove_all(root_); }
  MadeUpTree(const MadeUpTree&) = delete;
  MadeUpTree& operator=(const MadeUpTree&) = delete;

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    REQUIRE(base::write_file(root_ / path, text).has_value());
  }
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

TEST_CASE("no room includes what it may not, and no file breaks the house rules") {
  const Inspection inspection = inspect(ZIPING_SOURCE_DIR);
  for (const std::string& one : inspection.complaints) UNSCOPED_INFO(one);
  CHECK(inspection.complaints.empty());
  CHECK(inspection.files > 50);
}

TEST_CASE("a tree with a wrong arrow is refused, and named by file and line") {
  MadeUpTree tree;
  tree.write("shared/base/text.h", "#pragma once\n");
  tree.write("shared/form/field.h", "#pragma once\n\n#include \"shared/base/text.h\"\n");
  CHECK(inspect(tree.root()).complaints.empty());
  tree.write("shared/base/text.cpp", "#include \"shared/base/text.h\"\n#include \"shared/form/field.h\"\n");
  const Inspection inspection = inspect(tree.root());
  CHECK(inspection.files == 3);
  CHECK(inspection.complaints ==
        std::vector<std::string>{"shared/base/text.cpp:2 shared/base must not include shared/form"});
}

TEST_CASE("a program includes httplib.h in one source") {
  MadeUpTree tree;
  tree.write("server/web/a.cpp", "#include <httplib.h>\n");
  tree.write("client/work/a.cpp", "#include <httplib.h>\n");
  CHECK(inspect(tree.root()).complaints.empty());
  tree.write("server/web/b.cpp", "#include <httplib.h>\n");
  CHECK(inspect(tree.root()).complaints.size() == 1);
}

TEST_CASE("every wrong direction between rooms is noticed") {
  CHECK(in("server/web/a.cpp", "#include \"client/work/vault.h\"\n").size() == 1);
  CHECK(in("client/work/a.cpp", "#include \"server/ledger/ledger.h\"\n").size() == 1);
  CHECK(in("client/work/a.cpp", "#include \"client/view/theme.h\"\n").size() == 1);
  CHECK(in("shared/sync/a.cpp", "#include \"shared/merge/merge.h\"\n").size() == 1);
  CHECK(in("server/ledger/a.cpp", "#include \"server/intake/intake.h\"\n").size() == 1);
  CHECK(in("shared/base/a.cpp", "  #  include \"server/main.h\" // far away\n").size() == 1);
  CHECK(in("shared/elsewhere/a.cpp", "#include \"shared/base/text.h\"\n").size() == 1);
  CHECK(in("tests/client/a.cpp", "#include \"server/web/service.h\"\n").size() == 1);
  CHECK(in("tests/whole/a.cpp", "#include \"server/web/service.h\"\n#include \"client/work/vault.h\"\n").empty());
  CHECK(in("server/main.cpp", "#include \"server/web/service.h\"\n").empty());
}

TEST_CASE("a header from outside belongs to its own place") {
  const std::map<std::string, std::pair<std::string, std::string>> places{
      {"imgui.h", {"client/view/widgets/a.cpp", "client/app/a.cpp"}},
      {"imgui_internal.h", {"tests/support/gui/a.cpp", "tests/client/view/a.cpp"}},
      {"GLFW/glfw3.h", {"client/platform/window.cpp", "client/view/a.cpp"}},
      {"httplib.h", {"server/web/a.cpp", "server/admin/a.cpp"}},
      {"sqlite3.h", {"shared/sqlite/database.cpp", "client/work/vault.cpp"}},
      {"nlohmann/json.hpp", {"shared/base/json.cpp", "shared/base/bytes.cpp"}},
      {"xlsxwriter.h", {"shared/document/write_sheet.cpp", "shared/document/tables.cpp"}},
      {"zip.h", {"shared/document/whole_zip.cpp", "client/work/vault_files.cpp"}},
      {"thread", {"client/work/keeper.cpp", "client/view/a.cpp"}},
      {"mutex", {"server/ledger/writer.cpp", "server/intake/intake.cpp"}}};
  for (const auto& [header, place] : places) {
    INFO(header);
    CHECK(in(place.first, "#include <" + header + ">\n").empty());
    CHECK(in(place.second, "#include <" + header + ">\n").size() == 1);
  }
  CHECK(in("client/app/a.cpp", "#include \"imgui.h\"\n").size() == 1);
}

TEST_CASE("a tab, a leftover, a path of one machine and a long file are noticed") {
  CHECK(in("shared/base/a.cpp", "\tint x;\n").size() == 1);
  CHECK(in("docs/format.md",
           "TO"
           "DO: write this\n")
            .size() == 1);
  CHECK(in("scripts/run",
           "cd /wor"
           "k/here\n")
            .size() == 1);
  CHECK(in("client/cli/a.cpp", "#include \"client/work/vault.h\"\n").empty());
  CHECK(in("shared/base/a.cpp", std::string(550, '\n')).empty());
  CHECK(in("shared/base/a.cpp", std::string(551, '\n')).size() == 1);
}

}  // namespace
}  // namespace ziping::house
