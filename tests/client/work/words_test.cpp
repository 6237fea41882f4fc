#include <catch2/catch_test_macros.hpp>

#include "client/text/say.h"
#include "client/work/outbox.h"
#include "client/work/sample.h"
#include "client/work/skew.h"
#include "tests/client/work/device.h"
#include "tests/support/speaking.h"

using namespace ziping;
using namespace ziping::client;
using tests::Device;
using tests::Speaking;

TEST_CASE("what is told of the work on this device is in the language that is spoken") {
  Device device;
  const auto unknown = [&] { return device.vault().report("none").error().message; };
  constexpr std::int64_t kFastMs = 3 * 3'600'000 + 5 * 60'000;
  CHECK(unknown() == "本机没有报告“none”。请先同步，或核对编号。");
  CHECK(waiting_words({3, 0, 1}) == "3 份修订、1 个附件");
  CHECK(next_step("over-quota") == "请先移除它，换成小一些的文件再添加。");
  CHECK(skew_sentence(kFastMs).starts_with("本机时钟比服务器快 3 小时 5 分钟，"));
  const Speaking english(text::Language::English);
  CHECK(unknown() == "There is no report \"none\" on this computer. Please sync first, or check the number.");
  CHECK(waiting_words({3, 0, 1}) == "revisions 3, attachments 1");
  CHECK(next_step("over-quota") == "Please remove it and add a smaller file.");
  CHECK(skew_sentence(kFastMs).starts_with("The clock here is 3 h 5 min ahead of the server's."));
}

TEST_CASE("why something waits is kept as it was told; what to do about it is in the language that is spoken") {
  Device device;
  const ReportRow row = device.report();
  device.set(row, "title", "标题");
  device.seal(row);
  std::string told;
  {
    const Speaking english(text::Language::English);
    const base::Error why = device.vault().report("none").error();
    told = why.message;
    REQUIRE(keep_trouble(device.vault(), Exchange(device.vault()), {}, why).has_value());
  }
  const auto waiting = Outbox(device.vault()).waiting();
  REQUIRE(waiting.has_value());
  REQUIRE(waiting->size() == 1);
  CHECK(waiting->front().why == told);
  CHECK(next_step(waiting->front().code) == "内容仍在本机，请把编号告诉管理员。");
}

TEST_CASE("the names and the signed note of a sample are Chinese, whatever is spoken") {
  const Speaking english(text::Language::English);
  Device device;
  auto sample = open_sample(device.vault().home());
  REQUIRE(sample.has_value());
  const auto rows = (*sample)->reports();
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 1);
  const auto log = (*sample)->list(Listing::Log, rows->front());
  REQUIRE(log.has_value());
  CHECK(log->as_array()->front().text_or("note") == "导入");
  CHECK(check_no_sample(**sample).error().message.starts_with("This is a sample"));
}
