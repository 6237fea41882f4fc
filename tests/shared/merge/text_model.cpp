#include "tests/shared/merge/text_model.h"

#include <algorithm>
#include <list>
#include <map>
#include <span>

#include "shared/merge/diff3.h"
#include "shared/merge/sentence.h"

namespace ziping::merge::model {
namespace {

using report::Conflict;
using report::Segment;
using report::Side;

// A sentence, a line, or a conflict that is already there and moves as one piece.
struct Unit {
  std::string_view text;
  const Conflict* conflict = nullptr;
};

using Units = std::vector<Unit>;
using UnitRange = std::span<const Unit>;

class Numbers {  // equal units get equal numbers
 public:
  std::vector<std::uint32_t> of(UnitRange units) {
    std::vector<std::uint32_t> out;
    out.reserve(units.size());
    for (const Unit& unit : units) {
      const std::uint32_t next = static_cast<std::uint32_t>(texts_.size() + conflicts_.size());
      if (!unit.conflict)
        out.push_back(texts_.emplace(unit.text, next).first->second);
      else
        out.push_back(conflicts_.emplace(key(*unit.conflict), next).first->second);
    }
    return out;
  }

 private:
  static std::string key(const Conflict& conflict) {  // texts hold no zero bytes
    std::string out = *conflict.base.as_string();
    for (const Side& side : conflict.sides) (out += '\0') += *side.value.as_string();
    return out;
  }
  std::map<std::string_view, std::uint32_t> texts_;
  std::map<std::string, std::uint32_t> conflicts_;
};

Units cut(const Segments& segments) {
  Units out;
  for (const Segment& segment : segments) {
    if (const std::string* text = std::get_if<std::string>(&segment)) {
      for (std::string_view piece : sentences(*text)) out.push_back({piece, nullptr});
    } else {
      out.push_back({{}, &std::get<Conflict>(segment)});
    }
  }
  return out;
}

bool has_conflict(UnitRange units) {
  return std::ranges::any_of(units, [](const Unit& unit) { return unit.conflict != nullptr; });
}

std::string joined(UnitRange units) {
  std::string out;
  for (const Unit& unit : units) out += unit.text;
  return out;
}

// A stretch as alternatives. Where it holds conflicts already, alternative k takes side k of each (the last where there
// are fewer), so every side of every conflict lives on in one of them.
Conflict alternatives(UnitRange units, const Label& label, std::string_view before) {
  Conflict out;
  std::size_t count = 1;
  for (const Unit& unit : units)
    if (unit.conflict) count = std::max(count, unit.conflict->sides.size());
  std::string base_text;
  for (const Unit& unit : units) base_text += unit.conflict ? *unit.conflict->base.as_string() : std::string(unit.text);
  out.base = std::move(base_text);
  for (std::size_t k = 0; k < count; ++k) {
    Side side;
    std::string text;
    for (const Unit& unit : units) {
      if (!unit.conflict) {
        text += unit.text;
        continue;
      }
      const Side& taken = unit.conflict->sides[std::min(k, unit.conflict->sides.size() - 1)];
      text += *taken.value.as_string();
      if (k < unit.conflict->sides.size()) side.revision = taken.revision;
    }
    if (side.revision.empty()) side.revision = label ? label(text, before) : std::string();
    side.value = std::move(text);
    out.sides.push_back(std::move(side));
  }
  return out;
}

class TextMerger {
 public:
  TextMerger(const Label& our_label, const Label& their_label) : our_label_(our_label), their_label_(their_label) {}

  void sentence_stretches(UnitRange base, UnitRange ours, UnitRange theirs) {
    const auto b = numbers_.of(base), o = numbers_.of(ours), t = numbers_.of(theirs);
    Change previous = Change::None;
    for (const Stretch& stretch : align(b, o, t)) {
      const UnitRange base_units = part(base, stretch.base), our_units = part(ours, stretch.ours),
                      their_units = part(theirs, stretch.theirs);
      // Ours next to theirs, with nothing unchanged between them.
      if ((previous == Change::Ours && stretch.change == Change::Theirs) ||
          (previous == Change::Theirs && stretch.change == Change::Ours))
        please_read_ = true;
      previous = stretch.change;
      switch (stretch.change) {
        case Change::None:
        case Change::Ours:
          put(our_units);
          break;
        case Change::Theirs:
          put(their_units);
          break;
        case Change::Both:
          clash(base_units, our_units, their_units);
          break;
      }
    }
  }

  void put(UnitRange units) {
    for (const Unit& unit : units) {
      if (unit.conflict)
        put(*unit.conflict);
      else
        put(unit.text);
    }
  }

  bool joints_hold() const { return joints_hold_; }
  MergedText result() && { return {std::move(segments_), please_read_}; }

 private:
  static UnitRange part(UnitRange units, const Range& range) { return units.subspan(range.begin, range.size()); }

  void put(std::string_view text) {
    if (text.empty()) return;
    if (!segments_.empty() && std::holds_alternative<std::string>(segments_.back())) {
      if (!joint_holds(last_, text)) joints_hold_ = false;
      std::get<std::string>(segments_.back()) += text;
    } else {
      segments_.emplace_back(std::string(text));
    }
    last_ = text;
  }

  void put(const Conflict& conflict) {
    segments_.emplace_back(conflict);
    last_ = {};
  }

  static bool joint_holds(std::string_view left, std::string_view right) {
    const std::string both = std::string(left) + std::string(right);
    const auto pieces = sentences(both);
    return !pieces.empty() && pieces.front().size() == left.size();
  }

  // Both sides changed this stretch.
  void clash(UnitRange base, UnitRange ours, UnitRange theirs) {
    const auto o = numbers_.of(ours), t = numbers_.of(theirs);
    std::size_t head = 0, tail = 0;  // what both sides wrote alike is agreed
    const std::size_t shorter = std::min(o.size(), t.size());
    while (head < shorter && o[head] == t[head]) ++head;
    while (tail < shorter - head && o[o.size() - 1 - tail] == t[t.size() - 1 - tail]) ++tail;
    put(ours.first(head));
    const UnitRange our_rest = ours.subspan(head, ours.size() - head - tail);
    const UnitRange their_rest = theirs.subspan(head, theirs.size() - head - tail);
    if (our_rest.empty() && their_rest.empty()) {
      // agreed
    } else if (base.empty() && (our_rest.empty() || their_rest.empty())) {
      put(our_rest.empty() ? their_rest : our_rest);
    } else if (base.empty() && !has_conflict(our_rest) && !has_conflict(their_rest)) {
      insert_both(our_rest, their_rest);
    } else {
      conflict(base, our_rest, their_rest);
    }
    put(ours.last(tail));
  }

  // Two insertions at one place are both kept, in the order of their words.
  void insert_both(UnitRange ours, UnitRange theirs) {
    std::string first = joined(ours), second = joined(theirs);
    const bool swap = second < first;
    if (!is_closed((swap ? theirs : ours).back().text)) return conflict({}, ours, theirs);
    put(swap ? theirs : ours);
    put(swap ? ours : theirs);
    please_read_ = true;
  }

  void conflict(UnitRange base, UnitRange ours, UnitRange theirs) {
    const std::string before = joined(base);
    Conflict met = join_conflicts(alternatives(base, {}, {}), alternatives(ours, our_label_, before),
                                  alternatives(theirs, their_label_, before));
    if (met.sides.size() > 1) return put(met);
    kept_.push_back(*met.sides.front().value.as_string());
    put(std::string_view(kept_.back()));
  }

  const Label& our_label_;
  const Label& their_label_;
  Numbers numbers_;
  Segments segments_;
  std::list<std::string> kept_;
  std::string_view last_;
  bool please_read_ = false;
  bool joints_hold_ = true;
};

// The plain text of segments without conflicts, or null.
const std::string* plain(const Segments& segments) {
  static const std::string empty;
  if (segments.empty()) return &empty;
  return segments.size() == 1 ? std::get_if<std::string>(&segments.front()) : nullptr;
}

Units line_units(std::string_view text) {
  Units out;
  for (std::string_view line : lines(text)) out.push_back({line, nullptr});
  return out;
}

std::string_view span_text(UnitRange units) {
  if (units.empty()) return {};
  return {units.front().text.data(),
          static_cast<std::size_t>(units.back().text.data() + units.back().text.size() - units.front().text.data())};
}

void merge_lines(TextMerger& merger, const std::string& base, const std::string& ours, const std::string& theirs) {
  const Units b = line_units(base), o = line_units(ours), t = line_units(theirs);
  Numbers numbers;
  const auto bn = numbers.of(b), on = numbers.of(o), tn = numbers.of(t);
  // Neighbouring and clashing stretches go to the sentences together, so that what touches is seen there.
  const std::vector<Stretch> stretches = align(bn, on, tn);
  for (std::size_t i = 0; i < stretches.size();) {
    const auto put_lines = [&](const Units& units, const Range& range) {
      for (std::size_t k = range.begin; k < range.end; ++k) {
        Units pieces;
        for (std::string_view piece : sentences(units[k].text)) pieces.push_back({piece, nullptr});
        merger.put(pieces);
      }
    };
    if (stretches[i].change == Change::None) {
      put_lines(o, stretches[i].ours);
      ++i;
      continue;
    }
    Stretch whole = stretches[i++];
    bool mixed = whole.change == Change::Both;
    for (; i < stretches.size() && stretches[i].change != Change::None; ++i) {
      mixed = mixed || stretches[i].change != whole.change;
      whole.base.end = stretches[i].base.end;
      whole.ours.end = stretches[i].ours.end;
      whole.theirs.end = stretches[i].theirs.end;
    }
    if (!mixed) {
      put_lines(whole.change == Change::Ours ? o : t, whole.change == Change::Ours ? whole.ours : whole.theirs);
      continue;
    }
    const auto units_of = [](const Units& units, const Range& range) {
      Units out;
      for (std::string_view piece : sentences(span_text(UnitRange(units).subspan(range.begin, range.size()))))
        out.push_back({piece, nullptr});
      return out;
    };
    merger.sentence_stretches(units_of(b, whole.base), units_of(o, whole.ours), units_of(t, whole.theirs));
  }
}

}  // namespace

MergedText merge_text(const Segments& base, const Segments& ours, const Segments& theirs, const Label& our_label,
                      const Label& their_label) {
  if (ours == theirs || theirs == base) return {ours, false};
  if (ours == base) return {theirs, false};
  TextMerger merger(our_label, their_label);
  const std::string *b = plain(base), *o = plain(ours), *t = plain(theirs);
  const Units base_units = cut(base), our_units = cut(ours), their_units = cut(theirs);
  if (b && o && t)
    merge_lines(merger, *b, *o, *t);
  else
    merger.sentence_stretches(base_units, our_units, their_units);
  if (merger.joints_hold()) return std::move(merger).result();
  // Two pieces would grow into a sentence that nobody wrote: the whole text is the question then.
  const auto whole = [](UnitRange units, const Label& label, std::string_view before) {
    return alternatives(units, label, before);
  };
  Conflict met =
      join_conflicts(whole(base_units, {}, {}), whole(our_units, our_label, {}), whole(their_units, their_label, {}));
  if (met.sides.size() == 1) return {{*met.sides.front().value.as_string()}, true};
  return {{std::move(met)}, false};
}

}  // namespace ziping::merge::model
