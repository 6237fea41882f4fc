#include "tests/whole/simulation/contents.h"

#include <vector>

namespace ziping::simulation {

base::Result<base::Hash> contents(sqlite::Database& database, std::string_view except) {
  std::vector<std::string> queries;
  auto tables = database.prepare(
      "SELECT 'SELECT ' || (SELECT group_concat('quote(' || name || ')', '||') FROM pragma_table_info(t.name)) || ' "
      "FROM '"
      " || t.name || ' ORDER BY 1' FROM sqlite_master AS t WHERE type = 'table' AND name <> ?1 ORDER BY name");
  tables.bind(1, except);
  while (tables.step()) queries.push_back(tables.text(0));
  if (auto status = tables.status(); !status) return status.error();
  base::Sha256 all;
  for (const std::string& query : queries) {
    all.add(query);
    auto rows = database.prepare(query);
    while (rows.step()) all.add(rows.text(0));
    if (auto status = rows.status(); !status) return status.error();
  }
  return all.finish();
}

}  // namespace ziping::simulation
