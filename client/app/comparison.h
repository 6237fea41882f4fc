// Two states of a report side by side: what changed, as people read it. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/difference.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::app {

using TeamNames = std::map<std::string, std::string>;  // by id

struct Change {
  enum class Kind { Value, Text, RowAdded, RowRemoved, RowMoved } kind = Kind::Value;
  form::Path path;
  std::string section;        // title of the section it stands in, with its number: "二（四）主要工作成效"
  std::string label;          // "执行数"; in a row "东陂镇工作队 · 正文"; of a row "东陂镇工作队"
  std::string before, after;  // of a value "20,509.43 万元", empty for none; of a row its place, "第 3 段"
  std::vector<Piece> pieces;  // of a text; of a row that was added or removed what it said
  std::string difference;     // of a figure: "+1,204.00", exact
};

// What the form's formulas make of both states, by path text; null where that is not known.
struct ComputedOfBoth {
  const std::map<std::string, base::Json>*before = nullptr, *after = nullptr;
};

// In the order of the document. Computed values stand where they are shown, though not those of rows that came or went.
std::vector<Change> changes_between(const form::Form& form, const report::State& before, const report::State& after,
                                    Context context, const TeamNames& teams = {}, const ComputedOfBoth& computed = {});

// What one of them is called, "段", and the nth of them, from 1, "第 3 段": a row of a table, a paragraph, or an entry.
std::string_view row_noun(form::Show show);
std::string nth_words(form::Show show, std::size_t number);

// How people call a row: its team, its title, the beginning of its text, or which it is.
std::string row_title(const form::Group& group, const report::Row& row, const std::string& nth,
                      const TeamNames& teams = {});

// What a row says: "预算数：12.00万元；…" and below it its texts.
std::string row_words(const form::Group& group, const report::Row& row);

// "+1,204.00" from one stored figure to another; empty where one of them is none, or they are equal.
std::string difference_between(const base::Json& before, const base::Json& after);

}  // namespace ziping::app
