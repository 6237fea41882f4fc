#include "client/platform/host.h"

#include <catch2/catch_test_macros.hpp>

using ziping::platform::name_of_host;

TEST_CASE("a machine is called by its own name, without its network's, and by none that all machines have") {
  CHECK(name_of_host("pc-12") == "pc-12");
  CHECK(name_of_host("pc-12.bureau.lan") == "pc-12");
  CHECK(name_of_host("办公室台式机") == "办公室台式机");
  CHECK(name_of_host("localhost").empty());
  CHECK(name_of_host("localhost.localdomain").empty());
  CHECK(name_of_host("").empty());
  CHECK(name_of_host("pc\xff").empty());
}
