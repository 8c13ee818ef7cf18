#include "net/request_parser.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/optional.hpp>

namespace anlan::net {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace {

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::head:
      return Method::head;
    case http::verb::post:
      return Method::post;
    default:
      return Method::other;
  }
}

int status_of(const error_code& failed) {
  if (failed == http::error::header_limit) return 431;
  if (failed == http::error::body_limit) return 413;
  return 400;
}

}  // namespace

/// Puts the parser's findings straight into the request: no container of Beast's in between.
class RequestParser::Machine final : public http::basic_parser<true> {
 public:
  Machine() {
    header_limit(kHeadLimit);
    body_limit(boost::none);  // ours is known only once the head is
    eager(false);
  }

  Request request;
  std::size_t most = 0;
  int fault = 0;

  /// What the grammar of a head allows and we do not: none or several Host fields, a target that means nothing.
  void check_head(error_code& failed) {
    const bool one_host = request.headers.count("Host") == 1;
    if (!one_host || !read_target(request)) failed = http::error::bad_target;
    request.keep_alive = keep_alive();
  }

 private:
  void append(string_view bytes, error_code& failed) {
    if (request.body.size() + bytes.size() > most) {
      failed = http::error::body_limit;
    } else {
      request.body.append(bytes.data(), bytes.size());
    }
  }

  void on_request_impl(http::verb verb, string_view, string_view target, int, error_code&) override {
    request.method = method_of(verb);
    request.target.assign(target.data(), target.size());
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    request.headers.add({name.data(), name.size()}, {value.data(), value.size()});
  }
  void on_header_impl(error_code& failed) override { check_head(failed); }
  void on_body_init_impl(const boost::optional<std::uint64_t>& size, error_code& failed) override {
    if (size && *size > most) {
      failed = http::error::body_limit;
    } else if (size) {
      request.body.reserve(static_cast<std::size_t>(*size));
    }
  }
  std::size_t on_body_impl(string_view bytes, error_code& failed) override {
    append(bytes, failed);
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& failed) override {
    append(bytes, failed);
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}
};

RequestParser::RequestParser() : machine_{std::make_unique<Machine>()} {}
RequestParser::~RequestParser() = default;

std::size_t RequestParser::put(std::string_view bytes) {
  const bool in_head = !machine_->is_header_done();
  std::size_t used = 0;
  while (used < bytes.size() && !machine_->is_done() && machine_->fault == 0) {
    if (in_head && machine_->is_header_done()) break;  // the caller decides about the body
    error_code failed;
    const auto took = machine_->put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), failed);
    used += took;
    if (failed == http::error::need_more) break;
    if (failed) machine_->fault = status_of(failed);
  }
  return used;
}

RequestParser::State RequestParser::state() const noexcept {
  if (machine_->fault != 0) return State::bad;
  if (machine_->is_done()) return State::done;
  return machine_->is_header_done() ? State::body : State::head;
}

int RequestParser::fault() const noexcept { return machine_->fault; }
bool RequestParser::started() const noexcept { return machine_->got_some(); }
void RequestParser::limit_body(std::size_t bytes) noexcept { machine_->most = bytes; }
Request& RequestParser::request() noexcept { return machine_->request; }

bool RequestParser::expects_continue() const {
  return state() == State::body && machine_->request.headers.has_token("Expect", "100-continue");
}

Request RequestParser::take() {
  auto request = std::move(machine_->request);
  machine_ = std::make_unique<Machine>();
  return request;
}

}  // namespace anlan::net
