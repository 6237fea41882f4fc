// What a person does with the command line while the window is closed: remarks, attachments, bundles on a stick.
#include "client/work/bundles.h"
#include "shared/merge/sentence.h"
#include "tests/whole/simulation/contents.h"
#include "tests/whole/simulation/device.h"

namespace ziping::simulation {
namespace {

using base::Json;

// What may be wrong with a whole bundle for this reader.
bool is_no_fault_of_bundle(const std::string& code) {
  static const std::set<std::string> codes{"foreign-bundle",    "unknown-maker",   "unknown-user", "unknown-form",
                                           "missing-revisions", "missing-entries", "no-key",       "restored-server"};
  return codes.contains(code);
}

}  // namespace

void Device::work_by_hand(Stick& stick) {
  const std::uint64_t what = random_.below(7);
  if (what == 0) return take_bundle(stick);
  const auto vault = this->vault();
  if (!vault) return;
  if (what <= 2) return make_bundle(*vault, stick);
  const auto reports = vault->reports();
  if (!reports || reports->empty()) return;
  const client::ReportRow& report = any_of(*reports);
  if (what == 6) return move(*vault, report);
  what <= 4 ? say(*vault, report) : attach(*vault, report);
}

void Device::make_bundle(client::Vault& vault, Stick& stick) {
  static const char* const readers[] = {"办", "东", "西"};
  client::BundleOrder order;
  order.extent = static_cast<client::BundleExtent>(random_.below(3));
  if (order.extent != client::BundleExtent::Waiting) order.reader = readers[random_.below(3)];
  auto made = client::Bundles(vault).make(order);
  note("makes a bundle: " + (made ? std::to_string(made->counts.revisions) + " revisions" : made.error().code));
  if (made) stick.put(std::move(made->file));
}

// Whole or not at all; a second time changes nothing; what has suffered changes nothing and is told.
void Device::take_bundle(Stick& stick) {
  const auto copy = stick.any();
  if (!copy) return;
  const auto before = contents();
  const auto take = [&]() -> base::Result<client::TakenBundle> {
    const auto vault = this->vault();
    if (!vault) return base::Error{};
    return client::Bundles(*vault).take(copy->file, "");
  };
  const auto taken = take();
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
  const auto again = take();
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

void Device::say(client::Vault& vault, const client::ReportRow& report) {
  const auto threads = vault.remarks(report);
  if (threads && !threads->empty() && random_.below(2) == 0) {
    const client::SaidRemark& on = any_of(*threads).remark;
    static constexpr sync::RemarkKind kinds[] = {sync::RemarkKind::Answer, sync::RemarkKind::Answer,
                                                 sync::RemarkKind::Close, sync::RemarkKind::Reopen};
    return owe_said(vault.follow_remark(on, kinds[random_.below(4)], typed_.sentence(name(), random_)));
  }
  const auto versions = vault.list(client::Listing::Versions, report);
  const auto shown = vault.shown(report);
  if (!versions || !shown || versions->as_array()->empty()) return;
  client::NewRemark wanted{any_of(*versions->as_array()).integer_or("version", 0), "goal", "", 0, ""};
  wanted.text = typed_.sentence(name(), random_);
  const std::string* goal = report::value_at(shown->state, *form::Path::parse("goal")).text();
  const auto sentences = merge::sentences(goal ? *goal : std::string());
  if (!sentences.empty()) wanted.quote = any_of(sentences);
  owe_said(vault.add_remark(report, wanted));
}

void Device::owe_said(const base::Result<std::string>& name) {
  note("says something: " + (name ? name->substr(0, 8) : name.error().code));
  if (name) said_.insert(*name);
}

// Seldom, so that in most worlds there are both forms for a while.
void Device::move(client::Vault& vault, const client::ReportRow& report) {
  const auto to = random_.below(3) == 0 ? vault.form("small-2") : base::Result<const form::Form*>(base::Error{});
  if (!to) return;
  const auto moved = vault.move_to_form(report, **to);
  note("moves to the later form: " + (moved ? moved->hex().substr(0, 8) : moved.error().code));
}

void Device::attach(client::Vault& vault, const client::ReportRow& report) {
  std::string bytes = typed_.sentence(name(), random_);
  // Now and then of several pieces, now and then the same as somebody else's.
  if (random_.below(3) == 0) bytes.assign(300'000, 'a');
  if (random_.below(3) == 0) bytes += std::string(300'000, static_cast<char>('a' + random_.below(3)));
  const std::filesystem::path file = folder_ / "added.txt";
  ENSURE(base::write_file(file, bytes).has_value());
  const auto added = vault.add_file(report, "papers", file, base::sha256(bytes).hex().substr(0, 8) + ".txt");
  note("adds a file: " + (added ? added->sha256.hex().substr(0, 8) : added.error().code));
  if (added) added_.insert(added->sha256.hex());
}

}  // namespace ziping::simulation
