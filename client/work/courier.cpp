#include "client/work/courier.h"

#include <httplib.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "client/text/say.h"
#include "client/work/library_versions.h"
#include "client/work/outbox.h"
#include "client/work/wishes.h"
#include "shared/base/compress.h"

namespace ziping::client {
namespace {

constexpr int kConnectSeconds = 10, kReadSeconds = 60;  // the latter between two packets
constexpr std::size_t kAnswerBytesMax = 64u << 20;
constexpr std::chrono::milliseconds kStopAgain{100};

base::Error offline(const std::string& cause) {
  return {base::ErrorKind::Unavailable, "offline", text::say("exchange.offline", {}), cause};
}

base::Error bad_address(const std::string& url) {
  return {base::ErrorKind::Invalid, "bad-address", text::say("exchange.bad_address", {url}), {}};
}

base::Error not_our_server() {
  return {base::ErrorKind::Unavailable, "not-our-server", text::say("exchange.not_ours", {}), {}};
}

base::Error too_slow() { return {base::ErrorKind::Unavailable, "too-slow", text::say("exchange.too_slow", {}), {}}; }

// Set once, from any thread, and seen by the request under way or by the next one.
struct StopSign {
  std::mutex lock;
  std::condition_variable changed;
  bool is_set = false;
};

// Ends a request that somebody stops, or that takes too long: whoever sends a byte now and then keeps within every
// limit on a read.
class TimeLimit {
 public:
  TimeLimit(httplib::Client& http, StopSign& sign, std::chrono::milliseconds longest)
      : sign_(sign), thread_([this, &http, longest] { watch(http, longest); }) {}
  ~TimeLimit() { end(); }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

  // Of a request that is over and brought no answer.
  base::Error why(httplib::Error error) {
    end();
    if (stopped_) return was_stopped();
    return late_ ? too_slow() : offline(httplib::to_string(error));
  }

 private:
  void watch(httplib::Client& http, std::chrono::milliseconds longest) {
    std::unique_lock<std::mutex> guard(sign_.lock);
    sign_.changed.wait_for(guard, longest, [this] { return over_ || sign_.is_set; });
    while (!over_) {
      (sign_.is_set ? stopped_ : late_) = true;
      guard.unlock();  // it waits for a connection that is being made, and whoever sets the sign must not
      http.stop();
      guard.lock();
      sign_.changed.wait_for(guard, kStopAgain, [this] { return over_; });  // there may have been no connection yet
    }
  }

  void end() {
    {
      const std::lock_guard<std::mutex> guard(sign_.lock);
      over_ = true;
    }
    sign_.changed.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  StopSign& sign_;
  bool over_ = false, stopped_ = false, late_ = false;
  std::thread thread_;  // last: it uses what stands above
};

base::ErrorKind kind_of(int status) {
  if (status == 413 || status == 507) return base::ErrorKind::Full;
  if (status == 429 || status >= 500) return base::ErrorKind::Unavailable;
  return status == 426 ? base::ErrorKind::Outdated : base::ErrorKind::Denied;
}

}  // namespace

base::Error was_stopped() { return {base::ErrorKind::Unavailable, "stopped", text::say("exchange.stopped", {}), {}}; }

Result<Json> understood(int status, const std::string& text) {
  auto json = base::parse_json(text, {.bytes_max = kAnswerBytesMax, .depth_max = 64});
  if (!json || !json->is_object()) return not_our_server();
  if (const Json* problem = json->find("problem")) {
    const Json* details = problem->find("details");
    std::string cause;
    for (const char* member : {"protocol", "refusal"})
      if (const Json* said = details ? details->find(member) : nullptr) cause = base::canonical(*said);
    return base::Error{kind_of(status), std::string(problem->text_or("code")), std::string(problem->text_or("message")),
                       std::move(cause)};
  }
  if (status != 200) return not_our_server();
  return json;
}

// One connection for all requests of a courier; the server closes it when it likes.
struct Courier::Connection {
  explicit Connection(const std::string& url) : http(url) {
    http.set_tcp_nodelay(true);
    http.set_keep_alive(true);
    http.set_connection_timeout(kConnectSeconds);
    http.set_read_timeout(kReadSeconds);
  }
  httplib::Client http;
  StopSign sign;
};

Courier::Courier(std::string url, std::chrono::milliseconds longest)
    : url_(std::move(url)), longest_(longest), connection_(std::make_unique<Connection>(url_)) {}
Courier::~Courier() = default;

void Courier::stop() {
  StopSign& sign = connection_->sign;
  {
    const std::lock_guard<std::mutex> guard(sign.lock);
    sign.is_set = true;
  }
  sign.changed.notify_all();
}

bool Courier::is_stopped() const {
  const std::lock_guard<std::mutex> guard(connection_->sign.lock);
  return connection_->sign.is_set;
}

Result<Json> Courier::post(const std::string& path, const Json& body, const std::string& token) {
  httplib::Client& http = connection_->http;
  if (!http.is_valid()) return bad_address(url_);
  if (is_stopped()) return was_stopped();
  httplib::Headers headers{{"Accept-Encoding", "zstd"}, {"Content-Encoding", "zstd"}};
  if (!token.empty()) headers.emplace("Authorization", "Bearer " + token);
  const std::string packed = base::compress(base::canonical(body));
  ++traffic_.requests;
  traffic_.bytes_out += static_cast<std::int64_t>(packed.size());
  TimeLimit limit(http, connection_->sign, longest_);
  const auto result = http.Post(path, headers, packed, "application/json; charset=utf-8");
  if (!result) return limit.why(result.error());
  traffic_.bytes_in += static_cast<std::int64_t>(result->body.size());
  if (result->get_header_value("Content-Encoding") != "zstd") return understood(result->status, result->body);
  auto text = base::decompress(result->body, kAnswerBytesMax);
  return text ? understood(result->status, *text) : Result<Json>(not_our_server());
}

Result<FileAnswer> Courier::carry(const FileRequest& request, const std::string& token) {
  if (request.kind == FileRequest::Kind::Ask) {
    Json body;
    body["file"] = request.file;
    body["bytes"] = request.bytes;
    auto json = post("/v1/file", body, token);
    return json ? Result(FileAnswer{std::move(*json), {}, 0}) : Result<FileAnswer>(json.error());
  }
  httplib::Client& http = connection_->http;
  if (!http.is_valid()) return bad_address(url_);
  if (is_stopped()) return was_stopped();
  httplib::Headers headers{{"Authorization", "Bearer " + token}};
  const std::string path = "/v1/file/" + request.file;
  const bool fetching = request.kind == FileRequest::Kind::Fetch;
  ++traffic_.requests;
  traffic_.bytes_out += static_cast<std::int64_t>(request.body.size());
  httplib::Result result;
  TimeLimit limit(http, connection_->sign, longest_);
  if (fetching) {
    result = http.Get(path + "?offset=" + std::to_string(request.offset), headers);
  } else {
    headers.emplace("Upload-Offset", std::to_string(request.offset));
    headers.emplace("Upload-Length", std::to_string(request.bytes));
    result = http.Patch(path, headers, request.body, "application/partial-upload");
  }
  if (!result) return limit.why(result.error());
  traffic_.bytes_in += static_cast<std::int64_t>(result->body.size());
  if (fetching && result->status == 200 && result->has_header("File-Length"))
    return FileAnswer{{}, result->body, std::atoll(result->get_header_value("File-Length").c_str())};
  auto json = understood(result->status, result->body);
  if (!json) return json.error();
  return fetching ? Result<FileAnswer>(not_our_server()) : FileAnswer{std::move(*json), {}, 0};
}

// A server that this device was enrolled at may have approved it: then it is shown that the key is here.
Result<Json> enrol_request(Vault& vault, const std::string& user, const std::string& password,
                           const std::string& device, const std::optional<base::SecretKey>& new_key) {
  auto key = new_key ? Result<base::SecretKey>(*new_key) : vault.device_key();
  if (!key) return key.error();
  Json body;
  body["user"] = user;
  body["password"] = password;
  body["device"]["label"] = device;
  body["device"]["key"] = key->public_key().base64();
  if (auto before = vault.identity(); before && !new_key) {
    const std::string at = base::utc_text(vault.clock().now_ms());
    body["device"]["held"]["at"] = at;
    body["device"]["held"]["signature"] = key->sign(sync::enrol_bytes(before->server_id, user, at)).base64();
  }
  return body;
}

bool wants_new_key(Vault& vault, const std::string& user, const base::Error& refusal) {
  const auto before = vault.identity();
  return refusal.code == "already-there" && before && before->user.name == user;
}

Result<std::optional<base::SecretKey>> key_to_ask_again(Vault& vault, const std::string& user,
                                                        const base::Error& refusal,
                                                        const std::optional<base::SecretKey>& asked_with) {
  std::optional<base::SecretKey> none;
  if (!wants_new_key(vault, user, refusal)) return none;
  if (asked_with) {
    const Status dropped = vault.drop_next_device_key();
    return dropped ? Result(none) : Result<std::optional<base::SecretKey>>(dropped.error());
  }
  auto key = vault.next_device_key();
  return key ? Result(std::optional(*key)) : Result<std::optional<base::SecretKey>>(key.error());
}

Result<Identity> enrolled_as(const std::string& url, const Json& answer) {
  const Json *server = answer.find("server"), *account = answer.find("user");
  auto server_key = base::PublicKey::parse(server ? server->text_or("key") : std::string_view());
  if (!server_key || !account || answer.text_or("token").empty()) return not_our_server();
  return Identity{url,
                  std::string(server->text_or("id")),
                  std::string(answer.text_or("token")),
                  std::string(answer.text_or("device")),
                  *server_key,
                  {std::string(account->text_or("name")), std::string(account->text_or("role")),
                   std::string(account->text_or("department")), std::string(account->text_or("team"))}};
}

Json transition_request(Vault& vault, const ReportRow& report, const report::RevisionSet& heads, sync::Action action,
                        std::int64_t version, const std::string& note) {
  Json body;
  body["report"] = report.id;
  body["action"] = sync::name(action);
  body["version"] = version;
  body["note"] = note;
  body["cursor"] = vault.cursor();
  if (const std::string chain = vault.chain(); !chain.empty()) body["chain"] = chain;
  if (!heads.empty()) body["revision"] = heads.begin()->hex();
  return body;
}

Status enrol(Vault& vault, const std::string& url, const std::string& user, const std::string& password,
             const std::string& device) {
  std::optional<base::SecretKey> new_key;
  const auto ask = [&] {
    auto request = enrol_request(vault, user, password, device, new_key);
    return request ? Courier(url).post("/v1/enrol", *request, {}) : request;
  };
  auto answer = ask();
  while (!answer) {
    auto again = key_to_ask_again(vault, user, answer.error(), new_key);
    if (!again) return again.error();
    if (!*again) break;
    new_key = *again;
    answer = ask();
  }
  auto identity = answer ? enrolled_as(url, *answer) : Result<Identity>(answer.error());
  return identity ? vault.enrolled(*identity, new_key) : Status(identity.error());
}

namespace {

Status carry_all(FileExchange& files, Courier& courier, const std::string& token) {
  for (;;) {
    auto request = files.next();
    if (!request) return request.error();
    if (!*request) return base::done();
    if (auto status = files.take(courier.carry(**request, token)); !status) return status;
  }
}

Status exchange_text(Exchange& exchange, Courier& courier, const std::string& token) {
  for (;;) {
    auto request = exchange.next();
    if (!request) return request.error();
    if (!*request) return base::done();
    if (auto status = exchange.take(courier.post("/v1/sync", (*request)->json(), token)); !status) return status;
  }
}

// The text, what somebody wants of a report, then the attachments, whatever of the text had to stay.
Status exchange_all(Exchange& exchange, Wishes& wishes, FileExchange& files, Courier& courier,
                    const std::string& token) {
  Status of_wish = base::done();  // of one that could not be asked for: told when the rest has gone
  for (;;) {
    if (auto status = exchange_text(exchange, courier, token); !status) return status;
    auto wish = wishes.next();
    if (!wish) return wish.error();
    if (!*wish) break;
    auto body = wishes.request(**wish);
    if (!body) return body.error();
    if (auto status = wishes.take(**wish, courier.post("/v1/transition", *body, token)); !status) {
      if (ends_all(status.error())) return status;
      of_wish = status;
    }
    exchange.begin_again();
  }
  if (auto status = files.send_all(); !status) return status;
  if (auto status = files.fetch_small(exchange.result().reports); !status) return status;
  if (auto status = carry_all(files, courier, token); !status) return status;
  return of_wish ? exchange.outcome() : of_wish;
}

}  // namespace

Status fetch_file(Vault& vault, const form::Attachment& file) {
  auto self = vault.identity();
  if (!self) return self.error();
  Courier courier(self->server_url);
  FileExchange files(vault);
  files.fetch(file);
  if (auto status = carry_all(files, courier, self->token); !status) return status;
  if (files.result().fetched > 0) return base::done();
  return base::Error{
      base::ErrorKind::NotFound, "file-not-there", text::say("exchange.file_not_there", {file.name}), {}};
}

Result<std::vector<ForeseenReport>> look_ahead(Vault& vault, const std::string& server_override) {
  auto self = vault.identity();
  if (!self) return self.error();
  Courier courier(server_override.empty() ? self->server_url : server_override);
  Exchange exchange(vault, Restored::Ask, {}, Purpose::Look);
  for (;;) {
    auto request = exchange.next();
    if (!request) return request.error();
    if (!*request) return exchange.foreseen();
    const auto answer = courier.post("/v1/sync", (*request)->json(), self->token);
    if (auto status = exchange.take(answer); !status) return status.error();
  }
}

Result<SyncResult> sync_all(Vault& vault, const std::string& server_override, Restored restored,
                            const sync::ProtocolRange& spoken) {
  auto self = vault.identity();
  if (!self) return self.error();
  Courier courier(server_override.empty() ? self->server_url : server_override);
  Exchange exchange(vault, restored, spoken);
  Wishes wishes(vault);
  FileExchange files(vault);
  const Status end = exchange_all(exchange, wishes, files, courier, self->token);
  const Status kept = keep_trouble(vault, exchange, files.result(), end);
  if (!end) return end.error();
  if (!kept) return kept.error();
  SyncResult out = std::move(exchange.result());
  out.files = files.result();
  out.traffic = courier.traffic();
  // A label for people: when the device last heard everything.
  if (auto status = vault.set("last_sync", base::utc_text(vault.clock().now_ms())); !status) return status.error();
  return out;
}

std::string version_of_httplib() { return CPPHTTPLIB_VERSION; }

}  // namespace ziping::client
