#include "support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace anlan::test {

HttpClient::~HttpClient() {
  if (socket_ >= 0) ::close(socket_);
}

void HttpClient::connect() {
  if (socket_ >= 0) return;
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval limit{.tv_sec = 30, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
    throw std::runtime_error{"cannot connect to port " + std::to_string(port_)};
  }
}

std::string HttpClient::read_more() {
  std::array<char, 16384> chunk{};
  const auto size = recv(socket_, chunk.data(), chunk.size(), 0);
  if (size > 0) return {chunk.data(), static_cast<std::size_t>(size)};
  ::close(socket_);
  socket_ = -1;
  buffer_.clear();
  throw std::runtime_error{"the server closed the line"};
}

HttpResponse HttpClient::read_response() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) buffer_ += read_more();
  HttpResponse response{.status = std::stoi(buffer_.substr(9, 3))};
  for (std::size_t at = buffer_.find("\r\n") + 2; at < end;) {
    const auto stop = buffer_.find("\r\n", at);
    const auto colon = buffer_.find(':', at);
    auto name = buffer_.substr(at, colon - at);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    response.headers[name] = buffer_.substr(colon + 2, stop - colon - 2);
    at = stop + 2;
  }
  const auto length = response.headers.contains("content-length")
                          ? static_cast<std::size_t>(std::stoul(response.headers.at("content-length")))
                          : 0;
  while (buffer_.size() < end + 4 + length) buffer_ += read_more();
  response.body = buffer_.substr(end + 4, length);
  buffer_.erase(0, end + 4 + length);
  if (response.headers.contains("connection") && response.headers.at("connection") == "close") {
    ::close(socket_);
    socket_ = -1;
  }
  return response;
}

HttpResponse HttpClient::exchange(const std::string& request) {
  connect();
  for (std::size_t sent = 0; sent < request.size();) {
    const auto size = send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) break;  // the server may refuse before it has read all; its answer is still to come
    sent += static_cast<std::size_t>(size);
  }
  return read_response();
}

HttpResponse HttpClient::request(const std::string& method, const std::string& target, const std::string& body,
                                 const std::vector<std::string>& headers) {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n";
  if (!cookie_.empty()) text += "Cookie: " + cookie_ + "\r\n";
  for (const auto& header : headers) text += header + "\r\n";
  if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  auto response = exchange(text + "\r\n" + body);
  if (response.headers.contains("set-cookie")) {
    const auto& set = response.headers.at("set-cookie");
    cookie_ = set.substr(0, set.find(';'));
  }
  return response;
}

HttpResponse HttpClient::call(const std::string& operation, const nlohmann::json& params) {
  return request("POST", "/api/" + operation, params.dump(), {"Content-Type: application/json", "Origin: " + origin()});
}

nlohmann::json HttpClient::must(const std::string& operation, const nlohmann::json& params) {
  const auto response = call(operation, params);
  if (response.status != 200) throw std::runtime_error{operation + ": " + response.body};
  return response.json();
}

void HttpClient::sign_in(const std::string& name, const std::string& password) {
  must("session.open", {{"name", name}, {"password", password}});
}

}  // namespace anlan::test
