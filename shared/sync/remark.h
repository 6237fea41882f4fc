// A remark: what somebody has to say about a submitted version, and what others answered. Like a revision it is sealed
// by a person on a device, immutable and named by the SHA-256 of its canonical header.
//
// Promise    Whoever holds a Remark knows its shape; whose it is, and whether he may, is judged by others.
// Errors     parse: Invalid "bad-remark".
// Limits     kRemarkCharactersMax of text, kQuoteCharactersMax quoted, kRemarksMax a report.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/hash.h"
#include "shared/base/json.h"
#include "shared/base/keys.h"
#include "shared/report/anchor.h"
#include "shared/report/revision.h"
#include "shared/sync/authority.h"

namespace ziping::sync {

using RemarkId = base::Hash;

inline constexpr std::size_t kRemarkCharactersMax = 4'000;
inline constexpr std::size_t kQuoteCharactersMax = 2'000;
inline constexpr std::size_t kRemarksMax = 5'000;

// Close and Reopen are about a remark as a whole; of several the one that the server took last holds.
enum class RemarkKind { Remark, Answer, Close, Reopen };

std::string_view name(RemarkKind kind);  // "remark": on the wire
std::optional<RemarkKind> remark_kind_named(std::string_view name);

struct RemarkHeader {
  std::string report;           // 32 hex digits
  std::int64_t version = 0;     // which it speaks about, from 1
  report::RevisionId revision;  // of that version
  report::Anchor place;         // of a remark; empty in all that follow on one
  RemarkKind kind = RemarkKind::Remark;
  std::optional<RemarkId> on;  // what it answers, closes or reopens: always a remark, never an answer
  std::string text;            // may be empty in Close and Reopen
  std::string author;          // account name
  std::string device;          // 32 hex digits
  std::string stamp;           // UTC, a label only

  RemarkId name() const;
  base::Json json() const;
};

struct Remark {
  RemarkHeader header;
  base::Signature signature;  // by the device key, over the 32 bytes of the name

  base::Json json() const;
  static base::Result<Remark> parse(const base::Json& json);
};

Remark seal(RemarkHeader header, const base::SecretKey& key);
bool signed_by(const Remark& remark, const base::PublicKey& key);

// The limits and the form of what people write. Invalid "empty-remark", "too-long".
base::Status check_words(const RemarkHeader& header);

// Whether somebody may say this about a version of that department's report; `on` is the remark it follows on, if any.
// Finance and the department itself speak; a remark is closed and reopened by its author or by finance. Denied
// "denied".
base::Status check_speaker(const Author& author, const std::string& department, const RemarkHeader& header,
                           const RemarkHeader* on);

}  // namespace ziping::sync
