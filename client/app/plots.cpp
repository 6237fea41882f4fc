#include "client/app/plots.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/work/progress.h"
#include "shared/base/decimal.h"

namespace ziping::app {
namespace {

using base::Json;
using Computed = std::map<std::string, Json>;

// A form says what kind each field is, not what it is for: these are the places of the forms there are. A form that
// has none of them has no such plot.
struct RowPlaces {
  PlotKind kind;
  std::string_view group, heading, label[3], whole, part, rate;  // the label is the first that says something
};
constexpr RowPlaces kRows[] = {
    {PlotKind::Execution, "projects.list", "", {"name"}, "budget", "executed", "rate"},
    {PlotKind::Execution, "goals.tasks", "", {"name"}, "budget", "actual", ""},
    {PlotKind::Scores, "evaluation.table", "level1", {"level3", "level2", "level1"}, "weight", "score", ""},
};
struct FieldPlaces {
  PlotKind kind;
  std::string_view whole, part, rate;
};
constexpr FieldPlaces kWholeReport[] = {{PlotKind::Execution, "funds.budget", "funds.executed", "funds.rate"}};
struct TotalPlace {
  PlotKind kind;
  std::string_view figure;
};
constexpr TotalPlace kTotals[] = {{PlotKind::Scores, "evaluation.score"}};

std::string text_of(const Json& json) {
  const std::string* text = json.as_string();
  return text ? *text : std::string();
}

bool is_figure(const std::string& text) { return base::Decimal::parse_stored(text).has_value(); }

bool is_more(const std::string& one, const std::string& other) {
  if (!is_figure(one) || !is_figure(other)) return is_figure(one);
  return *base::Decimal::parse_stored(one) > *base::Decimal::parse_stored(other);
}

// A value that is no plain figure has sides, or is a shape that the check complains about.
void read_figure(const report::Node& node, std::string_view name, std::string& into, PlotBar& bar) {
  const report::Value& value = node.value(name);
  const std::string words = text_of(value.json());
  if (is_figure(words))
    into = words;
  else if (!value.absent())
    bar.disputed = true;
}

// Formulas do not see a figure in conflict as one.
void read_computed(const Computed& computed, const std::string& path, std::string& into) {
  const auto at = computed.find(path);
  if (at != computed.end() && is_figure(text_of(at->second))) into = text_of(at->second);
}

void set_most(PlotGroup& group) {
  for (const PlotBar& bar : group.bars)
    for (const std::string* figure : {&bar.whole, &bar.part})
      if (is_more(*figure, group.most)) group.most = *figure;
}

std::string label_of(const report::Row& row, const std::string_view (&fields)[3], form::Show show, std::size_t number) {
  for (const std::string_view field : fields)
    if (std::string words = field.empty() ? std::string() : text_of(row.value(field).json()); !words.empty())
      return words;
  return nth_words(show, number);
}

std::string title_of(const form::Field* field) {
  if (!field) return {};
  return field->unit.empty() ? field->label : text::say("plots.in_unit", {field->label, field->unit});
}

class Drawing {
 public:
  Drawing(const form::Form& form, const report::State& state, const Computed& computed)
      : form_(form), state_(state), computed_(computed) {}

  Plot plot(PlotKind kind) {
    Plot out;
    out.kind = kind;
    out.heading_title = text::say("plots.part_of", {});
    out.label_title = text::say(kind == PlotKind::Scores ? "plots.indicator" : "plots.name", {});
    for (const FieldPlaces& places : kWholeReport)
      if (places.kind == kind) add_whole(out, places);
    for (const RowPlaces& places : kRows)
      if (places.kind == kind) add_rows(out, places);
    for (const TotalPlace& place : kTotals)
      if (place.kind == kind) add_total(out, std::string(place.figure));
    return out;
  }

 private:
  void name_columns(Plot& out, const form::Group& node, std::string_view whole, std::string_view part,
                    std::string_view rate) {
    const form::Field* field = node.find(whole);
    if (out.unit.empty() && field) out.unit = field->unit;
    if (out.whole_title.empty()) out.whole_title = title_of(field);
    if (out.part_title.empty()) out.part_title = title_of(node.find(part));
    if (out.rate_title.empty() && !rate.empty()) out.rate_title = title_of(node.find(rate));
  }

  void add_whole(Plot& out, const FieldPlaces& places) {
    if (!form_.top().find(places.whole) || !form_.top().find(places.part)) return;
    PlotBar bar{text::say("plots.whole_report", {}), std::string(places.part), {}, {}, {}, false};
    read_figure(state_, places.whole, bar.whole, bar);
    read_figure(state_, places.part, bar.part, bar);
    read_computed(computed_, std::string(places.rate), bar.rate);
    name_columns(out, form_.top(), places.whole, places.part, places.rate);
    if (bar.whole.empty() && bar.part.empty() && !bar.disputed) return;
    PlotGroup group{bar.label, {bar}, {}};
    set_most(group);
    out.groups.push_back(std::move(group));
  }

  void add_rows(Plot& out, const RowPlaces& places) {
    const form::Group* group = form_.top().find_group(places.group);
    if (!group) return;
    name_columns(out, *group, places.whole, places.part, places.rate);
    const std::size_t before = out.groups.size();
    std::size_t number = 0;
    for (const report::Row& row : state_.group(places.group)) {
      PlotBar bar = bar_of(places, row, group->show, ++number);
      const std::string heading = places.heading.empty() ? group->label : text_of(row.value(places.heading).json());
      const auto same = std::find_if(out.groups.begin() + static_cast<std::ptrdiff_t>(before), out.groups.end(),
                                     [&](const PlotGroup& one) { return one.heading == heading; });
      if (same != out.groups.end())
        same->bars.push_back(std::move(bar));
      else
        out.groups.push_back({heading, {std::move(bar)}, {}});
    }
    share_scale(out, before);
  }

  PlotBar bar_of(const RowPlaces& places, const report::Row& row, form::Show show, std::size_t number) {
    const std::string path = std::string(places.group) + "[" + row.id + "]";
    PlotBar bar{label_of(row, places.label, show, number), path, {}, {}, {}, false};
    read_figure(row, places.whole, bar.whole, bar);
    read_figure(row, places.part, bar.part, bar);
    if (!places.rate.empty()) read_computed(computed_, path + "." + std::string(places.rate), bar.rate);
    return bar;
  }

  // Rows of one group of the form are drawn to one measure, whatever they are headed by.
  static void share_scale(Plot& out, std::size_t from) {
    std::string most;
    for (std::size_t i = from; i < out.groups.size(); ++i) {
      set_most(out.groups[i]);
      if (is_more(out.groups[i].most, most)) most = out.groups[i].most;
    }
    for (std::size_t i = from; i < out.groups.size(); ++i) out.groups[i].most = most;
  }

  void add_total(Plot& out, const std::string& name) {
    const form::Field* field = form_.top().find(name);
    if (!field) return;
    PlotTotal total{field->label, {}, field->unit};
    read_computed(computed_, name, total.figure);
    if (!total.figure.empty()) out.total = std::move(total);
  }

  const form::Form& form_;
  const report::State& state_;
  const Computed& computed_;
};

std::string part_title(const form::Form& form, const report::State& state, const std::string& path,
                       std::size_t number) {
  const auto parsed = form::Path::parse(path);
  const form::Group* group = parsed ? form.find_group(*parsed) : nullptr;
  const report::Row* row = parsed ? report::find_row(state, *parsed) : nullptr;
  std::string out;
  if (group && row)
    for (const form::Field& field : group->fields)  // its last line: what is nearest to the text
      if (std::string words = text_of(row->value(field.name).json()); field.kind == form::Kind::Line && !words.empty())
        out = std::move(words);
  return out.empty() ? nth_words(group ? group->show : form::Show::Plain, number) : out;
}

std::string count(int number) { return std::to_string(number); }

Plot progress_plot(const form::Form& form, const report::State& state, const TeamNames& teams) {
  Plot out;
  out.kind = PlotKind::Progress;
  out.heading_title = text::say("plots.part_of", {});
  out.label_title = text::say("plots.writer", {});
  out.whole_title = text::say("plots.asked", {});
  out.part_title = text::say("plots.filled", {});
  const std::vector<client::PartProgress> parts = client::progress(form, state);
  struct Sum {
    std::string team;
    int filled = 0, asked = 0;
  };
  std::vector<Sum> sums;
  PlotGroup rows{text::say("plots.by_part", {}), {}, {}};
  const auto name_of = [&](const std::string& team) {
    const auto at = teams.find(team);
    return team.empty() ? text::say("lock.office", {}) : at == teams.end() ? team : at->second;
  };
  for (const client::PartProgress& part : parts) {
    auto sum = std::ranges::find(sums, part.team, &Sum::team);
    if (sum == sums.end()) sum = sums.insert(sums.end(), {part.team, 0, 0});
    sum->filled += part.filled;
    sum->asked += part.asked;
    if (part.row.empty()) continue;
    const std::string title = part_title(form, state, part.row, rows.bars.size() + 1);
    const std::string name = name_of(part.team);
    rows.bars.push_back({title == name ? title : text::say("plots.part", {name, title}),
                         part.row,
                         count(part.asked),
                         count(part.filled),
                         {},
                         false});
  }
  PlotGroup writers{text::say("plots.by_writer", {}), {}, {}};
  for (const Sum& sum : sums)
    if (sum.asked > 0) writers.bars.push_back({name_of(sum.team), {}, count(sum.asked), count(sum.filled), {}, false});
  for (PlotGroup* group : {&writers, &rows}) {
    set_most(*group);
    if (!group->bars.empty()) out.groups.push_back(std::move(*group));
  }
  return out;
}

std::string one_cell(std::string words) {
  std::ranges::replace_if(
      words, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return words;
}

}  // namespace

std::vector<Plot> plots(const form::Form& form, const report::State& state, const Computed& computed,
                        const TeamNames& teams) {
  Drawing drawing(form, state, computed);
  return {drawing.plot(PlotKind::Execution), drawing.plot(PlotKind::Scores), progress_plot(form, state, teams)};
}

PlotTable table_of(const Plot& plot, Figures figures) {
  const bool headed = plot.groups.size() > 1, rated = !plot.rate_title.empty();
  PlotTable out;
  out.words = headed ? 2 : 1;
  const auto add = [&](const std::string& heading, const std::string& label, const std::string& whole,
                       const std::string& part, const std::string& rate) {
    std::vector<std::string> cells;
    if (headed) cells.push_back(heading);
    cells.insert(cells.end(), {label, whole, part});
    if (rated) cells.push_back(rate);
    out.rows.push_back(std::move(cells));
  };
  const auto shown = [&](const std::string& figure) {
    return figures == Figures::Grouped ? base::grouped(figure) : figure;
  };
  // What is in dispute is not missing.
  const auto shown_of = [&](const PlotBar& bar, const std::string& figure) {
    if (!figure.empty() || bar.disputed || figures == Figures::Stored) return shown(figure);
    return text::say(bar.whole.empty() && bar.part.empty() ? "plots.unfilled" : "plots.none_yet", {});
  };
  add(plot.heading_title, plot.label_title, plot.whole_title, plot.part_title, plot.rate_title);
  for (const PlotGroup& group : plot.groups)
    for (const PlotBar& bar : group.bars)
      add(group.heading, bar.label, shown_of(bar, bar.whole), shown_of(bar, bar.part), shown(bar.rate));
  return out;
}

std::string tab_separated(const PlotTable& table) {
  std::string out;
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "\t" : "") + one_cell(row[i]);
    out += "\n";
  }
  return out;
}

float share(std::string_view part, std::string_view whole) {
  const auto one = base::Decimal::parse_stored(part), all = base::Decimal::parse_stored(whole);
  if (!one || !all || one->units() <= 0 || all->units() <= 0) return 0;
  constexpr int kPlaces = 4;  // a bar of 10,000 pixels is no wider than any screen
  const auto exact = base::Rational(*one).over(base::Rational(*all));
  const auto rounded = exact ? exact->rounded(kPlaces) : std::nullopt;
  if (!rounded) return 0;
  // The one place where a figure becomes binary: a number of pixels, which is never shown as a number.
  return static_cast<float>(rounded->units()) / 10'000;
}

}  // namespace ziping::app
