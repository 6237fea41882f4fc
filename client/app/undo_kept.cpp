// How a step is written for the vault.
//
// {"path", "before", "after", "before_after", "after_after"}, or {"places": [such, …]} of one that has several.
// A step of one text mostly goes on where the last one at the same place ended, and changes a few of its words. So it
// leans on that one, if it stands in the same block, and says what it has put there in place of what:
//
//   {"path": "goal", "before": "甲乙丙。", "after": "甲丁丙。", …}      12 bytes: 甲 0, 乙 3, 丙 6, 。 9
//   {"path": "goal", "put": [3, 3, "戊己"], …}                          before it 甲丁丙。, after it 甲戊己丙。
//
// which in a text of 20,000 characters is some hundred bytes in place of 40,000.
#include <algorithm>

#include "client/app/undo.h"

namespace ziping::app {
namespace {

using base::Json;

// What one text has in place of what stood in another: `gone` bytes at `at`.
struct Put {
  std::size_t at = 0, gone = 0;
  std::string words;
};

bool is_inside(std::string_view text, std::size_t at) {  // of a character
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

Put difference(std::string_view from, std::string_view to) {
  const std::size_t shorter = std::min(from.size(), to.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && from[head] == to[head]) ++head;
  while (is_inside(from, head) || is_inside(to, head)) --head;
  while (tail < shorter - head && from[from.size() - tail - 1] == to[to.size() - tail - 1]) ++tail;
  while (tail > 0 && (is_inside(from, from.size() - tail) || is_inside(to, to.size() - tail))) --tail;
  return {head, from.size() - head - tail, std::string(to.substr(head, to.size() - head - tail))};
}

Json to_json(const Put& put) {
  return Json(
      Json::Array{Json(static_cast<std::int64_t>(put.at)), Json(static_cast<std::int64_t>(put.gone)), Json(put.words)});
}

// What `from` becomes; none when there are no such bytes in it.
std::optional<std::string> put_in(const Json& json, const std::string& from) {
  const Json::Array* parts = json.as_array();
  if (!parts || parts->size() != 3) return std::nullopt;
  const std::int64_t *at = (*parts)[0].as_integer(), *gone = (*parts)[1].as_integer();
  const std::string* words = (*parts)[2].as_string();
  const std::int64_t size = std::ssize(from);
  if (!at || !gone || !words || *at < 0 || *at > size || *gone < 0 || *gone > size - *at) return std::nullopt;
  std::string out = from;
  return out.replace(static_cast<std::size_t>(*at), static_cast<std::size_t>(*gone), *words);
}

}  // namespace

Json Undo::to_json(const Place& place) {
  Json out;
  out["path"] = Json(place.path);
  out["before"] = place.before;
  out["after"] = place.after;
  out["before_after"] = Json(place.before_after);
  out["after_after"] = Json(place.after_after);
  return out;
}

Json Undo::to_json(const Step& step, const Place* leans_on) {
  if (step.places.size() == 1) {
    const Place& place = step.places[0];
    const std::string *from = place.before.as_string(), *to = place.after.as_string();
    if (!leans_on || leans_on->after != place.before || !from || !to) return to_json(place);
    Json out;
    out["path"] = Json(place.path);
    out["put"] = app::to_json(difference(*from, *to));
    return out;
  }
  Json::Array places;
  for (const Place& place : step.places) places.push_back(to_json(place));
  Json out;
  out["places"] = Json(std::move(places));
  return out;
}

// The last earlier step of its block that is of this one's field alone.
const Undo::Place* Undo::leans_on(std::size_t step) const {
  const Place& place = steps_[step].places[0];
  const std::int64_t block = client::block_of(first_ + static_cast<std::int64_t>(step));
  while (step-- > 0 && client::block_of(first_ + static_cast<std::int64_t>(step)) == block)
    if (steps_[step].places.size() == 1 && steps_[step].places[0].path == place.path) return &steps_[step].places[0];
  return nullptr;
}

std::optional<Undo::Place> Undo::parse_place(const Json& json, const Json* left) {
  const Json *before = json.find("before"), *after = json.find("after"), *put = json.find("put");
  Place place;
  place.path = json.text_or("path");
  const auto path = form::Path::parse(place.path);
  if (!path) return std::nullopt;
  place.is_row = path->name.empty();
  place.before_after = json.text_or("before_after");
  place.after_after = json.text_or("after_after");
  if (before && after) {
    place.before = *before;
    place.after = *after;
    return place;
  }
  const std::string* from = left ? left->as_string() : nullptr;
  auto to = put && from ? put_in(*put, *from) : std::nullopt;
  if (!to) return std::nullopt;
  place.before = *left;
  place.after = Json(std::move(*to));
  return place;
}

// `earlier`: the steps of its block so far.
std::optional<Undo::Step> Undo::parse(const Json& json, std::span<const Step> earlier) {
  const Json* places = json.find("places");
  if (places && !places->is_array()) return std::nullopt;
  const std::span<const Json> all = places ? std::span(*places->as_array()) : std::span(&json, 1);
  const Json* left = nullptr;
  for (std::size_t i = earlier.size(); json.find("put") && !left && i-- > 0;)
    if (earlier[i].places.size() == 1 && earlier[i].places[0].path == json.text_or("path"))
      left = &earlier[i].places[0].after;
  Step step;
  for (const Json& one : all) {
    auto place = parse_place(one, left);
    if (!place) return std::nullopt;
    step.places.push_back(std::move(*place));
  }
  return step.places.empty() ? std::nullopt : std::optional(std::move(step));
}

Undo::Block Undo::parse(const client::Steps& kept) {
  Block out{kept.first, {}};
  std::size_t begins = 0;  // the block of the vault
  for (const Json& json : kept.steps) {
    const std::int64_t number = out.first + std::ssize(out.steps);
    if (number % client::kStepsInBlock == 0) begins = out.steps.size();
    if (auto step = parse(json, std::span(out.steps).subspan(begins))) {
      out.steps.push_back(std::move(*step));
    } else {
      out = {number + 1, {}};
      begins = 0;
    }
  }
  return out;
}

}  // namespace ziping::app
