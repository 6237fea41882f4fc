// Steps of writing, kept in the transaction of the edits they stand for.
#include "client/work/vault.h"
#include "shared/base/compress.h"

namespace ziping::client {

namespace {

// Whether the later one tells all that the earlier one does: where taking back stands, and typing that ran together,
// which is one step and is told with each edit.
bool tells_all_of(const Steps& later, const Steps& earlier) {
  return earlier.steps.empty() || (!later.steps.empty() && later.first == earlier.first);
}

}  // namespace

Status Vault::edit_typed(const ReportRow& report, const std::vector<Json>& edits, const std::vector<Steps>& steps) {
  return edit_all(
      report, edits, [&] { return keep_steps(report.id, steps); },
      edits.size() > 1 ? Refused::Left : Refused::Suggested);
}

Status Vault::keep_steps(const std::string& report, const std::vector<Steps>& steps) {
  for (auto one = steps.begin(); one != steps.end(); ++one)
    if (const auto next = std::next(one); next == steps.end() || !tells_all_of(*next, *one))
      if (auto status = put_steps(report, *one); !status) return status;
  return base::done();
}

Status Vault::put_steps(const std::string& report, const Steps& steps) {
  if (!steps.steps.empty()) {
    auto undone = database_->prepare("DELETE FROM step WHERE report = ?1 AND number >= ?2");
    if (auto status = undone.bind(1, report).bind(2, steps.first).run(); !status) return status;
  }
  std::int64_t number = steps.first;
  for (const Json& step : steps.steps) {
    std::string body = base::canonical(step);
    if (body.size() > kStepBytesMax) body = "null";
    auto put = database_->prepare("INSERT INTO step(report, number, body) VALUES(?1, ?2, ?3)");
    put.bind(1, report).bind(2, number++).bind_blob(3, base::compress(body));
    if (auto status = put.run(); !status) return status;
  }
  return database_->prepare("INSERT OR REPLACE INTO step_next(report, next) VALUES(?1, ?2)")
      .bind(1, report)
      .bind(2, steps.next)
      .run();
}

Result<Steps> Vault::steps(const std::string& report) {
  auto next = database_->prepare("SELECT next FROM step_next WHERE report = ?1");
  next.bind(1, report);
  const std::int64_t stands = next.step() ? next.integer(0) : 0;
  if (auto status = next.status(); !status) return status.error();
  const std::int64_t block = block_of(stands);
  auto out = steps_between(report, (block - 1) * kStepsInBlock, (block + 2) * kStepsInBlock);
  if (!out) return out;
  out->next = stands;
  auto last = database_->prepare("SELECT MAX(number) FROM step WHERE report = ?1");
  last.bind(1, report);
  if (last.step() && !last.is_null(0)) out->end = last.integer(0) + 1;
  return last.status() ? out : Result<Steps>(last.status().error());
}

Result<Steps> Vault::steps_of(const std::string& report, std::int64_t block) {
  return steps_between(report, block * kStepsInBlock, (block + 1) * kStepsInBlock);
}

Result<Steps> Vault::steps_between(const std::string& report, std::int64_t from, std::int64_t to) {
  Steps out;
  auto find = database_->prepare(
      "SELECT number, body FROM step WHERE report = ?1 AND number >= ?2 AND number < ?3 ORDER BY number");
  find.bind(1, report).bind(2, from).bind(3, to);
  while (find.step()) {
    auto text = base::decompress(find.text(1), kStepBytesMax);
    auto step = text ? base::parse_json(*text) : Result<Json>(text.error());
    if (!step) return step.error();
    // Behind a gap it begins anew: a step has its number, and leans on none that is not there.
    if (const std::int64_t number = find.integer(0); number != out.first + std::ssize(out.steps))
      out = Steps{number, {}};
    out.steps.push_back(std::move(*step));
  }
  return find.status() ? Result(out) : Result<Steps>(find.status().error());
}

}  // namespace ziping::client
