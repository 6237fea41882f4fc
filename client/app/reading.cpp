#include "client/app/reading.h"

namespace ziping::app {

std::vector<Paragraph> reading(const form::Form&, const report::State&, const std::map<std::string, base::Json>&) {
  return {};
}

}  // namespace ziping::app
