#include "server/commands.h"

#include <cstdlib>
#include <functional>

#include "server/admin/backup.h"
#include "server/admin/inspect.h"
#include "server/admin/rebuild.h"
#include "shared/base/password.h"

namespace ziping::server {
namespace {

constexpr std::size_t kFormBytesMax = 4u << 20;

int with_ledger(const Options& options, const std::function<int(Ledger&)>& work) {
  auto ledger = Ledger::open(options.folder);
  return ledger ? work(**ledger) : failed(options, ledger.error());
}

Result<Json> array_of(Result<std::vector<Json>> list) {
  if (!list) return list.error();
  return Json(Json::Array(std::move(*list)));
}

struct NewSecret {
  std::string text;
  Secret kind;
};

NewSecret new_secret() {
  if (const char* password = std::getenv("ZIPING_PASSWORD")) return {password, Secret::Password};
  base::SystemRandom random;
  return {base::one_time_code(random), Secret::OneTimeCode};
}

int told(const Options& options, const Status& status, const std::string& user, const NewSecret& secret) {
  if (!status) return failed(options, status.error());
  Json out;
  out["user"] = user;
  std::string sentence = "已添加用户 " + user + "。";
  if (secret.kind == Secret::OneTimeCode) {
    out["code"] = secret.text;
    sentence = "用户 " + user + " 的一次性登记码（7 天内有效，只显示这一次）：" + secret.text;
  }
  return finished(options, Result<Json>(out), sentence);
}

int add(const Options& options, const sync::Author& user) {
  return with_ledger(options, [&](Ledger& ledger) {
    const NewSecret secret = new_secret();
    return told(options, ledger.add_user(user, secret.text, secret.kind), user.name, secret);
  });
}

}  // namespace

int init(const Options& options) {
  base::SystemRandom random;
  if (auto status = Ledger::init(options.folder, random); !status) return failed(options, status.error());
  return add(options, {options.admin, "admin", "", ""});
}

int add_department(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, ledger.add_department(options.name, options.text), "已添加部门 " + options.text + "。");
  });
}

int add_team(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, ledger.add_team(options.name, options.text, options.department),
                    "已添加工作队 " + options.text + "。");
  });
}

int add_user(const Options& options) {
  return add(options, {options.name, options.role, options.department, options.team});
}

int new_code(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    base::SystemRandom random;
    const NewSecret secret{base::one_time_code(random), Secret::OneTimeCode};
    return told(options, ledger.set_secret(options.name, secret.text, secret.kind), options.name, secret);
  });
}

int list_users(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) { return finished(options, array_of(ledger.users()), ""); });
}

int disable_user(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, ledger.disable_user(options.name), "已停用 " + options.name + "，其设备不能再登录。");
  });
}

int list_devices(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) { return finished(options, array_of(ledger.devices()), ""); });
}

int revoke_device(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, ledger.revoke_device(options.name), "已撤销设备 " + options.name + "。");
  });
}

int add_form(const Options& options) {
  auto text = base::read_file(options.text, kFormBytesMax);
  auto json = text ? base::parse_json(*text) : Result<Json>(text.error());
  auto form = json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
  if (!form) return failed(options, form.error());
  return with_ledger(options, [&](Ledger& ledger) {
    if (auto status = ledger.add_form(*form); !status) return failed(options, status.error());
    Json out;
    out["form"] = form->name().hex();
    out["id"] = form->id();
    return finished(options, Result<Json>(out), "已添加表样 " + form->title() + "。");
  });
}

int list_forms(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) { return finished(options, array_of(ledger.forms()), ""); });
}

int list_all_reports(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) { return finished(options, list_reports(ledger), ""); });
}

int verify_folder(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, verify(ledger), "核对完毕：摘要、签名、回执、版本和日志都一致。");
  });
}

int rebuild_folder(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    auto result = rebuild(ledger);
    const std::int64_t differences = result ? result->integer_or("differences", 0) : 0;
    return finished(options, result,
                    differences == 0 ? "已按日志重建，与原来一致。"
                                     : "已按日志重建，改正了 " + std::to_string(differences) + " 处不一致。");
  });
}

int copy_folder(const Options& options) {
  return with_ledger(options, [&](Ledger& ledger) {
    return finished(options, back_up(ledger, options.folder, options.other),
                    "已复制到 " + options.other + "，并逐条核对无误。");
  });
}

}  // namespace ziping::server
