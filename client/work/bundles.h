// What this device gives to others on a stick, and takes from them.
//
// Promise    A bundle is looked at whole before the first row is written; then all of it is there, or nothing. Taking
//            it again changes nothing. From a colleague only what carries its author's or the server's signature
//            counts. What came by hand waits in the outbox as one's own does, until a receipt names it.
// Ownership  Borrows the vault.
// Errors     as of sync::PackedBundle and the vault; Invalid "foreign-bundle", "unknown-maker", "unknown-user",
//            "bad-revision", "bad-remark", "bad-signature", "bad-receipt"; NotFound "missing-revisions",
//            "missing-entries", "unknown-form".
// Limits     Attachments as many as fit into one bundle, waiting and small ones first; the others are named.
#pragma once

#include "client/work/vault.h"
#include "shared/sync/bundle.h"

namespace ziping::client {

// Waiting: what the server has not got yet. Lacking: what the reader lacks, by the last bundle from there; everything
// when there was none. Everything: of the reports.
enum class BundleExtent { Waiting, Lacking, Everything };

struct BundleOrder {
  std::vector<std::string> reports;  // none: all of the department's
  std::string reader;                // a user of the department, of Lacking and Everything
  BundleExtent extent = BundleExtent::Waiting;
  bool for_department = true;  // the keys of the department's devices, and the server's, open it
  std::string passphrase;      // empty: none opens it
};

struct BundleCounts {
  std::int64_t revisions = 0, remarks = 0, files = 0, receipts = 0, refused = 0, entries = 0;
};
BundleCounts counts_of(const sync::BundleContent& content);

struct MadeBundle {
  std::string file;
  BundleCounts counts;
  std::vector<std::string> left_out;  // attachments, as people call them
  std::vector<std::string> stayed;    // reports whose draft could not be sealed, or that cannot be read at all
};

struct SeenBundle {
  sync::BundlePreface preface;
  BundleCounts counts;     // all that is inside
  std::int64_t fresh = 0;  // of it, what this device does not have
};

struct TakenBundle {
  SeenBundle seen;
  std::vector<std::string> reports;  // those that changed
};

class Bundles {
 public:
  explicit Bundles(Vault& vault) : vault_(vault) {}

  Result<MadeBundle> make(const BundleOrder& order);
  Result<SeenBundle> look(std::string_view file, const std::string& passphrase);
  Result<TakenBundle> take(std::string_view file, const std::string& passphrase);

 private:
  struct Arrived {  // a revision that is new here
    report::Revision revision;
    std::string why;  // not empty: it stands on one that the server refused
  };
  struct Checked {
    SeenBundle seen;
    sync::BundleContent content;
    std::vector<Arrived> revisions;
    std::vector<sync::Remark> remarks;           // that are new here
    std::vector<const sync::BundleFile*> files;  // likewise, those of `content`
    std::vector<ReportRow> reports;              // likewise
    sync::SyncResponse answer;                   // what is new of the server's words
  };
  using Histories = std::map<std::string, report::History>;

  // bundles.cpp
  Result<std::vector<ReportRow>> chosen(const std::vector<std::string>& names, const Identity& self);
  Result<sync::BundleReaders> readers(const BundleOrder& order, const Identity& self);
  Result<std::vector<Json>> peers(const std::string& user);
  Status put_revisions(const ReportRow& row, const BundleOrder& order, const std::vector<Json>& known,
                       sync::BundleContent& out);
  Status put_words(const BundleOrder& order, const std::vector<ReportRow>& rows, const std::vector<Json>& known,
                   sync::BundleContent& out);
  Result<sync::BundleHoldings> holdings();
  Result<std::vector<std::string>> names(std::string_view sql, std::string_view with = {});

  // bundles_besides.cpp: remarks and attachments, there and here
  Status put_remarks(const BundleOrder& order, const std::vector<ReportRow>& rows, const std::vector<Json>& known,
                     sync::BundleContent& out);
  Status put_files(const BundleOrder& order, const std::vector<ReportRow>& rows, const std::vector<Json>& known,
                   sync::BundleContent& out, std::vector<std::string>& left_out);
  Status check_remarks(Checked& out);
  Status check_files(Checked& out);
  Status store_remarks(const Checked& checked, Applied& applied);
  Status store_files(const Checked& checked);

  // bundles_take.cpp
  Result<Checked> check(std::string_view file, const std::string& passphrase);
  Status check_maker(const sync::BundlePreface& preface, const Identity& self);
  Status check_revisions(const Identity& self, Checked& out);
  Status check_seal(const report::Revision& revision, const Vault::Devices& devices);
  Status check_words(const Identity& self, Checked& out);
  std::string remark_here(const std::string& remark);  // its state; empty: it is not here
  Status place(Arrived arrived, Histories& histories, Checked& out);
  std::string state_here(const std::string& revision);  // empty: it is not here
  Result<report::History*> history(const std::string& report, Histories& histories);
  Status store(const Checked& checked, const Identity& self, Applied& applied);

  Vault& vault_;
};

}  // namespace ziping::client
