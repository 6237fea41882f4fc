// What the remarks on the open report ask of whoever reads them. Pure.
#pragma once

#include <string>
#include <vector>

#include "client/app/model.h"
#include "client/app/reading.h"

namespace ziping::app {

// What has become of a remark: Withdrawn and Refused count for nothing.
enum class RemarkStanding { Unanswered, Answered, Closed, Withdrawn, Refused };
RemarkStanding standing(const client::RemarkThread& thread);
// What is withdrawn, refused or closed asks nothing of whoever writes.
bool still_asks(const client::RemarkThread& thread);

// The points of the reviewers that nobody has answered: a report is not submitted again before each is.
std::vector<const client::RemarkThread*> points_to_answer(const Model& model);

bool may_close(const Model& model, const client::RemarkThread& thread);
bool may_withdraw(const Model& model, const client::SaidRemark& said);
// Whether this person may say something about a version, which he has in front of him.
bool may_remark(const Model& model);

// Where in what is read a remark stands, if it does there.
struct RemarkPlace {
  std::size_t paragraph = 0;
  std::size_t begin = 0, end = 0;     // bytes of the paragraph; equal: all of it
  std::optional<std::size_t> row;     // of a table; its titles: the table as a whole
  std::optional<std::size_t> column;  // none: the row as a whole
};
std::optional<RemarkPlace> place_in(const OpenReport& report, const client::RemarkThread& thread);

// What a remark about some words of a paragraph could be tied to, the nearest first and the report as a whole last.
struct RemarkTarget {
  std::string label;         // "this sentence", "全年预算数 20,545.04"
  client::NewRemark remark;  // without a text
};
std::vector<RemarkTarget> targets(const OpenReport& report, std::size_t paragraph, std::size_t begin, std::size_t end);
// The same of a paragraph as a whole: its text, then each of its sentences and figures, for whoever has no mouse to
// point at one.
std::vector<RemarkTarget> targets_in_paragraph(const OpenReport& report, std::size_t paragraph);
// The same of a row below the titles of a table: the cell, the row, the table and the report; without a cell the row,
// each of its cells, the table and the report.
std::vector<RemarkTarget> targets_in_table(const OpenReport& report, std::size_t paragraph, std::size_t row,
                                           std::optional<std::size_t> column);

}  // namespace ziping::app
