// What a frame costs the drawing thread, in its own time: the real-size report wherever one looks at it, and what is
// larger than any report: a text of 20,000 characters while it is typed into, a table of 2,000 rows, filled in and
// read, a list of 2,000 items, a history of 2,000 revisions.
#include "client/app/paste.h"
#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "tests/bench/measure.h"
#include "tests/support/desk/desk.h"
#include "tests/support/gui/gui_driver.h"

namespace ziping::bench {
namespace {

constexpr double kFrameMs = 4;
constexpr int kFrames = 200, kPastes = 5;
constexpr std::size_t kRows = 2000, kReports = 10'000;
constexpr std::size_t kCharacters = 20'000;

class Sitting {
 public:
  explicit Sitting(const report::State& state)
      : gui_({1920, 1080}), look_(view::make_look(view::Theme::Light, 1, {gui_.regular(), gui_.strong()})) {
    view::apply(look_, ImGui::GetStyle());
    desk_.open(state);
    gui_.show([this] { draw(); });
  }

  // At the list of so many reports.
  Sitting() : gui_({1920, 1080}), look_(view::make_look(view::Theme::Light, 1, {gui_.regular(), gui_.strong()})) {
    view::apply(look_, ImGui::GetStyle());
    client::ReportsListed list = desk_.model.home;
    const client::Summary like = list.reports.front();
    for (std::size_t i = 1; i < kReports; ++i) {
      list.reports.push_back(like);
      list.reports.back().row.id = std::to_string(i);
      list.reports.back().title = std::to_string(i) + "号部门整体支出绩效自评报告";
    }
    desk_.tell(std::move(list));
    gui_.show([this] { draw(); });
    gui_.frame(3);
  }

  void look_at(std::size_t section) {
    desk_.ask(app::ShowSection{section});
    gui_.frame(5);
  }
  void look_at(const std::string& place) {
    desk_.ask(app::GoTo{place});
    gui_.frame(6);
  }
  void tell(client::News news) {
    desk_.tell(std::move(news));
    gui_.frame(8);
  }
  [[nodiscard]] const app::OpenReport& report() { return desk_.report(); }
  double frame() {
    return processor_milliseconds([this] { gui_.frame_unwatched(); });
  }
  // The frame that takes a character, and the next, with what update() does about it before.
  std::pair<double, double> type(std::string_view utf8) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
    const double taken = frame();
    return {taken, processor_milliseconds([this] {
              carry_out();
              gui_.frame_unwatched();
            })};
  }
  // A command without the frames that show it.
  double ask(const app::Command& command) {
    return processor_milliseconds([this, &command] { desk_.ask(command); });
  }
  [[nodiscard]] const app::Model& model() const { return desk_.model; }
  [[nodiscard]] std::string text(const std::string& path) { return desk_.text(path); }
  [[nodiscard]] std::size_t sections() { return desk_.report().sections.size(); }
  tests::GuiDriver& gui() { return gui_; }

 private:
  void draw() {
    view::Ui ui{look_, memory_.scratch};
    view::Frame frame{ui, desk_.model, memory_, commands_};
    view::draw(frame);
    if (ImGui::GetCurrentContext()->TestEngineHookItems) carry_out();
  }
  void carry_out() {
    for (const app::Command& command : commands_) desk_.ask(command);
    commands_.clear();
  }

  tests::Desk desk_;
  tests::GuiDriver gui_;
  view::Look look_;
  view::Memory memory_;
  app::Commands commands_;
};

Series named(std::string what) { return {std::move(what), Unit::Milliseconds, {}, kFrameMs}; }

report::Value words(std::string_view text) { return report::Value(base::Json(text)); }

Series real_report() {
  Series series = named("a frame of the sample report, at each of its sections");
  Sitting sitting(tests::Desk::sample());
  for (std::size_t section = 0; section < sitting.sections(); ++section) {
    sitting.look_at(section);
    for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  }
  return series;
}

// At the beginning, so that every row after the caret moves.
Measured long_text() {
  Series taking = named("a frame that takes a character, in a text of 20,000");
  Series after = named("the frame after it, with the update of the model");
  report::State state = tests::Desk::sample();
  std::string text;
  constexpr std::string_view kSentence = "全年实施水利项目12项，解决750亩耕地撂荒问题。";
  // Room for what is typed: a text takes no more than kCharacters.
  for (std::size_t characters = 0; characters + kFrames + 25 < kCharacters; characters += 25) text += kSentence;
  report::Row& block = state.rows["results.blocks"].front();
  block.set("text", words(text));
  Sitting sitting(state);
  sitting.look_at("results.blocks[" + block.id + "].text");
  sitting.gui().key(ImGuiMod_Ctrl | ImGuiKey_Home);
  for (int i = 0; i < kFrames; ++i) {
    const auto [taken, shown] = sitting.type("好");
    taking.values.push_back(taken);
    after.values.push_back(shown);
  }
  ENSURE(sitting.text("results.blocks[" + block.id + "].text").starts_with("好好"));
  return {taking, after};
}

report::State with_long_table() {
  report::State state = tests::Desk::sample();
  report::Rows& rows = state.rows["evaluation.table"];
  for (std::size_t i = 0; i < kRows; ++i) {
    report::Row row;
    row.id = "row" + std::to_string(i);
    row.set("level1", words("产出"));
    row.set("level3", words("新开工项目数" + std::to_string(i)));
    row.set("weight", words("0.05"));
    row.set("score", words("0.05"));
    rows.push_back(std::move(row));
  }
  return state;
}

Series long_table() {
  Series series = named("a frame with a table of 2,000 rows");
  Sitting sitting(with_long_table());
  sitting.look_at("evaluation.table[row1000].weight");
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

Series long_list() {
  Series series = named("a frame with a list of 2,000 items");
  report::State state = tests::Desk::sample();
  report::Rows& rows = state.rows["duties.list"];
  for (std::size_t i = 0; i < kRows; ++i) {
    report::Row row;
    row.id = "row" + std::to_string(i);
    row.set("text", words("依照有关法规，对本部门主管事项范围内的生产安全履行监督责任。"));
    rows.push_back(std::move(row));
  }
  Sitting sitting(state);
  sitting.look_at("duties.list[row1000].text");
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

// The report as the vault tells of it, with so many revisions and a version.
client::EditsSaved with_history(const app::OpenReport& report) {
  client::EditsSaved news;
  news.report = report.id;
  news.around = report.around;
  for (std::size_t i = 0; i < kRows; ++i)
    news.around.log.push_back({base::sha256(std::to_string(i)).hex(), "office", "2023-02-20T03:00:00Z", "", {}, true});
  news.around.versions = {{1, news.around.log.back().revision, "office", "2023-02-20T03:05:00Z"}};
  return news;
}

Series long_sheet() {
  Series series = named("a frame of a version that is read, in its table of 2,000 rows");
  Sitting sitting(tests::Desk::sample());
  sitting.tell(with_history(sitting.report()));
  sitting.ask(app::ReadVersion{"1"});
  sitting.tell(
      client::StateRead{sitting.report().id, "1", std::make_shared<const report::State>(with_long_table()), {}});
  sitting.ask(app::ShowFind{true});
  sitting.ask(app::FindWords{"新开工项目数1000"});
  sitting.ask(app::NextFound{1});
  sitting.gui().frame(8);
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

Series long_history() {
  Series series = named("a frame of the versions of a report of 2,000 revisions");
  Sitting sitting(tests::Desk::sample());
  sitting.ask(app::ShowMiddle{app::Middle::Versions});
  sitting.tell(with_history(sitting.report()));
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

Series charts() {
  Series series = named("a frame of the sample report's charts");
  Sitting sitting(tests::Desk::sample());
  sitting.ask(app::ShowMiddle{app::Middle::Plots});
  sitting.gui().frame(5);
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

// As many rows as a table takes, nine columns wide: looked at, pasted, taken back.
Measured paste() {
  Series seen{"a paste of 2,000 rows of nine cells, looked at before", Unit::Milliseconds, {}, {}};
  Series done{"the same carried out on empty rows", Unit::Milliseconds, {}, {}};
  Series over{"the same over rows that are there", Unit::Milliseconds, {}, {}};
  Series back{"the same taken back", Unit::Milliseconds, {}, {}};
  const auto cells = [](std::string_view word) {
    std::string out;
    for (std::size_t row = 0; row < kRows; ++row)
      out += "产出\t数量\t" + std::string(word) + std::to_string(row) + "\t定量\t\t12\t项\t11\t0.05\n";
    return out;
  };
  for (int i = 0; i < kPastes; ++i) {
    Sitting sitting(tests::Desk::sample());
    const app::PasteCells first{"evaluation.table", 0, 0, cells("新开工项目")};
    seen.values.push_back(processor_milliseconds([&] { static_cast<void>(app::foresee(sitting.model(), first)); }));
    done.values.push_back(sitting.ask(first));
    over.values.push_back(sitting.ask(app::PasteCells{"evaluation.table", 0, 0, cells("完工项目")}));
    back.values.push_back(sitting.ask(app::TakeBack{}));
  }
  return {seen, done, over, back};
}

// What a bureau has after years.
Series long_home() {
  Series series = named("a frame with the list of 10,000 reports");
  Sitting sitting;
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

Series searched_home() {
  Series series = named("a frame with a search among 10,000 reports");
  Sitting sitting;
  sitting.ask(app::Search{"99"});
  sitting.gui().frame(3);
  for (int i = 0; i < kFrames; ++i) series.values.push_back(sitting.frame());
  return series;
}

}  // namespace

Measured measure_window() {
  Measured out{real_report()};
  for (Series& one : long_text()) out.push_back(std::move(one));
  for (Series (*measure)() : {long_table, long_sheet, long_list, long_history, charts, long_home, searched_home})
    out.push_back(measure());
  for (Series& one : paste()) out.push_back(std::move(one));
  return out;
}

}  // namespace ziping::bench
