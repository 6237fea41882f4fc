// Who is asking, what that person may do here, and how far the work has got.
#include <algorithm>

#include "client/app/model.h"
#include "client/text/say.h"
#include "shared/sync/deadline.h"

namespace ziping::app {
namespace {

std::string named(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto at = names.find(id);
  return at == names.end() ? id : at->second;
}

// Why nobody of this kind may write in the report at all.
std::string closed_because(const Model& model) {
  const sync::Author* self = model.home.self ? &*model.home.self : nullptr;
  if (!self) return text::say("lock.not_enrolled", {});
  if (self->role == "finance") return text::say("lock.finance_reads", {});
  if (self->role == "admin" || self->role == "auditor") return text::say("lock.reads_only", {});
  if (const client::Wish* wish = waiting_wish(model); wish && wish->action == sync::Action::Submit)
    return text::say("lock.submit_waits", {});  // what goes is what was on the screen
  const sync::Stage stage = model.report->around.row.stage;
  if (!sync::is_open(stage)) return text::say("lock.stage", {stage_words(stage)});
  return {};
}

std::string written_by(const Model& model, const std::string& team) {
  return text::say("lock.written_by", {team.empty() ? text::say("lock.office", {}) : team_name(model, team)});
}

}  // namespace

Reached OpenReport::reached() const {
  if (saved < typed) return Reached::Typed;
  if (around.draft) return Reached::Saved;
  return around.waiting.revisions > 0 ? Reached::Queued : Reached::AtHeadquarters;
}

std::vector<HomeTab> home_tabs(const Model& model) {
  if (model.home.self && model.home.self->role == "finance")
    return {HomeTab::Waiting, HomeTab::Returned, HomeTab::Done, HomeTab::Handled, HomeTab::All};
  return {HomeTab::Mine, HomeTab::Waiting, HomeTab::Returned, HomeTab::Done, HomeTab::Handled, HomeTab::All};
}

std::int64_t unsent(const client::Summary& report) { return report.waiting.all() + (report.draft ? 1 : 0); }

std::optional<std::int64_t> days_left(const Model& model, const client::Summary& report) {
  const auto until = base::Date::parse_stored(report.until);
  if (!until || !sync::is_open(report.row.stage)) return std::nullopt;
  return sync::days_left(*until, model.now_ms - model.home.skew_ms);
}

std::string locked_because(const Model& model, const form::Path& path) {
  if (!model.report || !model.report->form) return text::say("lock.opening", {});
  const OpenReport& report = *model.report;
  const form::Field* field = report.form->find_field(path);
  if (field && field->computed()) return text::say("lock.computed", {});
  if (std::string closed = closed_because(model); !closed.empty()) return closed;
  if (sync::may_change(*report.form, *model.home.self, report.state, path)) return {};
  const std::string team = sync::team_at(report.state, path);
  return written_by(model, team == model.home.self->team ? std::string() : team);
}

std::string rows_locked_because(const Model& model, const form::Path& path) {
  if (!model.report || !model.report->form) return text::say("lock.opening", {});
  if (std::string closed = closed_because(model); !closed.empty()) return closed;
  const OpenReport& report = *model.report;
  const sync::Author& self = *model.home.self;
  form::Path row = path;
  row.rows.push_back({path.name, "new"});
  row.name.clear();
  const std::vector<std::string>& owners = report.form->owners(row);
  const auto owned_by = [&](std::string_view role) { return std::ranges::count(owners, role) > 0; };
  if (sync::is_office(self)) return owned_by("office") ? std::string() : text::say("lock.teams", {});
  const form::Group* group = report.form->find_group(path);
  const bool own_new = path.rows.empty() && group && group->find("team") && owned_by("team");
  if (own_new || (!path.rows.empty() && sync::may_change(*report.form, self, report.state, row))) return {};
  return written_by(model, path.rows.empty() ? std::string() : sync::team_at(report.state, row));
}

std::vector<sync::Action> actions(const Model& model) {
  if (!model.report || !model.home.self || model.home.sample || waiting_wish(model)) return {};
  return sync::actions(model.report->around.row.stage, model.home.self->role);
}

const client::Wish* waiting_wish(const Model& model) {
  const client::Wish* wish = model.report && model.report->around.wish ? &*model.report->around.wish : nullptr;
  return wish && wish->waits() ? wish : nullptr;
}

const client::Wish* refused_wish(const Model& model) {
  const client::Wish* wish = model.report && model.report->around.wish ? &*model.report->around.wish : nullptr;
  return wish && !wish->waits() ? wish : nullptr;
}

std::string_view stage_words(sync::Stage stage) {
  switch (stage) {
    case sync::Stage::Drafting:
      return text::say("stage.drafting");
    case sync::Stage::Submitted:
      return text::say("stage.submitted");
    case sync::Stage::Received:
      return text::say("stage.received");
    case sync::Stage::Returned:
      return text::say("stage.returned");
    case sync::Stage::Accepted:
      return text::say("stage.accepted");
  }
  return {};
}

std::string user_name(const Model& model, const std::string& id) { return named(model.home.names.users, id); }
std::string team_name(const Model& model, const std::string& id) { return named(model.home.names.teams, id); }

}  // namespace ziping::app
