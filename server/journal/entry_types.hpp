#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "journal/notification.hpp"

namespace anlan::journal {

/// One kind of fact. The topic on the wire is the part of the name before the dot.
struct EntryType {
  std::string name;             ///< "report.submitted"
  int version = 1;              ///< of bodies written today
  Reach reach = Reach::upward;  ///< who hears of it
  /// Turns a body of an older version into today's; needed from version 2 on.
  std::function<void(int from, nlohmann::json& body)> upcast = {};

  [[nodiscard]] std::string topic() const { return name.substr(0, name.find('.')); }
};

/// All kinds of facts this server can read, declared by the rooms. Fixed once the server is assembled.
class EntryTypes {
 public:
  void declare(EntryType type);

  /// Throws std::out_of_range for a type nobody declared: a newer file, or a bug.
  [[nodiscard]] const EntryType& at(std::string_view name) const;

  /// Parses a stored body and brings it up to today's version.
  [[nodiscard]] nlohmann::json read_body(std::string_view type, int version, std::string_view body) const;

 private:
  std::map<std::string, EntryType, std::less<>> types_;
};

}  // namespace anlan::journal
