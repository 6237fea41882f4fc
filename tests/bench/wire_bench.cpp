// What the bodies of real synchronisations weigh, packed as the courier sends them, headers excluded: the sample
// report, an office and six teams, each on a device of its own.
#include <algorithm>
#include <array>

#include "client/work/courier.h"
#include "client/work/import.h"
#include "shared/base/check.h"
#include "shared/base/file.h"
#include "shared/document/read_text.h"
#include "tests/bench/measure.h"
#include "tests/bench/served.h"

namespace ziping::bench {
namespace {

using base::Json;
using client::Vault;

constexpr int kTeams = 6, kDays = 7, kSyncsADay = 3, kEditsASync = 2;
constexpr const char* kBlocks = "results.blocks";
constexpr std::array<std::string_view, 4> kSentences{
    "全年组织技术培训十二期，培训农户三百六十人次，带动村集体增收四十二万元。",
    "协调资金一百二十万元，硬化村道三点六公里，惠及群众八百余人。",
    "走访脱贫户二百零五户，新识别监测对象三户，均已落实帮扶措施。",
    "引进加工企业一家，年产值六百万元，吸纳就业五十六人。"};

std::string source(std::string_view path) {
  auto text = base::read_file(std::filesystem::path(ZIPING_SOURCE_DIR) / path, 4u << 20);
  ENSURE(text.has_value());
  return *text;
}

std::string team(int number) { return "team-" + std::to_string(number); }

void furnish(server::Ledger& ledger) {
  auto form = form::Form::parse(*base::parse_json(source("assets/forms/department-2022.json")));
  ENSURE(form && ledger.add_form(*form) && ledger.add_department("d", "援建局"));
  add_person(ledger, {"office", "office", "d", ""});
  for (int i = 0; i < kTeams; ++i) {
    ENSURE(ledger.add_team(team(i), "工作队", "d").has_value());
    add_person(ledger, {team(i), "member", "d", team(i)});
  }
}

class Department {
 public:
  Department() : served_(furnish), office_(served_.device("office")) {
    sync(*office_);
    auto id = office_->new_report("department-2022", 2022);
    ENSURE(id.has_value());
    report_ = *office_->report(*id);
    const form::Form* const form = *office_->form("department-2022");
    const auto imported = document::read_text(*form, source("assets/samples/report-2022.txt"), random_);
    ENSURE(office_->edit_all(report_, client::plan_import({}, imported.state).edits).has_value());
    give_blocks(imported.state);
    sync(*office_);
  }

  client::Traffic sync(Vault& vault) {
    auto result = client::sync_all(vault, {});
    ENSURE(result && result->refused.empty());
    week_.requests += result->traffic.requests;
    week_.bytes_in += result->traffic.bytes_in;
    week_.bytes_out += result->traffic.bytes_out;
    return result->traffic;
  }

  client::Traffic first_pull(const std::string& user) {
    teams_.push_back(served_.device(user));
    return sync(*teams_.back());
  }

  // One more sentence somewhere in what the team writes.
  void edit(int number, Vault& vault) {
    const std::string path = std::string(kBlocks) + "[" + blocks_[static_cast<std::size_t>(number)] + "].text";
    auto shown = vault.shown(report_);
    ENSURE(shown.has_value());
    std::string text = text_of(shown->state, blocks_[static_cast<std::size_t>(number)]);
    const std::size_t stop = text.find("。", random_.below(text.size()));
    text.insert(stop == std::string::npos ? text.size() : stop + std::string_view("。").size(),
                kSentences[random_.below(kSentences.size())]);
    ENSURE(vault.edit(report_, client::set_edit(path, Json(text))).has_value());
  }

  client::Traffic week() {
    week_ = {};
    for (int at = 0; at < kDays * kSyncsADay; ++at)
      for (int who = 0; who < kTeams; ++who) {
        Vault& vault = *teams_[static_cast<std::size_t>(who)];
        for (int i = 0; i < kEditsASync; ++i) edit(who, vault);
        sync(vault);
        if (who == kTeams - 1) office_edit();
      }
    return week_;
  }

  Vault& team_device(int number) { return *teams_[static_cast<std::size_t>(number)]; }
  Vault& office() { return *office_; }

 private:
  static std::string text_of(const report::State& state, const std::string& id) {
    for (const report::Row& row : state.group(kBlocks))
      if (row.id == id)
        if (const std::string* text = row.value("text").text()) return *text;
    return {};
  }

  // The office gives each team the longest part that is left.
  void give_blocks(const report::State& state) {
    std::vector<report::Row> rows = state.group(kBlocks);
    const auto length = [](const report::Row& row) {
      const std::string* const text = row.value("text").text();
      return text ? text->size() : 0;
    };
    std::ranges::sort(rows, std::ranges::greater(), length);
    ENSURE(rows.size() >= static_cast<std::size_t>(kTeams));
    for (int i = 0; i < kTeams; ++i) {
      blocks_.push_back(rows[static_cast<std::size_t>(i)].id);
      const std::string path = std::string(kBlocks) + "[" + blocks_.back() + "].team";
      ENSURE(office_->edit(report_, client::set_edit(path, Json(team(i)))).has_value());
    }
  }

  void office_edit() {
    std::string goal;
    auto shown = office_->shown(report_);
    ENSURE(shown.has_value());
    if (const std::string* text = shown->state.value("goals.annual").text()) goal = *text;
    goal += kSentences[random_.below(kSentences.size())];
    ENSURE(office_->edit(report_, client::set_edit("goals.annual", Json(goal))).has_value());
    sync(*office_);
  }

  Served served_;
  base::SeededRandom random_{11};
  std::unique_ptr<Vault> office_;
  std::vector<std::unique_ptr<Vault>> teams_;
  client::ReportRow report_;
  std::vector<std::string> blocks_;  // one of each team
  client::Traffic week_;
};

double kibibytes(std::int64_t bytes) { return static_cast<double>(bytes) / 1024; }

}  // namespace

Measured measure_wire() {
  Department department;
  std::vector<double> pulls;
  for (int i = 0; i < kTeams; ++i) pulls.push_back(kibibytes(department.first_pull(team(i)).bytes_in));
  department.edit(0, department.team_device(0));
  const client::Traffic sent = department.sync(department.team_device(0));
  const client::Traffic heard = department.sync(department.office());
  for (int i = 0; i < kTeams; ++i) department.sync(department.team_device(i));
  const client::Traffic week = department.week();
  const double all = kibibytes(week.bytes_out + week.bytes_in);
  return {
      {"first pull of the sample report", Unit::Kibibytes, pulls, {}},
      {"one edited sentence, who wrote it: both ways", Unit::Kibibytes, {kibibytes(sent.bytes_out + sent.bytes_in)}, 2},
      {"  who hears of it: both ways", Unit::Kibibytes, {kibibytes(heard.bytes_out + heard.bytes_in)}, {}},
      {"a week of six teams and the office: up", Unit::Kibibytes, {kibibytes(week.bytes_out)}, {}},
      {"  down", Unit::Kibibytes, {kibibytes(week.bytes_in)}, {}},
      {"  both ways, a sync of " + std::to_string(week.requests),
       Unit::Kibibytes,
       {all / static_cast<double>(week.requests)},
       {}}};
}

}  // namespace ziping::bench
