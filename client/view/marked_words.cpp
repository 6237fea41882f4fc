#include "client/view/marked_words.h"

#include <algorithm>

#include "client/app/remarks.h"
#include "client/app/shown.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kSaidCharacters = 200;

void add_remarks(const Sheet& sheet, std::string_view place, std::string_view text, std::vector<MarkedWords>& out) {
  for (const client::RemarkThread& thread : sheet.report.remarks) {
    const sync::RemarkHeader& header = thread.remark.header;
    const std::string& sentence = thread.now.sentence;
    if (header.place.at != place || sentence.empty() || !app::still_asks(thread)) continue;
    if (text.substr(std::min(thread.now.offset, text.size())).starts_with(sentence))
      out.push_back(
          {thread.now.offset, thread.now.offset + sentence.size(), MarkedAs::Remarked,
           app::user_name(sheet.frame.model, header.author) + "\n" + base::excerpt(header.text, kSaidCharacters)});
  }
}

void add_found(const Sheet& sheet, const std::string& place, std::string_view text, std::vector<MarkedWords>& out) {
  const app::Find& find = sheet.report.find;
  if (!find.open || find.words.empty()) return;
  const auto here = find.places.find(place);
  if (here == find.places.end()) return;
  for (const std::size_t i : here->second) {
    const app::Found& one = find.found[i];
    if (one.offset > text.size() || text.size() - one.offset < one.size) continue;
    const bool gone_to = find.gone_to && i == find.at;
    out.push_back({one.offset, one.offset + one.size, gone_to ? MarkedAs::GoneTo : MarkedAs::Found, {}});
  }
}

}  // namespace

std::vector<MarkedWords> marked_words(const Sheet& sheet, const std::string& place, std::string_view text) {
  std::vector<MarkedWords> out;
  add_found(sheet, place, text, out);
  add_remarks(sheet, place, text, out);
  std::ranges::stable_partition(out, [](const MarkedWords& one) { return one.as != MarkedAs::GoneTo; });
  return out;
}

}  // namespace ziping::view
