#include "shared/form/value.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/form/form.h"

using namespace ziping;
using namespace ziping::form;
using base::Json;

namespace {

Field field(Kind kind) {
  Field out;
  out.name = out.label = "字段";
  out.kind = kind;
  out.choices = {{"good", "优"}, {"fair", "良"}};
  return out;
}

std::string code(const Field& field, std::string_view input) {
  const auto value = typed(field, input);
  return value ? "ok" : value.error().code;
}

}  // namespace

TEST_CASE("what is typed becomes what is stored, by the kind of the field") {
  CHECK(*typed(field(Kind::Decimal), "２０，５４５．０４") == Json("20545.04"));
  CHECK(*typed(field(Kind::Integer), " 1,200 ") == Json(1200));
  CHECK(*typed(field(Kind::Date), "2022年12月31日") == Json("2022-12-31"));
  CHECK(*typed(field(Kind::Choice), "优") == Json("good"));
  CHECK(*typed(field(Kind::Line), "  甲 ") == Json("甲"));
  CHECK(*typed(field(Kind::Text), "甲。\r\n乙。") == Json("甲。\n乙。"));
}

TEST_CASE("an empty input is no value, and no zero") {
  for (Kind kind : {Kind::Decimal, Kind::Integer, Kind::Date, Kind::Choice, Kind::Line, Kind::Text})
    CHECK(typed(field(kind), "")->is_null());
}

TEST_CASE("what does not fit the field is refused with its reason") {
  CHECK(code(field(Kind::Decimal), "1.2.3") == "bad-number");
  CHECK(code(field(Kind::Integer), "1.5") == "bad-number");
  CHECK(code(field(Kind::Integer), "99999999999999999") == "bad-number");
  CHECK(code(field(Kind::Date), "2022-02-30") == "bad-date");
  CHECK(code(field(Kind::Choice), "中") == "not-a-choice");
  CHECK(code(field(Kind::Text), "\xFF") == "not-text");
  Field computed = field(Kind::Decimal);
  computed.formula = "1";
  CHECK(code(computed, "1") == "computed");
}

TEST_CASE("a field's own limit refuses nothing; what one value takes does") {
  const auto of = [](std::size_t characters) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += "长";
    return text;
  };
  Field line = field(Kind::Line), text = field(Kind::Text);
  line.characters_max = text.characters_max = 3;
  CHECK(*typed(line, "一二三四") == Json("一二三四"));
  CHECK(check_stored(line, Json("一二三四")).has_value());
  CHECK(typed(text, of(kTextCharactersMax)).has_value());
  CHECK(code(text, of(kTextCharactersMax + 1)) == "too-long");
  CHECK(check_stored(text, Json(of(kTextCharactersMax + 1))).error().code == "too-long");
  CHECK(code(line, of(kLineCharactersMax + 1)) == "too-long");
  line.characters_max = kLineCharactersMax + 1;  // a form may ask for longer lines
  CHECK(typed(line, of(kLineCharactersMax + 1)).has_value());
  // As long as what stands there already, or shorter: a merge may have made it so.
  const Json stands(of(kTextCharactersMax + 2));
  CHECK(typed(text, of(kTextCharactersMax + 1), stands).has_value());
  CHECK(check_stored(text, Json(of(kTextCharactersMax + 2)), stands).has_value());
  CHECK(typed(text, of(kTextCharactersMax + 3), stands).error().code == "too-long");
  CHECK(check_stored(text, Json(of(kTextCharactersMax + 3)), stands).error().code == "too-long");
}

TEST_CASE("an amount is stored in the unit of its field, and what it would lose is refused with the exact figures") {
  Field money = field(Kind::Decimal);
  money.unit = "万元";
  money.places = 2;
  CHECK(*typed(money, "12345.6元") == Json("1.23456"));
  CHECK(*typed(money, "1.2亿") == Json("12000"));
  const auto refused = typed(money, "12345.678元");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "too-many-places");
  CHECK(refused.error().message ==
        "“字段”：12345.678 元是 1.2345678 万元，有 7 位小数，最多 6 位。没有四舍五入，也没有保存。");
  CHECK(typed(money, "1e9").error().message == "“字段”不能用“1e9”这样的科学记数法，请写成 1000000000。");
  CHECK(typed(money, "二十万").error().message == "“字段”不能用中文数字，“二十万”请写成 20万。");
  CHECK(typed(money, "1.2.3").error().message == "“字段”里“1.2.3”有不止一个小数点，请只留一个。");
}

TEST_CASE("stored values are judged by their field, and shown as people read them") {
  CHECK(check_stored(field(Kind::Decimal), Json("20545.04")).has_value());
  CHECK_FALSE(check_stored(field(Kind::Decimal), Json("20,545.04")).has_value());
  CHECK_FALSE(check_stored(field(Kind::Decimal), Json(1.5)).has_value());
  CHECK_FALSE(check_stored(field(Kind::Integer), Json("5")).has_value());
  CHECK(shown(field(Kind::Decimal), Json("20545.04")) == "20,545.04");
  CHECK(shown(field(Kind::Choice), Json("fair")) == "良");
}

TEST_CASE("a form is named by its content, finds its fields, and says who owns a place") {
  const auto json = base::parse_json(
      R"({"id":"f","title":"表","owners":["office"],"fields":[{"name":"a.b","kind":"decimal"}],
          "groups":[{"name":"g.rows","owners":["office","team"],"fields":[{"name":"team","kind":"reference","owners":["office"]},{"name":"text","kind":"text"}],
                     "groups":[{"name":"figures","fields":[{"name":"value","kind":"decimal"}]}]}]})");
  const auto form = Form::parse(*json);
  REQUIRE(form.has_value());
  const auto at = [](const char* text) { return *Path::parse(text); };
  CHECK(form->find_field(at("a.b"))->kind == Kind::Decimal);
  CHECK(form->find_field(at("g.rows[r].figures[f].value")) != nullptr);
  CHECK(form->find_field(at("g.rows[r].none")) == nullptr);
  CHECK(form->owners(at("a.b")) == std::vector<std::string>{"office"});
  CHECK(form->owners(at("g.rows[r].text")) == std::vector<std::string>{"office", "team"});
  CHECK(form->owners(at("g.rows[r].figures[f].value")) == std::vector<std::string>{"office", "team"});
  CHECK(form->owners(at("g.rows[r].team")) == std::vector<std::string>{"office"});
  base::Json other = *json;
  other["title"] = "另一张表";
  CHECK(Form::parse(other)->name() != form->name());
  CHECK(Form::parse(*base::parse_json(base::pretty(*json)))->name() == form->name());
}

TEST_CASE("malformed forms are refused with the field they are about") {
  for (const char* text :
       {"[]", "{}", R"({"id":"f","fields":[{"kind":"text"}]})", R"({"id":"f","fields":[{"name":"a","kind":"none"}]})",
        R"({"id":"f","fields":[{"name":"a","kind":"choice"}]})",
        R"({"id":"f","fields":[{"name":"a"},{"name":"a"}]})"}) {
    INFO(text);
    CHECK(Form::parse(*base::parse_json(text)).error().code == "bad-form");
  }
}
