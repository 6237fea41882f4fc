#include "tests/whole/simulation/hub.h"

#include "client/work/courier.h"
#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"

namespace ziping::simulation {
namespace {

using base::Json;

// One hash for all: Argon2id is slow on purpose, and nobody here signs in with a password.
const server::KeptSecret& any_secret() {
  static const server::KeptSecret secret = *server::kept("password of nobody", server::Secret::Password);
  return secret;
}

// Of a submit and its answer.
std::string version_name(const Json& asked, const Json& answer) {
  return std::string(asked.text_or("report")) + " " + std::to_string(answer.integer_or("version", 0));
}

}  // namespace

Hub::Hub(std::filesystem::path folder, test::MemoryDisk& disk, base::SeededRandom& random, Trouble& trouble)
    : folder_(std::move(folder)), disk_(disk), random_(random), trouble_(trouble) {
  ENSURE(server::Ledger::init(folder_, random_).has_value());
  // The disk in memory is SQLite's alone; the ledger looks for its file on the real one first.
  ENSURE(base::write_file(folder_ / "ledger.db", "").has_value());
}

void Hub::furnish(const std::vector<Person>& people, const std::vector<form::Form>& forms) {
  const auto ledger = this->ledger();
  auto transaction = sqlite::Transaction::begin(ledger->database());
  ENSURE(transaction.has_value());
  for (const form::Form& form : forms) ENSURE(ledger->add_form(form).has_value());
  std::set<std::string> departments, teams;
  for (const Person& one : people) {
    if (!one.department.empty() && departments.insert(one.department).second)
      ENSURE(ledger->add_department(one.department, one.department + "局").has_value());
    if (!one.team.empty() && teams.insert(one.team).second)
      ENSURE(ledger->add_team(one.team, one.team + "队", one.department).has_value());
    ENSURE(ledger->add_user({one.name, one.role, one.department, one.team}, any_secret()).has_value());
  }
  ENSURE(transaction->commit().has_value());
}

std::unique_ptr<server::Ledger> Hub::ledger() {
  auto ledger = server::Ledger::open(folder_, clock_);
  if (ledger) return std::move(*ledger);
  trouble_.tell("the server does not start: " + ledger.error().code + " " + ledger.error().cause);
  return nullptr;
}

void Hub::enrol(client::Vault& vault, const Person& person) {
  const auto ledger = this->ledger();
  const auto key = vault.device_key();
  const std::string token = base::random_name(random_, 32);
  auto transaction = sqlite::Transaction::begin(ledger->database());
  const auto credentials = ledger->credentials(person.name);
  ENSURE(credentials.has_value());
  const auto device =
      ledger->put_device(*credentials, person.name, key->public_key(), token, server::Admission::AtOnce);
  ENSURE(device.has_value() && transaction->commit().has_value());
  ENSURE(
      vault.enrolled({"http://hub", ledger->server_id(), token, device->id, ledger->key().public_key(), device->user})
          .has_value());
}

void Hub::revoke(const std::string& device) {
  if (up()) stop(End::Orderly);
  repair_disk();
  if (const auto ledger = this->ledger()) ENSURE(ledger->revoke_device(device).has_value());
  start();
}

void Hub::start() {
  auto ledger = this->ledger();
  if (!ledger) return;
  look_for_receipts(*ledger);
  look_for_versions(*ledger);
  api_ = std::make_unique<server::Api>(std::move(ledger), server::Admission::AtOnce, clock_, random_,
                                       [this] { return volume_; });
}

void Hub::stop(End end) {
  trouble_.note(end == End::Orderly ? "the server stops"
                : end == End::Kill  ? "the server is killed"
                                    : "the server loses its power");
  if (end != End::Orderly) disk_.kill(name());  // the going program writes nothing more
  api_.reset();
  const bool deceived = is_deceived();
  if (end == End::PowerCut) disk_.cut_power(name(), random_);
  dying_ = false;
  if (end == End::PowerCut && deceived) look_for_damage();
}

void Hub::break_disk(int nth, test::DiskFault fault) {
  trouble_.note("the server has a disk that fails in way " + std::to_string(static_cast<int>(fault)));
  disk_.fail_at(name(), nth, fault);
  dying_ = fault == test::DiskFault::Dead;
}

void Hub::repair_disk() { disk_.repair(name()); }

Hub::Reply Hub::answer(const std::string& path, const std::string& token, const std::string& body) {
  if (!up()) return {};
  const server::Call call{body, {}, token, "10.0.0.1"};
  const server::Answer answer = path == "/v1/sync" ? api_->sync(call) : api_->transition(call);
  hear_receipts(path, answer.body);
  const auto asked =
      path == "/v1/transition" && answer.status == 200 ? base::parse_json(body) : base::Result<Json>(base::Error{});
  if (asked && asked->text_or("action") == "submit")
    versions_[version_name(*asked, answer.body)] = asked->text_or("revision");
  return {answer.status, base::canonical(answer.body)};
}

void Hub::hear_receipts(const std::string& path, const Json& answer) {
  for (const Json& receipt : answer.list("receipts")) {
    trouble_.note("the server gives a receipt for " + std::string(receipt.text_or("revision")) + " at " + path);
    const auto [at, fresh] = receipts_.emplace(receipt.text_or("revision"), receipt.integer_or("seq", 0));
    if (!fresh && at->second != receipt.integer_or("seq", 0))
      trouble_.tell("one revision has two receipts: " + at->first);
  }
}

std::optional<base::Result<client::FileAnswer>> Hub::answer_file(const client::FileRequest& request,
                                                                 const std::string& token) {
  using Kind = client::FileRequest::Kind;
  if (!up()) return std::nullopt;
  server::Call call{request.body, {}, token, "10.0.0.1"};
  const server::FilePlace place{request.file, request.offset, request.bytes};
  if (request.kind == Kind::Fetch) {
    server::Answer refused;
    auto slice = api_->read_file(call, place, refused);
    if (slice) return client::FileAnswer{{}, std::move(slice->body), slice->bytes};
    return client::understood(refused.status, base::canonical(refused.body)).error();
  }
  if (request.kind == Kind::Ask) {
    Json body;
    body["file"] = request.file;
    body["bytes"] = request.bytes;
    call.body = base::canonical(body);
  }
  const server::Answer answer = request.kind == Kind::Ask ? api_->ask_file(call) : api_->append_file(call, place);
  auto json = client::understood(answer.status, base::canonical(answer.body));
  if (!json) return json.error();
  return client::FileAnswer{std::move(*json), {}, 0};
}

void Hub::verify() {
  const auto ledger = this->ledger();
  if (!ledger) return;
  look_for_receipts(*ledger);
  look_for_versions(*ledger);
  if (const auto whole = server::verify(*ledger); !whole)
    trouble_.tell("the server's data does not verify: " + whole.error().code + " " + whole.error().cause);
  auto transaction = sqlite::Transaction::begin(ledger->database());
  const auto rebuilt = server::rebuild(*ledger);
  if (!rebuilt)
    trouble_.tell("the caches cannot be rebuilt: " + rebuilt.error().code);
  else if (rebuilt->integer_or("differences", -1) != 0)
    trouble_.tell("the caches are not what the log says");
}

}  // namespace ziping::simulation
