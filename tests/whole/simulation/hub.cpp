#include "tests/whole/simulation/hub.h"

#include "client/work/courier.h"
#include "server/admin/bundle.h"
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

// Of all entries of that kind, from what they hold.
template <class Sealed>
std::set<std::string> names_of(server::Ledger& ledger, const std::string& kind) {
  std::set<std::string> out;
  auto find = ledger.database().prepare("SELECT body FROM entry WHERE kind = ?1");
  find.bind(1, kind);
  while (find.step()) {
    const auto body = base::parse_json(find.text(0));
    const Json* json = body ? body->find(kind) : nullptr;
    if (const auto sealed = json ? Sealed::parse(*json) : base::Result<Sealed>(base::Error{}))
      out.insert(sealed->header.name().hex());
  }
  return out;
}

std::set<std::string> held_by(server::Ledger& ledger) {
  std::set<std::string> out = names_of<report::Revision>(ledger, "revision");
  out.merge(names_of<sync::Remark>(ledger, "remark"));
  return out;
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
  api_ = std::make_unique<server::Api>(std::move(ledger), server::Admission::AtOnce, clock_, random_);
}

void Hub::stop(End end) {
  trouble_.note(end == End::Orderly ? "the server stops"
                : end == End::Kill  ? "the server is killed"
                                    : "the server loses its power");
  if (end != End::Orderly) disk_.kill(name());  // the going program writes nothing more
  api_.reset();
  if (end == End::PowerCut) disk_.cut_power(name(), random_);
  dying_ = false;
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
  for (const Json& receipt : answer.body.list("receipts")) {
    trouble_.note("the server gives a receipt for " + std::string(receipt.text_or("revision")) + " at " + path);
    const auto [at, fresh] = receipts_.emplace(receipt.text_or("revision"), receipt.integer_or("seq", 0));
    if (!fresh && at->second != receipt.integer_or("seq", 0))
      trouble_.tell("one revision has two receipts: " + at->first);
  }
  return {answer.status, base::canonical(answer.body)};
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

void Hub::work_by_hand(Stick& stick, const std::vector<Person>& people) {
  if (up()) stop(End::Orderly);
  repair_disk();
  random_.below(2) == 0 ? take_bundle(stick) : make_bundle(stick, people[random_.below(people.size())]);
  start();
}

void Hub::take_bundle(Stick& stick) {
  const auto copy = stick.any();
  const auto ledger = copy ? this->ledger() : nullptr;
  if (!ledger) return;
  auto transaction = sqlite::Transaction::begin(ledger->database());
  const auto taken = server::take_bundle(*ledger, "管", copy->file, "");
  trouble_.note("the server takes a bundle: " + (taken ? base::canonical(*taken) : taken.error().code));
  if (!taken) return;
  if (copy->spoilt) trouble_.tell("the server takes a bundle that was spoilt");
  stick.taken();
  if (transaction->commit()) owe_receipts(*ledger);
}

void Hub::make_bundle(Stick& stick, const Person& reader) {
  const auto ledger = this->ledger();
  auto made = ledger ? server::answer(*ledger, reader.name, random_.below(2) == 0 ? 0 : -1)
                     : base::Result<server::BundleAnswer>(base::Error{});
  trouble_.note("the server makes a bundle: " + (made ? std::to_string(made->entries) : made.error().code));
  if (made) stick.put(std::move(made->file));
}

void Hub::back_up() {
  if (up()) stop(End::Orderly);
  repair_disk();
  backup_ = disk_.copy(name());
  start();
}

void Hub::set_back() {
  if (!backup_) return;
  if (up()) stop(End::Kill);
  repair_disk();
  disk_.restore(name(), *backup_);
  trouble_.note("the server is set back");
  if (const auto ledger = this->ledger()) {
    const std::set<std::string> held = held_by(*ledger);
    std::erase_if(receipts_, [&](const auto& one) { return !held.contains(one.first); });
  }
  start();
}

// What was taken from a bundle is owed from now on, as what was confirmed over the wire.
void Hub::owe_receipts(server::Ledger& ledger) {
  auto find = ledger.database().prepare("SELECT name, seq FROM revision");
  while (find.step()) {
    trouble_.note("by a bundle the server holds " + find.text(0));
    receipts_.emplace(find.text(0), find.integer(1));
  }
}

void Hub::look_for_receipts(server::Ledger& ledger) {
  const std::set<std::string> held = held_by(ledger);
  for (const auto& [name, seq] : receipts_)
    if (!held.contains(name)) trouble_.tell("a revision with a receipt is gone from the server: " + name);
}

void Hub::verify() {
  const auto ledger = this->ledger();
  if (!ledger) return;
  look_for_receipts(*ledger);
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
