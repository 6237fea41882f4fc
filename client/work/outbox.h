// What waits on this device until the server has it, and what the server did not take, each with what comes next.
//
// Ownership  Borrows the vault.
// Errors     as of the vault.
#pragma once

#include <string>
#include <vector>

#include "client/work/exchange.h"

namespace ziping::client {

enum class Sent { Revision, Remark, File, Wish };

struct OutboxEntry {
  Sent kind = Sent::Revision;
  std::string name, report;   // of a wish: its action; the report is empty where none names the file any more
  std::string title;          // its note, its words, or the file's name
  std::string path;           // of a file: the field that it stands in
  std::string author, since;  // UTC, by its author's clock; empty of a file that only a draft names
  std::int64_t bytes = 0;
  std::string code, why;  // what it waits for, empty: the next synchronisation; or why it was refused
};

class Outbox {
 public:
  explicit Outbox(Vault& vault) : vault_(vault) {}

  Result<std::vector<OutboxEntry>> waiting();  // in the order in which they will be sent
  Result<std::vector<OutboxEntry>> refused();  // the same without size and time

 private:
  Status add_revisions(std::vector<OutboxEntry>& out);
  Status add_remarks(std::vector<OutboxEntry>& out);
  Status add_files(std::vector<OutboxEntry>& out);
  enum class Waits { No, Yes };
  Status add_wishes(std::vector<OutboxEntry>& out, Waits waits);
  Result<std::vector<OutboxEntry>> named_files();  // of all reports, each once
  Vault& vault_;
};

// What somebody may do about a refusal of that code.
std::string_view next_step(std::string_view code);

// Keeps why a synchronisation that ended so left something here; none where it left nothing.
Status keep_trouble(Vault& vault, const Exchange& exchange, const FilesResult& files, const Status& end);

// "3 份修订、2 条意见、1 个附件"; empty for nothing.
std::string waiting_words(const Waiting& waiting);

}  // namespace ziping::client
