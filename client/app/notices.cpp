#include "client/app/notices.h"

#include <algorithm>
#include <utility>

namespace ziping::app {

void give_notice(Model& model, Notice notice) {
  if (notice.of_sync) drop_sync_notices(model);
  std::vector<Notice>& earlier = model.earlier_notices;
  if (model.notice && model.notice->tone != Notice::Tone::Good)
    earlier.insert(earlier.begin(), std::move(*model.notice));
  std::erase_if(earlier, [&](const Notice& one) { return one.sentence == notice.sentence; });
  earlier.resize(std::min(earlier.size(), kNoticesMax - 1));
  model.notice = std::move(notice);
}

void put_notice_away(Model& model, std::size_t number) {
  std::vector<Notice>& earlier = model.earlier_notices;
  if (number > earlier.size()) return;
  if (number > 0) {
    earlier.erase(earlier.begin() + static_cast<std::ptrdiff_t>(number - 1));
    return;
  }
  model.notice.reset();
  if (earlier.empty()) return;
  model.notice = std::move(earlier.front());
  earlier.erase(earlier.begin());
}

void drop_good_notice(Model& model) {
  if (model.notice && model.notice->tone == Notice::Tone::Good) put_notice_away(model, 0);
}

void drop_notice(Model& model, std::string_view sentence) {
  std::erase_if(model.earlier_notices, [&](const Notice& one) { return one.sentence == sentence; });
  if (model.notice && model.notice->sentence == sentence) put_notice_away(model, 0);
}

void drop_sync_notices(Model& model) {
  std::erase_if(model.earlier_notices, [](const Notice& one) { return one.of_sync; });
  if (model.notice && model.notice->of_sync) put_notice_away(model, 0);
}

void drop_sync_notices_but_changes(Model& model) {
  const bool is_of_changes = model.notice && model.notice->leads == Notice::Leads::Report;
  std::optional<Notice> changes = is_of_changes ? std::exchange(model.notice, std::nullopt) : std::nullopt;
  drop_sync_notices(model);
  if (changes) give_notice(model, std::move(*changes));
}

}  // namespace ziping::app
