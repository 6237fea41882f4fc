// A form: the versioned definition of what a report asks, as data. Named by the hash of its canonical JSON.
//
// Promise    Two forms with the same name are the same form. Nothing about years, places or points is in code.
// Errors     parse: Invalid "bad-form" with the field it is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/json.h"
#include "shared/form/field.h"
#include "shared/form/path.h"

namespace ziping::form {

class Form {
 public:
  static base::Result<Form> parse(base::Json json);

  const base::Hash& name() const { return name_; }
  const base::Json& json() const { return json_; }  // rules, scales, sections and layout are read from here
  const std::string& id() const { return id_; }     // "department-2022", for people and command lines
  const std::string& title() const { return title_; }
  // The whole report seen as one group: its fields and its groups of rows.
  const Group& top() const { return top_; }
  // Null when the form knows no such field or group.
  const Field* find_field(const Path& path) const;
  const Group* find_group(const Path& path) const;  // path.name is the group; or path ends in a row of it
  // The roles that may change what stands at this place: the field's own, else its innermost group's, else the form's.
  const std::vector<std::string>& owners(const Path& path) const;

 private:
  const Group* node(const std::vector<RowStep>& rows) const;
  base::Json json_;
  base::Hash name_;
  std::string id_;
  std::string title_;
  Group top_;
};

}  // namespace ziping::form
