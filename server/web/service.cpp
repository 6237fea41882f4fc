#include "server/web/service.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "server/web/api.h"
#include "server/web/errand.h"
#include "shared/base/compress.h"

namespace ziping::server {
namespace {

constexpr const char* kJsonType = "application/json; charset=utf-8";
constexpr std::size_t kCompressBytesMin = 200;  // below that a frame is not smaller
constexpr std::size_t kMetricsThreads = 4;
constexpr std::size_t kQueueMax = 1000;  // connections waiting for a thread

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

FilePlace place_of(const httplib::Request& request) {
  const auto number = [](const std::string& text) { return static_cast<std::int64_t>(std::atoll(text.c_str())); };
  FilePlace out{request.path_params.at("file"), number(request.get_param_value("offset")), 0};
  if (request.has_header("Upload-Offset")) out.offset = number(request.get_header_value("Upload-Offset"));
  out.bytes = number(request.get_header_value("Upload-Length"));
  return out;
}

// What came of a piece: all of it, or what there was before the connection broke. Of more than a piece one byte is
// kept, so that it is refused as too long.
std::string piece_of(const httplib::ContentReader& read) {
  constexpr auto kMost = static_cast<std::size_t>(sqlite::kPieceBytes) + 1;
  std::string out;
  read([&](const char* bytes, std::size_t count) {
    out.append(bytes, std::min(count, kMost - out.size()));
    return true;
  });
  return out;
}

void give_slice(const FileSlice& slice, httplib::Response& response) {
  response.set_header("Cache-Control", "no-store");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Content-Disposition", "attachment");
  response.set_header("File-Length", std::to_string(slice.bytes));
  response.set_content(slice.body, "application/octet-stream");
}

// What httplib refuses by itself, before a route is reached.
base::Error refused(int status) {
  if (status == 413)
    return {base::ErrorKind::Full, "too-large", "一次发送的内容超过上限，请分批发送。内容仍在您的电脑上。", {}};
  if (status == 404) return {base::ErrorKind::NotFound, "unknown-address", "服务器没有这个地址。", {}};
  return {base::ErrorKind::Invalid, "bad-request", "服务器看不懂这个请求。内容仍在您的电脑上。", {}};
}

// httplib's own choice, SO_REUSEPORT, lets a second server listen on the same port and take a part of the connections:
// nobody would be told, and a dying server would still be handed some.
void reuse_address(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void settle(httplib::Server& http, std::size_t threads) {
  http.set_socket_options(reuse_address);
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

bool listens(httplib::Server& http, Address& address) {
  http.stop();  // one that has failed once would not try again
  if (address.port != 0) return http.bind_to_port(address.host, address.port);
  address.port = http.bind_to_any_port(address.host);
  return address.port > 0;
}

Status bind(httplib::Server& http, Address& address, int handover_ms) {
  using Clock = std::chrono::steady_clock;
  const Address wanted = address;
  const auto until = Clock::now() + std::chrono::milliseconds(handover_ms);
  while (!listens(http, address)) {
    address = wanted;
    if (Clock::now() >= until)
      return base::Error{
          base::ErrorKind::Unavailable,
          "port-in-use",
          "不能在 " + wanted.host + " 的端口 " + std::to_string(wanted.port) + " 上监听，可能正被别的程序使用。",
          {}};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return base::done();
}

std::string in_url(const Address& address) {
  const bool six = address.host.find(':') != std::string::npos;
  return (six ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

using HttpServer = std::unique_ptr<httplib::Server>;

Result<HttpServer> server_for(const std::string& host, const ServiceOptions& options) {
  const std::string &certificate = options.tls_certificate, &key = options.tls_key;
  const bool tls = !certificate.empty() && !key.empty();
  if (!tls && (!is_loopback(host) || certificate != key))
    return base::Error{base::ErrorKind::Invalid,
                       "tls-needed",
                       "不加密只能在本机（127.0.0.1）上监听；别的地址要同时给出 --tls-cert 和 --tls-key。",
                       {}};
  if (!tls) return HttpServer(std::make_unique<httplib::Server>());
  HttpServer out = std::make_unique<httplib::SSLServer>(certificate.c_str(), key.c_str());
  if (out->is_valid()) return out;
  return base::Error{base::ErrorKind::Invalid, "bad-certificate", "证书或私钥不能用，请检查两个文件。", {}};
}

}  // namespace

struct Service::Impl {
  Impl(std::unique_ptr<Ledger> ledger, ServiceOptions chosen)
      : options(std::move(chosen)),
        api(std::move(ledger), options.admission, base::system_clock(), base::system_random(), options.meter,
            options.group_max, options.protocol) {}

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
    http->Post("/v1/admin", route(&Api::admin));
    if (!options.protocol.has(sync::kProtocolOfFiles)) return;  // as of a server of that time: it has no such address
    http->Post("/v1/file", route(&Api::ask_file));
    add_file_routes();
  }

  void add_file_routes() {
    http->Patch("/v1/file/:file", [this](const httplib::Request& request, httplib::Response& response,
                                         const httplib::ContentReader& read) {
      Call call = call_of(request);
      call.body = piece_of(read);
      give(request, api.append_file(call, place_of(request)), response);
    });
    http->Get("/v1/file/:file", [this](const httplib::Request& request, httplib::Response& response) {
      Answer refused;
      const auto slice = api.read_file(call_of(request), place_of(request), refused);
      if (slice)
        give_slice(*slice, response);
      else
        give(request, refused, response);
    });
  }

  void add_metrics() {
    settle(*metrics, kMetricsThreads);
    metrics->Get("/readyz", [this](const httplib::Request&, httplib::Response& response) {
      const bool ready = api.ready();
      response.status = ready ? 200 : 503;
      Json body;
      body["ok"] = ready;
      body["disk"] = api.disk();
      response.set_content(base::canonical(body), kJsonType);
    });
    metrics->Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(api.metrics(), "text/plain; version=0.0.4; charset=utf-8");
    });
  }

  ServiceOptions options;
  Api api;
  HttpServer http, metrics;  // gone before the api that they use
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(std::unique_ptr<Ledger> ledger, const ServiceOptions& options) {
  auto impl = std::make_unique<Impl>(std::move(ledger), options);
  auto http = server_for(options.listen.host, options);
  if (!http) return http.error();
  impl->http = std::move(*http);
  impl->add_routes();
  if (auto status = bind(*impl->http, impl->options.listen, options.handover_ms); !status) return status.error();
  if (!options.metrics_host.empty()) {
    // On this machine it is for a collector beside it, which need not know the certificate.
    auto metrics = is_loopback(options.metrics_host) ? Result<HttpServer>(std::make_unique<httplib::Server>())
                                                     : server_for(options.metrics_host, options);
    if (!metrics) return metrics.error();
    impl->metrics = std::move(*metrics);
    impl->add_metrics();
    Address address{options.metrics_host, options.metrics_port};
    if (auto status = bind(*impl->metrics, address, options.handover_ms); !status) return status.error();
    impl->options.metrics_port = address.port;
  }
  return std::unique_ptr<Service>(new Service(std::move(impl)));
}

std::string Service::address() const {
  return (impl_->options.tls_key.empty() ? "http://" : "https://") + in_url(impl_->options.listen);
}

std::string Service::metrics_address() const {
  const char* scheme = is_loopback(impl_->options.metrics_host) ? "http://" : "https://";
  return impl_->metrics ? scheme + in_url({impl_->options.metrics_host, impl_->options.metrics_port}) : "";
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

// Here, because httplib.h takes long to compile: one source of the program includes it.
Result<Json> run_errand(const Errand& errand) {
  httplib::Client http(errand.url);
  const base::Error no_answer{
      base::ErrorKind::Unavailable, "offline", "连不上服务器“" + errand.url + "”，没有执行。请核对地址和证书。", {}};
  if (!http.is_valid()) return no_answer;
  http.set_tcp_nodelay(true);
  http.set_connection_timeout(kErrandConnectSeconds);
  http.set_read_timeout(kErrandSeconds);
  httplib::Headers headers;
  if (!errand.token.empty()) headers.emplace("Authorization", "Bearer " + errand.token);
  const auto answer = http.Post(errand.path, headers, base::canonical(errand.body), kJsonType);
  if (!answer)
    return base::Error{no_answer.kind, no_answer.code, no_answer.message, httplib::to_string(answer.error())};
  // What is shown of the quarantine is as deep as it came.
  auto json = base::parse_json(answer->body, {.depth_max = sync::kBodyDepthMax});
  const Json* problem = json ? json->find("problem") : nullptr;
  if (problem)
    return base::Error{
        base::ErrorKind::Denied, std::string(problem->text_or("code")), std::string(problem->text_or("message")), {}};
  if (json && answer->status == 200) return json;
  return base::Error{base::ErrorKind::Unavailable, "not-our-server", "对方不是 zipingd，没有执行。请核对地址。", {}};
}

}  // namespace ziping::server
