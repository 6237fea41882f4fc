#include "client/cli/difference.h"

#include <unordered_map>

#include "shared/merge/sentence.h"
#include "shared/report/delta.h"
#include "shared/report/sequence_diff.h"

namespace ziping::client {
namespace {

Json sentences_changed(const std::string& before, const std::string& after) {
  const auto old_pieces = merge::sentences(before), new_pieces = merge::sentences(after);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto ids = [&](const std::vector<std::string_view>& pieces) {
    std::vector<std::uint32_t> out;
    for (std::string_view piece : pieces)
      out.push_back(numbers.emplace(piece, static_cast<std::uint32_t>(numbers.size())).first->second);
    return out;
  };
  const auto old_ids = ids(old_pieces), new_ids = ids(new_pieces);
  Json out;
  for (const report::Hunk& hunk : report::diff(old_ids, new_ids)) {
    for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) out["removed"].push(old_pieces[i]);
    for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) out["inserted"].push(new_pieces[i]);
  }
  return out;
}

std::string printed(const Json& value) {
  if (value.is_null()) return "（空）";
  const std::string* text = value.as_string();
  return text ? *text : base::canonical(value);
}

}  // namespace

Result<Json> difference(Vault& vault, const ReportRow& report, const std::string& from, const std::string& to) {
  auto before = vault.at(report, from);
  auto after = before ? vault.at(report, to) : Result<report::State>(before.error());
  auto form = after ? vault.form_at(report, to) : Result<const form::Form*>(after.error());
  auto old_form = form ? vault.form_at(report, from) : form;
  if (!old_form) return old_form.error();
  Json out{Json::Array{}};
  for (const form::Path& path : report::changed_paths(*before, *after)) {
    const form::Form& knows = (*form)->find_field(path) || (*form)->find_group(path) ? **form : **old_form;
    const form::Field* field = knows.find_field(path);
    const form::Group* group = path.name.empty() ? knows.find_group(path) : nullptr;
    Json one;
    if (path.name.empty()) {
      const report::Row *old_row = report::find_row(*before, path), *new_row = report::find_row(*after, path);
      one["before"] = old_row ? report::to_json(*old_row) : Json();
      one["after"] = new_row ? report::to_json(*new_row) : Json();
    } else {
      const report::Value &old_value = report::value_at(*before, path), &new_value = report::value_at(*after, path);
      if (old_value.text() && new_value.text() && field && field->kind == form::Kind::Text) {
        one = sentences_changed(*old_value.text(), *new_value.text());
      } else {
        one["before"] = old_value.json();
        one["after"] = new_value.json();
      }
    }
    one["path"] = path.text();
    one["label"] = field ? field->label : group ? group->label : path.text();
    out.push(std::move(one));
  }
  return out;
}

std::string difference_text(const Json& difference) {
  std::string out;
  for (const Json& one : *difference.as_array()) {
    out += std::string(one.text_or("label")) + "（" + std::string(one.text_or("path")) + "）\n";
    for (const Json& sentence : one.list("removed")) out += "  − " + printed(sentence) + "\n";
    for (const Json& sentence : one.list("inserted")) out += "  ＋ " + printed(sentence) + "\n";
    if (const Json* before = one.find("before"))
      out += "  " + printed(*before) + " → " + printed(*one.find("after")) + "\n";
  }
  return out.empty() ? "没有不同。" : out;
}

}  // namespace ziping::client
