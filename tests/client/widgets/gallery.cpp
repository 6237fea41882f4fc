// Draws every widget in a real window, for people to look at, or into a PNG file.
//   widget_gallery [--png FILE] [--theme light|dark] [--scale 0.8 … 2.5] [--page fields|blocks|table|frame]
#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "client/platform/window.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/panes.h"
#include "client/view/widgets/prose_field.h"
#include "client/view/widgets/rich_text.h"
#include "client/view/widgets/table.h"

namespace {

using namespace ziping;
using namespace ziping::view;

struct Sample {
  std::string title = "2022年度部门整体支出绩效自评报告";
  std::string budget = "20545.04";
  std::string spent = "20509.43";
  std::string date = "2023-04-18";
  std::string prose =
      "一是强化驻镇帮镇扶村。全年实施水利项目12项，解决750亩耕地撂荒问题；带动农户1,268户，户均增收3,200元（同比增长8."
      "5%）。"
      "东陂镇工作队驻村干部“一线工作法”得到推广，崀山、鄢陵等地先后前来交流。\n二是规范资金管理。严格执行《项目支出绩效"
      "评价管理办法》，"
      "全年预算数20,545.04万元，执行数20,509.43万元，完成率99.83%……";
  std::string foreign = "三是推进产业发展。由东陂镇工作队填写，财务岗只能阅读。";
  std::size_t nature = 1;
  bool only_changes = true;
  std::size_t tab = 0;
  TableState rows = [] {
    TableState out;
    out.row = 2;
    out.column = 3;
    return out;
  }();
  TableState few;
  Panes panes;
};

void money_card(Ui& ui, Sample& sample) {
  const Card card(ui);
  section_header(ui, "收支情况（万元）", "财务岗填写");
  const FindingLine off[] = {{Level::Bad, "收支不平：执行数比按性质合计少 0.01 万元，属四舍五入尾差"}};
  const float width = (width_left() - 2 * ui.px(16)) / 3;
  decimal_field(ui,
                {.id = "###budget", .label = "全年预算数", .width = width, .required = Required::Yes, .unit = "万元"},
                sample.budget);
  ImGui::SameLine(0, ui.px(16));
  decimal_field(ui,
                {.id = "###spent",
                 .label = "全年执行数",
                 .width = width,
                 .required = Required::Yes,
                 .unit = "万元",
                 .findings = off},
                sample.spent);
  ImGui::SameLine(0, ui.px(16));
  shown_field(ui, {.id = "###rate", .label = "完成率（自动计算）", .width = width, .unit = "%"}, "99.83");
  const std::string_view options[] = {"基本支出", "项目支出", "基本支出与项目支出"};
  if (const auto chosen =
          choice_field(ui, {.id = "###nature", .label = "支出性质", .width = width}, options, sample.nature))
    sample.nature = *chosen;
  ImGui::SameLine(0, ui.px(16));
  date_field(ui, {.id = "###date", .label = "填报日期", .width = width}, sample.date, base::Date{2022, 11, 29});
  ImGui::SameLine(0, ui.px(16));
  decimal_field(ui,
                {.id = "###fund", .label = "政府性基金", .width = width, .unit = "万元", .lock_reason = "财务岗填写"},
                "0.00");
  const FieldOutcome title = line_field(
      ui, {.id = "###title", .label = "报告标题", .hint = "例如：2022年度部门整体支出绩效自评报告"}, sample.title);
  if (title.value) sample.title = *title.value;
  line_field(ui, {.id = "###contact", .label = "联系人", .width = width, .hint = "姓名"}, "");
}

void prose_card(Ui& ui, Sample& sample) {
  const Card card(ui);
  section_header(ui, "二（四）主要成效", "局办公室填写");
  const FindingLine off[] = {{Level::Warn, "“12项”与绩效指标表的 13 项不一致"}};
  const EditOutcome typed = prose_field(
      ui,
      {.field = {.id = "###prose", .label = "一是 · 东陂镇工作队 · 已采用", .required = Required::Yes, .findings = off},
       .characters_max = 2000},
      sample.prose);
  if (typed.changed()) sample.prose = typed.text;
  prose_field(ui, {.field = {.id = "###locked", .label = "三是", .lock_reason = "东陂镇工作队填写"}, .rows_min = 1},
              sample.foreign);
  prose_field(ui,
              {.field = {.id = "###empty", .label = "四是", .hint = "写下具体做了什么、数字和成效"},
               .characters_max = 500,
               .rows_min = 2},
              "");
}

void fields_page(Ui& ui, Sample& sample) {
  text_line(ui, Type::Page, ui.colour().text, "部门整体支出绩效自评");
  space(ui, 8);
  money_card(ui, sample);
  space(ui, 8);
  prose_card(ui, sample);
}

void blocks_page(Ui& ui, Sample& sample) {
  text_line(ui, Type::Page, ui.colour().text, "按钮、标记与差异");
  space(ui, 8);
  button(ui, Rank::Primary, "提交审核###submit");
  ImGui::SameLine();
  button(ui, Rank::Quiet, "保存点###save");
  ImGui::SameLine();
  button(ui, Rank::Danger, "删除这一行###delete");
  ImGui::SameLine();
  button(ui, Rank::Bare, "如何修改###how");
  ImGui::SameLine();
  button(ui, Rank::Quiet, "不可用###off", Enabled::No);
  ImGui::SameLine();
  mark_button(ui, "###search", Mark::Search, "查找");
  ImGui::SameLine();
  check_box(ui, "只看变化###changes", sample.only_changes ? Checked::Yes : Checked::No);
  ImGui::SameLine();
  check_box(ui, "含附件###files", Checked::No);
  const Tab tabs[] = {{"我的###mine", 3},
                      {"待审核###waiting", 12},
                      {"被退回###returned", 1},
                      {"已审核###done", 0},
                      {"全部###all", 128}};
  sample.tab = tab_strip(ui, tabs, sample.tab);
  pill(ui, "填报中", Tone::Accent);
  ImGui::SameLine();
  pill(ui, "第1版已退回", Tone::Warn);
  ImGui::SameLine();
  pill(ui, "已审核", Tone::Good);
  ImGui::SameLine();
  pill(ui, "冲突 1", Tone::Clash);
  ImGui::SameLine();
  pill(ui, "未开始", Tone::Neutral);
  ImGui::SameLine();
  badge(ui, Mark::Cross, "3", Tone::Bad);
  ImGui::SameLine();
  badge(ui, Mark::Warning, "5", Tone::Warn);
  ImGui::SameLine();
  badge(ui, Mark::Clash, "1", Tone::Clash);
  ImGui::SameLine();
  badge(ui, Mark::Check, "已采用", Tone::Good);
  ImGui::SameLine();
  badge(ui, Mark::Dot, "已保存到本机 14:03:22", Tone::Good);
  ImGui::SameLine();
  badge(ui, Mark::Lock, "只读", Tone::Neutral);
  progress_bar(ui, ui.px(240), 0.43f);
  ImGui::SameLine();
  progress_bar(ui, ui.px(160), 1);
  const float buttons = button_width(ui, Rank::Quiet, "接受") + button_width(ui, Rank::Bare, "放一边") + ui.px(8);
  const StripPlace strip =
      begin_strip(ui, Level::Warn, "上次没有正常退出。已找回 14:03 写在“主要成效”里的 3 处修改。", buttons);
  button(ui, Rank::Quiet, "接受###accept");
  ImGui::SameLine();
  button(ui, Rank::Bare, "放一边###aside");
  end_strip(strip);
  end_strip(begin_strip(ui, Level::Bad, "没有发送：服务器证书不是本单位的（指纹 3F…）。内容仍在本机，共 2 份。"));
  end_strip(begin_strip(ui, Level::Clash, "这份报告有 1 处冲突，解决后才能提交。"));
  {
    const Card card(ui);
    section_header(ui, "冲突 1/2", "二（四）2 东陂镇工作队 · 第 3 句");
    const TextSpan ours[] = {{"实施水利项目"}, {"13", SpanStyle::Clash}, {"项，解决750亩耕地撂荒问题。"}};
    const TextSpan theirs[] = {{"实施水利项目12项，解决"}, {"近800", SpanStyle::Clash}, {"亩耕地撂荒问题。"}};
    const TextSpan change[] = {
        {"一是强化驻镇帮镇扶村。", SpanStyle::Quiet},
        {"全年实施水利项目10项，解决600亩耕地撂荒问题。", SpanStyle::Removed},
        {"全年实施水利项目12项，解决750亩耕地撂荒问题；带动农户1,268户，户均增收3,200元（同比增长8.5%）。",
         SpanStyle::Inserted},
        {"东陂镇工作队驻村干部“一线工作法”得到推广。"},
        {"崀山、鄢陵等地先后前来交流。", SpanStyle::Remarked}};
    rich_text(ui, "###ours", ours);
    rich_text(ui, "###theirs", theirs);
    rich_text(ui, "###change", change);
  }
  const float width =
      button_width(ui, Rank::Primary, "登记本机") + button_width(ui, Rank::Quiet, "先看示例") + ui.px(8);
  empty_state(ui, "这里还没有报告", "登记本机后，本部门的报告会在第一次同步时出现。", width);
  button(ui, Rank::Primary, "登记本机###enroll");
  ImGui::SameLine();
  button(ui, Rank::Quiet, "先看示例###sample");
}

void table_page(Ui& ui, Sample& sample) {
  text_line(ui, Type::Page, ui.colour().text, "报告");
  const TableColumn columns[] = {{"标题"},      {"部门", 128}, {"阶段", 112}, {"预算（万元）", 128, Align::Right},
                                 {"进度", 152}, {"校验", 96},  {"截止", 88}};
  const std::array<std::string, 7> sums{"合计 8 份", "", "", "164,360.32"};
  TableSpec spec{.id = "###reports", .columns = columns, .rows = 8, .cursor = Cursor::Cell};
  spec.text = [](std::size_t row, std::size_t column) -> std::string {
    switch (column) {
      case 0:
        return std::to_string(2015 + row) + "年度部门整体支出绩效自评报告（修订）";
      case 1:
        return row % 2 == 0 ? "农业农村局" : "驻镇帮扶办";
      case 3:
        return "20,545.04";
      case 6:
        return row == 2 ? "还有 2 天" : "11-30";
      default:
        return "";
    }
  };
  spec.draws = [](std::size_t column) { return column == 2 || column == 4 || column == 5; };
  spec.draw = [&ui](const TableCell& cell) {
    if (cell.column == 2)
      draw_pill_in(ui, cell.box, cell.row % 3 == 0 ? "填报中" : "已退回",
                   cell.row % 3 == 0 ? Tone::Accent : Tone::Warn);
    if (cell.column == 4) draw_progress_in(ui, cell.box, static_cast<float>(cell.row) / 7);
    if (cell.column == 5) draw_badge(ui, {cell.box.min.x, cell.box.centre().y}, Mark::Cross, "3", Tone::Bad);
    if (cell.column == 5)
      draw_badge(ui, {cell.box.min.x + ui.px(36), cell.box.centre().y}, Mark::Warning, "5", Tone::Warn);
  };
  spec.editable = [](std::size_t, std::size_t column) { return column == 3 ? Editable::Yes : Editable::No; };
  spec.sums = sums;
  table(ui, spec, sample.rows);
  space(ui, 16);
  TableSpec few{.id = "###few", .columns = columns, .rows = 100, .height = ui.px(240)};
  few.text = spec.text;
  static_cast<void>(table(ui, few, sample.few));
}

void frame_page(Ui& ui, Sample& sample, const Draw& page) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  top_bar(ui, "###top", [&] {
    const float middle = (ui.px(kTopBarHeight) - ui.px(kControlHeight)) / 2;
    ImGui::SetCursorPosY(middle);
    button(ui, Rank::Bare, "返回###back", Enabled::Yes, Mark::Left);
    ImGui::SameLine();
    const Box title = take_room({text_width(ui.look, Type::Section, sample.title), ui.px(kControlHeight)});
    draw_text_in(ui.look, title, Type::Section, ui.colour().text, sample.title);
    ImGui::SameLine();
    draw_pill_in(ui, take_room({pill_width(ui, "填报中"), ui.px(kControlHeight)}), "填报中", Tone::Accent);
    const float right = button_width(ui, Rank::Primary, "同步 ↑2 ↓0");
    ImGui::SameLine(ImGui::GetWindowWidth() - right - ui.px(16));
    button(ui, Rank::Primary, "同步 ↑2 ↓0###sync");
  });
  const float height = ImGui::GetContentRegionAvail().y - ui.px(kStatusHeight);
  split_panes(
      ui, "###panes", sample.panes, {width_left(), height},
      [&] {
        scroll_column(ui, "###outline", {0, 0}, 400, [&] { section_header(ui, "大纲"); });
      },
      page,
      [&] {
        scroll_column(ui, "###right", {0, 0}, 400, [&] {
          section_header(ui, "校验 8");
          finding_line(ui, width_left(),
                       {Level::Bad, "收支不平，差 35.61 万元。按性质合计 20,509.44，执行数 20,509.43。"});
          finding_line(ui, width_left(), {Level::Warn, "自评 100 分，而执行率 99.83%"});
          finding_line(ui, width_left(), {Level::Good, "指标权重合计 100"});
        });
      });
  status_bar(ui, "###status", [&] {
    const Box room = take_room({width_left(), ui.px(kStatusHeight)});
    draw_badge(ui, {room.min.x, room.centre().y}, Mark::Dot,
               "已保存到本机 14:03:22 · 待发送 2 · 总部已收 第1734号 · 冲突 1 · 离线（上次同步 昨天 17:40）",
               Tone::Good);
  });
  ImGui::PopStyleVar();
}

std::string_view option(int count, char** arguments, std::string_view name, std::string_view otherwise) {
  for (int i = 1; i + 1 < count; ++i)
    if (name == arguments[i]) return arguments[i + 1];
  return otherwise;
}

}  // namespace

int main(int count, char** arguments) {
  const auto theme = option(count, arguments, "--theme", "light") == "dark" ? Theme::Dark : Theme::Light;
  const float scale = std::strtof(std::string(option(count, arguments, "--scale", "1")).c_str(), nullptr);
  const auto page = option(count, arguments, "--page", "fields");
  const std::string png(option(count, arguments, "--png", ""));
  const int width = static_cast<int>((page == "frame" ? 1440.0f : 960.0f) * scale);
  const int height = static_cast<int>(900 * scale);
  auto opened = platform::Window::open(
      {"Ziping 自评 · 控件", width, height, png.empty() ? platform::Visibility::Shown : platform::Visibility::Hidden});
  if (!opened) return std::cerr << opened.error().message << "\n", 1;
  platform::Window& window = **opened;
  const Look look = make_look(theme, scale, {window.fonts().regular, window.fonts().strong});
  window.restyle([&look](ImGuiStyle& style) { apply(look, style); });
  Sample sample;
  Scratch scratch;
  const auto draw = [&] {
    Ui ui{look, scratch};
    const auto column = [&](auto&& content) {
      scroll_column(ui, "###page", {0, 0}, kFormWidthMax, [&] { content(ui, sample); });
    };
    whole_window(ui, "###window", [&] {
      if (page == "blocks") column(blocks_page);
      if (page == "table") column(table_page);
      if (page == "fields") column(fields_page);
      if (page == "frame") frame_page(ui, sample, [&] { column(fields_page); });
    });
  };
  if (png.empty()) return window.run(draw), 0;
  for (int i = 0; i < 4; ++i) window.draw_frame(draw);
  const auto saved = platform::save_png(window.picture(), png);
  if (!saved) return std::cerr << saved.error().message << "\n", 1;
}
