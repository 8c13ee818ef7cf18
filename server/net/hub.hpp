#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/division_code.hpp"
#include "base/metrics.hpp"
#include "journal/notification.hpp"
#include "net/http.hpp"

namespace anlan::net {

/// How eagerly a dashboard is told.
enum class Tier : std::uint8_t {
  immediate,  ///< at once; under load what arrives during a sweep travels together
  prompt,     ///< within 10 ms
  calm,       ///< within 50 ms
};

struct HubLimits {
  std::size_t messages = 16'384;        ///< kept for listeners that are behind or come back
  std::size_t bytes = 8 * 1024 * 1024;  ///< of their texts
  std::size_t batch_bytes = 64 * 1024;  ///< in one frame: the most that a listener who stopped reading holds
};

/// Who hears what, and when.
///
/// One log of notifications; every listener is a cursor into it, so one that is slow costs nothing but its place.
/// Listeners with the same topics, jurisdiction and tier are an audience; those at the same cursor share one batch
/// text,
/// `[n1,n2,…]`, built once. Within a batch of a state topic only the newest value per key is kept.
///
/// Lives on the loop. May be destroyed before its listeners: they are let go.
class Hub {
  struct Audience;

 public:
  /// A session as the hub sees it: something that takes one batch at a time.
  class Listener {
   public:
    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;

    /// Whether a frame is still being written.
    [[nodiscard]] virtual bool busy() const noexcept = 0;
    /// Takes a batch, and calls `Hub::ready` once it is written.
    virtual void deliver(SharedText batch) = 0;

   private:
    friend class Hub;
    Audience* audience_ = nullptr;
    std::size_t place_ = 0;     // in the audience
    std::uint64_t cursor_ = 0;  // number of the next message
    std::int64_t covered_ = 0;  // everything up to this seq was delivered
  };

  struct Interest {
    std::vector<std::string> topics = {};
    DivisionCode jurisdiction;
    Tier tier = Tier::immediate;
  };

  Hub(boost::asio::io_context& loop, HubLimits limits, Metrics& metrics);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// Says where the journal ends, before anything is published.
  void start_at(std::int64_t seq);

  /// Takes notifications in commit order.
  void publish(std::vector<journal::Notification> notifications);

  /// Of the newest notification.
  [[nodiscard]] std::int64_t seq() const noexcept { return seq_; }

  /// Whether everything after `seq` is still in the log, so that a listener may join there.
  [[nodiscard]] bool covers(std::int64_t seq) const noexcept { return seq >= forgotten_ && seq <= seq_; }

  /// From now on the listener hears what happened after `after`, which the hub must cover. Joining again replaces the
  /// interest.
  void join(Listener& listener, const Interest& interest, std::int64_t after);
  void leave(Listener& listener) noexcept;

  /// The listener has written what it took.
  void ready(const Listener& listener);

  [[nodiscard]] std::size_t listeners() const noexcept;

 private:
  using Clock = std::chrono::steady_clock;

  struct Message {
    journal::Notification said;
    std::uint64_t topic;  // one bit
  };
  /// A text for all who are at the same cursor.
  struct Batch {
    SharedText text;    // nothing when none of it concerns the audience
    std::uint64_t end;  // number of the first message that is not in it
    std::size_t messages;
  };
  struct Lane;
  /// All listeners with one interest, and the batches of the running sweep.
  struct Audience {
    std::uint64_t topics;  // bits
    DivisionCode jurisdiction;
    Lane& lane;
    std::vector<Listener*> members = {};
    std::unordered_map<std::uint64_t, Batch> batches = {};  // by the cursor they begin at

    [[nodiscard]] bool wants(const Message& message) const;
  };
  /// The audiences of one tier, and when they are served next.
  struct Lane {
    Lane(boost::asio::io_context& loop, std::chrono::milliseconds every) : tick{every}, timer{loop} {}
    std::chrono::milliseconds tick;
    boost::asio::steady_timer timer;
    Clock::time_point rest_until = {};  // after a long sweep
    bool scheduled = false;
    std::map<std::string, std::unique_ptr<Audience>, std::less<>> audiences;
  };

  [[nodiscard]] std::uint64_t end() const noexcept { return first_ + log_.size(); }
  [[nodiscard]] const Message& at(std::uint64_t number) const {
    return log_[static_cast<std::size_t>(number - first_)];
  }
  [[nodiscard]] std::uint64_t topic_bit(std::string_view topic);
  [[nodiscard]] Audience& audience_for(const Interest& interest);
  [[nodiscard]] std::uint64_t number_after(std::int64_t seq) const;

  void schedule(Lane& lane);
  void sweep(Lane& lane);
  void flush(Audience& audience);
  void flush(Audience& audience, Listener& listener);
  void report_gap(Listener& listener);
  [[nodiscard]] const Batch& batch_from(Audience& audience, std::uint64_t from);
  [[nodiscard]] Batch build(const Audience& audience, std::uint64_t from) const;
  void trim();

  boost::asio::io_context& loop_;
  HubLimits limits_;
  Metrics& metrics_;
  std::vector<Lane> lanes_;  // by tier
  std::deque<Message> log_;
  std::uint64_t first_ = 0;  // number of log_.front(), counted from the first message ever
  std::size_t bytes_ = 0;
  std::int64_t seq_ = 0;
  std::int64_t forgotten_ = 0;  // the newest seq that is no longer whole in the log
  std::unordered_map<std::string, std::uint64_t> topics_;
  std::size_t deliveries_ = 0;                              // of the running sweep
  std::shared_ptr<char> alive_ = std::make_shared<char>();  // for what was posted and runs after us
};

}  // namespace anlan::net
