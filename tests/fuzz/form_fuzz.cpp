// A form that is taken keeps its name, finds each of its fields and groups at their own address, and its rules can be
// read or are refused.
#include "shared/form/form.h"
#include "shared/rules/rule.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

namespace {

void look_up(const form::Form& form, const form::Group& group, const form::Path& at) {
  const auto place = [&](const std::string& name) {
    form::Path path = at;
    path.name = name;
    const auto parsed = form::Path::parse(path.text());
    ENSURE(parsed && *parsed == path);
    form.owners(path);
    return path;
  };
  for (const form::Field& field : group.fields) ENSURE(form.find_field(place(field.name)) == &field);
  for (const form::Group& inner : group.groups) {
    ENSURE(form.find_group(place(inner.name)) == &inner);
    form::Path row = at;
    row.rows.push_back({inner.name, "0"});
    look_up(form, inner, row);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  auto json = base::parse_json(fuzz::text(bytes, size));
  auto form = json ? form::Form::parse(*json) : base::Result<form::Form>(json.error());
  if (!form) return 0;
  const auto again = form::Form::parse(form->json());
  ENSURE(again && again->name() == form->name());
  look_up(*form, form->top(), {});
  const auto rules = rules::parse_rules(*form);
  if (rules) ENSURE(rules->size() <= rules::kRulesMax);
  return 0;
}
