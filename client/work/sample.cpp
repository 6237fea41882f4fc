#include "client/work/sample.h"

#include "client/text/say.h"
#include "client/work/import.h"
#include "client/work/sample_files.h"
#include "shared/base/hash.h"
#include "shared/base/utf8.h"
#include "shared/document/read_text.h"

namespace ziping::client {
namespace {

constexpr std::int64_t kYear = 2022;
constexpr std::string_view kOffice = "office", kDepartment = "sample";
constexpr std::string_view kOfficeName = "局办公室（示例）", kTeamEnds = "工作队";

Json named(const char* kind, std::string_view id, std::string_view title) {
  Json out;
  out["kind"] = kind;
  out["id"] = id;
  out["title"] = title;
  return out;
}

// Nobody holds the other half of the server's key, so no receipt will ever be one of a server's.
Status make_identity(Vault& vault, base::Random& random) {
  if (vault.identity()) return base::done();
  auto key = vault.device_key();
  if (!key) return key.error();
  const auto& bytes = key->public_key().bytes;
  const std::string device =
      base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
  const Identity self{"",
                      "sample",
                      "",
                      device,
                      base::SecretKey::generate(random).public_key(),
                      {std::string(kOffice), "office", std::string(kDepartment), ""}};
  return vault.enrolled(self);
}

Status put_entries(Vault& vault, std::vector<Json> entries) {
  sync::SyncResponse answer;
  answer.entries = std::move(entries);
  answer.cursor = vault.cursor();
  auto applied = vault.apply(answer);
  return applied ? base::done() : Status(applied.error());
}

Status make_surroundings(Vault& vault) {
  auto form = base::parse_json(kSampleForm);
  if (!form) return form.error();
  Json entry;
  entry["kind"] = "form";
  entry["form"] = std::move(*form);
  return put_entries(vault,
                     {entry, named("department", kDepartment, kOfficeName), named("user", kOffice, kOfficeName)});
}

// A block that is headed by a team's name is that team's: 东陂镇工作队 writes below its name.
Status give_to_teams(Vault& vault, const ReportRow& row) {
  auto now = vault.shown(row);
  if (!now) return now.error();
  std::vector<Json> entries, edits;
  for (const report::Row& block : now->state.group("results.blocks")) {
    const std::string* title = block.value("title").text();
    if (!title || !title->ends_with(kTeamEnds) || !block.value("team").absent()) continue;
    const std::string team = "team-" + std::to_string(entries.size() + 1);
    entries.push_back(named("team", team, *title));
    edits.push_back(set_edit("results.blocks[" + block.id + "].team", Json(team)));
  }
  if (auto put = put_entries(vault, std::move(entries)); !put) return put;
  return vault.edit_all(row, edits);
}

Status make_report(Vault& vault, base::Random& random) {
  auto rows = vault.reports();
  if (!rows) return rows.error();
  if (rows->empty())
    if (auto made = vault.new_report("department-2022", kYear); !made) return made.error();
  rows = vault.reports();
  auto form = rows ? vault.form(rows->front().form) : Result<const form::Form*>(rows.error());
  auto now = form ? vault.shown(rows->front()) : Result<Shown>(form.error());
  auto text = now ? base::decode_text_file(kSampleText) : Result<std::string>(now.error());
  if (!text) return text.error();
  const document::Imported imported = document::read_text(**form, *text, random);
  const ReportRow& row = rows->front();
  if (auto edited = vault.edit_all(row, plan_import(now->state, imported.state).edits); !edited) return edited;
  if (auto given = give_to_teams(vault, row); !given) return given;
  auto sealed = vault.seal(row, "导入");
  return sealed ? base::done() : Status(sealed.error());
}

}  // namespace

std::filesystem::path sample_folder(const std::filesystem::path& home) { return home / "sample"; }

Result<std::unique_ptr<Vault>> open_sample(const std::filesystem::path& home, const base::Clock& clock,
                                           base::Random& random) {
  auto vault = Vault::open(sample_folder(home), clock, random);
  if (!vault || (*vault)->setting(kSampleSetting) == "made") return vault;
  // First of all it is known as one: a sample that was made by half is one too.
  Status made = (*vault)->set(kSampleSetting, "begun");
  if (made) made = make_identity(**vault, random);
  if (made) made = make_surroundings(**vault);
  if (made) made = make_report(**vault, random);
  if (made) made = (*vault)->set(kSampleSetting, "made");
  if (!made) return made.error();
  return vault;
}

Status check_no_sample(Vault& vault) {
  if (!vault.is_sample()) return base::done();
  return base::Error{base::ErrorKind::Denied, "sample", text::say("sample.stays", {}), {}};
}

}  // namespace ziping::client
