#include "client/work/sample.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "client/work/bundles.h"
#include "client/work/clerk.h"
#include "client/work/outbox.h"
#include "client/work/overview.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using namespace ziping::client;
namespace fs = std::filesystem;

namespace {

using SampleHome = support::TemporaryFolder;

template <class T>
const T* last(const std::vector<News>& news) {
  const T* out = nullptr;
  for (const News& one : news)
    if (const T* found = std::get_if<T>(&one)) out = found;
  return out;
}

}  // namespace

TEST_CASE("the sample is a whole report with its teams, made once") {
  const SampleHome home;
  std::string report;
  {
    auto vault = open_sample(home.path());
    if (!vault) FAIL(vault.error().message << " " << vault.error().cause);
    auto rows = (*vault)->reports();
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 1);
    report = rows->front().id;
    auto shown = (*vault)->shown(rows->front());
    REQUIRE(shown.has_value());
    CHECK(*shown->state.value("funds.executed").text() == "18331.20");
    int given = 0;
    for (const report::Row& block : shown->state.group("results.blocks")) given += block.value("team").absent() ? 0 : 1;
    CHECK(given == 6);
    REQUIRE((*vault)->edit(rows->front(), set_edit("funds.executed", Json("18000.00"))).has_value());
  }
  auto again = open_sample(home.path());
  REQUIRE(again.has_value());
  auto rows = (*again)->reports();
  REQUIRE(rows->size() == 1);
  CHECK(rows->front().id == report);
  auto shown = (*again)->shown(rows->front());
  if (!shown) FAIL(shown.error().message << " " << shown.error().cause);
  CHECK(*shown->state.value("funds.executed").text() == "18000.00");
  CHECK_FALSE(fs::exists(home.path() / "vault.db"));  // the person's own folder is as it was
}

TEST_CASE("the list of a second start says what that of the first one said") {
  const SampleHome home;
  const auto listed = [&] {
    auto vault = open_sample(home.path());
    REQUIRE(vault.has_value());
    auto list = Overview(**vault).list();
    REQUIRE(list.has_value());
    REQUIRE(list->reports.size() == 1);
    return list->reports.front();
  };
  {
    auto vault = open_sample(home.path());
    REQUIRE(vault.has_value());
    const ReportRow row = (*vault)->reports()->front();
    REQUIRE((*vault)->edit(row, set_edit("cover.contact", Json(""))).has_value());
    const base::Error why{base::ErrorKind::Denied, "not-yours", "为什么", {}};
    REQUIRE((*vault)->keep_aside(row, set_edit("goals.text", Json("不收")), why).has_value());
  }
  const Summary first = listed(), second = listed();
  CHECK(first.filled > 0);
  CHECK(first.asked > first.filled);
  CHECK(first.whole.asked > first.asked);  // the teams' parts are not the office's own
  CHECK(first.whole.filled > first.filled);
  CHECK(first.findings.errors + first.findings.warnings > 0);
  CHECK(first.suggestions == 1);
  CHECK(first.draft);
  CHECK(first.mine);
  CHECK(second.title == first.title);
  CHECK(second.versions == first.versions);
  CHECK(second.conflicts == first.conflicts);
  CHECK(second.suggestions == first.suggestions);
  CHECK(second.draft == first.draft);
  CHECK(second.findings.errors == first.findings.errors);
  CHECK(second.findings.warnings == first.findings.warnings);
  CHECK(second.findings.infos == first.findings.infos);
  CHECK(second.filled == first.filled);
  CHECK(second.asked == first.asked);
  CHECK(second.whole.filled == first.whole.filled);
  CHECK(second.whole.asked == first.whole.asked);
  CHECK(second.exchanged == first.exchanged);
  CHECK(second.mine == first.mine);
  CHECK(second.handled == first.handled);
}

TEST_CASE("a sample that was made by half is made whole") {
  const SampleHome home;
  { REQUIRE(open_sample(home.path()).has_value()); }
  {
    auto vault = Vault::open(sample_folder(home.path()));
    REQUIRE(vault.has_value());
    REQUIRE((*vault)->set(kSampleSetting, "begun").has_value());
  }
  auto again = open_sample(home.path());
  REQUIRE(again.has_value());
  CHECK((*again)->setting(kSampleSetting) == "made");
  CHECK((*again)->reports()->size() == 1);
}

TEST_CASE("nothing of a sample waits to be sent, and nothing can be") {
  const SampleHome home;
  auto vault = open_sample(home.path());
  REQUIRE(vault.has_value());
  const ReportRow row = (*vault)->reports()->front();
  REQUIRE((*vault)->edit(row, set_edit("funds.executed", Json("18000.00"))).has_value());
  REQUIRE((*vault)->seal(row, "").has_value());
  CHECK((*vault)->outbox()->empty());
  CHECK((*vault)->remarks_waiting()->empty());
  CHECK((*vault)->unsent_files()->empty());
  CHECK((*vault)->waiting(row)->all() == 0);
  CHECK((*vault)->waiting_by_report()->empty());
  for (const Purpose purpose : {Purpose::Exchange, Purpose::Look}) {
    Exchange exchange(**vault, Restored::Ask, {}, purpose);
    const auto request = exchange.next();
    REQUIRE_FALSE(request.has_value());
    CHECK(request.error().code == "sample");
  }
  const auto bundle = Bundles(**vault).make({});
  REQUIRE_FALSE(bundle.has_value());
  CHECK(bundle.error().code == "sample");
  CHECK((*vault)->identity()->server_url.empty());
  CHECK_FALSE(next_try(**vault).has_value());
}

TEST_CASE("the clerk goes into the sample and back, and what he is asked of the network meanwhile goes nowhere") {
  const SampleHome home;
  Clerk clerk(home.path());
  clerk.carry_out(ListReports{});
  clerk.rest();
  CHECK_FALSE(last<ReportsListed>(clerk.news())->self.has_value());
  clerk.carry_out(EnterSample{});
  clerk.rest();
  std::vector<News> news = clerk.news();
  REQUIRE(last<ReportsListed>(news) != nullptr);
  CHECK(last<ReportsListed>(news)->sample);
  CHECK(last<ReportsListed>(news)->reports.size() == 1);
  clerk.carry_out(Synchronise{});
  clerk.carry_out(Enrol{"https://zp.example.cn", "a", "b", "c"});
  clerk.carry_out(LookAhead{});
  clerk.sync_when_due();
  CHECK_FALSE(clerk.errand().has_value());
  clerk.carry_out(KeepSetting{"appearance", "dark"});
  clerk.carry_out(LeaveSample{});
  clerk.rest();
  news = clerk.news();
  REQUIRE(last<ReportsListed>(news) != nullptr);
  CHECK_FALSE(last<ReportsListed>(news)->sample);
  CHECK(last<ReportsListed>(news)->reports.empty());
  CHECK(last<ReportsListed>(news)->settings.at("appearance") == "dark");  // the person's, not the sample's
}
