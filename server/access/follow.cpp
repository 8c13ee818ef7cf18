#include "access/follow.hpp"

#include <nlohmann/json.hpp>

#include "access/entries.hpp"

namespace anlan::access {

using nlohmann::json;

void follow(Sessions& sessions, std::string_view entry_type, const json& body) {
  if (entry_type == "account.closed") {
    sessions.end_account(body.at("account").get_ref<const std::string&>());
  } else if (entry_type == "account.changed") {
    const auto fact = read_changed(body);
    if (fact.moves_powers()) return sessions.end_account(fact.account);
    if (fact.display_name) sessions.rename(fact.account, *fact.display_name);
  } else if (entry_type == "account.password_set") {
    const auto fact = read_password_set(body);
    sessions.end_sign_ins(fact.account, fact.session);
  } else if (entry_type == "account.token_revoked") {
    sessions.end_id(read_token_revoked(body).token_id);
  }
}

void follow(Sessions& sessions, const journal::Notification& notification) {
  if (notification.topic != "account") return;
  const auto message = json::parse(*notification.text);
  const auto& params = message.at("params");
  follow(sessions, params.at("type").get_ref<const std::string&>(), params.at("body"));
}

}  // namespace anlan::access
