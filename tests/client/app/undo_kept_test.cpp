// Steps beyond those at hand: the vault has them in blocks, and they come when they are needed.
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "client/app/undo.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using base::Json;

namespace {

constexpr const char* kGoal = "goals.annual";

std::string anywhere(const form::Path&) { return {}; }

// A window over one text and the vault behind it, as values.
class Writer {
 public:
  explicit Writer(std::size_t bytes_max = app::kStepsInMemoryMax) : undo_(client::Steps{}, bytes_max) {}
  void write(const std::string& words) { write(words, client::set_edit(kGoal, Json(words))); }
  void write(const std::string& words, const Json& edit) {
    report::State after = state_;
    REQUIRE(client::apply_edit(after, edit).has_value());
    keep(undo_.record(state_, after, {&edit, 1}, now_ms_ += 2 * app::kTypingPauseMs));
    state_ = std::move(after);
    texts_.resize(next_++);
    texts_.push_back(words);
  }
  // False when nothing was left to take back, or what stands there then is not what stood there before.
  bool back() {
    if (!go(undo_.undo(state_, anywhere)) || next_ == 0) return false;
    return text() == (--next_ == 0 ? std::string() : texts_[next_ - 1]);
  }
  bool forth() { return go(undo_.redo(state_, anywhere)) && text() == texts_[next_++]; }

  void start_anew() {
    const std::int64_t block = client::block_of(stands_);
    undo_ = app::Undo(kept((block - 1) * client::kStepsInBlock, (block + 2) * client::kStepsInBlock));
  }

  const app::Undo& undo() const { return undo_; }
  const std::vector<Json>& kept() const { return kept_; }
  std::size_t asked() const { return asked_; }
  std::string text() const {
    const std::string* text = report::value_at(state_, *form::Path::parse(kGoal)).text();
    return text ? *text : std::string();
  }

 private:
  void keep(const client::Steps& steps) {
    stands_ = steps.next;
    if (steps.steps.empty()) return;
    kept_.resize(static_cast<std::size_t>(steps.first));
    kept_.insert(kept_.end(), steps.steps.begin(), steps.steps.end());
  }
  client::Steps kept(std::int64_t from, std::int64_t to) const {
    const std::int64_t end = std::ssize(kept_);
    from = std::clamp<std::int64_t>(from, 0, end);
    to = std::clamp(to, from, end);
    return {from, {kept_.begin() + from, kept_.begin() + to}, stands_, end};
  }
  bool go(const app::Undo::Taken& step) {
    keep(undo_.moved());
    if (const auto block = undo_.wants()) {
      ++asked_;
      undo_.put(kept(*block * client::kStepsInBlock, (*block + 1) * client::kStepsInBlock));
    }
    for (const Json& edit : step.edits) REQUIRE(client::apply_edit(state_, edit).has_value());
    return !step.edits.empty();
  }

  app::Undo undo_;
  report::State state_;
  std::vector<std::string> texts_;  // after each step
  std::size_t next_ = 0, asked_ = 0;
  std::int64_t now_ms_ = 0, stands_ = 0;
  std::vector<Json> kept_;
};

// A text that somebody works on: words come in, go and change anywhere.
std::string worked_on(std::string text, std::mt19937& random) {
  const std::vector<std::string> words{"水", "利项", "目十三项，", "a", "。", "𠮷", "解决撂荒"};
  const auto any = [&](std::size_t below) { return random() % below; };
  std::size_t at = text.empty() ? 0 : any(text.size() + 1), gone = text.empty() ? 0 : any(8);
  const auto boundary = [&](std::size_t i) {
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    return std::min(i, text.size());
  };
  at = boundary(at);
  const std::size_t to = boundary(std::min(at + gone, text.size()));
  return text.replace(at, to - at, words[any(words.size())] + words[any(words.size())]);
}

}  // namespace

TEST_CASE("all that was ever written is taken back and done again, also in the middle of it after a new start") {
  Writer writer;
  std::mt19937 random(7);
  constexpr int kSteps = 10 * static_cast<int>(client::kStepsInBlock) + 11;
  std::string text;
  for (int i = 0; i < kSteps; ++i) writer.write(text = worked_on(text, random));
  const std::string end = writer.text();
  writer.start_anew();
  for (int i = 0; i < kSteps; ++i) {
    if (i == kSteps / 3 || i == kSteps / 2) writer.start_anew();
    REQUIRE(writer.back());
  }
  CHECK(writer.text().empty());
  CHECK_FALSE(writer.undo().can_undo());
  CHECK_FALSE(writer.back());
  writer.start_anew();
  for (int i = 0; i < kSteps; ++i) {
    if (i == kSteps / 2) writer.start_anew();
    REQUIRE(writer.forth());
  }
  CHECK(writer.text() == end);
  CHECK_FALSE(writer.undo().can_redo());
  CHECK(writer.asked() < 3 * 2 * 10);
}

TEST_CASE("what is written after steps were taken back takes their place for good") {
  Writer writer;
  constexpr int kSteps = 4 * static_cast<int>(client::kStepsInBlock);
  for (int i = 0; i < kSteps; ++i) writer.write("第" + std::to_string(i) + "稿。");
  for (int i = 0; i < kSteps - 10; ++i) REQUIRE(writer.back());
  writer.write("另起一稿。");
  CHECK_FALSE(writer.undo().can_redo());
  writer.start_anew();
  CHECK_FALSE(writer.undo().can_redo());
  for (int i = 0; i < 11; ++i) REQUIRE(writer.back());
  CHECK_FALSE(writer.undo().can_undo());
}

TEST_CASE("the steps at hand hold only so much, and what is farther comes from the vault again") {
  constexpr std::size_t kRoom = 120'000;
  Writer writer(kRoom);
  constexpr int kSteps = 24;
  const std::size_t piece = kRoom / 12;
  for (int i = 0; i < kSteps; ++i) {
    writer.write(std::string(piece, static_cast<char>('a' + i)));
    CHECK(writer.undo().bytes() <= kRoom);
  }
  CHECK(writer.undo().bytes() > kRoom / 2);
  for (int i = 0; i < kSteps; ++i) {
    INFO(i);
    REQUIRE(writer.back());
    CHECK(writer.undo().bytes() <= kRoom);
  }
  for (int i = 0; i < kSteps; ++i) {
    INFO(i);
    REQUIRE(writer.forth());
  }
  writer.write(std::string(2 * kRoom, 'z'));
  CHECK(writer.undo().can_undo());
}

TEST_CASE("a step in a long text is kept as the words it changed, once in a while as the whole text") {
  Writer writer;
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += "一个字十个字。";
  std::size_t bytes = 0;
  for (int i = 0; i < static_cast<int>(client::kStepsInBlock); ++i)
    writer.write(text.insert(text.size() / 2 / 3 * 3, "又"));
  for (const Json& step : writer.kept()) bytes += base::canonical(step).size();
  CHECK(bytes < 2 * text.size());
}

TEST_CASE("a step that makes no sense ends what can be taken back, and what leans on it goes with it") {
  const auto step = [](const char* json) { return *base::parse_json(json); };
  const Json whole = step(R"({"path": "goals.annual", "before": "甲。", "after": "甲乙。"})");
  const auto after = [&](const char* json) {
    app::Undo undo(client::Steps{0, {whole, step(json)}, 2, 2});
    report::State state;
    REQUIRE(client::apply_edit(state, client::set_edit(kGoal, Json("甲丙。"))).has_value());
    std::string out;
    while (undo.can_undo())
      for (const Json& edit : undo.undo(state, anywhere).edits) {
        REQUIRE(client::apply_edit(state, edit).has_value());
        out += edit.text_or("value");
      }
    return out;
  };
  CHECK(after(R"({"path": "goals.annual", "put": [3, 3, "丙"]})") == "甲乙。甲。");
  for (const char* wrong :
       {R"({"path": "goals.annual", "put": [-1, 3, "丙"]})", R"({"path": "goals.annual", "put": [3, 9, "丙"]})",
        R"({"path": "goals.annual", "put": [12, 0, "丙"]})",
        R"({"path": "goals.annual", "put": [9223372036854775807, 1, "丙"]})",
        R"({"path": "goals.annual", "put": [3, 3]})", R"({"path": "goals.annual", "put": "丙"})",
        R"({"path": "goals.other", "put": [3, 3, "丙"]})", R"({"path": "goals.annual"})", "null", R"({"places": []})",
        R"({"places": 3})"}) {
    INFO(wrong);
    CHECK(after(wrong).empty());
  }
}
