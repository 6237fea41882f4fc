// Cells that are pasted are text where the clipboard's was, and the same cells once they are written as a spreadsheet
// copies them and cut again; what a table would take of them is told within its limits, and can be carried out.
#include "client/app/paste.h"
#include "shared/base/utf8.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/desk/desk.h"

using namespace ziping;

namespace {

using Cells = std::vector<std::vector<std::string>>;

std::string written(const std::string& cell) {
  if (!cell.starts_with('"') && cell.find_first_of("\t\r\n") == cell.npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string written(const Cells& cells) {
  std::string out;
  for (const auto& row : cells)
    for (std::size_t i = 0; i < row.size(); ++i) out += written(row[i]) + (i + 1 < row.size() ? "\t" : "\n");
  return out;
}

// A person whose report has a table that rows are pasted into.
const app::Model& model() {
  struct Opened : tests::Desk {
    Opened() { open(); }
  };
  static const Opened desk;
  return desk.model;
}

void check_told(const app::PastePreview& told) {
  ENSURE(told.first.size() <= app::kPasteRowsShown);
  ENSURE(told.refusals.size() <= app::kPasteRefusalsShown);
  for (const auto& row : told.first) {
    ENSURE(row.cells.size() == told.fields.size());
    for (const auto& cell : row.cells) ENSURE(base::is_utf8(cell.words));
  }
  for (const auto& refusal : told.refusals) ENSURE(base::is_utf8(refusal.why));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text(bytes, size);
  const Cells cells = app::cells_of(text);
  std::size_t all = 0;
  for (const auto& row : cells) {
    ENSURE(!row.empty());
    for (const std::string& cell : row) {
      all += cell.size();
      ENSURE(base::is_utf8(cell) || !base::is_utf8(text));
    }
  }
  ENSURE(all <= size);
  ENSURE(app::cells_of(written(cells)) == cells);

  const app::PasteCells command{"evaluation.table", 0, 0, std::string(text)};
  check_told(app::foresee(model(), command));
  report::State after = model().report->state;
  for (const base::Json& edit : app::plan(model(), command).edits) ENSURE(client::apply_edit(after, edit).has_value());
  return 0;
}
