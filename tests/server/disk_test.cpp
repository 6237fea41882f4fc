// A disk that fills up, mostly under a server without HTTP.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
#include <thread>

#include "server/web/api.h"
#include "shared/base/file.h"
#include "shared/base/random.h"
#include "shared/form/attachment.h"
#include "shared/sync/bundle.h"
#include "tests/server/site.h"
#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/made_up_report.h"
#include "tests/support/small_disk.h"

using namespace ziping;
using namespace ziping::server;
using namespace ziping::support;
using base::Json;

namespace {

const form::Form& papers_form() {
  static const form::Form form = *form::Form::parse(*base::parse_json(
      R"({"id":"papers","title":"附件表样","owners":["office"],"fields":[{"name":"papers","label":"附件","kind":"files"}]})"));
  return form;
}

constexpr int kSmallDiskMegabytes = 32;  // four times the reserve

// The server, a disk whose numbers are set by hand, and one office. The folder can be a disk of its own.
struct Office {
  explicit Office(int megabytes = 0) {
    if (megabytes > 0) disk.emplace(folder.path, megabytes);
    furnish(folder.path);
    ENSURE(opened(folder.path)->add_form(papers_form()).has_value());
    start();
    Json body;
    body["user"] = "办";
    body["password"] = kPassword;
    body["device"]["label"] = "笔记本";
    body["device"]["key"] = key.public_key().base64();
    const Answer enrolled = api->enrol({base::canonical(body), {}, {}, "127.0.0.1"});
    token = enrolled.body.text_or("token");
    device = enrolled.body.text_or("device");
  }

  void start() {
    api = std::make_unique<Api>(opened(folder.path), Admission::AtOnce, base::system_clock(), base::system_random(),
                                [this] { return volume; });
  }
  Answer push(std::size_t bytes) {
    report::State state;
    state.set("goal", Json("甲" + std::string(bytes, 'a')));
    report::Header header;
    header.report = base::sha256(std::to_string(++pushes)).hex().substr(0, 32);
    header.form = small_form().name();
    header.author = "办";
    header.device = device;
    header.at = "2023-01-01T00:00:00Z";
    Json body;
    body["protocol"] = 1;
    body["push"].push(report::seal(header, {}, state, key).json());
    return api->sync({base::canonical(body), {}, token, "127.0.0.1"});
  }
  // A report and its attachment on a stick.
  std::string bundle() {
    const std::string bytes = "%PDF-1.7\n";
    const form::Attachment file{"a.pdf", static_cast<std::int64_t>(bytes.size()), base::sha256(bytes),
                                "application/pdf"};
    Json files;
    files.push(file.json());
    report::State state;
    state.set("papers", files);
    report::Header header;
    header.report = std::string(32, 'b');
    header.form = papers_form().name();
    header.author = "办";
    header.device = device;
    header.at = "2023-01-01T00:00:00Z";
    sync::BundleContent content;
    content.revisions.push_back(report::seal(header, {}, state, key).json());
    content.files.push_back({file.sha256, bytes});
    const Json server = *api->hello().body.find("server");
    const sync::BundlePreface preface{
        device, "办", key.public_key(), std::string(server.text_or("id")), "2023-01-01T00:00:00Z", "nong", ""};
    base::SeededRandom random(8);
    const std::string place = (folder.path / "up.zpb").string();
    const auto packed =
        sync::pack(preface, content, {{*base::PublicKey::parse(server.text_or("key"))}, ""}, key, random);
    REQUIRE(packed.has_value());
    REQUIRE(base::write_file(place, *packed).has_value());
    return place;
  }
  Answer order(const char* command, const std::string& file = {}) {
    if (admin.empty()) {
      base::SeededRandom random(5);
      Json body;
      body["user"] = "管";
      body["password"] = kPassword;
      body["device"]["key"] = base::SecretKey::generate(random).public_key().base64();
      admin = api->enrol({base::canonical(body), {}, {}, "127.0.0.1"}).body.text_or("token");
    }
    Json body;
    body["command"] = command;
    body["file"] = file;
    return api->admin({base::canonical(body), {}, admin, "127.0.0.1"});
  }
  std::string pull() { return code(api->sync({R"({"protocol":1,"cursor":0})", {}, token, "127.0.0.1"})); }
  std::string append() { return code(api->append_file({"x", {}, token, {}}, {base::sha256("x").hex(), 0, 1})); }
  static std::string code(const Answer& answer) {
    const Json* problem = answer.body.find("problem");
    return problem ? std::string(problem->text_or("code")) : "";
  }
  std::int64_t lines_of_audit() {  // about a full disk; stops the server
    api.reset();
    const auto ledger = opened(folder.path);
    auto count = ledger->database().prepare("SELECT count(*) FROM audit WHERE body LIKE '%\"disk-full\"%'");
    return count.step() ? count.integer(0) : -1;
  }
  bool reserve() const { return std::filesystem::exists(folder.path / "reserve"); }

  Folder folder;
  std::optional<SmallDisk> disk;
  Volume volume{1000, 900};
  base::SecretKey key = [] {
    base::SeededRandom random(4);
    return base::SecretKey::generate(random);
  }();
  std::unique_ptr<Api> api;
  std::string token, device, admin;
  int pushes = 0;
};

}  // namespace

TEST_CASE("a disk is warned of at 80, closed to attachments at 90 and to all but small drafts at 95 percent") {
  const auto at = [](std::int64_t used) { return disk_level({100'000, 100'000 - used * 1000}); };
  CHECK(at(0) == DiskLevel::Roomy);
  CHECK(at(79) == DiskLevel::Roomy);
  CHECK(at(80) == DiskLevel::Warn);
  CHECK(at(89) == DiskLevel::Warn);
  CHECK(at(90) == DiskLevel::RefuseFiles);
  CHECK(at(94) == DiskLevel::RefuseFiles);
  CHECK(at(95) == DiskLevel::RefuseAllButSmall);
  CHECK(at(100) == DiskLevel::RefuseAllButSmall);
  CHECK(disk_level({}) == DiskLevel::Roomy);  // nobody knows
}

TEST_CASE("a server whose disk fills up refuses attachments first, then large drafts, and says why") {
  Office office;
  CHECK(office.append() == "unknown-file");
  CHECK(Office::code(office.push(200'000)).empty());
  office.volume.free = 80;  // 92 %
  CHECK(office.append() == "disk-full");
  CHECK(Office::code(office.push(200'000)).empty());
  office.volume.free = 20;  // 98 %
  const Answer refused = office.push(200'000);
  CHECK(refused.status == 507);
  CHECK(Office::code(refused) == "disk-full");
  CHECK(refused.body.find("problem")->text_or("message").find("仍在您的电脑上") != std::string_view::npos);
  CHECK(Office::code(office.push(100)).empty());
  CHECK(office.pull().empty());  // reading goes on
  CHECK(office.api->metrics().find("ziping_disk_free_bytes 20\n") != std::string::npos);
  CHECK(office.api->disk() == "refuse-all-but-small");
}

TEST_CASE("a write that finds the disk full gives the reserve back, and the audit tells of it") {
  test::FaultyDisk disk;
  Office office;
  CHECK(office.reserve());
  disk.fail_at(1, test::Fault::Full);
  CHECK(Office::code(office.push(100)) == "disk-full");
  CHECK_FALSE(office.reserve());
  disk.repair();
  office.volume.free = 20;
  CHECK(Office::code(office.push(100)).empty());
  CHECK_FALSE(office.reserve());  // there is no room for it yet
  office.volume.free = 900;
  CHECK(Office::code(office.push(100)).empty());
  CHECK(office.reserve());
  CHECK(office.lines_of_audit() == 1);
}

TEST_CASE("on a disk that is really full the audit tells of it in the room that the reserve gave back") {
  const bool reserved = GENERATE(true, false);  // without one it cannot
  Office office(kSmallDiskMegabytes);
  office.api.reset();  // with it goes what the log of the database has grown to, which would be room as well
  if (!reserved) std::filesystem::remove(office.folder.path / "reserve");
  office.disk->fill();
  office.start();
  CHECK(office.reserve() == reserved);
  CHECK(Office::code(office.push(100)) == "disk-full");
  CHECK_FALSE(office.reserve());
  office.api.reset();  // from here on nothing is written, and only then there is room
  office.disk->make_room();
  CHECK(office.lines_of_audit() == (reserved ? 1 : 0));
}

TEST_CASE("a bundle comes in by the disk's rules: first its attachments wait, then all of it is refused") {
  Office office;
  const std::string file = office.bundle();
  office.volume.free = 20;  // 98 %
  const Answer refused = office.order("bundle apply", file);
  CHECK(refused.status == 507);
  CHECK(Office::code(refused) == "disk-full");
  CHECK(refused.body.find("problem")->text_or("message").find("服务器数据没有改动") != std::string_view::npos);
  CHECK(office.order("report list").body.as_array()->empty());
  office.volume.free = 80;  // 92 %
  for (int again = 0; again < 2; ++again) {
    const Json taken = office.order("bundle apply", file).body;
    CHECK(taken.integer_or("receipts", -1) == 1);
    CHECK(taken.integer_or("files", -1) == 0);
    CHECK(taken.list("waiting_files").size() == 1);
    CHECK(taken.list("refused_files").empty());
  }
  CHECK(office.order("quarantine list").body.as_array()->empty());
  office.volume.free = 900;
  const Json taken = office.order("bundle apply", file).body;
  CHECK(taken.integer_or("files", -1) == 1);
  CHECK(taken.list("waiting_files").empty());
}

TEST_CASE("from 80 percent a collector of metrics and whoever asks for readiness hear of the disk") {
  Folder folder;
  furnish(folder.path);
  std::atomic<std::int64_t> free = 210;
  ServiceOptions options;
  options.metrics_host = "127.0.0.1";
  options.meter = [&] { return Volume{1000, free}; };
  auto service = Service::open(opened(folder.path), options);
  REQUIRE(service.has_value());
  std::thread serving([&] { (*service)->serve(); });
  const auto says = [&](const std::string& path, const std::string& words) {
    return get((*service)->metrics_address(), path).text.find(words) != std::string::npos;
  };
  CHECK(says("/readyz", R"("disk":"roomy")"));
  CHECK(says("/metrics", "ziping_disk_used_percent 79\n"));
  free = 200;
  CHECK(says("/readyz", R"("disk":"warn")"));
  CHECK(says("/readyz", R"("ok":true)"));
  CHECK(says("/metrics", "ziping_disk_used_percent 80\n"));
  CHECK(says("/metrics", "ziping_disk_bytes 1000\n"));
  (*service)->stop();
  serving.join();
}
