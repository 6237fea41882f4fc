#include "shared/merge/text_merge.h"

#include "shared/merge/conflict_join.h"
#include "shared/merge/prose_merge.h"

namespace ziping::merge {

report::Conflict join_conflicts(const report::Conflict& base, const report::Conflict& ours,
                                const report::Conflict& theirs) {
  report::Conflict out = remaining(base, ours, theirs);
  report::settle(out);
  return out;
}

MergedText merge_text(const Segments& base, const Segments& ours, const Segments& theirs, const Label& our_label,
                      const Label& their_label) {
  Lexicon lexicon;
  const auto namer = [&](const Label& label) -> Namer {
    if (!label) return {};
    return [&](std::span<const TextId> words, UnitRange before) {
      return lexicon.id(label(lexicon.text_of(words), plain_text(lexicon, before)));
    };
  };
  const Prose before = to_prose(lexicon, base, {});
  const MergedProse merged = merge_prose(lexicon, before, to_prose(lexicon, ours, before),
                                         to_prose(lexicon, theirs, before), namer(our_label), namer(their_label));
  return {to_segments(lexicon, merged.prose), merged.please_read, merged.numbers_break};
}

}  // namespace ziping::merge
