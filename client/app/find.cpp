#include "client/app/find.h"

#include <algorithm>

#include "client/app/edits.h"
#include "client/app/sought_words.h"
#include "client/text/say.h"
#include "shared/base/amount.h"
#include "shared/form/value.h"

namespace ziping::app {
namespace {

constexpr std::size_t kAroundBytes = 45;  // fifteen characters

bool is_prose(const form::Field& field) { return field.kind == form::Kind::Text || field.kind == form::Kind::Line; }

class Finder {
 public:
  Finder(const OpenReport& report, std::string_view words) : report_(report), words_(words) {}

  void look_in(const document::Content& content) {
    const form::Group& top = report_.form->top();
    if (content.source == document::Source::Field)
      if (const form::Field* field = top.find(content.name)) look_in_field(report_.state, *field, {});
    if (content.source == document::Source::Group)
      if (const form::Group* group = top.find_group(content.name)) look_in_rows(report_.state, *group, {});
  }
  std::vector<Found> take() { return std::move(found_); }

 private:
  // `row` is the path text of its row; empty for the report itself.
  void look_in_field(const report::Node& node, const form::Field& field, const std::string& row) {
    if (found_.size() == kFoundMax) return;
    const auto place = [&] { return row.empty() ? field.name : row + "." + field.name; };
    if (field.computed()) {
      const auto value = report_.computed.find(place());
      if (value != report_.computed.end() && words_.stand_in(field, value->second)) add_whole(place());
      return;
    }
    const report::Value& value = node.value(field.name);
    if (!is_prose(field)) {
      if (words_.stand_in(field, value.json())) add_whole(place());
    } else if (const std::string* text = value.text()) {
      look_in_text(*text, place);
    }
  }

  template <class Place>
  void look_in_text(const std::string& text, const Place& place) {
    for (auto at = words_.first_in(text); at && found_.size() < kFoundMax;
         at = words_.first_in(text, at->offset + at->size))
      found_.push_back({.path = place(), .offset = at->offset, .size = at->size});
  }

  void add_whole(std::string place) { found_.push_back({.path = std::move(place), .whole = true}); }

  void look_in_rows(const report::Node& node, const form::Group& group, const form::Path& parent) {
    form::Path at = parent;
    at.rows.push_back({group.name, {}});
    for (const report::Row& row : node.group(group.name)) {
      at.rows.back().row = row.id;
      const std::string place = at.text();
      for (const form::Field& field : group.fields) look_in_field(row, field, place);
      for (const form::Group& inner : group.groups) look_in_rows(row, inner, at);
    }
  }

  const OpenReport& report_;
  const SoughtWords words_;
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

// What a field shows that was found as a whole.
std::string shown_at(const OpenReport& report, const std::string& place) {
  const auto path = form::Path::parse(place);
  const form::Field* field = path ? report.form->find_field(*path) : nullptr;
  if (!field) return {};
  const auto computed = report.computed.find(place);
  const base::Json& stored = report::value_at(report.state, *path).json();
  const base::Json& value = field->computed() && computed != report.computed.end() ? computed->second : stored;
  if (const std::int64_t* integer = value.as_integer()) return std::to_string(*integer);  // a year has no separators
  const std::string* figure = field->kind == form::Kind::Decimal ? value.as_string() : nullptr;
  return figure ? base::shown_amount(*figure, field->unit) : form::shown(*field, value);
}

FoundWords words_in(const std::string& text, std::size_t offset, std::size_t size) {
  const std::size_t end = std::min(offset + size, text.size());
  const std::size_t from = at_character(text, offset > kAroundBytes ? offset - kAroundBytes : 0);
  const std::size_t to = at_character(text, end + kAroundBytes);
  FoundWords out{text.substr(from, offset - from), text.substr(offset, end - offset), text.substr(end, to - end)};
  if (from > 0) out.before = "…" + out.before;
  if (to < text.size()) out.after += "…";
  std::ranges::replace(out.before, '\n', ' ');
  std::ranges::replace(out.after, '\n', ' ');
  return out;
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

std::vector<Found> find_on_sheet(const OpenReport& report, std::string_view typed) {
  std::vector<Found> out;
  const std::vector<Paragraph>* sheet = sheet_read(report);
  if (typed.empty() || !sheet) return out;
  const SoughtWords words(typed);
  const auto look_in = [&](const std::string& text, Found place) {
    for (auto at = words.first_in(text); at && out.size() < kFoundMax;
         at = words.first_in(text, at->offset + at->size)) {
      place.offset = at->offset;
      place.size = at->size;
      out.push_back(place);
    }
  };
  for (std::size_t i = 0; i < sheet->size(); ++i) {
    const Paragraph& one = (*sheet)[i];
    if (one.table.empty()) look_in(one.text, {.paragraph = i});
    for (std::size_t row = 0; row < one.table.size(); ++row)
      for (std::size_t column = 0; column < one.table[row].size(); ++column)
        look_in(one.table[row][column], {.paragraph = i, .row = row, .column = column});
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
  report.find.places.clear();
  for (std::size_t i = 0; i < report.find.found.size() && !on_sheet; ++i)
    report.find.places[report.find.found[i].path].push_back(i);
  report.find.at = report.find.found.empty() ? 0 : std::min(report.find.at, report.find.found.size() - 1);
}

FoundWords words_around(const OpenReport& report, const Found& found) {
  if (found.whole) {
    const std::string shown = shown_at(report, found.path);
    const auto at = SoughtWords(report.find.words).first_in(shown);
    if (!at || shown.size() <= kAroundBytes) return {{}, shown, {}};
    return words_in(shown, at->offset, at->size);
  }
  const std::string* text = text_at(report, found);
  return text && found.offset <= text->size() ? words_in(*text, found.offset, found.size) : FoundWords();
}

std::string figures_that_stay(const OpenReport& report, const ReplaceFound& command) {
  const Find& find = report.find;
  if (report.middle == Middle::Reading || find.at >= find.found.size()) return {};
  const auto all = std::ranges::count_if(find.found, [](const Found& one) { return one.whole; });
  const auto count = command.all ? all : find.found[find.at].whole ? 1 : 0;
  return count == 0 ? std::string() : text::say("find.figures_stay", {count});
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
    if (found[i].whole) {
      ++i;
      continue;
    }
    const auto path = form::Path::parse(found[i].path);
    EditText edit{found[i].path, {}};
    std::size_t shift = 0, gone = 0;
    for (const std::string& place = found[i].path; i < last && found[i].path == place; ++i) {
      edit.changes.push_back({found[i].offset + shift - gone, found[i].size, report.find.with});
      shift += report.find.with.size();
      gone += found[i].size;
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
