#include "client/app/draft_words.h"

#include <catch2/catch_test_macros.hpp>

#include "client/work/draft.h"
#include "tests/client/app/department_form.h"

using namespace ziping;
using app::DraftEdit;
using base::Json;
using Kind = app::DraftEdit::Kind;

namespace {

const app::TeamNames kTeams{{"dongpi", "东陂镇工作队"}};

DraftEdit only(const Json& edit) {
  const app::DraftWords words = app::draft_words(&tests::department_form(), {edit}, kTeams);
  REQUIRE(words.edits.size() == 1);
  return words.edits.front();
}

DraftEdit typed(const std::string& path, Json value) { return only(client::set_edit(path, std::move(value))); }

}  // namespace

TEST_CASE("what was typed into a field is read by its labels, whether its row is there or not") {
  const DraftEdit figure = typed("funds.executed", Json("20100.00"));
  CHECK(figure.kind == Kind::Typed);
  CHECK(figure.place == "执行数");
  CHECK(figure.words == "20,100.00");
  CHECK(typed("results.blocks[zz].text", Json("写在已经没有的一段里。")).place == "主要工作成效 · 正文");
  CHECK(typed("results.blocks[zz].figures[f1].value", Json("750")).place == "主要工作成效 · 数据 · 数值");
  CHECK(typed("results.blocks[zz].team", Json("dongpi")).words == "东陂镇工作队");
  CHECK(typed("cover.year", Json(2022)).words == "2022");
  CHECK(typed("funds.executed", Json()).words.empty());
}

TEST_CASE("a place that no form knows is told by its path, and its words are there") {
  const Json edit = client::set_edit("old.field", Json("一句话。"));
  CHECK(only(edit).place == "old.field");
  CHECK(only(edit).words == "一句话。");
  const app::DraftWords words = app::draft_words(nullptr, {client::set_edit("funds.executed", Json("5"))}, {});
  REQUIRE(words.edits.size() == 1);
  CHECK(words.edits.front().place == "funds.executed");
  CHECK(words.edits.front().words == "5");
}

TEST_CASE("of a row it is told what became of it, and what it said with the rows in it") {
  report::Row block = tests::row("b1", {{"title", "大路边镇"}, {"text", "建成水渠。\n惠及两村。"}});
  block.rows["figures"] = {tests::row("f1", {{"label", "水渠"}, {"value", "12"}})};
  const DraftEdit added = only(client::place_edit("results.blocks[b1]", "", report::to_json(block)));
  CHECK(added.kind == Kind::RowAdded);
  CHECK(added.place == "主要工作成效");
  CHECK(added.show == form::Show::Blocks);
  for (const char* words : {"大路边镇", "建成水渠。\n惠及两村。", "水渠；数值：12"}) {
    INFO(added.words);
    CHECK(added.words.find(words) != std::string::npos);
  }
  CHECK(only(client::row_edit("remove", "results.blocks[b1]")).kind == Kind::RowRemoved);
  CHECK(only(client::row_edit("move", "results.blocks[b1]", "b2")).kind == Kind::RowMoved);
  CHECK(only(client::row_edit("keep", "results.blocks[b1]")).kind == Kind::RowKept);
}

TEST_CASE("an edit that was damaged is shown as it was kept") {
  const DraftEdit damaged = only(Json("op\":\"set\",\"path\":\"goals.annual\""));
  CHECK(damaged.kind == Kind::Damaged);
  CHECK(damaged.words.find("goals.annual") != std::string::npos);
  CHECK(only(client::row_edit("turn", "results.blocks[b1]")).kind == Kind::Damaged);
}

TEST_CASE("a place that was typed at more than once is told once, with what was typed last") {
  const std::vector<Json> edits{client::set_edit("goals.annual", Json("初稿。")),
                                client::set_edit("funds.executed", Json("5")),
                                client::set_edit("goals.annual", Json("定稿。"))};
  const app::DraftWords words = app::draft_words(&tests::department_form(), edits, {});
  REQUIRE(words.edits.size() == 2);
  CHECK(words.edits.front().words == "定稿。");
  CHECK(words.edits.back().words == "5");
}

TEST_CASE("of a long draft the first edits are told, and the others counted") {
  std::vector<Json> edits;
  for (std::size_t i = 0; i < app::kDraftEditsShown + 5; ++i)
    edits.push_back(client::set_edit("problems.list[r" + std::to_string(i) + "].text", Json("一条。")));
  const app::DraftWords words = app::draft_words(&tests::department_form(), edits, {});
  CHECK(words.edits.size() == app::kDraftEditsShown);
  CHECK(words.more == 5);
}
