#include "client/work/keeper.h"

#include <algorithm>
#include <utility>

namespace ziping::client {
namespace {

constexpr std::chrono::milliseconds kRetry{2'000};       // until a full disk is tried again
constexpr std::chrono::milliseconds kLookAgain{60'000};  // at the clock, which may have been set meanwhile
constexpr std::chrono::milliseconds kLookAtCheck{100};   // whether a copy was found whole

}  // namespace

Keeper::Keeper(std::filesystem::path home, std::function<void()> wake)
    : clerk_(std::move(home)), wake_(std::move(wake)), disk_([this] { keep(); }), network_([this] { carry(); }) {}

Keeper::~Keeper() {
  {
    const std::lock_guard<std::mutex> guard(lock_);
    closing_ = true;
    if (courier_) courier_->stop();
  }
  came_.notify_all();
  errand_came_.notify_all();
  network_.join();
  disk_.join();
}

void Keeper::order(Order order) {
  {
    const std::lock_guard<std::mutex> guard(lock_);
    inbox_.emplace_back(std::move(order));
  }
  came_.notify_one();
}

std::vector<News> Keeper::news() {
  const std::lock_guard<std::mutex> guard(lock_);
  return std::exchange(outbox_, {});
}

// Of words that somebody goes on typing only the last are kept.
bool Keeper::is_outdone(const std::deque<Paper>& papers) {
  const auto unsaid = [](const Paper& paper) {
    const Order* order = std::get_if<Order>(&paper);
    return order ? std::get_if<KeepUnsaid>(order) : nullptr;
  };
  if (papers.size() < 2) return false;
  const KeepUnsaid *one = unsaid(papers[0]), *next = unsaid(papers[1]);
  return one && next && one->report == next->report && one->place == next->place;
}

// Edits of one report that wait together are handed over together.
void Keeper::handle(std::deque<Paper>& papers) {
  if (Answer* answer = std::get_if<Answer>(&papers.front())) {
    if (const auto* file = std::get_if<Result<FileAnswer>>(&answer->result))
      clerk_.take_file(*file, answer->traffic);
    else
      clerk_.take(std::get<Result<Json>>(answer->result), answer->traffic);
    papers.pop_front();
    return;
  }
  std::vector<SaveEdit> edits;
  while (!papers.empty()) {
    Order* order = std::get_if<Order>(&papers.front());
    SaveEdit* edit = order ? std::get_if<SaveEdit>(order) : nullptr;
    if (!edit || (!edits.empty() && edits.front().report != edit->report)) break;
    edits.push_back(std::move(*edit));
    papers.pop_front();
  }
  if (!edits.empty()) return clerk_.save(edits);
  if (!is_outdone(papers)) clerk_.carry_out(std::move(std::get<Order>(papers.front())));
  papers.pop_front();
}

void Keeper::publish() {
  std::vector<News> news = clerk_.news();
  std::optional<Errand> errand = clerk_.errand();
  const bool stop = clerk_.wants_stop();
  {
    const std::lock_guard<std::mutex> guard(lock_);
    for (News& one : news) outbox_.push_back(std::move(one));
    if (errand) errand_ = std::move(errand);
    if (stop) give_up_errand();
  }
  errand_came_.notify_one();
  if (!news.empty()) wake_();
}

// Under the lock. One that nobody has begun with is answered here; one whose answer has come is left alone.
void Keeper::give_up_errand() {
  if (courier_) return courier_->stop();
  if (!errand_) return;
  if (std::exchange(errand_, std::nullopt)->file)
    inbox_.emplace_back(Answer{Result<FileAnswer>(was_stopped()), {}});
  else
    inbox_.emplace_back(Answer{Result<Json>(was_stopped()), {}});
}

// None: until something is ordered. A copy goes on as long as nothing else waits.
std::optional<std::chrono::milliseconds> Keeper::until_next(NewCopy::Stage copy) {
  if (copy == NewCopy::Stage::Writing) return std::chrono::milliseconds(0);
  if (copy == NewCopy::Stage::Checking) return kLookAtCheck;
  if (clerk_.has_waiting()) return kRetry;
  const auto due = clerk_.due_in_ms();
  if (!due) return std::nullopt;
  return std::min(kLookAgain, std::chrono::milliseconds(*due));
}

void Keeper::keep() {
  std::deque<Paper> papers;
  for (;;) {
    bool idle = false;
    {
      std::unique_lock<std::mutex> guard(lock_);
      if (papers.empty() && inbox_.empty() && !closing_) {
        guard.unlock();
        clerk_.rest();
        publish();
        const NewCopy::Stage copy = clerk_.keep_copy();
        clerk_.sync_when_due();
        publish();
        guard.lock();
        const auto something = [this] { return closing_ || !inbox_.empty(); };
        if (const auto pause = until_next(copy))
          came_.wait_for(guard, *pause, something);
        else
          came_.wait(guard, something);
      }
      for (Paper& paper : inbox_) papers.push_back(std::move(paper));
      inbox_.clear();
      idle = papers.empty();
      if (idle && closing_) break;
    }
    if (!idle) handle(papers);
    publish();
  }
  clerk_.finish_copy();
}

void Keeper::carry() {
  for (;;) {
    Errand errand;
    {
      std::unique_lock<std::mutex> guard(lock_);
      errand_came_.wait(guard, [this] { return closing_ || errand_; });
      if (closing_) return;
      errand = std::move(*std::exchange(errand_, std::nullopt));
      courier_ = std::make_unique<Courier>(errand.url);
    }
    Answer answer{Result<Json>(Json()), {}};
    if (errand.file)
      answer.result = courier_->carry(*errand.file, errand.token);
    else
      answer.result = courier_->post(errand.path, errand.body, errand.token);
    answer.traffic = courier_->traffic();
    {
      const std::lock_guard<std::mutex> guard(lock_);
      courier_.reset();
      inbox_.emplace_back(std::move(answer));
    }
    came_.notify_one();
  }
}

}  // namespace ziping::client
