// What a draft says, for reading it and copying from it: also what finds no place in its report any more. Pure.
//
// Limits     Of kDraftEditsShown edits; the others are counted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "client/app/comparison.h"
#include "shared/base/json.h"

namespace ziping::app {

inline constexpr std::size_t kDraftEditsShown = 300;

struct DraftEdit {
  // Of a field, or of a row. Damaged: no edit that this program understands, as it was kept.
  enum class Kind { Typed, RowAdded, RowRemoved, RowMoved, RowKept, Damaged } kind = Kind::Typed;
  std::string place = {};  // "主要工作成效 · 正文", by the labels of the form; its path where it has none
  std::string words = {};  // all of them; of a row what it said. Empty: a field was emptied
  form::Show show = form::Show::Plain;  // of a row's group
};

struct DraftWords {
  std::vector<DraftEdit> edits;
  std::size_t more = 0;
};

// Edits as of client/work/draft.h. Of a place that was typed at more than once what was typed last, where it was first.
DraftWords draft_words(const form::Form* form, const std::vector<base::Json>& edits, const TeamNames& teams);

}  // namespace ziping::app
