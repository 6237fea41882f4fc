#include "client/view/history_words.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/moment.h"

namespace ziping::view {
namespace {

constexpr std::string_view kDraft = "draft";
constexpr std::string_view kBetween = " · ";

bool is_mine(const app::Model& model, const client::LogEntry& entry) {
  return model.home.self && model.home.self->name == entry.author;
}

bool lists(const document::Section& section, const std::string& name) {
  return std::ranges::find(section.contents, name, &document::Content::name) != section.contents.end();
}

// 二（四）主要工作成效 of （四）主要工作成效 under 二、
std::string section_words(const app::OpenReport& report, const std::string& name) {
  std::string chapter;
  for (const document::Section& section : report.sections) {
    if (section.level <= 1) chapter = section.number.substr(0, section.number.find("、"));
    if (!lists(section, name)) continue;
    const bool is_chapter = section.level <= 1;
    return is_chapter ? section.number + section.title : chapter + section.number + section.title;
  }
  return {};
}

}  // namespace

const client::LogEntry* log_entry(const app::OpenReport& report, std::string_view revision) {
  const auto at = std::ranges::find(report.around.log, revision, &client::LogEntry::revision);
  return at == report.around.log.end() ? nullptr : &*at;
}

std::string whose(const app::Model& model, std::string_view revision) {
  return whose(model, revision, log_entry(*model.report, revision));
}

std::string when(const app::Model& model, std::string_view revision) {
  return when(model, log_entry(*model.report, revision));
}

std::string whose(const app::Model& model, std::string_view revision, const client::LogEntry* entry) {
  if (!entry) return text::say(revision == report::RevisionId{}.hex() ? "history.me_unsent" : "history.colleague", {});
  if (!is_mine(model, *entry)) return app::user_name(model, entry->author);
  return text::say(entry->sent ? "history.me" : "history.me_unsent", {});
}

std::string when(const app::Model& model, const client::LogEntry* entry) {
  return entry ? moment(entry->at, model.now_ms) : std::string();
}

std::string revision_name(const app::Model& model, const client::LogEntry& entry) {
  const std::string note = entry.note.empty() ? text::say("history.revision", {}) : entry.note;
  return note + std::string(kBetween) + app::user_name(model, entry.author) + std::string(kBetween) +
         moment(entry.at, model.now_ms);
}

std::string state_name(const app::Model& model, const std::string& which) {
  if (which == kDraft) return text::say("common.draft", {});
  const client::LogEntry* entry = log_entry(*model.report, which);
  return entry ? revision_name(model, *entry) : text::say("common.version", {which});
}

std::string place_words(const app::Model& model, const form::Path& path) {
  const app::OpenReport& report = *model.report;
  const std::string& top = path.rows.empty() ? path.name : path.rows.front().group;
  std::string out = section_words(report, top);
  const auto add = [&out](const std::string& words) { out += (out.empty() ? "" : std::string(kBetween)) + words; };
  form::Path at;
  for (const form::RowStep& step : path.rows) {
    const report::Node* parent = report::find_node(report.state, at);
    at.rows.push_back(step);
    const form::Group* group = report.form->find_group(at);
    if (!parent || !group) continue;
    const report::Rows& rows = parent->group(step.group);
    const auto row = std::ranges::find(rows, step.row, &report::Row::id);
    if (row == rows.end()) continue;
    const auto number = static_cast<std::size_t>(row - rows.begin()) + 1;
    add(app::row_title(*group, *row, app::nth_words(group->show, number), model.home.names.teams));
  }
  const form::Field* field = path.name.empty() ? nullptr : report.form->find_field(path);
  if (field) add(field->label);
  const form::Group* group = field || path.name.empty() ? nullptr : report.form->find_group(path);
  if (group) add(group->label);
  return out;
}

std::vector<TextSpan> spans_of(const std::vector<app::Piece>& pieces, SpanStyle inserted) {
  std::vector<TextSpan> out;
  for (const app::Piece& piece : pieces) {
    SpanStyle style = SpanStyle::Plain;
    if (piece.part == app::Part::Inserted) style = inserted;
    if (piece.part == app::Part::Removed) style = SpanStyle::Removed;
    if (piece.part == app::Part::MovedAway) style = SpanStyle::MovedAway;
    if (piece.part == app::Part::MovedHere) style = SpanStyle::MovedHere;
    if (piece.part == app::Part::LeftOut) style = SpanStyle::Quiet;
    out.push_back({piece.words, style});
  }
  return out;
}

}  // namespace ziping::view
