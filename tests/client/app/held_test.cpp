#include "client/app/held.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/app/remarks.h"
#include "shared/merge/sentence.h"
#include "shared/report/anchor.h"
#include "tests/support/desk/desk.h"

using namespace ziping;

namespace {

// The sample as version 1, read by a reviewer.
struct Reviewer {
  Reviewer() : desk("finance") {
    desk.open();
    client::EditsSaved news;
    news.report = desk.report().id;
    news.around = desk.report().around;
    news.around.versions = {{1, std::string(64, '1'), "office", "2023-03-01T09:31:00Z"}};
    desk.tell(std::move(news));
    desk.ask(app::ReadVersion{"1"});
    desk.tell(client::StateRead{desk.report().id, "1", std::make_shared<const report::State>(desk.state()), {}});
  }
  [[nodiscard]] const std::vector<app::Paragraph>& document() const { return desk.model.report->read.at("1").document; }
  tests::Desk desk;
};

}  // namespace

TEST_CASE("the words of a paragraph that a field holds are found with their place in the field") {
  Reviewer reviewer;
  std::size_t held = 0, figures = 0;
  for (const app::Paragraph& paragraph : reviewer.document())
    for (const app::Held& one : paragraph.held) {
      const auto path = form::Path::parse(one.path);
      REQUIRE(path);
      const std::string words = paragraph.text.substr(one.begin, one.size);
      INFO(one.path << ": " << words);
      const std::string* text = report::value_at(reviewer.desk.state(), *path).text();
      REQUIRE(text);
      if (one.figure) {
        ++figures;
        continue;
      }
      ++held;
      CHECK(text->substr(one.offset, one.size) == words);
    }
  CHECK(held > 20);
  CHECK(figures > 0);
}

TEST_CASE("what is said about any sentence of a version is tied to a place that stands in it") {
  Reviewer reviewer;
  std::size_t tied = 0;
  for (std::size_t i = 0; i < reviewer.document().size(); ++i) {
    const std::string& text = reviewer.document()[i].text;
    std::size_t at = 0;
    for (const std::string_view sentence : merge::sentences(text)) {
      const auto all = app::targets(*reviewer.desk.model.report, i, at, at + sentence.size());
      at += sentence.size();
      REQUIRE_FALSE(all.empty());
      CHECK(all.back().remark.at.empty());
      for (const app::RemarkTarget& one : all) {
        CHECK(one.remark.version == 1);
        if (one.remark.quote.empty()) continue;
        ++tied;
        CHECK(one.remark.nth >= 1);
        const auto path = form::Path::parse(one.remark.at);
        const std::string value = *report::value_at(reviewer.desk.state(), *path).text();
        std::size_t found = value.find(one.remark.quote);
        for (std::int64_t n = 1; n < one.remark.nth; ++n) found = value.find(one.remark.quote, found + 1);
        CHECK(report::stands({one.remark.at, one.remark.quote, found}, *reviewer.desk.model.report->form,
                             reviewer.desk.state()));
      }
    }
  }
  CHECK(tied > 40);
}

TEST_CASE("the second of two equal sentences is meant when it is the one that was pressed") {
  Reviewer reviewer;
  report::State state = reviewer.desk.state();
  std::string path;
  for (const auto& [name, value] : reviewer.desk.state().fields) {
    const form::Field* field = reviewer.desk.report().form->top().find(name);
    if (field && field->kind == form::Kind::Text && value.text()) path = name;
  }
  REQUIRE_FALSE(path.empty());
  state.set(path, report::Value(base::Json("同样的一句话在这里。别的一句。同样的一句话在这里。")));
  reviewer.desk.tell(
      client::StateRead{reviewer.desk.report().id, "1", std::make_shared<const report::State>(state), {}});
  const auto& document = reviewer.document();
  const auto paragraph =
      std::ranges::find_if(document, [](const auto& one) { return one.text.find("别的一句。") != std::string::npos; });
  REQUIRE(paragraph != document.end());
  const std::size_t second = paragraph->text.rfind("同样的一句话在这里。");
  const auto all = app::targets(*reviewer.desk.model.report, static_cast<std::size_t>(paragraph - document.begin()),
                                second, paragraph->text.size());
  REQUIRE(all.front().remark.quote == "同样的一句话在这里。");
  CHECK(all.front().remark.nth == 2);
}

TEST_CASE(
    "a cell stands in its table although a text has its words too, and what is said is tied to cell, row or table") {
  Reviewer reviewer;
  report::State state = reviewer.desk.state();
  report::Row row;
  row.id = "t1";
  row.set("level3", report::Value(base::Json("建成的水利项目个数")));
  row.set("score", report::Value(base::Json("9.5")));
  state.rows["evaluation.table"] = {row};
  state.rows["results.blocks"].back().set("text", report::Value(base::Json("建成的水利项目个数比去年多。")));
  reviewer.desk.tell(
      client::StateRead{reviewer.desk.report().id, "1", std::make_shared<const report::State>(state), {}});
  const auto& document = reviewer.document();
  const auto table = std::ranges::find_if(document, [](const auto& one) { return one.row_paths.size() == 2; });
  REQUIRE(table != document.end());
  const auto index = static_cast<std::size_t>(table - document.begin());

  client::RemarkThread thread;
  thread.remark.header.version = 1;
  thread.remark.header.place.at = "evaluation.table[t1].score";
  const auto place = app::place_in(reviewer.desk.report(), thread);
  REQUIRE(place);
  CHECK(place->paragraph == index);
  CHECK(place->row == 1u);
  CHECK(place->column == 1u);
  for (const app::Paragraph& one : document)
    for (const app::Held& held : one.held) CHECK_FALSE(held.path.starts_with("evaluation.table"));

  std::vector<std::string> places;
  for (const app::RemarkTarget& one : app::targets_in_table(reviewer.desk.report(), index, 1, 1)) {
    places.push_back(one.remark.at);
    CHECK(report::stands({one.remark.at, {}, 0}, *reviewer.desk.report().form, state));
  }
  CHECK(places ==
        std::vector<std::string>{"evaluation.table[t1].score", "evaluation.table[t1]", "evaluation.table", ""});
}
