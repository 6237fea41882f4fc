#include "client/app/unsaid.h"

#include <algorithm>

#include "shared/base/utf8.h"

namespace ziping::app {
namespace {

using base::Json;

// The place taken apart; none for what is none of this program's.
std::optional<Json::Array> parts(const std::string& place, std::string_view kind, std::size_t count) {
  auto json = base::parse_json(place);
  const Json::Array* all = json ? json->as_array() : nullptr;
  if (!all || all->size() != count || !(*all)[0].as_string() || *(*all)[0].as_string() != kind) return std::nullopt;
  return *all;
}

std::string text_of(const Json& json) { return json.as_string() ? *json.as_string() : std::string(); }
std::int64_t number_of(const Json& json) { return json.as_integer() ? *json.as_integer() : 0; }

std::string place(Json::Array all) { return base::canonical(Json(std::move(all))); }

bool is_said(const client::SaidRemark& one, const std::string& words) {
  return one.counts() && one.header.text == base::normalised(words);
}

bool stands_as_answer(const OpenReport& report, const std::string& remark, const std::string& words) {
  const auto on = std::ranges::find(report.remarks, remark, [](const auto& one) { return one.remark.id; });
  return on != report.remarks.end() &&
         std::ranges::any_of(on->answers, [&](const auto& one) { return is_said(one, words); });
}

bool stands(const OpenReport& report, const std::string& place, const std::string& words) {
  if (const auto remark = parts(place, "remark", 5)) {
    // What was chosen to speak about is the nearest place, which is kept, or around it.
    const std::int64_t version = number_of((*remark)[1]);
    const std::string nearest = text_of((*remark)[2]);
    return std::ranges::any_of(report.remarks, [&](const auto& one) {
      const sync::RemarkHeader& header = one.remark.header;
      return is_said(one.remark, words) && header.version == version && nearest.starts_with(header.place.at);
    });
  }
  if (const auto answer = parts(place, "answer", 2)) return stands_as_answer(report, text_of((*answer)[1]), words);
  if (const auto note = parts(place, "note", 2)) {
    const std::vector<client::StageEntry>& steps = report.around.stages;
    const std::string action = text_of((*note)[1]);
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](const auto& one) { return one.action == action; });
    return last != steps.rend() && last->note == words;
  }
  return false;
}

}  // namespace

std::string place_of_remark(const client::NewRemark& about) {
  return place({"remark", about.version, about.at, about.quote, about.nth});
}

std::string place_of_answer(std::string_view remark) { return place({"answer", remark}); }

std::string place_of_note(sync::Action action) { return place({"note", sync::name(action)}); }

std::string place_of_own_words(const report::State& state, const ConflictPlace& conflict) {
  const auto at = conflict_at(state, conflict);
  const Json base = at ? at->base : Json();
  int nth = 0;
  for (ConflictPlace before = conflict; before.segment > 0;) {
    --before.segment;
    const auto other = conflict_at(state, before);
    if (other && other->base == base) ++nth;
  }
  return place({"own", conflict.path.text(), base, nth});
}

const Unsaid* unsaid_at(const OpenReport& report, const std::string& place) {
  const auto at = report.unsaid.find(place);
  return at == report.unsaid.end() ? nullptr : &at->second;
}

std::vector<BegunRemark> begun_remarks(const OpenReport& report) {
  std::vector<BegunRemark> out;
  for (const auto& [place, unsaid] : report.unsaid)
    if (const auto all = parts(place, "remark", 5); all && !unsaid.words.empty())
      out.push_back({place,
                     {number_of((*all)[1]), text_of((*all)[2]), text_of((*all)[3]), number_of((*all)[4]), {}},
                     unsaid.words});
  return out;
}

std::vector<LeftWords> words_without_conflict(const OpenReport& report) {
  const auto is_own = [](const auto& one) { return parts(one.first, "own", 4).has_value(); };
  if (std::ranges::none_of(report.unsaid, is_own)) return {};
  std::set<std::string> open;
  for (const ConflictPlace& conflict : report.conflicts) open.insert(place_of_own_words(report.state, conflict));
  std::vector<LeftWords> out;
  for (const auto& [place, unsaid] : report.unsaid) {
    const auto all = parts(place, "own", 4);
    const auto path = all ? form::Path::parse(text_of((*all)[1])) : base::Result<form::Path>(form::Path());
    if (all && path && !unsaid.words.empty() && !open.contains(place)) out.push_back({place, *path, unsaid.words});
  }
  return out;
}

std::vector<std::string> said_meanwhile(const OpenReport& report) {
  std::vector<std::string> out;
  for (const auto& [place, unsaid] : report.unsaid)
    if (unsaid.state != Unsaid::State::Begun && stands(report, place, unsaid.words)) out.push_back(place);
  return out;
}

}  // namespace ziping::app
