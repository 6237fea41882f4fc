// zipingd: the server's command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "server/admin/inspect.h"
#include "server/web/service.h"
#include "shared/base/password.h"

namespace {

using namespace ziping;
using base::Json;
using base::Result;
using base::Status;
using server::Ledger;

constexpr std::size_t kFormBytesMax = 4u << 20;

struct Options {
  bool json = false;
  std::string folder, other, name, text, department, team, role, admin = "admin", listen = "127.0.0.1:8750",
                                                                 certificate, key;
};

int failed(const Options& options, const base::Error& error) {
  std::cerr << error.message << " (" << error.code << ")\n";
  if (!error.cause.empty()) std::cerr << "  " << error.cause << "\n";
  if (options.json) {
    Json out;
    out["problem"]["code"] = error.code;
    out["problem"]["message"] = error.message;
    std::cout << base::canonical(out) << "\n";
  }
  return 1;
}

int finished(const Options& options, const Result<Json>& result, const std::string& said) {
  if (!result) return failed(options, result.error());
  if (options.json)
    std::cout << base::canonical(*result) << "\n";
  else
    std::cout << said << (said.empty() ? base::pretty(*result) : "\n");
  return 0;
}

int finished(const Options& options, const Status& status, const std::string& said) {
  return finished(options, status ? Result<Json>(Json(Json::Object{})) : Result<Json>(status.error()), said);
}

// The password from ZIPING_PASSWORD, else a new one-time code, which is then said.
std::string secret(std::string& code) {
  if (const char* password = std::getenv("ZIPING_PASSWORD")) return password;
  base::SystemRandom random;
  return code = base::one_time_code(random);
}

int add_user(const Options& options, Ledger& ledger, const sync::Author& user) {
  std::string code;
  const std::string password = secret(code);
  auto status = ledger.add_user(user, password);
  if (!status) return failed(options, status.error());
  Json out;
  out["user"] = user.name;
  if (!code.empty()) out["code"] = code;
  return finished(options, Result<Json>(out),
                  "已添加用户 " + user.name + (code.empty() ? "" : "，一次性登记码：" + code));
}

int serve(const Options& options) {
  auto ledger = Ledger::open(options.folder);
  if (!ledger) return failed(options, ledger.error());
  server::ServiceOptions listen;
  const std::size_t colon = options.listen.rfind(':');
  listen.host = options.listen.substr(0, colon);
  listen.port = colon == std::string::npos ? 0 : std::atoi(options.listen.c_str() + colon + 1);
  listen.tls_certificate = options.certificate;
  listen.tls_key = options.key;
  // SIGTERM is waited for by a thread of its own, so that stopping runs as ordinary code.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto service = server::Service::open(std::move(*ledger), listen);
  if (!service) return failed(options, service.error());
  std::cout << "listening on " << (*service)->address() << std::endl;
  std::thread waiter([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    (*service)->stop();
  });
  (*service)->serve();
  pthread_kill(waiter.native_handle(), SIGTERM);
  waiter.join();
  return 0;
}

int with_ledger(const Options& options, const std::function<int(Ledger&)>& work) {
  auto ledger = Ledger::open(options.folder);
  return ledger ? work(**ledger) : failed(options, ledger.error());
}

Result<form::Form> read_form(const std::string& file) {
  auto text = base::read_file(file, kFormBytesMax);
  auto json = text ? base::parse_json(*text) : Result<Json>(text.error());
  return json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
}

Json array_of(std::vector<Json> list) { return Json(Json::Array(std::move(list))); }

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"zipingd：预算绩效自评同步服务器"};
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag("--json", options.json, "只输出一份 JSON");
  int exit_code = 0;
  const auto command = [&](CLI::App* parent, const char* name, const char* what, std::function<int()> work) {
    CLI::App* sub = parent->add_subcommand(name, what);
    sub->add_option("DIR", options.folder, "数据文件夹")->required();
    sub->callback([&exit_code, work = std::move(work)] { exit_code = work(); });
    return sub;
  };
  command(&app, "init", "新建数据文件夹", [&] {
    base::SystemRandom random;
    if (auto status = Ledger::init(options.folder, random); !status) return failed(options, status.error());
    return with_ledger(options, [&](Ledger& ledger) {
      return add_user(options, ledger, {options.admin, "admin", "", ""});
    });
  })->add_option("--admin", options.admin, "管理员用户名");
  CLI::App* serving = command(&app, "serve", "运行服务器", [&] { return serve(options); });
  serving->add_option("--listen", options.listen, "HOST:PORT，端口 0 表示任选");
  serving->add_option("--tls-cert", options.certificate, "证书文件");
  serving->add_option("--tls-key", options.key, "私钥文件");
  CLI::App* department = app.add_subcommand("department", "部门")->require_subcommand(1);
  CLI::App* add_department = command(department, "add", "添加部门", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      return finished(options, ledger.add_department(options.name, options.text), "已添加部门 " + options.text);
    });
  });
  add_department->add_option("ID", options.name)->required();
  add_department->add_option("NAME", options.text)->required();
  CLI::App* team = app.add_subcommand("team", "工作队")->require_subcommand(1);
  CLI::App* add_team = command(team, "add", "添加工作队", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      return finished(options, ledger.add_team(options.name, options.text, options.department),
                      "已添加工作队 " + options.text);
    });
  });
  add_team->add_option("ID", options.name)->required();
  add_team->add_option("NAME", options.text)->required();
  add_team->add_option("--department", options.department)->required();
  CLI::App* user = app.add_subcommand("user", "用户")->require_subcommand(1);
  CLI::App* adding = command(user, "add", "添加用户", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      return add_user(options, ledger, {options.name, options.role, options.department, options.team});
    });
  });
  adding->add_option("NAME", options.name)->required();
  adding->add_option("--role", options.role)->required();
  adding->add_option("--department", options.department);
  adding->add_option("--team", options.team);
  command(user, "list", "列出用户", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      auto users = ledger.users();
      return finished(options, users ? Result<Json>(array_of(std::move(*users))) : Result<Json>(users.error()), "");
    });
  });
  command(user, "disable", "停用用户",
          [&] {
            return with_ledger(options, [&](Ledger& ledger) {
              return finished(options, ledger.disable_user(options.name), "已停用 " + options.name);
            });
          })
      ->add_option("NAME", options.name)
      ->required();
  CLI::App* forms = app.add_subcommand("form", "表样")->require_subcommand(1);
  command(forms, "add", "添加表样",
          [&] {
            auto form = read_form(options.text);
            if (!form) return failed(options, form.error());
            return with_ledger(options, [&](Ledger& ledger) {
              return finished(options, ledger.add_form(*form), "已添加表样 " + form->title());
            });
          })
      ->add_option("FILE", options.text)
      ->required();
  command(forms, "list", "列出表样", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      auto list = ledger.forms();
      return finished(options, list ? Result<Json>(array_of(std::move(*list))) : Result<Json>(list.error()), "");
    });
  });
  CLI::App* reports = app.add_subcommand("report", "报告")->require_subcommand(1);
  command(reports, "list", "列出报告、最新修订和内容摘要", [&] {
    return with_ledger(options, [&](Ledger& ledger) { return finished(options, server::list_reports(ledger), ""); });
  });
  command(&app, "verify", "核对全部数据", [&] {
    return with_ledger(options, [&](Ledger& ledger) {
      return finished(options, server::verify(ledger), "核对完毕：摘要、签名、回执和日志都一致。");
    });
  });
  command(&app, "backup", "备份到另一个文件夹",
          [&] {
            return with_ledger(options, [&](Ledger& ledger) {
              return finished(options, server::back_up(ledger, options.folder, options.other), "已备份。");
            });
          })
      ->add_option("OUT", options.other)
      ->required();
  CLI::App* restore = app.add_subcommand("restore", "从备份恢复到新文件夹");
  restore->add_option("IN", options.folder)->required();
  restore->add_option("DIR", options.other)->required();
  restore->callback([&] {
    exit_code = with_ledger(options, [&](Ledger& ledger) {
      return finished(options, server::back_up(ledger, options.folder, options.other), "已恢复。");
    });
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
