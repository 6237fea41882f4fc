// What goes along with the revisions of a bundle: remarks, which prove themselves by their author's signature, and
// attachments, whose bytes have the hash that they are named by.
#include <algorithm>
#include <set>

#include "client/text/say.h"
#include "client/work/bundles.h"
#include "shared/sqlite/pieces.h"

namespace ziping::client {
namespace {

base::Error refuse_besides(std::string code, std::string_view key) {
  return {base::ErrorKind::Invalid, std::move(code), std::string(text::say(key)), {}};
}

base::Error missing(const std::string& name) {
  return {base::ErrorKind::NotFound, "missing-revisions", text::say("bundle.remark_missing", {name.substr(0, 12)}),
          name};
}

// What every one of the devices told that it has.
std::set<std::string> had_by_all(const std::vector<Json>& peers, std::string_view member) {
  std::optional<std::set<std::string>> out;
  for (const Json& peer : peers) {
    std::set<std::string> had;
    for (const Json& name : peer.list(member))
      if (name.as_string()) had.insert(*name.as_string());
    if (out) std::erase_if(*out, [&](const std::string& name) { return !had.contains(name); });
    if (!out) out = std::move(had);
  }
  return out.value_or(std::set<std::string>());
}

struct Candidate {
  std::string file, name;  // as people call it
  std::int64_t bytes = 0;
  bool waits = false;
};

Result<std::string> bytes_of(Vault& vault, const Candidate& file) {
  std::string out;
  for (;;) {
    auto piece = vault.file_piece(file.file, static_cast<std::int64_t>(out.size()));
    if (!piece) return piece.error();
    if (piece->empty()) return out;
    out += *piece;
  }
}

}  // namespace

Status Bundles::put_remarks(const BundleOrder& order, const std::vector<ReportRow>& rows,
                            const std::vector<Json>& known, sync::BundleContent& out) {
  const bool waiting = order.extent == BundleExtent::Waiting;
  const std::set<std::string> had =
      order.extent == BundleExtent::Lacking ? had_by_all(known, "remarks") : std::set<std::string>();
  // An answer to what its author has taken back, or the server refused, stays here: nobody could take it without that,
  // nor anything that is with it.
  auto find = vault_.database_->prepare(
      "SELECT name, report, body FROM remark WHERE state " +
      std::string(waiting ? "= 'queued'" : "IN ('queued', 'durable')") +
      " AND NOT EXISTS (SELECT 1 FROM remark AS other WHERE other.name = json_extract(remark.body, '$.header.on') AND "
      "other.state IN ('withdrawn', 'quarantined')) ORDER BY id");
  while (find.step()) {
    const bool chosen = std::ranges::count(rows, find.text(1), &ReportRow::id) > 0;
    // Finance has no reports of its own, but what it says of others' goes with it.
    if (!chosen && !(waiting && order.reports.empty())) continue;
    if (had.contains(find.text(0))) continue;
    auto body = base::parse_json(find.text(2));
    if (!body) return body.error();
    out.remarks.push_back(std::move(*body));
  }
  return find.status();
}

// Those that wait come first, then the small ones; with a file its receipt, where the reader may wait for that.
Status Bundles::put_files(const BundleOrder& order, const std::vector<ReportRow>& rows, const std::vector<Json>& known,
                          sync::BundleContent& out, std::vector<std::string>& left_out) {
  std::map<std::string, Candidate> named;
  for (const ReportRow& row : rows) {
    auto files = vault_.files(row);
    if (!files && !is_of_the_disk(files.error())) continue;  // its text goes, whoever can read it
    if (!files) return files.error();
    for (const KeptFile& one : *files) {
      const std::string file = one.attachment.sha256.hex();
      if (one.state == FileState::Unsent || one.state == FileState::Held)
        named.emplace(file, Candidate{file, one.attachment.name, one.attachment.bytes, one.state == FileState::Unsent});
    }
  }
  auto unsent = order.reports.empty() ? vault_.unsent_files() : std::vector<UnsentFile>();
  if (!unsent) return unsent.error();
  for (const UnsentFile& one : *unsent)  // also those that only a version names
    named.emplace(one.file, Candidate{one.file, one.file.substr(0, 12), one.bytes, true});
  const std::set<std::string> had =
      order.extent == BundleExtent::Lacking ? had_by_all(known, "files") : std::set<std::string>();
  std::vector<Candidate> wanted;
  for (const auto& [file, one] : named)
    if (!had.contains(file) && (one.waits || order.extent != BundleExtent::Waiting)) wanted.push_back(one);
  std::ranges::stable_sort(wanted, {}, [](const Candidate& one) { return std::pair(!one.waits, one.bytes); });
  std::size_t room = sync::kBundleFilesBytesMax;
  for (const Candidate& one : wanted) {
    const bool fits = static_cast<std::size_t>(one.bytes) <= room && out.files.size() < sync::kBundleFilesMax;
    auto body = fits ? bytes_of(vault_, one) : Result<std::string>(std::string());
    if (!body) return body.error();
    const base::Hash hash = *base::Hash::parse(one.file);
    if (!fits || base::sha256(*body) != hash) {  // one that is damaged here must not spoil all of it there
      left_out.push_back(one.name);
      continue;
    }
    room -= body->size();
    out.files.push_back({hash, std::move(*body)});
  }
  return base::done();
}

std::string Bundles::remark_here(const std::string& remark) {
  auto find = vault_.database_->prepare("SELECT state FROM remark WHERE name = ?1");
  find.bind(1, remark);
  return find.step() ? find.text(0) : std::string();
}

Status Bundles::check_remarks(Checked& out) {
  std::set<std::string> inside, revisions;
  for (const Arrived& one : out.revisions)
    if (one.why.empty()) revisions.insert(one.revision.header.name().hex());
  for (const Json& body : out.content.remarks) {
    auto remark = sync::Remark::parse(body);
    if (!remark) return refuse_besides("bad-remark", "bundle.bad_remark");
    const sync::RemarkHeader& header = remark->header;
    const std::string name = header.name().hex(), revision = header.revision.hex();
    if (!inside.insert(name).second || !remark_here(name).empty()) continue;
    auto key = vault_.key_of(header.device);
    auto user = names("SELECT user FROM device WHERE id = ?1", header.device);
    if (!user) return user.error();
    if (!key || user->empty()) return refuse_besides("unknown-device", "bundle.remark_device");
    if (user->front() != header.author || !sync::signed_by(*remark, *key))
      return refuse_besides("bad-signature", "bundle.remark_signature");
    const bool is_new = std::ranges::count(out.reports, header.report, &ReportRow::id) > 0;
    if (!is_new && !vault_.report(header.report)) return missing(header.report);
    const std::string here = state_here(revision);
    if (!revisions.contains(revision) && (here.empty() || here == "quarantined")) return missing(revision);
    const std::string on = header.on ? header.on->hex() : std::string();
    if (!on.empty() && !inside.contains(on) && remark_here(on).empty()) return missing(on);
    out.remarks.push_back(std::move(*remark));
  }
  return base::done();
}

Status Bundles::check_files(Checked& out) {
  std::set<base::Hash> inside;
  for (const sync::BundleFile& one : out.content.files) {
    auto state = vault_.file_state(one.file.hex());
    if (!state) return state.error();
    if (inside.insert(one.file).second && state->empty()) out.files.push_back(&one);
  }
  return base::done();
}

// A colleague's word that the server has it is none: it waits until a receipt names it, as one's own does.
Status Bundles::store_remarks(const Checked& checked, Applied& applied) {
  for (const sync::Remark& remark : checked.remarks) {
    if (auto status = vault_.put_remark(remark, 0, "queued", ""); !status) return status;
    applied.reports.push_back(remark.header.report);
  }
  return base::done();
}

Status Bundles::store_files(const Checked& checked) {
  const bool by_server = checked.seen.preface.device.empty();
  sqlite::Pieces pieces(*vault_.database_);
  for (const sync::BundleFile* one : checked.files) {
    const std::string file = one->file.hex();
    if (auto status = pieces.remove(file); !status) return status;  // of a download that was cut off
    if (auto status = pieces.append(file, 0, one->body); !status) return status;
    if (auto status = vault_.mark_file(file, by_server ? "durable" : "queued", ""); !status) return status;
  }
  return base::done();
}

}  // namespace ziping::client
