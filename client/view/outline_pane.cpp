// The sections of the report as a list of contents that tells where something is left to do, and below it how far each
// team is with its part.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/app/remarks.h"
#include "client/text/say.h"
#include "client/view/side_lists.h"

namespace ziping::view {
namespace {

struct Tally {
  int errors = 0, warnings = 0, clashes = 0, remarks = 0;
  client::Progress filled;  // of what it asks
};

// What is said about the places of each section.
std::vector<Tally> tallies(const app::OpenReport& report) {
  std::vector<Tally> out(report.sections.size());
  std::unordered_map<std::string_view, std::size_t> section_of;  // by field or group of the report
  for (std::size_t i = 0; i < report.sections.size(); ++i)
    for (const document::Content& content : report.sections[i].contents)
      if (content.source != document::Source::Template) section_of.emplace(content.name, i);
  for (std::size_t i = 0; i < std::min(out.size(), report.filled.size()); ++i) out[i].filled = report.filled[i];
  const auto at = [&](std::string_view place) -> Tally* {
    const auto found = section_of.find(place.substr(0, place.find('[')));
    return found == section_of.end() ? nullptr : &out[found->second];
  };
  for (const rules::Finding& finding : report.findings) {
    Tally* tally = finding.fields.empty() ? nullptr : at(finding.fields.front());
    if (!tally) continue;
    if (finding.level == rules::Level::Error) ++tally->errors;
    if (finding.level == rules::Level::Warning) ++tally->warnings;
  }
  for (const app::ConflictPlace& place : report.conflicts)
    if (Tally* tally = at(place.path.rows.empty() ? place.path.name : place.path.rows.front().group)) ++tally->clashes;
  for (const client::RemarkThread& thread : report.remarks)
    if (Tally* tally = app::still_asks(thread) ? at(thread.remark.header.place.at) : nullptr) ++tally->remarks;
  return out;
}

// From the right end of the row to the left: how many of the places that it asks are filled, and marks; a section that
// is complete and that nothing is said about has a check mark. Returns where they begin.
float draw_marks(const Ui& ui, Box row, const Tally& tally) {
  float right = row.max.x;
  const auto [filled, asked] = tally.filled;
  if (filled < asked) {
    const std::string words = text::say("outline.filled", {filled, asked});
    draw_text_in(ui.look, {row.min, {right, row.max.y}}, Type::Small, ui.colour().quiet, words, Align::Right);
    right -= text_width(ui.look, Type::Small, words) + ui.px(8);
  }
  const auto add = [&](Mark mark, int count, Tone tone) {
    if (count == 0) return;
    const std::string words = std::to_string(count);
    right -= badge_width(ui, words);
    draw_badge(ui, {right, row.centre().y}, mark, words, tone);
    right -= ui.px(8);
  };
  add(kRemarkMark, tally.remarks, Tone::Warn);
  add(Mark::Clash, tally.clashes, Tone::Clash);
  add(Mark::Warning, tally.warnings, Tone::Warn);
  add(Mark::Cross, tally.errors, Tone::Bad);
  const int said = tally.errors + tally.warnings + tally.clashes + tally.remarks;
  if (said > 0 || asked == 0 || filled < asked) return right;
  right -= ui.px(14);
  draw_mark(ui.look, {right + ui.px(6), row.centre().y}, ui.px(12), Mark::Check, ui.colour().good);
  return right - ui.px(8);
}

void section_row(Frame& frame, std::size_t index, const Tally& tally) {
  Ui& ui = frame.ui;
  const document::Section& section = frame.model.report->sections[index];
  const std::string words = section.number + section.title;
  const Item item = button_item(words + "###outline/" + std::to_string(index), {width_left(), ui.px(32)});
  if (item.pressed) {
    frame.memory.form.section.reset();  // back to its beginning, also where it is the current one already
    frame.ask(app::ShowSection{index});
  }
  if (!item.visible) return;
  const bool current = index == frame.model.report->section;
  const Palette& colour = ui.colour();
  if (current || item.hovered) fill(ui.look, item.box, current ? colour.accent_soft : colour.ground, kCornerRadius);
  if (current) fill(ui.look, {item.box.min, {item.box.min.x + ui.px(3), item.box.max.y}}, colour.accent, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  constexpr float kIndents[] = {12, 12, 16, 36, 44};  // a mark like （二） brings a blank of its own
  const std::size_t level = std::min(static_cast<std::size_t>(std::max(section.level, 0)), std::size(kIndents) - 1);
  const float indent = ui.px(kIndents[level]);
  Box row = item.box.inset(ui.px(8));
  row.min.x = item.box.min.x + indent;
  if (!section.contents.empty()) row.max.x = draw_marks(ui, row, tally);
  const Type type = section.level == 1 ? Type::Strong : Type::Body;
  draw_text_in(ui.look, row, type, current ? colour.accent : colour.text, words);
  if (text_width(ui.look, type, words) > row.width() + 1) explain_on_hover(ui, item, words);
}

// How far a team is: its rows, those that say something, and where it has to go on.
struct Part {
  std::size_t rows = 0, written = 0;
  std::string next;  // path text of the first row without a text, else of the first
};

bool says_something(const form::Group& group, const report::Row& row) {
  return std::ranges::any_of(group.fields, [&](const form::Field& field) {
    return field.kind == form::Kind::Text && !row.value(field.name).absent();
  });
}

std::map<std::string_view, Part> parts_of_teams(const app::OpenReport& report) {
  std::map<std::string_view, Part> out;
  for (const form::Group& group : report.form->top().groups) {
    if (!group.find(kTeamField)) continue;
    for (const report::Row& row : report.state.group(group.name)) {
      const std::string* team = row.value(kTeamField).text();
      if (!team) continue;
      Part& part = out[*team];
      const bool written = says_something(group, row);
      const bool first_gap = !written && part.written == part.rows;
      if (part.rows == 0 || first_gap) part.next = form::Path{{{group.name, row.id}}, {}}.text();
      ++part.rows;
      if (written) ++part.written;
    }
  }
  return out;
}

void team_row(Frame& frame, std::string_view id, const std::string& name, const Part& part) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  const std::string label = name + "###part/" + std::string(id);
  const Item item = button_item(label, {width_left(), ui.px(44)}, part.rows > 0 ? Enabled::Yes : Enabled::No);
  if (item.pressed) frame.ask(app::GoTo{part.next});
  if (!item.visible) return;
  if (item.hovered) fill(ui.look, item.box, colour.ground, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const Box inner = item.box.inset(ui.px(12), ui.px(4));
  const Box top{inner.min, {inner.max.x, inner.min.y + ui.px(20)}};
  const std::string count =
      part.rows == 0 ? text::say("outline.no_parts", {}) : text::say("outline.parts", {part.written, part.rows});
  draw_text_in(ui.look, top, Type::Small, colour.quiet, count, Align::Right);
  const bool own = frame.model.home.self && frame.model.home.self->team == id;
  draw_text_in(ui.look, {top.min, {top.max.x - text_width(ui.look, Type::Small, count) - ui.px(8), top.max.y}},
               own ? Type::Strong : Type::Body, part.rows > 0 ? colour.text : colour.quiet, name);
  const float share = part.rows == 0 ? 0 : static_cast<float>(part.written) / static_cast<float>(part.rows);
  const Box track{{inner.min.x, inner.max.y - ui.px(10)}, {inner.max.x, inner.max.y - ui.px(6)}};
  fill(ui.look, track, colour.shade, 2);
  if (share > 0)
    fill(ui.look, {track.min, {track.min.x + track.width() * share, track.max.y}},
         share >= 1 ? colour.good : colour.accent, 2);
}

void teams(Frame& frame) {
  const auto parts = parts_of_teams(*frame.model.report);
  const auto& names = frame.model.home.names.teams;
  if (names.empty() && parts.empty()) return;
  space(frame.ui, 16);
  section_header(frame.ui, text::say("outline.teams"));
  for (const auto& [id, name] : names) {
    const auto at = parts.find(id);
    team_row(frame, id, name, at == parts.end() ? Part{} : at->second);
  }
  for (const auto& [id, part] : parts)
    if (!names.contains(std::string(id))) team_row(frame, id, std::string(id), part);
}

}  // namespace

void outline_pane(Frame& frame) {
  if (!frame.model.report || !frame.model.report->form) return;
  const auto margin = frame.px(12);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin, margin});
  if (ImGui::BeginChild("###outline", {0, 0}, ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding,
                        ImGuiWindowFlags_NoSavedSettings)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, frame.px(2)});
    section_header(frame.ui, text::say("outline.title"));
    const std::vector<Tally> all = tallies(*frame.model.report);
    for (std::size_t i = 0; i < all.size(); ++i) section_row(frame, i, all[i]);
    teams(frame);
    ImGui::PopStyleVar();
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
