// The window's side and the server's side of one clerk, by hand.
#pragma once

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>

#include "client/work/clerk.h"
#include "tests/support/made_up_report.h"

namespace ziping::tests {

using base::Json;

class Counter {
 public:
  // The report is made by the office, whoever sits here afterwards.
  explicit Counter(const std::string& role = "office") {
    std::string name = (std::filesystem::temp_directory_path() / "ziping-clerk-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home_ = name;
    {
      auto vault = client::Vault::open(home_);
      REQUIRE(vault.has_value());
      own_ = id(*(*vault)->device_key());
      client::Identity self{"http://127.0.0.1:1",          "centre", "token", own_, server_key_.public_key(),
                            {"office", "office", "d1", ""}};
      REQUIRE((*vault)->enrolled(self).has_value());
      Json form = entry("form"), device = entry("device");
      form["form"] = support::small_form().json();
      device["id"] = id(other_key_);
      device["user"] = "colleague";
      device["key"] = other_key_.public_key().base64();
      sync::SyncResponse first;
      first.entries = {form, device};
      first.cursor = seq_;
      REQUIRE((*vault)->apply(first).has_value());
      auto made = (*vault)->new_report("small", 2022);
      REQUIRE(made.has_value());
      report = *made;
      auto row = (*vault)->report(report);
      REQUIRE((*vault)->edit(*row, client::set_edit("goal", Json("甲句。乙句。丙句。"))).has_value());
      REQUIRE((*vault)->seal(*row, "").has_value());
      self.user.role = role;
      REQUIRE((*vault)->enrolled(self).has_value());
    }
    clerk_ = std::make_unique<client::Clerk>(home_, clock);
  }
  ~Counter() {
    clerk_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  client::Clerk& clerk() { return *clerk_; }
  template <class News>
  std::vector<News> heard() {
    for (client::News& one : clerk_->news()) news_.push_back(std::move(one));
    std::vector<News> out;
    for (const client::News& one : news_)
      if (const News* news = std::get_if<News>(&one)) out.push_back(*news);
    return out;
  }
  client::ReportShown shown() { return heard<client::ReportShown>().back(); }
  std::string goal() {
    const std::string* text = shown().state->value("goal").text();
    return text ? *text : std::string();
  }
  const std::filesystem::path& home() const { return home_; }
  void die() {
    clerk_.reset();
    clerk_ = std::make_unique<client::Clerk>(home_, clock);
  }  // and begin again
  void open() { clerk_->carry_out(client::OpenReport{report}); }
  void type(client::Epoch epoch, const std::string& text) {
    clerk_->carry_out(client::SaveEdit{report, ++number_, epoch, client::set_edit("goal", Json(text))});
  }
  sync::SyncRequest synchronise() {
    clerk_->carry_out(client::Synchronise{});
    return request();
  }
  // The request that is under way, as the server reads it.
  sync::SyncRequest request() {
    auto errand = clerk_->errand();
    REQUIRE(errand.has_value());
    auto parsed = sync::SyncRequest::parse(errand->body);
    REQUIRE(parsed.has_value());
    return std::move(*parsed);
  }
  // The piece of an attachment that is under way.
  client::FileRequest piece() {
    auto errand = clerk_->errand();
    REQUIRE(errand.has_value());
    REQUIRE(errand->file.has_value());
    return std::move(*errand->file);
  }
  void has_up_to(std::int64_t offset) {
    Json json;
    json["offset"] = offset;
    clerk_->take_file(client::FileAnswer{std::move(json), {}, 0}, {1, 100, 100});
  }
  void has_all_of(const std::string& file) {
    Json json;
    json["receipt"] = receipt(file).json();
    clerk_->take_file(client::FileAnswer{std::move(json), {}, 0}, {1, 100, 100});
  }
  // Receipts for all that was pushed, and the entries.
  enum class Comes { All, Part };
  void answer(const sync::SyncRequest& request, std::vector<Json> entries, Comes comes = Comes::All) {
    sync::SyncResponse out;
    out.more = comes == Comes::Part;
    for (const Json& body : request.push)
      out.receipts.push_back(receipt(report::Revision::parse(body)->header.name().hex()));
    for (const Json& body : request.remarks)
      out.receipts.push_back(receipt(sync::Remark::parse(body)->header.name().hex()));
    out.entries = std::move(entries);
    out.cursor = seq_;
    out.time = "2022-12-31T08:00:00Z";
    clerk_->take(out.json(), {1, 100, 100});
  }
  // What a colleague wrote on the revision that was pushed last.
  Json colleague(const Json& pushed, const char* text) {
    return colleague(pushed, text, report::Revision::parse(pushed)->header.form);
  }
  Json colleague(const Json& pushed, const char* text, const base::Hash& form) {
    const auto parent = *report::Revision::parse(pushed);
    report::State before;
    before.set("cover.year", report::Value(Json(2022)));
    before.set("goal", report::Value(Json("甲句。乙句。丙句。")));
    report::State after = before;
    after.set("goal", report::Value(Json(text)));
    report::Header header{report, form, {parent.header.name()}, "colleague", id(other_key_), "2022-12-31T08:00:00Z",
                          "",     {}};
    const report::State* states[] = {&before};
    Json out = entry("revision");
    out["report"] = report;
    out["revision"] = report::seal(std::move(header), states, after, other_key_).json();
    return out;
  }

  std::vector<Json> told_of(const form::Form& form) {
    Json out = entry("form");
    out["form"] = form.json();
    return {out};
  }
  // A colleague's move to the form, which comes with it.
  std::vector<Json> moved(const Json& pushed, const form::Form& to) {
    std::vector<Json> out = told_of(to);
    out.push_back(colleague(pushed, "甲句。乙句。丙句。", to.name()));
    return out;
  }

  // The first version of another department's report, whole, as whoever reviews it hears of it.
  Json submitted(const std::string& id_of_report, const form::Form& form, const report::State& state) {
    report::Header header{id_of_report, form.name(), {}, "colleague", id(other_key_), "2022-12-31T08:00:00Z", "", {}};
    const report::Revision revision = report::seal(std::move(header), {}, state, other_key_);
    Json out = entry("version");
    out["report"] = id_of_report;
    out["form"] = form.name().hex();
    out["department"] = "d2";
    out["year"] = 2022;
    out["version"] = 1;
    out["revision"] = revision.header.name().hex();
    out["by"] = "colleague";
    out["snapshot"] = report::as_snapshot(revision, state).json();
    return out;
  }

  Json entry(const char* kind) {
    Json out;
    out["seq"] = ++seq_;
    out["kind"] = kind;
    return out;
  }

  std::string report;
  base::ManualClock clock{1'672'473'600'000};  // of the answers

 private:
  sync::Receipt receipt(const std::string& name) {
    sync::Receipt out{name, ++seq_, "2022-12-31T08:00:00Z", {}};
    out.signature = server_key_.sign(out.signed_bytes("centre"));
    return out;
  }
  static std::string id(const base::SecretKey& key) {
    const auto& bytes = key.public_key().bytes;
    return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
  }

  std::filesystem::path home_;
  base::SeededRandom random_{11};
  base::SecretKey server_key_ = base::SecretKey::generate(random_), other_key_ = base::SecretKey::generate(random_);
  std::string own_;
  std::int64_t seq_ = 0;
  client::EditNumber number_ = 0;
  std::unique_ptr<client::Clerk> clerk_;
  std::vector<client::News> news_;
};

}  // namespace ziping::tests
