// The wishes of a vault, in one go of asking the server: which of them is asked for next, and what came of it.
//
//   text through ─ next() ─ request() ─ the server ─ take() ─ text once more, which brings the stage ─ next() …
//
// Promise    A wish is gone once the ledger tells of it, and no sooner: an answer that was lost is told by the next
//            synchronisation, and asking again changes nothing. What the report's way has overtaken is not asked for.
//            Each is asked for once in a go.
// Ownership  Borrows the vault.
// Errors     as of the vault; of make() Invalid "wish-waits", "note-too-long", "note-needed" (a return without a
//            reason), and Denied or Invalid as of sync::after().
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/work/vault.h"

namespace ziping::client {

// About this device, its server or the way there: text and attachments would fare alike.
[[nodiscard]] bool ends_all(const base::Error& error);

class Wishes {
 public:
  explicit Wishes(Vault& vault) : vault_(vault) {}

  // Kept on the disk; of a submit its draft is sealed before. It takes the place of one that was refused.
  static Status make(Vault& vault, const ReportRow& report, sync::Action action, std::int64_t version,
                     const std::string& note);

  // What to ask for now, with the text through as far as it goes; none for nothing more. A wish whose own text had to
  // stay here waits with it.
  Result<std::optional<Wish>> next();
  Result<Json> request(const Wish& wish);  // marks it as asked for
  // An error is no verdict, and the wish waits on.
  Status take(const Wish& wish, const Result<Json>& answer);
  void made_anew(const std::string& report);  // what came of an earlier one of it is nothing to the new one
  std::vector<Wish> ended();                  // those that were refused since the last call

 private:
  Result<bool> text_waits(const Wish& wish, const ReportRow& report);
  Status refuse(const Wish& wish, const base::Error& why);

  Vault& vault_;
  std::set<std::string> asked_;                  // reports
  std::map<std::string, base::Error> verdicts_;  // by report: such as an answer that was lost would bring as well
  std::vector<Wish> ended_;
};

}  // namespace ziping::client
