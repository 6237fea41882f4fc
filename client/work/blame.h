// Who wrote what stands in one place: each sentence of a text, or the whole value, with the revision that brought it.
//
// Promise    A sentence belongs to the first revision, along the parents that hold it, in which it stood. What no
//            revision holds is the draft's.
#pragma once

#include <string>
#include <vector>

#include "client/work/vault.h"

namespace ziping::client {

struct Blamed {
  std::string words;  // a sentence, or the value's canonical JSON
  Json header;        // of the revision, with its name as "revision"; null: the draft
};

// Conflicting sides are given one after the other.
Result<std::vector<Blamed>> blame(Vault& vault, const ReportRow& report, const form::Path& path);

}  // namespace ziping::client
