#include "tests/house/tree_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "shared/base/file.h"

namespace ziping::house {
namespace {

namespace fs = std::filesystem;

using Rooms = std::set<std::string, std::less<>>;

constexpr std::size_t kLinesMax = 550;
constexpr std::size_t kSourceBytesMax = 4 << 20;

// What each room may include besides itself. "server" and "client" are the two main programs.
const std::map<std::string, Rooms, std::less<>>& arrows() {
  static const Rooms shared{"shared/base",  "shared/sqlite", "shared/form",  "shared/report",
                            "shared/merge", "shared/sync",   "shared/rules", "shared/document"};
  static const auto shared_and = [](const Rooms& more) {
    Rooms all = shared;
    all.insert(more.begin(), more.end());
    return all;
  };
  static const std::map<std::string, Rooms, std::less<>> table{
      {"shared/base", {}},
      {"shared/sqlite", {"shared/base"}},
      {"shared/form", {"shared/base"}},
      {"shared/report", {"shared/base", "shared/form"}},
      {"shared/merge", {"shared/base", "shared/form", "shared/report"}},
      {"shared/sync", {"shared/base", "shared/form", "shared/report"}},
      {"shared/rules", {"shared/base", "shared/form", "shared/report"}},
      {"shared/document", {"shared/base", "shared/form", "shared/report", "shared/rules"}},
      {"server/ledger", shared},
      {"server/intake", shared_and({"server/ledger"})},
      {"server/review", shared_and({"server/ledger", "server/intake"})},
      {"server/web", shared_and({"server/ledger", "server/intake", "server/review", "server/admin"})},
      {"server/admin", shared_and({"server/ledger", "server/intake", "server/review"})},
      {"server", shared_and({"server/ledger", "server/intake", "server/review", "server/web", "server/admin"})},
      {"client/text", {"shared/base"}},
      {"client/work", shared_and({"client/text"})},
      {"client/platform", {"shared/base", "client/text"}},
      {"client/app", shared_and({"client/text", "client/work"})},
      {"client/view", shared_and({"client/text", "client/app", "client/platform", "client/work"})},
      {"client/cli", shared_and({"client/text", "client/work"})},
      {"client",
       shared_and({"client/text", "client/work", "client/platform", "client/app", "client/view", "client/cli"})}};
  return table;
}

// A header from outside, and the start of the only paths that may include it.
struct Outside {
  std::regex header;
  std::vector<std::string> places;
};

const std::vector<Outside>& outside() {
  static const std::vector<std::string> threaded{"client/work/", "server/web/", "server/ledger/", "server/main.cpp",
                                                 "tests/"};
  static const std::vector<Outside> table{
      {std::regex("imgui.*|misc/cpp/imgui.*"),
       {"client/view/", "client/platform/", "tests/client/platform/", "tests/support/"}},
      {std::regex("GLFW/.*|X11/.*"), {"client/platform/"}},
      {std::regex("httplib\\.h"), {"client/work/", "server/web/", "tests/server/"}},
      {std::regex("(sqlcipher/)?sqlite3\\.h"), {"shared/sqlite/", "tests/support/"}},
      {std::regex("nlohmann/.*"), {"shared/base/json.cpp"}},
      {std::regex("xlsxwriter(/.*|\\.h)"), {"shared/document/write_sheet.cpp"}},
      {std::regex("zip\\.h"), {"shared/document/whole_zip.cpp", "tests/shared/document/"}},
      {std::regex("(shared_)?mutex|thread|condition_variable|future|stop_token|semaphore|latch|barrier|pthread\\.h"),
       threaded}};
  return table;
}

// Words and characters that are no part of any file. They are written in pieces, so that this file keeps its own rules.
struct Unwanted {
  std::regex pattern;
  std::string what;
};

const std::vector<Unwanted>& unwanted() {
  static const std::vector<Unwanted> table{{std::regex("\\t"), "a tab"},
                                           {std::regex("\\b(TO"
                                                       "DO|FIX"
                                                       "ME|XX"
                                                       "X)\\b"),
                                            "a leftover"},
                                           {std::regex("(^|[^A-Za-z0-9_.}/])/(wor"
                                                       "k|hom"
                                                       "e|roo"
                                                       "t)/"),
                                            "a path of one machine"}};
  return table;
}

bool starts_with_any(std::string_view path, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& start) { return path.starts_with(start); });
}

// "shared/base" of "shared/base/json.h"; "server" of "server/main.cpp"; "tests/client" of "tests/client/view/a.cpp".
std::string_view room_of(std::string_view path) {
  const std::size_t first = path.find('/');
  if (first == path.npos) return {};
  const std::size_t second = path.find('/', first + 1);
  return path.substr(0, second == path.npos ? first : second);
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

// Tests may look into every room of their own side.
bool test_may_include(std::string_view from, std::string_view to) {
  if (from == "tests/shared") return !to.starts_with("client") && !to.starts_with("server");
  if (from == "tests/client") return !to.starts_with("server");
  if (from == "tests/server") return !to.starts_with("client");
  return true;
}

std::string include_complaint(std::string_view path, std::string_view header, bool quoted) {
  const std::string_view from = room_of(path);
  for (const Outside& one : outside())
    if (std::regex_match(header.begin(), header.end(), one.header) && !starts_with_any(path, one.places))
      return "must not include " + std::string(header);
  const std::string_view to = room_of(header);
  const bool ours =
      to.starts_with("shared") || to.starts_with("client") || to.starts_with("server") || to.starts_with("tests");
  if (!ours) return quoted ? "must include " + std::string(header) + " by its address or in <>" : "";
  if (!quoted) return "must include " + std::string(header) + " in quotation marks";
  if (to == from) return {};
  if (from.starts_with("tests"))
    return test_may_include(from, to) ? "" : std::string(from) + " must not include " + std::string(to);
  const auto allowed = arrows().find(from);
  if (allowed == arrows().end()) return "is in no known room";
  return allowed->second.contains(to) ? "" : std::string(from) + " must not include " + std::string(to);
}

}  // namespace

std::vector<std::string> file_complaints(const std::string& path, std::string_view text) {
  static const std::regex include("\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
  std::vector<std::string> out;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::string line(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto complain = [&](const std::string& what) {
      out.push_back(path + ":" + std::to_string(number) + " " + what);
    };
    for (const Unwanted& one : unwanted())
      if (std::regex_search(line, one.pattern)) complain("holds " + one.what);
    std::smatch match;
    if (!is_cpp(path) || !std::regex_match(line, match, include)) continue;
    if (const std::string what = include_complaint(path, match.str(2), match.str(1) == "\""); !what.empty())
      complain(what);
  }
  if (number > kLinesMax && !path.ends_with(".md")) out.push_back(path + " has " + std::to_string(number) + " lines");
  return out;
}

Inspection inspect(const fs::path& root) {
  static const std::array<std::string_view, 8> tops{"shared", "client",  "server", "tests",
                                                    "cmake",  "scripts", "docs",   ".ci"};
  std::vector<std::string> paths;
  for (const std::string_view top : tops) {
    if (!fs::exists(root / top)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      const bool ours = extension.empty() || extension == ".cpp" || extension == ".h" || extension == ".txt" ||
                        extension == ".cmake" || extension == ".md";
      const std::string path = fs::relative(entry.path(), root).generic_string();
      // What tests read and compare is data, whatever it looks like.
      if (entry.is_regular_file() && ours && path.find("/data/") == path.npos) paths.push_back(path);
    }
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(root))
    if (entry.is_regular_file() && entry.path().filename() != ".git")  // of a second worktree: a file, and git's own
      paths.push_back(entry.path().filename().string());
  std::sort(paths.begin(), paths.end());

  Inspection out;
  std::map<std::string, std::size_t, std::less<>> httplib_sources;
  for (const std::string& path : paths) {
    const auto text = base::read_file(root / path, kSourceBytesMax);
    if (!text.has_value()) {
      out.complaints.push_back(path + " cannot be read");
      continue;
    }
    ++out.files;
    for (std::string& one : file_complaints(path, *text)) out.complaints.push_back(std::move(one));
    const bool of_a_program = is_cpp(path) && (path.starts_with("client/") || path.starts_with("server/"));
    if (!of_a_program || text->find("#include <httplib.h>") == text->npos) continue;
    if (path.ends_with(".h") || ++httplib_sources[path.substr(0, path.find('/'))] > 1)
      out.complaints.push_back(path + " includes httplib.h, which takes long: one source of a program is enough");
  }
  return out;
}

}  // namespace ziping::house
