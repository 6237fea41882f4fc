// Tables as the bytes of a workbook (.xlsx, ECMA-376) that spreadsheets open as it is meant.
//
// Promise    Whole or nothing: the bytes are read back and looked at before they are given. A cell's type is the
//            table's, so no text becomes a formula; no macro, link or formula is in the file.
// Threads    Any one at a time; it writes below the system's folder for temporary files, where nothing of it stays.
// Errors     Unavailable "disk-error" and Full "disk-full" where that folder takes no more; Full "too-large" for more
//            rows than a sheet has. Nothing is given then.
#pragma once

#include <string>
#include <vector>

#include "shared/base/result.h"
#include "shared/document/tables.h"

namespace ziping::document {

struct SheetTitle {
  std::string title;
  std::int64_t at_ms = 0;  // the file's own date
};

base::Result<std::string> write_sheet(const std::vector<Table>& tables, const SheetTitle& about);

}  // namespace ziping::document
