#include "client/view/reading_margin.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/edit_box.h"
#include "client/view/widgets/utf32.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr float kCardLeast = 200, kCardMost = 260;  // at 100 %: narrower, marks are easier to read by
constexpr float kBesideCard = 12, kBetweenCards = 8, kCardPadding = 8;
constexpr std::size_t kCardLines = 2;
constexpr std::size_t kSaidInMargin = 60;  // characters

// 财政审核员, and below it 请附依据。；另有 1 条
std::string said_there(const Frame& frame, std::span<const Placed> here) {
  const sync::RemarkHeader& first = frame.model.report->remarks[here.front().remark].remark.header;
  std::string out = app::user_name(frame.model, first.author) + "\n" + base::excerpt(first.text, kSaidInMargin);
  if (here.size() > 1) out += text::say("reading.more_remarks", {here.size() - 1});
  return out;
}

// The right edge of what is seen of the page.
float sight_right() {
  const float bar = ImGui::GetScrollMaxY() > 0 ? ImGui::GetStyle().ScrollbarSize : 0;
  return ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - bar;
}

// The row of a card, the last of them with … where there is more.
std::string row_of_card(const WrappedText& text, std::size_t row) {
  const TextRow& at = text.rows.rows()[row];
  std::string out = to_utf8(std::u32string_view(text.text).substr(at.begin, at.end - at.begin));
  if (row + 1 == kCardLines && text.rows.rows().size() > kCardLines) out += "…";
  return out;
}

}  // namespace

std::vector<Placed> placed_remarks(const app::OpenReport& report) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < report.remarks.size(); ++i) {
    const app::RemarkStanding standing = app::standing(report.remarks[i]);
    if (standing == app::RemarkStanding::Withdrawn || standing == app::RemarkStanding::Refused) continue;
    if (const auto place = app::place_in(report, report.remarks[i])) out.push_back({i, *place});
  }
  std::ranges::stable_sort(out, {}, [](const Placed& one) { return one.place.paragraph; });
  return out;
}

Margin::Margin(Frame& frame, float text_right, float sheet_right)
    : frame_(frame), left_(text_right + frame.px(8)), bottom_(ImGui::GetCursorScreenPos().y) {
  const float right = sight_right() - frame.px(kBesideCard);
  for (const float left : {sheet_right + frame.px(kBesideCard), text_right + frame.px(kBesideCard)}) {
    if (right - left < frame.px(kCardLeast)) continue;
    left_ = left;
    width_ = std::min(right - left, frame.px(kCardMost));
    return;
  }
}

void Margin::beside(float top, const std::string& id, std::span<const Placed> here) {
  if (here.empty()) return;
  if (width_ == 0) return mark(top, id, here);
  for (const Placed& one : here) card(top, one);
}

void Margin::mark(float top, const std::string& id, std::span<const Placed> here) {
  Ui& ui = frame_.ui;
  const std::string words = std::to_string(here.size());
  const ImVec2 at{left_, std::max(top, bottom_)};
  const Box box{at, {at.x + badge_width(ui, words) + ui.px(8), at.y + ui.px(28)}};
  const Item item = button_item_at(text::say("reading.remark", {words}) + "###margin/" + id, box);
  draw_badge(ui, {box.min.x + ui.px(4), box.centre().y}, kRemarkMark, words, Tone::Warn);
  if (item.ringed) focus_ring(ui.look, box);
  explain_on_hover(ui, item, said_there(frame_, here));
  if (item.pressed) lead_to(here, item);
  bottom_ = box.max.y;
}

void Margin::card(float top, const Placed& one) {
  Ui& ui = frame_.ui;
  const Palette& colour = ui.colour();
  const client::SaidRemark& remark = frame_.model.report->remarks[one.remark].remark;
  const std::string label = text::say("reading.remark", {1}) + "###margin/remark/" + remark.id;
  const float padding = ui.px(kCardPadding), line = std::round(ui.look.type_px(Type::Small) * kProseLineHeight);
  const ImGuiID words = ImGui::GetID((label + "/text").c_str());
  const WrappedText& text = wrapped(ui, words, remark.header.text, width_ - 2 * padding, Type::Small);
  const std::size_t rows = std::min(text.rows.rows().size(), kCardLines);
  const ImVec2 at{left_, std::max(top, bottom_)};
  const Box box{at, {at.x + width_, at.y + 2 * padding + line * static_cast<float>(rows + 1)}};
  bottom_ = box.max.y + ui.px(kBetweenCards);
  const Item item = button_item_at(label, box);
  if (item.pressed) lead_to({&one, 1}, item);
  if (!item.visible) return;
  if (text.rows.rows().size() > kCardLines) explain_on_hover(ui, item, said_there(frame_, {&one, 1}));
  fill(ui.look, box, item.hovered ? colour.accent_soft : colour.raised, kCornerRadius);
  outline(ui.look, box, colour.warn, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, box);
  Box row{{box.min.x + padding, box.min.y + padding}, {box.max.x - padding, box.min.y + padding + line}};
  draw_mark(ui.look, {row.min.x + ui.px(6), row.centre().y}, ui.px(12), kRemarkMark, colour.warn);
  draw_text_in(ui.look, {{row.min.x + ui.px(18), row.min.y}, row.max}, Type::Small, colour.quiet,
               app::user_name(frame_.model, remark.header.author));
  for (std::size_t i = 0; i < rows; ++i) {
    row = {{row.min.x, row.max.y}, {row.max.x, row.max.y + line}};
    draw_text_in(ui.look, row, Type::Small, colour.text, row_of_card(text, i));
  }
}

void Margin::lead_to(std::span<const Placed> here, const Item& pressed) {
  std::vector<std::string> remarks;
  for (const Placed& one : here) remarks.push_back(frame_.model.report->remarks[one.remark].remark.id);
  lead_to_remarks(frame_, std::move(remarks), pressed);
}

}  // namespace ziping::view
