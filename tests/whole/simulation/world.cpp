#include "tests/whole/simulation/world.h"

#include <unistd.h>

#include <algorithm>

#include "tests/support/made_up_report.h"

namespace ziping::simulation {
namespace {

namespace fs = std::filesystem;
using base::Json;
using test::DiskFault;

constexpr int kTurns = 400;  // of one device, until it has nothing left to do
constexpr int kRounds = 12;  // of everybody synchronising, until nothing moves any more
constexpr std::int64_t kYearMs = 365LL * 24 * 3600 * 1000;

// The form of made-up reports, and a later edition that mends it: it asks for more, and no longer for a figure.
std::vector<form::Form> editions() {
  Json later = support::small_form().json();
  later["id"] = "small-2";
  std::erase_if(*later["fields"].as_array(), [](const Json& field) { return field.text_or("name") == "spent"; });
  Json more;
  more["name"] = "lesson";
  more["kind"] = "text";
  later["fields"].push(more);
  Json papers, left, now = support::small_form().json();
  left["name"] = "left";
  left["kind"] = "decimal";
  left["places"] = std::int64_t{2};
  left["formula"] = "budget - spent";
  now["fields"].push(left);
  papers["name"] = "papers";
  papers["kind"] = "files";
  now["fields"].push(papers);
  later["fields"].push(papers);
  form::Form first = *form::Form::parse(std::move(now));
  later["mends"] = first.name().hex();
  return {std::move(first), *form::Form::parse(std::move(later))};
}

fs::path new_folder(std::uint64_t seed) {
  const fs::path memory = "/dev/shm";  // files that are locked and looked at, and never need a disk
  return (fs::exists(memory) ? memory : fs::temp_directory_path()) /
         ("ziping-sim-" + std::to_string(getpid()) + "-" + std::to_string(seed));
}

}  // namespace

World::World(std::uint64_t seed, Trace trace, int look_every)
    : folder_(new_folder(seed)),
      is_set_back_(seed % 8 == 0),
      is_deceived_(seed % 8 == 4),
      look_every_(look_every),
      random_(seed),
      trouble_(trace),
      stick_(random_, seed % 16 == 5 ? Stick::Passphrases::Seldom : Stick::Passphrases::Never) {
  fs::create_directories(folder_);
  hub_ = std::make_unique<Hub>(folder_ / "hub", disk_, random_, trouble_);
  people_ = {{"办", "office", "农", ""},
             {"东", "member", "农", "东"},
             {"西", "lead", "农", "西"},
             {"财", "finance", "", ""},
             {"林", "office", "林", ""}};
  hub_->furnish(people_, editions());
  // The office and the east have two laptops each.
  const std::vector<std::size_t> owners{0, 0, 1, 1, 2, 3, 4};
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const Person& person = people_[owners[i]];
    const fs::path home = folder_ / (person.name + std::to_string(i + 1));
    devices_.push_back(std::make_unique<Device>(home, person, random_.next(), disk_, typed_, trouble_));
    devices_.back()->enrol_at(*hub_);
  }
  link_ = std::make_unique<Link>(*hub_, random_);
  hub_->start();
  for (const auto& device : devices_) device->start();
  begin();
}

// Two reports with a row for each team, on every laptop; what comes after is up to the seed.
void World::begin() {
  link_->set_broken(false);
  synchronise_all();  // brings the forms
  devices_.front()->make_reports();
  let_finish(*devices_.front());
  synchronise_all();
  if (random_.below(4) > 0) give_a_version();
  link_->set_broken(true);
}

// Submitted once and returned: something to speak about.
void World::give_a_version() {
  Device &office = *devices_.front(), &finance = *devices_[5];
  office.move_first(sync::Action::Submit);
  let_finish(office);
  synchronise_all();
  finance.move_first(sync::Action::Return);
  let_finish(finance);
  synchronise_all();
}

World::~World() {
  devices_.clear();
  hub_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void World::run(int steps) {
  for (int i = 0; i < steps && !trouble_.any(); ++i) {
    step();
    bury_the_dead();
    if (++counts_.steps % look_every_ == 0) look_in_passing();
  }
}

void World::step() {
  if (is_set_back_ && random_.below(50) == 0) return keep_backups();
  if (random_.below(60) == 0) return trouble_with_hub();
  if (random_.below(30) == 0) return link_->deliver_stray();
  if (random_.below(60) == 0) return hub_->work_by_hand(stick_, people_);
  if (random_.below(4 * kSteps) == 0) return revoke_one();
  last_ = random_.below(devices_.size());
  Device& device = *devices_[last_];
  random_.below(18) == 0 ? work_by_hand(device) : step_of(device);
  if (device.has_just_exchanged() && random_.below(3) == 0) compare_in_passing(device);
}

// The window is closed, and something is done by the command line; mostly it is opened again.
void World::work_by_hand(Device& device) {
  if (device.is_lost()) return;
  if (device.up()) device.stop(Device::End::Kill);
  for (std::uint64_t i = 1 + random_.below(4); i > 0; --i) device.work_by_hand(stick_);
  device.look_for_what_is_owed();
  if (random_.below(4) > 0) device.start();
}

void World::step_of(Device& device) {
  if (device.is_lost()) return;
  if (!device.up()) {
    device.look_for_what_is_owed();
    if (random_.below(3) == 0) return device.start();
    static constexpr DiskFault kFaults[] = {DiskFault::Fail, DiskFault::Full, DiskFault::Dead};
    if (random_.below(3) == 0) device.break_disk(1 + static_cast<int>(random_.below(40)), kFaults[random_.below(3)]);
    device.work_by_hand(stick_);
    return device.stop(random_.below(2) == 0 ? Device::End::Kill : Device::End::PowerCut);
  }
  if (device.is_asked() && random_.below(8) == 0) return device.accept_restored();
  const std::uint64_t what = random_.below(60);
  if (what == 0) return trouble_with(device);
  if (what == 1) return device.clock().advance((static_cast<std::int64_t>(random_.below(60)) - 30) * kYearMs);
  if (what == 2) return device.repair_disk();
  if (what < 6) device.begin_sync();
  if (what < 24) {
    for (std::uint64_t i = 1 + random_.below(4); i > 0; --i) device.act();
    if (random_.below(3) == 0) return;  // on with typing before anything is saved
  }
  for (std::uint64_t i = random_.below(5); i > 0; --i) {
    device.work();
    if (random_.below(4) > 0) device.hear();
    device.travel(*link_);
  }
}

void World::trouble_with(Device& device) {
  switch (random_.below(9)) {
    case 0:
    case 6:
    case 7:
      ++counts_.crashes;
      return device.stop(Device::End::Kill);
    case 1:
      ++counts_.crashes;
      return device.stop(Device::End::PowerCut);
    case 2:
    case 3:
      ++counts_.faults;
      return device.break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Dead);
    case 4:
      ++counts_.faults;
      return device.break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Fail);
    case 5:
      ++counts_.faults;
      return device.break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Full);
    default:
      ++counts_.faults;
      return device.break_disk(1 + static_cast<int>(random_.below(30)), DiskFault::Forget);
  }
}

void World::trouble_with_hub() {
  if (!hub_->up()) return hub_->start();
  hub_->clock().advance((static_cast<std::int64_t>(random_.below(20)) - 5) * 3600 * 1000);
  if (is_deceived_ && !hub_->is_deceived() && random_.below(2) == 0) {
    ++counts_.faults;
    return hub_->deceive(1 + static_cast<int>(random_.below(40)));
  }
  switch (random_.below(8)) {
    case 7: {
      static constexpr int kUsed[] = {50, 50, 85, 92, 97};  // percent
      return hub_->fill_disk(kUsed[random_.below(5)]);
    }
    case 0:
      ++counts_.crashes;
      return hub_->stop(Hub::End::Kill);
    case 1:
      ++counts_.crashes;
      return hub_->stop(Hub::End::PowerCut);
    case 2:
      ++counts_.faults;
      return hub_->break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Dead);
    case 3:
      ++counts_.faults;
      return hub_->break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Fail);
    case 4:
      ++counts_.faults;
      return hub_->break_disk(1 + static_cast<int>(random_.below(25)), DiskFault::Full);
    default:
      return hub_->repair_disk();
  }
}

void World::keep_backups() {
  random_.below(4) > 0 ? hub_->back_up() : hub_->set_back();
  decide_anew();
}

// What the administrator had revoked since the backup, he revokes again.
void World::decide_anew() {
  if (!hub_->has_gone_back()) return;
  for (const auto& device : devices_) {
    device->owe_no_more_than(*hub_);
    if (device->is_revoked()) hub_->revoke(device->id());
  }
}

// Somebody's second laptop is lost.
void World::revoke_one() {
  Device& device = *devices_[random_.below(2) == 0 ? 1 : 3];
  hub_->revoke(device.id());
  device.revoked();
}

void World::bury_the_dead() {
  for (const auto& device : devices_)
    if (device->up() && device->is_deceived() && random_.below(4) == 0) {
      ++counts_.crashes;
      device->stop(Device::End::PowerCut);
    } else if (device->has_died()) {
      ++counts_.crashes;
      device->stop(random_.below(2) == 0 ? Device::End::Kill : Device::End::PowerCut);
    }
  if (hub_->has_died()) {
    ++counts_.crashes;
    hub_->stop(random_.below(2) == 0 ? Hub::End::Kill : Hub::End::PowerCut);
  } else if (hub_->up() && hub_->is_deceived() && random_.below(6) == 0) {
    ++counts_.crashes;
    hub_->stop(Hub::End::PowerCut);
  }
  decide_anew();
}

void World::look_in_passing() {
  devices_[last_]->look_in_passing();
  const auto ledger = hub_->seen();
  if (!ledger) return;
  hub_->look_in_passing(*ledger);
  ++counts_.looks;
}

// Of a device that has heard of all that the server holds, and of which the server has all, as far as that is so.
void World::compare_in_passing(Device& device) {
  if (device.is_revoked()) return;
  const auto ledger = hub_->seen();
  const auto vault = ledger ? device.seen() : nullptr;
  if (!vault) return;
  auto last = ledger->database().prepare("SELECT max(seq) FROM entry");
  const auto outbox = vault->outbox();
  const auto chain = ledger->chain_at(vault->cursor());
  if (!last.step() || last.integer(0) != vault->cursor() || !chain || *chain != vault->chain()) return;
  const auto rows = vault->reports();
  if (!outbox || !outbox->empty() || !rows) return;
  for (const client::ReportRow& row : *rows)
    if (vault->has_draft(row.id)) return;
  compare_reports(*ledger, device, *vault);
  ++counts_.comparisons;
}

void World::let_finish(Device& device) {
  int turns = 0;
  do {
    device.work();
    device.hear();
    device.travel(*link_);
  } while (!device.is_idle() && ++turns < kTurns);
  if (!device.is_idle()) trouble_.tell(device.name() + " never comes to an end");
}

void World::synchronise_all() {
  for (const auto& device : devices_) {
    if (device->is_lost()) continue;
    let_finish(*device);
    if (!device->begin_sync()) trouble_.tell(device->name() + " cannot begin to synchronise");
    let_finish(*device);
    if (device->is_asked()) {
      device->accept_restored();
      let_finish(*device);
    }
    const auto& error = device->sync_error();
    if (device->is_revoked()) {
      if (!error || error->code != "not-signed-in") trouble_.tell(device->name() + " is not told that it was revoked");
    } else if (error)
      trouble_.tell(device->name() + " does not synchronise: " + error->code + " " + error->message + error->cause);
  }
}

void World::settle() {
  if (trouble_.any()) return;
  link_->set_broken(false);
  hub_->repair_disk();
  hub_->fill_disk(50);
  if (hub_->up() && hub_->is_deceived()) hub_->stop(Hub::End::PowerCut);
  decide_anew();
  if (!hub_->up()) hub_->start();
  for (const auto& device : devices_) {
    if (device->is_lost()) continue;
    device->repair_disk();
    if (!device->up()) {
      device->look_for_what_is_owed();
      device->start();
    }
    let_finish(*device);
    device->owe_all();
  }
  const auto is_quiet = [](const auto& device) {
    return device->is_lost() || device->is_revoked() || device->has_moved_nothing();
  };
  for (int i = 0, quiet = 0; i < kRounds && quiet < 2 && !trouble_.any(); ++i) {
    synchronise_all();
    quiet = std::ranges::all_of(devices_, is_quiet) ? quiet + 1 : 0;
  }
  if (trouble_.any()) return;
  for (const auto& device : devices_) {
    if (device->is_lost()) continue;
    device->stop(Device::End::Kill);
    device->look_for_what_is_owed();
  }
  hub_->stop(Hub::End::Orderly);
  hub_->verify();
  if (!trouble_.any()) compare_all();
}

}  // namespace ziping::simulation
