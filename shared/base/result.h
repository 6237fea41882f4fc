// The outcome of anything that can fail for reasons outside the program: a value, or an Error for a person.
//
// Promise    Nothing in Ziping throws; an Error is returned until somebody shows it.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "shared/base/check.h"

namespace ziping::base {

// What the caller can do about it, not what went wrong.
enum class ErrorKind {
  Unavailable,  // try again later: the network, a busy folder, a server that restarts
  Denied,       // ask somebody who may: rights, passwords, stages
  Invalid,      // correct the input: malformed, unknown, out of range
  Outdated,     // update a program or a form: a newer schema or protocol
  Full,         // make room: a disk, a quota, a limit
  Corrupt,      // restore or ask support: bytes that do not match their own hash or signature
  NotFound,     // choose another: no such report, form, field, version
};

struct Error {
  ErrorKind kind = ErrorKind::Invalid;
  std::string code;     // stable problem code for scripts and the wire, such as "not-yours"
  std::string message;  // one plain Chinese sentence: what happened, where, and where the work is
  std::string cause;    // technical detail for support, may be empty
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return outcome_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // ENSUREs has_value().
  T& value() & { return ENSURE(has_value()), *std::get_if<0>(&outcome_); }
  const T& value() const& { return ENSURE(has_value()), *std::get_if<0>(&outcome_); }
  T&& value() && { return ENSURE(has_value()), std::move(*std::get_if<0>(&outcome_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // ENSUREs !has_value().
  const Error& error() const { return ENSURE(!has_value()), *std::get_if<1>(&outcome_); }

 private:
  std::variant<T, Error> outcome_;
};

struct Done {};
using Status = Result<Done>;
inline Status done() { return Done{}; }

}  // namespace ziping::base
