// A past for the report on the desk: who wrote which revision, what was submitted, returned and accepted.
#pragma once

#include <memory>
#include <string>

#include "shared/base/hash.h"
#include "tests/support/desk/desk.h"

namespace ziping::tests {

inline std::string revision(const std::string& of) { return base::sha256(of).hex(); }

// Version 1, returned with a reason, and version 2, which waits.
inline void give_versions(Desk& desk) {
  client::EditsSaved news;
  news.report = desk.report().id;
  news.through = desk.report().typed;
  news.at_ms = desk.model.now_ms;
  news.around = desk.report().around;
  client::Surroundings& around = news.around;
  around.row.stage = sync::Stage::Submitted;
  around.log = {{revision("mine"), "office", "2023-03-02T07:00:00Z", "", {revision("v2")}, false},
                {revision("v2"), "office", "2023-03-01T09:30:00Z", "按退回意见修改", {revision("two")}, true},
                {revision("two"), "dongpi-1", "2023-03-01T06:12:00Z", "", {revision("v1")}, true},
                {revision("v1"), "office", "2023-02-20T03:00:00Z", "", {revision("first")}, true},
                {revision("first"), "office", "2023-02-18T02:00:00Z", "导入", {}, true}};
  around.versions = {{1, revision("v1"), "office", "2023-02-20T03:05:00Z"},
                     {2, revision("v2"), "office", "2023-03-01T09:31:00Z"}};
  around.stages = {{"submitted", "submit", "office", "2023-02-20T03:05:00Z", "", 1},
                   {"returned", "return", "finance", "2023-02-24T08:00:00Z", "执行数与决算不一致，请核对后重报。", 1},
                   {"submitted", "submit", "office", "2023-03-01T09:31:00Z", "", 2}};
  desk.tell(std::move(news));
}

// The vault's answer to a state that was asked for.
inline void read(Desk& desk, const std::string& which, const report::State& state) {
  client::StateRead news{desk.report().id, which, std::make_shared<const report::State>(state), {}};
  desk.tell(std::move(news));
}

inline report::Value words(const std::string& text) { return report::Value(base::Json(text)); }

inline void replace(report::State& state, const form::Path& path, const std::string& what, const std::string& with) {
  const std::string* text = report::value_at(state, path).text();
  const std::size_t at = text ? text->find(what) : std::string::npos;
  if (at == std::string::npos) return;
  std::string changed = *text;
  changed.replace(at, what.size(), with);
  report::find_node(state, path)->set(path.name, words(changed));
}

// The sample as it was submitted.
inline report::State second_version(report::State state = Desk::sample()) {
  state.set("funds.executed", words("20509.43"));
  return state;
}

// The same as version 1 said it: another amount, a signature more, a sentence more, a row less, two rows the other way
// round.
inline report::State first_version(report::State state = second_version()) {
  state.set("funds.executed", words("20100.5"));
  state.set("end.signature", words("某局"));
  report::Rows& blocks = state.rows["results.blocks"];
  report::Row& last = blocks.back();
  const std::string* text = last.value("text").text();
  if (text) last.set("text", words(*text + "全年办成实事12件，群众反映良好。"));
  blocks.erase(blocks.end() - 3);
  report::Rows& measures = state.rows["measures.list"];
  if (measures.size() > 1) std::swap(measures[0], measures[1]);
  return state;
}

}  // namespace ziping::tests
