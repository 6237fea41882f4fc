// Attachments over the wire: ask where a file stands, append to it, read from it.
#include "server/ledger/files.h"
#include "server/web/api.h"

namespace ziping::server {
namespace {

Json json_of(const FileStanding& standing) {
  Json out;
  out["offset"] = standing.offset;
  if (standing.receipt) out["receipt"] = standing.receipt->json();
  return out;
}

}  // namespace

// The ledger runs the work as one job. What is refused is an answer like any other and undoes nothing.
Result<Json> Api::standing_of(const std::function<Result<FileStanding>(Files&)>& work) {
  Result<FileStanding> out = base::Error{};
  const Status status = write([&](Ledger& ledger) {
    Files files(ledger);
    out = work(files);
    return out || !is_fault(out.error()) ? base::done() : Status(out.error());
  });
  if (!status) return status.error();
  return out ? json_of(*out) : Result<Json>(out.error());
}

Result<Json> Api::ask_file_body(const Call& call) {
  auto device = signed_in(call);
  auto body = device ? decoded(call) : Result<Json>(device.error());
  auto file = body ? base::Hash::parse(body->text_or("file")) : Result<base::Hash>(body.error());
  if (!file) return file.error();
  Result<FileStanding> standing = base::Error{};
  (void)writer_.read([&](Ledger& ledger) {
    standing = Files(ledger).standing(device->user, *file, body->integer_or("bytes", 0));
    return base::done();
  });
  return standing ? json_of(*standing) : Result<Json>(standing.error());
}

Result<Json> Api::append_file_body(const Call& call, const FilePlace& place) {
  auto device = signed_in(call);
  auto file = device ? base::Hash::parse(place.file) : Result<base::Hash>(device.error());
  if (!file) return file.error();
  if (auto room = may_take_file(disk_.level()); !room) return room.error();
  return standing_of([&](Files& files) {
    auto standing = files.append(device->user, *file, place.bytes, place.offset, call.body);
    if (standing || !is_verdict(standing.error())) return standing;
    return Result<FileStanding>(files.refused(*device, *file, standing.error()));
  });
}

Result<FileSlice> Api::file_slice(const Call& call, const FilePlace& place) {
  auto device = signed_in(call);
  auto file = device ? base::Hash::parse(place.file) : Result<base::Hash>(device.error());
  if (!file) return file.error();
  Result<FileSlice> slice = base::Error{};
  (void)writer_.read([&](Ledger& ledger) {
    slice = Files(ledger).read(device->user, *file, place.offset);
    return base::done();
  });
  return slice;
}

Answer Api::ask_file(const Call& call) { return counted(ask_file_body(call)); }

Answer Api::append_file(const Call& call, const FilePlace& place) { return counted(append_file_body(call, place)); }

Result<FileSlice> Api::read_file(const Call& call, const FilePlace& place, Answer& refused) {
  auto slice = file_slice(call, place);
  if (slice)
    ++answered_;
  else
    refused = counted(slice.error());
  return slice;
}

}  // namespace ziping::server
