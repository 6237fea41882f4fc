#include "client/cli/program.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <iterator>

#include "client/cli/commands.h"
#include "client/work/courier.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"
#include "shared/merge/text_file_merge.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

constexpr std::size_t kInputBytesMax = 16u << 20;

struct Arguments {
  Face face;
  std::string report, path, value, from, after, note, form, server, user, device = "本机", a, b, file, out, revision;
  std::int64_t year = 0, version = 0;
};

class Program {
 public:
  int run(int argc, char** argv);

 private:
  CLI::App* command(CLI::App* parent, const char* name, const char* what, std::function<int()> work) {
    CLI::App* sub = parent->add_subcommand(name, what);
    sub->callback([this, work = std::move(work)] { status_ = work(); });
    return sub;
  }
  CLI::App* on_report(CLI::App* parent, const char* name, const char* what,
                      std::function<int(Vault&, const ReportRow&)> work) {
    CLI::App* sub = command(parent, name, what,
                            [this, work = std::move(work)] { return with_report(args_.face, args_.report, work); });
    sub->add_option("REPORT", args_.report)->required();
    return sub;
  }
  CLI::App* group(const char* name, const char* what) { return app_.add_subcommand(name, what)->require_subcommand(1); }

  void add_set_up();
  void add_content();
  void add_rows();
  void add_exchange();
  void add_history();

  Result<std::string> input() const;
  int set_value(Vault& vault, const ReportRow& row);
  int show(Vault& vault, const ReportRow& row);
  int list_reports(Vault& vault);
  int synchronise(Vault& vault);
  int transition(Vault& vault, const ReportRow& row, const std::string& action);
  int merge_files();

  CLI::App app_{"ziping：预算绩效自评"};
  Arguments args_;
  int status_ = kDone;
};

Result<std::string> Program::input() const {
  if (args_.from.empty() && args_.value != "-") return args_.value;
  Result<std::string> bytes = std::string();
  if (!args_.from.empty())
    bytes = base::read_file(args_.from, kInputBytesMax);
  else
    bytes = std::string(std::istreambuf_iterator<char>(std::cin), {});
  if (!bytes) return bytes;
  auto text = base::decode_text_file(*bytes);
  if (text && text->ends_with('\n')) text->pop_back();
  return text;
}

int Program::set_value(Vault& vault, const ReportRow& row) {
  auto path = form::Path::parse(args_.path);
  auto form = path ? vault.form(row.form) : Result<const form::Form*>(path.error());
  auto text = form ? input() : Result<std::string>(form.error());
  if (!text) return answer(args_.face, Result<Json>(text.error()));
  const form::Field* field = (*form)->find_field(*path);
  if (!field)
    return answer(args_.face,
                  Result<Json>(base::Error{
                      base::ErrorKind::NotFound, "unknown-field", "表样里没有字段“" + args_.path + "”。", {}}));
  auto value = form::typed(*field, *text);
  if (!value) return answer(args_.face, Result<Json>(value.error()));
  return answer(args_.face, vault.edit(row, set_edit(args_.path, std::move(*value))), "已保存到本机。");
}

int Program::show(Vault& vault, const ReportRow& row) {
  auto state = vault.at(row, args_.version > 0        ? std::to_string(args_.version)
                             : args_.revision.empty() ? "draft"
                                                      : args_.revision);
  return answer(args_.face, state ? Result<Json>(report::to_json(*state)) : Result<Json>(state.error()));
}

int Program::list_reports(Vault& vault) {
  auto rows = vault.reports();
  if (!rows) return answer(args_.face, Result<Json>(rows.error()));
  Json out{Json::Array{}};
  std::string said;
  for (const ReportRow& row : *rows) {
    auto now = vault.shown(row);
    if (!now) return answer(args_.face, Result<Json>(now.error()));
    auto form = vault.form(row.form);
    Json one;
    one["report"] = row.id;
    one["title"] = std::to_string(row.year) + "年度" + (form ? (*form)->title() : std::string());
    one["stage"] = sync::name(row.stage);
    one["head"] = now->heads.size() == 1 ? Json(now->heads.begin()->hex()) : Json();
    for (const report::RevisionId& head : now->heads) one["heads"].push(head.hex());
    one["draft"] = now->draft;
    one["open_conflicts"] = report::conflicts(now->state).size();
    one["unsent"] = vault.unsent(row);
    one["digest"] = report::digest(now->state).hex();
    said += row.id.substr(0, 8) + "  " + std::string(one.text_or("title")) + "  [" +
            std::string(sync::chinese(row.stage)) + "]  待发送 " + std::to_string(vault.unsent(row)) + "  冲突 " +
            std::to_string(report::conflicts(now->state).size()) + (now->draft ? "  有草稿" : "") + "\n";
    out.push(std::move(one));
  }
  return answer(args_.face, Result<Json>(out), said.empty() ? "本机还没有报告。" : said);
}

int Program::synchronise(Vault& vault) {
  auto result = sync_all(vault, args_.server);
  if (!result) return answer(args_.face, Result<Json>(result.error()));
  Json out;
  out["sent"] = result->sent;
  out["received"] = result->received;
  out["receipts"] = result->receipts;
  out["requests"] = result->traffic.requests;
  out["bytes_out"] = result->traffic.bytes_out;
  out["bytes_in"] = result->traffic.bytes_in;
  out["refused"] = Json(Json::Array{});
  for (const sync::Refused& refused : result->refused) out["refused"].push(refused.json());
  out["conflicts"] = Json(Json::Array{});
  out["please_read"] = Json(Json::Array{});
  auto rows = vault.reports();
  if (!rows) return answer(args_.face, Result<Json>(rows.error()));
  for (const ReportRow& row : *rows) {
    auto now = vault.shown(row);
    if (!now) return answer(args_.face, Result<Json>(now.error()));
    for (const form::Path& path : report::conflicts(now->state)) out["conflicts"].push(path.text());
    for (const merge::Note& note : now->notes) out["please_read"].push(note.path.text());
  }
  const std::size_t conflicts = out.list("conflicts").size(), refused = result->refused.size();
  const std::string said = "已同步：送出 " + std::to_string(result->sent) + "，总部已收 " +
                           std::to_string(result->receipts) + "，收到 " + std::to_string(result->received) + "，冲突 " +
                           std::to_string(conflicts) + "，未被接受 " + std::to_string(refused) + "。";
  return answer(args_.face, Result<Json>(out), said, conflicts + refused > 0 ? kLook : kDone);
}

int Program::transition(Vault& vault, const ReportRow& row, const std::string& action) {
  auto self = vault.identity();
  auto now = self ? vault.shown(row) : Result<Shown>(self.error());
  if (!now) return answer(args_.face, Result<Json>(now.error()));
  if (action == "submit" && (now->draft || vault.unsent(row) > 0 || now->heads.size() != 1))
    return answer(args_.face, Result<Json>(base::Error{
                                  base::ErrorKind::Invalid,
                                  "seal-first",
                                  "还有没封存或没同步的内容，或有几份没合并的修订。请先封存（seal）并同步，再报送。",
                                  {}}));
  Json body;
  body["report"] = row.id;
  body["action"] = action;
  body["version"] = args_.version;
  body["note"] = args_.note;
  if (!now->heads.empty()) body["revision"] = now->heads.begin()->hex();
  Courier courier(args_.server.empty() ? self->server_url : args_.server);
  auto result = courier.post("/v1/transition", body, self->token);
  if (!result) return answer(args_.face, result);
  const auto stage = sync::stage_named(result->text_or("stage"));
  return answer(args_.face, result,
                "第 " + std::to_string(result->integer_or("version", 0)) + " 版：" +
                    (stage ? std::string(sync::chinese(*stage)) : std::string()));
}

int Program::merge_files() {
  std::string texts[3];
  const std::string* names[] = {&args_.a, &args_.b, &args_.file};
  for (std::size_t i = 0; i < 3; ++i) {
    auto bytes = base::read_file(*names[i], kInputBytesMax);
    auto text = bytes ? base::decode_text_file(*bytes) : bytes;
    if (!text) return answer(args_.face, Result<Json>(text.error()));
    texts[i] = std::move(*text);
  }
  const merge::MergedFile merged = merge::merge_files(texts[0], texts[1], texts[2], {args_.a, args_.b, args_.file});
  if (args_.out.empty())
    std::cout << merged.text;
  else if (auto status = base::write_file(args_.out, merged.text); !status)
    return answer(args_.face, Result<Json>(status.error()));
  return merged.conflicts > 0 ? kFailed : kDone;
}

void Program::add_set_up() {
  CLI::App* enrolling = command(&app_, "enrol", "登记本机", [this] {
    const char* password = std::getenv("ZIPING_PASSWORD");
    std::string typed;
    if (!password) {
      std::cerr << "密码：";
      std::getline(std::cin, typed);
    }
    return with_vault(args_.face, [&](Vault& vault) {
      return answer(args_.face, enrol(vault, args_.server, args_.user, password ? password : typed, args_.device),
                    "已登记：" + args_.user);
    });
  });
  enrolling->add_option("--server", args_.server, "服务器地址")->required();
  enrolling->add_option("--user", args_.user, "用户名")->required();
  enrolling->add_option("--device", args_.device, "本机名称");
  CLI::App* forms = group("form", "表样");
  command(forms, "list", "列出表样", [this] {
    return with_vault(args_.face, [&](Vault& vault) {
      auto list = vault.forms();
      if (!list) return answer(args_.face, Result<Json>(list.error()));
      Json out{Json::Array{}};
      for (const Json& form : *list) {
        Json one;
        one["form"] = base::sha256(base::canonical(form)).hex();
        one["id"] = form.text_or("id");
        one["title"] = form.text_or("title");
        out.push(std::move(one));
      }
      return answer(args_.face, Result<Json>(out));
    });
  });
  command(forms, "show", "显示表样",
          [this] {
            return with_vault(args_.face, [&](Vault& vault) {
              auto form = vault.form(args_.form);
              return answer(args_.face, form ? Result<Json>((*form)->json()) : Result<Json>(form.error()));
            });
          })
      ->add_option("FORM", args_.form)
      ->required();
}

void Program::add_content() {
  CLI::App* reports = group("report", "报告");
  CLI::App* adding = command(reports, "new", "新建报告", [this] {
    return with_vault(args_.face, [&](Vault& vault) {
      auto id = vault.new_report(args_.form, args_.year);
      Json out;
      if (id) out["report"] = *id;
      return answer(args_.face, id ? Result<Json>(out) : Result<Json>(id.error()));
    });
  });
  adding->add_option("--form", args_.form)->required();
  adding->add_option("--year", args_.year)->required();
  command(reports, "list", "列出报告",
          [this] { return with_vault(args_.face, [&](Vault& vault) { return list_reports(vault); }); });
  CLI::App* showing =
      on_report(reports, "show", "显示内容", [this](Vault& vault, const ReportRow& row) { return show(vault, row); });
  showing->add_option("--version", args_.version);
  showing->add_option("--revision", args_.revision);
  on_report(&app_, "get", "读一个字段",
            [this](Vault& vault, const ReportRow& row) {
              auto path = form::Path::parse(args_.path);
              auto state = path ? vault.at(row, "draft") : Result<report::State>(path.error());
              if (!state) return answer(args_.face, Result<Json>(state.error()));
              const Json& value = report::value_at(*state, *path).json();
              return answer(args_.face, Result<Json>(value),
                            value.as_string() ? *value.as_string()
                            : value.is_null() ? "（空）"
                                              : std::string());
            })
      ->add_option("PATH", args_.path)
      ->required();
  CLI::App* setting = on_report(&app_, "set", "填一个字段",
                                [this](Vault& vault, const ReportRow& row) { return set_value(vault, row); });
  setting->add_option("PATH", args_.path)->required();
  setting->add_option("VALUE", args_.value);
  setting->add_option("--from", args_.from, "从文件读入");
  on_report(&app_, "seal", "封存草稿为修订", [this](Vault& vault, const ReportRow& row) {
    auto sealed = vault.seal(row, args_.note);
    if (!sealed) return answer(args_.face, Result<Json>(sealed.error()));
    Json out;
    out["revision"] = *sealed ? Json((*sealed)->hex()) : Json();
    return answer(args_.face, Result<Json>(out),
                  *sealed ? "已封存修订 " + (*sealed)->hex().substr(0, 12) : "没有改动，不用封存。");
  })->add_option("--note", args_.note);
  for (const char* name : {"import", "check", "export", "remark", "bundle", "file", "blame"}) {
    CLI::App* later =
        command(&app_, name, "以后提供", [this, name] { return not_yet(args_.face, std::string("“") + name + "”"); });
    later->allow_extras();
  }
}

void Program::add_rows() {
  CLI::App* rows = group("row", "表格的行");
  CLI::App* adding = on_report(rows, "add", "添加一行", [this](Vault& vault, const ReportRow& row) {
    base::SystemRandom random;
    report::Row fresh;
    fresh.id = base::random_name(random, 8);
    auto self = vault.identity();
    auto form = vault.form(row.form);
    auto state = vault.at(row, "draft");
    auto path = form::Path::parse(args_.path);
    if (!self || !form || !state || !path)
      return answer(args_.face, Result<Json>(!self    ? self.error()
                                             : !form  ? form.error()
                                             : !state ? state.error()
                                                      : path.error()));
    const form::Group* group = (*form)->find_group(*path);
    if (path->name.empty() || !group)
      return answer(args_.face,
                    Result<Json>(base::Error{
                        base::ErrorKind::NotFound, "unknown-field", "表样里没有表格“" + args_.path + "”。", {}}));
    if (!self->user.team.empty() && path->rows.empty() && group->find("team"))
      fresh.set("team", report::Value(Json(self->user.team)));
    const report::Node* node = report::find_node(*state, *path);
    const bool at_end = args_.after.empty() && node && !node->group(path->name).empty();
    const std::string after = at_end ? node->group(path->name).back().id : args_.after;
    auto status = vault.edit(row, place_edit(args_.path + "[" + fresh.id + "]", after, report::to_json(fresh)));
    Json out;
    out["row"] = fresh.id;
    return answer(args_.face, status ? Result<Json>(out) : Result<Json>(status.error()));
  });
  adding->add_option("GROUP", args_.path)->required();
  adding->add_option("--after", args_.after);
  on_report(rows, "remove", "删除一行",
            [this](Vault& vault, const ReportRow& row) {
              return answer(args_.face, vault.edit(row, row_edit("remove", args_.path)), "已删除。");
            })
      ->add_option("ROW", args_.path)
      ->required();
  CLI::App* moving = on_report(rows, "move", "移动一行", [this](Vault& vault, const ReportRow& row) {
    return answer(args_.face, vault.edit(row, row_edit("move", args_.path, args_.after)), "已移动。");
  });
  moving->add_option("ROW", args_.path)->required();
  moving->add_option("--after", args_.after);
}

void Program::add_exchange() {
  CLI::App* syncing = command(&app_, "sync", "同步", [this] {
    return with_vault(args_.face, [&](Vault& vault) { return synchronise(vault); });
  });
  syncing->add_option("--server", args_.server, "这一次用另一个地址");
  for (const char* action : {"submit", "withdraw"})
    on_report(&app_, action, "报送或撤回", [this, action](Vault& vault, const ReportRow& row) {
      return transition(vault, row, action);
    })->add_option("--note", args_.note);
  CLI::App* review = command(&app_, "review", "审核", [this] {
    return with_report(args_.face, args_.report,
                       [&](Vault& vault, const ReportRow& row) { return transition(vault, row, args_.value); });
  });
  review->add_option("ACTION", args_.value)->required();
  review->add_option("REPORT", args_.report)->required();
  review->add_option("--version", args_.version)->required();
  review->add_option("--note", args_.note);
  CLI::App* conflicts = group("conflict", "冲突");
  on_report(conflicts, "list", "列出冲突", [this](Vault& vault, const ReportRow& row) {
    auto list = conflict_list(vault, row);
    const bool open = list && !list->as_array()->empty();
    return answer(args_.face, list, {}, open ? kLook : kDone);
  });
  CLI::App* taking = on_report(conflicts, "take", "采用一方", [this](Vault& vault, const ReportRow& row) {
    return answer(args_.face, conflict_take(vault, row, args_.path, args_.revision), "已采用。");
  });
  taking->add_option("PATH", args_.path)->required();
  taking->add_option("REVISION", args_.revision)->required();
  CLI::App* deciding = on_report(conflicts, "set", "自己写", [this](Vault& vault, const ReportRow& row) {
    return answer(args_.face, conflict_set(vault, row, args_.path, args_.value), "已决定。");
  });
  deciding->add_option("PATH", args_.path)->required();
  deciding->add_option("VALUE", args_.value)->required();
}

void Program::add_history() {
  const auto listing = [this](CLI::App* parent, const char* name, const char* what, Listing list) {
    on_report(parent, name, what,
              [this, list](Vault& vault, const ReportRow& row) { return answer(args_.face, vault.list(list, row)); });
  };
  listing(&app_, "log", "修订历史", Listing::Log);
  listing(group("version", "报送版本"), "list", "列出版本", Listing::Versions);
  listing(group("suggestion", "建议"), "list", "列出未被接受的改动", Listing::Suggestions);
  CLI::App* comparing = on_report(&app_, "diff", "对照", [this](Vault& vault, const ReportRow& row) {
    auto result = difference(vault, row, args_.a, args_.b);
    return answer(args_.face, result, result ? difference_text(*result) : std::string());
  });
  comparing->add_option("A", args_.a)->required();
  comparing->add_option("B", args_.b)->required();
  command(&app_, "verify", "核对本机全部数据", [this] {
    return with_vault(args_.face, [&](Vault& vault) {
      return answer(args_.face, vault.verify(), "核对完毕：摘要、签名和回执都一致。");
    });
  });
  CLI::App* merging = command(&app_, "merge", "合并三个文本文件", [this] { return merge_files(); });
  merging->add_option("BASE", args_.a)->required();
  merging->add_option("OURS", args_.b)->required();
  merging->add_option("THEIRS", args_.file)->required();
  merging->add_option("-o", args_.out);
}

int Program::run(int argc, char** argv) {
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.add_flag("--json", args_.face.json, "只输出一份 JSON");
  app_.add_option("--home", args_.face.home, "数据文件夹");
  add_set_up();
  add_content();
  add_rows();
  add_exchange();
  add_history();
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_.exit(error) == 0 ? kDone : kUsage;
  }
  return status_;
}

}  // namespace

int run_program(int argc, char** argv) { return Program().run(argc, argv); }

}  // namespace ziping::client
