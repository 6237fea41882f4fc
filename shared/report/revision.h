// A revision: a sealed, signed state with its parents. Immutable, named by the SHA-256 of its canonical header.
//
// Promise    Whoever holds a Revision knows it is unverified until History::add() has accepted it.
// Errors     parse: Invalid "bad-revision"; Full "too-large".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/json.h"
#include "shared/base/keys.h"
#include "shared/report/state.h"

namespace ziping::report {

using RevisionId = base::Hash;

inline constexpr std::size_t kParentsMax = 64;
inline constexpr std::size_t kNoteBytesMax = 2000;

struct Header {
  std::string report;  // 32 hex digits
  base::Hash form;
  std::vector<RevisionId> parents;  // all heads its author had in view, sorted
  std::string author;               // account name
  std::string device;               // 32 hex digits
  std::string at;                   // UTC, a label only
  std::string note;
  base::Hash state;  // digest of what the author saw and sealed

  RevisionId name() const;
  base::Json json() const;
};

struct Revision {
  Header header;
  base::Signature signature;  // by the device key, over the 32 bytes of the name
  base::Json content;         // {"delta": …} against the first parent, or {"snapshot": the whole state}

  bool is_snapshot() const { return content.find("snapshot") != nullptr; }
  base::Json json() const;
  static base::Result<Revision> parse(base::Json json);
};

Revision seal(Header header, std::span<const State* const> parents, const State& state, const base::SecretKey& key);
// The same revision with the whole state in place of the delta, for those who may not have its parents.
Revision as_snapshot(const Revision& revision, const State& state);
bool signed_by(const Revision& revision, const base::PublicKey& key);

}  // namespace ziping::report
