// A JSON value, and its canonical bytes after RFC 8785 (JCS), from which every hash of Ziping is taken.
//
// Promise    canonical(parse(canonical(v))) == canonical(v) for every value.
// Errors     parse: Invalid "bad-json" for malformed text, invalid UTF-8, a repeated member name, a lone surrogate,
//            a number that is not finite; Full "too-large" past a limit. Nothing from outside ends the program.
// Limits     ParseLimits; checked before anything is allocated for the value in question.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/result.h"

namespace ziping::base {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(const char* text) : value_(std::string(text)) {}
  Json(std::string_view text) : value_(std::string(text)) {}
  Json(std::string text) : value_(std::move(text)) {}
  Json(Array array) : value_(std::move(array)) {}
  Json(Object object) : value_(std::move(object)) {}

  bool is_null() const { return value_.index() == 0; }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // The value when it is of that type, else nullptr. Integers are numbers without fraction within ±(2^53 − 1).
  const bool* as_bool() const { return std::get_if<bool>(&value_); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* as_double() const { return std::get_if<double>(&value_); }  // numbers that are no integers
  const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  const Object* as_object() const { return std::get_if<Object>(&value_); }
  Array* as_array() { return std::get_if<Array>(&value_); }
  Object* as_object() { return std::get_if<Object>(&value_); }

  // Lenient readers for documents whose absence of a member means its default.
  const Json* find(std::string_view name) const;  // member of an object, or nullptr
  std::string_view text_or(std::string_view name, std::string_view otherwise = {}) const;
  std::int64_t integer_or(std::string_view name, std::int64_t otherwise) const;
  bool flag(std::string_view name) const;          // true only where the member is true
  const Array& list(std::string_view name) const;  // empty where there is none

  // For building: null becomes an object (array) first; ENSUREs any other type.
  Json& operator[](std::string_view name);
  void push(Json element);

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct ParseLimits {
  std::size_t bytes_max = 64u << 20;
  int depth_max = 64;
};

Result<Json> parse_json(std::string_view text, const ParseLimits& limits = {});

// Arrays and objects within one another, which is what depth_max counts.
bool deeper_than(const Json& value, int levels);

// RFC 8785: members sorted by UTF-16 code units, numbers as ECMAScript prints them, no blanks.
std::string canonical(const Json& value);
void append_canonical(std::string& out, const Json& value);
void append_canonical(std::string& out, std::string_view text);  // one JSON string with its quotation marks
// The first byte at or behind `from` that a canonical string cannot hold as it is; the size where there is none.
std::size_t find_escaped(std::string_view text, std::size_t from = 0);

// For people: two blanks a level, members in canonical order.
std::string pretty(const Json& value);

}  // namespace ziping::base
