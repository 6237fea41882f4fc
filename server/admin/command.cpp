#include "server/admin/command.h"

#include <algorithm>

#include "server/admin/backup.h"
#include "server/admin/bundle.h"
#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"
#include "shared/base/password.h"
#include "shared/sync/bundle.h"

namespace ziping::server {
namespace {

struct Desk {
  Writer& writer;
  const std::string& who;
  const Json& order;
  DiskLevel disk;

  std::string word(std::string_view name) const { return std::string(order.text_or(name)); }
};

using Work = std::function<Result<Json>(Ledger&)>;

// Who, what, and the plain members of order and answer: no secret, no body.
std::string about(const Json& order, const Json& answer) {
  Json out{Json::Object{}};
  for (const Json* json : {&order, &answer}) {
    if (!json->is_object()) continue;
    for (const auto& [name, value] : *json->as_object())
      if ((value.is_string() || value.is_integer()) && name != "command" && name != "password" && name != "code")
        out[name] = value;
  }
  return base::canonical(out);
}

Result<Json> read(const Desk& desk, const Work& work) {
  Result<Json> out = base::Error{};
  (void)desk.writer.read([&](Ledger& ledger) {
    out = work(ledger);
    return base::done();
  });
  return out;
}

Result<Json> write(const Desk& desk, const Work& work) {
  Json out;
  const Status status = desk.writer.write([&](Ledger& ledger) {
    auto answer = work(ledger);
    if (!answer) return Status(answer.error());
    out = std::move(*answer);
    return ledger.audit(desk.who, desk.order.text_or("command"), about(desk.order, out));
  });
  if (!status) return status.error();
  return out;
}

Result<Json> nothing_but(const Status& status) { return status ? Result<Json>(Json(Json::Object{})) : status.error(); }

Result<Json> array_of(Result<std::vector<Json>> list) {
  if (!list) return list.error();
  return Json(Json::Array(std::move(*list)));
}

template <Result<std::vector<Json>> (Ledger::*list)()>
Result<Json> listed(const Desk& desk) {
  return read(desk, [](Ledger& ledger) { return array_of((ledger.*list)()); });
}

Result<Json> add_department(const Desk& desk) {
  return write(desk,
               [&](Ledger& ledger) { return nothing_but(ledger.add_department(desk.word("id"), desk.word("name"))); });
}

Result<Json> add_team(const Desk& desk) {
  return write(desk, [&](Ledger& ledger) {
    return nothing_but(ledger.add_team(desk.word("id"), desk.word("name"), desk.word("department")));
  });
}

Result<Json> set_deadline(const Desk& desk) {
  return write(desk, [&](Ledger& ledger) {
    return nothing_but(ledger.set_deadline(desk.word("form"), desk.order.integer_or("year", 0), desk.word("until")));
  });
}

// A password where one is given, else a one-time code, which the answer names this once.
Result<Json> with_secret(const Desk& desk, const std::function<Status(Ledger&, const KeptSecret&)>& work) {
  const std::string password = desk.word("password");
  base::SystemRandom random;
  const std::string code = password.empty() ? base::one_time_code(random) : std::string();
  auto secret = password.empty() ? kept(code, Secret::OneTimeCode) : kept(password, Secret::Password);
  if (!secret) return secret.error();
  return write(desk, [&](Ledger& ledger) -> Result<Json> {
    if (auto status = work(ledger, *secret); !status) return status.error();
    Json out;
    out["user"] = desk.word("name");
    if (!code.empty()) out["code"] = code;
    return out;
  });
}

Result<Json> add_user(const Desk& desk) {
  const sync::Author user{desk.word("name"), desk.word("role"), desk.word("department"), desk.word("team")};
  return with_secret(desk, [&](Ledger& ledger, const KeptSecret& secret) { return ledger.add_user(user, secret); });
}

Result<Json> new_code(const Desk& desk) {
  return with_secret(
      desk, [&](Ledger& ledger, const KeptSecret& secret) { return ledger.set_secret(desk.word("name"), secret); });
}

Result<Json> disable_user(const Desk& desk) {
  return write(desk, [&](Ledger& ledger) { return nothing_but(ledger.disable_user(desk.word("name"))); });
}

Result<Json> approve_device(const Desk& desk) {
  return write(desk, [&](Ledger& ledger) { return nothing_but(ledger.approve_device(desk.word("device"))); });
}

Result<Json> revoke_device(const Desk& desk) {
  return write(desk, [&](Ledger& ledger) { return nothing_but(ledger.revoke_device(desk.word("device"))); });
}

Result<Json> add_form(const Desk& desk) {
  const Json* body = desk.order.find("form");
  auto form = form::Form::parse(body ? *body : Json());
  if (!form) return form.error();
  return write(desk, [&](Ledger& ledger) -> Result<Json> {
    if (auto status = ledger.add_form(*form); !status) return status.error();
    Json out;
    out["form"] = form->name().hex();
    out["id"] = form->id();
    out["title"] = form->title();
    return out;
  });
}

Result<Json> reports(const Desk& desk) { return read(desk, list_reports); }

Result<Json> one_refusal(const Desk& desk) {
  return read(desk, [&](Ledger& ledger) { return ledger.quarantined(desk.word("id")); });
}

Result<Json> verified(const Desk& desk) { return read(desk, verify); }

Result<Json> rebuilt(const Desk& desk) { return write(desk, rebuild); }

Result<Json> backed_up(const Desk& desk) {
  const std::filesystem::path out = desk.word("to");
  std::optional<Copy> copy;
  auto copied = read(desk, [&](Ledger& ledger) -> Result<Json> {
    auto made = copy_out(ledger, out);
    if (!made) return made.error();
    copy = std::move(*made);
    return Json();
  });
  if (!copied) return copied.error();
  auto counts = finish(*copy);
  if (!counts) return counts.error();
  return write(desk, [&](Ledger&) { return counts; });
}

Result<Json> looked_at(const Desk& desk) {
  auto file = base::read_file(desk.word("file"), sync::kBundleBytesMax);
  if (!file) return file.error();
  return read(desk, [&](Ledger& ledger) { return look(ledger, *file, desk.word("password")); });
}

Result<Json> taken_in(const Desk& desk) {
  auto file = base::read_file(desk.word("file"), sync::kBundleBytesMax);
  if (!file) return file.error();
  return write(desk,
               [&](Ledger& ledger) { return take_bundle(ledger, desk.who, *file, desk.word("password"), desk.disk); });
}

// Packing takes no transaction and writing the file no lock; the audit has the order once the file stands.
Result<Json> answered(const Desk& desk) {
  std::optional<BundleAnswer> made;
  auto packed = read(desk, [&](Ledger& ledger) -> Result<Json> {
    auto out = answer(ledger, desk.word("user"), desk.order.integer_or("since", -1),
                      desk.order.flag("files") ? AnswerFiles::All : AnswerFiles::Small);
    if (!out) return out.error();
    made = std::move(*out);
    return Json();
  });
  if (!packed) return packed.error();
  if (auto status = base::write_file(desk.word("file"), made->file); !status) return status.error();
  return write(desk, [&](Ledger&) -> Result<Json> {
    Json out;
    out["entries"] = made->entries;
    out["receipts"] = made->receipts;
    out["refused"] = made->refused;
    out["files"] = made->files;
    out["left_out"] = Json(Json::Array(made->left_out.begin(), made->left_out.end()));
    out["from"] = made->from;
    out["to"] = made->to;
    out["bytes"] = made->file.size();
    return out;
  });
}

struct Command {
  std::string_view name;
  Result<Json> (*work)(const Desk&);
};

constexpr Command kCommands[] = {{"department add", add_department},
                                 {"team add", add_team},
                                 {"deadline set", set_deadline},
                                 {"user add", add_user},
                                 {"user list", listed<&Ledger::users>},
                                 {"user disable", disable_user},
                                 {"user code", new_code},
                                 {"device list", listed<&Ledger::devices>},
                                 {"device approve", approve_device},
                                 {"device revoke", revoke_device},
                                 {"form add", add_form},
                                 {"form list", listed<&Ledger::forms>},
                                 {"report list", reports},
                                 {"quarantine list", listed<&Ledger::quarantined>},
                                 {"quarantine show", one_refusal},
                                 {"verify", verified},
                                 {"rebuild", rebuilt},
                                 {"backup", backed_up},
                                 {"bundle make", answered},
                                 {"bundle verify", looked_at},
                                 {"bundle apply", taken_in}};

}  // namespace

Result<Json> administer(Writer& writer, const std::string& who, const Json& order, DiskLevel disk) {
  const std::string_view name = order.text_or("command");
  const auto* command = std::ranges::find(kCommands, name, &Command::name);
  if (command != std::end(kCommands)) return command->work({writer, who, order, disk});
  return base::Error{base::ErrorKind::Invalid,
                     "unknown-command",
                     "服务器没有管理命令“" + std::string(name.substr(0, 40)) + "”，请核对两边的版本。",
                     {}};
}

}  // namespace ziping::server
