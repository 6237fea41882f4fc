#include "client/cli/secret.h"

#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace ziping::client {
namespace {

// Does not show on the screen what is typed.
class QuietTerminal {
 public:
  QuietTerminal() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~QuietTerminal() {
    if (!is_terminal_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << "\n";
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  termios before_{};
  bool is_terminal_;
};

}  // namespace

bool is_asked_by_a_person() { return isatty(STDIN_FILENO) != 0; }

std::string secret_word(const char* variable, const char* question) {
  if (const char* given = std::getenv(variable)) return given;
  std::cerr << question;
  const QuietTerminal quiet;
  std::string typed;
  std::getline(std::cin, typed);
  return typed;
}

}  // namespace ziping::client
