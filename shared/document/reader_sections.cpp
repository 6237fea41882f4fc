#include <algorithm>

#include "shared/base/utf8.h"
#include "shared/document/reader.h"
#include "shared/document/sentences.h"
#include "shared/form/value.h"

namespace ziping::document {

const form::Field* Reader::field_of(const Content& content) const {
  return content.source == Source::Field ? form_.top().find(content.name) : nullptr;
}

const form::Group* Reader::group_of(const Content& content) const {
  return content.source == Source::Group ? form_.top().find_group(content.name) : nullptr;
}

const Content* Reader::group_shown(Show show) const {
  const auto at = std::ranges::find_if(section_->contents, [&](const Content& content) {
    return content.show == show && content.printing == Printing::Printed && group_of(content);
  });
  return at == section_->contents.end() ? nullptr : &*at;
}

void Reader::take_in_section(const Paragraph& paragraph) {
  if (const Content* blocks = group_shown(Show::Blocks)) return take_block(*blocks, paragraph);
  if (take_table(paragraph)) return;
  const std::string rest = take_phrases(paragraph);
  const std::string_view text = base::trimmed(rest);
  if (text.empty()) return;
  for (const Content& content : section_->contents) {
    if (content.printing == Printing::Unprinted) continue;
    const form::Field* field = field_of(content);
    const std::string lead = !content.lead.empty() ? content.lead : field ? field->label + "：" : std::string();
    if (lead.empty() || !text.starts_with(lead)) continue;
    content_ = &content;
    return deliver(content, paragraph, base::trimmed(text.substr(lead.size())));
  }
  if (!take_marked(paragraph, text)) take_unmarked(paragraph, text);
}

bool Reader::take_marked(const Paragraph& paragraph, std::string_view text) {
  const Mark mark = mark_of(text);
  if (mark.level == 0) return false;
  if (const Content* runs = group_shown(Show::Runs)) {
    if (mark.level == kRunLevel && content_ && content_ != runs) {
      if (const std::string* before = out_.state.value(content_->name).text(); before && mark.number > 1)
        if (!runs_of(*before).items.empty()) return false;  // goes on with a run inside a text
    }
    content_ = runs;
    deliver(*runs, paragraph, text);
    return true;
  }
  if (mark.level == kRunLevel) return false;
  for (const Content& content : section_->contents)
    if (field_of(content) && mark_of(content.number).level == mark.level &&
        (ends_a_sentence(text) || looks_like_heading(text)) && take_intro(paragraph, behind(text, mark), Length::Asked))
      return true;
  const Content* numbered = group_shown(Show::Numbered);
  if (!numbered || mark.level > mark_of(numbered->number).level) return false;
  content_ = numbered;
  row_open_ = looks_like_heading(text);
  take_row(*numbered, paragraph, behind(text, mark));
  return true;
}

// The sentence that leads into a list: "1. 本局的主要职责是：".
bool Reader::take_intro(const Paragraph& paragraph, std::string_view text, Length length) {
  if (!text.ends_with("：") && sentences(text).size() > 1) return false;
  for (const Content& content : section_->contents) {
    const form::Field* field = field_of(content);
    if (!field || content.number.empty() || content.printing == Printing::Unprinted) continue;
    const bool leads = text.ends_with("：") || !ends_a_sentence(text);
    auto value = form::typed(*field, text);
    if (!leads || !value || value->is_null() || !out_.state.value(field->name).absent()) continue;
    if (!is_within(length, *field, *value)) continue;
    out_.state.set(field->name, report::Value(std::move(*value)));
    placed(paragraph, text, field->name, field->label);
    return true;
  }
  return false;
}

void Reader::take_unmarked(const Paragraph& paragraph, std::string_view text) {
  if (content_) {
    if (content_->show == Show::Numbered || (content_->show == Show::Runs && row_open_)) {
      row_open_ = false;
      return append_row(*content_, paragraph, text);
    }
    if (content_->show != Show::Table) return deliver(*content_, paragraph, text);
  }
  const Content* target = nullptr;  // the last text is the one for what has no other place
  for (const Content& content : section_->contents)
    if (const form::Field* field = field_of(content);
        field && field->kind == form::Kind::Text && content.printing == Printing::Printed)
      target = &content;
  if (!target && text.ends_with("：") && take_intro(paragraph, text, Length::Asked)) return;
  if (!target) target = group_shown(Show::Runs);
  if (!target) target = group_shown(Show::Numbered);
  if (!target && text.ends_with("：") && take_intro(paragraph, text, Length::Any)) return;
  if (!target) return left(paragraph, text);
  if (target->source == Source::Group) content_ = target;
  deliver(*target, paragraph, text);
}

void Reader::deliver(const Content& content, const Paragraph& paragraph, std::string_view text) {
  if (content.source == Source::Field) return append_field(content, paragraph, text);
  if (content.show == Show::Runs) return take_runs(content, paragraph, text);
  if (content.show == Show::Numbered) return take_row(content, paragraph, behind(text, mark_of(text)));
  left(paragraph, text);
}

void Reader::append_field(const Content& content, const Paragraph& paragraph, std::string_view text) {
  const form::Field* field = field_of(content);
  if (!field || field->computed() || full_.contains(field->name)) return left(paragraph, text);
  const std::string* before = out_.state.value(field->name).text();
  if (before && field->kind != form::Kind::Text) return left(paragraph, text);
  auto value = form::typed(*field, before ? *before + "\n" + std::string(text) : std::string(text));
  if (!value) {
    full_.insert(field->name);
    out_.remarks.push_back(value.error().message);
    return left(paragraph, text);
  }
  if (value->is_null()) return;
  out_.state.set(field->name, report::Value(std::move(*value)));
  placed(paragraph, text, field->name, field->label);
  take_stated(text);
}

}  // namespace ziping::document
