// Attachments on this device: what the reports name, and the bytes that are here.
//
// A file is read twice: first for its hash and its kind, then into the vault. What changed in between is noticed, and
// no more than a piece is ever held.
#include <algorithm>

#include "client/text/say.h"
#include "client/work/vault.h"
#include "shared/base/file_stream.h"
#include "shared/report/attachments.h"
#include "shared/report/conflict.h"
#include "shared/sqlite/pieces.h"

namespace ziping::client {
namespace {

using form::Attachment;

constexpr auto kPiece = static_cast<std::size_t>(sqlite::kPieceBytes);

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

base::Error not_here() {
  return {base::ErrorKind::NotFound, "file-not-here", text::say("files.content_not_here", {}), {}};
}

base::Error changed(const std::filesystem::path& file) {
  return refuse("file-changed", text::say("files.changed", {file.filename().string()}));
}

// A file that is there for the first reading and gone for the second.
base::Error gone_or(const base::Error& error, const std::filesystem::path& file) {
  if (error.code != "no-file") return error;
  return {base::ErrorKind::NotFound, "file-vanished", text::say("files.vanished", {file.filename().string()}),
          error.cause};
}

// What the file is, told from its bytes.
Result<Attachment> looked_at(const std::filesystem::path& path, const std::string& name) {
  if (auto fit = form::check_attachment_name(name); !fit) return fit.error();
  auto type = form::media_type_of(name);
  auto file = type ? base::InputFile::open(path) : Result<base::InputFile>(type.error());
  if (!file) return file.error();
  if (file->size() == 0) return refuse("empty-file", text::say("files.empty", {path.filename().string()}));
  if (file->size() > form::kAttachmentBytesMax)
    return base::Error{
        base::ErrorKind::Full,
        "too-large",
        text::say("files.too_large", {form::kAttachmentBytesMax >> 20, path.filename().string(), file->size() >> 20}),
        {}};
  Attachment out{name, 0, {}, *type};
  base::Sha256 hash;
  for (;;) {
    auto piece = file->read(kPiece);
    if (!piece) return piece.error();
    if (piece->empty()) break;
    if (out.bytes == 0)
      if (auto fits = form::check_magic(*type, std::string_view(*piece).substr(0, form::kMagicBytes)); !fits)
        return fits.error();
    out.bytes += static_cast<std::int64_t>(piece->size());
    if (out.bytes > file->size()) return changed(path);
    hash.add(*piece);
  }
  if (out.bytes != file->size()) return changed(path);
  out.sha256 = hash.finish();
  return out;
}

Json with_entry(const std::vector<Attachment>& entries, const Attachment& added) {
  Json out{Json::Array{}};
  for (const Attachment& one : entries) out.push(one.json());
  out.push(added.json());
  return out;
}

Json without_entry(const std::vector<Attachment>& entries, const std::string& name) {
  Json out{Json::Array{}};
  for (const Attachment& one : entries)
    if (one.name != name) out.push(one.json());
  return out.as_array()->empty() ? Json() : out;
}

}  // namespace

Result<std::vector<Attachment>> Vault::attached(const ReportRow& report, const std::string& path) {
  auto place = form::Path::parse(path);
  auto form = place ? this->form(report.form) : Result<const form::Form*>(place.error());
  auto now = form ? shown(report) : Result<Shown>(form.error());
  if (!now) return now.error();
  const form::Field* field = place->name.empty() ? nullptr : (*form)->find_field(*place);
  if (!field || field->kind != form::Kind::Files)
    return base::Error{base::ErrorKind::NotFound, "no-files-field", text::say("files.no_field", {path}), {}};
  const Json& value = report::value_at(now->state, *place).json();
  if (report::is_conflict(value)) return refuse("open-conflict", text::say("files.open_conflict", {field->label}));
  return form::parse_attachments(value);
}

Result<Attachment> Vault::add_file(const ReportRow& report, const std::string& path, const std::filesystem::path& file,
                                   const std::string& name) {
  auto self = identity();
  if (!self) return self.error();
  // No suggestion of his would ever be taken, nor the bytes that would wait with it.
  if (self->user.department != report.department)
    return base::Error{base::ErrorKind::Denied, "not-yours", text::say("files.not_yours", {}), {}};
  auto before = attached(report, path);
  auto added = before ? looked_at(file, name) : Result<Attachment>(before.error());
  if (!added) return added.error();
  for (const Attachment& one : *before) {
    if (one.name != name) continue;
    if (one.sha256 == added->sha256) {  // named already; whoever named it may never get to send it
      const Status kept = in_transaction("", [&] { return put_file(file, *added); });
      return kept ? added : Result<Attachment>(kept.error());
    }
    return refuse("name-taken", text::say("files.name_taken", {name}));
  }
  const Json edit = set_edit(path, with_entry(*before, *added));
  const Status status = edit_all(
      report, {edit}, [&] { return put_file(file, *added); }, Refused::Suggested);
  return status ? added : Result<Attachment>(status.error());
}

Result<Attachment> Vault::keep_file(const std::filesystem::path& file, const std::string& name) {
  auto looked = looked_at(file, name);
  auto transaction = looked ? sqlite::Transaction::begin(*database_) : Result<sqlite::Transaction>(looked.error());
  if (!transaction) return transaction.error();
  if (auto status = put_file(file, *looked); !status) return status.error();
  if (auto status = transaction->commit(); !status) return status.error();
  return looked;
}

Result<std::string> Vault::file_bytes(const form::Attachment& file) {
  auto state = file_state(file.sha256.hex());
  if (!state) return state;
  if (state->empty()) return not_here();
  std::string out;
  for (;;) {
    auto piece = file_piece(file.sha256.hex(), static_cast<std::int64_t>(out.size()));
    if (!piece) return piece;
    if (piece->empty()) return out;
    out += *piece;
  }
}

Status Vault::remove_file(const ReportRow& report, const std::string& path, const std::string& name) {
  auto before = attached(report, path);
  if (!before) return before.error();
  if (std::ranges::count(*before, name, &Attachment::name) == 0)
    return base::Error{base::ErrorKind::NotFound, "no-attachment", text::say("files.none_named", {name}), {}};
  return edit(report, set_edit(path, without_entry(*before, name)));
}

Status Vault::put_file(const std::filesystem::path& path, const Attachment& file) {
  auto state = file_state(file.sha256.hex());
  if (!state) return state.error();
  if (!state->empty()) return base::done();  // the same content is here already
  sqlite::Pieces pieces(*database_);
  if (auto status = pieces.remove(file.sha256.hex()); !status) return status;  // of a download that was cut off
  auto input = base::InputFile::open(path);
  if (!input) return gone_or(input.error(), path);
  base::Sha256 hash;
  for (std::int64_t at = 0;;) {
    auto piece = input->read(kPiece);
    if (!piece) return gone_or(piece.error(), path);
    if (piece->empty()) break;
    hash.add(*piece);
    if (auto status = pieces.append(file.sha256.hex(), at, *piece); !status) return status;
    at += static_cast<std::int64_t>(piece->size());
    if (at > file.bytes) return changed(path);
  }
  if (hash.finish() != file.sha256) return changed(path);
  return mark_file(file.sha256.hex(), "queued", "");
}

Result<std::string> Vault::file_state(const std::string& file) {
  auto find = database_->prepare("SELECT state FROM file WHERE sha256 = ?1");
  find.bind(1, file);
  std::string state = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status.error();
  return state;
}

Status Vault::mark_file(const std::string& file, std::string_view state, std::string_view why) {
  auto put = database_->prepare("INSERT OR REPLACE INTO file(sha256, state, why) VALUES(?1, ?2, ?3)");
  return put.bind(1, file).bind(2, state).bind(3, why).run();
}

Status Vault::hold_file(const std::string& file) {
  auto mark =
      database_->prepare("UPDATE file SET state = 'durable', why = '' WHERE sha256 = ?1 AND state <> 'durable'");
  return mark.bind(1, file).run();
}

Result<std::vector<KeptFile>> Vault::files(const ReportRow& report) {
  auto form = this->form(report.form);
  auto now = form ? shown(report) : Result<Shown>(form.error());
  if (!now) return now.error();
  std::vector<KeptFile> out;
  for (report::PlacedAttachment& one : report::attachments(**form, now->state)) {
    const std::string file = one.attachment.sha256.hex();
    KeptFile kept{one.path.text(), std::move(one.attachment), FileState::Elsewhere, {}};
    auto find = database_->prepare("SELECT state, why FROM file WHERE sha256 = ?1");
    find.bind(1, file);
    if (find.step()) {
      const std::string state = find.text(0);
      kept.state = state == "queued" ? FileState::Unsent : state == "refused" ? FileState::Refused : FileState::Held;
      kept.why = find.text(1);
    }
    if (auto status = find.status(); !status) return status.error();
    out.push_back(std::move(kept));
  }
  return out;
}

// None of a report that cannot be read here, for what it says is not known: its own wait, and those of others go.
Result<std::set<std::string>> Vault::named_files(const ReportRow& report) {
  auto form = this->form(report.form);
  auto now = form ? shown(report) : Result<Shown>(form.error());
  std::set<std::string> out;
  if (!now && !is_of_the_disk(now.error())) return out;
  if (!now) return now.error();
  const auto add = [&](const report::State& state) {
    for (const report::PlacedAttachment& one : report::attachments(**form, state))
      out.insert(one.attachment.sha256.hex());
  };
  add(now->state);
  auto versions = database_->prepare("SELECT revision FROM version WHERE report = ?1");
  versions.bind(1, report.id);
  while (versions.step()) {
    const auto revision = base::Hash::parse(versions.text(0));
    const auto* entry = revision ? desks_.at(report.id).history.find(*revision) : nullptr;
    if (entry) add(*entry->state);
  }
  if (auto status = versions.status(); !status) return status.error();
  return out;
}

Result<std::vector<UnsentFile>> Vault::unsent_files() {
  std::vector<UnsentFile> out;
  if (is_sample()) return out;
  auto find = database_->prepare(
      "SELECT sha256, (SELECT sum(length(body)) FROM file_part WHERE file_part.file = sha256) FROM file WHERE state = "
      "'queued' ORDER BY file.rowid");
  while (find.step()) out.push_back({find.text(0), find.integer(1)});
  if (auto status = find.status(); !status) return status.error();
  if (out.empty()) return out;
  auto rows = reports();
  if (!rows) return rows.error();
  std::set<std::string> named;
  for (const ReportRow& row : *rows) {
    auto more = named_files(row);
    if (!more) return more.error();
    named.merge(*more);
  }
  std::erase_if(out, [&](const UnsentFile& one) { return !named.contains(one.file); });
  return out;
}

Result<std::int64_t> Vault::file_size(const std::string& file) { return sqlite::Pieces(*database_).size(file); }

Result<std::string> Vault::file_piece(const std::string& file, std::int64_t offset) {
  return sqlite::Pieces(*database_).read(file, offset);
}

Status Vault::file_sent(const std::string& file, const sync::Receipt& receipt) {
  auto self = identity();
  if (!self) return self.error();
  if (receipt.revision != file) return refuse("bad-receipt", text::say("files.other_receipt", {}));
  return in_transaction("", [&] { return take_receipt(receipt, *self); });
}

// The server's own word goes on to whoever gave the file to this device, or has it from here.
Status Vault::file_refused(const std::string& file, const base::Error& why) {
  auto self = identity();
  if (!self) return self.error();
  auto json = base::parse_json(why.cause);
  auto word = json ? sync::Refused::parse(*json) : Result<sync::Refused>(json.error());
  const bool is_servers = word && word->revision == file && word->signature &&
                          base::verify(self->server_key, word->signed_bytes(self->server_id), *word->signature);
  const sync::Refused refused = is_servers ? *word : sync::Refused{file, why.code, why.message, {}};
  return in_transaction("", [&] { return refuse_file(refused); });
}

Status Vault::refuse_file(const sync::Refused& refused) {
  auto state = file_state(refused.revision);
  if (!state) return state.error();
  if (*state != "queued") return base::done();
  if (auto status = keep_refusal(refused, ""); !status) return status;
  return mark_file(refused.revision, "refused", refused.message);
}

Status Vault::send_again(const std::string& file) {
  auto state = file_state(file);
  if (!state) return state.error();
  if (*state == "refused") return mark_file(file, "queued", "");
  if (*state == "queued" || *state == "durable") return base::done();
  return not_here();
}

Status Vault::file_came(const std::string& file, std::int64_t bytes, std::int64_t offset, std::string_view piece) {
  auto state = file_state(file);
  if (!state) return state.error();
  if (!state->empty()) return base::done();
  bool spoilt = false;
  const Status committed = in_transaction("", [&]() -> Status {
    sqlite::Pieces pieces(*database_);
    if (auto status = pieces.append(file, offset, piece); !status) return status;
    auto size = pieces.size(file);
    if (!size) return size.error();
    if (*size < bytes) return base::done();
    auto hash = pieces.sha256(file);
    if (!hash) return hash.error();
    spoilt = *size != bytes || hash->hex() != file;
    return spoilt ? pieces.remove(file) : mark_file(file, "durable", "");
  });
  if (!committed || !spoilt) return committed;
  return base::Error{base::ErrorKind::Corrupt, "wrong-hash", text::say("files.wrong_hash", {}), {}};
}

Status Vault::write_file(const std::string& file, const std::filesystem::path& out) {
  auto state = file_state(file);
  if (!state) return state.error();
  if (state->empty()) return not_here();
  auto output = base::OutputFile::create(out);
  if (!output) return output.error();
  base::Sha256 hash;
  for (std::int64_t at = 0;;) {
    auto piece = file_piece(file, at);
    if (!piece) return piece.error();
    if (piece->empty()) break;
    hash.add(*piece);
    at += static_cast<std::int64_t>(piece->size());
    if (auto status = output->append(*piece); !status) return status;
  }
  if (hash.finish().hex() != file)
    return base::Error{base::ErrorKind::Corrupt, "bad-attachment", text::say("files.damaged", {}), {}};
  return output->finish();
}

Result<std::int64_t> Vault::verify_files() {
  std::int64_t count = 0;
  auto find = database_->prepare("SELECT sha256 FROM file ORDER BY sha256");
  for (; find.step(); ++count) {
    auto hash = sqlite::Pieces(*database_).sha256(find.text(0));
    if (!hash) return hash.error();
    if (hash->hex() != find.text(0))
      return base::Error{base::ErrorKind::Corrupt,
                         "bad-attachment",
                         text::say("files.digest_differs", {find.text(0).substr(0, 12)}),
                         {}};
  }
  if (auto status = find.status(); !status) return status.error();
  return count;
}

}  // namespace ziping::client
