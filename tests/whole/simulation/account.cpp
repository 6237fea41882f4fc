#include "tests/whole/simulation/account.h"

#include <optional>

namespace ziping::simulation {
namespace {

base::Error bad_account(std::string code, std::string object) {
  return {base::ErrorKind::Invalid, std::move(code), "an object is not in exactly one place", std::move(object)};
}

// Of rows with a kind, a name and a state.
constexpr const char* kObjects =
    "SELECT 'edit', id, 'draft' FROM edit UNION ALL SELECT 'aside', id, 'draft' FROM aside "
    "UNION ALL SELECT 'revision', name, state FROM revision UNION ALL SELECT 'remark', name, state FROM remark "
    "UNION ALL SELECT 'file', sha256, state FROM file "
    "UNION ALL SELECT 'version', report || ' ' || number || ' ' || revision, 'durable' FROM version "
    "UNION ALL SELECT 'stage', report || ' ' || json_extract(body, '$.stage') || ' ' || seq, 'durable' FROM "
    "stage_event "
    "UNION ALL SELECT 'receipt', revision || ' ' || seq, 'durable' FROM receipt "
    "UNION ALL SELECT kind, CASE kind WHEN 'version' THEN report || ' ' || json_extract(body, '$.version') || ' ' || "
    "json_extract(body, '$.revision') WHEN 'stage' THEN report || ' ' || json_extract(body, '$.stage') || ' ' || seq "
    "ELSE json_extract(body, '$.revision') || ' ' || seq END, 'former' FROM former "
    "UNION ALL SELECT 'suggestion', id || ' ' || path || ' ' || value, 'quarantined' FROM suggestion "
    "UNION ALL SELECT 'entry', id || ' ' || seq, 'quarantined' FROM set_aside";

constexpr const char* kAuthors =
    "SELECT 'revision ' || name, json_extract(body, '$.header.device') FROM revision UNION ALL SELECT 'remark ' || "
    "name, json_extract(body, '$.header.device') FROM remark";

std::optional<Place> place_named(const std::string& state) {
  static const std::map<std::string, Place> places{
      {"draft", Place::Draft},        {"queued", Place::Queued},           {"durable", Place::Durable},
      {"former", Place::Superseded},  {"quarantined", Place::Quarantined}, {"refused", Place::Quarantined},
      {"withdrawn", Place::Withdrawn}};
  const auto at = places.find(state);
  return at == places.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace

base::Result<Account> account_of(sqlite::Database& database) {
  Account out;
  auto find = database.prepare(kObjects);
  while (find.step()) {
    const std::string kind = find.text(0), object = kind + " " + find.text(1);
    const auto place = place_named(find.text(2));
    if (!place) return bad_account("no-place", object + " " + find.text(2));
    const auto [at, fresh] = out.objects.emplace(object, *place);
    // What a server said before it was set back may be said again by the same words.
    if (!fresh && kind != "receipt" && kind != "stage" && kind != "version") return bad_account("two-places", object);
    if (*place == Place::Durable) at->second = Place::Durable;
  }
  if (auto status = find.status(); !status) return status.error();
  auto authors = database.prepare(kAuthors);
  while (authors.step()) out.authors.emplace(authors.text(0), authors.text(1));
  if (auto status = authors.status(); !status) return status.error();
  return out;
}

bool may_move(std::string_view object, Place from, const Place* to, Server server) {
  if (!to) return object.starts_with("edit ") || object.starts_with("aside ");
  if (*to == from || server == Server::SetBack) return true;
  switch (from) {
    case Place::Durable:
      return false;
    case Place::Superseded:
      return *to == Place::Durable;
    default:
      return *to != Place::Superseded && *to != Place::Draft;
  }
}

}  // namespace ziping::simulation
