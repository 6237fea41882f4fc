#include "client/cli/command.h"
#include "client/cli/secret.h"
#include "client/work/copies.h"
#include "client/work/copy_restore.h"
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

Result<Said> make_copy(Vault& vault, const Arguments&) {
  auto made = copy_of_today(vault);
  if (!made) return made.error();
  Said out;
  out.json["made"] = made->has_value();
  out.json["file"] = *made ? (*made)->string() : std::string();
  out.text = *made ? "已另存副本并核对：" + (*made)->string() : "今天的副本已经有了。";
  return out;
}

Result<Said> list_copies(Vault& vault, const Arguments&) {
  Said out{Json(Json::Array{}), {}};
  for (const std::filesystem::path& file : copies_in(copies_folder(vault))) {
    out.json.push(file.string());
    out.text += file.string() + "\n";
  }
  out.text +=
      out.text.empty() ? "还没有副本。" : "要用哪一份，先关闭程序，再运行 ziping copy restore，后面写它的文件名。";
  return out;
}

Result<Said> put_copy_in_place(const std::filesystem::path& home, const Arguments& arguments) {
  auto restored = restore_copy(home, arguments.file);
  if (!restored) return restored.error();
  Said out;
  out.json["vault"] = restored->vault.string();
  out.json["kept"] = restored->kept.string();
  out.text = "已核对并换上副本：" + arguments.file;
  if (!restored->kept.empty()) out.text += "\n原来的数据没有删除，改名为 " + restored->kept.string();
  return out;
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
          {"copy make", "把本机的全部内容另存一份副本，每天一份，留最近 7 份", make_copy, {}},
          {"copy list", "列出副本和用法", list_copies, {}},
          {"copy restore",
           "核对一份副本，换到数据文件夹里；原来的数据改名留着",
           put_copy_in_place,
           {{"FILE", &Arguments::file, Need::Required, "副本的文件名，copy list 列出的"}}},
          {"verify",
           "核对本机的全部摘要、签名和回执",
           verify,
           {{"REPORT", &Arguments::report, Need::Optional, "报告编号；总是核对全部数据"}}}};
}

}  // namespace ziping::client
