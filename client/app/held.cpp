#include "client/app/held.h"

#include <algorithm>
#include <set>

#include "shared/document/labelled.h"

namespace ziping::app {
namespace {

constexpr std::size_t kWordsBytesMin = 12;  // four characters: shorter words stand everywhere
constexpr std::size_t kFigureBytesMin = 4;

struct Words {
  std::string path;
  std::string words;
  std::size_t offset = 0;
  bool figure = false;
};

void add_lines(const std::string& path, const std::string& text, std::vector<Words>& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end - at >= kWordsBytesMin) out.push_back({path, text.substr(at, end - at), at});
    at = end + 1;
  }
}

// All but what stands in a row of a table.
void collect(const form::Form& form, const report::Node& node, const form::Path& at,
             const std::set<std::string>& in_tables, std::vector<Words>& out) {
  for (const auto& [name, value] : node.fields) {
    form::Path path = at;
    path.name = name;
    const form::Field* field = form.find_field(path);
    if (!field) continue;
    const bool prose = field->kind == form::Kind::Text || field->kind == form::Kind::Line;
    if (prose && value.text()) add_lines(path.text(), *value.text(), out);
    if (field->kind != form::Kind::Decimal) continue;
    std::string printed = document::printed(field, value);
    if (printed.size() >= kFigureBytesMin) out.push_back({path.text(), std::move(printed), 0, true});
  }
  for (const auto& [group, rows] : node.rows)
    for (const report::Row& row : rows) {
      form::Path path = at;
      path.rows.push_back({group, row.id});
      if (!in_tables.contains(path.text())) collect(form, row, path, in_tables, out);
    }
}

bool is_free(const Paragraph& paragraph, std::size_t begin, std::size_t size) {
  return std::ranges::none_of(paragraph.held, [&](const Held& one) {
    return !one.figure && begin < one.begin + one.size && one.begin < begin + size;
  });
}

struct HeldAt {
  std::size_t paragraph = 0, begin = 0;
};

// Where it is printed and nobody else holds it; up to two places.
std::vector<HeldAt> places_of(const std::string& words, const std::vector<Paragraph>& document) {
  std::vector<HeldAt> out;
  for (std::size_t i = 0; i < document.size() && out.size() < 2; ++i) {
    const std::string& text = document[i].text;
    for (std::size_t at = text.find(words); at != text.npos && out.size() < 2; at = text.find(words, at + 1))
      if (is_free(document[i], at, words.size())) out.push_back({i, at});
  }
  return out;
}

}  // namespace

void find_held(const form::Form& form, const report::State& state, std::vector<Paragraph>& document) {
  std::set<std::string> in_tables;
  for (const Paragraph& paragraph : document) in_tables.insert(paragraph.row_paths.begin(), paragraph.row_paths.end());
  std::vector<Words> all;
  collect(form, state, {}, in_tables, all);
  // Long ones first: a short one inside of them is not printed by itself there.
  std::ranges::stable_sort(all, [](const Words& a, const Words& b) {
    return a.figure != b.figure ? b.figure : a.words.size() > b.words.size();
  });
  for (Words& one : all) {
    const std::vector<HeldAt> found = places_of(one.words, document);
    if (found.empty() || (one.figure && found.size() > 1)) continue;
    Paragraph& paragraph = document[found.front().paragraph];
    paragraph.held.push_back({std::move(one.path), found.front().begin, one.words.size(), one.offset, one.figure});
  }
  for (Paragraph& paragraph : document) std::ranges::sort(paragraph.held, {}, &Held::begin);
}

}  // namespace ziping::app
