#include "shared/report/anchor.h"

namespace ziping::report {

bool stands(const Anchor& anchor, const form::Form& form, const State& state) {
  if (anchor.at.empty()) return anchor.quote.empty();
  const auto path = form::Path::parse(anchor.at);
  if (!path || !find_node(state, *path)) return false;
  const std::string* text = path->name.empty() ? nullptr : value_at(state, *path).text();
  if (!anchor.quote.empty())
    return text && anchor.offset <= text->size() &&
           std::string_view(*text).substr(anchor.offset).starts_with(anchor.quote);
  return path->name.empty() || !value_at(state, *path).absent() || form.find_field(*path) || form.find_group(*path);
}

}  // namespace ziping::report
