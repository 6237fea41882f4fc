// What the clerk does with the attachments of an open report: reading them in, fetching, writing out, looking at them.
#include <utility>

#include "client/text/say.h"
#include "client/work/clerk.h"
#include "client/work/export.h"

namespace ziping::client {
namespace {

base::Error busy_fetching() { return {base::ErrorKind::Unavailable, "busy", text::say("exchange.busy_files", {}), {}}; }

base::Error not_there(const form::Attachment& file) {
  return {base::ErrorKind::NotFound, "file-not-there", text::say("exchange.file_not_there", {file.name}), {}};
}

base::Error taken(const std::string& file) {
  return {base::ErrorKind::Invalid, "file-exists", text::say("told.file_exists", {file}), {}};
}

}  // namespace

void Clerk::file_trouble(const std::string& report, const std::string& path, const form::Attachment& file,
                         const base::Error& error) {
  if (const auto at = desks_.find(report); at != desks_.end())
    tell(FileTrouble{report, at->second.opening, path, file.sha256, error});
}

void Clerk::tell_files(const std::string& report) {
  const auto at = desks_.find(report);
  if (at == desks_.end()) return;
  auto files = vault_->files(at->second.row);
  if (!files) return failed(files.error());
  tell(FilesSeen{report, at->second.opening, std::move(*files)});
}

void Clerk::on(const TakeFile& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  const std::filesystem::path path = order.file;
  tell(FileTaken{order.report, at->second.opening, order.path, order.file,
                 vault_->keep_file(path, path.filename().string())});
}

void Clerk::on(const FetchFile& order) {
  if (going_ != Going::Nowhere && fetching_.empty())
    return file_trouble(order.report, order.path, order.file, busy_fetching());
  auto vault = this->vault();
  if (!vault) return failed(vault.error());
  fetching_.push_back(order);
  if (going_ == Going::Nowhere) begin_fetching();
}

void Clerk::begin_fetching() {
  going_ = Going::Fetching;
  traffic_ = {};
  files_ = std::make_unique<FileExchange>(*vault_);
  files_->fetch(fetching_.front().file);
  go_on_fetching();
}

// Between two pieces of what somebody fetches; it is gone on with from where it stands.
void Clerk::let_text_pass() {
  files_.reset();
  going_ = Going::Nowhere;
  if (const auto asked = std::exchange(after_, std::nullopt))
    begin_after(*asked);
  else
    sync_by_itself();
  fetch_again();
}

void Clerk::fetch_again() {
  if (going_ == Going::Nowhere && !fetching_.empty()) begin_fetching();
}

void Clerk::go_on_fetching() {
  auto self = vault_->identity();
  auto request = self ? files_->next() : Result<std::optional<FileRequest>>(self.error());
  if (!request) return end_fetching(request.error());
  if (!*request) return end_fetching(base::done());
  errand_ = Errand{self->server_url, {}, self->token, {}, std::move(*request)};
}

void Clerk::end_fetching(const Status& status) {
  going_ = Going::Nowhere;
  const FetchFile order = fetching_.front();
  fetching_.pop_front();
  const FilesResult result = std::exchange(files_, nullptr)->result();
  if (!status)
    file_trouble(order.report, order.path, order.file, status.error());
  else if (!result.refused.empty())
    file_trouble(order.report, order.path, order.file,
                 {base::ErrorKind::Corrupt, "wrong-hash", result.refused.front(), {}});
  else if (!result.waits.empty())
    file_trouble(order.report, order.path, order.file, {base::ErrorKind::Unavailable, "file-waits", result.waits, {}});
  else if (result.fetched == 0)
    file_trouble(order.report, order.path, order.file, not_there(order.file));
  tell_files(order.report);
  if (after_ || (!fetching_.empty() && text_due_in_ms() == 0)) return let_text_pass();
  fetch_again();
}

void Clerk::on(const SaveFile& order) {
  auto vault = this->vault();
  if (!vault) return failed(vault.error());
  std::error_code unknown;  // the writing tells
  if (std::filesystem::exists(order.to, unknown))
    return file_trouble(order.report, order.path, order.file, taken(order.to));
  const Status written = (*vault)->write_file(order.file.sha256.hex(), order.to);
  if (!written) return file_trouble(order.report, order.path, order.file, about_folder(written.error(), order.to));
  tell(Told{text::say("told.file_saved", {order.file.name, order.to})});
}

void Clerk::on(const SendFile& order) {
  auto vault = this->vault();
  const Status marked = vault ? (*vault)->send_again(order.file.sha256.hex()) : Status(vault.error());
  if (!marked) return file_trouble(order.report, order.path, order.file, marked.error());
  tell_files(order.report);
}

void Clerk::on(const ReadPicture& order) {
  const auto at = desks_.find(order.report);
  if (at == desks_.end()) return;
  auto bytes = vault_->file_bytes(order.file);
  auto picture = bytes ? read_picture(*bytes) : Result<Picture>(bytes.error());
  using Shared = std::shared_ptr<const Picture>;
  PictureRead read{order.report, at->second.opening, order.file.sha256, Shared()};
  if (picture)
    read.picture = Shared(std::make_shared<const Picture>(std::move(*picture)));
  else
    read.picture = picture.error();
  tell(std::move(read));
}

void Clerk::on(const LookInto& order) {
  auto folder = look_into(order.folder);
  if (folder) return tell(FolderSeen{std::move(*folder), {}});
  tell(FolderSeen{{order.folder, std::filesystem::path(order.folder).parent_path().string(), {}, false},
                  folder.error()});
}

}  // namespace ziping::client
