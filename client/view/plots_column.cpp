// The figures of a report as bars, each beside the same figures as a table.
#include <algorithm>

#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/plots.h"
#include "client/view/reading_table.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/panes.h"
#include "shared/base/decimal.h"

namespace ziping::view {
namespace {

constexpr float kColumnWidth = 1280;
constexpr float kBeside = 860;  // width of a card at 100 %: in a narrower one the table stands below the bars
constexpr float kTableShare = 0.44f, kBetween = 32;

struct PlotWords {
  const char *title, *none, *id;
};
PlotWords words_of_plot(app::PlotKind kind) {
  switch (kind) {
    case app::PlotKind::Scores:
      return {"plots.scores", "plots.scores_none", "scores"};
    case app::PlotKind::Progress:
      return {"plots.progress", "plots.progress_none", "progress"};
    case app::PlotKind::Execution:
      break;
  }
  return {"plots.execution", "plots.execution_none", "execution"};
}

void copy_row(Frame& frame, const app::Plot& plot, const std::string& id) {
  const std::string copy = "###plots/copy/" + id;
  copy_button(frame, text::label("plots.copy", copy), copy,
              [&] { return tab_separated(table_of(plot, app::Figures::Stored)); });
  copied_words(frame, copy, "plots.copied");
}

// Where a title has no room in one line its unit stands whole in a second one.
std::string with_unit_below(std::string title, const std::string& unit) {
  const std::string words = text::say("plots.in_unit", {"", unit});
  if (!unit.empty() && title.ends_with(words)) title.insert(title.size() - words.size(), "\n");
  return title;
}

// Made anew when the figures change, or what they are called.
PlotsShown& plots_shown(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  std::optional<PlotsShown>& shown = frame.memory.shown.plots;
  PlotsShown::Source source{report.opening, report.turn, frame.model.home.last_sync, frame.model.settings.language};
  if (shown && shown->source == source) return *shown;
  const std::uint64_t made = shown ? shown->made + 1 : 1;
  shown.emplace();
  shown->source = std::move(source);
  shown->made = made;
  shown->plots = app::plots(*report.form, report.state, report.computed, frame.model.home.names.teams);
  return *shown;
}

void figures(Frame& frame, const app::Plot& plot, const std::string& id) {
  app::PlotTable table = table_of(plot, app::Figures::Grouped);
  for (std::string& title : table.rows.front()) title = with_unit_below(std::move(title), plot.unit);
  PlotsShown& shown = plots_shown(frame);
  TableUse use;
  use.kept = &shown.tables[plot.kind];
  use.made = shown.made;
  reading_table(frame.ui, "###plots/table/" + id, table.rows, table.words, use);
  space(frame.ui, 4);
  copy_row(frame, plot, id);
}

void bars(Frame& frame, const app::Plot& plot) {
  if (const std::string path = plot_bars(frame, plot); !path.empty()) frame.ask(app::GoTo{path});
}

void beside(Frame& frame, const app::Plot& plot, const std::string& id) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float table = std::round(width_left() * kTableShare), left = width_left() - table - frame.px(kBetween);
  {
    const Column column(left);
    bars(frame, plot);
  }
  const float bottom = ImGui::GetCursorScreenPos().y;
  ImGui::SetCursorScreenPos({at.x + left + frame.px(kBetween), at.y});
  {
    const Column column(table);
    figures(frame, plot, id);
  }
  ImGui::SetCursorScreenPos({at.x, std::max(bottom, ImGui::GetCursorScreenPos().y)});
  ImGui::Dummy({1, 0});
}

// Above bars and table alike: how many there are in all, or what they are counted in.
std::string header_words(const app::Plot& plot) {
  if (plot.total)
    return text::say("plots.total", {plot.total->label, base::grouped(plot.total->figure), plot.total->unit});
  const bool has_unit = !plot.groups.empty() && !plot.unit.empty();
  return has_unit ? text::say("plots.unit", {plot.unit}) : std::string();
}

void plot_card(Frame& frame, const app::Plot& plot) {
  const PlotWords words = words_of_plot(plot.kind);
  ImGui::PushID(words.id);
  const Card card(frame.ui);
  section_header(frame.ui, text::say(words.title), header_words(plot));
  space(frame.ui, 4);
  if (plot.groups.empty()) {
    text_block(frame.ui, Type::Body, frame.ui.colour().quiet, text::say(words.none));
  } else if (width_left() >= frame.px(kBeside)) {
    beside(frame, plot, words.id);
  } else {
    bars(frame, plot);
    space(frame.ui, 12);
    figures(frame, plot, words.id);
  }
  ImGui::PopID();
}

}  // namespace

void plots_column(Frame& frame) {
  const std::vector<app::Plot>& all = plots_shown(frame).plots;
  scroll_column(frame.ui, "###plots", ImGui::GetContentRegionAvail(), kColumnWidth, [&] {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(12)});
    for (const app::Plot& plot : all) plot_card(frame, plot);
    ImGui::PopStyleVar();
  });
}

}  // namespace ziping::view
