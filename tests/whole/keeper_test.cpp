#include "client/work/keeper.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <map>
#include <semaphore>

#include "tests/whole/paper.h"

using namespace ziping;
using base::Json;
using tests::kPassword;
using tests::Town;

namespace {

// A window's end of a keeper: what it orders, and the news it waits for.
class Window {
 public:
  // It synchronises when it is told to, and not by itself in between.
  explicit Window(const std::filesystem::path& home) : keeper_(home, [this] { woken_.release(); }) {
    order(client::KeepSetting{"auto_sync", "off"});
  }

  void order(client::Order order) { keeper_.order(std::move(order)); }
  // Waits until such news come; those before it count as read. Fails after a minute.
  template <class News>
  News hear() {
    for (;;) {
      while (next_ < news_.size())
        if (News* news = std::get_if<News>(&news_[next_++])) return *news;
      for (client::News& one : keeper_.news()) news_.push_back(std::move(one));
      if (next_ == news_.size()) REQUIRE(woken_.try_acquire_for(std::chrono::minutes(1)));
    }
  }
  void enrol(Town& town, const std::string& user) {
    order(client::Enrol{town.address(), user, kPassword, "测试"});
    hear<client::SyncEnded>();
  }
  client::ReportShown open(const std::string& report) {
    order(client::OpenReport{report});
    return hear<client::ReportShown>();
  }
  void type(const client::ReportShown& shown, const std::string& path, const std::string& value) {
    order(client::SaveEdit{shown.report, ++number_, shown.epoch, client::set_edit(path, Json(value))});
  }
  // What a sync's end says of the report in between may come first.
  void hear_saved(client::EditNumber number) {
    while (hear<client::EditsSaved>().through < number) continue;
  }
  // What the vault read in, named in the report as the window does.
  void name_in(const client::ReportShown& shown, const form::Attachment& file) {
    order(client::SaveEdit{shown.report, ++number_, shown.epoch,
                           client::set_edit("papers", Json(Json::Array{file.json()}))});
    hear_saved(number_);
  }
  void sync() {
    order(client::Synchronise{});
    REQUIRE(hear<client::SyncEnded>().result.has_value());
  }

 private:
  std::counting_semaphore<> woken_{0};
  std::vector<client::News> news_;
  std::size_t next_ = 0;
  client::EditNumber number_ = 0;
  client::Keeper keeper_;
};

std::string text(const client::ReportShown& shown, const char* field) {
  const std::string* value = shown.state->value(field).text();
  return value ? *value : std::string();
}

}  // namespace

TEST_CASE("what one window types another shows, and what both typed is merged, without either waiting") {
  Town town;
  Window office(town.home("office")), second(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  auto shown = office.open(report);
  office.type(shown, "goal", "甲句。乙句。");
  office.hear_saved(1);
  office.sync();
  second.enrol(town, "office");
  auto theirs = second.open(report);
  CHECK(text(theirs, "goal") == "甲句。乙句。");
  second.type(theirs, "goal", "甲句。乙句改了。");
  second.sync();
  office.type(shown, "goal", "甲句改了。乙句。");
  office.order(client::Synchronise{});
  const auto merged = office.hear<client::ReportShown>();
  CHECK(text(merged, "goal") == "甲句改了。乙句改了。");
  CHECK(merged.around.heads == 2);
}

TEST_CASE("an attachment travels although another report's revision is too large for any request") {
  Town town;
  for (const char* by : {"command", "window"}) {
    INFO(by);
    const std::filesystem::path home = town.home("office"), file = town.home("一.pdf");
    REQUIRE(base::write_file(file, tests::paper(100, home.string().size())).has_value());
    Window(home).enrol(town, "office");
    auto vault = std::move(*client::Vault::open(home));
    const std::string large = *vault->new_report("small", 2022), with_paper = *vault->new_report("small", 2023);
    REQUIRE(vault->seal(*vault->report(large), "").has_value());
    vault.reset();
    tests::swell(home);
    vault = std::move(*client::Vault::open(home));
    REQUIRE(vault->add_file(*vault->report(with_paper), "papers", file, "一.pdf").has_value());
    std::string end;
    if (by == std::string("command")) {
      const auto result = town.sync(*vault);
      end = result ? "" : result.error().code;
    } else {
      vault.reset();
      Window office(home);
      office.order(client::Synchronise{});
      const auto result = office.hear<client::SyncEnded>().result;
      end = result ? "" : result.error().code;
    }
    CHECK(end == "too-large");
    if (!vault) vault = std::move(*client::Vault::open(home));
    CHECK(vault->outbox()->size() == 1);
    CHECK(vault->files(*vault->report(with_paper))->front().state == client::FileState::Held);
  }
}

TEST_CASE("a window that closes leaves everything it typed on the disk, sealed") {
  Town town;
  const std::filesystem::path home = town.home("office");
  std::string report;
  {
    Window office(home);
    office.enrol(town, "office");
    office.order(client::NewReport{"small", 2022});
    report = office.hear<client::ReportMade>().report;
    const auto shown = office.open(report);
    for (int i = 1; i <= 200; ++i) office.type(shown, "goal", "第" + std::to_string(i) + "次。");
    office.order(client::CloseReport{report});
  }
  auto vault = client::Vault::open(home);
  REQUIRE(vault.has_value());
  const auto row = (*vault)->report(report);
  const auto now = (*vault)->shown(*row);
  CHECK(*now->state.value("goal").text() == "第200次。");
  CHECK_FALSE(now->draft);
  CHECK((*vault)->unsent(*row) == 1);
}

TEST_CASE("a sync without a server ends with a sentence, and typing goes on") {
  Town town;
  Window office(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const auto shown = office.open(office.hear<client::ReportMade>().report);
  town.stop();
  office.order(client::Synchronise{});
  const auto ended = office.hear<client::SyncEnded>();
  REQUIRE_FALSE(ended.result.has_value());
  CHECK(ended.result.error().code == "offline");
  office.type(shown, "goal", "断网也能写。");
  office.hear_saved(1);
}

TEST_CASE("a window that nobody tells to synchronises by itself, and goes on when the server is there again") {
  Town town;
  Window office(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  const auto shown = office.open(report);
  office.type(shown, "goal", "甲句。");
  office.hear_saved(1);
  office.order(client::KeepSetting{"auto_sync", "on"});
  office.order(client::CloseReport{report});
  const auto ended = office.hear<client::SyncEnded>();
  CHECK(ended.by_itself);
  REQUIRE(ended.result.has_value());
  CHECK(ended.result->receipts == 1);
}

TEST_CASE("a window reads a file in, names it, sends it; another fetches it when it asks, and saves it") {
  Town town;
  const std::filesystem::path folder = town.home("files");
  std::filesystem::create_directories(folder);
  const std::string bytes = tests::paper(3'000'000, 9);  // too large to come by itself
  REQUIRE(base::write_file(folder / "验收单.pdf", bytes).has_value());
  Window office(town.home("office")), second(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  const auto shown = office.open(report);
  office.order(client::TakeFile{report, "papers", (folder / "验收单.pdf").string()});
  const auto taken = office.hear<client::FileTaken>();
  REQUIRE(taken.taken.has_value());
  CHECK(taken.path == "papers");
  office.name_in(shown, *taken.taken);
  office.sync();

  second.enrol(town, "office");
  const auto theirs = second.open(report);
  REQUIRE(theirs.around.files.size() == 1);
  CHECK(theirs.around.files.front().state == client::FileState::Elsewhere);
  const form::Attachment file = theirs.around.files.front().attachment;
  second.order(client::SaveFile{report, "papers", file, (folder / "太早.pdf").string()});
  CHECK(second.hear<client::FileTrouble>().error.code == "file-not-here");
  second.order(client::FetchFile{report, "papers", file});
  const auto seen = second.hear<client::FilesSeen>();
  REQUIRE(seen.files.size() == 1);
  CHECK(seen.files.front().state == client::FileState::Held);
  second.order(client::SaveFile{report, "papers", file, (folder / "取回.pdf").string()});
  second.hear<client::Told>();
  CHECK(*base::read_file(folder / "取回.pdf", 1u << 24) == bytes);
  second.order(client::SaveFile{report, "papers", file, (folder / "取回.pdf").string()});
  CHECK(second.hear<client::FileTrouble>().error.code == "file-exists");
  second.order(client::SaveFile{report, "papers", file, (folder / "没有/取回.pdf").string()});
  CHECK(second.hear<client::FileTrouble>().error.code == "no-folder");
  second.order(client::ReadPicture{report, file});
  const auto picture = second.hear<client::PictureRead>();
  REQUIRE_FALSE(picture.picture.has_value());
  CHECK(picture.picture.error().code == "no-picture");
}

TEST_CASE("a file that a window cannot read in says why, and nothing is kept of it") {
  Town town;
  const std::filesystem::path folder = town.home("files");
  std::filesystem::create_directories(folder);
  REQUIRE(base::write_file(folder / "假.pdf", "不是 PDF").has_value());
  REQUIRE(base::write_file(folder / "空.pdf", "").has_value());
  REQUIRE(base::write_file(folder / "程序.exe", "MZ").has_value());
  std::filesystem::create_directory(folder / "夹.pdf");
  REQUIRE(base::write_file(folder / "大.pdf", tests::paper(100, 1)).has_value());
  std::filesystem::resize_file(folder / "大.pdf", form::kAttachmentBytesMax + 1);
  Window office(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  office.open(report);
  for (const auto& [name, code] : std::map<std::string, std::string>{{"没有.pdf", "no-file"},
                                                                     {"假.pdf", "bad-file-type"},
                                                                     {"空.pdf", "empty-file"},
                                                                     {"程序.exe", "bad-file-type"},
                                                                     {"夹.pdf", "no-plain-file"},
                                                                     {"大.pdf", "too-large"}}) {
    INFO(name);
    office.order(client::TakeFile{report, "papers", (folder / name).string()});
    const auto told = office.hear<client::FileTaken>();
    REQUIRE_FALSE(told.taken.has_value());
    CHECK(told.taken.error().code == code);
  }
}

TEST_CASE("a file is fetched without a server when there is one again, and a sync asked for meanwhile follows") {
  Town town;
  Window office(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  office.open(report);
  form::Attachment nowhere{"没人有.pdf", 100, base::sha256("nobody has it"), "application/pdf"};
  office.order(client::FetchFile{report, "papers", nowhere});
  office.order(client::Synchronise{});
  CHECK(office.hear<client::FileTrouble>().error.code == "file-not-there");
  CHECK(office.hear<client::SyncEnded>().result.has_value());
  town.stop();
  office.order(client::FetchFile{report, "papers", nowhere});
  CHECK(office.hear<client::FileTrouble>().error.code == "offline");
}

TEST_CASE("a window exports by the ending of the file's name, and says what the file can be checked by") {
  Town town;
  const std::filesystem::path folder = town.home("out");
  std::filesystem::create_directories(folder);
  Window office(town.home("office"));
  office.enrol(town, "office");
  office.order(client::NewReport{"small", 2022});
  const std::string report = office.hear<client::ReportMade>().report;
  office.open(report);
  for (const char* name : {"甲.txt", "甲.XLSX", "甲.json"}) {
    office.order(client::ExportReport{report, "draft", (folder / name).string()});
    const auto bytes = [&] { return *base::read_file(folder / name, 1u << 24); };
    const std::string said = office.hear<client::Told>().sentence;
    CHECK(said.find(base::sha256(bytes()).hex()) != std::string::npos);
  }
  CHECK(base::read_file(folder / "甲.XLSX", 1u << 24)->starts_with("PK"));
  office.order(client::ExportReport{report, "draft", (folder / "甲.docx").string()});
  CHECK(office.hear<client::Failed>().error.code == "not-yet");
  office.order(client::ExportReport{report, "draft", (folder / "没有/甲.txt").string()});
  CHECK(office.hear<client::Failed>().error.code == "no-folder");
}
