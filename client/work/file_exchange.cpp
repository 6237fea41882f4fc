#include "client/work/file_exchange.h"

#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/work/sample.h"
#include "shared/report/attachments.h"

namespace ziping::client {
namespace {

base::Error not_our_files() {
  return {base::ErrorKind::Unavailable, "not-our-server", text::say("exchange.files_not_confirmed", {}), {}};
}

bool is_verdict(const std::string& code) {
  static constexpr std::string_view kVerdicts[] = {"over-quota", "bad-file-type", "bad-piece", "too-large"};
  return std::ranges::count(kVerdicts, code) > 0;
}

}  // namespace

Status FileExchange::send_all() {
  auto waiting = vault_.unsent_files();
  if (!waiting) return waiting.error();
  for (const UnsentFile& one : *waiting) add({one.file, one.bytes});
  return base::done();
}

Status FileExchange::fetch_small(const std::vector<std::string>& reports) {
  auto self = vault_.identity();
  if (!self) return self.error();
  if (!sync::is_office(self->user) && self->user.role != "finance") return base::done();
  for (const std::string& id : reports) {
    auto row = vault_.report(id);
    auto files = row ? vault_.files(*row) : Result<std::vector<KeptFile>>(row.error());
    if (!files) continue;  // a report that cannot be read has been told of already
    for (const KeptFile& one : *files)
      if (one.state == FileState::Elsewhere && one.attachment.bytes <= kSmallFileBytesMax) fetch(one.attachment);
  }
  return base::done();
}

void FileExchange::fetch(const form::Attachment& file) { add({file.sha256.hex(), file.bytes, Step::Fetching}); }

void FileExchange::add(Lane lane) {
  const bool is_known = left_.contains(lane.file) || std::ranges::count(lanes_, lane.file, &Lane::file) > 0;
  if (!is_known) lanes_.push_back(std::move(lane));
}

Result<std::optional<FileRequest>> FileExchange::next() {
  if (auto may = check_no_sample(vault_); !may) return may.error();
  if (lanes_.empty()) return std::optional<FileRequest>();
  Lane& lane = lanes_.front();
  FileRequest out{FileRequest::Kind::Ask, lane.file, 0, lane.bytes, {}};
  if (lane.step == Step::Fetching) {
    auto here = vault_.file_size(lane.file);
    if (!here) return here.error();
    if (*here >= lane.bytes) {  // it came another way meanwhile
      ++result_.fetched;
      finish();
      return next();
    }
    out.kind = FileRequest::Kind::Fetch;
    out.offset = lane.offset = *here;
  }
  if (lane.step == Step::Sending) {
    auto piece = vault_.file_piece(lane.file, lane.offset);
    if (!piece) return piece.error();
    out.kind = FileRequest::Kind::Send;
    out.offset = lane.offset;
    out.body = std::move(*piece);
  }
  return std::optional(std::move(out));
}

Status FileExchange::take(const Result<FileAnswer>& answer) {
  if (lanes_.empty()) return base::done();
  if (!answer) return take_problem(answer.error());
  return lanes_.front().step == Step::Fetching ? take_bytes(*answer) : take_standing(answer->json);
}

void FileExchange::drop() { lanes_.pop_front(); }

void FileExchange::finish() {
  finished_bytes_ += lanes_.front().bytes;
  drop();
}

FilesProgress FileExchange::progress() const {
  FilesProgress out{finished_bytes_, finished_bytes_};
  if (!lanes_.empty()) out.done += lanes_.front().offset;
  for (const Lane& lane : lanes_) out.total += lane.bytes;
  return out;
}

// The rest of that kind is left for another time.
void FileExchange::wait(Step kept_out, const std::string& why) {
  result_.waits = why;
  const bool fetching = kept_out == Step::Fetching;
  std::erase_if(lanes_, [&](const Lane& lane) {
    if ((lane.step == Step::Fetching) != fetching) return false;
    left_.insert(lane.file);
    return true;
  });
}

Status FileExchange::moved_to(std::int64_t offset) {
  Lane& lane = lanes_.front();
  lane.tries = offset > lane.offset ? 0 : lane.tries + 1;
  lane.offset = offset;
  if (lane.tries < kFileTriesMax) return base::done();
  if (result_.waits.empty()) result_.waits = text::say("exchange.file_stuck", {kFileTriesMax});
  left_.insert(lane.file);
  drop();
  return base::done();
}

Status FileExchange::take_standing(const Json& json) {
  Lane& lane = lanes_.front();
  if (const Json* body = json.find("receipt")) {
    auto receipt = sync::Receipt::parse(*body);
    if (!receipt) return receipt.error();
    if (auto status = vault_.file_sent(lane.file, *receipt); !status) return status;
    ++result_.sent;
    finish();
    return base::done();
  }
  const std::int64_t offset = json.integer_or("offset", -1);
  if (offset < 0 || offset >= lane.bytes) return not_our_files();
  lane.step = Step::Sending;
  return moved_to(offset);
}

Status FileExchange::take_bytes(const FileAnswer& answer) {
  Lane& lane = lanes_.front();
  if (answer.bytes != lane.bytes || answer.body.empty()) return not_our_files();
  const Status status = vault_.file_came(lane.file, lane.bytes, lane.offset, answer.body);
  if (!status) return status.error().code == "wrong-hash" ? take_problem(status.error()) : status;
  if (lane.offset + static_cast<std::int64_t>(answer.body.size()) < lane.bytes) return base::done();
  ++result_.fetched;
  finish();
  return base::done();
}

// A verdict on the file is kept with it; trouble of the server makes the rest of the kind wait; of the network, all.
Status FileExchange::take_problem(const base::Error& error) {
  Lane& lane = lanes_.front();
  const bool sending = lane.step != Step::Fetching;
  if (error.code == "wrong-offset") {
    lane.step = Step::Asking;  // somebody else sends the same; it is asked where the file stands now
    return moved_to(lane.offset);
  }
  if (error.code == "wrong-hash" && !lane.begun_anew) {
    lane.begun_anew = true;
    lane.offset = 0;
    if (sending) lane.step = Step::Asking;
    return base::done();
  }
  if (is_verdict(error.code) || error.code == "wrong-hash") {
    result_.refused.push_back(error.message);
    const std::string file = lane.file;
    drop();
    if (sending) return vault_.file_refused(file, error);
    left_.insert(file);
    return base::done();
  }
  if (error.code == "unknown-file" || error.code == "file-not-there") {  // not named or not there yet
    if (!sending) left_.insert(lane.file);
    drop();
    return base::done();
  }
  if (error.code == "disk-full" || error.code == "unknown-address") {  // the latter from a server before attachments
    wait(lane.step, error.message);
    return base::done();
  }
  return error;
}

}  // namespace ziping::client
