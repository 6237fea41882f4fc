#include "server/web/service.h"

#include <httplib.h>

#include "server/web/api.h"
#include "shared/base/compress.h"

namespace ziping::server {
namespace {

constexpr const char* kJsonType = "application/json; charset=utf-8";
constexpr std::size_t kCompressBytesMin = 200;  // below that a frame is not smaller
constexpr std::size_t kQueueMax = 1000;         // connections waiting for a thread

bool is_loopback(const std::string& host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

Call call_of(const httplib::Request& request) {
  const std::string bearer = request.get_header_value("Authorization");
  return {request.body, request.get_header_value("Content-Encoding"),
          bearer.starts_with("Bearer ") ? bearer.substr(7) : std::string(), request.remote_addr};
}

void give(const httplib::Request& request, const Answer& answer, httplib::Response& response) {
  std::string body = base::canonical(answer.body);
  response.status = answer.status;
  response.set_header("Cache-Control", "no-store");
  if (body.size() > kCompressBytesMin &&
      request.get_header_value("Accept-Encoding").find("zstd") != std::string::npos) {
    body = base::compress(body);
    response.set_header("Content-Encoding", "zstd");
  }
  response.set_content(std::move(body), kJsonType);
}

// What httplib refuses by itself, before a route is reached.
base::Error refused(int status) {
  if (status == 413)
    return {base::ErrorKind::Full, "too-large", "一次发送的内容超过上限，请分批发送。内容仍在您的电脑上。", {}};
  if (status == 404) return {base::ErrorKind::NotFound, "unknown-address", "服务器没有这个地址。", {}};
  return {base::ErrorKind::Invalid, "bad-request", "服务器看不懂这个请求。内容仍在您的电脑上。", {}};
}

void settle(httplib::Server& http, std::size_t threads) {
  http.set_tcp_nodelay(true);  // without it every answer waits 40 ms for an acknowledgement
  http.set_payload_max_length(sync::kBodyBytesMax);
  http.set_keep_alive_timeout(kKeepAliveSeconds);
  http.set_read_timeout(kReadSeconds, 0);
  http.set_write_timeout(kReadSeconds, 0);
  http.new_task_queue = [threads] { return new httplib::ThreadPool(threads, kQueueMax); };
  http.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) response.set_content(base::canonical(problem(refused(response.status))), kJsonType);
  });
  http.set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
    const base::Error error{
        base::ErrorKind::Unavailable, "server-error", "服务器出错，请稍后再试。内容仍在您的电脑上。", {}};
    response.status = 500;
    response.set_content(base::canonical(problem(error)), kJsonType);
  });
  http.Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("{\"ok\":true}", kJsonType);
  });
}

Status bind(httplib::Server& http, Address& address) {
  const int wanted = address.port;
  if (wanted == 0)
    address.port = http.bind_to_any_port(address.host);
  else if (!http.bind_to_port(address.host, wanted))
    address.port = -1;
  if (address.port > 0) return base::done();
  return base::Error{base::ErrorKind::Unavailable,
                     "port-in-use",
                     "不能在 " + address.host + " 的端口 " + std::to_string(wanted) + " 上监听，可能正被别的程序使用。",
                     {}};
}

std::string in_url(const Address& address) {
  const bool six = address.host.find(':') != std::string::npos;
  return (six ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace

struct Service::Impl {
  Impl(std::unique_ptr<Ledger> ledger, ServiceOptions chosen) : options(std::move(chosen)), api(std::move(ledger)) {}

  void add_routes() {
    const auto route = [this](Answer (Api::*answer)(const Call&)) {
      return [this, answer](const httplib::Request& request, httplib::Response& response) {
        give(request, (api.*answer)(call_of(request)), response);
      };
    };
    settle(*http, kThreads);
    http->Get("/v1/hello", [this](const httplib::Request& request, httplib::Response& response) {
      give(request, api.hello(), response);
    });
    http->Post("/v1/enrol", route(&Api::enrol));
    http->Post("/v1/sync", route(&Api::sync));
    http->Post("/v1/transition", route(&Api::transition));
  }

  void add_metrics() {
    metrics = std::make_unique<httplib::Server>();
    settle(*metrics, 2);
    metrics->Get("/readyz", [this](const httplib::Request&, httplib::Response& response) {
      const bool ready = api.ready();
      response.status = ready ? 200 : 503;
      response.set_content(ready ? "{\"ok\":true}" : "{\"ok\":false}", kJsonType);
    });
    metrics->Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(api.metrics(), "text/plain; version=0.0.4; charset=utf-8");
    });
  }

  ServiceOptions options;
  Api api;
  std::unique_ptr<httplib::Server> http, metrics;  // gone before the api that they use
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(std::unique_ptr<Ledger> ledger, const ServiceOptions& options) {
  const bool tls = !options.tls_certificate.empty() && !options.tls_key.empty();
  if (!tls && (!is_loopback(options.listen.host) || options.tls_certificate != options.tls_key))
    return base::Error{base::ErrorKind::Invalid,
                       "tls-needed",
                       "不加密只能在本机（127.0.0.1）上监听；别的地址要同时给出 --tls-cert 和 --tls-key。",
                       {}};
  auto impl = std::make_unique<Impl>(std::move(ledger), options);
  if (tls)
    impl->http = std::make_unique<httplib::SSLServer>(options.tls_certificate.c_str(), options.tls_key.c_str());
  else
    impl->http = std::make_unique<httplib::Server>();
  if (!impl->http->is_valid())
    return base::Error{base::ErrorKind::Invalid, "bad-certificate", "证书或私钥不能用，请检查两个文件。", {}};
  impl->add_routes();
  if (auto status = bind(*impl->http, impl->options.listen); !status) return status.error();
  if (!options.metrics_host.empty()) {
    impl->add_metrics();
    Address address{options.metrics_host, options.metrics_port};
    if (auto status = bind(*impl->metrics, address); !status) return status.error();
    impl->options.metrics_port = address.port;
  }
  return std::unique_ptr<Service>(new Service(std::move(impl)));
}

std::string Service::address() const {
  return (impl_->options.tls_key.empty() ? "http://" : "https://") + in_url(impl_->options.listen);
}

std::string Service::metrics_address() const {
  return impl_->metrics ? "http://" + in_url({impl_->options.metrics_host, impl_->options.metrics_port}) : "";
}

void Service::serve() {
  std::thread beside;
  if (impl_->metrics) beside = std::thread([this] { impl_->metrics->listen_after_bind(); });
  impl_->http->listen_after_bind();
  if (beside.joinable()) beside.join();
}

void Service::stop() {
  for (httplib::Server* server : {impl_->http.get(), impl_->metrics.get()}) {
    if (!server) continue;
    server->wait_until_ready();  // a stop before the start would be lost
    server->stop();
  }
}

}  // namespace ziping::server
