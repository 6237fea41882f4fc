#include "shared/form/mends.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

using namespace ziping;
using base::Json;
using form::Form;

namespace {

constexpr const char* kFields = R"([{"name":"goal","kind":"text"},{"name":"budget","kind":"decimal"},
  {"name":"papers","kind":"files"},{"name":"rate","kind":"decimal","formula":"2 * budget"}])";
constexpr const char* kGroups =
    R"([{"name":"blocks","fields":[{"name":"text","kind":"text"},{"name":"photos","kind":"files"}]}])";

Form made(const std::string& id, const std::string& fields = kFields, const std::string& groups = kGroups,
          const Form* before = nullptr) {
  Json json = *base::parse_json(R"({"id":")" + id + R"(","fields":)" + fields + R"(,"groups":)" + groups + "}");
  if (before) json["mends"] = before->name().hex();
  return *Form::parse(std::move(json));
}

// first ← second ← third, and another that mends the first
struct Forms {
  Form first = made("a"), second = made("a", kFields, kGroups, &first), third = made("b", kFields, kGroups, &second),
       other = made("c", kFields, kGroups, &first);

  form::FindForm find() const {
    return [this](const base::Hash& name) -> const Form* {
      for (const Form* one : {&first, &second, &third, &other})
        if (one->name() == name) return one;
      return nullptr;
    };
  }
};

std::string refusal(const std::string& fields, const std::string& groups) {
  const auto status = form::check_mends(made("a"), made("a", fields, groups));
  return status ? "" : status.error().code;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

TEST_CASE("a form mends the one that it names and those before, and no form mends itself or a later one") {
  const Forms forms;
  const auto mends = [&](const Form& later, const Form& earlier) {
    return form::mends(later.name(), earlier.name(), forms.find());
  };
  CHECK(mends(forms.second, forms.first));
  CHECK(mends(forms.third, forms.first));
  CHECK(mends(forms.third, forms.second));
  for (const Form* one : {&forms.first, &forms.second, &forms.third}) CHECK_FALSE(mends(*one, *one));
  CHECK_FALSE(mends(forms.first, forms.third));
  CHECK_FALSE(mends(forms.third, forms.other));
  CHECK_FALSE(form::mended_by(forms.first).has_value());
}

TEST_CASE("of several forms the same one counts, in whatever order they come") {
  const Forms forms;
  const auto newest = [&](std::set<base::Hash> names) { return form::newest(names, forms.find()); };
  const base::Hash a = forms.first.name(), b = forms.second.name(), c = forms.third.name(), d = forms.other.name(),
                   unknown = base::sha256("not here");
  CHECK(newest({a}) == a);
  CHECK(newest({unknown}) == unknown);
  CHECK(newest({a, unknown}) == a);
  CHECK(newest({a, b}) == b);
  CHECK(newest({a, b, c, d}) == c);
  CHECK(newest({b, d}) == std::max(b, d));
  // Joined step by step in any order, as devices hear of them.
  std::vector<base::Hash> order{a, b, c, d};
  std::ranges::sort(order);
  do {
    base::Hash now = order.front();
    for (const base::Hash& next : order) now = newest({now, next});
    REQUIRE(now == c);
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("a form mends another where what was written on either merges alike") {
  const std::string fields = kFields, groups = kGroups;
  CHECK(refusal(fields, groups).empty());
  CHECK(refusal(replaced(fields, R"({"name":"goal","kind":"text"},)", R"({"name":"aim","kind":"text"},)"), groups)
            .empty());
  CHECK(refusal(replaced(fields, "2 * budget", "3 * budget"), groups).empty());
  CHECK(refusal(replaced(fields, R"("goal","kind":"text")", R"("goal","kind":"line")"), groups) == "bad-mends");
  CHECK(refusal(replaced(fields, R"("budget","kind":"decimal")", R"("budget","kind":"decimal","formula":"1")"),
                groups) == "bad-mends");
  CHECK(refusal(replaced(fields, R"({"name":"papers","kind":"files"},)", ""), groups) == "bad-mends");
  CHECK(refusal(fields, "[]") == "bad-mends");
  CHECK(refusal(fields, replaced(groups, R"("text","kind":"text")", R"("text","kind":"line")")) == "bad-mends");
  CHECK(refusal(replaced(fields, R"({"name":"goal","kind":"text"},)", ""),
                replaced(groups, R"([{"name":"blocks")", R"([{"name":"goal"},{"name":"blocks")")) == "bad-mends");
}
