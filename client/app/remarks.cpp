#include "client/app/remarks.h"

#include <algorithm>
#include <charconv>

#include "client/text/say.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"
#include "shared/merge/sentence.h"

namespace ziping::app {
namespace {

constexpr std::size_t kCellWords = 24;  // characters that a cell or a sentence is called by

std::int64_t version_of(const std::string& which) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), out);
  return error == std::errc() && end == which.data() + which.size() ? out : 0;
}

// How many times the quote stands in the text before there, and there.
std::int64_t nth_of(const std::string& text, const std::string& quote, std::size_t offset) {
  std::int64_t nth = 0;
  for (std::size_t at = text.find(quote); at <= offset; at = text.find(quote, at + 1)) ++nth;
  return nth;
}

std::string label_of(const OpenReport& report, const std::string& path) {
  const auto parsed = form::Path::parse(path);
  const form::Field* field = parsed && !parsed->name.empty() ? report.form->find_field(*parsed) : nullptr;
  return field ? field->label : std::string();
}

const ReadState* read_state(const OpenReport& report) {
  const auto at = report.read.find(report.reading);
  return at == report.read.end() || !at->second.state ? nullptr : &at->second;
}

std::string words_of_cell(const std::string& label, const std::string& words) {
  return label + (label.empty() || words.empty() ? "" : " ") + base::excerpt(words, kCellWords);
}

// What is not in a column of its own, such as a field that nobody filled, stands for its row.
std::optional<RemarkPlace> place_in_table(const Paragraph& one, std::size_t index, const std::string& at) {
  for (std::size_t row = 0; row < one.row_paths.size(); ++row) {
    const std::string& path = one.row_paths[row];
    if (path.empty() || !at.starts_with(path)) continue;
    if (at.size() == path.size()) return RemarkPlace{index, 0, 0, row, std::nullopt};
    if (row == 0 || at[path.size()] != '.') continue;
    const auto field = std::ranges::find(one.column_fields, at.substr(path.size() + 1));
    if (field == one.column_fields.end()) return RemarkPlace{index, 0, 0, row, std::nullopt};
    return RemarkPlace{index, 0, 0, row, static_cast<std::size_t>(field - one.column_fields.begin())};
  }
  return std::nullopt;
}

// How a row that is listed as the nth of its table is called.
std::string title_of_row(const OpenReport& report, const report::State& state, const form::Path& path,
                         std::size_t nth) {
  form::Path parent = path;
  if (!parent.rows.empty()) parent.rows.pop_back();
  const report::Node* node = report::find_node(state, parent);
  const form::Group* group = report.form->find_group(path);
  if (!node || !group || path.rows.empty()) return text::say("table.nth_row", {nth});
  const report::Row* row = report::row_of(node->group(path.rows.back().group), path.rows.back().row);
  const std::string words = nth_words(group->show, nth);
  return row ? row_title(*group, *row, words) : words;
}

// What a remark could be tied to on the sheet that is read, in the order in which it is offered.
class Targets {
 public:
  explicit Targets(const OpenReport& report)
      : report_(report), version_(version_of(report.reading)), read_(read_state(report)) {}

  [[nodiscard]] const Paragraph* paragraph(std::size_t index) const {
    return read_ && index < read_->document.size() ? &read_->document[index] : nullptr;
  }

  void add(std::string label, client::NewRemark remark) {
    remark.version = version_;
    out_.push_back({std::move(label), std::move(remark)});
  }
  void add_figure(const Paragraph& words, const Held& held) {
    add(label_of(report_, held.path) + " " + words.text.substr(held.begin, held.size), {0, held.path, {}, 0, {}});
  }
  // Bytes of the paragraph that `held` holds.
  void add_quote(std::string label, const Paragraph& words, const Held& held, std::size_t from, std::size_t to) {
    const auto path = form::Path::parse(held.path);
    const std::string* text = path ? report::value_at(*read_->state, *path).text() : nullptr;
    if (!text) return;
    const std::string quote = words.text.substr(from, to - from);
    add(std::move(label), {0, held.path, quote, nth_of(*text, quote, held.offset + (from - held.begin)), {}});
  }
  void add_text(const Held& held) {
    const std::string label = label_of(report_, held.path);
    add(text::say(label.empty() ? "remark.paragraph" : "remark.paragraph_of", {label}), {0, held.path, {}, 0, {}});
  }
  // Nothing where the column is none of a field.
  void add_cell(const Paragraph& one, std::size_t row, std::size_t column) {
    const std::vector<std::string>& cells = one.table[row];
    if (column >= cells.size() || one.column_fields[column].empty()) return;
    const std::string field = one.row_paths[row] + "." + one.column_fields[column];
    const std::string label = label_of(report_, field);
    const std::string words = words_of_cell(label.empty() ? one.table[0][column] : label, cells[column]);
    add(text::say("remark.cell", {words}), {0, field, {}, 0, {}});
  }
  // One of attachments is called by its file.
  void add_row(const std::string& at, std::size_t nth, const std::string& first_cell) {
    const auto path = form::Path::parse(at);
    if (!path) return;
    const std::string label = path->name.empty()
                                  ? text::say("remark.row", {title_of_row(report_, *read_->state, *path, nth)})
                                  : words_of_cell(label_of(report_, at), first_cell);
    add(label, {0, at, {}, 0, {}});
  }

  std::vector<RemarkTarget> take() {
    add(text::say("remark.report", {}), {});
    return std::move(out_);
  }

 private:
  const OpenReport& report_;
  const std::int64_t version_;
  const ReadState* read_;
  std::vector<RemarkTarget> out_;
};

}  // namespace

RemarkStanding standing(const client::RemarkThread& thread) {
  if (thread.remark.state == "withdrawn") return RemarkStanding::Withdrawn;
  if (thread.remark.state == "quarantined") return RemarkStanding::Refused;
  if (!thread.open) return RemarkStanding::Closed;
  const bool answered = std::ranges::any_of(thread.answers, [&](const client::SaidRemark& one) {
    return one.counts() && one.header.kind == sync::RemarkKind::Answer &&
           one.header.author != thread.remark.header.author;
  });
  return answered ? RemarkStanding::Answered : RemarkStanding::Unanswered;
}

bool still_asks(const client::RemarkThread& thread) {
  const RemarkStanding now = standing(thread);
  return now == RemarkStanding::Unanswered || now == RemarkStanding::Answered;
}

std::vector<const client::RemarkThread*> points_to_answer(const Model& model) {
  std::vector<const client::RemarkThread*> out;
  if (!model.report) return out;
  for (const client::RemarkThread& thread : model.report->remarks)
    if (standing(thread) == RemarkStanding::Unanswered &&
        model.home.names.reviewers.contains(thread.remark.header.author))
      out.push_back(&thread);
  return out;
}

bool may_close(const Model& model, const client::RemarkThread& thread) {
  const auto& self = model.home.self;
  return self && thread.remark.counts() && (self->role == "finance" || self->name == thread.remark.header.author);
}

bool may_withdraw(const Model& model, const client::SaidRemark& said) {
  return model.home.self && said.state == "queued" && said.header.author == model.home.self->name;
}

bool may_remark(const Model& model) {
  if (!model.report || !model.home.self || version_of(model.report->reading) == 0) return false;
  const sync::Author& self = *model.home.self;
  return self.role == "finance" || self.department == model.report->around.row.department;
}

std::optional<RemarkPlace> place_in(const OpenReport& report, const client::RemarkThread& thread) {
  const ReadState* read = read_state(report);
  if (!read) return std::nullopt;
  const sync::RemarkHeader& header = thread.remark.header;
  const bool own = std::to_string(header.version) == report.reading;
  if (!own && thread.now.standing == merge::Standing::Gone) return std::nullopt;
  const std::string& quote = own ? header.place.quote : thread.now.sentence;
  const std::size_t offset = own ? header.place.offset : thread.now.offset;
  for (std::size_t i = 0; i < read->document.size(); ++i) {
    if (auto place = place_in_table(read->document[i], i, header.place.at)) return place;
    for (const Held& held : read->document[i].held) {
      if (held.path != header.place.at) continue;
      if (quote.empty()) return RemarkPlace{i, held.begin, held.begin + held.size, {}, {}};
      if (offset < held.offset || offset >= held.offset + held.size) continue;
      const std::size_t begin = held.begin + (offset - held.offset);
      return RemarkPlace{i, begin, std::min(begin + quote.size(), held.begin + held.size), {}, {}};
    }
  }
  return std::nullopt;
}

std::vector<RemarkTarget> targets(const OpenReport& report, std::size_t paragraph, std::size_t begin, std::size_t end) {
  Targets out(report);
  if (const Paragraph* words = out.paragraph(paragraph))
    for (const Held& held : words->held) {
      const std::size_t from = std::max(begin, held.begin), to = std::min(end, held.begin + held.size);
      if (from >= to) continue;
      if (held.figure) {
        out.add_figure(*words, held);
        continue;
      }
      out.add_quote(text::say("remark.sentence", {}), *words, held, from, to);
      out.add_text(held);
    }
  return out.take();
}

std::vector<RemarkTarget> targets_in_paragraph(const OpenReport& report, std::size_t paragraph) {
  Targets out(report);
  const Paragraph* words = out.paragraph(paragraph);
  if (!words) return out.take();
  for (const Held& held : words->held)
    if (!held.figure) out.add_text(held);
  std::size_t begin = 0;
  for (const std::string_view sentence : merge::sentences(words->text)) {
    const std::size_t end = begin + sentence.size();
    for (const Held& held : words->held) {
      const std::size_t from = std::max(begin, held.begin), to = std::min(end, held.begin + held.size);
      if (from >= to) continue;
      if (held.figure && held.begin == from) out.add_figure(*words, held);
      if (held.figure) continue;
      const std::string_view part = std::string_view(words->text).substr(from, to - from);
      out.add_quote(text::say("remark.sentence_of", {base::excerpt(part, kCellWords)}), *words, held, from, to);
    }
    begin = end;
  }
  return out.take();
}

std::vector<RemarkTarget> targets_in_table(const OpenReport& report, std::size_t paragraph, std::size_t row,
                                           std::optional<std::size_t> column) {
  Targets out(report);
  const Paragraph* one = out.paragraph(paragraph);
  if (!one || row == 0 || row >= one->table.size()) return out.take();
  const std::vector<std::string>& cells = one->table[row];
  const std::string& at = one->row_paths[row];
  if (column) out.add_cell(*one, row, *column);
  out.add_row(at, row, cells[0]);
  for (std::size_t i = 0; i < cells.size() && !column; ++i) out.add_cell(*one, row, i);
  const form::Group* group = report.form->top().find_group(one->row_paths[0]);
  if (group) out.add(text::say("remark.table", {group->label}), {0, group->name, {}, 0, {}});
  return out.take();
}

}  // namespace ziping::app
