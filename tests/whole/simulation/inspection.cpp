// Looks at a device from outside: at the file, with the program down, or at a copy of it while the program goes on.
#include "tests/whole/simulation/device.h"

namespace ziping::simulation {
namespace {

using base::Json;

// Every word that the vault holds anywhere: in revisions, in the draft's journal, among what was put or set aside or
// refused.
struct Held {
  Words words;
  std::string refused;  // kept whole, as text
};

base::Status add_revisions(sqlite::Database& database, Held& held) {
  std::map<std::string, report::History> histories;
  auto find = database.prepare("SELECT body, state FROM revision ORDER BY id");
  while (find.step()) {
    const auto json = base::parse_json(find.text(0));
    const auto revision = json ? report::Revision::parse(*json) : base::Result<report::Revision>(json.error());
    if (!revision) return revision.error();
    if (find.text(1) == "quarantined") {
      held.refused += find.text(0);
      continue;
    }
    report::History& history = histories[revision->header.report];
    const auto added = history.add(*revision);
    if (!added) return added.error();
    held.words.merge(words_of(*history.find(*added)->state));
  }
  return find.status();
}

base::Status add_texts(sqlite::Database& database, const std::string& sql, Held& held) {
  auto find = database.prepare(sql);
  while (find.step()) held.refused += find.text(0);
  return find.status();
}

// Steps and versions that the server told of past the entry that it is asked to go on from.
base::Result<bool> has_heard_past_its_cursor(sqlite::Database& database) {
  auto find = database.prepare(
      "SELECT 1 FROM (SELECT seq FROM stage_event UNION ALL SELECT json_extract(body, '$.seq') FROM version) "
      "WHERE seq > (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'cursor')");
  const bool out = find.step();
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace

void Device::look_for_what_is_owed() {
  look_into(folder_);
  is_set_back_ = false;
}

// What could not be committed may be found by who opens the file now, and is gone with the next commit of the program
// that was told so.
void Device::look_in_passing() {
  if (!up() || has_stumbled_) return;
  const std::filesystem::path as = folder_.string() + "-seen";
  disk_.show(folder_.string(), as.string());
  look_into(as);
}

// None while something typed is on its way to the disk, or something of the disk on its way to the window.
std::optional<std::pair<std::string, base::Hash>> Device::what_is_saved() const {
  if (!up() || !orders_.empty() || !news_.empty() || disk_.has_failed(folder_.string())) return std::nullopt;
  const auto& open = model_.report;
  if (!open || !open->form || open->typed != open->saved || model_.unsaved) return std::nullopt;
  return std::pair(open->id, report::digest(open->state));
}

// Not its words alone: rows that went or changed places and choices too.
void Device::compare_with_window(const std::pair<std::string, base::Hash>& saved) {
  const auto vault = seen();
  const auto row = vault ? vault->report(saved.first) : base::Result<client::ReportRow>(base::Error{});
  const auto shown = row ? vault->shown(*row) : base::Result<client::Shown>(row.error());
  if (!vault) return;
  if (!shown)
    return trouble_.tell(name() + " does not show after a crash what it showed before: " + shown.error().code);
  if (report::digest(shown->state) != saved.second)
    trouble_.tell(name() + " shows something else after a crash than it showed as saved");
}

void Device::look_into(const std::filesystem::path& folder) {
  auto database = sqlite::Database::open(folder / "vault.db");
  Held held;
  base::Status status = database ? (*database)->check_integrity() : base::Status(database.error());
  if (status) status = add_revisions(**database, held);
  for (const char* sql : {"SELECT body FROM edit", "SELECT body FROM aside", "SELECT value FROM suggestion",
                          "SELECT body FROM set_aside"})
    if (status) status = add_texts(**database, sql, held);
  auto account = status ? account_of(**database) : base::Result<Account>(status.error());
  const auto past = account ? has_heard_past_its_cursor(**database) : base::Result<bool>(account.error());
  if (!past) return trouble_.tell(name() + ": the file does not read: " + past.error().code + " " + past.error().cause);
  if (*past) trouble_.tell(name() + ": the cursor is behind what was heard");
  compare_with_last(*account);
  for (const auto& [word, owed] : owed_)
    if (owed.saved && !held.words.contains(word)) {
      std::string quoted = base::canonical(Json(word));
      quoted = quoted.substr(1, quoted.size() - 2);
      if (held.refused.find(quoted) == std::string::npos)
        trouble_.tell(name() + ": saved and gone: " + word + " of edit " + std::to_string(owed.number));
    }
}

// The books are closed each time that somebody looks.
void Device::compare_with_last(Account& now) {
  for (const std::string& object : kept_)
    if (!now.objects.contains(object)) trouble_.tell(name() + ": kept and gone: " + object);
  for (const auto& [object, before] : account_.objects) {
    const auto at = now.objects.find(object);
    const Place* const here = at == now.objects.end() ? nullptr : &at->second;
    if (may_move(object, before, here, is_set_back_ ? Server::SetBack : Server::Same)) continue;
    trouble_.tell(name() + ": " + object + " was in place " + std::to_string(static_cast<int>(before)) +
                  (here ? " and is in place " + std::to_string(static_cast<int>(*here)) : std::string(" and is gone")));
  }
  for (const auto& [object, author] : now.authors)
    if (author == id_) made_.insert(object);
  account_ = std::move(now);
}

}  // namespace ziping::simulation
