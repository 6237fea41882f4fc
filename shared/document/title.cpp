#include "shared/document/title.h"

#include "shared/base/utf8.h"
#include "shared/document/labelled.h"
#include "shared/document/layout.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::document {
namespace {

base::Error bad_title(const form::Form& form, const Phrase& phrase, std::string_view typed) {
  const std::string example = fill(phrase, [&](const std::string& name) {
    const form::Field* field = form.top().find(name);
    return "〔" + (field ? field->label : name) + "〕";
  });
  return {base::ErrorKind::Invalid,
          "bad-title",
          "标题“" + base::excerpt(typed) + "”和表样的标题对不上，应写成“" + example + "”。",
          {}};
}

}  // namespace

Phrase title_phrase(const form::Form& form) {
  for (const Section& section : layout_of(form))
    for (const Content& content : section.contents) {
      const form::Field* field = content.source == Source::Field ? form.top().find(content.name) : nullptr;
      if (section.level > 0 || !field || !field->computed()) continue;
      if (Phrase phrase = phrase_of_join(field->formula); !phrase.empty()) return phrase;
    }
  return {};
}

std::string title_of(const form::Form& form, const report::State& state) {
  std::string out;
  for (const Piece& piece : title_phrase(form)) {
    const report::Value& value = state.value(piece.is_field ? piece.text : std::string());
    const bool usable = !value.absent() && !report::is_conflict(value.json());
    if (piece.is_field && !usable) return {};
    out += piece.is_field ? printed(form.top().find(piece.text), value) : piece.text;
  }
  return out;
}

base::Result<report::Fields> read_title(const form::Form& form, std::string_view typed) {
  const Phrase phrase = title_phrase(form);
  const auto words = read_phrase(phrase, typed);
  if (!words) return bad_title(form, phrase, typed);
  report::Fields out;
  for (const auto& [name, text] : *words) {
    const form::Field* field = form.top().find(name);
    auto value = field ? form::typed(*field, text) : base::Result<base::Json>(bad_title(form, phrase, typed));
    if (!value) return bad_title(form, phrase, typed);
    out.emplace(name, report::Value(std::move(*value)));
  }
  return out;
}

}  // namespace ziping::document
