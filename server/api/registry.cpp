#include "api/registry.hpp"

#include <algorithm>
#include <stdexcept>

namespace anlan::api {
namespace {

bool has_field(const Shape& shape, std::string_view name) {
  return std::ranges::any_of(shape.fields(), [name](const Field& field) { return field.name == name; });
}

void require(bool held, const Operation& operation, const char* reason) {
  if (!held) throw std::logic_error{"operation " + operation.name + ": " + reason};
}

}  // namespace

void Registry::add(Operation operation) {
  require(operation.name.find('.') != std::string::npos, operation, "the name is <thing>.<verb>");
  require(!operation.summary.zh.empty() && !operation.summary.en.empty(), operation, "has no summary");
  require(operation.open_to_strangers == operation.roles.empty(), operation, "says not who may call it");
  const int handlers = (operation.command ? 1 : 0) + (operation.query ? 1 : 0) + (operation.action ? 1 : 0);
  require(handlers == 1, operation, "needs exactly one handler");
  require(operation.kind != Kind::command || operation.command, operation, "is a command without rules");
  require(operation.kind != Kind::query || operation.query, operation, "is a query without a query");
  require(operation.kind != Kind::action || operation.action, operation, "is an action without an action");
  require(operation.kind != Kind::command || has_field(operation.params, "command_id"), operation, "has no command_id");
  require(operation.secret.empty() || has_field(operation.params, operation.secret), operation, "hides no parameter");
  auto name = operation.name;
  if (!operations_.emplace(name, std::move(operation)).second) throw std::logic_error{name + " is declared twice"};
}

void Registry::add(Topic topic) {
  auto name = topic.name;
  if (!topics_.emplace(name, std::move(topic)).second) throw std::logic_error{"topic " + name + " is declared twice"};
}

const Operation* Registry::find(std::string_view name) const {
  const auto found = operations_.find(name);
  return found == operations_.end() ? nullptr : &found->second;
}

const Topic* Registry::find_topic(std::string_view name) const {
  const auto found = topics_.find(name);
  return found == topics_.end() ? nullptr : &found->second;
}

Scope division_at(std::string field) {
  return [field = std::move(field)](store::Connection&, const nlohmann::json& params) -> Result<DivisionCode> {
    return DivisionCode::parse(params.at(field).get_ref<const std::string&>());
  };
}

}  // namespace anlan::api
