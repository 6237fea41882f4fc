// The words of one merge: every sentence that meets in it stands here once, and so does every run of sentences and
// every conflict, so that the merge itself compares, copies and moves numbers.
//
// Promise    Equal texts have equal ids, and an id's text stays where it is for as long as the lexicon lives.
// Threads    One thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

  // True only where no part of the text says `sentence`; asks nothing but how its own sentences end.
  bool surely_lacks(UnitRange text, TextId sentence);

  // sentences(text). `like` is what another version of the text was cut into: a sentence that stands there too costs
  // one comparison, so that the tenth version of a text is cut some ten times as fast as the first.
  Sentences cut(std::string_view text, UnitRange like = {});

  WordsId words(std::string_view text) { return words(cut(text)); }
  WordsId words(std::span<const TextId> cut);
  std::span<const TextId> sentences(WordsId words) const { return words_[words]; }
  std::string text_of(std::span<const TextId> sentences) const;
  // Appends a text to one that is cut already; the two may grow together where they meet.
  void append(Sentences& text, std::span<const TextId> more);
  bool is_before(WordsId a, WordsId b);  // by their canonical bytes as JSON strings

  Unit add(Clash clash);
  const Clash& clash(Unit unit) const { return clashes_[unit.index()].clash; }
  // Equal for equal sentences, and for conflicts with the same words, whoever said them.
  std::uint32_t number(Unit unit) const {
    return unit.is_clash() ? clashes_[unit.index()].number << 1 | 1 : unit.index() << 1;
  }

 private:
  enum class Known : std::uint8_t { NotYet, Yes, No };
  struct Entry {
    std::string_view text;
    bool starts_afresh;  // merge::starts_afresh()
    Known closed = Known::NotYet;
    Known plain = Known::NotYet;   // as a canonical JSON string it needs no escapes
    Known marked = Known::NotYet;  // has marks at its end and nowhere else
    std::uint32_t words = 0;       // if so: merge::words_before_marks()
  };
  struct Stored {
    Clash clash;
    std::uint32_t number;
  };
  bool is_plain(TextId id);
  std::optional<std::string_view> words_before_marks(TextId id);
  bool begins(std::string_view text, TextId sentence) const;

  // Ids by the hash of what they stand for: one place each, the next free one where that is taken.
  class Index {
   public:
    // The id whose content `is` recognises; else `next`, which is then known.
    template <class Is>
    std::uint32_t find_or_add(std::uint64_t hash, std::uint32_t next, const Is& is);

   private:
    struct Slot {
      std::uint32_t hash = 0;
      std::uint32_t id = kFree;
    };
    static constexpr std::uint32_t kFree = 0xFFFFFFFF;
    void grow();
    std::vector<Slot> slots_ = std::vector<Slot>(64);
    std::size_t used_ = 0;
  };

  template <class Element>
  std::span<const Element> kept(std::span<const Element> content);

  std::pmr::monotonic_buffer_resource memory_;
  std::vector<Entry> entries_;
  std::vector<std::span<const TextId>> words_;
  std::deque<Stored> clashes_;
  Index entry_ids_, words_ids_, clash_numbers_;
};

}  // namespace ziping::merge
