// How a form lays out a report on paper: its sections in order, and what each prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/form/form.h"

namespace ziping::document {

enum class Source { Field, Group, Template };
using form::Show;
enum class Printing { Printed, Unprinted };

struct Content {
  Source source = Source::Field;
  std::string name;    // of the field or group; of a template its words with {field} in them
  std::string number;  // "（1）": the style of the first one's mark; empty for none
  std::string lead;    // printed in front: "年度总体目标："
  Show show = Show::Plain;
  Printing printing = Printing::Printed;
  // On the screen: the words over the fields that begin with this one, and the label of their sum after the last.
  std::string caption;
  std::string total;
};

struct Section {
  std::string title;
  int level = 0;       // 0: cover and end, which print no heading
  std::string number;  // "（三）"
  std::vector<std::string> aliases;
  std::vector<Content> contents;
};

// Every section and its sections, in the order of the document.
std::vector<Section> layout_of(const form::Form& form);
// The section that this heading names by title or alias, whatever its mark and blanks; null for none.
const Section* section_named(const std::vector<Section>& layout, std::string_view heading);

}  // namespace ziping::document
