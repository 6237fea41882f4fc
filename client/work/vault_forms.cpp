// Forms that came and that the program could not read then: they are kept whole among what was set aside, and read
// again by a program that may know more.
#include "client/work/vault.h"

namespace ziping::client {
namespace {

constexpr const char* kFormsAside =
    "SELECT id, body, why FROM set_aside WHERE json_extract(body, '$.kind') = 'form' ORDER BY id";

}  // namespace

Result<std::optional<Vault::UnreadForm>> Vault::unread_form(const std::string& name) {
  std::optional<UnreadForm> out;
  auto find = database_->prepare(kFormsAside);
  while (!out && find.step()) {
    auto entry = base::parse_json(find.text(1));
    const Json* body = entry ? entry->find("form") : nullptr;
    if (!body || base::sha256(base::canonical(*body)).hex() != name) continue;
    out = UnreadForm{std::string(body->text_or("title", body->text_or("id"))), find.text(2)};
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<std::vector<std::string>> Vault::read_forms_again() {
  std::vector<std::pair<std::int64_t, Json>> read;
  auto find = database_->prepare(kFormsAside);
  while (find.step()) {
    auto entry = base::parse_json(find.text(1));
    const Json* body = entry ? entry->find("form") : nullptr;
    if (body && form::Form::parse(*body)) read.emplace_back(find.integer(0), std::move(*entry));
  }
  if (auto status = find.status(); !status) return status.error();
  Applied applied;
  if (read.empty()) return applied.reports;
  const Status committed = in_transaction("", [&]() -> Status {
    for (const auto& [id, entry] : read) {
      if (auto status = take_entry(entry, applied); !status) return status;
      auto drop = database_->prepare("DELETE FROM set_aside WHERE id = ?1");
      if (auto status = drop.bind(1, id).run(); !status) return status;
    }
    return base::done();
  });
  if (!committed) return committed.error();
  return applied.reports;
}

}  // namespace ziping::client
