#include "client/cli/command.h"
#include "client/cli/secret.h"
#include "client/work/courier.h"

namespace ziping::client {
namespace {

Result<Said> enrol_device(Vault& vault, const Arguments& arguments) {
  return said(
      enrol(vault, arguments.server, arguments.user, secret_word("ZIPING_PASSWORD", "密码："), arguments.device),
      "已登记：" + arguments.user);
}

Result<Said> list_forms(Vault& vault, const Arguments&) {
  auto forms = vault.forms();
  if (!forms) return forms.error();
  Said out{Json(Json::Array{}), {}};
  for (const Json& form : *forms) {
    Json one;
    one["form"] = base::sha256(base::canonical(form)).hex();
    one["id"] = form.text_or("id");
    one["title"] = form.text_or("title");
    out.text += std::string(form.text_or("id")) + "  " + std::string(form.text_or("title")) + "\n";
    out.json.push(std::move(one));
  }
  if (forms->empty()) out.text = "本机还没有表样，请先同步。";
  return out;
}

Result<Said> show_form(Vault& vault, const Arguments& arguments) {
  auto form = vault.form(arguments.form);
  if (!form) return form.error();
  return Said{(*form)->json(), {}};
}

Result<Said> verify(Vault& vault, const Arguments& arguments) {
  if (!arguments.report.empty())
    if (auto report = vault.report(arguments.report); !report) return report.error();
  auto counts = vault.verify();
  if (!counts) return counts.error();
  return Said{*counts, "核对完毕：" + std::to_string(counts->integer_or("revisions", 0)) + " 份修订、" +
                           std::to_string(counts->integer_or("receipts", 0)) + " 份回执，摘要、签名和回执都一致。"};
}

}  // namespace

Commands set_up_commands() {
  return {{"enrol",
           "登记本机；密码取自 ZIPING_PASSWORD，没有就询问",
           enrol_device,
           {{"--server", &Arguments::server, Need::Required, "服务器地址"},
            {"--user", &Arguments::user, Need::Required, "用户名"},
            {"--device", &Arguments::device, Need::Optional, "本机名称"}}},
          {"form list", "列出表样", list_forms, {}},
          {"form show", "显示表样", show_form, {{"FORM", &Arguments::form, Need::Required, "表样编号"}}},
          {"verify",
           "核对本机的全部摘要、签名和回执",
           verify,
           {{"REPORT", &Arguments::report, Need::Optional, "报告编号；总是核对全部数据"}}}};
}

}  // namespace ziping::client
