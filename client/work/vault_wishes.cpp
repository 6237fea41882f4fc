// What somebody wants done with a report, one a report, until the ledger tells that it was done.
#include "client/text/say.h"
#include "client/work/vault.h"

namespace ziping::client {
namespace {

constexpr const char* kStates[] = {"waiting", "asked", "refused"};

std::string_view state_word(Wish::State state) { return kStates[static_cast<std::size_t>(state)]; }

// Columns in the order of the table. None for an action of a newer program.
std::optional<Wish> wish_in(const sqlite::Statement& row) {
  const auto action = sync::action_named(row.text(1));
  if (!action) return std::nullopt;
  Wish out{row.text(0), *action, row.integer(2), row.text(3), row.text(4), row.text(5)};
  for (const Wish::State state : {Wish::State::Asked, Wish::State::Refused})
    if (row.text(6) == state_word(state)) out.state = state;
  out.code = row.text(7);
  out.why = row.text(8);
  return out;
}

}  // namespace

Status Vault::keep_wish(const Wish& wish) {
  auto put = database_->prepare("INSERT OR REPLACE INTO wish VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  return put.bind(1, wish.report)
      .bind(2, sync::name(wish.action))
      .bind(3, wish.version)
      .bind(4, wish.heads)
      .bind(5, wish.note)
      .bind(6, wish.at)
      .bind(7, state_word(wish.state))
      .bind(8, wish.code)
      .bind(9, wish.why)
      .run();
}

Result<std::vector<Wish>> Vault::wishes() {
  std::vector<Wish> out;
  auto find = database_->prepare("SELECT * FROM wish ORDER BY rowid");
  while (find.step())
    if (auto wish = wish_in(find)) out.push_back(std::move(*wish));
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<std::optional<Wish>> Vault::wish(const std::string& report) {
  auto find = database_->prepare("SELECT * FROM wish WHERE report = ?1");
  find.bind(1, report);
  std::optional<Wish> out;
  if (find.step()) out = wish_in(find);
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Vault::mark_wish_asked(const std::string& report) {
  return database_->prepare("UPDATE wish SET state = 'asked' WHERE report = ?1").bind(1, report).run();
}

Status Vault::refuse_wish(const std::string& report, const base::Error& why) {
  auto mark = database_->prepare("UPDATE wish SET state = 'refused', code = ?2, why = ?3 WHERE report = ?1");
  return mark.bind(1, report).bind(2, why.code).bind(3, why.message).run();
}

Status Vault::forget_wish(const std::string& report) {
  return database_->prepare("DELETE FROM wish WHERE report = ?1").bind(1, report).run();
}

// Of a submit the version tells that it is the revision that was meant, and not another of the same person's.
Status Vault::fulfil_wish(const Json& stage) {
  const std::string report(stage.text_or("report"));
  auto kept = wish(report);
  if (!kept) return kept.error();
  if (!*kept || stage.text_or("action") != sync::name((*kept)->action) ||
      stage.integer_or("version", 0) != (*kept)->version_after())
    return base::done();
  auto self = identity();
  if (!self) return self.error();
  if (stage.text_or("by") != self->user.name) return base::done();
  if ((*kept)->action == sync::Action::Submit) {
    auto version = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
    version.bind(1, report).bind(2, (*kept)->version_after());
    if (!version.step() || version.text(0) + " " != (*kept)->heads) return version.status();
  }
  return forget_wish(report);
}

}  // namespace ziping::client
