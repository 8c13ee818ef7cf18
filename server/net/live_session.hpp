#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>

#include "net/connections.hpp"
#include "net/hub.hpp"
#include "net/json_rpc.hpp"
#include "net/router.hpp"
#include "net/shared.hpp"
#include "net/web_socket.hpp"

namespace anlan::net {

/// One dashboard or field device on /live, from its upgrade to its close.
///
/// It does one call at a time and reads the next frame only when the answer is written, so a client that floods us
/// fills its own TCP window. What it hears comes from the hub, one batch at a time. So at most one answer and one batch
/// wait.
class LiveSession final : public Peer,
                          public Hub::Listener,
                          public WebSocket::Writer,
                          public std::enable_shared_from_this<LiveSession> {
 public:
  LiveSession(std::shared_ptr<Shared> shared, std::unique_ptr<WebSocket> socket, Visitor visitor,
              Connections::Seat seat);
  ~LiveSession() override;

  /// Serves until the connection is over.
  [[nodiscard]] boost::asio::awaitable<void> run();

  void tick(SteadyTime now) override;
  void go_away() override;
  void abort() noexcept override;
  void sign_out(std::string_view session_id) override;

  [[nodiscard]] bool busy() const noexcept override;
  void deliver(SharedText batch) override;
  void written(bool sent) override;

 private:
  using Sent = boost::asio::any_completion_handler<void(bool)>;
  struct Wish {
    Hub::Interest interest;
    std::optional<std::int64_t> since = {};
    std::optional<std::string> history = {};  // the run in which `since` was heard
  };

  [[nodiscard]] boost::asio::awaitable<bool> handle(std::string frame);
  [[nodiscard]] boost::asio::awaitable<bool> call(RpcCall call);
  [[nodiscard]] boost::asio::awaitable<bool> subscribe(RpcCall call);
  [[nodiscard]] boost::asio::awaitable<bool> replay(Hub::Interest interest, std::int64_t since);
  [[nodiscard]] boost::asio::awaitable<bool> send(std::string text);
  [[nodiscard]] Result<Wish> read_wish(const nlohmann::json& params) const;
  [[nodiscard]] bool undone(const Wish& wish) const;
  [[nodiscard]] bool still_signed_in();
  void start_writing(SharedText text);
  void end(CloseCode code, std::string_view reason);

  std::shared_ptr<Shared> shared_;
  std::unique_ptr<WebSocket> socket_;
  Visitor visitor_;
  Connections::Seat seat_;
  Connections::Membership membership_;
  SharedText waiting_ = {};        // an answer behind the batch that is being written
  std::optional<Sent> sent_ = {};  // resumes whoever waits for that answer; in Boost 1.81 it cannot be assigned
  SteadyTime overdue_at_ = {};     // of the frame that is being written
  bool writing_ = false;
  bool answering_ = false;  // the frame that is being written is an answer
  bool held_ = false;       // batches wait until the subscription is answered
  bool ending_ = false;
};

}  // namespace anlan::net
