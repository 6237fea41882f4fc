// What a person does with the command line while the window is closed: bundles on a stick, and the move to a later
// form.
#include "client/work/bundles.h"
#include "tests/whole/simulation/contents.h"
#include "tests/whole/simulation/device.h"

namespace ziping::simulation {
namespace {

// What may be wrong with a whole bundle for this reader.
bool is_no_fault_of_bundle(const std::string& code) {
  static const std::set<std::string> codes{"foreign-bundle",    "unknown-maker",   "unknown-user", "unknown-form",
                                           "missing-revisions", "missing-entries", "no-key",       "restored-server"};
  return codes.contains(code);
}

}  // namespace

void Device::work_by_hand(Stick& stick) {
  const std::uint64_t what = random_.below(12);
  if (what <= 1) return take_bundle(stick);
  const auto vault = this->vault();
  if (!vault) return;
  if (what <= 3) return make_bundle(*vault, stick);
  const auto reports = vault->reports();
  if (!reports || reports->empty()) return;
  const client::ReportRow& report = any_of(*reports);
  if (what <= 6) return say(*vault, report);
  if (what == 7) return take_back_what_was_said(*vault, report);
  if (what <= 9) return attach(*vault, report);
  if (what == 10) return take_out(*vault, report);
  move(*vault, report);
}

void Device::make_bundle(client::Vault& vault, Stick& stick) {
  static const char* const readers[] = {"办", "东", "西"};
  client::BundleOrder order;
  order.extent = static_cast<client::BundleExtent>(random_.below(3));
  if (order.extent != client::BundleExtent::Waiting) order.reader = readers[random_.below(3)];
  order.passphrase = stick.passphrase();
  order.for_department = order.passphrase.empty() || random_.below(2) == 0;
  auto made = client::Bundles(vault).make(order);
  note("makes a bundle: " + (made ? std::to_string(made->counts.revisions) + " revisions" : made.error().code));
  if (made)
    stick.put({std::move(made->file), order.passphrase, order.for_department, true,
               order.extent != client::BundleExtent::Lacking});
}

// Whole or not at all; a second time changes nothing; what has suffered, or is not opened, changes nothing and is told.
void Device::take_bundle(Stick& stick) {
  const auto copy = stick.any();
  if (!copy) return;
  const auto before = contents();
  const auto take = [&](const std::string& passphrase) -> base::Result<client::TakenBundle> {
    const auto vault = this->vault();
    if (!vault) return base::Error{};
    return client::Bundles(*vault).take(copy->file, passphrase);
  };
  if (!copy->for_keys && !copy->spoilt) {
    const bool none = random_.below(2) == 0;
    const auto wrong = take(none ? "" : "别人的口令也不短");
    if (!before || disk_.has_failed(folder_.string())) return;
    const bool excused = !wrong && is_no_fault_of_bundle(wrong.error().code);
    if (wrong || (!excused && wrong.error().code != (none ? "passphrase-needed" : "wrong-passphrase")))
      trouble_.tell(name() + " opens a bundle without its passphrase, or does not say why not");
    if (const auto unchanged = contents(); unchanged && *unchanged != *before)
      trouble_.tell(name() + " was changed by a bundle that it could not open");
  }
  const auto taken = take(copy->passphrase);
  note("takes a bundle: " + (taken ? std::to_string(taken->seen.fresh) + " new" : taken.error().code));
  const auto after = contents();
  if (!before || !after) return;  // the disk is failing
  if (!taken) {
    if (*after != *before) trouble_.tell(name() + " was changed by a bundle that it did not take");
    const bool excused = copy->spoilt || disk_.has_failed(folder_.string());
    if (!excused && !is_no_fault_of_bundle(taken.error().code))
      trouble_.tell(name() + " does not take a bundle: " + taken.error().code + " " + taken.error().cause);
    return;
  }
  if (copy->spoilt) trouble_.tell(name() + " takes a bundle that was spoilt");
  stick.taken();
  const auto again = take(copy->passphrase);
  const auto last = contents();
  if (disk_.has_failed(folder_.string()) || !last) return;
  if (!again || again->seen.fresh != 0 || *last != *after)
    trouble_.tell(name() + " is changed by a bundle that it took before");
}

std::optional<base::Hash> Device::contents() const {
  auto database = sqlite::Database::open(folder_ / "vault.db");
  auto hash = database ? simulation::contents(**database) : base::Result<base::Hash>(database.error());
  return hash ? std::optional(*hash) : std::nullopt;
}

// Seldom, so that in most worlds there are both forms for a while.
void Device::move(client::Vault& vault, const client::ReportRow& report) {
  const auto to = random_.below(3) == 0 ? vault.form("small-2") : base::Result<const form::Form*>(base::Error{});
  if (!to) return;
  const auto moved = vault.move_to_form(report, **to);
  note("moves to the later form: " + (moved ? moved->hex().substr(0, 8) : moved.error().code));
}

}  // namespace ziping::simulation
