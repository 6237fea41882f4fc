#include "shared/document/write_text.h"

#include <algorithm>
#include <vector>

#include "shared/document/labelled.h"
#include "shared/document/layout.h"
#include "shared/document/outline.h"
#include "shared/document/phrase.h"
#include "shared/document/reader.h"
#include "shared/document/sentences.h"

namespace ziping::document {
namespace {

constexpr std::string_view kStop = "。";
constexpr std::string_view kRemoved = "【冲突：有人删去了这一条，有人改了它】";

class Writer {
 public:
  Writer(const form::Form& form, const report::State& state, const std::map<std::string, base::Json>& computed,
         const Referred& referred = {})
      : form_(form), state_(state), computed_(computed), referred_(referred) {}

  std::vector<Written> write() {
    for (const Section& section : layout_of(form_)) {
      if (section.level > 0) add(section.number + section.title);
      for (const Content& content : section.contents) write(content);
    }
    return std::move(paragraphs_);
  }

 private:
  // Every line of the text is a paragraph of its own.
  void add(std::string_view text, const std::string& table = {}) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      if (end != 0) paragraphs_.push_back({std::string(text.substr(0, end)), table});
      text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
  }

  std::string value(const std::string& name) const {
    const form::Field* field = form_.top().find(name);
    if (!field) return {};
    if (!field->computed()) return printed(field, state_.value(name));
    if (const auto at = computed_.find(name); at != computed_.end() && !at->second.is_null())
      return printed(field, report::Value(at->second));
    return filled(phrase_of_join(field->formula));
  }

  // Empty when no value at all is there.
  std::string filled(const Phrase& phrase) const {
    bool any = false;
    std::string text = fill(phrase, [&](const std::string& name) {
      const form::Field* field = form_.top().find(name);
      std::string words = field && field->computed() ? std::string() : value(name);
      any = any || !words.empty();
      return words;
    });
    return any ? text : std::string();
  }

  // A year alone does not make a sentence about money.
  std::string filled_template(const std::string& words) const {
    const Phrase phrase = phrase_of(words);
    const bool any = std::ranges::any_of(phrase, [&](const Piece& piece) {
      const form::Field* field = piece.is_field ? form_.top().find(piece.text) : nullptr;
      return field && field->kind == form::Kind::Decimal && !value(piece.text).empty();
    });
    return any ? filled(phrase) : std::string();
  }

  void write(const Content& content) {
    if (content.printing == Printing::Unprinted) return;
    if (content.source == Source::Template) return add(filled_template(content.name));
    if (content.source == Source::Field) {
      const std::string words = value(content.name);
      if (!words.empty()) add(content.number + content.lead + words);
      return;
    }
    const form::Group* group = form_.top().find_group(content.name);
    const report::Rows& rows = state_.group(content.name);
    if (!group || rows.empty()) return;
    switch (content.show) {
      case Show::Plain:
      case Show::Numbered:
        return write_numbered(content, *group, rows);
      case Show::Runs:
        return write_runs(content, *group, rows);
      case Show::Table:
        return write_table(*group, rows);
      case Show::Blocks:
        return write_blocks(content, *group, rows);
    }
  }

  // Nothing where the words are to be read in again.
  BesideWords beside(const form::Group& group, const report::Row& row) const {
    if (!referred_) return {};
    return [this, &group, &row](const form::Field& field) {
      if (!field.computed()) return referred_(field, row.value(field.name));
      const auto at = computed_.find(form::Path{{{group.name, row.id}}, field.name}.text());
      return at == computed_.end() ? std::string() : printed(&field, report::Value(at->second));
    };
  }

  std::string words_of(const form::Group& group, const report::Row& row) const {
    const MainFields main = main_fields(group);
    const std::string title = main.title ? printed(main.title, row.value(main.title->name)) : std::string();
    const std::string text = main.text ? printed(main.text, row.value(main.text->name)) : std::string();
    std::string out = row.removed_by.empty() ? "" : std::string(kRemoved);
    out += title;
    if (!title.empty() && !text.empty() && !title.ends_with(kStop)) out += kStop;
    out += text;
    const std::string more = labelled(
        group, row, [&](const form::Field& field) { return &field != main.title && &field != main.text; },
        beside(group, row));
    if (!more.empty()) out += "（" + more + "）";
    return out;
  }

  void write_numbered(const Content& content, const form::Group& group, const report::Rows& rows) {
    const int level = mark_of(content.number).level;
    int number = 0;
    if (!content.lead.empty()) add(content.lead);
    for (const report::Row& row : rows) {
      std::string words = words_of(group, row);
      if (words.empty()) continue;
      if (!ends_a_sentence(words)) words += kStop;
      add(mark_text(level, ++number) + words);
    }
  }

  // One row stands without 一是: nothing is counted.
  void write_runs(const Content& content, const form::Group& group, const report::Rows& rows) {
    std::vector<std::string> all;
    for (const report::Row& row : rows)
      if (std::string words = words_of(group, row); !words.empty()) all.push_back(std::move(words));
    if (all.empty()) return;
    std::string out = content.lead;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all.size() > 1) out += mark_text(kRunLevel, static_cast<int>(i) + 1);
      out += all[i];
      if (!ends_a_sentence(all[i])) out += i + 1 < all.size() ? "；" : kStop;
    }
    add(out);
  }

  void write_table(const form::Group& group, const report::Rows& rows) {
    add(group.label + "：", group.name);
    for (const report::Row& row : rows) {
      const std::string words = labelled(
          group, row, [](const form::Field&) { return true; }, beside(group, row));
      const std::string removed(row.removed_by.empty() ? std::string_view() : kRemoved);
      if (!words.empty() || !removed.empty()) add(removed + words + std::string(kStop), group.name);
    }
  }

  void write_blocks(const Content& content, const form::Group& group, const report::Rows& rows) {
    const int level = mark_of(content.number).level;
    int number = 0;
    bool open = false;  // a paragraph that the next block may join
    for (const report::Row& row : rows) {
      const auto words = [&](std::string_view name) { return printed(group.find(name), row.value(name)); };
      if (const std::string heading = words("heading"); !heading.empty()) {
        add(mark_text(level, ++number) + heading);
        open = false;
      }
      const bool joins = words("joins") == kSameParagraph;
      const std::string title = words("title"), text = words("text");
      std::string body = row.removed_by.empty() ? "" : std::string(kRemoved);
      // A team's own sentence names the team already.
      if (!title.empty() && !names_its_team(text, title)) {
        body += title;
        const bool is_subject = joins || title.ends_with("工作队");
        if (!(is_subject && !text.empty()) && !ends_a_sentence(title)) body += kStop;
      }
      body += text;
      if (body.empty()) continue;
      if (joins && open) {
        const std::size_t line = body.find('\n');
        paragraphs_.back().text += body.substr(0, line);
        if (line != body.npos) add(std::string_view(body).substr(line + 1));
      } else {
        add(body);
      }
      open = true;
    }
  }

  const form::Form& form_;
  const report::State& state_;
  const std::map<std::string, base::Json>& computed_;
  const Referred referred_;
  std::vector<Written> paragraphs_;
};

}  // namespace

std::string write_text(const form::Form& form, const report::State& state,
                       const std::map<std::string, base::Json>& computed) {
  std::string out;
  for (const Written& paragraph : Writer(form, state, computed).write())
    out += (out.empty() ? "" : "\n\n") + paragraph.text;
  return out.empty() ? out : out + "\n";
}

std::vector<Written> write_to_read(const form::Form& form, const report::State& state,
                                   const std::map<std::string, base::Json>& computed, const Referred& referred) {
  return Writer(form, state, computed, referred).write();
}

}  // namespace ziping::document
