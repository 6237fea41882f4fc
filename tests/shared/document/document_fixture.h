// The department's form and its sample reports, read and written again.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/file.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/utf8.h"
#include "shared/document/read_text.h"
#include "shared/document/write_text.h"
#include "shared/form/form.h"

namespace ziping::document {

inline std::string file(const std::filesystem::path& path) {
  constexpr std::size_t kSampleBytesMax = 1u << 20;
  auto bytes = base::read_file(path, kSampleBytesMax);
  REQUIRE(bytes);
  return *bytes;
}

inline std::filesystem::path source(std::string_view path) { return std::filesystem::path(ZIPING_SOURCE_DIR) / path; }

inline const form::Form& department_form() {
  static const form::Form form = [] {
    auto json = base::parse_json(file(source("assets/forms/department-2022.json")));
    REQUIRE(json);
    auto parsed = form::Form::parse(*json);
    REQUIRE(parsed);
    return *parsed;
  }();
  return form;
}

struct Sample {
  std::string text;
  std::string figures;  // the tab-separated list of its numbers
};

inline Sample invented_report() {
  return {file(source("assets/samples/report-2022.txt")), file(source("assets/samples/report-2022-figures.tsv"))};
}

// A report that is not ours to publish: named by ZIPING_REPORT, or beside the checkout. Skips the test without it.
inline Sample real_report() {
  const char* named = std::getenv("ZIPING_REPORT");
  const std::filesystem::path path = named ? std::filesystem::path(named) : source("../shared/data/report-2022.txt");
  const std::filesystem::path figures = path.parent_path() / (path.stem().string() + "-figures.tsv");
  if (!std::filesystem::exists(path) || !std::filesystem::exists(figures))
    SKIP("no real report: set ZIPING_REPORT to its text file, with its list of figures beside it");
  return {file(path), file(figures)};
}

inline Imported read(std::string_view text, std::uint64_t seed = 1) {
  base::SeededRandom random(seed);
  return read_text(department_form(), text, random);
}

inline std::string write(const report::State& state) { return write_text(department_form(), state, {}); }

inline std::string text_at(const report::Node& node, std::string_view field) {
  const std::string* text = node.value(field).text();
  return text ? *text : std::string();
}

inline void forget_ids(report::Node& node) {
  for (auto& [name, rows] : node.rows)
    for (report::Row& row : rows) {
      row.id.clear();
      forget_ids(row);
    }
}

struct ListedFigure {
  std::string text, section, unit, qualifier, kind;
};

inline std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

inline std::vector<ListedFigure> listed(const Sample& sample) {
  std::vector<ListedFigure> out;
  for (const std::string& line : split(sample.figures, '\n')) {
    const auto columns = split(line, '\t');
    if (columns.size() > 7 && columns[0] != "token")
      out.push_back({columns[2], columns[3], columns[5], columns[6], columns[7]});
  }
  return out;
}

// Every run of digits with its separators and per cent sign, in order.
inline std::vector<std::string> numbers_in(std::string_view text) {
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(at)) continue;
    std::size_t end = at;
    while (digit(end) || ((text[end] == ',' || text[end] == '.') && digit(end + 1))) ++end;
    if (end < text.size() && text[end] == '%') ++end;
    out.emplace_back(text.substr(at, end - at));
    at = end - 1;
  }
  return out;
}

}  // namespace ziping::document
