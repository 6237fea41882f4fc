#include "shared/document/layout.h"

#include <algorithm>

#include "shared/document/outline.h"

namespace ziping::document {
namespace {

using base::Json;

constexpr int kSectionsDeepMax = 8;

Content content_of(const form::Form& form, const Json& json) {
  Content content;
  if (const auto name = json.text_or("template"); !name.empty()) {
    content.source = Source::Template;
    content.name = name;
  } else if (const auto group = json.text_or("group"); !group.empty()) {
    content.source = Source::Group;
    content.name = group;
    if (const form::Group* asked = form.top().find_group(group)) content.show = asked->show;
  } else {
    content.name = json.text_or("field");
  }
  content.number = json.text_or("number");
  content.lead = json.text_or("lead");
  content.caption = json.text_or("caption");
  content.total = json.text_or("total");
  if (json.flag("unprinted")) content.printing = Printing::Unprinted;
  return content;
}

void add(std::vector<Section>& out, const form::Form& form, const Json& json, int depth) {
  if (depth > kSectionsDeepMax) return;
  Section section;
  section.title = json.text_or("title");
  section.level = static_cast<int>(json.integer_or("level", 0));
  section.number = json.text_or("number");
  for (const Json& alias : json.list("aliases"))
    if (const std::string* text = alias.as_string()) section.aliases.push_back(*text);
  for (const Json& content : json.list("content")) section.contents.push_back(content_of(form, content));
  out.push_back(std::move(section));
  for (const Json& inner : json.list("sections")) add(out, form, inner, depth + 1);
}

}  // namespace

std::vector<Section> layout_of(const form::Form& form) {
  std::vector<Section> out;
  for (const Json& section : form.json().list("sections")) add(out, form, section, 0);
  return out;
}

const Section* section_named(const std::vector<Section>& layout, std::string_view heading) {
  if (heading.size() > 4 * kHeadingCharactersMax) return nullptr;
  std::string title = without_blanks(behind(heading, mark_of(heading)));
  for (const std::string_view end : {"：", "。"})
    if (title.ends_with(end)) title.resize(title.size() - end.size());
  if (title.empty()) return nullptr;
  const auto named = [&](const Section& section) {
    return section.level > 0 &&
           (section.title == title || std::ranges::find(section.aliases, title) != section.aliases.end());
  };
  const auto at = std::ranges::find_if(layout, named);
  return at == layout.end() ? nullptr : &*at;
}

}  // namespace ziping::document
