#include "server/commands.h"

#include <cstdlib>
#include <functional>

#include "server/admin/backup.h"
#include "server/admin/command.h"
#include "server/web/disk_watch.h"
#include "server/web/errand.h"
#include "shared/base/random.h"

namespace ziping::server {
namespace {

constexpr std::size_t kFormBytesMax = 4u << 20;
constexpr std::size_t kAddressBytesMax = 300;

using Sentence = std::function<std::string(const Json&)>;

bool is_address(const std::string& place) { return place.starts_with("http://") || place.starts_with("https://"); }

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Json order(const char* command) {
  Json out;
  out["command"] = command;
  return out;
}

// The folder is served: how to say the same over HTTP.
base::Error in_use(const Options& options, base::Error error) {
  auto served_at = base::read_file(std::filesystem::path(options.place) / kServedAt, kAddressBytesMax);
  if (!served_at) return error;
  error.message = "数据文件夹“" + options.place + "”正由服务器 " + *served_at +
                  " 使用。请把命令里的文件夹换成这个地址，管理员的令牌放在环境变量 ZIPING_TOKEN 里（用 zipingd enrol " +
                  *served_at + " --user 管理员 取得）；或者先停下服务器。";
  return error;
}

Result<Json> over_http(const Options& options, const Json& body) {
  const std::string token = environment("ZIPING_TOKEN");
  if (token.empty())
    return base::Error{
        base::ErrorKind::Denied,
        "no-token",
        "请先用 zipingd enrol " + options.place + " --user 管理员 取得令牌，放在环境变量 ZIPING_TOKEN 里。",
        {}};
  return run_errand({options.place, "/v1/admin", token, body});
}

Result<Json> on_folder(const Options& options, const Json& body) {
  auto ledger = Ledger::open(options.place);
  if (!ledger && ledger.error().code == "folder-in-use") return in_use(options, ledger.error());
  if (!ledger) return ledger.error();
  Writer writer(std::move(*ledger));
  return administer(writer, "", body, disk_level(volume_of(options.place)()));
}

int carry_out(const Options& options, const Json& body, const Sentence& sentence) {
  const auto answer = is_address(options.place) ? over_http(options, body) : on_folder(options, body);
  return finished(options, answer, answer && sentence ? sentence(*answer) : std::string());
}

int carry_out(const Options& options, const Json& body, const std::string& sentence) {
  return carry_out(options, body, [&](const Json&) { return sentence; });
}

int show(const Options& options, const char* command) { return carry_out(options, order(command), Sentence()); }

std::string code_sentence(const Json& answer) {
  const std::string user(answer.text_or("user"));
  const std::string_view code = answer.text_or("code");
  if (code.empty()) return "已添加用户 " + user + "。";
  return "用户 " + user + " 的一次性登记码（7 天内有效，只显示这一次）：" + std::string(code);
}

Json user_order(const sync::Author& user) {
  Json out = order("user add");
  out["name"] = user.name;
  out["role"] = user.role;
  out["department"] = user.department;
  out["team"] = user.team;
  out["password"] = environment("ZIPING_PASSWORD");
  return out;
}

Json bundle_order(const char* command, const Options& options) {
  Json out = order(command);
  out["file"] = std::filesystem::absolute(options.other).string();
  out["password"] = environment("ZIPING_BUNDLE_PASSPHRASE");
  return out;
}

std::string counts_sentence(const Json& counts) {
  return std::to_string(counts.integer_or("reports", 0)) + " 份报告、" +
         std::to_string(counts.integer_or("revisions", 0)) + " 条修订、" +
         std::to_string(counts.integer_or("versions", 0)) + " 个报送版本、" +
         std::to_string(counts.integer_or("remarks", 0)) + " 条意见";
}

}  // namespace

int init(const Options& options) {
  base::SystemRandom random;
  if (auto status = Ledger::init(options.place, random); !status) return failed(options, status.error());
  const int outcome = carry_out(options, user_order({options.admin, "admin", "", ""}), code_sentence);
  if (outcome == 0) return 0;
  std::error_code ignored;  // a server without an administrator is none: the next try begins anew
  for (const char* name : {"ledger.db", "ledger.db-wal", "ledger.db-shm", "server.key"})
    std::filesystem::remove(std::filesystem::path(options.place) / name, ignored);
  return outcome;
}

int enrol(const Options& options) {
  if (!is_address(options.place))
    return failed(options, {base::ErrorKind::Invalid,
                            "bad-address",
                            "“" + options.place + "”不是服务器地址，应写成 http://127.0.0.1:8750 这样。",
                            {}});
  base::SystemRandom random;
  Json body;
  body["user"] = options.name;
  body["password"] = environment("ZIPING_PASSWORD");
  body["device"]["label"] = options.device;
  // Administrators sign no revisions: the key only gives the device its name.
  body["device"]["key"] = base::SecretKey::generate(random).public_key().base64();
  const auto answer = run_errand({options.place, "/v1/enrol", {}, body});
  return finished(options, answer, answer ? std::string(answer->text_or("token")) : std::string());
}

int add_department(const Options& options) {
  Json body = order("department add");
  body["id"] = options.name;
  body["name"] = options.text;
  return carry_out(options, body, "已添加部门 " + options.text + "。");
}

int add_team(const Options& options) {
  Json body = order("team add");
  body["id"] = options.name;
  body["name"] = options.text;
  body["department"] = options.department;
  return carry_out(options, body, "已添加工作队 " + options.text + "。");
}

int set_deadline(const Options& options) {
  Json body = order("deadline set");
  body["form"] = options.name;
  body["year"] = options.year;
  body["until"] = options.text;
  return carry_out(options, body, std::to_string(options.year) + " 年度的报送截止日是 " + options.text + "。");
}

int add_user(const Options& options) {
  return carry_out(options, user_order({options.name, options.role, options.department, options.team}), code_sentence);
}

int new_code(const Options& options) {
  Json body = order("user code");
  body["name"] = options.name;
  return carry_out(options, body, code_sentence);
}

int list_users(const Options& options) { return show(options, "user list"); }

int disable_user(const Options& options) {
  Json body = order("user disable");
  body["name"] = options.name;
  return carry_out(options, body, "已停用 " + options.name + "，其设备不能再登录。");
}

int list_devices(const Options& options) { return show(options, "device list"); }

int approve_device(const Options& options) {
  Json body = order("device approve");
  body["device"] = options.name;
  return carry_out(options, body, "已批准设备 " + options.name + "。");
}

int revoke_device(const Options& options) {
  Json body = order("device revoke");
  body["device"] = options.name;
  return carry_out(options, body, "已撤销设备 " + options.name + "。");
}

int add_form(const Options& options) {
  auto text = base::read_file(options.text, kFormBytesMax);
  auto json = text ? base::parse_json(*text) : Result<Json>(text.error());
  if (!json) return failed(options, json.error());
  Json body = order("form add");
  body["form"] = std::move(*json);
  return carry_out(options, body,
                   [](const Json& form) { return "已添加表样 " + std::string(form.text_or("title")) + "。"; });
}

int list_forms(const Options& options) { return show(options, "form list"); }

int list_all_reports(const Options& options) { return show(options, "report list"); }

int list_quarantine(const Options& options) { return show(options, "quarantine list"); }

int show_quarantined(const Options& options) {
  Json body = order("quarantine show");
  body["id"] = options.name;
  return carry_out(options, body, Sentence());
}

int verify_all(const Options& options) {
  return carry_out(options, order("verify"), [](const Json& counts) {
    return "核对完毕，摘要、签名、回执、版本和日志都一致：" + counts_sentence(counts) + "。";
  });
}

int rebuild_caches(const Options& options) {
  return carry_out(options, order("rebuild"), [](const Json& answer) {
    const std::int64_t differences = answer.integer_or("differences", 0);
    return differences == 0 ? std::string("已按日志重建，与原来一致。")
                            : "已按日志重建，改正了 " + std::to_string(differences) + " 处不一致。";
  });
}

int back_up(const Options& options) {
  Json body = order("backup");
  body["to"] = std::filesystem::absolute(options.other).string();
  return carry_out(options, body, [&](const Json& counts) {
    return "已备份到 " + options.other + "，并逐条核对无误：" + counts_sentence(counts) + "。";
  });
}

namespace {

std::string left_out_sentence(const Json& made) {
  std::string names;
  for (const Json& file : made.list("left_out")) names += (names.empty() ? "" : "、") + file.as_string()->substr(0, 12);
  if (names.empty()) return {};
  return "没有放进去的附件：" + names +
         "，它们仍在服务器上，请加上 --files，或用 --since 分几次制作，或等对方联网时再取。";
}

std::string waiting_files_sentence(const Json& taken) {
  const std::size_t waiting = taken.list("waiting_files").size();
  if (waiting == 0) return {};
  return "服务器磁盘快满了，另有 " + std::to_string(waiting) +
         " 个附件这一次没有收，请先腾出空间，再收一次这个数据包。";
}

}  // namespace

int make_bundle(const Options& options) {
  Json body = bundle_order("bundle make", options);
  body["user"] = options.name;
  if (options.since >= 0) body["since"] = options.since;
  body["files"] = options.files;
  return carry_out(options, body, [&](const Json& made) {
    return "已写出 " + options.other + "，请带给“" + options.name + "”用 ziping bundle apply 收取：" +
           std::to_string(made.integer_or("entries", 0)) + " 条服务器记录、" +
           std::to_string(made.integer_or("receipts", 0)) + " 份回执、" +
           std::to_string(made.integer_or("refused", 0)) + " 条退回说明、" +
           std::to_string(made.integer_or("files", 0)) + " 个附件。" + left_out_sentence(made);
  });
}

int verify_bundle(const Options& options) {
  return carry_out(options, bundle_order("bundle verify", options), [](const Json& seen) {
    return "核对无误，服务器数据没有改动。" + std::string(seen.text_or("maker")) + " 制作：" +
           std::to_string(seen.integer_or("revisions", 0)) + " 条修订，其中已有 " +
           std::to_string(seen.integer_or("known", 0)) + " 条；" + std::to_string(seen.integer_or("remarks", 0)) +
           " 条意见、" + std::to_string(seen.integer_or("files", 0)) + " 个附件。";
  });
}

int apply_bundle(const Options& options) {
  return carry_out(options, bundle_order("bundle apply", options), [](const Json& taken) {
    return "已收下 " + std::string(taken.text_or("maker")) + " 的数据包：采用 " +
           std::to_string(taken.integer_or("receipts", 0)) + " 条，没有采用 " +
           std::to_string(taken.list("refused").size()) + " 条（在待处理里）；收下附件 " +
           std::to_string(taken.integer_or("files", 0)) + " 个，没有收下 " +
           std::to_string(taken.list("refused_files").size()) +
           " 个（仍在对方的电脑上）。请用 zipingd bundle make 制作回执，带回给对方。" + waiting_files_sentence(taken) +
           (taken.flag("set_back") ? "制作它的电脑收到过本服务器现在没有的记录：如果服务器用备份恢复过，请让他联网运行 "
                                     "ziping sync --restored，其余的内容才会回来。"
                                   : "");
  });
}

int restore(const Options& options) {
  auto ledger = Ledger::open(options.place);
  auto copy = ledger ? copy_out(**ledger, options.other) : Result<Copy>(ledger.error());
  auto counts = copy ? finish(*copy) : Result<Json>(copy.error());
  if (!counts) return failed(options, counts.error());
  return finished(options, counts,
                  "已恢复到 " + options.other + "，并逐条核对无误：" + counts_sentence(*counts) +
                      "。备份以后的内容还在各人的电脑上：他们同步时会停下来问，请告诉他们点“重新送出”，或运行 ziping "
                      "sync --restored，内容就会回来。");
}

}  // namespace ziping::server
