#include "shared/sync/remark.h"

#include <algorithm>
#include <array>

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/utf8.h"

namespace ziping::sync {
namespace {

using base::Json;

constexpr std::size_t kAuthorBytesMax = 200;
constexpr std::array<std::string_view, 4> kKinds{"remark", "answer", "close", "reopen"};

base::Error bad_remark(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-remark", "收到的意见格式不对，没有采用。", std::move(cause)};
}

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

base::Error denied(std::string message) { return {base::ErrorKind::Denied, "denied", std::move(message), {}}; }

bool is_about_something(const report::Anchor& place) { return place != report::Anchor{}; }

// What the members must be to each other; whoever wrote them meant something else otherwise.
const char* fault_of(const RemarkHeader& header) {
  if (!base::is_hex_name(header.report, 32) || !base::is_hex_name(header.device, 32)) return "bad report or device";
  if (header.author.empty() || header.author.size() > kAuthorBytesMax) return "bad author";
  if (base::utc_text(base::parse_utc_text(header.stamp)) != header.stamp) return "bad time";
  if (header.version < 1) return "bad version";
  if ((header.kind == RemarkKind::Remark) == header.on.has_value()) return "on what it is";
  if (header.kind != RemarkKind::Remark && is_about_something(header.place)) return "a place of its own";
  const report::Anchor& place = header.place;
  if (!place.at.empty() && !form::Path::parse(place.at)) return "bad place";
  if (place.quote.empty() && place.offset > 0) return "an offset of nothing";
  if (place.at.empty() && !place.quote.empty()) return "a quote from nowhere";
  return nullptr;
}

}  // namespace

std::string_view name(RemarkKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<RemarkKind> remark_kind_named(std::string_view name) {
  const auto at = std::ranges::find(kKinds, name);
  if (at == kKinds.end()) return std::nullopt;
  return static_cast<RemarkKind>(at - kKinds.begin());
}

Json RemarkHeader::json() const {
  Json out;
  out["report"] = report;
  out["version"] = version;
  out["revision"] = revision.hex();
  out["at"] = place.at;
  out["quote"] = place.quote;
  out["offset"] = place.offset;
  out["kind"] = sync::name(kind);
  out["on"] = on ? on->hex() : std::string();
  out["text"] = text;
  out["author"] = author;
  out["device"] = device;
  out["stamp"] = stamp;
  return out;
}

RemarkId RemarkHeader::name() const { return base::sha256(base::canonical(json())); }

Json Remark::json() const {
  Json out;
  out["header"] = header.json();
  out["signature"] = signature.base64();
  return out;
}

base::Result<Remark> Remark::parse(const Json& json) {
  const Json* head = json.find("header");
  if (!head || !head->is_object() || json.as_object()->size() != 2) return bad_remark("no header");
  Remark remark;
  RemarkHeader& header = remark.header;
  header.report = head->text_or("report");
  header.version = head->integer_or("version", 0);
  header.place.at = head->text_or("at");
  header.place.quote = head->text_or("quote");
  const std::int64_t offset = head->integer_or("offset", -1);
  header.text = head->text_or("text");
  header.author = head->text_or("author");
  header.device = head->text_or("device");
  header.stamp = head->text_or("stamp");
  const auto kind = remark_kind_named(head->text_or("kind"));
  auto revision = base::Hash::parse(head->text_or("revision"));
  if (!kind || !revision || offset < 0) return bad_remark("bad kind, revision or offset");
  header.kind = *kind;
  header.revision = *revision;
  header.place.offset = static_cast<std::size_t>(offset);
  if (const std::string_view on = head->text_or("on"); !on.empty()) {
    auto parsed = base::Hash::parse(on);
    if (!parsed) return bad_remark("bad name of what it is on");
    header.on = *parsed;
  }
  if (const char* fault = fault_of(header)) return bad_remark(fault);
  if (header.json() != *head) return bad_remark("unknown members in the header");
  if (auto status = check_words(header); !status) return bad_remark(status.error().code);
  auto signature = base::Signature::parse(json.text_or("signature"));
  if (!signature) return bad_remark("bad signature");
  remark.signature = *signature;
  return remark;
}

Remark seal(RemarkHeader header, const base::SecretKey& key) {
  ENSURE(fault_of(header) == nullptr);
  Remark remark;
  remark.signature = key.sign(header.name().view());
  remark.header = std::move(header);
  return remark;
}

bool signed_by(const Remark& remark, const base::PublicKey& key) {
  return base::verify(key, remark.header.name().view(), remark.signature);
}

base::Status check_words(const RemarkHeader& header) {
  const bool says = header.kind == RemarkKind::Remark || header.kind == RemarkKind::Answer;
  if (base::normalised(header.text) != header.text || !base::is_utf8(header.place.quote))
    return refuse("bad-text", "意见里有不能保存的字符，没有记下。请去掉后再试。");
  if (says && base::trimmed(header.text).empty()) return refuse("empty-remark", "意见还没有写内容，没有记下。");
  const std::size_t characters = base::count_characters(header.text);
  if (characters > kRemarkCharactersMax)
    return refuse("too-long", "这条意见有 " + std::to_string(characters) + " 个字，最多 " +
                                  std::to_string(kRemarkCharactersMax) + " 个，没有记下。请分成几条写。");
  if (base::count_characters(header.place.quote) > kQuoteCharactersMax)
    return refuse("too-long",
                  "引用的原文太长，最多 " + std::to_string(kQuoteCharactersMax) + " 个字，没有记下。请引用其中一句。");
  return base::done();
}

base::Status check_speaker(const Author& author, const std::string& department, const RemarkHeader& header,
                           const RemarkHeader* on) {
  const bool finance = author.role == "finance";
  if (!finance && (department.empty() || author.department != department))
    return denied("只有本部门的人和财政局可以对这份报告提意见。");
  const bool settles = header.kind == RemarkKind::Close || header.kind == RemarkKind::Reopen;
  if (settles && !finance && (!on || on->author != author.name))
    return denied("这条意见由提出的人或财政局关闭、重新打开；您可以答复它。");
  return base::done();
}

}  // namespace ziping::sync
