// 实施水利项目12项，解决750亩 → 实施水利项目13项，解决近800亩
//   Same 实施水利项目   Removed 12   Inserted 13   Same 项，解决   Removed 750   Inserted 近800   Same 亩
#include "client/app/difference.h"

#include "shared/merge/words.h"

namespace ziping::app {
namespace {

using report::Hunk;
using Views = std::vector<std::string_view>;

std::string joined(const Views& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += words[i];
  return out;
}

}  // namespace

std::vector<Piece> characters_changed(std::string_view before, std::string_view after) {
  const Views old_words = merge::words(before), new_words = merge::words(after);
  std::vector<Piece> out;
  const auto add = [&](const Views& from, std::size_t begin, std::size_t end, Part part) {
    if (begin < end) out.push_back({joined(from, begin, end), part});
  };
  std::size_t at = 0;
  for (const Hunk& hunk : merge::word_changes(old_words, new_words)) {
    add(old_words, at, hunk.before_begin, Part::Same);
    add(old_words, hunk.before_begin, hunk.before_end, Part::Removed);
    add(new_words, hunk.after_begin, hunk.after_end, Part::Inserted);
    at = hunk.before_end;
  }
  add(old_words, at, old_words.size(), Part::Same);
  return out;
}

}  // namespace ziping::app
