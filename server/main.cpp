// zipingd: the server's command line.
#include <CLI/CLI.hpp>

#include "server/commands.h"
#include "server/serve.h"

namespace {

using ziping::server::Options;
using Command = int (*)(const Options&);

struct Shell {
  CLI::App app{"zipingd：预算绩效自评同步服务器"};
  Options options;
  int exit_status = 0;

  CLI::App* group(const char* name, const char* what) { return app.add_subcommand(name, what)->require_subcommand(1); }

  CLI::App* command(CLI::App* parent, const char* name, const char* what, Command work) {
    CLI::App* sub = parent->add_subcommand(name, what);
    sub->fallthrough();
    sub->add_option("DIR", options.place, "数据文件夹")->required();
    sub->callback([this, work] { exit_status = work(options); });
    return sub;
  }

  // One that also works over HTTP while the folder is served.
  CLI::App* order(CLI::App* parent, const char* name, const char* what, Command work) {
    CLI::App* sub = command(parent, name, what, work);
    sub->get_option("DIR")->description("数据文件夹，或服务器地址（令牌在 ZIPING_TOKEN 里）");
    return sub;
  }
};

void add_people(Shell& shell) {
  namespace server = ziping::server;
  Options& options = shell.options;
  CLI::App* department = shell.group("department", "部门");
  CLI::App* add = shell.order(department, "add", "添加部门", server::add_department);
  add->add_option("ID", options.name)->required();
  add->add_option("NAME", options.text)->required();
  CLI::App* team = shell.group("team", "工作队");
  add = shell.order(team, "add", "添加工作队", server::add_team);
  add->add_option("ID", options.name)->required();
  add->add_option("NAME", options.text)->required();
  add->add_option("--department", options.department, "所属部门")->required();
  CLI::App* user = shell.group("user", "用户");
  add = shell.order(user, "add", "添加用户，密码取自 ZIPING_PASSWORD，没有时给出一次性登记码", server::add_user);
  add->add_option("NAME", options.name)->required();
  add->add_option("--role", options.role, "member lead office chief finance admin auditor")->required();
  add->add_option("--department", options.department);
  add->add_option("--team", options.team);
  shell.order(user, "list", "列出用户", server::list_users);
  shell.order(user, "disable", "停用用户", server::disable_user)->add_option("NAME", options.name)->required();
  shell.order(user, "code", "给用户新的一次性登记码", server::new_code)->add_option("NAME", options.name)->required();
  CLI::App* device = shell.group("device", "设备");
  shell.order(device, "list", "列出设备", server::list_devices);
  shell.order(device, "approve", "批准设备，先核对指纹", server::approve_device)
      ->add_option("ID", options.name)
      ->required();
  shell.order(device, "revoke", "撤销设备", server::revoke_device)->add_option("ID", options.name)->required();
}

void add_contents(Shell& shell) {
  namespace server = ziping::server;
  Options& options = shell.options;
  CLI::App* form = shell.group("form", "表样");
  shell.order(form, "add", "添加表样", server::add_form)->add_option("FILE", options.text)->required();
  shell.order(form, "list", "列出表样", server::list_forms);
  CLI::App* deadline = shell.group("deadline", "报送截止日");
  CLI::App* set = shell.order(deadline, "set", "规定一个年度的报送截止日，再规定一次就改期", server::set_deadline);
  set->add_option("FORM", options.name, "表样编号，如 department-2022")->required();
  set->add_option("YEAR", options.year)->required();
  set->add_option("DATE", options.text, "最后一天，如 2023-03-31")->required();
  CLI::App* report = shell.group("report", "报告");
  shell.order(report, "list", "列出报告、最新修订和内容摘要", server::list_all_reports);
  CLI::App* quarantine = shell.group("quarantine", "待处理：没有采用的修订和原因");
  shell.order(quarantine, "list", "列出待处理的内容", server::list_quarantine);
  shell.order(quarantine, "show", "显示一条的全文", server::show_quarantined)
      ->add_option("ID", options.name)
      ->required();
}

void add_bundles(Shell& shell) {
  namespace server = ziping::server;
  Options& options = shell.options;
  CLI::App* bundle = shell.group("bundle", "数据包：在服务器本机上收取和答复");
  CLI::App* make = shell.order(bundle, "make", "给一个用户制作数据包：回执、退回说明和新内容", server::make_bundle);
  make->add_option("FILE", options.other)->required();
  make->add_option("--user", options.name, "带给谁")->required();
  make->add_option("--since", options.since, "从服务器日志的这一条之后开始")->check(CLI::NonNegativeNumber);
  make->add_flag("--files", options.files, "大附件也带上，直到一个数据包放不下为止；不写就只带 1 MB 以内的");
  shell.order(bundle, "verify", "核对数据包", server::verify_bundle)->add_option("FILE", options.other)->required();
  shell.order(bundle, "apply", "核对并收取数据包", server::apply_bundle)->add_option("FILE", options.other)->required();
}

void add_folder(Shell& shell) {
  namespace server = ziping::server;
  Options& options = shell.options;
  shell.command(&shell.app, "init", "新建数据文件夹", server::init)
      ->add_option("--admin", options.admin, "管理员用户名");
  CLI::App* serve = shell.command(&shell.app, "serve", "运行服务器", server::serve);
  serve->add_option("--listen", options.listen, "HOST:PORT，端口 0 表示任选");
  serve->add_option("--tls-cert", options.certificate, "证书文件（PEM）");
  serve->add_option("--tls-key", options.key, "私钥文件（PEM）");
  serve->add_flag("--approve-devices", options.approve_devices, "用密码登记的新设备要等管理员批准");
  serve->add_option("--metrics", options.metrics, "HOST:PORT，另开的 /healthz、/readyz、/metrics");
  CLI::App* enrol =
      shell.command(&shell.app, "enrol", "取得管理员的令牌，密码或登记码取自 ZIPING_PASSWORD", server::enrol);
  enrol->get_option("DIR")->description("服务器地址");
  enrol->add_option("--user", options.name, "管理员用户名")->required();
  enrol->add_option("--device", options.device, "设备名称");
  shell.order(&shell.app, "verify", "核对全部数据", server::verify_all);
  shell.order(&shell.app, "rebuild", "按日志重建缓存并比较", server::rebuild_caches);
  shell.order(&shell.app, "backup", "备份到新文件夹，并核对备份", server::back_up)
      ->add_option("OUT", options.other)
      ->required();
  CLI::App* restore = shell.app.add_subcommand("restore", "从备份恢复到新文件夹");
  restore->fallthrough();
  restore->add_option("IN", options.place, "备份文件夹")->required();
  restore->add_option("DIR", options.other, "新的数据文件夹")->required();
  restore->callback([&shell] { shell.exit_status = server::restore(shell.options); });
}

}  // namespace

int main(int argc, char** argv) {
  Shell shell;
  shell.app.require_subcommand(1);
  shell.app.fallthrough();
  shell.app.add_flag_callback(
      "--json", [&shell] { shell.options.output = ziping::server::Output::Json; }, "只输出一份 JSON");
  add_folder(shell);
  add_people(shell);
  add_contents(shell);
  add_bundles(shell);
  try {
    shell.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return shell.app.exit(error) == 0 ? 0 : 2;
  }
  return shell.exit_status;
}
