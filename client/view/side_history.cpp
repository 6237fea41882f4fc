// What happened to the report: steps of the review, revisions with who wrote them and whether headquarters has them,
// and changes that were not taken, with the reason.
#include <algorithm>
#include <ranges>

#include "client/view/moment.h"
#include "client/view/side_lists.h"
#include "client/view/wording.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kExcerptCharacters = 60;

void heading(Frame& frame, std::string_view words) {
  const Box room = take_room({width_left(), frame.px(28)});
  draw_text_in(frame.ui.look, room.inset(frame.px(8)), Type::Strong, frame.ui.colour().text, words);
}

// A line with the moment at its right end.
void line(Frame& frame, std::string_view words, std::string_view at, Type type = Type::Body) {
  const Ui& ui = frame.ui;
  const Box room = take_room({width_left(), ui.px(22)});
  const float taken = text_width(ui.look, Type::Small, at) + ui.px(8);
  draw_text_in(ui.look, room, Type::Small, ui.colour().quiet, at, Align::Right);
  draw_text_in(ui.look, {room.min, {room.max.x - taken, room.max.y}}, type, ui.colour().text, words);
}

std::string step_words(const client::StageEntry& entry) {
  const auto action = sync::action_named(entry.action);
  const std::string words(action ? action_words(*action) : std::string_view(entry.action));
  return entry.version > 0 ? words + "第" + std::to_string(entry.version) + "版" : words;
}

void steps(Frame& frame) {
  const client::Surroundings& around = frame.model.report->around;
  if (around.stages.empty()) return;
  heading(frame, "报送与审核");
  for (std::size_t i = around.stages.size(); i-- > 0;) {
    const client::StageEntry& entry = around.stages[i];
    const Column column(width_left());
    ImGui::Indent(frame.px(8));
    const Column inner(width_left() - frame.px(8));
    line(frame, step_words(entry), moment(entry.at, frame.model.now_ms));
    const std::string by = app::user_name(frame.model, entry.by) + (entry.note.empty() ? "" : "：" + entry.note);
    small_text(frame.ui, "###step/" + std::to_string(i), frame.ui.colour().quiet, by);
    ImGui::Unindent(frame.px(8));
  }
  space(frame.ui, 12);
}

void draw_revision(Frame& frame, const client::LogEntry& entry) {
  const Ui& ui = frame.ui;
  line(frame, app::user_name(frame.model, entry.author), moment(entry.at, frame.model.now_ms));
  const auto& versions = frame.model.report->around.versions;
  const auto version = std::ranges::find(versions, entry.revision, &client::VersionEntry::revision);
  std::string words = entry.note.empty() ? "修订" : entry.note;
  if (version != versions.end()) words = "第" + std::to_string(version->version) + "版 · " + words;
  if (entry.parents.size() > 1) words += " · 合并了 " + std::to_string(entry.parents.size()) + " 份";
  const Box room = take_room({width_left(), ui.px(20)});
  const std::string_view state = entry.sent ? "总部已收" : "待发送";
  const float left = room.max.x - badge_width(ui, state);
  draw_badge(ui, {left, room.centre().y}, entry.sent ? Mark::Check : Mark::Up, state,
             entry.sent ? Tone::Good : Tone::Neutral);
  draw_text_in(ui.look, {room.min, {left - ui.px(8), room.max.y}}, Type::Small, ui.colour().quiet, words);
}

void revisions(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  heading(frame, "修订");
  if (report.around.draft) {
    const Box room = take_room({width_left(), frame.px(28)});
    draw_badge(frame.ui, {room.min.x + frame.px(8), room.centre().y}, Mark::Dot, "正在写的草稿，还没有发送",
               Tone::Accent);
  }
  for (const client::LogEntry& entry : report.around.log) {
    const std::string id = "###revision/" + entry.revision.substr(0, 16);
    part_of_page(frame.memory.form.side_rooms, id, Sparing::Yes, [&] {
      if (!pressable(frame, id, [&] { draw_revision(frame, entry); }) || entry.parents.empty()) return;
      frame.ask(app::Compare{entry.parents.front(), entry.revision});
      frame.ask(app::ShowMiddle{app::Middle::Versions});
    });
  }
  space(frame.ui, 12);
}

void suggestions(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  if (report.around.suggestions.empty()) return;
  Ui& ui = frame.ui;
  heading(frame, "改动未被采用，已留作建议");
  for (std::size_t i = 0; i < report.around.suggestions.size(); ++i) {
    const client::Suggestion& one = report.around.suggestions[i];
    const std::string id = "###suggestion/" + std::to_string(i);
    const auto path = form::Path::parse(one.path);
    const bool pressed = pressable(frame, id, [&] {
      line(frame, path ? words_of_place(frame.model, *path) : one.path, moment(one.at, frame.model.now_ms),
           Type::Small);
      if (const std::string* text = one.value.as_string())
        small_text(ui, id + "/value", ui.colour().text, base::excerpt(*text, kExcerptCharacters));
      small_text(ui, id + "/why", ui.colour().warn, one.why);
    });
    if (pressed) frame.ask(app::GoTo{one.path});
  }
}

}  // namespace

void side_history(Frame& frame) {
  suggestions(frame);
  steps(frame);
  revisions(frame);
}

}  // namespace ziping::view
