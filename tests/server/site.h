// A server with people, in this process: real SQLite files, real HTTP over loopback.
//
//   department nong: 办 (office), 东 (member of team dong), 西 (member of team xi); department lin: 林 (office);
//   财 (finance), 管 (admin)
#pragma once

#include <filesystem>
#include <memory>
#include <thread>

#include "server/ledger/ledger.h"
#include "server/web/service.h"
#include "shared/report/history.h"
#include "tests/server/http.h"

namespace ziping::support {

inline constexpr const char* kPassword = "password1";

class Folder {  // a new one, gone at the end
 public:
  Folder();
  ~Folder();
  std::filesystem::path path;
};

// Makes the data folder with its people and two forms: small_form() and the department report of 2022.
void furnish(const std::filesystem::path& folder);
std::unique_ptr<server::Ledger> opened(const std::filesystem::path& folder);
const form::Form& department_form();

class Site {
 public:
  explicit Site(server::Admission admission = server::Admission::AtOnce);
  ~Site();
  void start();
  void stop();
  const std::string& url() const { return url_; }
  const std::filesystem::path& folder() const { return folder_.path; }

 private:
  Folder folder_;
  server::Admission admission_;
  std::unique_ptr<server::Service> service_;
  std::thread thread_;
  std::string url_;
};

// One device of one person. `report` is the one it works on.
class Laptop {
 public:
  Laptop(std::string url, std::string user, std::uint64_t seed);

  void moved_to(const std::string& url) { url_ = url; }
  Reply enrol(const std::string& secret) { return enrol(secret, std::string()); }
  // And shows that server that it holds its key, at that time.
  Reply enrol(const std::string& secret, const std::string& shown_to,
              std::int64_t at_ms = base::system_clock().now_ms());
  report::Revision seal(const report::State& state) const;  // on the heads it has
  report::Revision seal_on(const report::RevisionSet& parents, const report::State& state) const;
  report::State state() const;  // of its only head; empty without
  // And takes in what comes back.
  Reply push(const std::vector<base::Json>& revisions, const std::vector<base::Json>& remarks = {});
  Reply push(const report::Revision& revision) { return push(std::vector<base::Json>{revision.json()}); }
  // Of this person on this device, about `report` unless the header names another.
  sync::Remark remark(sync::RemarkHeader header) const;
  Reply say(const sync::Remark& remark) { return push({}, {remark.json()}); }
  Reply pull() { return push(std::vector<base::Json>{}); }
  Reply move_on(const std::string& action, const base::Json& more);
  Reply submit();
  Reply administer(const std::string& command, base::Json more = base::Json(base::Json::Object{}));

  std::string report = std::string(32, 'a');
  base::Hash form;
  report::History history;
  std::vector<base::Json> entries;  // everything that came in
  std::int64_t cursor = 0;
  std::string token, device, server;  // server: its id
  std::vector<base::Json> receipts;

 private:
  std::string url_, user_;
  base::SecretKey key_;
};

// Those entries of that kind.
std::vector<base::Json> of_kind(const std::vector<base::Json>& entries, std::string_view kind);
// The code of the only refused revision of an answer, or "" when nothing was refused.
std::string refusal(const Reply& reply);

}  // namespace ziping::support
