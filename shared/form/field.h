// What one field or one group of rows asks for: kind, unit, limits, owners.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/base/result.h"

namespace ziping::form {

enum class Kind { Text, Line, Decimal, Integer, Date, Choice, Files, Reference };

struct Choice {
  std::string value;  // stored
  std::string label;  // shown
};

struct Field {
  std::string name;  // within its node: "funds.executed", or within a row "value"
  std::string label;
  Kind kind = Kind::Line;
  std::string unit;                 // 万元, %, 个 …; empty for none
  int places = -1;                  // of a decimal: what is shown and at most accepted; −1: as typed
  std::int64_t characters_min = 0;  // of text and line
  std::int64_t characters_max = 0;  // 0: the room's own limit
  bool required = false;
  std::vector<std::string>
      owners;  // roles; "team" stands for the members of the row's team; empty: as the group or form says
  std::vector<Choice> choices;
  std::string formula;  // not empty: computed, never stored
  std::string of;       // of a reference: the group whose rows it names; empty: teams, or what is typed
  std::string hint;

  bool computed() const { return !formula.empty(); }
};

// How the rows of a group stand on paper and on the screen: lines of a table, paragraphs of their own (blocks), or
// entries.
enum class Show { Plain, Numbered, Runs, Table, Blocks };

struct Group {
  std::string name;
  std::string label;
  Show show = Show::Plain;  // as the form's sections say; plainly where the group stands in none of its own
  std::vector<std::string> owners;
  std::vector<Field> fields;
  std::vector<Group> groups;
  std::size_t rows_max = 2000;

  const Field* find(std::string_view field) const;
  const Group* find_group(std::string_view group) const;
};

base::Result<Field> parse_field(const base::Json& json);
base::Result<Group> parse_group(const base::Json& json, int depth = 0);

}  // namespace ziping::form
