#include "client/view/questions.h"

#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "client/text/say.h"
#include "client/view/copies_list.h"
#include "client/view/draft_question.h"
#include "client/view/folder_list.h"
#include "client/view/form_files.h"
#include "client/view/move_question.h"
#include "client/view/paste_question.h"
#include "client/view/remark_question.h"
#include "client/view/shortcuts.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/dialog.h"
#include "client/view/wording.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr float kQuestionWidth = 520, kWideWidth = 640, kPictureWidth = 860;
constexpr std::size_t kYearDigits = 4;  // of fewer characters nobody has typed it yet
constexpr float kKeyRow = 22;           // of the help: all of them, in a window of a common height

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string& one_line(Frame& frame, const FieldFrame& field) {
  std::string& words = frame.memory.words[std::string(field.id)];
  FieldFrame own = field;
  own.recall = Recall::Here;
  if (const FieldOutcome typed = line_field(frame.ui, own, words); typed.value) words = *typed.value;
  return words;
}

// Full-width digits are taken as well.
std::optional<std::int64_t> year_of(std::string_view typed) {
  const auto decimal = base::Decimal::parse(typed);
  const auto year = decimal ? number_of<std::int64_t>(decimal->stored()) : std::nullopt;
  return year && *year >= client::kYearMin && *year <= client::kYearMax ? year : std::nullopt;
}

std::optional<std::int64_t> year_field(Frame& frame) {
  constexpr std::string_view kId = "###question/year";
  const std::string& typed = frame.memory.words[std::string(kId)];
  const bool is_wrong = base::count_characters(typed) >= kYearDigits && !year_of(typed);
  const std::string sentence = text::say("told.year", {client::kYearMin, client::kYearMax});
  const FindingLine wrong[] = {{Level::Bad, sentence}};
  return year_of(
      one_line(frame, {.id = kId,
                       .label = text::say("question.year"),
                       .required = Required::Yes,
                       .hint = text::say("question.year_hint"),
                       .findings = is_wrong ? std::span<const FindingLine>(wrong) : std::span<const FindingLine>()}));
}

std::size_t form_choice(Frame& frame) {
  std::vector<std::string_view> titles;
  for (const base::Json& form : frame.model.home.forms)
    titles.push_back(form.text_or("title", text::say("question.unnamed_form")));
  std::string& words = frame.memory.words["###question/form"];
  const std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), titles.size() - 1);
  const auto other =
      choice_field(frame.ui, {.id = "###question/form", .label = text::say("question.form")}, titles, chosen);
  if (other) words = std::to_string(*other);
  return other.value_or(chosen);
}

void new_report(Frame& frame) {
  if (frame.model.home.forms.empty()) {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("question.no_forms"));
    if (!answer_row(frame, text::say("common.sync"), Enabled::Yes)) return;
    frame.ask(app::Ask{});
    return frame.ask(app::SyncNow{});
  }
  const base::Json& form = frame.model.home.forms[form_choice(frame)];
  const auto year = year_field(frame);
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("question.new_means"));
  if (!answer_row(frame, text::say("question.make"), year ? Enabled::Yes : Enabled::No)) return;
  frame.ask(app::MakeReport{std::string(form.text_or("name")), *year});
  frame.ask(app::Ask{});
}

void import_text(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("question.import_means"));
  const auto chosen = folder_list(frame, Offered::Texts, frame.memory.words["###question/file"]);
  if (chosen) frame.memory.words["###question/file"] = chosen->file;
  const std::string& file = one_line(frame, {.id = "###question/file",
                                             .label = text::say("common.file"),
                                             .required = Required::Yes,
                                             .hint = text::say("files.pick_hint")});
  const bool yes = answer_row(frame, text::say("question.import"), file.empty() ? Enabled::No : Enabled::Yes);
  if (!yes && !(chosen && chosen->at_once)) return;
  frame.ask(app::ImportHere{file});
  frame.ask(app::Ask{});
}

struct Format {
  std::string_view key, ending;  // key: of its name
};
constexpr Format kFormats[] = {{"question.txt", ".txt"}, {"question.xlsx", ".xlsx"}, {"question.json", ".json"}};

const Format& format_choice(Frame& frame) {
  std::vector<std::string_view> names;
  for (const Format& one : kFormats) names.push_back(text::say(one.key));
  std::string& words = frame.memory.words["###question/format"];
  std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), names.size() - 1);
  if (const auto other =
          choice_field(frame.ui, {.id = "###question/format", .label = text::say("question.format")}, names, chosen))
    words = std::to_string(chosen = *other);
  return kFormats[chosen];
}

void export_report(Frame& frame) {
  const std::vector<client::VersionEntry>& versions = frame.model.report->around.versions;
  std::vector<std::string> names{text::say("common.draft", {})};
  for (const client::VersionEntry& version : versions) names.push_back(text::say("common.version", {version.version}));
  const std::vector<std::string_view> options(names.begin(), names.end());
  std::string& words = frame.memory.words["###question/which"];
  std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), names.size() - 1);
  if (const auto other =
          choice_field(frame.ui, {.id = "###question/which", .label = text::say("question.which")}, options, chosen))
    words = std::to_string(chosen = *other);
  const Format& format = format_choice(frame);
  folder_list(frame, Offered::Folders, {});
  std::string file = one_line(frame, {.id = "###question/file",
                                      .label = text::say("files.save_name"),
                                      .required = Required::Yes,
                                      .hint = text::say("files.save_hint")});
  const bool can = !file.empty() && has_place(frame, file);
  if (!answer_row(frame, text::say("question.export"), can ? Enabled::Yes : Enabled::No)) return;
  if (!file.ends_with(format.ending)) file += format.ending;
  frame.ask(
      app::ExportHere{chosen == 0 ? "draft" : std::to_string(versions[chosen - 1].version), in_folder(frame, file)});
  frame.ask(app::Ask{});
}

// Nothing in it has the keyboard: in a low window these go on to what is out of sight.
void scroll_by_keys(const Ui& ui) {
  const float page = ImGui::GetWindowHeight() - 2 * ui.px(kKeyRow);
  const std::pair<ImGuiKey, float> steps[] = {{ImGuiKey_UpArrow, -ui.px(kKeyRow)},
                                              {ImGuiKey_DownArrow, ui.px(kKeyRow)},
                                              {ImGuiKey_PageUp, -page},
                                              {ImGuiKey_PageDown, page}};
  for (const auto& [key, step] : steps)
    if (ImGui::IsKeyPressed(key)) ImGui::SetScrollY(ImGui::GetScrollY() + step);
}

void keys(Frame& frame) {
  const Ui& ui = frame.ui;
  scroll_by_keys(ui);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  float widest = 0;
  for (const ShortcutWords& one : shortcut_words())
    widest = std::max(widest, text_width(ui.look, Type::Strong, one.keys));
  for (const ShortcutWords& one : shortcut_words()) {
    const Box room = take_room({width_left(), ui.px(kKeyRow)});
    draw_text_in(ui.look, {room.min, {room.min.x + widest + 1, room.max.y}}, Type::Strong, ui.colour().text, one.keys);
    draw_text_in(ui.look, {{room.min.x + widest + ui.px(16), room.min.y}, room.max}, Type::Body, ui.colour().quiet,
                 text::say(one.meaning_key));
  }
  ImGui::PopStyleVar();
  close_row(frame, "question.understood");
}

void unsaved(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("question.unsaved_means"));
  if (answer_row(frame, text::say("question.close_anyway"), Enabled::Yes, Rank::Danger)) frame.ask(app::CloseAnyway{});
}

void restored(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("question.restored_means"));
  if (!answer_row(frame, text::say("question.send_again"), Enabled::Yes)) return;
  frame.ask(app::Ask{});
  frame.ask(app::SyncNow{client::Restored::Accept});
}

void relocate(Frame& frame) {
  static constexpr std::string_view kFolderName = "ziping";
  const std::string folder(kFolderName);
  text_block(frame.ui, Type::Body, frame.ui.colour().text, text::say("question.relocate_means", {kFolderName}));
  folder_list(frame, Offered::Folders, {});
  const bool can = has_place(frame, folder);
  if (!answer_row(frame, text::say("question.relocate"), can ? Enabled::Yes : Enabled::No)) return;
  frame.ask(app::RelocateData{in_folder(frame, folder)});
  frame.ask(app::Ask{});
}

struct Question {
  std::string_view name, title_key;
  void (*draw)(Frame&);
  bool of_a_report;
  float width = kQuestionWidth;
};

constexpr Question kQuestions[] = {{"new", "question.new_title", new_report, false},
                                   {"import", "question.import_title", import_text, true, kWideWidth},
                                   {"export", "question.export", export_report, true, kWideWidth},
                                   {"file-add", "question.add_title", add_file_question, true, kWideWidth},
                                   {"file-save", "question.save_title", save_file_question, true, kWideWidth},
                                   {"file-look", "files.look", look_at_file_question, true, kPictureWidth},
                                   {"move", "move.title", move_question, true, kWideWidth},
                                   {"draft", "draft.title", draft_question, false, kWideWidth},
                                   {"unsaved", "question.unsaved_title", unsaved, false},
                                   {"restored", "question.restored_title", restored, false},
                                   {"relocate", "question.relocate_title", relocate, false, kWideWidth},
                                   {"copy", "question.copy_title", copy_question, false},
                                   {"keys", "bar.keys", keys, false, kWideWidth}};

}  // namespace

void question(Frame& frame) {
  if (!frame.model.asking) return;
  const std::string& asking = *frame.model.asking;
  const bool report_is_open = frame.model.report && frame.model.report->form;
  for (const Question& one : kQuestions)
    if (one.name == asking && (report_is_open || !one.of_a_report)) {
      dialog(frame.ui, "###question/" + asking, text::say(one.title_key), one.width, [&] { one.draw(frame); });
      return;
    }
  if (asking == "remark" && report_is_open) return remark_question(frame);
  if (asking == kPasteQuestion && report_is_open) return paste_question(frame);
  const auto action = sync::action_named(asking);
  if (action && report_is_open) action_question(frame, *action);
}

void ask_question(Frame& frame, std::string_view name) {
  std::erase_if(frame.memory.words, [](const auto& entry) { return entry.first.starts_with("###question/"); });
  frame.ask(app::Ask{std::string(name)});
}

void ask_for_place(Frame& frame, std::string_view name) {
  ask_question(frame, name);
  const auto& folder = frame.model.browsed;
  frame.ask(app::LookInto{folder && !folder->error ? folder->folder.path : std::string()});
}

bool answer_row(Frame& frame, std::string_view yes, Enabled enabled, Rank rank) {
  Ui& ui = frame.ui;
  const std::string label = std::string(yes) + "###question/yes";
  const float width =
      button_width(ui, Rank::Quiet, text::say("common.cancel")) + ui.px(12) + button_width(ui, rank, yes);
  dialog_footer(ui);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width_left() - width);
  if (button(ui, Rank::Quiet, text::label("common.cancel", "###question/no"))) frame.ask(app::Ask{});
  ImGui::SameLine(0, ui.px(12));
  const bool pressed = button(ui, rank, label, enabled);
  const bool by_key =
      rank == Rank::Primary && ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter, ImGuiInputFlags_RouteGlobal);
  return enabled == Enabled::Yes && (pressed || by_key);
}

void close_row(Frame& frame, std::string_view words_key) {
  dialog_footer(frame.ui);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width_left() -
                       button_width(frame.ui, Rank::Quiet, text::say(words_key)));
  if (button(frame.ui, Rank::Quiet, text::label(words_key, "###question/no"))) frame.ask(app::Ask{});
}

}  // namespace ziping::view
