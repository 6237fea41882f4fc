#include "shared/merge/prose.h"

#include <algorithm>

namespace ziping::merge {
namespace {

using report::Conflict;
using report::Segment;

bool is_regular(const Segments& segments) {
  bool text_before = false;
  for (const Segment& segment : segments) {
    const std::string* text = std::get_if<std::string>(&segment);
    if (text && (text->empty() || text_before)) return false;
    text_before = text != nullptr;
  }
  return true;
}

Unit to_unit(Lexicon& lexicon, const Conflict& conflict) {
  Clash clash{lexicon.words(*conflict.base.as_string()), {}};
  for (const report::Side& side : conflict.sides)
    clash.sides.push_back({lexicon.words(*side.value.as_string()), lexicon.id(side.revision)});
  return lexicon.add(std::move(clash));
}

Conflict to_conflict(const Lexicon& lexicon, const Clash& clash) {
  const auto text = [&](WordsId words) { return base::Json(lexicon.text_of(lexicon.sentences(words))); };
  Conflict out;
  out.base = text(clash.base);
  for (const Answer& side : clash.sides)
    out.sides.push_back({std::string(lexicon.text(side.revision)), text(side.value)});
  return out;
}

}  // namespace

Prose to_prose(Lexicon& lexicon, std::string_view text, const Prose& like) {
  Prose out;
  const Sentences sentences = lexicon.cut(text, like.units);
  out.units.reserve(sentences.size());
  std::ranges::transform(sentences, std::back_inserter(out.units), &Unit::text);
  return out;
}

Prose to_prose(Lexicon& lexicon, const Segments& segments, const Prose& like) {
  Prose out;
  for (const Segment& segment : segments) {
    if (const std::string* text = std::get_if<std::string>(&segment)) {
      const Units units = to_prose(lexicon, std::string_view(*text), like).units;
      out.units.insert(out.units.end(), units.begin(), units.end());
    } else {
      out.units.push_back(to_unit(lexicon, std::get<Conflict>(segment)));
      out.has_clash = true;
    }
  }
  if (!is_regular(segments)) out.as_given = segments;
  return out;
}

Segments to_segments(const Lexicon& lexicon, const Prose& prose) {
  if (!prose.as_given.empty()) return prose.as_given;
  Segments out;
  for (const Unit& unit : prose.units) {
    if (unit.is_clash()) {
      out.emplace_back(to_conflict(lexicon, lexicon.clash(unit)));
    } else {
      if (out.empty() || !std::holds_alternative<std::string>(out.back())) out.emplace_back(std::string());
      std::get<std::string>(out.back()) += lexicon.text(unit.index());
    }
  }
  return out;
}

bool same_prose(const Lexicon& lexicon, const Prose& a, const Prose& b) {
  if (!a.as_given.empty() || !b.as_given.empty()) return to_segments(lexicon, a) == to_segments(lexicon, b);
  return std::ranges::equal(a.units, b.units, [&](Unit x, Unit y) {
    if (x == y) return true;
    if (!x.is_clash() || !y.is_clash() || lexicon.number(x) != lexicon.number(y)) return false;
    return std::ranges::equal(lexicon.clash(x).sides, lexicon.clash(y).sides, {}, &Answer::revision, &Answer::revision);
  });
}

std::string plain_text(const Lexicon& lexicon, UnitRange units) {
  std::string out;
  for (const Unit& unit : units)
    if (!unit.is_clash()) out += lexicon.text(unit.index());
  return out;
}

}  // namespace ziping::merge
