#include "shared/report/revision.h"

#include <algorithm>

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/report/delta.h"

namespace ziping::report {
namespace {

using base::Json;

base::Error bad_revision(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-revision", "收到的修订格式不对，没有采用。", std::move(cause)};
}

}  // namespace

Json Header::json() const {
  Json out;
  out["report"] = report;
  out["form"] = form.hex();
  Json::Array list;
  for (const RevisionId& parent : parents) list.emplace_back(parent.hex());
  out["parents"] = Json(std::move(list));
  out["author"] = author;
  out["device"] = device;
  out["at"] = at;
  out["note"] = note;
  out["state"] = state.hex();
  return out;
}

RevisionId Header::name() const { return base::sha256(base::canonical(json())); }

Json Revision::json() const {
  Json out = content;
  out["header"] = header.json();
  out["signature"] = signature.base64();
  return out;
}

base::Result<Revision> Revision::parse(Json json) {
  const Json* head = json.find("header");
  if (!head || !head->is_object()) return bad_revision("no header");
  Revision revision;
  Header& header = revision.header;
  header.report = head->text_or("report");
  header.author = head->text_or("author");
  header.device = head->text_or("device");
  header.at = head->text_or("at");
  header.note = head->text_or("note");
  if (!base::is_hex_name(header.report, 32) || !base::is_hex_name(header.device, 32))
    return bad_revision("bad report or device");
  if (header.author.empty() || header.author.size() > 200) return bad_revision("bad author");
  if (header.note.size() > kNoteBytesMax) return bad_revision("note too long");
  if (base::utc_text(base::parse_utc_text(header.at)) != header.at) return bad_revision("bad time");
  auto form = base::Hash::parse(head->text_or("form")), state = base::Hash::parse(head->text_or("state"));
  if (!form || !state) return bad_revision("bad form or state");
  header.form = *form;
  header.state = *state;
  if (head->list("parents").size() > kParentsMax) return bad_revision("too many parents");
  for (const Json& entry : head->list("parents")) {
    auto parent = base::Hash::parse(entry.as_string() ? *entry.as_string() : "");
    if (!parent) return bad_revision("bad parent");
    if (!header.parents.empty() && header.parents.back() >= *parent) return bad_revision("parents not sorted");
    header.parents.push_back(*parent);
  }
  if (header.json() != *head) return bad_revision("unknown members in the header");
  auto signature = base::Signature::parse(json.text_or("signature"));
  if (!signature) return bad_revision("bad signature");
  revision.signature = *signature;
  auto delta = json.as_object()->extract("delta"), snapshot = json.as_object()->extract("snapshot");
  if (delta.empty() == snapshot.empty()) return bad_revision("neither delta nor snapshot, or both");
  revision.content[delta ? "delta" : "snapshot"] = std::move(delta ? delta.mapped() : snapshot.mapped());
  return revision;
}

Revision seal(Header header, std::span<const State* const> parents, const State& state, const base::SecretKey& key) {
  ENSURE(parents.size() == header.parents.size() && std::ranges::is_sorted(header.parents));
  Revision revision;
  header.state = digest(state);
  revision.content["delta"] = make_delta(parents, state);
  revision.header = std::move(header);
  revision.signature = key.sign(revision.header.name().view());
  return revision;
}

Revision as_snapshot(const Revision& revision, const State& state) {
  Revision out;
  out.header = revision.header;
  out.signature = revision.signature;
  out.content["snapshot"] = to_json(state);
  return out;
}

bool signed_by(const Revision& revision, const base::PublicKey& key) {
  return base::verify(key, revision.header.name().view(), revision.signature);
}

}  // namespace ziping::report
