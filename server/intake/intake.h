// Judges what clients push: each revision by itself, accepted with a signed receipt or kept in quarantine with its
// reason.
//
// Promise    A receipt stands for a revision that was verified: signature, name, parents, digest, values, and the
//            rights of its author, whoever brings it. Pushing the same revision again gives the same receipt. A refusal
//            that the server signed holds of what its author sealed, whatever somebody made of it on the way.
// Threads    examine() touches no ledger and runs on any thread; take() is a job of the Writer.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "server/ledger/ledger.h"

namespace ziping::server {

// Who brings revisions: a device, its own and those of its department that came to it by hand; or the server's
// administrator with a bundle, those of any department.
struct Carrier {
  std::string device;                     // empty for the administrator
  std::string who;                        // for the audit
  std::optional<std::string> department;  // none: any
  // The device that answers for every byte: it is signed in, or signed the bundle. Empty for none.
  std::string giver = {};
};
Carrier carrier_of(const Device& device);

// Whether this server's own word came along that it took a revision: it has been set back since, and of what it took
// then it does not matter how its device stands now.
enum class Proof { None, Holds };

// What came along with a request, and whose word it must be.
struct ServersWord {
  sync::Proofs proofs;
  std::string server;
  base::PublicKey key;

  Proof on(const std::string& revision) const;
};

// The devices that sealed what came in, by their ids; an error where nobody may bring what they sealed.
using Sealers = std::map<std::string, Result<Sealer>>;
std::set<std::string> sealing_devices(const std::vector<Json>& push);  // also of remarks
Result<Device> taken_from(const Result<Sealer>& sealer, Proof proof);
// Invalid "unknown-device" for one that is not among them.
Result<Sealer> sealer_of(const Sealers& sealers, const std::string& device);
Result<Sealers> look_up(Ledger& ledger, const Carrier& carrier, const std::set<std::string>& devices);

// Whom a refusal is for. An author's signature covers the header, with the digest of the state: what is said of these
// holds of what he sealed. A body may have been altered on the way, and by whose hands it comes is not his doing.
enum class Hears { Author, Carrier };
// Of what can be told without the ledger.
Hears who_hears(const base::Error& verdict);

// A revision that came in, with the device that sealed it. Without `revision` it is refused already, and `refused` says
// why.
struct Pushed {
  Json body;
  std::optional<report::Revision> revision;
  std::optional<Device> sealer;
  Proof proof = Proof::None;
  sync::Refused refused;
  Hears hears = Hears::Carrier;  // of a `refused` that says why
};

struct Verdicts {
  std::vector<sync::Receipt> receipts;
  std::vector<sync::Refused> refused;
};

// What can be told without the ledger: its shape, whose it is, and the signature.
std::vector<Pushed> examine(const Sealers& sealers, const std::vector<Json>& push, const ServersWord& word = {});
// Of a colleague's device the rights are those of now, and the audit names who brought it; the carrier's own were
// looked at when it signed in.
using TakeOne = std::function<Result<sync::Receipt>(const Device& sealer)>;
Result<sync::Receipt> take_as_sealed(Ledger& ledger, const Carrier& carrier, const Device& sealed_by,
                                     const std::string& name, Proof proof, const TakeOne& take_one);
// Keeps it in quarantine, tells the audit and adds it to the verdicts; signs it where its author may hear of it, or the
// device that sealed it gave it itself.
Status keep_refused(Ledger& ledger, const Carrier& carrier, const Json& body, sync::Refused refused, Hears hears,
                    Verdicts& verdicts);
// The rest, in order; a revision may be the parent of the next. Within the caller's transaction, which an error undoes.
Result<Verdicts> take(Ledger& ledger, const Carrier& carrier, const std::vector<Pushed>& pushed);

}  // namespace ziping::server
