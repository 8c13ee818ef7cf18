#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "net/http.hpp"

namespace anlan::net {

/// Why a session ends, and so whether the client should come back.
enum class CloseCode : std::uint16_t {
  restart = 1001,     ///< the server goes away for a moment: come back
  policy = 1008,      ///< the client breaks the protocol: do not come back
  signed_out = 4001,  ///< the sign-in ended: sign in first
  too_slow = 4008,    ///< it did not read what it was sent: come back with `since`
};

/// A WebSocket that carries text. Plain and TLS streams stand behind it, each in a source of its own, because Beast's
/// templates take half a minute to build.
///
/// One read and one write may run at the same time; two of either may not.
class WebSocket {
 public:
  /// Whoever writes hears when it is done. Kept alive by the write.
  class Writer {
   public:
    virtual ~Writer() = default;
    virtual void written(bool sent) = 0;
  };

  /// What came: a message, or why there will be none.
  struct Incoming {
    std::optional<std::string> text = {};
    std::string_view end = {};  ///< "closed", "lost", "binary", "too-big", "not-utf8", "protocol", "silent"
  };

  virtual ~WebSocket() = default;

  /// The next text message. Answers pings meanwhile, and sends its own every 20 s.
  [[nodiscard]] virtual boost::asio::awaitable<Incoming> read() = 0;

  /// Starts to write one text frame. `writer->written` is called later, never from inside this call.
  virtual void write(SharedText text, std::shared_ptr<Writer> writer) = 0;

  /// Says goodbye behind the write that runs; `keep` lives until the peer said it too, at most 5 s.
  virtual void close(CloseCode code, std::string_view reason, std::shared_ptr<Writer> keep) = 0;

  /// Cuts the connection; whatever runs ends with an error.
  virtual void abort() noexcept = 0;
};

}  // namespace anlan::net
