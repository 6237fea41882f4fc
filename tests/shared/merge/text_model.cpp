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

struct Piece {
  Change change;
  UnitRange base, ours, theirs;
  bool asked = false;
};

UnitRange part(UnitRange units, const Range& range) { return units.subspan(range.begin, range.size()); }

UnitRange through(UnitRange first, UnitRange last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

Piece joined(std::span<const Piece> pieces) {
  return {Change::Both, through(pieces.front().base, pieces.back().base),
          through(pieces.front().ours, pieces.back().ours), through(pieces.front().theirs, pieces.back().theirs), true};
}

using Pieces = std::vector<Piece>;

Pieces cut_by_sentences(UnitRange base, UnitRange ours, UnitRange theirs) {
  Numbers numbers;
  const Unit line_end[] = {{"\n", nullptr}};
  const std::uint32_t blank = numbers.of(line_end).front();
  Pieces out;
  for (const Stretch& stretch : align(numbers.of(base), numbers.of(ours), numbers.of(theirs), blank))
    out.push_back({stretch.change, part(base, stretch.base), part(ours, stretch.ours), part(theirs, stretch.theirs)});
  return out;
}

// The units of each line.
std::vector<UnitRange> lines_of(UnitRange units) {
  std::vector<UnitRange> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i + 1 < units.size() && !units[i].text.ends_with('\n')) continue;
    out.push_back(units.subspan(begin, i + 1 - begin));
    begin = i + 1;
  }
  return out;
}

Pieces cut_by_lines(UnitRange base, UnitRange ours, UnitRange theirs) {
  std::map<std::string, std::uint32_t> known{{"\n", 0}};
  const auto numbers = [&](const std::vector<UnitRange>& lines) {
    std::vector<std::uint32_t> out;
    for (UnitRange line : lines)
      out.push_back(known.emplace(joined(line), static_cast<std::uint32_t>(known.size())).first->second);
    return out;
  };
  const auto b = lines_of(base), o = lines_of(ours), t = lines_of(theirs);
  const auto units = [](UnitRange all, const std::vector<UnitRange>& lines, const Range& range) {
    const auto at = [&](std::size_t line) {
      return line < lines.size() ? lines[line].data() : all.data() + all.size();
    };
    return UnitRange{at(range.begin), static_cast<std::size_t>(at(range.end) - at(range.begin))};
  };
  Pieces all;
  for (const Stretch& one : align(numbers(b), numbers(o), numbers(t), 0))
    all.push_back({one.change, units(base, b, one.base), units(ours, o, one.ours), units(theirs, t, one.theirs)});
  // Runs of changes with at most blank lines between them; a run in which the sides meet goes to the sentences.
  const auto is_blank = [](const Piece& piece) {
    return piece.change == Change::None && joined(piece.base).find_first_not_of('\n') == std::string::npos;
  };
  Pieces out;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    for (std::size_t k = i; k < all.size() && (all[k].change != Change::None || (k > i && is_blank(all[k]))); ++k)
      if (all[k].change != Change::None) end = k + 1;
    bool meet = false;
    for (std::size_t k = i; k < end; ++k)
      meet = meet || all[k].change == Change::Both ||
             (k > i && all[k].change != Change::None && all[k - 1].change != Change::None &&
              all[k].change != all[k - 1].change);
    if (meet) {
      const Piece run = joined(std::span(all).subspan(i, end - i));
      const Pieces cut = cut_by_sentences(run.base, run.ours, run.theirs);
      out.insert(out.end(), cut.begin(), cut.end());
    } else {
      end = std::max(end, i + 1);
      out.insert(out.end(), all.begin() + static_cast<std::ptrdiff_t>(i),
                 all.begin() + static_cast<std::ptrdiff_t>(end));
    }
    i = end;
  }
  return out;
}

// Puts the pieces one behind the other, and begins anew with a question more wherever two would grow together.
class TextMerger {
 public:
  TextMerger(Pieces pieces, const Label& our_label, const Label& their_label)
      : pieces_(std::move(pieces)), our_label_(our_label), their_label_(their_label) {}

  MergedText run() {
    while (!put_all()) {
    }
    const bool please_read = please_read_ || touch() || moved();
    return {std::move(segments_), please_read};
  }

 private:
  bool put_all() {
    segments_.clear();
    please_read_ = false;
    std::size_t last = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      broken_ = broken_inside_ = false;
      words_of_piece_ = false;
      put(pieces_[i]);
      if (broken_) return ask_more(last, i), false;
      if (words_of_piece_) last = i;
    }
    return true;
  }

  void put(const Piece& piece) {
    if (piece.asked)
      conflict(piece.base, piece.ours, piece.theirs);
    else if (piece.change == Change::Both)
      clash(piece.base, piece.ours, piece.theirs);
    else
      put(piece.change == Change::Theirs ? piece.theirs : piece.ours);
  }

  // The words of the pieces `last` and `now` would grow together.
  void ask_more(std::size_t last, std::size_t now) {
    if (broken_inside_ && !pieces_[now].asked) {
      pieces_[now].asked = true;
      return;
    }
    const bool is_unchanged = pieces_[now].change == Change::None;
    const std::size_t first = pieces_[last].change == Change::None && last + 1 < now ? last + 1 : last;
    const bool before_only =
        is_unchanged && pieces_[first].change != Change::None && (now - first > 1 || !pieces_[first].asked);
    const std::size_t end = before_only ? now : now + 1;
    const Piece question = model::joined(std::span(pieces_).subspan(first, end - first));
    pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(first),
                  pieces_.begin() + static_cast<std::ptrdiff_t>(end));
    pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(first), question);
  }

  // Ours next to theirs, with nothing unchanged between them.
  bool touch() const {
    for (std::size_t i = 1; i < pieces_.size(); ++i) {
      const Change a = pieces_[i - 1].change, b = pieces_[i].change;
      if ((a == Change::Ours && b == Change::Theirs) || (a == Change::Theirs && b == Change::Ours)) return true;
    }
    return false;
  }

  // A sentence that one moved and the other took away or moved elsewhere.
  bool moved() const {
    using Counts = std::map<std::string, std::ptrdiff_t>;
    const auto add = [](Counts& out, std::string_view sentence) {
      if (sentence.ends_with('\n')) sentence.remove_suffix(1);
      if (!sentence.empty()) ++out[std::string(sentence)];
    };
    const auto add_units = [&](Counts& out, UnitRange units) {
      for (const Unit& unit : units)
        if (!unit.conflict) add(out, unit.text);
    };
    Counts base, ours, theirs, merged, asked;
    for (const Piece& piece : pieces_) {
      Counts unchanged;
      add_units(piece.change == Change::None ? unchanged : base, piece.base);
      if (piece.change != Change::None) add_units(ours, piece.ours), add_units(theirs, piece.theirs);
      for (const auto& [sentence, times] : unchanged) merged[sentence] -= times;
    }
    for (const Segment& segment : segments_) {
      std::vector<std::string_view> longest;
      if (const std::string* text = std::get_if<std::string>(&segment)) {
        for (std::string_view sentence : sentences(*text)) add(merged, sentence);
        continue;
      }
      const Conflict& conflict = std::get<Conflict>(segment);
      if (is_unchanged(conflict)) continue;
      for (const Side& side : conflict.sides)
        if (const auto words = sentences(*side.value.as_string()); words.size() > longest.size()) longest = words;
      for (std::string_view sentence : longest) add(asked, sentence);
    }
    for (const auto& [sentence, before] : base) {
      const std::ptrdiff_t here = ours[sentence] - before, there = theirs[sentence] - before, stands = merged[sentence];
      const std::ptrdiff_t added = std::max<std::ptrdiff_t>(here, 0) + std::max<std::ptrdiff_t>(there, 0);
      if (stands > before + added + std::min({here, there, std::ptrdiff_t{0}})) return true;
      if (stands > 0 && stands + asked[sentence] > before + added) return true;
    }
    return false;
  }

  bool is_unchanged(const Conflict& conflict) const {
    return std::ranges::any_of(pieces_, [&](const Piece& piece) {
      return piece.change == Change::None && std::ranges::any_of(piece.ours, [&](const Unit& unit) {
               return unit.conflict && *unit.conflict == conflict;
             });
    });
  }

  void put(UnitRange units) {
    for (const Unit& unit : units) {
      if (unit.conflict)
        put(*unit.conflict);
      else
        put(unit.text);
    }
  }

  void put(std::string_view text) {
    if (text.empty()) return;
    if (!segments_.empty() && std::holds_alternative<std::string>(segments_.back())) {
      if (!broken_ && !joint_holds(last_, text)) broken_ = true, broken_inside_ = words_of_piece_;
      std::get<std::string>(segments_.back()) += text;
    } else {
      segments_.emplace_back(std::string(text));
    }
    words_of_piece_ = true;
    last_ = text;
  }

  void put(const Conflict& conflict) {
    segments_.emplace_back(conflict);
    words_of_piece_ = true;
    last_ = {};
  }

  static bool joint_holds(std::string_view left, std::string_view right) {
    const std::string both = std::string(left) + std::string(right);
    const auto pieces = sentences(both);
    return !pieces.empty() && pieces.front().size() == left.size();
  }

  static bool is_blank(UnitRange units) {
    return !has_conflict(units) && joined(units).find_first_not_of('\n') == std::string::npos;
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
    } else if (is_blank(our_rest) && is_blank(their_rest)) {
      put(our_rest.size() > their_rest.size() ? our_rest : their_rest);
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
    for (std::string_view piece : sentences(kept_.back())) put(piece);
  }

  Pieces pieces_;
  const Label& our_label_;
  const Label& their_label_;
  Numbers numbers_;
  Segments segments_;
  std::list<std::string> kept_;
  std::string_view last_;
  bool words_of_piece_ = false;  // the piece that is being put has said something
  bool broken_ = false, broken_inside_ = false;
  bool please_read_ = false;
};

// Whether the segments are a plain text without conflicts.
bool is_plain(const Segments& segments) {
  return segments.empty() || (segments.size() == 1 && std::holds_alternative<std::string>(segments.front()));
}

}  // namespace

MergedText merge_text(const Segments& base, const Segments& ours, const Segments& theirs, const Label& our_label,
                      const Label& their_label) {
  if (ours == theirs || theirs == base) return {ours, false};
  if (ours == base) return {theirs, false};
  const Units b = cut(base), o = cut(ours), t = cut(theirs);
  const bool plain = is_plain(base) && is_plain(ours) && is_plain(theirs);
  return TextMerger(plain ? cut_by_lines(b, o, t) : cut_by_sentences(b, o, t), our_label, their_label).run();
}

}  // namespace ziping::merge::model
