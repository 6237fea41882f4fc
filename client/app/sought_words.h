// Words that somebody looks for, and where they stand: in a text, or in what a field shows.
//
// Letters of ASCII are the same in either case, full-width digits the same as half-width ones, and a number the same
// with thousands separators and without: "20545.04" stands in "20,545.04", and "20,545" in "20545.04".
//
// Limits     They are looked for with every key in every cell of a report: a cell that does not hold them costs no
//            memory, but for dates one short text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/form/field.h"

namespace ziping::app {

class SoughtWords {
 public:
  explicit SoughtWords(std::string_view words);

  // Bytes of the text: as many as stand there, which may be more than were typed.
  struct Place {
    std::size_t offset = 0, size = 0;
  };
  // The first that begins at `from` or behind it.
  [[nodiscard]] std::optional<Place> first_in(std::string_view text, std::size_t from = 0) const;
  // Whether what the field shows of a stored or computed value says them: a number with its separators, a date also as
  // 2022年6月30日, a choice by its label, files by their names. Of references nothing is looked at.
  [[nodiscard]] bool stand_in(const form::Field& field, const base::Json& value) const;

 private:
  [[nodiscard]] std::size_t size_at(std::string_view text, std::size_t at) const;
  [[nodiscard]] bool in_number(std::string_view stored) const;
  [[nodiscard]] bool in_amount(std::string_view stored, std::string_view unit) const;
  [[nodiscard]] bool in_date(std::string_view stored) const;

  std::string folded_;       // small letters, half-width digits, no separators
  std::string bare_;         // without any comma
  std::string whole_date_;   // as stored, where they are one
  std::string date_words_;   // where they may be a part of a date in Chinese
  bool is_as_typed_ = true;  // no letters and digits: they stand only where their bytes do
};

}  // namespace ziping::app
