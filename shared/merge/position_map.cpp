// 甲一。乙二二。丙三。 → 新。甲一。乙2二。丙三。      sentences first, then, inside what changed, characters
//      ^ before the last 二                ^
#include "shared/merge/position_map.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "shared/base/utf8.h"
#include "shared/merge/changes.h"
#include "shared/merge/sentence.h"
#include "shared/report/sequence_diff.h"

namespace ziping::merge {
namespace {

using report::Hunk;

constexpr std::size_t kMovedCharactersMin = 6;  // shorter ones ("其中：") stand in two places by chance

// What is left of `all` still counts as the same words, and not as characters that happen to stand in both.
bool is_enough(std::size_t left, std::size_t all) { return left * 5 >= all * 2; }

struct Sentence {
  std::string_view words;
  std::size_t at;  // byte of the text

  std::string_view core() const { return base::trimmed(words); }  // the same at the end of a paragraph and within one
  std::size_t core_at() const { return at + static_cast<std::size_t>(core().data() - words.data()); }
};

std::vector<Sentence> cut(std::string_view text) {
  std::vector<Sentence> out;
  for (const std::string_view words : sentences(text))
    out.push_back({words, static_cast<std::size_t>(words.data() - text.data())});
  return out;
}

}  // namespace

class PositionMap::Maker {
 public:
  Maker(std::string_view before, std::string_view after)
      : before_text_(before), before_(cut(before)), after_(cut(after)) {
    map_.before_size_ = before.size();
    map_.after_size_ = after.size();
  }

  PositionMap run() && {
    const std::uint32_t blank = number({});
    const std::vector<Hunk> hunks = changes(numbers(before_), numbers(after_), blank);
    find_moved(hunks);
    std::size_t at = 0, at_after = 0;
    const auto same_until = [&](std::size_t end) {
      while (at < end) keep(before_[at++], after_[at_after++]);
    };
    for (const Hunk& hunk : hunks) {
      same_until(hunk.before_begin);
      compare(hunk);
      at = hunk.before_end, at_after = hunk.after_end;
    }
    same_until(before_.size());
    return std::move(map_);
  }

 private:
  std::uint32_t number(std::string_view core) {
    return known_.emplace(core, static_cast<std::uint32_t>(known_.size())).first->second;
  }
  std::vector<std::uint32_t> numbers(const std::vector<Sentence>& all) {
    std::vector<std::uint32_t> out;
    for (const Sentence& one : all) out.push_back(number(one.core()));
    return out;
  }

  // Sentences that were taken away in exactly one place and put in exactly one other.
  void find_moved(const std::vector<Hunk>& hunks) {
    struct Places {
      int removed = 0, inserted = 0;
      std::size_t to = 0;
    };
    std::unordered_map<std::string_view, Places> places;
    for (const Hunk& hunk : hunks) {
      for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) ++places[before_[i].core()].removed;
      for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) {
        Places& place = places[after_[i].core()];
        ++place.inserted;
        place.to = after_[i].core_at();
      }
    }
    for (const auto& [words, place] : places)
      if (place.removed == 1 && place.inserted == 1 && base::count_characters(words) >= kMovedCharactersMin)
        moved_.emplace(words, place.to);
  }

  void keep(const Sentence& before, const Sentence& after) {
    if (before.words == after.words)
      add(before.at, after.at, before.words.size());
    else if (!before.core().empty())
      add(before.core_at(), after.core_at(), before.core().size());
  }

  void add(std::size_t before, std::size_t after, std::size_t size) {
    std::vector<Run>& runs = map_.runs_;
    if (!runs.empty() && !runs.back().moved && runs.back().before_end() == before && runs.back().after_end() == after)
      runs.back().size += size;
    else
      runs.push_back({before, after, size, false, false});
    runs.back().ends_line = before_text_[before + size - 1] == '\n';
  }

  struct Characters {
    std::vector<std::uint32_t> ids;
    std::vector<std::size_t> at;  // one more at the end
  };
  // A sentence that moved has nothing to do with what stands around it: its characters are like no other.
  Characters characters(const std::vector<Sentence>& all, std::size_t begin, std::size_t end) {
    Characters out;
    for (std::size_t i = begin; i < end; ++i) {
      const bool moved = moved_.contains(all[i].core());
      for (std::size_t at = 0; at < all[i].words.size();) {
        out.at.push_back(all[i].at + at);
        const char32_t character = base::next_character(all[i].words, at);
        out.ids.push_back(moved ? next_id_++ : static_cast<std::uint32_t>(character));
      }
    }
    out.at.push_back(begin == end ? 0 : all[end - 1].at + all[end - 1].words.size());
    return out;
  }

  void compare(const Hunk& hunk) {
    const Characters old_ones = characters(before_, hunk.before_begin, hunk.before_end);
    const Characters new_ones = characters(after_, hunk.after_begin, hunk.after_end);
    std::vector<std::size_t> answer(old_ones.ids.size(), new_ones.ids.size());  // which new character; none: the end
    std::size_t at = 0, at_after = 0;
    const auto same_until = [&](std::size_t end) {
      while (at < end) answer[at++] = at_after++;
    };
    for (const Hunk& change : report::diff(old_ones.ids, new_ones.ids)) {
      same_until(change.before_begin);
      at = change.before_end, at_after = change.after_end;
    }
    same_until(old_ones.ids.size());
    std::size_t first = 0;
    for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) {
      const std::size_t end = first + base::count_characters(before_[i].words);
      if (const auto moved = moved_.find(before_[i].core()); moved != moved_.end())
        map_.runs_.push_back({before_[i].core_at(), moved->second, moved->first.size(), false, true});
      else
        add_left(old_ones, new_ones, answer, first, end);
      first = end;
    }
  }

  // What is left of one sentence, the characters [first, end).
  void add_left(const Characters& old_ones, const Characters& new_ones, const std::vector<std::size_t>& answer,
                std::size_t first, std::size_t end) {
    const std::size_t none = new_ones.ids.size();
    const auto sentence = std::span(answer).subspan(first, end - first);
    const auto left = end - first - static_cast<std::size_t>(std::ranges::count(sentence, none));
    if (!is_enough(left, end - first)) return;
    for (std::size_t i = first; i < end; ++i)
      if (answer[i] != none) add(old_ones.at[i], new_ones.at[answer[i]], old_ones.at[i + 1] - old_ones.at[i]);
  }

  std::string_view before_text_;
  std::vector<Sentence> before_, after_;
  std::unordered_map<std::string_view, std::uint32_t> known_;
  std::unordered_map<std::string_view, std::size_t> moved_;  // to which byte of the new text
  std::uint32_t next_id_ = 0x110000;                         // behind all characters
  PositionMap map_;
};

PositionMap PositionMap::between(std::string_view before, std::string_view after) { return Maker(before, after).run(); }

PositionMap::Place PositionMap::carry(std::size_t offset) const {
  const std::size_t at = std::min(offset, before_size_);
  const auto behind = std::ranges::lower_bound(runs_, at, {}, &Run::before);
  const bool at_behind = behind != runs_.end() && behind->before == at;
  if (behind != runs_.begin()) {
    const Run& run = *std::prev(behind);
    const bool inside = at < run.before_end(), at_end = at == run.before_end();
    if (inside || (at_end && !(run.ends_line && at_behind))) return {run.after + (at - run.before), false};
  }
  if (at_behind) return {behind->after, false};
  if (before_size_ == 0) return {0, false};
  if (at == before_size_) return {after_size_, true};
  const auto stayed =
      std::find_if(std::make_reverse_iterator(behind), runs_.rend(), [](const Run& run) { return !run.moved; });
  return {stayed == runs_.rend() ? 0 : stayed->after_end(), true};
}

PositionMap::Stretch PositionMap::carry(std::size_t begin, std::size_t end) const {
  end = std::min(end, before_size_);
  begin = std::min(begin, end);
  Stretch stayed{after_size_, 0, false}, moved = stayed;
  std::size_t left = 0, left_moved = 0;
  for (const Run& run : runs_) {
    const std::size_t from = std::max(begin, run.before), to = std::min(end, run.before_end());
    if (from >= to) continue;
    Stretch& out = run.moved ? moved : stayed;
    (run.moved ? left_moved : left) += to - from;
    out.begin = std::min(out.begin, run.after + (from - run.before));
    out.end = std::max(out.end, run.after + (to - run.before));
  }
  const bool follows = left_moved > left;
  if (begin < end && is_enough(follows ? left_moved : left, end - begin)) return follows ? moved : stayed;
  const Place place = carry(begin);
  return {place.at, place.at, begin < end || place.gone};
}

}  // namespace ziping::merge
