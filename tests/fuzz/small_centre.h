// A small server on a disk in memory, the same before every input, and what makes a request good enough to be judged.
//
//   department d1: office (three devices, one of which waits and one was revoked) and member, of team east;
//   department d2: neighbour; finance; admin; newcomer has a one-time code. Every secret is "password".
//   Of report dddd… version 1 was remarked on and returned, and its head is a later one; report 5555… is submitted.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/web/api.h"
#include "tests/support/memory_disk/memory_disk.h"

namespace ziping::fuzz {

inline constexpr std::string_view kFileText = "abc";  // of the attachment that version 1 names

struct Person {
  char letter;
  std::string user, token;
  base::SecretKey key;
  std::string device;
};

class Centre {
 public:
  Centre();
  ~Centre();
  Centre(const Centre&) = delete;
  Centre& operator=(const Centre&) = delete;

  // As it is before every input.
  server::Api& begin();
  bool has_written() const;  // since then
  void set_free_percent(std::int64_t percent) { volume_.free = percent; }

  // o, w and v are the office's devices, of which w waits and v was revoked; m, n, f and a the other people's; x has
  // none. z is an administrator whom no input names.
  const Person& person(char letter) const;
  // Of each run of 64: a is the revision of version 1, b the head after it, 4 that of the other report, c the form, 1
  // one that mends it, 2 the attachment, 3 the remark. Of each run of 32: e, 6, 7 and 8 are the devices of o, m, w, v.
  std::string named(std::string text) const;

  // Bodies of /v1/sync: a delta on the head of the first report, and members of the header of a remark on its version.
  // A mere text is the goal, or the words.
  base::Json with_delta(base::Json delta) const;
  base::Json with_remark(const base::Json& words) const;
  // Digests and signatures are made anew, as are proofs where there are any, and parents that nobody knows become such
  // as are known; but names that begin with 00 stay what they are. What an unknown device sealed is the caller's. Of an
  // enrolment the key is the number of one of the devices.
  void make_good(base::Json& body, const Person& caller);

  const std::string& id() const { return id_; }
  const base::PublicKey& key() const { return server_->public_key(); }

 private:
  using Histories = std::map<std::string, report::History>;
  using Answering = server::Answer (server::Api::*)(const server::Call&);

  void furnish();
  void enrol(server::Ledger& ledger, char letter, const std::string& user);
  void begin_reports();
  base::Json ask(char who, Answering what, base::Json body);
  std::string name_of_taken(char who, const base::Json& body);
  base::Json bringing(const char* what, base::Json one) const;
  const Person* owner(std::string_view device) const;
  std::string make_revision_good(base::Json& body, const Person& caller);
  void make_remark_good(base::Json& body, const Person& caller) const;
  void make_device_good(base::Json& device, const std::string& user) const;

  std::filesystem::path home_;
  base::ManualClock clock_{1'672'473'600'000};
  base::SeededRandom random_{9}, keys_{5};
  server::Volume volume_{100, 100};
  test::MemoryDisk disk_;
  test::MemoryDisk::Copy before_;
  std::vector<Person> people_;
  std::map<char, std::string> names_;
  Histories histories_, histories_before_;
  std::string id_;
  std::optional<base::SecretKey> server_;
  std::int64_t cursor_ = 0;  // of the last entry before every input
  std::unique_ptr<server::Api> api_;
};

}  // namespace ziping::fuzz
