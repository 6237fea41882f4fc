#include "client/work/export.h"

#include <algorithm>
#include <array>

#include "client/text/say.h"
#include "shared/base/decimal.h"
#include "shared/document/layout.h"
#include "shared/document/title.h"
#include "shared/document/write_sheet.h"
#include "shared/document/write_text.h"
#include "shared/rules/score.h"

namespace ziping::client {
namespace {

constexpr std::array<std::string_view, 3> kLaterFormats{"docx", "html", "pdf"};

bool is_version(std::string_view which) {
  return !which.empty() && which.size() < 10 && which.find_first_not_of("0123456789") == which.npos;
}

std::string words_of(const std::string& which) {
  if (which == "draft") return "导出时的内容，不是报送版本";
  return is_version(which) ? "第" + which + "版（报送版本）" : "修订 " + which;
}

std::size_t rows_in(const report::Node& node) {
  std::size_t count = 0;
  for (const auto& [name, rows] : node.rows) {
    count += rows.size();
    for (const report::Row& row : rows) count += rows_in(row);
  }
  return count;
}

std::string json_of(const form::Form& form, const ReportRow& report, const report::State& state,
                    const std::map<std::string, Json>& computed, const std::string& which) {
  Json out;
  out["report"] = report.id;
  out["form"] = form.name().hex();
  out["title"] = document::title_of(form, state);
  if (is_version(which)) out["version"] = std::int64_t{std::stoll(which)};
  out["digest"] = report::digest(state).hex();
  out["state"] = report::to_json(state);
  out["computed"] = Json(Json::Object{});
  for (const auto& [path, value] : computed) out["computed"][path] = value;
  return base::pretty(out);
}

Result<std::string> sheet_of(Vault& vault, const form::Form& form, const ReportRow& report, const report::State& state,
                             const std::map<std::string, Json>& computed, const std::string& which) {
  auto directory = vault.directory();
  if (!directory) return directory.error();
  document::Origin origin{report.id, report.department, report.year, words_of(which), vault.clock().now_ms(), {}};
  for (const Json& one : *directory) {
    const std::string id(one.text_or("id")), name(one.text_or("title", one.text_or("name", id)));
    if (one.text_or("kind") == "team") origin.names[id] = name;
    if (one.text_or("kind") == "department" && id == report.department) origin.department = name;
  }
  return document::write_sheet(document::tables_of(form, state, computed, origin),
                               {document::title_of(form, state), origin.at_ms});
}

}  // namespace

Result<ExportFormat> export_format(std::string_view name) {
  if (name == "text" || name == "txt") return ExportFormat::Text;
  if (name == "json") return ExportFormat::Json;
  if (name == "xlsx") return ExportFormat::Sheet;
  return base::Error{base::ErrorKind::NotFound,
                     std::ranges::count(kLaterFormats, name) > 0 ? "not-yet" : "unknown-format",
                     text::say("told.unknown_format", {name}),
                     {}};
}

Result<ExportFormat> export_format_of(const std::filesystem::path& file) {
  const std::string ending = file.extension().string();
  if (ending.empty()) return ExportFormat::Text;
  std::string name = ending.substr(1);
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return export_format(name);
}

Json Exported::check() const {
  Json out;
  out["bytes"] = bytes.size();
  out["sha256"] = base::sha256(bytes).hex();
  out["sections"] = sections;
  out["rows"] = rows;
  return out;
}

std::string Exported::check_words() const {
  return text::say("told.check_words", {base::Decimal(static_cast<base::Int128>(bytes.size()), 0).grouped(), sections,
                                        rows, base::sha256(bytes).hex()});
}

Result<Exported> export_report(Vault& vault, const ReportRow& report, const std::string& which, ExportFormat format) {
  auto form = vault.form_at(report, which);
  auto state = form ? vault.at(report, which) : Result<report::State>(form.error());
  if (!state) return state.error();
  const auto computed = rules::computed(**form, *state);
  Result<std::string> bytes = std::string();
  if (format == ExportFormat::Text) bytes = document::write_text(**form, *state, computed);
  if (format == ExportFormat::Json) bytes = json_of(**form, report, *state, computed, which);
  if (format == ExportFormat::Sheet) bytes = sheet_of(vault, **form, report, *state, computed, which);
  if (!bytes) return bytes.error();
  return Exported{std::move(*bytes), document::layout_of(**form).size(), rows_in(*state)};
}

base::Error about_folder(const base::Error& error, const std::filesystem::path& file) {
  if (error.code != "no-file") return error;
  return {base::ErrorKind::NotFound, "no-folder", text::say("told.no_folder", {file.parent_path().string()}),
          error.cause};
}

std::filesystem::path free_name(const std::filesystem::path& file) {
  std::filesystem::path out = file;
  std::error_code unknown;  // the writing tells
  for (int number = 2; std::filesystem::exists(out, unknown) && !unknown; ++number)
    out = file.parent_path() / (file.stem().string() + " (" + std::to_string(number) + ")" + file.extension().string());
  return out;
}

Status write_out(const std::filesystem::path& file, std::string_view bytes) {
  auto written = base::write_file(file, bytes);
  return written ? written : Status(about_folder(written.error(), file));
}

}  // namespace ziping::client
