#include "client/view/conflict_shown.h"

#include <algorithm>

#include "client/app/referred.h"
#include "client/app/removed_row.h"
#include "client/view/form_fields.h"
#include "shared/form/value.h"
#include "shared/merge/sentence.h"
#include "shared/merge/suggestion.h"

namespace ziping::view {
namespace {

constexpr std::size_t kContextSentences = 2;

std::string last_sentences(std::string_view text) {
  const auto all = merge::sentences(text);
  std::string out;
  for (std::size_t i = all.size() - std::min(all.size(), kContextSentences); i < all.size(); ++i) out += all[i];
  return out;
}

std::string first_sentences(std::string_view text) {
  const auto all = merge::sentences(text);
  std::string out;
  for (std::size_t i = 0; i < std::min(all.size(), kContextSentences); ++i) out += all[i];
  return out;
}

// Which sentence it is, and what stands around it.
void place_sentence(ConflictShown& shown) {
  const auto segments = report::segments_of(shown.value.json());
  if (!segments) return;
  shown.number = 1;
  for (std::size_t i = 0; i < shown.place.segment && i < segments->size(); ++i) {
    const auto* plain = std::get_if<std::string>(&(*segments)[i]);
    shown.number += plain ? merge::sentences(*plain).size() : 1;
    shown.before = plain ? last_sentences(*plain) : std::string();
  }
  if (shown.place.segment + 1 >= segments->size()) return;
  if (const auto* plain = std::get_if<std::string>(&(*segments)[shown.place.segment + 1]))
    shown.after = first_sentences(*plain);
}

void take_line_end(ConflictShown& shown) {
  const auto ends = [](const ConflictSide& side) { return side.input.empty() || side.input.ends_with('\n'); };
  const bool any = std::ranges::any_of(shown.sides, [](const ConflictSide& side) { return !side.input.empty(); });
  if (any && ends(shown.base) && std::ranges::all_of(shown.sides, ends)) shown.line_end = "\n";
  const auto without = [](ConflictSide& side) {
    while (side.words.ends_with('\n')) side.words.pop_back();
  };
  without(shown.base);
  for (ConflictSide& side : shown.sides) without(side);
  if (shown.all) without(*shown.all);
}

void compare_sentences(ConflictShown& shown) {
  for (ConflictSide& side : shown.sides) side.pieces = app::characters_changed(shown.base.words, side.words);
  if (shown.all) shown.all->pieces = app::characters_changed(shown.base.words, shown.all->words);
}

// What is chosen from a list is another one, however alike the words are.
void compare_whole(ConflictShown& shown) {
  for (ConflictSide& side : shown.sides)
    if (!side.words.empty())
      side.pieces = {{side.words, side.words == shown.base.words ? app::Part::Same : app::Part::Inserted}};
}

std::string input_of(const base::Json& value) {
  if (const std::int64_t* integer = value.as_integer()) return std::to_string(*integer);
  return value.is_string() ? *value.as_string() : std::string();
}

ConflictSide side_of(const app::Naming& naming, const form::Field* field, const report::Side& side) {
  ConflictSide out{side.revision, input_of(side.value), {}, {}, {}};
  const bool is_figure = field && field->kind == form::Kind::Decimal && side.value.is_string();
  out.words = is_figure ? shown_in_form(*field, side.value)  // the points of the sides stand below each other
                        : app::printed_words(naming, field, report::Value(side.value));
  if (field && !field->unit.empty() && !out.words.empty()) out.words += " " + field->unit;
  return out;
}

void show_row(std::optional<ConflictShown>& shown, const app::OpenReport& report, const app::ConflictPlace& place,
              const app::TeamNames& teams) {
  const report::Row* row = report::find_row(report.state, place.path);
  const auto before = app::state_before(report, place.path);
  if (shown && row && shown->place == place && shown->row == *row && shown->state_before == before) return;
  shown.reset();
  const auto conflict = app::conflict_at(report.state, place);
  if (!row || !conflict) return;
  shown.emplace();
  shown->place = place;
  shown->row = *row;
  shown->state_before = before;
  for (const report::Side& side : conflict->sides) shown->sides.push_back({side.revision, {}, {}, {}, {}});
  if (before) shown->changes = app::row_changes(report, *before, place.path, teams);
}

}  // namespace

void show_conflict(std::optional<ConflictShown>& shown, const app::OpenReport& report, const app::ConflictPlace& place,
                   const app::TeamNames& teams) {
  if (place.kind == app::ConflictPlace::Kind::Row) return show_row(shown, report, place, teams);
  const report::Value& value = report::value_at(report.state, place.path);
  const form::Field* field = report.form->find_field(place.path);
  // What a reference means is said elsewhere, and may change there.
  const bool refers = field && field->kind == form::Kind::Reference;
  if (shown && shown->place == place && shown->value == value && !refers) return;
  shown.reset();
  const auto conflict = app::conflict_at(report.state, place);
  if (!conflict) return;
  const app::Naming naming{*report.form, report.state, teams};
  shown.emplace();
  shown->place = place;
  shown->value = value;
  shown->base = side_of(naming, field, {{}, conflict->base});
  for (const report::Side& side : conflict->sides) {
    shown->sides.push_back(side_of(naming, field, side));
    if (field && field->kind == form::Kind::Decimal)
      shown->sides.back().difference = app::difference_between(conflict->base, side.value);
  }
  const bool is_figure = field && field->kind == form::Kind::Decimal;
  if (is_figure && conflict->sides.size() == 2) {
    // The sign says which is the larger one, which anybody can see.
    shown->apart = app::difference_between(conflict->sides[0].value, conflict->sides[1].value);
    for (const std::string_view sign : {"+", "−"})
      if (shown->apart.starts_with(sign)) shown->apart.erase(0, sign.size());
    if (!shown->apart.empty() && !field->unit.empty()) shown->apart += " " + field->unit;
  }
  if (place.kind == app::ConflictPlace::Kind::Sentence) {
    place_sentence(*shown);
    if (auto all = merge::suggestion(*conflict)) shown->all = ConflictSide{{}, *all, *all, {}, {}};
    take_line_end(*shown);
  }
  if (refers) return compare_whole(*shown);
  if (!is_figure) compare_sentences(*shown);
}

}  // namespace ziping::view
