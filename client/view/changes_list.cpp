#include "client/view/changes_list.h"

#include <algorithm>
#include <array>

#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/sparing.h"

namespace ziping::view {
namespace {

using app::Change;

struct KindWords {
  Change::Kind kind;
  std::string_view key;  // of its words
  Tone tone;
};

constexpr std::array kKinds{KindWords{Change::Kind::Value, "changes.value", Tone::Neutral},
                            KindWords{Change::Kind::Text, "changes.text", Tone::Neutral},
                            KindWords{Change::Kind::RowAdded, "changes.added", Tone::Good},
                            KindWords{Change::Kind::RowRemoved, "changes.removed", Tone::Bad},
                            KindWords{Change::Kind::RowMoved, "changes.moved", Tone::Accent}};

const KindWords& kind_of(Change::Kind kind) { return *std::ranges::find(kKinds, kind, &KindWords::kind); }

// Only the report as it stands can take something back, and only by whom it belongs to.
bool can_restore(const Frame& frame, const Change& change) {
  return frame.model.report->right == "draft" && change.kind != Change::Kind::RowMoved &&
         app::locked_because(frame.model, change.path).empty();
}

ChangesShown::Source source_of_changes(const app::Model& model) {
  const app::OpenReport& report = *model.report;
  return {report.opening,
          report.turn,
          report.left,
          report.right,
          report.changes.size(),
          report.only_changes,
          report.around.row.stage,
          app::waiting_wish(model) != nullptr};
}

// Of each change, asked once for all frames in which they are looked at.
const std::vector<bool>& restorable(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  std::optional<ChangesShown>& shown = frame.memory.shown.changes;
  ChangesShown::Source source = source_of_changes(frame.model);
  if (shown && shown->source == source) return shown->restorable;
  const auto same = [&source](const ChangesShown::Source& one) {
    return one.opening == source.opening && one.left == source.left && one.right == source.right &&
           one.changes == source.changes && one.only_changes == source.only_changes;
  };
  if (!shown || !same(shown->source)) frame.memory.shown.changes_rooms.clear();
  shown.emplace();
  shown->source = std::move(source);
  for (const Change& change : report.changes) shown->restorable.push_back(can_restore(frame, change));
  return shown->restorable;
}

// A button at the right end of the row that was drawn last.
void restore_button(Frame& frame, Box row, const std::string& id, std::vector<std::size_t> changes) {
  Ui& ui = frame.ui;
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const std::string label = text::label("changes.restore", id);
  ImGui::SetCursorScreenPos(
      {row.max.x - button_width(ui, Rank::Bare, label), row.centre().y - ui.px(kControlHeight) / 2});
  if (button(ui, Rank::Bare, label)) frame.ask(app::Restore{std::move(changes)});
  explain_last_button(ui, text::say("changes.restore_hint"));
  ImGui::SetCursorScreenPos(after);
}

void label_of(Frame& frame, const Change& change, std::size_t index) {
  const Ui& ui = frame.ui;
  const bool can = restorable(frame)[index];
  const Box row = take_room({width_left(), ui.px(can ? 28 : 20)});
  draw_text_in(ui.look, row, Type::Small, ui.colour().quiet, change.label);
  if (can) restore_button(frame, row, "###restore/" + std::to_string(index), {index});
}

// 20,509.43 万元 → 21,713.40 万元   +1,203.97
void value_words(Ui& ui, const Change& change, std::string_view id) {
  const std::string_view none = text::say("common.none");
  std::vector<TextSpan> spans;
  if (change.before.empty())
    spans.push_back({none, SpanStyle::Quiet});
  else
    spans.push_back({change.before, SpanStyle::Removed});
  spans.push_back({"　→　", SpanStyle::Quiet});
  if (change.after.empty())
    spans.push_back({none, SpanStyle::Quiet});
  else
    spans.push_back({change.after, SpanStyle::Inserted});
  const std::string difference = "　　" + change.difference;
  if (!change.difference.empty()) spans.push_back({difference, SpanStyle::Quiet});
  rich_text(ui, id, spans);
}

void field_change(Frame& frame, const Change& change, std::size_t index, std::string_view id) {
  label_of(frame, change, index);
  if (change.kind == Change::Kind::Value) return value_words(frame.ui, change, id);
  rich_text(frame.ui, id, spans_of(change.pieces));
}

void row_change(Frame& frame, const Change& change, std::size_t index, std::string_view id) {
  Ui& ui = frame.ui;
  const KindWords& kind = kind_of(change.kind);
  const std::string_view words = text::say(kind.key);
  const Box room = take_room({width_left(), ui.px(24)});
  const float pill = pill_width(ui, words);
  draw_pill_in(ui, room, words, kind.tone);
  const bool moved = change.kind == Change::Kind::RowMoved;
  const std::string place = moved ? change.before + " → " + change.after : change.before + change.after;
  const bool can = restorable(frame)[index];
  const float taken = can ? button_width(ui, Rank::Bare, text::say("changes.restore")) : 0;
  if (can) restore_button(frame, room, "###restore/" + std::to_string(index), {index});
  const float place_width = text_width(ui.look, Type::Small, place) + ui.px(16) + taken;
  draw_text_in(ui.look, {{room.min.x + pill + ui.px(8), room.min.y}, {room.max.x - place_width, room.max.y}},
               Type::Strong, ui.colour().text, change.label);
  draw_text_in(ui.look, {room.min, {room.max.x - taken, room.max.y}}, Type::Small, ui.colour().quiet, place,
               Align::Right);
  const bool says = !change.pieces.empty() && !change.pieces.front().words.empty();
  says ? void(rich_text(ui, id, spans_of(change.pieces))) : space(ui, 0);
}

void one_change(Frame& frame, const Change& change, std::size_t index) {
  const std::string id = "###change/" + std::to_string(index);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(4)});
  if (change.kind == Change::Kind::Value || change.kind == Change::Kind::Text)
    field_change(frame, change, index, id);
  else
    row_change(frame, change, index, id);
  ImGui::PopStyleVar();
}

void rule(const Ui& ui) {
  const Box room = take_room({width_left(), ui.px(8)});
  horizontal_line(ui.look, room.min.x, room.max.x, std::round(room.centre().y), ui.colour().line);
}

}  // namespace

void change_counts(Frame& frame) {
  const std::vector<Change>& changes = frame.model.report->changes;
  bool first = true;
  for (const KindWords& kind : kKinds) {
    const auto count = std::ranges::count(changes, kind.kind, &Change::kind);
    if (count == 0) continue;
    if (!first) ImGui::SameLine();
    first = false;
    pill(frame.ui, std::string(text::say(kind.key)) + " " + std::to_string(count), kind.tone);
  }
}

void changes_list(Frame& frame) {
  const std::vector<Change>& changes = frame.model.report->changes;
  const std::vector<bool>& can = restorable(frame);
  for (std::size_t i = 0; i < changes.size();) {
    const auto same = [&](const Change& change) { return change.section == changes[i].section; };
    const auto end = static_cast<std::size_t>(
        std::find_if_not(changes.begin() + static_cast<std::ptrdiff_t>(i), changes.end(), same) - changes.begin());
    const Card card(frame.ui);
    section_header(frame.ui, changes[i].section, text::say("changes.places", {end - i}));
    std::vector<std::size_t> here;
    for (std::size_t at = i; at < end; ++at)
      if (can[at]) here.push_back(at);
    if (here.size() > 1 && button(frame.ui, Rank::Quiet,
                                  text::label("changes.restore_section", "###restore_section/" + std::to_string(i))))
      frame.ask(app::Restore{std::move(here)});
    for (const std::size_t begin = i; i < end; ++i)
      part_of_page(frame.memory.shown.changes_rooms, "###change/part/" + std::to_string(i), Sparing::Yes, [&] {
        if (i > begin) rule(frame.ui);
        one_change(frame, changes[i], i);
      });
  }
}

void change_to_read(Ui& ui, const Change& change, std::string_view id) {
  const bool is_field = change.kind == Change::Kind::Value || change.kind == Change::Kind::Text;
  const std::string kind = is_field ? std::string() : std::string(text::say(kind_of(change.kind).key)) + " ";
  text_line(ui, Type::Small, ui.colour().quiet, kind + change.label);
  if (change.kind == Change::Kind::Value) return value_words(ui, change, id);
  if (!change.pieces.empty()) rich_text(ui, id, spans_of(change.pieces));
}

}  // namespace ziping::view
