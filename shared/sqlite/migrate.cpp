#include "shared/sqlite/migrate.h"

namespace ziping::sqlite {

Status migrate(Database& database, const std::filesystem::path& file, std::span<const std::string_view> steps) {
  std::int64_t number = 0;
  {
    Statement version = database.prepare("PRAGMA user_version");
    if (version.step()) number = version.integer(0);
    if (auto status = version.status(); !status) return status;
  }
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (number > newest)
    return base::Error{base::ErrorKind::Outdated,
                       "newer-database",
                       "这个数据库由更新的程序写成（第 " + std::to_string(number) + " 版，本程序到第 " +
                           std::to_string(newest) + " 版）。请更新程序；数据没有改动。",
                       {}};
  if (number > 0 && number < newest && !file.empty()) {
    const std::filesystem::path copy = file.string() + ".before-" + std::to_string(number);
    std::error_code unknown;  // then the copy is made again, which costs only time
    if (!std::filesystem::exists(copy, unknown))
      if (auto status = database.copy_to(copy); !status) return status;
  }
  for (; number < newest; ++number) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (auto status = database.run(steps[static_cast<std::size_t>(number)]); !status) return status;
    if (auto status = database.run("PRAGMA user_version = " + std::to_string(number + 1)); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
  }
  return base::done();
}

}  // namespace ziping::sqlite
