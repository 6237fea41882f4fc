#include "tests/shared/document/workbook.h"

#include <zip.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <pugixml.hpp>
#include <set>

#include "shared/base/utf8.h"

namespace ziping::document {
namespace {

std::map<std::string, std::string> parts_of(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* zip = zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error),
                                    ZIP_RDONLY | ZIP_CHECKCONS, &error);
  REQUIRE(zip);
  std::map<std::string, std::string> out;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(zip_get_num_entries(zip, 0)); ++i) {
    zip_stat_t about;
    REQUIRE(zip_stat_index(zip, i, 0, &about) == 0);
    std::string text(about.size, '\0');
    zip_file_t* file = zip_fopen_index(zip, i, 0);
    REQUIRE(zip_fread(file, text.data(), text.size()) == static_cast<zip_int64_t>(text.size()));
    zip_fclose(file);
    out.emplace(about.name, std::move(text));
  }
  zip_discard(zip);
  return out;
}

pugi::xml_document parsed(const Workbook& book, const std::string& part) {
  INFO(part);
  pugi::xml_document out;
  REQUIRE(book.parts.contains(part));
  REQUIRE(out.load_string(book.parts.at(part).c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  return out;
}

// _x000D_ stands for the character of that number (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool escape = text.compare(at, 2, "_x") == 0 && at + 6 < text.size() && text[at + 6] == '_' &&
                        text.substr(at + 2, 4).find_first_not_of("0123456789ABCDEFabcdef") == text.npos;
    if (!escape) {
      out += text[at++];
      continue;
    }
    base::append_utf8(out, static_cast<char32_t>(std::stoul(text.substr(at + 2, 4), nullptr, 16)));
    at += 7;
  }
  return out;
}

std::vector<std::string> strings_of(const Workbook& book) {
  std::vector<std::string> out;
  const pugi::xml_document xml = parsed(book, "xl/sharedStrings.xml");
  for (const pugi::xml_node one : xml.child("sst").children("si"))
    out.push_back(unescaped(one.child("t").child_value()));
  return out;
}

std::vector<std::string> formats_of(const Workbook& book) {
  // The ones that every reader knows by number: ECMA-376 part 1, 18.8.30.
  std::map<std::string, std::string> named{{"1", "0"}, {"2", "0.00"}, {"3", "#,##0"}, {"4", "#,##0.00"}, {"49", "@"}};
  const pugi::xml_document xml = parsed(book, "xl/styles.xml");
  for (const pugi::xml_node one : xml.child("styleSheet").child("numFmts"))
    named[one.attribute("numFmtId").value()] = one.attribute("formatCode").value();
  std::vector<std::string> out;
  for (const pugi::xml_node one : xml.child("styleSheet").child("cellXfs"))
    out.push_back(named[one.attribute("numFmtId").value()]);
  return out;
}

std::string column_name(std::size_t number) {
  std::string out;
  for (++number; number > 0; number = (number - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (number - 1) % 26));
  return out;
}

std::size_t column_of(std::string_view place) {
  std::size_t number = 0;
  for (const char c : place)
    if (c >= 'A') number = number * 26 + static_cast<std::size_t>(c - 'A') + 1;
  return number - 1;
}

std::size_t row_of(std::string_view place) {
  return std::stoul(std::string(place.substr(place.find_first_of("123456789"))));
}

}  // namespace

const SheetCell* Sheet::at(const std::string& place) const {
  const auto found = cells.find(place);
  return found == cells.end() ? nullptr : &found->second;
}

std::string Sheet::find(std::string_view text) const {
  const auto found = std::ranges::find_if(cells, [&](const auto& one) { return one.second.text == text; });
  return found == cells.end() ? std::string() : found->first;
}

std::string Sheet::beside(std::string_view text, std::size_t columns) const {
  const std::string place = find(text);
  if (place.empty()) return {};
  const SheetCell* cell = at(column_name(column_of(place) + columns) + std::to_string(row_of(place)));
  return cell ? cell->text : std::string();
}

std::size_t Sheet::rows_below(std::size_t heading) const {
  std::set<std::size_t> rows;
  for (const auto& [place, cell] : cells)
    if (row_of(place) > heading) rows.insert(row_of(place));
  return rows.size();
}

std::size_t Sheet::cells_below(std::size_t heading) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(cells, [&](const auto& one) { return row_of(one.first) > heading; }));
}

Workbook Workbook::read(std::string_view bytes) {
  Workbook out;
  out.parts = parts_of(bytes);
  const std::vector<std::string> strings = strings_of(out), formats = formats_of(out);
  const pugi::xml_document xml = parsed(out, "xl/workbook.xml");
  for (const pugi::xml_node one : xml.child("workbook").child("sheets")) {
    Sheet sheet;
    sheet.name = one.attribute("name").value();
    const std::string part = "xl/worksheets/sheet" + std::to_string(out.sheets.size() + 1) + ".xml";
    const pugi::xml_document body = parsed(out, part);
    const pugi::xml_node worksheet = body.child("worksheet");
    sheet.frozen_rows = worksheet.child("sheetViews").child("sheetView").child("pane").attribute("ySplit").as_uint();
    for (const pugi::xml_node row : worksheet.child("sheetData"))
      for (const pugi::xml_node cell : row) {
        if (!cell.child("v")) continue;
        SheetCell made{cell.attribute("t").value(), cell.child("v").child_value(),
                       formats.at(cell.attribute("s").as_uint())};
        if (made.type == "s") made.text = strings.at(std::stoul(made.text));
        sheet.cells.emplace(cell.attribute("r").value(), std::move(made));
      }
    out.sheets.push_back(std::move(sheet));
  }
  return out;
}

const Sheet& Workbook::sheet(std::string_view name) const {
  INFO(name);
  const auto found = std::ranges::find(sheets, name, &Sheet::name);
  REQUIRE(found != sheets.end());
  return *found;
}

}  // namespace ziping::document
