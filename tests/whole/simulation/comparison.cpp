// After everybody has synchronised: do all say the same, and is what was refused to be found on both sides?
#include <algorithm>

#include "server/admin/inspect.h"
#include "shared/merge/heads.h"
#include "tests/whole/simulation/world.h"

namespace ziping::simulation {
namespace {

using base::Json;

constexpr int kPairs = 10;  // of a report's revisions

std::string words(const report::RevisionSet& heads) {
  std::string out;
  for (const report::RevisionId& head : heads) out += head.hex().substr(0, 8) + " ";
  return out;
}

}  // namespace

// Nothing waits to be sent, and all hold and say the same.
void World::compare_all() {
  const auto ledger = hub_->ledger();
  if (!ledger) return;
  const auto rows = ledger->reports();
  if (!rows) return trouble_.tell("the server does not list its reports");
  for (const auto& device : devices_) {
    if (device->is_lost()) continue;
    const auto vault = device->vault();
    if (!vault) return;
    if (const auto whole = vault->verify(); !whole)
      trouble_.tell(device->name() + " does not verify: " + whole.error().code + " " + whole.error().cause);
    if (device->is_revoked()) continue;
    compare_remarks(*ledger, *device, *vault);
    compare_files(*ledger, *device, *vault);
    if (device->person().role == "finance") compare_versions(*ledger, *device, *vault);
    if (const auto outbox = vault->outbox(); !outbox || !outbox->empty())
      trouble_.tell(device->name() + " has something to send that nobody takes");
    const auto wishes = vault->wishes();
    if (!wishes || std::ranges::any_of(*wishes, &client::Wish::waits))
      trouble_.tell(device->name() + " wants something of a report that is neither done nor refused");
    compare_reports(*ledger, *device, *vault);
  }
  for (const server::ReportRow& row : *rows) {
    const auto history = ledger->histories().find(row.id);
    counts_.revisions += static_cast<std::int64_t>((*history)->all().size());
    const auto form = ledger->form(row.form);
    if (!form) return trouble_.tell("the server does not have the form of a report");
    Words said;
    std::set<std::string> named;
    for (const auto& [id, entry] : (*history)->all()) {
      for (const std::string& word : typed_.strangers(*entry.state))
        trouble_.tell("a revision says what nobody typed: " + word);
      said.merge(words_of(*entry.state));
      named.merge(files_of(*entry.state));
    }
    const merge::Merged now = merge::state_of(**form, **history, (*history)->heads());
    for (const std::string& word : typed_.missing(said, now.state))
      trouble_.tell("taken away by nobody, and gone from the report: " + word);
    const std::set<std::string> named_now = files_of(now.state);
    counts_.files += static_cast<std::int64_t>(named.size());
    for (const std::string& file : named) {
      if (named_now.contains(file)) continue;
      ++counts_.taken_out;
      if (!typed_.was_taken_away(file))
        trouble_.tell("taken out by nobody, and gone from the report: attachment " + file);
    }
    check_merge(**form, **history);
  }
  counts_.receipts = static_cast<std::int64_t>(hub_->receipts().size());
  counts_.words = static_cast<std::int64_t>(typed_.size());
  counts_.bundles = stick_.times_taken();
  counts_.set_backs = hub_->times_set_back();
  compare_refused(*ledger);
  add_up(*ledger);
}

// A member of the department holds exactly the server's heads and shows the state of these.
void World::compare_reports(server::Ledger& ledger, const Device& device, client::Vault& vault) {
  const auto rows = ledger.reports();
  if (!rows) return trouble_.tell("the server does not list its reports");
  for (const server::ReportRow& row : *rows) {
    if (row.department != device.person().department) continue;
    const auto here = vault.report(row.id);
    const auto shown = here ? vault.shown(*here) : base::Result<client::Shown>(here.error());
    if (!shown) {
      trouble_.tell(device.name() + " does not show " + row.id + ": " + shown.error().code);
      continue;
    }
    const auto history = ledger.histories().find(row.id);
    const report::RevisionSet heads = (*history)->heads();
    if (shown->heads != heads)
      trouble_.tell(device.name() + " has other heads than the server: " + words(shown->heads) + "/ " + words(heads));
    const auto form = ledger.form(row.form);
    if (report::digest(shown->state) != report::digest(merge::state_of(**form, **history, heads).state))
      trouble_.tell(device.name() + " shows another state than the server");
    for (const std::string& word : typed_.strangers(shown->state))
      trouble_.tell(device.name() + " shows what nobody typed: " + word);
    if (here->form != row.form) trouble_.tell(device.name() + " has another form than the server");
    if (here->stage != row.stage) trouble_.tell(device.name() + " believes in another stage than the server");
  }
}

// Finance reads every version that the server gave a number, word for word.
void World::compare_versions(server::Ledger& ledger, const Device& device, client::Vault& vault) {
  for (const auto& [name, revision] : hub_->versions()) {
    const std::string report = name.substr(0, name.find(' ')), number = name.substr(report.size() + 1);
    const auto row = vault.report(report);
    const auto read = row ? vault.at(*row, number) : base::Result<report::State>(row.error());
    if (!read) {
      trouble_.tell(device.name() + " does not read version " + name + ": " + read.error().code);
      continue;
    }
    const auto history = ledger.histories().find(report);
    const auto id = report::RevisionId::parse(revision);
    const auto* entry = history && id ? (*history)->find(*id) : nullptr;
    if (!entry || report::digest(*read) != report::digest(*entry->state))
      trouble_.tell(device.name() + " reads another version " + name + " than was submitted");
  }
}

// Of a department's remarks every device of it and of finance has each that the server has, and nothing waits.
void World::compare_remarks(server::Ledger& ledger, const Device& device, client::Vault& vault) {
  const auto waiting = vault.remarks_waiting();
  if (!waiting || !waiting->empty()) trouble_.tell(device.name() + " has remarks to send that nobody takes");
  std::set<std::string> here, there;
  const auto reports = vault.reports();
  if (!reports) return trouble_.tell(device.name() + " does not list its reports");
  for (const client::ReportRow& row : *reports) {
    const auto threads = vault.remarks(row);
    if (!threads) return trouble_.tell(device.name() + " does not list its remarks: " + threads.error().code);
    const auto add = [&](const client::SaidRemark& one) {
      if (one.state == "durable") here.insert(one.id);
      if (one.state == "quarantined" && one.why.empty())
        trouble_.tell(device.name() + " holds back a remark without a reason");
    };
    for (const client::RemarkThread& thread : *threads) {
      add(thread.remark);
      for (const client::SaidRemark& answer : thread.answers) add(answer);
    }
    const auto theirs = ledger.remarks(row.id);
    if (!theirs) return trouble_.tell("the server does not list its remarks");
    for (const sync::Remark& one : *theirs) there.insert(one.header.name().hex());
  }
  counts_.remarks = std::max(counts_.remarks, static_cast<std::int64_t>(there.size()));
  if (here != there) trouble_.tell(device.name() + " has other remarks than the server");
}

// What a report names and this device has is at the server, or refused with a reason.
void World::compare_files(server::Ledger& ledger, const Device& device, client::Vault& vault) {
  const auto reports = vault.reports();
  if (!reports) return trouble_.tell(device.name() + " does not list its reports");
  const auto is_held = [&](const std::string& file) {
    auto held = ledger.database().prepare("SELECT 1 FROM file WHERE sha256 = ?1");
    return held.bind(1, file).step();
  };
  // Finance sees what was submitted: what is named by a version that the server no longer knows waits at finance for
  // the next one, and somebody else has brought the same bytes.
  const auto may_wait = [&](const std::string& file) {
    return hub_->times_set_back() > 0 && device.person().role == "finance" && is_held(file);
  };
  const auto unsent = vault.unsent_files();
  if (!unsent) return trouble_.tell(device.name() + " does not list what it has to send: " + unsent.error().code);
  for (const client::UnsentFile& one : *unsent)
    if (!may_wait(one.file)) trouble_.tell(device.name() + " has attachments to send that nobody takes: " + one.file);
  for (const client::ReportRow& row : *reports) {
    const auto files = vault.files(row);
    if (!files) return trouble_.tell(device.name() + " does not list its attachments: " + files.error().code);
    for (const client::KeptFile& file : *files) {
      const std::string name = file.attachment.sha256.hex();
      if (file.state == client::FileState::Unsent && !may_wait(name))
        trouble_.tell(device.name() + " has an attachment to send that nobody takes");
      if (file.state == client::FileState::Held && !is_held(name))
        trouble_.tell(device.name() + " takes an attachment for safe that the server does not hold");
      if (file.state == client::FileState::Refused && file.why.empty())
        trouble_.tell(device.name() + " holds back an attachment without a reason");
    }
  }
}

// Every revision is in exactly one place: waiting, held by the server, or refused, and then both sides list it.
void World::compare_refused(server::Ledger& ledger) {
  std::set<std::string> refused, held, confirmed;
  const auto quarantined = ledger.quarantined();
  if (!quarantined) return trouble_.tell("the server does not list what it refused");
  for (const Json& one : *quarantined) refused.insert(std::string(one.text_or("revision")));
  counts_.refused += static_cast<std::int64_t>(refused.size());
  auto find_held = ledger.database().prepare("SELECT name FROM revision");
  while (find_held.step()) held.insert(find_held.text(0));
  auto given = ledger.database().prepare(
      "SELECT name || ' ' || seq FROM (SELECT name, seq FROM revision UNION ALL SELECT name, seq FROM remark UNION ALL "
      "SELECT sha256, seq FROM file)");
  while (given.step()) confirmed.insert(given.text(0));
  for (const std::string& name : refused)
    if (held.contains(name)) trouble_.tell("the server both holds and refuses " + name);
  std::set<std::string> listed;
  bool all = true;
  for (const auto& device : devices_) {
    all = all && !device->was_deceived();
    if (device->is_lost()) continue;
    auto database = sqlite::Database::open(folder_ / device->name() / "vault.db");
    if (!database) return trouble_.tell("a vault does not open");
    auto receipts = (*database)->prepare("SELECT revision || ' ' || seq FROM receipt");
    while (receipts.step())  // a revoked device is told nothing any more, also not that the server was set back
      if (!device->is_revoked() && !confirmed.contains(receipts.text(0)))
        trouble_.tell(device->name() + " has a receipt for what the server does not hold: " + receipts.text(0));
    auto find = (*database)->prepare("SELECT name, state, why FROM revision");
    while (find.step()) {
      const std::string name = find.text(0), state = find.text(1);
      if (state != "queued" && state != "durable" && state != "quarantined" && state != "former")
        trouble_.tell(device->name() + " holds a revision in a state that nobody knows: " + state);
      if (state == "quarantined" && find.text(2).empty())
        trouble_.tell(device->name() + " holds back a revision without a reason");
      if (state == "former" && !device->person().department.empty())
        trouble_.tell(device->name() + " keeps a revision of its department to itself");
      if (state == "durable" && !device->is_revoked() && !held.contains(name))
        trouble_.tell(device->name() + " takes a revision for safe that the server does not hold");
      // A revoked device is told nothing any more, and lists as waiting what others brought of it in vain; or as safe,
      // where the server had it before it was set back.
      if (state == "quarantined" || device->is_revoked()) listed.insert(name);
    }
    // One that was taken back while the server's answer was lost on its way is listed as that.
    auto remarks = (*database)->prepare("SELECT name FROM remark WHERE state IN ('quarantined', 'withdrawn') OR ?1");
    remarks.bind(1, std::int64_t{device->is_revoked()});
    while (remarks.step()) listed.insert(remarks.text(0));
  }
  for (const std::string& name : refused)
    if (all && !listed.contains(name)) trouble_.tell("a refused revision is on no device's list: " + name);
}

// On real pairs: the merge does not care who comes first, and merging what is there already changes nothing.
void World::check_merge(const form::Form& form, const report::History& history) {
  std::vector<const report::History::Entry*> entries;
  for (const auto& [id, entry] : history.all()) entries.push_back(&entry);
  for (int i = 0; i < kPairs && !entries.empty(); ++i) {
    const auto& left = *entries[random_.below(entries.size())];
    const auto& right = *entries[random_.below(entries.size())];
    const report::RevisionSet common = history.nearest_common({left.header.name()}, {right.header.name()});
    const report::State base = merge::state_of(form, history, common).state;
    const merge::Contributor mine{left.header.name(), left.state.get()}, other{right.header.name(), right.state.get()};
    const merge::MergeSide ours{*left.state, {&mine, 1}}, theirs{*right.state, {&other, 1}};
    if (!(merge::merge(form, base, ours, theirs).state == merge::merge(form, base, theirs, ours).state))
      trouble_.tell("a merge is not the same from both sides");
    if (!(merge::merge(form, base, ours, ours).state == *left.state))
      trouble_.tell("a merge with oneself changes something");
    if (!(merge::merge(form, base, ours, {base, {}}).state == *left.state))
      trouble_.tell("a merge with nothing new changes something");
  }
}

}  // namespace ziping::simulation
