#include "client/app/list_order.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace ziping::app {
namespace {

struct OrderName {
  OrderBy by;
  std::string_view name;  // in the settings
  Direction first;        // what asks for work stands first
};

constexpr std::array kOrders{OrderName{OrderBy::Title, "title", Direction::Rising},
                             OrderName{OrderBy::Department, "department", Direction::Rising},
                             OrderName{OrderBy::Year, "year", Direction::Falling},
                             OrderName{OrderBy::Stage, "stage", Direction::Rising},
                             OrderName{OrderBy::Mine, "mine", Direction::Rising},
                             OrderName{OrderBy::Progress, "progress", Direction::Rising},
                             OrderName{OrderBy::Findings, "findings", Direction::Falling},
                             OrderName{OrderBy::Conflicts, "conflicts", Direction::Falling},
                             OrderName{OrderBy::Unsent, "unsent", Direction::Falling},
                             OrderName{OrderBy::DaysLeft, "days_left", Direction::Rising},
                             OrderName{OrderBy::Exchanged, "exchanged", Direction::Falling}};
constexpr std::string_view kRising = " rising", kFalling = " falling";

const OrderName& naming_of(OrderBy by) { return *std::ranges::find(kOrders, by, &OrderName::by); }

struct OrderKey {
  bool missing = false;
  std::string_view words;
  double number = 0, second = 0;
};

OrderKey key_of_words(std::string_view words) { return {words.empty(), words}; }
OrderKey key_of_number(std::int64_t number, std::int64_t second = 0) {
  return {false, {}, static_cast<double>(number), static_cast<double>(second)};
}
OrderKey key_of_share(const client::Progress& progress) {
  if (progress.asked == 0) return {true, {}};
  return {false, {}, static_cast<double>(progress.filled) / progress.asked};
}

OrderKey key_of(const Model& model, const client::Summary& report, OrderBy by) {
  switch (by) {
    case OrderBy::Title:
      return key_of_words(report.title);
    case OrderBy::Department:
      return key_of_words(report.department);
    case OrderBy::Year:
      return key_of_number(report.row.year);
    case OrderBy::Stage:
      return key_of_number(static_cast<std::int64_t>(report.row.stage));
    case OrderBy::Mine:
      return report.mine ? key_of_share({report.filled, report.asked}) : OrderKey{true, {}};
    case OrderBy::Progress:
      return key_of_share(report.whole);
    case OrderBy::Findings:
      return key_of_number(report.findings.errors, report.findings.warnings);
    case OrderBy::Conflicts:
      return key_of_number(report.conflicts);
    case OrderBy::Unsent:
      return key_of_number(unsent(report));
    case OrderBy::DaysLeft:  // as the last days themselves, which do not move on with the clock
      return days_left(model, report) ? key_of_words(report.until) : OrderKey{true, {}};
    case OrderBy::Exchanged:  // UTC moments are in order as their words are
      return key_of_words(report.exchanged);
  }
  return {};
}

}  // namespace

void sort_list(Model& model) {
  model.order.clear();
  if (!model.settings.list_order) return;
  const auto [by, direction] = *model.settings.list_order;
  std::vector<OrderKey> keys;
  keys.reserve(model.home.reports.size());
  for (const client::Summary& report : model.home.reports) keys.push_back(key_of(model, report, by));
  model.order.resize(keys.size());
  std::iota(model.order.begin(), model.order.end(), std::size_t{0});
  std::ranges::stable_sort(model.order, [&keys, falls = direction == Direction::Falling](std::size_t a, std::size_t b) {
    const OrderKey &one = keys[a], &other = keys[b];
    if (one.missing || other.missing) return !one.missing && other.missing;
    const auto values = [](const OrderKey& key) { return std::tie(key.words, key.number, key.second); };
    return falls ? values(other) < values(one) : values(one) < values(other);
  });
}

std::optional<ListOrder> order_after_press(const std::optional<ListOrder>& now, OrderBy pressed) {
  const Direction first = naming_of(pressed).first;
  if (!now || now->by != pressed) return ListOrder{pressed, first};
  if (now->direction != first) return std::nullopt;
  return ListOrder{pressed, first == Direction::Rising ? Direction::Falling : Direction::Rising};
}

std::string stored_order(const std::optional<ListOrder>& order) {
  if (!order) return {};
  return std::string(naming_of(order->by).name).append(order->direction == Direction::Rising ? kRising : kFalling);
}

std::optional<ListOrder> read_order(std::string_view stored) {
  for (const OrderName& one : kOrders) {
    if (!stored.starts_with(one.name)) continue;
    const std::string_view rest = stored.substr(one.name.size());
    if (rest == kRising) return ListOrder{one.by, Direction::Rising};
    if (rest == kFalling) return ListOrder{one.by, Direction::Falling};
  }
  return std::nullopt;
}

}  // namespace ziping::app
