// key       “{0}”第 {1} 行的“{2}”          → pieces “ | ”第 | 行的“ | ”,  places 0 1 2
// sentence  “指标表”第 3 行的“得分”        → begins with the first piece, ends with the last, holds the others in order
#include "client/text/said.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

#include "client/text/files.h"
#include "client/text/say.h"
#include "shared/base/check.h"
#include "shared/base/json.h"

namespace ziping::text {
namespace {

constexpr std::size_t kRemembered = 512;
constexpr std::string_view kStop = "\xE3\x80\x82";  // the Chinese full stop
constexpr std::size_t kPlaces = 10;

using Parts = std::array<std::string_view, kPlaces>;

// Words with places in them, taken apart: one piece more than places.
struct Pattern {
  std::vector<std::string_view> pieces;
  std::vector<std::size_t> places;

  explicit Pattern(std::string_view words) {
    std::size_t from = 0;
    for (std::size_t at = 0; at + 2 < words.size(); ++at) {
      if (words[at] != '{' || words[at + 1] < '0' || words[at + 1] > '9' || words[at + 2] != '}') continue;
      pieces.push_back(words.substr(from, at - from));
      places.push_back(static_cast<std::size_t>(words[at + 1] - '0'));
      from = at + 3;
    }
    pieces.push_back(words.substr(from));
  }

  // What the sentence has in the places; nothing when it is another sentence.
  [[nodiscard]] std::optional<Parts> parts_of(std::string_view sentence) const {
    if (places.empty()) return sentence == pieces.front() ? std::optional(Parts{}) : std::nullopt;
    if (!sentence.starts_with(pieces.front()) || !sentence.ends_with(pieces.back())) return std::nullopt;
    std::size_t at = pieces.front().size();
    if (sentence.size() < at + pieces.back().size()) return std::nullopt;
    const std::string_view body = sentence.substr(0, sentence.size() - pieces.back().size());
    Parts out;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool is_last = i + 1 == places.size();
      const std::size_t end = is_last ? body.size() : body.find(pieces[i + 1], at);
      if (end == body.npos) return std::nullopt;
      out[places[i]] = body.substr(at, end - at);
      at = is_last ? end : end + pieces[i + 1].size();
    }
    return out;
  }
};

struct Sentence {
  Pattern chinese, english;
  std::size_t own_bytes = 0;  // of the Chinese, besides its places
};

class Sentences {
 public:
  Sentences() {
    for (const auto& [chinese, english] : *said_.as_object()) add(chinese, english);
    for (const auto& [key, chinese] : *chinese_.as_object()) {
      const base::Json* english = english_.find(key);
      if (english && chinese.as_string() && chinese.as_string()->ends_with(kStop)) add(*chinese.as_string(), *english);
    }
    std::ranges::stable_sort(sentences_, std::ranges::greater(), &Sentence::own_bytes);
  }

  [[nodiscard]] std::string in_english(std::string_view sentence) const {
    for (const Sentence& one : sentences_)
      if (const auto parts = one.chinese.parts_of(sentence)) return filled(one.english, *parts);
    return std::string(sentence);
  }

 private:
  static base::Json parsed(std::string_view file) {
    auto json = base::parse_json(file);
    ENSURE(json.has_value() && json->is_object());
    return std::move(*json);
  }

  void add(std::string_view chinese, const base::Json& english) {
    ENSURE(english.is_string());
    Sentence one{Pattern(chinese), Pattern(*english.as_string())};
    for (const std::string_view piece : one.chinese.pieces) one.own_bytes += piece.size();
    sentences_.push_back(std::move(one));
  }

  // Ends, since a part is shorter than the sentence that has it: no key is a place alone.
  [[nodiscard]] std::string filled(const Pattern& english, const Parts& parts) const {
    std::string out(english.pieces.front());
    for (std::size_t i = 0; i < english.places.size(); ++i) {
      out += in_english(parts[english.places[i]]);
      out += english.pieces[i + 1];
    }
    return out;
  }

  const base::Json said_ = parsed(kSaidFile), chinese_ = parsed(kChineseFile), english_ = parsed(kEnglishFile);
  std::vector<Sentence> sentences_;  // over the strings of the files, those with the most words of their own first
};

}  // namespace

std::string said(std::string_view sentence) {
  if (spoken() == Language::Chinese || sentence.size() >= kSaidBytesMax) return std::string(sentence);
  static const Sentences all;
  thread_local std::unordered_map<std::string, std::string> remembered;
  std::string chinese(sentence);
  if (const auto known = remembered.find(chinese); known != remembered.end()) return known->second;
  if (remembered.size() >= kRemembered) remembered.clear();
  return remembered.emplace(std::move(chinese), all.in_english(sentence)).first->second;
}

}  // namespace ziping::text
