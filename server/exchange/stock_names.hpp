#pragma once

#include <map>
#include <string>

#include "exchange/stock_sheets.hpp"
#include "supplies/movement.hpp"

namespace anlan::exchange {

/// Codes and ids in words, each looked up once.
class StockNames {
 public:
  explicit StockNames(const StockParts& parts) : parts_{parts} {}

  [[nodiscard]] std::string item(const std::string& code) const;
  [[nodiscard]] std::string unit(const std::string& code) const;
  [[nodiscard]] std::string kind(supplies::MovementKind kind) const;
  /// A place's name, or what the other side of the double entry is.
  [[nodiscard]] const std::string& place(const std::string& place);
  /// A bin; of the sides that know one, the division or the waybill's number.
  [[nodiscard]] std::string bin(const supplies::Spot& spot) const;
  /// The eight digits on the pile.
  [[nodiscard]] const std::string& label(const std::string& batch);

 private:
  const StockParts& parts_;
  std::map<std::string, std::string> places_;
  std::map<std::string, std::string> labels_;
};

}  // namespace anlan::exchange
