// base   一是甲。二是乙。      ours   一是甲甲。二是乙。      theirs   一是甲。二是乙。三是丙。
// merged 一是甲甲。二是乙。三是丙。  (neighbouring changes would be marked "please read")
#include "shared/merge/prose_merge.h"

#include <algorithm>
#include <array>
#include <map>

#include "shared/merge/conflict_join.h"
#include "shared/merge/diff3.h"

namespace ziping::merge {
namespace {

bool has_clash(UnitRange units) { return std::ranges::any_of(units, &Unit::is_clash); }

UnitRange part(UnitRange units, const Range& range) { return units.subspan(range.begin, range.size()); }

class ProseMerger {
 public:
  ProseMerger(Lexicon& lexicon, const Namer& our_name, const Namer& their_name)
      : lexicon_(lexicon), our_name_(our_name), their_name_(their_name) {}

  void lines(UnitRange base, UnitRange ours, UnitRange theirs);
  void sentences(UnitRange base, UnitRange ours, UnitRange theirs);
  // The whole text as one question.
  MergedProse whole(UnitRange base, UnitRange ours, UnitRange theirs);

  bool joints_hold() const { return joints_hold_; }
  MergedProse result() && {
    const bool clash = has_clash(out_);
    return {{std::move(out_), clash, {}}, please_read_};
  }

 private:
  std::vector<std::uint32_t> numbers(UnitRange units) const {
    std::vector<std::uint32_t> out(units.size());
    std::ranges::transform(units, out.begin(), [&](Unit unit) { return lexicon_.number(unit); });
    return out;
  }

  void put(UnitRange units) {
    for (const Unit& unit : units) put(unit);
  }
  void put(Unit unit);
  void put_settled(WordsId words);

  void both_changed(UnitRange base, UnitRange ours, UnitRange theirs);
  void insert_both(UnitRange ours, UnitRange theirs);
  void conflict(UnitRange base, UnitRange ours, UnitRange theirs);
  Clash alternatives(UnitRange units, const Namer& name, UnitRange before);
  Clash base_alternatives(UnitRange units);
  // The text of a stretch with one text chosen for each conflict.
  template <class Choose>
  WordsId words_of(UnitRange units, const Choose& choose);
  Clash join(const Clash& base, const Clash& ours, const Clash& theirs);

  Lexicon& lexicon_;
  const Namer& our_name_;
  const Namer& their_name_;
  Units out_;
  Sentences words_;  // of one alternative, while it is put together
  // A settled conflict of several sentences stands as one piece, and nothing may be joined to it.
  bool after_several_ = false;
  bool please_read_ = false;
  bool joints_hold_ = true;
};

void ProseMerger::put(Unit unit) {
  if (!unit.is_clash() && !out_.empty() && !out_.back().is_clash() &&
      (after_several_ || !lexicon_.may_join(out_.back().index(), unit.index())))
    joints_hold_ = false;
  after_several_ = false;
  out_.push_back(unit);
}

void ProseMerger::put_settled(WordsId words) {
  const std::span<const TextId> pieces = lexicon_.sentences(words);
  if (pieces.empty()) return;
  put(Unit::text(pieces.front()));
  std::ranges::transform(pieces.subspan(1), std::back_inserter(out_), &Unit::text);
  after_several_ = pieces.size() > 1;
}

// Stretches of lines. Neighbouring and clashing ones go to the sentences together, so that what touches is seen there.
void ProseMerger::lines(UnitRange base, UnitRange ours, UnitRange theirs) {
  struct Lines {
    std::vector<std::size_t> begins{0};  // in units; one more at the end
    std::vector<std::uint32_t> numbers;
  };
  const auto less = [](UnitRange a, UnitRange b) {
    return std::ranges::lexicographical_compare(a, b, {}, &Unit::index, &Unit::index);
  };
  std::map<UnitRange, std::uint32_t, decltype(less)> known(less);
  const auto cut = [&](UnitRange units) {
    Lines out;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (i + 1 < units.size() && !lexicon_.text(units[i].index()).ends_with('\n')) continue;
      const UnitRange line = units.subspan(out.begins.back(), i + 1 - out.begins.back());
      out.numbers.push_back(known.emplace(line, static_cast<std::uint32_t>(known.size())).first->second);
      out.begins.push_back(i + 1);
    }
    return out;
  };
  const Lines b = cut(base), o = cut(ours), t = cut(theirs);
  const auto units = [](UnitRange all, const Lines& lines, const Range& range) {
    return all.subspan(lines.begins[range.begin], lines.begins[range.end] - lines.begins[range.begin]);
  };
  const std::vector<Stretch> stretches = align(b.numbers, o.numbers, t.numbers);
  for (std::size_t i = 0; i < stretches.size();) {
    Stretch all = stretches[i++];
    if (all.change == Change::None) {
      put(units(ours, o, all.ours));
      continue;
    }
    bool mixed = all.change == Change::Both;
    for (; i < stretches.size() && stretches[i].change != Change::None; ++i) {
      mixed = mixed || stretches[i].change != all.change;
      all.base.end = stretches[i].base.end;
      all.ours.end = stretches[i].ours.end;
      all.theirs.end = stretches[i].theirs.end;
    }
    if (mixed)
      sentences(units(base, b, all.base), units(ours, o, all.ours), units(theirs, t, all.theirs));
    else
      put(all.change == Change::Ours ? units(ours, o, all.ours) : units(theirs, t, all.theirs));
  }
}

void ProseMerger::sentences(UnitRange base, UnitRange ours, UnitRange theirs) {
  Change previous = Change::None;
  for (const Stretch& stretch : align(numbers(base), numbers(ours), numbers(theirs))) {
    // Ours next to theirs, with nothing unchanged between them.
    if ((previous == Change::Ours && stretch.change == Change::Theirs) ||
        (previous == Change::Theirs && stretch.change == Change::Ours))
      please_read_ = true;
    previous = stretch.change;
    switch (stretch.change) {
      case Change::None:
      case Change::Ours:
        put(part(ours, stretch.ours));
        break;
      case Change::Theirs:
        put(part(theirs, stretch.theirs));
        break;
      case Change::Both:
        both_changed(part(base, stretch.base), part(ours, stretch.ours), part(theirs, stretch.theirs));
        break;
    }
  }
}

void ProseMerger::both_changed(UnitRange base, UnitRange ours, UnitRange theirs) {
  const auto alike = [&](Unit a, Unit b) { return lexicon_.number(a) == lexicon_.number(b); };
  std::size_t head = 0, tail = 0;  // what both sides wrote alike is agreed
  const std::size_t shorter = std::min(ours.size(), theirs.size());
  while (head < shorter && alike(ours[head], theirs[head])) ++head;
  while (tail < shorter - head && alike(ours[ours.size() - 1 - tail], theirs[theirs.size() - 1 - tail])) ++tail;
  put(ours.first(head));
  const UnitRange our_rest = ours.subspan(head, ours.size() - head - tail);
  const UnitRange their_rest = theirs.subspan(head, theirs.size() - head - tail);
  if (our_rest.empty() && their_rest.empty()) {
    // agreed
  } else if (base.empty() && (our_rest.empty() || their_rest.empty())) {
    put(our_rest.empty() ? their_rest : our_rest);
  } else if (base.empty() && !has_clash(our_rest) && !has_clash(their_rest)) {
    insert_both(our_rest, their_rest);
  } else {
    conflict(base, our_rest, their_rest);
  }
  put(ours.last(tail));
}

// Two insertions at one place are both kept, in the order of their words.
void ProseMerger::insert_both(UnitRange ours, UnitRange theirs) {
  const bool swap = plain_text(lexicon_, theirs) < plain_text(lexicon_, ours);
  if (!lexicon_.is_closed((swap ? theirs : ours).back().index())) return conflict({}, ours, theirs);
  put(swap ? theirs : ours);
  put(swap ? ours : theirs);
  please_read_ = true;
}

void ProseMerger::conflict(UnitRange base, UnitRange ours, UnitRange theirs) {
  Clash met =
      join(base_alternatives(base), alternatives(ours, our_name_, base), alternatives(theirs, their_name_, base));
  if (met.sides.size() > 1)
    put(lexicon_.add(std::move(met)));
  else
    put_settled(met.sides.front().value);
}

// A stretch as alternatives. Where it holds conflicts already, alternative k takes side k of each (the last where there
// are fewer), so every side of every conflict lives on in one of them.
Clash ProseMerger::alternatives(UnitRange units, const Namer& name, UnitRange before) {
  Clash out;
  std::size_t count = 1;
  for (const Unit& unit : units)
    if (unit.is_clash()) count = std::max(count, lexicon_.clash(unit).sides.size());
  out.sides.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    TextId revision = kNoName;
    const WordsId words = words_of(units, [&](const Clash& clash) {
      const Answer& taken = clash.sides[std::min(k, clash.sides.size() - 1)];
      if (k < clash.sides.size()) revision = taken.revision;
      return taken.value;
    });
    if (revision == kNoName && name) revision = name(lexicon_.sentences(words), before);
    out.sides.push_back({words, revision});
  }
  return out;
}

Clash ProseMerger::base_alternatives(UnitRange units) {
  Clash out = alternatives(units, {}, {});
  out.base = words_of(units, [](const Clash& clash) { return clash.base; });
  return out;
}

template <class Choose>
WordsId ProseMerger::words_of(UnitRange units, const Choose& choose) {
  if (units.size() == 1 && units.front().is_clash()) return choose(lexicon_.clash(units.front()));
  words_.clear();
  for (const Unit& unit : units) {
    if (unit.is_clash())
      lexicon_.append(words_, lexicon_.sentences(choose(lexicon_.clash(unit))));
    else
      lexicon_.append(words_, std::array{unit.index()});
  }
  return lexicon_.words(words_);
}

Clash ProseMerger::join(const Clash& base, const Clash& ours, const Clash& theirs) {
  Clash out = remaining(base, ours, theirs);
  std::ranges::sort(out.sides, [&](const Answer& a, const Answer& b) {
    return a.value != b.value ? lexicon_.is_before(a.value, b.value)
                              : lexicon_.text(a.revision) < lexicon_.text(b.revision);
  });
  const auto equal = [](const Answer& a, const Answer& b) { return a.value == b.value; };
  out.sides.erase(std::unique(out.sides.begin(), out.sides.end(), equal), out.sides.end());
  if (out.sides.size() > report::kConflictSidesMax) out.sides.resize(report::kConflictSidesMax);
  return out;
}

MergedProse ProseMerger::whole(UnitRange base, UnitRange ours, UnitRange theirs) {
  Clash met = join(base_alternatives(base), alternatives(ours, our_name_, {}), alternatives(theirs, their_name_, {}));
  MergedProse out;
  if (met.sides.size() == 1) {
    std::ranges::transform(lexicon_.sentences(met.sides.front().value), std::back_inserter(out.prose.units),
                           &Unit::text);
    out.please_read = true;
  } else {
    out.prose.units.push_back(lexicon_.add(std::move(met)));
    out.prose.has_clash = true;
  }
  return out;
}

}  // namespace

MergedProse merge_prose(Lexicon& lexicon, const Prose& base, const Prose& ours, const Prose& theirs,
                        const Namer& our_name, const Namer& their_name) {
  if (same_prose(lexicon, ours, theirs) || same_prose(lexicon, theirs, base)) return {ours, false};
  if (same_prose(lexicon, ours, base)) return {theirs, false};
  ProseMerger merger(lexicon, our_name, their_name);
  const bool plain = std::ranges::none_of(std::initializer_list<const Prose*>{&base, &ours, &theirs},
                                          [](const Prose* one) { return one->has_clash || one->as_given.size() > 1; });
  if (plain)
    merger.lines(base.units, ours.units, theirs.units);
  else
    merger.sentences(base.units, ours.units, theirs.units);
  if (merger.joints_hold()) return std::move(merger).result();
  // Two pieces would grow into a sentence that nobody wrote: the whole text is the question then.
  return ProseMerger(lexicon, our_name, their_name).whole(base.units, ours.units, theirs.units);
}

}  // namespace ziping::merge
