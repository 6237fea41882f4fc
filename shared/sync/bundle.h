// A bundle: what a synchronisation would carry, as one file that a person carries. docs/format.md has its bytes.
//
// Promise    The same content comes out that went in, or an error. Nothing but sizes, names of keys and who made it for
//            whom can be read without a key of a slot.
// Errors     Invalid "not-a-bundle", "no-key" (made for others), "passphrase-needed", "wrong-passphrase",
//            "bad-message"; Outdated "newer-bundle"; Corrupt "damaged-bundle"; Full "too-large".
// Limits     kBundleBytesMax a file, kBundleContentMax its content, kPrefaceBytesMax its preface, kReadersMax slots,
//            kBundleFilesMax attachments of kBundleFilesBytesMax together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/sealed.h"
#include "shared/sync/message.h"

namespace ziping::sync {

inline constexpr std::size_t kBundleBytesMax = 512u << 20;
inline constexpr std::size_t kBundleContentMax = 256u << 20;  // of canonical JSON
inline constexpr std::size_t kPrefaceBytesMax = 1u << 20;
inline constexpr std::size_t kReadersMax = 3000;
// As base64 they take a third more of the content and leave two thirds of it to the words.
inline constexpr std::size_t kBundleFilesBytesMax = 64u << 20;
inline constexpr std::size_t kBundleFilesMax = 1000;

// What anybody may read.
struct BundlePreface {
  std::string device;  // that made it; empty: the server did
  std::string user;    // of that device
  base::PublicKey key;
  std::string server;              // id of the server that all of it belongs to
  std::string at;                  // a label
  std::string department, reader;  // for whom: a department, or one user

  base::Json json() const;
};

// Who may read the rest.
struct BundleReaders {
  std::vector<base::PublicKey> keys;
  std::string passphrase;  // empty: none
};

// What a reader has to open it with.
struct BundleOpener {
  const base::SecretKey& key;
  std::string passphrase;
};

// What a device has, so that the next bundle for it holds only what is new.
struct BundleHoldings {
  std::int64_t cursor = 0;           // the last entry of the server's that it has
  std::string chain;                 // of that entry; empty where it was not told
  base::Json heads;                  // {REPORT: [NAME]}
  std::vector<std::string> waiting;  // revisions, remarks and attachments that it has no receipt for
  std::vector<std::string> remarks;
  std::vector<std::string> files;  // that are whole there

  base::Json json() const;
};

// The bytes of an attachment. One that was parsed has the hash that it is named by.
struct BundleFile {
  base::Hash file;
  std::string body;

  base::Json json() const;  // {"file", "body": base64}
  static base::Result<BundleFile> parse(const base::Json& json);
};

struct BundleContent {
  std::vector<std::string> needs;     // parents that are not inside
  std::vector<base::Json> revisions;  // parents before children
  std::vector<base::Json> remarks;    // what an answer is on before it
  std::vector<BundleFile> files;
  std::vector<Receipt> receipts;
  std::vector<Refused> refused;
  std::optional<BundleHoldings> has;  // of a device that made it
  std::vector<base::Json> entries;    // of a server that made it: those of its cursor behind `from`, up to `to`
  std::int64_t from = 0, to = 0;
  std::string from_chain, to_chain;         // of the entries at both ends; empty before the first, and of older servers
  base::Json others{base::Json::Object{}};  // members that this program does not know

  base::Json json() const;
  static base::Result<BundleContent> parse(const base::Json& json);
};

base::Result<std::string> pack(const BundlePreface& preface, const BundleContent& content, const BundleReaders& readers,
                               const base::SecretKey& maker, base::Random& random);

// A bundle whose shape is right and whose signature is by the key that its preface names: whose key that is, is the
// reader's to know. Borrows the file's bytes.
class PackedBundle {
 public:
  static base::Result<PackedBundle> parse(std::string_view file);
  const BundlePreface& preface() const { return preface_; }
  base::Result<BundleContent> open(const BundleOpener& opener) const;

 private:
  PackedBundle() = default;
  base::Result<base::ContentKey> content_key(const BundleOpener& opener) const;

  BundlePreface preface_;
  base::Json::Array slots_;
  std::string_view sealed_;
};

}  // namespace ziping::sync
