// Speaks a language as long as it lives, then Chinese again.
#pragma once

#include "client/text/say.h"

namespace ziping::tests {

class Speaking {
 public:
  explicit Speaking(text::Language language) { text::speak(language); }
  ~Speaking() { text::speak(text::Language::Chinese); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;
};

}  // namespace ziping::tests
