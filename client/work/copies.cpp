#include "client/work/copies.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "client/text/say.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegins = "vault-", kEnds = ".db", kUnfinished = ".db.part";
constexpr std::uintmax_t kRoomLeft = 256u << 20;  // bytes that a copy leaves free

std::string today(const Vault& vault) { return base::utc_text(vault.clock().now_ms()).substr(0, 10); }

bool has_room(const fs::path& folder, std::uintmax_t bytes) {
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  return failed || space.available > bytes + kRoomLeft;
}

std::string day_of(const fs::path& file) { return file.filename().string().substr(kBegins.size(), 10); }

// "vault-2023-03-01.db" is the day's, "vault-2023-03-01T08-30-00.db" was asked for; by name it comes later.
bool was_asked_for(const fs::path& file) {
  return file.filename().string().size() > kBegins.size() + 10 + kEnds.size();
}

// Those of days beyond the newest ones, and what was asked for earlier on the same day; the one that was just made
// stays, whatever the clock called it.
void remove_old(const fs::path& folder, const fs::path& made) {
  std::vector<fs::path> others = copies_in(folder);
  std::erase(others, made);
  std::set<std::string> days;
  for (const fs::path& file : others) days.insert(day_of(file));
  days.erase(day_of(made));
  while (days.size() >= kCopiesKept) days.erase(days.begin());
  std::error_code ignored;
  for (const fs::path& file : others) {
    const bool same_day = day_of(file) == day_of(made);
    const bool stays = same_day ? !was_asked_for(made) || !was_asked_for(file) : days.contains(day_of(file));
    if (!stays) fs::remove(file, ignored);
  }
}

// A program that was killed over it has left it: the vault's lock says that nobody is at it now.
void remove_unfinished(const fs::path& folder) {
  std::error_code failed;
  std::vector<fs::path> left;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kBegins) && name.find(kUnfinished) != name.npos) left.push_back(entry.path());
  }
  for (const fs::path& file : left) fs::remove(file, failed);
}

fs::path copy_named(Vault& vault, const std::string& moment) {
  return copies_folder(vault) / (std::string(kBegins) + moment + std::string(kEnds));
}

fs::path named_for_now(Vault& vault) {
  std::string moment = base::utc_text(vault.clock().now_ms()).substr(0, 19);  // 2023-03-01T08:30:00
  std::ranges::replace(moment, ':', '-');                                     // no file system minds it
  return copy_named(vault, moment);
}

fs::path named_for_today(Vault& vault) {
  fs::path file = copy_named(vault, today(vault));
  std::error_code failed;
  if (!fs::exists(file, failed)) return file;
  // Where the clock was set back, what has this day's name may be older than all that came since.
  const auto all = copies_in(file.parent_path());
  return all.empty() || day_of(all.back()) <= today(vault) ? file : named_for_now(vault);
}

KeptCopy kept_copy(const fs::path& file) {
  KeptCopy out{file.string()};
  std::error_code failed;
  const std::uintmax_t bytes = fs::file_size(file, failed);
  if (!failed) out.bytes = static_cast<std::int64_t>(bytes);
  const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(file, failed));
  if (!failed) out.at_ms = std::chrono::duration_cast<std::chrono::milliseconds>(written.time_since_epoch()).count();
  return out;
}

}  // namespace

fs::path copies_folder(Vault& vault) {
  const std::string chosen = vault.setting("copies");
  return chosen.empty() ? vault.home() / "copies" : fs::path(chosen);
}

std::vector<fs::path> copies_in(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kBegins) && name.ends_with(kEnds)) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

Result<std::unique_ptr<NewCopy>> NewCopy::begin(Vault& vault, const fs::path& file) {
  const fs::path folder = file.parent_path();
  std::error_code failed;
  if (fs::exists(file, failed)) return std::unique_ptr<NewCopy>();
  fs::create_directories(folder, failed);
  if (failed)
    return base::Error{base::ErrorKind::Denied, "no-access", text::say("copies.no_folder", {folder.string()}),
                       failed.message()};
  remove_unfinished(folder);
  if (!has_room(folder, fs::file_size(vault.home() / "vault.db", failed)))
    return base::Error{base::ErrorKind::Full, "no-room-for-copy", text::say("copies.no_room", {}), {}};
  auto copying = vault.begin_copy(file);
  if (!copying) return copying.error();
  std::unique_ptr<NewCopy> out(new NewCopy(file));
  out->copying_ = std::move(*copying);
  return out;
}

NewCopy::~NewCopy() {
  given_up_ = true;
  if (checking_.joinable()) checking_.join();
}

Result<NewCopy::Stage> NewCopy::go_on() {
  if (!checking_.joinable()) {
    const auto more = copying_->go_on();
    if (!more) return more.error();
    if (*more) return Stage::Writing;
    checking_ = std::thread([this] { check(); });
  }
  if (!checked_) return Stage::Checking;
  if (auto status = take_name(); !status) return status.error();
  return Stage::Made;
}

Status NewCopy::finish() {
  if (!checking_.joinable()) {
    if (const auto written = copying_->go_on(sqlite::kAllPages); !written) return written.error();
    check();
  }
  return take_name();
}

Status NewCopy::take_name() {
  if (checking_.joinable()) checking_.join();
  if (!found_) return found_;
  if (auto status = copying_->finish(); !status) return status;
  remove_old(file_.parent_path(), file_);
  return base::done();
}

Result<std::unique_ptr<NewCopy>> begin_copy_of_today(Vault& vault) {
  return NewCopy::begin(vault, named_for_today(vault));
}

Result<std::unique_ptr<NewCopy>> begin_copy_of_now(Vault& vault) { return NewCopy::begin(vault, named_for_now(vault)); }

Result<std::optional<fs::path>> copy_of_today(Vault& vault) {
  const auto copy = begin_copy_of_today(vault);
  if (!copy) return copy.error();
  if (!*copy) return std::optional<fs::path>();
  if (auto made = (*copy)->finish(); !made) return made.error();
  return std::optional((*copy)->file());
}

Result<fs::path> copy_of_now(Vault& vault) {
  const fs::path file = named_for_now(vault);
  const auto copy = NewCopy::begin(vault, file);
  if (!copy) return copy.error();
  if (*copy)
    if (auto made = (*copy)->finish(); !made) return made.error();
  return file;
}

CopiesKept copies_kept(Vault& vault) { return copies_kept_in(copies_folder(vault)); }

CopiesKept copies_kept_in(const fs::path& folder) {
  CopiesKept out;
  out.folder = folder.string();
  for (const fs::path& file : copies_in(folder)) out.all.insert(out.all.begin(), kept_copy(file));
  out.count = out.all.size();
  if (out.all.empty()) return out;
  const KeptCopy& last = out.all.front();
  out.last_file = fs::path(last.file).filename().string();
  out.last_at_ms = last.at_ms;
  out.last_bytes = last.bytes;
  return out;
}

}  // namespace ziping::client
