#include <cstdio>
#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "unit/net/office.hpp"

namespace anlan::net {
namespace {

namespace asio = boost::asio;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open(const std::filesystem::path& path) { return {std::fopen(path.c_str(), "w"), std::fclose}; }

/// A key and a certificate that it signed itself, for one hour.
ServerOptions with_certificate(const test::TemporaryFolder& folder) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  const std::unique_ptr<X509, void (*)(X509*)> certificate{X509_new(), X509_free};
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  PEM_write_PrivateKey(open(folder / "key.pem").get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_X509(open(folder / "cert.pem").get(), certificate.get());
  return {.certificate = folder / "cert.pem", .private_key = folder / "key.pem"};
}

/// Sends one request over TLS and returns the head of the answer.
std::string ask(std::uint16_t port, const std::string& request, int newest = TLS1_3_VERSION) {
  asio::io_context loop;
  asio::ssl::context context{asio::ssl::context::tls_client};
  SSL_CTX_set_max_proto_version(context.native_handle(), newest);
  asio::ssl::stream<asio::ip::tcp::socket> stream{loop, context};
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  stream.handshake(asio::ssl::stream_base::client);
  asio::write(stream, asio::buffer(request));
  std::string answer;
  const auto size = asio::read_until(stream, asio::dynamic_buffer(answer), "\r\n\r\n");
  return answer.substr(0, size);
}

}  // namespace

TEST_CASE("over TLS browsers are told to stay there, and older protocols are refused") {
  test::TemporaryFolder folder;
  Office office{with_certificate(folder)};
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  const auto answer = ask(office.port(), request);
  CHECK(answer.starts_with("HTTP/1.1 200 OK"));
  CHECK(answer.find("Strict-Transport-Security") != std::string::npos);
  CHECK_THROWS(ask(office.port(), request, TLS1_1_VERSION));
}

TEST_CASE("over TLS only a page that came over TLS is ours, and a session opens") {
  test::TemporaryFolder folder;
  Office office{with_certificate(folder)};
  const auto upgrade = [&](const std::string& origin) {
    return ask(office.port(),
               "GET /live HTTP/1.1\r\nHost: anlan.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Protocol: anlan.v1\r\nCookie: anlan_session=clerk\r\nOrigin: " +
                   origin + "\r\n\r\n");
  };
  CHECK(upgrade("http://anlan.example").starts_with("HTTP/1.1 403"));
  CHECK(upgrade("https://anlan.example").starts_with("HTTP/1.1 101"));
}

TEST_CASE("what is no TLS is let go") {
  test::TemporaryFolder folder;
  Office office{with_certificate(folder)};
  CHECK_THROWS(office.client().get("/healthz"));
}

}  // namespace anlan::net
