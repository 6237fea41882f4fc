// Who sits at a served server and gives orders by zipingd's command line.
#pragma once

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/client/cli/programs.h"

namespace ziping::tests {

// The administrator at the server, which is being served.
class Administrator {
 public:
  explicit Administrator(const Centre& centre) : address_(centre.address()) {
    const Ran ran = run("zipingd", {"enrol", address_, "--user", "admin"});
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    setenv("ZIPING_TOKEN", ran.out.substr(0, ran.out.find('\n')).c_str(), 1);
  }
  ~Administrator() { unsetenv("ZIPING_TOKEN"); }
  Administrator(const Administrator&) = delete;
  Administrator& operator=(const Administrator&) = delete;

  // zipingd bundle VERB ADDRESS words --json
  Ran bundle(const std::string& verb, Words words) const { return order("bundle", verb, std::move(words)); }
  Ran order(const std::string& group, const std::string& verb, Words words) const {
    words.insert(words.begin(), {group, verb, address_});
    words.push_back("--json");
    return run("zipingd", words);
  }

 private:
  std::string address_;
};

inline Ran done(const Ran& ran) {
  INFO(ran.out << ran.err);
  REQUIRE(ran.status == 0);
  return ran;
}

}  // namespace ziping::tests
