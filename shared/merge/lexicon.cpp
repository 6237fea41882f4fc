#include "shared/merge/lexicon.h"

#include <algorithm>

#include "shared/base/json.h"
#include "shared/merge/sentence.h"

namespace ziping::merge {
namespace {

constexpr std::size_t kFirstBytes = 64 << 10;
constexpr std::size_t kLookAhead = 16;  // sentences of the other version that may be missing before the next one met

std::size_t mixed(std::size_t hash, std::uint32_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

}  // namespace

std::size_t Lexicon::Hash::operator()(std::span<const TextId> sentences) const {
  std::size_t hash = sentences.size();
  for (TextId id : sentences) hash = mixed(hash, id);
  return hash;
}

std::size_t Lexicon::Hash::operator()(const Clash* clash) const {
  std::size_t hash = clash->base;
  for (const Answer& side : clash->sides) hash = mixed(hash, side.value);
  return hash;
}

bool Lexicon::Equal::operator()(std::span<const TextId> a, std::span<const TextId> b) const {
  return std::ranges::equal(a, b);
}

bool Lexicon::Equal::operator()(const Clash* a, const Clash* b) const {
  return a->base == b->base && std::ranges::equal(a->sides, b->sides, {}, &Answer::value, &Answer::value);
}

Lexicon::Lexicon() : memory_(kFirstBytes), ids_(&memory_), words_ids_(&memory_), clash_numbers_(&memory_) {
  id({});
  words(std::span<const TextId>());
}

TextId Lexicon::id(std::string_view text) {
  const auto known = ids_.find(text);
  if (known != ids_.end()) return known->second;
  char* const copy = static_cast<char*>(memory_.allocate(std::max<std::size_t>(text.size(), 1), 1));
  std::ranges::copy(text, copy);
  const auto next = static_cast<TextId>(entries_.size());
  const std::string_view stored(copy, text.size());
  entries_.push_back({stored, Closed::Unknown, starts_afresh(stored)});
  ids_.emplace(stored, next);
  return next;
}

bool Lexicon::is_closed(TextId id) {
  Entry& entry = entries_[id];
  if (entry.closed == Closed::Unknown) entry.closed = merge::is_closed(entry.text) ? Closed::Yes : Closed::No;
  return entry.closed == Closed::Yes;
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
  return text.empty() || (entry.closed == Closed::Yes && merge::starts_afresh(text));
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
    const std::size_t size = first_sentence(text);
    out.push_back(id(text.substr(0, size)));
    text.remove_prefix(size);
    if (!text.empty()) entries_[out.back()].closed = Closed::Yes;  // it ended, and not for want of more
    ++missed;
    const auto known = std::ranges::find(like, Unit::text(out.back()));
    if (known != like.end()) expected = static_cast<std::size_t>(known - like.begin()) + 1, missed = 0;
  }
  return out;
}

WordsId Lexicon::words(std::span<const TextId> cut) {
  const auto known = words_ids_.find(cut);
  if (known != words_ids_.end()) return known->second;
  auto* const copy =
      static_cast<TextId*>(memory_.allocate(std::max<std::size_t>(cut.size(), 1) * sizeof(TextId), alignof(TextId)));
  std::ranges::copy(cut, copy);
  const auto next = static_cast<WordsId>(words_.size());
  words_.emplace_back(copy, cut.size());
  words_ids_.emplace(words_.back(), next);
  return next;
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

bool Lexicon::is_before(WordsId a, WordsId b) const {
  const auto [x, y] = std::ranges::mismatch(sentences(a), sentences(b));
  const std::span<const TextId> left(x, sentences(a).end()), right(y, sentences(b).end());
  if (!left.empty() && !right.empty()) {
    const std::string_view one = text(left.front()), other = text(right.front());
    const auto [c, d] = std::ranges::mismatch(one, other);
    if (c != one.end() && d != other.end() && base::find_escaped({c, 1}) == 1 && base::find_escaped({d, 1}) == 1)
      return static_cast<unsigned char>(*c) < static_cast<unsigned char>(*d);
  }
  return base::canonical(base::Json(text_of(left))) < base::canonical(base::Json(text_of(right)));
}

Unit Lexicon::add(Clash clash) {
  const auto index = static_cast<std::uint32_t>(clashes_.size());
  clashes_.push_back({std::move(clash), index});
  clashes_.back().number = clash_numbers_.emplace(&clashes_.back().clash, index).first->second;
  return Unit::clash(index);
}

}  // namespace ziping::merge
