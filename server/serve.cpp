#include "server/serve.h"

#include <charconv>
#include <iostream>

#include "server/web/stopper.h"

namespace ziping::server {
namespace {

base::Result<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Address out;
  if (colon != text.npos) {
    out.host = text.substr(0, colon);
    const char *begin = text.data() + colon + 1, *end = text.data() + text.size();
    const auto read = std::from_chars(begin, end, out.port);
    if (read.ec == std::errc() && read.ptr == end && begin != end && out.port >= 0 && out.port <= 65535) {
      if (out.host.starts_with('[') && out.host.ends_with(']')) out.host = out.host.substr(1, out.host.size() - 2);
      return out;
    }
  }
  return base::Error{base::ErrorKind::Invalid, "bad-address", "地址“" + text + "”不对，应写成 HOST:PORT。", {}};
}

}  // namespace

int serve(const Options& options) {
  auto listen = parse_address(options.listen);
  if (!listen) return failed(options, listen.error());
  ServiceOptions service_options;
  service_options.listen = *listen;
  service_options.tls_certificate = options.certificate;
  service_options.tls_key = options.key;
  if (options.approve_devices) service_options.admission = Admission::ByApproval;
  if (!options.metrics.empty()) {
    auto metrics = parse_address(options.metrics);
    if (!metrics) return failed(options, metrics.error());
    service_options.metrics_host = metrics->host;
    service_options.metrics_port = metrics->port;
  }
  Stopper::block_signals();
  auto ledger = Ledger::open_when_free(options.place);
  if (!ledger) return failed(options, ledger.error());
  auto service = Service::open(std::move(*ledger), service_options);
  if (!service) return failed(options, service.error());
  // For the sentence that an administrator gets whose folder is in use.
  const std::filesystem::path served_at = std::filesystem::path(options.place) / kServedAt;
  if (auto status = base::write_file(served_at, (*service)->address()); !status) return failed(options, status.error());
  std::cout << "listening on " << (*service)->address() << std::endl;
  if (!options.metrics.empty()) std::cout << "metrics on " << (*service)->metrics_address() << std::endl;
  const Stopper stopper(**service);
  (*service)->serve();
  std::error_code ignored;  // one that stays behind misleads nobody: it is read only while the folder is in use
  std::filesystem::remove(served_at, ignored);
  return 0;
}

}  // namespace ziping::server
