#include "shared/sqlite/migrate.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ziping::sqlite {
namespace {

Result<std::int64_t> number_of(Database& database) {
  Statement version = database.prepare("PRAGMA user_version");
  const std::int64_t number = version.step() ? version.integer(0) : 0;
  if (auto status = version.status(); !status) return status.error();
  return number;
}

// A line for every column of every table and index, such as "table revision name TEXT 1 0". The text of a statement is
// no part of it: a comment in a step may be reworded.
Result<std::set<std::string>> shape_of(Database& database) {
  Statement find = database.prepare(
      "SELECT one.type || ' ' || one.name || ' ' || part.name || ' ' || part.type || ' ' || part.\"notnull\" || ' ' || "
      "part.pk FROM sqlite_schema AS one, pragma_table_info(one.name) AS part WHERE one.type = 'table' "
      "UNION SELECT 'index ' || one.name || ' ' || one.tbl_name || ' ' || part.seqno || ' ' || part.name "
      "FROM sqlite_schema AS one, pragma_index_info(one.name) AS part WHERE one.type = 'index'");
  std::set<std::string> out;
  while (find.step()) out.insert(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return out;
}

// Of a fresh database. Worked out once: it takes longer than all the rest of opening a file.
Result<std::set<std::string>> shape_after(std::span<const std::string_view> steps) {
  thread_local std::map<std::vector<std::string>, std::set<std::string>> known;
  std::vector<std::string> texts(steps.begin(), steps.end());
  if (const auto at = known.find(texts); at != known.end()) return at->second;
  auto fresh = Database::open_memory();
  if (!fresh) return fresh.error();
  for (const std::string& step : texts)
    if (auto status = (*fresh)->run(step); !status) return status.error();
  auto shape = shape_of(**fresh);
  if (shape) known.emplace(std::move(texts), *shape);
  return shape;
}

// The first line of what a fresh database has and this one lacks; empty for none.
Result<std::string> missing(Database& database, std::span<const std::string_view> steps) {
  auto wanted = shape_after(steps), there = shape_of(database);
  if (!wanted) return wanted.error();
  if (!there) return there.error();
  for (const std::string& line : *wanted)
    if (!there->contains(line)) return line;
  return std::string();
}

Status points_at_something(Database& database) {
  Statement find = database.prepare("PRAGMA foreign_key_check");
  const std::string table = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status;
  if (table.empty()) return base::done();
  return base::Error{base::ErrorKind::Corrupt, "bad-database", "数据库里有指不到的内容。", table};
}

Status verify(Database& database, std::span<const std::string_view> steps) {
  auto lacks = missing(database, steps);
  if (!lacks) return lacks.error();
  if (!lacks->empty()) return base::Error{base::ErrorKind::Corrupt, "bad-schema", "数据库缺少表或列。", *lacks};
  if (auto status = points_at_something(database); !status) return status;
  return database.check_integrity();
}

Status run_steps(Database& database, std::int64_t number, std::span<const std::string_view> steps) {
  for (const std::string_view step : steps.subspan(static_cast<std::size_t>(number)))
    if (auto status = database.run(step); !status) return status;
  return database.run("PRAGMA user_version = " + std::to_string(steps.size()));
}

base::Error newer(std::int64_t number, std::size_t newest) {
  return {base::ErrorKind::Outdated,
          "newer-database",
          "这个数据库由更新的程序写成（第 " + std::to_string(number) + " 版，本程序到第 " + std::to_string(newest) +
              " 版）。请更新程序；数据没有改动。",
          {}};
}

base::Error not_migrated(const base::Error& why, const std::filesystem::path& copy) {
  std::string sentence = "升级数据库没有成功，已退回原样，内容都还在。请继续用原来的程序，并联系管理员。";
  if (!copy.empty()) sentence += "升级前的副本在“" + copy.string() + "”。";
  return {base::ErrorKind::Corrupt, "bad-migration", std::move(sentence), why.code + ": " + why.cause};
}

// Of a disk that fails the person hears as always; the rest is about these steps on this file.
bool is_the_disk(const base::Error& error) {
  return error.kind == base::ErrorKind::Full || error.kind == base::ErrorKind::Unavailable ||
         error.kind == base::ErrorKind::Denied;
}

}  // namespace

Status migrate(Database& database, const std::filesystem::path& file, std::span<const std::string_view> steps) {
  const auto number = number_of(database);
  if (!number) return number.error();
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (*number > newest) return newer(*number, steps.size());
  if (*number == newest) {
    auto lacks = missing(database, steps);
    if (!lacks) return lacks.error();
    if (lacks->empty()) return base::done();
    return base::Error{base::ErrorKind::Corrupt, "bad-schema",
                       "数据库缺少应有的表或列，没有打开，也没有改动。请联系管理员从备份恢复。", *lacks};
  }
  std::filesystem::path copy;
  if (*number > 0 && !file.empty()) {
    copy = file.string() + ".before-" + std::to_string(*number);
    // Anew each time: one that stands there is of an earlier try, and there may be work since. A try that was cut short
    // has left the database as it was.
    if (auto status = database.copy_to(copy); !status) return status;
  }
  auto transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  Status status = run_steps(database, *number, steps);
  if (status) status = verify(database, steps);
  if (status) return transaction->commit();
  if (is_the_disk(status.error())) return status;
  return not_migrated(status.error(), copy);
}

}  // namespace ziping::sqlite
