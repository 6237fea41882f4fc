#include "shared/form/mends.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace ziping::form {
namespace {

base::Error bad_mends(const std::string& what) {
  return {base::ErrorKind::Invalid, "bad-mends", what + "，没有添加。改动太大的，请另起一份新表样。", {}};
}

bool asks_for_files(const Group& group) {
  return std::ranges::any_of(group.fields, [](const Field& field) { return field.kind == Kind::Files; }) ||
         std::ranges::any_of(group.groups, asks_for_files);
}

base::Status check_field(const Field& before, const Group& group) {
  const Field* field = group.find(before.name);
  const std::string called = "“" + before.label + "”（" + before.name + "）";
  if (group.find_group(before.name)) return bad_mends("修订后的表样里" + called + "从字段变成了表格");
  if (!field)
    return before.kind == Kind::Files ? base::Status(bad_mends("修订后的表样里没有放附件的" + called)) : base::done();
  if (field->kind != before.kind) return bad_mends("修订后的表样里" + called + "换了种类");
  if (field->computed() && !before.computed()) return bad_mends("修订后的表样里" + called + "从填写变成了计算");
  return base::done();
}

base::Status check_group(const Group& before, const Group& group) {
  for (const Field& field : before.fields)
    if (auto status = check_field(field, group); !status) return status;
  for (const Group& one : before.groups) {
    const Group* kept = group.find_group(one.name);
    const std::string called = "“" + one.label + "”（" + one.name + "）";
    if (group.find(one.name)) return bad_mends("修订后的表样里" + called + "从表格变成了字段");
    if (!kept && asks_for_files(one)) return bad_mends("修订后的表样里没有放附件的" + called);
    if (!kept) continue;
    if (auto status = check_group(one, *kept); !status) return status;
  }
  return base::done();
}

// The form that the named one mends, the one that that mends, and so on.
std::vector<base::Hash> before(const base::Hash& name, const FindForm& find) {
  std::vector<base::Hash> out;
  for (const Form* form = find(name); form && std::ssize(out) < kMendsMax;) {
    const auto mended = mended_by(*form);
    if (!mended) break;
    out.push_back(*mended);
    form = find(*mended);
  }
  return out;
}

}  // namespace

std::optional<base::Hash> mended_by(const Form& form) {
  auto name = base::Hash::parse(form.json().text_or("mends"));
  return name ? std::optional(*name) : std::nullopt;
}

bool mends(const base::Hash& later, const base::Hash& earlier, const FindForm& find) {
  return later != earlier && std::ranges::count(before(later, find), earlier) > 0;
}

base::Hash newest(const std::set<base::Hash>& forms, const FindForm& find) {
  const auto rank = [&](const base::Hash& name) {
    return std::tuple(find(name) != nullptr, before(name, find).size(), name);
  };
  return *std::ranges::max_element(forms, {}, rank);
}

base::Status check_mends(const Form& before, const Form& form) { return check_group(before.top(), form.top()); }

}  // namespace ziping::form
