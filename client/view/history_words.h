// What the past of a report is called on the screen: who wrote a revision, the states one can read, and places.
#pragma once

#include <string>
#include <vector>

#include "client/app/model.h"
#include "client/view/widgets/rich_text.h"

namespace ziping::view {

// Null for a revision that this device has not got.
[[nodiscard]] const client::LogEntry* log_entry(const app::OpenReport& report, std::string_view revision);

// "东陂一号"; "我（未发送）" of one's own that headquarters has not got yet, or that is no revision yet (all zeros).
// "同事" where this device has not got the revision.
[[nodiscard]] std::string whose(const app::Model& model, std::string_view revision);
[[nodiscard]] std::string when(const app::Model& model, std::string_view revision);  // empty where that is not known
// The same where the entry has been looked for already, as log_entry() does: a log may be long.
[[nodiscard]] std::string whose(const app::Model& model, std::string_view revision, const client::LogEntry* entry);
[[nodiscard]] std::string when(const app::Model& model, const client::LogEntry* entry);

// Of "2" the version "第2版", of "draft" the report as it stands, of a revision its note and time.
[[nodiscard]] std::string revision_name(const app::Model& model, const client::LogEntry& entry);
[[nodiscard]] std::string state_name(const app::Model& model, const std::string& which);

// 二（四）主要工作成效 · 东陂镇工作队 · 正文
[[nodiscard]] std::string place_words(const app::Model& model, const form::Path& path);

// `inserted`: how what came is drawn, as a change or as something disputed.
[[nodiscard]] std::vector<TextSpan> spans_of(const std::vector<app::Piece>& pieces,
                                             SpanStyle inserted = SpanStyle::Inserted);

}  // namespace ziping::view
