#include "server/ledger/ledger.h"

namespace ziping::server {
namespace {

constexpr std::string_view kQuarantineColumns =
    "SELECT quarantine.id, quarantine.at, device, user, body, why FROM quarantine LEFT JOIN device ON device.id = "
    "device ";

Result<Json> quarantined_row(const sqlite::Statement& found) {
  auto body = base::parse_json(found.text(4), {.depth_max = sync::kBodyDepthMax});
  auto why = body ? base::parse_json(found.text(5)) : Result<Json>(body.error());
  if (!why) return why.error();
  const Json* header = body->find("header");
  Json out = std::move(*why);  // {"revision","code","message","paths"}
  out["id"] = found.text(0);
  out["at"] = found.text(1);
  out["device"] = found.text(2);
  out["user"] = found.text(3);
  out["report"] = header ? header->text_or("report") : std::string_view();
  out["body"] = std::move(*body);
  return out;
}

}  // namespace

Status Ledger::quarantine(const std::string& device, const Json& body, const sync::Refused& why) {
  const std::string text = base::canonical(body);
  auto put = database_->prepare("INSERT OR REPLACE INTO quarantine VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, base::sha256(text).hex()).bind(2, now()).bind(3, device).bind(4, text);
  return put.bind(5, base::canonical(why.json())).run();
}

Result<std::optional<sync::Refused>> Ledger::refusal_of(const Json& body) {
  auto find = database_->prepare("SELECT why FROM quarantine WHERE id = ?1");
  find.bind(1, base::sha256(base::canonical(body)).hex());
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return std::optional<sync::Refused>();
  }
  auto why = base::parse_json(find.text(0));
  auto refused = why ? sync::Refused::parse(*why) : Result<sync::Refused>(why.error());
  return refused ? Result(std::optional(std::move(*refused))) : Result<std::optional<sync::Refused>>(refused.error());
}

Status Ledger::release(const Json& body) {
  auto remove = database_->prepare("DELETE FROM quarantine WHERE id = ?1");
  return remove.bind(1, base::sha256(base::canonical(body)).hex()).run();
}

Result<std::vector<Json>> Ledger::quarantined() {
  std::vector<Json> out;
  auto find = database_->prepare(std::string(kQuarantineColumns) + "ORDER BY quarantine.at, quarantine.id");
  while (find.step()) {
    auto row = quarantined_row(find);
    if (!row) return row.error();
    row->as_object()->erase("body");
    out.push_back(std::move(*row));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<Json> Ledger::quarantined(const std::string& id) {
  auto find = database_->prepare(std::string(kQuarantineColumns) + "WHERE quarantine.id = ?1");
  find.bind(1, id);
  if (find.step()) return quarantined_row(find);
  if (auto status = find.status(); !status) return status.error();
  return base::Error{base::ErrorKind::NotFound, "unknown-refusal", "待处理的内容里没有“" + id + "”。", {}};
}

}  // namespace ziping::server
