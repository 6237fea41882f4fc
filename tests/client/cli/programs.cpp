#include "tests/client/cli/programs.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace ziping::tests {
namespace {

namespace fs = std::filesystem;

constexpr int kStartTries = 200;  // of 50 ms: a server on a busy machine starts within 10 s

std::string read_all(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

// Replaces the child by the program, with its three streams on files. Between fork and exec only what may be called
// there.
[[noreturn]] void become(const std::vector<char*>& words, const char* in, const char* out, const char* err) {
  const int input = open(in, O_RDONLY), output = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int errors = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (input >= 0) dup2(input, 0);
  if (output >= 0) dup2(output, 1);
  if (errors >= 0) dup2(errors, 2);
  execv(words.front(), words.data());
  _exit(127);
}

pid_t launch(const std::string& program, const Words& words, const std::string& in, const std::string& out,
             const std::string& err, const std::string& password = kPassword) {
  std::vector<std::string> all{std::string(ZIPING_BIN_DIR) + "/" + program};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> raw;
  for (std::string& word : all) raw.push_back(word.data());
  raw.push_back(nullptr);
  setenv("ZIPING_PASSWORD", password.c_str(), 1);
  const pid_t child = fork();
  if (child == 0) become(raw, in.c_str(), out.c_str(), err.c_str());
  REQUIRE(child > 0);
  return child;
}

}  // namespace

base::Json Ran::json() const {
  const auto parsed = base::parse_json(out);
  INFO(out << err);
  REQUIRE(parsed.has_value());
  return *parsed;
}

std::string code_of(const Ran& ran) {
  INFO(ran.out << ran.err);
  REQUIRE(ran.status == 1);
  const base::Json answer = ran.json();
  const base::Json* problem = answer.find("problem");
  REQUIRE(problem != nullptr);
  const std::string message(problem->text_or("message")), code(problem->text_or("code"));
  REQUIRE_FALSE(code.empty());
  CHECK(ran.err.starts_with(message));  // and perhaps the command that mends it
  CHECK(ran.err.ends_with(" (" + code + ")\n"));
  CHECK(message.ends_with("。"));
  return code;
}

Ran run(const std::string& program, const Words& words, const std::string& input, const std::string& password) {
  const Folder folder;
  const std::string in = folder.in("in"), out = folder.in("out"), err = folder.in("err");
  std::ofstream(in) << input;
  const pid_t child = launch(program, words, in, out, err, password);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_all(out), read_all(err)};
}

pid_t start(const std::string& program, const Words& words) {
  return launch(program, words, "/dev/null", "/dev/null", "/dev/null");
}

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "ziping-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Centre::Centre(const Folder& folder) : home_(folder.in("centre")), said_(folder.in("centre.out")) {
  const std::string& home = home_;
  const auto admin = [&](Words words) {
    const Ran ran = run("zipingd", words);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
  };
  admin({"init", home});
  admin({"department", "add", home, "d1", "水利局"});
  for (const std::string team : {"east", "west"}) {
    admin({"team", "add", home, team, team + "队", "--department", "d1"});
    admin({"user", "add", home, team + "1", "--role", "member", "--department", "d1", "--team", team});
  }
  admin({"user", "add", home, "office", "--role", "office", "--department", "d1"});
  admin({"user", "add", home, "finance", "--role", "finance"});
  admin({"form", "add", home, std::string(ZIPING_SOURCE_DIR) + "/assets/forms/department-2022.json"});
  admin({"form", "add", home, std::string(ZIPING_SOURCE_DIR) + "/tests/client/cli/data/papers-form.json"});
  serve();
}

// At any port the first time, which the desks then know.
void Centre::serve() {
  const std::string place = address_.empty() ? "127.0.0.1:0" : address_.substr(std::string("http://").size());
  std::filesystem::remove(said_);
  process_ = launch("zipingd", {"serve", home_, "--listen", place}, "/dev/null", said_, said_ + ".err");
  std::string address;
  for (int i = 0; i < kStartTries && address.empty(); ++i) {
    usleep(50'000);
    const std::string text = read_all(said_);
    const std::size_t at = text.find("http://"), end = text.find('\n', at);
    if (at != text.npos && end != text.npos) address = text.substr(at, end - at);
  }
  REQUIRE_FALSE(address.empty());
  address_ = address;
}

void Centre::stop() {
  if (process_ <= 0) return;
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

void Centre::back_up(const std::string& to) {
  stop();
  const Ran ran = run("zipingd", {"backup", home_, to});
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  serve();
}

void Centre::set_back(const std::string& to) {
  stop();
  home_ = to;
  serve();
}

Centre::~Centre() { stop(); }

Desk::Desk(const Folder& folder, const Centre& centre, std::string user) : home_(folder.in("desk-" + user)) {
  const Ran enrolled = (*this)({"enrol", "--server", centre.address(), "--user", user});
  INFO(enrolled.err);
  REQUIRE(enrolled.status == 0);
  REQUIRE((*this)({"sync"}).status == 0);
}

Ran Desk::operator()(Words words, const std::string& input) const {
  words.insert(words.begin(), {"--home", home_});
  return run("ziping", words, input);
}

std::string Desk::refusal(Words words, const std::string& input) const {
  words.push_back("--json");
  return code_of((*this)(std::move(words), input));
}

base::Json Desk::json(Words words) const {
  words.push_back("--json");
  return (*this)(std::move(words)).json();
}

std::string Desk::get(const std::string& report, const std::string& path) const {
  const base::Json value = json({"get", report, path});
  return value.as_string() ? *value.as_string() : std::string();
}

void Desk::set(const std::string& report, const std::string& path, const std::string& value) const {
  const Ran ran = (*this)({"set", report, path, value});
  INFO(path << ": " << ran.err);
  REQUIRE(ran.status == 0);
}

Report new_report(const Desk& office) {
  Report out;
  out.id = office.json({"report", "new", "--form", "department-2022", "--year", "2022"}).text_or("report");
  office.set(out.id, "goals.annual", "修建水渠三条。解决耕地撂荒。");
  for (std::string* row : {&out.east, &out.west}) {
    const base::Json added = office.json({"row", "add", out.id, "results.blocks"});
    *row = "results.blocks[" + std::string(added.text_or("row")) + "]";
    office.set(out.id, *row + ".team", row == &out.east ? "east" : "west");
    office.set(out.id, *row + ".text", "新建水渠二百米。培训农户三十人。发放种苗五千株。平整道路一公里。");
  }
  REQUIRE(office({"sync"}).status == 0);
  return out;
}

void fill_in(const Desk& office, const std::string& report) {
  const std::string file = std::string(ZIPING_SOURCE_DIR) + "/tests/client/cli/data/complete-report.txt";
  const Ran imported = office({"import", report, file});
  INFO(imported.out << imported.err);
  REQUIRE((imported.status == 0 || imported.status == 3));  // 3: the goal that the report has already is left over
  REQUIRE(office({"sync"}).status == 0);
}

}  // namespace ziping::tests
