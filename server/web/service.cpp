#include "server/web/service.h"

#include <httplib.h>

#include <mutex>

#include "shared/base/compress.h"
#include "shared/merge/merge.h"

namespace ziping::server {
namespace {

constexpr const char* kJsonType = "application/json; charset=utf-8";

int status_of(const base::Error& error) {
  if (error.code == "not-signed-in") return 401;
  if (error.code == "too-large") return 413;
  switch (error.kind) {
    case base::ErrorKind::Denied:
      return 403;
    case base::ErrorKind::NotFound:
      return 404;
    case base::ErrorKind::Full:
      return 507;
    case base::ErrorKind::Unavailable:
      return 503;
    case base::ErrorKind::Outdated:
      return 426;
    case base::ErrorKind::Invalid:
      return 422;
    case base::ErrorKind::Corrupt:
      return 400;
  }
  return 500;
}

Json problem(const base::Error& error) {
  Json out;
  out["problem"]["code"] = error.code;
  out["problem"]["message"] = error.message;
  return out;
}

bool is_loopback(const std::string& host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

Json author_json(const sync::Author& user) {
  Json out;
  out["name"] = user.name;
  out["role"] = user.role;
  out["department"] = user.department;
  out["team"] = user.team;
  return out;
}

}  // namespace

struct Service::Impl {
  using Handler = std::function<Result<Json>(const Json& body, const Device* device)>;
  enum class Access { Open, SignedIn };

  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Intake> intake;
  std::unique_ptr<Review> review;
  std::unique_ptr<httplib::Server> http;
  std::mutex lock;
  base::SystemClock clock;
  ServiceOptions options;

  Json identity() const {
    Json out;
    out["id"] = ledger->server_id();
    out["key"] = ledger->key().public_key().base64();
    return out;
  }

  Result<Json> hello() const {
    Json out;
    out["service"] = "zipingd";
    out["protocol"] = Json(Json::Array{Json(sync::kProtocol), Json(sync::kProtocol)});
    out["merge"] = merge::kMergeNumber;
    out["server"] = identity();
    out["time"] = base::utc_text(clock.now_ms());
    return out;
  }

  Result<Json> enrol(const Json& body) {
    const Json* device = body.find("device");
    auto key = base::PublicKey::parse(device ? device->text_or("key") : std::string_view());
    if (!key) return key.error();
    std::string token;
    auto enrolled =
        ledger->enrol(std::string(body.text_or("user")), std::string(body.text_or("password", body.text_or("code"))),
                      std::string(device->text_or("label")), *key, token);
    if (!enrolled) return enrolled.error();
    Json out;
    out["token"] = token;
    out["device"] = enrolled->id;
    out["server"] = identity();
    out["user"] = author_json(enrolled->user);
    return out;
  }

  Result<Json> sync(const Json& body, const Device& device) {
    auto request = sync::SyncRequest::parse(body);
    if (!request) return request.error();
    if (request->protocol > sync::kProtocol)
      return base::Error{base::ErrorKind::Outdated,
                         "newer-protocol",
                         "客户端比服务器新，请联系管理员更新服务器。内容仍在您的电脑上。",
                         {}};
    auto response = intake->exchange(device, *request);
    if (!response) return response.error();
    return response->json();
  }

  Result<Json> transition(const Json& body, const Device& device) {
    const auto action = sync::action_named(body.text_or("action"));
    if (!action) return base::Error{base::ErrorKind::Invalid, "unknown-action", "没有这个操作。", {}};
    auto result =
        review->carry_out(device, {std::string(body.text_or("report")), *action, std::string(body.text_or("revision")),
                                   body.integer_or("version", 0), std::string(body.text_or("note"))});
    if (!result) return result.error();
    Json out;
    out["stage"] = sync::name(result->stage);
    out["version"] = result->version;
    return out;
  }

  Result<Json> answer(const httplib::Request& request, Access access, const Handler& handler) {
    Result<std::string> text = request.get_header_value("Content-Encoding") == "zstd"
                                   ? base::decompress(request.body, sync::kBodyBytesMax)
                                   : Result<std::string>(request.body);
    if (!text) return text.error();
    auto body = text->empty() ? Result<Json>(Json(Json::Object{}))
                              : base::parse_json(*text, {.bytes_max = sync::kBodyBytesMax, .depth_max = 64});
    if (!body) return body.error();
    const std::lock_guard<std::mutex> guard(lock);
    if (access == Access::Open) return handler(*body, nullptr);
    const std::string bearer = request.get_header_value("Authorization");
    auto device = ledger->signed_in(bearer.starts_with("Bearer ") ? bearer.substr(7) : std::string());
    if (!device) return device.error();
    return handler(*body, &*device);
  }

  httplib::Server::Handler route(Access access, Handler handler) {
    return [this, access, handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
      const Result<Json> result = answer(request, access, handler);
      response.status = result ? 200 : status_of(result.error());
      std::string body = base::canonical(result ? *result : problem(result.error()));
      response.set_header("Cache-Control", "no-store");
      if (request.get_header_value("Accept-Encoding").find("zstd") != std::string::npos && body.size() > 200) {
        body = base::compress(body);
        response.set_header("Content-Encoding", "zstd");
      }
      response.set_content(std::move(body), kJsonType);
    };
  }

  void add_routes() {
    http->set_tcp_nodelay(true);
    http->set_payload_max_length(sync::kBodyBytesMax);
    http->set_keep_alive_timeout(kKeepAliveSeconds);
    http->set_read_timeout(30, 0);
    http->new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    http->Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
      response.set_content("{\"ok\":true}", kJsonType);
    });
    http->Get("/v1/hello", route(Access::Open, [this](const Json&, const Device*) { return hello(); }));
    http->Post("/v1/enrol", route(Access::Open, [this](const Json& body, const Device*) { return enrol(body); }));
    http->Post("/v1/sync",
               route(Access::SignedIn, [this](const Json& body, const Device* device) { return sync(body, *device); }));
    http->Post("/v1/transition", route(Access::SignedIn, [this](const Json& body, const Device* device) {
                 return transition(body, *device);
               }));
    http->set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      const bool large = response.status == 413;
      response.set_content(
          base::canonical(problem({base::ErrorKind::Invalid,
                                   large ? "too-large" : "unknown-address",
                                   large ? "一次发送的内容超过上限，请分批发送。" : "服务器没有这个地址。",
                                   {}})),
          kJsonType);
    });
    http->set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
      response.status = 500;
      response.set_content(
          base::canonical(problem(
              {base::ErrorKind::Unavailable, "server-error", "服务器出错，请稍后再试。内容仍在您的电脑上。", {}})),
          kJsonType);
    });
  }
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(std::unique_ptr<Ledger> ledger, const ServiceOptions& options) {
  auto impl = std::make_unique<Impl>();
  const bool tls = !options.tls_certificate.empty() && !options.tls_key.empty();
  if (!tls && !is_loopback(options.host))
    return base::Error{base::ErrorKind::Invalid, "tls-needed", "不在本机上监听时必须用 --tls-cert 和 --tls-key。", {}};
  if (tls)
    impl->http = std::make_unique<httplib::SSLServer>(options.tls_certificate.c_str(), options.tls_key.c_str());
  else
    impl->http = std::make_unique<httplib::Server>();
  if (!impl->http->is_valid())
    return base::Error{base::ErrorKind::Invalid, "bad-certificate", "证书或私钥不能用。", {}};
  impl->ledger = std::move(ledger);
  impl->intake = std::make_unique<Intake>(*impl->ledger);
  impl->review = std::make_unique<Review>(*impl->ledger, *impl->intake);
  impl->options = options;
  impl->add_routes();
  if (options.port == 0)
    impl->options.port = impl->http->bind_to_any_port(options.host);
  else if (!impl->http->bind_to_port(options.host, options.port))
    impl->options.port = -1;
  if (impl->options.port <= 0)
    return base::Error{base::ErrorKind::Unavailable,
                       "port-in-use",
                       "端口 " + std::to_string(options.port) + " 正被别的程序使用。",
                       {}};
  return std::unique_ptr<Service>(new Service(std::move(impl)));
}

std::string Service::address() const {
  return (impl_->options.tls_key.empty() ? "http://" : "https://") + impl_->options.host + ":" +
         std::to_string(impl_->options.port);
}

void Service::serve() { impl_->http->listen_after_bind(); }
void Service::stop() { impl_->http->stop(); }

}  // namespace ziping::server
