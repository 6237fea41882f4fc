// The server of a simulation: the real ledger, intake, review and answers on a disk in memory, killed and started
// again.
//
// Promise    Whatever it gave a receipt for, and every version that it gave a number, is looked for after every start
// and
//            in between, from outside of the server's own code.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "client/work/file_exchange.h"
#include "server/web/api.h"
#include "tests/support/memory_disk/memory_disk.h"
#include "tests/whole/simulation/stick.h"
#include "tests/whole/simulation/trouble.h"

namespace ziping::simulation {

struct Person {
  std::string name, role, department, team;
};

class Hub {
 public:
  Hub(std::filesystem::path folder, test::MemoryDisk& disk, base::SeededRandom& random, Trouble& trouble);

  // Before the server is started for the first time.
  void furnish(const std::vector<Person>& people, const std::vector<form::Form>& forms);
  // Makes the device of a vault known, as enrolling over the network does.
  void enrol(client::Vault& vault, const Person& person);
  void revoke(const std::string& device);

  // The administrator's work as well: a copy of the whole folder, and going on with the one that was made last, where
  // there is one. What the server had confirmed since is owed no more by it: the devices must bring it again.
  void back_up();
  void set_back();
  // Its disk forgets the n-th operation from now on, after a backup: when the power goes, the administrator looks at
  // what is left, and goes back to the backup where it is said to be damaged.
  void deceive(int nth);
  bool is_deceived() const { return disk_.has_forgotten(name()); }
  int times_set_back() const { return set_backs_; }
  // It has less than it had: what was decided by hand since is to be decided anew. Told once.
  bool has_gone_back() { return std::exchange(gone_back_, false); }

  bool up() const { return api_ != nullptr; }
  void start();
  enum class End { Kill, PowerCut, Orderly };
  void stop(End end);
  // Its disk has failed for good: it stops by itself.
  bool has_died() const { return up() && disk_.has_failed(name()) && dying_; }
  void break_disk(int nth, test::DiskFault fault);
  void repair_disk();
  // How full the disk says that it is, in percent.
  void fill_disk(int percent) { volume_ = {100, 100 - percent}; }

  // An answer as it goes over the wire; 0 for no answer.
  struct Reply {
    int status = 0;
    std::string text;
  };
  Reply answer(const std::string& path, const std::string& token, const std::string& body);
  // The same of a piece of an attachment; none for no answer.
  std::optional<base::Result<client::FileAnswer>> answer_file(const client::FileRequest& request,
                                                              const std::string& token);

  // The administrator's work, for which the server is stopped in good order: takes a bundle off the stick, or puts one
  // for some user there.
  void work_by_hand(Stick& stick, const std::vector<Person>& people);

  // While it goes on: what an administrator would see who copied its folder now. None where its disk is failing.
  std::unique_ptr<server::Ledger> seen();
  void look_in_passing(server::Ledger& seen);

  // All that its file holds; none where it does not read.
  enum class Audit { With, Without };
  std::optional<base::Hash> contents(Audit audit = Audit::With) const;

  // At the end, when it is stopped: everything it holds verifies, and the caches are what the log says.
  void verify();
  std::unique_ptr<server::Ledger> ledger();
  const std::map<std::string, std::int64_t>& receipts() const { return receipts_; }
  const std::map<std::string, std::string>& versions() const { return versions_; }
  base::ManualClock& clock() { return clock_; }

 private:
  std::string name() const { return folder_.string(); }
  void look_for_receipts(server::Ledger& ledger);
  void look_for_versions(server::Ledger& ledger);
  void hear_receipts(const std::string& path, const base::Json& answer);
  void go_back_to(const test::MemoryDisk::Copy& copy);
  void owe_less();
  void look_for_damage();
  void owe_receipts(server::Ledger& ledger);
  void take_bundle(Stick& stick);
  void make_bundle(Stick& stick, const Person& reader);

  std::filesystem::path folder_;
  test::MemoryDisk& disk_;
  base::SeededRandom& random_;
  Trouble& trouble_;
  base::ManualClock clock_;
  server::Volume volume_{100, 100};
  bool dying_ = false, gone_back_ = false;
  int set_backs_ = 0;
  std::unique_ptr<server::Api> api_;
  std::map<std::string, std::int64_t> receipts_;  // every one that was ever given, seen on the wire or not
  std::map<std::string, std::string> versions_;   // likewise, the revisions of "REPORT NUMBER"
  std::optional<test::MemoryDisk::Copy> backup_;
};

}  // namespace ziping::simulation
