#include "shared/merge/lexicon.h"

#include <algorithm>
#include <cstring>

#include "shared/base/json.h"
#include "shared/merge/sentence.h"

namespace ziping::merge {
namespace {

constexpr std::size_t kFirstBytes = 4 << 10;
constexpr std::size_t kLookAhead = 16;  // sentences of the other version that may be missing before the next one met

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

std::uint64_t hash_of(std::string_view text) {
  const auto word = [&](std::size_t at) {
    std::uint64_t out;
    std::memcpy(&out, text.data() + at, sizeof out);
    return out;
  };
  std::uint64_t even = text.size(), odd = 1;  // two at once, because each waits for its last product
  if (text.size() < 16) {
    for (char c : text) even = mixed(even, static_cast<unsigned char>(c));
    return mixed(even, odd);
  }
  const auto add = [&](std::size_t at) { even = mixed(even, word(at)), odd = mixed(odd, word(at + 8)); };
  for (std::size_t at = 0; at + 16 < text.size(); at += 16) add(at);
  add(text.size() - 16);
  return mixed(even, odd);
}

}  // namespace

template <class Is>
std::uint32_t Lexicon::Index::find_or_add(std::uint64_t hash, std::uint32_t next, const Is& is) {
  if (2 * ++used_ > slots_.size()) grow();
  const auto tag = static_cast<std::uint32_t>(hash);
  std::size_t at = tag & (slots_.size() - 1);
  for (; slots_[at].id != kFree; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == tag && is(slots_[at].id)) return --used_, slots_[at].id;
  slots_[at] = {tag, next};
  return next;
}

void Lexicon::Index::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id == kFree) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].id != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

template <class Element>
std::span<const Element> Lexicon::kept(std::span<const Element> content) {
  if (content.empty()) return {};
  auto* const copy = static_cast<Element*>(memory_.allocate(content.size_bytes(), alignof(Element)));
  std::ranges::copy(content, copy);
  return {copy, content.size()};
}

Lexicon::Lexicon() : memory_(kFirstBytes) {
  id({});
  words(std::span<const TextId>());
}

TextId Lexicon::id(std::string_view text) {
  const auto next = static_cast<TextId>(entries_.size());
  const TextId found =
      entry_ids_.find_or_add(hash_of(text), next, [&](TextId known) { return entries_[known].text == text; });
  if (found == next) {
    const std::span<const char> own = kept(std::span(text));
    entries_.push_back({{own.data(), own.size()}, starts_afresh(text)});
  }
  return found;
}

bool Lexicon::is_closed(TextId id) {
  Entry& entry = entries_[id];
  if (entry.closed == Known::NotYet) entry.closed = merge::is_closed(entry.text) ? Known::Yes : Known::No;
  return entry.closed == Known::Yes;
}

bool Lexicon::may_join(TextId left, TextId right) {
  if (entries_[right].starts_afresh && is_closed(left)) return true;
  std::string both(text(left));
  both += text(right);
  return first_sentence(both) == text(left).size();
}

bool Lexicon::begins(std::string_view text, TextId sentence) const {
  const Entry& entry = entries_[sentence];
  if (!text.starts_with(entry.text)) return false;
  text.remove_prefix(entry.text.size());
  return text.empty() || (entry.closed == Known::Yes && merge::starts_afresh(text));
}

Sentences Lexicon::cut(std::string_view text, UnitRange like) {
  Sentences out;
  out.reserve(like.size());
  std::size_t expected = 0, missed = 0;
  while (!text.empty()) {
    const UnitRange near = like.subspan(expected, std::min(like.size() - expected, std::min(missed + 3, kLookAhead)));
    const auto met =
        std::ranges::find_if(near, [&](Unit unit) { return !unit.is_clash() && begins(text, unit.index()); });
    if (met != near.end()) {
      out.push_back(met->index());
      text.remove_prefix(entries_[out.back()].text.size());
      expected += static_cast<std::size_t>(met - near.begin()) + 1;
      missed = 0;
      continue;
    }
    const std::size_t size = first_sentence(text), known_before = entries_.size();
    out.push_back(id(text.substr(0, size)));
    text.remove_prefix(size);
    if (!text.empty()) entries_[out.back()].closed = Known::Yes;  // it ended, and not for want of more
    ++missed;
    if (entries_.size() > known_before) continue;
    const auto known = std::ranges::find(like, Unit::text(out.back()));
    if (known != like.end()) expected = static_cast<std::size_t>(known - like.begin()) + 1, missed = 0;
  }
  return out;
}

WordsId Lexicon::words(std::span<const TextId> cut) {
  const auto next = static_cast<WordsId>(words_.size());
  std::uint64_t hash = cut.size();
  for (TextId id : cut) hash = mixed(hash, id);
  const WordsId found =
      words_ids_.find_or_add(hash, next, [&](WordsId known) { return std::ranges::equal(words_[known], cut); });
  if (found == next) words_.push_back(kept(cut));
  return found;
}

std::string Lexicon::text_of(std::span<const TextId> sentences) const {
  std::string out;
  std::size_t size = 0;
  for (TextId id : sentences) size += text(id).size();
  out.reserve(size);
  for (TextId id : sentences) out += text(id);
  return out;
}

void Lexicon::append(Sentences& out, std::span<const TextId> more) {
  const bool grow_together = !out.empty() && !more.empty() && !may_join(out.back(), more.front());
  out.insert(out.end(), more.begin(), more.end());
  if (grow_together) out = cut(text_of(out));
}

bool Lexicon::is_plain(TextId id) {
  Entry& entry = entries_[id];
  if (entry.plain == Known::NotYet)
    entry.plain = base::find_escaped(entry.text) == entry.text.size() ? Known::Yes : Known::No;
  return entry.plain == Known::Yes;
}

std::optional<std::string_view> Lexicon::words_before_marks(TextId id) {
  Entry& entry = entries_[id];
  if (entry.marked == Known::NotYet) {
    const std::size_t words = merge::words_before_marks(entry.text);
    entry.marked = words == entry.text.npos ? Known::No : Known::Yes;
    entry.words = static_cast<std::uint32_t>(words);
  }
  if (entry.marked == Known::No) return std::nullopt;
  return entry.text.substr(0, entry.words);
}

bool Lexicon::surely_lacks(UnitRange units, TextId sentence) {
  const auto words = words_before_marks(sentence);
  if (!words) return false;
  return std::ranges::all_of(units, [&](Unit unit) {
    if (unit.is_clash() || unit.index() == sentence) return false;
    if (text(unit.index()).size() <= text(sentence).size()) return true;
    const auto others = words_before_marks(unit.index());
    return others && !others->ends_with(*words);
  });
}

bool Lexicon::is_before(WordsId a, WordsId b) {
  const auto [x, y] = std::ranges::mismatch(sentences(a), sentences(b));
  const std::span<const TextId> left(x, sentences(a).end()), right(y, sentences(b).end());
  if (!left.empty() && !right.empty()) {
    const std::string_view one = text(left.front()), other = text(right.front());
    const bool plain = is_plain(left.front()) && is_plain(right.front());
    const int order = std::memcmp(one.data(), other.data(), std::min(one.size(), other.size()));
    if (plain && order != 0) return order < 0;
  }
  return base::canonical(base::Json(text_of(left))) < base::canonical(base::Json(text_of(right)));
}

Unit Lexicon::add(Clash clash) {
  const auto next = static_cast<std::uint32_t>(clashes_.size());
  std::uint64_t hash = clash.base;
  for (const Answer& side : clash.sides) hash = mixed(hash, side.value);
  const std::uint32_t number = clash_numbers_.find_or_add(hash, next, [&](std::uint32_t known) {
    const Clash& other = clashes_[known].clash;
    return other.base == clash.base && std::ranges::equal(other.sides, clash.sides, {}, &Answer::value, &Answer::value);
  });
  clashes_.push_back({std::move(clash), number});
  return Unit::clash(next);
}

}  // namespace ziping::merge
