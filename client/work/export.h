// A report on its way out of the program: the bytes of a file, and what its reader can check them by.
//
// Errors     NotFound "not-yet", "unknown-format", "no-folder"; as of Vault::at, document::write_sheet and
//            base::write_file. A file is written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "client/work/vault.h"

namespace ziping::client {

enum class ExportFormat { Text, Json, Sheet };

// text (or txt), json, xlsx: what a command line says, and what a file's name ends in.
Result<ExportFormat> export_format(std::string_view name);
Result<ExportFormat> export_format_of(const std::filesystem::path& file);

struct Exported {
  std::string bytes;
  std::size_t sections = 0, rows = 0;  // of the report: sections of its form, rows of all its groups

  // {"bytes", "sha256", "sections", "rows"}: who keeps it notices a file that was cut or changed.
  [[nodiscard]] Json check() const;
  // The same for people: "20,480 字节，14 个部分，37 行，SHA-256 …".
  [[nodiscard]] std::string check_words() const;
};

// `which` as of Vault::at.
Result<Exported> export_report(Vault& vault, const ReportRow& report, const std::string& which, ExportFormat format);

// A file that could not be written because its folder is not there: "no-folder" in place of "no-file".
base::Error about_folder(const base::Error& error, const std::filesystem::path& file);
// The file, or where there is one already, the first of "NAME (2).txt", "NAME (3).txt" … that is not there.
std::filesystem::path free_name(const std::filesystem::path& file);
Status write_out(const std::filesystem::path& file, std::string_view bytes);

}  // namespace ziping::client
