#include "client/app/find.h"

#include <algorithm>

#include "client/app/edits.h"
#include "client/text/say.h"

namespace ziping::app {
namespace {

constexpr std::size_t kAroundBytes = 45;  // fifteen characters

bool is_prose(const form::Field* field) {
  return field && !field->computed() && (field->kind == form::Kind::Text || field->kind == form::Kind::Line);
}

class Finder {
 public:
  Finder(const OpenReport& report, std::string_view words) : report_(report), words_(words) {}

  void look_in(const document::Content& content) {
    if (content.source == document::Source::Field) look_in_field(report_.state, {{}, content.name});
    if (content.source == document::Source::Group) look_in_rows(report_.state, {{}, content.name});
  }
  std::vector<Found> take() { return std::move(found_); }

 private:
  void look_in_field(const report::Node& node, const form::Path& path) {
    if (!is_prose(report_.form->find_field(path))) return;
    const std::string* text = node.value(path.name).text();
    if (!text) return;
    for (std::size_t at = text->find(words_); at != text->npos; at = text->find(words_, at + words_.size())) {
      if (found_.size() == kFoundMax) return;
      found_.push_back({path.text(), at});
    }
  }

  void look_in_rows(const report::Node& node, const form::Path& path) {
    const form::Group* group = report_.form->find_group(path);
    if (!group) return;
    for (const report::Row& row : node.group(path.name)) {
      form::Path at = path;
      at.rows.push_back({path.name, row.id});
      for (const form::Field& field : group->fields) {
        at.name = field.name;
        look_in_field(row, at);
      }
      for (const form::Group& inner : group->groups) {
        at.name = inner.name;
        look_in_rows(row, at);
      }
    }
  }

  const OpenReport& report_;
  std::string_view words_;
  std::vector<Found> found_;
};

// Whole characters, as near to the wanted bytes as they come.
std::size_t at_character(const std::string& text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return std::min(at, text.size());
}

const std::vector<Paragraph>* sheet_read(const OpenReport& report) {
  const auto at = report.read.find(report.reading);
  return at == report.read.end() || !at->second.state ? nullptr : &at->second.document;
}

const std::string* text_on_sheet(const OpenReport& report, const Found& found) {
  const std::vector<Paragraph>* sheet = sheet_read(report);
  if (!sheet || found.paragraph >= sheet->size()) return nullptr;
  const Paragraph& one = (*sheet)[found.paragraph];
  if (one.table.empty()) return &one.text;
  const bool there = found.row < one.table.size() && found.column < one.table[found.row].size();
  return there ? &one.table[found.row][found.column] : nullptr;
}

const std::string* text_at(const OpenReport& report, const Found& found) {
  if (found.path.empty()) return text_on_sheet(report, found);
  const auto path = form::Path::parse(found.path);
  return path ? report::value_at(report.state, *path).text() : nullptr;
}

std::string sheet_on_screen(const OpenReport& report) {
  return report.middle == Middle::Reading ? report.reading : std::string();
}

}  // namespace

std::vector<Found> find_words(const OpenReport& report, std::string_view words) {
  if (words.empty()) return {};
  Finder finder(report, words);
  for (const document::Section& section : report.sections)
    for (const document::Content& content : section.contents) finder.look_in(content);
  return finder.take();
}

std::vector<Found> find_on_sheet(const OpenReport& report, std::string_view words) {
  std::vector<Found> out;
  const std::vector<Paragraph>* sheet = sheet_read(report);
  if (words.empty() || !sheet) return out;
  const auto look_in = [&](const std::string& text, Found place) {
    for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + words.size())) {
      if (out.size() == kFoundMax) return;
      place.offset = at;
      out.push_back(place);
    }
  };
  for (std::size_t i = 0; i < sheet->size(); ++i) {
    const Paragraph& one = (*sheet)[i];
    if (one.table.empty()) look_in(one.text, {{}, 0, i});
    for (std::size_t row = 0; row < one.table.size(); ++row)
      for (std::size_t column = 0; column < one.table[row].size(); ++column)
        look_in(one.table[row][column], {{}, 0, i, row, column});
  }
  return out;
}

bool finds_what_is_shown(const OpenReport& report) { return report.find.sheet == sheet_on_screen(report); }

void find_again(OpenReport& report) {
  if (!finds_what_is_shown(report)) {
    report.find.sheet = sheet_on_screen(report);
    report.find.at = 0;
    report.find.gone_to = report.find.scrolls = false;
  }
  const bool on_sheet = report.middle == Middle::Reading;
  if (!report.find.open)
    report.find.found.clear();
  else
    report.find.found = (on_sheet ? find_on_sheet : find_words)(report, report.find.words);
  report.find.at = report.find.found.empty() ? 0 : std::min(report.find.at, report.find.found.size() - 1);
}

FoundWords words_around(const OpenReport& report, const Found& found) {
  const std::string* text = text_at(report, found);
  if (!text || found.offset > text->size()) return {};
  const std::size_t end = std::min(found.offset + report.find.words.size(), text->size());
  const std::size_t from = at_character(*text, found.offset > kAroundBytes ? found.offset - kAroundBytes : 0);
  const std::size_t to = at_character(*text, end + kAroundBytes);
  FoundWords out{text->substr(from, found.offset - from), text->substr(found.offset, end - found.offset),
                 text->substr(end, to - end)};
  if (from > 0) out.before = "…" + out.before;
  if (to < text->size()) out.after += "…";
  std::ranges::replace(out.before, '\n', ' ');
  std::ranges::replace(out.after, '\n', ' ');
  return out;
}

// One field after another; what may not be edited here stays as it is, and is said.
Plan plan(const Model& model, const ReplaceFound& command) {
  const OpenReport& report = *model.report;
  const std::vector<Found>& found = report.find.found;
  Plan out;
  if (report.middle == Middle::Reading) return out;  // the sheet is read, not written
  const std::size_t first = command.all ? 0 : report.find.at;
  const std::size_t last = command.all ? found.size() : std::min(found.size(), first + 1);
  for (std::size_t i = first; i < last;) {
    const auto path = form::Path::parse(found[i].path);
    EditText edit{found[i].path, {}};
    std::size_t shift = 0, gone = 0;
    for (const std::string& place = found[i].path; i < last && found[i].path == place; ++i) {
      edit.changes.push_back({found[i].offset + shift - gone, report.find.words.size(), report.find.with});
      shift += report.find.with.size();
      gone += report.find.words.size();
    }
    const std::string locked = path ? locked_because(model, *path) : std::string();
    if (!locked.empty()) {
      out.refused.emplace(
          edit.path, base::Error{base::ErrorKind::Denied, "not-yours", text::say("find.not_replaced", {locked}), {}});
      continue;
    }
    Plan one = plan(model, edit);
    out.edits.insert(out.edits.end(), one.edits.begin(), one.edits.end());
    out.refused.merge(one.refused);
  }
  return out;
}

}  // namespace ziping::app
