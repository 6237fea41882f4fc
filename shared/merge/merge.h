// merge(form, base, ours, theirs): the typed three-way merge of two states. Pure.
//
// Promise    Always succeeds: what cannot be settled is a conflict inside the result. A figure of the result stands
//            in some side. Symmetric in ours and theirs.
// Limits     kMergeNumber names these rules in /v1/hello: programs whose numbers differ may show different merges.
#pragma once

#include <span>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/conflict.h"
#include "shared/report/revision.h"

namespace ziping::merge {

inline constexpr int kMergeNumber = 4;  // docs/protocol.md tells what changed

// One of the revisions that a side is made of, for naming the sides of a conflict.
struct Contributor {
  report::RevisionId revision;
  const report::State* state;
};

struct MergeSide {
  const report::State& state;
  std::span<const Contributor> from;
};

// Settled, but a person should read it.
enum class NoteKind {
  PleaseRead,  // neighbouring sentences, additions at one place, or a move
  Numbers,     // the numbers of items (一是…二是…) do not follow each other any more
};

struct Note {
  NoteKind kind;
  form::Path path;
};

struct Merged {
  report::State state;
  std::vector<Note> notes;
};

Merged merge(const form::Form& form, const report::State& base, const MergeSide& ours, const MergeSide& theirs);

}  // namespace ziping::merge
