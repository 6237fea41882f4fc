#include "client/work/one_window.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "client/text/say.h"
#include "shared/base/file.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kOneAtATime = 4;                             // that wait to be heard
constexpr auto kTryAgain = std::chrono::milliseconds(50);  // while the first is still starting
constexpr std::size_t kNumberBytesMax = 32;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

std::optional<sockaddr_un> address_of(const fs::path& home) {
  sockaddr_un out{};
  out.sun_family = AF_UNIX;
  const std::string name = (home / "one-window.sock").string();
  if (name.size() >= sizeof out.sun_path) return std::nullopt;
  std::memcpy(out.sun_path, name.data(), name.size());
  return out;
}

Descriptor new_socket() { return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

bool has_something(int descriptor, Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  pollfd wait{descriptor, POLLIN, 0};
  return left > 0 && ::poll(&wait, 1, static_cast<int>(left)) > 0;
}

// Whether the first window says that it has come to the front.
bool answers(const sockaddr_un& address, Clock::time_point until) {
  while (Clock::now() < until) {
    const Descriptor line = new_socket();
    char answer = 0;
    if (line && ::connect(line.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      if (::send(line.get(), "?", 1, MSG_NOSIGNAL) != 1 || !has_something(line.get(), until)) return false;
      return ::recv(line.get(), &answer, 1, 0) == 1 && answer == '!';
    }
    std::this_thread::sleep_for(kTryAgain);
  }
  return false;
}

base::Error no_answer(const fs::path& home) {
  const auto number = base::read_file(home / "one-window.lock", kNumberBytesMax);
  const std::string who = number ? *number : std::string();
  return {base::ErrorKind::Unavailable,
          "folder-in-use",
          text::say(who.empty() ? "window.folder_in_use" : "window.folder_in_use_by", {home.string(), who}),
          {}};
}

// None: another program holds it. It is dropped with the program, however that ends.
Descriptor take_lock(const fs::path& home) {
  Descriptor lock(::open((home / "one-window.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return Descriptor();
  const std::string number = std::to_string(::getpid());
  if (::ftruncate(lock.get(), 0) != 0 || ::write(lock.get(), number.data(), number.size()) < 0) return lock;
  return lock;
}

Descriptor listen_at(const sockaddr_un& address) {
  Descriptor out = new_socket();
  ::unlink(address.sun_path);  // of one that ended without tidying up: the lock is ours
  const bool listens = out && ::bind(out.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                       ::listen(out.get(), kOneAtATime) == 0;
  return listens ? std::move(out) : Descriptor();
}

}  // namespace

class OneWindow::Listening {
 public:
  Listening(Descriptor lock, Descriptor line, const sockaddr_un* address, std::function<void()> asked)
      : lock_(std::move(lock)), line_(std::move(line)), asked_(std::move(asked)) {
    std::array<int, 2> ends{-1, -1};
    if (!line_ || ::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    name_ = address->sun_path;
    end_told_ = Descriptor(ends[0]);
    tell_end_ = Descriptor(ends[1]);
    thread_ = std::thread([this] { listen(); });
  }
  ~Listening() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      ending_ = true;
    }
    came_.notify_all();
    tell_end_ = Descriptor();  // the listener sees its other end close
    thread_.join();
    ::unlink(name_.c_str());
  }

  void came() {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      waiting_ = false;
    }
    came_.notify_all();
  }

 private:
  void listen() {
    for (;;) {
      std::array<pollfd, 2> waits{pollfd{line_.get(), POLLIN, 0}, pollfd{end_told_.get(), POLLIN, 0}};
      if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
      if (waits[1].revents != 0) return;
      if ((waits[0].revents & POLLIN) == 0) continue;
      const Descriptor other(::accept(line_.get(), nullptr, nullptr));
      if (other) hear(other);
    }
  }

  void hear(const Descriptor& other) {
    const auto until = Clock::now() + std::chrono::milliseconds(kAnswerMs);
    char question = 0;
    if (!has_something(other.get(), until) || ::recv(other.get(), &question, 1, 0) != 1 || question != '?') return;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      waiting_ = true;
    }
    asked_();
    std::unique_lock<std::mutex> guard(mutex_);
    came_.wait_until(guard, until, [this] { return !waiting_ || ending_; });
    if (!waiting_) (void)::send(other.get(), "!", 1, MSG_NOSIGNAL);
  }

  Descriptor lock_, line_, end_told_, tell_end_;
  std::string name_;
  std::function<void()> asked_;
  std::mutex mutex_;
  std::condition_variable came_;
  bool waiting_ = false, ending_ = false;
  std::thread thread_;  // last: it starts when all else is there
};

OneWindow::OneWindow(std::unique_ptr<Listening> listening) : listening_(std::move(listening)) {}
OneWindow::~OneWindow() = default;

void OneWindow::came() { listening_->came(); }

base::Result<std::unique_ptr<OneWindow>> OneWindow::take(const fs::path& home, std::function<void()> asked) {
  const auto until = Clock::now() + std::chrono::milliseconds(kAnswerMs);
  std::error_code ignored;  // the vault tells of a folder that cannot be made
  fs::create_directories(home, ignored);
  const auto address = address_of(home);
  Descriptor lock = take_lock(home);
  if (!lock && address && fs::exists(home / "one-window.lock", ignored)) {
    if (answers(*address, until)) return std::unique_ptr<OneWindow>();
    lock = take_lock(home);  // it may have ended meanwhile
    if (!lock) return no_answer(home);
  }
  Descriptor line = lock && address ? listen_at(*address) : Descriptor();
  auto listening =
      std::make_unique<Listening>(std::move(lock), std::move(line), address ? &*address : nullptr, std::move(asked));
  return std::unique_ptr<OneWindow>(new OneWindow(std::move(listening)));
}

}  // namespace ziping::client
