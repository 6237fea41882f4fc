// The words of one merge: every sentence that meets in it stands here once, and so does every run of sentences and
// every conflict, so that the merge itself compares, copies and moves numbers.
//
// Promise    Equal texts have equal ids, and an id's text stays where it is for as long as the lexicon lives.
// Threads    One thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ziping::merge {

using TextId = std::uint32_t;   // a sentence, or a name
using WordsId = std::uint32_t;  // any text, as the sentences that it is cut into
using Sentences = std::vector<TextId>;

inline constexpr TextId kNoName = 0;    // of ""
inline constexpr WordsId kNoWords = 0;  // of ""

struct Answer {
  WordsId value;
  TextId revision;  // whose it is
};

// report::Conflict inside a text, in ids.
struct Clash {
  WordsId base = kNoWords;
  std::vector<Answer> sides;
};

// A sentence, or a conflict that is already there and moves as one piece.
class Unit {
 public:
  static Unit text(TextId id) { return Unit(id << 1); }
  static Unit clash(std::uint32_t index) { return Unit(index << 1 | 1); }
  bool is_clash() const { return value_ & 1; }
  std::uint32_t index() const { return value_ >> 1; }  // a TextId, or for Lexicon::clash()
  bool operator==(const Unit&) const = default;

 private:
  explicit Unit(std::uint32_t value) : value_(value) {}
  std::uint32_t value_;
};

using Units = std::vector<Unit>;
using UnitRange = std::span<const Unit>;

class Lexicon {
 public:
  Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  TextId id(std::string_view text);
  std::string_view text(TextId id) const { return entries_[id].text; }
  bool is_closed(TextId id);                 // merge::is_closed()
  bool may_join(TextId left, TextId right);  // whether the sentence `left` still ends where it does before `right`

  // sentences(text). `like` is what another version of the text was cut into: a sentence that stands there too costs
  // one comparison, so that the tenth version of a text is cut some ten times as fast as the first.
  Sentences cut(std::string_view text, UnitRange like = {});

  WordsId words(std::string_view text) { return words(cut(text)); }
  WordsId words(std::span<const TextId> cut);
  std::span<const TextId> sentences(WordsId words) const { return words_[words]; }
  std::string text_of(std::span<const TextId> sentences) const;
  // Appends a text to one that is cut already; the two may grow together where they meet.
  void append(Sentences& text, std::span<const TextId> more);
  bool is_before(WordsId a, WordsId b) const;  // by their canonical bytes as JSON strings

  Unit add(Clash clash);
  const Clash& clash(Unit unit) const { return clashes_[unit.index()].clash; }
  // Equal for equal sentences, and for conflicts with the same words, whoever said them.
  std::uint32_t number(Unit unit) const {
    return unit.is_clash() ? clashes_[unit.index()].number << 1 | 1 : unit.index() << 1;
  }

 private:
  enum class Closed : std::uint8_t { Unknown, Yes, No };
  struct Entry {
    std::string_view text;
    Closed closed;
    bool starts_afresh;  // merge::starts_afresh()
  };
  struct Stored {
    Clash clash;
    std::uint32_t number;
  };
  struct Hash {
    std::size_t operator()(std::span<const TextId> sentences) const;
    std::size_t operator()(const Clash* clash) const;
  };
  struct Equal {
    bool operator()(std::span<const TextId> a, std::span<const TextId> b) const;
    bool operator()(const Clash* a, const Clash* b) const;
  };

  bool begins(std::string_view text, TextId sentence) const;

  std::pmr::monotonic_buffer_resource memory_;
  std::vector<Entry> entries_;
  std::pmr::unordered_map<std::string_view, TextId> ids_;
  std::vector<std::span<const TextId>> words_;
  std::pmr::unordered_map<std::span<const TextId>, WordsId, Hash, Equal> words_ids_;
  std::deque<Stored> clashes_;
  std::pmr::unordered_map<const Clash*, std::uint32_t, Hash, Equal> clash_numbers_;
};

}  // namespace ziping::merge
