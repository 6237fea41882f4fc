#include "tests/house/text_rules.h"

#include <algorithm>
#include <regex>

#include "shared/base/file.h"
#include "shared/base/json.h"
#include "shared/base/utf8.h"

namespace ziping::house {
namespace {

namespace fs = std::filesystem;

using Keys = std::set<std::string, std::less<>>;

constexpr std::size_t kTextBytesMax = 4 << 20;
constexpr const char* kChinese = "assets/strings/zh-CN.json";
constexpr const char* kEnglish = "assets/strings/en.json";

// What is no sentence for a person to read, and stays as it is in every language.
struct Data {
  std::string_view path, words, why;
};
constexpr Data kData[] = {
    {"client/app/comparison.cpp", "、", "ends the number of a chapter in the layout of a form"},
    {"client/view/history_words.cpp", "、", "ends the number of a chapter in the layout of a form"},
    {"client/app/file_edits.cpp", "（", "part of the name of a second file, which the report keeps"},
    {"client/app/file_edits.cpp", "）", "part of the name of a second file, which the report keeps"},
    {"client/app/reading.cpp", "（", "the printed report, which is Chinese"},
    {"client/app/reading.cpp", "）", "the printed report, which is Chinese"},
    {"client/view/form_figures.cpp", "余", "a choice of the form that stands behind its figure"},
    {"client/view/form_figures.cpp", "多", "a choice of the form that stands behind its figure"},
    {"client/view/widgets/marks.cpp", "＋", "a mark as the text picture of the window shows it"},
    {"client/view/widgets/text_rows.cpp", "，。、；：？！）》】〕」』〉”’…—％%‰℃°·", "marks that may not start a row"},
    {"client/view/widgets/text_rows.cpp", "（《【〔「『〈“‘￥¥", "marks that may not end a row"},
    {"client/work/export.cpp", "导出时的内容，不是报送版本", "part of the exported sheet, which is Chinese"},
    {"client/work/export.cpp", "第", "part of the exported sheet, which is Chinese"},
    {"client/work/export.cpp", "版（报送版本）", "part of the exported sheet, which is Chinese"},
    {"client/work/export.cpp", "修订 ", "part of the exported sheet, which is Chinese"},
    {"client/work/overview.cpp", "年度", "the title of a report, which is Chinese as its form is"},
    {"client/work/sample.cpp", "局办公室（示例）", "a name that the vault of the sample keeps"},
    {"client/work/sample.cpp", "工作队", "ends the names of teams in the report of the sample"},
    {"client/work/sample.cpp", "导入", "a note that is signed with its revision"},
};

bool is_data(std::string_view path, std::string_view words) {
  return std::ranges::any_of(kData, [&](const Data& one) { return one.path == path && one.words == words; });
}

std::set<std::string> places_in(const std::string& words) {
  static const std::regex place("\\{[0-9]\\}");
  std::set<std::string> out;
  for (std::sregex_iterator at(words.begin(), words.end(), place), end; at != end; ++at) out.insert(at->str());
  return out;
}

std::string what_is_wrong(const std::string& key, const base::Json& chinese, const base::Json* english) {
  if (!chinese.is_string() || (english && !english->is_string())) return key + " is no string";
  if (!english) return key + " is not in English";
  if (places_in(*chinese.as_string()) != places_in(*english->as_string())) return key + " has other places in English";
  return {};
}

// Behind the literal or comment that begins at `at`, or just behind `at`.
std::size_t skip(std::string_view source, std::size_t at, std::string_view until) {
  const std::size_t end = source.find(until, at);
  return end == source.npos ? source.size() : end + until.size();
}

std::size_t quoted_end(std::string_view source, std::size_t at) {
  const char mark = source[at++];
  while (at < source.size() && source[at] != mark && source[at] != '\n') at += source[at] == '\\' ? 2u : 1u;
  return std::min(at, source.size());
}

bool is_in_a_number(std::string_view source, std::size_t at) {
  return at > 0 && std::isxdigit(static_cast<unsigned char>(source[at - 1])) != 0;
}

bool is_source(const fs::path& path) { return path.extension() == ".cpp" || path.extension() == ".h"; }

std::string at_line(const std::string& path, std::size_t line, const std::string& what) {
  return path + ":" + std::to_string(line) + " " + what;
}

}  // namespace

std::vector<std::string> strings_complaints(std::string_view chinese, std::string_view english) {
  const auto ours = base::parse_json(chinese), theirs = base::parse_json(english);
  if (!ours || !ours->is_object()) return {std::string(kChinese) + " is no JSON object"};
  if (!theirs || !theirs->is_object()) return {std::string(kEnglish) + " is no JSON object"};
  std::vector<std::string> out;
  for (const auto& [key, words] : *ours->as_object())
    if (std::string wrong = what_is_wrong(key, words, theirs->find(key)); !wrong.empty()) out.push_back(wrong);
  for (const auto& [key, words] : *theirs->as_object())
    if (!ours->find(key)) out.push_back(key + " is not in Chinese");
  return out;
}

std::vector<Literal> literals(std::string_view source) {
  std::vector<Literal> out;
  for (std::size_t at = 0; at < source.size();) {
    const std::string_view rest = source.substr(at);
    if (rest.starts_with("//")) {
      at = skip(source, at, "\n");
    } else if (rest.starts_with("/*")) {
      at = skip(source, at, "*/");
    } else if (rest.front() == '"') {
      const std::size_t end = quoted_end(source, at);
      const auto line = std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
      out.push_back({static_cast<std::size_t>(line), std::string(source.substr(at + 1, end - at - 1))});
      at = end + 1;
    } else if (rest.front() == '\'' && !is_in_a_number(source, at)) {
      at = quoted_end(source, at) + 1;
    } else {
      ++at;
    }
  }
  return out;
}

bool holds_chinese(std::string_view words) {
  std::size_t at = 0;
  while (at < words.size()) {
    const char32_t c = base::next_character(words, at);
    const bool character = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
    const bool mark = (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);  // not the blank U+3000
    if (character || mark) return true;
  }
  return false;
}

bool is_shown(std::string_view path) {
  constexpr std::string_view kRooms[] = {"client/app/", "client/platform/", "client/view/", "client/work/"};
  return std::ranges::any_of(kRooms, [&](std::string_view room) { return path.starts_with(room); });
}

std::vector<std::string> chinese_complaints(const std::string& path, std::string_view source) {
  std::vector<std::string> out;
  for (const Literal& one : literals(source))
    if (holds_chinese(one.words) && !is_data(path, one.words))
      out.push_back(at_line(path, one.line, "says “" + one.words + "”, which belongs to assets/strings"));
  return out;
}

std::vector<std::string> key_complaints(const std::string& path, std::string_view source, const Keys& keys,
                                        Keys& used) {
  static const std::regex shape("[a-z_]+(\\.[a-z0-9_]+)+");
  std::vector<std::string> out;
  for (const Literal& one : literals(source)) {
    if (!std::regex_match(one.words, shape)) continue;
    const auto like = keys.lower_bound(one.words.substr(0, one.words.find('.') + 1));
    const bool is_key = like != keys.end() && like->starts_with(one.words.substr(0, one.words.find('.') + 1));
    if (is_key && !keys.contains(one.words))
      out.push_back(at_line(path, one.line, "says " + one.words + ", which is no text"));
    if (is_key) used.insert(one.words);
  }
  return out;
}

std::vector<std::string> helpless_complaints(std::string_view chinese, std::string_view english) {
  static constexpr std::string_view kWhere[] = {"exchange.", "bundle.", "kept.", "files.cannot"};
  static constexpr std::string_view kHelp[] = {"请",          "仍在",        "都在",           "没有改动",
                                               "保留",        "lease",       "still on",       "is on this",
                                               "has changed", "was changed", "keep everything"};
  std::vector<std::string> out;
  for (const std::string_view file : {chinese, english}) {
    const auto texts = base::parse_json(file);
    if (!texts || !texts->is_object()) return {"a file of texts is no object"};
    for (const auto& [key, text] : *texts->as_object()) {
      const std::string words = text.is_string() ? *text.as_string() : std::string();
      const bool is_sentence = words.ends_with("。") || words.ends_with(".");
      const auto begins = [&name = key](const std::string_view with) { return name.starts_with(with); };
      const auto holds = [&](const std::string_view help) { return words.find(help) != std::string::npos; };
      if (is_sentence && std::ranges::any_of(kWhere, begins) && std::ranges::none_of(kHelp, holds))
        out.push_back(key + " leaves people alone: " + words);
    }
  }
  return out;
}

std::vector<std::string> text_complaints(const fs::path& root) {
  const auto chinese = base::read_file(root / kChinese, kTextBytesMax);
  const auto english = base::read_file(root / kEnglish, kTextBytesMax);
  if (!chinese || !english) return {"assets/strings cannot be read"};
  std::vector<std::string> out = strings_complaints(*chinese, *english);
  const auto add = [&out](std::vector<std::string> more) { out.insert(out.end(), more.begin(), more.end()); };
  add(helpless_complaints(*chinese, *english));
  Keys keys, used;
  if (const auto texts = base::parse_json(*chinese); texts && texts->is_object())
    for (const auto& [key, words] : *texts->as_object()) keys.insert(key);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / "client")) {
    if (!entry.is_regular_file() || !is_source(entry.path())) continue;
    const std::string path = fs::relative(entry.path(), root).generic_string();
    const auto source = base::read_file(entry.path(), kTextBytesMax);
    if (!source) continue;
    add(key_complaints(path, *source, keys, used));
    if (is_shown(path)) add(chinese_complaints(path, *source));
  }
  for (const std::string& key : keys)
    if (!used.contains(key)) out.push_back(key + " is said nowhere");
  std::ranges::sort(out);
  return out;
}

}  // namespace ziping::house
