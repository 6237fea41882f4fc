#include "shared/merge/prose_cut.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace ziping::merge {
namespace {

std::vector<std::uint32_t> numbers(const Lexicon& lexicon, UnitRange units) {
  std::vector<std::uint32_t> out(units.size());
  std::ranges::transform(units, out.begin(), [&](Unit unit) { return lexicon.number(unit); });
  return out;
}

struct Lines {
  std::vector<std::size_t> begins{0};  // in units; one more at the end
  std::vector<std::uint32_t> numbers;

  Range in_units(const Range& range) const { return {begins[range.begin], begins[range.end]}; }
};

class LineNumbers {
 public:
  explicit LineNumbers(Lexicon& lexicon) : lexicon_(lexicon), blank_unit_{Unit::text(lexicon.id("\n"))} {
    known_.emplace(blank_unit_, kBlank);
  }

  static constexpr std::uint32_t kBlank = 0;

  Lines of(UnitRange units) {
    Lines out;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (i + 1 < units.size() && !lexicon_.text(units[i].index()).ends_with('\n')) continue;
      const UnitRange line = units.subspan(out.begins.back(), i + 1 - out.begins.back());
      out.numbers.push_back(known_.emplace(line, static_cast<std::uint32_t>(known_.size())).first->second);
      out.begins.push_back(i + 1);
    }
    return out;
  }

 private:
  struct Before {
    bool operator()(UnitRange a, UnitRange b) const {
      return std::ranges::lexicographical_compare(a, b, {}, &Unit::index, &Unit::index);
    }
  };
  Lexicon& lexicon_;
  const Units blank_unit_;
  std::map<UnitRange, std::uint32_t, Before> known_;
};

bool is_mixed(std::span<const Stretch> touching) {
  return std::ranges::any_of(
      touching, [&](const Stretch& one) { return one.change == Change::Both || one.change != touching[0].change; });
}

}  // namespace

std::vector<Stretch> cut_by_sentences(Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs) {
  const std::uint32_t blank = lexicon.number(Unit::text(lexicon.id("\n")));
  return align(numbers(lexicon, base), numbers(lexicon, ours), numbers(lexicon, theirs), blank);
}

std::vector<Stretch> cut_by_lines(Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs) {
  LineNumbers numbers(lexicon);
  const Lines b = numbers.of(base), o = numbers.of(ours), t = numbers.of(theirs);
  const std::vector<Stretch> all = align(b.numbers, o.numbers, t.numbers, LineNumbers::kBlank);
  const auto in_units = [&](const Stretch& lines) {
    return Stretch{lines.change, b.in_units(lines.base), o.in_units(lines.ours), t.in_units(lines.theirs)};
  };
  const auto is_blank = [&](const Stretch& stretch) {
    const auto lines = std::span(b.numbers).subspan(stretch.base.begin, stretch.base.size());
    return std::ranges::all_of(lines, [](std::uint32_t line) { return line == LineNumbers::kBlank; });
  };
  const auto behind = [&](std::size_t at) {  // the changes that touch each other
    while (at < all.size() && all[at].change != Change::None) ++at;
    return at;
  };
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = behind(i);
    bool mixed = is_mixed(std::span(all).subspan(i, end - i));
    while (end > i && end + 1 < all.size() && is_blank(all[end])) {
      const std::size_t next = behind(end + 1);
      mixed = mixed || is_mixed(std::span(all).subspan(end + 1, next - end - 1));
      end = next;
    }
    if (!mixed) {
      end = std::max(end, i + 1);
      std::transform(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(end),
                     std::back_inserter(out), in_units);
      i = end;
      continue;
    }
    Stretch lines = all[i];
    extend(lines, all[end - 1]);
    i = end;
    const Stretch units = in_units(lines);
    const auto moved = [](Range range, std::size_t by) { return Range{range.begin + by, range.end + by}; };
    for (const Stretch& one :
         cut_by_sentences(lexicon, part(base, units.base), part(ours, units.ours), part(theirs, units.theirs)))
      out.push_back({one.change, moved(one.base, units.base.begin), moved(one.ours, units.ours.begin),
                     moved(one.theirs, units.theirs.begin)});
  }
  return out;
}

}  // namespace ziping::merge
