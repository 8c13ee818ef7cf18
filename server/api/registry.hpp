#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "api/operation.hpp"

namespace anlan::api {

/// A subject that dashboards subscribe to.
struct Topic {
  std::string name;
  Text summary;
  bool state = false;  ///< only the newest value per key matters
  access::RoleSet roles = access::RoleSet::everyone();
};

/// All operations and topics of the server. Filled at assembly, then only read.
class Registry {
 public:
  /// Throws std::logic_error when the declaration is not whole: a name twice, no handler, no roles, a command without
  /// command_id. An operation without a rule of access does not start the server.
  void add(Operation operation);
  void add(Topic topic);

  [[nodiscard]] const Operation* find(std::string_view name) const;
  [[nodiscard]] const Topic* find_topic(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, Operation, std::less<>>& operations() const noexcept { return operations_; }
  [[nodiscard]] const std::map<std::string, Topic, std::less<>>& topics() const noexcept { return topics_; }

 private:
  std::map<std::string, Operation, std::less<>> operations_;
  std::map<std::string, Topic, std::less<>> topics_;
};

}  // namespace anlan::api
