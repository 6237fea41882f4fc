// A person who types sentence after sentence, with all that stands behind the window and no window:
//   typist HOME REPORT FIRST
// Prints "typed N T" when sentence N is in the model and "saved N" when the window says that N is saved; T is the
// steady clock in nanoseconds, which all processes of a machine share. Goes on until it is killed.
#include "tests/whole/crash/typist.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <semaphore>
#include <thread>

#include "client/app/update.h"
#include "client/work/keeper.h"
#include "shared/base/check.h"

namespace {

using namespace ziping;

constexpr auto kBetween = std::chrono::milliseconds(3);
constexpr int kSealEvery = 40;  // sentences

class Typist {
 public:
  Typist(const char* home, const char* report, long first) : next_(first), keeper_(home, [this] { woken_.release(); }) {
    give(app::update(model_, app::Open{report}));
    while (!model_.report->form) {
      woken_.acquire();
      hear();
    }
  }

  [[noreturn]] void type() {
    for (;; std::this_thread::sleep_for(kBetween)) {
      const std::string* text = model_.report->state.value(tests::kTypedField).text();
      const std::size_t size = text ? text->size() : 0;
      app::Splice splice{size, 0, tests::sentence(next_)};
      if (size > tests::kTypedBytesMax) splice = {0, size, splice.inserted};
      const client::EditNumber before = model_.report->typed;
      app::Orders orders = app::update(model_, app::EditText{tests::kTypedField, {splice}});
      // Told before it can be saved: the one who reads this knows of every sentence that may be on the disk.
      std::printf(
          "typed %ld %lld\n", next_,
          static_cast<long long>(std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1)));
      ENSURE(model_.report->typed > before);  // a sentence that the window refuses would count as saved
      give(std::move(orders));
      on_the_way_.push_back({model_.report->typed, next_});
      if (next_++ % kSealEvery == 0) give(app::update(model_, app::SavePoint{}));
      hear();
    }
  }

 private:
  struct Sentence {
    client::EditNumber edit;
    long number;
  };

  void give(app::Orders orders) {
    for (client::Order& order : orders) keeper_.order(std::move(order));
  }

  void hear() {
    for (client::News& news : keeper_.news()) give(app::update(model_, std::move(news)));
    while (!on_the_way_.empty() && on_the_way_.front().edit <= model_.report->saved) {
      std::printf("saved %ld\n", on_the_way_.front().number);
      on_the_way_.pop_front();
    }
  }

  long next_;
  app::Model model_;
  std::deque<Sentence> on_the_way_;
  std::counting_semaphore<> woken_{0};
  client::Keeper keeper_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  Typist(argv[1], argv[2], std::atol(argv[3])).type();
}
