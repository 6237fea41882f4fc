#include "client/app/removed_row.h"

#include <algorithm>

namespace ziping::app {
namespace {

void add_once(std::vector<std::string>& all, const std::string& one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

// A draft is in no log: it was begun where the newest revision was.
std::vector<std::string> revisions_before(const OpenReport& report, const form::Path& path) {
  std::vector<std::string> out;
  const report::Row* row = report::find_row(report.state, path);
  const std::vector<client::LogEntry>& log = report.around.log;
  if (!row || log.empty()) return out;
  for (const std::string& revision : row->removed_by) {
    const auto at = std::ranges::find(log, revision, &client::LogEntry::revision);
    for (const std::string& parent : (at == log.end() ? log.front() : *at).parents) add_once(out, parent);
  }
  return out;
}

}  // namespace

std::vector<std::string> unread_before(const OpenReport& report, const form::Path& row) {
  std::vector<std::string> out = revisions_before(report, row);
  std::erase_if(out, [&](const std::string& revision) { return report.read.contains(revision); });
  return out;
}

std::shared_ptr<const report::State> state_before(const OpenReport& report, const form::Path& row) {
  for (const std::string& revision : revisions_before(report, row)) {
    const auto read = report.read.find(revision);
    if (read == report.read.end() || !read->second.state) continue;
    if (report::find_row(*read->second.state, row)) return read->second.state;
  }
  return nullptr;
}

std::vector<Change> row_changes(const OpenReport& report, const report::State& before, const form::Path& row,
                                const TeamNames& teams) {
  const report::Row* old_row = report::find_row(before, row);
  report::State base = report.state;  // but for the row
  report::Node* node = report::find_node(base, row);
  if (!old_row || !node) return {};
  *node = *old_row;
  std::vector<Change> out = changes_between(*report.form, base, report.state, Context::Changed, teams);
  for (Change& change : out) {
    const form::Field* field = change.path.name.empty() ? nullptr : report.form->find_field(change.path);
    if (field && change.path.rows == row.rows) change.label = field->label;
  }
  return out;
}

std::vector<std::string> unasked_authors(const OpenReport& report, const std::vector<Change>& changes) {
  std::vector<std::string> out;
  for (const Change& change : changes) {
    if (change.path.name.empty()) continue;
    const auto known = report.authors.find(change.path.text());
    const bool is_asked =
        known != report.authors.end() && known->second.typed == report.typed && known->second.epoch == report.epoch;
    if (!is_asked) out.push_back(change.path.text());
  }
  return out;
}

std::vector<std::string> writers_of(const OpenReport& report, const report::State& before,
                                    const std::vector<Change>& changes) {
  std::vector<std::string> out;
  for (const Change& change : changes) {
    const auto known = report.authors.find(change.path.text());
    if (known == report.authors.end()) continue;
    const std::string* old = report::value_at(before, change.path).text();
    for (const client::Blamed& piece : known->second.pieces) {
      const bool stood = change.kind == Change::Kind::Text && old && old->find(piece.words) != old->npos;
      if (stood) continue;
      const std::string_view revision = piece.header.text_or("revision");
      add_once(out, revision.empty() ? report::RevisionId{}.hex() : std::string(revision));
    }
  }
  return out;
}

}  // namespace ziping::app
