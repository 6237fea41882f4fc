#include "client/view/conflict_own.h"

#include <algorithm>

#include "client/app/unsaid.h"
#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/prose_field.h"
#include "shared/form/value.h"

namespace ziping::view {
namespace {

constexpr const char* kField = "###conflict/own/text";

const form::Field* field_of(const Frame& frame, const ConflictShown& shown) {
  return frame.model.report->form->find_field(shown.place.path);
}

// Of each conflict another: what is typed goes to no other one that comes to stand there.
ImGuiID id_of_field(const std::string& place) {
  ImGui::PushID(place.c_str());
  const ImGuiID out = ImGui::GetID(kField);
  ImGui::PopID();
  return out;
}

std::string first_words(const ConflictShown& shown) {
  if (shown.all) return shown.all->words;
  const auto said = std::ranges::find_if(shown.sides, [](const ConflictSide& side) { return !side.input.empty(); });
  if (said == shown.sides.end()) return {};
  const bool sentence = shown.place.kind == app::ConflictPlace::Kind::Sentence;
  return sentence ? said->words : said->input;
}

// What is none yet counts for more than the value that its beginning had made.
void take_typed(std::string& words, const FieldOutcome& outcome) {
  if (outcome.unread && (!outcome.unread->empty() || !outcome.value))
    words = *outcome.unread;
  else if (outcome.value)
    words = *outcome.value;
}

bool is_unreadable(const form::Field* field, const std::string& words) {
  const bool is_read = field && (field->kind == form::Kind::Decimal || field->kind == form::Kind::Date);
  return is_read && !form::typed(*field, words);
}

// The words are kept whether they are a value or not.
void read_words(Ui& ui, FieldFrame frame, const form::Field& field, std::string& words, const base::Date& now) {
  const bool is_value = !is_unreadable(&field, words);
  const std::string value = is_value ? words : std::string(), unread = is_value ? std::string() : words;
  frame.unread = unread;
  take_typed(words, field.kind == form::Kind::Date ? date_field(ui, frame, value, now)
                                                   : decimal_field(ui, frame, value, form::places_max(field)));
}

void choice_of(Ui& ui, const FieldFrame& frame, const form::Field& field, std::string& words) {
  std::vector<std::string_view> options;
  std::size_t current = field.choices.size();
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    options.push_back(field.choices[i].label);
    if (field.choices[i].value == words) current = i;
  }
  if (const auto chosen = choice_field(ui, frame, options, current)) words = field.choices[*chosen].value;
}

void field_of_kind(Ui& ui, const form::Field* field, std::string& words, const base::Date& now) {
  FieldFrame frame{.id = kField, .label = text::say("conflict.own_label"), .recall = Recall::Here};
  const form::Kind kind = field ? field->kind : form::Kind::Text;
  if (kind == form::Kind::Text) {
    const EditOutcome outcome = prose_field(ui, {.field = frame, .rows_min = 2}, words);
    if (outcome.changed()) words = outcome.text;
    return;
  }
  frame.width = std::min(ui.px(kind == form::Kind::Line ? 480 : 240), width_left());
  frame.unit = field->unit;
  if (kind == form::Kind::Decimal || kind == form::Kind::Date) return read_words(ui, frame, *field, words, now);
  if (kind == form::Kind::Choice) return choice_of(ui, frame, *field, words);
  take_typed(words, line_field(ui, frame, words));
}

}  // namespace

bool own_button(Frame& frame, const ConflictShown& shown, Enabled enabled) {
  const form::Field* field = field_of(frame, shown);
  if (field && (field->kind == form::Kind::Files || field->kind == form::Kind::Reference)) return false;
  const app::OpenReport& report = *frame.model.report;
  const std::string place = app::place_of_own_words(report.state, shown.place);
  if (app::unsaid_at(report, place)) enabled = Enabled::No;
  if (!button(frame.ui, Rank::Quiet, text::label("conflict.own", "###conflict/own"), enabled)) return true;
  frame.ask(app::KeepUnsaid{place, first_words(shown)});
  activate(frame.ui, id_of_field(place));
  return true;
}

void own_editor(Frame& frame, const ConflictShown& shown) {
  const std::string place = app::place_of_own_words(frame.model.report->state, shown.place);
  const app::Unsaid* begun = app::unsaid_at(*frame.model.report, place);
  if (!begun) return;
  space(frame.ui, 8);
  std::string words = begun->words;
  ImGui::PushID(place.c_str());
  field_of_kind(frame.ui, field_of(frame, shown), words, today(frame.model.now_ms));
  ImGui::PopID();
  if (words != begun->words) frame.ask(app::KeepUnsaid{place, words});
  const bool unreadable = is_unreadable(field_of(frame, shown), words);
  const bool sentence = shown.place.kind == app::ConflictPlace::Kind::Sentence;
  const std::string take = text::label(sentence ? "conflict.take_sentence" : "common.take", "###conflict/own/take");
  if (button(frame.ui, Rank::Primary, take, unreadable ? Enabled::No : Enabled::Yes)) {
    frame.ask(app::WriteOwn{shown.place, words + shown.line_end, place});
    return;
  }
  ImGui::SameLine();
  if (button(frame.ui, Rank::Bare, text::label("conflict.own_cancel", "###conflict/own/cancel")))
    frame.ask(app::DropUnsaid{place});
}

}  // namespace ziping::view
