// The made-up report that everything here is measured on: decimals, and texts of 2,000 Chinese characters.
#pragma once

#include "shared/base/keys.h"
#include "shared/base/random.h"
#include "shared/form/form.h"
#include "shared/report/revision.h"

namespace ziping::bench {

inline constexpr std::size_t kTextCharacters = 2000;

struct Shape {
  int scalars, texts;
};

inline constexpr Shape kReport{100, 20};
inline constexpr Shape kWideReport{180, 20};

form::Form form_of(Shape shape);
report::State state_of(Shape shape, base::SeededRandom& random);
// 80 % of the edits are in texts: half insert, the others remove or replace 1–20 characters anywhere.
report::State edited(const report::State& before, Shape shape, base::SeededRandom& random, int edits);
// One person's device seals a state on its parents.
report::Revision seal(const form::Form& form, const std::string& author, const base::SecretKey& key,
                      std::span<const report::RevisionId> parents, std::span<const report::State* const> states,
                      const report::State& state);

}  // namespace ziping::bench
