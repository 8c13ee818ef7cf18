#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "net/http.hpp"

namespace anlan::net {

/// Reads HTTP/1.1 requests from bytes as they come. Beast's parser does the reading; no other header knows that.
class RequestParser {
 public:
  enum class State {
    head,  ///< the head is not complete
    body,  ///< the head is there: decide about `limit_body`, then go on
    done,
    bad,  ///< `fault` is the status to answer with; the connection cannot go on
  };

  /// Bytes of a head: request line and fields together.
  static constexpr std::size_t kHeadLimit = 16 * 1024;

  RequestParser();
  ~RequestParser();

  /// Takes what it can of the bytes and says how many. Stops after the head, and after the end of the request.
  std::size_t put(std::string_view bytes);

  [[nodiscard]] State state() const noexcept;
  [[nodiscard]] int fault() const noexcept;
  /// Whether any byte of the request has come.
  [[nodiscard]] bool started() const noexcept;
  /// Whether the client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool expects_continue() const;

  /// The most that the body may have; one byte more is fault 413.
  void limit_body(std::size_t bytes) noexcept;

  [[nodiscard]] Request& request() noexcept;
  /// Hands the request out and is ready for the next.
  [[nodiscard]] Request take();

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace anlan::net
