#include "shared/document/write_sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <tuple>

#include "shared/base/date.h"
#include "shared/base/decimal.h"
#include "shared/base/file.h"
#include "shared/base/utf8.h"
#include "shared/document/library_versions.h"
#include "shared/document/whole_zip.h"

namespace ziping::document {
namespace {

constexpr std::size_t kBytesMax = 256u << 20;  // of a workbook; a state has 8 MiB
constexpr std::size_t kPropertyCharactersMax = 255;
constexpr std::uint8_t kPaperA4 = 9;
constexpr double kTitleSize = 16, kBodySize = 11;                           // of the letters, in points
constexpr double kTitleHeight = 24, kLineHeight = 15, kRowHeightMax = 409;  // of the rows; Excel's own limit
constexpr const char* kFont = "宋体";

constexpr lxw_color_t kHeadingGround = 0xE3EDFB, kComputedGround = 0xF5F6F8, kClashGround = 0xF0E8FB;
constexpr lxw_color_t kQuietInk = 0x566272, kClashInk = 0x7A3FC4, kLine = 0xC5CCD5;

base::Error not_written(std::string cause) {
  return {base::ErrorKind::Unavailable, "disk-error", "临时文件夹写不下或不能写，表格没有导出。请腾出磁盘空间后再试。",
          std::move(cause)};
}

// For the parts of a workbook while it is made.
class TemporaryFolder {
 public:
  static base::Result<TemporaryFolder> make() {
    std::error_code failed;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(failed);
    if (failed) return not_written(failed.message());
    std::string path = (parent / "ziping-XXXXXX").string();
    if (!::mkdtemp(path.data())) return not_written(std::generic_category().message(errno));
    return TemporaryFolder(path);
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;  // what stays there, the system clears
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

bool is_escape(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return false;
  return text.substr(2, 4).find_first_not_of("0123456789ABCDEFabcdef") == text.npos;
}

// A text as the format can hold it: _x0041_ would be read as A, and three characters have no place in XML at all.
std::string fit_for_xml(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (is_escape(std::string_view(text).substr(at))) out += "_x005F";
    const char32_t c = base::next_character(text, at);
    if (c == 0 || c == 0xFFFE || c == 0xFFFF)
      base::append_utf8(out, 0xFFFD);
    else
      out.append(text, begin, at - begin);
  }
  return out;
}

bool could_be_taken_for_a_formula(const std::string& text) {
  return std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string format_of_number(const Cell& cell) {
  const auto decimal = base::Decimal::parse_stored(cell.text);
  const auto places = static_cast<std::size_t>(decimal ? decimal->places() : 0);
  return std::string(cell.grouped ? "#,##0" : "0") + (places > 0 ? "." + std::string(places, '0') : "");
}

class Book {
 public:
  Book(const std::string& file, std::string folder) : folder_(std::move(folder)) {
    lxw_workbook_options options{LXW_FALSE, folder_.data(), LXW_FALSE};
    book_ = workbook_new_opt(file.c_str(), &options);
  }
  ~Book() {
    if (book_) lxw_workbook_free(book_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  // The library's word for what went wrong; LXW_NO_ERROR for nothing.
  lxw_error write(const std::vector<Table>& tables, const SheetTitle& about) {
    if (!book_) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    describe(about);
    for (const Table& table : tables)
      if (const lxw_error error = write(table); error != LXW_NO_ERROR) return error;
    return workbook_close(std::exchange(book_, nullptr));
  }

 private:
  using Style = std::tuple<Look, std::string, bool>;  // the look, the format of numbers, whether it has lines

  void describe(const SheetTitle& about) {
    std::string title = fit_for_xml(about.title);
    lxw_doc_properties properties{};
    properties.created = about.at_ms / 1000;
    if (base::count_characters(title) <= kPropertyCharactersMax) properties.title = title.data();
    workbook_set_properties(book_, &properties);
  }

  lxw_format* style(Look look, const std::string& number, bool lined) {
    lxw_format*& format = styles_[{look, number, lined}];
    if (format) return format;
    format = workbook_add_format(book_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, look == Look::Title ? kTitleSize : kBodySize);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look != Look::Title && look != Look::Quiet) format_set_text_wrap(format);
    if (!lined) format_set_align(format, LXW_ALIGN_LEFT);
    if (!number.empty()) format_set_num_format(format, number.c_str());
    if (lined) {
      format_set_border(format, LXW_BORDER_THIN);
      format_set_border_color(format, kLine);
    }
    if (look == Look::Title || look == Look::Heading) format_set_bold(format);
    if (look == Look::Heading) format_set_bg_color(format, kHeadingGround);
    if (look == Look::Computed) format_set_bg_color(format, kComputedGround);
    if (look == Look::Quiet) format_set_font_color(format, kQuietInk);
    if (look == Look::Clash) {
      format_set_bg_color(format, kClashGround);
      format_set_font_color(format, kClashInk);
    }
    return format;
  }

  lxw_error write(const Table& table) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, table.name.c_str());
    if (!sheet) return LXW_ERROR_INVALID_SHEETNAME_CHARACTER;
    for (std::size_t i = 0; i < table.widths.size(); ++i)
      worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), table.widths[i], nullptr);
    const bool lined = table.heading_rows > 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      set_height(sheet, table, row);
      for (std::size_t column = 0; column < table.rows[row].size(); ++column)
        if (const lxw_error error = write(sheet, row, column, table.rows[row][column], lined); error != LXW_NO_ERROR)
          return error;
    }
    for_paper(sheet, table);
    return LXW_NO_ERROR;
  }

  // Not every program fits rows to wrapped texts by itself.
  static void set_height(lxw_worksheet* sheet, const Table& table, std::size_t row) {
    const bool title = !table.rows[row].empty() && table.rows[row].front().look == Look::Title;
    const double lines = static_cast<double>(row < table.lines.size() ? table.lines[row] : 1);
    worksheet_set_row(sheet, static_cast<lxw_row_t>(row),
                      title ? kTitleHeight : std::min(lines * kLineHeight, kRowHeightMax), nullptr);
  }

  static void for_paper(lxw_worksheet* sheet, const Table& table) {
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P / &N");
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    if (table.heading_rows == 0) return worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    const auto rows = static_cast<lxw_row_t>(table.heading_rows);
    worksheet_freeze_panes(sheet, rows, 0);
    worksheet_repeat_rows(sheet, 0, rows - 1);
  }

  lxw_error write(lxw_worksheet* sheet, std::size_t at_row, std::size_t at_column, const Cell& cell, bool lined) {
    const auto row = static_cast<lxw_row_t>(at_row);
    const auto column = static_cast<lxw_col_t>(at_column);
    switch (cell.kind) {
      case Cell::Kind::Empty:
        return lined ? worksheet_write_blank(sheet, row, column, style(cell.look, {}, lined)) : LXW_NO_ERROR;
      case Cell::Kind::Text: {
        // As text also after somebody has opened it for editing and closed it again.
        const char* number = could_be_taken_for_a_formula(cell.text) ? "@" : "";
        return worksheet_write_string(sheet, row, column, fit_for_xml(cell.text).c_str(),
                                      style(cell.look, number, lined));
      }
      case Cell::Kind::Number:
        return worksheet_write_number(sheet, row, column, std::strtod(cell.text.c_str(), nullptr),
                                      style(cell.look, format_of_number(cell), lined));
      case Cell::Kind::Date:
        break;
    }
    const auto date = base::Date::parse_stored(cell.text);
    if (!date) return LXW_ERROR_PARAMETER_VALIDATION;
    lxw_datetime day{date->year, date->month, date->day, 0, 0, 0};
    return worksheet_write_datetime(sheet, row, column, &day, style(cell.look, "yyyy\"年\"m\"月\"d\"日\"", lined));
  }

  std::string folder_;
  lxw_workbook* book_ = nullptr;
  std::map<Style, lxw_format*> styles_;
};

}  // namespace

base::Result<std::string> write_sheet(const std::vector<Table>& tables, const SheetTitle& about) {
  for (const Table& table : tables)
    if (table.rows.size() > LXW_ROW_MAX)
      return base::Error{base::ErrorKind::Full,
                         "too-large",
                         "“" + table.name + "”有 " + std::to_string(table.rows.size()) + " 行，一张工作表最多 " +
                             std::to_string(LXW_ROW_MAX) + " 行，没有导出。",
                         {}};
  auto folder = TemporaryFolder::make();
  if (!folder) return folder.error();
  const std::string file = folder->path() + "/book.xlsx";
  if (const lxw_error error = Book(file, folder->path()).write(tables, about); error != LXW_NO_ERROR)
    return not_written(lxw_strerror(error));
  auto bytes = base::read_file(file, kBytesMax);
  if (!bytes) return bytes;
  // The library does not look whether a full disk took what it wrote.
  if (auto whole = check_whole_zip(*bytes); !whole) return not_written(whole.error().cause);
  return bytes;
}

std::string version_of_xlsxwriter() { return LXW_VERSION; }

}  // namespace ziping::document
