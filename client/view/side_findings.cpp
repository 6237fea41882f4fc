// What the rules say, the gravest first: the sentence, the figures it is about, and how to put it right.
#include <algorithm>

#include "client/app/unread.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/form_sheet.h"
#include "client/view/side_lists.h"
#include "shared/base/decimal.h"

namespace ziping::view {
namespace {

std::string_view level_words(rules::Level level) {
  switch (level) {
    case rules::Level::Pass:
      return text::say("findings.pass");
    case rules::Level::Info:
      return text::say("findings.info");
    case rules::Level::Warning:
      return text::say("findings.warning");
    case rules::Level::Error:
      return text::say("findings.error");
  }
  return {};
}

// 错误 3
void level_header(Frame& frame, rules::Level level, std::size_t count) {
  const Ui& ui = frame.ui;
  const Colour ink = ink_of(ui.colour(), level_of(level));
  const Box room = take_room({width_left(), ui.px(28)});
  const std::string words = std::string(level_words(level)) + " " + std::to_string(count);
  draw_mark(ui.look, {room.min.x + ui.px(14), room.centre().y}, ui.px(13), mark_of(level_of(level)), ink);
  draw_text_in(ui.look, {{room.min.x + ui.px(28), room.min.y}, room.max}, Type::Strong, ink, words);
}

// A name at the left and its figure at the right.
void figure(Frame& frame, std::string_view name, const std::string& stored, std::string_view unit) {
  const Ui& ui = frame.ui;
  const auto decimal = base::Decimal::parse_stored(stored);
  const std::string words = (decimal ? decimal->grouped() : stored) + (unit.empty() ? "" : " ") + std::string(unit);
  const Box room = take_room({width_left(), ui.px(20)});
  const float taken = text_width(ui.look, Type::Small, words) + ui.px(8);
  draw_text_in(ui.look, {room.min, {room.max.x - taken, room.max.y}}, Type::Small, ui.colour().quiet, name);
  draw_text_in(ui.look, room, Type::Small, ui.colour().text, words, Align::Right);
}

// Those numbers of the finding that stand in fields of the form.
void figures(Frame& frame, const rules::Finding& finding) {
  const form::Form& form = *frame.model.report->form;
  for (const std::string& place : finding.fields) {
    const auto path = form::Path::parse(place);
    const form::Field* field = path ? form.find_field(*path) : nullptr;
    const auto number = path ? finding.numbers.find(path->name) : finding.numbers.end();
    if (field && number != finding.numbers.end()) figure(frame, field->label, number->second, field->unit);
  }
}

void draw_finding(Frame& frame, const rules::Finding& finding, const std::string& id) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  const Box top = take_room({width_left(), ui.px(22)});
  draw_text_in(ui.look, {top.min, {top.max.x - ui.px(48), top.max.y}}, Type::Strong, colour.text,
               text::said(finding.title));
  draw_text_in(ui.look, top, Type::Small, colour.quiet, finding.rule, Align::Right);
  small_text(ui, id + "/message", colour.text, text::said(finding.message));
  if (finding.level == rules::Level::Pass) return;
  space(ui, 4);
  figures(frame, finding);
  if (!finding.fix.empty())
    small_text(ui, id + "/fix", colour.quiet, text::say("findings.fix", {text::said(finding.fix)}));
}

}  // namespace

void side_findings(Frame& frame) {
  Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  FormMemory& memory = frame.memory.form;
  const auto count_of = [&](rules::Level level) {
    return static_cast<std::size_t>(std::ranges::count(report.findings, level, &rules::Finding::level));
  };
  const auto list = [&](rules::Level level) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const rules::Finding& finding = report.findings[i];
      if (finding.level != level) continue;
      const std::string id = "###finding/" + std::to_string(i);
      part_of_page(memory.side_rooms, id, Sparing::Yes, [&] {
        const bool pressed = pressable(frame, finding.title + id, [&] { draw_finding(frame, finding, id); });
        const Box line = take_room({width_left(), ui.px(1)});
        horizontal_line(ui.look, line.min.x + ui.px(8), line.max.x - ui.px(8), line.min.y, ui.colour().line);
        if (pressed && !finding.fields.empty()) frame.ask(app::GoTo{finding.fields.front()});
      });
    }
  };
  for (const app::LeftWords& one : app::words_without_field(frame.model))
    left_words(frame, text::say("findings.unread_left"), one);
  if (report.findings.empty()) return empty_state(ui, text::say("findings.none"), text::say("findings.none_means"));
  for (const rules::Level level : {rules::Level::Error, rules::Level::Warning, rules::Level::Info}) {
    if (count_of(level) == 0) continue;
    level_header(frame, level, count_of(level));
    list(level);
    space(ui, 8);
  }
  const std::size_t passed = count_of(rules::Level::Pass);
  if (passed == 0) return;
  const std::string label = text::say("findings.passed", {passed}) + "###findings/passed";
  if (button(ui, Rank::Bare, label, Enabled::Yes, memory.passed_shown ? Mark::Up : Mark::Down))
    memory.passed_shown = !memory.passed_shown;
  if (memory.passed_shown) list(rules::Level::Pass);
}

}  // namespace ziping::view
