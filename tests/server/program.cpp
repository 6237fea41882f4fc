#include "tests/server/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "shared/base/check.h"

namespace ziping::support {
namespace {

// The child's end of both pipes is closed in this process, and nothing else is inherited.
pid_t launch(const Words& words, const Environment& more, int out, int err) {
  Words all{"zipingd"};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = fork();
  ENSURE(child >= 0);
  if (child > 0) return child;
  for (const auto& [name, value] : more) setenv(name.c_str(), value.c_str(), 1);
  if (out >= 0) dup2(out, STDOUT_FILENO);
  if (err >= 0) dup2(err, STDERR_FILENO);
  execv(ZIPING_BIN_DIR "/zipingd", arguments.data());
  _exit(127);
}

std::string all_of(std::FILE* file) {
  std::string out;
  std::rewind(file);
  std::array<char, 4096> piece{};
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file)) out.append(piece.data(), count);
  std::fclose(file);
  return out;
}

}  // namespace

base::Json Ran::json() const {
  auto parsed = base::parse_json(said);
  return parsed ? std::move(*parsed) : base::Json();
}

std::string Ran::code() const {
  const base::Json all = json();
  const base::Json* problem = all.find("problem");
  return problem ? std::string(problem->text_or("code")) : std::string();
}

Ran zipingd(const Words& words, const Environment& more) {
  std::FILE *out = std::tmpfile(), *err = std::tmpfile();
  ENSURE(out && err);
  const pid_t child = launch(words, more, fileno(out), fileno(err));
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, all_of(out), all_of(err)};
}

Program::Program(const std::filesystem::path& folder, const Words& more) {
  std::array<int, 2> pipe{};
  ENSURE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  Words words{"serve", folder.string()};
  words.insert(words.end(), more.begin(), more.end());
  child_ = launch(words, {}, pipe[1], -1);
  close(pipe[1]);
  char c = 0;
  while (read(pipe[0], &c, 1) == 1 && c != '\n') url += c;
  close(pipe[0]);
  const std::string before = "listening on ";
  url = url.starts_with(before) ? url.substr(before.size()) : std::string();
}

Program::~Program() {
  if (child_ > 0) (void)end(SIGKILL);
}

int Program::end(int number) {
  int status = 0;
  signal(number);
  waitpid(child_, &status, 0);
  child_ = -1;
  return status;
}

}  // namespace ziping::support
