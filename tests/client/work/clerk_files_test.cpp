// What is written while the attachments of a synchronisation are on their way.
#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/pieces.h"
#include "tests/client/work/counter.h"

using namespace ziping;
using base::Json;
using sqlite::kPieceBytes;
using tests::Counter;

namespace {

constexpr const char* kPapersForm = R"({"id":"papers","title":"附件","owners":["office"],
 "fields":[{"name":"cover.year","kind":"integer"},{"name":"papers","label":"附件","kind":"files"}]})";

// A window whose second report has an attachment of three pieces, with a sync that has come to it.
class Uploading : public Counter {
 public:
  Uploading() {
    const sync::SyncRequest text = synchronise();
    first = text.push.front();
    answer(text, told_of(*form::Form::parse(*base::parse_json(kPapersForm))));
    clerk().carry_out(client::NewReport{"papers", 2023});
    const std::string with_paper = heard<client::ReportMade>().back().report;
    clerk().carry_out(client::OpenReport{with_paper});
    const std::filesystem::path path = home() / "一.pdf";
    REQUIRE(base::write_file(path, "%PDF-1.7" + std::string(2 * kPieceBytes, 'x')).has_value());
    clerk().carry_out(client::TakeFile{with_paper, "papers", path.string()});
    const auto taken = heard<client::FileTaken>().back().taken;
    REQUIRE(taken.has_value());
    file = taken->sha256.hex();
    const Json named(Json::Array{taken->json()});
    clerk().carry_out(client::SaveEdit{with_paper, 1, shown().epoch, client::set_edit("papers", named)});
    clerk().carry_out(client::CloseReport{with_paper});
    open();
    answer(synchronise(), {});
    REQUIRE(piece().kind == client::FileRequest::Kind::Ask);
    has_up_to(0);
    REQUIRE(piece().offset == 0);
  }

  // The piece that comes next begins there.
  void check_goes_on_at(std::int64_t offset) {
    const client::FileRequest next = piece();
    CHECK(next.kind == client::FileRequest::Kind::Send);
    CHECK(next.offset == offset);
  }
  // What is left of it goes, and the sync ends.
  client::SyncEnded end() {
    const std::size_t before = heard<client::SyncEnded>().size();
    has_all_of(file);
    CHECK_FALSE(clerk().errand().has_value());
    REQUIRE(heard<client::SyncEnded>().size() == before + 1);
    return heard<client::SyncEnded>().back();
  }

  Json first;  // revision of the report that is open
  std::string file;
};

}  // namespace

TEST_CASE("how far the attachments are is told with every piece, and what was left for another time does not count") {
  Uploading desk;
  const auto files = [&] { return desk.heard<client::SyncMoved>().back().progress.files; };
  const std::int64_t total = files().total;
  REQUIRE(total > 2 * kPieceBytes);
  CHECK(files().done == 0);
  desk.has_up_to(kPieceBytes);
  CHECK(files().done == kPieceBytes);
  CHECK(files().total == total);
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::SealDraft{desk.report, ""});
  desk.has_up_to(2 * kPieceBytes);
  CHECK(files().done == 2 * kPieceBytes);  // also while newer text passes
  desk.answer(desk.request(), {});
  CHECK(files().done == 2 * kPieceBytes);
  desk.check_goes_on_at(2 * kPieceBytes);
  CHECK(desk.end().result.has_value());
}

TEST_CASE("what is sealed while an attachment is on its way goes before the attachment's next piece") {
  Uploading desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::SealDraft{desk.report, ""});
  CHECK_FALSE(desk.clerk().errand().has_value());  // the piece is under way
  desk.has_up_to(kPieceBytes);
  const sync::SyncRequest text = desk.request();
  REQUIRE(text.push.size() == 1);
  CHECK(report::Revision::parse(text.push.front())->header.report == desk.report);
  desk.answer(text, {});
  desk.check_goes_on_at(kPieceBytes);
  desk.has_up_to(2 * kPieceBytes);
  desk.check_goes_on_at(2 * kPieceBytes);  // and no text in between
  const client::SyncEnded ended = desk.end();
  REQUIRE(ended.result.has_value());
  CHECK(ended.result->receipts == 2);
  CHECK(ended.result->files.sent == 1);
}

TEST_CASE("who asks for a sync while an attachment is on its way hears what is new before the next piece") {
  Uploading desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::Synchronise{});
  desk.clerk().carry_out(client::Synchronise{});
  desk.has_up_to(kPieceBytes);
  const sync::SyncRequest text = desk.request();
  CHECK(text.push.size() == 1);  // what was typed is sealed by it
  desk.answer(text, {desk.colleague(desk.first, "甲句改。乙句。丙句。")});
  CHECK(desk.shown().around.log.size() == 3);
  desk.check_goes_on_at(kPieceBytes);
  desk.has_up_to(2 * kPieceBytes);
  desk.check_goes_on_at(2 * kPieceBytes);
  CHECK(desk.end().result.has_value());
}

TEST_CASE("a revision that cannot go holds up an attachment once, and one sealed behind its last piece still goes") {
  Uploading desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::SealDraft{desk.report, ""});
  desk.has_up_to(kPieceBytes);
  REQUIRE(desk.request().push.size() == 1);
  desk.clerk().take(base::Error{base::ErrorKind::Full, "too-large", "太大。", {}}, {1, 100, 100});
  const sync::SyncRequest pull = desk.request();
  CHECK(pull.push.empty());
  desk.answer(pull, {});
  desk.check_goes_on_at(kPieceBytes);
  desk.has_up_to(2 * kPieceBytes);
  desk.check_goes_on_at(2 * kPieceBytes);
  desk.clerk().carry_out(client::NewReport{"small", 2024});
  const std::string other = desk.heard<client::ReportMade>().back().report;
  desk.clerk().carry_out(client::OpenReport{other});
  desk.clerk().carry_out(client::CloseReport{other});  // which seals it
  desk.has_all_of(desk.file);
  const sync::SyncRequest text = desk.request();
  REQUIRE(text.push.size() == 1);
  CHECK(report::Revision::parse(text.push.front())->header.report == other);
}

TEST_CASE(
    "an attachment that takes longer than the pause between two syncs lets what is new come in, if that is wanted") {
  for (const char* wanted : {"on", "off"}) {
    INFO(wanted);
    Uploading desk;
    desk.clerk().carry_out(client::KeepSetting{"auto_sync", wanted});
    desk.clock.advance(client::kPauseMs - 1);
    desk.has_up_to(kPieceBytes);
    desk.check_goes_on_at(kPieceBytes);
    desk.clock.advance(1);
    desk.has_up_to(2 * kPieceBytes);
    if (wanted == std::string("on")) desk.answer(desk.request(), {});
    desk.check_goes_on_at(2 * kPieceBytes);
    CHECK(desk.end().result.has_value());
  }
}

TEST_CASE("a report is submitted while an attachment is on its way: after its text, and before the next piece") {
  Uploading desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  CHECK_FALSE(desk.clerk().errand().has_value());  // the piece is under way
  desk.has_up_to(kPieceBytes);
  const sync::SyncRequest text = desk.request();
  REQUIRE(text.push.size() == 1);
  desk.answer(text, {});
  const auto asked = desk.clerk().errand();
  REQUIRE(asked.has_value());
  CHECK(asked->path == "/v1/transition");
  Json moved;
  moved["stage"] = "submitted";
  moved["version"] = 1;
  desk.clerk().take(moved, {1, 100, 100});
  desk.answer(desk.request(), {});  // which brings the version
  desk.check_goes_on_at(kPieceBytes);
}

TEST_CASE("what is sealed, or asked for, while somebody fetches an attachment passes between two of its pieces") {
  for (const bool asked : {false, true}) {
    INFO(asked);
    Counter desk;
    desk.open();
    desk.answer(desk.synchronise(), {});
    const std::string bytes(2 * kPieceBytes + 1, 'x');
    const form::Attachment file{"一.pdf", std::ssize(bytes), base::sha256(bytes), "application/pdf"};
    desk.clerk().carry_out(client::FetchFile{desk.report, "papers", file});
    const auto take_piece_at = [&](std::int64_t at) {
      const client::FileRequest piece = desk.piece();
      CHECK(piece.kind == client::FileRequest::Kind::Fetch);
      CHECK(piece.offset == at);
      client::FileAnswer answer;
      answer.body = bytes.substr(static_cast<std::size_t>(at), kPieceBytes);
      answer.bytes = std::ssize(bytes);
      desk.clerk().take_file(answer, {1, 100, 100});
    };
    desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
    if (asked)
      desk.clerk().carry_out(client::Synchronise{});
    else
      desk.clerk().carry_out(client::SealDraft{desk.report, ""});
    desk.clock.advance(client::kSoonMs);
    take_piece_at(0);
    const sync::SyncRequest text = desk.request();
    CHECK(text.push.size() == 1);
    desk.answer(text, {});
    take_piece_at(kPieceBytes);
    take_piece_at(2 * kPieceBytes);
    CHECK_FALSE(desk.clerk().errand().has_value());
    CHECK(desk.heard<client::FileTrouble>().empty());
  }
}

TEST_CASE("a report that could not be moved on holds up no attachment") {
  Uploading desk;
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  desk.has_up_to(kPieceBytes);
  desk.answer(desk.request(), {});
  REQUIRE(desk.clerk().errand()->path == "/v1/transition");
  CHECK(desk.heard<client::EditsSaved>().back().around.wish->waits());
  desk.clerk().take(base::Error{base::ErrorKind::Invalid, "open-conflicts", "还有冲突。", {}}, {1, 100, 100});
  CHECK_FALSE(desk.heard<client::EditsSaved>().back().around.wish->waits());
  desk.answer(desk.request(), {});
  desk.check_goes_on_at(kPieceBytes);
}

TEST_CASE("who stops a submit that waits for a piece that is fetched has stopped the sync, and the fetching goes on") {
  Counter desk;
  desk.open();
  desk.answer(desk.synchronise(), {});
  const std::string bytes(2 * kPieceBytes, 'x');
  const form::Attachment file{"一.pdf", std::ssize(bytes), base::sha256(bytes), "application/pdf"};
  desk.clerk().carry_out(client::FetchFile{desk.report, "papers", file});
  CHECK(desk.piece().offset == 0);
  const std::size_t ended = desk.heard<client::SyncEnded>().size();
  desk.clerk().carry_out(client::Move{desk.report, sync::Action::Submit, 0, ""});
  desk.clerk().carry_out(client::StopSynchronising{});
  CHECK_FALSE(desk.clerk().wants_stop());
  CHECK(desk.heard<client::EditsSaved>().back().around.wish->waits());  // and can be taken back
  REQUIRE(desk.heard<client::SyncEnded>().size() == ended + 1);
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "stopped");
  client::FileAnswer answer;
  answer.body = bytes.substr(0, kPieceBytes);
  answer.bytes = std::ssize(bytes);
  desk.clerk().take_file(answer, {1, 100, 100});
  CHECK(desk.piece().offset == kPieceBytes);
}

TEST_CASE("who asks for a sync while the text of another is under way is heard: what was typed since goes too") {
  Counter desk;
  desk.open();
  const sync::SyncRequest first = desk.synchronise();
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::Synchronise{});
  desk.answer(first, {});
  const sync::SyncRequest second = desk.request();
  CHECK(second.push.size() == 1);
  desk.answer(second, {});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncEnded>().size() == 1);
}

TEST_CASE("who stops while an attachment is on its way has no further piece sent, and hears what had gone") {
  Uploading desk;
  desk.clerk().carry_out(client::StopSynchronising{});
  CHECK(desk.clerk().wants_stop());
  desk.has_up_to(kPieceBytes);  // the answer was on its way already
  CHECK_FALSE(desk.clerk().errand().has_value());
  const client::SyncEnded ended = desk.heard<client::SyncEnded>().back();
  REQUIRE_FALSE(ended.result.has_value());
  CHECK(ended.result.error().code == "stopped");
  CHECK(ended.result.error().message == "已停下：已送出 1 份修订，其余仍在本机。");
}

TEST_CASE("a stop behind a press for more takes back the press as well, between two pieces of an attachment") {
  Uploading desk;
  desk.type(desk.shown().epoch, "甲句。乙句。丙句。丁句。");
  desk.clerk().carry_out(client::Synchronise{});
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().take_file(client::was_stopped(), {1, 100, 0});
  CHECK_FALSE(desk.clerk().errand().has_value());
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "stopped");
  CHECK(desk.heard<client::EditsSaved>().back().around.draft);  // nothing was begun anew
}

TEST_CASE("a press for more behind a stop is heard although the answer to the last piece was on its way already") {
  Uploading desk;
  desk.clerk().carry_out(client::StopSynchronising{});
  desk.clerk().carry_out(client::Synchronise{});
  desk.has_up_to(kPieceBytes);
  CHECK(desk.heard<client::SyncEnded>().back().result.error().code == "stopped");
  desk.answer(desk.request(), {});
  CHECK(desk.piece().kind == client::FileRequest::Kind::Ask);  // a sync of its own
}

TEST_CASE("how long the attachments took is told with their bytes, from the first piece on") {
  Uploading desk;
  const std::int64_t begun = desk.clock.now_ms();
  desk.clock.advance(700);
  desk.has_up_to(kPieceBytes);
  desk.check_goes_on_at(kPieceBytes);
  desk.clock.advance(100);
  const client::SyncEnded ended = desk.end();
  REQUIRE(ended.result.has_value());
  CHECK(ended.result->times.files == client::StepTime{begun, 800});
}
