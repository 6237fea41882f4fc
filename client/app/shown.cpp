#include "client/app/shown.h"

#include <algorithm>

#include "client/app/find.h"
#include "client/app/unsaid.h"
#include "client/work/draft.h"

namespace ziping::app {

namespace {

// Others come and go before it; what somebody looks at, and writes in, stays. One that is gone gives way to the next.
void stay_at_conflict(OpenReport& report) {
  const auto about = [&](const ConflictPlace& place) { return place_of_own_words(report.state, place); };
  const auto at = std::ranges::find(report.conflicts, report.conflict_about, about);
  if (at != report.conflicts.end()) report.conflict = static_cast<std::size_t>(at - report.conflicts.begin());
  const std::size_t count = report.conflicts.size();
  report.conflict = count == 0 ? 0 : std::min(report.conflict, count - 1);
  report.conflict_about = count == 0 ? std::string() : about(report.conflicts[report.conflict]);
}

// None until both states are there.
std::optional<std::vector<Change>> changes_of(const OpenReport& report, const std::string& before,
                                              const std::string& after, Context context, const TeamNames& teams) {
  const auto left = report.read.find(before), right = report.read.find(after);
  if (left == report.read.end() || right == report.read.end()) return std::nullopt;
  if (!left->second.state || !right->second.state) return std::nullopt;
  const auto known = [](const auto& computed) { return computed.empty() ? nullptr : &computed; };
  return changes_between(*report.form, *left->second.state, *right->second.state, context, teams,
                         {known(left->second.computed), known(right->second.computed)});
}

}  // namespace

void settle(OpenReport& report) {
  ++report.turn;
  report.conflicts = conflict_places(report.state);
  std::ranges::stable_sort(report.conflicts, {}, [&](const ConflictPlace& place) {
    return section_of(report, place.path.text()).value_or(report.sections.size());
  });
  if (report.form) report.filled = client::progress_of_sections(*report.form, report.state, report.sections);
  find_again(report);
  stay_at_conflict(report);
}

void read_draft(OpenReport& report, const TeamNames& teams) {
  ReadState& draft = report.read["draft"];
  draft.state = std::make_shared<const report::State>(report.state);
  draft.computed = report.computed;
  draft.document = reading(*report.form, report.state, report.computed, teams);
  draft.made = ++report.documents;
  find_again(report);
}

void compare(OpenReport& report, const TeamNames& teams) {
  const Context context = report.only_changes ? Context::Changed : Context::All;
  report.changes = changes_of(report, report.left, report.right, context, teams).value_or(std::vector<Change>());
}

void count_since(OpenReport& report, const TeamNames& teams) {
  if (!report.since || report.since->changes) return;
  const auto changes = changes_of(report, report.since->from, report.since->to, Context::Changed, teams);
  if (changes) report.since->changes = changes->size();
}

std::vector<const rules::Finding*> findings_in_order(const OpenReport& report) {
  std::vector<const rules::Finding*> out;
  for (const rules::Finding& finding : report.findings)
    if (finding.level != rules::Level::Pass) out.push_back(&finding);
  std::ranges::stable_sort(out, std::ranges::greater{}, [](const rules::Finding* one) { return one->level; });
  return out;
}

std::string said_at(const report::State& state, const form::Path& path) {
  form::Path at = path;
  while (!at.rows.empty() && (at.name.empty() || !report::find_node(state, at))) {
    at.name = at.rows.back().group;
    at.rows.pop_back();
  }
  return at.text();
}

std::optional<std::size_t> section_of(const OpenReport& report, const std::string& text) {
  const auto path = form::Path::parse(text);
  if (!path) return std::nullopt;
  const std::string name = path->rows.empty() ? path->name : path->rows.front().group;
  for (std::size_t i = 0; i < report.sections.size(); ++i)
    for (const document::Content& content : report.sections[i].contents)
      if (content.source != document::Source::Template && content.name == name) return i;
  return std::nullopt;
}

}  // namespace ziping::app
