#include "server/ledger/ledger.h"
#include "shared/rules/check.h"

namespace ziping::server {
namespace {

Status check_places(const form::Group& group) {
  for (const form::Field& field : group.fields)
    if (field.places > base::kDecimalPlacesMax)
      return base::Error{base::ErrorKind::Invalid,
                         "bad-form",
                         "表样字段“" + field.name + "”要 " + std::to_string(field.places) + " 位小数，最多 " +
                             std::to_string(base::kDecimalPlacesMax) + " 位，没有添加。",
                         {}};
  for (const form::Group& inner : group.groups)
    if (auto status = check_places(inner); !status) return status;
  return base::done();
}

// Whatever a client could not work with: reports on a form that was once given out cannot be taken back. The entry that
// gives it out is read at parse_json's own depth, and so is the answer that brings it.
Status check_usable(const form::Form& form) {
  if (base::deeper_than(form.json(), sync::kFormDepthMax))
    return base::Error{base::ErrorKind::Invalid,
                       "bad-form",
                       "表样嵌套得太深，最多 " + std::to_string(sync::kFormDepthMax) + " 层，没有添加。",
                       {}};
  if (auto status = check_places(form.top()); !status) return status;
  auto rules = rules::Rules::parse(form);
  return rules ? base::done() : Status(rules.error());
}

}  // namespace

// A form that says whom it mends is held to it: reports will move to it.
Status Ledger::check_mended(const form::Form& form) {
  if (!form.json().find("mends")) return base::done();
  const auto name = form::mended_by(form);
  if (!name)
    return base::Error{base::ErrorKind::Invalid,
                       "bad-mends",
                       "表样的 mends 要写所修订的那一份表样的 64 位编号（zipingd form list 里的 form），没有添加。",
                       {}};
  auto before = this->form(name->hex());
  if (!before && before.error().code == "unknown-form")
    return base::Error{base::ErrorKind::NotFound, "unknown-form", "服务器上没有它所修订的表样，没有添加。",
                       name->hex()};
  return before ? form::check_mends(**before, form) : Status(before.error());
}

Status Ledger::add_form(const form::Form& form) {
  if (auto status = check_usable(form); !status) return status;
  if (auto status = check_mended(form); !status) return status;
  auto insert = database_->prepare("INSERT OR IGNORE INTO form VALUES(?1, ?2)");
  if (auto status = insert.bind(1, form.name().hex()).bind(2, base::canonical(form.json())).run(); !status)
    return status;
  if (database_->changes() == 0) return base::done();  // the same form again
  Json body;
  body["form"] = form.json();
  auto seq = append("form", Audience::Everyone, "", std::move(body));
  return seq ? base::done() : Status(seq.error());
}

Result<const form::Form*> Ledger::form(const std::string& name) {
  if (const auto known = forms_.find(name); known != forms_.end()) return &known->second;
  auto find = database_->prepare("SELECT body FROM form WHERE name = ?1");
  find.bind(1, name);
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return base::Error{base::ErrorKind::NotFound, "unknown-form", "服务器上没有这份表样，请联系管理员添加。", name};
  }
  auto json = base::parse_json(find.text(0));
  auto parsed = json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
  if (!parsed) return parsed.error();
  return &forms_.emplace(name, std::move(*parsed)).first->second;
}

form::FindForm Ledger::find_forms() {
  return [this](const base::Hash& name) -> const form::Form* {
    auto found = form(name.hex());
    return found ? *found : nullptr;
  };
}

Result<std::vector<Json>> Ledger::forms() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT name, body FROM form ORDER BY name");
  while (find.step()) {
    auto json = base::parse_json(find.text(1));
    if (!json) return json.error();
    Json one;
    one["form"] = find.text(0);
    one["id"] = json->text_or("id");
    one["title"] = json->text_or("title");
    if (const Json* mends = json->find("mends")) one["mends"] = *mends;
    out.push_back(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Ledger::set_deadline(const std::string& form, std::int64_t year, const std::string& until) {
  auto day = base::Date::parse(until);
  if (!day) return day.error();
  auto known = database_->prepare("SELECT 1 FROM form WHERE json_extract(body, '$.id') = ?1 LIMIT 1");
  known.bind(1, form);
  if (!known.step())
    return known.status() ? Status(base::Error{base::ErrorKind::NotFound, "unknown-form",
                                               "服务器上没有编号为“" + form + "”的表样，没有规定截止日。", form})
                          : known.status();
  auto put = database_->prepare("INSERT OR REPLACE INTO deadline VALUES(?1, ?2, ?3)");
  if (auto status = put.bind(1, form).bind(2, year).bind(3, day->stored()).run(); !status) return status;
  Json body;
  body["id"] = form + "/" + std::to_string(year);
  body["form"] = form;
  body["year"] = year;
  body["until"] = day->stored();
  auto seq = append("deadline", Audience::Everyone, "", std::move(body));
  return seq ? base::done() : Status(seq.error());
}

Result<std::optional<base::Date>> Ledger::deadline(const std::string& form, std::int64_t year) {
  auto find = database_->prepare("SELECT until FROM deadline WHERE form = ?1 AND year = ?2");
  find.bind(1, form).bind(2, year);
  if (!find.step())
    return find.status() ? Result(std::optional<base::Date>())
                         : Result<std::optional<base::Date>>(find.status().error());
  auto day = base::Date::parse_stored(find.text(0));
  return day ? Result(std::optional(*day)) : Result<std::optional<base::Date>>(day.error());
}

}  // namespace ziping::server
