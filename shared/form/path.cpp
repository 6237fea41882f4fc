#include "shared/form/path.h"

#include <algorithm>

namespace ziping::form {
namespace {

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

base::Error bad_path(std::string_view text) {
  return {base::ErrorKind::Invalid, "bad-path", "“" + std::string(text.substr(0, 120)) + "”不是有效的填报位置。", {}};
}

}  // namespace

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > kNameBytesMax || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != text.npos) return false;
  return std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '_' || c == '.'; });
}

bool is_row_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '-' || c == '_'; });
}

base::Result<Path> Path::parse(std::string_view text) {
  if (text.size() > kPathBytesMax) return bad_path(text);
  Path path;
  std::string_view rest = text;
  for (;;) {
    const std::size_t open = rest.find('[');
    if (open == rest.npos) break;
    const std::size_t close = rest.find(']', open);
    if (close == rest.npos || path.rows.size() == kPathRowsMax) return bad_path(text);
    RowStep step{std::string(rest.substr(0, open)), std::string(rest.substr(open + 1, close - open - 1))};
    if (!is_name(step.group) || !is_row_id(step.row)) return bad_path(text);
    path.rows.push_back(std::move(step));
    rest.remove_prefix(close + 1);
    if (rest.empty()) return path;
    if (rest.front() != '.') return bad_path(text);
    rest.remove_prefix(1);
    if (rest.empty()) return bad_path(text);
  }
  if (!is_name(rest)) return bad_path(text);
  path.name = rest;
  return path;
}

std::string Path::text() const {
  std::string out;
  for (const RowStep& step : rows) {
    if (!out.empty()) out += '.';
    out += step.group + "[" + step.row + "]";
  }
  if (!name.empty()) out += (out.empty() ? "" : ".") + name;
  return out;
}

std::string Path::generic() const {
  std::string out;
  for (const RowStep& step : rows) out += (out.empty() ? "" : ".") + step.group;
  if (!name.empty()) out += (out.empty() ? "" : ".") + name;
  return out;
}

}  // namespace ziping::form
