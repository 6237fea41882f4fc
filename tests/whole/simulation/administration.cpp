// What the administrator does at the server itself: bundles, backups, and what is left after a power cut.
#include "client/work/bundles.h"
#include "server/admin/bundle.h"
#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"
#include "tests/whole/simulation/contents.h"
#include "tests/whole/simulation/hub.h"

namespace ziping::simulation {
namespace {

using base::Json;

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

std::map<std::string, std::string> versions_of(server::Ledger& ledger) {
  std::map<std::string, std::string> out;
  auto find = ledger.database().prepare("SELECT report || ' ' || number, revision FROM version");
  while (find.step()) out.emplace(find.text(0), find.text(1));
  return out;
}

}  // namespace

void Hub::work_by_hand(Stick& stick, const std::vector<Person>& people) {
  if (up()) stop(End::Orderly);
  repair_disk();
  random_.below(2) == 0 ? take_bundle(stick) : make_bundle(stick, people[random_.below(people.size())]);
  start();
}

std::optional<base::Hash> Hub::contents(Audit audit) const {
  const std::string_view except = audit == Audit::With ? "" : "audit";
  auto database = sqlite::Database::open(folder_ / "ledger.db");
  auto hash = database ? simulation::contents(**database, except) : base::Result<base::Hash>(database.error());
  return hash ? std::optional(*hash) : std::nullopt;
}

// Whole or not at all; a second time changes nothing, but that it was refused again is noted; what has suffered, or is
// not opened, changes nothing and is told.
void Hub::take_bundle(Stick& stick) {
  const auto copy = stick.any();
  if (!copy) return;
  const auto take = [&](const std::string& passphrase) -> base::Result<Json> {
    const auto ledger = this->ledger();
    if (!ledger) return base::Error{};
    auto transaction = sqlite::Transaction::begin(ledger->database());
    auto taken = server::take_bundle(*ledger, "管", copy->file, passphrase);
    if (!taken) return taken;
    if (auto status = transaction->commit(); !status) return status.error();
    owe_receipts(*ledger);
    return taken;
  };
  const auto before = contents();
  if (!copy->for_keys && !copy->spoilt) {
    const auto wrong = take("别人的口令也不短");
    if (wrong || wrong.error().code != "wrong-passphrase")
      trouble_.tell("the server opens a bundle without its passphrase, or does not say why not");
    if (contents() != before) trouble_.tell("the server was changed by a bundle that it could not open");
  }
  const auto taken = take(copy->passphrase);
  trouble_.note("the server takes a bundle: " + (taken ? base::canonical(*taken) : taken.error().code));
  const auto after = contents();
  if (!taken) {
    if (after != before) trouble_.tell("the server was changed by a bundle that it did not take");
    // What it builds on may be gone with what the server lost, and what was left out was to come by other ways.
    const bool lacks = taken.error().code == "missing-revisions" && (set_backs_ > 0 || !copy->complete);
    const bool own = taken.error().code == "foreign-bundle" && !copy->by_device;
    if (!copy->spoilt && !lacks && !own)
      trouble_.tell("the server does not take a bundle: " + taken.error().code + " " + taken.error().message);
    return;
  }
  if (copy->spoilt) trouble_.tell("the server takes a bundle that was spoilt");
  stick.taken();
  const auto without_audit = contents(Audit::Without);
  if (!take(copy->passphrase) || contents(Audit::Without) != without_audit)
    trouble_.tell("the server is changed by a bundle that it took before");
}

void Hub::make_bundle(Stick& stick, const Person& reader) {
  const auto ledger = this->ledger();
  auto made =
      ledger ? server::answer(*ledger, reader.name, random_.below(2) == 0 ? 0 : -1, server::AnswerFiles::Small, random_)
             : base::Result<server::BundleAnswer>(base::Error{});
  trouble_.note("the server makes a bundle: " + (made ? std::to_string(made->entries) : made.error().code));
  if (made) stick.put({.file = std::move(made->file), .by_device = false});
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
  go_back_to(*backup_);
  start();
}

void Hub::go_back_to(const test::MemoryDisk::Copy& copy) {
  disk_.restore(name(), copy);
  trouble_.note("the server is set back");
  owe_less();
}

// What it has no more is owed by those who heard that it had it.
void Hub::owe_less() {
  ++set_backs_;
  gone_back_ = true;
  const auto ledger = this->ledger();
  if (!ledger) return;
  const std::set<std::string> held = held_by(*ledger);
  std::erase_if(receipts_, [&](const auto& one) { return !held.contains(one.first); });
  const std::map<std::string, std::string> versions = versions_of(*ledger);
  std::erase_if(versions_, [&](const auto& one) { return !versions.contains(one.first); });
}

void Hub::deceive(int nth) {
  back_up();
  break_disk(nth, test::DiskFault::Forget);
}

// Whole, if with less than there was; or said to be damaged.
void Hub::look_for_damage() {
  trouble_.note("the server had a disk that forgot");
  base::Result<Json> whole = base::Error{};
  {
    auto ledger = server::Ledger::open(folder_, clock_);
    whole = ledger ? server::verify(**ledger) : base::Result<Json>(ledger.error());
    auto transaction =
        whole ? sqlite::Transaction::begin((*ledger)->database()) : base::Result<sqlite::Transaction>(whole.error());
    const auto rebuilt = transaction ? server::rebuild(**ledger) : base::Result<Json>(transaction.error());
    if (whole && (!rebuilt || rebuilt->integer_or("differences", -1) != 0))
      trouble_.tell("the server has lost something of its caches and says that it is whole");
  }
  if (whole) return owe_less();
  trouble_.note("the server is damaged: " + whole.error().code);
  if (whole.error().kind != base::ErrorKind::Corrupt)
    trouble_.tell("what a disk forgot is told as " + whole.error().code + " " + whole.error().cause);
  if (backup_) go_back_to(*backup_);
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

void Hub::look_for_versions(server::Ledger& ledger) {
  const std::map<std::string, std::string> held = versions_of(ledger);
  for (const auto& [name, revision] : versions_)
    if (const auto at = held.find(name); at == held.end() || at->second != revision)
      trouble_.tell("a version that was submitted is gone from the server, or is another: " + name);
}

std::unique_ptr<server::Ledger> Hub::seen() {
  if (!up() || disk_.has_failed(name())) return nullptr;
  const std::filesystem::path as = name() + "-seen";
  disk_.show(name(), as.string());
  if (std::error_code unknown; !std::filesystem::exists(as / "ledger.db", unknown)) {
    std::filesystem::create_directories(as, unknown);
    std::filesystem::copy_file(folder_ / "server.key", as / "server.key", unknown);
    ENSURE(base::write_file(as / "ledger.db", "").has_value());
  }
  auto ledger = server::Ledger::open(as, clock_);
  if (ledger) return std::move(*ledger);
  trouble_.tell("a copy of the server's folder does not open: " + ledger.error().code + " " + ledger.error().cause);
  return nullptr;
}

// By the lists that it keeps; at its starts the entries themselves are read.
void Hub::look_in_passing(server::Ledger& seen) {
  std::map<std::string, std::int64_t> held;
  auto find = seen.database().prepare("SELECT name, seq FROM revision UNION ALL SELECT name, seq FROM remark");
  while (find.step()) held.emplace(find.text(0), find.integer(1));
  for (const auto& [name, seq] : receipts_)
    if (const auto at = held.find(name); at == held.end() || at->second != seq)
      trouble_.tell("a revision with a receipt is gone from the running server: " + name);
  look_for_versions(seen);
}

}  // namespace ziping::simulation
