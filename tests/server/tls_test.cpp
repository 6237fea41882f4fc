#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/server/program.h"
#include "tests/server/site.h"

using namespace ziping::support;

namespace {

// A certificate for this machine that vouches for itself, made by openssl in a folder of its own.
struct Certificate {
  Folder folder;
  std::string file = (folder.path / "cert.pem").string(), key = (folder.path / "key.pem").string();

  Certificate() {
    const std::string make =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=ziping -addext "
        "subjectAltName=IP:127.0.0.1 -keyout '" +
        key + "' -out '" + file + "' 2> /dev/null";
    if (std::system("openssl version > /dev/null 2>&1") != 0) SKIP("there is no openssl here");
    REQUIRE(std::system(make.c_str()) == 0);
  }
};

}  // namespace

TEST_CASE("with a certificate the server speaks TLS, to those who trust it") {
  const Certificate certificate;
  Folder folder;
  furnish(folder.path);
  Program program(folder.path,
                  {"--listen", "127.0.0.1:0", "--tls-cert", certificate.file, "--tls-key", certificate.key});
  REQUIRE(program.url.starts_with("https://127.0.0.1:"));
  const Words enrol{"--json", "enrol", program.url, "--user", "管"};
  const Ran trusting = zipingd(enrol, {{"ZIPING_PASSWORD", kPassword}, {"SSL_CERT_FILE", certificate.file}});
  CHECK(trusting.json().text_or("token").size() > 40);
  CHECK(zipingd(enrol, {{"ZIPING_PASSWORD", kPassword}}).code() == "offline");
  CHECK(get("http" + program.url.substr(std::string("https").size()), "/healthz").status == 0);
}

TEST_CASE("with a certificate the server may listen beyond this machine, and its metrics too") {
  const Certificate certificate;
  Folder folder;
  furnish(folder.path);
  ziping::server::ServiceOptions options;
  options.listen.host = options.metrics_host = "0.0.0.0";
  CHECK(ziping::server::Service::open(opened(folder.path), options).error().code == "tls-needed");
  options.tls_certificate = certificate.file;
  options.tls_key = certificate.key;
  const auto service = ziping::server::Service::open(opened(folder.path), options);
  REQUIRE(service.has_value());
  CHECK((*service)->metrics_address().starts_with("https://"));
}

TEST_CASE("metrics without a certificate stay on this machine") {
  Folder folder;
  furnish(folder.path);
  ziping::server::ServiceOptions options;
  options.metrics_host = "0.0.0.0";
  CHECK(ziping::server::Service::open(opened(folder.path), options).error().code == "tls-needed");
}
