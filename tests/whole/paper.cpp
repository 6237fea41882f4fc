#include "tests/whole/paper.h"

#include <catch2/catch_test_macros.hpp>

namespace ziping::tests {

std::string paper(std::size_t bytes, std::uint64_t seed) {
  base::SeededRandom random(seed);
  std::string out = "%PDF-1.7\n";
  while (out.size() < bytes) out += base::sha256(std::to_string(random.below(1'000'000))).view();
  out.resize(bytes);
  return out;
}

Writer::Writer(Town& town, const std::string& name)
    : town_(town), folder_(town.home(name + "-files")), vault_(town.person(name)) {
  std::filesystem::create_directories(folder_);
}

client::ReportRow Writer::new_report() {
  (void)sync();
  const auto made = vault_->new_report("small", 2022);
  REQUIRE(made.has_value());
  (void)sync();
  return only_report();
}

client::ReportRow Writer::only_report() {
  const auto rows = vault_->reports();
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 1);
  return rows->front();
}

std::filesystem::path Writer::on_disk(const std::string& name, const std::string& bytes) {
  REQUIRE(base::write_file(folder_ / name, bytes).has_value());
  return folder_ / name;
}

form::Attachment Writer::add(const client::ReportRow& report, const std::string& name, const std::string& bytes,
                             const std::string& path) {
  const auto added = vault_->add_file(report, path, on_disk(name, bytes), name);
  if (!added) INFO(added.error().code << " " << added.error().message);
  REQUIRE(added.has_value());
  return *added;
}

client::SyncResult Writer::sync() {
  auto result = town_.sync(*vault_);
  if (!result) FAIL(result.error().code << " " << result.error().message << " " << result.error().cause);
  return std::move(*result);
}

std::string Writer::content(const form::Attachment& file) {
  const std::filesystem::path out = folder_ / "out";
  REQUIRE(vault_->write_file(file.sha256.hex(), out).has_value());
  return *base::read_file(out, 100u << 20);
}

client::FileState Writer::state(const client::ReportRow& report, const std::string& name) {
  const auto files = vault_->files(report);
  REQUIRE(files.has_value());
  for (const client::KeptFile& one : *files)
    if (one.attachment.name == name) return one.state;
  FAIL("no attachment " << name);
  return client::FileState::Elsewhere;
}

}  // namespace ziping::tests
