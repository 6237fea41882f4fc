// The reading of one text, within read_text(): where it stands in the form, and what it made so far.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/document/layout.h"
#include "shared/document/outline.h"
#include "shared/document/phrase.h"
#include "shared/document/read_text.h"

namespace ziping::document {

// How long the words of a line may be: as its field asks, for whole sentences are hardly a name and stand better in a
// text; or whatever a line takes, where they would have no other place.
enum class Length { Asked, Any };
bool is_within(Length length, const form::Field& field, const base::Json& value);

class Reader {
 public:
  Reader(const form::Form& form, base::Random& random);
  Imported read(std::string_view text) &&;

 private:
  // reader.cpp: headings, title and end
  bool stands_alone(std::string_view text) const;
  void take(const Paragraph& paragraph, const Paragraph* next);
  bool take_title(const Paragraph& paragraph);
  bool take_end(const Paragraph& paragraph, const Paragraph* next);
  void enter(const Section& section, const Paragraph& paragraph);
  void remark_cuts(const std::vector<Paragraph>& paragraphs);
  void remark_missing();
  void placed(const Paragraph& paragraph, std::string_view what, std::string path, std::string note);
  void left(const Paragraph& paragraph, std::string_view text);

  // reader_sections.cpp: which field or group of the section a paragraph belongs to
  void take_in_section(const Paragraph& paragraph);
  bool take_marked(const Paragraph& paragraph, std::string_view text);
  void take_unmarked(const Paragraph& paragraph, std::string_view text);
  void deliver(const Content& content, const Paragraph& paragraph, std::string_view text);
  bool take_intro(const Paragraph& paragraph, std::string_view text, Length length);
  const Content* group_shown(Show show) const;
  const form::Field* field_of(const Content& content) const;
  const form::Group* group_of(const Content& content) const;
  void append_field(const Content& content, const Paragraph& paragraph, std::string_view text);

  // reader_stated.cpp: values that set phrases and sentences state
  std::string take_phrases(const Paragraph& paragraph);
  bool assign(const std::map<std::string, std::string>& values);
  bool take_loosely(const Phrase& phrase, std::string_view sentence);
  void take_stated(std::string_view text);

  // reader_rows.cpp: rows of lists, tables and blocks
  report::Row* add_row(const form::Group& group);
  void take_row(const Content& content, const Paragraph& paragraph, std::string_view text);
  void take_runs(const Content& content, const Paragraph& paragraph, std::string_view text);
  void append_row(const Content& content, const Paragraph& paragraph, std::string_view text);
  bool take_table(const Paragraph& paragraph);
  void take_block(const Content& content, const Paragraph& paragraph);
  void take_block_heading(const Content& content, const Paragraph& paragraph);
  void add_block(const Content& content, const Paragraph& paragraph, std::string_view title, std::string_view text,
                 std::string_view joins);
  void add_figures(const form::Group& group, report::Row& row, std::string_view text);

  const form::Form& form_;
  base::Random& random_;
  const std::vector<Section> layout_;
  const Phrase title_;
  Imported out_;
  const Section* section_ = nullptr;  // null before the first heading and after an unknown one
  const Content* content_ = nullptr;  // of the section: what an unmarked paragraph goes on with
  std::set<const Section*> met_;
  std::set<std::string> full_;  // fields that took no more, so that a huge text is not copied again and again
  bool row_open_ = false;       // the last row was a heading that waits for its text
  int headings_ = 0;            // of blocks
  std::size_t figures_ = 0;
};

// The fields of a row that carry its words: a line as the title of a text, or either alone.
struct MainFields {
  const form::Field* title = nullptr;
  const form::Field* text = nullptr;
};
MainFields main_fields(const form::Group& group);

}  // namespace ziping::document
