#include "shared/document/tables.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "shared/base/clock.h"
#include "shared/base/date.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"
#include "shared/document/labelled.h"
#include "shared/document/layout.h"
#include "shared/document/title.h"
#include "shared/form/attachment.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::document {
namespace {

using base::Json;

constexpr std::string_view kRowRemoved = "冲突：有人删去了这一行，有人改了它";
constexpr std::string_view kUndecided = "冲突：各方的内容都在，还没有决定";
constexpr std::string_view kGoesOn = "接上一行";
constexpr std::string_view kComputed = "自动计算";
constexpr double kWidthMin = 6, kWidthMax = 60, kQuietWidthMax = 24;
constexpr std::size_t kUsefulDigits = 15;  // of a binary64 that a spreadsheet shows

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// _x may begin what the format reads as an escape, and is then written as _x005F_x.
std::size_t units(char32_t c, std::string_view behind) {
  if (c == U'_' && behind.starts_with('x')) return 7;
  return c > 0xFFFF ? 2 : 1;
}

double width_of(char32_t c) { return c < 0x1100 ? 1 : 2; }

// A cell breaks a text where the next character does not fit, or before it; one in so many is lost to that.
std::size_t lines_in(std::string_view text, double width) {
  constexpr double kLostToBreaks = 2;
  std::size_t lines = 1;
  double taken = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_character(text, at);
    if (c == U'\n' || taken + width_of(c) > std::max(width - kLostToBreaks, 2.0)) {
      ++lines;
      taken = 0;
    }
    if (c != U'\n') taken += width_of(c);
  }
  return lines;
}

// What is quiet is not wrapped: it stands there for programs.
bool wraps(const Cell& cell) { return cell.kind == Cell::Kind::Text && cell.look != Look::Quiet; }

void measure(Table& table) {
  for (const std::vector<Cell>& row : table.rows) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.size() && i < table.widths.size(); ++i)
      if (wraps(row[i]) && row[i].look != Look::Title) lines = std::max(lines, lines_in(row[i].text, table.widths[i]));
    table.lines.push_back(lines);
  }
}

Cell text_cell(std::string text, Look look = Look::Plain) {
  if (text.empty()) return {};
  return {Cell::Kind::Text, std::move(text), look};
}

Cell number_cell(std::size_t number) { return {Cell::Kind::Number, std::to_string(number), Look::Plain}; }

std::string listed(const Json& files) {
  auto entries = form::parse_attachments(files);
  if (!entries) return base::canonical(files);
  std::string out;
  for (const form::Attachment& one : *entries)
    out += (out.empty() ? "" : "\n") + one.name + "（" + base::Decimal(one.bytes, 0).grouped() + " 字节，SHA-256 " +
           one.sha256.hex() + "）";
  return out;
}

Cell figure_cell(const std::string& stored, bool grouped) {
  if (!keeps_as_number(stored)) return text_cell(stored);
  return {Cell::Kind::Number, stored, Look::Plain, grouped};
}

Cell plain_cell(const form::Field& field, const Json& value) {
  if (field.kind == form::Kind::Files) return text_cell(listed(value));
  if (const std::int64_t* integer = value.as_integer(); integer && field.kind == form::Kind::Integer)
    return figure_cell(std::to_string(*integer), false);
  const std::string* text = value.as_string();
  if (!text) return text_cell(base::canonical(value));
  if (field.kind == form::Kind::Decimal && base::Decimal::parse_stored(*text)) return figure_cell(*text, true);
  if (field.kind == form::Kind::Date && base::Date::parse_stored(*text)) return {Cell::Kind::Date, *text};
  return text_cell(form::shown(field, value));
}

std::string sides_of(const form::Field& field, const report::Value& value) {
  const auto conflict = report::conflict_of(value.json());
  if (field.kind != form::Kind::Files || !conflict) return printed(&field, value);
  std::string out = "【冲突：";
  for (std::size_t i = 0; i < conflict->sides.size(); ++i)
    out += (i == 0 ? "" : "｜") +
           (conflict->sides[i].value.is_null() ? std::string("（空）") : listed(conflict->sides[i].value));
  return out + "】";
}

std::string heading_of(const form::Field& field) {
  std::string more = field.unit;
  if (field.computed()) more += (more.empty() ? "" : "，") + std::string(kComputed);
  return more.empty() ? field.label : field.label + "（" + more + "）";
}

// A row of a report, and the rows below it that take up what its cells do not hold.
class Filler {
 public:
  explicit Filler(Table& table) : table_(table) {}

  void heading(std::vector<std::string> words) {
    std::vector<Cell> row;
    for (std::string& one : words) row.push_back(text_cell(std::move(one), Look::Heading));
    table_.widths.assign(row.size(), kWidthMin);
    widen(row);
    table_.rows.push_back(std::move(row));
    ++table_.heading_rows;
  }

  void row(std::vector<Cell> cells) {
    std::vector<std::vector<std::string>> pieces(cells.size());
    std::size_t rows = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].kind != Cell::Kind::Text) continue;
      pieces[i] = pieces_for_cells(cells[i].text);
      cells[i].text = pieces[i].front();
      rows = std::max(rows, pieces[i].size());
    }
    widen(cells);
    table_.rows.push_back(cells);
    for (std::size_t k = 1; k < rows; ++k) {
      std::vector<Cell> more(cells.size());
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (k < pieces[i].size()) more[i] = text_cell(pieces[i][k], cells[i].look);
      more.front() = text_cell(std::string(kGoesOn), Look::Quiet);
      table_.rows.push_back(std::move(more));
    }
  }

 private:
  void widen(const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const double most = cells[i].look == Look::Quiet ? kQuietWidthMax : kWidthMax;
      table_.widths[i] = std::max(table_.widths[i], std::clamp(width_in_cell(cells[i].text) + 3, kWidthMin, most));
    }
  }

  Table& table_;
};

class Maker {
 public:
  Maker(const form::Form& form, const report::State& state, const std::map<std::string, Json>& computed,
        const Origin& origin)
      : form_(form), state_(state), computed_(computed), origin_(origin) {}

  std::vector<Table> make() {
    add("说明");
    single_fields();
    for (const form::Group& group : form_.top().groups) rows_of(group, group.label, {{&state_, {}, {}}});
    unknown();
    explain();
    for (Table& table : tables_) measure(table);
    return std::move(tables_);
  }

 private:
  struct Parent {
    const report::Node* node;
    form::Path path;
    std::string number;  // "3", within rows "3.2"
  };

  Table& add(std::string_view name) {
    Table& made = tables_.emplace_back();
    made.name = sheet_name(name, names_);
    return made;
  }

  Cell cell_of(const form::Field& field, const report::Value& value) const {
    if (value.absent()) return {};
    if (report::is_conflict(value.json())) return text_cell(sides_of(field, value), Look::Clash);
    if (const std::string* id = value.text(); id && field.kind == form::Kind::Reference)
      if (const auto name = origin_.names.find(*id); name != origin_.names.end())
        return text_cell(name->second + "（" + *id + "）");
    return plain_cell(field, value.json());
  }

  Cell cell_at(const form::Path& path, const form::Field& field, const report::Node& node) const {
    if (!field.computed()) return cell_of(field, node.value(field.name));
    const auto at = computed_.find(path.text());
    if (at == computed_.end() || at->second.is_null()) return {};
    Cell cell = plain_cell(field, at->second);
    cell.look = Look::Computed;
    return cell;
  }

  std::map<std::string, std::string> section_of_fields() const {
    std::map<std::string, std::string> out;
    for (const Section& section : layout_of(form_))
      for (const Content& content : section.contents)
        if (content.source == Source::Field) out.emplace(content.name, section.number + section.title);
    return out;
  }

  void single_fields() {
    Filler table(add("单项"));
    table.heading({"部分", "项目", "内容", "单位", "备注", "路径"});
    const auto sections = section_of_fields();
    for (const form::Field& field : form_.top().fields) {
      const auto section = sections.find(field.name);
      Cell value = cell_at({{}, field.name}, field, state_);
      std::string note = field.computed() ? std::string(kComputed) : std::string();
      if (value.look == Look::Clash) note = kUndecided;
      const Look look = value.look == Look::Clash ? Look::Clash : Look::Quiet;
      table.row({text_cell(section == sections.end() ? "" : section->second), text_cell(field.label), std::move(value),
                 text_cell(field.unit), text_cell(note, look), text_cell(field.name, Look::Quiet)});
    }
  }

  void rows_of(const form::Group& group, const std::string& name, const std::vector<Parent>& parents) {
    Table& made = add(name);
    Filler table(made);
    std::vector<std::string> heading{"序号"};
    for (const form::Field& field : group.fields) heading.push_back(heading_of(field));
    heading.insert(heading.end(), {"备注", "路径"});
    table.heading(std::move(heading));
    std::vector<Parent> rows;
    for (const Parent& parent : parents) {
      std::size_t number = 0;
      for (const report::Row& row : parent.node->group(group.name)) {
        form::Path path = parent.path;
        path.rows.push_back({group.name, row.id});
        ++number;
        const bool inner = !parent.number.empty();
        rows.push_back({&row, path, inner ? parent.number + "." + std::to_string(number) : std::to_string(number)});
        table.row(row_cells(group, row, path, inner ? text_cell(rows.back().number) : number_cell(number)));
      }
    }
    for (const form::Group& below : group.groups) rows_of(below, name + "·" + below.label, rows);
  }

  std::vector<Cell> row_cells(const form::Group& group, const report::Row& row, const form::Path& path,
                              Cell number) const {
    std::vector<Cell> cells{std::move(number)};
    std::string note;
    for (const form::Field& field : group.fields) {
      form::Path at = path;
      at.name = field.name;
      cells.push_back(cell_at(at, field, row));
      if (cells.back().look == Look::Clash) note = kUndecided;
    }
    if (!row.removed_by.empty()) note = kRowRemoved;
    cells.push_back(text_cell(note, Look::Clash));
    cells.push_back(text_cell(path.text(), Look::Quiet));
    return cells;
  }

  void unknown() {
    std::vector<std::pair<std::string, std::string>> found;
    gather_unknown(form_.top(), state_, {}, found);
    if (found.empty()) return;
    Filler table(add("表样以外"));
    table.heading({"路径", "内容"});
    for (auto& [path, words] : found) table.row({text_cell(path, Look::Quiet), text_cell(words)});
  }

  void gather_unknown(const form::Group& group, const report::Node& node, const form::Path& path,
                      std::vector<std::pair<std::string, std::string>>& out) const {
    const auto add_one = [&](const std::string& name, const Json& value) {
      form::Path at = path;
      at.name = name;
      out.emplace_back(at.text(), value.as_string() ? *value.as_string() : base::canonical(value));
    };
    for (const auto& [name, value] : node.fields)
      if (const form::Field* field = group.find(name); !field || field->computed()) add_one(name, value.json());
    for (const auto& [name, value] : node.extra) add_one(name, value);
    for (const auto& [name, rows] : node.rows) {
      const form::Group* below = group.find_group(name);
      for (const report::Row& row : rows) {
        form::Path at = path;
        at.rows.push_back({name, row.id});
        if (below)
          gather_unknown(*below, row, at, out);
        else
          out.emplace_back(at.text(), base::canonical(report::to_json(row)));
      }
    }
  }

  void explain() {
    Table& page = tables_.front();
    page.widths = {14, 72, 12, 12};
    std::string title = title_of(form_, state_);
    if (title.empty()) title = form_.title();
    page.rows.push_back({text_cell(title, Look::Title)});
    const auto say = [&](std::string name, Cell what) {
      page.rows.push_back({text_cell(std::move(name), Look::Heading), std::move(what)});
    };
    say("部门", text_cell(origin_.department));
    say("年度", figure_cell(std::to_string(origin_.year), false));
    say("内容", text_cell(origin_.which));
    say("导出时间", text_cell(base::local_text(origin_.at_ms)));
    say("报告编号", text_cell(origin_.report));
    say("表样", text_cell(form_.id() + "　" + form_.name().hex()));
    say("内容摘要", text_cell(report::digest(state_).hex()));
    say("冲突", number_cell(report::conflicts(state_).size()));
    page.rows.emplace_back();
    count(page);
    page.rows.emplace_back();
    for (const std::string_view words :
         {"核对：每张表除表头以外的行数和有内容的单元格数，应与上面的数相同；不同就是文件不全，请重新导出。",
          "内容摘要是导出时全部内容的 SHA-256，与本程序里这一版的摘要相同，就是同一份内容。",
          "空着的单元格是没有填写，不是 0。超过 15 位的数按文字写出，一位不少。",
          "带“自动计算”的由表样的公式算出，写的是结果，不是公式。冲突的各方都写在同一格里，由“｜”隔开。"})
      page.rows.push_back({text_cell(std::string(words), Look::Quiet)});
  }

  void count(Table& page) const {
    page.rows.push_back({text_cell("工作表", Look::Heading), text_cell("名称", Look::Heading),
                         text_cell("行数", Look::Heading), text_cell("单元格数", Look::Heading)});
    std::size_t rows = 0, cells = 0;
    for (std::size_t i = 1; i < tables_.size(); ++i) {
      const Table& one = tables_[i];
      page.rows.push_back(
          {number_cell(i), text_cell(one.name), number_cell(one.rows_filled()), number_cell(one.cells_filled())});
      rows += one.rows_filled();
      cells += one.cells_filled();
    }
    page.rows.push_back({text_cell("合计", Look::Heading),
                         text_cell(std::to_string(tables_.size() - 1) + " 张", Look::Heading), number_cell(rows),
                         number_cell(cells)});
  }

  const form::Form& form_;
  const report::State& state_;
  const std::map<std::string, Json>& computed_;
  const Origin& origin_;
  std::vector<Table> tables_;
  std::vector<std::string> names_;  // of the tables
};

}  // namespace

std::size_t Table::cells_filled() const {
  std::size_t count = 0;
  for (std::size_t i = heading_rows; i < rows.size(); ++i)
    count += static_cast<std::size_t>(
        std::ranges::count_if(rows[i], [](const Cell& cell) { return cell.kind != Cell::Kind::Empty; }));
  return count;
}

std::vector<Table> tables_of(const form::Form& form, const report::State& state,
                             const std::map<std::string, Json>& computed, const Origin& origin) {
  return Maker(form, state, computed, origin).make();
}

double width_in_cell(std::string_view text) {
  double width = 0, widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_character(text, at);
    width = c == U'\n' ? 0 : width + width_of(c);
    widest = std::max(widest, width);
  }
  return widest;
}

std::vector<std::string> pieces_for_cells(std::string_view text) {
  std::vector<std::string> out;
  std::size_t begin = 0, size = 0, lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t c = base::next_character(text, at);
    const bool line = c == U'\n';
    const std::size_t taken = units(c, text.substr(at));
    if (size + taken > kCellUnitsMax || (line && lines == kCellLinesMax)) {
      out.emplace_back(text.substr(begin, before - begin));
      begin = before;
      size = lines = 0;
    }
    size += taken;
    lines += line ? 1 : 0;
  }
  if (begin < text.size()) out.emplace_back(text.substr(begin));
  return out;
}

// 0.1 comes back as 0.1 from the sixteen digits that are written; 9007199254740993 as …992.
bool keeps_as_number(std::string_view stored) {
  const auto decimal = base::Decimal::parse_stored(stored);
  if (!decimal) return false;
  std::string digits;
  for (const char c : stored)
    if (c >= '0' && c <= '9' && !(digits.empty() && c == '0')) digits += c;
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (digits.size() > kUsefulDigits) return false;
  std::array<char, 32> written{};
  std::snprintf(written.data(), written.size(), "%.16G", std::strtod(std::string(stored).c_str(), nullptr));
  const auto again = base::Decimal::parse_stored(written.data());
  return again && *again == *decimal;
}

std::string sheet_name(std::string_view wanted, std::vector<std::string>& taken) {
  constexpr std::u32string_view kForbidden = U"[]:*?/\\'";
  constexpr std::string_view kReserved = "History";
  std::u32string name;
  for (const char32_t c : base::to_utf32(base::trimmed(wanted)))
    name += c < 0x20 || c > 0xFFFF || kForbidden.find(c) != kForbidden.npos ? U'_' : c;
  if (name.empty()) name = U"表";
  const auto is_taken = [&](const std::string& one) {
    const auto same = [](char a, char b) { return lower_case(a) == lower_case(b); };
    return std::ranges::equal(one, kReserved, same) ||
           std::ranges::any_of(taken, [&](const std::string& other) { return std::ranges::equal(one, other, same); });
  };
  std::string out = base::to_utf8(name.substr(0, kSheetNameUnitsMax));
  for (int number = 2; is_taken(out); ++number) {
    const std::u32string end = base::to_utf32("（" + std::to_string(number) + "）");
    out = base::to_utf8(name.substr(0, kSheetNameUnitsMax - end.size())) + base::to_utf8(end);
  }
  taken.push_back(out);
  return out;
}

}  // namespace ziping::document
