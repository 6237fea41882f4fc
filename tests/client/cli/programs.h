// Runs the two programs as a person at a terminal would: a server with one department, and desks with homes of their
// own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "shared/base/json.h"

namespace ziping::tests {

struct Ran {
  int status = -1;  // exit status; −1 when it was ended by a signal
  std::string out, err;
  base::Json json() const;  // REQUIREs that `out` is one JSON document
};

using Words = std::vector<std::string>;

// Of a program that was run with --json and refused: REQUIREs a Chinese sentence on both outputs.
std::string code_of(const Ran& ran);

inline constexpr const char* kPassword = "a-long-password";

// A program from the build, waited for.
Ran run(const std::string& program, const Words& words, const std::string& input = {},
        const std::string& password = kPassword);
// The same without waiting, its output dropped; the process belongs to the caller.
pid_t start(const std::string& program, const Words& words);

// A folder that goes when its owner goes.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string in(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Serves a department "d1" with teams "east" and "west" and the accounts office, east1, west1 and finance.
class Centre {
 public:
  explicit Centre(const Folder& folder);
  ~Centre();
  Centre(const Centre&) = delete;
  Centre& operator=(const Centre&) = delete;
  const std::string& address() const { return address_; }
  // With the server stopped meanwhile: a backup by its own command, and going on with one at the same address.
  void back_up(const std::string& to);
  void set_back(const std::string& to);

 private:
  void serve();
  void stop();
  std::string home_, said_;
  pid_t process_ = 0;
  std::string address_;
};

class Desk {
 public:
  // Enrolled with the centre and synchronised once.
  Desk(const Folder& folder, const Centre& centre, std::string user);

  Ran operator()(Words words, const std::string& input = {}) const;  // ziping --home … words
  base::Json json(Words words) const;                                // with --json, whatever the exit status
  std::string get(const std::string& report, const std::string& path) const;
  void set(const std::string& report, const std::string& path, const std::string& value) const;  // REQUIREs success
  const std::string& home() const { return home_; }
  // REQUIREs that the command is refused with exit status 1 and a Chinese sentence; gives the problem's code.
  std::string refusal(Words words, const std::string& input = {}) const;

 private:
  std::string home_;
};

// A new report of the office, sealed and synchronised, with a row of results for each team.
struct Report {
  std::string id, east, west;  // paths of the rows
};
Report new_report(const Desk& office);
// Imports a report in which nothing is missing: the rules let it be submitted. Sealed and synchronised.
void fill_in(const Desk& office, const std::string& report);

// -1 where there is none.
inline std::int64_t number(const base::Json& json, const char* name) { return json.integer_or(name, -1); }

}  // namespace ziping::tests
