#include "client/app/unread.h"

#include <algorithm>

#include "client/app/edits.h"
#include "client/app/shown.h"
#include "shared/sync/authority.h"

namespace ziping::app {
namespace {

constexpr std::string_view kTyped = "typed";

struct Typed {
  form::Path path;
  const std::string& place;
  const std::string& words;
};

std::vector<Typed> all_typed(const OpenReport& report) {
  std::vector<Typed> out;
  for (const auto& [place, unsaid] : report.unsaid) {
    if (unsaid.words.empty()) continue;
    const auto path = form::Path::parse(path_of_typed(place));
    if (path && !path->name.empty()) out.push_back({*path, place, unsaid.words});
  }
  return out;
}

// None where the words have no field that could still make a value of them, or would make one as they are.
std::optional<base::Error> fault_of(const Model& model, const Typed& typed) {
  const OpenReport& report = *model.report;
  const form::Field* field = report.form->find_field(typed.path);
  if (!field || field->computed() || !report::find_node(report.state, typed.path)) return std::nullopt;
  if (!model.home.self || !sync::may_change(*report.form, *model.home.self, report.state, typed.path))
    return std::nullopt;
  const auto value = typed_value(report, typed.path, typed.words);
  if (value || !(is_unread(value.error()) || value.error().code == "open-conflict")) return std::nullopt;
  return value.error();
}

}  // namespace

std::string place_of_typed(std::string_view path) {
  return base::canonical(base::Json(base::Json::Array{base::Json(kTyped), base::Json(path)}));
}

std::string path_of_typed(const std::string& place) {
  if (!place.starts_with("[\"typed\"")) return {};  // most places are others
  const auto json = base::parse_json(place);
  const base::Json::Array* parts = json ? json->as_array() : nullptr;
  const std::string* path = parts && parts->size() == 2 ? (*parts)[1].as_string() : nullptr;
  return path ? *path : std::string();
}

bool is_unread(const base::Error& refusal) {
  return refusal.code == "bad-number" || refusal.code == "bad-date" || refusal.code == "too-many-places";
}

std::vector<Unread> unread(const Model& model) {
  std::vector<Unread> out;
  if (!model.report || !model.report->form) return out;
  for (const Typed& typed : all_typed(*model.report)) {
    if (!locked_because(model, typed.path).empty()) continue;
    if (auto why = fault_of(model, typed)) out.push_back({typed.path, typed.words, std::move(*why)});
  }
  std::ranges::stable_sort(out, {}, [&](const Unread& one) {
    return section_of(*model.report, one.path.text()).value_or(model.report->sections.size());
  });
  return out;
}

std::vector<LeftWords> words_without_field(const Model& model) {
  std::vector<LeftWords> out;
  if (!model.report || !model.report->form) return out;
  for (const Typed& typed : all_typed(*model.report))
    if (!fault_of(model, typed)) out.push_back({typed.place, typed.path, typed.words});
  return out;
}

}  // namespace ziping::app
