// A command of the command line as data: its words, what it takes, and the work that it does.
//
// The tables of all themes together are the command line; program.cpp alone knows how words are parsed.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "client/cli/answer.h"
#include "client/work/vault.h"
#include "shared/rules/check.h"

namespace ziping::client {

// What people may write behind a command; each command names the parameters that it takes.
struct Arguments {
  std::string report, path, value, from, after, note, title, form, server, user, device = "本机";
  std::string revision, file, out, format, action, a, b, theirs;
  std::vector<std::string> reports;
  std::int64_t year = 0, version = 0, nth = 0;  // 0: not given
  bool passphrase = false, for_department = false, all = false, restored = false, look = false, later = false,
       yes = false;
};

enum class Need { Required, Optional, OneOf };  // OneOf: exactly one of those of the command

struct Parameter {
  using Into = std::variant<std::string Arguments::*, std::int64_t Arguments::*, std::vector<std::string> Arguments::*,
                            bool Arguments::*>;
  const char* name;  // "PATH", or "--note" for an option; a bool is an option without a value
  Into into;
  Need need = Need::Required;
  const char* what = "";
};

using Work = Result<Said> (*)(const Arguments&);
using VaultWork = Result<Said> (*)(Vault&, const Arguments&);
using HomeWork = Result<Said> (*)(const std::filesystem::path& home, const Arguments&);  // nothing is open
using ReportWork = Result<Said> (*)(Vault&, const ReportRow&, const Arguments&);         // of Arguments::report

struct Command {
  const char* words;  // "report new"
  const char* what;
  std::variant<Work, HomeWork, VaultWork, ReportWork> work;
  std::vector<Parameter> parameters;
};

inline const Parameter kReport{"REPORT", &Arguments::report, Need::Required, "报告编号或它的开头几位"};
inline const Parameter kPath{"PATH", &Arguments::path, Need::Required, "字段，例如 funds.executed"};
inline const Parameter kNote{"--note", &Arguments::note, Need::Optional, "说明"};

using Commands = std::vector<Command>;
Commands set_up_commands();
Commands report_commands();
Commands value_commands();
Commands row_commands();
Commands document_commands();
Commands exchange_commands();
Commands file_commands();
Commands conflict_commands();
Commands history_commands();
Commands remark_commands();
Commands bundle_commands();
Commands status_commands();
Commands outbox_commands();
Commands draft_commands();
Commands move_commands();

// {"skew_seconds", "sentence"}: how wrong the clock was at the last synchronisation; no sentence for one that is right.
Json clock_json(Vault& vault);
Json finding_json(const rules::Finding& finding);
// {"revisions", "remarks", "files"}
Json waiting_json(const Waiting& waiting);

base::Error unknown_field(const std::string& path);
// The path as parsed, and the form's field there; NotFound "unknown-field".
struct FieldPlace {
  form::Path path;
  const form::Form* form = nullptr;
  const form::Field* field = nullptr;
};
Result<FieldPlace> field_place(Vault& vault, const ReportRow& report, const std::string& path);

// The value as given, or the text that --from or "-" names, without its last line end.
Result<std::string> typed_text(const Arguments& arguments);

}  // namespace ziping::client
