// Single edits as the client's vault journals them: one row of JSON, one durable transaction each.
#include <filesystem>

#include "shared/base/json.h"
#include "shared/sqlite/database.h"
#include "tests/bench/measure.h"

namespace ziping::bench {

Measured measure_drafts() {
  constexpr int kEdits = 1000;
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "ziping-bench-draft.db";
  std::filesystem::remove(file);
  auto database = sqlite::Database::open(file);
  ENSURE(database &&
         (*database)->run("CREATE TABLE edit(id INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL)"));
  Series out{"draft: one edit until it is on the disk", Unit::Milliseconds, {}, 5};
  for (int i = 0; i < kEdits; ++i) {
    base::Json edit;
    edit["op"] = "set";
    edit["path"] = "results.blocks[9f3a].text";
    edit["value"] =
        "本队实施水利项目" + std::to_string(i) + "项，解决耕地撂荒问题。本队建设电商平台四个，助力镇村增收。";
    out.values.push_back(milliseconds([&] {
      auto transaction = sqlite::Transaction::begin(**database);
      auto insert = (*database)->prepare("INSERT INTO edit(report, body) VALUES(?1, ?2)");
      ENSURE(insert.bind(1, std::string(32, 'a')).bind(2, base::canonical(edit)).run().has_value());
      ENSURE(transaction->commit().has_value());
    }));
  }
  database->reset();
  std::filesystem::remove(file);
  return {out};
}

}  // namespace ziping::bench
