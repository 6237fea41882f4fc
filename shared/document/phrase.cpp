#include "shared/document/phrase.h"

#include "shared/base/utf8.h"
#include "shared/document/outline.h"

namespace ziping::document {
namespace {

void add(Phrase& phrase, bool is_field, std::string_view text) {
  if (!text.empty()) phrase.push_back({is_field, std::string(text)});
}

}  // namespace

Phrase phrase_of(std::string_view words) {
  Phrase phrase;
  while (!words.empty()) {
    const std::size_t open = words.find('{');
    const std::size_t close = open == words.npos ? words.npos : words.find('}', open);
    if (close == words.npos) break;
    add(phrase, false, words.substr(0, open));
    add(phrase, true, words.substr(open + 1, close - open - 1));
    words.remove_prefix(close + 1);
  }
  add(phrase, false, words);
  return phrase;
}

Phrase phrase_of_join(std::string_view formula) {
  formula = base::trimmed(formula);
  if (!formula.starts_with("join(") || !formula.ends_with(")")) return {};
  formula = formula.substr(5, formula.size() - 6);
  Phrase phrase;
  while (!formula.empty()) {
    formula = base::trimmed(formula);
    if (formula.starts_with('\'')) {
      const std::size_t close = formula.find('\'', 1);
      if (close == formula.npos) return {};
      add(phrase, false, formula.substr(1, close - 1));
      formula.remove_prefix(close + 1);
      formula = base::trimmed(formula);
      if (formula.starts_with(',')) formula.remove_prefix(1);
    } else {
      const std::size_t comma = formula.find(',');
      add(phrase, true, base::trimmed(formula.substr(0, comma)));
      formula = comma == formula.npos ? std::string_view() : formula.substr(comma + 1);
    }
  }
  return phrase;
}

std::vector<Phrase> sentences_of(const Phrase& phrase) {
  constexpr std::string_view kEnd = "。";
  std::vector<Phrase> out(1);
  for (const Piece& piece : phrase) {
    std::string_view words = piece.text;
    for (std::size_t at = 0; !piece.is_field && (at = words.find(kEnd)) != words.npos;) {
      add(out.back(), false, words.substr(0, at + kEnd.size()));
      words.remove_prefix(at + kEnd.size());
      out.emplace_back();
    }
    add(out.back(), piece.is_field, words);
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::optional<std::map<std::string, std::string>> read_phrase(const Phrase& phrase, std::string_view text) {
  const std::string bare = without_blanks(text);
  std::map<std::string, std::string> values;
  std::size_t at = 0;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (!phrase[i].is_field) {
      const std::string words = without_blanks(phrase[i].text);
      if (bare.compare(at, words.size(), words) != 0) return std::nullopt;
      at += words.size();
      continue;
    }
    std::size_t end = bare.size();
    if (i + 1 < phrase.size()) {
      if (phrase[i + 1].is_field) return std::nullopt;  // nothing tells where the first value ends
      end = bare.find(without_blanks(phrase[i + 1].text), at);
      if (end == bare.npos) return std::nullopt;
    }
    if (end == at) return std::nullopt;
    std::string value = bare.substr(at, end - at);
    at = end;
    if (value == kGap) continue;
    const auto [known, added] = values.emplace(phrase[i].text, value);
    if (!added && known->second != value) return std::nullopt;
  }
  if (at != bare.size() || phrase.empty()) return std::nullopt;
  return values;
}

std::string fill(const Phrase& phrase, const std::function<std::string(const std::string& field)>& value) {
  std::string out;
  for (const Piece& piece : phrase) {
    if (!piece.is_field) {
      out += piece.text;
      continue;
    }
    const std::string words = value(piece.text);
    out += words.empty() ? std::string(kGap) : words;
  }
  return out;
}

}  // namespace ziping::document
