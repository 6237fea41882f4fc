// What a database holds, as one hash: where two are equal, every table but the excepted has the same rows.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/sqlite/database.h"

namespace ziping::tests {

inline std::string contents_of(sqlite::Database& database, const std::set<std::string>& except) {
  std::vector<std::string> tables;
  auto find = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  while (find.step()) tables.push_back(find.text(0));
  ENSURE(find.status().has_value() && !tables.empty());
  base::Sha256 hash;
  for (const std::string& table : tables) {
    if (except.contains(table)) continue;
    std::string row;
    auto columns = database.prepare("SELECT name FROM pragma_table_info(?1)");
    columns.bind(1, table);
    while (columns.step()) row += (row.empty() ? "quote(\"" : " || ' ' || quote(\"") + columns.text(0) + "\")";
    ENSURE(columns.status().has_value() && !row.empty());
    hash.add(table + "\n");
    auto rows = database.prepare("SELECT " + row + " FROM \"" + table + "\" ORDER BY 1");
    while (rows.step()) hash.add(rows.text(0) + "\n");
    ENSURE(rows.status().has_value());
  }
  return hash.finish().hex();
}

// All that a device has, by the file of its vault, which nobody may have open; a cache of the list of reports is not
// counted.
inline std::string held_in(const std::filesystem::path& vault) {
  const auto database = sqlite::Database::open(vault);
  ENSURE(database.has_value());
  return contents_of(**database, {"summary"});
}

}  // namespace ziping::tests
