// Bundles: what goes by hand where there is no connection.
#include <cstdlib>

#include "client/cli/command.h"
#include "client/cli/secret.h"
#include "client/work/bundles.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

constexpr const char* kPassphrase = "ZIPING_BUNDLE_PASSPHRASE";
constexpr std::size_t kReportDigits = 8;

Json json_of(const BundleCounts& counts) {
  Json out;
  out["revisions"] = counts.revisions;
  out["remarks"] = counts.remarks;
  out["files"] = counts.files;
  out["receipts"] = counts.receipts;
  out["refused"] = counts.refused;
  out["entries"] = counts.entries;
  return out;
}

std::string text_of(const BundleCounts& counts) {
  return std::to_string(counts.revisions) + " 条修订、" + std::to_string(counts.remarks) + " 条意见、" +
         std::to_string(counts.files) + " 个附件、" + std::to_string(counts.receipts) + " 份回执、" +
         std::to_string(counts.refused) + " 条退回说明、" + std::to_string(counts.entries) + " 条服务器记录";
}

Status write_bundle(const std::string& file, std::string_view bytes) {
  auto written = base::write_file(file, bytes);
  if (written) return written;
  base::Error error = written.error();
  if (error.code == "disk-full")
    error.message = "“" + file + "”所在的盘空间不足，数据包没有写出，内容仍在本机。请腾出空间或换一个盘再制作。";
  else if (error.code == "no-file")
    error.message = "没有文件夹“" + std::filesystem::path(file).parent_path().string() +
                    "”，数据包没有写出，内容仍在本机。请核对U盘是否插好。";
  else
    error.message = "数据包没有写出，内容仍在本机：" + error.message;
  return error;
}

std::string left_out_sentence(const std::vector<std::string>& files) {
  std::string names;
  for (const std::string& name : files) names += (names.empty() ? "" : "、") + name;
  return "没有放进数据包的附件：" + names + "。一个数据包的附件最多共 " +
         std::to_string(sync::kBundleFilesBytesMax >> 20) +
         " MB，损坏的也放不进；它们仍在本机，请一次只带一份报告，或等联网时同步。";
}

std::string stayed_sentence(const std::vector<std::string>& reports) {
  std::string names;
  for (const std::string& report : reports) names += (names.empty() ? "" : "、") + report.substr(0, kReportDigits);
  return "没有全部放进数据包的报告：" + names + "。没放进去的内容仍在本机，原因请看 report list。";
}

Result<Said> make(Vault& vault, const Arguments& arguments) {
  BundleOrder order;
  order.reports = arguments.reports;
  order.reader = arguments.user;
  if (!order.reader.empty()) order.extent = arguments.all ? BundleExtent::Everything : BundleExtent::Lacking;
  if (arguments.passphrase) order.passphrase = secret_word(kPassphrase, "数据包口令：");
  if (arguments.passphrase && order.passphrase.empty())
    return base::Error{base::ErrorKind::Invalid, "weak-password", "没有输入口令，数据包没有制作。请再试一次。", {}};
  order.for_department = arguments.for_department || !arguments.passphrase;
  auto made = Bundles(vault).make(order);
  if (!made) return made.error();
  if (auto status = write_bundle(arguments.file, made->file); !status) return status.error();
  Said out{json_of(made->counts),
           "已写出 " + arguments.file + "：" + text_of(made->counts) + "。" +
               (order.reader.empty() ? "请交给能联网的同事收取，再由他同步。" : "请交给“" + order.reader + "”收取。")};
  out.json["bytes"] = made->file.size();
  out.json["left_out"] = Json(Json::Array(made->left_out.begin(), made->left_out.end()));
  out.json["stayed"] = Json(Json::Array(made->stayed.begin(), made->stayed.end()));
  if (!made->left_out.empty()) out.text += "\n" + left_out_sentence(made->left_out);
  if (!made->stayed.empty()) out.text += "\n" + stayed_sentence(made->stayed);
  if (made->left_out.size() + made->stayed.size() > 0) out.status = kLook;
  return out;
}

// The passphrase is asked for only where nothing else opens the file and somebody sits there.
template <class T>
Result<T> opened(Vault& vault, const Arguments& arguments,
                 Result<T> (Bundles::*work)(std::string_view, const std::string&)) {
  auto file = base::read_file(arguments.file, sync::kBundleBytesMax);
  if (!file) return file.error();
  const char* given = std::getenv(kPassphrase);
  auto out = (Bundles(vault).*work)(*file, given ? given : "");
  if (out || given || out.error().code != "passphrase-needed" || !is_asked_by_a_person()) return out;
  const std::string typed = secret_word(kPassphrase, "数据包口令：");
  return typed.empty() ? out : (Bundles(vault).*work)(*file, typed);
}

Said said_of(const SeenBundle& seen) {
  Said out{json_of(seen.counts), {}};
  const std::string maker = seen.preface.device.empty() ? "服务器" : seen.preface.user;
  out.json["maker"] = maker;
  out.json["device"] = seen.preface.device;
  out.json["at"] = seen.preface.at;
  out.json["reader"] = seen.preface.reader;
  out.json["new"] = seen.fresh;
  out.text = maker + " " + local_time(seen.preface.at) + " 制作：" + text_of(seen.counts) + "；其中本机没有的 " +
             std::to_string(seen.fresh) + " 条。";
  return out;
}

Result<Said> verify(Vault& vault, const Arguments& arguments) {
  auto seen = opened(vault, arguments, &Bundles::look);
  if (!seen) return seen.error();
  Said out = said_of(*seen);
  out.text = "核对无误，本机内容没有改动。" + out.text;
  return out;
}

Result<Said> apply(Vault& vault, const Arguments& arguments) {
  auto taken = opened(vault, arguments, &Bundles::take);
  if (!taken) return taken.error();
  Said out = said_of(taken->seen);
  out.json["reports"] = Json(Json::Array(taken->reports.begin(), taken->reports.end()));
  out.json["conflicts"] = Json(Json::Array{});
  if (taken->seen.fresh == 0) {
    out.text = "这个数据包里的内容本机都已经有了，没有改动。" + out.text;
    return out;
  }
  out.text = "已收取。" + out.text + "\n";
  for (const std::string& report : taken->reports) {
    auto row = vault.report(report);
    auto now = row ? vault.shown(*row) : Result<Shown>(row.error());
    if (!now && !is_of_the_disk(now.error())) continue;
    if (!now) return now.error();
    for (const form::Path& path : report::conflicts(now->state)) {
      out.json["conflicts"].push(path.text());
      out.text += "  冲突：" + path.text() + "\n";
    }
  }
  if (!out.json.list("conflicts").empty() || taken->seen.counts.refused > 0) out.status = kLook;
  return out;
}

}  // namespace

Commands bundle_commands() {
  const Parameter file{"FILE", &Arguments::file, Need::Required, "数据包文件"};
  return {{"bundle make",
           "制作数据包；不写 --for 就带上服务器还没有收到的内容",
           make,
           {file,
            {"REPORT", &Arguments::reports, Need::Optional, "报告；不写就是全部"},
            {"--for", &Arguments::user, Need::Optional, "带给这个用户：回执和他还没有的修订"},
            {"--all", &Arguments::all, Need::Optional, "不管对方有什么，全部带上"},
            {"--for-department", &Arguments::for_department, Need::Optional,
             "本部门的设备和服务器能打开（不写口令时就是这样）"},
            {"--passphrase", &Arguments::passphrase, Need::Optional,
             "用口令打开；口令取自 ZIPING_BUNDLE_PASSPHRASE，没有就询问"}}},
          {"bundle verify", "核对数据包，说出里面有什么", verify, {file}},
          {"bundle apply", "核对并收取数据包", apply, {file}}};
}

}  // namespace ziping::client
