// base   一是甲。二是乙。      ours   一是甲甲。二是乙。      theirs   一是甲。二是乙。三是丙。
// merged 一是甲甲。二是乙。三是丙。  (neighbouring changes would be marked "please read")
#include "shared/merge/prose_merge.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/merge/conflict_join.h"
#include "shared/merge/move_watch.h"
#include "shared/merge/number_watch.h"
#include "shared/merge/prose_cut.h"

namespace ziping::merge {
namespace {

bool has_clash(UnitRange units) { return std::ranges::any_of(units, &Unit::is_clash); }

// What is settled, or asked about, by itself.
struct Piece {
  Stretch stretch;
  // Its sides are given as they are, because what the merge would make of them grew together with a neighbour into a
  // sentence that nobody wrote.
  bool asked = false;
  std::size_t begin = 0;  // of its words in what is merged
  bool please_read = false;

  bool is_unchanged() const { return stretch.change == Change::None; }
};

class ProseMerger {
 public:
  ProseMerger(Lexicon& lexicon, const Prose& base, const Prose& ours, const Prose& theirs, const Namer& our_name,
              const Namer& their_name)
      : lexicon_(lexicon),
        base_(base.units),
        ours_(ours.units),
        theirs_(theirs.units),
        our_name_(our_name),
        their_name_(their_name) {}

  void add(Piece piece);
  MergedProse result() &&;

 private:
  bool place(Piece& piece);
  void settle(const Stretch& stretch);
  Piece take_back(std::size_t from);
  std::size_t last_words() const;
  bool touch_or_move() const;

  void put(UnitRange units) {
    for (const Unit& unit : units) put(unit);
  }
  void put(Unit unit);
  void put_settled(WordsId words);

  // Nothing but line ends.
  bool is_blank(UnitRange units) const {
    return std::ranges::all_of(units,
                               [&](Unit unit) { return !unit.is_clash() && lexicon_.text(unit.index()) == "\n"; });
  }
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
  UnitRange base_, ours_, theirs_;
  const Namer& our_name_;
  const Namer& their_name_;
  std::vector<Piece> pieces_;
  Units out_;
  Sentences words_;                    // of one alternative, while it is put together
  std::optional<std::size_t> broken_;  // where in out_ the first joint does not hold
  bool please_read_ = false;           // of the piece that is being placed
};

void ProseMerger::put(Unit unit) {
  if (!broken_ && !unit.is_clash() && !out_.empty() && !out_.back().is_clash() &&
      !lexicon_.may_join(out_.back().index(), unit.index()))
    broken_ = out_.size();
  out_.push_back(unit);
}

void ProseMerger::put_settled(WordsId words) {
  for (const TextId sentence : lexicon_.sentences(words)) put(Unit::text(sentence));
}

// Where the piece would grow together with words before it, both become one question: each side's words stand there as
// that side has them, and whatever is unchanged around them goes well with both.
void ProseMerger::add(Piece piece) {
  while (!place(piece)) {
    if (*broken_ > piece.begin && !piece.asked) {  // within itself
      piece.asked = true;
      continue;
    }
    const std::size_t before = last_words();
    const std::size_t first = pieces_[before].is_unchanged() && before + 1 < pieces_.size() ? before + 1 : before;
    const bool is_new_question = pieces_.size() - first > 1 || !pieces_[first].asked;
    if (piece.is_unchanged() && !pieces_[first].is_unchanged() && is_new_question) {
      add(take_back(first));
      continue;
    }
    Piece all = take_back(first);
    extend(all.stretch, piece.stretch);
    piece = all;
  }
  pieces_.push_back(piece);
}

// Gives false, and takes it back, where a joint does not hold: at broken_.
bool ProseMerger::place(Piece& piece) {
  piece.begin = out_.size();
  broken_.reset();
  please_read_ = false;
  const Stretch& stretch = piece.stretch;
  if (piece.asked)
    conflict(part(base_, stretch.base), part(ours_, stretch.ours), part(theirs_, stretch.theirs));
  else
    settle(stretch);
  piece.please_read = please_read_;
  if (broken_) out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(piece.begin), out_.end());
  return !broken_;
}

void ProseMerger::settle(const Stretch& stretch) {
  if (stretch.change == Change::Both)
    both_changed(part(base_, stretch.base), part(ours_, stretch.ours), part(theirs_, stretch.theirs));
  else if (stretch.change == Change::Theirs)
    put(part(theirs_, stretch.theirs));
  else
    put(part(ours_, stretch.ours));
}

// The pieces from there on as one that is to be asked about.
Piece ProseMerger::take_back(std::size_t from) {
  Piece out = pieces_[from];
  for (const Piece& piece : std::span(pieces_).subspan(from)) extend(out.stretch, piece.stretch);
  out.stretch.change = Change::Both;
  out.asked = true;
  pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(from), pieces_.end());
  out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(out.begin), out_.end());
  return out;
}

// The piece that the last words stand in.
std::size_t ProseMerger::last_words() const {
  std::size_t at = pieces_.size() - 1;
  while (pieces_[at].begin == out_.size()) --at;
  return at;
}

// What no single piece shows: changes of different people that touch, and sentences that were moved.
bool ProseMerger::touch_or_move() const {
  MoveWatch moves;
  Change previous = Change::None;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Stretch& stretch = pieces_[i].stretch;
    if ((previous == Change::Ours && stretch.change == Change::Theirs) ||
        (previous == Change::Theirs && stretch.change == Change::Ours))
      return true;
    previous = stretch.change;
    if (pieces_[i].is_unchanged()) continue;
    const std::size_t end = i + 1 < pieces_.size() ? pieces_[i + 1].begin : out_.size();
    moves.see(lexicon_, part(base_, stretch.base), part(ours_, stretch.ours), part(theirs_, stretch.theirs),
              part(out_, {pieces_[i].begin, end}));
  }
  return moves.found();
}

MergedProse ProseMerger::result() && {
  const bool clash = has_clash(out_), breaks = numbers_break(lexicon_, ours_, theirs_, out_);
  const bool please_read = breaks || std::ranges::any_of(pieces_, &Piece::please_read) || touch_or_move();
  return {{std::move(out_), clash, {}}, please_read, breaks};
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
  } else if (is_blank(our_rest) && is_blank(their_rest)) {
    put(our_rest.size() > their_rest.size() ? our_rest : their_rest);  // both took the words away
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
  return out;
}

}  // namespace

MergedProse merge_prose(Lexicon& lexicon, const Prose& base, const Prose& ours, const Prose& theirs,
                        const Namer& our_name, const Namer& their_name) {
  if (same_prose(lexicon, ours, theirs) || same_prose(lexicon, theirs, base)) return {ours, false};
  if (same_prose(lexicon, ours, base)) return {theirs, false};
  const bool plain = std::ranges::none_of(std::initializer_list<const Prose*>{&base, &ours, &theirs},
                                          [](const Prose* one) { return one->has_clash || one->as_given.size() > 1; });
  ProseMerger merger(lexicon, base, ours, theirs, our_name, their_name);
  for (const Stretch& stretch : plain ? cut_by_lines(lexicon, base.units, ours.units, theirs.units)
                                      : cut_by_sentences(lexicon, base.units, ours.units, theirs.units))
    merger.add({stretch});
  return std::move(merger).result();
}

}  // namespace ziping::merge
