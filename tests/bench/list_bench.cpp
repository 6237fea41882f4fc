// The list of 10,000 reports, as a bureau has it after years: made for the first time, at the next start, and on the
// screen; and an edit in a report with a table of 2,000 rows, until it is on the disk.
#include "client/work/overview.h"
#include "tests/bench/folder.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"
#include "tests/support/made_up_report.h"

namespace ziping::bench {
namespace {

constexpr int kListReports = 10'000, kStarts = 5, kListEdits = 50;
constexpr std::size_t kListRows = 2'000;

std::unique_ptr<client::Vault> open(const Folder& folder) {
  auto vault = client::Vault::open(folder.path());
  ENSURE(vault.has_value());
  return std::move(*vault);
}

// An office's device with the small form.
std::unique_ptr<client::Vault> enrolled(const Folder& folder) {
  auto vault = open(folder);
  base::SeededRandom random(5);
  const base::SecretKey server = base::SecretKey::generate(random);
  const std::string device = base::sha256("device").hex().substr(0, 32);
  ENSURE(vault
             ->enrolled(
                 {"http://127.0.0.1:1", "centre", "token", device, server.public_key(), {"office", "office", "d1", ""}})
             .has_value());
  base::Json entry;
  entry["seq"] = 1;
  entry["kind"] = "form";
  entry["form"] = support::small_form().json();
  sync::SyncResponse told;
  told.entries = {entry};
  told.cursor = 1;
  ENSURE(vault->apply(told).has_value());
  return vault;
}

client::ReportRow new_report(client::Vault& vault) {
  auto id = vault.new_report("small", 2022);
  ENSURE(id.has_value());
  auto row = vault.report(*id);
  ENSURE(row.has_value());
  return *row;
}

void edit(client::Vault& vault, const client::ReportRow& row, const base::Json& edit) {
  ENSURE(vault.edit(row, edit).has_value());
}

Measured lists() {
  const Folder folder("list");
  Series first{"list of 10,000 reports, made for the first time", Unit::Milliseconds, {}, {}};
  Series next{"list of 10,000 reports, at a start", Unit::Milliseconds, {}, 100};
  Series edited{"list of 10,000 reports, after an edit", Unit::Milliseconds, {}, 100};
  auto vault = enrolled(folder);
  client::ReportRow row;
  for (int i = 0; i < kListReports; ++i) {
    row = new_report(*vault);
    edit(*vault, row, client::set_edit("goal", base::Json("完成年度任务，共 " + std::to_string(i) + " 项。")));
    ENSURE(vault->seal(row, "").has_value());
    vault->put_away(row.id);
  }
  const auto made = [&](client::Overview& overview) {
    return milliseconds([&] {
      auto list = overview.list();
      ENSURE(list.has_value() && list->reports.size() == kListReports);
    });
  };
  {
    client::Overview overview(*vault);
    first.values.push_back(made(overview));
  }
  for (int i = 0; i < kStarts; ++i) {
    vault.reset();
    vault = open(folder);
    client::Overview overview(*vault);
    next.values.push_back(made(overview));
    edit(*vault, row, client::set_edit("title", base::Json("标题 " + std::to_string(i))));
    overview.changed(row.id);
    edited.values.push_back(made(overview));
  }
  return {first, next, edited};
}

Series long_report() {
  const Folder folder("list");
  Series out{"an edit in a report of 2,000 rows until it is on the disk", Unit::Milliseconds, {}, 50};
  auto vault = enrolled(folder);
  const client::ReportRow row = new_report(*vault);
  std::vector<base::Json> rows;
  std::string after;
  for (std::size_t i = 0; i < kListRows; ++i) {
    base::Json one;
    one["id"] = base::sha256(std::to_string(i)).hex().substr(0, 16);
    one["fields"]["text"] = "第 " + std::to_string(i) + " 行";
    rows.push_back(client::place_edit("blocks[" + std::string(one.text_or("id")) + "]", after, one));
    after = one.text_or("id");
  }
  ENSURE(vault->edit_all(row, rows).has_value());
  for (int i = 0; i < kListEdits; ++i)
    out.values.push_back(milliseconds(
        [&] { edit(*vault, row, client::set_edit("goal", base::Json("写到第 " + std::to_string(i) + " 句。"))); }));
  return out;
}

}  // namespace

Measured measure_list() {
  Measured out = lists();
  out.push_back(long_report());
  return out;
}

}  // namespace ziping::bench
