#include "client/view/form_fields.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/authors.h"
#include "client/view/form_files.h"
#include "client/view/marked_words.h"
#include "client/view/moment.h"
#include "client/view/widgets/rich_text.h"
#include "shared/base/amount.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::view {
namespace {

constexpr float kLabelRow = 24;           // above the control
constexpr std::int64_t kOneRowMax = 500;  // characters: a text that is meant to be longer starts with two rows

std::string stored_text(const report::Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const std::int64_t* integer = value.json().as_integer()) return std::to_string(*integer);
  return {};
}

class OneField {
 public:
  OneField(Sheet& sheet, const Asked& asked, float width)
      : sheet_(sheet),
        ui_(sheet.ui),
        field_(*asked.field),
        path_(asked.path),
        place_(asked.path.text()),
        id_("###field/" + place_),
        value_(report::value_at(sheet.report.state, asked.path)) {
    if (!field_.computed()) lock_ = app::locked_because(sheet.frame.model, asked.path);
    frame_ = {.id = id_,
              .label = asked.label == Label::Above ? std::string_view(field_.label) : std::string_view(),
              .width = width,
              .required = field_.required ? Required::Yes : Required::No,
              .unit = field_.unit,
              .lock_reason = lock_,
              .hint = lock_.empty() ? std::string_view(field_.hint) : std::string_view(),
              .lock_words = asked.lock_words,
              .tint = sheet.worst(place_),
              .marked = sheet.marked(place_)};
  }

  void draw() {
    if (field_.computed()) return draw_computed();
    if (report::is_conflict(value_.json())) return draw_clash();
    const bool target = sheet_.is_target(place_);
    const bool wanted = target && !sheet_.report.go_to_only_shows;  // the keyboard goes there
    // Who takes back what he writes here has his caret in sight already, however far down in a long text.
    if (wanted || (target && !has_keyboard(ui_, id_))) scroll_here();
    if (field_.kind != form::Kind::Text && field_.kind != form::Kind::Files) fit_hint();
    switch (field_.kind) {
      case form::Kind::Text:
        if (wanted) activate(ui_, ImGui::GetID(id_.c_str()));
        draw_text_field(target);
        break;
      case form::Kind::Choice:
        if (wanted) ImGui::SetKeyboardFocusHere();
        draw_choice();
        break;
      case form::Kind::Reference:
        if (wanted && is_chosen(field_)) ImGui::SetKeyboardFocusHere();
        if (is_chosen(field_)) {
          draw_choice();
          break;
        }
        [[fallthrough]];
      case form::Kind::Line:
        if (wanted) activate(ui_, ImGui::GetID(id_.c_str()));
        draw_line();
        break;
      case form::Kind::Decimal:
      case form::Kind::Integer:
      case form::Kind::Date:
        if (wanted) activate(ui_, ImGui::GetID(id_.c_str()));
        draw_read();
        break;
      case form::Kind::Files:
        files_field(sheet_, frame_, path_);
        if (target) sheet_.arrive();
        return;
    }
    if (!frame_.label.empty()) draw_marks();
    draw_hint();
    if (target) sheet_.arrive();
  }

 private:
  void scroll_here() {
    const float top = ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y;
    const float height = ImGui::GetWindowHeight();
    if (top < ui_.px(16) || top > height - ui_.px(96)) ImGui::SetScrollFromPosY(top, 0.25f);
  }

  void set(std::string input) { sheet_.frame.ask(app::SetField{place_, std::move(input)}); }

  void draw_computed() {
    if (sheet_.is_target(place_)) {
      scroll_here();
      sheet_.arrive();
    }
    const std::string label = text::say("fields.computed", {field_.label});
    frame_.label = frame_.label.empty() ? frame_.label : std::string_view(label);
    frame_.required = Required::No;
    shown_field(ui_, frame_, computed_text(sheet_, field_, place_));
  }

  // A hint that is longer than its field is told by the mark above the field's right end. Who comes by the keyboard has
  // no mouse to read it with: it then lies over what is below, so that nothing moves under somebody's hand.
  void draw_hint() {
    if (!hint_.empty() && box_.width() > 0 && sheet_.to_read(place_).empty() && sheet_.remarked(place_).empty()) {
      const ImVec2 at{box_.max.x - ui_.px(6), box_.min.y - ui_.px(14)};
      draw_mark(ui_.look, at, ui_.px(12), Mark::Info, ui_.colour().faint);
    }
    Item item;
    item.hovered =
        ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({box_.min.x, box_.min.y - ui_.px(kLabelRow)}, box_.max);
    item.ringed = has_keyboard(ui_, id_) && ui_.scratch.menu.field == 0;
    item.box = {box_.min, {box_.max.x, std::max(box_.max.y, ImGui::GetItemRectMax().y)}};  // with what is said below it
    explain_on_hover(ui_, item, hint_);
  }

  // Keeps it out of the field where it would be cut.
  void fit_hint() {
    const float unit = frame_.unit.empty() ? 0 : text_width(ui_.look, Type::Small, frame_.unit) + ui_.px(8);
    if (text_width(ui_.look, Type::Body, frame_.hint) <= frame_.width - ui_.px(16) - unit) return;
    hint_ = frame_.hint;
    frame_.hint = {};
  }

  void draw_text_field(bool target) {
    const std::string* text = value_.text();
    const std::vector<MarkedWords> marked = text ? marked_words(sheet_, place_, *text) : std::vector<MarkedWords>();
    const std::vector<Written> written =
        ImGui::GetIO().KeyAlt && text ? authors_of(sheet_, place_, *text) : std::vector<Written>();
    const EditOutcome outcome =
        prose_field(ui_,
                    {.field = frame_,
                     .characters_max = static_cast<std::size_t>(std::max<std::int64_t>(field_.characters_max, 0)),
                     .rows_min = lock_.empty() && field_.characters_max > kOneRowMax ? 2 : 1,
                     .written = written,
                     .marked = marked,
                     .scrolls_to_mark = target},
                    text ? std::string_view(*text) : std::string_view());
    box_ = outcome.item.box;
    ask_history(sheet_.frame, outcome.request);
    if (!outcome.changed()) return;
    app::EditText edit{place_, {}};
    for (const TextChange& change : outcome.changes)
      edit.changes.push_back({change.at, change.removed, change.inserted});
    sheet_.frame.ask(std::move(edit));
  }

  void draw_line() {
    FormMemory& memory = sheet_.memory;
    std::string shown = stored_text(value_);
    const bool typing = memory.line == place_;
    if (typing && base::trimmed(memory.typed) == shown) shown = memory.typed;
    FieldOutcome outcome = line_field(ui_, frame_, shown);
    box_ = outcome.edit.item.box;
    ask_history(sheet_.frame, outcome.edit.request);
    if (outcome.value) {
      memory.line = place_;
      memory.typed = *outcome.value;
      set(std::move(*outcome.value));
    } else if (typing && !outcome.edit.active) {
      memory.line.clear();
    }
  }

  void draw_read() {
    const std::string stored = stored_text(value_);
    const app::Unread* unread = sheet_.unread(place_);
    if (lock_.empty()) frame_.unread = unread ? std::string_view(unread->words) : std::string_view();
    FieldOutcome outcome =
        field_.kind == form::Kind::Decimal   ? decimal_field(ui_, frame_, stored, form::places_max(field_))
        : field_.kind == form::Kind::Integer ? integer_field(ui_, frame_, stored)
                                             : date_field(ui_, frame_, stored, today(sheet_.frame.model.now_ms));
    box_ = outcome.edit.item.box;
    std::string& reading = sheet_.memory.reading;
    if (outcome.edit.active)
      reading = place_;
    else if (reading == place_)
      reading.clear();
    ask_history(sheet_, place_, outcome.edit.request);
    if (outcome.value) set(std::move(*outcome.value));
    if (outcome.unread && outcome.edit.request == Request::None) keep_unread(sheet_.frame, place_, *outcome.unread);
  }

  void draw_choice() {
    const Options options = options_of(sheet_, field_, stored_text(value_));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto chosen = choice_field(ui_, frame_, options.words, options.current);
    const float top = at.y + (frame_.label.empty() ? 0 : ui_.px(kLabelRow));
    box_ = {{at.x, top}, {ImGui::GetItemRectMax().x, top + ui_.px(kControlHeight)}};
    if (chosen) set(options.values[*chosen]);
  }

  // What two people wrote is not edited here: it is decided in the conflicts' own column.
  void draw_clash() {
    const auto clashes = sheet_.clashes(place_);
    const std::size_t count = clashes ? clashes->count : 1;
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui_.px(4)});
    if (sheet_.is_target(place_)) {
      scroll_here();
      sheet_.arrive();
    }
    if (!frame_.label.empty()) text_line(ui_, Type::Small, ui_.colour().quiet, frame_.label);
    clash_strip(sheet_, place_, text::say("fields.clashes", {count}), clashes ? clashes->first : 0, frame_.width);
    std::vector<std::pair<std::string, SpanStyle>> words;
    if (const auto segments = report::segments_of(value_.json())) {
      for (const report::Segment& segment : *segments) add(words, segment);
    } else if (const auto conflict = report::conflict_of(value_.json())) {
      add(words, *conflict);
    }
    std::vector<TextSpan> spans;
    for (const auto& [text, style] : words) spans.push_back({text, style});
    rich_text(ui_, "###sides/" + place_, spans, std::min(frame_.width, prose_width_max(ui_)));
    ImGui::PopStyleVar();
    ImGui::EndGroup();
  }

  void add(std::vector<std::pair<std::string, SpanStyle>>& words, const report::Segment& segment) const {
    if (const std::string* plain = std::get_if<std::string>(&segment)) {
      words.emplace_back(*plain, SpanStyle::Plain);
      return;
    }
    bool first = true;
    for (const report::Side& side : std::get<report::Conflict>(segment).sides) {
      if (!first) words.emplace_back(text::say("fields.or", {}), SpanStyle::Quiet);
      first = false;
      const std::string shown = field_.kind == form::Kind::Reference
                                    ? app::printed_words(naming_of(sheet_), &field_, report::Value(side.value))
                                    : form::shown(field_, side.value);
      words.emplace_back(shown.empty() ? text::say("fields.removed", {}) : shown, SpanStyle::Clash);
    }
  }

  // Above the right end of the control, in the row of the label.
  void draw_marks() {
    float right = box_.max.x;
    for (const std::string& words : {std::string(sheet_.to_read(place_)), sheet_.remarked(place_)}) {
      if (words.empty()) continue;
      const float width = pill_width(ui_, words);
      draw_pill_in(ui_, {{right - width, box_.min.y - ui_.px(26)}, {right, box_.min.y - ui_.px(2)}}, words, Tone::Warn);
      right -= width + ui_.px(8);
    }
  }

  Sheet& sheet_;
  Ui& ui_;
  const form::Field& field_;
  const form::Path& path_;
  const std::string place_, id_;
  const report::Value& value_;
  std::string lock_;
  FieldFrame frame_;
  std::string_view hint_;  // that did not fit
  Box box_{};
};

}  // namespace

void one_field(Sheet& sheet, const Asked& asked, float width) { OneField(sheet, asked, width).draw(); }

void ask_history(Frame& frame, Request request) {
  if (request == Request::Undo) frame.ask(app::TakeBack{});
  if (request == Request::Redo) frame.ask(app::DoAgain{});
}

void ask_history(Sheet& sheet, const std::string& place, Request request) {
  if (request == Request::Undo && sheet.unread(place)) return keep_unread(sheet.frame, place, {});
  ask_history(sheet.frame, request);
}

void keep_unread(Frame& frame, const std::string& place, std::string words) {
  const std::string kept = app::place_of_typed(place);
  words.empty() ? frame.ask(app::DropUnsaid{kept}) : frame.ask(app::KeepUnsaid{kept, std::move(words)});
}

std::string computed_text(const Sheet& sheet, const form::Field& field, const std::string& place) {
  const auto at = sheet.report.computed.find(place);
  return at == sheet.report.computed.end() ? std::string() : shown_in_form(field, at->second);
}

std::string shown_in_form(const form::Field& field, const base::Json& value) {
  const std::string* figure = field.kind == form::Kind::Decimal ? value.as_string() : nullptr;
  return figure ? base::shown_amount(*figure, field.unit) : form::shown(field, value);
}

bool is_team(const form::Field& field) { return field.kind == form::Kind::Reference && field.name == kTeamField; }

bool is_chosen(const form::Field& field) {
  return field.kind == form::Kind::Choice || is_team(field) || !field.of.empty();
}

app::Naming naming_of(const Sheet& sheet) {
  return {*sheet.report.form, sheet.report.state, sheet.frame.model.home.names.teams};
}

Options options_of(const Sheet& sheet, const form::Field& field, const std::string& stored) {
  Options out;
  if (is_team(field)) {
    for (const auto& [id, name] : sheet.frame.model.home.names.teams) {
      out.values.push_back(id);
      out.words.push_back(name);
    }
  } else if (!field.of.empty()) {
    const report::Rows& rows = sheet.report.state.group(field.of);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out.values.push_back(rows[i].id);
      out.words.push_back(out.made.emplace_back(app::referred_row_words(naming_of(sheet), field, rows[i], i + 1)));
    }
  } else {
    for (const form::Choice& choice : field.choices) {
      out.values.push_back(choice.value);
      out.words.push_back(choice.label);
    }
  }
  if (!field.of.empty() && !stored.empty() && std::ranges::find(out.values, stored) == out.values.end()) {
    out.values.push_back(stored);  // a row that is gone, or words from before there was a list
    out.words.push_back(out.made.emplace_back(app::referred_words(naming_of(sheet), field, stored)));
  }
  const auto at = std::ranges::find(out.values, stored);
  out.current = static_cast<std::size_t>(at - out.values.begin());
  const bool unknown = !stored.empty() && out.current == out.values.size();
  if (!stored.empty() && !field.required) {
    out.values.emplace_back();
    out.words.push_back(text::say("fields.no_choice"));
  }
  if (unknown) out.current = out.values.size();
  return out;
}

}  // namespace ziping::view
