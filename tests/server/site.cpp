#include "tests/server/site.h"

#include <unistd.h>

#include "shared/base/random.h"
#include "shared/merge/heads.h"
#include "tests/support/made_up_report.h"

namespace ziping::support {
namespace {

using base::Json;

base::SecretKey key_of(std::uint64_t seed) {
  base::SeededRandom random(seed);
  return base::SecretKey::generate(random);
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "ziping-server-XXXXXX").string();
  ENSURE(mkdtemp(name.data()) != nullptr);
  path = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

const form::Form& department_form() {
  static const form::Form form = [] {
    const std::filesystem::path root(ZIPING_SOURCE_DIR);
    auto text = base::read_file(root / "assets/forms/department-2022.json", 4u << 20);
    return *form::Form::parse(*base::parse_json(*text));
  }();
  return form;
}

std::unique_ptr<server::Ledger> opened(const std::filesystem::path& folder) {
  auto ledger = server::Ledger::open(folder);
  ENSURE(ledger.has_value());
  return std::move(*ledger);
}

void furnish(const std::filesystem::path& folder) {
  base::SystemRandom random;
  ENSURE(server::Ledger::init(folder, random).has_value());
  const auto ledger = opened(folder);
  ENSURE(ledger->add_department("nong", "农业局").has_value());
  ENSURE(ledger->add_department("lin", "林业局").has_value());
  ENSURE(ledger->add_team("dong", "东陂镇工作队", "nong").has_value());
  ENSURE(ledger->add_team("xi", "西江镇工作队", "nong").has_value());
  const sync::Author people[] = {{"办", "office", "nong", ""},   {"东", "member", "nong", "dong"},
                                 {"西", "member", "nong", "xi"}, {"林", "office", "lin", ""},
                                 {"财", "finance", "", ""},      {"管", "admin", "", ""}};
  for (const sync::Author& one : people)
    ENSURE(ledger->add_user(one, *server::kept(kPassword, server::Secret::Password)).has_value());
  ENSURE(ledger->add_form(small_form()).has_value());
  ENSURE(ledger->add_form(department_form()).has_value());
}

Site::Site(server::Admission admission) : admission_(admission) {
  furnish(folder_.path);
  start();
}

Site::~Site() { stop(); }

void Site::start() {
  server::ServiceOptions options;
  options.admission = admission_;
  auto service = server::Service::open(opened(folder_.path), options);
  ENSURE(service.has_value());
  service_ = std::move(*service);
  url_ = service_->address();
  thread_ = std::thread([this] { service_->serve(); });
}

void Site::stop() {
  if (!service_) return;
  service_->stop();
  thread_.join();
  service_.reset();
}

Laptop::Laptop(std::string url, std::string user, std::uint64_t seed)
    : form(small_form().name()), url_(std::move(url)), user_(std::move(user)), key_(key_of(seed)) {}

Reply Laptop::enrol(const std::string& secret, const std::string& shown_to, std::int64_t at_ms) {
  Json body;
  body["user"] = user_;
  body["password"] = secret;
  body["device"]["label"] = "笔记本";
  body["device"]["key"] = key_.public_key().base64();
  if (!shown_to.empty()) {
    const std::string at = base::utc_text(at_ms);
    body["device"]["held"]["at"] = at;
    body["device"]["held"]["signature"] = key_.sign(sync::enrol_bytes(shown_to, user_, at)).base64();
  }
  Reply reply = post(url_, {"/v1/enrol", base::canonical(body)});
  token = reply.body.text_or("token");
  device = reply.body.text_or("device");
  if (const Json* told = reply.body.find("server")) server = told->text_or("id");
  return reply;
}

report::Revision Laptop::seal(const report::State& state) const { return seal_on(history.heads(), state); }

report::Revision Laptop::seal_on(const report::RevisionSet& parents, const report::State& state) const {
  report::Header header;
  header.report = report;
  header.form = form;
  header.author = user_;
  header.device = device;
  header.at = "2023-01-01T00:00:00Z";
  header.parents.assign(parents.begin(), parents.end());
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents) states.push_back(history.find(parent)->state.get());
  return report::seal(std::move(header), states, state, key_);
}

report::State Laptop::state() const {
  return history.heads().empty() ? report::State{} : *history.find(*history.heads().begin())->state;
}

sync::Remark Laptop::remark(sync::RemarkHeader header) const {
  if (header.report.empty()) header.report = report;
  header.author = user_;
  header.device = device;
  header.stamp = "2023-01-01T00:00:00Z";
  return sync::seal(std::move(header), key_);
}

Reply Laptop::push(const std::vector<Json>& revisions, const std::vector<Json>& remarks) {
  Json body;
  body["protocol"] = 1;
  body["cursor"] = cursor;
  body["push"] = Json(Json::Array(revisions));
  if (!remarks.empty()) body["remarks"] = Json(Json::Array(remarks));
  Reply reply = post(url_, {"/v1/sync", base::canonical(body), token});
  if (reply.status != 200) return reply;
  std::vector<Json> accepted = revisions;
  for (const Json& receipt : reply.body.list("receipts")) receipts.push_back(receipt);
  for (const Json& entry : reply.body.list("entries")) {
    entries.push_back(entry);
    const Json* revision = entry.find(entry.find("snapshot") ? "snapshot" : "revision");
    if (revision && revision->is_object()) accepted.push_back(*revision);
  }
  cursor = reply.body.integer_or("cursor", cursor);
  if (!reply.body.list("refused").empty()) return reply;
  for (const Json& one : accepted)
    if (auto revision = report::Revision::parse(one)) (void)history.add(*revision);
  return reply;
}

Reply Laptop::move_on(const std::string& action, const Json& more) {
  Json body = more;
  body["report"] = report;
  body["action"] = action;
  return post(url_, {"/v1/transition", base::canonical(body), token});
}

Reply Laptop::submit() {
  Json more;
  more["revision"] = history.heads().begin()->hex();
  return move_on("submit", more);
}

Reply Laptop::administer(const std::string& command, Json more) {
  more["command"] = command;
  return post(url_, {"/v1/admin", base::canonical(more), token});
}

std::vector<Json> of_kind(const std::vector<Json>& entries, std::string_view kind) {
  std::vector<Json> out;
  for (const Json& entry : entries)
    if (entry.text_or("kind") == kind) out.push_back(entry);
  return out;
}

std::string refusal(const Reply& reply) {
  const Json::Array& refused = reply.body.list("refused");
  return refused.size() == 1 ? std::string(refused.front().text_or("code")) : std::string();
}

}  // namespace ziping::support
