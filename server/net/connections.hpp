#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace anlan::net {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One connection, as the server sees it that looks after all of them.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// Twice a second: ends what has waited too long.
  virtual void tick(SteadyTime now) = 0;
  /// The server stops: finish what runs, take nothing new.
  virtual void go_away() = 0;
  virtual void abort() noexcept = 0;
  /// A sign-in ended; a session of it closes.
  virtual void sign_out(std::string_view /*session_id*/) {}
};

/// All connections, and how many each address has. Lives on the loop; kept alive by its seats.
class Connections : public std::enable_shared_from_this<Connections> {
 public:
  /// A connection's place. The count falls when it goes.
  class Seat {
   public:
    Seat(std::shared_ptr<Connections> house, std::string address);
    ~Seat();
    Seat(Seat&& other) noexcept = default;
    Seat& operator=(Seat&& other) = delete;

    [[nodiscard]] const std::string& address() const noexcept { return address_; }

   private:
    std::shared_ptr<Connections> house_;
    std::string address_;
  };

  /// Keeps a peer known while it is in scope.
  class Membership {
   public:
    Membership(std::shared_ptr<Connections> house, Peer& peer);
    ~Membership();
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

   private:
    std::shared_ptr<Connections> house_;
    Peer& peer_;
  };

  Connections(std::size_t most, std::size_t most_per_address) : most_{most}, most_per_address_{most_per_address} {}

  /// Nothing when the house, or the address's share of it, is full.
  [[nodiscard]] std::optional<Seat> admit(std::string address);

  void each(const std::function<void(Peer&)>& visit) const;

  [[nodiscard]] std::size_t size() const noexcept { return seated_; }

 private:
  std::size_t most_;
  std::size_t most_per_address_;
  std::size_t seated_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
  std::unordered_set<Peer*> peers_;
};

}  // namespace anlan::net
