#include "client/view/authors.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "client/text/say.h"
#include "client/view/history_words.h"

namespace ziping::view {
namespace {

bool says(const std::vector<client::Blamed>& pieces, std::string_view text) {
  for (const client::Blamed& piece : pieces) {
    if (!text.starts_with(piece.words)) return false;
    text.remove_prefix(piece.words.size());
  }
  return text.empty();
}

using Entries = std::unordered_map<std::string, const client::LogEntry*>;

// Of the revisions that the pieces come from, in one walk through the log; null for one that it does not tell of.
Entries entries_of(const std::vector<client::Blamed>& pieces, const std::vector<client::LogEntry>& log) {
  Entries out;
  for (const client::Blamed& piece : pieces) out.try_emplace(std::string(piece.header.text_or("revision")), nullptr);
  for (const client::LogEntry& entry : log)
    if (const auto at = out.find(entry.revision); at != out.end() && !at->second) at->second = &entry;
  return out;
}

}  // namespace

std::vector<Written> authors_of(Sheet& sheet, const std::string& place, std::string_view text) {
  const auto known = sheet.report.authors.find(place);
  if (known == sheet.report.authors.end() || !says(known->second.pieces, text)) {
    sheet.frame.ask(app::AskAuthors{place});
    return {};
  }
  const app::Model& model = sheet.frame.model;
  const Palette& colour = sheet.ui.colour();
  const std::array others{colour.clash, colour.good, colour.warn, colour.bad, colour.quiet};
  const std::string self = model.home.self ? model.home.self->name : std::string();
  const Entries entries = entries_of(known->second.pieces, sheet.report.around.log);
  std::vector<std::string> met;
  std::vector<Written> out;
  for (const client::Blamed& piece : known->second.pieces) {
    const std::string author(piece.header.text_or("author")), revision(piece.header.text_or("revision"));
    if (author.empty()) {
      out.push_back({piece.words.size(), colour.accent, std::string(text::say("history.me_unsent")), {}});
      continue;
    }
    const auto at = std::ranges::find(met, author);
    const auto nth = static_cast<std::size_t>(at - met.begin());
    if (author != self && at == met.end()) met.push_back(author);
    const client::LogEntry* entry = entries.at(revision);
    out.push_back({piece.words.size(), author == self ? colour.accent : others[nth % others.size()],
                   whose(model, revision, entry), when(model, entry)});
  }
  return out;
}

}  // namespace ziping::view
