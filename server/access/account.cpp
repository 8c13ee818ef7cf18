#include "access/account.hpp"

#include <nlohmann/json.hpp>

namespace anlan::access {

using nlohmann::json;

std::string_view to_string(AccountState state) noexcept { return state == AccountState::active ? "active" : "closed"; }

std::optional<AccountState> parse_account_state(std::string_view text) noexcept {
  if (text == "active") return AccountState::active;
  if (text == "closed") return AccountState::closed;
  return std::nullopt;
}

Caller as_caller(const Account& account) {
  return {account.account, account.name, account.display_name, account.role, account.division};
}

json to_json(const Account& account) {
  json tokens = json::array();
  for (const auto& token : account.tokens) {
    json row{{"token_id", token.token_id}, {"label", token.label}, {"issued_at", format_time(token.issued_at)}};
    if (token.last_used_at) row["last_used_at"] = format_time(*token.last_used_at);
    tokens.push_back(std::move(row));
  }
  json out{{"account", account.account},           {"name", account.name},
           {"display_name", account.display_name}, {"role", to_string(account.role)},
           {"division", account.division.text()},  {"state", to_string(account.state)},
           {"version", account.version},           {"opened_at", format_time(account.opened_at)},
           {"tokens", std::move(tokens)}};
  if (account.last_seen_at) out["last_seen_at"] = format_time(*account.last_seen_at);
  return out;
}

}  // namespace anlan::access
