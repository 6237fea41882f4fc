#include "client/cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

#include "client/cli/command.h"
#include "client/work/home.h"

namespace ziping::client {
namespace {

constexpr int kNumberMax = 9999;  // of a version or a year

const std::map<std::string, std::string, std::less<>> kGroups{
    {"copy", "副本"},       {"form", "表样"},     {"report", "报告"},  {"row", "表格的行"},
    {"file", "附件"},       {"conflict", "冲突"}, {"remark", "意见"},  {"version", "报送版本"},
    {"suggestion", "建议"}, {"bundle", "数据包"}, {"outbox", "待发送"}};

Commands all_commands() {
  Commands out;
  for (Commands (*theme)() : {set_up_commands, report_commands, value_commands, row_commands, document_commands,
                              exchange_commands, file_commands, conflict_commands, history_commands, remark_commands,
                              bundle_commands, status_commands, outbox_commands, draft_commands, move_commands})
    for (Command& command : theme()) out.push_back(std::move(command));
  return out;
}

Result<Said> on_vault(const Face& face, const std::function<Result<Said>(Vault&)>& work) {
  auto vault = open_data(home_folder(face));
  return vault ? work(**vault) : Result<Said>(vault.error());
}

struct Runner {
  const Face& face;
  const Arguments& arguments;
  const Command& command;

  Result<Said> operator()(Work work) const { return work(arguments); }
  Result<Said> operator()(HomeWork work) const { return work(home_folder(face), arguments); }
  Result<Said> operator()(VaultWork work) const {
    return on_vault(face, [&](Vault& vault) { return work(vault, arguments); });
  }
  Result<Said> operator()(ReportWork work) const {
    return on_vault(face, [&](Vault& vault) -> Result<Said> {
      auto report = vault.report(arguments.report);
      return report ? work(vault, *report, arguments) : Result<Said>(report.error());
    });
  }
};

class Program {
 public:
  explicit Program(const OpenWindow& open_window) : open_window_(open_window), commands_(all_commands()) {
    app_.fallthrough();
    app_.add_flag("--json", face_.json, "只输出一份 JSON");
    app_.add_option("--home", face_.home, "数据文件夹");
    app_.add_subcommand("gui", "打开窗口");
    for (const Command& command : commands_) add(command);
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app_.exit(error);
      std::cerr << "命令写得不对：" << error.what() << "\n用 ziping --help 或在命令后加 --help 查看用法。\n";
      return kUsage;
    }
    if (!chosen_) return window();
    const auto given = [](const CLI::Option* option) { return option->count() > 0; };
    const std::vector<CLI::Option*>& choice = choices_[chosen_];
    if (!choice.empty() && std::ranges::count_if(choice, given) != 1) {
      std::cerr << "命令写得不对：要写的内容直接写在后面，或用 --from 指明文件，两者写且只写一个。\n";
      return kUsage;
    }
    return tell(face_, std::visit(Runner{face_, arguments_, *chosen_}, chosen_->work));
  }

 private:
  template <class T>
  static CLI::Option* option_of(CLI::App& command, const Parameter& parameter, T& into) {
    return command.add_option(parameter.name, into, parameter.what);
  }
  static CLI::Option* option_of(CLI::App& command, const Parameter& parameter, bool& into) {
    return command.add_flag(parameter.name, into, parameter.what);
  }

  CLI::App* parent_of(const std::string& group) {
    CLI::App*& parent = groups_[group];
    const auto what = kGroups.find(group);
    if (!parent) parent = app_.add_subcommand(group, what == kGroups.end() ? "" : what->second)->require_subcommand(1);
    return parent;
  }

  void add(const Command& command) {
    const std::string words = command.words;
    const std::size_t blank = words.find(' ');
    CLI::App* parent = blank == words.npos ? &app_ : parent_of(words.substr(0, blank));
    CLI::App* made = parent->add_subcommand(words.substr(blank == words.npos ? 0 : blank + 1), command.what);
    made->callback([this, &command] { chosen_ = &command; });
    for (const Parameter& parameter : command.parameters) {
      CLI::Option* option =
          std::visit([&](auto into) { return option_of(*made, parameter, arguments_.*into); }, parameter.into);
      option->required(parameter.need == Need::Required);
      if (std::holds_alternative<std::int64_t Arguments::*>(parameter.into)) option->check(CLI::Range(1, kNumberMax));
      if (parameter.need == Need::OneOf) choices_[&command].push_back(option);
    }
  }

  int window() const {
    if (open_window_) return open_window_(home_folder(face_));
    return tell(
        face_,
        base::Error{
            base::ErrorKind::NotFound, "no-window", "这个程序没有带窗口，请用命令行；用 ziping --help 查看命令。", {}});
  }

  const OpenWindow& open_window_;
  const Commands commands_;
  CLI::App app_{"ziping：预算绩效自评"};
  std::map<std::string, CLI::App*> groups_;
  std::map<const Command*, std::vector<CLI::Option*>> choices_;  // of which one is to be given
  Face face_;
  Arguments arguments_;
  const Command* chosen_ = nullptr;
};

}  // namespace

int run_program(int argc, char** argv, const OpenWindow& open_window) { return Program(open_window).run(argc, argv); }

}  // namespace ziping::client
