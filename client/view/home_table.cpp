#include "client/view/home_table.h"

#include <algorithm>
#include <array>

#include "client/app/list_order.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/widgets/blocks.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

enum class What { Title, Department, Year, Stage, Mine, Progress, Findings, Conflicts, Unsent, DaysLeft, Exchanged };

struct ListColumn {
  What what;
  TableColumn column;
  float from_width;    // of the table at 100 %: in a narrower one the column is left out
  app::OrderBy order;  // it is sorted by
};

constexpr float kExchangedFrom = 1300;  // a narrower table has a line below it that tells it of the chosen report

constexpr std::array kColumns{
    ListColumn{What::Title, {"home.title_column", 0, Align::Left, 200}, 0, app::OrderBy::Title},
    ListColumn{What::Department, {"home.department", 176}, 1180, app::OrderBy::Department},
    ListColumn{What::Year, {"home.year", 72}, 990, app::OrderBy::Year},
    ListColumn{What::Stage, {"home.stage", 120}, 0, app::OrderBy::Stage},
    ListColumn{What::Mine, {"home.my_part", 88, Align::Right}, 920, app::OrderBy::Mine},
    ListColumn{What::Progress, {"home.progress", 120}, 830, app::OrderBy::Progress},
    ListColumn{What::Findings, {"home.findings", 104}, 0, app::OrderBy::Findings},
    ListColumn{What::Conflicts, {"home.conflicts", 72}, 680, app::OrderBy::Conflicts},
    ListColumn{What::Unsent, {"home.unsent", 72}, 600, app::OrderBy::Unsent},
    ListColumn{What::DaysLeft, {"home.days_left", 96}, 0, app::OrderBy::DaysLeft},
    ListColumn{What::Exchanged, {"home.exchanged", 104}, kExchangedFrom, app::OrderBy::Exchanged}};

constexpr float kBelowTable = 28;  // the line, with the space above it
constexpr float kRowsLeast = 4;    // with the titles: where the window has no room for them, the page scrolls
constexpr std::string_view kNothing = "—";

std::string cell_text(const app::Model& model, const client::Summary& one, What what) {
  switch (what) {
    case What::Exchanged:
      return one.exchanged.empty() ? std::string(kNothing) : moment(one.exchanged, model.now_ms);
    case What::Title:
      if (one.trouble) return text::say("home.trouble", {one.title, text::said(one.trouble->message)});
      return one.title;
    case What::Department:
      return one.department;
    case What::Year:
      return std::to_string(one.row.year);
    case What::Mine:
      if (!one.mine) return std::string(kNothing);
      return std::to_string(one.filled) + "/" + std::to_string(one.asked);
    case What::Stage:
    case What::Progress:
    case What::Findings:
    case What::Conflicts:
    case What::Unsent:
    case What::DaysLeft:
      break;  // drawn
  }
  return {};
}

bool is_drawn(What what) {
  return what == What::Stage || what == What::Progress || what == What::Findings || what == What::Conflicts ||
         what == What::Unsent || what == What::DaysLeft;
}

class Cells {
 public:
  Cells(Ui& ui, Box box) : ui_(ui), box_(box), x_(box.min.x) {}

  void badge(Mark mark, std::int64_t number, Tone tone) {
    const std::string words = std::to_string(number);
    draw_badge(ui_, {x_, box_.centre().y}, mark, words, tone);
    x_ += badge_width(ui_, words) + ui_.px(12);
  }
  void nothing() { draw_text_in(ui_.look, box_, Type::Body, ui_.colour().faint, kNothing); }

 private:
  Ui& ui_;
  Box box_;
  float x_;
};

void draw_findings(Ui& ui, Box box, const client::FindingCounts& findings) {
  Cells cells(ui, box);
  if (findings.errors > 0) cells.badge(Mark::Cross, findings.errors, Tone::Bad);
  if (findings.warnings > 0) cells.badge(Mark::Warning, findings.warnings, Tone::Warn);
  if (findings.errors == 0 && findings.warnings == 0)
    draw_badge(ui, {box.min.x, box.centre().y}, Mark::Check, text::say("home.passed"), Tone::Good);
}

void draw_unsent(Ui& ui, Box box, const client::Summary& one) {
  const std::int64_t waiting = app::unsent(one);
  if (waiting == 0) return Cells(ui, box).nothing();
  draw_text_in(ui.look, box, Type::Strong, ui.colour().text, std::to_string(waiting));
}

void draw_days_left(Ui& ui, Box box, std::optional<std::int64_t> days) {
  if (!days) return Cells(ui, box).nothing();
  if (*days < 0)
    return draw_text_in(ui.look, box, Type::Strong, ui.colour().bad, text::say("home.days_late", {-*days}));
  const Colour ink = *days < app::kFewDays ? ui.colour().bad : ui.colour().text;
  draw_text_in(ui.look, box, *days < app::kFewDays ? Type::Strong : Type::Body, ink,
               *days == 0 ? std::string(text::say("home.last_day")) : text::say("home.days", {*days}));
}

void draw_cell(Frame& frame, Box box, const client::Summary& one, What what) {
  Ui& ui = frame.ui;
  if (what == What::DaysLeft) return draw_days_left(ui, box, app::days_left(frame.model, one));
  if (what == What::Stage && one.wish)
    return draw_pill_in(ui, box, wish_words(frame.model, *one.wish), one.wish->waits() ? Tone::Accent : Tone::Bad);
  if (what == What::Stage) return draw_pill_in(ui, box, app::stage_words(one.row.stage), tone_of(one.row.stage));
  if (what == What::Findings) return one.trouble ? Cells(ui, box).nothing() : draw_findings(ui, box, one.findings);
  if (what == What::Unsent) return draw_unsent(ui, box, one);
  if (what == What::Conflicts)
    return one.conflicts == 0 ? Cells(ui, box).nothing()
                              : Cells(ui, box).badge(Mark::Clash, one.conflicts, Tone::Clash);
  const auto [filled, asked] = one.whole;
  if (asked == 0) return Cells(ui, box).nothing();
  draw_progress_in(ui, box, static_cast<float>(filled) / static_cast<float>(asked));
}

Sorting sorting_by(const app::Model& model, app::OrderBy by) {
  const std::optional<app::ListOrder>& now = model.settings.list_order;
  if (!now || now->by != by) return Sorting::No;
  return now->direction == app::Direction::Rising ? Sorting::Rising : Sorting::Falling;
}

// What the next press of the title does.
std::string_view sorting_hint(const app::Model& model, app::OrderBy by) {
  const std::optional<app::ListOrder>& now = model.settings.list_order;
  if (!app::order_after_press(now, by)) return text::say("home.sort_usual");
  return text::say(now && now->by == by ? "home.sort_round" : "home.sort");
}

// “2022年度…”最近往来 11-20 09:12；上次同步 16:12
std::string exchange_words(const app::Model& model, const client::Summary& one) {
  const std::string last = moment(model.home.last_sync, model.now_ms), at = moment(one.exchanged, model.now_ms);
  return text::say(at.empty() ? "home.exchanged_never" : "home.exchanged_of",
                   {one.title, text::say(last.empty() ? "common.never_synced" : "common.last_sync", {last}), at});
}

}  // namespace

void home_table(Frame& frame, const std::vector<const client::Summary*>& reports, float height_max) {
  Ui& ui = frame.ui;
  const bool tells_below = width_left() < ui.px(kExchangedFrom) && !frame.model.home.sample;
  if (tells_below) height_max -= ui.px(kBelowTable);
  height_max = std::max(height_max, kRowsLeast * ui.px(kTableRowHeight));
  std::vector<What> what;
  std::vector<TableColumn> columns;
  std::vector<app::OrderBy> orders;
  for (const ListColumn& one : kColumns)
    if (width_left() >= ui.px(one.from_width)) {
      what.push_back(one.what);
      columns.push_back(one.column);
      columns.back().title = text::say(one.column.title);
      orders.push_back(one.order);
    }
  const float needed = static_cast<float>(reports.size() + 1) * ui.px(kTableRowHeight);
  TableSpec spec{.id = "###reports", .columns = columns, .rows = reports.size()};
  spec.height = needed > height_max ? height_max : 0;
  spec.sorting = [&](std::size_t column) { return sorting_by(frame.model, orders[column]); };
  spec.sorting_hint = [&](std::size_t column) { return sorting_hint(frame.model, orders[column]); };
  spec.text = [&](std::size_t row, std::size_t column) { return cell_text(frame.model, *reports[row], what[column]); };
  spec.draws = [&](std::size_t column) { return is_drawn(what[column]); };
  spec.draw = [&](const TableCell& cell) { draw_cell(frame, cell.box, *reports[cell.row], what[cell.column]); };

  const bool first_time = !frame.memory.tables.contains("reports");
  TableState& state = frame.memory.tables["reports"];
  spec.row_id = [&](std::size_t row) { return std::string_view(reports[row]->row.id); };
  state.row_id = frame.model.chosen;
  if (state.row_id.empty()) state.row = 0;
  const bool came_back = frame.memory.screen != app::Screen::Home;
  state.take_keyboard = state.take_keyboard || first_time || came_back;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const TableOutcome outcome = table(ui, spec, state);
  const Box box{at, {at.x + width_left(), at.y + std::min(needed, height_max)}};
  outline(ui.look, box.inset(-1, -1), ui.colour().line);
  if (state.row_id != frame.model.chosen) frame.ask(app::Choose{state.row_id});
  if (outcome.sorted) frame.ask(app::SortBy{orders[*outcome.sorted]});
  if (outcome.opened && *outcome.opened < reports.size()) frame.ask(app::Open{reports[*outcome.opened]->row.id});
  if (!tells_below) return;
  const auto chosen = std::ranges::find(reports, frame.model.chosen, [](const auto* one) { return one->row.id; });
  const client::Summary& about = chosen == reports.end() ? *reports.front() : **chosen;
  space(ui, 8);
  draw_text_in(ui.look, take_room({width_left(), ui.px(kBelowTable - 8)}), Type::Small, ui.colour().quiet,
               exchange_words(frame.model, about));
}

}  // namespace ziping::view
