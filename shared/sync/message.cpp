#include "shared/sync/message.h"

#include <algorithm>
#include <limits>

namespace ziping::sync {
namespace {

using base::Json;

base::Error bad_message(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-message", "收到的同步消息格式不对，没有采用。内容仍在本机。",
          std::move(cause)};
}

bool is_name(std::string_view text) { return base::Hash::parse(text).has_value(); }

bool is_name_or_none(std::string_view text) { return text.empty() || is_name(text); }

Json json_of(const Proofs& proofs) {
  Json out{Json::Object{}};
  for (const auto& [revision, proof] : proofs) out[revision] = proof.base64();
  return out;
}

// One that is no signature proves nothing, and is passed over.
Proofs proofs_of(const Json* json) {
  Proofs out;
  if (!json || !json->is_object()) return out;
  for (const auto& [revision, text] : *json->as_object())
    if (auto proof = base::Signature::parse(text.as_string() ? *text.as_string() : std::string_view()))
      out.emplace(revision, *proof);
  return out;
}

}  // namespace

std::string enrol_bytes(std::string_view server, std::string_view user, std::string_view at) {
  Json out;
  out["at"] = at;
  out["kind"] = "enrol";
  out["server"] = server;
  out["user"] = user;
  return base::canonical(out);
}

std::string proof_bytes(std::string_view revision, std::string_view server) {
  Json out;
  out["kind"] = "revision";
  out["revision"] = revision;
  out["server"] = server;
  return base::canonical(out);
}

Json SyncRequest::json() const {
  Json out;
  out["protocol"] = protocol;
  out["cursor"] = cursor;
  if (!chain.empty()) out["chain"] = chain;
  out["push"] = Json(Json::Array(push));
  if (!remarks.empty()) out["remarks"] = Json(Json::Array(remarks));
  if (!proofs.empty()) out["proofs"] = json_of(proofs);
  return out;
}

base::Result<SyncRequest> SyncRequest::parse(const Json& json) {
  SyncRequest request;
  if (!json.is_object()) return bad_message("no object");
  const std::int64_t protocol = json.integer_or("protocol", 1);  // a request that names none is of the first
  if (protocol < 0 || protocol > std::numeric_limits<int>::max()) return bad_message("bad protocol");
  request.protocol = static_cast<int>(protocol);
  request.cursor = json.integer_or("cursor", 0);
  request.chain = json.text_or("chain");
  request.push = json.list("push");
  request.remarks = json.list("remarks");
  request.proofs = proofs_of(json.find("proofs"));
  if (request.cursor < 0 || !is_name_or_none(request.chain)) return bad_message("bad cursor");
  if (request.push.size() > kPushMax) return bad_message("too many revisions");
  if (request.remarks.size() > kPushMax) return bad_message("too many remarks");
  return request;
}

std::string Receipt::signed_bytes(std::string_view server) const {
  Json out;
  out["revision"] = revision;
  out["seq"] = seq;
  out["at"] = at;
  out["server"] = server;
  return base::canonical(out);
}

Json Receipt::json() const {
  Json out;
  out["revision"] = revision;
  out["seq"] = seq;
  out["at"] = at;
  out["signature"] = signature.base64();
  if (proof) out["proof"] = proof->base64();
  return out;
}

base::Result<Receipt> Receipt::parse(const Json& json) {
  Receipt receipt;
  receipt.revision = json.text_or("revision");
  receipt.seq = json.integer_or("seq", 0);
  receipt.at = json.text_or("at");
  auto signature = base::Signature::parse(json.text_or("signature"));
  if (!is_name(receipt.revision) || receipt.seq <= 0 || !signature) return bad_message("malformed receipt");
  receipt.signature = *signature;
  if (auto proof = base::Signature::parse(json.text_or("proof"))) receipt.proof = *proof;
  return receipt;
}

std::string Refused::signed_bytes(std::string_view server) const {
  Json out = json();
  out.as_object()->erase("signature");
  out["server"] = server;
  return base::canonical(out);
}

base::Result<Receipt> Receipt::parse_text(std::string_view text) {
  auto json = base::parse_json(text);
  return json ? parse(*json) : base::Result<Receipt>(json.error());
}

Json Refused::json() const {
  Json out;
  out["revision"] = revision;
  out["code"] = code;
  out["message"] = message;
  out["paths"] = Json(Json::Array(paths.begin(), paths.end()));
  if (signature) out["signature"] = signature->base64();
  return out;
}

base::Result<Refused> Refused::parse(const Json& json) {
  Refused refused;
  refused.revision = json.text_or("revision");
  refused.code = json.text_or("code");
  refused.message = json.text_or("message");
  if (!is_name(refused.revision) || refused.code.empty()) return bad_message("malformed refusal");
  for (const Json& path : json.list("paths"))
    if (path.as_string()) refused.paths.push_back(*path.as_string());
  if (auto signature = base::Signature::parse(json.text_or("signature"))) refused.signature = *signature;
  return refused;
}

Json SyncResponse::json() const {
  Json out;
  Json::Array granted, denied;
  for (const Receipt& receipt : receipts) granted.push_back(receipt.json());
  for (const Refused& one : refused) denied.push_back(one.json());
  out["receipts"] = Json(std::move(granted));
  out["refused"] = Json(std::move(denied));
  out["entries"] = Json(Json::Array(entries));
  out["cursor"] = cursor;
  if (!chain.empty()) out["chain"] = chain;
  out["more"] = more;
  out["time"] = time;
  if (merge > 0) out["merge"] = merge;
  return out;
}

base::Result<SyncResponse> SyncResponse::parse(const Json& json) {
  SyncResponse response;
  if (!json.is_object() || !json.find("cursor") || !json.find("entries")) return bad_message("no sync answer");
  for (const Json& entry : json.list("receipts")) {
    auto receipt = Receipt::parse(entry);
    if (!receipt) return receipt.error();
    response.receipts.push_back(std::move(*receipt));
  }
  for (const Json& entry : json.list("refused")) {
    auto refused = Refused::parse(entry);
    if (!refused) return refused.error();
    response.refused.push_back(std::move(*refused));
  }
  std::int64_t last = 0;
  for (const Json& entry : json.list("entries")) {
    const std::int64_t seq = entry.integer_or("seq", 0);
    if (seq <= last || entry.text_or("kind").empty()) return bad_message("entries out of order");
    last = seq;
    response.entries.push_back(entry);
  }
  response.cursor = json.integer_or("cursor", 0);
  if (response.cursor < last) return bad_message("cursor behind its entries");
  response.chain = json.text_or("chain");
  if (!is_name_or_none(response.chain)) return bad_message("bad chain");
  response.more = json.flag("more");
  response.time = json.text_or("time");
  response.merge = std::max<std::int64_t>(0, json.integer_or("merge", 0));
  return response;
}

}  // namespace ziping::sync
