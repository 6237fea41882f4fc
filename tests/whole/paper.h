// Attachments for tests: files made up from a seed, and a report that they are added to.
#pragma once

#include "client/work/file_exchange.h"
#include "tests/whole/town.h"

namespace ziping::tests {

// So many bytes that pass for a PDF.
std::string paper(std::size_t bytes, std::uint64_t seed);

// A person with a report of the form of the Town and files on the disk beside it.
class Writer {
 public:
  Writer(Town& town, const std::string& name);

  client::ReportRow new_report();  // sealed and synchronised
  client::ReportRow only_report();
  std::filesystem::path on_disk(const std::string& name, const std::string& bytes);
  // REQUIREs that it is added to the field.
  form::Attachment add(const client::ReportRow& report, const std::string& name, const std::string& bytes,
                       const std::string& path = "papers");
  client::SyncResult sync();                          // REQUIREs success
  std::string content(const form::Attachment& file);  // REQUIREs that it is here, and reads it
  client::FileState state(const client::ReportRow& report, const std::string& name);
  client::Vault& vault() { return *vault_; }

 private:
  Town& town_;
  std::filesystem::path folder_;
  std::unique_ptr<client::Vault> vault_;
};

}  // namespace ziping::tests
