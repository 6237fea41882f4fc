// The one place that knows nlohmann/json: its SAX parser reads, and this file judges what may come in.
#include "shared/base/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "shared/base/library_versions.h"

namespace ziping::base {
namespace {

constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;

class Builder {
 public:
  using number_integer_t = std::int64_t;
  using number_unsigned_t = std::uint64_t;
  using number_float_t = double;
  using string_t = std::string;
  using binary_t = nlohmann::json::binary_t;

  explicit Builder(int depth_max) : depth_max_(depth_max) {}

  bool null() { return put(Json()); }
  bool boolean(bool value) { return put(Json(value)); }
  bool number_integer(std::int64_t value) {
    return value >= -kIntegerMax && value <= kIntegerMax ? put(Json(value)) : put(Json(static_cast<double>(value)));
  }
  bool number_unsigned(std::uint64_t value) {
    return value <= static_cast<std::uint64_t>(kIntegerMax) ? put(Json(static_cast<std::int64_t>(value)))
                                                            : put(Json(static_cast<double>(value)));
  }
  bool number_float(double value, const std::string&) {
    if (!std::isfinite(value)) return fail("a number that is not finite");
    if (value == std::floor(value) && std::abs(value) <= static_cast<double>(kIntegerMax))
      return put(Json(static_cast<std::int64_t>(value)));
    return put(Json(value));
  }
  bool string(std::string& value) { return put(Json(std::move(value))); }
  bool binary(binary_t&) { return fail("binary"); }
  bool start_object(std::size_t) { return open(Json(Json::Object{})); }
  bool key(std::string& name) {
    if (open_.back()->as_object()->contains(name)) return fail("the member " + name + " twice");
    name_ = std::move(name);
    return true;
  }
  bool end_object() { return open_.pop_back(), true; }
  bool start_array(std::size_t) { return open(Json(Json::Array{})); }
  bool end_array() { return open_.pop_back(), true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    return fail(error.what());
  }

  Json root;
  std::string problem;

 private:
  bool fail(std::string text) {
    problem = std::move(text);
    return false;
  }

  Json* place(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    if (Json::Array* array = open_.back()->as_array()) {
      array->push_back(std::move(value));
      return &array->back();
    }
    return &open_.back()->as_object()->emplace(std::move(name_), std::move(value)).first->second;
  }

  bool put(Json value) { return place(std::move(value)) != nullptr; }

  bool open(Json value) {
    if (static_cast<int>(open_.size()) >= depth_max_) return fail("nested too deep");
    open_.push_back(place(std::move(value)));
    return true;
  }

  int depth_max_;
  std::vector<Json*> open_;  // stable: only the innermost container grows
  std::string name_;
};

Error bad_json(std::string cause) {
  return {ErrorKind::Invalid, "bad-json", "收到的内容不是有效的 JSON，没有采用。", std::move(cause)};
}

}  // namespace

Result<Json> parse_json(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.bytes_max)
    return Error{ErrorKind::Full, "too-large", "收到的内容超过大小上限，没有采用。", {}};
  Builder builder(limits.depth_max);
  bool whole = false;
  try {
    whole = nlohmann::json::sax_parse(text, &builder);
  } catch (const std::exception& error) {  // the library's own limits, such as memory
    return bad_json(error.what());
  }
  if (!whole) return bad_json(builder.problem);
  return std::move(builder.root);
}

bool deeper_than(const Json& value, int levels) {
  if (!value.is_array() && !value.is_object()) return false;
  if (levels == 0) return true;
  const auto below = [levels](const Json& one) { return deeper_than(one, levels - 1); };
  if (value.is_array()) return std::ranges::any_of(*value.as_array(), below);
  return std::ranges::any_of(*value.as_object(), below, &Json::Object::value_type::second);
}

const Json* Json::find(std::string_view name) const {
  const Object* object = as_object();
  if (!object) return nullptr;
  const auto at = object->find(name);
  return at == object->end() ? nullptr : &at->second;
}

std::string_view Json::text_or(std::string_view name, std::string_view otherwise) const {
  const Json* member = find(name);
  const std::string* text = member ? member->as_string() : nullptr;
  return text ? std::string_view(*text) : otherwise;
}

std::int64_t Json::integer_or(std::string_view name, std::int64_t otherwise) const {
  const Json* member = find(name);
  const std::int64_t* integer = member ? member->as_integer() : nullptr;
  return integer ? *integer : otherwise;
}

bool Json::flag(std::string_view name) const {
  const Json* member = find(name);
  const bool* value = member ? member->as_bool() : nullptr;
  return value && *value;
}

const Json::Array& Json::list(std::string_view name) const {
  static const Array none;
  const Json* member = find(name);
  const Array* array = member ? member->as_array() : nullptr;
  return array ? *array : none;
}

Json& Json::operator[](std::string_view name) {
  if (is_null()) value_ = Object{};
  ENSURE(is_object());
  Object& object = *as_object();
  const auto at = object.find(name);
  return at != object.end() ? at->second : object.emplace(name, Json()).first->second;
}

void Json::push(Json element) {
  if (is_null()) value_ = Array{};
  ENSURE(is_array());
  as_array()->push_back(std::move(element));
}

std::string version_of_json() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace ziping::base
