#include "server/ledger/ledger.h"

namespace ziping::server {

Status Ledger::add_form(const form::Form& form) {
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
