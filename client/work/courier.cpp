#include "client/work/courier.h"

#include <httplib.h>

#include "shared/base/compress.h"

namespace ziping::client {
namespace {

constexpr int kConnectSeconds = 10, kReadSeconds = 60;
constexpr std::size_t kBatchBytesMax = 2u << 20;  // of canonical JSON, before compression

base::Error offline(const std::string& cause) {
  return {base::ErrorKind::Unavailable, "offline", "连不上服务器，没有发送。内容仍在本机，稍后可以再同步。", cause};
}

base::Error not_our_server() {
  return {base::ErrorKind::Unavailable,
          "not-our-server",
          "对方不是本单位的服务器（可能要先登录网络），没有发送。内容仍在本机。",
          {}};
}

Result<Json> understood(int status, const std::string& text) {
  auto json = base::parse_json(text, {.bytes_max = 64u << 20, .depth_max = 64});
  if (!json || !json->is_object()) return not_our_server();
  if (const Json* problem = json->find("problem"))
    return base::Error{status == 413 ? base::ErrorKind::Full : base::ErrorKind::Denied,
                       std::string(problem->text_or("code")),
                       std::string(problem->text_or("message")),
                       {}};
  if (status != 200) return not_our_server();
  return json;
}

}  // namespace

Result<Json> Courier::post(const std::string& path, const Json& body, const std::string& token) {
  httplib::Client http(url_);
  if (!http.is_valid())
    return base::Error{base::ErrorKind::Invalid, "bad-address", "服务器地址“" + url_ + "”不对。", {}};
  http.set_tcp_nodelay(true);
  http.set_connection_timeout(kConnectSeconds);
  http.set_read_timeout(kReadSeconds);
  httplib::Headers headers{{"Accept-Encoding", "zstd"}, {"Content-Encoding", "zstd"}};
  if (!token.empty()) headers.emplace("Authorization", "Bearer " + token);
  const std::string packed = base::compress(base::canonical(body));
  ++traffic_.requests;
  traffic_.bytes_out += static_cast<std::int64_t>(packed.size());
  const auto result = http.Post(path, headers, packed, "application/json; charset=utf-8");
  if (!result) return offline(httplib::to_string(result.error()));
  traffic_.bytes_in += static_cast<std::int64_t>(result->body.size());
  if (result->get_header_value("Content-Encoding") != "zstd") return understood(result->status, result->body);
  auto text = base::decompress(result->body, 64u << 20);
  return text ? understood(result->status, *text) : Result<Json>(not_our_server());
}

Status enrol(Vault& vault, const std::string& url, const std::string& user, const std::string& password,
             const std::string& device) {
  base::SystemRandom random;
  const base::SecretKey key = base::SecretKey::generate(random);
  Json body;
  body["user"] = user;
  body["password"] = password;
  body["device"]["label"] = device;
  body["device"]["key"] = key.public_key().base64();
  auto answer = Courier(url).post("/v1/enrol", body, {});
  if (!answer) return answer.error();
  const Json *server = answer->find("server"), *account = answer->find("user");
  auto server_key = base::PublicKey::parse(server ? server->text_or("key") : std::string_view());
  if (!server_key || !account || answer->text_or("token").empty()) return not_our_server();
  Identity identity{url,
                    std::string(server->text_or("id")),
                    std::string(answer->text_or("token")),
                    std::string(answer->text_or("device")),
                    *server_key,
                    {std::string(account->text_or("name")), std::string(account->text_or("role")),
                     std::string(account->text_or("department")), std::string(account->text_or("team"))}};
  return vault.enrolled(identity, key);
}

Result<SyncResult> sync_all(Vault& vault, const std::string& server_override) {
  auto self = vault.identity();
  if (!self) return self.error();
  Courier courier(server_override.empty() ? self->server_url : server_override);
  SyncResult out;
  std::size_t batch_bytes = kBatchBytesMax;
  const auto seal_all = [&]() -> Status {
    auto reports = vault.reports();
    if (!reports) return reports.error();
    for (const ReportRow& row : *reports) {  // a draft only: a merge that nobody edited is no revision
      auto now = vault.shown(row);
      if (!now) return now.error();
      if (!now->draft) continue;
      if (auto sealed = vault.seal(row, ""); !sealed) return sealed.error();
    }
    return base::done();
  };
  if (auto status = seal_all(); !status) return status.error();
  for (bool more = true; more;) {
    auto waiting = vault.outbox();
    if (!waiting) return waiting.error();
    sync::SyncRequest request;
    request.cursor = vault.cursor();
    std::size_t bytes = 0;
    for (Json& revision : *waiting) {
      const std::size_t size = base::canonical(revision).size();
      if (!request.push.empty() && (bytes + size > batch_bytes || request.push.size() == sync::kPushMax)) break;
      bytes += size;
      request.push.push_back(std::move(revision));
    }
    auto answer = courier.post("/v1/sync", request.json(), self->token);
    if (!answer && answer.error().code == "too-large" && request.push.size() > 1) {
      batch_bytes /= 2;
      continue;
    }
    auto response = answer ? sync::SyncResponse::parse(*answer) : Result<sync::SyncResponse>(answer.error());
    if (!response) return response.error();
    auto applied = vault.apply(*response);
    if (!applied) return applied.error();
    out.sent += static_cast<std::int64_t>(request.push.size());
    out.receipts += static_cast<std::int64_t>(response->receipts.size());
    out.received += applied->integer_or("received", 0);
    out.refused.insert(out.refused.end(), response->refused.begin(), response->refused.end());
    // What of a refused revision was allowed is sealed anew and sent at once.
    if (!response->refused.empty())
      if (auto status = seal_all(); !status) return status.error();
    auto left = vault.outbox();
    more = response->more || (left && !left->empty());
  }
  out.traffic = courier.traffic();
  return out;
}

}  // namespace ziping::client
