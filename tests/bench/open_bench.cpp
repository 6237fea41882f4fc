// A report of a vault is opened, as it was written and after much work on it: from the window's order until the clerk
// has what the window is told. Each time by a program that was just started.
#include <string>

#include "client/work/clerk.h"
#include "client/work/sample.h"
#include "tests/bench/folder.h"
#include "tests/bench/measure.h"

namespace ziping::bench {
namespace {

constexpr int kOpenings = 20, kWorkRevisions = 200;
constexpr double kOpenTargetMs = 150;

bool is_told(client::Clerk& clerk) {
  for (const client::News& one : clerk.news())
    if (std::holds_alternative<client::ReportShown>(one)) return true;
  return false;
}

Series openings(std::string what, const std::filesystem::path& home, const std::string& report) {
  Series out{std::move(what), Unit::Milliseconds, {}, kOpenTargetMs};
  for (int i = 0; i < kOpenings; ++i) {
    client::Clerk clerk(client::sample_folder(home));
    clerk.carry_out(client::ListReports{});  // opens the vault
    out.values.push_back(milliseconds([&] {
      clerk.carry_out(client::OpenReport{report, 1});
      ENSURE(is_told(clerk));
    }));
  }
  return out;
}

struct Part {
  std::string place, text;
};

Part first_part(client::Vault& vault, const client::ReportRow& row) {
  const auto shown = vault.shown(row);
  ENSURE(shown.has_value());
  const std::string place = "results.blocks[" + shown->state.group("results.blocks").front().id + "].text";
  return {place, *report::value_at(shown->state, *form::Path::parse(place)).text()};
}

// Sentences that are added to one part, each a revision of its own.
void work_on(client::Vault& vault, const client::ReportRow& row) {
  auto [place, text] = first_part(vault, row);
  for (int i = 0; i < kWorkRevisions; ++i) {
    text += "又核对了第" + std::to_string(i) + "项。";
    ENSURE(vault.edit(row, client::set_edit(place, base::Json(text))).has_value());
    ENSURE(vault.seal(row, "").has_value());
  }
}

// Steps for taking back, in a part of some hundred characters.
constexpr std::int64_t kSteps = 5000;
void fill_steps(client::Vault& vault, const client::ReportRow& row) {
  auto [place, text] = first_part(vault, row);
  for (std::int64_t i = 0; i < kSteps; ++i) {
    base::Json step;
    step["path"] = place;
    step["before"] = text;
    text.replace(text.size() - 3, 3, i % 2 == 0 ? "。" : "；");
    step["after"] = text;
    step["before_after"] = step["after_after"] = "";
    const base::Json edit = client::set_edit(place, base::Json(text));
    ENSURE(vault.edit_typed(row, {edit}, {client::Steps{i, {step}, i + 1}}).has_value());
  }
}

}  // namespace

Measured measure_open() {
  const Folder home("open");
  auto vault = client::open_sample(home.path());
  ENSURE(vault.has_value());
  const auto rows = (*vault)->reports();
  ENSURE(rows && !rows->empty());
  const client::ReportRow row = rows->front();
  vault->reset();
  Measured out{openings("open the sample report of a vault", home.path(), row.id)};
  vault = client::open_sample(home.path());
  ENSURE(vault.has_value());
  work_on(**vault, row);
  vault->reset();
  out.push_back(openings("the same after 200 more revisions", home.path(), row.id));
  vault = client::open_sample(home.path());
  ENSURE(vault.has_value());
  fill_steps(**vault, row);
  vault->reset();
  out.push_back(openings("the same with 5,000 steps that can be taken back", home.path(), row.id));
  return out;
}

}  // namespace ziping::bench
