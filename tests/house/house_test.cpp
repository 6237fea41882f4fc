// The rules of the house, read from the tree itself: which room may include which, and what no file may hold.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "shared/base/file.h"

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

// room -> the rooms it may include, besides itself.
const std::map<std::string, Names>& arrows() {
  static const Names shared{"shared/base",  "shared/sqlite", "shared/form",  "shared/report",
                            "shared/merge", "shared/sync",   "shared/rules", "shared/document"};
  static const auto with = [](Names names, const Names& more) {
    names.insert(more.begin(), more.end());
    return names;
  };
  static const Names server_low{"server/ledger", "server/intake", "server/review"};
  static const std::map<std::string, Names> out{
      {"shared/base", {}},
      {"shared/sqlite", {"shared/base"}},
      {"shared/form", {"shared/base"}},
      {"shared/report", {"shared/base", "shared/form"}},
      {"shared/merge", {"shared/base", "shared/form", "shared/report"}},
      {"shared/sync", {"shared/base", "shared/form", "shared/report"}},
      {"shared/rules", {"shared/base", "shared/form", "shared/report"}},
      {"shared/document", {"shared/base", "shared/form", "shared/report", "shared/rules", "shared/merge"}},
      {"server/ledger", shared},
      {"server/intake", with(shared, {"server/ledger"})},
      {"server/review", with(shared, {"server/ledger"})},
      {"server/web", with(shared, server_low)},
      {"server/admin", with(shared, server_low)},
      {"server", with(shared, {"server/ledger", "server/intake", "server/review", "server/web", "server/admin"})},
      {"client/work", shared},
      {"client/platform", {"shared/base"}},
      {"client/app", with(shared, {"client/work"})},
      {"client/view", with(shared, {"client/app", "client/platform", "client/work"})},
      {"client/cli", with(shared, {"client/work"})},
      {"client", with(shared, {"client/work", "client/platform", "client/app", "client/view", "client/cli"})}};
  return out;
}

// Headers from outside and the only places that may include them.
const std::map<std::string, Names>& outside() {
  static const std::map<std::string, Names> out{{"imgui", {"client/view", "client/platform"}},
                                                {"httplib.h", {"client/work", "server/web"}},
                                                {"sqlite3.h", {"shared/sqlite"}},
                                                {"nlohmann/", {"shared/base"}},
                                                {"thread", {"client/work", "server/web", "server/ledger", "server"}},
                                                {"mutex", {"client/work", "server/web", "server/ledger", "server"}},
                                                {"GLFW/", {"client/platform"}}};
  return out;
}

std::string room_of(const std::string& path) {
  const fs::path parts(path);
  auto at = parts.begin();
  const std::string top = (at++)->string();
  if (at == parts.end() || std::next(at) == parts.end()) return top;
  return top + "/" + at->string();
}

std::vector<std::string> complaints(const std::string& path, const std::string& text) {
  std::vector<std::string> out;
  const std::string room = room_of(path);
  const auto allowed = arrows().find(room);
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const auto complain = [&](const std::string& what) {
      out.push_back(path + ":" + std::to_string(number) + " " + what);
    };
    if (line.find('\t') != line.npos) complain("a tab");
    for (const std::string& word : {std::string("TO") + "DO", std::string("FIX") + "ME"})
      if (line.find(word) != line.npos) complain(word);
    if (!line.starts_with("#include ") || path.starts_with("tests/")) continue;
    const std::string name = line.substr(10, line.find_last_of("\">") - 10);
    if (line[9] == '"') {
      if (allowed == arrows().end())
        complain("an unknown room");
      else if (const std::string to = room_of(name); to != room && !allowed->second.contains(to))
        complain(room + " must not include " + to);
    }
    for (const auto& [header, places] : outside())
      if (line[9] == '<' ? (header.ends_with('/') || header == "imgui" ? name.starts_with(header) : name == header)
                         : (header == "imgui" && name.starts_with("imgui")))
        if (!places.contains(room)) complain(room + " must not include " + name);
  }
  if (number > 550) out.push_back(path + " has " + std::to_string(number) + " lines");
  return out;
}

}  // namespace

TEST_CASE("no room includes what it may not, and no file breaks the house rules") {
  std::vector<std::string> found;
  std::size_t files = 0;
  const fs::path root(ZIPING_SOURCE_DIR);
  for (const char* top : {"shared", "client", "server", "tests"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".cpp" && extension != ".h")) continue;
      const auto text = ziping::base::read_file(entry.path(), 1 << 20);
      REQUIRE(text.has_value());
      ++files;
      for (std::string& one : complaints(fs::relative(entry.path(), root).generic_string(), *text))
        found.push_back(std::move(one));
    }
  }
  for (const std::string& one : found) UNSCOPED_INFO(one);
  CHECK(found.empty());
  CHECK(files > 50);
}

TEST_CASE("a wrong arrow, a tab and a leftover are noticed") {
  CHECK(complaints("shared/base/a.cpp", "#include \"shared/form/field.h\"\n").size() == 1);
  CHECK(complaints("shared/form/a.cpp", "#include \"shared/base/json.h\"\n").empty());
  CHECK(complaints("server/web/a.cpp", "#include \"client/work/vault.h\"\n").size() == 1);
  CHECK(complaints("shared/merge/a.cpp", "#include <sqlite3.h>\n").size() == 1);
  CHECK(complaints("client/app/a.cpp", "#include \"imgui.h\"\n").size() == 2);
  CHECK(complaints("shared/base/a.cpp", "\tint x;\n").size() == 1);
  CHECK(complaints("shared/base/a.cpp", std::string(600, '\n')).size() == 1);
}
