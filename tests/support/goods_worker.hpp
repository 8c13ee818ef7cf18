#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/goods_room.hpp"

namespace anlan::test {

/// What the people of a storm have before them. Nobody changes it while they work.
struct GoodsWorld {
  std::vector<std::string> stores;
  std::vector<std::pair<std::string, std::string>> batches;  ///< batch, item
  std::string to_village;                                    ///< releases without end of the first item, first store
  std::string to_store;
  std::string scan;                            ///< of a signed sheet, stored
  std::map<std::string, std::string> cookies;  ///< of keeper, keeper2, dispatcher, clerk
};

/// Somebody at the keyboard of a warehouse: sends random commands, one after the other, some of them impossible. What
/// was not answered when the server died is sent again under the same id.
class GoodsWorker {
 public:
  GoodsWorker(const GoodsWorld& world, unsigned seed) : world_{world}, chance_{seed} {}

  /// Works until `stop`, or until the server is gone. `moved` counts the acknowledged movements of everybody.
  void work(std::uint16_t port, const std::atomic<bool>& stop, std::atomic<std::int64_t>& moved);

  /// command id → type of the entry that it must have left, once.
  [[nodiscard]] const std::map<std::string, std::string>& acknowledged() const noexcept { return acknowledged_; }
  /// The sum of all acknowledged movements.
  [[nodiscard]] const GoodsLedger& ledger() const noexcept { return ledger_; }
  [[nodiscard]] std::int64_t refused() const noexcept { return refused_; }
  [[nodiscard]] std::int64_t resent() const noexcept { return resent_; }
  /// The first answer that no client should ever see; empty when there was none.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

 private:
  static constexpr std::size_t kRemembered = 40;
  using GoodsSpot = std::pair<std::string, std::string>;  // place, bin

  struct Command {
    std::string desk;
    std::string operation;
    nlohmann::json params;
  };
  struct Done {
    std::string desk;
    std::string movement;
  };

  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(chance_); }
  std::int64_t few() { return static_cast<std::int64_t>(1 + pick(30)); }
  std::string bin();
  nlohmann::json lines(bool to_bin = false);

  Command next();
  Command document(const std::string& operation);
  Command judged(const std::string& operation);
  Command reversal();
  Command new_waybill();
  Command waybill_step();
  Command receipt(const nlohmann::json& waybill);
  Command handout();
  Command recovery();
  Command recovery_step();

  /// Sends what is pending; whether it was answered.
  bool send(std::uint16_t port, std::atomic<std::int64_t>& moved);
  void take(const nlohmann::json& answer, std::atomic<std::int64_t>& moved);
  void take_handout(const nlohmann::json& handout, std::atomic<std::int64_t>& moved);
  void take_recovery(const nlohmann::json& recovery, std::atomic<std::int64_t>& moved);
  /// Moves so much of a batch in the ledger of what was acknowledged.
  void post(const std::string& batch, std::int64_t quantity, const GoodsSpot& from, const GoodsSpot& to);
  template <class T>
  static void remember(std::deque<T>& list, T one) {
    list.push_back(std::move(one));
    if (list.size() > kRemembered) list.pop_front();
  }
  HttpClient& desk(const std::string& name, std::uint16_t port);

  const GoodsWorld& world_;
  std::mt19937 chance_;
  std::map<std::string, std::unique_ptr<HttpClient>> desks_;
  std::unique_ptr<Command> pending_;
  std::deque<Done> done_;
  std::deque<nlohmann::json> waybills_;
  std::deque<nlohmann::json> issues_;
  std::deque<std::string> handouts_;
  std::deque<nlohmann::json> recoveries_;
  std::map<std::string, std::string> acknowledged_;
  GoodsLedger ledger_;
  std::int64_t refused_ = 0;
  std::int64_t resent_ = 0;
  std::string trouble_;
};

}  // namespace anlan::test
