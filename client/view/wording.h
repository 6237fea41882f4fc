// How things of the model are called on the screen.
#pragma once

#include <string>
#include <string_view>

#include "client/app/model.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {

[[nodiscard]] std::string_view action_words(sync::Action action);  // 报送
// The same on its button: 退回（3 条必答）, where so many remarks will have to be answered.
[[nodiscard]] std::string action_label(const app::Model& model, sync::Action action);
// 退回 · 待发送; while a synchronisation is under way it may be on its way.
[[nodiscard]] std::string wish_words(const app::Model& model, const client::Wish& wish);
[[nodiscard]] std::string_view role_words(std::string_view role);  // 局办公室
[[nodiscard]] Tone tone_of(sync::Stage stage);
// The title that its form computes, else what the list calls it.
[[nodiscard]] std::string report_title(const app::Model& model);
// 126 bytes, 12.4 KB, 3.1 MB
[[nodiscard]] std::string bytes_words(std::int64_t bytes);

}  // namespace ziping::view
