#include "tests/shared/merge/prose_edits.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "shared/base/check.h"
#include "shared/base/utf8.h"
#include "shared/merge/sentence.h"

namespace ziping::merge {
namespace {

using base::SeededRandom;

std::string read_prose(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  const auto text = base::decode_text_file(bytes);
  return text ? base::normalised(*text) : std::string();
}

std::vector<std::string> owned(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

std::string joined(const std::vector<std::string>& pieces) {
  std::string out;
  for (const std::string& piece : pieces) out += piece;
  return out;
}

std::size_t any(const std::vector<std::string>& pieces, SeededRandom& random) { return random.below(pieces.size()); }

std::string some_words(SeededRandom& random, std::uint64_t characters) {
  constexpr std::u32string_view common =
      U"的一是了在有和不为这中大上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
      U"行学法所民得经";
  std::u32string out;
  for (std::uint64_t i = 0; i < characters; ++i) out += common[random.below(common.size())];
  return base::to_utf8(out);
}

void reword(std::string& sentence, SeededRandom& random) {
  std::u32string wide = base::to_utf32(sentence);
  const std::size_t body = wide.size() > 1 ? wide.size() - 1 : wide.size();
  const std::size_t at = random.below(body);
  const std::size_t removed = std::min<std::size_t>(random.below(4), body - at);
  wide.replace(at, removed, base::to_utf32(some_words(random, 1 + random.below(4))));
  sentence = base::to_utf8(wide);
}

bool change_figure(std::string& sentence, SeededRandom& random) {
  std::size_t at = sentence.find_first_of("0123456789");
  if (at == sentence.npos) return false;
  for (std::uint64_t skip = random.below(6); skip > 0; --skip)
    if (const std::size_t next = sentence.find_first_of("0123456789", at + 1); next != sentence.npos) at = next;
  sentence[at] = static_cast<char>('0' + (sentence[at] - '0' + 1 + static_cast<int>(random.below(9))) % 10);
  return true;
}

// Without its line end, which stays with the sentence before it or becomes a line of its own.
std::string taken_out(std::vector<std::string>& all, std::size_t at) {
  std::string words = all[at];
  const bool ends_line = words.ends_with('\n');
  if (ends_line) words.pop_back();
  if (ends_line && at > 0 && !all[at - 1].ends_with('\n'))
    all[at - 1] += '\n', all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
  else if (ends_line)
    all[at] = "\n";
  else
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
  return words;
}

void put_in(std::vector<std::string>& all, std::size_t at, const std::string& words) {
  all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), words);
}

void edit_lines(std::string& text, Edit kind, SeededRandom& random) {
  std::vector<std::string> all = owned(lines(text));
  if (kind == Edit::InsertLine) {
    const std::size_t at = random.below(all.size() + 1);
    const std::string first = new_sentence(random);
    put_in(all, at, first + new_sentence(random) + "\n");
  } else {
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(any(all, random)));
  }
  text = joined(all);
}

void edit_sentences(std::string& text, Edit kind, SeededRandom& random) {
  std::vector<std::string> all = owned(sentences(text));
  const std::size_t at = any(all, random);
  switch (kind) {
    case Edit::Reword:
      reword(all[at], random);
      break;
    case Edit::Figure:
      for (std::size_t i = 0; i < all.size() && !change_figure(all[(at + i) % all.size()], random);) ++i;
      break;
    case Edit::Insert:
      put_in(all, at, new_sentence(random));
      break;
    case Edit::Remove:
      taken_out(all, at);
      break;
    case Edit::Move: {
      const std::string words = taken_out(all, at);
      put_in(all, random.below(all.size() + 1), words);
      break;
    }
    case Edit::SplitParagraph:
      if (!all[at].ends_with('\n')) all[at] += "\n";
      break;
    case Edit::JoinParagraphs:
      for (std::size_t i = 0; i < all.size(); ++i)
        if (std::string& one = all[(at + i) % all.size()]; one.ends_with("。\n")) {
          one.pop_back();
          break;
        }
      break;
    case Edit::SplitSentence:
      if (const std::size_t comma = all[at].find("，"); comma != all[at].npos) all[at].replace(comma, 3, "。");
      break;
    default:
      break;
  }
  text = joined(all);
}

}  // namespace

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = [] {
    std::vector<Sample> out;
    for (const char* name : {"prose-1", "prose-2", "prose-3", "report-2022"})
      out.push_back({name, read_prose(std::string(ZIPING_SOURCE_DIR "/assets/samples/") + name + ".txt")});
    if (const char* real = std::getenv("ZIPING_REAL_REPORT")) out.push_back({"real", read_prose(real)});
    for (const Sample& sample : out) ENSURE(sample.text.size() > 1000);
    return out;
  }();
  return all;
}

std::string new_sentence(SeededRandom& random) {
  const std::string number = std::to_string(random.below(1'000'000'000));
  return "新增" + number + some_words(random, 6 + random.below(20)) + "。";
}

void edit(std::string& text, Edit kind, SeededRandom& random) {
  if (text.empty()) return;
  if (kind == Edit::InsertLine || kind == Edit::RemoveLine)
    edit_lines(text, kind, random);
  else
    edit_sentences(text, kind, random);
}

std::string edited(std::string text, SeededRandom& random, std::uint64_t count) {
  for (; count > 0; --count) edit(text, static_cast<Edit>(random.below(kEdits)), random);
  return text;
}

}  // namespace ziping::merge
