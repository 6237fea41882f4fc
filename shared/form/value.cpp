#include "shared/form/value.h"

#include <algorithm>

#include "shared/base/amount.h"
#include "shared/base/date.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"
#include "shared/form/attachment.h"

namespace ziping::form {
namespace {

using base::Json;

base::Error invalid(std::string code, const Field& field, std::string_view what) {
  return {base::ErrorKind::Invalid, std::move(code), "“" + field.label + "”" + std::string(what), {}};
}

// A form may ask for a line that is longer than lines are elsewhere.
std::size_t characters_max(const Field& field) {
  const std::size_t most = field.kind == Kind::Text ? kTextCharactersMax : kLineCharactersMax;
  return field.characters_max > 0 ? std::max(most, static_cast<std::size_t>(field.characters_max)) : most;
}

std::size_t room_for_text(const Field& field, const Json& stands) {
  const std::string* text = stands.as_string();
  return std::max(characters_max(field), text ? base::count_characters(*text) : 0);
}

base::Result<Json> typed_text(const Field& field, std::string_view input, const Json& stands) {
  std::string text = base::normalised(input);
  if (field.kind != Kind::Text) text = std::string(base::trimmed(text));
  if (text.empty()) return Json();
  const std::size_t count = base::count_characters(text), most = characters_max(field);
  if (count > room_for_text(field, stands))
    return invalid("too-long", field,
                   "最多 " + std::to_string(most) + " 字，现有 " + std::to_string(count) + " 字，没有保存。");
  return Json(std::move(text));
}

constexpr int kPlacesKept = 6;

std::string what_is_wrong(const Field& field, const base::Amount& amount, const std::string& quoted) {
  const std::string so = amount.instead.empty() ? std::string() : "请写成 " + amount.instead;
  const std::string instead = so.empty() ? so : "，" + so;
  switch (amount.fault) {
    case base::AmountFault::Scientific:
      return "不能用“" + quoted + "”这样的科学记数法" + instead + "。";
    case base::AmountFault::ChineseNumerals:
      return "不能用中文数字，“" + quoted + "”" + (so.empty() ? "请用阿拉伯数字写" : so) + "。";
    case base::AmountFault::Points:
      return "里“" + quoted + "”有不止一个小数点，请只留一个。";
    case base::AmountFault::Separators:
      return "里“" + quoted + "”的逗号不是每三位一个" + instead + "。";
    case base::AmountFault::TooManyPlaces: {
      const std::string places = std::to_string(amount.places) + " 位小数，最多 " + std::to_string(places_max(field)) +
                                 " 位。没有四舍五入，也没有保存。";
      if (!amount.converted()) return "里“" + quoted + "”有 " + places;
      return "：" + amount.typed + " " + amount.unit + "是 " + amount.plain + " " + field.unit + "，有 " + places;
    }
    case base::AmountFault::NoNumber:
    case base::AmountFault::None:
      break;
  }
  return "要填数字，“" + quoted + "”不是数字。";
}

base::Result<Json> typed_decimal(const Field& field, std::string_view input) {
  const base::Amount amount = base::read_amount(input, field.unit, places_max(field));
  if (amount.fault == base::AmountFault::None) return Json(amount.value.stored());
  const bool too_many = amount.fault == base::AmountFault::TooManyPlaces;
  return invalid(too_many ? "too-many-places" : "bad-number", field,
                 what_is_wrong(field, amount, base::excerpt(input)));
}

base::Result<Json> typed_integer(const Field& field, std::string_view input) {
  constexpr base::Int128 kIntegerMax = (base::Int128{1} << 53) - 1;
  auto decimal = base::Decimal::parse(input);
  if (!decimal || decimal->places() > 0 || decimal->units() > kIntegerMax || decimal->units() < -kIntegerMax)
    return invalid("bad-number", field, "要填整数，“" + base::excerpt(input) + "”不是整数。");
  return Json(static_cast<std::int64_t>(decimal->units()));
}

base::Result<Json> typed_choice(const Field& field, std::string_view input) {
  const std::string_view wanted = base::trimmed(input);
  std::string all;
  for (const Choice& choice : field.choices) {
    if (choice.value == wanted || choice.label == wanted) return Json(choice.value);
    all += (all.empty() ? "" : "、") + choice.label;
  }
  return invalid("not-a-choice", field, "只能从“" + all + "”中选择，没有“" + base::excerpt(input) + "”。");
}

std::string names_of(const Json& files) {
  std::string out;
  const auto listed = parse_attachments(files);
  if (!listed) return out;
  for (const Attachment& one : *listed) out += (out.empty() ? "" : "、") + one.name;
  return out;
}

}  // namespace

base::Result<Json> typed(const Field& field, std::string_view input, const Json& stands) {
  if (field.computed()) return invalid("computed", field, "由系统计算，不能填写。");
  if (!base::is_utf8(input)) return invalid("not-text", field, "收到的内容不是文字。");
  if (base::trimmed(input).empty() && field.kind != Kind::Text) return Json();
  switch (field.kind) {
    case Kind::Text:
    case Kind::Line:
    case Kind::Reference:
      return typed_text(field, input, stands);
    case Kind::Decimal:
      return typed_decimal(field, input);
    case Kind::Integer:
      return typed_integer(field, input);
    case Kind::Choice:
      return typed_choice(field, input);
    case Kind::Files:
      return invalid("needs-file", field, "要用添加文件的方式填写。");
    case Kind::Date: {
      auto date = base::Date::parse(input);
      if (!date)
        return invalid("bad-date", field, "要填日期，“" + base::excerpt(input) + "”不是日期。例如 2022-12-31。");
      return Json(date->stored());
    }
  }
  return Json();
}

int places_max(const Field& field) {
  return field.places < 0 ? base::kDecimalPlacesMax : std::max(field.places, kPlacesKept);
}

base::Status check_stored(const Field& field, const Json& value, const Json& stood) {
  if (value.is_null()) return base::done();
  if (field.computed()) return invalid("computed", field, "由系统计算，不能存储。");
  const std::string* text = value.as_string();
  switch (field.kind) {
    case Kind::Integer:
      return value.is_integer() ? base::done() : base::Status(invalid("bad-number", field, "存储的不是整数。"));
    case Kind::Files: {
      auto listed = parse_attachments(value);
      return listed ? base::done() : base::Status(listed.error());
    }
    case Kind::Decimal:
      if (text && base::Decimal::parse_stored(*text)) return base::done();
      return invalid("bad-number", field, "存储的不是数字。");
    case Kind::Date:
      if (text && base::Date::parse_stored(*text)) return base::done();
      return invalid("bad-date", field, "存储的不是日期。");
    case Kind::Text:
    case Kind::Line:
    case Kind::Choice:
    case Kind::Reference:
      break;
  }
  if (!text) return invalid("not-text", field, "存储的不是文字。");
  if (base::count_characters(*text) > room_for_text(field, stood))
    return invalid("too-long", field, "存储的文字过长。");
  return base::done();
}

std::string shown(const Field& field, const Json& value) {
  if (const std::int64_t* integer = value.as_integer()) return base::Decimal(*integer, 0).grouped();
  if (field.kind == Kind::Files) return names_of(value);
  const std::string* text = value.as_string();
  if (!text) return {};
  if (field.kind == Kind::Decimal)
    if (auto decimal = base::Decimal::parse_stored(*text)) return decimal->grouped();
  for (const Choice& choice : field.choices)
    if (choice.value == *text) return choice.label;
  return *text;
}

}  // namespace ziping::form
