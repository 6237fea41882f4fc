// Attachments by the real programs.
#include "shared/base/file.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/base/hash.h"
#include "shared/base/random.h"
#include "tests/client/cli/programs.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

std::string on_disk(const Folder& folder, const std::string& name, std::size_t bytes) {
  std::string body = "%PDF-1.7\n";
  while (body.size() < bytes) body += base::sha256(body.substr(body.size() - 8)).view();
  REQUIRE(base::write_file(folder.in(name), body).has_value());
  return folder.in(name);
}

std::string content(const std::string& file) { return *base::read_file(file, 100u << 20); }

std::string new_papers(const Desk& office) {
  return std::string(office.json({"report", "new", "--form", "papers", "--year", "2022"}).text_or("report"));
}

std::string state_of(const Desk& desk, const std::string& report) {
  const Json list = desk.json({"file", "list", report});
  REQUIRE(list.as_array()->size() == 1);
  return std::string(list.as_array()->front().text_or("state"));
}

}  // namespace

TEST_CASE("a file is added, listed, synchronised and fetched on another desk") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office"), east(folder, centre, "east1");
  const std::string report = new_papers(office), file = on_disk(folder, "原件.pdf", 2'000'000);
  const Json added = office.json({"file", "add", report, "papers", file, "--as", "验收单.pdf"});
  CHECK(added.integer_or("bytes", 0) == static_cast<std::int64_t>(content(file).size()));
  CHECK(state_of(office, report) == "unsent");
  CHECK(office.json({"sync"}).find("files")->integer_or("sent", 0) == 1);
  CHECK(state_of(office, report) == "held");
  REQUIRE(east({"sync"}).status == 0);
  CHECK(state_of(east, report) == "elsewhere");
  const std::string out = folder.in("取回.pdf");
  REQUIRE(east({"file", "get", report, "papers", "验收单.pdf", "-o", out}).status == 0);
  CHECK(content(out) == content(file));
  CHECK(state_of(east, report) == "held");
  CHECK(east({"verify"}).status == 0);
}

TEST_CASE("what cannot be attached or fetched is told with a sentence") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = new_papers(office), file = on_disk(folder, "a.pdf", 100);
  CHECK(office.refusal({"file", "add", report, "papers", folder.in("nowhere.pdf")}) == "no-file");
  CHECK(office.refusal({"file", "add", report, "papers", folder.in("")}) == "bad-file");
  CHECK(office.refusal({"file", "add", report, "papers", file, "--as", "a.exe"}) == "bad-file-type");
  CHECK(office.refusal({"file", "add", report, "cover.year", file}) == "no-files-field");
  CHECK(office.refusal({"file", "get", report, "papers", "a.pdf", "-o", folder.in("out")}) == "no-attachment");
  REQUIRE(office({"file", "add", report, "papers", file}).status == 0);
  CHECK(office.refusal({"file", "get", report, "papers", "a.pdf", "-o", folder.in("no/out")}) == "no-file");
  REQUIRE(office({"file", "remove", report, "papers", "a.pdf"}).status == 0);
  CHECK(office({"file", "list", report}).out.find("还没有附件") != std::string::npos);
}

TEST_CASE("a client that is killed again and again while it sends goes on where it was") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office"), east(folder, centre, "east1");
  const std::string report = new_papers(office), file = on_disk(folder, "a.pdf", 12'000'000);
  REQUIRE(office({"file", "add", report, "papers", file}).status == 0);
  base::SeededRandom random(5);
  for (int i = 0; i < 12; ++i) {
    const pid_t child = start("ziping", {"--home", office.home(), "sync"});
    usleep(static_cast<useconds_t>(15'000 + random.below(60'000)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  REQUIRE(office({"sync"}).status == 0);
  CHECK(state_of(office, report) == "held");
  REQUIRE(east({"sync"}).status == 0);
  for (int i = 0; i < 8; ++i) {
    const pid_t child =
        start("ziping", {"--home", east.home(), "file", "get", report, "papers", "a.pdf", "-o", folder.in("b.pdf")});
    usleep(static_cast<useconds_t>(15'000 + random.below(60'000)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  REQUIRE(east({"file", "get", report, "papers", "a.pdf", "-o", folder.in("b.pdf")}).status == 0);
  CHECK(content(folder.in("b.pdf")) == content(file));
}
