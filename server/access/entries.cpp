#include "access/entries.hpp"

#include <array>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace anlan::access {

using nlohmann::json;

namespace {

template <class Fact>
constexpr std::string_view kType = "";
template <>
constexpr std::string_view kType<AccountOpened> = "account.opened";
template <>
constexpr std::string_view kType<AccountChanged> = "account.changed";
template <>
constexpr std::string_view kType<AccountClosed> = "account.closed";
template <>
constexpr std::string_view kType<PasswordSet> = "account.password_set";
template <>
constexpr std::string_view kType<TokenIssued> = "account.token_issued";
template <>
constexpr std::string_view kType<TokenRevoked> = "account.token_revoked";

Role role_at(const json& body) {
  const auto role = parse_role(body.at("role").get_ref<const std::string&>());
  if (!role) throw std::runtime_error{"no role " + body.at("role").get<std::string>()};
  return *role;
}

DivisionCode division_at(const json& body) {
  return DivisionCode::parse(body.at("division").get_ref<const std::string&>()).value();
}

std::string text_at(const json& body, const char* field) { return body.at(field).get<std::string>(); }

}  // namespace

json to_json(const AccountOpened& fact) {
  return {{"account", fact.account},
          {"name", fact.name},
          {"display_name", fact.display_name},
          {"role", to_string(fact.role)},
          {"division", fact.division.text()}};
}

json to_json(const AccountChanged& fact) {
  json body{{"account", fact.account}};
  if (fact.display_name) body["display_name"] = *fact.display_name;
  if (fact.role) body["role"] = to_string(*fact.role);
  if (fact.division) body["division"] = fact.division->text();
  return body;
}

json to_json(const AccountClosed& fact) { return {{"account", fact.account}, {"reason", fact.reason}}; }

json to_json(const PasswordSet& fact) {
  json body{{"account", fact.account}};
  if (!fact.session.empty()) body["session"] = fact.session;
  return body;
}

json to_json(const TokenIssued& fact) {
  return {{"account", fact.account}, {"token_id", fact.token_id}, {"label", fact.label}};
}

json to_json(const TokenRevoked& fact) { return {{"account", fact.account}, {"token_id", fact.token_id}}; }

AccountOpened read_opened(const json& body) {
  return {text_at(body, "account"), text_at(body, "name"), text_at(body, "display_name"), role_at(body),
          division_at(body)};
}

AccountChanged read_changed(const json& body) {
  AccountChanged fact{.account = text_at(body, "account")};
  if (body.contains("display_name")) fact.display_name = text_at(body, "display_name");
  if (body.contains("role")) fact.role = role_at(body);
  if (body.contains("division")) fact.division = division_at(body);
  return fact;
}

PasswordSet read_password_set(const json& body) { return {text_at(body, "account"), body.value("session", "")}; }

TokenIssued read_token_issued(const json& body) {
  return {text_at(body, "account"), text_at(body, "token_id"), text_at(body, "label")};
}

TokenRevoked read_token_revoked(const json& body) { return {text_at(body, "account"), text_at(body, "token_id")}; }

std::string account_stream(std::string_view account) { return "account/" + std::string{account}; }

template <class Fact>
journal::Draft draft_of(const Fact& fact, const DivisionCode& division) {
  return {.stream = account_stream(fact.account),
          .type = std::string{kType<Fact>},
          .division = division,
          .body = to_json(fact)};
}

template journal::Draft draft_of(const AccountOpened&, const DivisionCode&);
template journal::Draft draft_of(const AccountChanged&, const DivisionCode&);
template journal::Draft draft_of(const AccountClosed&, const DivisionCode&);
template journal::Draft draft_of(const PasswordSet&, const DivisionCode&);
template journal::Draft draft_of(const TokenIssued&, const DivisionCode&);
template journal::Draft draft_of(const TokenRevoked&, const DivisionCode&);

void declare_entries(journal::EntryTypes& types) {
  for (const auto type : {kType<AccountOpened>, kType<AccountChanged>, kType<AccountClosed>, kType<PasswordSet>,
                          kType<TokenIssued>, kType<TokenRevoked>}) {
    types.declare({.name = std::string{type}, .version = 1, .reach = journal::Reach::upward});
  }
}

}  // namespace anlan::access
