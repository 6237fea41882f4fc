#include "client/view/wording.h"

#include "client/app/remarks.h"
#include "client/text/say.h"

namespace ziping::view {

std::string_view action_words(sync::Action action) {
  switch (action) {
    case sync::Action::Submit:
      return text::say("action.submit");
    case sync::Action::Withdraw:
      return text::say("action.withdraw");
    case sync::Action::Receive:
      return text::say("action.receive");
    case sync::Action::Return:
      return text::say("action.return");
    case sync::Action::Accept:
      return text::say("action.accept");
  }
  return {};
}

std::string action_label(const app::Model& model, sync::Action action) {
  const std::size_t points = action == sync::Action::Return ? app::points_to_answer(model).size() : 0;
  return points > 0 ? text::say("action.return_points", {points}) : std::string(action_words(action));
}

std::string wish_words(const app::Model& model, const client::Wish& wish) {
  const std::string_view action = action_words(wish.action);
  if (!wish.waits()) return text::say("wish.refused_pill", {action});
  return text::say(model.sync.running ? "wish.going_pill" : "wish.waiting_pill", {action});
}

std::string_view role_words(std::string_view role) {
  constexpr std::pair<std::string_view, std::string_view> kRoles[] = {
      {"member", "role.member"},   {"lead", "role.lead"},   {"office", "role.office"},  {"chief", "role.chief"},
      {"finance", "role.finance"}, {"admin", "role.admin"}, {"auditor", "role.auditor"}};
  for (const auto& [name, key] : kRoles)
    if (name == role) return text::say(key);
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
  return text::say("common.report", {});
}

std::string bytes_words(std::int64_t bytes) {
  constexpr std::int64_t kKilo = 1000;
  const auto tenths = [](std::int64_t amount, std::int64_t unit) {
    const std::int64_t rounded = (amount * 10 + unit / 2) / unit;
    return std::to_string(rounded / 10) + "." + std::to_string(rounded % 10);
  };
  if (bytes < kKilo) return text::say("common.bytes", {bytes});
  if (bytes < kKilo * kKilo) return tenths(bytes, kKilo) + " KB";
  return tenths(bytes, kKilo * kKilo) + " MB";
}

}  // namespace ziping::view
