// base  甲 乙        ours  甲 丙 (乙 went, 丙 came)        theirs  甲 乙 丁        merged  甲 丙 丁
#include "shared/merge/files_merge.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "shared/form/attachment.h"

namespace ziping::merge {
namespace {

using base::Json;
using Entries = std::vector<Json>;

// None for what is no list of attachments. What of it a program takes may change with the kinds of files that it
// knows; what is one entry may not, or two programs would merge differently.
std::optional<Entries> entries_of(const Json& value) {
  if (value.is_null()) return Entries();
  if (!value.is_array()) return std::nullopt;
  std::set<std::string_view> names;
  for (const Json& one : *value.as_array()) {
    const std::string_view name = one.text_or("name");
    if (name.empty() || one.text_or("sha256").empty() || !names.insert(name).second) return std::nullopt;
  }
  return *value.as_array();
}

bool has(const Entries& entries, const Json& entry) { return std::ranges::find(entries, entry) != entries.end(); }

Entries without(const Entries& entries, const Entries& others) {
  Entries out;
  std::ranges::copy_if(entries, std::back_inserter(out), [&](const Json& one) { return !has(others, one); });
  return out;
}

bool is_same_file(const Json& a, const Json& b) {
  return a.text_or("name") == b.text_or("name") || a.text_or("sha256") == b.text_or("sha256");
}

bool speaks_of(const Entries& entries, const Json& entry) {
  return std::ranges::any_of(entries, [&](const Json& one) { return is_same_file(one, entry); });
}

}  // namespace

std::optional<Json> merge_files(const Json& base, const Json& ours, const Json& theirs) {
  const auto before = entries_of(base), mine = entries_of(ours), other = entries_of(theirs);
  if (!before || !mine || !other) return std::nullopt;
  const Entries added = without(*mine, *before), more = without(*other, *before);
  const Entries by_us = without(added, more), by_them = without(more, added);
  for (const Json& one : by_us)
    if (speaks_of(by_them, one)) return std::nullopt;
  Json::Array out;
  for (const Json& one : *before) {
    const bool we_have = has(*mine, one), they_have = has(*other, one);
    if (we_have && they_have) out.push_back(one);
    if (!we_have && !they_have && (speaks_of(by_us, one) || speaks_of(by_them, one))) return std::nullopt;
  }
  const bool ours_first = base::canonical(Json(added)) < base::canonical(Json(more));
  const Entries &first = ours_first ? added : more, rest = ours_first ? by_them : by_us;
  out.insert(out.end(), first.begin(), first.end());
  out.insert(out.end(), rest.begin(), rest.end());
  if (out.size() > form::kAttachmentsMax) return std::nullopt;
  return out.empty() ? Json() : Json(std::move(out));
}

}  // namespace ziping::merge
