#include "tests/house/said_rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/base/file.h"
#include "shared/base/json.h"
#include "tests/house/text_rules.h"

namespace ziping::house {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSaidBytes = 4 << 20;
constexpr const char* kSaid = "assets/strings/said.en.json";
constexpr const char* kRooms[] = {"shared", "server/ledger", "server/intake", "server/review", "server/web"};

// What is no message to a person, or is one that no window shows. Without words: all of the file.
struct Unsaid {
  std::string_view path, words, why;
};
constexpr Unsaid kUnsaid[] = {
    {"shared/base/amount.cpp", "", "numerals and units that people type"},
    {"shared/base/date.cpp", "", "dates as people write them"},
    {"shared/base/decimal.cpp", "－", "a minus sign that people type"},
    {"shared/form/value.cpp", "、", "stands between the options of a field and the names of its files"},
    {"shared/merge/numbering.cpp", "", "numbers of items, as people write them"},
    {"shared/merge/sentence.cpp", "", "where sentences end"},
    {"shared/merge/words.cpp", "", "numerals, and where clauses end"},
    {"shared/document/figure_scan.cpp", "", "figures as reports write them"},
    {"shared/document/labelled.cpp", "", "part of an exported report, which is Chinese"},
    {"shared/document/layout.cpp", "", "where headings end"},
    {"shared/document/outline.cpp", "", "numbers of chapters, and where sentences end"},
    {"shared/document/phrase.cpp", "", "where sentences end"},
    {"shared/document/reader_rows.cpp", "", "marks of a report that is read"},
    {"shared/document/reader_stated.cpp", "", "words of a report that is read"},
    {"shared/document/sentences.cpp", "", "words of a report that is read"},
    {"shared/document/tables.cpp", "", "the exported workbook, which is Chinese"},
    {"shared/document/write_text.cpp", "", "the exported report, which is Chinese"},
    {"shared/document/title.cpp", "〔", "around the name of a field in an example"},
    {"shared/document/title.cpp", "〕", "around the name of a field in an example"},
    {"shared/document/write_sheet.cpp", "宋体", "the font of the exported workbook"},
    {"shared/document/write_sheet.cpp", "yyyy\\\"年\\\"m\\\"月\\\"d\\\"日\\\"",
     "how the exported workbook shows a date"},
    {"shared/document/write_text.h", "", "choices of a form"},
    {"shared/rules/rule.cpp", "警告", "a level as the command line calls it"},
    {"shared/rules/message.cpp", "", "fills in the sentence of a form, which is in the form's language"},
};

bool is_unsaid(std::string_view path, std::string_view words) {
  return std::ranges::any_of(
      kUnsaid, [&](const Unsaid& one) { return one.path == path && (one.words.empty() || one.words == words); });
}

// The words between the places of a key, and the places in order.
struct Taken {
  std::vector<std::string> pieces;
  std::string places;
};

Taken taken_apart(std::string_view words) {
  Taken out{{std::string()}, {}};
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool place = at + 2 < words.size() && words[at] == '{' && words[at + 2] == '}' && words[at + 1] >= '0' &&
                       words[at + 1] <= '9';
    if (place) {
      out.places += words[at + 1];
      out.pieces.emplace_back();
      at += 2;
    } else {
      out.pieces.back() += words[at];
    }
  }
  return out;
}

// "a\"b" as the program has it.
std::string meant(std::string_view literal) {
  std::string out;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    if (literal[at] == '\\' && at + 1 < literal.size()) ++at;
    out += literal[at];
  }
  return out;
}

std::vector<std::string> keys_of(std::string_view english) {
  std::vector<std::string> out;
  if (const auto json = base::parse_json(english); json && json->is_object())
    for (const auto& [key, words] : *json->as_object()) out.push_back(key);
  return out;
}

std::string what_breaks(const std::string& key, const base::Json& english) {
  if (!english.is_string()) return "is no string";
  Taken chinese = taken_apart(key), other = taken_apart(*english.as_string());
  std::ranges::sort(chinese.places);
  std::ranges::sort(other.places);
  if (chinese.places != other.places) return "has other places in English";
  if (std::ranges::adjacent_find(chinese.places) != chinese.places.end()) return "has one place twice";
  if (std::ranges::all_of(chinese.pieces, &std::string::empty)) return "is no sentence";
  const bool side_by_side =
      chinese.pieces.size() > 2 && std::any_of(chinese.pieces.begin() + 1, chinese.pieces.end() - 1,
                                               [](const std::string& piece) { return piece.empty(); });
  return side_by_side ? "has two places side by side" : "";
}

// Whether all that the key says of its own is put together from these literals.
bool is_made_of(const std::string& key, const std::set<std::string>& literals) {
  for (const std::string& piece : taken_apart(key).pieces) {
    std::string left = piece;  // covered bytes become zeros
    for (const std::string& one : literals)
      for (std::size_t at = piece.find(one); at != piece.npos; at = piece.find(one, at + 1))
        std::fill_n(left.begin() + static_cast<std::ptrdiff_t>(at), one.size(), '\0');
    if (holds_chinese(left)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> said_complaints(std::string_view english) {
  const auto json = base::parse_json(english);
  if (!json || !json->is_object()) return {std::string(kSaid) + " is no JSON object"};
  std::vector<std::string> out;
  for (const auto& [key, words] : *json->as_object())
    if (const std::string wrong = what_breaks(key, words); !wrong.empty()) out.push_back("“" + key + "” " + wrong);
  return out;
}

std::vector<std::string> unsaid_complaints(const std::string& path, std::string_view source, std::string_view english) {
  std::vector<std::string> pieces;
  for (const std::string& key : keys_of(english))
    std::ranges::move(taken_apart(key).pieces, std::back_inserter(pieces));
  std::vector<std::string> out;
  for (const Literal& one : literals(source)) {
    if (!holds_chinese(one.words) || is_unsaid(path, one.words)) continue;
    const std::string words = meant(one.words);
    if (std::ranges::none_of(pieces, [&](const std::string& piece) { return piece.find(words) != piece.npos; }))
      out.push_back(path + ":" + std::to_string(one.line) + " says “" + words + "”, which " + kSaid + " lacks");
  }
  return out;
}

std::vector<std::string> said_tree_complaints(const fs::path& root) {
  const auto english = base::read_file(root / kSaid, kSaidBytes);
  if (!english) return {std::string(kSaid) + " cannot be read"};
  std::vector<std::string> out = said_complaints(*english);
  std::set<std::string> said;
  for (const char* room : kRooms)
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / room)) {
      const bool is_code = entry.path().extension() == ".cpp" || entry.path().extension() == ".h";
      if (!entry.is_regular_file() || !is_code) continue;
      const auto source = base::read_file(entry.path(), kSaidBytes);
      if (!source) continue;
      for (std::string& one : unsaid_complaints(fs::relative(entry.path(), root).generic_string(), *source, *english))
        out.push_back(std::move(one));
      for (const Literal& one : literals(*source))
        if (holds_chinese(one.words)) said.insert(meant(one.words));
    }
  for (const std::string& key : keys_of(*english))
    if (!is_made_of(key, said)) out.push_back("“" + key + "” is said nowhere");
  std::ranges::sort(out);
  return out;
}

}  // namespace ziping::house
