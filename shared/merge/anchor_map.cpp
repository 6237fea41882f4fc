#include "shared/merge/anchor_map.h"

#include <algorithm>

#include "shared/merge/sentence.h"
#include "shared/report/conflict.h"

namespace ziping::merge {
namespace {

using report::Anchor;

// The only place of the words in the text; npos where there is none or several.
std::size_t only_place(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  return at != text.npos && text.find(words, at + 1) == text.npos ? at : text.npos;
}

// The whole sentences that [begin, end) touches.
PlaceNow sentences_around(const std::string& text, std::size_t begin, std::size_t end) {
  std::size_t at = 0, from = text.size(), to = 0;
  for (const std::string_view one : sentences(text)) {
    if (at < end && at + one.size() > begin) {
      from = std::min(from, at);
      to = at + one.size();
    }
    at += one.size();
  }
  if (from >= to) return {Standing::Gone, {}, 0};
  return {Standing::Changed, text.substr(from, to - from), from};
}

PlaceNow in_conflict(const base::Json& value, const std::string& quote) {
  const auto segments = report::segments_of(value);
  if (segments)
    for (const report::Segment& segment : *segments)
      if (const auto* plain = std::get_if<std::string>(&segment); plain && plain->find(quote) != plain->npos)
        return {Standing::Same, quote, 0};
  return {Standing::Changed, {}, 0};
}

Standing standing_of(bool same, bool there) {
  return same ? Standing::Same : there ? Standing::Changed : Standing::Gone;
}

}  // namespace

PlaceNow AnchorMap::carry_quote(const Anchor& anchor, const std::string& before, const std::string& after) {
  const auto map = texts_.try_emplace(anchor.at, PositionMap::between(before, after)).first;
  const std::size_t size = anchor.quote.size();
  const PositionMap::Stretch now = map->second.carry(anchor.offset, anchor.offset + size);
  if (!now.gone && std::string_view(after).substr(now.begin, now.end - now.begin) == anchor.quote)
    return {Standing::Same, anchor.quote, now.begin};
  // A short sentence that was moved is not followed by the map; the only one of its words is it.
  if (const std::size_t at = only_place(after, anchor.quote);
      at != after.npos && only_place(before, anchor.quote) != before.npos)
    return {Standing::Same, anchor.quote, at};
  return sentences_around(after, now.begin, now.end);  // none where it is gone
}

PlaceNow AnchorMap::carry(const Anchor& anchor) {
  if (anchor.at.empty()) return {};
  const auto path = form::Path::parse(anchor.at);
  if (!path || !report::find_node(after_, *path)) return {Standing::Gone, {}, 0};
  if (path->name.empty()) {
    const report::Row *before = report::find_row(before_, *path), *after = report::find_row(after_, *path);
    return {standing_of(before && after && *before == *after, after != nullptr), {}, 0};
  }
  const report::Value &before = report::value_at(before_, *path), &after = report::value_at(after_, *path);
  if (anchor.quote.empty()) return {standing_of(before == after, !after.absent()), {}, 0};
  if (after.absent() || !before.text()) return {Standing::Gone, {}, 0};
  if (!after.text()) return in_conflict(after.json(), anchor.quote);
  return carry_quote(anchor, *before.text(), *after.text());
}

}  // namespace ziping::merge
