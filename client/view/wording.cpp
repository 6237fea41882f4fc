#include "client/view/wording.h"

namespace ziping::view {

std::string_view action_words(sync::Action action) {
  switch (action) {
    case sync::Action::Submit:
      return "报送";
    case sync::Action::Withdraw:
      return "撤回";
    case sync::Action::Receive:
      return "受理";
    case sync::Action::Return:
      return "退回";
    case sync::Action::Accept:
      return "通过";
  }
  return {};
}

std::string_view role_words(std::string_view role) {
  constexpr std::pair<std::string_view, std::string_view> kRoles[] = {
      {"member", "工作队员"},  {"lead", "工作队负责人"}, {"office", "部门办公室"}, {"chief", "部门负责人"},
      {"finance", "财政审核"}, {"admin", "系统管理员"},  {"auditor", "审计"}};
  for (const auto& [name, words] : kRoles)
    if (name == role) return words;
  return role;
}

Tone tone_of(sync::Stage stage) {
  switch (stage) {
    case sync::Stage::Drafting:
      return Tone::Accent;
    case sync::Stage::Submitted:
    case sync::Stage::Received:
      return Tone::Neutral;
    case sync::Stage::Returned:
      return Tone::Warn;
    case sync::Stage::Accepted:
      return Tone::Good;
  }
  return Tone::Neutral;
}

std::string report_title(const app::Model& model) {
  if (!model.report) return {};
  const auto computed = model.report->computed.find("cover.title");
  const std::string* title = computed == model.report->computed.end() ? nullptr : computed->second.as_string();
  if (title && !title->empty()) return *title;
  for (const client::Summary& one : model.home.reports)
    if (one.row.id == model.report->id) return one.title;
  return "自评报告";
}

std::string bytes_words(std::int64_t bytes) {
  constexpr std::int64_t kKilo = 1000;
  const auto tenths = [](std::int64_t amount, std::int64_t unit) {
    const std::int64_t rounded = (amount * 10 + unit / 2) / unit;
    return std::to_string(rounded / 10) + "." + std::to_string(rounded % 10);
  };
  if (bytes < kKilo) return std::to_string(bytes) + " 字节";
  if (bytes < kKilo * kKilo) return tenths(bytes, kKilo) + " KB";
  return tenths(bytes, kKilo * kKilo) + " MB";
}

}  // namespace ziping::view
