#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/account.hpp"
#include "journal/view.hpp"
#include "store/database.hpp"

namespace anlan::access {

/// The tables `account` and `account_token`: who may sign in, and which devices act for whom.
class AccountView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "account"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"account_token", "account"}; }
  void apply(const journal::ApplyContext& context) override;
};

// The queries also read when an account and its devices were last seen, which `create_secret_tables` keeps beside the
// views.

[[nodiscard]] std::optional<Account> find_account(store::Connection& db, std::string_view account);
[[nodiscard]] std::optional<Account> find_account_by_name(store::Connection& db, std::string_view name);

struct AccountFilter {
  DivisionCode jurisdiction;  ///< of the caller
  DivisionCode division;      ///< only accounts here or below
  std::optional<AccountState> state = {};
};
/// Ordered by division, then name.
[[nodiscard]] std::vector<Account> list_accounts(store::Connection& db, const AccountFilter& filter);

/// Whether an active administrator other than this account has the division in his jurisdiction.
[[nodiscard]] bool another_administrator(store::Connection& db, const Account& account);

}  // namespace anlan::access
