#include "tests/fuzz/small_centre.h"

#include <unistd.h>

#include <algorithm>

#include "shared/report/delta.h"
#include "tests/support/made_up_report.h"

namespace ziping::fuzz {
namespace {

using base::Json;

// Of "password", with the least work that Argon2id knows: it is compared thousands of times.
constexpr const char* kSecret =
    "$argon2id$v=19$m=8,t=1,p=1$ZywJ76iEHWIrluDEp7i1yQ$TcejGKV1soaCTAWVtfQZaL89IRKQzU/8JwzXm7VvC68";
constexpr const char* kExaminer = "f7a1c0de";  // a name that no input hits upon
constexpr const char* kTime = "2022-12-31T08:00:00Z";
constexpr const char* kLetters = "owvmnfaxz";

std::string report_of(char letter) { return std::string(32, letter); }
std::string anything() { return std::string(64, 'f'); }  // is made good
bool stays_wrong(const base::Hash& name) { return name.bytes[0] == 0; }

std::string device_of(const base::SecretKey& key) {
  const auto& bytes = key.public_key().bytes;
  return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex().substr(0, 32);
}

Json* member(Json& json, std::string_view name) {
  Json::Object* object = json.as_object();
  const auto at = object ? object->find(name) : Json::Object::iterator();
  return object && at != object->end() ? &at->second : nullptr;
}

std::vector<Json*> elements(Json& json, std::string_view name) {
  std::vector<Json*> out;
  Json* list = member(json, name);
  if (list && list->is_array())
    for (Json& one : *list->as_array()) out.push_back(&one);
  return out;
}

form::Form form_of(const std::string& mended) {
  Json json = support::small_form().json(), proof;
  proof["name"] = "proof";
  proof["kind"] = "files";
  json["fields"].push(std::move(proof));
  if (!mended.empty()) {
    Json later;
    later["name"] = "later";
    json["fields"].push(std::move(later));
    json["mends"] = mended;
  }
  return *form::Form::parse(std::move(json));
}

Json revision_on(char report, std::vector<Json> parents, Json delta) {
  Json out;
  Json& header = out["header"];
  header["report"] = report_of(report);
  header["form"] = std::string(64, 'c');
  header["parents"] = Json(std::move(parents));
  header["author"] = "nobody";
  header["device"] = report_of('f');
  header["at"] = kTime;
  header["note"] = "";
  header["state"] = anything();
  out["signature"] = base::Signature().base64();
  out["delta"] = std::move(delta);
  return out;
}

Json remark_on_version() {
  Json out;
  Json& header = out["header"];
  header["report"] = report_of('d');
  header["version"] = 1;
  header["revision"] = std::string(64, 'a');
  header["at"] = "goal";
  header["quote"] = "";
  header["offset"] = 0;
  header["kind"] = "remark";
  header["on"] = "";
  header["text"] = "请补充。";
  header["author"] = "nobody";
  header["device"] = report_of('f');
  header["stamp"] = kTime;
  out["signature"] = base::Signature().base64();
  return out;
}

Json step(char report, const char* action, const std::string& revision) {
  Json out;
  out["report"] = report_of(report);
  out["action"] = action;
  out["revision"] = revision;
  out["version"] = 1;
  out["note"] = "请补充。";
  return out;
}

}  // namespace

Centre::Centre() : home_(std::filesystem::temp_directory_path() / ("ziping-request-fuzz-" + std::to_string(getpid()))) {
  std::filesystem::remove_all(home_);
  ENSURE(server::Ledger::init(home_, random_).has_value());
  // The disk in memory is SQLite's alone; the ledger looks for its file on the real one first.
  ENSURE(base::write_file(home_ / "ledger.db", "").has_value());
  furnish();
  before_ = disk_.copy(home_.string());
  begin();
  begin_reports();
  api_.reset();
  before_ = disk_.copy(home_.string());
  histories_before_ = histories_;
}

Centre::~Centre() {
  std::error_code ignored;
  std::filesystem::remove_all(home_, ignored);
}

void Centre::furnish() {
  auto opened = server::Ledger::open(home_, clock_);
  ENSURE(opened.has_value());
  server::Ledger& ledger = **opened;
  id_ = ledger.server_id();
  server_ = ledger.key();
  auto transaction = sqlite::Transaction::begin(ledger.database());
  const form::Form form = form_of({}), mended = form_of(form.name().hex());
  ENSURE(ledger.add_form(form).has_value() && ledger.add_form(mended).has_value());
  ENSURE(ledger.set_deadline("small", 0, "2022-12-01").has_value());
  ENSURE(ledger.add_department("d1", "甲局").has_value() && ledger.add_department("d2", "乙局").has_value());
  ENSURE(ledger.add_team("east", "东队", "d1").has_value());
  const sync::Author people[] = {{"office", "office", "d1", ""},    {"member", "member", "d1", "east"},
                                 {"neighbour", "office", "d2", ""}, {"finance", "finance", "", ""},
                                 {"admin", "admin", "", ""},        {kExaminer, "admin", "", ""}};
  for (const sync::Author& one : people) ENSURE(ledger.add_user(one, {kSecret, server::Secret::Password}).has_value());
  ENSURE(ledger.add_user({"newcomer", "office", "d1", ""}, {kSecret, server::Secret::OneTimeCode}).has_value());
  const char* users[] = {"office", "office", "office", "member", "neighbour", "finance", "admin", "nobody", kExaminer};
  for (std::size_t i = 0; kLetters[i]; ++i) enrol(ledger, kLetters[i], users[i]);
  ENSURE(ledger.revoke_device(person('v').device).has_value());
  ENSURE(transaction->commit().has_value());
  names_ = {{'c', form.name().hex()},  {'1', mended.name().hex()}, {'2', base::sha256(kFileText).hex()},
            {'e', person('o').device}, {'6', person('m').device},  {'7', person('w').device},
            {'8', person('v').device}};
}

void Centre::enrol(server::Ledger& ledger, char letter, const std::string& user) {
  base::SecretKey key = base::SecretKey::generate(keys_);
  Person one{letter, user, {}, key, device_of(key)};
  if (letter != 'x') {
    one.token = base::random_name(random_, 32);
    const auto credentials = ledger.credentials(user);
    const auto admission = letter == 'w' ? server::Admission::ByApproval : server::Admission::AtOnce;
    ENSURE(credentials.has_value());
    ENSURE(ledger.put_device(*credentials, user, key.public_key(), one.token, admission).has_value());
  }
  people_.push_back(std::move(one));
}

void Centre::begin_reports() {
  const auto first = base::parse_json(named(
      R"({"set":{"goal":"甲句。乙句。","budget":"12.50","proof":[{"name":"a.txt","bytes":3,"type":"text/plain","sha256":")" +
      std::string(64, '2') +
      R"("}]},"rows":{"blocks":{"place":[["",{"id":"x","fields":{"team":"east","text":"甲。"},)" +
      R"("rows":{}}]]}}})"));
  ENSURE(first.has_value());
  names_['a'] = name_of_taken('o', bringing("push", revision_on('d', {}, *first)));
  ask('o', &server::Api::transition, step('d', "submit", names_['a']));
  names_['3'] = name_of_taken('f', bringing("remarks", remark_on_version()));
  ask('f', &server::Api::transition, step('d', "return", {}));
  names_['b'] = names_['a'];  // for now: with_delta() stands on it
  names_['b'] = name_of_taken('o', with_delta(Json("甲句。乙句。丙句。")));
  names_['4'] = name_of_taken('o', bringing("push", revision_on('5', {}, Json(Json::Object{}))));
  ask('o', &server::Api::transition, step('5', "submit", names_['4']));
}

server::Api& Centre::begin() {
  histories_ = histories_before_;
  volume_.free = volume_.bytes;
  if (api_ && !has_written()) return *api_;
  disk_.kill(home_.string());  // what it would still tidy up is thrown away
  api_.reset();
  disk_.restore(home_.string(), before_);
  random_ = base::SeededRandom(9);
  auto ledger = server::Ledger::open(home_, clock_);
  ENSURE(ledger.has_value());
  api_ = std::make_unique<server::Api>(std::move(*ledger), server::Admission::AtOnce, clock_, random_,
                                       [this] { return volume_; });
  return *api_;
}

bool Centre::has_written() const {
  const std::string counts = api_->metrics();
  return counts.find("\nziping_ledger_jobs_total 0\n") == counts.npos;
}

Json Centre::bringing(const char* what, Json one) const {
  Json out;
  out["protocol"] = sync::kProtocol;
  out["cursor"] = cursor_;
  out[what].push(std::move(one));
  return out;
}

Json Centre::ask(char who, Answering what, Json body) {
  body = *base::parse_json(named(base::canonical(body)));
  make_good(body, person(who));
  const server::Answer answer = ((*api_).*what)({base::canonical(body), {}, person(who).token, "10.0.0.1"});
  ENSURE(answer.status == 200);
  return answer.body;
}

std::string Centre::name_of_taken(char who, const Json& body) {
  const Json answer = ask(who, &server::Api::sync, body);
  ENSURE(answer.list("receipts").size() == 1);
  cursor_ = answer.integer_or("cursor", 0);
  return std::string(answer.list("receipts").front().text_or("revision"));
}

const Person& Centre::person(char letter) const {
  const auto at = std::ranges::find(people_, letter, &Person::letter);
  ENSURE(at != people_.end());
  return *at;
}

const Person* Centre::owner(std::string_view device) const {
  const auto at = std::ranges::find(people_, device, &Person::device);
  return at == people_.end() || at->letter == 'x' ? nullptr : &*at;
}

std::string Centre::named(std::string text) const {
  for (const auto& [letter, name] : names_) {
    const std::string run(name.size(), letter);
    for (std::size_t at = text.find(run); at != text.npos; at = text.find(run, at + name.size()))
      text.replace(at, run.size(), name);
  }
  return text;
}

Json Centre::with_delta(Json delta) const {
  if (delta.is_string()) {
    Json set;
    set["set"]["goal"] = std::move(delta);
    delta = std::move(set);
  }
  Json body = bringing("push", revision_on('d', {Json(std::string(64, 'b'))}, Json()));
  body = *base::parse_json(named(base::canonical(body)));
  (*elements(body, "push").front())["delta"] = std::move(delta);
  return body;
}

Json Centre::with_remark(const Json& words) const {
  Json body = *base::parse_json(named(base::canonical(bringing("remarks", remark_on_version()))));
  Json& header = *member(*elements(body, "remarks").front(), "header");
  if (words.is_object())
    for (const auto& [name, value] : *words.as_object()) header[name] = value;
  else
    header["text"] = words;
  return body;
}

void Centre::make_good(Json& body, const Person& caller) {
  Json proofs;
  for (Json* one : elements(body, "push"))
    if (const std::string name = make_revision_good(*one, caller); !name.empty())
      proofs[name] = server_->sign(sync::proof_bytes(name, id_)).base64();
  if (Json* given = member(body, "proofs")) *given = std::move(proofs);
  for (Json* one : elements(body, "remarks")) make_remark_good(*one, caller);
  if (Json* device = member(body, "device")) make_device_good(*device, std::string(body.text_or("user")));
}

// Gives its name; empty where it is no revision.
std::string Centre::make_revision_good(Json& body, const Person& caller) {
  auto revision = report::Revision::parse(body);
  if (!revision) return {};
  report::Header& header = revision->header;
  const Person* sealer = owner(header.device);
  if (!sealer) header.author = caller.user;
  if (!sealer) sealer = &caller;
  header.device = sealer->device;
  report::History& history = histories_[header.report];
  std::vector<report::RevisionId> known;
  for (const auto& [id, entry] : history.all()) known.push_back(id);
  report::RevisionSet parents;
  for (const report::RevisionId& parent : header.parents) {
    const bool stays = history.find(parent) || stays_wrong(parent) || known.empty();
    parents.insert(stays ? parent : known[parent.bytes[0] % known.size()]);
  }
  header.parents.assign(parents.begin(), parents.end());
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents)
    if (const auto* entry = history.find(parent)) states.push_back(entry->state.get());
  const Json* delta = revision->content.find("delta");
  auto state = delta ? report::apply_delta(states, *delta) : report::parse_state(*revision->content.find("snapshot"));
  if (state && !stays_wrong(header.state)) header.state = report::digest(*state);
  revision->signature = sealer->key.sign(header.name().view());
  static_cast<void>(history.add(*revision));  // so that the next one may stand on it
  body = revision->json();
  return header.name().hex();
}

void Centre::make_remark_good(Json& body, const Person& caller) const {
  auto remark = sync::Remark::parse(body);
  if (!remark) return;
  const Person* sealer = owner(remark->header.device);
  if (!sealer) remark->header.author = caller.user;
  if (!sealer) sealer = &caller;
  remark->header.device = sealer->device;
  body = sync::seal(remark->header, sealer->key).json();
}

void Centre::make_device_good(Json& device, const std::string& user) const {
  const Json* number = device.find("key");
  const std::int64_t* which = number ? number->as_integer() : nullptr;
  if (!which || *which < 0 || *which >= std::ssize(people_)) return;
  const base::SecretKey& key = people_[static_cast<std::size_t>(*which)].key;
  device["key"] = key.public_key().base64();
  Json* held = member(device, "held");
  if (!held || !held->is_object()) return;
  (*held)["signature"] = key.sign(sync::enrol_bytes(id_, user, held->text_or("at"))).base64();
}

}  // namespace ziping::fuzz
