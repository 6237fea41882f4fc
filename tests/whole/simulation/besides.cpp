// Remarks and attachments: what a person says, takes back, adds and takes out, by the command line while the window is
// closed or in it.
#include "client/app/remarks.h"
#include "client/app/unsaid.h"
#include "shared/merge/sentence.h"
#include "tests/whole/simulation/device.h"

namespace ziping::simulation {
namespace {

using base::Json;

constexpr sync::RemarkKind kFollowing[] = {sync::RemarkKind::Answer, sync::RemarkKind::Answer, sync::RemarkKind::Close,
                                           sync::RemarkKind::Reopen};
constexpr const char* kPapers = "papers";

// Of all that was said, answers included, what the one that is asked for may still be taken back.
std::vector<client::SaidRemark> waiting(const std::vector<client::RemarkThread>& threads, const std::string& device) {
  std::vector<client::SaidRemark> out;
  const auto add = [&](const client::SaidRemark& one) {
    if (one.state == "queued" && one.header.device == device) out.push_back(one);
  };
  for (const client::RemarkThread& thread : threads) {
    add(thread.remark);
    for (const client::SaidRemark& answer : thread.answers) add(answer);
  }
  return out;
}

}  // namespace

void Device::say(client::Vault& vault, const client::ReportRow& report) {
  const auto threads = vault.remarks(report);
  if (threads && !threads->empty() && random_.below(2) == 0) {
    const client::SaidRemark& on = any_of(*threads).remark;
    return owe_said(vault.follow_remark(on, kFollowing[random_.below(4)], typed_.sentence(name(), random_)));
  }
  const auto versions = vault.list(client::Listing::Versions, report);
  const auto shown = vault.shown(report);
  if (!versions || !shown || versions->as_array()->empty()) return;
  client::NewRemark wanted{any_of(*versions->as_array()).integer_or("version", 0), "goal", "", 0, ""};
  wanted.text = typed_.sentence(name(), random_);
  if (const std::string* goal = report::value_at(shown->state, *form::Path::parse("goal")).text();
      goal && !goal->empty())
    wanted.quote = any_of(merge::sentences(*goal));
  owe_said(vault.add_remark(report, wanted));
}

void Device::owe_said(const base::Result<std::string>& name) {
  note("says something: " + (name ? name->substr(0, 8) : name.error().code));
  if (name) kept_.insert("remark " + *name);
}

void Device::take_back_what_was_said(client::Vault& vault, const client::ReportRow& report) {
  const auto threads = vault.remarks(report);
  const auto mine = threads ? waiting(*threads, id_) : std::vector<client::SaidRemark>();
  if (mine.empty()) return;
  const auto gone = vault.withdraw_remark(any_of(mine).id);
  note("takes back what was said: " + (gone ? gone->id.substr(0, 8) : gone.error().code));
}

void Device::attach(client::Vault& vault, const client::ReportRow& report) {
  std::string bytes = typed_.sentence(name(), random_);
  // Now and then of several pieces, now and then the same as somebody else's.
  if (random_.below(3) == 0) bytes.assign(300'000, 'a');
  if (random_.below(3) == 0) bytes += std::string(300'000, static_cast<char>('a' + random_.below(3)));
  const std::filesystem::path file = folder_ / "added.txt";
  ENSURE(base::write_file(file, bytes).has_value());
  const std::string hash = base::sha256(bytes).hex();
  made_.insert("file " + hash);
  const auto added = vault.add_file(report, kPapers, file, hash.substr(0, 8) + ".txt");
  note("adds a file: " + (added ? hash.substr(0, 8) : added.error().code));
  if (added) kept_.insert("file " + hash);
}

void Device::take_out(client::Vault& vault, const client::ReportRow& report) {
  const auto files = vault.files(report);
  if (!files || files->empty()) return;
  const client::KeptFile& file = any_of(*files);
  typed_.took_away(file.attachment.sha256.hex());
  const auto removed = vault.remove_file(report, file.path, file.attachment.name);
  note("takes a file out: " + (removed ? file.attachment.sha256.hex().substr(0, 8) : removed.error().code));
}

// The same in the window: about the latest version, or about what somebody else said.
void Device::speak() {
  const app::OpenReport& open = *model_.report;
  const std::vector<client::SaidRemark> mine = waiting(open.remarks, id_);
  if (!mine.empty() && random_.below(3) == 0) return ask(app::WithdrawRemark{any_of(mine).id});
  const std::string words = typed_.sentence(name(), random_);
  if (!open.remarks.empty() && random_.below(2) == 0)
    return ask(app::FollowRemark{any_of(open.remarks).remark.id, kFollowing[random_.below(4)], words});
  if (open.around.versions.empty()) return;
  client::NewRemark remark{open.around.versions.back().version, random_.below(2) == 0 ? "goal" : "budget", "", 0, {}};
  const std::string place = app::place_of_remark(remark);
  ask(app::KeepUnsaid{place, words});
  if (random_.below(4) == 0) return;  // half written
  remark.text = words;
  ask(app::SayRemark{std::move(remark), place});
}

void Device::take_out_here() {
  const std::vector<client::KeptFile>& files = model_.report->around.files;
  const auto place = form::Path::parse(kPapers);
  if (files.empty() || !app::locked_because(model_, *place).empty()) return;
  const form::Attachment& file = any_of(files).attachment;
  typed_.took_away(file.sha256.hex());
  ask(app::RemoveFile{kPapers, file.name});
}

}  // namespace ziping::simulation
