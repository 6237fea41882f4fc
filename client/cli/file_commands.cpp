// Attachments: added, listed, fetched, removed, sent again.
#include <algorithm>

#include "client/cli/command.h"
#include "client/work/courier.h"

namespace ziping::client {
namespace {

const char* name_of(FileState state) {
  switch (state) {
    case FileState::Elsewhere:
      return "elsewhere";
    case FileState::Unsent:
      return "unsent";
    case FileState::Refused:
      return "refused";
    case FileState::Held:
      return "held";
  }
  return "";
}

std::string chinese(const KeptFile& file) {
  switch (file.state) {
    case FileState::Elsewhere:
      return "不在本机，用 file get 取回";
    case FileState::Unsent:
      return "在本机，待发送";
    case FileState::Refused:
      return "在本机，未被接受：" + file.why;
    case FileState::Held:
      return "在本机，总部已收";
  }
  return {};
}

Result<KeptFile> find(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto files = vault.files(report);
  if (!files) return files.error();
  for (KeptFile& one : *files)
    if (one.path == arguments.path && one.attachment.name == arguments.value) return std::move(one);
  return base::Error{base::ErrorKind::NotFound,
                     "no-attachment",
                     "“" + arguments.path + "”没有叫“" + arguments.value + "”的附件，用 file list 查看。",
                     {}};
}

Result<Said> add(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  const std::filesystem::path file = arguments.file;
  const std::string name = arguments.value.empty() ? file.filename().string() : arguments.value;
  auto added = vault.add_file(report, arguments.path, file, name);
  if (!added) return added.error();
  return Said{added->json(), "已添加附件“" + added->name + "”（" + size_text(added->bytes) + "），同步时送出。"};
}

Result<Said> list(Vault& vault, const ReportRow& report, const Arguments&) {
  auto files = vault.files(report);
  if (!files) return files.error();
  Said out{Json(Json::Array{}), {}};
  for (const KeptFile& one : *files) {
    Json json = one.attachment.json();
    json["path"] = one.path;
    json["state"] = name_of(one.state);
    json["why"] = one.why;
    out.json.push(std::move(json));
    out.text +=
        one.path + "  " + one.attachment.name + "  " + size_text(one.attachment.bytes) + "  " + chinese(one) + "\n";
  }
  if (files->empty()) out.text = "这份报告还没有附件。";
  return out;
}

Result<Said> get(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto file = find(vault, report, arguments);
  if (!file) return file.error();
  if (file->state == FileState::Elsewhere)
    if (auto status = fetch_file(vault, file->attachment); !status) return status.error();
  return said(vault.write_file(file->attachment.sha256.hex(), arguments.out), "已写出到 " + arguments.out + "。");
}

Result<Said> remove(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto file = find(vault, report, arguments);
  if (!file) return file.error();
  return said(vault.remove_file(report, arguments.path, arguments.value),
              file->state == FileState::Unsent ? "已从报告里移除，不再送出，内容仍在本机；再添加一次就会送出。"
                                               : "已从报告里移除，内容仍在本机，以前的修订还能取到它。");
}

Result<Said> retry(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto file = find(vault, report, arguments);
  if (!file) return file.error();
  return said(vault.send_again(file->attachment.sha256.hex()), "下次同步时再送出。");
}

}  // namespace

Commands file_commands() {
  const Parameter name{"NAME", &Arguments::value, Need::Required, "附件名称"};
  return {{"file add",
           "添加附件",
           add,
           {kReport,
            kPath,
            {"FILE", &Arguments::file, Need::Required, "文件"},
            {"--as", &Arguments::value, Need::Optional, "在报告里的名称"}}},
          {"file list", "列出附件，以及它们在哪里", list, {kReport}},
          {"file get",
           "取出附件；不在本机的先从服务器取回",
           get,
           {kReport, kPath, name, {"-o", &Arguments::out, Need::Required, "写到这个文件"}}},
          {"file remove", "从报告里移除附件", remove, {kReport, kPath, name}},
          {"file retry", "未被接受的附件再送一次", retry, {kReport, kPath, name}}};
}

}  // namespace ziping::client
