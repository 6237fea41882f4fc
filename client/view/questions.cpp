#include "client/view/questions.h"

#include <imgui.h>

#include <algorithm>
#include <charconv>

#include "client/view/form_files.h"
#include "client/view/remark_question.h"
#include "client/view/shortcuts.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/dialog.h"
#include "client/view/wording.h"
#include "shared/base/decimal.h"

namespace ziping::view {
namespace {

constexpr float kWidth = 520, kWideWidth = 640, kPictureWidth = 860;

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string& one_line(Frame& frame, const FieldFrame& field) {
  std::string& words = frame.memory.words[std::string(field.id)];
  if (const FieldOutcome typed = line_field(frame.ui, field, words); typed.value) words = *typed.value;
  return words;
}

// Full-width digits are taken as well.
std::optional<std::int64_t> year_of(std::string_view typed) {
  const auto decimal = base::Decimal::parse(typed);
  const auto year = decimal ? number_of<std::int64_t>(decimal->stored()) : std::nullopt;
  return year && *year >= 1900 && *year < 2200 ? year : std::nullopt;
}

std::size_t form_choice(Frame& frame) {
  std::vector<std::string_view> titles;
  for (const base::Json& form : frame.model.home.forms) titles.push_back(form.text_or("title", "没有名称的表样"));
  std::string& words = frame.memory.words["###question/form"];
  const std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), titles.size() - 1);
  const auto other = choice_field(frame.ui, {.id = "###question/form", .label = "表样"}, titles, chosen);
  if (other) words = std::to_string(*other);
  return other.value_or(chosen);
}

void new_report(Frame& frame) {
  if (frame.model.home.forms.empty()) {
    text_block(frame.ui, Type::Body, frame.ui.colour().text, "本机还没有表样。请先同步一次，表样会从服务器下来。");
    if (!answer_row(frame, "同步", Enabled::Yes)) return;
    frame.ask(app::Ask{});
    return frame.ask(app::SyncNow{});
  }
  const base::Json& form = frame.model.home.forms[form_choice(frame)];
  const auto year = year_of(
      one_line(frame, {.id = "###question/year", .label = "评价年度", .required = Required::Yes, .hint = "例如 2022"}));
  text_block(frame.ui, Type::Small, frame.ui.colour().quiet, "报告先建在本机，同步以后各工作队就能看到并填写。");
  if (!answer_row(frame, "新建", year ? Enabled::Yes : Enabled::No)) return;
  frame.ask(app::MakeReport{std::string(form.text_or("name")), *year});
  frame.ask(app::Ask{});
}

void import_text(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             "读入在别处写好的报告（txt），按标题放到各部分。已有的内容会被同名部分替换，可以撤销。");
  const std::string& file =
      one_line(frame, {.id = "###question/file", .label = "文件", .required = Required::Yes, .hint = "文件的完整路径"});
  if (!answer_row(frame, "读入", file.empty() ? Enabled::No : Enabled::Yes)) return;
  frame.ask(app::ImportHere{file});
  frame.ask(app::Ask{});
}

struct Format {
  std::string_view name, ending, hint;
};
constexpr Format kFormats[] = {{"文本（txt）", ".txt", "文件的完整路径，以 .txt 结尾"},
                               {"表格（xlsx）", ".xlsx", "文件的完整路径，以 .xlsx 结尾"},
                               {"数据（json）", ".json", "文件的完整路径，以 .json 结尾"}};

const Format& format_choice(Frame& frame) {
  std::vector<std::string_view> names;
  for (const Format& one : kFormats) names.push_back(one.name);
  std::string& words = frame.memory.words["###question/format"];
  std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), names.size() - 1);
  if (const auto other = choice_field(frame.ui, {.id = "###question/format", .label = "格式"}, names, chosen))
    words = std::to_string(chosen = *other);
  return kFormats[chosen];
}

void export_report(Frame& frame) {
  const std::vector<client::VersionEntry>& versions = frame.model.report->around.versions;
  std::vector<std::string> names{"现在的内容"};
  for (const client::VersionEntry& version : versions) names.push_back("第" + std::to_string(version.version) + "版");
  const std::vector<std::string_view> options(names.begin(), names.end());
  std::string& words = frame.memory.words["###question/which"];
  std::size_t chosen = std::min(number_of<std::size_t>(words).value_or(0), names.size() - 1);
  if (const auto other = choice_field(frame.ui, {.id = "###question/which", .label = "哪一版"}, options, chosen))
    words = std::to_string(chosen = *other);
  const Format& format = format_choice(frame);
  std::string file =
      one_line(frame, {.id = "###question/file", .label = "存为", .required = Required::Yes, .hint = format.hint});
  if (!answer_row(frame, "导出", file.empty() ? Enabled::No : Enabled::Yes)) return;
  if (!file.ends_with(format.ending)) file += format.ending;
  frame.ask(app::ExportHere{chosen == 0 ? "draft" : std::to_string(versions[chosen - 1].version), file});
  frame.ask(app::Ask{});
}

void keys(Frame& frame) {
  const Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(4)});
  for (const ShortcutWords& one : shortcut_words()) {
    const Box room = take_room({width_left(), ui.px(28)});
    draw_text_in(ui.look, {room.min, {room.min.x + ui.px(144), room.max.y}}, Type::Strong, ui.colour().text, one.keys);
    draw_text_in(ui.look, {{room.min.x + ui.px(152), room.min.y}, room.max}, Type::Body, ui.colour().quiet,
                 one.meaning);
  }
  ImGui::PopStyleVar();
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width_left() - button_width(ui, Rank::Quiet, "知道了"));
  if (button(frame.ui, Rank::Quiet, "知道了###question/no")) frame.ask(app::Ask{});
}

void unsaved(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             "刚写的内容还在内存里，没有存进硬盘。腾出磁盘空间以后会自动保存；现在关掉程序，这些内容就没有了。");
  if (answer_row(frame, "仍然关掉程序", Enabled::Yes, Rank::Danger)) frame.ask(app::CloseAnyway{});
}

void restored(Frame& frame) {
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             "管理员确认服务器用备份恢复过以后再这样做。本机先听服务器还有什么，再把它没有的内容送去：您写的，"
             "和本机存着的同事写的。本机什么也不会删改；服务器不认得的报送版本，仍可以在“版本对照”里查看。");
  if (!answer_row(frame, "重新送出", Enabled::Yes)) return;
  frame.ask(app::Ask{});
  frame.ask(app::SyncNow{client::Restored::Accept});
}

struct Question {
  std::string_view name, title;
  void (*draw)(Frame&);
  bool of_a_report;
  float width = kWidth;
};

constexpr Question kQuestions[] = {{"new", "新建报告", new_report, false},
                                   {"import", "导入文本", import_text, true},
                                   {"export", "导出", export_report, true},
                                   {"file-add", "添加附件", add_file_question, true, kWideWidth},
                                   {"file-save", "另存附件", save_file_question, true, kWideWidth},
                                   {"file-look", "预览", look_at_file_question, true, kPictureWidth},
                                   {"unsaved", "还有内容没存进硬盘", unsaved, false},
                                   {"restored", "服务器恢复过，把内容重新送去", restored, false},
                                   {"keys", "快捷键", keys, false}};

}  // namespace

void question(Frame& frame) {
  if (!frame.model.asking) return;
  const std::string& asking = *frame.model.asking;
  const bool report_is_open = frame.model.report && frame.model.report->form;
  for (const Question& one : kQuestions)
    if (one.name == asking && (report_is_open || !one.of_a_report)) {
      dialog(frame.ui, "###question/" + asking, one.title, one.width, [&] { one.draw(frame); });
      return;
    }
  if (asking == "remark" && report_is_open) return remark_question(frame);
  const auto action = sync::action_named(asking);
  if (action && report_is_open) action_question(frame, *action);
}

void ask_question(Frame& frame, std::string_view name) {
  std::erase_if(frame.memory.words, [](const auto& entry) { return entry.first.starts_with("###question/"); });
  frame.ask(app::Ask{std::string(name)});
}

bool answer_row(Frame& frame, std::string_view yes, Enabled enabled, Rank rank) {
  Ui& ui = frame.ui;
  const std::string label = std::string(yes) + "###question/yes";
  const float width = button_width(ui, Rank::Quiet, "取消") + ui.px(12) + button_width(ui, rank, yes);
  space(ui, 4);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width_left() - width);
  if (button(ui, Rank::Quiet, "取消###question/no")) frame.ask(app::Ask{});
  ImGui::SameLine(0, ui.px(12));
  const bool pressed = button(ui, rank, label, enabled);
  const bool by_key =
      rank == Rank::Primary && ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter, ImGuiInputFlags_RouteGlobal);
  return enabled == Enabled::Yes && (pressed || by_key);
}

}  // namespace ziping::view
